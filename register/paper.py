"""Until when the paper is kept at least, box by box: the last of its sheets decides."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from archive.store import Store
from archive.supplement import read_supplement
from baulast.life import STANDS_FOR_PAPER, State, Step, state_of, steps_of
from index.listed import ListedSheet
from index.query import handle
from register.inventory import Inventory


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxOfPaper:
    """A box and what speaks against putting its paper away."""

    municipality: str
    box: str
    sheets: int
    keep_until: date | None  # None: without a date, as long as something is missing or not released
    lacking: tuple[str, ...]  # sheets that were not scanned
    unreleased: tuple[str, ...]  # sheets whose dossiers nobody has released yet


def boxes(store: Store, inventory: Inventory, *, keep_days: int) -> tuple[BoxOfPaper, ...]:
    """Every box that the inventory names, by town and name; sheets without a box are one, unnamed.

    A sheet in several dossiers, or scanned anew, waits for all of them.
    """
    released = _released(store)
    found: dict[tuple[str, str], list[ListedSheet]] = defaultdict(list)
    for sheet in inventory.sheets:
        found[sheet.municipality, sheet.box].append(sheet)
    return tuple(
        _box(town, box, sheets, released, timedelta(days=keep_days))
        for (town, box), sheets in sorted(found.items())
    )


def _box(
    town: str,
    box: str,
    sheets: list[ListedSheet],
    released: Mapping[tuple[str, str], list[date | None]],
    keep: timedelta,
) -> BoxOfPaper:
    lacking = tuple(sheet.sheet for sheet in sheets if sheet.key not in released)
    unreleased = tuple(s.sheet for s in sheets if None in released.get(s.key, ()))
    days = [day for sheet in sheets for day in released.get(sheet.key, ()) if day is not None]
    is_done = not (lacking or unreleased)
    return BoxOfPaper(
        municipality=town,
        box=box,
        sheets=len(sheets),
        keep_until=max(days) + keep if is_done and days else None,
        lacking=lacking,
        unreleased=unreleased,
    )


def _released(store: Store) -> dict[tuple[str, str], list[date | None]]:
    """By sheet, the day of release of each dossier that it stands in; None: not released."""
    found: dict[tuple[str, str], list[date | None]] = defaultdict(list)
    for dossier in store.dossiers():
        steps = steps_of(read_supplement(store.supplement(dossier.id)).events, dossier.version)
        day = _day_of_release(steps)
        for sheet in {entry.sheet.value for entry in dossier.entries if entry.sheet.value}:
            found[dossier.municipality, handle(sheet)].append(day)
    return found


def _day_of_release(steps: Iterable[Step]) -> date | None:
    told = tuple(steps)
    if state_of(told) not in STANDS_FOR_PAPER:
        return None
    return max(_days(told), default=None)


def _days(steps: Iterable[Step]) -> Iterator[date]:
    for step in steps:
        if step.state is State.RELEASED:
            yield datetime.fromisoformat(step.at).date()
