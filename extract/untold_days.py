"""Days in a column of which no heading tells what they are: each value they may be is asked."""

from collections.abc import Iterable
from datetime import date

from baulast.language import Both
from baulast.model import Doubt, DoubtReason, Entry, FieldName, Status
from extract.case import Case
from extract.gather import Found
from extract.layout import Line, Spot
from extract.passages import united_box
from extract.sheets.day_columns import APART, is_of_else
from extract.sheets.headings import ColumnRole
from extract.sheets.labels import RUN_GAP
from extract.sheets.row import Row


def untold_days(case: Case, entry: Entry) -> dict[FieldName, list[Doubt]]:
    """Doubts on the values that lack and may be a day that stands in a column by itself."""
    untold = [found for _, row in case.draft.parts for found in _untold(case, row)]
    told = {column.role for _, row in case.draft.parts for column in row.columns}
    entered = entry.registered_on.value
    doubts: dict[FieldName, list[Doubt]] = {}
    for found in untold:
        for name in _may_be(found.reading.day, entry, entered, told):
            doubts.setdefault(name, []).append(_of_column(found))
    return doubts


def _may_be(
    day: date | None, entry: Entry, entered: date | None, told: set[ColumnRole]
) -> Iterable[FieldName]:
    """The values of the entry that lack, have no column of their own, and fit the day."""
    if day is None:
        return
    is_undeclared = entry.declared_on.value is None and ColumnRole.DECLARED not in told
    if is_undeclared and (entered is None or day <= entered):
        yield FieldName.DECLARED_ON
    is_open = entry.deleted_on.value is None and entry.status.value is Status.ACTIVE
    if is_open and ColumnRole.DELETED not in told and (entered is None or day > entered):
        yield from (FieldName.DELETED_ON, FieldName.STATUS)


def _untold(case: Case, row: Row) -> Iterable[Found]:
    """Days of a row that no word explains, in a column of other things or apart in their line."""
    lines = (line for lines in row.cells.values() for line in lines)
    places = {id(spot.word): (spot, line) for line in lines for spot in line.spots}
    for found in case.draft.readings(FieldName.OTHER_DATE):
        inside = [places[id(word)] for word in found.words if id(word) in places]
        if not inside or found.reading.day is None:
            continue
        spot, line = inside[0]
        column = next((c for c in row.columns if c.holds(spot.centre, spot.middle)), None)
        day = [s for s, _ in inside]
        is_explained = found.reading.source.endswith("_of_else")
        if column is None:
            continue
        is_other = column.role is ColumnRole.OTHER and not is_of_else(column.heading)
        if is_other and (not is_explained or _fills_a_column(day, line, APART)):
            yield found
        is_text = column.role is ColumnRole.CONTENT and not is_explained
        if is_text and _fills_a_column(day, line, RUN_GAP):
            yield found


def _fills_a_column(day: list[Spot], line: Line, wide: float) -> bool:
    """Whether wide blanks part a day from what stands before and behind it in its line."""
    if day[-1] not in line.spots:
        return False
    first, last = line.spots.index(day[0]), line.spots.index(day[-1])
    before, behind = line.spots[:first], line.spots[last + 1 :]
    gap = wide * line.height
    is_begun = bool(before) and day[0].left - before[-1].right > gap
    return is_begun and (not behind or behind[0].left - day[-1].right > gap)


def _of_column(found: Found) -> Doubt:
    return Doubt(
        reason=DoubtReason.AMBIGUOUS,
        detail=Both(
            f"Der {found.reading.day:%d.%m.%Y} steht in einer Spalte, deren Überschrift nicht zu "
            "deuten ist; wovon er der Tag ist, ist nicht zu erkennen.",
            f"{found.reading.day:%d.%m.%Y} stands in a column whose heading tells nothing; what "
            "it is the day of cannot be told.",
        ),
        page=found.passage.page,
        box=united_box(found.words),
    )
