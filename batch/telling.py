"""Catalog and index told what people recorded in a dossier: at once, or by whoever comes next."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass

from archive.noted import make_good
from archive.owed import alone, owed, settled
from archive.store import Store
from archive.supplement import read_supplement
from batch.versions import tell_index
from baulast.carried import said_first
from baulast.corrections import Decision, decision_of
from baulast.errors import CatalogUnusable, DossierUnknown, IndexUnusable
from baulast.life import IN_HAND
from baulast.model import Dossier
from baulast.standing import Event, Standing, decisions_of, place_of, undone_by
from baulast.tasks import Task, as_sample, key_of, task_about, tasks_of, with_drawn
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
                    self._publish(now, lines)
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

    def _publish(self, now: Standing, lines: Sequence[tuple[str, Event]]) -> None:
        """An index that is away is owed the dossier by the catalog; it needs no catalog itself."""
        dossier = now.dossier
        owed_to = [HOME_INDEX, *self.owed_to]
        with suppress(IndexUnusable), self.open_index() as index:
            tell_index(index, [now])
            owed_to.remove(HOME_INDEX)
        tasks = open_tasks(now, self.catalog)
        if now.state in IN_HAND:
            tasks = with_drawn(tasks, drawn_again(now, lines))
        self.catalog.changed(dossier, tasks=tasks, owed_to=owed_to)
        if HOME_INDEX not in owed_to:
            self.catalog.indexed(dossier.id, dossier.version, index_name=HOME_INDEX)


def open_tasks(now: Standing, catalog: Catalog) -> tuple[Task, ...]:
    """The open looks of a dossier, those that were drawn for a sample too.

    Of one that was handed over nothing can be said, and so no drawn look is waited for.
    """
    open_ = tasks_of(now)
    if now.state not in IN_HAND:
        return open_
    drawn = (
        as_sample(task, record.sample)
        for record in catalog.desk.samples_in(now.dossier.id, now.dossier.version)
        if (task := task_about(now, record.targets)) and not _is_reviewed(now.dossier, task)
    )
    return with_drawn(open_, drawn)


def drawn_again(now: Standing, lines: Sequence[tuple[str, Event]]) -> Iterator[Task]:
    """The looks of a sample whose answer was taken back: they are to be answered again."""
    undone = undone_by(lines)
    for line, event in lines:
        if line not in undone or event.get("version") != now.dossier.version:
            continue
        with suppress(ValueError):
            said = decision_of(event)
            task = task_about(now, said.targets) if said.sample and said.targets else None
            if task is not None and not _is_reviewed(now.dossier, task):
                yield as_sample(task, said.sample)


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


def _is_reviewed(dossier: Dossier, task: Task) -> bool:
    place = place_of(dossier, task.targets[0])
    name = task.targets[0].field
    if place is None or name is None:
        return True
    return dossier.entries[place].findings[name].is_reviewed
