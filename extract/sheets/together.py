"""Entries that one sentence below the last of them says to be entered together."""

import re
from collections.abc import Sequence

from extract.layout import Line

# "Beide eingetragen am 28.10.1976."
OF_ALL = re.compile(
    r"\W*(?P<many>beide|alle|s[äa]mtliche|vorstehende)\w*\s(?:(?:vorstehende?n?|baulasten|lasten|"
    r"eintragungen|wurden|sind|am|[\d.]+)\s){0,6}eing(?:etr\.|etragen)",
    re.IGNORECASE,
)
ENTERED = re.compile(r"\being(?:etr|\.)", re.IGNORECASE)
BOTH = 2


def with_shared_day(wordings: Sequence[Sequence[Line]]) -> tuple[tuple[Line, ...], ...]:
    """The wordings, each with the sentence below the last one that tells the day of several.

    Only of entries that have no day of entry themselves: the others were entered before.
    """
    found = [tuple(lines) for lines in wordings]
    for line in found[-1] if found else ():
        match = OF_ALL.match(line.text)
        if match is None:
            continue
        first = len(found) - BOTH if match["many"].lower() == "beide" else 0
        for place in range(max(first, 0), len(found) - 1):
            if not any(ENTERED.search(one.text) for one in found[place]):
                found[place] = (*found[place], line)
    return tuple(found)
