"""An entry's parcels against each other, and against the plot that its sheet is kept for."""

import re
from collections.abc import Iterator
from itertools import product

from rapidfuzz.distance import Levenshtein

from baulast.findings import canonical
from baulast.language import Both
from baulast.model import Doubt, DoubtReason, Entry, FieldName, Kind, Plot
from extract.case import Case
from extract.heads import WORDING
from extract.parcels import fits, same_parcel
from extract.rules.role import OWN_USE
from extract.voices import is_vouched

IN_WORDING = (FieldName.BURDENED, FieldName.BENEFITED)
INHERITED = frozenset({DoubtReason.AMBIGUOUS, DoubtReason.UNKNOWN_GEMARKUNG})
TOO_LARGE = 100_000  # no Flur has as many parcels: "411098" is Flur 4, a line of the form, and 1098
LARGE = 100  # a part of a parcel has hardly so high a number
MISREAD = 1  # characters: one digit read wrong, or one lost under a stroke


def of_header(case: Case, entry: Entry) -> dict[FieldName, list[Doubt]]:
    """Doubts on parcels that are burdened but not the sheet's, or benefited and the sheet's own."""
    plots = case.draft.head.context.plots
    doubts = _inherited(case, entry)
    both = tuple(plot for plot in entry.benefited.value if _is_among(plot, entry.burdened.value))
    if both:
        doubt = _in_both_roles(case, both)
        for name in IN_WORDING:
            doubts.setdefault(name, []).append(doubt)
    for name, plot in _with_flur(entry):
        doubts.setdefault(name, []).append(_perhaps_flur(case, plot))
    if not plots:
        return doubts
    is_worded = any(WORDING.search(line.text) for line in case.draft.head.spare)
    if is_worded and len(plots) > 1 and not case.own(FieldName.BURDENED):
        doubts.setdefault(FieldName.BURDENED, []).append(_of_entry_above(case))
    strange = tuple(plot for plot in entry.burdened.value if not _is_among(plot, plots))
    if entry.kind.value is Kind.VEREINIGUNG:  # may reach beyond the sheet's own plot
        strange = tuple(plot for plot in strange if _is_nearly_among(plot, plots))
    strange = tuple(plot for plot in strange if not _is_misread_above(case, entry, plot))
    if strange:
        doubt = _not_of_sheet(case, strange, plots)
        doubts.setdefault(FieldName.BURDENED, []).append(doubt)
        disputed = any(_is_of(entry.benefited.value, pair) for pair in _disputed(strange, plots))
        if disputed or _may_serve(entry):
            doubts.setdefault(FieldName.BENEFITED, []).append(doubt)
    own = tuple(plot for plot in entry.benefited.value if _is_among(plot, plots))
    if own and not both:
        doubt = _serves_itself(case, own)
        doubts.setdefault(FieldName.BENEFITED, []).append(doubt)
        doubts.setdefault(FieldName.BURDENED, []).append(doubt)
    for plot, whole in _cut_off(case, entry):
        doubt = _perhaps_own(case, plot, whole)
        for name in IN_WORDING:
            doubts.setdefault(name, []).append(doubt)
    return doubts


def _cut_off(case: Case, entry: Entry) -> Iterator[tuple[Plot, Plot]]:
    """Plots of the header that the row has with more digits, as benefited: "1025/1" of "1025/151".

    At the edge of a page the end of a number is lost; its row then seems to be of another plot.
    """
    named = set(re.findall(r"\d+/\d+", case.draft.text))
    for plot, other in product(case.draft.head.context.plots, entry.benefited.value):
        own, theirs = plot.parcel, other.parcel
        is_begun = own.nenner is not None and theirs.number.startswith(own.number)
        if is_begun and own != theirs and _shares_place(plot, other) and own.number not in named:
            yield plot, other


def _with_flur(entry: Entry) -> Iterator[tuple[FieldName, Plot]]:
    """Parcels whose number may begin with their Flur: "9 / 1206" in Flur 9."""
    for name, plots in zip(IN_WORDING, (entry.burdened.value, entry.benefited.value), strict=True):
        for plot in plots:
            parcel = plot.parcel
            if (parcel.nenner or 0) >= LARGE and str(parcel.zaehler) == parcel.flur:
                yield name, plot


def _may_serve(entry: Entry) -> bool:
    """Whether what is read as burdened may be whom the entry serves: nobody else is named."""
    return not entry.benefited.value and entry.kind.value not in (*OWN_USE, Kind.VEREINIGUNG)


def _inherited(case: Case, entry: Entry) -> dict[FieldName, list[Doubt]]:
    """Doubts on the header's digits and names, for parcels that have them from there."""
    doubts: dict[FieldName, list[Doubt]] = {}
    for found in case.draft.head.found:
        plot = found.reading.plot
        weighty = [doubt for doubt in found.field.doubts if doubt.reason in INHERITED]
        if plot is None or not weighty:
            continue
        for name in IN_WORDING:
            value = entry.burdened.value if name is FieldName.BURDENED else entry.benefited.value
            if any(_shares_place(plot, other) for other in value):
                doubts.setdefault(name, []).extend(weighty)
    return doubts


def _shares_place(plot: Plot, other: Plot) -> bool:
    one, two = plot.parcel, other.parcel
    return (one.gemarkung, one.flur) == (two.gemarkung, two.flur)


def _is_among(plot: Plot, plots: tuple[Plot, ...]) -> bool:
    key = same_parcel(plot.parcel)
    return any(fits(key, same_parcel(other.parcel)) for other in plots)


def _is_nearly_among(plot: Plot, plots: tuple[Plot, ...]) -> bool:
    number = plot.parcel.number
    return any(Levenshtein.distance(number, o.parcel.number) <= MISREAD for o in plots)


def _is_in_run(plot: Plot, plots: tuple[Plot, ...]) -> bool:
    """Whether the header's number ends with the plot's, what stood before it run into it."""
    ends = (other.parcel.number for other in plots if other.parcel.zaehler >= TOO_LARGE)
    return any(number.endswith(plot.parcel.number) for number in ends)


def _disputed(strange: tuple[Plot, ...], plots: tuple[Plot, ...]) -> Iterator[tuple[Plot, Plot]]:
    """Parcels that the wording and the header tell with different Fluren: one is misread."""
    for plot, own in product(strange, plots):
        if plot.parcel.number == own.parcel.number and plot.parcel.flur != own.parcel.flur:
            yield plot, own


def _is_of(others: tuple[Plot, ...], pair: tuple[Plot, Plot]) -> bool:
    """Whether a plot lies in one of the two Fluren: its digit was read from the same type."""
    return any(_shares_place(plot, other) for plot in pair for other in others)


def _is_misread_above(case: Case, entry: Entry, plot: Plot) -> bool:
    """Whether it is the header that is misread, a digit or a line, and two other places agree."""
    plots = case.draft.head.context.plots
    if not (_is_nearly_among(plot, plots) or _is_in_run(plot, plots)):
        return False
    read = {id(field) for field in entry.burdened.readings}
    key = same_parcel(plot.parcel)
    # Neighbours are a digit off too: only what burdens the same parcel says that it is the sheet's,
    # and another sheet burdens its own.
    others = _pages_of_other_sheets(case)
    burdening = [
        v
        for v in case.voices
        if v.reading.name is not FieldName.BENEFITED and v.passage.page not in others
    ]
    return any(
        id(found.field) in read
        and found.reading.plot is not None
        and fits(key, same_parcel(found.reading.plot.parcel))
        and is_vouched(found, burdening)
        for found in case.draft.found
    )


def _pages_of_other_sheets(case: Case) -> frozenset[int]:
    """The pages on which other sheets stand, and this one does not."""
    own = case.draft.head.header.sheet
    named = [(head.page.number, head.header.sheet) for head in case.heads]
    here = {page for page, sheet in named if sheet in (None, own)}
    return frozenset(page for page, _ in named if own is not None and page not in here)


def _not_of_sheet(case: Case, strange: tuple[Plot, ...], plots: tuple[Plot, ...]) -> Doubt:
    return Doubt(
        reason=DoubtReason.CONTRADICTION,
        detail=Both(
            f"{canonical(strange)} ist belastet, das Blatt ist aber für "
            f"{canonical(plots)} angelegt.",
            f"{canonical(strange)} is burdened, but the sheet is kept for {canonical(plots)}.",
        ),
        page=case.draft.head.page.number,
    )


def _of_entry_above(case: Case) -> Doubt:
    return Doubt(
        reason=DoubtReason.AMBIGUOUS,
        detail=Both(
            "Im Kopf des Blatts steht wohl noch eine Eintragung; ihre Flurstücke sind vielleicht "
            "nicht die dieses Blatts.",
            "The sheet's head probably holds another entry; its parcels may not be the sheet's.",
        ),
        page=case.draft.head.page.number,
    )


def _perhaps_flur(case: Case, plot: Plot) -> Doubt:
    parcel = plot.parcel
    return Doubt(
        reason=DoubtReason.AMBIGUOUS,
        detail=Both(
            f"{parcel.number}: vielleicht Flur {parcel.flur}, Flurstück {parcel.nenner}.",
            f"{parcel.number}: perhaps Flur {parcel.flur}, parcel {parcel.nenner}.",
        ),
        page=case.draft.head.page.number,
    )


def _perhaps_own(case: Case, plot: Plot, whole: Plot) -> Doubt:
    return Doubt(
        reason=DoubtReason.CONTRADICTION,
        detail=Both(
            f"Das Blatt ist für {canonical((plot,))} angelegt; vielleicht fehlen dort Ziffern von "
            f"{canonical((whole,))}.",
            f"The sheet is kept for {canonical((plot,))}; perhaps it lacks digits of "
            f"{canonical((whole,))}.",
        ),
        page=case.draft.head.page.number,
    )


def _in_both_roles(case: Case, both: tuple[Plot, ...]) -> Doubt:
    return Doubt(
        reason=DoubtReason.AMBIGUOUS,
        detail=Both(
            f"{canonical(both)} ist als belastet und als begünstigt gelesen.",
            f"{canonical(both)} is read as burdened and as benefited.",
        ),
        page=case.draft.head.page.number,
    )


def _serves_itself(case: Case, own: tuple[Plot, ...]) -> Doubt:
    return Doubt(
        reason=DoubtReason.AMBIGUOUS,
        detail=Both(
            f"{canonical(own)} ist als begünstigt gelesen, ist aber das Grundstück des Blatts.",
            f"{canonical(own)} is read as benefited, but is the sheet's own plot.",
        ),
        page=case.draft.head.page.number,
    )
