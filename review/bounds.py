"""Which pages make a dossier: what a reviewer may want of it, planned and carried out."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime

from archive.bounds import made_by
from archive.store import Store
from archive.supplement import read_supplement
from batch.bounds import carry_out, new_id
from baulast.bounds import Bounds, PageRef, Part
from baulast.errors import InputError, StoreBusy
from baulast.language import Both, tr
from baulast.life import IN_HAND, state_of, steps_of
from baulast.model import Dossier
from baulast.settings import Settings
from baulast.versions import is_withdrawn
from catalog.store import Catalog
from index.query import handle
from index.seam import Index
from ingest.split import id_of

WAIT_S = 15.0  # two acts of other reviewers, one after the other; an import takes hours
LONGEST_NUMBER = 80  # characters; numbers of separator sheets have a dozen


class BoundsRefused(InputError):
    """Pages that cannot be put there."""

    exit_code = 2
    remedy = Both("Nichts wurde geändert.", "Nothing was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundsDesk:
    """Plans what becomes of pages, for one reviewer, and carries it out."""

    store: Store
    catalog: Catalog
    open_index: Callable[[], AbstractContextManager[Index]]
    settings: Settings
    by: str

    # ------------------------------------------------------------------ planning

    def split(self, dossier: Dossier, numbers: Sequence[int], *, name: str = "") -> Bounds:
        """These pages as a dossier of their own; ``name``: its number, if it has one."""
        taken, left = self._parted(dossier, numbers)
        if not left:
            raise BoundsRefused(tr("Es bliebe keine Seite übrig", "no page would be left"))
        number = self._number(name)
        pages = tuple(dossier.pages[ref.number - 1] for ref in taken)
        id = id_of(pages, number, dossier.municipality)
        if self._stands(id) or (name and self._called(dossier.municipality, handle(name))):
            raise BoundsRefused(
                tr(
                    f"Die Akte {name or id} gibt es schon: dorthin lassen sich Seiten verschieben",
                    f"There is a dossier {name or id} already: pages can be moved there",
                )
            )
        new = Part(dossier=id, number=number, after=self._next(id), pages=taken)
        return self._bounds((self._changed(dossier, left), new), [dossier])

    def move(
        self, dossier: Dossier, numbers: Sequence[int], taker: Dossier, *, ahead_of: int | None
    ) -> Bounds:
        """These pages in another dossier, ahead of one of its pages (None: at its end)."""
        if taker.id == dossier.id:
            return self.order(dossier, numbers, ahead_of=ahead_of)
        if taker.municipality != dossier.municipality:
            raise BoundsRefused(
                tr("Beide Akten müssen aus einer Stadt sein", "both must be of one town")
            )
        taken, left = self._parted(dossier, numbers)
        own = _refs(taker)
        place = self._place(taker, ahead_of)
        filled = (*own[:place], *taken, *own[place:])
        return self._bounds(
            (self._changed(dossier, left), self._changed(taker, filled)), [dossier, taker]
        )

    def order(self, dossier: Dossier, numbers: Sequence[int], *, ahead_of: int | None) -> Bounds:
        """These pages elsewhere in their own dossier."""
        taken, left = self._parted(dossier, numbers)
        before = ahead_of if ahead_of is not None else len(dossier.pages) + 1
        place = sum(ref.number < before for ref in left)
        self._place(dossier, ahead_of)
        pages = (*left[:place], *taken, *left[place:])
        if pages == _refs(dossier):
            raise BoundsRefused(tr("Dort liegen sie schon", "they are there already"))
        return self._bounds((self._changed(dossier, pages),), [dossier])

    def undo(self, dossier: Dossier) -> Bounds:
        """All pages where they were before this version was made; what was said goes along."""
        found = made_by(self.store, dossier.id, dossier.version)
        if found is None:
            raise BoundsRefused(tr("Die Akte ist, wie sie kam", "the dossier is as it came"))
        versions = {part.dossier: part.after or 1 for part in found.made}
        before = [self._standing(id, version) for id, version in versions.items()]
        parts = []
        for part in found.parts:
            own = [ref for ref in found.places if (ref.dossier, ref.version) == _was(part)]
            places = (found.places[ref] for ref in sorted(own, key=lambda ref: ref.number))
            pages = tuple(
                PageRef(dossier=home, version=versions[home], number=number)
                for home, number in places
            )
            after = self._next(part.dossier) if pages else None
            parts.append(replace(part, before=part.after, after=after, pages=pages))
        return self._bounds(tuple(parts), before)

    def taker(self, municipality: str, name: str) -> Dossier:
        """The standing dossier of that number or name; BoundsRefused unless there is just one."""
        wanted = handle(name)
        if wanted:
            for id in (f"{municipality}/{name.strip()}", *self._called(municipality, wanted)):
                if self._stands(id):
                    return self.store.reading(id, self.store.newest(id))
        raise BoundsRefused(tr(f"Die Akte {name!r} gibt es nicht", f"no dossier {name!r}"))

    # ------------------------------------------------------------------ carrying out

    def carry_out(self, bounds: Bounds) -> None:
        """Has archive, catalog and index hold it; BoundsRefused while an import is at work.

        What takes seconds, as another reviewer's act does, is waited for.
        """
        try:
            with self.store.locked(wait_s=WAIT_S):
                self._check(bounds)
                told = (self.store, self.catalog, self.open_index, self.settings)
                if not carry_out(bounds, *told):
                    raise _changed_meanwhile()
        except StoreBusy as error:
            raise BoundsRefused(self._busy()) from error

    # ------------------------------------------------------------------ the parts

    def _busy(self) -> str:
        """Who is at work, and what to do about it."""
        running = [batch for batch in self.catalog.runs.all() if batch.ended_at is None]
        if not running:
            return tr(
                "Der Datenordner wird gerade anders gebraucht (Wiederaufbau, Reparatur); die "
                "Auswahl bleibt stehen: gleich noch einmal",
                "the data are being worked on otherwise (rebuild, repair); your choice is kept: "
                "try again in a moment",
            )
        begun = f"{datetime.fromisoformat(running[-1].started_at):%d.%m., %H:%M}"
        return tr(
            f"Seit {begun} Uhr läuft Import {running[-1].id}. Die Auswahl bleibt stehen: nach dem "
            "Import noch einmal auslösen. Eilt es, den Import anhalten (Strg+C); derselbe Befehl "
            "setzt ihn fort, wo er war",
            f"import {running[-1].id} has been at work since {begun}. Your choice is kept: try "
            "again after the import. If it is urgent, stop the import (Ctrl+C); the same command "
            "goes on where it was",
        )

    def _check(self, bounds: Bounds) -> None:
        """What was planned still fits what stands."""
        before = [
            self._standing(part.dossier, part.before)
            for part in bounds.parts
            if part.before is not None
        ]
        is_next = all(part.after == self._next(part.dossier) for part in bounds.made)
        is_free = not any(
            part.before is None and self._stands(part.dossier) for part in bounds.made
        )
        if not (is_next and is_free and bounds.keeps_all(before)):
            raise _changed_meanwhile()

    def _bounds(self, parts: tuple[Part, ...], before: Sequence[Dossier]) -> Bounds:
        for dossier in before:
            self._standing(dossier.id, dossier.version)
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        return Bounds(id=new_id(), parts=parts, by=self.by, at=now)

    def _standing(self, id: str, version: int) -> Dossier:
        """The reading of a version that is in people's hands; else BoundsRefused."""
        lines = read_supplement(self.store.supplement(id)).lines
        state = state_of(steps_of((event for _, event in lines), version))
        if version not in self.store.numbers(id) or state not in IN_HAND:
            raise BoundsRefused(
                tr(
                    f"{id}, Fassung {version}: abgegeben, abgeschlossen oder zurückgezogen",
                    f"{id}, version {version}: handed over, closed or withdrawn",
                )
            )
        others = [v for v in self.store.numbers(id) if v != version]
        if not all(is_withdrawn(lines, other) for other in others):
            raise BoundsRefused(
                tr(
                    f"{id} gibt es in mehreren Fassungen: erst alle bis auf eine zurückziehen",
                    f"there are several versions of {id}: withdraw all but one first",
                )
            )
        return self.store.reading(id, version)

    def _stands(self, id: str) -> bool:
        """Whether there is a version of the dossier that was not withdrawn."""
        lines = read_supplement(self.store.supplement(id)).lines
        return not all(is_withdrawn(lines, version) for version in self.store.numbers(id))

    def _parted(
        self, dossier: Dossier, numbers: Sequence[int]
    ) -> tuple[tuple[PageRef, ...], tuple[PageRef, ...]]:
        """The pages that are meant, and the others."""
        meant = frozenset(numbers)
        if not meant or not meant <= {page.number for page in dossier.pages}:
            raise BoundsRefused(tr("Es ist keine Seite gewählt", "no page is chosen"))
        refs = _refs(dossier)
        taken = tuple(ref for ref in refs if ref.number in meant)
        return taken, tuple(ref for ref in refs if ref.number not in meant)

    def _place(self, dossier: Dossier, ahead_of: int | None) -> int:
        if ahead_of is None:
            return len(dossier.pages)
        if not 1 <= ahead_of <= len(dossier.pages):
            raise BoundsRefused(tr(f"Es gibt keine Seite {ahead_of}", f"no page {ahead_of}"))
        return ahead_of - 1

    def _changed(self, dossier: Dossier, pages: tuple[PageRef, ...]) -> Part:
        """The dossier with these pages; without any, it stands no longer."""
        return Part(
            dossier=dossier.id,
            number=dossier.number,
            before=dossier.version,
            after=self._next(dossier.id) if pages else None,
            pages=pages,
        )

    def _next(self, id: str) -> int:
        """The next version of a dossier; one that was set aside has its own already."""
        known = (record.version for record in self.catalog.versions(id))
        return max((*self.store.numbers(id), *known), default=0) + 1

    def _number(self, name: str) -> str | None:
        name = name.strip()
        if len(name) > LONGEST_NUMBER or any(ord(letter) < ord(" ") for letter in name):
            raise BoundsRefused(tr("Das ist keine Nummer", "this is no number"))
        return name or None

    def _called(self, municipality: str, wanted: str) -> tuple[str, ...]:
        """The dossiers of that number, however it is written."""
        names = self.catalog.named(municipality)
        found = [id for id, number in names if wanted in (handle(number or ""), handle(_own(id)))]
        return tuple(dict.fromkeys(found)) if len(set(found)) == 1 else ()


def _changed_meanwhile() -> BoundsRefused:
    return BoundsRefused(
        tr("Die Akte wurde inzwischen geändert", "the dossier was changed meanwhile")
    )


def _refs(dossier: Dossier) -> tuple[PageRef, ...]:
    return tuple(
        PageRef(dossier=dossier.id, version=dossier.version, number=page.number)
        for page in dossier.pages
    )


def _was(part: Part) -> tuple[str, int | None]:
    return part.dossier, part.before


def _own(id: str) -> str:
    return id.partition("/")[2]
