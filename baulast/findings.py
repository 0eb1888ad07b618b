"""The findings of an entry by the names of what they are of, as values and as JSON."""

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import cattrs
from cattrs.preconf.json import make_converter

from baulast.model import Entry, FieldName, Finding, Kind, Plot, Spot, Status

# What the entry calls otherwise than the field.
ATTRIBUTES = {FieldName.KIND: "kind", FieldName.ENTRY_NUMBER: "number"}

# What a finding's value is; every other field is text, or None for what is not there.
_TYPES: dict[FieldName, Any] = {
    FieldName.ENTRY_NUMBER: int | None,
    FieldName.KIND: Kind | None,
    FieldName.BURDENED: tuple[Plot, ...],
    FieldName.BENEFITED: tuple[Plot, ...],
    FieldName.DECLARED_ON: date | None,
    FieldName.REGISTERED_ON: date | None,
    FieldName.DELETED_ON: date | None,
    FieldName.STATUS: Status,
}

# All that an entry has findings of, in the order in which a sheet tells them.
NAMES = (
    FieldName.SHEET,
    FieldName.ENTRY_NUMBER,
    FieldName.KIND,
    FieldName.BURDENED,
    FieldName.BENEFITED,
    FieldName.DECLARED_ON,
    FieldName.REGISTERED_ON,
    FieldName.DELETED_ON,
    FieldName.LEGAL_BASIS,
    FieldName.REFERENCE,
    FieldName.STATUS,
    FieldName.STREET,
    FieldName.LAND_REGISTER,
)

_converter: cattrs.Converter = make_converter(omit_if_default=True)
_converter.register_unstructure_hook(date, lambda day: day.isoformat())
_converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))


def entry_of(values: Mapping[FieldName, object], spot: Spot | None = None) -> Entry:
    """An entry that a person vouches for, seen at that spot; what is not named is not there."""
    findings: dict[str, Any] = {
        ATTRIBUTES.get(name, name.value): Finding(
            value=values.get(name, absent(name)),
            is_reviewed=True,
            spot=spot if name in values else None,
        )
        for name in NAMES
    }
    return Entry(**findings)


def with_findings(entry: Entry, findings: Mapping[FieldName, Finding[object]]) -> Entry:
    """The entry with other findings in place of its own."""
    changed = {ATTRIBUTES.get(name, name.value): finding for name, finding in findings.items()}
    return replace(entry, **changed)  # type: ignore[arg-type]  # fields chosen by their names


def value_to_json(value: object) -> Any:
    """A finding's value as dicts, lists, strings and numbers; equal values give equal JSON."""
    return _converter.unstructure(value)


def value_of_json(name: FieldName, body: Any) -> Any:
    """The value of a field that ``value_to_json`` wrote."""
    return _converter.structure(body, _TYPES.get(name, str | None))


def canonical(value: object) -> str:
    """A value as alternatives and readings have it; "" for what is not there.

    >>> canonical(date(1974, 3, 1)), canonical(None), canonical(())
    ('1974-03-01', '', '')
    """
    if isinstance(value, tuple):
        return "; ".join(f"{plot.parcel}{' (Teil)' if plot.part else ''}" for plot in value)
    return "" if value is None else str(value)


def absent(name: FieldName) -> Any:
    """What a field holds that is not there: no parcels, else None; an entry always has a status."""
    if name is FieldName.STATUS:
        return Status.UNCLEAR
    return () if name in (FieldName.BURDENED, FieldName.BENEFITED) else None


def has_controls(text: str) -> bool:
    """Whether a text holds what no paper shows and no XML may: control characters, lone surrogates.

    >>> has_controls("zwei\\nZeilen"), has_controls("a\\0b")
    (False, True)
    """
    kinds = {unicodedata.category(letter) for letter in text if letter not in "\n\r\t"}
    return not kinds.isdisjoint({"Cc", "Cs"})
