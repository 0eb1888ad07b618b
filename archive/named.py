"""What the audit trail names, to be asked by hash or by line.

A home of a hundred thousand dossiers has a trail of as many lines and more: it is read once, and
what it names lies beside memory.
"""

from pathlib import Path
from typing import Self

from archive.audit import EventName
from archive.audit_log import rows_in
from archive.chain import event_in
from archive.expired import key_of, own_hash
from archive.spill import Spill

HASHES = ("manifest_sha256", "supplement_sha256")  # by which a line names what it speaks of
VOUCHED = "vouched "  # before a hash that somebody answers for


class Named:
    """The trail as it was read last; where it does not know something, it reads what came since."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._known = Spill()
        self._bytes = self._lines = 0

    def has(self, sha256: str) -> bool:
        """Whether a line names the manifest, or the line of a supplement, with that hash."""
        return self._get(sha256) is not None

    def has_vouched(self, sha256: str) -> bool:
        """Whether it came from another home, or from a backup of this one."""
        return self._get(VOUCHED + sha256) is not None

    def hash_of(self, line: int) -> str | None:
        """The hash of a line, also of one that expired; None: the trail is not as long."""
        found = self._get(key_of(line))
        return None if found is None else found.decode()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._known.__exit__()

    def _get(self, key: str) -> bytes | None:
        found = self._known.get(key)
        if found is None:
            self._read_on()
            found = self._known.get(key)
        return found

    def _read_on(self) -> None:
        for row in rows_in(self._home, after=self._bytes):
            self._bytes += len(row) + 1
            self._lines += 1
            self._known.add(key_of(self._lines), own_hash(row).encode())
            event = event_in(row) or {}
            is_vouched = event.get("name") == EventName.INTAKE or "vouched" in event
            for sha256 in (event[name] for name in HASHES if event.get(name)):
                self._known.add(sha256)
                if is_vouched:
                    self._known.add(VOUCHED + sha256)
