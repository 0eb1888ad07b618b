"""What the index that towns share has been told of an office's lists.

::

    home/owed/told/lists.json    by town, SHA-256 of its lists as the server took them

What is not in it is told again: a home that came from a copy knows nothing of the server.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from archive.durable import make_folder, storage_errors, sync, write_file
from archive.owed import FOLDER, alone

FILE = "lists.json"


def remembered(home: Path) -> dict[str, str]:
    """By town, the digest of its lists as the server took them last."""
    try:
        found: dict[str, str] = json.loads(_path(home).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):  # lost or broken: they are told once more
        return {}
    return found


def remember(home: Path, digests: Mapping[str, str]) -> None:
    """Keeps the digests of these towns; those of others stay."""
    path = _path(home)
    with alone(home, FILE), storage_errors(path):
        whole = json.dumps(remembered(home) | dict(digests), sort_keys=True)
        make_folder(path.parent)
        path.unlink(missing_ok=True)
        write_file(path, whole.encode())
        sync(path.parent)


def _path(home: Path) -> Path:
    return home / FOLDER / "told" / FILE
