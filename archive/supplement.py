"""The supplement of a dossier: what happened after it was archived, one line each, never altered.

Every line names the hash of the line before, so that a line changed, left out or put between shows.
A line that a crash cut short was never promised to anyone: the next one names it, and both stay.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.durable import PRIVATE_FILE, make_folder, storage_errors, sync, write_all
from baulast.errors import StoreDamaged
from baulast.language import tr

START = "0" * 64  # what the first line names: there is no line before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """All that was appended, and whether the last line was cut short by a crash."""

    events: tuple[dict[str, Any], ...]
    is_torn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chain:
    """The lines of a supplement, each found to follow from the one before."""

    events: tuple[dict[str, Any], ...]
    last: str  # hash of the last whole line
    torn: bytes  # what follows it without an end


def append_event(path: Path, event: Mapping[str, Any]) -> None:
    """Adds one event, synced when this returns; StoreDamaged if what is there is not whole."""
    with storage_errors(path):
        make_folder(path.parent)
        is_new = not path.exists()
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, PRIVATE_FILE)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            chain = _chain(path, path.read_bytes())
            line: dict[str, Any] = {"event": dict(event), "previous": chain.last}
            if chain.torn:
                line["torn"] = _hash(chain.torn)
            text = json.dumps(line, ensure_ascii=False, sort_keys=True)
            write_all(handle, (b"\n" if chain.torn else b"") + text.encode() + b"\n")
            os.fsync(handle)
        finally:
            os.close(handle)
        if is_new:
            sync(path.parent)


def read_supplement(path: Path) -> Supplement:
    """The events in the order they came; StoreDamaged, with the line, if the chain is broken."""
    with storage_errors(path):
        content = path.read_bytes() if path.exists() else b""
    chain = _chain(path, content)
    return Supplement(events=chain.events, is_torn=bool(chain.torn))


def _chain(path: Path, content: bytes) -> _Chain:
    *lines, torn = content.split(b"\n")
    bodies = [_parsed(line) for line in lines]
    events: list[dict[str, Any]] = []
    last = START
    for number, (line, body) in enumerate(zip(lines, bodies, strict=True), start=1):
        following = bodies[number] if number < len(bodies) else None
        if following and following.get("torn") == _hash(line):
            continue
        if body is None or body.get("previous") != last or not _owns(body, lines[: number - 1]):
            raise StoreDamaged(
                tr(
                    f"{path}: Zeile {number} ist nicht, wie sie geschrieben wurde",
                    f"{path}: line {number} is not as it was written",
                )
            )
        events.append(body["event"])
        last = _hash(line)
    return _Chain(events=tuple(events), last=last, torn=torn)


def _owns(body: dict[str, Any], before: list[bytes]) -> bool:
    """Whether the torn line that a line names, if any, is the one before it."""
    return "torn" not in body or (bool(before) and body["torn"] == _hash(before[-1]))


def _parsed(line: bytes) -> dict[str, Any] | None:
    """The line's content; None where it is no event."""
    try:
        body = json.loads(line)
    except ValueError:
        return None
    return body if isinstance(body, dict) and isinstance(body.get("event"), dict) else None


def _hash(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()
