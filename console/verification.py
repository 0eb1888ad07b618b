"""The whole check of a home: what was found, what was made anew, and the exit code that says so."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import upkeep
from archive.audit import EventName, audit_damage, note, read_trail
from archive.audit_log import renew_head
from archive.checked import Checked
from archive.damage import Cause, Damage, damage
from archive.repair import repair
from archive.soundness import unsound
from archive.store import Store
from archive.transfer import signature_damage
from archive.witness import contradicted
from baulast.errors import StoreDamaged
from baulast.settings import Settings
from register import journal, lists

DERIVED_DIFFERS = 8  # only what `verify --repair` makes anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a check found that is still so, and what it made anew."""

    damage: tuple[Damage, ...]
    differing: tuple[str, ...]  # where catalog or index do not say what the archive holds
    repaired: tuple[Path, ...]
    bytes: int
    seconds: float

    @property
    def exit_code(self) -> int:
        if any(item.cause is Cause.KEPT for item in self.damage):
            return StoreDamaged.exit_code
        return DERIVED_DIFFERS if self.damage or self.differing else 0


@dataclass(slots=True)
class _Read:
    """How many bytes were hashed so far."""

    checked: Checked
    bytes: int = 0

    def add(self, path: Path, size: int) -> None:
        self.bytes += size
        self.checked.add(path)


def verification(
    home: Path,
    settings: Settings,
    *,
    catalog_url: str | None,
    dossier: str | None,
    deep: bool,
    resume: bool,
    repairs: bool,
) -> Verification:
    """Every file, line and row of the home, or of one dossier, as it was written?"""
    started = time.monotonic()
    store = Store(home)
    with Checked(home, resume=resume) as checked:
        read = _Read(checked)
        found = _found(store, settings, dossier=dossier, deep=deep, read=read)
    repaired: tuple[Path, ...] = ()
    if repairs:
        repaired = _repaired(store, found, settings)
        found = tuple(item for item in found if item.path not in repaired)
    differing = _differing(
        found,
        dossier,
        verify=lambda: upkeep.verify(home, catalog_url=catalog_url),
    )
    if differing and repairs:
        upkeep.rebuild(home, settings.index, catalog_url=catalog_url)
        differing = upkeep.verify(home, catalog_url=catalog_url)
    done = Verification(
        damage=found,
        differing=differing,
        repaired=repaired,
        bytes=read.bytes,
        seconds=time.monotonic() - started,
    )
    if not any(audit_damage(home)):
        note(home, EventName.VERIFY, **_details(done, dossier=dossier, deep=deep))
    return done


def _found(
    store: Store, settings: Settings, *, dossier: str | None, deep: bool, read: _Read
) -> tuple[Damage, ...]:
    home = store.home
    found = [
        *damage(store, dossier=dossier, skip=read.checked.knows, done=read.add),
        *audit_damage(home),
    ]
    if not found:  # the rest rests on an audit trail and on files that are whole
        found += contradicted(store, read_trail(home), dossier=dossier)
        found += signature_damage(store, settings.transfer)
    if dossier is None:
        found += lists.damage(home)
        found += () if any(audit_damage(home)) else journal.damage(home)
    if deep and not found:
        found += unsound(store, dossier=dossier)
    return tuple(dict.fromkeys(found))


def _repaired(store: Store, found: tuple[Damage, ...], settings: Settings) -> tuple[Path, ...]:
    with store.locked():
        made = tuple(repair(store, found, settings.archive))
    broken = tuple(audit_damage(store.home))
    if broken:
        try:
            renew_head(store.home)
        except StoreDamaged:
            return made  # the log itself is damaged, and no head can heal that
        note(store.home, EventName.VERIFY, what="audit head renewed")
        return (*made, *(item.path for item in broken))
    return made


def _differing(
    found: tuple[Damage, ...], dossier: str | None, *, verify: Callable[[], tuple[str, ...]]
) -> tuple[str, ...]:
    """What catalog and index should say cannot be told from readings that are damaged."""
    if dossier is not None or any(item.cause is Cause.KEPT for item in found):
        return ()
    return verify()


def _details(done: Verification, *, dossier: str | None, deep: bool) -> dict[str, Any]:
    counts = {
        "damaged": len(done.damage),
        "differing": len(done.differing),
        "repaired": len(done.repaired),
        "bytes": done.bytes,
        "deep": deep,
    }
    return counts if dossier is None else {**counts, "dossier": dossier}
