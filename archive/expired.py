"""Lines of the audit trail whose time is over: what they told is gone, the chain goes on.

Such a line keeps its length, the hash of the line before and its own, so that its neighbours are
guarded as before, a head that was printed can still be checked, and nothing behind it moves. A
later line of the trail names all that expired with it, by number and by what is left of them:
else somebody could empty a line, and say that its time was over.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from archive.spill import Spill

MARK = "expired"


def expired_row(previous: str, sha256: str, *, length: int) -> bytes | None:
    """What is left of a line of that length; None: it was too short to be told apart."""
    row = json.dumps({MARK: sha256, "previous": previous}).encode()
    return None if len(row) > length else row.ljust(length)


def left_of(row: bytes) -> tuple[str, str] | None:
    """The hash of the line before and the line's own; None: not to the bit an expired one."""
    if not row.startswith(b'{"%s"' % MARK.encode()):
        return None
    try:
        body = json.loads(row)
    except ValueError:
        return None
    if not isinstance(body, dict) or set(body) != {MARK, "previous"}:
        return None
    previous, sha256 = str(body["previous"]), str(body[MARK])
    return (previous, sha256) if expired_row(previous, sha256, length=len(row)) == row else None


def named(numbers: Iterable[int]) -> str:
    """Numbers of lines as people write them.

    >>> named([1, 2, 3, 7])
    '1-3, 7'
    """
    runs = groupby(enumerate(sorted(numbers)), key=lambda item: item[1] - item[0])
    found = ([number for _, number in run] for _, run in runs)
    return ", ".join(f"{r[0]}-{r[-1]}" if len(r) > 1 else str(r[0]) for r in found)


def numbers_in(written: str) -> Iterator[int]:
    """The numbers that ``named`` wrote."""
    for part in filter(None, written.split(", ")):
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def own_hash(row: bytes) -> str:
    """The hash of a line, also of one that expired."""
    left = left_of(row)
    return left[1] if left else hashlib.sha256(row).hexdigest()


def digest_of(rows: Iterable[bytes]) -> str:
    """The hash of what is left of lines, in their order."""
    found, between = hashlib.sha256(), b""
    for row in rows:
        found.update(between + row)
        between = b"\n"
    return found.hexdigest()


def first_unaccounted(
    rows: Callable[[], Iterable[bytes]], expired: Spill, told: Iterable[Mapping[str, Any]]
) -> int | None:
    """The first expired line that no event names as it stands there; None: each is named.

    ``rows`` gives all lines, ``expired`` keeps what is left of some by ``key_of`` their numbers,
    ``told`` are the events that say what expired.
    """
    with Spill() as accounted:
        for event in told:
            numbers = str(event["lines"])
            if digest_of(_left_of(numbers, rows, expired)) == event["rows_sha256"]:
                for number in numbers_in(numbers):
                    accounted.add(key_of(number))
        return next((int(key) for key, _ in expired.items() if key not in accounted), None)


def key_of(number: int) -> str:
    """A number as it sorts among others."""
    return f"{number:012}"


def _left_of(numbers: str, rows: Callable[[], Iterable[bytes]], expired: Spill) -> Iterator[bytes]:
    """What is, or will be, left of these lines.

    A crash may come between the line that tells and the lines that expire: those still stand whole.
    """
    whole = {number for number in numbers_in(numbers) if key_of(number) not in expired}
    there = enumerate(rows(), start=1) if whole else ()
    left = {number: _as_left(row) for number, row in there if number in whole}
    for number in numbers_in(numbers):
        row = left.get(number) or expired.get(key_of(number))
        if row is not None:
            yield row


def _as_left(row: bytes) -> bytes:
    """What is, or will be, left of a line."""
    if left_of(row) is not None:
        return row
    try:
        previous = str(json.loads(row)["previous"])
    except (ValueError, KeyError, TypeError):
        return row
    return expired_row(previous, hashlib.sha256(row).hexdigest(), length=len(row)) or row
