"""What the report calls things."""

import math

from baulast.gazetteer import gazetteer
from baulast.language import tr
from baulast.model import DoubtReason, FieldName, PageKind, Status
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

# Looked up when it is said: in a server one reader has German and the next English.
REASONS = {
    DoubtReason.UNREAD_INK: ("nicht gelesene Schrift", "writing that was not read"),
    DoubtReason.NO_TEXT: ("kein Wort gelesen", "no word was read"),
    DoubtReason.ORIENTATION: ("Lage der Seite unsicher", "unsure which way up"),
    DoubtReason.RESOLUTION: ("Auflösung unsicher", "unsure of the resolution"),
    DoubtReason.TOO_LARGE: ("zu groß zum Lesen", "too large to read"),
    DoubtReason.SEPARATOR_UNDECODED: ("Trennblatt nicht lesbar", "separator not decoded"),
    DoubtReason.SEPARATOR_ALONE: ("Trennblatt ohne Akte", "separator without a dossier"),
    DoubtReason.PAGE_KIND: ("Art der Seite unklar", "unclear what the page is"),
    DoubtReason.INK_LOST: ("Schrift beim Reinigen verloren", "ink lost in cleaning"),
    DoubtReason.ILLEGIBLE: ("unleserlich", "illegible"),
    DoubtReason.HANDWRITTEN: ("handschriftlich", "handwritten"),
    DoubtReason.AMBIGUOUS: ("mehrdeutig", "ambiguous"),
    DoubtReason.CONTRADICTION: ("Widerspruch zwischen Seiten", "pages contradict each other"),
    DoubtReason.IMPLAUSIBLE: ("nicht plausibel", "implausible"),
    DoubtReason.NOT_FOUND: ("Angabe nicht gefunden", "not found"),
    DoubtReason.UNKNOWN_GEMARKUNG: ("Gemarkung unbekannt", "unknown Gemarkung"),
    DoubtReason.HISTORIC_FLUR: ("Flur heute nicht bekannt", "Flur is not known today"),
    DoubtReason.OPEN_RANGE: ("offene Aufzählung", "open range"),
    DoubtReason.STRUCK: ("gestrichen", "struck out"),
    DoubtReason.NUMBER_KNOWN: ("Nummer schon mit anderen Seiten bekannt", "number known"),
    DoubtReason.PAGES_KNOWN: ("Seiten unter anderer Nummer bekannt", "pages known elsewhere"),
    DoubtReason.STALE: ("seit der Durchsicht anders gelesen", "read otherwise since the review"),
    DoubtReason.REMAINS: ("auch bei der Durchsicht offen", "open after review too"),
}

PAGE_KINDS = {
    PageKind.SEPARATOR: ("Trennblatt", "separator"),
    PageKind.SHEET: ("Baulastenblatt", "sheet"),
    PageKind.COVER: ("Deckblatt", "cover"),
    PageKind.DECLARATION: ("Erklärung", "declaration"),
    PageKind.AUTHENTICATION: ("Beglaubigung", "authentication"),
    PageKind.PLAN: ("Lageplan", "site plan"),
    PageKind.CADASTRE: ("Auszug aus dem Kataster", "cadastral extract"),
    PageKind.LAND_REGISTER: ("Grundbuchauszug", "land register extract"),
    PageKind.ORDER: ("Eintragungsverfügung", "registration order"),
    PageKind.NOTICE: ("Bescheid oder Mitteilung", "notice"),
    PageKind.DELETION: ("Löschung", "deletion"),
    PageKind.APPLICATION: ("Antrag", "application"),
    PageKind.LETTER: ("Schreiben", "letter"),
    PageKind.STATEMENT: ("Baulastenauskunft", "statement"),
    PageKind.TRANSFER: ("Umschreibung", "transfer"),
    PageKind.BLANK: ("leer", "blank"),
    PageKind.OTHER: ("Sonstiges", "other"),
}

STATUSES = {
    Status.ACTIVE: ("eingetragen", "active"),
    Status.DELETED: ("gelöscht", "deleted"),
    Status.PARTLY_DELETED: ("teilweise gelöscht", "partly deleted"),
    Status.AMENDED: ("geändert", "amended"),
    Status.SUPERSEDED: ("ersetzt", "superseded"),
    Status.UNCLEAR: ("UNKLAR", "UNCLEAR"),
}

FIELDS = {
    FieldName.SHEET: ("Blatt", "sheet"),
    FieldName.ENTRY_NUMBER: ("lfd. Nr.", "entry"),
    FieldName.KIND: ("Art", "kind"),
    FieldName.BURDENED: ("belastet", "burdened"),
    FieldName.BENEFITED: ("begünstigt", "benefited"),
    FieldName.DECLARED_ON: ("erklärt am", "declared on"),
    FieldName.REGISTERED_ON: ("eingetragen am", "registered on"),
    FieldName.DELETED_ON: ("gelöscht am", "deleted on"),
    FieldName.LEGAL_BASIS: ("Rechtsgrundlage", "legal basis"),
    FieldName.REFERENCE: ("Aktenzeichen", "reference"),
    FieldName.STATUS: ("Stand", "status"),
    FieldName.STREET: ("Lage", "street"),
    FieldName.LAND_REGISTER: ("Grundbuch", "land register"),
}


def reason_words(reason: DoubtReason) -> str:
    """The reason in words; its code where it is newer than this list."""
    return tr(*REASONS.get(reason, (reason.value, reason.value)))


def page_kind_words(kind: PageKind | None) -> str:
    """What the page is, in words."""
    return tr(*PAGE_KINDS[kind]) if kind else tr("Art unklar", "kind unclear")


def status_words(status: Status) -> str:
    """How the entry stands, in words."""
    return tr(*STATUSES[status])


def field_words(name: FieldName) -> str:
    """What the field is called."""
    return tr(*FIELDS[name])


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
