"""What a note of deletion does not end: another entry, another right, a part, an undone deletion.

The word stands there, and yet the entry may hold. So the note is shown to a person.
"""

import re
from dataclasses import dataclass

from baulast.language import Both
from baulast.model import FieldName, Status
from extract.case import Case
from extract.ends.named import CUE, NOT_REFERRED, numbers_ended, speaks_of_end
from extract.ends.vocabulary import DELETION, EITHER_ON, REASON, STRUCK_OFF
from extract.fold import fold
from extract.gather import Found
from extract.passages import Role
from extract.sheets.headings import ColumnRole
from extract.sheets.running_number import NUMBER, numbers_listed

# An I between small letters is an l: "unguItig".
CAPITAL_I = re.compile(r"(?<=[a-zäöüß])I(?=[a-zäöüß])")
SPOKEN = re.compile(rf"{CUE}|\bgel\. ?(?:\d|am)", re.IGNORECASE)
UNDONE = re.compile(
    r"l[öo]schung der l[öo]schung|r[üu]ckg[äa]ngig|irrt[üu]mlich|versehentlich|nicht gel[öo]scht|"
    r"wieder (?:eingetr|g[üu]ltig|aufgelebt|in kraft)|"
    r"l[öo]sch\w+(?: \w+\.?){0,3} "
    r"(?:aufgehoben|gestrichen|widerrufen|ung[üu]ltig|nichtig|zur[üu]ck)|"
    # asked for, refused, for later, or told to stand: "Antrag auf Löschung vom 3.3.2011"
    r"antr[äa]?g\w* auf (?:\w+ )?l[öo]schung|beantragt\w* l[öo]schung|"
    r"l[öo]schung[^;]{0,50}(?:beantragt|abgelehnt|versagt|zur[üu]ckgewiesen|aufgehoben|widerrufen)|"
    r"gel[öo]scht wird|wird [^;]{0,40}gel[öo]scht|gel[öo]scht werden|erst nach|"
    r"besteht (?:weiter|fort|noch)|gilt (?:weiter|fort)",
    re.IGNORECASE,
)
RIGHT = r"(?:hypothek|grundschuld|dienstbarkeit|reallast|vormerkung|nie(?:ß|ss)brauch)"
ELSEWHERE = r"(?:grundbuch|handelsregister|\babt(?:eilung|\.)|lageplan|firma)"
OTHER_RIGHT = re.compile(
    rf"{RIGHT}\w*[^.;]{{0,30}}{CUE}|{CUE} (?:de[rs] |einer )?{RIGHT}|"
    rf"{ELSEWHERE}\w*[^;]{{0,50}}(?:{CUE}|\bgel\.)|{CUE}[^;]{{0,20}} im grundbuch",
    re.IGNORECASE,
)
# A line that names the plan and no more is a note of its own: what stands below deletes no plan.
PLAN_NOTE = re.compile(
    r"\W*(?:(?:s|siehe|vgl)\W+)?lagepl\w*(?: \w)?\W*(?:anl(?:age)?\b\W*)?\d{0,2}\W*", re.IGNORECASE
)
# "Die Baulast Nr. 1 lastet nunmehr auf Flurstück 1013": a later entry that changes an earlier one.
CHANGES_BEFORE = re.compile(
    rf"(?<!durch )(?<!siehe )(?<!vgl\. )(?<!s\. ){NUMBER}(?: [^\s;:.,]+){{0,6}} "
    r"(?:nunmehr|jetzt|nur noch|ge[äa]ndert|erg[äa]nzt|erweitert|berichtigt|verbreitert|verringert|"
    rf"eingeschr[äa]nkt|ersetzt|abgel[öo]st|aufgehoben|{REASON}|erledigt)\b",
    re.IGNORECASE,
)
CHANGES_BEHIND = re.compile(
    r"(?:(?:[äa]nderung|erg[äa]nzung|erweiterung|berichtigung|neufassung|ersatz|aufhebung|nachtrag)\w*|"
    r"\bersetzt|\ban ?(?:die )?stelle)"
    rf" (?:(?:von|der|die|zu|zur|f[üu]r|unter|baulast|eintragung|last) ){{0,3}}{NUMBER}",
    re.IGNORECASE,
)
# "Zu 1: Breite jetzt 4 m", "Zu lfd. Nr. 1: geändert am 3.4.1986"
CHANGES_TO = re.compile(
    r"\bzur? (?:lfd\. ?)?(?:nr\.? ?|ziff\.? ?)?(\d{1,2})[:.)] (?:[^\s;:.,]+ ){0,6}?"
    r"(?:nunmehr|jetzt|nur noch|ge[äa]ndert|erg[äa]nzt|erweitert|berichtigt)\b",
    re.IGNORECASE,
)
NAMED_PARCEL = re.compile(
    rf"{CUE}[^;]{{0,60}}?\b(?:flurst|flst|parz)[\w.-]*\W{{0,3}}(?:nr\W{{0,3}})?(\d{{1,5}}(?:/\d{{1,4}})?)"
    r"(?![\d/])",
    re.IGNORECASE,
)
# "Die Baulast Blatt 80 Nr. 1 wurde am 3.1.1978 gelöscht"
SHEET = re.compile(
    rf"(?<!auf ){NOT_REFERRED}\bbl(?:att|\.)\W{{0,3}}(?:nr\W{{0,3}})?(\d+)(?:,? {NUMBER})?"
    rf"(?: (?:ist|sind|wurden?|am|[\d.]+)){{0,3}} {CUE}",
    re.IGNORECASE,
)
AS_TO = r"(?:hinsichtlich|hins\.|bez[üu]glich|bzgl|betreffend|zu ?lasten|soweit)"
# Parcels that are named are compared with the burdened ones; this is what words say without them.
IN_PART = re.compile(
    rf"z\. ?t\. {CUE}|zum teil {CUE}|\bbez[üu]gl\b|\bbzgl\b|in bezug auf|mit ausnahme|ausgenommen|"
    rf"\bnur (?:f[üu]r|hins|bez|(?:\w+ )?(?:flurst|flst|parz))|zur h[äa]lfte|h[äa]lftig|"
    rf"\bf[üu]r (?:den|einen|die) (?:\w+ )?teil|tei[l1I]\Wl[öo]sch|{AS_TO}[^;]{{0,60}}{CUE}|"
    rf"{CUE}[^;]{{0,60}}{AS_TO}|entfallenden teil|auf \w+ {CUE}|"
    rf"auf (?:de[mnr] )?(?:flurst|flst|parz)[^;]{{0,20}}{CUE}|\bgel\.[^;]{{0,40}}{AS_TO}|"
    rf"(?:bleib\w*|weiter\w*) (?:bestehen|in kraft|g[üu]ltig)",
    re.IGNORECASE,
)
# "Flurstück 21: gelöscht 3.4.1990", "Gelöscht, jedoch nicht für Flurstück 20": in one sentence.
_PARCEL = (
    r"\b(?:flurst|flst|parz)[\w.-]*\W{0,3}(?:nrn?\W{0,3})?"
    r"(\d{1,5}(?:/\d{1,4})?(?:(?:, ?| und | u\. | bis )\d{1,5}(?:/\d{1,4})?)*)(?![\d/])"
)
_NEW = r"(?-i:[a-zäöüß]{4}\.\s|\d\.\s[A-ZÄÖÜ][a-zäöüß]{3})"  # where another sentence begins
_SENTENCE = rf"(?:(?!{_NEW}|eingetr|zugunsten|verpflicht)[^;]){{0,50}}?"
# What is done to one of several parcels; a right or a building on one ends in other words too.
_PARTED = rf"(?:{STRUCK_OFF}|{DELETION}|entlassen|freigegeben|aufgehoben|gestrichen)"
OF_PARCELS = re.compile(
    rf"{_PARCEL}{_SENTENCE}{_PARTED}|{_PARTED}{_SENTENCE}{_PARCEL}", re.IGNORECASE
)
OF_REASON = re.compile(REASON, re.IGNORECASE)
BESIDE = frozenset({Role.REMARKS, Role.REGISTERED, Role.DELETED})  # where notes of deletion stand
# A printed "Gelöscht am" that nobody has filled in, or whose day cannot be read.
WITHOUT_DAY = re.compile(
    rf"(?:{STRUCK_OFF}|aufgehoben|gestrichen|{DELETION})[^\W\d]*"
    r"(?::?(?: [^\W\d]+\.?){0,3} (?:am|vom|v\.?|den|durch|lt\.?|laut)\b|\s?:)[\W_]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Limit:
    """What a note of deletion probably means for the entry, and why a person should look."""

    status: Status
    detail: Both


def healed(text: str) -> str:
    """Text with letters that engines take for others put right, as far as they hide cues.

    >>> healed("unguItig, entfäl1t")
    'ungultig, entfällt'
    """
    return CAPITAL_I.sub("l", fold(text).text)


def notes_of(case: Case) -> tuple[str, ...]:
    """The lines beside the wording, and those of it that speak of deletion."""
    found: list[str] = []
    for _, row in case.draft.parts:
        roles = [role for role in row.cells if role is not ColumnRole.NUMBER]
        beside = [role for role in roles if role is not ColumnRole.CONTENT]
        found += [line.text for role in beside for line in row.lines(role)]
        lines = [line.text for line in row.lines(ColumnRole.CONTENT)]
        healthy = map(healed, lines)
        said = {n for n, text in enumerate(healthy) if SPOKEN.search(text) or speaks_of_end(text)}
        found += [text for n, text in enumerate(lines) if {n, n - 1, n + 1} & said]
    return tuple(map(healed, found))


def _is_reason_alone(case: Case, notes: str) -> bool:
    """Whether it says why an entry may be deleted, and not that it was."""
    said = [f.passage.text[f.reading.start : f.reading.end] for f in case.own(FieldName.STATUS)]
    spoken = SPOKEN.search(notes) or any(SPOKEN.search(healed(text)) for text in said)
    return bool(said) and not spoken and all(OF_REASON.search(text) for text in said)


def limit_of(case: Case, worded: Status | None) -> Limit | None:
    """What limits a note of deletion of the entry's row; None where it means what it says."""
    lines = notes_of(case)
    notes = " ".join(line for line in lines if not PLAN_NOTE.fullmatch(line))
    if UNDONE.search(notes):
        return Limit(Status.UNCLEAR, Both(
            "Die Löschung ist vielleicht zurückgenommen.", "The deletion may have been undone."
        ))  # fmt: skip
    if OTHER_RIGHT.search(notes):
        return Limit(Status.UNCLEAR, Both(
            "Gelöscht ist vielleicht ein anderes Recht, nicht die Baulast.",
            "What is deleted may be another right, not the encumbrance.",
        ))  # fmt: skip
    sheet = case.draft.head.header.sheet
    if sheet is not None and any(m[1] not in sheet for m in SHEET.finditer(notes)):
        return Limit(Status.UNCLEAR, Both(
            "Die Löschung nennt ein anderes Baulastenblatt.", "The deletion names another sheet."
        ))  # fmt: skip
    called = numbers_ended(lines)
    if called and case.draft.number not in called:
        return Limit(Status.UNCLEAR, Both(
            f"Die Löschung nennt lfd. Nr. {min(called)}, nicht diese.",
            f"The deletion names number {min(called)}, not this one.",
        ))  # fmt: skip
    strange = strange_parcels(case)
    if strange:
        return Limit(Status.UNCLEAR, Both(
            f"Die Löschung nennt Flurstück {min(strange)}, diese Eintragung nicht.",
            f"The deletion names parcel {min(strange)}, this entry does not.",
        ))  # fmt: skip
    if worded is Status.DELETED and (IN_PART.search(notes) or _lets_some_go(case)):
        return Limit(Status.PARTLY_DELETED, Both(
            "Gelöscht ist vielleicht nur ein Teil.", "Perhaps a part alone is deleted."
        ))  # fmt: skip
    if _is_reason_alone(case, " ".join(lines)):
        return Limit(Status.UNCLEAR, Both(
            "Dass die Baulast gegenstandslos ist, löscht sie noch nicht.",
            "That it has lost its object does not delete the encumbrance.",
        ))  # fmt: skip
    if EITHER_ON.search(healed(case.draft.text)):
        return Limit(Status.UNCLEAR, Both(
            "Der Vordruck fragt nach Löschung oder Änderung; welche es war, steht nicht da.",
            "The form asks for a deletion or a change; which it was is not said.",
        ))  # fmt: skip
    if not case.own(FieldName.DELETED_ON) and any(map(WITHOUT_DAY.search, lines)):
        return Limit(Status.UNCLEAR, Both(
            "„Gelöscht am“ ohne Tag: vielleicht ein Vordruck, der nicht ausgefüllt ist.",
            "“Gelöscht am” without a day: perhaps a form that was not filled in.",
        ))  # fmt: skip
    return None


def is_of_end(found: Found) -> bool:
    """Whether a parcel is named because it is let go: "Flurstück 21 gelöscht am 3.4.1990"."""
    sentences = OF_PARCELS.finditer(found.passage.text)
    return any(m.start() <= found.reading.start < m.end() for m in sentences)


def _lets_some_go(case: Case) -> bool:
    """Whether what is said to be deleted are parcels, and others are burdened as well."""
    burdened = {
        found.reading.plot.parcel.number
        for found in case.all_found
        if found.reading.plot is not None and found.reading.name is not FieldName.BENEFITED
    }
    named = {
        number
        for match in OF_PARCELS.finditer(healed(case.draft.text))
        for number in re.findall(r"\d+(?:/\d+)?", match[1] or match[2])
    }
    return bool(named & burdened) and bool(burdened - named)


def strange_parcels(case: Case) -> frozenset[str]:
    """Numbers of parcels that a note of deletion names and the entry itself does not."""
    own = {
        found.reading.plot.parcel.number
        for found in case.all_found
        if found.reading.plot is not None and found.passage.role not in BESIDE
    }
    named = NAMED_PARCEL.finditer(" ".join(notes_of(case)))
    return frozenset(match[1] for match in named) - own


def others_deleted(case: Case) -> frozenset[int]:
    """The running numbers that notes in the entry's row call deleted, less its own."""
    rows = (row for _, row in case.draft.parts)
    blanks = (" ".join(line.text for line in row.lines(ColumnRole.DELETED)) for row in rows)
    filled = [f"Löschung: {healed(blank)}" for blank in blanks if blank]  # its label's word is gone
    return numbers_ended((*notes_of(case), *filled)) - {case.draft.number}


def others_changed(case: Case) -> frozenset[int]:
    """The running numbers that the entry's row calls changed, less its own."""
    text = healed(case.draft.text).replace("\n", " ")
    named = (CHANGES_BEFORE, CHANGES_BEHIND, CHANGES_TO)
    lists = (match[1] for pattern in named for match in pattern.finditer(text))
    return frozenset(n for one in lists for n in numbers_listed(one)) - {case.draft.number}
