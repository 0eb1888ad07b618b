"""What an index is and what it answers: the embedded one and the one that towns share alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from types import TracebackType
from typing import Protocol, Self, runtime_checkable

from baulast.model import Box, Dossier, DoubtReason, PageKind
from index.document import EntryDocument, ParcelKey, Place
from index.lineage import Lineage
from index.listed import ListedSheet
from index.query import ParcelQuery, Query

# Of frequent words no more hits are ranked and counted: a million would take seconds, and what
# stands in every entry tells none from another.
COUNTED = 10_000


class Nearness(IntEnum):
    """How surely a hit is about the parcel that was asked for; the surest first."""

    EXACT = 0  # everything that was asked for is the same
    OPEN = 1  # the entry leaves out Gemarkung or Flur, or names one that could not be told
    OTHER_READING = 2  # another reading of the ink, a contradicting page, or digits that look alike
    SAME_ZAEHLER = 3  # same Zähler, but only one of the two has a Nenner: split, or left out


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelMatch:
    """Why an entry was found: which of its parcels meets which one asked for."""

    asked: ParcelQuery
    found: ParcelKey
    nearness: Nearness


class Sort(StrEnum):
    """In which order entries are listed."""

    BEST = "best"  # the surest first, then as the cadastre numbers them; words: the best match
    PARCEL = "parcel"  # as the cadastre numbers the entry's own parcels
    NEWEST = "newest"  # by the day of registration; what has none comes last
    OLDEST = "oldest"


class FacetField(StrEnum):
    """By what the entries found are counted."""

    TOWN = "town"  # short name of the town that keeps it
    GEMARKUNG = "gemarkung"
    KIND = "kind"
    STATUS = "status"
    REVIEWED = "reviewed"  # "true" or "false"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """How many of the entries found are what; of an answer that has more, the least numbers."""

    field: FacetField
    counts: tuple[tuple[str, int], ...]  # the most frequent first


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A piece of an entry's text, and where the words asked for stand in it."""

    text: str
    marks: tuple[tuple[int, int], ...]  # start and end of each


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryHit:
    """An entry that was found; its ``document`` says where to open the PDF."""

    document: EntryDocument
    matches: tuple[ParcelMatch, ...] = ()  # () for a search by words
    versions: int = 1  # of this dossier in the index; more than one: a person has to decide
    excerpts: tuple[Excerpt, ...] = ()  # where the words stand; it names no persons

    @property
    def nearness(self) -> Nearness:
        return min((match.nearness for match in self.matches), default=Nearness.EXACT)

    @property
    def place(self) -> Place:
        """Where to open the PDF: the parcel that was met, else where the entry stands."""
        return next((m.found.place for m in self.matches if m.found.place), self.document.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A page that names the parcel, in a dossier whose entries do not."""

    dossier: str
    version: int
    match: ParcelMatch


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHit:
    """A page whose text was found; it may carry names of persons."""

    dossier: str
    version: int
    page: int
    kind: PageKind | None
    excerpt: str
    boxes: tuple[Box, ...]  # of the words that were asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class TownState:
    """What a town's home said last of its register; without it nobody knows what an index lacks."""

    municipality: str
    as_of: datetime
    dossiers: int  # in its archive
    unfinished: int  # that an import has in hand, or was ended over
    set_aside: int  # that could not be taken in
    owed: int  # in its archive, and not taken by the shared index yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What was searched, and what of it nobody has read: so that "nothing found" says its worth."""

    spellings: tuple[str, ...]  # what was looked for, as it was understood
    area: str  # "Büttgen", "alle Gemarkungen"
    dossiers: int
    entries: int
    pages: int
    doubtful_entries: int  # whose parcels, number or status a person should look at
    doubtful_pages: int  # where something was not read or not made out
    doubtful_dossiers: tuple[str, ...]  # where those are, the first few
    unseen: tuple[str, ...] = ()  # towns of the area that this search could not look into
    registers: tuple[TownState, ...] = ()  # of the shared index: how far the area's towns are
    silent: tuple[str, ...] = ()  # of the shared index: towns of the area that never said so

    @property
    def is_safe(self) -> bool:
        """Everything in the area was looked into and read without doubt, and there is something."""
        doubts = self.doubtful_entries or self.doubtful_pages or self.unseen or self.silent
        return bool(self.dossiers) and not doubts


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a search found, and how far it reaches."""

    query: Query
    entries: tuple[EntryHit, ...]  # the surest first, then by Gemarkung, Flur and number
    mentions: tuple[Mention, ...]
    pages: tuple[PageHit, ...]
    hidden_deleted: int  # entries that were found too, but are deleted without doubt
    total: int  # entries found; more than are listed here where the limit was reached
    scope: Scope
    has_more: bool = False  # there are more entries than counted: the words are too frequent
    facets: tuple[Facet, ...] = ()  # only where asked for
    left_out: int = 0  # entries that filters leave out, though what decides is in doubt there
    next: str | None = None  # give it as ``after`` for the entries behind these; None: the last


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulPage:
    """A page that may hide an entry, and why."""

    number: int
    reasons: tuple[DoubtReason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulDossier:
    """A dossier in the area of a question in which a person should look at something."""

    dossier: str
    version: int
    municipality: str
    entries: tuple[EntryDocument, ...]  # all of them, doubtful or not
    mentions: tuple[ParcelKey, ...]
    pages: tuple[DoubtfulPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    dossiers: int
    entries: int
    pages: int


@runtime_checkable
class KnowsLists(Protocol):
    """An index that knows what offices have listed: the one that towns share."""

    def sheets(self, query: Query) -> tuple[ListedSheet, ...]:
        """The sheets of the Gemarkungen that a question names: all that there should be."""

    def lineage(self, query: Query) -> Lineage:
        """What became of the parcels that a question names, and what they were before."""


class Index(Protocol):
    """Where entries and pages are searched. Everything in it can be rebuilt from the archive."""

    def put(self, dossier: Dossier) -> None:
        """Index this version of a dossier in place of what was known of it, whole or not at all."""

    def remove(self, dossier_id: str, version: int | None = None) -> None:
        """Forget a version of a dossier, or all of them; what is not there is no error."""

    def rebuild(self, dossiers: Iterable[Dossier]) -> None:
        """Put these dossiers in place of everything; searches see the old state until the end."""

    def search(
        self,
        query: Query,
        *,
        municipalities: tuple[str, ...] | None = None,
        deleted: bool = False,
        pages: bool = False,
        limit: int = 100,
        sort: Sort = Sort.BEST,
        after: str | None = None,
        facets: bool = False,
    ) -> Answer:
        """What is found; deleted entries and page texts (with names) only when asked for.

        ``municipalities``: those whose registers and land are searched; None: all.
        ``after`` is an answer's ``next``; mentions and pages come with the first answer alone.
        """

    def doubtful(self, query: Query) -> tuple[DoubtfulDossier, ...]:
        """Every dossier in the area of ``Scope`` that has a doubtful entry or page, by id."""

    def counts(self) -> Counts: ...

    def digest(self) -> str:
        """SHA-256 of the content: the same for the same dossiers, in whatever order they came."""

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
