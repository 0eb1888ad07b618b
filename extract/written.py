"""What stands beside an entry and reads as nothing: a second hand's writing, guessed letters.

A note of deletion that is written in one go looks like a signature, and one that lies under a
signature reads like dirt.
"""

from collections.abc import Iterable
from math import dist

from baulast.language import Both
from baulast.model import Box, Doubt, DoubtReason, MarkKind, Page
from extract.case import Case
from extract.ends.strokes import column_at
from extract.layout import box_of
from extract.sheets.headings import ColumnRole
from extract.sheets.row import Row

COLUMNS = (ColumnRole.REMARKS, ColumnRole.OTHER, ColumnRole.REGISTERED)
WRITING = 1.0  # line heights that a note or a signature has at least, both ways
APART = 0.3  # line heights between two of them; the strokes of one overlap
HOLES_APART_MM = 80.0  # the two holes of a file (ISO 838), of 6 mm with their shadow
HOLE_MM, OFF_MM = 8.5, 2.0
MM_AN_INCH = 25.4
GUESSED = 0.5  # mean trust in a line below which it is not what stands there
LEAST_GUESSED = 6  # letters; "gel." needs a day beside it, and that is looked for


def second_hands(case: Case) -> Iterable[Doubt]:
    """Doubts on the signatures beside an entry but its own; a note of deletion is signed too."""
    for page, row in case.draft.parts:
        lines = [line for role in COLUMNS for line in row.lines(role)]
        signed = [
            mark.box
            for mark in page.marks
            if mark.kind is MarkKind.SIGNATURE
            and not _is_hole(mark.box, page)
            and column_at(mark.box, page, row) in (*COLUMNS, ColumnRole.DELETED)
        ]
        height = lines[0].height if lines else 0.0
        for place, box in enumerate(_apart(signed, height)):
            if place == 0 and not _is_of_note(box, page, row):
                continue
            yield Doubt(
                reason=DoubtReason.HANDWRITTEN,
                detail=Both(
                    "Neben der Eintragung ist zweimal von Hand geschrieben: vielleicht ein "
                    "Vermerk über Löschung oder Änderung.",
                    "Beside the entry somebody wrote by hand twice: perhaps a note of deletion or "
                    "change.",
                ),
                page=page.number,
                box=box,
            )


def _is_of_note(box: Box, page: Page, row: Row) -> bool:
    """Whether writing stands alone in the column for deletions, or in that for notes behind it."""
    roles = [column.role for column in row.columns]
    role = column_at(box, page, row)
    if ColumnRole.DELETED not in roles or role is ColumnRole.DELETED:
        return role is ColumnRole.DELETED
    behind = roles[roles.index(ColumnRole.DELETED) + 1 :]
    return role in behind and role is ColumnRole.REMARKS and not row.lines(role)


def _is_hole(box: Box, page: Page) -> bool:
    """Whether ink is the ring of a punch hole in a copied page: another lies above or below it."""
    mm = page.dpi / MM_AN_INCH
    if max(box.width, box.height) > HOLE_MM * mm:
        return False
    rings = [m.box for m in page.marks if max(m.box.width, m.box.height) <= HOLE_MM * mm]
    middle = _middle(box)
    return any(
        abs(dist(middle, _middle(other)) - HOLES_APART_MM * mm) < OFF_MM * mm for other in rings
    )


def _middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


def _apart(boxes: Iterable[Box], height: float) -> list[Box]:
    """Boxes of writing from the top down, those one that lie less than half a line apart."""
    found: list[Box] = []
    for box in sorted(boxes, key=lambda box: box.top):
        if min(box.width, box.height) < WRITING * height:
            continue
        if found and box.top < found[-1].bottom + APART * height:
            found[-1] = found[-1].united(box)
        else:
            found.append(box)
    return found


def guessed_lines(case: Case) -> Iterable[Doubt]:
    """Lines beside the wording whose letters are guessed and that no rule understands."""
    told = {id(word) for found in case.draft.found for word in found.words}
    for page, row in case.draft.parts:
        for role in COLUMNS:
            for line in row.lines(role):
                letters = sum(len(spot.text) for spot in line.spots)
                trust = sum(len(spot.text) * spot.word.confidence for spot in line.spots)
                is_told = any(id(spot.word) in told for spot in line.spots)
                if not is_told and letters >= LEAST_GUESSED and trust < GUESSED * letters:
                    yield Doubt(
                        reason=DoubtReason.ILLEGIBLE,
                        detail=Both(
                            f"„{line.text}“ daneben ist kaum zu lesen.",
                            f"“{line.text}” beside it can hardly be read.",
                        ),
                        page=page.number,
                        box=box_of(line.spots),
                    )
