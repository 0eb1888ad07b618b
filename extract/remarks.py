"""What the columns beside the wording say that no rule understands: perhaps the entry's end.

A clerk may word a deletion or a change as nobody did before him. So a later day, or a word of
change, that stands there and belongs to no value is shown to a person.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from baulast.language import Both
from baulast.model import Box, Doubt, DoubtReason, Entry, FieldName, PageKind, Status
from extract.added import BY_DEED
from extract.case import Case
from extract.doubts import with_doubts
from extract.ends.closing import behind_entry
from extract.ends.limits import BESIDE, healed
from extract.ends.vocabulary import NEITHER_OR_CHANGED
from extract.gather import Found
from extract.layout import box_of
from extract.passages import Role, united_box
from extract.sheet_number import KEEPERS
from extract.sheets.headings import ColumnRole
from extract.sheets.running_number import NUMBER, numbers_listed
from extract.statements import Statement
from extract.written import COLUMNS, guessed_lines, second_hands

# What is left of a day: "19.11.201", "14. .2020", "06. 002". Measures and file numbers differ.
BROKEN_DAY = re.compile(
    r"(?<![\d/.,-])(?:\d{0,2}[.,]\s?\d{0,3}\s?[.,]\s?|\d{1,2}[.,]\s)\d{3,4}(?![\d/-])|"
    r"(?<![\d/.,-])\d{1,2}[.,]\s?\d{1,3}[.,]\s?\d{1,2}(?![\d/.-])"
)
OF_FILE = re.compile(r"[-/]")  # file numbers have dashes where days have dots: "63-3-280"
# Domain notes 1.5, and what clerks say for it. "vgl. Blatt 496" and "s. Lageplan" change nothing.
CHANGED = re.compile(
    r"ge[äa]e?ndert|[äa]e?nderung(?!en)|neu\s?ge\s?fa(?:ß|ss)t|neufassung|erg[äa]e?nz|berichtig|"
    r"erweitert|(?<!sich )erstreckt(?! sich)|ausgedehnt|einbezogen|mitbelastet|haftet mit|"
    r"eingeschr[äa]e?nkt|nachtrag\b|anstelle|ersetzt|abgel[öo]e?st|[üu]e?bertragen|"
    r"umgeschrieben|geschlossen|nur noch|aufgegangen|\bentfernt|\br[öo]e?t(?:ung|en)\b|aufgelassen|"
    r"\bjetzt\b|nunmehr|fortf[üu]e?hrung|"
    r"fortgef[üu]e?hrt|neue\w? flurst|[üu]e?bertr\b|umgeschr|neu eingetr|wieder eingetr|"
    r"an (?:die|deren|ihre) stelle",
    re.IGNORECASE,
)
# Plots that were merged since; the number by which an entry names them may be gone.
MERGED = re.compile(
    r"\bvereinigt|\bverschm[eo]lz|\bzusammengelegt|\bvereinigung der", re.IGNORECASE
)
# The same within the wording, where only these words can mean the entry itself.
REPLACED = re.compile(
    rf"an (?:die|deren|ihre) stelle diese[rs]|neufassung siehe|{BY_DEED.pattern}|"
    r"auf (?:baulasten)?blatt \w+ [üu]e?bertragen|(?:ist|wird|wurde) auf [^;]{1,30} ge[äa]e?ndert|"
    r"(?:baulast|eintragung|verpflichtung)(?: nr\. \d+)? (?:ist|wird|wurde)(?: [^\s;]+){0,8} "
    r"(?:ge[äa]e?ndert|erg[äa]e?nzt|berichtigt|erweitert|eingeschr[äa]e?nkt|ersetzt|abgel[öo]e?st|"
    r"[üu]e?bertragen|umgeschrieben)",
    re.IGNORECASE,
)
# Where an entry came from is no change of it: "Übertragen von Blatt 46", "(ersetzt Nr. 1)".
COMES_FROM = re.compile(
    r"(?:[üu]bertragen|umgeschrieben) (?:von|aus) (?:baulasten)?bl|"
    rf"\bersetzt (?:(?:die|baulast|eintragung) )*{NUMBER}(?!\W+am\b|\W+\d)",
    re.IGNORECASE,
)
# What an office does behind an entry on days that change nothing of it; and where it came from.
UNCHANGING = re.compile(
    rf"{COMES_FROM.pattern}|abschrift|ausfertigung|lageplan|gepr[üu]ft|beglaubigt|grundbuch|\baz\b|aktenz|mitgeteilt|"
    r"nachricht|geb[üu]hr|schreiben|vermessung|wiedervorlage|\bwv\b|abgelegt|z\. ?d\. ?a|"
    r"ausgedruckt",
    re.IGNORECASE,
)
LETTER = re.compile(r"[^\W\d_]")
LEADS_ON = re.compile(r"(?:\b(?:v|vom|am|den|zum|bis)\b\.?|[:,–-])\s*$")  # to the line below
POINTS_TO_PLAN = re.compile(r"\b(?:s|siehe|vgl)\b\W{0,2} ?lagepl\w*\W*$", re.IGNORECASE)
OF_PLACE = frozenset({"place_and_day"})  # "Neuss, den 3.4.1970": of a signature
NUMBERS = re.compile(NUMBER, re.IGNORECASE)


def remarks(case: Case, entry: Entry) -> dict[FieldName, list[Doubt]]:
    """Doubts on the status of an entry that is read as active beside words of something else."""
    if entry.status.value is not Status.ACTIVE:
        return {}
    days = [_of_day(found) for found in _later_days(case, entry)]
    broken = list(_broken_days(case))
    # Without the entry's own day the first of them is likely that one.
    days += broken if entry.registered_on.value else broken[1:]
    doubts = [*days, *_of_words(case), *second_hands(case), *guessed_lines(case)]
    if not doubts:
        return {}
    found = {FieldName.STATUS: doubts}
    if days and entry.deleted_on.value is None:
        found[FieldName.DELETED_ON] = days
    return found


def _later_days(case: Case, entry: Entry) -> Iterable[Found]:
    """Days beside the wording that are later than the entry and of nothing that is known."""
    untold = [*_untold(case), *_closing_days(case)]
    days = sorted({found.reading.day for found in untold if found.reading.day is not None})
    # Without the entry's own day the first of them is likely that one.
    first = entry.registered_on.value or (days[0] if days else date.max)
    return [
        found for found in untold if found.reading.day is not None and found.reading.day > first
    ]


def _broken_days(case: Case) -> Iterable[Doubt]:
    """Days beside the wording that cannot be, or what is left of one: its note may be lost too."""
    for found in _untold(case):
        if found.reading.day is None and not OF_FILE.search(found.reading.value):
            yield _broken(found.reading.value, found.passage.page, united_box(found.words))
    told = {id(word) for found in case.draft.found for word in found.words}
    for page, row in case.draft.parts:
        for role in COLUMNS:
            for line in row.lines(role):
                spare = [spot for spot in line.spots if id(spot.word) not in told]
                if rest := BROKEN_DAY.search(" ".join(spot.text for spot in spare)):
                    yield _broken(rest[0], page.number, box_of(spare))


def _broken(written: str, page: int, box: Box | None) -> Doubt:
    return Doubt(
        reason=DoubtReason.ILLEGIBLE,
        detail=Both(
            f"„{written}“ daneben ist wohl der Rest eines Tages: vielleicht von Löschung oder "
            "Änderung.",
            f"“{written}” beside it is probably what is left of a day: perhaps of deletion or "
            "change.",
        ),
        page=page,
        box=box,
    )


def _untold(case: Case) -> list[Found]:
    """Days beside the wording of which no word tells what they are of."""
    return [
        found
        for found in case.draft.readings(FieldName.OTHER_DATE)
        if found.passage.role in BESIDE
        and (not found.reading.source.endswith("_of_else") or _stands_apart(found))
    ]


def _stands_apart(found: Found) -> bool:
    """Whether a day that a word before it explains may be another note's, unread but for the day.

    "s. Lageplan" points to a plan; the day below it is the plan's only if something says so.
    """
    *above, line = found.passage.text[: found.reading.start].split("\n")
    if LETTER.search(line):
        return bool(POINTS_TO_PLAN.search(line))
    return bool(above) and not LEADS_ON.search(above[-1])


def _closing_days(case: Case) -> Iterable[Found]:
    """Days of the lines behind the day of entry that no word tells to be of something else."""
    lines = [line for _, row in case.draft.parts for line in behind_entry(case, row)]
    told = (line for line in lines if not UNCHANGING.search(healed(line.text)))
    spots = {id(spot.word) for line in told for spot in line.spots}
    return [
        found
        for found in case.draft.readings(FieldName.OTHER_DATE)
        if found.reading.day is not None
        and found.passage.role is Role.CONTENT
        and found.reading.source not in OF_PLACE
        and not found.reading.source.endswith("_of_else")
        and any(id(word) in spots for word in found.words)
    ]


def _of_day(found: Found) -> Doubt:
    return Doubt(
        reason=DoubtReason.AMBIGUOUS,
        detail=Both(
            f"Daneben steht der {found.reading.day:%d.%m.%Y}; wovon, ist nicht zu erkennen: "
            "vielleicht von Löschung oder Änderung.",
            f"{found.reading.day:%d.%m.%Y} stands beside it, of what cannot be told: "
            "perhaps of deletion or change.",
        ),
        page=found.passage.page,
        box=united_box(found.words),
    )


def _of_words(case: Case) -> Iterable[Doubt]:
    for page, row in case.draft.parts:
        closing = behind_entry(case, row)
        patterns = [
            *((CHANGED, row.lines(role)) for role in COLUMNS),
            (REPLACED, row.lines(ColumnRole.CONTENT)),
            (CHANGED, closing),
            (MERGED, closing),
        ]
        for words, lines in patterns:
            for line in lines:
                said = COMES_FROM.sub("", NEITHER_OR_CHANGED.sub("", healed(line.text)))
                if words.search(said):
                    yield Doubt(
                        reason=DoubtReason.AMBIGUOUS,
                        detail=Both(
                            f"„{line.text}“: vielleicht gilt die Eintragung so nicht mehr.",
                            f"“{line.text}”: the entry may no longer stand as it is.",
                        ),
                        page=page.number,
                        box=box_of(line.spots),
                    )


def perhaps_deleted(
    entries: Sequence[Entry], lost: Iterable[Statement], placed: Iterable[Statement]
) -> tuple[Entry, ...]:
    """The entries; those that read as active are doubted where a deletion could not be placed.

    Of a deletion that was ``placed`` with one entry the others that it names: "lfd. Nr. 1 und 2".
    An order for something else may speak of a deletion, too.
    """
    found = list(entries)
    told = [(said, said.numbers()) for said in lost if _deletes(said)]
    for said in placed:
        if said.kind is not PageKind.DELETION and _deletes(said):
            told.append((said, said.numbers()))
        elif said.kind is PageKind.DELETION and (numbers := _listed_numbers(said)):
            told.append((said, numbers))
    for said, numbers in told:
        for place, entry in enumerate(found):
            fits = not numbers or entry.number.value is None or entry.number.value in numbers
            if fits and entry.status.value is Status.ACTIVE:
                doubt = _of_page(said.page.number)
                names = (FieldName.STATUS, FieldName.DELETED_ON)
                found[place] = with_doubts(entry, {name: [doubt] for name in names})
    return tuple(found)


def _deletes(said: Statement) -> bool:
    """Whether a page deletes an encumbrance; a declaration is older than that."""
    names = {found.reading.name for found in said.said}
    speaks = {FieldName.STATUS, FieldName.DELETED_ON} & names
    return said.kind is PageKind.DELETION or (said.kind in KEEPERS and bool(speaks))


def _listed_numbers(said: Statement) -> set[int]:
    """The running numbers that stand in a list: "lfd. Nr. 1 und 2"."""
    lists = [numbers_listed(match[1]) for match in NUMBERS.finditer(said.page.text)]
    return {number for listed in lists if len(listed) > 1 for number in listed}


def _of_page(page: int) -> Doubt:
    return Doubt(
        reason=DoubtReason.CONTRADICTION,
        detail=Both(
            f"Seite {page} löscht eine Baulast; welche, ist nicht zu erkennen: vielleicht diese.",
            f"Page {page} deletes an encumbrance, which cannot be told: perhaps this one.",
        ),
        page=page,
    )
