"""What was filled in behind a form's label: in its row, below it, or in the next ruled field."""

from collections.abc import Sequence
from itertools import takewhile

from baulast.model import BlockKind, Page
from extract.layout import Line, rows
from extract.sheets.slots import Slot

FAR_BELOW = 2.5  # line heights: what stands further below a value than that is not part of it
INDENT = 1.0  # line heights left of a label where its blank may begin


def value_of(
    page: Page, slot: Slot, slots: Sequence[Slot], lines: Sequence[Line]
) -> tuple[Line, ...]:
    """What was filled in behind a label and below it, up to the next label there."""
    is_field = page.blocks[slot.block].kind is BlockKind.CELL
    height = max(token.height for token in slot.tokens)
    first = slot.left - INDENT * height
    beside = tuple(
        spot
        for token in slot.beside
        for spot in token.spots
        if not is_field or spot.word.block == slot.block
    )
    found = [Line(beside)] if beside else []
    above = slot.bottom
    for number in range(slot.row + 1, len(lines)):
        labelled = [other for other in slots if other.row == number]
        if any(not is_field or first <= other.left < slot.right for other in labelled):
            break
        spots = tuple(
            spot
            for spot in lines[number].spots
            if first <= spot.left < slot.right and (not is_field or spot.word.block == slot.block)
        )
        if not spots:
            continue
        if not is_field and min(spot.top for spot in spots) - above > FAR_BELOW * height:
            break
        above = max(spot.bottom for spot in spots)
        # a printer repeats the colon before each line of a value
        found.append(Line(spots[1:] if spots[1:] and spots[0].text in (":", ";") else spots))
    return tuple(found) or (_in_next_field(page, slot, slots, lines) if is_field else ())


def _in_next_field(
    page: Page, slot: Slot, slots: Sequence[Slot], lines: Sequence[Line]
) -> tuple[Line, ...]:
    """What was filled in beside a field that holds a label alone, or below one as wide as all."""
    own = page.blocks[slot.block]
    labelled = {other.block for other in slots if other.role is not None}
    row = [n for n, b in enumerate(page.blocks) if b.table == own.table and b.row == own.row]
    if row == [slot.block]:
        below = (own.row or 0) + 1
        fields = [n for n, b in enumerate(page.blocks) if b.table == own.table and b.row == below]
        fields = [] if labelled & set(fields) else fields
    else:
        behind = sorted(
            (n for n in row if (page.blocks[n].column or 0) > (own.column or 0)),
            key=lambda n: page.blocks[n].column or 0,
        )
        fields = list(takewhile(lambda n: n not in labelled, behind))
    wanted = set(fields)
    same = [other.row for other in slots if other.block == slot.block]
    first, end = 0, len(lines)
    if len(same) > 1:  # a field with several labels: each one's value stands in its row
        first, end = slot.row, min([end, *(row for row in same if row > slot.row)])
    inside = (spot for line in lines[first:end] for spot in line.spots)
    return rows(spot for spot in inside if spot.word.block in wanted)
