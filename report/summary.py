"""What a run did, source by source, page by page."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from baulast.model import Doubt, DoubtReason


class Outcome(StrEnum):
    """What became of a dossier in a run."""

    DONE = "done"
    NEW_VERSION = "new_version"  # done; its number is known with other pages
    UNCHANGED = "unchanged"  # was done before
    DUPLICATE = "duplicate"  # the same pages lie in the archive from elsewhere
    SET_ASIDE = "set_aside"
    UNFINISHED = "unfinished"  # the run was ended before


class FileFate(StrEnum):
    """Why a file is in no dossier."""

    LEFT = "left"  # no scan
    WAITING = "waiting"  # still being written
    REFUSED = "refused"  # a scan by its name that cannot be opened


SAFE = frozenset({Outcome.DONE, Outcome.NEW_VERSION, Outcome.UNCHANGED, Outcome.DUPLICATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why something was set aside, and what to do."""

    cause: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierLine:
    """One dossier of a source."""

    id: str
    version: int
    number: str | None
    outcome: Outcome
    places: tuple[int, ...]  # of its pages in the delivery, from 1
    blank_pages: int = 0
    separators: int = 0
    entries: int = 0
    doubts: tuple[Doubt, ...] = ()
    known_as: str | None = None  # the dossier that holds the same pages or number
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One delivery: a PDF, a TIFF or a folder of pages."""

    name: str
    path: str
    files: int
    pages_in: int  # counted when the files were opened
    dossiers: tuple[DossierLine, ...] = ()
    trouble: Trouble | None = None
    is_part: bool = False  # some of its dossiers were tried again; pages_in counts those alone

    @property
    def pages_out(self) -> int:
        """Pages that a dossier accounts for."""
        return sum(len(dossier.places) for dossier in self.dossiers)

    @property
    def is_balanced(self) -> bool:
        """Whether every page that came in is in exactly one dossier."""
        places = sorted(place for dossier in self.dossiers for place in dossier.places)
        if self.is_part:
            return len(set(places)) == len(places) == self.pages_in
        return places == list(range(1, self.pages_in + 1))

    @property
    def is_safe(self) -> bool:
        """Whether all of it is in the archive and in the index."""
        return (
            self.trouble is None
            and self.is_balanced
            and all(dossier.outcome in SAFE for dossier in self.dossiers)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """A file that is in no dossier."""

    path: str
    fate: FileFate
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A run, with everything it found accounted for."""

    batch: int
    root: str
    municipality: str
    started_at: str  # ISO time with zone
    seconds: float
    pages_read: int  # by the engine, in this run
    is_interrupted: bool
    sources: tuple[SourceLine, ...]
    files: tuple[FileLine, ...]
    tools: tuple[tuple[str, str], ...]  # name and version

    @property
    def dossiers(self) -> Iterator[DossierLine]:
        return (dossier for source in self.sources for dossier in source.dossiers)

    @property
    def pages_in(self) -> int:
        return sum(source.pages_in for source in self.sources)

    @property
    def pages_out(self) -> int:
        return sum(source.pages_out for source in self.sources)

    @property
    def is_balanced(self) -> bool:
        """Whether every page of every source that could be opened is accounted for."""
        return all(source.is_balanced for source in self.sources if source.trouble is None)

    @property
    def outcomes(self) -> dict[Outcome, int]:
        """How many dossiers came to which end."""
        return dict(Counter(dossier.outcome for dossier in self.dossiers))

    def pages_of(self, outcome: Outcome) -> int:
        """Pages of the dossiers that came to this end."""
        return sum(len(line.places) for line in self.dossiers if line.outcome is outcome)

    @property
    def doubts(self) -> dict[DoubtReason, int]:
        """How many doubts of which reason, the most frequent first."""
        reasons = (doubt.reason for dossier in self.dossiers for doubt in dossier.doubts)
        return dict(Counter(reasons).most_common())

    @property
    def blank_pages(self) -> int:
        return sum(dossier.blank_pages for dossier in self.dossiers)

    @property
    def separators(self) -> int:
        return sum(dossier.separators for dossier in self.dossiers)

    @property
    def has_trouble(self) -> bool:
        """Whether anything was set aside or refused, so that a person must act."""
        return (
            any(source.trouble for source in self.sources)
            or any(dossier.trouble for dossier in self.dossiers)
            or any(file.fate is FileFate.REFUSED for file in self.files)
            or not self.is_balanced
        )

    @property
    def exit_code(self) -> int:
        """0: all done; 1: something was set aside; 130: interrupted."""
        if self.is_interrupted:
            return 130
        return 1 if self.has_trouble else 0
