"""Whether catalog and indices say what the archive holds, dossier by dossier; and made to."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import merge
from itertools import groupby, repeat
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.store import Store
from batch.rebuild import (
    LOST,
    decided,
    has_readings_of,
    keep,
    record_of,
    without_pages,
)
from baulast.errors import CatalogUnusable, IndexUnusable
from baulast.language import tr
from baulast.model import Dossier
from baulast.tasks import tasks_of
from catalog.content import SAFE
from catalog.store import Catalog
from index.embedded import EmbeddedIndex
from index.listed import Lists
from index.shared import SharedIndex

Key = tuple[str, int]  # id and version


class Where(StrEnum):
    """What disagrees with the archive."""

    CATALOG = "catalog"
    INDEX = "index"
    SHARED = "elasticsearch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """One dossier of which something derived says otherwise than the archive, in words."""

    where: Where
    what: str
    dossier: str = ""  # "": the file as a whole; on the server a town
    version: int = 0
    is_lost: bool = False  # the catalog says that it is safe, and the archive has none of it

    def __str__(self) -> str:
        return self.what


def in_catalog(
    store: Store, catalog: Catalog, *, dossier: str | None = None, unsure: Container[Path] = ()
) -> Iterator[Disagreement]:
    """Where the catalog says otherwise, of all dossiers or of one; CatalogUnusable if broken.

    Of dossiers whose folders are ``unsure`` the archive cannot tell what is right.
    """
    if said := catalog.content.unsound():
        raise CatalogUnusable(said)
    for reading in store.readings(dossier, but=unsure):
        if differs := _catalog_differs(store, catalog, reading):
            yield _about(Where.CATALOG, reading.id, reading.version, differs)
    for record in catalog.walk(*SAFE) if dossier is None else catalog.versions(dossier):
        key = (record.id, record.version)
        is_lost = record.state in SAFE and not store.has(*key)
        if is_lost and store.dossier_folder(record.id) not in unsure:
            lost = tr(
                "fehlt im Archiv, der Katalog meint, es sei dort",
                "is not in the archive, the catalog says it is",
            )
            yield _about(Where.CATALOG, *key, lost, is_lost=True)
    for id, version in catalog.content.unreadable():
        if dossier in (None, id) and store.dossier_folder(id) not in unsure:
            spoilt = tr(
                "der Katalog kann ihre Seiten nicht mehr nennen",
                "the catalog cannot tell its pages any more",
            )
            yield _about(Where.CATALOG, id, version, spoilt)
    for id, version in sorted(catalog.content.nobodys()):
        if dossier in (None, id):
            surplus = tr(
                "im Katalog stehen Zeilen einer Akte, die er nicht kennt",
                "the catalog has rows of a dossier that it does not know",
            )
            yield _about(Where.CATALOG, id, version, surplus)


def in_index(
    store: Store,
    index: EmbeddedIndex,
    *,
    dossier: str | None = None,
    unsure: Container[Path] = (),
) -> Iterator[Disagreement]:
    """Where the search says otherwise: it is compared with one that is built anew beside it.

    A dossier that cannot be found is an encumbrance that nobody hears of. IndexUnusable for a file
    that is broken as a whole.
    """
    if said := index.unsound():
        raise IndexUnusable(said)
    with (
        TemporaryDirectory(dir=store.home / "work") as beside,
        EmbeddedIndex(Path(beside) / "index.sqlite") as anew,
    ):
        anew.rebuild(store.dossiers(dossier, but=unsure))
        both = _beside(anew.digests(dossier), index.digests(dossier))
        for (id, version), right, there in both:
            if right != there and store.dossier_folder(id) not in unsure:
                yield _about(Where.INDEX, id, version, _index_differs(right, there))


def in_shared(
    store: Store,
    index: SharedIndex,
    *,
    lists: Lists,
    dossier: str | None = None,
) -> Iterator[Disagreement]:
    """The towns of whose register the server holds other than the archive, by count and hash."""
    towns = store.municipalities() if dossier is None else (dossier.partition("/")[0],)
    for town in towns:
        there = (d for d in store.dossiers() if d.municipality == town)
        proof = index.compare(there, [town], lists)
        if not proof.is_proven:
            yield Disagreement(
                where=Where.SHARED,
                dossier=town,
                what=tr(
                    f"{town}: der gemeinsame Index hält {proof.held} Dokumente "
                    f"({proof.held_digest[:12]}…), das Archiv gibt {proof.documents} "
                    f"({proof.digest[:12]}…)",
                    f"{town}: the shared index holds {proof.held} documents "
                    f"({proof.held_digest[:12]}…), the archive gives {proof.documents} "
                    f"({proof.digest[:12]}…)",
                ),
            )


def mend_catalog(
    store: Store,
    catalog: Catalog,
    found: Sequence[Disagreement],
    *,
    owed_to: Sequence[str],
    unsure: Container[Path] = (),
) -> None:
    """Has the catalog say of these dossiers what the archive holds, and of others nothing."""
    for id in dict.fromkeys(one.dossier for one in found):
        readings = {reading.version: reading for reading in store.readings(id, but=unsure)}
        for version in {one.version for one in found if one.dossier == id}:
            if version in readings:
                reading = readings[version]
                keep(catalog, reading, store.standing(reading), owed_to)
            elif (known := catalog.dossier(id, version)) and known.state not in SAFE:
                catalog.keep_dossier(*without_pages(known))
            else:
                catalog.content.forget(id, version)
        if readings:
            catalog.desk.keep_decisions(id, decided(store, id))


def mend_index(
    store: Store,
    index: EmbeddedIndex,
    found: Sequence[Disagreement],
    *,
    unsure: Container[Path] = (),
) -> None:
    """Has the search find of these dossiers what the archive holds, and of others nothing."""
    for one in found:
        there = (d for d in store.dossiers(one.dossier, but=unsure) if d.version == one.version)
        if dossier := next(there, None):
            index.put(dossier)
        else:
            index.remove(one.dossier, one.version)


def _catalog_differs(store: Store, catalog: Catalog, reading: Dossier) -> str | None:
    """What the catalog says otherwise of a dossier; None: nothing."""
    held = catalog.dossier(reading.id, reading.version)
    if held is None:
        return tr(
            "liegt im Archiv, der Katalog weiß es nicht",
            "is in the archive, the catalog does not know",
        )
    if held.steps_sha256 == LOST:
        return tr(
            "ist wieder im Archiv, der Katalog hält sie für verloren",
            "is in the archive again, the catalog takes it for lost",
        )
    standing = store.standing(reading)
    tables = catalog.content.differing(
        held,
        record_of(reading, standing),
        standing.dossier,
        read=reading.all_doubts,
        tasks=tasks_of(standing),
    )
    if catalog.content.differs_in_decisions(reading.id, decided(store, reading.id)):
        tables = (*tables, "decisions")
    if not has_readings_of(catalog, reading):
        tables = (*tables, "page_readings")
    other = tr("der Katalog sagt anderes als das Archiv", "the catalog says otherwise")
    return f"{other} ({', '.join(tables)})" if tables else None


def _index_differs(right: str | None, there: str | None) -> str:
    if there is None:
        return tr("fehlt in der Suche", "is missing in the search")
    if right is None:
        return tr(
            "steht in der Suche, und im Archiv liegt keine solche Akte",
            "stands in the search, and the archive has no such dossier",
        )
    return tr("in der Suche steht anderes als im Archiv", "the search has it otherwise")


def _about(
    where: Where, id: str, version: int, what: str, *, is_lost: bool = False
) -> Disagreement:
    named = tr(f"{id} (Fassung {version})", f"{id} (version {version})")
    return Disagreement(
        where=where, what=f"{named}: {what}", dossier=id, version=version, is_lost=is_lost
    )


Digest = tuple[str, int, str]


def _beside(
    wanted: Iterable[Digest], held: Iterable[Digest]
) -> Iterator[tuple[Key, str | None, str | None]]:
    """The digests of each dossier in the one index and in the other; both come in order."""
    sides = merge(zip(wanted, repeat(0)), zip(held, repeat(1)))
    for key, found in groupby(sides, key=lambda item: item[0][:2]):
        digests = {side: digest for (_, _, digest), side in found}
        yield key, digests.get(0), digests.get(1)
