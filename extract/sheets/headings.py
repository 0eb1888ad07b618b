"""The headings over the columns of a sheet's table of entries."""

import re
from collections.abc import Sequence
from enum import StrEnum

from rapidfuzz import fuzz

from extract.layout import squeezed

HEADING_LIKENESS = 84.0  # of 100; "Bemerkunqen" has 91, "Bemerkungen" and "Benennungen" 73
MAX_HEADING_LETTERS = 60  # headings are short; the longest known has 34 letters
HEADING_WORDS = 5  # "3 Bemerkungen, Änderungen und Löschungen"; more are running text


MISREAD_LFD = re.compile(r"^i?fd")  # "Ifd. Nr.": a thin l misread or lost
# Numbers of a column have one digit; more were filled in: "Eingetragen am 17.9.81".
FILLED = re.compile(r"\d\W{0,2}\d")


class ColumnRole(StrEnum):
    NUMBER = "number"
    CONTENT = "content"
    BURDENED = "burdened"
    STOCK = "stock"  # the burdened plots by their number in the sheet's own list of plots
    GEMARKUNG = "gemarkung"  # of the burdened plot, in columns of their own
    FLUR = "flur"
    PARCEL = "parcel"
    BENEFITED = "benefited"
    FOR_GEMARKUNG = "for_gemarkung"  # the same of the benefited plot
    FOR_FLUR = "for_flur"
    FOR_PARCEL = "for_parcel"
    DECLARED = "declared"
    REGISTERED = "registered"
    REFERENCE = "reference"
    LAW = "law"
    DELETED = "deleted"
    REMARKS = "remarks"
    OTHER = "other"


# Headings as the forms print them (domain notes 1.2), squeezed; the first that fits counts.
HEADINGS: tuple[tuple[ColumnRole, tuple[str, ...]], ...] = (
    (
        ColumnRole.NUMBER,
        ("lfdnr", "lfdenr", "lfdnummer", "laufendenummer", "laufendenr", "nr", "lfd", "lnr",
         "ziffer", "nummer",
         # over the day of entry, in one column
         *(f"{nr}{und}{day}" for nr in ("lfdnr", "nr", "laufendenummer") for und in ("und", "u", "")
           for day in ("tagdereintragung", "datumdereintragung", "eintragungstag",
                       "eingetragenam", "eintragungsdatum"))),
    ),
    (
        ColumnRole.REMARKS,
        ("bemerkungen", "bemerkung", "vermerke", "anmerkungen", "bemerkungenloeschungen",
         "aenderungenloeschungen", "veraenderungen", "aenderungen", "veraenderungenloeschungen",
         "bemerkungenaenderungenloeschungen",
         # over the numbers of entries that are noted on: "Zu lfd. Nr."
         "zunr", "zunummer", "zulfdnr", "zulfdenr", "zulaufendenr", "betrnr", "betrlfdnr"),
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
         "art", "artundinhalt", "artundumfang", "kurzbezeichnung",
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


PLOT_WORD = r"(?:stuecke?|parzellen?|parz|flurst|flst|flstk)(?:nr)?"
FLUR_FIRST = re.compile(r"(?:flur|fl)(?:nr)?(?:und|u)?(?:flurst|flst|parz)")
# What headings of forms that are not in the list are made of.
CUES: tuple[tuple[ColumnRole, re.Pattern[str]], ...] = (
    (
        ColumnRole.NUMBER,
        re.compile(r"^(?:lfde?|laufende)?(?:nr|nummer)der(?:eintragung|baulast|last)(?:en)?$"),
    ),
    (
        ColumnRole.STOCK,
        re.compile(r"^(?:lfd)?(?:nr|nummer)n?der(?:belasteten)?(?:grundstuecke?|flurstuecke?)"),
    ),
    (ColumnRole.CONTENT, re.compile(r"^(?:lasten|belastung(?:en)?)(?:und|$)")),
    (ColumnRole.REMARKS, re.compile(r"bemerkung|vermerke?(?!t)|anmerkung|aenderung")),
    (ColumnRole.DELETED, re.compile(r"^\w{0,6}(?:loeschung|geloescht)")),
    # abbreviated, over a column of days: "Lösch.", "gel. am"
    (
        ColumnRole.DELETED,
        re.compile(
            r"^(?:loesch|loeschg|loe|lschg|gel|erloschen|entfallen|gestrichen)(?:am|vom|v)?$"
        ),
    ),
    (ColumnRole.REGISTERED, re.compile(r"^(?:eintr|eingetr|einget)(?:am|vom|v)?$")),
    (
        ColumnRole.BURDENED,
        re.compile(
            rf"^(?:zulasten|zul|bela?st?e?t?|dienend)(?:$|\w*{PLOT_WORD})|^(?:flur|grund)?{PLOT_WORD}belastet|"
            r"^(?:belastete|dienende)[srn]?$|^grundstuecke?(?:$|sbezeichnung)"
        ),
    ),
    (
        ColumnRole.BENEFITED,
        re.compile(
            rf"^(?:zug|zugunsten|beg(?:uenst(?:igt)?)?|herrschend|berechtigt|ber)(?:$|\w*{PLOT_WORD})|"
            rf"^(?:flur|grund)?{PLOT_WORD}(?:beguenstigt|berechtigt)|^zugunsten(?:von|der|des)$|"
            r"^(?:beguenstigte|berechtigte|herrschende)[rsn]?$|^fuer$"
        ),
    ),
    (
        ColumnRole.REGISTERED,
        re.compile(r"^(?:tagder|datumder)?(?:eintrags|eingetragenam|eintragungam)"),
    ),
    (
        ColumnRole.DECLARED,
        re.compile(
            r"^(?:tagder|datumder)?(?:verpflichtungs|baulast|uebernahme)?erkl(?:aer(?:ung|t))?(?:vom|am|v|$)"
        ),
    ),
    (
        ColumnRole.LAW,
        re.compile(
            r"^(?:gesetzliche)?(?:rechts)?grundlagen?$|^(?:rechtsgrund|gesetz|paragraphe?n?)$"
        ),
    ),
    (
        ColumnRole.REFERENCE,
        re.compile(r"^(?:aktenzeichen|az|geschaeftszeichen|bauakte|akte)(?:nr|$)"),
    ),
    (
        ColumnRole.CONTENT,
        re.compile(
            r"^(?:inhalt|wortlaut|gegenstand|bezeichnung|beschreibung|text"
            r"|artund(?:inhalt|umfang|wortlaut))(?:d|und|$|beguenstigt|zugunsten)|"
            r"^artder(?:baulast|last|eintragung|verpflichtung)"
        ),
    ),
)


# Where all plots of a column lie, said once: "Grundstück (Gemarkung Gustorf)".
OF_PLACE = re.compile(r"\(\s*(?:Gem(?:arkung)?|Flur|Fl)\b[^()]*\)", re.IGNORECASE)


def one_content(
    headings: Sequence[tuple[str, ColumnRole | None, float]],
) -> list[ColumnRole | None]:
    """The roles of headings, each with its text and width, where several could be the wording's.

    Beside "Wortlaut der Baulast" a narrow "Eintragung" has the day of entry.
    """
    widths = [width for _, role, width in headings if role is ColumnRole.CONTENT]
    if len(widths) < 2:
        return [role for _, role, _ in headings]
    return [
        role
        if role is not ColumnRole.CONTENT or width == max(widths)
        else ColumnRole.REGISTERED
        if squeezed(text).startswith("eintrag")
        else ColumnRole.OTHER
        for text, role, width in headings
    ]


# Headings of the parts of a plot; over a sheet's table they are no columns of entries.
PLOT_PARTS = {
    ColumnRole.GEMARKUNG: ("gemarkung", "gemarkungen", "gemkg"),
    ColumnRole.FLUR: ("flur", "flurnr", "fl"),
    ColumnRole.PARCEL: (
        *("flurstueck", "flurstuecke", "flurstuecknr", "flurstuecksnr", "flurst", "flst", "flstnr"),
        *("flstk", "parzelle", "parzellen", "parzellennr", "parz", "flurstuecksnummer"),
    ),
}
OF_BENEFITED = {
    ColumnRole.GEMARKUNG: ColumnRole.FOR_GEMARKUNG,
    ColumnRole.FLUR: ColumnRole.FOR_FLUR,
    ColumnRole.PARCEL: ColumnRole.FOR_PARCEL,
}


def plot_part(text: str) -> ColumnRole | None:
    """The part of a plot that a heading names beside the headings of entries.

    >>> plot_part("Flurstück(e)")
    <ColumnRole.PARCEL: 'parcel'>
    """
    text = OF_PLACE.sub("", text)
    letters = squeezed(text)
    if FILLED.search(text):
        return None
    return next((part for part, words in PLOT_PARTS.items() if letters in words), None)


def names_flur_first(text: str) -> bool:
    """Whether a heading says that its column has the Flur before each number.

    >>> names_flur_first("begünstigt Flur / Flurst."), names_flur_first("Gemarkung/Flur/Flurst.")
    (True, False)
    """
    letters = squeezed(text)
    return bool(FLUR_FIRST.search(letters)) and "gemarkung" not in letters


def heading_role(text: str) -> ColumnRole | None:
    """The column that a heading stands over; None for any other text.

    >>> heading_role("2 Inhalt der Eintragung")
    <ColumnRole.CONTENT: 'content'>
    >>> heading_role("Gemarkung") is None
    True
    """
    text = OF_PLACE.sub("", text)
    letters = MISREAD_LFD.sub("lfd", squeezed(text))
    if not letters or len(letters) > MAX_HEADING_LETTERS or FILLED.search(text):
        return None
    for role, headings in HEADINGS:
        if letters in headings:
            return role
    if len(text.split()) <= HEADING_WORDS:
        for role, cue in CUES:
            if cue.search(letters):
                return role
    likeness, role = max(
        (fuzz.ratio(letters, heading), role)
        for role, headings in HEADINGS
        for heading in headings
        if len(heading) > 4  # short ones are too like each other
    )
    return role if likeness >= HEADING_LIKENESS else None
