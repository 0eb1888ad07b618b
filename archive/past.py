"""Whether the audit trail still has the lines that it had when other things were written.

Its heads tell that nothing was cut off; that log and heads were replaced together, what was written
beside the trail tells: each transfer record and each line of a supplement or list names the line of
the trail before it. What somebody vouched for came from another home, whose trail it names.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from archive.audit_log import FOLDER, LOG
from archive.damage import Damage
from archive.durable import sha256_of
from archive.manifest import NAME as MANIFEST
from archive.named import Named
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
    first: tuple[Path, Mark] | None = None
    count = 0
    with Named(store.home) as named:
        for path, lines in _kept(store, dossier):
            for mark in _own(lines, named):
                if named.hash_of(mark.line) == mark.sha256:
                    continue
                count += 1
                if first is None or mark.line < first[1].line:
                    first = path, mark
    if first is not None:
        path, mark = first
        where = path.relative_to(store.home)
        more = tr(f" und {count - 1} weitere", f" and {count - 1} more") if count > 1 else ""
        yield Damage(
            path=store.home / FOLDER / LOG,
            what=tr(
                f"Zeile {mark.line} ist nicht die, die dort stand, als {where} geschrieben wurde"
                f"{more}: umgeschrieben oder durch ein anderes ersetzt",
                f"line {mark.line} is not the one that stood there when {where} was written"
                f"{more}: written anew, or replaced by another",
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


def _own(lines: Sequence[Marked], named: Named) -> Iterator[Mark]:
    """The marks behind the last line that was vouched for."""
    count = len(lines)
    behind = next((n for n in range(count, 0, -1) if named.has_vouched(lines[n - 1][0])), 0)
    yield from (mark for _, mark in lines[behind:] if mark)
