"""What the report calls things."""

import math

from baulast.gazetteer import gazetteer
from baulast.language import tr
from baulast.model import DoubtReason, PageKind
from report.summary import FileFate, Outcome

OUTCOMES = {
    Outcome.DONE: tr("neu archiviert", "newly archived"),
    Outcome.NEW_VERSION: tr("neue Fassung einer bekannten Nummer", "new version of a known number"),
    Outcome.UNCHANGED: tr("schon vorher archiviert", "archived before"),
    Outcome.DUPLICATE: tr("Dublette, liegt schon im Archiv", "duplicate, in the archive already"),
    Outcome.SET_ASIDE: tr("zurückgestellt", "set aside"),
    Outcome.UNFINISHED: tr("noch nicht bearbeitet", "not worked on yet"),
}

FATES = {
    FileFate.LEFT: tr("kein Scan", "no scan"),
    FileFate.WAITING: tr("wird noch geschrieben", "still being written"),
    FileFate.REFUSED: tr("nicht zu öffnen", "cannot be opened"),
}

REASONS = {
    DoubtReason.UNREAD_INK: tr("nicht gelesene Schrift", "writing that was not read"),
    DoubtReason.NO_TEXT: tr("kein Wort gelesen", "no word was read"),
    DoubtReason.ORIENTATION: tr("Lage der Seite unsicher", "unsure which way up"),
    DoubtReason.RESOLUTION: tr("Auflösung unsicher", "unsure of the resolution"),
    DoubtReason.TOO_LARGE: tr("zu groß zum Lesen", "too large to read"),
    DoubtReason.SEPARATOR_UNDECODED: tr("Trennblatt nicht lesbar", "separator not decoded"),
    DoubtReason.SEPARATOR_ALONE: tr("Trennblatt ohne Akte", "separator without a dossier"),
    DoubtReason.PAGE_KIND: tr("Art der Seite unklar", "unclear what the page is"),
    DoubtReason.INK_LOST: tr("Schrift beim Reinigen verloren", "ink lost in cleaning"),
    DoubtReason.ILLEGIBLE: tr("unleserlich", "illegible"),
    DoubtReason.HANDWRITTEN: tr("handschriftlich", "handwritten"),
    DoubtReason.AMBIGUOUS: tr("mehrdeutig", "ambiguous"),
    DoubtReason.CONTRADICTION: tr("Widerspruch zwischen Seiten", "pages contradict each other"),
    DoubtReason.IMPLAUSIBLE: tr("nicht plausibel", "implausible"),
    DoubtReason.NOT_FOUND: tr("Angabe nicht gefunden", "not found"),
    DoubtReason.UNKNOWN_GEMARKUNG: tr("Gemarkung unbekannt", "unknown Gemarkung"),
    DoubtReason.HISTORIC_FLUR: tr("Flur heute nicht bekannt", "Flur is not known today"),
    DoubtReason.OPEN_RANGE: tr("offene Aufzählung", "open range"),
    DoubtReason.STRUCK: tr("gestrichen", "struck out"),
    DoubtReason.NUMBER_KNOWN: tr("Nummer schon mit anderen Seiten bekannt", "number known"),
    DoubtReason.PAGES_KNOWN: tr("Seiten unter anderer Nummer bekannt", "pages known elsewhere"),
}

PAGE_KINDS = {
    PageKind.SEPARATOR: tr("Trennblatt", "separator"),
    PageKind.SHEET: tr("Baulastenblatt", "sheet"),
    PageKind.COVER: tr("Deckblatt", "cover"),
    PageKind.DECLARATION: tr("Erklärung", "declaration"),
    PageKind.AUTHENTICATION: tr("Beglaubigung", "authentication"),
    PageKind.PLAN: tr("Lageplan", "site plan"),
    PageKind.CADASTRE: tr("Auszug aus dem Kataster", "cadastral extract"),
    PageKind.LAND_REGISTER: tr("Grundbuchauszug", "land register extract"),
    PageKind.ORDER: tr("Eintragungsverfügung", "registration order"),
    PageKind.NOTICE: tr("Bescheid oder Mitteilung", "notice"),
    PageKind.DELETION: tr("Löschung", "deletion"),
    PageKind.APPLICATION: tr("Antrag", "application"),
    PageKind.LETTER: tr("Schreiben", "letter"),
    PageKind.STATEMENT: tr("Baulastenauskunft", "statement"),
    PageKind.TRANSFER: tr("Umschreibung", "transfer"),
    PageKind.BLANK: tr("leer", "blank"),
    PageKind.OTHER: tr("Sonstiges", "other"),
}


def reason_words(reason: DoubtReason) -> str:
    """The reason in words; its code where it is newer than this list."""
    return REASONS.get(reason, reason.value)


def duration_words(seconds: float, *, is_estimate: bool = False) -> str:
    """A duration as a person says it, no more exact than it is known.

    >>> duration_words(7384), duration_words(63), duration_words(3600)
    ('2 h 3 min', '1 min 3 s', '1 h')
    >>> duration_words(42, is_estimate=True), duration_words(5000, is_estimate=True)
    ('1 min', '1 h 24 min')
    """
    whole = 60 * math.ceil(seconds / 60) if is_estimate else round(seconds)
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    pieces = [(hours, "h"), (minutes, "min"), (0 if hours else rest, "s")]
    return " ".join(f"{number} {unit}" for number, unit in pieces if number) or "0 s"


def town_name(municipality: str) -> str:
    """The municipality as people write it: "Kaarst" for "kaarst"."""
    town = gazetteer().municipality(municipality)
    return town.name if town else municipality
