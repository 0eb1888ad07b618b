"""A BagIt 1.0 bag: written beside its name, checked by its own lists.

The only module that knows how a bag looks (RFC 8493).
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from threading import Lock
from typing import Self

from archive.damage import Claim, Damage, of_files
from archive.durable import BLOCK_BYTES, PRIVATE_FILE, make_folder, storage_errors, write_all
from archive.spill import Spill
from archive.trail_mark import Mark, mark_of
from baulast.errors import StoreDamaged
from baulast.language import tr

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
BAG_INFO, DECLARED, PAYLOAD = "bag-info.txt", "bagit.txt", "data"
TRAIL = "Baulast-Trail"
HASH_BYTES = 64 + 128  # of sha256 and sha512 in a bag's lists
LINE_BYTES = 16  # of a list beside hash and name: two blanks, data/, the end of the line
_LINE = re.compile(r"([0-9a-f]+)[ \t]+\*?(.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file of the payload as it came to lie there."""

    name: str  # below data/
    size: int
    hashes: tuple[str, ...]  # in the order of the bag's algorithms


class BagWriter:
    """A bag that is being filled; sha256 is always among its algorithms, as the first.

    The lists are written when the payload is ``finished``, all but that of the tags: which of how
    many bags it is may be known later. Of each file only its line is kept, and not in memory.
    """

    def __init__(self, folder: Path, *, algorithms: tuple[str, ...] = ("sha256",)) -> None:
        self._folder = make_folder(folder)
        self._algorithms = algorithms
        self._files = Spill()
        self._lock = Lock()
        self._bytes = self._count = 0
        self._tags: dict[str, tuple[str, ...]] = {}  # hashes of what lies beside the payload

    def copy(
        self, source: Path, name: str, *, sha256: str | None = None, size: int | None = None
    ) -> Written:
        """Puts a file into the payload; StoreDamaged where it has not the bytes it was stored with.

        ``size``: of one that grows, only so many bytes. May be called in several threads at once.
        """
        digests = self._digests()
        target = self._target(name)
        written = 0
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        try:
            for block in _blocks(source, size):
                for digest in digests:
                    digest.update(block)
                write_all(handle, block)
                written += len(block)
        finally:
            os.close(handle)
        if sha256 is not None and digests[0].hexdigest() != sha256:
            raise StoreDamaged(tr(f"{source}: verändert", f"{source}: changed"))
        return self._keep(name, written, digests)

    def write(self, name: str, data: bytes) -> Written:
        """Puts bytes into the payload."""
        digests = self._digests()
        for digest in digests:
            digest.update(data)
        _write(self._target(name), data)
        return self._keep(name, len(data), digests)

    def take(self, name: str) -> Written:
        """Counts a file that was written to its place in the payload in pieces."""
        target = self._target(name)
        return self._keep(name, target.stat().st_size, self._digests_of(target))

    def path_of(self, name: str) -> Path:
        """Where a file of the payload belongs, its folder made."""
        return self._target(name)

    def finish(self) -> None:
        """Writes the lists of the payload, to which nothing comes any more."""
        for place, algorithm in enumerate(self._algorithms):
            self._write_tag(f"manifest-{algorithm}.txt", self._lines(place))
        self.abandon()

    def abandon(self) -> None:
        """Lets go of what is kept aside; the files are the caller's to remove."""
        self._files.__exit__()

    def close(self, info: Mapping[str, str]) -> str:
        """Writes what is said of a finished bag; the SHA-256 of the list that names all others."""
        told = {**info, "Payload-Oxum": f"{self._bytes}.{self._count}"}
        self._write_tag(DECLARED, [DECLARATION])
        self._write_tag(BAG_INFO, (f"{key}: {_one_line(value)}\n" for key, value in told.items()))
        last = ""
        for place, algorithm in reversed([*enumerate(self._algorithms)]):
            lines = (f"{hashes[place]}  {name}\n" for name, hashes in self._tags.items())
            last = "".join(lines)
            _write(self._folder / f"tagmanifest-{algorithm}.txt", last.encode())
        return hashlib.sha256(last.encode()).hexdigest()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.abandon()

    def _lines(self, place: int) -> Iterator[str]:
        for name, hashes in self._files.items():
            yield f"{hashes.decode().split()[place]}  {PAYLOAD}/{_escaped(name)}\n"

    def _write_tag(self, name: str, lines: Iterable[str]) -> None:
        target = self._folder / name
        _write(target, b"")
        with target.open("ab") as file:
            file.writelines(line.encode() for line in lines)
        self._tags[name] = tuple(digest.hexdigest() for digest in self._digests_of(target))

    def _digests(self) -> list["hashlib._Hash"]:
        return [hashlib.new(algorithm) for algorithm in self._algorithms]

    def _digests_of(self, path: Path) -> list["hashlib._Hash"]:
        digests = self._digests()
        for block in _blocks(path):
            for digest in digests:
                digest.update(block)
        return digests

    def _target(self, name: str) -> Path:
        target = self._folder / PAYLOAD / name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return target

    def _keep(self, name: str, size: int, digests: Iterable["hashlib._Hash"]) -> Written:
        written = Written(name=name, size=size, hashes=tuple(d.hexdigest() for d in digests))
        self._files.add(name, " ".join(written.hashes).encode())
        with self._lock:
            self._bytes += size
            self._count += 1
        return written


def room_for(name: str, size: int) -> int:
    """Bytes that a file takes in a bag, its lines in the lists included."""
    return size + HASH_BYTES + 2 * (len(name.encode()) + LINE_BYTES)


def bag_damage(bag: Path) -> Iterator[Damage]:
    """What of a bag is missing, changed or not on its lists."""
    with Spill() as tags, Spill() as payload:
        try:
            read_list(bag, "tagmanifest-sha256.txt", tags)
            yield from of_files(_claims(bag, tags))
            read_list(bag, "manifest-sha256.txt", payload)
        except StoreDamaged as error:
            yield Damage(path=bag, what=str(error))
            return
        yield from of_files(_claims(bag, payload))
        for path in _all_in(bag):
            name = path.relative_to(bag).as_posix()
            is_list = path.parent == bag and fnmatch(name, "tagmanifest-*.txt")
            if not (is_list or name in payload or name in tags):
                yield Damage(path=path, what=tr("gehört nicht hierher", "does not belong here"))


def files_in(folder: Path) -> Iterator[Path]:
    """Every file below a folder, in no order; nothing where there is no such folder."""
    return (path for path in _all_in(folder) if path.is_file()) if folder.is_dir() else iter(())


def _all_in(folder: Path) -> Iterator[Path]:
    """All that lies below a folder but folders; links to folders are told and not followed."""
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                yield from _all_in(Path(entry.path))
            else:
                yield Path(entry.path)


def read_list(bag: Path, list_name: str, into: Spill) -> None:
    """Keeps hash by name; StoreDamaged where the list cannot be read or leads out of the bag."""
    path = bag / list_name
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                match = _LINE.fullmatch(line.removesuffix("\n"))
                name = _plain(match[2]) if match else ""
                if match and _stays_inside(name) and into.add(name, match[1].encode()):
                    continue
                if line != "\n":
                    unreadable = f"{path}: Zeile {number} unlesbar"
                    raise StoreDamaged(tr(unreadable, f"{path}: line {number} cannot be read"))
    except (OSError, ValueError) as error:
        raise StoreDamaged(tr(f"{path}: unlesbar", f"{path}: cannot be read")) from error


def trail_tag(home: Path) -> dict[str, str]:
    """How far the audit trail reaches, as a bag tells it: `audit check --bag` asks for it later."""
    mark = mark_of(home)
    return {TRAIL: f"{mark.line} {mark.sha256}"} if mark else {}


def trail_in(bag: Path) -> Mark | None:
    """How far the audit trail reached when the bag was made; None: the bag does not say."""
    found = re.fullmatch(r"(\d+) ([0-9a-f]{64})", info_of(bag).get(TRAIL, ""))
    return Mark(line=int(found[1]), sha256=found[2]) if found else None


def info_of(bag: Path) -> dict[str, str]:
    """What ``bag-info.txt`` says; StoreDamaged where it cannot be read."""
    path = bag / BAG_INFO
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise StoreDamaged(tr(f"{path}: unlesbar", f"{path}: cannot be read")) from error
    return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}


def _blocks(source: Path, size: int | None = None) -> Iterator[bytes]:
    """A file in pieces; where its drive is gone, the error names it and not the bag."""
    with storage_errors(source), source.open("rb") as file:
        left = file.seek(0, os.SEEK_END) if size is None else size
        file.seek(0)
        while block := file.read(min(left, BLOCK_BYTES)):
            left -= len(block)
            yield block


def _claims(bag: Path, listed: Spill) -> Iterator[Claim]:
    return (Claim(path=bag / name, sha256=sha256.decode()) for name, sha256 in listed.items())


def _stays_inside(name: str) -> bool:
    return not name.startswith(("/", "~")) and ".." not in name.split("/") and "\\" not in name


def _escaped(name: str) -> str:
    """The name as a line of a manifest holds it.

    >>> _escaped("50%")
    '50%25'
    """
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _plain(name: str) -> str:
    return name.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _write(target: Path, data: bytes) -> None:
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    try:
        write_all(handle, data)
    finally:
        os.close(handle)
