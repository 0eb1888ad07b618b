"""What an index is and what it answers: the embedded one and the one that towns share alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from types import TracebackType
from typing import Protocol, Self

from baulast.model import Box, Dossier, DoubtReason, PageKind
from index.document import EntryDocument, ParcelKey, Place
from index.query import ParcelQuery, Query


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


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryHit:
    """An entry that was found; its ``document`` says where to open the PDF."""

    document: EntryDocument
    matches: tuple[ParcelMatch, ...] = ()  # () for a search by words
    versions: int = 1  # of this dossier in the index; more than one: a person has to decide

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
        municipality: str | None = None,
        deleted: bool = False,
        pages: bool = False,
        limit: int = 100,
    ) -> Answer:
        """What is found; deleted entries and page texts (with names) only when asked for."""

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
