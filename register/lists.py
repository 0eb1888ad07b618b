"""Lineage and inventory as a home keeps them: each load is a line that is never altered."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archive.audit import EventName, note
from archive.damage import Damage, of_chain
from archive.supplement import append_event, read_supplement
from baulast.codec import plain
from index.lineage import Descent, Lineage, widened
from index.listed import ListedSheet, Lists
from index.query import Query
from index.seam import Index, KnowsLists
from index.stored import structured
from register.inventory import Inventory

LINEAGE = "lineage.jsonl"
INVENTORY = "inventory.jsonl"


def load_lineage(home: Path, descents: tuple[Descent, ...], *, file: Path, replaces: bool) -> None:
    """Keeps the list beside those before, or in their place."""
    event = {"descents": plain(descents), "replaces": replaces, **_origin(file)}
    _append(home, LINEAGE, event)


def lineage(home: Path) -> Lineage:
    """Everything that was loaded, each descent once."""
    descents: tuple[Descent, ...] = ()
    for event in _loads(home, LINEAGE):
        before = () if event["replaces"] else descents
        descents = (*before, *(structured(row, Descent) for row in event["descents"]))
    return Lineage(tuple(dict.fromkeys(descents)))


def load_inventory(home: Path, sheets: tuple[ListedSheet, ...], *, file: Path) -> None:
    """Keeps the list; it stands for the towns that it names, in place of what they said before."""
    _append(home, INVENTORY, {"sheets": plain(sheets), **_origin(file)})


def inventory(home: Path) -> Inventory:
    """The newest list of every town."""
    sheets: tuple[ListedSheet, ...] = ()
    for event in _loads(home, INVENTORY):
        newest = tuple(structured(row, ListedSheet) for row in event["sheets"])
        towns = {row.municipality for row in newest}
        sheets = (*(row for row in sheets if row.municipality not in towns), *newest)
    return Inventory(sheets)


def listed_by(index: Index, home: Path) -> Callable[[Query], Inventory]:
    """The sheets that there are, as the index that towns share tells them, or else this home."""
    if isinstance(index, KnowsLists):
        return lambda asked: Inventory(index.sheets(asked))
    of_home = inventory(home)
    return lambda _: of_home


def lineage_by(index: Index, home: Path | None) -> Callable[[Query], Lineage]:
    """What became of parcels, as this home knows it and the index that towns share."""
    of_home = lineage(home) if home else Lineage()

    def known(asked: Query) -> Lineage:
        found = of_home
        while isinstance(index, KnowsLists):  # what the one knows may lead on in the other
            more = index.lineage(widened(asked, found)).descents
            both = Lineage(tuple(dict.fromkeys((*found.descents, *more))))
            if both == found:
                break
            found = both
        return found

    return known


def all_of(home: Path) -> Lists:
    """Everything that the offices of a home have listed."""
    return Lists(sheets=inventory(home).sheets, descents=lineage(home).descents)


def damage(home: Path) -> Iterator[Damage]:
    """Lists that are not as they were loaded."""
    for name in (LINEAGE, INVENTORY):
        if _path(home, name).exists():
            yield from of_chain(_path(home, name))


def _loads(home: Path, name: str) -> Iterator[dict[str, Any]]:
    """Each list that was loaded; other lines only guard those before them."""
    return (line for line in read_supplement(_path(home, name)).events if "sha256" in line)


def _append(home: Path, name: str, event: dict[str, Any]) -> None:
    line = append_event(_path(home, name), event)
    said = {"list": name, "file": event["file"], "sha256": event["sha256"]}
    note(home, EventName.LIST, **said, supplement_sha256=line)


def _path(home: Path, name: str) -> Path:
    return home / "register" / name


def _origin(file: Path) -> dict[str, str]:
    return {
        "file": file.name,
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
