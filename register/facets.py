"""What the entries found are counted by, in words."""

from baulast.language import tr
from baulast.model import Kind, Status
from index.kinds import KIND_NAMES
from index.seam import FacetField
from report.wording import status_words, town_name

HEADINGS = {
    FacetField.TOWN: ("Stadt", "Town"),
    FacetField.GEMARKUNG: ("Gemarkung", "Gemarkung"),
    FacetField.KIND: ("Art", "Kind"),
    FacetField.STATUS: ("Stand", "Status"),
    FacetField.REVIEWED: ("Geprüft", "Reviewed"),
}


def facet_heading(field: FacetField) -> str:
    return tr(*HEADINGS[field])


def facet_words(field: FacetField, value: str) -> str:
    """A value of a facet as people call it; a kind that only another program knows, as it is."""
    match field:
        case FacetField.TOWN:
            return town_name(value)
        case FacetField.KIND:
            return KIND_NAMES[Kind(value)][0] if value in set(Kind) else value
        case FacetField.STATUS:
            return status_words(Status(value)) if value in set(Status) else value
        case FacetField.REVIEWED:
            return tr("ja", "yes") if value == "true" else tr("nein", "no")
        case FacetField.GEMARKUNG:
            return value
