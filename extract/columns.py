"""The columns of a sheet's table of entries, told by their headings.

Every town has its own form; common to all is a row of headings. Their boxes give the columns where
the ruled lines were recognised, the white between the words below gives them elsewhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from baulast.model import BlockKind, Page
from extract.layout import Line, Spot, levelled, rows, squeezed

HEADING_LIKENESS = 84.0  # of 100; "Bemerkunqen" has 91, "Bemerkungen" and "Benennungen" 73
MAX_HEADING_ROWS = 4  # "2 / Inhalt der / Eintragung" is three; one more for the column's number
MAX_HEADING_LETTERS = 60  # headings are short; the longest known has 34 letters


class ColumnRole(StrEnum):
    NUMBER = "number"
    CONTENT = "content"
    REGISTERED = "registered"
    DELETED = "deleted"
    REMARKS = "remarks"
    OTHER = "other"


# Headings as the forms print them (domain notes 1.2), squeezed; the first that fits counts.
HEADINGS: tuple[tuple[ColumnRole, tuple[str, ...]], ...] = (
    (
        ColumnRole.NUMBER,
        ("lfdnr", "lfdenr", "lfdnummer", "laufendenummer", "laufendenr", "nr", "lfd", "ziffer", "nummer"),
    ),
    (
        ColumnRole.REMARKS,
        ("bemerkungen", "bemerkung", "vermerke", "anmerkungen", "bemerkungenloeschungen",
         "aenderungenloeschungen", "veraenderungen", "aenderungen", "veraenderungenloeschungen",
         "bemerkungenaenderungenloeschungen"),
    ),
    (ColumnRole.DELETED, ("loeschungen", "loeschung", "geloeschtam", "tagderloeschung", "geloescht")),
    (
        ColumnRole.CONTENT,
        ("inhaltdereintragung", "bezeichnungderbaulast", "inhaltderbaulast", "inhalt", "baulast",
         "wortlaut", "wortlautdereintragung", "wortlautderbaulast", "eintragung", "eintragungen", "inhaltundumfang",
         "artundinhaltderbaulast", "beschreibungderbaulast", "bezeichnungdereintragung",
         "artundumfangderbaulast", "gegenstandderbaulast", "verpflichtung", "baulasten", "text"),
    ),
    (
        ColumnRole.REGISTERED,
        ("tagdereintragung", "eingetragenam", "datumdereintragung", "datum", "eintragungsdatum", "tag",
         "eingetragenamunterschrift", "eingetragen", "eintragungam", "eintragam"),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    role: ColumnRole
    left: float  # levelled pixels
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The table of entries: where its headings begin and end, and its columns from left to right."""

    top: float
    bottom: float  # of the headings; entries stand below
    columns: tuple[Column, ...]
    table: int | None = None  # number of the ruled table; None: told by words alone

    def of(self, role: ColumnRole) -> Column | None:
        return next((column for column in self.columns if column.role is role), None)


def heading_role(text: str) -> ColumnRole | None:
    """The column that a heading stands over; None for any other text.

    >>> heading_role("2 Inhalt der Eintragung")
    <ColumnRole.CONTENT: 'content'>
    >>> heading_role("Gemarkung") is None
    True
    """
    letters = squeezed(text)
    if not letters or len(letters) > MAX_HEADING_LETTERS:
        return None
    for role, headings in HEADINGS:
        if letters in headings:
            return role
    likeness, role = max(
        (fuzz.ratio(letters, heading), role)
        for role, headings in HEADINGS
        for heading in headings
        if len(heading) > 4  # short ones are too like each other
    )
    return role if likeness >= HEADING_LIKENESS else None


def find_columns(page: Page, spots: Sequence[Spot]) -> Columns | None:
    """The table of entries on a page; None where no headings tell of one."""
    return _by_cells(page, spots) or _by_words(spots)


def _is_entry_table(roles: Iterable[ColumnRole | None]) -> bool:
    """A table of entries has their wording, and beside it a number, a date or remarks."""
    found = {role for role in roles if role is not None}
    return ColumnRole.CONTENT in found and len(found) >= 2


def _by_cells(page: Page, spots: Sequence[Spot]) -> Columns | None:
    cells: dict[tuple[int, int], list[int]] = {}
    for number, block in enumerate(page.blocks):
        if block.kind is BlockKind.CELL and block.table is not None and block.row is not None:
            cells.setdefault((block.table, block.row), []).append(number)
    for (table, _), numbers in sorted(cells.items()):
        texts = {
            number: " ".join(spot.text for spot in spots if spot.word.block == number)
            for number in numbers
        }
        roles = {number: heading_role(text) for number, text in texts.items()}
        if not _is_entry_table(roles.values()):
            continue
        places = {number: levelled(page.blocks[number].box, page.skew_deg) for number in numbers}
        columns = (
            Column(
                role=roles[number] or ColumnRole.OTHER,
                left=places[number][0],
                right=places[number][2],
            )
            for number in numbers
        )
        return Columns(
            top=min(place[1] for place in places.values()),
            bottom=max(place[3] for place in places.values()),
            columns=tuple(sorted(columns, key=lambda column: column.left)),
            table=table,
        )
    return None


def _by_words(spots: Sequence[Spot]) -> Columns | None:
    """Headings that stand side by side, at most a few rows high; the band that tells most."""
    lines = rows(spots)
    best: tuple[int, int, int] = (0, 0, 0)  # columns told, rows (fewer are better), first row
    for first in range(len(lines)):
        for count in range(1, MAX_HEADING_ROWS + 1):
            band = lines[first : first + count]
            if len(band) < count or _has_gap(band):
                break
            roles = {role for role, _, _ in _headings(band)}
            if _is_entry_table(roles):
                best = max(best, (len(roles), -count, -first))
    told, count, first = best[0], -best[1], -best[2]
    if not told:
        return None
    while _goes_on(lines, first, count):
        count += 1
    band = lines[first : first + count]
    return _between(_headings(band), band, spots)


def _goes_on(lines: Sequence[Line], first: int, count: int) -> bool:
    """Whether the next row still belongs to the headings: "Nr." under "Lfd."."""
    longer = lines[first : first + count + 1]
    if count >= MAX_HEADING_ROWS or len(longer) == count or _has_gap(longer):
        return False
    next_row = longer[-1].text
    if not squeezed(next_row) or any(char.isdigit() for char in next_row):
        return False
    before = [role for role, _, _ in _headings(lines[first : first + count])]
    return [role for role, _, _ in _headings(longer)] == before


def _has_gap(band: Sequence[Line]) -> bool:
    return any(
        below.middle - above.middle > 2.5 * max(above.height, below.height)
        for above, below in zip(band, band[1:], strict=False)
    )


def _headings(band: Sequence[Line]) -> list[tuple[ColumnRole, float, float]]:
    """Role, left and right of each heading in a band; empty if any piece of it is none."""
    pieces = _pieces([spot for line in band for spot in line.spots])
    found = []
    for piece in pieces:
        text = " ".join(spot.text for line in rows(piece) for spot in line.spots)
        if not squeezed(text):
            continue  # the number of a column
        role = heading_role(text)
        if role is None:
            return []
        found.append((role, min(s.left for s in piece), max(s.right for s in piece)))
    return found


def _pieces(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Words that overlap in width or nearly touch, gathered; from left to right."""
    pieces: list[list[Spot]] = []
    right = float("-inf")
    for spot in sorted(spots, key=lambda spot: spot.left):
        if spot.left > right + 1.2 * spot.height:  # wider than the blank between two words
            pieces.append([])
        pieces[-1].append(spot)
        right = max(right, spot.right)
    return pieces


def _between(
    headings: Sequence[tuple[ColumnRole, float, float]], band: Sequence[Line], spots: Sequence[Spot]
) -> Columns:
    """Columns whose borders run through the widest white between two headings."""
    bottom = max(spot.bottom for line in band for spot in line.spots)
    body = [spot for spot in spots if spot.middle > bottom]
    middles = [(left + right) / 2 for _, left, right in headings]
    borders = [_white(body, left, right) for left, right in zip(middles, middles[1:], strict=False)]
    edges = [float("-inf"), *borders, float("inf")]
    return Columns(
        top=min(spot.top for line in band for spot in line.spots),
        bottom=bottom,
        columns=tuple(
            Column(role=role, left=edges[place], right=edges[place + 1])
            for place, (role, _, _) in enumerate(headings)
        ),
    )


def _white(body: Sequence[Spot], left: float, right: float) -> float:
    """The middle of the place between ``left`` and ``right`` that fewest words cross."""
    inside = [spot for spot in body if spot.right > left and spot.left < right]
    edges = sorted(
        {left, right, *(min(max(e, left), right) for s in inside for e in (s.left, s.right))}
    )
    strips = [
        (sum(spot.left < (a + b) / 2 < spot.right for spot in inside), a - b, (a + b) / 2)
        for a, b in zip(edges, edges[1:], strict=False)
    ]
    return min(strips)[2] if strips else (left + right) / 2
