"""A Flur that the cadastre does not have, put right where the dossier itself proves the digit.

Many files name a Flur that is gone by now, so an unknown one is no error. But where other ink has
the same parcel in a Flur that is known, and one digit apart that is easily taken for the other, the
unknown one is that ink misread: "58" for the 38 of all other pages.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from baulast.model import Parcel, Plot
from extract.gather import Found
from extract.gazetteer import is_known_flur
from extract.layout import squeezed
from extract.reading import Context
from extract.rival import is_alike

IN_PROOF = 2  # places beside the header: one alone may be misread itself


def meant_flur(context: Context, told: Iterable[Plot]) -> str | None:
    """The Flur that a header's can only be a misreading of; None where nothing proves one.

    ``told`` are the plots that other pages name, each as often as it is named.
    """
    proofs = [
        str(theirs.parcel.flur)
        for theirs in told
        if any(is_misread(plot.parcel, theirs.parcel) for plot in context.plots)
    ]
    fluren = {plot.parcel.flur for plot in context.plots}
    if len(fluren) != 1 or len(set(proofs)) != 1 or len(proofs) < IN_PROOF:
        return None
    return proofs[0]


def is_misread(parcel: Parcel, other: Parcel) -> bool:
    """Whether a parcel's Flur, unknown to the cadastre, is another's with a digit misread."""
    ours, theirs = parcel.gemarkung, other.gemarkung
    if ours is None or theirs is None or squeezed(ours) != squeezed(theirs):
        return False
    if parcel.number != other.number or parcel.flur is None or other.flur is None:
        return False
    if not is_alike(parcel.flur, other.flur):
        return False
    return not is_known_flur(ours, parcel.flur) and is_known_flur(theirs, other.flur)


def put_right(plots: Iterable[Plot], by: Sequence[Plot]) -> tuple[Plot, ...]:
    """The plots; those whose Flur is one of ``by`` misread with the Flur that it is."""
    return tuple(
        next(
            (
                _in_flur(plot, other.parcel.flur)
                for other in by
                if is_misread(plot.parcel, other.parcel)
            ),
            plot,
        )
        for plot in plots
    )


def header_put_right(
    context: Context, found: Iterable[Found], flur: str
) -> tuple[Context, tuple[Found, ...]]:
    """What a header names and what was read of it, in the Flur that is meant."""
    plots = tuple(_in_flur(plot, flur) for plot in context.plots)
    return replace(context, flur=flur, plots=plots), tuple(_found_in(item, flur) for item in found)


def _in_flur(plot: Plot, flur: str | None) -> Plot:
    return replace(plot, parcel=replace(plot.parcel, flur=flur))


def _found_in(found: Found, flur: str) -> Found:
    if found.reading.plot is None:
        return found
    plot = _in_flur(found.reading.plot, flur)
    value, source = str(plot.parcel), f"{found.reading.source}_flur_put_right"
    return replace(
        found,
        reading=replace(found.reading, plot=plot, value=value, source=source),
        field=replace(found.field, value=value, source=source),
    )
