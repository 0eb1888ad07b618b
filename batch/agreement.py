"""Whether catalog and index say what the archive holds."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.store import Store
from baulast.language import tr
from catalog.records import DossierState
from catalog.store import Catalog
from index.embedded import EmbeddedIndex
from index.seam import Index


def disagreements(store: Store, catalog: Catalog, index: Index) -> Iterator[str]:
    """What catalog or index lack or have too much, in words; nothing where all agree.

    The index is compared with one that is built anew beside it: a dossier that cannot be found is
    an encumbrance that nobody hears of.
    """
    archived = {(reading.id, reading.version) for reading in store.readings()}
    records = catalog.dossiers()
    known = {(record.id, record.version) for record in records}
    safe = (DossierState.DONE, DossierState.ARCHIVED)
    said = {(record.id, record.version) for record in records if record.state in safe}
    for id, version in sorted(archived - known):
        yield tr(
            f"{id} (Fassung {version}) liegt im Archiv, der Katalog weiß es nicht",
            f"{id} (version {version}) is in the archive, the catalog does not know",
        )
    for id, version in sorted(said - archived):
        yield tr(
            f"{id} (Fassung {version}) fehlt im Archiv, der Katalog meint, es sei dort",
            f"{id} (version {version}) is not in the archive, the catalog says it is",
        )
    with (
        TemporaryDirectory(dir=store.home / "work") as beside,
        EmbeddedIndex(Path(beside) / "index.sqlite") as anew,
    ):
        anew.rebuild(store.dossiers())
        if anew.digest() != index.digest():
            yield tr(
                f"Der Suchindex ({index.counts().dossiers} Akten) entspricht nicht dem Archiv "
                f"({anew.counts().dossiers} Akten); `baulast rebuild` baut ihn neu",
                f"The index ({index.counts().dossiers} dossiers) does not match the archive "
                f"({anew.counts().dossiers} dossiers); `baulast rebuild` builds it anew",
            )
