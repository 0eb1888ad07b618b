"""The columns of a table without recognised lines, told by headings and the white below."""

import re
from collections.abc import Sequence, Set
from itertools import pairwise
from statistics import median

from extract.layout import Line, Spot, rows, squeezed
from extract.sheets.columns import Column, Columns, is_entry_table
from extract.sheets.day_columns import DAYS, holds_days, holds_numbers, lines_in
from extract.sheets.headings import (
    FILLED,
    HEADING_WORDS,
    ColumnRole,
    heading_role,
    names_flur_first,
    one_content,
    plot_part,
)

MARGIN = 3.0  # line heights left of the first heading: numbers stand below it, dirt further out
BLANK = 1.1  # of a word's height: wider than the blank between two words
UNKNOWN_WORDS = 2  # of a heading that the rules do not know; more may be running text
# What a band must have beside a heading that the rules do not know.
TELLING = {ColumnRole.NUMBER, ColumnRole.CONTENT, ColumnRole.REGISTERED}
BROKEN = re.compile(r"\w{2,}-")  # "Flur-" over "stück" is no heading yet
Heading = tuple[ColumnRole, float, float]  # with its left and right
MAX_HEADING_ROWS = 4  # "2 / Inhalt der / Eintragung" is three; one more for the column's number


def columns_by_words(spots: Sequence[Spot]) -> Columns | None:
    """Headings that stand side by side, at most a few rows high; the band that tells most."""
    lines = rows(spots)
    best: tuple[int, int, int] = (0, 0, 0)  # columns told, rows (fewer are better), first row
    for first in range(len(lines)):
        for count in range(1, MAX_HEADING_ROWS + 1):
            band = lines[first : first + count]
            if len(band) < count or _has_gap(band):
                break
            if any(BROKEN.fullmatch(spot.text) for spot in band[-1].spots):
                continue
            roles = {role for role, _, _ in _headings(band, spots)}
            if is_entry_table(roles):
                told = len(roles - {ColumnRole.OTHER})
                best = max(best, (told, -count, -first))
    count, first = -best[1], -best[2]
    if not count:
        return None
    while _begins_above(lines, first, count, spots):
        first, count = first - 1, count + 1
    while _goes_on(lines, first, count, spots):
        count += 1
    band = lines[first : first + count]
    return _between(_headings(band, spots), band, spots)


def _goes_on(lines: Sequence[Line], first: int, count: int, spots: Sequence[Spot]) -> bool:
    """Whether the next row still belongs to the headings: "Nr." under "Lfd.".

    What is no heading, or none of one side, may become one: "(belastet)" under "Flurstück".
    """
    longer = lines[first : first + count + 1]
    if count >= MAX_HEADING_ROWS or len(longer) == count or _has_gap(longer):
        return False
    next_row = longer[-1].text
    if not squeezed(next_row) or any(char.isdigit() for char in next_row):
        return False
    before = [role for role, _, _ in _headings(lines[first : first + count], spots)]
    after = [role for role, _, _ in _headings(longer, spots)]
    return len(after) == len(before) and all(
        was in (role, ColumnRole.OTHER, ColumnRole.PARCEL)
        for was, role in zip(before, after, strict=True)
    )


def _begins_above(lines: Sequence[Line], first: int, count: int, spots: Sequence[Spot]) -> bool:
    """Whether the row above belongs to the headings: "Nummer der" over "Eintragung"."""
    if not first or count >= MAX_HEADING_ROWS or not squeezed(lines[first - 1].text):
        return False
    longer = lines[first - 1 : first + count]
    found = _headings(longer, spots)
    return not _has_gap(longer) and len(found) == len(_headings(longer[1:], spots))


def _has_gap(band: Sequence[Line]) -> bool:
    return any(
        below.middle - above.middle > 2.5 * max(above.height, below.height)
        for above, below in pairwise(band)
    )


def _headings(band: Sequence[Line], spots: Sequence[Spot]) -> list[Heading]:
    """The headings in a band; empty if a piece is none.

    What overlaps in width is one heading, or what stands below each of the fullest row where
    ragged ones overlap.
    """
    pieces = _pieces([spot for line in band for spot in line.spots])
    return _told(pieces, spots) or (_told(_below_fullest(band), spots) if len(band) > 1 else [])


def _told(pieces: Sequence[Sequence[Spot]], spots: Sequence[Spot]) -> list[Heading]:
    """Role, left and right of each piece; empty if one is no heading.

    A short one between the headings of a table is a column that the rules do not know. That it is
    a table they tell, or what stands below: running numbers, and days.
    """
    texts = [" ".join(s.text for line in rows(piece) for s in line.spots) for piece in pieces]
    headed = [(piece, text) for piece, text in zip(pieces, texts, strict=True) if _is_worded(text)]
    roles = [heading_role(text) or plot_part(text) or _stacked(piece) for piece, text in headed]
    unknown = [text for (_, text), role in zip(headed, roles, strict=True) if role is None]
    if not all(map(_may_head, unknown)):
        return []
    # How wide the columns are is not known yet: "Eintragung" beside "Wortlaut" is the day.
    widths = [float(not squeezed(text).startswith("eintrag")) for _, text in headed]
    told = zip((text for _, text in headed), roles, widths, strict=True)
    found = [
        (role or ColumnRole.OTHER, min(s.left for s in piece), max(s.right for s in piece))
        for (piece, _), role in zip(headed, one_content(list(told)), strict=True)
    ]
    if not unknown or (all(map(_is_title, unknown)) and {role for role, _, _ in found} >= TELLING):
        return found
    return _told_below(found, rows(s for piece, _ in headed for s in piece), spots)


def _stacked(piece: Sequence[Spot]) -> ColumnRole | None:
    """What a column holds above a day, or below it: "Aktenzeichen" over "Erklärung vom"."""
    texts = [line.text for line in rows(piece)]
    for count in range(1, len(texts)):
        parts = (" ".join(texts[:count]), " ".join(texts[count:]))
        roles = [heading_role(part) for part in parts]
        if None not in roles and DAYS & set(roles):
            return next((role for role in roles if role not in DAYS), roles[0])
    return None


def _told_below(found: list[Heading], band: Sequence[Line], spots: Sequence[Spot]) -> list[Heading]:
    """The headings where running numbers and days stand below them; else empty."""
    if ColumnRole.CONTENT not in {role for role, _, _ in found}:
        return []
    columns = _between(found, band, spots)
    below = [spot for spot in spots if spot.middle > columns.bottom]
    lines = [lines_in(columns, column, below) for column in columns.columns]
    numbers = [n for n, (role, _, _) in enumerate(found) if role is ColumnRole.NUMBER]
    numbers = numbers or [n for n, (role, _, _) in enumerate(found) if role is ColumnRole.OTHER]
    number = next((n for n in numbers if holds_numbers(lines[n])), None)
    if number is None or not any(map(holds_days, lines)):
        return []
    found[number] = (ColumnRole.NUMBER, *found[number][1:])
    return found


def _is_worded(text: str) -> bool:
    """Whether a text is more than the number of a column; "§" says what stands below it."""
    return bool(squeezed(text)) or "§" in text


def _may_head(text: str) -> bool:
    """Whether a text may be a heading: few words, and no number but that of its column."""
    return len(text.split()) <= HEADING_WORDS and not FILLED.search(text)


def _is_title(text: str) -> bool:
    """Whether what no rule knows looks like a heading by itself: "Antrag vom"."""
    is_short = len(text.split()) <= UNKNOWN_WORDS and not any(map(str.isdigit, text))
    return is_short and text[:1].isupper()


def _pieces(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Words that overlap in width or nearly touch, gathered; from left to right."""
    pieces: list[list[Spot]] = []
    right = float("-inf")
    for spot in sorted(spots, key=lambda spot: spot.left):
        if spot.left > right + BLANK * spot.height:
            pieces.append([])
        pieces[-1].append(spot)
        right = max(right, spot.right)
    return pieces


def _below_fullest(band: Sequence[Line]) -> list[list[Spot]]:
    """Each piece of the row that has most, with what overlaps it most in the rows beside it.

    None where two pieces of one row would go together, or one stands by itself.
    """
    parted = [_pieces(line.spots) for line in band]
    fullest = max(range(len(parted)), key=lambda place: len(parted[place]))
    found = [list(piece) for piece in parted[fullest]]
    for place, row in enumerate(parted):
        if place == fullest:
            continue
        shares = [[_shared(piece, other) for other in parted[fullest]] for piece in row]
        under = [max(range(len(share)), key=share.__getitem__) for share in shares]
        if len(set(under)) < len(row) or any(max(share) <= 0 for share in shares):
            return []
        for piece, at in zip(row, under, strict=True):
            found[at] += piece
    return found


def _shared(piece: Sequence[Spot], other: Sequence[Spot]) -> float:
    """How much of their width two pieces have in common, in pixels."""
    return min(piece[-1].right, other[-1].right) - max(piece[0].left, other[0].left)


def _between(headings: Sequence[Heading], band: Sequence[Line], spots: Sequence[Spot]) -> Columns:
    """Columns whose borders run through the widest white between two headings."""
    bottom = max(spot.bottom for line in band for spot in line.spots)
    body = [spot for spot in spots if spot.middle > bottom]
    middles = [(left + right) / 2 for _, left, right in headings]
    whites = [_white(body, left, right) for left, right in pairwise(middles)]
    height = max(line.height for line in band)
    borders = [(left + right) / 2 for left, right in whites]
    edges = [headings[0][1] - MARGIN * height, *borders, float("inf")]
    columns = tuple(
        Column(
            role=role,
            left=edges[place],
            right=edges[place + 1],
            heading=(heading := _text(band, left, right)),
            flur_first=names_flur_first(heading),
        )
        for place, (role, left, right) in enumerate(headings)
    )
    narrow = {
        place
        for place, (left, right) in enumerate(whites)
        if right - left <= BLANK * height and columns[place].role is not ColumnRole.NUMBER
    }
    return Columns(
        top=min(spot.top for line in band for spot in line.spots),
        bottom=bottom,
        columns=columns,
        run_over=_run_over(body, borders, narrow),
    )


def _run_over(body: Sequence[Spot], borders: Sequence[float], narrow: Set[int]) -> dict[int, int]:
    """The words of a cell that is wider than its column, with the place of the column.

    No white parts the column from the next: "310, 311 tlw.  312". What stands a mere blank apart
    was typed on from where it begins.
    """
    found: dict[int, int] = {}
    for line in rows(body) if narrow else ():
        place, right = 0, float("-inf")
        for spot in line.spots:
            own = sum(border <= spot.centre for border in borders)
            is_near = spot.left - right <= BLANK * spot.height
            if is_near and place < own and set(range(place, own)) <= narrow:
                found[spot.index] = place
            else:
                place = own
            right = spot.right
    return found


def _text(band: Sequence[Line], left: float, right: float) -> str:
    """The words of a heading, from top to bottom."""
    inside = (spot for line in band for spot in line.spots if left <= spot.centre <= right)
    return " ".join(spot.text for spot in inside)


def _white(body: Sequence[Spot], left: float, right: float) -> tuple[float, float]:
    """The white before the next column, between ``left`` and ``right``.

    Of the places that fewest words cross, and that are no mere blank between words, the one at
    whose end most words begin: columns are typed from a margin, while the white after a short line
    is ragged.
    """
    inside = [spot for spot in body if spot.right > left and spot.left < right]
    clipped = (min(max(e, left), right) for s in inside for e in (s.left, s.right))
    edges = sorted({left, right, *clipped})
    height = median(spot.height for spot in inside) if inside else 0.0
    strips = [
        (
            sum(spot.left < (a + b) / 2 < spot.right for spot in inside),
            b - a <= BLANK * height,
            -sum(0 <= spot.left - b < spot.height for spot in inside),
            a - b,
            (a, b),
        )
        for a, b in pairwise(edges)
    ]
    return min(strips)[-1] if strips else (left, right)
