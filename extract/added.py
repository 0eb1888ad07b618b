"""Parcels that a later note names and the entry does not: "erweitert auf Flurstück 26".

What was entered lies on more ground since, or serves more; the register's wording does not say so.
"""

import re
from collections.abc import Iterator, Sequence

from baulast.language import Both
from baulast.model import Doubt, DoubtReason, Entry, FieldName, Parcel, Status
from extract.case import Case
from extract.ends.closing import behind_entry
from extract.ends.limits import BESIDE, is_of_end
from extract.gather import Found
from extract.parcels import fits, same_parcel
from extract.passages import united_box

# A later deed that changed the entry: "Durch Nachtrag vom 4.5.1982 erweitert auf Flurstück 26".
BY_DEED = re.compile(
    r"\b(?:durch|laut|lt\.?|gem(?:\.|[äa](?:ß|ss))) (?:de[nrm] )?(?:\d\. )?"
    r"nachtrag\b(?! zu[mr]?\b)",
    re.IGNORECASE,
)
SERVES = re.compile(
    r"\b(?:zu ?gunsten|beg[üu]nstig|herrschend|berechtigt|dien(?:t|en)\b|f[üu]r\b)[^.;:]*$",
    re.IGNORECASE,
)
REACH = 80  # characters from the words that say what a parcel is to the parcel


def added(case: Case, entry: Entry) -> dict[FieldName, list[Doubt]]:
    """Doubts on the burdened parcels, and on an active entry, where a later note names others."""
    if not entry.burdened.value:
        return {}
    noted = tuple(_noted(case))
    known = [plot.parcel for plot in entry.burdened.value]
    known += _served_before(case, [found for found, _ in noted])
    doubts = [
        _perhaps_too(found, parcel)
        for found, parcel in noted
        if not any(fits(same_parcel(parcel), same_parcel(own)) for own in known)
    ]
    if not doubts:
        return {}
    is_asked = entry.status.value is not Status.ACTIVE
    return {FieldName.BURDENED: doubts, **({} if is_asked else {FieldName.STATUS: doubts})}


def _noted(case: Case) -> Iterator[tuple[Found, Parcel]]:
    """The parcels of later notes, but those that are let go or that they say to be served."""
    behind = {
        id(spot.word)
        for _, row in case.draft.parts
        for line in behind_entry(case, row)
        for spot in line.spots
    }
    for found in case.own(FieldName.BURDENED, FieldName.BENEFITED):
        plot = found.reading.plot
        if plot is None or is_of_end(found) or _is_served(found):
            continue
        is_behind = any(id(word) in behind for word in found.words)
        if found.passage.role in BESIDE or is_behind or _is_of_deed(found):
            yield found, plot.parcel


def _served_before(case: Case, noted: Sequence[Found]) -> list[Parcel]:
    """The parcels that the entry itself says to be served."""
    places = {id(found) for found in noted}
    return [
        found.reading.plot.parcel
        for found in case.own(FieldName.BENEFITED)
        if found.reading.plot is not None
        and id(found) not in places
        and not any(problem.is_of_role for problem in found.reading.problems)
    ]


def _is_served(found: Found) -> bool:
    """Whether the note itself says that the parcel is served: what it is not said to be, it may."""
    before = found.passage.text[: found.reading.start].replace("\n", " ")
    said = SERVES.search(before[-REACH:]) is not None
    return found.reading.name is FieldName.BENEFITED and said


def _is_of_deed(found: Found) -> bool:
    before = found.passage.text[: found.reading.start].replace("\n", " ")
    return BY_DEED.search(before[-REACH:]) is not None


def _perhaps_too(found: Found, parcel: Parcel) -> Doubt:
    return Doubt(
        reason=DoubtReason.AMBIGUOUS,
        detail=Both(
            f"Ein späterer Vermerk nennt Flurstück {parcel.number}: vielleicht ist auch dieses "
            "belastet.",
            f"A later note names parcel {parcel.number}: it may be burdened, too.",
        ),
        page=found.passage.page,
        box=united_box(found.words),
    )
