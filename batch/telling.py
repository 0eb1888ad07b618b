"""Catalog and index told what people recorded in a dossier: at once, or by whoever comes next."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass

from archive.noted import make_good
from archive.owed import alone, owed, settled
from archive.store import Store
from archive.supplement import read_supplement
from batch.versions import tell_index
from baulast.carried import said_first
from baulast.corrections import Decision
from baulast.errors import CatalogUnusable, DossierUnknown, IndexUnusable
from baulast.standing import Standing, decisions_of
from baulast.tasks import key_of, tasks_of
from catalog.records import HOME_INDEX, DecisionRecord
from catalog.store import Catalog
from index.seam import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Whom to tell, and where the truth lies."""

    store: Store
    catalog: Catalog
    open_index: Callable[[], AbstractContextManager[Index]]  # of the home
    owed_to: Sequence[str] = ()  # indices on servers, which are told later

    def tell(self, id: str) -> bool:
        """Has catalog and index know the dossier as it stands; False: it stays owed.

        One after the other, so that nobody tells an older state after a newer one.
        """
        with alone(self.store.home, id):
            try:
                lines = said_first(read_supplement(self.store.supplement(id)).lines)
                for now in self.store.standings(id):  # one may stand for another from now on
                    self._publish(now)
                said = [decision_record(id, line, said) for line, said in decisions_of(lines)]
                self.catalog.desk.keep_decisions(id, said)
            except CatalogUnusable:
                return False
            settled(self.store.home, id)
        return True

    def catch_up(self) -> int:
        """Makes good what is owed, to the audit trail too; how many dossiers still are."""
        behind = 0
        for id in owed(self.store.home):
            with alone(self.store.home, id):
                make_good(self.store, id)
            with suppress(DossierUnknown):
                behind += not self.tell(id)
        return behind

    def _publish(self, now: Standing) -> None:
        """An index that is away is owed the dossier by the catalog; it needs no catalog itself."""
        dossier = now.dossier
        owed_to = [HOME_INDEX, *self.owed_to]
        with suppress(IndexUnusable), self.open_index() as index:
            tell_index(index, [now])
            owed_to.remove(HOME_INDEX)
        self.catalog.changed(dossier, tasks=tasks_of(now), owed_to=owed_to)
        if HOME_INDEX not in owed_to:
            self.catalog.indexed(dossier.id, dossier.version, index_name=HOME_INDEX)


def decision_record(id: str, line: str, said: Decision) -> DecisionRecord:
    """The decision as the catalog keeps it."""
    return DecisionRecord(
        line=line,
        dossier=id,
        version=said.version,
        key=key_of(said.targets),
        verb=said.verb,
        field=said.targets[0].field if said.targets else None,
        by=said.by,
        at=said.at,
        sample=said.sample,
    )
