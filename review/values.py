"""Values as people type them: read, and held against gazetteer, calendar and law."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from baulast.errors import InputError
from baulast.findings import canonical, has_controls
from baulast.gazetteer import fold_name
from baulast.language import Both, tr
from baulast.law import LONGEST_WAIT, odd_day, odd_law
from baulast.model import Entry, FieldName, Kind, Plot, Status
from index.cadastre import parcels_in
from index.kinds import KIND_NAMES
from register.acts import ActRefused, plots
from report.wording import STATUSES, field_words, status_words
from review.parcels import gemarkungen, lacking, odd_name, odd_parcel

LONGEST_TEXT = 300  # a street with its place has 60; more is a paste that went wrong
PARCEL_FIELDS = frozenset({FieldName.BURDENED, FieldName.BENEFITED})
DAYS = (FieldName.DECLARED_ON, FieldName.REGISTERED_ON, FieldName.DELETED_ON)
# By the day of the declaration, or else of the entry, the law is cited.
BESIDE_THE_LAW = (FieldName.LEGAL_BASIS, FieldName.DECLARED_ON, FieldName.REGISTERED_ON)
NUMBER = r"0*[1-9]\d{0,2}"  # no sheet has a thousand entries
_PART = re.compile(r"\((?:Teil|part)\)")
_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")


class ValueRefused(InputError):
    """What was typed is no value of that field."""

    exit_code = 2
    remedy = Both("Nichts wurde geändert.", "Nothing was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A value that was typed, and what is odd about it: then the person says it twice."""

    value: Any
    remarks: tuple[str, ...] = ()


def checked(name: FieldName, text: str, *, entry: Entry | None, municipality: str) -> Checked:
    """The value of what was typed; ValueRefused where it is none."""
    text = text.strip()
    if not text or len(text) > LONGEST_TEXT or any(ord(letter) < ord(" ") for letter in text):
        raise _refused(name, text)
    value = _read(name, text)
    guessed = _guessed(text) if name in PARCEL_FIELDS else ()
    return Checked(value=value, remarks=(*guessed, *_odd(name, value, entry, municipality)))


def alternative(name: FieldName, written: str) -> Any | None:
    """The value of an alternative that the machine offers; None where it is no value."""
    try:
        if name in PARCEL_FIELDS:
            return _plots_written(written) or None
        return _read(name, written)
    except ValueRefused:
        return None


def names_of(name: FieldName, municipality: str) -> tuple[str, ...]:
    """What is known to be said of a field, or how it begins; () where anything may stand."""
    if name in PARCEL_FIELDS:
        return gemarkungen(municipality)
    if name is FieldName.KIND:
        return tuple(names[0] for names in KIND_NAMES.values())
    if name is FieldName.STATUS:
        return tuple(status_words(status) for status in Status if status is not Status.UNCLEAR)
    return ()


def shown(value: object) -> str:
    """A value in words, as a person would type it.

    >>> shown(date(1974, 3, 1)), shown(Status.ACTIVE), shown(None)
    ('01.03.1974', 'eingetragen', '')
    """
    match value:
        case Kind():
            return KIND_NAMES[value][0]
        case Status():
            return status_words(value)
        case date():
            return f"{value:%d.%m.%Y}"
    return canonical(value)


def _read(name: FieldName, text: str) -> Any:
    if has_controls(text):
        raise _refused(name, text)
    if name in PARCEL_FIELDS:
        return _plots(name, text)
    if name in DAYS:
        return _day(name, text)
    match name:
        case FieldName.ENTRY_NUMBER:
            if not re.fullmatch(NUMBER, text):
                raise _refused(name, text)
            return int(text)
        case FieldName.KIND:
            return _named(name, text, {kind: (kind.value, *KIND_NAMES[kind]) for kind in Kind})
        case FieldName.STATUS:
            known = {status: (status.value, *names) for status, names in STATUSES.items()}
            del known[Status.UNCLEAR]  # that is "not legible"
            return _named(name, text, known)
    return text


def _named(name: FieldName, text: str, known: Mapping[Any, tuple[str, ...]]) -> Any:
    """What the text is a name of, in any spelling."""
    wanted = fold_name(text)
    for value, names in known.items():
        if wanted and wanted in map(fold_name, names):
            return value
    raise _refused(name, text)


def _day(name: FieldName, text: str) -> date:
    try:
        if match := _DAY.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError as error:
        raise _refused(name, text) from error


def _plots(name: FieldName, text: str) -> tuple[Plot, ...]:
    found: dict[Plot, None] = {}
    for piece in text.split(";"):
        try:
            if piece.strip():
                found |= dict.fromkeys(plots(_PART.sub(" tlw.", piece)))
        except ActRefused as error:
            whole = tr("kein ganzes Flurstück", "no whole parcel")
            raise ValueRefused(
                f"{field_words(name)}: {piece.strip()!r}: {whole}, {lacking(piece)}"
            ) from error
    return tuple(found)


def _guessed(text: str) -> Iterator[str]:
    """Gemarkungen that are not written as they are called."""
    for piece in text.split(";"):
        if piece.strip():
            for plot in plots(_PART.sub(" tlw.", piece))[:1]:
                yield from odd_name(plot.parcel, piece)


def _plots_written(written: str) -> tuple[Plot, ...]:
    """The plots of a canonical value, which may lack Gemarkung or Flur."""
    return tuple(
        Plot(parcel=parcel, part=bool(_PART.search(piece)))
        for piece in written.split(";")
        for parcel in parcels_in(piece)
    )


# ------------------------------------------------------------------------- what is odd


def _odd(name: FieldName, value: Any, entry: Entry | None, municipality: str) -> Iterator[str]:
    if name in PARCEL_FIELDS:
        for plot in value:
            yield from odd_parcel(plot.parcel, municipality)
    if name in DAYS:
        before = name is FieldName.DECLARED_ON
        label = Both.only(field_words(name))
        yield from map(str, odd_day(label, value, may_precede=before))
    if entry is not None and name in DAYS:
        yield from _out_of_order(entry, name, value)
    if entry is not None and name in BESIDE_THE_LAW:
        yield from _out_of_law(entry, name, value)


def _out_of_order(entry: Entry, name: FieldName, day: date) -> Iterable[str]:
    """Days of an entry that do not follow each other, with this one among them."""
    days = {other: entry.findings[other].value for other in DAYS} | {name: day}
    known = [(other, d) for other, d in days.items() if isinstance(d, date)]
    for (earlier, first), (later, second) in pairwise(known):
        if first > second and name in (earlier, later):
            yield tr(
                f"{field_words(earlier)} {first:%d.%m.%Y}, {field_words(later)} "
                f"{second:%d.%m.%Y}: in dieser Folge nicht möglich.",
                f"{field_words(earlier)} {first:%d.%m.%Y}, {field_words(later)} "
                f"{second:%d.%m.%Y}: impossible in this order.",
            )


def _out_of_law(entry: Entry, name: FieldName, value: Any) -> Iterable[str]:
    """A law and the day on which it is cited, one of them typed, that do not go together."""
    said = {other: entry.findings[other] for other in BESIDE_THE_LAW}
    known = {other: f.value for other, f in said.items() if not f.is_flagged} | {name: value}
    basis, declared = known.get(FieldName.LEGAL_BASIS), known.get(FieldName.DECLARED_ON)
    day = declared or known.get(FieldName.REGISTERED_ON)
    slack = timedelta(0) if declared else LONGEST_WAIT
    is_about = name is FieldName.LEGAL_BASIS or day is value
    if not (is_about and basis and isinstance(day, date)):
        return
    if odd := odd_law(str(basis), day, slack=slack):
        yield str(odd)


def _refused(name: FieldName, text: str) -> ValueRefused:
    what = field_words(name)
    return ValueRefused(
        tr(f"{what}: {text!r} ist keine Angabe dafür", f"{what}: {text!r} is no value of it")
    )
