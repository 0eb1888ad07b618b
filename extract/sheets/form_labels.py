"""What forms print before the things of an entry."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from extract.layout import squeezed
from extract.sheets.headings import ColumnRole
from extract.sheets.labels import LABEL_LIKENESS, MIN_FUZZY

OF = ("", "derbaulast", "derlast", "dereintragung", "derverpflichtung", "derbelastung")
PLOT = (
    "",
    "wird",
    "ist",
    "grundstueck",
    "grundstuecke",
    "flurstueck",
    "flurstuecke",
    "parzelle",
    "parzellen",
)

# What stands behind these may be a word that is a label elsewhere: "Status: gelöscht".
ANSWERED = frozenset({"status", "zustand", "rechtsstand"})

# By what they are of: beginnings, what may follow each, and others that stand alone. None: what is
# filled in says nothing of the entry.
_FORMS: tuple[tuple[ColumnRole | None, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    (
        ColumnRole.NUMBER,
        ("lfdnr", "lfdenr", "laufendenr", "laufendenummer", "lfdnummer", "nr", "nummer",
         "fdnr", "ifdnr", "tfdnr", "jfdnr",  # a thin l misread
         "lfdn", "ifdn", "fdn"),  # a small r lost
        OF,
        ("baulastnr", "baulastnummer", "eintragungnr", "eintragungsnr", "eintragnr", "lastnr"),
    ),
    (
        ColumnRole.CONTENT,
        ("art", "inhalt", "wortlaut", "text", "gegenstand", "bezeichnung", "beschreibung",
         "umfang", "artundinhalt", "artundumfang", "inhaltundumfang"),
        OF,
        ("verpflichtung", "baulast", "baulastart", "baulasttext", "kurzbezeichnung"),
    ),
    (
        ColumnRole.BURDENED,
        ("belastet", "belastetes", "belastete", "dienendes", "dienende", "zulasten"),
        PLOT,
        ("zulastenvon", "zulastendesgrundstuecks", "lastetauf", "gemarkungflurparz",
         "gemarkungflurparzelle", "gemarkungflurflurst", "gemarkungflurflurstueck"),
    ),
    (
        ColumnRole.BENEFITED,
        ("beguenstigt", "beguenstigtes", "beguenstigte", "herrschendes", "herrschende",
         "berechtigtes", "zugunsten"),
        PLOT,
        ("zugunstenvon", "zugunstendesgrundstuecks"),
    ),
    (
        ColumnRole.DECLARED,
        ("erklaerung", "verpflichtung", "verpflichtungserklaerung", "baulasterklaerung",
         "uebernahmeerklaerung", "uebernahme", "urkunde"),
        ("vom", "am", "abgegebenam", "abgegebenvom"),
        ("datumdererklaerung", "tagdererklaerung", "erklaerungsdatum", "erklaertam",
         "uebernommenam", "bewilligungvom", "verpflichtungserklaerung"),
    ),
    (
        ColumnRole.REGISTERED,
        ("eingetragen", "eintragung"),
        ("am", "vom", "den"),
        ("tagdereintragung", "datumdereintragung", "eintragungsdatum", "eingetragen",
         "eintragung", "eintrag"),
    ),
    (
        ColumnRole.REFERENCE,
        ("aktenzeichen", "az", "geschaeftszeichen", "bauakte", "vorgang", "akte"),
        ("", "nr", "nummer"),
        ("gz", "geschz"),
    ),
    (
        ColumnRole.OTHER,
        ("rechtsgrundlage", "gesetzlichegrundlage", "grundlage", "gemaess", "rechtsnorm"),
        ("",),
        (),
    ),
    (
        ColumnRole.DELETED,
        ("loeschung", "geloescht"),
        ("", "am"),
        ("loeschungen", "loeschungsvermerk", "tagderloeschung", "datumderloeschung",
         "loeschungsdatum", "loeschungvom"),
    ),
    (
        ColumnRole.REMARKS,
        ("bemerkungen", "vermerke", "anmerkungen", "aenderungen", "aenderung", "veraenderungen"),
        ("", "loeschung", "loeschungen", "undloeschungen", "undloeschung"),
        ("bemerkung", "vermerk", *sorted(ANSWERED),
         "loeschungaenderung", "loeschungenaenderungen",
         "veraenderungenundloeschungen", "loeschungenundveraenderungen"),
    ),
    (
        None,
        ("unterschrift", "handzeichen", "eigentuemer", "grundbuch", "lageplan", "siegel", "seite"),
        ("",),
        (),
    ),
)  # fmt: skip


MISREAD_LFD = re.compile(r"^[1I|!]\s?(?=fd)")  # "1fd. Nr."


def _spelt() -> Iterator[tuple[str, ColumnRole | None]]:
    for role, words, tails, others in _FORMS:
        for letters in (*(word + tail for word in words for tail in tails), *others):
            yield letters, role


LABELS = dict(_spelt())


def known_label(text: str, *, exact: bool) -> str | None:
    """The label of LABELS that a text is, or is but for a letter in eight; None if none.

    >>> known_label("Eingetragen am:", exact=True)
    'eingetragenam'
    >>> known_label("Eingetragen am 3.4.1986", exact=True) is None
    True
    """
    text = MISREAD_LFD.sub("l", text)
    letters = squeezed(text)
    if not letters or any(char.isdigit() for char in text):
        return None
    if exact:
        return letters if letters in LABELS else None
    if len(letters) < MIN_FUZZY:
        return None
    likeness, known = max((fuzz.ratio(letters, known), known) for known in LABELS)
    return known if likeness >= LABEL_LIKENESS and len(known) >= MIN_FUZZY else None
