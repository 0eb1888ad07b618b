"""Whether the audit trail still has the lines that it had when other things were written.

Its heads tell that nothing was cut off; that log and heads were replaced together, what was written
beside the trail tells: each transfer record and each line of a supplement or list names the line of
the trail before it. What somebody vouched for came from another home, whose trail it names.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from archive.audit import EventName, told_lines
from archive.audit_log import FOLDER, LOG
from archive.damage import Damage
from archive.durable import sha256_of
from archive.expired import line_hashes
from archive.manifest import NAME as MANIFEST
from archive.record import RECORD
from archive.store import Store
from archive.supplement import read_supplement
from archive.trail_mark import Mark, mark_in
from archive.witness import LISTS
from baulast.desk_notes import NOTE
from baulast.errors import StoreDamaged
from baulast.language import tr

Marked = tuple[str, Mark | None]  # the hash by which the trail names it, and its mark


def forgotten(store: Store, *, dossier: str | None = None) -> Iterator[Damage]:
    """The trail, where it lacks a line that something in the archive names."""
    kept = [*_kept(store, dossier)]  # before the trail is read, which only grows
    log = store.home / FOLDER / LOG
    hashes = line_hashes(log)
    vouched = _vouched(store.home)
    wrong = [
        (path, mark)
        for path, lines in kept
        for mark in _own(lines, vouched)
        if hashes.get(mark.line) != mark.sha256
    ]
    if wrong:
        path, mark = min(wrong, key=lambda item: item[1].line)
        where = path.relative_to(store.home)
        more = tr(f" und {len(wrong) - 1} weitere", f" and {len(wrong) - 1} more")
        yield Damage(
            path=log,
            what=tr(
                f"Zeile {mark.line} ist nicht die, die dort stand, als {where} geschrieben wurde"
                f"{more if len(wrong) > 1 else ''}: umgeschrieben oder durch ein anderes ersetzt",
                f"line {mark.line} is not the one that stood there when {where} was written"
                f"{more if len(wrong) > 1 else ''}: written anew, or replaced by another",
            ),
        )


def _kept(store: Store, dossier: str | None) -> Iterator[tuple[Path, Sequence[Marked]]]:
    """Files with marks; what is damaged is told where it is checked."""
    for revision in store.revisions() if dossier is None else store.revisions_of(dossier):
        path = revision / RECORD
        try:
            mark = mark_in(json.loads(path.read_bytes()).get("trail"))
            yield path, ((sha256_of(revision / MANIFEST), mark),)
        except (OSError, ValueError):
            continue
    lists = () if dossier else (store.home / "register" / name for name in LISTS)
    supplements = store.supplements() if dossier is None else (store.supplement(dossier),)
    for path in (*supplements, *lists):
        try:
            supplement = read_supplement(path)
        except StoreDamaged:
            continue
        said = zip(supplement.lines, supplement.marks, strict=True)
        # What reviewers tell each other is in no trail: nobody could vouch for it.
        yield path, tuple((sha256, mark) for (sha256, e), mark in said if e.get("event") != NOTE)


def _vouched(home: Path) -> frozenset[str]:
    """Hashes of manifests and lines that came from another home, or from a backup of this one."""
    return frozenset(
        str(sha256)
        for line in told_lines(home)
        if line.name == EventName.INTAKE or "vouched" in line.details
        for name in ("manifest_sha256", "supplement_sha256")
        if (sha256 := line.details.get(name))
    )


def _own(lines: Sequence[Marked], vouched: frozenset[str]) -> Iterator[Mark]:
    """The marks behind the last line that was vouched for."""
    places = [place for place, (sha256, _) in enumerate(lines) if sha256 in vouched]
    yield from (mark for _, mark in lines[max(places, default=-1) + 1 :] if mark)
