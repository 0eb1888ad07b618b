"""Entries told apart for good: a word about one of them never lands on another.

An entry is called by its sheet and number, as the machine read them. Where several are called the
same, what they say tells them apart; then a new reading that says otherwise is not the same entry
any more, and what was decided about the old one is shown to a person.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from baulast.findings import value_to_json
from baulast.model import Dossier, Entry

PRINT_LENGTH = 12  # hex digits: entries of one dossier that are called the same are few


def identified(dossier: Dossier) -> Dossier:
    """A reading whose entries have ids; equal readings give the same ones."""
    ids = _ids(dossier.entries)
    return replace(
        dossier,
        entries=tuple(replace(e, id=id) for e, id in zip(dossier.entries, ids, strict=True)),
    )


def with_ids_of(dossier: Dossier, line: str) -> Dossier:
    """The dossier, with ids for the entries that the supplement's line of that hash added."""
    own = id_of_added(line)
    return replace(
        dossier,
        entries=tuple(e if e.id else replace(e, id=own) for e in dossier.entries),
    )


def id_of_added(line: str) -> str:
    """The id of an entry that the supplement's line of that hash added."""
    return f"+{line[:PRINT_LENGTH]}"


def entry_place(dossier: Dossier, id: str, *, sheet: str | None, number: int | None) -> int | None:
    """Where the entry stands now; None: it is not there, or nobody can tell which one is meant.

    ``sheet`` and ``number`` count where there is no id: an earlier program wrote none.
    """
    if id:
        same = [place for place, entry in enumerate(dossier.entries) if entry.id == id]
    else:
        same = [
            place
            for place, entry in enumerate(dossier.entries)
            if (entry.sheet.value, entry.number.value) == (sheet, number)
        ]
    return same[0] if len(same) == 1 else None


def values_of(entry: Entry) -> dict[str, Any]:
    """All that an entry says, as JSON."""
    return {name.value: value_to_json(f.value) for name, f in entry.findings.items()}


def _ids(entries: tuple[Entry, ...]) -> Iterator[str]:
    names = Counter(map(_name, entries))
    alike = Counter((_name(entry), _print(entry)) for entry in entries)
    met: defaultdict[tuple[str, str], int] = defaultdict(int)
    for entry in entries:
        name, said = _name(entry), _print(entry)
        if names[name] == 1:
            yield name
            continue
        met[name, said] += 1
        twin = f".{met[name, said]}of{alike[name, said]}" if alike[name, said] > 1 else ""
        yield f"{name}#{said}{twin}"


def called(sheet: str | None, number: int | None) -> str:
    """How an entry is called that is the only one of its sheet and number: "143/2"."""
    return f"{sheet or '?'}/{'?' if number is None else number}"


def _name(entry: Entry) -> str:
    return called(entry.sheet.value, entry.number.value)


def _print(entry: Entry) -> str:
    text = json.dumps(values_of(entry), sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:PRINT_LENGTH]
