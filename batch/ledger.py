"""What became of every source and dossier of a run: the lines of its report, as they come."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from batch.openings import path_of
from baulast.language import tr
from baulast.model import Dossier, Doubt
from catalog.records import DossierRecord, DossierState
from ingest.scans import Source
from report.summary import DossierLine, Outcome, SourceLine, Trouble


@dataclass(slots=True)
class _Tally:
    """A source and its dossiers so far."""

    line: SourceLine
    dossiers: list[DossierLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where a dossier's line stands, and what it will say if all goes well."""

    tally: _Tally
    place: int
    ends_as: Outcome


class Ledger:
    """The lines of a run; a source is named by its path, a dossier by id and version."""

    def __init__(self) -> None:
        self._tallies: dict[str, _Tally] = {}
        self._pending: dict[tuple[str, int], _Entry] = {}
        self._duplicates: list[tuple[_Tally, int, DossierRecord]] = []

    @property
    def lines(self) -> tuple[SourceLine, ...]:
        return tuple(replace(t.line, dossiers=tuple(t.dossiers)) for t in self._tallies.values())

    @property
    def is_settled(self) -> bool:
        """Whether every dossier that was begun has come to an end."""
        return not self._pending

    def add_source(
        self, source: Source, *, files: int, pages: int, trouble: Trouble | None = None
    ) -> None:
        line = SourceLine(
            name=source.name, path=path_of(source), files=files, pages_in=pages, trouble=trouble
        )
        self._tallies[line.path] = _Tally(line)

    def add_part(self, record: DossierRecord, unread: Dossier) -> None:
        """A dossier is tried again: its source counts with the pages of such dossiers alone."""
        empty = SourceLine(
            name=unread.pages[0].origin.delivery,
            path=record.source,
            files=len({page.origin.sha256 for page in unread.pages}),
            pages_in=0,
            is_part=True,
        )
        tally = self._tallies.setdefault(record.source, _Tally(empty))
        tally.line = replace(tally.line, pages_in=tally.line.pages_in + len(unread.pages))

    def add_unchanged(
        self, path: str, dossier: Dossier, *, entries: int, doubts: tuple[Doubt, ...]
    ) -> None:
        line = _line(dossier, Outcome.UNCHANGED, None)
        self._tallies[path].dossiers.append(replace(line, entries=entries, doubts=doubts))

    def add_duplicate(self, path: str, dossier: Dossier, known: DossierRecord) -> None:
        tally = self._tallies[path]
        self._duplicates.append((tally, len(tally.dossiers), known))
        tally.dossiers.append(_line(dossier, Outcome.DUPLICATE, known))

    def begin(
        self, path: str, dossier: Dossier, *, ends_as: Outcome, known: DossierRecord | None
    ) -> None:
        tally = self._tallies[path]
        entry = _Entry(tally, len(tally.dossiers), ends_as)
        self._pending[dossier.id, dossier.version] = entry
        tally.dossiers.append(_line(dossier, Outcome.UNFINISHED, known))

    def end(self, dossier: Dossier, trouble: Trouble | None) -> None:
        entry = self._pending.pop((dossier.id, dossier.version))
        lines, place = entry.tally.dossiers, entry.place
        lines[place] = replace(
            lines[place],
            outcome=Outcome.SET_ASIDE if trouble else entry.ends_as,
            entries=len(dossier.entries),
            doubts=dossier.all_doubts,
            trouble=trouble,
        )

    def check_duplicates(self, look_up: Callable[[str, int], DossierRecord | None]) -> None:
        """A duplicate is only safe if what it is a duplicate of has come to a good end."""
        for tally, place, known in self._duplicates:
            now = look_up(known.id, known.version)
            if now is not None and now.state is DossierState.DONE:
                continue
            line = tally.dossiers[place]
            if (known.id, known.version) in self._pending:
                tally.dossiers[place] = replace(line, outcome=Outcome.UNFINISHED)
            else:
                trouble = _without_original(known)
                tally.dossiers[place] = replace(line, outcome=Outcome.SET_ASIDE, trouble=trouble)


def _without_original(known: DossierRecord) -> Trouble:
    return Trouble(
        cause=tr(
            f"Dieselben Seiten wie {known.id}, und diese Akte ist nicht im Archiv.",
            f"The same pages as {known.id}, and that dossier is not in the archive.",
        ),
        remedy=tr(
            "Die genannte Akte klären (`baulast retry`).",
            "Settle the dossier that is named (`baulast retry`).",
        ),
    )


def _line(dossier: Dossier, outcome: Outcome, known: DossierRecord | None) -> DossierLine:
    return DossierLine(
        id=dossier.id,
        version=dossier.version,
        number=dossier.number,
        outcome=outcome,
        places=tuple(page.origin.place for page in dossier.pages),
        blank_pages=sum(page.is_blank for page in dossier.pages),
        separators=sum(page.separator is not None for page in dossier.pages),
        doubts=dossier.all_doubts,
        known_as=f"{known.id} v{known.version}" if known else None,
    )
