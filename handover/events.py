"""What happened to a dossier, from transfer records and supplement, without names (pure)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

NOTHING_SAID = "unknown"  # of a line that an early version of the program wrote without it


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that was done, as archives name such things (PREMIS event types)."""

    type: str
    at: str
    by: str
    program: str = ""  # name and version; "": a person did it
    detail: str
    outcome: str = ""
    note: str = ""


CHECKED = {
    "passed": "success",
    "deviates": "warning",
    "not_possible": "warning",
}  # no fault of the file


def events_of(
    records: Iterable[Mapping[str, Any]], supplement: Iterable[Mapping[str, Any]]
) -> Iterator[Event]:
    """In the order they happened: each revision's intake and checks, then what came later."""
    for record in records:
        yield from _intake(record)
    for line in supplement:
        yield _later(line)


def _intake(record: Mapping[str, Any]) -> Iterator[Event]:
    intake = record["intake"]
    what = {"at": intake["at"], "by": intake["by"], "program": intake["program"]}
    where = f"Fassung {record['version']}, Lauf {intake['batch']}"
    yield Event(type="ingestion", detail=f"Übernahme der Scans, {where}", **what)
    for step in record["steps"]:
        tools = ", ".join(f"{name} {version}" for name, version in step["tools"].items())
        yield Event(type="metadata extraction", detail=f"{step['stage']}: {tools}", **what)
    for check in record["checks"]:
        yield Event(
            type="validation",
            detail=f"{check['name']}, {where}",
            outcome=CHECKED[check["result"]],
            note=check["says"],
            **what,
        )


def _later(line: Mapping[str, Any]) -> Event:
    """A line of the supplement by its name, time and author alone: values may hold names."""
    act = line.get("act")
    said = act.get("source", line) if isinstance(act, Mapping) else line
    return Event(
        type="metadata modification",
        at=said.get("at", NOTHING_SAID),
        by=said.get("by", NOTHING_SAID),
        detail=str(line.get("event", NOTHING_SAID)),
    )
