"""Fluren that are gone: many files name one that was moved or merged since (domain notes 0.3).

That a Flur is unknown today is a note for the reader. Only where nothing else in the dossier names
it, it may be misread, and a person has to look.
"""

from collections.abc import Iterable

from baulast.language import Both
from baulast.model import Doubt, DoubtReason, Entry, FieldName, Parcel, Plot
from extract.case import Case
from extract.gazetteer import is_known_flur
from extract.parcels import same_parcel


def notes_of(entry: Entry) -> tuple[Both, ...]:
    """A note for every Flur of the entry that its Gemarkung does not have today."""
    gone = (gone_flur(plot.parcel) for plot in (*entry.burdened.value, *entry.benefited.value))
    return tuple(
        dict.fromkeys(
            Both(
                f"Flur {flur} gibt es in der Gemarkung {gemarkung} heute nicht.",
                f"Gemarkung {gemarkung} has no Flur {flur} today.",
            )
            for gemarkung, flur in filter(None, gone)
        )
    )


def of_gone_fluren(case: Case, entry: Entry) -> dict[FieldName, list[Doubt]]:
    """Doubts on parcels whose Flur is gone and which nothing else in the dossier names."""
    doubts: dict[FieldName, list[Doubt]] = {}
    for name, plots in (
        (FieldName.BURDENED, entry.burdened.value),
        (FieldName.BENEFITED, entry.benefited.value),
    ):
        lonely = {
            gone for plot in plots if (gone := gone_flur(plot.parcel)) and _is_lonely(case, plot)
        }
        if lonely:
            doubts[name] = [_doubt(case, sorted(lonely))]
    return doubts


def gone_flur(parcel: Parcel) -> tuple[str, str] | None:
    """Gemarkung and Flur, if the Gemarkung has no such Flur today."""
    if parcel.gemarkung is None or parcel.flur is None or not parcel.flur.isdecimal():
        return None
    if is_known_flur(parcel.gemarkung, parcel.flur):
        return None
    return parcel.gemarkung, parcel.flur


def _is_lonely(case: Case, plot: Plot) -> bool:
    """Whether neither the sheet's header nor another page has the Flur."""
    wanted = same_parcel(plot.parcel)[:2]
    others = [said.found for said in case.statements]
    beside = (item.reading.plot for found in (case.draft.head.found, *others) for item in found)
    return all(other is None or same_parcel(other.parcel)[:2] != wanted for other in beside)


def _doubt(case: Case, gone: Iterable[tuple[str, str]]) -> Doubt:
    named = ", ".join(f"{gemarkung} Flur {flur}" for gemarkung, flur in gone)
    return Doubt(
        reason=DoubtReason.HISTORIC_FLUR,
        detail=Both(
            f"{named} gibt es heute nicht, und nur diese Stelle nennt sie: vielleicht verlesen.",
            f"{named} does not exist today and stands nowhere else: perhaps misread.",
        ),
        page=case.draft.head.page.number,
    )
