"""The ink under a value: which words it rests on, and what is lost where they are hardly legible.

A letter misread in a word shows; a digit misread makes another parcel or another day. So the words
with digits decide. Two pages that agree outweigh an engine's mistrust.
"""

import re

from baulast.language import Both
from baulast.model import Doubt, DoubtReason, Entry, FieldName, Finding, Plot, Word
from extract.case import Case
from extract.gather import Found
from extract.parcels import same_parcel
from extract.passages import Role
from extract.rival import has_rival
from extract.sheet_number import is_same_sheet
from extract.sheets.header import Header
from extract.sheets.headings import ColumnRole
from extract.voices import has_digits, is_vouched, names_flur, sheets_in

FROM_HEADER = (FieldName.BURDENED, FieldName.BENEFITED)
# What a wording that is hardly legible may hold, or hold otherwise; and what rests on it whole.
BY_DIGITS_ALONE = (FieldName.DECLARED_ON, FieldName.REFERENCE)
OF_WORDING = (FieldName.KIND, *FROM_HEADER, FieldName.LEGAL_BASIS, *BY_DIGITS_ALONE)
# Mean confidence of a row's wording: of 140 rows those below were hardly words any more, and from
# 0.76 on parcels and kind could be told.
LEGIBLE = 0.75


def unsure(case: Case, entry: Entry) -> dict[FieldName, list[Doubt]]:
    """Doubts on parcels whose header is lost, and on what a hardly legible wording may hold."""
    doubts: dict[FieldName, list[Doubt]] = {}
    for name in FROM_HEADER:
        finding = entry.findings[name]
        if not finding.value or pages_agreeing(finding) > 1:
            continue
        doubt = _of_header(case, entry, name)
        if doubt is not None:
            doubts[name] = [doubt]
    if _is_illegible(case):
        for name in OF_WORDING:
            if not entry.findings[name].value or _rests_on_words(entry, name):
                doubts.setdefault(name, []).append(_wording(case))
    return doubts


def _rests_on_words(entry: Entry, name: FieldName) -> bool:
    """Whether a value may be other than it is read where the words around it are lost.

    Another page that says the same has them. A law without words is right if it is that of its day;
    of a day and a file number, the digits tell how sure they are.
    """
    if pages_agreeing(entry.findings[name]) > 1 or name in BY_DIGITS_ALONE:
        return False
    has_day = bool(entry.declared_on.value or entry.registered_on.value)
    return name is not FieldName.LEGAL_BASIS or not has_day


def _of_header(case: Case, entry: Entry, name: FieldName) -> Doubt | None:
    """The doubt on a parcel whose sheet's header, its other half, could not be read."""
    head = case.draft.head
    in_row = any(
        row.lines(role)
        for _, row in case.draft.parts
        for role in (ColumnRole.PARCEL, ColumnRole.BURDENED)
    )
    if name is FieldName.BURDENED and case.draft.parts and not head.context.plots:
        if in_row or (head.is_plotless and _is_whole(entry)):
            return None  # forms whose rows name the burdened plot have none in their header
        weak = _alone(case, entry.burdened)
        return _no_header(case) if weak else None
    if head.is_guessed and _rests_on_header(case, entry):
        return _guessed(case)
    return None


def _is_whole(entry: Entry) -> bool:
    """Whether each burdened plot is named with its Gemarkung and its Flur."""
    return all(plot.parcel.gemarkung and plot.parcel.flur for plot in entry.burdened.value)


def lonely_words(case: Case, entry: Entry, name: FieldName) -> tuple[Word, ...]:
    """The words that a value rests on and that no other ink of the dossier vouches for."""
    finding = entry.findings[name]
    if not finding.value or pages_agreeing(finding) > 1:
        return ()
    if name is FieldName.SHEET:
        is_vouched_for = _is_sheet_vouched(case, str(finding.value))
        spots = () if is_vouched_for else case.draft.head.header.sheet_spots
        return tuple(spot.word for spot in spots)
    if name is FieldName.ENTRY_NUMBER:
        return tuple(spot.word for spot in case.draft.number_spots)
    words = _alone(case, finding)
    if name in FROM_HEADER and _rests_on_header(case, entry) and not _is_header_vouched(case):
        words += _header_words(case, finding)
    return tuple(words)


def _alone(case: Case, finding: Finding[object]) -> list[Word]:
    """The words of a finding's readings whose value is read from no other ink."""
    read = {id(found.field): found for found in case.all_found}
    own = [read[id(field)] for field in finding.readings if id(field) in read]
    alone = (found for found in own if not is_vouched(found, case.voices))
    return [word for found in alone for word in _ink_of(case, found)]


def _ink_of(case: Case, found: Found) -> tuple[Word, ...]:
    """The words that a reading rests on: those of the parcel that "das genannte Grundstück" is."""
    if found.reading.plot is None or has_digits(found):
        return found.words
    key = same_parcel(found.reading.plot.parcel)
    return next(
        (
            other.words
            for other in case.all_found
            if other.reading.plot is not None and has_digits(other)
            if same_parcel(other.reading.plot.parcel) == key
        ),
        found.words,
    )


def _is_sheet_vouched(case: Case, value: str) -> bool:
    """Whether the foot of the page, or another page, has the sheet's number too."""
    foot = case.draft.head.foot
    if foot is not None and is_same_sheet(foot, value):
        return True
    if any(is_same_sheet(named, value) for named in sheets_in(case.voices)):
        return True
    return any(_heads_alike(head.header, case.draft.head.header) for head in case.heads)


def _heads_alike(header: Header, own: Header) -> bool:
    """Whether the header of another page has the number too, and not both are disputed."""
    if header.sheet is None or own.sheet is None or not is_same_sheet(header.sheet, own.sheet):
        return False
    words, ours = ([spot.word for spot in h.sheet_spots] for h in (header, own))
    is_other = {id(word) for word in words}.isdisjoint(id(word) for word in ours)
    return (
        bool(words) and is_other and not (any(map(has_rival, words)) and any(map(has_rival, ours)))
    )


def _header_words(case: Case, finding: Finding[object]) -> tuple[Word, ...]:
    """The header's words that the parcels rest on: its Flur alone where the row has the numbers."""
    head, text = case.draft.head, case.draft.text
    plots = [plot for plot in plots_in(finding) if plot.parcel.flur is not None]
    if not all(re.search(rf"(?<!\d){re.escape(p.parcel.number)}(?!\d)", text) for p in plots):
        return head.words
    fluren = {plot.parcel.flur for plot in plots}
    return tuple(word for word in head.words if re.sub(r"\W", "", word.text) in fluren)


def _is_header_vouched(case: Case) -> bool:
    """Whether another row or page names a parcel of the header, its Flur in words of its own."""
    plots = {same_parcel(plot.parcel): plot.parcel.flur for plot in case.draft.head.context.plots}
    return any(
        (plot := found.reading.plot) is not None
        and (flur := plots.get(same_parcel(plot.parcel))) is not None
        and found.passage.role is not Role.HEADER
        and names_flur(flur, [found.passage.text])
        for found in case.voices
    )


def _is_illegible(case: Case) -> bool:
    """Whether the wording as a whole is hardly read: what is missing in it cannot be told."""
    trust = [
        spot.word.confidence
        for _, row in case.draft.parts
        for line in row.lines(ColumnRole.CONTENT)
        for spot in line.spots
    ]
    return bool(trust) and sum(trust) / len(trust) < LEGIBLE


def _wording(case: Case) -> Doubt:
    return Doubt(
        reason=DoubtReason.ILLEGIBLE,
        detail=Both(
            "Der Wortlaut ist großenteils nicht lesbar.", "Most of the wording cannot be read."
        ),
        page=case.draft.head.page.number,
        box=case.draft.box,
    )


def _no_header(case: Case) -> Doubt:
    return Doubt(
        reason=DoubtReason.NOT_FOUND,
        detail=Both(
            "Das Grundstück im Kopf des Blatts ist nicht gelesen; es fehlt zum Vergleich.",
            "The plot in the sheet's header was not read; nothing is there to compare with.",
        ),
        page=case.draft.head.page.number,
    )


def _guessed(case: Case) -> Doubt:
    context = case.draft.head.context
    return Doubt(
        reason=DoubtReason.AMBIGUOUS,
        detail=Both(
            f"{context.gemarkung}, Flur {context.flur} ist von anderen Seiten übernommen; "
            "im Kopf des Blatts ist es nicht zu lesen.",
            f"{context.gemarkung}, Flur {context.flur} is taken from other pages; "
            "the sheet's header cannot be read.",
        ),
        page=case.draft.head.page.number,
    )


def _rests_on_header(case: Case, entry: Entry) -> bool:
    """Whether a parcel's Flur stands in the header alone."""
    fluren = {plot.parcel.flur for plot in (*entry.burdened.value, *entry.benefited.value)}
    texts = [case.draft.places, *(said.text for said in case.statements)]
    return any(flur is not None and not names_flur(flur, texts) for flur in fluren)


def plots_in(finding: Finding[object]) -> tuple[Plot, ...]:
    """The plots of a finding; none where it is of something else."""
    value = finding.value
    return value if isinstance(value, tuple) else ()


def pages_agreeing(finding: Finding[object]) -> int:
    """On how many pages the value was read; contradicted, it counts as read on one."""
    if any(doubt.reason is DoubtReason.CONTRADICTION for doubt in finding.doubts):
        return 1
    return len({field.evidence.page for field in finding.readings})
