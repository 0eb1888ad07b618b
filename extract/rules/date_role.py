"""What a date is the date of, told by the words around it."""

import re
from bisect import bisect_left
from collections.abc import Set
from dataclasses import replace

from baulast.language import tr
from baulast.model import DoubtReason, FieldName
from extract.reading import Problem, Reading
from extract.rules.phrase import clause_start
from extract.rules.tokens import Tokens

REACH = 14  # words between a cue and its date: "Eingetragen auf Grund der Verfügung vom"
CUE_LOST_WITHIN = 4  # words from the beginning, where an entry names its declaration
REACH_BEHIND = 5  # "die am 5.12.72 abgegebene Verpflichtungserklärung"


def _words(*patterns: str) -> re.Pattern[str]:
    """A pattern for any of the words, as whole words."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b")


# Laws are of a day ("vom 3.4.1970"): a day "am" which something was done is of none of these.
_LAW = (
    *("fassung", "f d", "bauo", "bauordnung", "landesbauordnung", r"gesetz\w*", "westfalen"),
    *("gv", "gs"),
)
# Words before a date; the nearest decides.
_BEFORE = (
    (FieldName.BIRTH_DATE, re.compile(r"\b(?:geb|geboren\w*|geburtsdatum|geburtstag)\b|\*")),
    (
        FieldName.DELETED_ON,
        _words(
            *(r"geloscht\w*", r"\w*loschung", "gel", "erloschen", "untergegangen", "aufgehoben"),
            *("gestrichen", "getilgt", "ausgetragen", "weggefallen", "gegenstandslos", "ungultig"),
            *("hinfallig", "entfallt", "verzicht", "verzichtet", "loschg", "loschvermerk"),
            *(r"\w*loschungs(?:vermerk|datum|tag)", "losch", "lschg", r"(?:lo|del)(?= \.)"),
        ),
    ),
    (
        FieldName.REGISTERED_ON,
        _words(
            *("eingetr", r"eingetragen\w*", r"\w*eintragung", "eintrag", "einget", "eingetrag"),
            *("eintr", r"eintragungs(?:vermerk|datum|tag)"),
        ),
    ),
    (
        FieldName.DECLARED_ON,
        _words(
            *(r"\w*erklarung", "erkl", "erklart", "ubernommen", r"\w*erkl", "bewilligung"),
            r"verpflichtung (?=vom\b|v\b)",
        ),
    ),
    (
        FieldName.OTHER_DATE,
        _words(
            *_LAW,
            *("bekanntmachung", r"lageplan\w*", "plan", r"\w*schein\w*"),
            *(r"\w*genehmigung\w*", "schreiben", r"urkunde\w*", "ur", "eingang", "eingegangen"),
            *("eing", r"beglaubig\w*", "ausdruck", "stand", "auszug", r"bescheid\w*", r"antrag\w*"),
            *("bis", r"vertrag\w*", r"beschluss\w*", r"urteil\w*", r"termin\w*", "wohnhaft"),
            *(r"vermessung\w*", "verhandelt", "anhorung", r"verordnung\w*", r"bebauungsplan\w*"),
            *(r"satzung\w*", "bekanntgabe", "mitteilung", "anfrage", "abnahme", "rechnung"),
            *("abgelehnt", "beantragt"),
        ),
    ),
)
_BEHIND = (
    (
        FieldName.DECLARED_ON,
        re.compile(r"^(?:abgegeben|ubernommen|erklart|unterzeichnet|vollzogen\w* erklarung)"),
    ),
    # "eingetragen am 3.4.74" behind a day tells of the next one
    (
        FieldName.REGISTERED_ON,
        re.compile(
            r"^(?:\( )?(?:eingetragen(?!(?: am| den)?(?: :)? \d)|"
            r"(?:\w+ ){0,3}(?:baulast|verpflichtung|last) eingetragen\b(?! (?:am|den))|"
            r"in das baulastenverzeichnis(?! eing))"
        ),
    ),
    (FieldName.DELETED_ON, re.compile(r"^aus der (?:mit)?haft(?:ung)? entlassen")),
    (FieldName.DELETED_ON, re.compile(r"^(?:\( )?geloscht(?!(?: am| den)?(?: :)? \d)")),
    (FieldName.OTHER_DATE, re.compile(r"^(?:abgelehnt|beantragt|zuruckgewiesen|versagt)")),
    (FieldName.BIRTH_DATE, re.compile(r"^geb(?:oren\w*)?\b")),
)
# "Eingetragen am 3.6.71 GELÖSCHT": what is stamped behind the day of entry makes it no other day.
_ENTERED_ON = re.compile(
    r"\b(?:eing|eingetr|eintr)\w*(?: \.)?(?: :)?(?: am| den| vom| v(?: \.)?)?$"
)
_OF_LAW = _words(*_LAW)
# What stands between a law and its day; behind any other word the day is not the law's:
# "§ 99 BauO NW   Lösch. 2.5.1978".
_TO_DAY_OF_LAW = re.compile(
    r"(?:(?:vom|v|den|d|der|die|das|des|in|im|i|f|fur|fassung|neufassung|bekanntmachung|geltenden|"
    r"gultigen|jeweils|bauo|bauordnung|landesbauordnung|gesetz\w*|land|landes|nw|nrw|nordrhein|"
    r"westfalen|abs|absatz|satz|nr|gv|gs|s|seite|und|u|zuletzt|geandert|durch|am|art|artikel|"
    r"\d\w*|\W+)(?: |$))*"
)
# "Erklärung vom 7.10.1996, eingetragen aufgrund § 83 BauO NW am …": what follows is of a later day.
_OF_DECLARATION = re.compile(r"\b(?:\w*erklarung|erkl)(?: \.)? (?:vom|v(?: \.)?)$")
_ACTS = (FieldName.REGISTERED_ON, FieldName.DELETED_ON)
_ORDER = re.compile(r"\b(?:verf|\w*verfugung|\w*anordnung)(?: \.)? (?:vom|v(?: \.)?)$")
_DAY_BEHIND = re.compile(r"(?:\d+ )?am \d")
_ON = re.compile(r"\bam$")
_PLACE_AND_DAY = re.compile(r"\b\w+ ,(?: (?:den|am|d))?(?: \.)?$|\bden$|\bdatum(?: :)?$")


def _declared(reading: Reading) -> Reading:
    """The date of an entry's opening whose word is lost: "[Erkl.] vom 14.09.1992:"."""
    problem = Problem(
        reason=DoubtReason.ILLEGIBLE,
        detail=tr(
            "Wovon dies das Datum ist, ist unleserlich; nach seiner Stelle die Erklärung.",
            "What this is the date of cannot be read; by its place, the declaration.",
        ),
    )
    return replace(reading, name=FieldName.DECLARED_ON, problems=(*reading.problems, problem))


def with_role(reading: Reading, tokens: Tokens, first: int, end: int, other: Set[int]) -> Reading:
    """The date with the role that the nearest cue gives it; ``other`` are the words of all dates.

    Its source says how it was told: "…_of_else" is of a law, a plan or a letter for sure. Without
    a cue it stays an OTHER_DATE, and the source is where it stands: "place_and_day" ("Neuss, den"),
    "bare_date" (alone in its cell), else the rule that read it.
    """
    near = range(max(0, first - REACH), first)
    start = max([near.start, *(place + 1 for place in near if place in other)])
    before = tokens.joined(max(start, clause_start(tokens, start, first)), first)
    behind = tokens.joined(end, end + REACH_BEHIND)
    for name, pattern in () if _OF_DECLARATION.search(before) else _BEHIND:
        is_entry = name is FieldName.DELETED_ON and _ENTERED_ON.search(before)
        if pattern.search(behind) and not is_entry:
            return replace(reading, name=name, source=f"{reading.source}_behind")
    cues = [
        (m.end(), name)
        for name, pattern in _BEFORE
        for m in pattern.finditer(before)
        if not (_OF_LAW.fullmatch(m[0]) and not _is_day_of_law(before, m.end()))
    ]
    if cues:
        name = max(cues, key=lambda cue: cue[0])[1]
        source = f"{reading.source}_of_else" if name is FieldName.OTHER_DATE else reading.source
        return replace(reading, name=name, source=source)
    if (
        first <= CUE_LOST_WITHIN
        and before.split()[-1:] in (["vom"], ["v"])
        and behind.startswith(":")
    ):
        return _declared(reading)
    if _PLACE_AND_DAY.search(before):
        return replace(reading, source="place_and_day")
    if first == 0 and end >= len(tokens) - 1:
        return replace(reading, source="bare_date")
    return reading


def _is_day_of_law(before: str, end: int) -> bool:
    """Whether the words between a law, which ends at ``end``, and a day tie the two."""
    return not _ON.search(before) and bool(_TO_DAY_OF_LAW.fullmatch(before[end:].strip()))


def with_day_of_act(readings: list[Reading], tokens: Tokens) -> list[Reading]:
    """The readings; "auf Grund der Verfügung vom 3.5.1982 am 12.5.1982" is of the second day.

    The day of an order stands for the act that it orders only where no other day is given for it.
    """
    found = list(readings)
    places = [n for n, reading in enumerate(found) if reading.day is not None]
    for one in places:
        if found[one].name not in _ACTS or not _ORDER.search(_before(found[one], tokens)):
            continue
        if _DAY_BEHIND.match(_behind(found[one], tokens)):
            found[one] = _perhaps_of_order(found[one])
        for other in places:
            act, order = found[other], found[one]
            if act.name is FieldName.OTHER_DATE and _is_day_of(act, order, tokens):
                found[one] = replace(order, name=FieldName.OTHER_DATE)
                found[other] = replace(act, name=order.name)
    return found


def _perhaps_of_order(reading: Reading) -> Reading:
    """The day of an order with the doubt whether the act itself had another day, not read."""
    problem = Problem(
        reason=DoubtReason.AMBIGUOUS,
        detail=tr(
            "Dies ist der Tag der Verfügung; dahinter steht noch einer.",
            "This is the day of the order; another one follows.",
        ),
    )
    return replace(reading, problems=(*reading.problems, problem))


def _behind(reading: Reading, tokens: Tokens) -> str:
    place = bisect_left(tokens.start, reading.end)
    return tokens.joined(place, place + REACH_BEHIND)


def _before(reading: Reading, tokens: Tokens) -> str:
    place = bisect_left(tokens.start, reading.start)
    return tokens.joined(place - REACH, place)


def _is_day_of(act: Reading, order: Reading, tokens: Tokens) -> bool:
    """Whether "am" and a day stand before or behind the day of an order, in the same sentence."""
    first, second = sorted((act, order), key=lambda reading: reading.start)
    between = tokens.joined(
        bisect_left(tokens.start, first.end), bisect_left(tokens.start, second.start)
    )
    return (
        bool(_ON.search(_before(act, tokens)))
        and len(between.split()) <= REACH
        and not re.search(r"(?<!\bv) \. ", f" {between} ")
    )
