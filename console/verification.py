"""The whole check of a home: what was found, what was made anew, and the exit code that says so.

Every cause is looked for, whatever was found before, and after a repair all of it once more.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import upkeep
from archive.audit import EventName, audit_damage, note, told_lines
from archive.audit_log import renew_head
from archive.checked import Checked
from archive.damage import Cause, Damage, damage
from archive.past import forgotten
from archive.repair import repair
from archive.soundness import unsound
from archive.store import Store
from archive.transfer import signature_damage
from archive.witness import Unnamed, contradicted, unnamed
from batch.agreement import Disagreement, Where
from batch.comparison import Compared, compared, mend
from batch.home import known_catalog
from baulast.errors import BaulastError, CatalogUnusable, DossierUnknown, StoreDamaged, StoreError
from baulast.language import tr
from baulast.settings import Settings
from catalog.records import DossierRecord, DossierState
from catalog.store import Catalog
from console.sharing import login
from index.listed import Lists
from register import journal, lists

DERIVED_DIFFERS = 8  # only what `verify --repair` makes anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a check found that is still so, and what it made anew."""

    damage: tuple[Damage, ...]
    differing: tuple[str, ...]  # where catalog or index do not say what the archive holds
    unchecked: tuple[str, ...]  # what could not be looked at, and why
    repaired: tuple[str, ...]
    bytes: int
    seconds: float

    @property
    def exit_code(self) -> int:
        """That of the worst: lost or changed data, then what nobody could look at."""
        if any(item.cause is Cause.KEPT for item in self.damage):
            return StoreDamaged.exit_code
        if self.unchecked:
            return StoreError.exit_code
        return DERIVED_DIFFERS if self.damage or self.differing else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is to be checked."""

    home: Path
    settings: Settings
    catalog_url: str | None
    dossier: str | None  # None: everything
    deep: bool


@dataclass(slots=True)
class _Found:
    """What one look at everything has found."""

    damage: list[Damage] = field(default_factory=list)
    compared: Compared = field(default_factory=Compared)
    unchecked: list[str] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        return not (self.damage or self.compared.found or self.unchecked)


@dataclass(slots=True)
class _Read:
    """How many bytes were hashed so far."""

    checked: Checked
    bytes: int = 0

    def add(self, path: Path, size: int) -> None:
        self.bytes += size
        self.checked.add(path)


def verification(scope: Scope, *, resume: bool, repairs: bool) -> Verification:
    """Every file, line and row of the home, or of one dossier, as it was written?"""
    started = time.monotonic()
    store = Store(scope.home)
    repaired: tuple[str, ...] = ()
    with Checked(scope.home, resume=resume) as checked:
        read = _Read(checked)
        found = _look(store, scope, read)
        if repairs and not found.is_well:
            repaired = _repaired(store, scope, found)
            found = _look(store, scope, read)  # files found whole just now are not read twice
    done = Verification(
        damage=tuple(found.damage),
        differing=tuple(map(str, found.compared.found)),
        unchecked=(*found.unchecked, *found.compared.unchecked),
        repaired=repaired,
        bytes=read.bytes,
        seconds=time.monotonic() - started,
    )
    if any(audit_damage(scope.home)):
        return done
    try:
        note(scope.home, EventName.VERIFY, **_details(done, scope))
    except BaulastError as error:  # a full disk: what was found is told all the same
        done = replace(done, unchecked=(*done.unchecked, str(error)))
    return done


# ------------------------------------------------------------------------------ looking


def _look(store: Store, scope: Scope, read: _Read) -> _Found:
    found = _Found()
    is_here = _is_here(store, scope)
    dossier = scope.dossier

    def add(step: Callable[[], Iterable[Damage]]) -> None:
        try:
            found.damage += step()
        except BaulastError as error:  # the steps after it still have something to tell
            found.unchecked.append(f"{error} {error.remedy}")

    if is_here:
        add(partial(damage, store, dossier=dossier, skip=read.checked.knows, done=read.add))
        add(partial(signature_damage, store, scope.settings.transfer, dossier=dossier))
    broken = tuple(audit_damage(store.home))
    found.damage += broken
    add(partial(contradicted, store, told_lines(store.home), dossier=dossier))
    if not broken and is_here:
        add(partial(_unnamed, store, scope))
        add(partial(forgotten, store, dossier=dossier))
    if dossier is None:
        add(partial(lists.damage, store.home))
        add(partial(journal.damage, store.home, told_lines(store.home)))
    if scope.deep and is_here:
        known = {item.path for item in found.damage}
        add(partial(unsound, store, dossier=dossier, but=known))
    _compare(store, scope, found, is_trail_whole=not broken)
    found.damage = [*{(item.path, item.cause): item for item in reversed(found.damage)}.values()]
    found.damage.sort(key=lambda item: (item.cause is Cause.DERIVED, item.path))
    return found


def _is_here(store: Store, scope: Scope) -> bool:
    """Whether there is anything to read; DossierUnknown for a dossier that nothing speaks of."""
    if scope.dossier is None or next(store.versions(scope.dossier), None):
        return True
    if any(scope.dossier in line.dossiers for line in told_lines(store.home)):
        return False
    if _asked_of(scope, lambda catalog: catalog.versions(scope.dossier or "")):
        return False
    raise DossierUnknown(
        tr(f"{scope.dossier}: nicht im Archiv", f"{scope.dossier}: not in the archive")
    )


def _unnamed(store: Store, scope: Scope) -> Iterator[Damage]:
    """What the trail never named; what was written just now may be named by the second look."""
    if next(unnamed(store, dossier=scope.dossier), None) is None:
        return
    # Over what is pending a run was ended: `status` tells.
    pending = _asked_of(scope, lambda catalog: catalog.walk(DossierState.PENDING))
    names = {(record.id, record.version) for record in pending}
    for one in unnamed(store, dossier=scope.dossier):
        if one.version not in names:
            yield _as_damage(one)


def _as_damage(one: Unnamed) -> Damage:
    dossier = one.details.get("dossier", "")
    return Damage(
        path=one.path,
        what=one.what,
        remedy=tr(
            "Jemand hat es dorthin gelegt, oder das Protokoll verlor Zeilen, oder ein Absturz kam "
            "dazwischen. Ansehen; stimmt es, trägt es `baulast audit accept` mit Grund nach"
            f"{f' ({dossier})' if dossier else ''}.",
            "Somebody put it there, or the trail lost lines, or a crash came in between. Look at "
            "it; if it is right, `baulast audit accept` has the trail name it, with a reason"
            f"{f' ({dossier})' if dossier else ''}.",
        ),
    )


def _asked_of(
    scope: Scope, ask: Callable[[Catalog], Iterable[DossierRecord]]
) -> tuple[DossierRecord, ...]:
    """What the catalog says; nothing where it cannot be read, as is said later."""
    try:
        with known_catalog(scope.home, scope.catalog_url) as catalog:
            return tuple(ask(catalog))
    except CatalogUnusable:
        return ()


def _compare(store: Store, scope: Scope, found: _Found, *, is_trail_whole: bool) -> None:
    """Adds where catalog and indices disagree; what only they still know is a loss."""
    index = scope.settings.index
    listed = None
    if index.elasticsearch:
        try:
            listed = lists.all_of(scope.home)
        except StoreDamaged as error:  # the server may hold what the list has lost
            found.unchecked.append(f"Elasticsearch: {error}")
    found.compared = compared(
        scope.home,
        index,
        catalog_url=scope.catalog_url,
        login=login(index, os.environ, url=None, user=None) if listed else None,
        lists=listed or Lists(),
        dossier=scope.dossier,
        unsure=_unsure(store, found.damage),
    )
    if is_trail_whole:
        return  # a dossier that it does not name never was in the archive
    lost = [one for one in found.compared.found if one.is_lost]
    rest = tuple(one for one in found.compared.found if not one.is_lost)
    found.compared = replace(found.compared, found=rest)
    for one in lost:
        folder = store.version_folder(one.dossier, one.version)
        found.damage.append(Damage(path=folder, what=str(one)))


def _unsure(store: Store, found: Iterable[Damage]) -> frozenset[Path]:
    """Folders of dossiers of which the archive cannot tell any more what was read or said.

    Of all versions, for one may stand for another. Damage to a PDF, or to the record of who took
    the dossier in and when, leaves what was read as it is.
    """
    home = store.home / "dossiers"
    inside = (
        item.path.relative_to(home)
        for item in found
        if item.cause is Cause.KEPT
        and item.path.is_relative_to(home)
        and not item.path.name.startswith("transfer.")
    )
    return frozenset(home.joinpath(*path.parts[:2]) for path in inside if len(path.parts) > 2)


# ---------------------------------------------------------------------------- repairing


def _repaired(store: Store, scope: Scope, found: _Found) -> tuple[str, ...]:
    """What was made anew, each by itself; the next look tells what stays."""
    done: list[str] = []

    def attempt(what: str, step: Callable[[], object]) -> None:
        try:
            step()
        except BaulastError as error:
            found.unchecked.append(f"{what}: {error}")  # of the first look; the second one decides
        else:
            done.append(what)

    try:
        with store.locked():
            done += map(str, repair(store, found.damage, scope.settings.archive))
    except StoreError:
        return tuple(done)  # an import is at work; the second look says so
    if any(audit_damage(store.home)):
        attempt(str(store.home / "audit" / "head"), partial(_renew, store.home))
    differs = found.compared.found
    unsure = _unsure(store, found.damage)
    local = [one for one in differs if one.where is not Where.SHARED]
    for where in dict.fromkeys(one.where for one in local):
        these = [one for one in local if one.where is where]
        attempt(_name_of(where), partial(_mend, scope, these, unsure))
    for town in dict.fromkeys(one.dossier for one in differs if one.where is Where.SHARED):
        attempt(f"Elasticsearch: {town}", partial(_synchronised, scope, town))
    return tuple(done)


def _renew(home: Path) -> None:
    renew_head(home)
    note(home, EventName.VERIFY, what="audit head renewed")


def _mend(scope: Scope, found: list[Disagreement], unsure: frozenset[Path]) -> None:
    index = scope.settings.index
    mend(scope.home, index, found, catalog_url=scope.catalog_url, unsure=unsure)


def _synchronised(scope: Scope, town: str) -> None:
    index = scope.settings.index
    there = login(index, os.environ, url=None, user=None)
    upkeep.sync_shared(
        scope.home,
        there,
        index,
        lists=lists.all_of(scope.home),
        catalog_url=scope.catalog_url,
        municipality=town,
    )


def _name_of(where: Where) -> str:
    return tr("Katalog", "catalog") if where is Where.CATALOG else tr("Suche", "search")


def _details(done: Verification, scope: Scope) -> dict[str, Any]:
    counts = {
        "damaged": len(done.damage),
        "differing": len(done.differing),
        "unchecked": len(done.unchecked),
        "repaired": len(done.repaired),
        "bytes": done.bytes,
        "deep": scope.deep,
    }
    return counts if scope.dossier is None else {**counts, "dossier": scope.dossier}
