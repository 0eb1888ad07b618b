"""What the law and the calendar allow an entry to say, whoever says it: a rule or a person."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from baulast.language import Both

FIRST_ENTRY = date(1962, 10, 1)  # BauO NW 1962 in force: no register before (domain notes 2.1)
# From declaration to entry: the office waits for the boundary survey at worst. More than two years
# apart, one of the two years is misread far more often than the office was that slow.
LONGEST_WAIT = timedelta(days=730)
SATURDAY = 5  # date.weekday()

# The paragraph that each law has for Baulasten, and the days between which it was cited: some
# months of overlap, since forms were used up and declarations signed before were entered after.
CITED = {
    "99": (date(1962, 10, 1), date(1985, 6, 30)),
    "100": (date(1962, 10, 1), date(1985, 6, 30)),
    "78": (date(1985, 1, 1), date(1996, 6, 30)),
    "83": (date(1996, 1, 1), date(2019, 6, 30)),
    "87": (date(2016, 12, 15), date(2019, 6, 30)),
    "85": (date(2019, 1, 1), date.max),
}


def odd_day(label: Both, day: date, *, may_precede: bool) -> Iterable[Both]:
    """What is odd about a day of an entry; ``may_precede``: the day before there were registers."""
    written = f"{day:%d.%m.%Y}"
    if day.weekday() >= SATURDAY:
        yield Both(
            f"{label.german}: der {written} war ein Samstag oder Sonntag.",
            f"{label.english}: {written} was a Saturday or Sunday.",
        )
    if day > date.today():
        yield Both(
            f"{label.german}: der {written} liegt in der Zukunft.",
            f"{label.english}: {written} lies in the future.",
        )
    if not may_precede and day < FIRST_ENTRY:
        yield Both(
            f"{label.german}: am {written} gab es noch kein Baulastenverzeichnis.",
            f"{label.english}: on {written} there was no register yet.",
        )


def odd_law(basis: str, day: date, *, slack: timedelta) -> Both | None:
    """What is wrong with a law that is cited on a day; None if nothing, or if it is not known."""
    begin, end = CITED.get(paragraph(basis), (date.min, date.max))
    if end < date.max:
        end += slack
    if begin <= day <= end:
        return None
    return Both(
        f"{basis} galt am {day:%d.%m.%Y} nicht.", f"{basis} was not in force on {day:%d.%m.%Y}."
    )


def paragraph(basis: str) -> str:
    """The paragraph's number: what two citations of one law have in common.

    >>> paragraph("§ 83 Abs. 1 BauO NRW")
    '83'
    """
    match = re.search(r"\d+", basis)
    return match[0] if match else basis
