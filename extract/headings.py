"""The headings over the columns of a sheet's table of entries."""

from enum import StrEnum

from rapidfuzz import fuzz

from extract.layout import squeezed

HEADING_LIKENESS = 84.0  # of 100; "Bemerkunqen" has 91, "Bemerkungen" and "Benennungen" 73
MAX_HEADING_LETTERS = 60  # headings are short; the longest known has 34 letters


class ColumnRole(StrEnum):
    NUMBER = "number"
    CONTENT = "content"
    REGISTERED = "registered"
    DELETED = "deleted"
    REMARKS = "remarks"
    OTHER = "other"


# Headings as the forms print them (domain notes 1.2), squeezed; the first that fits counts.
HEADINGS: tuple[tuple[ColumnRole, tuple[str, ...]], ...] = (
    (
        ColumnRole.NUMBER,
        ("lfdnr", "lfdenr", "lfdnummer", "laufendenummer", "laufendenr", "nr", "lfd", "ziffer",
         "nummer"),
    ),
    (
        ColumnRole.REMARKS,
        ("bemerkungen", "bemerkung", "vermerke", "anmerkungen", "bemerkungenloeschungen",
         "aenderungenloeschungen", "veraenderungen", "aenderungen", "veraenderungenloeschungen",
         "bemerkungenaenderungenloeschungen"),
    ),
    (
        ColumnRole.DELETED,
        ("loeschungen", "loeschung", "geloeschtam", "tagderloeschung", "geloescht"),
    ),
    (
        ColumnRole.CONTENT,
        ("inhaltdereintragung", "bezeichnungderbaulast", "inhaltderbaulast", "inhalt", "baulast",
         "wortlaut", "wortlautdereintragung", "wortlautderbaulast", "eintragung",
         "eintragungen", "inhaltundumfang",
         "artundinhaltderbaulast", "beschreibungderbaulast", "bezeichnungdereintragung",
         "artundumfangderbaulast", "gegenstandderbaulast", "verpflichtung", "baulasten", "text"),
    ),
    (
        ColumnRole.REGISTERED,
        ("tagdereintragung", "eingetragenam", "datumdereintragung", "datum", "eintragungsdatum",
         "tag",
         "eingetragenamunterschrift", "eingetragen", "eintragungam", "eintragam"),
    ),
)  # fmt: skip


def heading_role(text: str) -> ColumnRole | None:
    """The column that a heading stands over; None for any other text.

    >>> heading_role("2 Inhalt der Eintragung")
    <ColumnRole.CONTENT: 'content'>
    >>> heading_role("Gemarkung") is None
    True
    """
    letters = squeezed(text)
    if not letters or len(letters) > MAX_HEADING_LETTERS:
        return None
    for role, headings in HEADINGS:
        if letters in headings:
            return role
    likeness, role = max(
        (fuzz.ratio(letters, heading), role)
        for role, headings in HEADINGS
        for heading in headings
        if len(heading) > 4  # short ones are too like each other
    )
    return role if likeness >= HEADING_LIKENESS else None
