"""The blanks of a sheet's header: each printed label with what was filled in beside or below it.

A row of labels without values heads a small table, whose blanks stand below.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from baulast.gazetteer import fold_name, gazetteer
from baulast.model import BlockKind, Page
from extract.layout import Spot, squeezed
from extract.sheets.labels import RUN_GAP, Label, Token, parts_of

OF_TOWN = re.compile(r"\W*(?:stadt|gemeinde|amt|kreis|bez(?:irk)?|ortsteil)\W*", re.IGNORECASE)


Heading = tuple[Label, Sequence[Token]]


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank of the form: its label and the words that were filled in."""

    label: Label
    label_spots: tuple[Spot, ...]
    value: tuple[Spot, ...]


def blanks_of(page: Page, rows: Sequence[Sequence[Token]]) -> list[Blank]:
    """Every label of the header with what was filled in beside it or below it."""
    blanks: list[Blank] = []
    headings: list[Heading] = []  # a row of labels without values: a small table
    for row in rows:
        parts = parts_of(row)
        labels = [(label, tokens) for label, tokens in parts if label is not None]
        filled = any(label is None and not _is_empty(tokens) for label, tokens in parts)
        if len(labels) >= 2 and not filled:
            headings = [
                (label or Label.OTHER, tokens)
                for label, tokens in parts
                if label is not None or squeezed("".join(token.text for token in tokens))
            ]
        elif headings and parts and parts[0][0] is None:  # "Rather Straße 88" holds a label too
            blanks += _below(page, headings, row)
        else:
            headings = []
            blanks += [*_named_alone(parts), *_beside(parts)]
    return [blank if blank.value else _in_field(page, blank, rows) for blank in blanks]


def _named_alone(parts: Sequence[tuple[Label | None, list[Token]]]) -> list[Blank]:
    """A Gemarkung right before the Flur, without its word: "Baulastenverzeichnis Zons   Flur 6".

    The name of a municipality may be the keeper's.
    """
    fluren = (Label.FLUR, Label.FLUR_AND_PARCEL)
    first = next((n for n, (label, _) in enumerate(parts) if label in fluren), 0)
    if not first or any(label in (Label.GEMARKUNG, *fluren) for label, _ in parts[:first]):
        return []
    if parts[first - 1][0] is not None:
        return []
    spots = parts[first - 1][1][-1].spots
    before = parts[first - 2][1][-1].text if first > 1 else ""
    found = gazetteer().named(spots[-1].text.strip(",:"))
    towns = {fold_name(town.name) for town in gazetteer().municipalities}
    if len(found) != 1 or fold_name(found[0].name) in towns or OF_TOWN.fullmatch(before):
        return []
    return [Blank(Label.GEMARKUNG, (), spots)]


def _is_empty(tokens: Sequence[Token]) -> bool:
    """Whether words are no value: dots of the form, or the heading over the rows' numbers."""
    letters = [char for token in tokens for char in token.text if char.isalnum()]
    return not letters or squeezed("".join(letters)) in ("nr", "lfdnr", "lfd")


def _beside(parts: Iterable[tuple[Label | None, list[Token]]]) -> list[Blank]:
    """Each label of a row with the words up to the next."""
    found: list[tuple[Label, list[Token], list[Token]]] = []
    for label, tokens in parts:
        if label is not None:
            found.append((label, tokens, []))
        elif found:
            found[-1][2].extend(tokens)
    return [
        Blank(label, spots_in(tokens), spots_in(_after_leader(value)))
        for label, tokens, value in found
    ]


def _after_leader(value: Sequence[Token]) -> Sequence[Token]:
    """What follows the colon at the end of a dotted leader ("FLUR. . . .: 30")."""
    places = [place for place, token in enumerate(value[:-1]) if token.text.endswith(".:")]
    return value[places[0] + 1 :] if places else value


def _below(page: Page, headings: Sequence[Heading], row: Sequence[Token]) -> list[Blank]:
    """A row of a small table: each run of words belongs to the heading it stands under."""
    values: list[list[Token]] = [[] for _ in headings]
    cells = {spot.word.block for token in row for spot in token.spots}
    runs = _runs(row, by_block=len(cells) > 1)
    for number, run in enumerate(runs):
        is_filled = len(runs) == len(headings)  # all blanks are: one after another
        place = number if is_filled else _over(page, headings, run)
        if place is not None:
            values[place].extend(run)
    return [
        Blank(label, spots_in(tokens), spots_in(value))
        for (label, tokens), value in zip(headings, values, strict=True)
        if value
    ]


def _over(page: Page, headings: Sequence[Heading], run: Sequence[Token]) -> int | None:
    """The heading in the same column of a ruled table, None if it cannot be read there.

    Outside of ruled tables the nearest.
    """
    block = page.blocks[run[0].spots[0].word.block]
    above = [page.blocks[tokens[0].spots[0].word.block] for _, tokens in headings]
    if block.table is None or any(other.table != block.table for other in above):
        return _nearest(headings, run)
    return next((n for n, other in enumerate(above) if other.column == block.column), None)


def _nearest(headings: Sequence[Heading], run: Sequence[Token]) -> int:
    """The heading with the least white beside the words; of two over them the better centred."""
    left, right = run[0].left, run[-1].right

    def distance(place: int) -> tuple[float, float]:
        tokens = headings[place][1]
        white = max(0.0, tokens[0].left - right, left - tokens[-1].right)
        return white, abs(tokens[0].left + tokens[-1].right - left - right)

    return min(range(len(headings)), key=distance)


def _runs(row: Sequence[Token], *, by_block: bool) -> list[list[Token]]:
    """The words of a row, parted where the field changes, or else at wide blanks."""
    runs: list[list[Token]] = []
    for token in row:
        last = runs[-1][-1] if runs else None
        apart = last is None or (
            token.spots[0].word.block != last.spots[-1].word.block
            if by_block
            else token.left - last.right > RUN_GAP * max(token.height, last.height)
        )
        if apart:
            runs.append([])
        runs[-1].append(token)
    return runs


def _in_field(page: Page, blank: Blank, rows: Sequence[Sequence[Token]]) -> Blank:
    """A blank beside whose label nothing stands: its value may stand below, in the same field."""
    field = blank.label_spots[0].word.block
    if page.blocks[field].kind is not BlockKind.CELL:
        return blank
    taken = set(blank.label_spots)
    spots = [s for row in rows for token in row for s in token.spots if s.word.block == field]
    below = tuple(s for s in spots if s not in taken and s.top > blank.label_spots[0].middle)
    return replace(blank, value=below)


def spots_in(tokens: Iterable[Token]) -> tuple[Spot, ...]:
    """The words that tokens are made of."""
    return tuple(spot for token in tokens for spot in token.spots)
