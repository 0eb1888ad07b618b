"""Cross checks: values that cannot be right together, and days on which no office is open."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from baulast.findings import with_findings
from baulast.language import Both
from baulast.law import LONGEST_WAIT, odd_day, odd_law
from baulast.model import Doubt, DoubtReason, Entry, FieldName, Status
from extract.case import label_of
from extract.ink import pages_agreeing

ENDED = (Status.DELETED, Status.PARTLY_DELETED)
WITHOUT_DAY = Both(
    "Die Eintragung ist gelöscht; der Tag ist nicht gefunden.",
    "The entry is deleted; the day was not found.",
)
PERHAPS_ENTERED = Both(
    "Kein Tag der Eintragung ist gelesen; dieser kann es sein.",
    "No day of entry was read; this may be it.",
)
DAYS = (FieldName.DECLARED_ON, FieldName.REGISTERED_ON, FieldName.DELETED_ON)


def checked(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries with a doubt on every value that does not fit the others."""
    own = [_within(entry) for entry in entries]
    return tuple(_down_the_sheet(own))


def _within(entry: Entry) -> Entry:
    """An entry's own values against each other and against the calendar."""
    doubts: dict[FieldName, list[Doubt]] = {}
    days = [(name, day) for name in DAYS if (day := day_of(entry, name)) is not None]
    for (earlier, first), (later, second) in pairwise(days):
        is_long = later is FieldName.REGISTERED_ON and second - first > LONGEST_WAIT
        is_at_once = later is FieldName.DELETED_ON and first == second
        if first > second or is_long or is_at_once:
            detail = _two_days(earlier, first, later, second)
            less_sure = _less_sure(entry, earlier, later)
            # what ended before it was entered may be another one
            ended = (FieldName.STATUS,) if later is FieldName.DELETED_ON else ()
            for name in (*less_sure, *ended):
                doubts.setdefault(name, []).append(_implausible(entry, name, detail))
    for name, day in days:
        for detail in odd_day(label_of(name), day, may_precede=name is FieldName.DECLARED_ON):
            doubts.setdefault(name, []).append(_implausible(entry, name, detail))
    if entry.status.value in ENDED and entry.deleted_on.value is None:
        doubts[FieldName.DELETED_ON] = [
            _doubt(entry, FieldName.DELETED_ON, DoubtReason.NOT_FOUND, WITHOUT_DAY)
        ]
    is_lone = entry.deleted_on.value is not None and entry.registered_on.value is None
    if is_lone and FieldName.DELETED_ON not in doubts and pages_agreeing(entry.deleted_on) < 2:
        doubts[FieldName.DELETED_ON] = [
            _doubt(entry, FieldName.DELETED_ON, DoubtReason.AMBIGUOUS, PERHAPS_ENTERED)
        ]
    law = _of_law(entry)
    if law:
        for name in _less_sure(entry, FieldName.LEGAL_BASIS, _day_of_law(entry)):
            doubts.setdefault(name, []).append(_implausible(entry, name, law))
    return with_doubts(entry, doubts)


def _less_sure(entry: Entry, *names: FieldName) -> tuple[FieldName, ...]:
    """Those of the values in conflict that one page alone gives; all, where none is surer."""
    alone = tuple(name for name in names if pages_agreeing(entry.findings[name]) < 2)
    return alone or names


def _two_days(earlier: FieldName, first: date, later: FieldName, second: date) -> Both:
    before, after = label_of(earlier), label_of(later)
    return Both(
        f"{before.german} {first:%d.%m.%Y} und {after.german} {second:%d.%m.%Y} "
        "passen nicht zueinander.",
        f"{before.english} {first:%d.%m.%Y} and {after.english} {second:%d.%m.%Y} do not fit.",
    )


def _day_of_law(entry: Entry) -> FieldName:
    declared = entry.declared_on.value is not None
    return FieldName.DECLARED_ON if declared else FieldName.REGISTERED_ON


def _of_law(entry: Entry) -> Both | None:
    """What is wrong with the law at the entry's date; None if nothing, or if it is not known."""
    basis, day = entry.legal_basis.value, day_of(entry, _day_of_law(entry))
    if basis is None or day is None:
        return None
    slack = LONGEST_WAIT if _day_of_law(entry) is FieldName.REGISTERED_ON else timedelta(0)
    return odd_law(basis, day, slack=slack)


def _down_the_sheet(entries: Sequence[Entry]) -> list[Entry]:
    """Days of entry climb with the running number; those that break the order are doubted."""
    found = list(entries)
    for places in _sheets(entries):
        days = [entries[place].registered_on.value for place in places]
        dated = [(place, day) for place, day in zip(places, days, strict=True) if day is not None]
        broken = _out_of_order(dated)
        alone = {n for n in broken if pages_agreeing(found[n].registered_on) < 2}
        for place in alone or broken:
            entry = found[place]
            detail = Both(
                "Der Tag der Eintragung passt nicht zu den Nachbarn auf dem Blatt.",
                "The day of registration does not fit its neighbours on the sheet.",
            )
            doubt = _implausible(entry, FieldName.REGISTERED_ON, detail)
            found[place] = with_doubts(entry, {FieldName.REGISTERED_ON: [doubt]})
    return found


def _sheets(entries: Sequence[Entry]) -> Iterable[list[int]]:
    sheets: dict[str | None, list[int]] = {}
    for place, entry in enumerate(entries):
        if entry.number.value is not None:
            sheets.setdefault(entry.sheet.value, []).append(place)
    return sheets.values()


def _out_of_order(dated: Sequence[tuple[int, date]]) -> set[int]:
    """The places that are in some but not in every longest climbing order of the days."""
    up = [_longest([day for _, day in dated[: n + 1]])[-1] for n in range(len(dated))]
    down = [
        _longest([date.max - (day - date.min) for _, day in reversed(dated[n:])])[-1]
        for n in range(len(dated))
    ]
    if not dated:
        return set()
    best = max(a + b - 1 for a, b in zip(up, down, strict=True))
    ranks = [a for a, b in zip(up, down, strict=True) if a + b - 1 == best]
    return {
        place
        for (place, _), a, b in zip(dated, up, down, strict=True)
        if a + b - 1 < best or ranks.count(a) > 1
    }


def _longest(days: Sequence[date]) -> list[int]:
    """For each day the length of the longest climbing order that ends with it."""
    lengths: list[int] = []
    for place, day in enumerate(days):
        before = (lengths[other] for other in range(place) if days[other] <= day)
        lengths.append(1 + max(before, default=0))
    return lengths


def day_of(entry: Entry, name: FieldName) -> date | None:
    value = entry.findings[name].value
    return value if isinstance(value, date) else None


def _implausible(entry: Entry, name: FieldName, detail: Both) -> Doubt:
    return _doubt(entry, name, DoubtReason.IMPLAUSIBLE, detail)


def _doubt(entry: Entry, name: FieldName, reason: DoubtReason, detail: Both) -> Doubt:
    readings = entry.findings[name].readings
    page = readings[0].evidence.page if readings else (entry.pages[0] if entry.pages else None)
    return Doubt(reason=reason, detail=detail, page=page)


def with_doubts(entry: Entry, doubts: dict[FieldName, list[Doubt]]) -> Entry:
    """The entry with more doubts on its findings."""
    findings = entry.findings
    return with_findings(
        entry,
        {
            name: replace(
                findings[name], doubts=tuple(dict.fromkeys((*findings[name].doubts, *more)))
            )
            for name, more in doubts.items()
        },
    )
