"""Running numbers: what the number's column says, weighed against the order of the rows."""

from collections.abc import Sequence
from dataclasses import replace

from baulast.language import Both
from baulast.model import Doubt, DoubtReason
from extract.drafts import Draft, continued
from extract.layout import box_of
from extract.rival import is_alike
from extract.sheets.running_number import LOOKS_LIKE, roman_number


def numbered(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts with the numbers that their order gives where the ink does not.

    A row without a number between two that follow each other belongs to the first of them.
    """
    joined: list[Draft] = []
    for place, draft in enumerate(drafts):
        after = next((d.number for d in drafts[place + 1 :] if d.number is not None), None)
        before = joined[-1] if joined and _same_sheet(joined[-1], draft) else None
        if before is not None and _is_supplement(before, draft, after):
            joined[-1] = continued(before, draft)
            continue
        joined.append(_settled(draft, before, after))
    return tuple(map(_perhaps_another, joined))


def _perhaps_another(draft: Draft) -> Draft:
    """The draft, doubted as a whole where its number is, on a page of which hardly a word is sure.

    Entries above it may be lost there, and what is read is then another one's.
    """
    page = draft.head.page
    lost = any(doubt.reason is DoubtReason.ORIENTATION for doubt in page.doubts)
    if not lost or not draft.number_doubts:
        return draft
    doubt = Doubt(
        reason=DoubtReason.ILLEGIBLE,
        detail=Both(
            "Auf dieser Seite ist kaum ein Wort sicher: vielleicht ist es eine andere Eintragung.",
            "Hardly a word of this page is sure: perhaps this is another entry.",
        ),
        page=page.number,
        box=draft.box,
    )
    return replace(draft, doubts=(*draft.doubts, doubt))


def _same_sheet(before: Draft, draft: Draft) -> bool:
    numbers = {d.head.header.sheet for d in (before, draft)} - {None}
    return len(numbers) <= 1


def _is_supplement(before: Draft, draft: Draft, after: int | None) -> bool:
    return (
        draft.number is None
        and not draft.number_spots
        and not draft.is_labelled
        and before.number is not None
        and after == before.number + 1
    )


def _settled(draft: Draft, before: Draft | None, after: int | None) -> Draft:
    expected = 1 if before is None else None if before.number is None else before.number + 1
    read = draft.number
    if read is not None:
        if before is None or expected is None or read == expected:
            return draft
        follows = after == read + 1
        return draft if follows and read > expected else _doubted(draft, expected, after)
    if expected is None or (after is not None and expected >= after):
        return draft
    ink = "".join(spot.text for spot in draft.number_spots).strip(" .,:;()")
    if ink and (ink in LOOKS_LIKE.get(expected, "") or roman_number(ink) == expected):
        return replace(draft, number=expected)
    return replace(draft, number=expected, number_doubts=(_inferred(draft, expected),))


def _doubted(draft: Draft, expected: int, after: int | None) -> Draft:
    """A number out of order; the one in order where its neighbours agree, or the digit is alike."""
    ink = " ".join(spot.text for spot in draft.number_spots)
    is_roman = roman_number(ink) == expected  # "11." where it should be "II."
    agreed = is_roman or after == expected + 1 or is_alike(str(draft.number), str(expected))
    number = expected if agreed else draft.number
    other = draft.number if agreed else expected
    doubt = Doubt(
        reason=DoubtReason.IMPLAUSIBLE,
        detail=Both(
            f"Laufende Nummer: gelesen {draft.number}, nach der Reihenfolge {expected}.",
            f"Running number: read {draft.number}, by its order {expected}.",
        ),
        page=draft.head.page.number,
        box=box_of(draft.number_spots) if draft.number_spots else None,
    )
    return replace(draft, number=number, number_doubts=(doubt,), number_alternatives=(str(other),))


def _inferred(draft: Draft, expected: int) -> Doubt:
    return Doubt(
        reason=DoubtReason.ILLEGIBLE,
        detail=Both(
            f"Die laufende Nummer ist nicht zu lesen; nach der Reihenfolge ist es {expected}.",
            f"The running number cannot be read; by its order it is {expected}.",
        ),
        page=draft.head.page.number,
        box=draft.box,
    )
