"""Wordings that were typed over with dashes or strokes: "der/Bauordnung", "Fläche-des"."""

import re

from baulast.model import Box, Page
from extract.case import Case
from extract.layout import box_of
from extract.sheets.headings import ColumnRole

# Words that no dash or stroke is written before: what ties them was typed over the blank.
_SMALL = (
    r"(?:der|die|das|des|dem|den|von|vom|bis|und|oder|bzw|auf|in|im|zu|zum|zur|mit|aus|an|am|als|ist|wird|"
    r"sein|eine?[rsmn]?|f[üu]r|durch|nach|m|jeweilige|zugunsten)"
)
TIED = re.compile(
    rf"(?!\W*{_SMALL}/{_SMALL}\W*$)"  # "der/die"
    rf"(?:.*[\w.,;:)’']|^)[-–—=/]+{_SMALL}\b(?!\.)|\W*{_SMALL}/(?!{_SMALL})\w",
    re.IGNORECASE,
)
LEAST = 2  # in one wording; a single one is a slip of the engine


def typed_over(case: Case) -> tuple[tuple[Page, Box], ...]:
    """The words of a wording between which somebody typed, with their pages; none for a slip."""
    found = [
        (page, box_of([spot]))
        for page, row in case.draft.parts
        for line in row.lines(ColumnRole.CONTENT)
        for spot in line.spots
        if TIED.match(spot.text)
    ]
    return tuple(found) if len(found) >= LEAST else ()
