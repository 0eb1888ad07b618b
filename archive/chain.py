"""Lines that are only ever appended, each naming the one before by hash (pure).

A line changed, left out, moved or put between shows, with its number. Each line carries a hash of
its own as well, so that the last one is guarded too. A line that a crash cut short was never
promised to anyone: the next one names it, and both stay.

Lines of the first release carry no hash of their own; they stand before all others.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.expired import left_of
from baulast.errors import StoreDamaged
from baulast.language import tr

START = "0" * 64  # what the first line names: there is no line before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One whole line, found to follow from the one before."""

    number: int  # from 1
    row: bytes  # without its end
    sha256: str  # what the next line names: of this one, or of the last that is whole
    body: dict[str, Any] | None  # None: the line expired, or a crash had cut it short
    is_expired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The lines of a file or of its end, each found to follow from the one before."""

    events: tuple[dict[str, Any], ...]
    numbers: tuple[int, ...]  # of the line that holds each event, from 1
    hashes: tuple[str, ...]  # of that line
    last: str  # hash of the last whole line
    lines: int  # whole lines from the start of the file, those cut short and named included
    torn: bytes  # what follows the last line without an end
    expired: tuple[int, ...] = ()  # numbers of lines of which the hash alone is left
    # What the line of each event says of the audit trail; None: nothing.
    trails: tuple[Any, ...] = ()
    is_sealed: bool = True  # whether the last line carries a hash of its own


def chained_line(
    event: Mapping[str, Any],
    *,
    previous: str,
    torn: bytes,
    trail: Mapping[str, Any] | None = None,
) -> bytes:
    """The line for an event after the one whose hash is given, with its line end.

    ``trail``: how far the audit trail reached by then.
    """
    body: dict[str, Any] = {"event": dict(event), "previous": previous}
    if torn:
        body["torn"] = line_hash(torn)
    if trail:
        body["trail"] = dict(trail)
    if torn or trail:
        return _text(_sealed(body)) + b"\n"
    text = _text(body)  # the hash stands behind it: no second turn through the writer
    return text[:-1] + b', "sha256": "' + line_hash(text).encode() + b'"}\n'


def chain_of(path: Path, content: bytes, *, last: str = START, lines: int = 0) -> Chain:
    """The chain after ``lines`` lines, the last of which has the hash ``last``.

    StoreDamaged, with the number of the line, where one is not as it was written. Whether lines
    may have expired there, and which, is the caller's to say.
    """
    *rows, torn = content.split(b"\n")
    found = tuple(links(path, rows, last=last, lines=lines))
    told = [(link, link.body) for link in found if link.body is not None]
    return Chain(
        events=tuple(body["event"] for _, body in told),
        numbers=tuple(link.number for link, _ in told),
        hashes=tuple(link.sha256 for link, _ in told),
        last=found[-1].sha256 if found else last,
        lines=lines + len(rows),
        torn=torn,
        is_sealed="sha256" in told[-1][1] if told else bool(lines) or not rows,
        expired=tuple(link.number for link in found if link.is_expired),
        trails=tuple(body.get("trail") for _, body in told),
    )


def links(
    path: Path, rows: Iterable[bytes], *, last: str = START, lines: int = 0
) -> Iterator[Link]:
    """Each line, told when it is found to follow; StoreDamaged at the first that does not."""
    is_sealed = bool(lines)
    before: bytes | None = None
    parsed = ((row, _parsed(row)) for row in rows)
    # A line that was cut short is told by the one behind it.
    for number, ((row, body), following) in enumerate(_with_next(parsed), start=lines + 1):
        if following and following.get("torn") == line_hash(row):
            yield Link(number=number, row=row, sha256=last, body=None)
        elif (left := left_of(row)) is not None and left[0] == last:
            last = left[1]
            yield Link(number=number, row=row, sha256=last, body=None, is_expired=True)
        elif (
            body is None
            or body["previous"] != last
            or not _owns(body, before)
            or (is_sealed and "sha256" not in body)
        ):
            raise damaged_line(path, number)
        else:
            is_sealed = "sha256" in body
            last = line_hash(row)
            yield Link(number=number, row=row, sha256=last, body=body)
        before = row


def event_in(row: bytes) -> dict[str, Any] | None:
    """What a line says that is whole in itself, whatever stands around it; None: it is not."""
    body = _parsed(row)
    return body and body["event"]


def damaged_line(path: Path, number: int) -> StoreDamaged:
    """The error for a line that is not as it was written."""
    return StoreDamaged(
        tr(
            f"{path}: Zeile {number} ist nicht, wie sie geschrieben wurde",
            f"{path}: line {number} is not as it was written",
        )
    )


def line_hash(line: bytes) -> str:
    """What the next line names."""
    return hashlib.sha256(line).hexdigest()


Parsed = tuple[bytes, dict[str, Any] | None]


def _with_next(rows: Iterable[Parsed]) -> Iterator[tuple[Parsed, dict[str, Any] | None]]:
    """Each line with what the one behind it says."""
    waiting: Parsed | None = None
    for one in rows:
        if waiting is not None:
            yield waiting, one[1]
        waiting = one
    if waiting is not None:
        yield waiting, None


def _owns(body: dict[str, Any], before: bytes | None) -> bool:
    """Whether the torn line that a line names, if any, is the one before it."""
    return "torn" not in body or (before is not None and body["torn"] == line_hash(before))


def _parsed(row: bytes) -> dict[str, Any] | None:
    """The line's content; None where it is no event, or not to the bit as it was written."""
    try:
        body = json.loads(row)
    except ValueError:
        return None
    if not isinstance(body, dict) or not isinstance(body.get("event"), dict):
        return None
    bare = {name: value for name, value in body.items() if name != "sha256"}
    if not {"event", "previous"} <= set(bare) <= {"event", "previous", "torn", "trail"}:
        return None
    is_whole = _text(_sealed(bare) if "sha256" in body else bare) == row
    return body if is_whole else None


def _sealed(body: dict[str, Any]) -> dict[str, Any]:
    return {**body, "sha256": line_hash(_text(body))}


def _text(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
