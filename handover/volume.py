"""One bag of an export while it grows: dossiers, their originals once, the tables of entries."""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Executor, Future
from pathlib import Path

from archive.spill import Spill
from baulast.model import Dossier
from handover.bag import BagWriter, Written, room_for
from handover.pack import Pack, Part
from index.exchange import entries_csv, entries_jsonl

TABLE, LINES = "entries.csv", "entries.json"
AT_ONCE = 64  # copies handed out and not done: enough for all cores, few to hold in memory


class Volume:
    """A bag in the making; copies are made by ``executor``."""

    def __init__(self, folder: Path, *, algorithms: tuple[str, ...], executor: Executor) -> None:
        self.folder = folder
        self.dossiers = 0
        self.bytes = 0
        self._bag = BagWriter(folder, algorithms=algorithms)
        self._executor = executor
        self._copies: deque[Future[Written]] = deque()
        self._names = Spill()  # an original lies in a bag once, whoever rests on it
        self._table = self._bag.path_of(TABLE).open("wb")
        self._lines = self._bag.path_of(LINES).open("wb")
        header, *_ = entries_csv(())
        self._table.write(header.encode())
        self._is_first_line = True

    def cost(self, parts: Sequence[Part]) -> int:
        """Bytes that the bag would grow by."""
        new = {p.item.name: p.item.size for p in parts if p.item.name not in self._names}
        return sum(room_for(name, size) for name, size in new.items())

    def add(self, pack: Pack) -> None:
        """Takes a dossier in."""
        self.put(pack.parts)
        self.dossiers += 1
        for dossier in pack.versions:
            self._add_rows(dossier)

    def put(self, parts: Sequence[Part]) -> None:
        """Takes files in, each once."""
        self.bytes += self.cost(parts)
        for part in parts:
            if part.item.name in self._names:
                continue
            self._names.add(part.item.name)
            if part.source is None:
                self._bag.write(part.item.name, part.data)
            else:
                name, sha256 = part.item.name, part.item.sha256
                copy = self._executor.submit(self._bag.copy, part.source, name, sha256=sha256)
                self._copies.append(copy)
        self._settle(AT_ONCE)

    def finish(self) -> None:
        """Waits for what is still being copied; closes tables and lists: nothing more comes."""
        self._settle(0)
        self._lines.write(b"[]\n" if self._is_first_line else b"\n]\n")
        self._table.close()
        self._lines.close()
        for name in (TABLE, LINES):
            self._bag.take(name)
        self._names.__exit__()
        self._bag.finish()

    def close(self, info: dict[str, str]) -> str:
        """Writes what is said of a finished bag; the SHA-256 of the list that names all others."""
        return self._bag.close(info)

    def abandon(self) -> None:
        """Lets go of the files; what was written is the caller's to remove."""
        for copy in self._copies:
            copy.cancel()
        self._table.close()
        self._lines.close()
        self._names.__exit__()
        self._bag.abandon()

    def _add_rows(self, dossier: Dossier) -> None:
        _, *rows = entries_csv([dossier])
        self.bytes += self._table.write("".join(rows).encode())
        for line in entries_jsonl([dossier]):
            start = "[\n" if self._is_first_line else ",\n"
            self._is_first_line = False
            self.bytes += self._lines.write(f"{start}{line.rstrip()}".encode())

    def _settle(self, left: int) -> None:
        while len(self._copies) > left:
            self._copies.popleft().result()
