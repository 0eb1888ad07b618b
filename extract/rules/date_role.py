"""What a date is the date of, told by the words around it."""

import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise

from baulast.language import Both
from baulast.model import DoubtReason, FieldName
from extract.ends.vocabulary import NEITHER_OR_CHANGED
from extract.reading import Problem, Reading
from extract.rules.date_clause import KNOWN, done_on, is_another_act, is_given_act
from extract.rules.phrase import clause_start
from extract.rules.tokens import Tokens

REACH = 14  # words between a cue and its date: "Eingetragen auf Grund der Verfügung vom"
CUE_LOST_WITHIN = 4  # words from the beginning, where an entry names its declaration
BORN_WITHIN = 6  # words: "geboren in Neuss am"
REACH_OF_DUTY = 16  # words: behind the deed's own number
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
            *("hinfallig", "entfallt", "loschg", "loschvermerk"),
            *(r"\w*loschungs(?:vermerk|datum|tag)", "losch", "lschg", r"(?:lo|del)(?= \.)"),
        ),
    ),
    (
        FieldName.REGISTERED_ON,
        _words(
            *("eingetr", r"eingetra\w*", r"\w*eintragung", "eintrag", "einget"),
            *("eintr", r"eintragungs(?:vermerk|datum|tag)"),
            *("ntragung", r"\w?intragung"),  # under a hole, or its E misread
            r"\w*verzeichnis (?:aufgenommen|vermerkt|seit)",
        ),
    ),
    (
        FieldName.DECLARED_ON,
        _words(
            *(r"(?!verzicht)\w*erklarung", "erkl", "erklart", "ubernommen", r"\w*erkl"),
            *("niederschrift", r"erklarungs(?:datum|tag)", "verpflichtet", "bewilligt", "zugesagt"),
            *("bewilligung", "abgegeben", r"verpflichtung (?=vom\b|v\b)"),
        ),
    ),
    (
        FieldName.OTHER_DATE,
        _words(
            *_LAW,
            *("bekanntmachung", r"lageplan\w*", "plan", r"\w*schein\w*"),
            *(r"\w*genehmigung\w*", "schreiben", r"urkunde\w*", "ur", "eingang", "eingegangen"),
            *("eing", r"beglaubig\w*", "ausdruck", "stand", "auszug", r"bescheid\w*", r"antrag\w*"),
            *(r"\w*kaufs?urkunde\w*", r"schenkung\w*", r"auflassung\w*"),
            *("bis", r"\w*vertrag\w*", r"beschluss\w*", r"urteil\w*", r"termin\w*", "wohnhaft"),
            *(r"vermessung\w*", "verhandelt", "anhorung", r"verordnung\w*", r"bebauungsplan\w*"),
            *(r"satzung\w*", "bekanntgabe", "mitteilung", "anfrage", "abnahme", "rechnung"),
            *("abgelehnt", "beantragt"),
            # in an order, behind the item that names the declaration
            *("vollzug", "wiedervorlage", r"(?<!verzeichnis )vermerk(?= am\b)"),
            # the encumbrance ends with the deletion, not with the waiver before it
            r"verzicht\w*",
        ),
    ),
)
_BORN = re.compile(
    r"(?:\b(?:geb|geboren\w*|geburtsdatum|geburtstag)\b|\*)(?: [.:,])*"
    r"(?: (?:in|zu) \w+)?(?: am| den)?$"
)
# Another day of birth behind one: "geb. 12.7.1938 bzw. 30.1.1941".
_AS_WELL = re.compile(r"^(?:bzw|beziehungsweise|und|u|/)(?: \.)?$")
_BEHIND = (
    (
        FieldName.DECLARED_ON,
        re.compile(
            r"^(?:abgegeben|ubernommen|erklart|unterzeichnet|vollzogen\w* erklarung|verpflichtet\b|"
            r"zur niederschrift\b|(?:hat|haben) sich (?:\w+ ){0,3}verpflichtet)"
        ),
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
    # "an die Stelle der am 3.1.1978 gelöschten Baulast": of another entry
    (FieldName.OTHER_DATE, re.compile(r"^geloschte[nr]? (?:\w*last|eintragung|verpflichtung)\b")),
    (FieldName.DELETED_ON, re.compile(r"^(?:\( )?geloscht(?!(?: am| den)?(?: :)? \d)")),
    (FieldName.OTHER_DATE, re.compile(r"^(?:abgelehnt|beantragt|zuruckgewiesen|versagt)")),
    (FieldName.BIRTH_DATE, re.compile(r"^geb(?:oren\w*)?\b")),
)
# "Eingetragen am 3.6.71 GELÖSCHT": what is stamped behind the day of entry makes it no other day.
_ENTERED_ON = re.compile(
    r"\b(?:eing|eingetr|eintr)\w*(?: \.)?(?: :)?(?: am| den| vom| v(?: \.)?)?$"
)
# "Laut Urkunde des Notars Dr. Kern vom 17.9.1986 (UR-Nr. 12/1986) verpflichtet sich": a deed by
# which something is owed declares it.
_BY_DEED = re.compile(
    r"\b(?:laut|lt|gemass|aufgrund|auf grund|durch|mit|in)(?: \.)? "
    r"(?:(?:der|einer|notarielle[rn]?) )*(?:notar)?urkunde\b"
)
_DUTY = re.compile(r"\b(?:verpflichtet|ubernimmt|gestattet|duldet|bewilligt|raumt|erklart)\b")
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
_ORDER = re.compile(r"\b(?:verf|\w*verfugung|\w*anordnung)(?: \.)?(?: (?:vom|v(?: \.)?))?$")
# "Eingetragen auf Grund der Erklärung vom 18.2.1977 am 9.3.1977": the second day is the act's.
_BY_WHAT = re.compile(
    r"\b(?:(?P<entry>eingetragen\w*|eintragung)|geloscht\w*|loschung)(?: :)? "
    r"(?:auf ?grund|gem\w*|laut|lt(?: \.)?|nach) "
)
_DAY_BEHIND = re.compile(r"(?:\d+ )?am \d")
_ON = re.compile(r"\bam$")
# "eingetragen am", "Löschung: Neuss, am"; behind "übernommen und am" another verb follows.
_TIED = re.compile(r"(?: (?!und\b|sowie\b|,)\S+){0,2} am")
_SPAN = re.compile(r"\b(?:seit|ab|bis)(?: (?:dem|zum))?$")  # "seit dem 3.4.1970 verpflichtet"
_VOM = re.compile(r"\b(?:vom|v(?: \.)?)$")  # of an act: nobody is born "vom 2.2.1987"
_PLACE_AND_DAY = re.compile(r"\b\w+ ,(?: (?:den|am|d))?(?: \.)?$|\bden$|\bdatum(?: :)?$")


def _declared(reading: Reading) -> Reading:
    """The date of an entry's opening whose word is lost: "[Erkl.] vom 14.09.1992:"."""
    problem = Problem(
        reason=DoubtReason.ILLEGIBLE,
        detail=Both(
            "Wovon dies das Datum ist, ist unleserlich; nach seiner Stelle die Erklärung.",
            "What this is the date of cannot be read; by its place, the declaration.",
        ),
    )
    return replace(reading, name=FieldName.DECLARED_ON, problems=(*reading.problems, problem))


def births(spans: Sequence[tuple[int, int]], tokens: Tokens) -> frozenset[int]:
    """The words of days of birth, from "geb." to the day; ``spans`` are those of all days."""
    found: set[int] = set()
    for first, end in sorted(spans):
        start = max(0, first - BORN_WITHIN)
        cue = _BORN.search(tokens.joined(start, first))
        if cue is not None:
            begin = first - len(cue[0].split())
        else:
            begin = max((n + 1 for n in found if n < first), default=first)
            if not _AS_WELL.fullmatch(tokens.joined(begin, first)):
                continue
        found.update(range(begin, end))
    return frozenset(found)


def with_role(
    reading: Reading, tokens: Tokens, first: int, end: int, other: Set[int], born: Set[int]
) -> Reading:
    """The date with the role that the nearest cue gives it; ``other`` are the words of all dates.

    Its source says how it was told: "…_of_else" is of a law, a plan or a letter for sure. Without
    a cue it stays an OTHER_DATE, and the source is where it stands: "place_and_day" ("Neuss, den"),
    "bare_date" (alone in its cell), else the rule that read it.

    ``born`` are the words of days of birth: they part nobody from what he declared.
    """
    if first in born:
        return replace(reading, name=FieldName.BIRTH_DATE)
    before = NEITHER_OR_CHANGED.sub("", _lead(tokens, first, other, born))
    if _is_of_law(before):
        return _of_else(reading)
    behind = tokens.joined(end, end + REACH_BEHIND)
    told_behind = _told_behind(before, behind)
    if told_behind is not None:
        return replace(reading, name=told_behind, source=f"{reading.source}_behind")
    cue = _last_cue(before)
    if _ON.search(before) and not (cue and _TIED.fullmatch(before[cue[0] :])):
        if is_given_act(before, tokens, end, other):
            return replace(reading, name=FieldName.DECLARED_ON, source=f"{reading.source}_behind")
        done = done_on(tokens, end, other)
        if done is not None and done[1] is FieldName.OTHER_DATE:
            return _of_else(reading) if done[0] in KNOWN else reading
        if done is not None:
            return replace(reading, name=done[1], source=f"{reading.source}_behind")
    if cue is not None and cue[1] is FieldName.DECLARED_ON and is_another_act(before):
        return reading
    if cue is not None and cue[1] is not FieldName.OTHER_DATE:
        return replace(reading, name=cue[1])
    if cue is not None:
        duty = _DUTY.search(tokens.joined(end, end + REACH_OF_DUTY))
        is_declared = _BY_DEED.search(before) and duty
        return replace(reading, name=FieldName.DECLARED_ON) if is_declared else _of_else(reading)
    is_vom = before.split()[-1:] in (["vom"], ["v"])
    if first <= CUE_LOST_WITHIN and is_vom and behind.startswith(":"):
        return _declared(reading)
    if _PLACE_AND_DAY.search(before):
        return replace(reading, source="place_and_day")
    if first == 0 and end >= len(tokens) - 1:
        return replace(reading, source="bare_date")
    return reading


def _told_behind(before: str, behind: str) -> FieldName | None:
    """The role that words behind a date give it, unless those before it told it."""
    if _OF_DECLARATION.search(before) or _SPAN.search(before):
        return None
    for name, pattern in _BEHIND:
        is_entry = name is FieldName.DELETED_ON and _ENTERED_ON.search(before)
        if pattern.search(behind) and not is_entry:
            return name
    return None


def _last_cue(before: str) -> tuple[int, FieldName] | None:
    """The role that the cue next before a date gives it, and where the cue ends; None: no cue."""
    cues = [
        (m.end(), name)
        for name, pattern in _BEFORE
        for m in pattern.finditer(before)
        if not (_OF_LAW.fullmatch(m[0]) and not _is_day_of_law(before, m.end()))
        and not (name is FieldName.BIRTH_DATE and _VOM.search(before))
    ]
    return max(cues, key=lambda cue: cue[0], default=None)


def _of_else(reading: Reading) -> Reading:
    """The date as that of a law, a plan, a letter or another act for sure."""
    return replace(reading, source=f"{reading.source}_of_else")


def _is_of_law(before: str) -> bool:
    """Whether "BauO NW vom" leads to a date, whatever was done by that law."""
    laws = [match.end() for match in _OF_LAW.finditer(before)]
    return bool(laws and _VOM.search(before)) and _is_day_of_law(before, laws[-1])


def _lead(tokens: Tokens, first: int, other: Set[int], born: Set[int]) -> str:
    """The words of its sentence that lead to a date, from the date before it on."""
    lead: list[int] = []
    for place in range(first - 1, -1, -1):
        if len(lead) == REACH or (place in other and place not in born):
            break
        if place not in born:
            lead.append(place)
    start = lead[-1] if lead else first
    start = max(start, clause_start(tokens, start, first))
    return " ".join(tokens.norm[place] for place in reversed(lead) if place >= start)


def _is_day_of_law(before: str, end: int) -> bool:
    """Whether the words between a law, which ends at ``end``, and a day tie the two."""
    return not _ON.search(before) and bool(_TO_DAY_OF_LAW.fullmatch(before[end:].strip()))


def with_day_of_act(readings: list[Reading], tokens: Tokens) -> list[Reading]:
    """The readings; "auf Grund der Verfügung vom 3.5.1982 am 12.5.1982" is of the second day.

    The day of an order stands for the act that it orders only where no other day is given for it.
    """
    found = list(readings)
    places = [n for n, reading in enumerate(found) if reading.day is not None]
    for one, other in pairwise(places):
        if found[one].name is FieldName.DECLARED_ON and found[other].name is FieldName.OTHER_DATE:
            by = _BY_WHAT.search(_before(found[one], tokens))
            if by is not None and _between(found[one], found[other], tokens) == "am":
                name = FieldName.REGISTERED_ON if by["entry"] else FieldName.DELETED_ON
                found[other] = replace(found[other], name=name)
    for one in places:
        if found[one].name not in _ACTS or not _ORDER.search(_before(found[one], tokens)):
            continue
        if _DAY_BEHIND.match(_behind(found[one], tokens)):
            found[one] = _perhaps_of_order(found[one])
        for other in places:
            act, order = found[other], found[one]
            may_be = (FieldName.OTHER_DATE, order.name)
            if other != one and act.name in may_be and _is_day_of(act, order, tokens):
                found[one] = replace(order, name=FieldName.OTHER_DATE)
                found[other] = replace(act, name=order.name)
    return found


def _perhaps_of_order(reading: Reading) -> Reading:
    """The day of an order with the doubt whether the act itself had another day, not read."""
    problem = Problem(
        reason=DoubtReason.AMBIGUOUS,
        detail=Both(
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


def _between(first: Reading, second: Reading, tokens: Tokens) -> str:
    return tokens.joined(
        bisect_left(tokens.start, first.end), bisect_left(tokens.start, second.start)
    )


def _is_day_of(act: Reading, order: Reading, tokens: Tokens) -> bool:
    """Whether "am" and a day stand before or behind the day of an order, in the same sentence."""
    first, second = sorted((act, order), key=lambda reading: reading.start)
    between = _between(first, second, tokens)
    return (
        bool(_ON.search(_before(act, tokens)))
        and len(between.split()) <= REACH
        and not re.search(r"(?<!\bv) \. ", f" {between} ")
    )
