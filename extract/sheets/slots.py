"""The labels of a form with what stands behind each in its row: "Eingetragen am 7. Mai 1979"."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from statistics import median

from baulast.model import BlockKind, Page
from extract.layout import Line, squeezed
from extract.sheets.form_labels import ANSWERED, LABELS, known_label
from extract.sheets.headings import ColumnRole
from extract.sheets.labels import RUN_GAP, Label, Token, parts_of, unspaced
from extract.sheets.running_number import LFD, MISREAD_DIGIT, NR

LONGEST = 5  # words of a label: "Lfd. Nr. der Baulast", "Inhalt und Umfang der Verpflichtung"
ENOUGH = 2  # things of an entry that are labelled beside its number; running text has none
# "Baulast Nr. 3" and "Nr.3"; no number with a stroke, and none that goes on behind it.
NUMBERED = re.compile(r"(.*[^\d\s/,-])\d{1,2}[.:)]?")
ALONE = rf"(?:{MISREAD_DIGIT}|[IVX]{{2,5}})[.:)]?"
# "lfd. Nr. l", "lfd. Nr. Z" and "lfd. Nr. II": what the digit is, its order tells.
MISNUMBERED = re.compile(rf"((?:{LFD}|laufende)\W?{NR}\W{{0,2}})({ALONE})", re.I)
COUNTED = re.compile(r"\d{1,2}[.)](?:Baulast|Eintragung|Last):?", re.IGNORECASE)  # "2. Baulast"
# "Eintragung Nr. 1" and "Baulast Nr. 1": what is numbered, no blank of the entry.
NAMING = frozenset({ColumnRole.REGISTERED, ColumnRole.CONTENT})
# What may stand in the line of a sheet's head, which "lfd. Nr. 1" follows; and its first word.
OF_SHEET = frozenset({Label.SHEET, Label.PAGE, Label.BAND})
HEAD_OF_SHEET = re.compile(r"baulast|registerbl|karteibl|blatt|band|bd|stadt|gemeinde|kreis")
OF_NUMBER = re.compile(r"[A-Z]{0,3}[\W\d]*\d[\W\d]*[a-z]?\W*|[IVX]+[/\W\d]*|[A-Z]{1,2}|\W+")
FULL_NUMBER = re.compile(rf"(?:{LFD}|laufende)\W{{0,2}}{NR}\W{{0,2}}\d{{1,2}}[.:)]?", re.IGNORECASE)
LEADER = re.compile(r"[.:,…_-]+")  # between a label and its blank
AT_TAB = 0.5  # line heights off the place where values begin
VALUE_AT = 3.0  # line heights right of the margin where labels begin: there stand only values
SPACED = 2.0  # line heights between two blanks of a form; lines of a text stand closer
DAYS = frozenset({ColumnRole.DECLARED, ColumnRole.REGISTERED})  # a note apart may end another one
ODD = 1.8  # times as high as its neighbour: a word is at most half as high again


@dataclass(frozen=True, slots=True)
class Slot:
    """A label with the words behind it in its row, and where the next label of the row begins."""

    role: ColumnRole | None
    row: int
    tokens: tuple[Token, ...]  # with the running number where it stands right behind its label
    beside: tuple[Token, ...]
    right: float

    @property
    def left(self) -> float:
        return self.tokens[0].left

    @property
    def bottom(self) -> float:
        return max(spot.bottom for token in self.tokens for spot in token.spots)

    @property
    def block(self) -> int:
        return self.tokens[0].spots[0].word.block


def read_slots(page: Page, lines: Sequence[Line]) -> tuple[Page, list[Slot]]:
    """The page without frames that are no blanks, and the labels of its lines."""
    told = _told(page, lines, None)
    page = _unframed(page, told)
    return page, _of_form(page, _at_margin(page, _told(page, lines, _value_at(page, told))), lines)


def _unframed(page: Page, slots: Sequence[Slot]) -> Page:
    """The page without frames: a ruled field that holds rows of labels side by side is no blank."""
    columns = Counter((b.table, b.column or 0) for b in page.blocks if b.table is not None)
    single = {table for table, _ in columns} - {table for table, column in columns if column}
    inside = Counter(slot.row for slot in slots if page.blocks[slot.block].table in single)
    if sum(count >= ENOUGH for count in inside.values()) < ENOUGH:
        return page
    blocks = (
        replace(block, kind=BlockKind.PROSE) if block.table in single else block
        for block in page.blocks
    )
    return replace(page, blocks=tuple(blocks))


def _told(page: Page, lines: Sequence[Line], value_at: float | None) -> list[Slot]:
    return [
        slot
        for number, line in enumerate(lines)
        for slot in _with_day(
            line,
            lines[number - 1] if number else None,
            _slots(page, unspaced(line), number, value_at) or _behind_sheet(unspaced(line), number),
            number,
        )
    ]


def _behind_sheet(tokens: Sequence[Token], row: int) -> list[Slot]:
    """The running number at the end of the line that names the sheet: "Blatt 61-408 lfd. Nr. 1"."""
    for count in range(2, min(LONGEST, len(tokens) - 1) + 1):
        label = tuple(tokens[-count:])
        numbered = FULL_NUMBER.fullmatch("".join(token.text for token in label))
        if numbered and names_sheet(tokens[:-count]):
            return [Slot(ColumnRole.NUMBER, row, label, (), float("inf"))]
    return []


def names_sheet(tokens: Sequence[Token]) -> bool:
    """Whether words are what a sheet is called and its number, after its keeper at the most."""
    parts = parts_of(tokens)
    labels = [label for label, _ in parts if label is not None]
    if not parts or labels.count(Label.SHEET) != 1 or not {*labels} <= OF_SHEET:
        return False
    at = next(n for n, (label, _) in enumerate(parts) if label is Label.SHEET)
    behind = [t.text for label, some in parts[at + 1 :] if label is None for t in some]
    is_own = HEAD_OF_SHEET.match(squeezed("".join(t.text for t in parts[0][1])))
    return bool(behind and is_own) and all(map(OF_NUMBER.fullmatch, behind))


def _with_day(line: Line, above: Line | None, found: list[Slot], number: int) -> list[Slot]:
    """The labels of a row; of one that stands apart also "Erklärt am 11.4.1979" without a blank."""
    tokens = unspaced(line)
    is_labelled = any(slot.tokens[0] == tokens[0] for slot in found)
    if is_labelled or above is None or line.middle - above.middle < SPACED * line.height:
        return found
    end = next((n for n, t in enumerate(tokens) if found and t == found[0].tokens[0]), len(tokens))
    for count in range(min(LONGEST, end - 1), 0, -1):
        known = known_label("".join(token.text for token in tokens[:count]), exact=True)
        if known and LABELS[known] in DAYS and tokens[count].text[:1].isdigit():
            right = found[0].left if found else float("inf")
            beside = tuple(tokens[count:end])
            return [Slot(LABELS[known], number, tuple(tokens[:count]), beside, right), *found]
    return found


def _value_at(page: Page, slots: Sequence[Slot]) -> float | None:
    """Where values are typed from, behind the tab; a long label leaves hardly a blank before it."""
    lefts = [
        slot.beside[0].left
        for slot in slots
        if slot.beside and page.blocks[slot.block].kind is not BlockKind.CELL
    ]
    return median(lefts) if len(lefts) >= ENOUGH else None


def _at_margin(page: Page, slots: Sequence[Slot]) -> list[Slot]:
    """The labels but for words that begin a line of a value: "des / begünstigten Grundstücks"."""
    numbers = [slot.left for slot in slots if slot.role is ColumnRole.NUMBER]
    margin = min(numbers, default=0.0)
    rows_before: set[int] = set()
    kept = []
    for slot in slots:
        indent = (slot.left - margin) / max(token.height for token in slot.tokens)
        is_field = page.blocks[slot.block].kind is BlockKind.CELL
        if is_field or slot.row in rows_before or indent < VALUE_AT:
            kept.append(slot)
            rows_before.add(slot.row)
    return kept


def _of_form(page: Page, slots: Sequence[Slot], lines: Sequence[Line]) -> list[Slot]:
    """The labels but for words in a ruled field that begins with none: they are of its text."""
    first: dict[int, int] = {}
    for number, line in enumerate(lines):
        for spot in line.spots:
            first.setdefault(spot.word.block, number)
    labelled = {slot.block for slot in slots if slot.row == first[slot.block]}
    return [
        slot
        for slot in slots
        if page.blocks[slot.block].kind is not BlockKind.CELL
        or (slot.block in labelled and not _goes_on(slot, first[slot.block]))
    ]


def _goes_on(slot: Slot, first: int) -> bool:
    """Whether words below a field's label are of its text: no label begins with a small letter."""
    text = "".join(token.text for token in slot.tokens)
    return slot.row > first and text[:1].islower() and not text.endswith(":")


def _slots(page: Page, tokens: Sequence[Token], row: int, value_at: float | None) -> list[Slot]:
    """The labels of a row: at its beginning, behind a wide blank, or first in a ruled field."""
    found: list[tuple[ColumnRole | None, int, int]] = []
    place = 0
    while place < len(tokens):
        count = 0
        if place == 0 or is_apart(page, tokens[place - 1], tokens[place]):
            role, count = _label_at(page, tokens[place:], value_at)
            if count:
                found.append((role, place, place + count))
                if (
                    squeezed("".join(token.text for token in tokens[place : place + count]))
                    in ANSWERED
                ):
                    break
        place += count or 1
    found = _without_names(found, tokens)
    ends = [*(first for _, first, _ in found), len(tokens)][1:]
    slots = []
    for (role, first, behind), end in zip(found, ends, strict=True):
        right = tokens[end].left if end < len(tokens) else float("inf")
        label, beside = tuple(tokens[first:behind]), _filled_in(tokens[behind:end])
        slots.append(Slot(role, row, label, beside, right))
    return slots


def _without_names(
    found: Sequence[tuple[ColumnRole | None, int, int]], tokens: Sequence[Token]
) -> list[tuple[ColumnRole | None, int, int]]:
    """The labels of a row but the word before the number's: "E i n t r a g u n g   Nr. 1"."""
    begins = {first for role, first, _ in found if role is ColumnRole.NUMBER}
    return [
        (role, first, behind)
        for role, first, behind in found
        if role not in NAMING or behind not in begins or tokens[behind - 1].text.endswith(":")
    ]


def _filled_in(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """What stands behind a label, without the colon or the dots that lead to it."""
    leads = takewhile(lambda token: LEADER.fullmatch(token.text), tokens)
    return tuple(tokens[len(list(leads)) :])


def _label_at(
    page: Page, tokens: Sequence[Token], value_at: float | None
) -> tuple[ColumnRole | None, int]:
    """The role of the label that begins here and how many words it has; 0: none does."""
    for exact in (True, False):
        for count in range(min(LONGEST, len(tokens)), 0, -1):
            label = tokens[:count]
            if any(is_apart(page, a, b) for a, b in pairwise(label)):
                continue
            text = "".join(token.text for token in label)
            if COUNTED.fullmatch(text) and _is_closed(page, tokens, count, value_at):
                return ColumnRole.NUMBER, count
            numbered = NUMBERED.fullmatch(text) or misnumbered(label)
            known = known_label(numbered[1] if numbered else text, exact=exact)
            if known is None or not _is_closed(page, tokens, count, value_at):
                continue
            if numbered is None or LABELS[known] is ColumnRole.NUMBER:
                return LABELS[known], count
    return None, 0


def misnumbered(label: Sequence[Token]) -> re.Match[str] | None:
    """The match where a misread digit stands alone behind the label of the running number."""
    alone = bool(label) and re.fullmatch(ALONE, label[-1].text)
    return MISNUMBERED.fullmatch("".join(token.text for token in label)) if alone else None


def _is_closed(page: Page, tokens: Sequence[Token], count: int, value_at: float | None) -> bool:
    """Whether a label ends here: with its row, a colon, a wide blank, or before the values."""
    if count == len(tokens) or tokens[count - 1].text.endswith(":"):
        return True
    behind = tokens[count]
    if value_at is not None and abs(behind.left - value_at) < AT_TAB * behind.height:
        return True
    return is_apart(page, tokens[count - 1], tokens[count])


def is_apart(page: Page, before: Token, after: Token) -> bool:
    ours, theirs = before.spots[-1].word.block, after.spots[0].word.block
    if ours != theirs and BlockKind.CELL in (page.blocks[ours].kind, page.blocks[theirs].kind):
        return True
    low, high = sorted((before.height, after.height))
    height = low if high > ODD * low else high  # a box that took in a line of the form is none
    return after.left - before.right > RUN_GAP * height
