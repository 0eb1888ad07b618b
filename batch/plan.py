"""What an import would do, how long it would take and how large its results would be."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from batch.crew import Crew
from batch.judge import Standing, claim_of, judge
from batch.keys import extract_step, read_step, reading_key, steps_sha256, survey_step
from batch.openings import Opening, Openings
from baulast.model import Dossier, Page
from baulast.settings import Settings
from catalog.records import BatchRecord
from catalog.store import Catalog
from ingest.scans import Inventory
from ingest.split import content_sha256, split
from report.summary import Trouble

# Where no run has been measured: CPU seconds a page, of typed A4 at 300 dpi on a server of 2024.
CPU_S_PER_PAGE = 2.5
MEASURED_PAGES = 50  # a run of fewer pages says little about the next one
READING_BYTES = 45_000  # of a page in dossier.json and index, measured over the samples
COPIES = 2  # of an image: the original, and its stream in the PDF/A


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would be done; nothing has been written."""

    inventory: Inventory
    standings: dict[Standing, int]  # dossiers
    troubles: dict[str, Trouble]  # sources that cannot be opened, by path
    pages: int
    pages_to_read: int
    seconds: float
    is_measured: bool  # whether the speed was measured here, in earlier runs
    bytes_needed: int


class Planner:
    """Opens every source, judges every dossier, and writes nothing."""

    def __init__(
        self, municipality: str, *, settings: Settings, catalog: Catalog, engine_version: str
    ) -> None:
        self._municipality = municipality
        self._settings = settings
        self._catalog = catalog
        self._claims = Catalog.open("sqlite://")  # what this import would add, in memory
        self._steps = (read_step(settings, engine_version), extract_step(settings))
        self._met: set[tuple[str, int]] = set()
        self._standings: Counter[Standing] = Counter()
        self._troubles: dict[str, Trouble] = {}
        self._pages = self._pages_to_read = self._bytes_needed = 0

    def plan(
        self,
        inventory: Inventory,
        *,
        executor: Executor,
        workers: int,
        stop: threading.Event,
        opened: Callable[[int], None],
    ) -> Plan:
        """The plan; ``opened`` hears how many pages have been counted so far."""
        crew = Crew(executor, at_once=workers, stop=stop)
        openings = Openings(
            inventory.sources,
            crew=crew,
            catalog=self._catalog,
            home=None,
            settings=self._settings,
            step=survey_step(self._settings),
            opened=lambda opening: self._opened(opening, opened),
        )
        crew.work(lambda: openings.refill(stopped=stop.is_set))
        self._claims.close()
        measured = seconds_per_page(self._catalog.runs.all())
        return Plan(
            inventory=inventory,
            standings=dict(self._standings),
            troubles=self._troubles,
            pages=self._pages,
            pages_to_read=self._pages_to_read,
            seconds=self._pages_to_read * (measured or CPU_S_PER_PAGE / workers),
            is_measured=measured is not None,
            bytes_needed=self._bytes_needed,
        )

    def _opened(self, opening: Opening, tell: Callable[[int], None]) -> None:
        if opening.trouble is not None:
            self._troubles[opening.path] = opening.trouble
        self._pages += len(opening.pages)
        for dossier in split(opening.pages, self._municipality):
            standing = self._place(dossier, opening.path)
            self._standings[standing] += 1
            if standing not in (Standing.UNCHANGED, Standing.DUPLICATE):
                self._pages_to_read += sum(map(self._is_unread, dossier.pages))
                share = len(dossier.pages) / len(opening.pages)
                self._bytes_needed += round(opening.size * share * COPIES)
                self._bytes_needed += READING_BYTES * len(dossier.pages)
        tell(self._pages)

    def _place(self, dossier: Dossier, source: str) -> Standing:
        content = content_sha256(dossier)
        town, known, claims = dossier.municipality, self._catalog, self._claims
        judged = judge(
            dossier,
            content_sha256=content,
            source=source,
            steps_sha256=steps_sha256(self._steps),
            versions=(*known.versions(dossier.id), *claims.versions(dossier.id)),
            with_content=(
                *known.with_content(town, content),
                *claims.with_content(town, content),
            ),
            met=self._met,
        )
        if judged.standing is not Standing.DUPLICATE:
            self._met.add((judged.dossier.id, judged.dossier.version))
        if judged.standing in (Standing.NEW, Standing.NEW_VERSION):
            claims.keep_dossier(claim_of(judged.dossier, content, source, batch=0), judged.dossier)
        return judged.standing

    def _is_unread(self, page: Page) -> bool:
        key = reading_key(page, self._steps[0])
        return not page.is_blank and not self._catalog.results.has_reading(key)


def seconds_per_page(batches: Sequence[BatchRecord]) -> float | None:
    """Wall time a page of the last run that read enough of them; None: there was none."""
    telling = [batch for batch in batches if batch.pages_read >= MEASURED_PAGES]
    return telling[-1].seconds / telling[-1].pages_read if telling else None
