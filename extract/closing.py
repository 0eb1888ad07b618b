"""The lines of an entry behind its closing: there later notes stand where no column is for them."""

from baulast.model import FieldName
from extract.case import Case
from extract.headings import ColumnRole
from extract.layout import Line
from extract.sheet import Row
from extract.written import COLUMNS


def behind_entry(case: Case, row: Row) -> tuple[Line, ...]:
    """The lines of the wording behind that of its day of entry: there later notes stand.

    None where the form has columns of its own for them.
    """
    lines = row.lines(ColumnRole.CONTENT)
    if any(row.lines(role) for role in COLUMNS):
        return ()
    entered = {id(word) for found in case.own(FieldName.REGISTERED_ON) for word in found.words}
    places = [
        n for n, line in enumerate(lines) if any(id(spot.word) in entered for spot in line.spots)
    ]
    return lines[places[0] + 1 :] if places else ()
