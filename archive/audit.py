"""The audit trail of an installation: who did what, when and why; one chain for everything.

::

    home/audit/
      log.jsonl    a line each, chained by hashes (archive.chain); only ever appended to
      head         how far the log reaches: bytes, lines, and the hash of the last one

The head makes an append cheap however long the log is, and lets it show when lines were cut off at
the end. It is written after the log: after a crash the log may reach further, never less far. What
the head cannot show, that log and head were both replaced, a head that was printed or sent away
does (``check_head``).

Names of owners never stand in it: a line says where they stand, not what they are.
"""

import os
import pwd
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any

from archive.audit_log import LOG, append, moment, rows_in, walked
from archive.chain import damaged_line, event_in, line_hash
from archive.damage import Damage
from archive.expired import first_unaccounted, key_of, own_hash
from archive.spill import Spill
from baulast.errors import StoreError

AT_ONCE = 1000  # lines that are made and synced together: few to hold, one sync is nothing to them


class EventName(StrEnum):
    """What somebody did."""

    ARCHIVED = "archived"  # a dossier came into the archive, or was read anew
    IMPORT = "import"  # a run came to its end
    CORRECTION = "correction"
    ENTRY_ACT = "entry_act"  # an entry or a deletion that came after the scan
    LIST = "list"  # a list of sheets or of predecessors was taken in
    STATEMENT = "statement"
    AGAIN = "statement_again"  # a statement was given out once more
    LOOK = "look"  # somebody saw personal data
    EXPORT = "export"
    REBUILD = "rebuild"
    SYNC = "index_sync"
    VERIFY = "verify"
    SIGHT = "sight_check"
    SIGN_IN = "sign_in"
    RELEASE = "release"  # a page was released with names blackened, or taken back
    ACCOUNT = "account"  # an account was made, closed or given other rights
    STATE = "state"  # a dossier went a step on in its life
    BOUNDS = "bounds"  # pages were put into another dossier or another order
    SETTLED = "settled"  # what was set aside needs no looking after any more
    MIGRATED = "migrated"  # what an earlier version wrote was brought to how this one guards it
    INTAKE = "intake"  # dossiers came from an export
    EXPIRED = "expired"  # of lines that told who looked at what, only the chain is left
    ACCEPTED = "accepted"  # somebody vouched for what the trail had never named


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the trail."""

    number: int
    name: str  # an EventName, or what a later version of the program calls one
    at: str  # by the clock of the machine, with its offset
    by: str  # the user of the operating system
    details: dict[str, Any]
    sha256: str  # of the line: what the next one names

    @property
    def dossiers(self) -> tuple[str, ...]:
        """The dossiers that it concerns."""
        one = self.details.get("dossier")
        return (*((one,) if one else ()), *self.details.get("dossiers_seen", ()))

    @property
    def parcels(self) -> tuple[str, ...]:
        """The parcels that were asked for."""
        return tuple(self.details.get("parcels", ()))

    @property
    def people(self) -> tuple[str, ...]:
        """The user of the machine, and who said to have done it."""
        return tuple(p for p in (self.by, self.details.get("given_by")) if p)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayHead:
    """The last line of a day: whoever keeps it can tell later that nothing before was changed."""

    day: str
    line: int
    sha256: str


def note(home: Path, name: EventName, **details: Any) -> None:
    """Appends a line, synced when this returns; StoreDamaged where the trail's end is not whole.

    A clock that jumped back does not stop the work: the line then says after which time it came.
    """
    note_all(home, [(name, details)])


def note_all(home: Path, events: Iterable[tuple[EventName, dict[str, Any]]]) -> None:
    """Appends a line for each event, synced together; very many in several turns."""
    waiting = iter(events)
    while some := list(islice(waiting, AT_ONCE)):
        append(home, partial(_lines, some))


def _lines(events: Sequence[tuple[EventName, dict[str, Any]]], latest: str) -> list[dict[str, Any]]:
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    late = {"clock_back_from": latest} if moment(now) < moment(latest) else {}
    told = {"at": now, "by": user()}
    return [{"name": name, **told, **details, **late} for name, details in events]


def trail(home: Path) -> Iterator[Line]:
    """Every line, the oldest first, told when it is found to be as it was written.

    StoreDamaged, with its number, at the first that is not: only who hears it to the end knows
    that nothing is missing.
    """
    telling: list[dict[str, Any]] = []
    with Spill() as expired:
        for link in walked(home):
            if link.is_expired:
                expired.add(key_of(link.number), link.row)
            if link.body is None:
                continue
            event = link.body["event"]
            if event["name"] == EventName.EXPIRED:
                telling.append(event)
            yield _line(event, link.number, link.sha256)
        wrong = first_unaccounted(partial(rows_in, home), expired, telling)
    if wrong is not None:
        raise damaged_line(home / "audit" / LOG, wrong)


def read_trail(home: Path) -> tuple[Line, ...]:
    """Every line of a trail that is whole; StoreDamaged, with the number, where one is not."""
    return tuple(trail(home))


def check_trail(home: Path) -> None:
    """StoreDamaged, with the number, where a line is not as it was written."""
    for _ in trail(home):
        pass


def told_lines(home: Path) -> Iterator[Line]:
    """Every line that is whole in itself, of a damaged trail too: what it says was once written."""
    with suppress(StoreError):  # `audit_damage` says why
        for number, row in enumerate(rows_in(home), start=1):
            if event := event_in(row):
                yield _line(event, number, line_hash(row))


def day_heads(trail: Iterable[Line]) -> tuple[DayHead, ...]:
    """The last line of each day, the oldest first; a clock that jumped back opens no old day."""
    heads: dict[str, DayHead] = {}
    day = ""
    for line in trail:
        day = max(day, line.at[:10])
        heads[day] = DayHead(day=day, line=line.number, sha256=line.sha256)
    return tuple(heads.values())


def check_head(home: Path, *, line: int, sha256: str) -> None:
    """StoreDamaged unless the trail still has the line that was once printed or sent away."""
    check_trail(home)
    row = next(islice(rows_in(home), line - 1, None), None)
    if row is None or own_hash(row) != sha256:
        raise damaged_line(home / "audit" / LOG, line)


def audit_damage(home: Path) -> Iterator[Damage]:
    """Where the trail is not as it was written."""
    log = home / "audit" / LOG
    try:
        check_trail(home)
    except StoreError as error:  # damaged, or a drive that does not answer
        yield Damage(path=log, what=str(error))


def _line(event: dict[str, Any], number: int, sha256: str) -> Line:
    return Line(
        number=number,
        name=event["name"],
        at=event["at"],
        by=event["by"],
        details={k: v for k, v in event.items() if k not in ("name", "at", "by")},
        sha256=sha256,
    )


@cache
def user() -> str:
    """Who the operating system says is at work; environment variables can be set by anybody."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
