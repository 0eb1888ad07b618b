"""Which version of the program a home was written by, as far as that changes what lies in it.

::

    home/format    a number; none: the first release wrote the home, or a later one before this file
"""

from pathlib import Path

from archive.durable import FINAL_FILE, storage_errors, sync, write_file
from baulast.errors import StoreError
from baulast.language import Both, tr

NAME = "format"
FIRST = 1
# 2: lines of all chains carry a hash of their own, and statements stand in the audit trail.
# 3: the catalog tells what reviewers should look at.
# 4: looks are called by the ids of their entries, which strikes do not move.
# 5: a newer version of a dossier stands for an older one, which searches do not find then.
# 6: the trail names everything that the archive holds, and its head stands outside its folder too.
NAMED = 6
# 7: lines of supplements and lists name the last line of the trail.
# 8: what readings, catalog and index say in words of doubts, they say in both languages.
FORMAT = 8


class HomeNewer(StoreError):
    """A later version of the program wrote the home."""

    remedy = Both(
        "Die neuere Fassung des Programms verwenden.", "Use the newer version of the program."
    )


def format_of(home: Path) -> int:
    """The home's format; HomeNewer for one that this program does not know."""
    path = home / NAME
    with storage_errors(path):
        try:
            found = int(path.read_text(encoding="ascii"))
        except FileNotFoundError:
            found = FIRST
        except ValueError as error:
            raise HomeNewer(tr(f"{path}: unlesbar", f"{path}: cannot be read")) from error
    if found > FORMAT:
        raise HomeNewer(
            tr(
                f"{home}: hat Format {found}, dieses Programm kennt {FORMAT}",
                f"{home}: is of format {found}, this program knows {FORMAT}",
            )
        )
    return found


def write_format(home: Path) -> None:
    """Says that the home is as this program leaves it."""
    new = home / f"{NAME}.new"
    with storage_errors(new):
        new.unlink(missing_ok=True)
        write_file(new, f"{FORMAT}\n".encode())
        new.chmod(FINAL_FILE)
        new.replace(home / NAME)
        sync(home)
