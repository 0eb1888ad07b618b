"""What speaks for and against each value of an entry, in numbers: what its probability is made of.

Every feature is 0 where all is well and grows with doubt, so each weight speaks for itself.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from baulast.model import Entry, FieldName, Finding
from extract.case import Case
from extract.historic import gone_flur
from extract.ink import lonely_words, plots_in
from extract.leftovers import is_measure
from extract.rival import digits_of, has_rival, has_rival_day
from extract.sheets.headings import ColumnRole

# An engine's 0.99 and 0.999 mean the same, and so do 0.3 and none: beyond these it does not know.
SUREST, WEAKEST = 0.99, 0.3
# Fields whose digits are the value, with no neighbour that would show an error. Kind and status
# live on letters; a running number follows the one before; the date vouches for the law.
BY_DIGITS = frozenset(
    {
        FieldName.SHEET,
        FieldName.BURDENED,
        FieldName.BENEFITED,
        FieldName.DECLARED_ON,
        FieldName.REGISTERED_ON,
        FieldName.DELETED_ON,
        FieldName.REFERENCE,
    }
)
DAYS = frozenset({FieldName.DECLARED_ON, FieldName.REGISTERED_ON, FieldName.DELETED_ON})

# Words before numbers that are no values of the row: a Flur that was read with its parcel (also
# "Fiur", "Fl."), an annex, another sheet, a law's paragraph.
COUNTED = re.compile(r"\W*(?:f[lıi1][a-zü]{0,3}|anlage|blatt|bl|abs\w*|satz|§+)\W*", re.IGNORECASE)
REMARKS = (ColumnRole.REMARKS, ColumnRole.OTHER, ColumnRole.REGISTERED, ColumnRole.DELETED)
# In which columns of the row a value stands; sheet and running number stand outside of them.
COLUMNS_OF = {
    FieldName.BURDENED: (ColumnRole.CONTENT, ColumnRole.BURDENED, ColumnRole.PARCEL),
    FieldName.BENEFITED: (ColumnRole.CONTENT, ColumnRole.BENEFITED, ColumnRole.FOR_PARCEL),
    FieldName.DECLARED_ON: (ColumnRole.CONTENT, ColumnRole.DECLARED),
    FieldName.LEGAL_BASIS: (ColumnRole.CONTENT,),
    FieldName.REGISTERED_ON: REMARKS,
    FieldName.DELETED_ON: REMARKS,
    FieldName.STATUS: REMARKS,
    FieldName.REFERENCE: (*REMARKS, ColumnRole.REFERENCE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What is known about one value; the names are those of the fitted weights."""

    digits: float  # doubt in the weakest digits that the value rests on alone
    rival: float  # 1: a second look at the ink read other digits
    lone: float  # 1: no other ink of the dossier has the value
    contrary: float  # 1: another place has another value, or the ink may mean one
    paper: float  # doubt in the words of its row on average
    absent: float  # 1: looked for and not there
    spare: float  # 1: digits in its column belong to no value that was read
    unlisted: float  # 1: the cadastre of today has no such Flur


def features_of(case: Case, entry: Entry) -> dict[FieldName, Features]:
    """The features of every value of the entry."""
    paper = _doubt_in_row(case)
    return {
        name: _features(case, entry, name, finding, paper)
        for name, finding in entry.findings.items()
    }


def _features(
    case: Case, entry: Entry, name: FieldName, finding: Finding[object], paper: float
) -> Features:
    words = lonely_words(case, entry, name)
    digits = [word for word in words if digits_of(word.text)] or words
    weakest = min((word.confidence for word in digits), default=SUREST)
    return Features(
        digits=doubt_in(weakest) if name in BY_DIGITS else 0.0,
        rival=float(any(map(has_rival_day if name in DAYS else has_rival, words))),
        lone=float(bool(words)),
        contrary=float(bool(finding.alternatives)),
        paper=paper,
        absent=float(not finding.value),
        spare=float(name in COLUMNS_OF and _has_spare_digits(case, COLUMNS_OF[name])),
        unlisted=float(any(gone_flur(plot.parcel) is not None for plot in plots_in(finding))),
    )


def doubt_in(confidence: float) -> float:
    """The engine's confidence as log odds of an error, 0 for the surest.

    >>> round(doubt_in(0.999), 1), round(doubt_in(0.9), 1), round(doubt_in(0.5), 1)
    (0.0, 2.4, 4.6)
    """
    bounded = min(SUREST, max(WEAKEST, confidence))
    return log((1 - bounded) / bounded) - log((1 - SUREST) / SUREST)


def _doubt_in_row(case: Case) -> float:
    """Doubt in the row's words on average: the state of paper and copy."""
    trust = [
        spot.word.confidence
        for _, row in case.draft.parts
        for lines in row.cells.values()
        for line in lines
        for spot in line.spots
    ]
    return doubt_in(sum(trust) / len(trust)) if trust else 0.0


def _has_spare_digits(case: Case, roles: Iterable[ColumnRole]) -> bool:
    """Whether the row's columns hold digits that no reading accounts for."""
    told = {id(word) for found in case.draft.found for word in found.words}
    spots = [
        spot
        for _, row in case.draft.parts
        for role in roles
        for line in row.lines(role)
        for spot in line.spots
    ]
    return any(
        digits_of(spot.text)
        and id(spot.word) not in told
        and not (before and COUNTED.fullmatch(before.text))
        and not is_measure(spot, after)
        for before, spot, after in zip([None, *spots], spots, [*spots[1:], None], strict=False)
    )
