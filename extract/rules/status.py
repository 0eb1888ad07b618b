"""Words that say whether an entry still stands."""

import re

from spacy.tokens import Span

from baulast.model import FieldName, Status
from extract.ends.vocabulary import CONDITION, EITHER
from extract.reading import Reading
from extract.rules.rule import Rule, maybe, one_of

# Words before a cue after which nothing has been deleted yet, or must not be.
_NOT_YET = {"kann", "darf", "soll", "nicht", "zu", "antrag"}
_PART = {
    *("teilweise", "hinsichtlich", "bezuglich", "betreffend", "soweit", "insoweit", "tlw", "teilw"),
    *("teilloschung", "betr", "betrifft", "ubrigen", "mithaft", "nur"),
}
_AS_TO = {"fur", "bezuglich", "hinsichtlich", "betreffend", "betr", "wegen", "auf"}  # a parcel
_REFUSED = {"abgelehnt", "beantragt", "zuruckgewiesen", "versagt"}
# How a clerk fills the blank behind such a word with a no: "gelöscht: -----", "Löschung: keine".
NOTHING = (
    r"\s*(?:am\b|vom\b)?\s*"
    r"(?:[:.]?\s*(?:(?:[-–—]\s?){2,}|\./\.)|:\s*(?:[-–—/]|keine?|nein))"
    r"[.\s]*(?:$|[,;\n]|\s(?-i:[A-ZÄÖÜ])\w+:)"
)
_NOTHING = re.compile(NOTHING, re.IGNORECASE)
# "Der frühere Weg ist untergegangen": what is said so of something else is no end of the entry.
_ALSO_OF_OTHERS = {"erloschen", "untergegangen"}
_SUBJECT = re.compile(
    r"(?:^|[.;]\s+)D(?:er|ie|as)\s+(?:[a-zäöüß]+\s+){0,2}"
    r"(?![\w-]*(?i:last(?:en)?|eintragung(?:en)?|verpflichtung(?:en)?|belastung|beschr[äa]nkung|"
    r"rechte?|dienstbarkeit)\b)[A-ZÄÖÜ][\w-]+(?:\s+[a-zäöüß]+){1,3}\s*$"
)
_REACH = 12  # words around the cue that can change what it says


def _deleted(span: Span) -> Reading | None:
    """Deleted, wholly or in part; None for a mere intention or condition."""
    doc = span.doc
    near = {t.norm_ for t in doc[max(0, span.start - 3) : span.start]}
    behind = [t.norm_ for t in doc[span.end : span.end + _REACH] if t.text.isalpha()]
    if span.start and doc[span.start - 1].norm_ == "am":
        return None  # "ist am ........ gelöscht worden": a blank that nobody has filled in
    if _is_within(CONDITION, span) or _is_within(EITHER, span):
        return None
    if span[0].norm_ in _ALSO_OF_OTHERS and _SUBJECT.search(doc.text, 0, span.start_char):
        return None
    if near & _NOT_YET or set(behind[:1]) & {"werden", "zu"} or set(behind) & _REFUSED:
        return None
    if _NOTHING.match(doc.text, span.end_char - doc[span.end - 1 : span.end].text.count(":")):
        return None
    part = bool((near | set(behind) | {t.norm_ for t in span}) & _PART) or _as_to_parcel(span)
    return _reading(span, Status.PARTLY_DELETED if part else Status.DELETED)


def _is_within(pattern: re.Pattern[str], span: Span) -> bool:
    """Whether words of the text that fit the pattern take in some of the span."""
    found = pattern.finditer(span.doc.text)
    return any(m.start() < span.end_char and span.start_char < m.end() for m in found)


def _as_to_parcel(span: Span) -> bool:
    """Whether the deletion is said of parcels: "Für Flurstück 12 gelöscht", "Bis auf Parz. 12"."""
    before = span.doc[max(0, span.start - _REACH) : span.start]
    return any(
        one.norm_ in _AS_TO and "FST" in {word.tag_ for word in before[place + 1 : place + 3]}
        for place, one in enumerate(before)
    )


def _amended(span: Span) -> Reading | None:
    near = {t.norm_ for t in span.doc[max(0, span.start - 3) : span.start]}
    if near & {"nicht", "darf", "kann", "nur", "durfen"} or _is_within(EITHER, span):
        return None
    return _reading(span, Status.AMENDED)


def _superseded(span: Span) -> Reading | None:
    return _reading(span, Status.SUPERSEDED)


def _reading(span: Span, status: Status) -> Reading:
    return Reading(
        name=FieldName.STATUS, value=status, start=span.start_char, end=span.end_char,
        source=f"status_{status}",
    )  # fmt: skip


_AFTER = one_of(
    *("am", "vom", ":", "durch", "lt", "laut", "unter", "vollzogen", "aufgrund", "auf", "gemass"),
    *("hinsichtlich", "bezuglich"),
)
_DELETION = one_of("loschung", "teilloschung")
_DAY = {"TAG": "NUMBER"}  # "gel.: -" is a label that nobody has filled in
_ENDED = one_of("aufgehoben", "gestrichen", "getilgt", "ausgetragen", "weggefallen")
RULES = (
    Rule(
        name="status_deleted",
        field=FieldName.STATUS,
        patterns=(
            [one_of("geloscht", "geloschte", "geloschtam", "teilgeloscht")],
            [one_of("erloschen", "untergegangen")],
            [_DELETION, _AFTER],
            [_DELETION, {"TAG": "NUMBER"}],
            [{"NORM": "teilloschung"}],
            [one_of("teilweise", "tlw", "teilw"), maybe({"ORTH": "."}), _DELETION],
            [one_of("loschungsvermerk", "loschvermerk"), _AFTER],
            [one_of("loschungsvermerk", "loschvermerk"), {"TAG": "NUMBER"}],
            [_DELETION, one_of("erfolgte", "eingetragen")],
            [_DELETION, one_of("ist", "wurde"), one_of("am", "vollzogen", "erfolgt")],
            [{"NORM": "tag"}, {"NORM": "der"}, {"NORM": "loschung"}],
            [{"NORM": "baulast"}, one_of("entfallt", "entfallen", "ungultig", "gegenstandslos")],
            [one_of("ist", "wird"), one_of("ungultig", "gegenstandslos", "hinfallig")],
            [{"NORM": "gel"}, maybe({"ORTH": "."}), one_of("am", ":"), maybe({"ORTH": ":"}), _DAY],
            [_ENDED, _AFTER],
            [_ENDED, {"TAG": "NUMBER"}],
            [{"NORM": "baulast"}, one_of("ist", "wird", "wurde"), _ENDED],
            [one_of("gegenstandslos", "hinfallig", "ungultig"), {"NORM": "geworden"}],
        ),
        take=_deleted,
        reads={
            "Gelöscht am 3.4.1986": Status.DELETED,
            "GELÖSCHT 16.04.84": Status.DELETED,
            "Löschung vom 23.11.05": Status.DELETED,
            "Geloscht: 16.04.84": Status.DELETED,
            "Lfd. Nr. 2 gelöscht": Status.DELETED,
            "Die Baulast ist erloschen": Status.DELETED,
            "durch Verzicht untergegangen": Status.DELETED,
            "teilweise gelöscht hinsichtlich Flst. 346": Status.PARTLY_DELETED,
            "Gelöscht am 3.4.86 hinsichtlich Flst. 346": Status.PARTLY_DELETED,
            "Gelöscht lt. Verf. vom 12.3.74": Status.DELETED,
            "gel. am 12.3.74": Status.DELETED,
            "Hinsichtlich des Flurstücks 9 am 1.6.95 gelöscht": Status.PARTLY_DELETED,
            "gelöscht am 14.08.90 (nur Flurstück 4)": Status.PARTLY_DELETED,
            "Löschungsvermerk: 12.3.74": Status.DELETED,
            "Für Flurstück 12 gelöscht am 3.4.86; im übrigen bestehend": Status.PARTLY_DELETED,
            "Bezüglich Parz. 12 gelöscht am 3.4.86": Status.PARTLY_DELETED,
            "Flst. 12 aus der Mithaft entlassen, insoweit gelöscht": Status.PARTLY_DELETED,
            "am 3.4.86 gelöscht, soweit das Flurstück 12 betroffen ist": Status.PARTLY_DELETED,
            "Bis auf Flurstück 12 gelöscht am 3.4.86": Status.PARTLY_DELETED,
            "Teillöschung 12.3.74": Status.PARTLY_DELETED,
            "Löschung 12.3.74 bezüglich Flst. 66": Status.PARTLY_DELETED,
            "Aufgehoben am 15.6.1992": Status.DELETED,
            "Gestrichen lt. Verf. vom 12.3.74": Status.DELETED,
            "gegenstandslos geworden": Status.DELETED,
            "Die Wegebaulast ist erloschen": Status.DELETED,
            "Die Löschung ist am 12. 5. 1981 vollzogen worden.": Status.DELETED,
            "Gelöscht: -- 3.4.1986": Status.DELETED,
            "Gelöscht am: - 3.4.1986": Status.DELETED,
            "Gelöscht am ........": Status.DELETED,
        },
        ignores=(
            "Die Baulast kann nur mit Zustimmung der Bauaufsichtsbehörde gelöscht werden.",
            "Bemerkungen, Löschungen",
            "Löschungsbewilligung",
            "Die Baulast ist zu löschen",
            "Die Baulast ist am gelöscht worden auf Grund",
            "nicht getrennt veräußert werden, ohne daß die Baulast gelöscht wird",
            "es darf nicht geteilt werden, bevor die Baulast gelöscht ist",
            "Die Baulast entfällt, wenn die Planstraße gebaut ist.",
            "Wird das Wohnhaus abgebrochen, so ist die Baulast erloschen.",
            "Der frühere Weg ist untergegangen und aufgehoben.",
            "Antrag auf Löschung",
            "Löschung beantragt am 12.3.74",
            "Löschung vom 12.3.74 abgelehnt",
            "Die Grenze gilt als aufgehoben",
            "gel.: -",
            "Gel. am: nein",
            "Gelöscht: -----",
            "gelöscht: ./.",
            "gelöscht: - - -  Rechtsgrundlage: § 78 BauO NW",
            "Gelöscht am: -",
            "Löschung: keine",
        ),
    ),
    Rule(
        name="status_amended",
        field=FieldName.STATUS,
        patterns=(
            [
                one_of("geandert", "erganzt", "berichtigt", "neugefasst"),
                one_of("durch", "am", "lt", "laut", "vom", "gemass", ":"),
            ],
            [one_of("anderung", "erganzung", "berichtigung"), one_of("vom", "am", "durch", ":")],
            [
                one_of("geandert", "erganzt", "berichtigt", "neugefasst"),
                maybe(one_of(",", ";", ".", "-")),
                one_of("vgl", "siehe", "s"),
            ],
        ),
        take=_amended,
        reads={
            "Geändert durch lfd. Nr. 4": Status.AMENDED,
            "Ergänzt am 3.4.1986": Status.AMENDED,
            "Inhalt geändert, vgl. Nr. 3; vermerkt am 7.6.82": Status.AMENDED,
            "Berichtigt am 1.2.80": Status.AMENDED,
        },
        ignores=("darf in seiner Höhenlage nicht verändert werden", "zuletzt geändert"),
    ),
    Rule(
        name="status_superseded",
        field=FieldName.STATUS,
        patterns=(
            [one_of("ersetzt", "abgelost"), {"NORM": "durch"}],
            [
                one_of("ubertragen", "umgeschrieben", "ubernommen"),
                one_of("auf", "nach"),
                {"TAG": "SHEET"},
            ],
            [one_of("geschlossen", "umgeschrieben"), {"NORM": "am"}],
        ),
        take=_superseded,
        reads={
            "Ersetzt durch lfd. Nr. 5": Status.SUPERSEDED,
            "Übertragen auf Blatt 12": Status.SUPERSEDED,
            "Geschlossen am 3.4.1986": Status.SUPERSEDED,
        },
        ignores=("in geschlossener Bauweise",),
    ),
)  # fmt: skip
