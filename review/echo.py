"""What is said of a value while it is typed: the same that is said when it is handed in."""

from dataclasses import dataclass
from datetime import date

from baulast.language import tr
from baulast.model import Entry, FieldName
from review.parcels import proposals
from review.values import LONGEST_TEXT, PARCEL_FIELDS, ValueRefused, checked, shown

WEEKDAYS = (
    ("Montag", "Monday"),
    ("Dienstag", "Tuesday"),
    ("Mittwoch", "Wednesday"),
    ("Donnerstag", "Thursday"),
    ("Freitag", "Friday"),
    ("Samstag", "Saturday"),
    ("Sonntag", "Sunday"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """What a typed value is taken for."""

    is_wrong: bool = False  # it would be refused
    is_odd: bool = False  # it would be asked about once more
    says: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()  # how the text may go on, whole


def echo(name: FieldName, text: str, *, entry: Entry | None, municipality: str) -> Echo:
    """What handing in this text would lead to; nothing is said of an empty one."""
    if not text.strip():
        return Echo()
    is_of_parcels = name in PARCEL_FIELDS and len(text) <= LONGEST_TEXT
    begun = proposals(text, municipality) if is_of_parcels else ()
    try:
        found = checked(name, text, entry=entry, municipality=municipality)
    except ValueRefused as error:
        return Echo(is_wrong=True, says=(f"{error}.",), proposals=begun)
    if found.remarks:
        return Echo(is_odd=True, says=tuple(dict.fromkeys(found.remarks)), proposals=begun)
    return Echo(says=_understood(name, found.value), proposals=begun)


def _understood(name: FieldName, value: object) -> tuple[str, ...]:
    """How it was understood, where that could be otherwise."""
    if isinstance(value, date):
        return (f"{tr(*WEEKDAYS[value.weekday()])}, {shown(value)}",)
    return (shown(value),) if name in PARCEL_FIELDS else ()
