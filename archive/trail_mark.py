"""How far the audit trail reached when something was written: kept there as a witness of its past.

Records, supplements, lists and bags carry it. Whoever replaces the log and both of its heads would
have to write all of those anew: records that the office signed, and bags that left the house.
"""

from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from archive.audit_head import HEAD, read_head
from archive.audit_log import FOLDER, has_trail, held
from baulast.errors import StoreDamaged


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A line of the trail, and its hash."""

    line: int
    sha256: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def mark_of(home: Path) -> Mark | None:
    """The last line of the trail; None: there is none yet, or the head is damaged.

    Of the latter the next line that the trail should take tells, and `verify`.
    """
    if not has_trail(home):
        return None
    with suppress(StoreDamaged), held(home):
        head = read_head(home / FOLDER / HEAD)
        return Mark(line=head.lines, sha256=head.sha256) if head.lines else None
    return None


def home_of(path: Path) -> Path | None:
    """The home whose trail tells of a file; None: it lies in none."""
    return next((folder for folder in path.parents if has_trail(folder)), None)


def mark_in(said: Any) -> Mark | None:
    """The mark that a line or a record carries; None: none, as those of earlier versions."""
    match said:
        case {"line": int(line), "sha256": str(sha256)}:
            return Mark(line=line, sha256=sha256)
    return None
