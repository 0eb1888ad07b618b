"""The lines of an entry behind its closing: there later notes stand where no column is for them."""

import re
from collections.abc import Sequence

from baulast.model import FieldName
from extract.case import Case
from extract.layout import Line
from extract.sheets.headings import ColumnRole
from extract.sheets.row import Row

# Words before "Eingetragen auf Grund der Verfügung vom ... am": no wording is so short.
OPENING = 4
ENTERED = re.compile(r"\W*(?:eingetr|eintrag)", re.IGNORECASE)


def behind_entry(case: Case, row: Row) -> tuple[Line, ...]:
    """What of the wording stands behind its day of entry: there later notes stand.

    First what is left of that day's own line. None where the form has columns of its own for notes,
    and where the day of entry opens the entry. In a blank for the declaration it does not.
    """
    declared = _behind(case, row.lines(ColumnRole.DECLARED), least=0)
    return (*_behind(case, row.lines(ColumnRole.CONTENT), least=OPENING), *declared)


def _behind(case: Case, lines: Sequence[Line], *, least: int) -> tuple[Line, ...]:
    """The lines of a cell behind the day of entry, if as many words stand before it."""
    entered = words_of_entry(case)
    places = [
        n for n, line in enumerate(lines) if any(id(spot.word) in entered for spot in line.spots)
    ]
    if not places:
        return ()
    closing = lines[places[0]].spots
    at = [n for n, spot in enumerate(closing) if id(spot.word) in entered]
    before = [*(s for line in lines[: places[0]] for s in line.spots), *closing[: at[0]]]
    cues = [n for n, spot in enumerate(before) if ENTERED.match(spot.text)]
    if (cues[-1] if cues else len(before)) < least:
        return ()
    rest = (Line(closing[at[-1] + 1 :]),) if closing[at[-1] + 1 :] else ()
    return (*rest, *lines[places[0] + 1 :])


def words_of_entry(case: Case) -> set[int]:
    """The words of the day of entry, by identity."""
    return {id(word) for found in case.own(FieldName.REGISTERED_ON) for word in found.words}
