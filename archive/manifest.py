"""What a folder of the archive holds, by hash: the word against which damage shows."""

import json
from dataclasses import dataclass
from pathlib import Path

from archive.durable import sha256_of
from archive.record import RECORD_FILES
from baulast.errors import StoreDamaged
from baulast.language import tr

FORMAT = 1
NAME = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The files of one revision and the originals it rests on, with their SHA-256."""

    id: str
    version: int
    files: tuple[tuple[str, str], ...]  # name and hash, sorted
    originals: tuple[str, ...]  # hashes, sorted
    previous: str | None  # hash of the manifest of the revision before; None: the first one

    @property
    def content(self) -> tuple[tuple[str, str], ...]:
        """The files without those of the transfer record, which tell who and when."""
        return tuple(file for file in self.files if file[0] not in RECORD_FILES)

    def to_json(self) -> str:
        body = {
            "format": FORMAT,
            "id": self.id,
            "version": self.version,
            "files": dict(self.files),
            "originals": list(self.originals),
            "previous": self.previous,
        }
        return json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a revision; StoreDamaged where there is none that can be read."""
    path = folder / NAME
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        return Manifest(
            id=body["id"],
            version=body["version"],
            files=tuple(sorted(body["files"].items())),
            originals=tuple(body["originals"]),
            previous=body["previous"],
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreDamaged(tr(f"{path}: unlesbar", f"{path}: cannot be read")) from error


def hashes_of(folder: Path) -> tuple[tuple[str, str], ...]:
    """Name and hash of every file in a folder, the manifest left out."""
    names = sorted(path.name for path in folder.iterdir() if path.name != NAME)
    return tuple((name, sha256_of(folder / name)) for name in names)
