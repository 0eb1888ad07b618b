"""A dossier of plain text: what the rules make of it can be seen without a scan.

Words get places on a grid of letters, so that evidence, rows and columns work as on paper. Cells of
a sheet's table that come as lines one after another (number, wording, remarks) are set side by side
again; blanks between columns that the text keeps are kept.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from textwrap import wrap

from baulast.model import (
    Block,
    BlockKind,
    Box,
    ColourMode,
    Dossier,
    Page,
    PageOrigin,
    Word,
)
from extract.boxed_text import boxed
from extract.ends.vocabulary import DELETED, DELETION
from extract.sheets.headings import FILLED, HEADING_WORDS, ColumnRole, heading_role
from extract.sheets.running_number import LFD

LETTER_PX, LINE_PX, HEIGHT_PX = 20, 50, 36  # a typewriter's pitch at 200 dpi
MARGIN_PX = 200
DPI = 200.0
SURE = 1.0  # nobody misread it
# Where the columns of a table stand; a line of typed wording has ninety letters at most.
NUMBER_AT, CONTENT_AT, REGISTERED_AT, REMARKS_AT = 0, 8, 110, 150
WIDEST = REGISTERED_AT - CONTENT_AT - 6  # letters; longer lines are broken, to keep a gap
BLANK = re.compile(r"\S {2,}\S")  # wider than between words
ROW_GAP = 2  # empty lines between two entries

# "Lfd. Nr.    1"; the number of a column stands right behind its heading.
FILLED_NUMBER = re.compile(
    rf"(?:{LFD}|laufende)\W{{0,2}}(?:nr|nummer)\W* {{2,}}\d{{1,2}}\W*$", re.I
)
RUNNING = re.compile(r"\W{0,2}\d{1,2}[.)]?")
TABLE_HEADINGS = frozenset({ColumnRole.CONTENT, ColumnRole.REMARKS, ColumnRole.REGISTERED})
# How the remarks of an entry begin; wordings do not break their lines before these words.
REMARK = re.compile(
    rf"\W*(?:eingetr|eintrag(?:ung)?\s*(?:vom|am|:)|{DELETED}|{DELETION}|ge[äa]e?ndert|berichtigt|ungültig|erloschen|entf[äa]llt|"
    r"(?:az|aktenz\w*|akte|bauakte|vorg|bauschein(?:-?nr)?)\b[.:\s]|vgl\b|lageplan anlage|"
    r"\d{1,2}\.\s?(?:\d{1,2}\.\s?|[a-zäöü]+\s)\d{2,4}$)",
    re.IGNORECASE,
)
DATE = re.compile(r"\W*\d{1,2}\.\s?(?:\d{1,2}\.\s?|[A-Za-zä]+\.?\s)\d{2,4}\.?")

# A small table of the header, without its lines: "Gemarkung Flur Flurstück Lage", and below it
# "Kaarst 17 665 und 666 Maubisstraße 133".
PLOT_LABELS = re.compile(r"(Gemarkung) (Flur) (Flurst[üu]e?cke?(?:\(e\))?) ?([A-ZÄÖÜ].*)?")
_PART = r"(?: ?\(?(?:tlw|teilw|z\. ?T)\.?\)?)?"
PLOT = re.compile(
    rf"(\D{{3,}}?) (\d{{1,3}}|[IVX]+|[A-Z]) "
    rf"(\d[\d/]*{_PART}(?:(?:, ?| und | u\. | ?[-–] ?| bis )\d[\d/]*{_PART})*)(?: (\D.*))?"
)
PLOT_AT = (0, 30, 40, 70)

# A ruled line, drawn from the margin across the page: "--------------------".
RULED = re.compile(r" ?[-_=─━═]{20,}(?:[ +┼][-_=─━═]+)*\W?")

Placed = tuple[int, int, str]  # row, column of letters, text


def dossier_of_text(name: str, text: str) -> Dossier:
    """The dossier of a text whose pages are parted by form feeds.

    >>> [page.number for page in dossier_of_text("Akte", "Blatt\\fErklärung").pages]
    [1, 2]
    """
    pages = tuple(
        _page(name, number, page_text) for number, page_text in enumerate(text.split("\f"), start=1)
    )
    return Dossier(id=name, municipality="", number=None, pages=pages)


def _page(name: str, number: int, text: str) -> Page:
    digest = hashlib.sha256(text.encode()).hexdigest()
    placed = _set(text.expandtabs().splitlines())
    words: list[Word] = []
    blocks: list[Block] = []
    for line, (row, column, piece) in enumerate(placed):
        found = [
            _word(match, row, column, line, len(blocks)) for match in re.finditer(r"\S+", piece)
        ]
        if found:
            words += found
            blocks.append(Block(kind=BlockKind.PROSE, box=_around(found)))
    right = max((word.box.right for word in words), default=0)
    bottom = max((word.box.bottom for word in words), default=0)
    return Page(
        number=number,
        origin=PageOrigin(delivery=name, place=number, file=name, sha256=digest, frame=number - 1),
        width_px=right + MARGIN_PX,
        height_px=bottom + MARGIN_PX,
        dpi=DPI,
        mode=ColourMode.BILEVEL,
        pixels_sha256=digest,
        is_blank=not words,
        blocks=tuple(blocks),
        words=tuple(words),
    )


def _word(match: re.Match[str], row: int, column: int, line: int, block: int) -> Word:
    left = MARGIN_PX + LETTER_PX * (column + match.start())
    top = MARGIN_PX + LINE_PX * row
    right = left + LETTER_PX * len(match[0])
    box = Box(left=left, top=top, right=right, bottom=top + HEIGHT_PX)
    return Word(text=match[0], box=box, confidence=SURE, block=block, line=line)


def _around(words: Sequence[Word]) -> Box:
    box = words[0].box
    for word in words[1:]:
        box = box.united(word.box)
    return box


def _set(lines: Sequence[str]) -> list[Placed]:
    """Every line with its row and column; the cells of a table side by side."""
    drawn = boxed(lines)
    if drawn is not None:
        return drawn
    table = _table(lines)
    if table is None:
        return [(row, 0, line) for row, line in enumerate(lines) if not RULED.fullmatch(line)]
    head, first = table
    placed = [piece for row, line in enumerate(lines[:head]) for piece in _spread(lines, row, line)]
    row = head + 1
    has_day = _has_day(lines[head:first])
    placed += [(row, NUMBER_AT, "Nr."), (row, CONTENT_AT, "Inhalt der Eintragung")]
    if has_day:
        placed.append((row, REGISTERED_AT, "Tag der Eintragung"))
    placed.append((row, REMARKS_AT, "Bemerkungen"))
    row += ROW_GAP
    for entry in _entries(lines[first:]):
        cells = _cells(entry, has_day)
        for column, cell in cells:
            placed += [(row + n, column, line) for n, line in enumerate(cell)]
        row += max(len(cell) for _, cell in cells) + ROW_GAP
    return placed


def _has_day(headings: Sequence[str]) -> bool:
    """Whether a column is for the day of entry; its heading may take two lines."""
    pairs = [*headings, *(f"{one} {other}" for one, other in pairwise(headings))]
    return any(heading_role(heading) is ColumnRole.REGISTERED for heading in pairs)


def _spread(lines: Sequence[str], row: int, line: str) -> list[Placed]:
    """A line of the header; blanks of a small table stand under their labels again."""
    labels = PLOT_LABELS.fullmatch(line.strip())
    below = lines[row + 1].strip() if row + 1 < len(lines) else ""
    if labels and PLOT.fullmatch(below):
        return [
            (row, at, label) for at, label in zip(PLOT_AT, labels.groups(), strict=True) if label
        ]
    values = PLOT.fullmatch(line.strip())
    if values and row and PLOT_LABELS.fullmatch(lines[row - 1].strip()):
        return [
            (row, at, value) for at, value in zip(PLOT_AT, values.groups(), strict=True) if value
        ]
    return [(row, 0, line)]


def _table(lines: Sequence[str]) -> tuple[int, int] | None:
    """Where the headings of a table given cell by cell begin, and where its first entry does."""
    # "Art der Baulast      Wegebaulast" is a label and its value, and heads no column.
    roles = [None if BLANK.search(line.strip()) else heading_role(line) for line in lines]
    if not _stand_together(lines, roles):
        return None
    last = max(n for n, role in enumerate(roles[: _first_entry(lines, roles)]) if role is not None)
    head = min(n for n, role in enumerate(roles) if role in TABLE_HEADINGS)
    while head and (_is_small(lines[head - 1])):
        head -= 1
    return head, last + 1


def _stand_together(lines: Sequence[str], roles: Sequence[ColumnRole | None]) -> bool:
    """Whether the headings of wording and remarks have none but headings between them.

    Blanks of a form have what was filled in, or stand below a number behind its label.
    """
    wanted = (ColumnRole.CONTENT, ColumnRole.REMARKS)
    places = [n for n, role in enumerate(roles) if role in wanted]
    return any(
        roles[one] is not roles[other]
        and all(map(_may_head, lines[one + 1 : other]))
        and not any(map(FILLED_NUMBER.search, lines[:one]))
        for one, other in pairwise(places)
    )


def _may_head(line: str) -> bool:
    """Whether a line may be a part of a column's heading: few words, no values."""
    is_value = BLANK.search(line.strip()) or FILLED.search(line)
    return not is_value and len(line.split()) <= HEADING_WORDS


def _first_entry(lines: Sequence[str], roles: Sequence[ColumnRole | None]) -> int:
    """The place of the first running number below the heading of the wording."""
    content = roles.index(ColumnRole.CONTENT)
    remarks = roles.index(ColumnRole.REMARKS)
    places = range(max(content, remarks) + 1, len(lines))
    return next((n for n in places if RUNNING.fullmatch(lines[n].strip())), len(lines))


def _is_small(line: str) -> bool:
    """Whether a line is part of a column's heading: its number, or "lfd." over "Nr."."""
    return bool(RUNNING.fullmatch(line.strip())) or heading_role(line) is ColumnRole.NUMBER


def _entries(lines: Sequence[str]) -> Iterable[list[str]]:
    """The lines of each entry: one begins where a line is the next running number alone."""
    entry: list[str] = []
    expected: int | None = None
    for line in lines:
        number = _number(line)
        if number is not None and (expected is None or number == expected):
            if entry:
                yield entry
            entry, expected = [], number + 1
        entry.append(line)
    if entry:
        yield entry


def _number(line: str) -> int | None:
    stripped = line.strip()
    return int(re.sub(r"\D", "", stripped)) if RUNNING.fullmatch(stripped) else None


def _cells(entry: Sequence[str], has_day: bool) -> list[tuple[int, list[str]]]:
    """Number, wording, day and remarks of an entry, each with its column."""
    numbered = _number(entry[0]) is not None
    rest = list(entry[1:] if numbered else entry)
    beside = next((n for n, line in enumerate(rest) if n and REMARK.match(line)), len(rest))
    wording = [piece for line in rest[:beside] for piece in wrap(line, WIDEST) or [line]]
    remarks = rest[beside:]
    day = remarks[:1] if has_day and remarks and DATE.fullmatch(remarks[0].strip()) else []
    return [
        (NUMBER_AT, [entry[0]] if numbered else []),
        (CONTENT_AT, wording),
        (REGISTERED_AT, day),
        (REMARKS_AT, remarks[len(day) :]),
    ]
