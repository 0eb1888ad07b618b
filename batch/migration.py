"""What earlier versions left in a home, brought to how this one reads and guards it."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from archive.audit import EventName, note_all, trail, user
from archive.audit_head import COPY
from archive.audit_log import begin_trail, has_trail, renew_head
from archive.durable import sync
from archive.home_format import FIRST, NAMED, format_of
from archive.manifest import read_manifest
from archive.record import RECORD
from archive.revisions import newest_revision
from archive.store import Store
from archive.supplement import append_event, read_supplement
from archive.witness import vouch

SEALED = "sealed"  # an event that only says: from here on each line carries a hash of its own
OLD_LOG = "log.jsonl"  # of the statements, before there was a trail for everything
KEPT_AS = "log-of-first-release.jsonl"


def migrate(store: Store) -> None:
    """Seals chains whose last line nothing guards, and has the trail tell what it never did.

    Nothing that was written is changed: lines are appended, and the old log keeps its bytes.
    """
    was = format_of(store.home)
    if was == FIRST and _never_had_trail(store):
        begin_trail(store.home)
    for path in (*store.supplements(), *sorted((store.home / "register").glob("*.jsonl"))):
        if not read_supplement(path).is_sealed:
            _seal(store, path)
    _move_statements(store.home)
    if was < NAMED:
        if not (store.home / COPY).exists():
            renew_head(store.home)
        vouch(store, EventName.MIGRATED, format=was)


def _never_had_trail(store: Store) -> bool:
    """The first release wrote neither trail nor transfer records."""
    has_record = any((revision / RECORD).exists() for revision in store.revisions())
    return not (has_trail(store.home) or (store.home / COPY).exists() or has_record)


def _seal(store: Store, path: Path) -> None:
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    line = append_event(path, {"event": SEALED, "by": user(), "at": now})
    revision = newest_revision(path.parent / "v1")
    of = {"dossier": read_manifest(revision).id} if revision else {"list": path.name}
    note_all(store.home, [(EventName.MIGRATED, {**of, "supplement_sha256": line})])


def _move_statements(home: Path) -> None:
    log = home / "statements" / OLD_LOG
    if not log.exists():
        return
    told = {one.details.get("number") for one in trail(home) if one.name in GIVEN.values()}
    lines = [line for line in read_supplement(log).events if line["number"] not in told]
    note_all(home, [*_events(log.parent, lines)])
    log.rename(log.with_name(KEPT_AS))
    sync(log.parent)


GIVEN = {"statement": EventName.STATEMENT, "again": EventName.AGAIN}


def _events(
    folder: Path, lines: list[dict[str, Any]]
) -> Iterator[tuple[EventName, dict[str, Any]]]:
    for line in lines:
        rest = {k: v for k, v in line.items() if k not in ("event", "by", "at")}
        said = {**rest, "given_by": line["by"], "given_at": line["at"], "from_first_release": True}
        if line["event"] == "statement":
            kept = json.loads((folder / f"{line['number']}.json").read_bytes())
            parcels = [p for one in kept["findings"] for p in one.get("understood", ())]
            said |= {"parcels": parcels, "shows_names": False}
        yield GIVEN[line["event"]], said
