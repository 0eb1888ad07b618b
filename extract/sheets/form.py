"""Forms without a table: a printed label before each thing of an entry, its blank beside or below.

Cards and computer forms are so: "Lfd. Nr. 3", "Art der Last", "Eingetragen am", each in a field of
its own or on a line of its own. An entry begins at the label of its running number.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from baulast.model import BlockKind, Page
from extract.ends.named import closes_sheet, speaks_of_end
from extract.layout import Line, Spot, rows, squeezed
from extract.sheets.form_values import INDENT, value_of
from extract.sheets.headings import ColumnRole
from extract.sheets.labels import unspaced
from extract.sheets.number_column import has_day
from extract.sheets.running_number import MISREAD_NUMBER, running_number
from extract.sheets.side_by_side import FormColumn, is_mixed, side_by_side
from extract.sheets.slots import COUNTED, ENOUGH, Slot, misnumbered, names_sheet, read_slots
from extract.sheets.spanned import spans
from extract.sheets.transposed import transposed

# Labels that stand over the first number where an entry goes on from the page before; the plot's
# and the sheet's own stand there on every page.
GOING_ON = frozenset(
    {ColumnRole.DECLARED, ColumnRole.REGISTERED, ColumnRole.REFERENCE, ColumnRole.REMARKS,
     ColumnRole.DELETED, ColumnRole.BENEFITED, ColumnRole.OTHER}
)  # fmt: skip
PLOTS = frozenset({ColumnRole.BURDENED, ColumnRole.BENEFITED})
# "Der Eigentümer hat durch Erklärung vom ...": who declares; plots are not listed so.
SENTENCE = re.compile(
    r"\W*(?:De[rm]|Die|Den|Ich|Wir|Durch|Hiermit|Auf ?[Gg]rund) (?:jeweiligen? )?"
    r"(?!Flur|Gemarkung|Grundst|Parz)\w+ \w+ \w+"
)
MISREAD_LETTERS = 1  # of the label of the number, by which it is still the same: "Ltd. Nr."


class Start(NamedTuple):
    """Where an entry may begin: the place of its number's label among all, and the number."""

    place: int
    number: tuple[Spot, ...]

    @property
    def running(self) -> int | None:
        return running_number(" ".join(spot.text for spot in self.number))


class Part(NamedTuple):
    """A blank of an entry: what it is of, and the lines that were filled in."""

    role: ColumnRole
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class FormEntry:
    """An entry of a form: its running number and its blanks, from top to bottom."""

    top: float  # of the label of its number
    left: float
    number_spots: tuple[Spot, ...]
    parts: tuple[Part, ...]
    goes_on: bool = False  # with the last entry of the page before
    across: tuple[float, float] = (float("-inf"), float("inf"))  # of its column on the page
    is_mixed: bool = False  # the words of another may be among its own
    is_note: bool = False  # on an entry that stands elsewhere: "Lfd. Nr. 1   gelöscht am ..."


def form_entries(page: Page, spots: Sequence[Spot]) -> tuple[FormEntry, ...]:
    """The entries of a page that labels tell; none where the page is no such form."""
    lines = rows(spots)
    page, slots = read_slots(page, lines)
    turned = transposed(page, lines, slots)
    if turned is not None and not turned:
        return (_run_together(slots, lines),)
    columns = turned or side_by_side(page, lines, slots)
    if columns:
        side = _in_order([_in_column(page, column) for column in columns])
        return _with_ends(side, _below(lines, columns))
    if spanned := tuple(_spanned(page, spots, slots, lines)):
        return spanned
    starts = [
        Start(place, number)
        for place, slot in enumerate(slots)
        if slot.role is ColumnRole.NUMBER
        and (number := _number_of(page, slot, slots, lines)) is not None
    ]
    found = _begun(page, starts, slots, lines)
    if not found:
        return ()
    before = slots[: starts[0].place]
    rest = [slot for slot in before if slot.role in GOING_ON]
    if len({slot.role for slot in rest}) < ENOUGH:
        benefited = [slot for slot in before if slot.role is ColumnRole.BENEFITED]
        return _with_parts(found, _entry(page, benefited, (), slots, lines).parts)
    return (replace(_entry(page, rest, (), slots, lines), goes_on=True), *found)


def _begun(
    page: Page, starts: Sequence[Start], slots: Sequence[Slot], lines: Sequence[Line]
) -> list[FormEntry]:
    """The entries that begin at the numbers, and notes on them; none where no form is.

    An entry with too few labels of its own is numbered as one that has enough.
    """
    ends = [*(start.place for start in starts), len(slots)][1:]
    pieces = [slots[start.place : end] for start, end in zip(starts, ends, strict=True)]
    labels = [
        _labels_below(own, start.number, lines) for own, start in zip(pieces, starts, strict=True)
    ]
    begun = {
        n
        for n, own in enumerate(pieces)
        if labels[n] >= ENOUGH or _heads_text(page, own[0], slots, lines)
    }
    if not any(labels[n] for n in begun):
        return []
    sure = [pieces[n][0] for n in begun]
    alike = [n for n, own in enumerate(pieces) if any(_is_labelled_alike(own[0], s) for s in sure)]
    numbers = {starts[n].running for n in begun}
    found = []
    for n in sorted(begun.union(alike)):
        entry = _entry(page, pieces[n], starts[n].number, slots, lines)
        if n not in begun and starts[n].running in {None, *numbers}:
            if starts[n].running is not None and _tells_end(entry):
                found.append(replace(entry, is_note=True))
            continue
        numbers.add(starts[n].running)
        below_row = slots[ends[n]].row if ends[n] < len(slots) else len(lines)
        further = _unlabelled(page, lines[pieces[n][0].row : below_row], slots, entry)
        found.append(replace(entry, parts=(*entry.parts, *further)))
    return found


def _labels_below(own: Sequence[Slot], number: Sequence[Spot], lines: Sequence[Line]) -> int:
    """How many things of an entry are labelled below its number; below a table's numbers none."""
    bottom = max([own[0].bottom, *(spot.bottom for spot in number)])
    below = {slot.role for slot in own if lines[slot.row].middle > bottom}
    return len(below - {None, ColumnRole.NUMBER})


def _is_labelled_alike(one: Slot, other: Slot) -> bool:
    """Whether two numbers have the same label at the same margin."""
    is_below = abs(one.left - other.left) <= INDENT * one.tokens[0].height
    letters = Levenshtein.distance(_label_text(one), _label_text(other))
    return is_below and letters <= MISREAD_LETTERS


def _tells_end(entry: FormEntry) -> bool:
    return any(speaks_of_end(line.text) for part in entry.parts for line in part.lines)


def _label_text(slot: Slot) -> str:
    return squeezed("".join(token.text for token in slot.tokens))


def _in_column(page: Page, column: FormColumn) -> list[FormEntry]:
    return [replace(one, across=column.across) for one in form_entries(page, column.spots)]


def _run_together(slots: Sequence[Slot], lines: Sequence[Line]) -> FormEntry:
    """All entries of a table turned over as one, where no blank parts their columns."""
    label = next(slot for slot in slots if slot.role is ColumnRole.NUMBER)
    number = label.beside[0].spots if label.beside else label.tokens[-1].spots
    part = Part(ColumnRole.CONTENT, tuple(lines[label.row + 1 :]))
    top = min(spot.top for spot in lines[label.row].spots)
    return FormEntry(top, label.left, number, (part,), is_mixed=True)


def _below(lines: Sequence[Line], columns: Sequence[FormColumn]) -> list[Line]:
    """The lines below all columns."""
    taken = {spot.index for column in columns for spot in column.spots}
    rest = [line for line in lines if not any(spot.index in taken for spot in line.spots)]
    last = max(n for n, line in enumerate(lines) if line not in rest)
    return [line for line in rest if lines.index(line) > last]


def _with_ends(found: tuple[FormEntry, ...], below: Sequence[Line]) -> tuple[FormEntry, ...]:
    """The entries, the last one with what is said below all of them of an end."""
    ends = tuple(line for line in below if speaks_of_end(line.text))
    if not found or not ends:
        return found
    last = replace(found[-1], parts=(*found[-1].parts, Part(ColumnRole.OTHER, ends)))
    return (*found[:-1], last)


def _in_order(columns: Sequence[Sequence[FormEntry]]) -> tuple[FormEntry, ...]:
    """Entries side by side, row by row, unless their numbers run down the columns."""
    down = [entry for column in columns for entry in column]
    read = [running_number(" ".join(s.text for s in entry.number_spots)) for entry in down]
    numbers = [number for number in read if number is not None]
    if len(numbers) == len(down) and numbers == sorted(numbers):
        return tuple(down)
    return tuple(entry for row in zip_longest(*columns) for entry in row if entry is not None)


def _spanned(
    page: Page, spots: Sequence[Spot], slots: Sequence[Slot], lines: Sequence[Line]
) -> Iterator[FormEntry]:
    """The entries of a table whose numbers stand beside the rows of each, labels in these."""
    for span in spans(page, spots):
        own = [slot for slot in slots if slot.block in span.blocks]
        labelled = {slot.block for slot in own} & span.first
        roles = {slot.role for slot in own if slot.block in labelled}
        is_form = 2 * len(labelled) > len(span.first)  # in a table of entries remarks have some
        if is_form and len(roles - {None, ColumnRole.NUMBER}) >= ENOUGH:
            yield _entry(page, own, span.number, slots, lines)


def _heads_text(page: Page, slot: Slot, slots: Sequence[Slot], lines: Sequence[Line]) -> bool:
    """Whether "Lfd. Nr. 1" stands alone over a text, which needs fewer labels to be an entry.

    In the line that names the sheet it does, too.
    """
    before = [t for t in unspaced(lines[slot.row]) if t.right <= slot.left]
    words = sum(len(token.spots) for token in (*before, *slot.tokens))
    is_last = not slot.beside and len(lines[slot.row].spots) == words
    is_alone = is_last and (not before or names_sheet(before))
    text = "".join(token.text for token in slot.tokens).rstrip(".:)")
    is_full = squeezed(text).startswith(("lfd", "laufende")) and text[-1:].isdigit()
    return is_alone and is_full and bool(value_of(page, slot, slots, lines))


def _with_parts(found: Sequence[FormEntry], parts: Sequence[Part]) -> tuple[FormEntry, ...]:
    """The entries; those without a benefited plot with that which stands above the first."""
    return tuple(
        entry
        if any(part.role is ColumnRole.BENEFITED for part in entry.parts)
        else replace(entry, parts=(*entry.parts, *parts))
        for entry in found
    )


def _entry(
    page: Page,
    own: Sequence[Slot],
    number: tuple[Spot, ...],
    slots: Sequence[Slot],
    lines: Sequence[Line],
) -> FormEntry:
    taken = {spot.index for spot in number}
    parts = [
        Part(_role(slot), value)
        for slot in own
        if slot.role is not None and (value := _without(value_of(page, slot, slots, lines), taken))
    ]
    parts = [piece for part in parts for piece in _without_sentence(part)]
    label = [spot for slot in own[:1] for token in slot.tokens for spot in token.spots]
    top = min((spot.top for spot in label), default=0.0)
    left = min((spot.left for spot in label), default=0.0)
    return FormEntry(top, left, number, tuple(parts), is_mixed=is_mixed(own))


def _unlabelled(
    page: Page, lines: Sequence[Line], slots: Sequence[Slot], entry: FormEntry
) -> Iterator[Part]:
    """What no known label of an entry is of, and tells of its end; of a ruled field its day too."""
    known = {slot.block for slot in slots}
    known |= {spot.word.block for part in entry.parts for line in part.lines for spot in line.spots}
    known |= {spot.word.block for spot in entry.number_spots}
    fields: dict[int, list[Spot]] = {}
    for spot in (spot for line in lines for spot in line.spots):
        if spot.word.block not in known and page.blocks[spot.word.block].kind is BlockKind.CELL:
            fields.setdefault(spot.word.block, []).append(spot)
    for spots in fields.values():
        text = rows(spots)
        if has_day(text) or any(speaks_of_end(line.text) for line in text):
            yield Part(ColumnRole.OTHER, text)
    for note in _notes_apart(lines, slots, entry):
        yield Part(ColumnRole.OTHER, note)


def _notes_apart(
    lines: Sequence[Line], slots: Sequence[Slot], entry: FormEntry
) -> Iterator[tuple[Line, ...]]:
    """The lines from one that tells of the entry's end to the next that is of a blank."""
    tokens = (token for slot in slots for token in (*slot.tokens, *slot.beside))
    held = {spot.index for token in tokens for spot in token.spots}
    held |= {spot.index for part in entry.parts for line in part.lines for spot in line.spots}
    held |= {spot.index for spot in entry.number_spots}
    note: list[Line] = []
    for line in lines:
        if any(spot.index in held for spot in line.spots):
            yield from [tuple(note)] if note else []
            note = []
        elif note or (speaks_of_end(line.text) and not closes_sheet(line.text)):
            note.append(line)
    yield from [tuple(note)] if note else []


def _without_sentence(part: Part) -> Iterator[Part]:
    """The blank of a plot, and the wording that a form begins below it without a label."""
    begins = [n for n, line in enumerate(part.lines) if n and SENTENCE.match(line.text)]
    if part.role not in PLOTS or not begins:
        yield part
        return
    yield Part(part.role, part.lines[: begins[0]])
    yield Part(ColumnRole.CONTENT, part.lines[begins[0] :])


def _role(slot: Slot) -> ColumnRole:
    """What stands behind the running number in its row is the kind: "Baulast Nr. 1 Zufahrt"."""
    assert slot.role is not None
    return ColumnRole.CONTENT if slot.role is ColumnRole.NUMBER else slot.role


def _number_of(
    page: Page, slot: Slot, slots: Sequence[Slot], lines: Sequence[Line]
) -> tuple[Spot, ...] | None:
    """The words of the running number with its label or alone in its field; None: no number's.

    A field may have lost its number to a punched hole; it is one by its label.
    """
    if COUNTED.fullmatch("".join(token.text for token in slot.tokens)):
        return slot.tokens[0].spots
    last = slot.tokens[-1].spots[-1]
    if misnumbered(slot.tokens) is not None:
        return (last,)
    if last.text.rstrip(".:)…_")[-1:].isdigit():
        return (last,)
    if page.blocks[slot.block].kind is not BlockKind.CELL:
        beside = (spot for token in slot.beside for spot in token.spots)
        alone = [spot for spot in beside if any(map(str.isalnum, spot.text))]  # dots of the form
        is_number = bool(alone) and (
            running_number(alone[0].text) is not None
            or misnumbered((*slot.tokens, *slot.beside)) is not None
        )
        return (alone[0],) if len(alone) == 1 and is_number else None
    value = [
        spot
        for line in value_of(page, slot, slots, lines)
        for spot in line.spots
        if any(char.isalnum() for char in spot.text)  # specks are read as signs
    ]
    if len(value) == 1 and MISREAD_NUMBER.fullmatch(value[0].text):
        return (value[0],)
    if len(value) > 1 or not _stands_in_a_filled_row(page, slot, slots, lines):
        return None
    return tuple(value)


def _stands_in_a_filled_row(
    page: Page, slot: Slot, slots: Sequence[Slot], lines: Sequence[Line]
) -> bool:
    """Whether a field beside this one holds more than its label; over a table none does.

    A lone "Nr." is the heading of many a column: it needs more of them.
    """
    beside = [other for other in slots if other.row == slot.row and other is not slot]
    if len(slot.tokens) > 1:
        return any(value_of(page, other, slots, lines) for other in beside)
    filled = [
        other
        for other in beside
        for value in value_of(page, other, slots, lines)[:1]
        if value.spots[0].word.block == other.block
    ]
    return len(filled) >= ENOUGH


def _without(lines: Iterable[Line], taken: set[int]) -> tuple[Line, ...]:
    kept = (tuple(spot for spot in line.spots if spot.index not in taken) for line in lines)
    return tuple(Line(spots) for spots in kept if spots)
