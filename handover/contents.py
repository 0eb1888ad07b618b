"""What a bag holds of a dossier, and where (pure)."""

from dataclasses import dataclass
from enum import StrEnum


class Use(StrEnum):
    """What a file is for; names of the groups in METS."""

    ORIGINAL = "ORIGINAL"
    PDF = "PDFA"
    READING = "READING"
    ALTO = "ALTO"
    RECORD = "RECORD"  # transfer record and manifest
    SUPPLEMENT = "SUPPLEMENT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A file of a bag."""

    name: str  # below data/, with slashes
    sha256: str
    size: int
    mime: str
    use: Use
    version: int | None = None  # of the dossier; None: of all
    page: int | None = None  # number in the dossier; None: of all
    delivered_as: str = ""  # the name that an original came under
