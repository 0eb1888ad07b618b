"""Pages put elsewhere, kept in the supplements of all dossiers concerned: wholly, or not at all.

::

    home/bounds/…      a file for each change that is not done yet; it names the dossier whose
                       supplement tells what is wanted

The new versions are archived first, while nobody knows of them. Then, with all supplements held,
what people said is said again where the pages are, and the versions before are withdrawn. After a
crash either both is brought to its end (all new versions lie in the archive) or the new versions
are withdrawn (one is missing): no page is ever in no dossier that stands. See docs/decisions/0017.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from archive.audit import note_all
from archive.durable import make_folder, storage_errors, sync, write_file
from archive.noted import append_noted, is_revision_noted, make_good, note_revision, trail_lines
from archive.owed import alone
from archive.store import Store
from archive.supplement import Supplement, append_events, read_supplement
from baulast.bounds import DONE, DROPPED, MADE, WANTED, Bounds, bounds_event, bounds_of
from baulast.carried import CARRIED, carried
from baulast.language import tr
from baulast.life import IN_HAND, STATE, State, Step, state_of, step_event, steps_of

FOLDER = "bounds"

Told = dict[str, list[dict[str, Any]]]  # events to come, by dossier


def begin(store: Store, bounds: Bounds) -> None:
    """Writes down what is wanted, so that a crash from here on is seen."""
    folder = store.home / FOLDER
    with storage_errors(folder):
        write_file(make_folder(folder) / bounds.id, _giver(bounds).encode())
        sync(folder)
    append_noted(store, _giver(bounds), lambda _: [bounds_event(bounds)])


def settle(store: Store, bounds: Bounds) -> bool:
    """Whether the new versions stand now; else all stands as before.

    They do where all lie in the archive, and nobody has handed over, closed or withdrawn one of the
    versions before meanwhile. A second call adds nothing and says the same. Catalog and index are
    to be told, and then it is ``done``.
    """
    stand = False

    def events(held: Mapping[str, Supplement]) -> Told:
        nonlocal stand
        stand = _is_concluded(bounds, held) or (
            is_whole(store, bounds) and not _is_dropped(bounds, held) and _may_go(bounds, held)
        )
        return _new((_concluding if stand else _dropping)(store, bounds, held), held)

    _append_all(store, bounds, events)
    return stand


def is_whole(store: Store, bounds: Bounds) -> bool:
    """Whether all new versions lie in the archive."""
    return all(part.after in store.numbers(part.dossier) for part in bounds.made)


def _is_concluded(bounds: Bounds, held: Mapping[str, Supplement]) -> bool:
    """Whether it was said of a version before that this act has withdrawn it."""
    return any(_is_told(bounds, held, part.dossier, part.before) for part in bounds.parts)


def _is_dropped(bounds: Bounds, held: Mapping[str, Supplement]) -> bool:
    """Whether it was said of a new version that this act has withdrawn it."""
    return any(_is_told(bounds, held, part.dossier, part.after) for part in bounds.parts)


def _is_told(bounds: Bounds, held: Mapping[str, Supplement], id: str, version: int | None) -> bool:
    return any(
        event.get("event") == STATE
        and (event.get("bounds"), event.get("version")) == (bounds.id, version)
        for event in held[id].events
    )


def _may_go(bounds: Bounds, held: Mapping[str, Supplement]) -> bool:
    """Whether all versions before are still in people's hands."""
    return all(
        state_of(steps_of(held[part.dossier].events, part.before)) in IN_HAND
        for part in bounds.parts
        if part.before is not None
    )


def _concluding(store: Store, bounds: Bounds, held: Mapping[str, Supplement]) -> Told:
    """Says again what people said, and withdraws the versions before."""
    after = {part.dossier: store.reading(part.dossier, part.after or 1) for part in bounds.made}
    told: Told = {id: [] for id in held}
    for part in bounds.parts:
        if part.before is not None:
            old = store.reading(part.dossier, part.before)
            for id, event in carried(bounds, old, held[old.id].lines, after):
                told[id].append(event)
    for part in bounds.parts:
        if part.after is not None:
            told[part.dossier].append(_made(bounds, part.after))
        if part.before is not None:
            told[part.dossier].append(_withdrawn(store, bounds, part.dossier, part.before))
    return told


def _dropping(store: Store, bounds: Bounds, held: Mapping[str, Supplement]) -> Told:
    """Withdraws the new versions that lie in the archive already."""
    told: Told = {id: [] for id in held}
    for part in bounds.made:
        if part.after in store.numbers(part.dossier):
            told[part.dossier].append(_withdrawn(store, bounds, part.dossier, part.after))
    return told


def done(store: Store, bounds: Bounds) -> None:
    """Writes down that catalog and index have it too."""
    giver = _giver(bounds)
    held = {giver: read_supplement(store.supplement(giver))}
    is_done = _is_told(bounds, held, giver, bounds.parts[0].before)
    name = DONE if is_done else DROPPED
    marker = store.home / FOLDER / bounds.id
    append_noted(store, giver, lambda _: [{"event": name, "bounds": bounds.id, "by": bounds.by}])
    with storage_errors(marker):
        marker.unlink(missing_ok=True)


def resume(store: Store) -> tuple[Bounds, ...]:
    """Brings to an end, or takes back, what a crash has left; these are not ``done`` yet.

    The store is locked.
    """
    found = []
    for marker in sorted((store.home / FOLDER).glob("*")):
        with storage_errors(marker):
            giver = marker.read_text(encoding="utf-8")
        bounds, is_ended = _wanted(store, giver, marker.name)
        if bounds is None or is_ended:
            marker.unlink()
            continue
        settle(store, bounds)
        _make_good(store, bounds)
        found.append(bounds)
    return tuple(found)


def _make_good(store: Store, bounds: Bounds) -> None:
    """Has the trail name all that a crash kept it from hearing of."""
    for part in bounds.parts:
        version = part.after if part.after in store.numbers(part.dossier) else None
        if version and not is_revision_noted(store, part.dossier, version):
            note_revision(store, part.dossier, version)
        with alone(store.home, part.dossier):
            make_good(store, part.dossier)


def made_by(store: Store, id: str, version: int) -> Bounds | None:
    """What a person wanted when this version was made; None: it was delivered so."""
    for event in read_supplement(store.supplement(id)).events:
        if event.get("event") == MADE and event["version"] == version:
            return _wanted(store, event["giver"], event["bounds"])[0]
    return None


def is_under_way(store: Store, id: str) -> bool:
    """Whether pages of the dossier are being put elsewhere right now, or a crash came between."""
    for marker in sorted((store.home / FOLDER).glob("*")):
        with suppress(FileNotFoundError):  # done just now
            bounds, is_ended = _wanted(store, marker.read_text(encoding="utf-8"), marker.name)
            if bounds and not is_ended and id in {part.dossier for part in bounds.parts}:
                return True
    return False


def is_left(store: Store) -> bool:
    """Whether a crash may have left something to be brought to an end."""
    return any((store.home / FOLDER).glob("*"))


def _wanted(store: Store, giver: str, id: str) -> tuple[Bounds | None, bool]:
    """What was wanted, and whether it came to an end; None: it was never written down."""
    mine = [
        event
        for event in read_supplement(store.supplement(giver)).events
        if event.get("bounds") == id
    ]
    wanted = next((bounds_of(event) for event in mine if event["event"] == WANTED), None)
    return wanted, any(event["event"] in (DONE, DROPPED) for event in mine)


def _new(told: Told, held: Mapping[str, Supplement]) -> Told:
    """The events that are not there already."""
    known = {id: {_mark(event) for event in supplement.events} for id, supplement in held.items()}
    return {
        id: [event for event in events if _mark(event) not in known[id]]
        for id, events in told.items()
    }


def _append_all(
    store: Store, bounds: Bounds, make: Callable[[Mapping[str, Supplement]], Told]
) -> None:
    """Lines for all supplements concerned, decided upon while nobody else writes in any of them.

    The giver's are written last. Nobody else holds two supplements, so nobody waits for ever.
    """
    told: Told = {}

    def within(ids: list[str], held: dict[str, Supplement]) -> None:
        if not ids:
            told.update(make(held))
            return
        first, *others = ids

        def events(supplement: Supplement) -> list[dict[str, Any]]:
            within(others, {**held, first: supplement})
            return told[first]

        lines = append_events(store.supplement(first), events)
        note_all(store.home, [*trail_lines(first, zip(lines, told[first], strict=True))])

    within(list(dict.fromkeys(part.dossier for part in bounds.parts)), {})


def _made(bounds: Bounds, version: int) -> dict[str, Any]:
    """That the version was made by a person, and in whose supplement stands how."""
    told = {"version": version, "giver": _giver(bounds), "by": bounds.by, "at": bounds.at}
    return {"event": MADE, "bounds": bounds.id, **told}


def _withdrawn(store: Store, bounds: Bounds, id: str, version: int) -> dict[str, Any]:
    step = Step(
        version=version,
        state=State.WITHDRAWN,
        reason=tr("Seiten neu zugeordnet", "pages were put elsewhere"),
        by=bounds.by,
        at=datetime.now().astimezone().isoformat(timespec="seconds"),
        revision=store.revision(id, version).name,
    )
    return {**step_event(step), "bounds": bounds.id}


def _mark(event: Mapping[str, Any]) -> tuple[Any, ...]:
    """What tells a line of a change from all others."""
    is_step = event.get("event") == STATE
    return event.get("event"), event.get("bounds"), event.get("version" if is_step else CARRIED)


def _giver(bounds: Bounds) -> str:
    return bounds.parts[0].dossier
