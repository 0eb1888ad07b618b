"""What is derived, opened and held against the archive; and each part of it made anew by itself.

A broken file never ends the check: it is told, and where the archive is right it can be built anew.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from archive.store import Store
from batch.agreement import (
    Disagreement,
    Where,
    in_catalog,
    in_index,
    in_shared,
    mend_catalog,
    mend_index,
)
from batch.beside import Beside
from batch.home import catalog_of, private_files
from batch.rebuild import catalog_anew, set_lost_aside
from batch.salvage import salvage
from batch.sharing import shared_indices
from baulast.errors import (
    BaulastError,
    CatalogUnusable,
    IndexUnusable,
    StoreBusy,
    StoreDamaged,
    StoreError,
    WorkerLost,
)
from baulast.language import tr
from baulast.settings import IndexSettings
from catalog.content import SAFE
from catalog.store import CATALOG_FILE, set_catalog_aside
from index.embedded import INDEX_FILE, EmbeddedIndex
from index.listed import Lists
from index.login import Login
from index.schema import is_outdated, set_index_aside
from index.shared import NOTHING_LISTED, SharedIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Where catalog and indices do not say what the archive holds, and what was not compared."""

    found: tuple[Disagreement, ...] = ()
    unchecked: tuple[str, ...] = ()


def compared(
    home: Path,
    settings: IndexSettings | None = None,
    *,
    catalog_url: str | None = None,
    login: Login | None = None,
    lists: Lists = NOTHING_LISTED,
    dossier: str | None = None,
    unsure: Set[Path] = frozenset(),
) -> Compared:
    """Catalog and indices beside the archive: of all dossiers or of one.

    Whether the archive's files are as they were written is asked of ``archive.damage``; of dossiers
    whose folders are ``unsure`` nothing can be told. A ``login`` has the server compared, too, with
    the ``lists`` that offices keep.
    """
    store = Store(home)
    parts: list[Compared] = []
    look = partial(_looked, home, catalog_url)
    try:
        with private_files(), store.locked():
            # Each parses every reading, which takes longer than hashing all files: side by side.
            index = Beside(partial(look, Where.INDEX, partial(_index, store, dossier, unsure)))
            parts.append(
                look(Where.CATALOG, partial(_catalog, store, catalog_url, dossier, unsure))
            )
            parts.append(index.result())
    except (StoreBusy, WorkerLost) as error:  # what an import is to write would only seem to differ
        both = tr("Katalog und Suche", "catalog and index")
        parts.append(Compared(unchecked=(f"{both}: {error}",)))
    if login is not None:
        prefix = (settings or IndexSettings()).prefix
        shared = partial(_shared, store, login, prefix, lists, dossier, unsure)
        parts.append(look(Where.SHARED, shared))
    return Compared(
        found=tuple(one for part in parts for one in part.found),
        unchecked=tuple(one for part in parts for one in part.unchecked),
    )


def _looked(
    home: Path,
    catalog_url: str | None,
    where: Where,
    asked: Callable[[], Iterable[Disagreement]],
) -> Compared:
    """What one of them says otherwise, or why nobody could look."""
    found: list[Disagreement] = []
    try:
        found.extend(asked())
    except (CatalogUnusable, IndexUnusable) as error:
        if where is Where.CATALOG and (catalog_url or "locked" in str(error)):
            # nobody builds the office's database server anew
            return Compared(found=tuple(found), unchecked=(str(error),))
        found.append(_as_a_whole(home, where, str(error)))
    except BaulastError as error:
        return Compared(found=tuple(found), unchecked=(f"{where}: {error}",))
    return Compared(found=tuple(found))


def mend(
    home: Path,
    settings: IndexSettings,
    found: Iterable[Disagreement],
    *,
    catalog_url: str | None = None,
    unsure: Set[Path] = frozenset(),
) -> None:
    """Has catalog and search say what the archive holds: dossier by dossier, or the whole file.

    A broken file stays beside the new one, under another name.
    """
    store = Store(home)
    wrong = {where: [one for one in found if one.where is where] for where in Where}
    with private_files(), store.locked():
        if wrong[Where.CATALOG]:
            _mend_catalog(store, settings, wrong[Where.CATALOG], catalog_url, unsure)
        if wrong[Where.INDEX] and _mend_index(store, wrong[Where.INDEX], unsure):
            _set_unsure_aside(store, catalog_url, unsure)


def _as_a_whole(home: Path, where: Where, said: str) -> Disagreement:
    file = home / (INDEX_FILE if where is Where.INDEX else CATALOG_FILE)
    what = f"{file}: {said.removeprefix(f'{file}: ')}"
    if where is Where.INDEX:
        return Disagreement(where=where, what=what)
    lost = tr(
        "Was beiseite liegt und was geliefert wurde, weiß nur der Katalog: --repair rettet davon, "
        "was noch zu lesen ist; danach die Lieferungen noch einmal importieren.",
        "What was set aside and what was delivered, the catalog alone knows: --repair saves of it "
        "what can still be read; import the deliveries once more afterwards.",
    )
    return Disagreement(where=where, what=f"{what}. {lost}")


def _catalog(
    store: Store, url: str | None, dossier: str | None, unsure: Set[Path]
) -> Iterator[Disagreement]:
    if not url:
        _refuse_missing(store, CATALOG_FILE, CatalogUnusable)
    with catalog_of(store.home, url) as there:
        yield from in_catalog(store, there, dossier=dossier, unsure=unsure)


def _index(store: Store, dossier: str | None, unsure: Set[Path]) -> Iterator[Disagreement]:
    _refuse_missing(store, INDEX_FILE, IndexUnusable)
    with EmbeddedIndex(store.home / INDEX_FILE) as there:
        yield from in_index(store, there, dossier=dossier, unsure=unsure)


def _shared(
    store: Store,
    login: Login,
    prefix: str,
    lists: Lists,
    dossier: str | None,
    unsure: Set[Path],
) -> Iterator[Disagreement]:
    if unsure:
        raise StoreDamaged(
            tr(
                "nicht verglichen, solange Akten im Archiv beschädigt sind",
                "not compared as long as dossiers in the archive are damaged",
            )
        )
    with SharedIndex.open(login, prefix=prefix) as there:
        yield from in_shared(store, there, lists=lists, dossier=dossier)


def _mend_catalog(
    store: Store,
    settings: IndexSettings,
    wrong: Sequence[Disagreement],
    url: str | None,
    unsure: Set[Path],
) -> None:
    if all(one.dossier for one in wrong):
        with catalog_of(store.home, url) as catalog:
            owed_to = shared_indices(settings)
            mend_catalog(store, catalog, wrong, owed_to=owed_to, unsure=unsure)
        return
    broken = set_catalog_aside(store.home / CATALOG_FILE)
    with catalog_of(store.home, url) as catalog:
        salvage(broken, catalog)
        catalog_anew(store, catalog, settings, but=unsure)


def _mend_index(store: Store, wrong: Sequence[Disagreement], unsure: Set[Path]) -> bool:
    """Whether the file had to be made anew: then it lacks the dossiers that are not sure."""
    file = store.home / INDEX_FILE
    if all(one.dossier for one in wrong):
        with EmbeddedIndex(file) as index:
            mend_index(store, index, wrong, unsure=unsure)
        return False
    set_index_aside(file, keeps=not is_outdated(file))
    with EmbeddedIndex(file) as index:
        index.rebuild(store.dossiers(but=unsure))
    return True


def _set_unsure_aside(store: Store, url: str | None, unsure: Set[Path]) -> None:
    """Has every search say what it lacks."""
    with catalog_of(store.home, url) as catalog:
        for record in catalog.walk(*SAFE):
            if store.dossier_folder(record.id) in unsure:
                set_lost_aside(catalog, record.id, record.version)


def _refuse_missing(store: Store, name: str, error: type[StoreError]) -> None:
    """The error for a file that is gone although the archive is not empty: none is made here."""
    if not (store.home / name).exists() and next(store.revisions(), None):
        raise error(tr(f"{store.home / name}: fehlt", f"{store.home / name}: is missing"))
