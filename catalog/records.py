"""What the catalog hands out: rows as values."""

from dataclasses import dataclass
from enum import StrEnum

from baulast.corrections import Target, Verb

HOME_INDEX = "embedded"  # the index in the home: what it does not hold is not done


class SourceState(StrEnum):
    SURVEYED = "surveyed"
    SET_ASIDE = "set_aside"


class DossierState(StrEnum):
    """How far a dossier has come; only DONE is safe in the archive *and* found in the index."""

    PENDING = "pending"
    ARCHIVED = "archived"
    DONE = "done"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """A delivered file as it was when its copy went into the store."""

    path: str  # as the system names it, so that it is found again; maybe with halves of characters
    size: int
    mtime_ns: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """A delivery and whether it could be opened."""

    municipality: str
    path: str
    name: str
    kind: str
    files: tuple[FileRecord, ...]
    batch: int
    state: SourceState
    pages: int = 0
    error: str | None = None
    remedy: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierRecord:
    """A dossier's row: who it is, where it came from and how far it has come."""

    id: str
    version: int
    municipality: str
    number: str | None
    content_sha256: str
    proves: int  # pages that prove something: no blanks, separators, damaged ones
    source: str  # path of the delivery; "": forgotten, the catalog was rebuilt
    state: DossierState
    steps_sha256: str  # what it is archived with; "": it never was
    batch: int
    entries: int = 0  # that were read in it
    error: str | None = None
    remedy: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRecord:
    """One run of an import; its report, which may hold names, stays in the table."""

    id: int
    root: str
    municipality: str
    started_at: str
    ended_at: str | None
    outcome: str
    pages_read: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRecord:
    """What a reviewer should look at."""

    dossier: str
    version: int
    key: str
    municipality: str
    rank: int
    field: str | None
    cause: str | None
    page: int | None
    assigned_to: str
    is_held: bool
    seen_by: tuple[str, ...]
    sample: str
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRecord:
    """What a reviewer decided, and when."""

    line: str  # hash of the supplement's line
    dossier: str
    version: int
    key: str
    verb: Verb
    field: str | None
    by: str
    at: str
    sample: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFilter:
    """Which looks are asked for; what is left out may be anything."""

    municipalities: tuple[str, ...] | None = None  # None: all
    batch: int | None = None
    cause: str | None = None  # of a DoubtReason; "sample": drawn ones
    rank: int | None = None
    dossier: str | None = None
    sample: str | None = None
    is_held: bool = False
