"""Drives that homes and bags lie on: one that is not mounted must not pass for an empty place.

Where a drive did not come up, an empty folder of this machine lies in its stead. A home begun there
would take deliveries in that nobody finds once the drive is back; a backup would fill the machine.

Which drives there should be say /etc/fstab and a list of those that were met here, for those that
somebody mounts by hand::

    ~/.local/state/baulast/drives    (XDG_STATE_HOME) lines as in /proc/self/mounts
"""

import os
import re
from contextlib import suppress
from pathlib import Path

from baulast.errors import StoreError
from baulast.language import Both, tr

EXPECTED, MOUNTED = Path("/etc/fstab"), Path("/proc/self/mounts")
ROOT = Path("/")  # always there
WHERE, KIND = 1, 2  # columns of such tables
IN_MEMORY = frozenset({b"tmpfs", b"ramfs"})  # nothing on them outlives the machine's next start
_OCTAL = re.compile(rb"\\([0-7]{3})")  # how such tables write blanks within a path


class DriveMissing(StoreError):
    """A drive belongs there and is not mounted; nothing was written."""

    remedy = Both(
        "Das Laufwerk einhängen, dann noch einmal. Gehört dort keines mehr hin: seine Zeile in "
        "/etc/fstab oder ~/.local/state/baulast/drives löschen.",
        "Mount the drive, then try again. If none belongs there any more: delete its line in "
        "/etc/fstab or ~/.local/state/baulast/drives.",
    )


def refuse_unmounted(place: Path) -> None:
    """DriveMissing where a drive belongs above the place, or at it, and is not there."""
    there, expected = _drives(MOUNTED), _expected()
    if not there:
        return  # a system that does not tell
    for folder in _folders(place):
        if folder in expected and folder not in there:
            raise DriveMissing(
                tr(
                    f"{folder}: hier gehört ein Laufwerk hin, und es ist nicht eingehängt",
                    f"{folder}: a drive belongs here, and it is not mounted",
                )
            )


def remember_drive(place: Path) -> None:
    """Has this machine know that a drive belongs above the place, where one does now."""
    there = _drives(MOUNTED)
    drive = next((folder for folder in _folders(place) if folder in there), ROOT)
    if drive == ROOT or drive in _expected() or there[drive].split()[KIND] in IN_MEMORY:
        return
    with suppress(OSError):  # an account without a home of its own: fstab has to do
        _met().parent.mkdir(parents=True, exist_ok=True)
        with _met().open("ab") as file:
            file.write(there[drive] + b"\n")


def _met() -> Path:
    state = os.environ.get("XDG_STATE_HOME") or "~/.local/state"
    return Path(os.path.expanduser(state)) / "baulast" / "drives"  # noqa: PTH111 - never raises


def _folders(place: Path) -> tuple[Path, ...]:
    """The place and all above it, the nearest first, links followed."""
    found = place.resolve()
    return found, *found.parents


def _expected() -> dict[Path, bytes]:
    return {**_drives(EXPECTED), **_drives(_met())}


def _drives(table: Path) -> dict[Path, bytes]:
    """By where they are mounted, the lines of such a table; none for one that is not there.

    >>> _drives(Path("/no such table"))
    {}
    """
    found: dict[Path, bytes] = {}
    with suppress(OSError):
        for line in table.read_bytes().splitlines():
            fields = line.split()
            if len(fields) > KIND and not fields[0].startswith(b"#"):
                found[Path(os.fsdecode(_OCTAL.sub(_byte, fields[WHERE])))] = line
    return found


def _byte(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 8) & 0xFF])
