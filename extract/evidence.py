"""Fields and doubts for words of a form that are read without a rule."""

from collections.abc import Iterable, Sequence

from baulast.language import Both
from baulast.model import Doubt, DoubtReason, Evidence, Field, FieldName, Page, page_text
from extract.case import label_of
from extract.layout import Spot, box_of


def field_of(page: Page, name: FieldName, value: str, spots: Sequence[Spot]) -> Field:
    """The field that words in a blank of the form hold."""
    text = page_text(page.words)
    places = [spot.index for spot in spots]
    return Field(
        name=name,
        value=value,
        evidence=Evidence(
            page=page.number,
            start=min(text.starts[place] for place in places),
            end=max(text.ends[place] for place in places),
        ),
        source="sheet_form",
    )


def not_found(name: FieldName, page: int, spots: Iterable[Spot]) -> Doubt:
    """The doubt that a value which every entry has was not read, with the place to look at."""
    spots = tuple(spots)
    label = label_of(name)
    return Doubt(
        reason=DoubtReason.NOT_FOUND,
        detail=Both(f"{label.german}: nicht gefunden.", f"{label.english}: not found."),
        page=page,
        box=box_of(spots) if spots else None,
    )
