"""A line of a supplement and the line of the audit trail that names it: both, or the second soon.

The trail's line is written after the other one. Where a crash comes between, the dossier is still
owed (``archive.owed``), and whoever comes next has the trail name what it lacks; the line then says
that it came late. Until then ``verify`` names it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from archive.audit import EventName, note, note_all
from archive.audit_log import holds
from archive.durable import sha256_of
from archive.manifest import NAME as MANIFEST
from archive.owed import alone, is_owed, mark, settled
from archive.store import Store
from archive.supplement import Supplement, append_events, read_supplement
from baulast.acts import ADDED, DELETED
from baulast.corrections import DECISION
from baulast.desk_notes import NOTE
from baulast.life import STATE

SIGHT = "sight_check"  # names of events in the supplement
RELEASED, WITHDRAWN = "page_released", "page_withdrawn"

Line = tuple[str, Mapping[str, Any]]  # its hash, and the event that it holds
Told = tuple[EventName, dict[str, Any]]


def append_owed(
    store: Store, id: str, make: Callable[[Supplement], Sequence[Mapping[str, Any]]]
) -> tuple[str, ...]:
    """The hashes of the lines that ``make`` wants, named by the trail; the dossier is owed then."""
    with alone(store.home, id):
        return _append(store, id, make)


def append_noted(
    store: Store, id: str, make: Callable[[Supplement], Sequence[Mapping[str, Any]]]
) -> tuple[str, ...]:
    """As ``append_owed``, of what neither catalog nor index has to know."""
    with alone(store.home, id):
        was_owed = is_owed(store.home, id)
        lines = _append(store, id, make)
        if not was_owed:
            settled(store.home, id)
        return lines


def make_good(store: Store, id: str) -> None:
    """Has the trail name what was written and, after a crash, not named; told within ``alone``."""
    lines = read_supplement(store.supplement(id)).lines
    lacking: list[Line] = []
    for line in reversed(lines):
        if line[1].get("event") != NOTE and holds(store.home, line[0]):
            break
        lacking.insert(0, line)
    note_all(
        store.home, [(name, {**said, "late": True}) for name, said in trail_lines(id, lacking)]
    )


def note_revision(store: Store, id: str, version: int) -> None:
    """Has the trail name the newest revision of a version: if it is lost, that shows."""
    revision = store.revision(id, version)
    note(
        store.home,
        EventName.ARCHIVED,
        dossier=id,
        version=version,
        revision=revision.name,
        manifest_sha256=sha256_of(revision / MANIFEST),
    )


def is_revision_noted(store: Store, id: str, version: int) -> bool:
    """Whether the trail names the newest revision of a version."""
    return holds(store.home, sha256_of(store.revision(id, version) / MANIFEST))


def trail_lines(id: str, lines: Iterable[Line]) -> Iterator[Told]:
    """What the trail says of lines of a dossier's supplement; of an act on pages, of its last."""
    lines = tuple(lines)
    for place, (sha256, event) in enumerate(lines):
        if "bounds" in event:
            later = lines[place + 1 :]
            if any(other.get("bounds") == event["bounds"] for _, other in later):
                continue
        if told := _told(event):
            yield told[0], {"dossier": id, **told[1], "supplement_sha256": sha256}


def _append(
    store: Store, id: str, make: Callable[[Supplement], Sequence[Mapping[str, Any]]]
) -> tuple[str, ...]:
    made: list[Mapping[str, Any]] = []

    def marked(supplement: Supplement) -> Sequence[Mapping[str, Any]]:
        made.extend(make(supplement))
        if made:
            mark(store.home, id)
        return made

    if is_owed(store.home, id):
        make_good(store, id)
    lines = append_events(store.supplement(id), marked)
    note_all(store.home, [*trail_lines(id, zip(lines, made, strict=True))])
    return lines


def _told(event: Mapping[str, Any]) -> Told | None:
    """What the trail says of an event; None: nothing, it is a remark or of a later program."""
    if "bounds" in event:
        return EventName.BOUNDS, _some(event, "bounds")
    say = SAID.get(str(event.get("event")))
    return say(event) if say else None


def _decision(event: Mapping[str, Any]) -> Told:
    fields = {target.get("field") or "" for target in event.get("targets", ())}
    return EventName.CORRECTION, _some(event, "version", "verb") | {"fields": sorted(fields)}


def _act(event: Mapping[str, Any]) -> Told:
    act, source = event["act"], event["act"]["source"]
    return EventName.ENTRY_ACT, _some({**act, **source}, "version", "order")


def _step(event: Mapping[str, Any]) -> Told:
    return EventName.STATE, _some(event, "version", "state") | {"reason": event.get("reason", "")}


def _page(event: Mapping[str, Any]) -> Told:
    return EventName.RELEASE, {"what": event["event"], **_some(event, "version", "page")}


def _sight(event: Mapping[str, Any]) -> Told:
    return EventName.SIGHT, _some(event, "version", "page", "result")


SAID: dict[str, Callable[[Mapping[str, Any]], Told]] = {
    DECISION: _decision,
    ADDED: _act,
    DELETED: _act,
    STATE: _step,
    RELEASED: _page,
    WITHDRAWN: _page,
    SIGHT: _sight,
}


def _some(event: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """These of its values, and who gave it."""
    return {name: event[name] for name in names} | (
        {"given_by": event["by"]} if "by" in event else {}
    )
