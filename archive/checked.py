"""The files that an interrupted check found whole, so that the next one can go on there."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Self

from archive.durable import PRIVATE_FILE, storage_errors
from archive.spill import Spill

NAME = "verified.jsonl"


class Checked:
    """What was checked, one line a file; gone once a check has come to its end."""

    def __init__(self, home: Path, *, resume: bool) -> None:
        self._home = home
        self._path = home / NAME
        with storage_errors(self._path):
            if not resume:
                self._path.unlink(missing_ok=True)
            self._path.touch(mode=PRIVATE_FILE)
            self._known = Spill()
            with self._path.open(encoding="utf-8") as before:
                for line in before:
                    self._known.add(line.rstrip("\n"))
            self._file = self._path.open("a", encoding="utf-8")

    def knows(self, path: Path) -> bool:
        """Whether the file was found whole, and nothing was written to it since."""
        return self._line(path) in self._known

    def add(self, path: Path) -> None:
        """Remembers that the file is whole."""
        line = self._line(path)
        self._known.add(line)
        with suppress(OSError):  # on a full disk: a check that is interrupted reads it once more
            self._file.write(line + "\n")
            self._file.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        """A check that came to its end is forgotten, an interrupted one is not."""
        with suppress(OSError):
            self._file.close()
        self._known.__exit__()
        if error is None:
            self._path.unlink(missing_ok=True)

    def _line(self, path: Path) -> str:
        try:
            found = path.stat()
        except OSError:
            return ""
        name = path.relative_to(self._home).as_posix()
        return json.dumps([name, found.st_size, found.st_mtime_ns, found.st_ctime_ns])
