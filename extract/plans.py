"""Site plans against the entries: a plan that names none of their parcels is of another plot.

A plan's title block gives no value, and a digit of it may be misread. But a plan on which no parcel
of the dossier is named at all, in its title or in its drawing, contradicts what is entered.
"""

import re
from collections.abc import Iterable, Sequence

from baulast.findings import canonical
from baulast.language import Both
from baulast.model import Doubt, DoubtReason, Entry, FieldName, Page, PageKind, Plot
from extract.doubts import with_doubts
from extract.gather import Found


def against_plans(
    entries: Sequence[Entry], pages: Iterable[Page], voices: Sequence[Found]
) -> tuple[Entry, ...]:
    """The entries, their burdened parcels doubted where a plan is of others altogether."""
    numbers = {
        plot.parcel.number
        for entry in entries
        for plot in (*entry.burdened.value, *entry.benefited.value)
    }
    found = tuple(entries)
    for page in pages:
        named = _named_on(page, voices)
        if page.kind is not PageKind.PLAN or not named or not numbers:
            continue
        if numbers & {plot.parcel.number for plot in named} or _is_drawn(numbers, page):
            continue
        found = tuple(with_doubts(e, {FieldName.BURDENED: [_of(page, named)]}) for e in found)
    return found


def _named_on(page: Page, voices: Sequence[Found]) -> tuple[Plot, ...]:
    """The parcels that a page names with Gemarkung and Flur, and without a doubt."""
    plots = (
        found.reading.plot
        for found in voices
        if found.passage.page == page.number and not found.field.doubts
    )
    return tuple(p for p in plots if p and p.parcel.gemarkung and p.parcel.flur)


def _is_drawn(numbers: Iterable[str], page: Page) -> bool:
    """Whether a number stands anywhere on the page, a Zähler alone over its Nenner too."""
    words = {part for word in page.words for part in re.findall(r"\d+(?:/\d+)?", word.text)}
    return any(number in words or number.partition("/")[0] in words for number in numbers)


def _of(page: Page, named: tuple[Plot, ...]) -> Doubt:
    return Doubt(
        reason=DoubtReason.CONTRADICTION,
        detail=Both(
            f"Der Lageplan auf Seite {page.number} ist von {canonical(named)}; "
            "keine Eintragung nennt es.",
            f"The site plan on page {page.number} is of {canonical(named)}; no entry names it.",
        ),
        page=page.number,
    )
