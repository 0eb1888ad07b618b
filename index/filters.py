"""What narrows a search beside parcels and words (pure): ``art:stellplatz status:gelöscht``.

A filter is written without a blank behind its colon, so that a line copied from a form ("Art: …")
stays text. What is not understood narrows nothing, and the answer says so.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from baulast.gazetteer import fold_name, gazetteer
from baulast.language import tr
from baulast.model import FieldName, Kind, Status
from index.german import fold
from index.kinds import KIND_NAMES

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """From a day to a day, both among them; None: open."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What an entry must be, beside being found; () and None: anything."""

    towns: tuple[str, ...] = ()  # short names of the towns that keep it: "kaarst"
    gemarkungen: tuple[str, ...] = ()  # names of the gazetteer
    kinds: tuple[Kind, ...] = ()
    statuses: tuple[Status, ...] = ()
    declared: Days | None = None
    registered: Days | None = None
    deleted: Days | None = None
    reviewed: bool | None = None

    @property
    def is_narrow(self) -> bool:
        """It leaves anything out."""
        return self != ANYTHING

    @property
    def asks_deleted(self) -> bool:
        """Deleted entries are asked for by name: hiding them would answer nothing."""
        return Status.DELETED in self.statuses or self.deleted is not None

    @property
    def fields(self) -> tuple[FieldName, ...]:
        """The fields that decide; a doubt about one of them may leave an entry out by mistake."""
        given = (
            (self.gemarkungen, (FieldName.BURDENED, FieldName.BENEFITED)),
            (self.kinds, (FieldName.KIND,)),
            (self.statuses, (FieldName.STATUS,)),
            (self.declared, (FieldName.DECLARED_ON,)),
            (self.registered, (FieldName.REGISTERED_ON,)),
            (self.deleted, (FieldName.DELETED_ON, FieldName.STATUS)),
        )
        return tuple(dict.fromkeys(name for value, names in given if value for name in names))


ANYTHING = Filters()

_FILTER = re.compile(r'(?<!\S)([^\W\d_]+):("[^"]*"|[^\s"]+)')
_YEAR = re.compile(r"\d{4}")
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})-(\d{2})-(\d{2})")
_STATUSES = {
    Status.ACTIVE: ("eingetragen", "bestehend", "aktiv"),
    Status.DELETED: ("gelöscht",),
    Status.PARTLY_DELETED: ("teilweise", "teilgelöscht"),
    Status.AMENDED: ("geändert",),
    Status.SUPERSEDED: ("ersetzt",),
    Status.UNCLEAR: ("unklar",),
}
_ANSWERS = {"ja": True, "yes": True, "nein": False, "no": False}


def filters_in(text: str) -> tuple[Filters, str, tuple[str, ...]]:
    """The filters of a question, the rest of its text, and remarks on what is not understood.

    >>> filters_in("Büttgen art:stellplatz")[0].kinds, filters_in("Büttgen art:stellplatz")[1]
    ((<Kind.STELLPLATZ: 'STELLPLATZ'>,), 'Büttgen ')
    >>> filters_in("eingetragen:1970..1979")[0].registered.last
    datetime.date(1979, 12, 31)
    """
    filters, notes = ANYTHING, []
    rest = text
    for match in reversed([*_FILTER.finditer(text)]):
        take = _BY_NAME.get(fold(match[1]))
        if take is None:
            continue
        rest = rest[: match.start()] + rest[match.end() :]
        narrowed = take(filters, match[2].strip('"'))
        if narrowed is None:
            unknown = tr("„{}“ ist nicht verstanden und schränkt nichts ein.",
                         "“{}” is not understood and narrows nothing.")  # fmt: skip
            notes.append(unknown.format(match[0]))
        else:
            filters = narrowed
    return filters, rest, tuple(reversed(notes))


def _town(filters: Filters, written: str) -> Filters | None:
    town = gazetteer().municipality(written)
    if town is None:
        return None
    return replace(filters, towns=_with(filters.towns, fold_name(town.name)))


def _kind(filters: Filters, written: str) -> Filters | None:
    asked = fold(written)
    names = {kind: {fold(n) for n in (kind.value, *known)} for kind, known in KIND_NAMES.items()}
    found = next((k for k, n in names.items() if {asked, f"{asked}baulast"} & n), None)
    return None if found is None else replace(filters, kinds=_with(filters.kinds, found))


def _status(filters: Filters, written: str) -> Filters | None:
    asked = fold(written)
    found = next(
        (s for s, names in _STATUSES.items() if asked in {fold(n) for n in (s.value, *names)}), None
    )
    return None if found is None else replace(filters, statuses=_with(filters.statuses, found))


def _reviewed(filters: Filters, written: str) -> Filters | None:
    answer = _ANSWERS.get(fold(written))
    return None if answer is None else replace(filters, reviewed=answer)


def _days_filter(field: str) -> Callable[[Filters, str], Filters | None]:
    def take(filters: Filters, written: str) -> Filters | None:
        days = days_of(written)
        return None if days is None else replace(filters, **{field: days})  # type: ignore[arg-type]

    return take


def days_of(written: str) -> Days | None:
    """A day, a year, or from .. to; None for anything else.

    >>> days_of("12.3.1974") == days_of("1974-03-12..12.3.1974"), days_of("..1980").first
    (True, None)
    """
    first, _, last = written.partition("..") if ".." in written else (written, "", written)
    start, end = _days(first), _days(last)
    if (first and start is None) or (last and end is None) or not (start or end):
        return None
    return Days(first=start.first if start else None, last=end.last if end else None)


def _days(written: str) -> Days | None:
    try:
        if _YEAR.fullmatch(written):
            year = int(written)
            return Days(first=date(year, 1, 1), last=date(year, 12, 31))
        if match := _DAY.fullmatch(written):
            pieces = (match[3], match[2], match[1]) if match[1] else (match[4], match[5], match[6])
            one = date(*map(int, pieces))
            return Days(first=one, last=one)
    except ValueError:  # the 31st of February
        return None
    return None


def _with(values: tuple[T, ...], value: T) -> tuple[T, ...]:
    return tuple(dict.fromkeys((value, *values)))


_BY_NAME: dict[str, Callable[[Filters, str], Filters | None]] = {
    fold(name): take
    for names, take in (
        (("Stadt", "Gemeinde", "town"), _town),
        (("Art", "kind"), _kind),
        (("Status",), _status),
        (("geprüft", "reviewed"), _reviewed),
        (("erklärt", "declared"), _days_filter("declared")),
        (("eingetragen", "registered"), _days_filter("registered")),
        (("gelöscht", "deleted"), _days_filter("deleted")),
    )
    for name in names
}
