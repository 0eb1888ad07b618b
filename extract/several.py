"""Entries that run together: one that holds more than one entry's worth of facts, or a lost one.

A number that is not recognised joins its entry to the one above, and then nothing misses it. What
tells of it are facts that are there twice, a plot on both sides, and a gap in the numbers.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from baulast.language import Both
from baulast.model import Doubt, DoubtReason, FieldName
from extract.drafts import Draft
from extract.gather import Found
from extract.parcels import plots_of, same_parcel
from extract.passages import Role

TWICE = 2  # things of an entry that are there more than once; one alone a note may repeat


def with_joined(drafts: Sequence[Draft]) -> tuple[tuple[Draft, ...], tuple[Doubt, ...]]:
    """The drafts, those doubted that hold several entries, and the doubts on their pages."""
    found = []
    doubts: list[Doubt] = list(_gaps(drafts))
    named = Counter(map(_name, drafts))
    for draft in drafts:
        detail = _joined(draft)
        if detail is None and None not in _name(draft) and named[_name(draft)] > 1:
            detail = Both(
                f"Auf diesem Blatt steht die laufende Nummer {draft.number} mehrfach.",
                f"Number {draft.number} stands on this sheet more than once.",
            )
        if draft.parts and detail:
            doubt = Doubt(
                reason=DoubtReason.NOT_FOUND,  # an entry may hide here
                detail=detail,
                page=draft.parts[0][0].number,
                box=draft.box,
            )
            doubts.append(doubt)
            draft = replace(draft, doubts=(*draft.doubts, doubt))
        found.append(draft)
    return tuple(found), tuple(doubts)


def _name(draft: Draft) -> tuple[str | None, int | None]:
    """What an entry is called by: its sheet and its running number."""
    return draft.head.header.sheet, draft.number


def _joined(draft: Draft) -> Both | None:
    """Why an entry probably holds several, in words; None if nothing tells so."""
    if any(row.is_mixed for _, row in draft.parts):
        return Both(
            "Der Vordruck steht hier zweimal, oder Tage über der Nummer wie unter dem Text: Hier "
            "laufen wohl zwei Eintragungen ineinander.",
            "The form stands here twice, or days over the number as below the wording: two "
            "entries probably run together.",
        )
    counts = [
        len(_values(draft, FieldName.REGISTERED_ON)),
        len(_values(draft, FieldName.DECLARED_ON)),
        len(_values(draft, FieldName.REFERENCE)),
        len(draft.readings(FieldName.LEGAL_BASIS)),
    ]
    if sum(count > 1 for count in counts) >= TWICE or _goes_on(draft):
        return Both(
            "Tage, Gesetz oder Aktenzeichen stehen mehrfach da: Hier laufen wohl mehrere "
            "Eintragungen ineinander.",
            "Days, law or file number stand there more than once: several entries probably run "
            "together.",
        )
    if _is_mutual(draft):
        return Both(
            "Ein Flurstück ist belastet und begünstigt zugleich: Hier stehen wohl mehrere "
            "Baulasten.",
            "A parcel is burdened and benefited at once: these are probably several encumbrances.",
        )
    return None


def _worded(draft: Draft, name: FieldName) -> list[Found]:
    """What the wording says; remarks repeat and change it."""
    return [item for item in draft.readings(name) if item.passage.role is Role.CONTENT]


def _values(draft: Draft, name: FieldName) -> set[str]:
    return {item.reading.value for item in _worded(draft, name)}


def _goes_on(draft: Draft) -> bool:
    """Whether a wording with a day of entry of its own follows another day of entry."""
    entered = _worded(draft, FieldName.REGISTERED_ON)
    plots = _worded(draft, FieldName.BURDENED)
    return any(
        first.reading.value != last.reading.value
        and first.passage == plot.passage == last.passage
        and first.reading.start < plot.reading.start < last.reading.start
        for first, last in pairwise(entered)
        for plot in plots
    )


def _is_mutual(draft: Draft) -> bool:
    burdened, benefited = (
        {same_parcel(plot.parcel) for plot in plots_of(_worded(draft, name))}
        for name in (FieldName.BURDENED, FieldName.BENEFITED)
    )
    return bool(burdened & benefited)


def _gaps(drafts: Sequence[Draft]) -> Iterable[Doubt]:
    """A doubt on each page whose numbers leave one out: its entry may not have been recognised."""
    for before, draft in pairwise(drafts):
        is_same = before.head.header.sheet == draft.head.header.sheet
        if not is_same or before.number is None or draft.number is None or not draft.parts:
            continue
        if draft.number > before.number + 1:
            yield Doubt(
                reason=DoubtReason.NOT_FOUND,
                detail=Both(
                    f"Zwischen lfd. Nr. {before.number} und {draft.number} fehlt eine Eintragung.",
                    f"Between numbers {before.number} and {draft.number} an entry is missing.",
                ),
                page=draft.head.page.number,
            )
