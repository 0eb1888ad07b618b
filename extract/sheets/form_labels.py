"""What forms print before the things of an entry."""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

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

# "Gelöscht oder geändert": which of both, what is filled in tells.
_ENDS = tuple(
    one + joint + other
    for ends, changes in (
        (("geloescht",), ("geaendert", "veraendert")),
        (("loeschung", "loeschungen"), ("aenderung", "aenderungen", "veraenderungen")),
    )
    for joint in ("oder", "und")
    for one, other in (*product(ends, changes), *product(changes, ends))
)

# By what they are of: beginnings, what may follow each, and others that stand alone. None: what is
# filled in says nothing of the entry.
_FORMS: tuple[tuple[ColumnRole | None, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    (
        ColumnRole.NUMBER,
        ("lfdnr", "lfdenr", "laufendenr", "laufendenummer", "lfdnummer", "nr", "nummer",
         "fdnr", "ifdnr", "tfdnr", "jfdnr",  # a thin l misread
         "lfdn", "ifdn", "fdn",  # a small r lost
         "lfdno", "lfdne"),  # "No.", "№" misread
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
        ("belastet", "belastetes", "belastete", "belast", "dienendes", "dienende", "zulasten"),
        PLOT,
        ("bel", "belast",
         "zulastenvon", "zulastendesgrundstuecks", "lastetauf", "gemarkungflurparz",
         "gemarkungflurparzelle", "gemarkungflurflurst", "gemarkungflurflurstueck"),
    ),
    (
        ColumnRole.BENEFITED,
        ("beguenstigt", "beguenstigtes", "beguenstigte", "beguenst", "herrschendes", "herrschende",
         "berechtigtes", "zugunsten"),
        PLOT,
        ("beg", "beguenst", "zugunstenvon", "zugunstendesgrundstuecks"),
    ),
    (
        ColumnRole.DECLARED,
        ("erklaerung", "verpflichtung", "verpflichtungserklaerung", "baulasterklaerung",
         "uebernahmeerklaerung", "uebernahme", "urkunde"),
        ("vom", "am", "abgegebenam", "abgegebenvom"),
        ("datumdererklaerung", "tagdererklaerung", "erklaerungsdatum", "erklaertam", "erklaert",
         "uebernommenam", "uebernommendurcherklaerungvom", "durcherklaerungvom",
         "bewilligungvom", "verpflichtungserklaerung"),
    ),
    (
        ColumnRole.REGISTERED,
        ("eingetragen", "eintragung"),
        ("am", "vom", "den"),
        ("tagdereintragung", "datumdereintragung", "eintragungsdatum", "eingetragen", "eintr",
         "eingetr",
         "eintragung", "eintrag", "tag"),
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
        ("loesch", "loeschungen", "loeschungsvermerk", "tagderloeschung", "datumderloeschung",
         "loeschungsdatum", "loeschungvom"),
    ),
    (
        ColumnRole.REMARKS,
        ("bemerkungen", "vermerke", "anmerkungen", "aenderungen", "aenderung", "veraenderungen"),
        ("", "loeschung", "loeschungen", "undloeschungen", "undloeschung"),
        ("bemerkung", "vermerk", *sorted(ANSWERED), *_ENDS,
         "loeschungaenderung", "loeschungenaenderungen",
         "veraenderungenundloeschungen", "loeschungenundveraenderungen"),
    ),
    (
        None,
        ("unterschrift", "handzeichen", "namenszeichen", "eigentuemer", "grundbuch", "lageplan",
         "siegel", "seite"),
        ("",),
        (),
    ),
)  # fmt: skip


# "1fd. Nr.", "Itd. Nr.", "lid. Nr."
MISREAD_LFD = re.compile(r"^[lI1|!]\s?[fti](?=de?(?:\W|nr|$))", re.IGNORECASE)
RUNNING = "lfdnr"  # short, and like no other word: one letter of it may be misread or lost
SPARE = 3  # letters lost or read twice; "herrschende Grundstück geduldet" has more, and is text
# What stands behind a label in the same blank and needs none of its own: "Gelöscht / geändert".
BESIDE = frozenset({"geaendert", "ergaenzt", "berichtigt"})
ENDING = frozenset({ColumnRole.DELETED, ColumnRole.REMARKS})


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
    text = MISREAD_LFD.sub("lf", text)
    if len(parts := [part for part in text.split("/") if squeezed(part)]) > 1:
        return _first_of(parts, exact=exact)
    letters = squeezed(text)
    if not letters or any(char.isdigit() for char in text):
        return None
    if exact:
        whole = letters.replace("rn", "m")  # "Nurnmer", "Daturn"
        return next((one for one in (letters, whole) if one in LABELS), None)
    if Levenshtein.distance(letters, RUNNING) <= 1:
        return RUNNING
    if len(letters) < MIN_FUZZY:
        return None
    likeness, known = max((fuzz.ratio(letters, known), known) for known in LABELS)
    is_known = likeness >= LABEL_LIKENESS and len(known) >= MIN_FUZZY
    return known if is_known and abs(len(letters) - len(known)) <= SPARE else None


def _first_of(parts: Sequence[str], *, exact: bool) -> str | None:
    """The label of a blank for several things; of one for an end too, that of remarks.

    >>> known_label("Eingetragen am / Unterschrift", exact=True)
    'eingetragenam'
    >>> known_label("Eintragung / Löschung", exact=True)
    'bemerkungen'
    """
    known = [known_label(part, exact=exact) for part in parts if squeezed(part) not in BESIDE]
    if not known or None in known:
        return None
    ends = any(LABELS[label] in ENDING for label in known if label is not None)
    return "bemerkungen" if ends else known[0]
