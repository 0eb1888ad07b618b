"""A BagIt 1.0 bag: written beside its name, checked by its own lists.

The only module that knows how a bag looks (RFC 8493).
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from archive.damage import Claim, Damage, of_files
from archive.durable import BLOCK_BYTES, PRIVATE_FILE, make_folder, storage_errors, write_all
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
    """A bag that is being filled; sha256 is always among its algorithms, as the first."""

    def __init__(self, folder: Path, *, algorithms: tuple[str, ...] = ("sha256",)) -> None:
        self._folder = make_folder(folder)
        self._algorithms = algorithms
        self._files: dict[str, Written] = {}

    def copy(self, source: Path, name: str, *, sha256: str | None = None) -> Written:
        """Puts a file into the payload; StoreDamaged where it has not the bytes it was stored with.

        May be called in several threads at once.
        """
        digests = self._digests()
        target = self._target(name)
        size = 0
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        try:
            for block in _blocks(source):
                for digest in digests:
                    digest.update(block)
                write_all(handle, block)
                size += len(block)
        finally:
            os.close(handle)
        if sha256 is not None and digests[0].hexdigest() != sha256:
            raise StoreDamaged(tr(f"{source}: verändert", f"{source}: changed"))
        return self._keep(name, size, digests)

    def write(self, name: str, data: bytes) -> Written:
        """Puts bytes into the payload."""
        digests = self._digests()
        for digest in digests:
            digest.update(data)
        _write(self._target(name), data)
        return self._keep(name, len(data), digests)

    def take(self, name: str) -> Written:
        """Counts a file that was written to its place in the payload in pieces."""
        digests = self._digests()
        target = self._target(name)
        with target.open("rb") as file:
            while block := file.read(BLOCK_BYTES):
                for digest in digests:
                    digest.update(block)
        return self._keep(name, target.stat().st_size, digests)

    def path_of(self, name: str) -> Path:
        """Where a file of the payload belongs, its folder made."""
        return self._target(name)

    def close(self, info: Mapping[str, str]) -> str:
        """Writes the lists; the SHA-256 of the last one, which names all others."""
        size = sum(file.size for file in self._files.values())
        told = {**info, "Payload-Oxum": f"{size}.{len(self._files)}"}
        tags = {
            DECLARED: DECLARATION,
            BAG_INFO: "".join(f"{key}: {_one_line(value)}\n" for key, value in told.items()),
        }
        for place, algorithm in enumerate(self._algorithms):
            tags[f"manifest-{algorithm}.txt"] = "".join(
                f"{file.hashes[place]}  {PAYLOAD}/{_escaped(file.name)}\n"
                for _, file in sorted(self._files.items())
            )
        for name, text in tags.items():
            _write(self._folder / name, text.encode())
        last = ""
        for algorithm in reversed(self._algorithms):
            last = "".join(
                f"{hashlib.new(algorithm, text.encode()).hexdigest()}  {name}\n"
                for name, text in tags.items()
            )
            _write(self._folder / f"tagmanifest-{algorithm}.txt", last.encode())
        return hashlib.sha256(last.encode()).hexdigest()

    def _digests(self) -> list["hashlib._Hash"]:
        return [hashlib.new(algorithm) for algorithm in self._algorithms]

    def _target(self, name: str) -> Path:
        target = self._folder / PAYLOAD / name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return target

    def _keep(self, name: str, size: int, digests: Iterable["hashlib._Hash"]) -> Written:
        written = Written(name=name, size=size, hashes=tuple(d.hexdigest() for d in digests))
        self._files[name] = written
        return written


def room_for(name: str, size: int) -> int:
    """Bytes that a file takes in a bag, its lines in the lists included."""
    return size + HASH_BYTES + 2 * (len(name.encode()) + LINE_BYTES)


def bag_damage(bag: Path) -> Iterator[Damage]:
    """What of a bag is missing, changed or not on its lists."""
    try:
        tags = manifest_of(bag, "tagmanifest-sha256.txt")
        yield from of_files(_claims(bag, tags))
        payload = manifest_of(bag, "manifest-sha256.txt")
    except StoreDamaged as error:
        yield Damage(path=bag, what=str(error))
        return
    yield from of_files(_claims(bag, payload))
    known = {bag / name for name in (*tags, *payload)} | {bag / "tagmanifest-sha256.txt"}
    known |= set(bag.glob("tagmanifest-*.txt"))
    for path in sorted(bag.rglob("*")):
        if path not in known and not (path.is_dir() and not path.is_symlink()):
            yield Damage(path=path, what=tr("gehört nicht hierher", "does not belong here"))


def manifest_of(bag: Path, list_name: str) -> dict[str, str]:
    """Hash by name; StoreDamaged where the list cannot be read or leads out of the bag."""
    path = bag / list_name
    found: dict[str, str] = {}
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError) as error:
        raise StoreDamaged(tr(f"{path}: unlesbar", f"{path}: cannot be read")) from error
    for number, line in enumerate(lines, start=1):
        match = _LINE.fullmatch(line)
        name = _plain(match[2]) if match else ""
        if line and (not match or name in found or not _stays_inside(name)):
            raise StoreDamaged(
                tr(f"{path}: Zeile {number} unlesbar", f"{path}: line {number} cannot be read")
            )
        if match:
            found[name] = match[1]
    return found


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


def _blocks(source: Path) -> Iterator[bytes]:
    """A file in pieces; where its drive is gone, the error names it and not the bag."""
    with storage_errors(source), source.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            yield block


def _claims(bag: Path, names: Mapping[str, str]) -> Iterator[Claim]:
    return (Claim(path=bag / name, sha256=sha256) for name, sha256 in names.items())


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
