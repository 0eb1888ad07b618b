"""The values that flow: one Dossier goes through every stage, each stage returns a new one.

Coordinates are pixels of the *upright scan*: the page as delivered, turned clockwise by
``Page.turn`` and otherwise untouched (no deskew, no scaling), origin top left.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Generic, Self, TypeVar

from baulast.language import Both

T_co = TypeVar("T_co", covariant=True)

FILLERS = " \t\u00a0"  # blanks of all widths that OCR engines put between digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on the upright scan, in pixels; right and bottom lie just outside.

    >>> Box(left=0, top=0, right=4, bottom=2).area
    8
    """

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def area(self) -> int:
        return max(0, self.width) * max(0, self.height)

    def times(self, factor: int) -> "Box":
        """The box in pixels of an image that is larger by ``factor``."""
        return Box(
            left=self.left * factor,
            top=self.top * factor,
            right=self.right * factor,
            bottom=self.bottom * factor,
        )

    def overlap(self, other: "Box") -> int:
        """Pixels that both boxes cover."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0, width) * max(0, height)

    def united(self, other: "Box") -> "Box":
        """The smallest box around both."""
        return Box(
            left=min(self.left, other.left),
            top=min(self.top, other.top),
            right=max(self.right, other.right),
            bottom=max(self.bottom, other.bottom),
        )


class BlockKind(StrEnum):
    """What a region of a page is, as far as its geometry tells."""

    CELL = "cell"  # inside ruled lines
    PROSE = "prose"  # running text outside of tables
    PLAN = "plan"  # drawn content with scattered lettering


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A region that was read as one; words name it by its place in ``Page.blocks``.

    ``table``, ``row`` and ``column`` count from 0 and are None outside of tables. A cell that spans
    several columns has the leftmost one.
    """

    kind: BlockKind
    box: Box
    table: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word as the engine read it, never altered."""

    text: str
    box: Box
    confidence: float  # 0 to 1, the engine's own
    block: int  # place in Page.blocks
    line: int  # lines of a page are counted from 0 in reading order
    alternatives: tuple[str, ...] = ()  # other readings of the same ink, best first


class MarkKind(StrEnum):
    """Ink that is no typed or printed word."""

    SIGNATURE = "signature"
    HANDWRITING = "handwriting"
    STAMP = "stamp"
    SEAL = "seal"
    STRIKE = "strike"  # a line through text, straight or slanted
    CROSS = "cross"  # a diagonal cross or Z over a passage
    RED_LINE = "red_line"  # underlining or bracket in red: deletion by custom
    GREEN_AREA = "green_area"  # the burdened area of a site plan
    PICTURE = "picture"
    BARCODE = "barcode"
    RULE = "rule"  # ruled line of a form
    PUNCH_HOLE = "punch_hole"
    UNREAD = "unread"  # looks like text, and no reading accounts for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark with its place; ``confidence`` is how sure the *kind* is, 0 to 1."""

    kind: MarkKind
    box: Box
    confidence: float = 1.0
    is_red: bool = False


class DoubtReason(StrEnum):
    """Why a person should look; the wording is made where it is shown."""

    # page
    UNREAD_INK = "unread_ink"
    NO_TEXT = "no_text"
    ORIENTATION = "orientation"
    RESOLUTION = "resolution"
    TOO_LARGE = "too_large"
    SEPARATOR_UNDECODED = "separator_undecoded"
    SEPARATOR_ALONE = "separator_alone"  # no written page follows the separator sheet
    PAGE_KIND = "page_kind"
    INK_LOST = "ink_lost"
    # field
    ILLEGIBLE = "illegible"
    HANDWRITTEN = "handwritten"
    AMBIGUOUS = "ambiguous"
    CONTRADICTION = "contradiction"
    IMPLAUSIBLE = "implausible"
    NOT_FOUND = "not_found"
    UNKNOWN_GEMARKUNG = "unknown_gemarkung"
    HISTORIC_FLUR = "historic_flur"
    OPEN_RANGE = "open_range"
    STRUCK = "struck"
    # dossier
    NUMBER_KNOWN = "number_known"
    PAGES_KNOWN = "pages_known"
    # review
    STALE = "stale"  # a person decided, and the page was read anew and otherwise since
    REMAINS = "remains"  # a person looked, and could not tell either


# What extraction doubts on a page. Survey and reading never do, so that what they doubted can be
# told afterwards from what a rule added.
PAGE_DOUBTS_OF_RULES = frozenset({DoubtReason.PAGE_KIND, DoubtReason.NOT_FOUND})


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One thing that a person should look at, with its place and the reason in words."""

    reason: DoubtReason
    detail: Both  # a sentence for the reviewer
    page: int | None = None  # number in the dossier, from 1
    box: Box | None = None


class PageKind(StrEnum):
    """What a page is within its dossier (domain notes 1.1)."""

    SEPARATOR = "separator"
    SHEET = "sheet"  # Baulastenblatt
    COVER = "cover"
    DECLARATION = "declaration"
    AUTHENTICATION = "authentication"
    PLAN = "plan"
    CADASTRE = "cadastre"
    LAND_REGISTER = "land_register"
    ORDER = "order"  # Eintragungsverfügung
    NOTICE = "notice"
    DELETION = "deletion"
    APPLICATION = "application"
    LETTER = "letter"
    STATEMENT = "statement"
    TRANSFER = "transfer"  # closed or rewritten sheet
    BLANK = "blank"
    OTHER = "other"


class ColourMode(StrEnum):
    BILEVEL = "bilevel"
    GREY = "grey"
    COLOUR = "colour"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOrigin:
    """Where a page came from: a place in a delivery, and a place in an original in the store."""

    delivery: str  # name of the folder or file that was delivered, without extension: file_id
    place: int  # place in the delivery, from 1, separators and blank pages counted
    file: str  # the original's name as delivered
    sha256: str  # of the original's bytes
    frame: int  # page within the original, from 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One side of paper, as far as it has been read."""

    number: int  # place in the dossier, from 1
    origin: PageOrigin
    width_px: int  # of the scan as delivered, before turning
    height_px: int
    dpi: float  # true resolution, found from the paper where the header lies
    mode: ColourMode
    pixels_sha256: str  # of the decoded pixels: the page's identity
    is_blank: bool = False
    separator: str | None = None  # payload of a separator sheet; None: the page is none
    kind: PageKind | None = None  # None: not told yet, or could not be told (then with a doubt)
    turn: int = 0  # degrees clockwise that make the page upright: 0, 90, 180, 270
    skew_deg: float = 0.0  # lines climb to the right by this much on the upright scan
    blocks: tuple[Block, ...] = ()
    words: tuple[Word, ...] = ()  # in reading order
    marks: tuple[Mark, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def upright_size(self) -> tuple[int, int]:
        """Width and height of the upright scan in pixels."""
        if self.turn in (90, 270):
            return self.height_px, self.width_px
        return self.width_px, self.height_px

    @property
    def text(self) -> str:
        """The page as read: one row a line, an empty row between blocks."""
        return page_text(self.words).text


@dataclass(frozen=True)
class PageText:
    """The text of a page and where each of its words stands in it."""

    text: str
    starts: tuple[int, ...]  # starts[i]: first character of words[i]
    words: tuple[Word, ...]

    @cached_property
    def ends(self) -> tuple[int, ...]:
        return tuple(s + len(w.text) for s, w in zip(self.starts, self.words, strict=True))

    def words_in(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that characters ``start`` to ``end`` touch."""
        return tuple(
            word
            for word, first, last in zip(self.words, self.starts, self.ends, strict=True)
            if first < end and last > start
        )


def page_text(words: tuple[Word, ...]) -> PageText:
    """The text whose characters ``Evidence`` counts, with the place of each word in it."""
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    previous: Word | None = None
    for word in words:
        if previous is not None:
            if word.block != previous.block:
                gap = "\n\n"
            elif word.line != previous.line:
                gap = "\n"
            else:
                gap = " "
            pieces.append(gap)
            length += len(gap)
        starts.append(length)
        pieces.append(word.text)
        length += len(word.text)
        previous = word
    return PageText("".join(pieces), tuple(starts), words)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A cadastral parcel (Flurstück), unique within its Gemarkung.

    >>> str(Parcel.parse("Norf", "4", "123 / 45"))
    'Norf, Flur 4, Flurstück 123/45'
    """

    gemarkung: str | None  # None: named without a Gemarkung, and none could be inferred
    flur: str | None  # mostly a number, on old sheets a letter or Roman; None: named without one
    zaehler: int
    nenner: int | None = None  # None: numbered without a denominator

    @classmethod
    def parse(cls, gemarkung: str | None, flur: str | None, number: str) -> Self:
        """The parcel of a number as it is written; ValueError for anything else.

        >>> Parcel.parse("Norf", "4", "12a")
        Traceback (most recent call last):
        ValueError: not a parcel number: '12a'
        """
        match = re.fullmatch(r"(\d+)(?:\s*/\s*(\d+))?", number.strip(FILLERS))
        if match is None:
            raise ValueError(f"not a parcel number: {number!r}")
        nenner = int(match[2]) if match[2] else None
        return cls(gemarkung, flur.strip() if flur else None, int(match[1]), nenner)

    @property
    def number(self) -> str:
        """Zähler and Nenner as the cadastre writes them: ``123/45``."""
        return str(self.zaehler) if self.nenner is None else f"{self.zaehler}/{self.nenner}"

    def __str__(self) -> str:
        parts = (
            self.gemarkung,
            self.flur and f"Flur {self.flur}",
            f"Flurstück {self.number}",
        )
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A parcel as an entry names it."""

    parcel: Parcel
    part: bool = False  # marked tlw., teilw., z. T.


class FieldName(StrEnum):
    """What a reading is of."""

    SHEET = "sheet"
    ENTRY_NUMBER = "entry_number"
    KIND = "type"
    BURDENED = "burdened"
    BENEFITED = "benefited"
    PARCEL = "parcel"  # role not told by the wording
    DECLARED_ON = "declared_on"
    REGISTERED_ON = "registered_on"
    DELETED_ON = "deleted_on"
    OTHER_DATE = "other_date"  # of a law, a plan, a letter, a building permit
    BIRTH_DATE = "birth_date"
    LEGAL_BASIS = "legal_basis"
    REFERENCE = "reference"
    STATUS = "status"
    WORDING = "wording"
    STREET = "street"
    LAND_REGISTER = "land_register"  # Grundbuch sheet
    PERSON = "person"


PERSONAL = frozenset({FieldName.PERSON, FieldName.BIRTH_DATE})

# What a wrong value does, against the others: who buys land looks for its burdens, a deletion that
# is not true takes them away, and by sheet and number the paper is found. What is not named has 1.
HARM = {
    FieldName.BURDENED: 10,
    FieldName.STATUS: 8,
    FieldName.BENEFITED: 6,
    FieldName.SHEET: 5,
    FieldName.ENTRY_NUMBER: 4,
    FieldName.KIND: 4,
    FieldName.DELETED_ON: 3,
    FieldName.REGISTERED_ON: 2,
    FieldName.DECLARED_ON: 2,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a value was read: characters ``start`` to ``end`` of ``Page.text``."""

    page: int  # number in the dossier, from 1
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One reading: a value, where it stands, and the rule that read it."""

    name: FieldName
    value: str  # canonical: ISO date, str(Parcel), "§ 83 BauO NRW", a Kind, ...
    evidence: Evidence
    source: str  # the rule that read it
    doubts: tuple[Doubt, ...] = ()


class Kind(StrEnum):
    """Kind of encumbrance: own codes, since no official list exists (domain notes 3)."""

    ZUFAHRT = "ZUFAHRT"
    ABSTANDSFLAECHE = "ABSTANDSFLAECHE"
    STELLPLATZ = "STELLPLATZ"
    VEREINIGUNG = "VEREINIGUNG"
    LEITUNG = "LEITUNG"
    ANBAU = "ANBAU"
    SPIELPLATZ = "SPIELPLATZ"
    BRANDSCHUTZ = "BRANDSCHUTZ"
    RETTUNGSWEG = "RETTUNGSWEG"
    NUTZUNG = "NUTZUNG"
    BAULICHES_MASS = "BAULICHES_MASS"
    SONSTIGE = "SONSTIGE"
    # rarer kinds, each a special case of one above (MAIN_KIND)
    ENTWAESSERUNG = "ENTWAESSERUNG"
    HOFSTELLE = "HOFSTELLE"
    GEMEINSCHAFTSANLAGE = "GEMEINSCHAFTSANLAGE"
    RUECKBAU = "RUECKBAU"
    STANDSICHERHEIT = "STANDSICHERHEIT"
    FREIHALTUNG = "FREIHALTUNG"
    IMMISSION = "IMMISSION"
    AUFLAGE = "AUFLAGE"


MAIN_KIND = {
    Kind.ENTWAESSERUNG: Kind.LEITUNG,
    Kind.HOFSTELLE: Kind.NUTZUNG,
    Kind.GEMEINSCHAFTSANLAGE: Kind.SONSTIGE,
    Kind.RUECKBAU: Kind.SONSTIGE,
    Kind.STANDSICHERHEIT: Kind.SONSTIGE,
    Kind.FREIHALTUNG: Kind.SONSTIGE,
    Kind.IMMISSION: Kind.SONSTIGE,
    Kind.AUFLAGE: Kind.SONSTIGE,
}


class Status(StrEnum):
    ACTIVE = "active"
    DELETED = "deleted"
    PARTLY_DELETED = "partly_deleted"
    AMENDED = "amended"
    SUPERSEDED = "superseded"
    UNCLEAR = "unclear"  # always with a doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a person pointed on a page: a box on the upright scan."""

    page: int
    box: Box


@dataclass(frozen=True, kw_only=True)  # no slots: Python 3.11 cannot have them on a generic
class Finding(Generic[T_co]):
    """What the pages of a dossier say together about one thing of an entry.

    ``value`` None means: looked for and absent. With doubts, a person should look; the value is
    then the likeliest reading and ``alternatives`` are the others.
    """

    value: T_co
    readings: tuple[Field, ...] = ()  # those that support it first, then those that contradict
    doubts: tuple[Doubt, ...] = ()
    alternatives: tuple[str, ...] = ()
    confidence: float | None = None  # probability of being right; None: not estimated
    is_reviewed: bool = False  # a person has said what the paper says, or that it cannot be told
    spot: Spot | None = None  # where that person saw it; None: where it was read

    @property
    def is_flagged(self) -> bool:
        return bool(self.doubts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One Eintragung: a sheet's running number, with all that the dossier says about it."""

    sheet: Finding[str | None]
    number: Finding[int | None]
    kind: Finding[Kind | None]
    further_kinds: tuple[Kind, ...] = ()
    burdened: Finding[tuple[Plot, ...]]
    benefited: Finding[tuple[Plot, ...]]
    declared_on: Finding[date | None]
    registered_on: Finding[date | None]
    deleted_on: Finding[date | None]
    legal_basis: Finding[str | None]
    reference: Finding[str | None]
    status: Finding[Status]
    wording: str = ""
    street: Finding[str | None]
    land_register: Finding[str | None]
    pages: tuple[int, ...] = ()  # where the entry stands, the sheet first
    notes: tuple[
        Both, ...
    ] = ()  # what a reader should know and nobody need check: "Flur historisch"
    doubts: tuple[Doubt, ...] = ()  # about the entry as a whole
    id: str = ""  # tells it from all others of its dossier (baulast.identity); "": just read

    @property
    def findings(self) -> dict[FieldName, Finding[object]]:
        """The findings by the name of what they are of."""
        return {
            FieldName.SHEET: self.sheet,
            FieldName.ENTRY_NUMBER: self.number,
            FieldName.KIND: self.kind,
            FieldName.BURDENED: self.burdened,
            FieldName.BENEFITED: self.benefited,
            FieldName.DECLARED_ON: self.declared_on,
            FieldName.REGISTERED_ON: self.registered_on,
            FieldName.DELETED_ON: self.deleted_on,
            FieldName.LEGAL_BASIS: self.legal_basis,
            FieldName.REFERENCE: self.reference,
            FieldName.STATUS: self.status,
            FieldName.STREET: self.street,
            FieldName.LAND_REGISTER: self.land_register,
        }

    @property
    def is_flagged(self) -> bool:
        return bool(self.doubts) or any(f.is_flagged for f in self.findings.values())

    @property
    def flagged(self) -> tuple[FieldName, ...]:
        """The fields that a person should look at, in the order of the harm to be feared."""
        findings = self.findings
        named = [name for name, finding in findings.items() if finding.is_flagged]
        return tuple(sorted(named, key=lambda name: -feared(name, findings[name])))

    @property
    def all_doubts(self) -> tuple[Doubt, ...]:
        """Those about the entry as a whole, then its fields' in the order of the harm feared."""
        return doubts_of([self])


def doubts_of(entries: Iterable[Entry]) -> tuple[Doubt, ...]:
    """Doubts about whole entries, then all fields' together in the order of the harm feared."""
    entries = tuple(entries)
    fields = [item for entry in entries for item in entry.findings.items()]
    fields.sort(key=lambda item: -feared(*item))  # what is feared alike stays in the entries' order
    return (
        *(doubt for entry in entries for doubt in entry.doubts),
        *(doubt for _, finding in fields for doubt in finding.doubts),
    )


def feared(name: FieldName, finding: Finding[object]) -> float:
    """Harm of a wrong value times its probability; what is not estimated counts as surely wrong."""
    error = 1.0 if finding.confidence is None else 1 - finding.confidence
    return HARM.get(name, 1) * error


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What was done, by which version and settings: the key under which a result is kept."""

    stage: str  # "read", "extract", "archive"
    tools: tuple[tuple[str, str], ...]  # name and version, sorted
    settings_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One Baulastenakte, as far as it has been read."""

    id: str  # "kaarst/KAA-BL-002229": municipality / number, or name and content hash
    municipality: str  # "kaarst"
    number: str | None  # as its separator sheet says; None: none was delivered
    version: int = 1  # of the same number with other pages, counted as they came
    pages: tuple[Page, ...]
    fields: tuple[Field, ...] = ()  # every reading, in page order
    entries: tuple[Entry, ...] = ()  # fields grouped by sheet and running number
    doubts: tuple[Doubt, ...] = ()  # about the dossier as a whole
    steps: tuple[Step, ...] = field(default=())

    @property
    def all_doubts(self) -> tuple[Doubt, ...]:
        """Every doubt of the dossier, its pages and its entries; of the entries the worst first."""
        of_pages = (d for page in self.pages for d in page.doubts)
        return (*self.doubts, *of_pages, *doubts_of(self.entries))
