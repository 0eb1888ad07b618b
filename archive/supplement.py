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


def append_event(path: Path, event: Mapping[str, Any]) -> None:
    """Adds one event, synced when this returns; StoreDamaged if what is there is not whole."""
    with storage_errors(path):
        make_folder(path.parent)
        is_new = not path.exists()
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, PRIVATE_FILE)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            content = path.read_bytes()
            _check(path, content)
            whole, torn = _split(content)
            line: dict[str, Any] = {"event": dict(event), "previous": _last_hash(whole)}
            if torn:
                line["torn"] = _hash(torn)
            text = json.dumps(line, ensure_ascii=False, sort_keys=True)
            write_all(handle, (b"\n" if torn else b"") + text.encode() + b"\n")
            os.fsync(handle)
        finally:
            os.close(handle)
        if is_new:
            sync(path.parent)


def read_supplement(path: Path) -> Supplement:
    """The events in the order they came; StoreDamaged, with the line, if the chain is broken."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Supplement(events=())
    return _check(path, content)


def _check(path: Path, content: bytes) -> Supplement:
    whole, torn = _split(content)
    events: list[dict[str, Any]] = []
    previous, fragment = START, b""
    for number, line in enumerate(whole, start=1):
        body = _parse(line)
        if body is None and not fragment:
            fragment = line  # right only if the next line owns up to it
            continue
        named = _hash(fragment) if fragment else None
        if body is None or body.get("previous") != previous or body.get("torn") != named:
            raise _broken(path, number)
        events.append(body["event"])
        previous, fragment = _hash(line), b""
    if fragment:
        raise _broken(path, len(whole))
    return Supplement(events=tuple(events), is_torn=bool(torn))


def _split(content: bytes) -> tuple[list[bytes], bytes]:
    """The lines that were ended, and what follows the last of them."""
    *whole, rest = content.split(b"\n")
    return whole, rest


def _parse(line: bytes) -> dict[str, Any] | None:
    try:
        body = json.loads(line)
    except ValueError:
        return None
    return body if isinstance(body, dict) and isinstance(body.get("event"), dict) else None


def _last_hash(whole: list[bytes]) -> str:
    return next((_hash(line) for line in reversed(whole) if _parse(line) is not None), START)


def _hash(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def _broken(path: Path, number: int) -> StoreDamaged:
    return StoreDamaged(
        tr(
            f"{path}: Zeile {number} ist nicht, wie sie geschrieben wurde",
            f"{path}: line {number} is not as it was written",
        )
    )
