"""Values that another place of the dossier has with one digit otherwise: 3 and 5 look alike.

Where the engine is sure of the wrong digit, only the other place can tell. A second Flur or a day
of its own is no contradiction in itself; one that differs in such a digit alone is shown.
"""

import re
from collections.abc import Iterable

from baulast.language import Both
from baulast.model import Doubt, DoubtReason, Entry, FieldName, Plot
from extract.case import Case, label_of
from extract.gather import Found
from extract.ink import pages_agreeing, plots_in
from extract.misread_flur import is_misread
from extract.parcels import plots_of, same_parcel
from extract.passages import Role, united_box
from extract.rival import is_alike
from extract.voices import has_digits, is_vouched, names_flur

FLUR = re.compile(r"\b(?:flur|fl\.?|kartenblatt)\W{1,3}(\d{1,3})\b", re.IGNORECASE)
DAYS = (FieldName.DECLARED_ON, FieldName.REGISTERED_ON, FieldName.DELETED_ON)


def look_alikes(case: Case, entry: Entry) -> dict[FieldName, list[Doubt]]:
    """Doubts on values that another place of the dossier has with one digit otherwise."""
    doubts: dict[FieldName, list[Doubt]] = {}
    for name in (FieldName.BURDENED, FieldName.BENEFITED):
        plots = entry.burdened.value if name is FieldName.BURDENED else entry.benefited.value
        for flur, other in _fluren(case, plots):
            doubts.setdefault(name, []).append(_of_flur(case, flur, other))
        for found, elsewhere in _other_fluren(case, entry, name):
            doubts.setdefault(name, []).append(_of_value(name, found, elsewhere))
    for found, elsewhere in _parcels(case, entry):
        doubts.setdefault(FieldName.BURDENED, []).append(
            _of_value(FieldName.BURDENED, found, elsewhere)
        )
    for name in DAYS:
        for found, elsewhere in _days(case, entry, name):
            doubts.setdefault(name, []).append(_of_value(name, found, elsewhere))
    return doubts


def _fluren(case: Case, plots: Iterable[Plot]) -> Iterable[tuple[str, str]]:
    """Fluren that the header alone gives, with one of the row's that looks alike."""
    text = case.draft.places
    beside = [text, *(said.text for said in case.statements)]
    fluren = dict.fromkeys(plot.parcel.flur for plot in plots if plot.parcel.flur)
    for flur in fluren:
        if not names_flur(flur, beside):
            yield from ((flur, o) for o in dict.fromkeys(FLUR.findall(text)) if is_alike(flur, o))


def _days(case: Case, entry: Entry, name: FieldName) -> Iterable[tuple[Found, Found]]:
    """A day with another of the dossier that looks alike, however many pages have the first.

    "13.07.1964" was read with a 5 on two pages of one poor machine, and right on the plan.
    """
    read = {id(field) for field in entry.findings[name].readings}
    for found in case.all_found:
        if id(found.field) not in read:
            continue
        for other in case.voices:
            if other.reading.name not in (name, FieldName.OTHER_DATE) or not other.reading.day:
                continue
            if _is_another_day(case, entry, name, found, other):
                continue
            if is_alike(found.reading.value, other.reading.day.isoformat()):
                yield found, other
                return


def _is_another_day(case: Case, entry: Entry, name: FieldName, found: Found, other: Found) -> bool:
    """Whether a day is one of its own: of another entry's row, or beside the entry's on its page.

    A letter bears its own day and names that of the entry; a stamp tells when a page came in.
    """
    if other.passage.role is not Role.BODY:
        return other not in case.draft.found
    here = any(
        voice.reading.day == found.reading.day and voice.passage.page == other.passage.page
        for voice in case.voices
    )
    is_of_else = other.reading.source.endswith(("_of_else", "place_and_day"))
    return here and (is_of_else or pages_agreeing(entry.findings[name]) > 1)


def _parcels(case: Case, entry: Entry) -> Iterable[tuple[Found, Found]]:
    """A burdened parcel that the header alone gives, with one burdened elsewhere that looks alike.

    The rows of a sheet mostly burden its header's parcel. Between parcels that rows name, being
    alike says nothing: neighbours on a street are numbered so. "das belastete Grundstück" in a
    form's wording is the one that its field names.
    """
    read = {id(field) for field in entry.burdened.readings}
    named = {same_parcel(plot.parcel) for plot in plots_of(filter(has_digits, case.draft.found))}
    for found in case.all_found:
        of_header = found in case.draft.head.found or not has_digits(found)
        plot = found.reading.plot
        if plot is None or id(found.field) not in read or not of_header:
            continue
        if same_parcel(plot.parcel) in named:
            continue
        if is_vouched(found, case.voices):
            continue
        for other in case.voices:
            theirs = other.reading.plot
            if theirs is None or other.reading.name is not FieldName.BURDENED:
                continue
            if is_alike(plot.parcel.number, theirs.parcel.number):
                yield found, other
                return


def _other_fluren(case: Case, entry: Entry, name: FieldName) -> Iterable[tuple[Found, Found]]:
    """A parcel whose number as many other places have in another Flur as in its own.

    One number in two Fluren is mostly one parcel, misread once: what is read more often stands.
    """
    read = {id(field) for field in entry.findings[name].readings}
    for found in case.all_found:
        plot = found.reading.plot
        if plot is None or plot.parcel.flur is None or id(found.field) not in read:
            continue
        if any(is_misread(plot.parcel, other.parcel) for other in plots_in(entry.findings[name])):
            continue
        named = [
            (theirs.flur, other)
            for other in case.voices
            if other.reading.plot is not None and has_digits(other)
            if (theirs := other.reading.plot.parcel).number == plot.parcel.number
            and theirs.flur is not None
            and not is_misread(theirs, plot.parcel)
        ]
        contrary = [other for flur, other in named if flur != plot.parcel.flur]
        if contrary and 2 * len(contrary) >= len(named):
            yield found, contrary[0]
            return


def _of_flur(case: Case, flur: str, other: str) -> Doubt:
    return Doubt(
        reason=DoubtReason.AMBIGUOUS,
        detail=Both(
            f"Flur {flur} steht nur im Kopf des Blatts, im Wortlaut Flur {other}.",
            f"Flur {flur} stands in the sheet's header alone, the wording has Flur {other}.",
        ),
        page=case.draft.head.page.number,
    )


def _of_value(name: FieldName, found: Found, other: Found) -> Doubt:
    label, page = label_of(name), other.passage.page
    ours, theirs = found.reading.told, other.reading.told
    return Doubt(
        reason=DoubtReason.AMBIGUOUS,
        detail=Both(
            f"{label.german}: {ours} gelesen, auf Seite {page} steht {theirs}.",
            f"{label.english}: {ours} was read, page {page} has {theirs}.",
        ),
        page=page,
        box=united_box(other.words),
    )
