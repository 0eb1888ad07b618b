"""The register statement as a value: what was found, what was searched, and how sure that is.

Three outcomes, never a bare "nothing": while an open doubt could hide an entry about the parcel,
the answer is NOT_CERTAIN, with the pages to look at.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from baulast.language import Both
from baulast.model import DoubtReason, FieldName, Kind, Status
from index.seam import Nearness


class Outcome(StrEnum):
    FOUND = "found"
    NOTHING = "nothing"
    NOT_CERTAIN = "not_certain"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEntry:
    """An entry that burdens or benefits the parcel, or may do so; without names of persons."""

    municipality: str
    sheet: str | None
    entry_number: int | None
    kinds: tuple[Kind, ...]
    status: Status
    roles: tuple[FieldName, ...]  # of the parcel that was asked for: BURDENED, BENEFITED
    met: tuple[str, ...]  # the parcels of the entry that were met; a predecessor, say
    nearness: Nearness
    burdened: tuple[str, ...]
    benefited: tuple[str, ...]
    declared_on: date | None
    registered_on: date | None
    deleted_on: date | None
    legal_basis: str | None
    reference: str | None
    wording: str
    flagged: tuple[str, ...]  # names of fields that nobody has confirmed
    notes: tuple[Both, ...]
    dossier: str
    version: int
    versions: int  # of the dossier; more than one: a person has to decide
    pages: tuple[int, ...]

    @property
    def is_sure(self) -> bool:
        """The entry names this very parcel; its other fields may be doubted all the same."""
        return self.nearness is Nearness.EXACT

    @property
    def is_deleted(self) -> bool:
        return self.status is Status.DELETED and FieldName.STATUS.value not in self.flagged


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPage:
    """A page that a person should look at before one relies on the answer."""

    dossier: str
    version: int
    page: int
    reasons: tuple[DoubtReason, ...]
    names_parcel: str | None = None  # the page names this parcel, and no entry does


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of the place that was asked about is in the register here."""

    area: Both
    dossiers: int
    entries: int
    pages: int
    doubtful_entries: int
    doubtful_pages: int
    sheets: int  # different ones of the area in the index
    sheets_listed: int | None  # by the inventory; None: nobody has said what there should be
    sheets_lacking: tuple[str, ...]  # listed, and not in the index
    unfinished: int  # dossiers of the town that an import has in hand
    set_aside: int  # dossiers and sources of the town that could not be taken in
    unseen: tuple[str, ...] = ()  # towns that could not be looked into
    unknown: tuple[str, ...] = ()  # towns that did not say lately how far their register is
    as_of: datetime | None = None  # of what the towns said last; None: counted just then


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the register says about one parcel or street."""

    asked: str  # as the person wrote it
    understood: tuple[str, ...]  # as it was searched
    kennzeichen: tuple[str, ...]
    notes: tuple[Both, ...]  # what was assumed, and which predecessors and successors were asked
    outcome: Outcome
    is_complete: bool  # no open doubt could add an entry to those found
    entries: tuple[ListedEntry, ...]
    possible: tuple[ListedEntry, ...]  # may be about the parcel
    to_look_at: tuple[OpenPage, ...]
    coverage: Coverage
    is_street: bool = False  # a street was asked for: its parcels are not known

    @property
    def burdening(self) -> tuple[ListedEntry, ...]:
        """Those that stand and burden what was asked for."""
        return tuple(entry for entry in self.standing if FieldName.BURDENED in entry.roles)

    @property
    def benefiting(self) -> tuple[ListedEntry, ...]:
        """Those that stand and benefit it."""
        return tuple(entry for entry in self.standing if FieldName.BENEFITED in entry.roles)

    @property
    def standing(self) -> tuple[ListedEntry, ...]:
        return tuple(entry for entry in self.entries if not entry.is_deleted)

    @property
    def deleted(self) -> tuple[ListedEntry, ...]:
        return tuple(entry for entry in self.entries if entry.is_deleted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A register statement as it was given."""

    number: str  # "2026-000017"
    made_at: str  # ISO time with zone: the register is told as of then
    made_by: str
    reason: str  # the legitimate interest, as the applicant stated it
    applicant: tuple[str, ...]  # lines of the address; (): none was given
    findings: tuple[Finding, ...]
    last_import: str | None  # ISO time; None: nothing was imported
    program: str  # name and version

    @property
    def is_certain(self) -> bool:
        """Everything that was asked is answered without an open doubt."""
        return all(finding.is_complete for finding in self.findings)
