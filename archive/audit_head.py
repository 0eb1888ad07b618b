"""How far the audit trail reaches, beside it and once more outside its folder.

::

    home/audit/head    written after each line
    home/trail         the same with a hash of its own: an older folder that was put in the place
                       of the newer one, or none at all, shows against it

Both are written after the log and not synced: after a crash they may be behind it, never ahead.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from archive.durable import PRIVATE_FILE
from baulast.errors import StoreDamaged
from baulast.language import tr

HEAD, COPY = "head", "trail"  # in the folder of the log, and in the home
HEAD_BYTES = (
    256  # three numbers, a hash and a time with room; well below what a disk writes at once
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """How far the log reaches."""

    bytes: int
    lines: int
    last_bytes: int  # length of the last line, its end included
    sha256: str
    at: str  # the latest time that any line tells


def head_text(head: Head) -> bytes:
    """As ``json.dumps`` writes it, at a quarter of the price: it is written with every line."""
    text = (
        f'{{"bytes": {head.bytes}, "lines": {head.lines}, "last_bytes": {head.last_bytes},'
        f' "sha256": "{head.sha256}", "at": "{head.at}"}}'
    )
    return text.encode("ascii").ljust(HEAD_BYTES - 1) + b"\n"


def parsed_head(path: Path, content: bytes) -> Head:
    """The head that a file holds; StoreDamaged unless it is as it was written, to the bit."""
    try:
        head = Head(**json.loads(content.decode("ascii")))
        is_whole = head_text(head) == content and head.bytes >= head.last_bytes
    except (ValueError, TypeError) as error:
        raise head_damaged(path) from error
    if not is_whole:
        raise head_damaged(path)
    return head


def copy_text(text: bytes) -> bytes:
    """The text of a head, guarded: a spoilt copy is told from one of another log."""
    return text + hashlib.sha256(text).hexdigest().encode() + b"\n"


def read_head(path: Path) -> Head:
    """The head in a file; StoreDamaged where it cannot be read or is not as it was written."""
    try:
        return parsed_head(path, path.read_bytes())
    except OSError as error:
        raise head_damaged(path) from error


def read_copy(home: Path) -> Head:
    """The head as it stands outside the folder; StoreDamaged where it is lost or spoilt."""
    path = home / COPY
    try:
        content = path.read_bytes()
    except OSError as error:
        raise head_damaged(path) from error
    if copy_text(content[:HEAD_BYTES]) != content:
        raise head_damaged(path)
    return parsed_head(path, content[:HEAD_BYTES])


def write_whole(path: Path, text: bytes) -> None:
    """Puts a head or its copy into a file, made where it was missing; synced."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, PRIVATE_FILE)
    try:
        os.ftruncate(handle, len(text))
        os.pwrite(handle, text, 0)
        os.fsync(handle)
    finally:
        os.close(handle)


def head_damaged(path: Path) -> StoreDamaged:
    """The error for a head that is lost, spoilt or of another log."""
    return StoreDamaged(tr(f"{path}: passt nicht zum Protokoll", f"{path}: does not fit the log"))
