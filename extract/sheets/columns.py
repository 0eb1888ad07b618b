"""The columns of a sheet's table of entries, where its ruled lines were recognised.

Every town has its own form; common to all is a row of headings. Where dirt or a stamp hides some,
the shapes of the columns tell: a narrow one for the number first, the widest for the wording.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from baulast.model import BlockKind, Page
from extract.layout import Spot, levelled
from extract.sheets.headings import (
    OF_BENEFITED,
    ColumnRole,
    heading_role,
    names_flur_first,
    one_content,
    plot_part,
)

NARROW = 0.3  # of the wording's column: no wider is the one for the number
WORDY = 6  # words of more than three letters: the shortest wording that is known has eight
SHORT = 3  # letters: dirt and lines read upside down are pieces no longer than that


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    role: ColumnRole
    left: float  # levelled pixels
    right: float
    heading: str = ""  # what stands over it
    # What the lines are that hold a day alone, in their order: "Aktenzeichen" over "Erklärung vom".
    days: tuple[ColumnRole, ...] = ()
    flur_first: bool = False  # its heading says that the Flur stands before the parcel: "9 / 1206"
    top: float = float("-inf")  # of a form's field; columns of a table have no end
    bottom: float = float("inf")

    def holds(self, across: float, down: float) -> bool:
        return self.left <= across < self.right and self.top <= down < self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The table of entries: where its headings stand, and its columns from left to right."""

    top: float
    bottom: float  # of the headings; entries stand below
    columns: tuple[Column, ...]
    table: int | None = None  # number of the ruled table; None: told by words alone
    run_over: Mapping[int, int] = field(default_factory=dict)  # words of a cell over its border
    of_text: bool = False  # running text without headings, and its margin

    def at(self, spot: Spot) -> Column:
        """The column of a word; what stands beside the table belongs to the nearest."""
        place = self.run_over.get(spot.index)
        if place is None:
            place = sum(column.left <= spot.centre for column in self.columns[1:])
        return self.columns[place]

    def of(self, role: ColumnRole) -> Column | None:
        return next((column for column in self.columns if column.role is role), None)


def is_entry_table(roles: Iterable[ColumnRole | None]) -> bool:
    """A table of entries has their wording, and beside it a number, a date or remarks."""
    found = {role for role in roles if role not in (None, ColumnRole.LAW)}
    return ColumnRole.CONTENT in found and len(found) >= 2


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a ruled table with its levelled place and its words."""

    table: int
    row: int
    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def width(self) -> float:
        return self.right - self.left


def columns_by_cells(page: Page, spots: Sequence[Spot]) -> Columns | None:
    """The columns of the ruled table of entries; None where no table is one."""
    by_row: dict[tuple[int, int], list[_Cell]] = {}
    for cell in _cells(page, spots):
        by_row.setdefault((cell.table, cell.row), []).append(cell)
    ordered = [sorted(by_row[place], key=lambda cell: cell.left) for place in sorted(by_row)]
    for place, cells in enumerate(ordered):
        roles = [heading_role(cell.text) for cell in cells]
        if is_entry_table(roles) or ColumnRole.REGISTERED in _one_content(cells, roles):
            lower = ordered[place + 1] if place + 1 < len(ordered) else []
            roles = [role or plot_part(cell.text) for cell, role in zip(cells, roles, strict=True)]
            roles = _one_content(cells, roles)
            found = _columns(*_two_levels(cells, roles, lower), below=True)
            return _with_facing(found, by_row)
    for cells in ordered:
        roles = [heading_role(cell.text) for cell in cells]
        if _is_nearly_entry_table(cells, roles):
            return _columns(cells, roles, below=True)
    for cells in ordered:
        if _is_entry_row(cells):
            return _columns(cells, [None] * len(cells), below=False)
    return None


def _one_content(
    cells: Sequence[_Cell], roles: Sequence[ColumnRole | None]
) -> list[ColumnRole | None]:
    """The roles of a row of headings, of which the widest alone is the wording's."""
    widths = zip(cells, roles, strict=True)
    return one_content([(cell.text, role, cell.width) for cell, role in widths])


def _two_levels(
    cells: Sequence[_Cell], roles: Sequence[ColumnRole | None], lower: Sequence[_Cell]
) -> tuple[list[_Cell], list[ColumnRole | None]]:
    """The headings with those below them in their place: "Löschung" over "Tag" and "Vermerk"."""
    named = [heading_role(cell.text) or plot_part(cell.text) for cell in lower]
    under = [[n for n, low in enumerate(lower) if _is_under(low, cell)] for cell in cells]
    if sum(role is not None for role in named) < 2 or all(len(below) < 2 for below in under):
        return list(cells), list(roles)
    found: list[tuple[_Cell, ColumnRole | None]] = []
    for cell, role, below in zip(cells, roles, under, strict=True):
        found += [(lower[n], _under(role, named[n])) for n in below] or [(cell, role)]
    return [cell for cell, _ in found], [role for _, role in found]


def _is_under(low: _Cell, cell: _Cell) -> bool:
    return low.table == cell.table and cell.left < (low.left + low.right) / 2 < cell.right


def _under(upper: ColumnRole | None, role: ColumnRole | None) -> ColumnRole | None:
    """What a heading means below another: the day of a deletion is none of entry."""
    if role is ColumnRole.REGISTERED and upper in (ColumnRole.DELETED, ColumnRole.REMARKS):
        return ColumnRole.DELETED
    if upper is ColumnRole.BENEFITED and role in OF_BENEFITED:
        return OF_BENEFITED[role]
    return role or upper


def _cells(page: Page, spots: Sequence[Spot]) -> Iterable[_Cell]:
    texts: dict[int, list[str]] = {}
    for spot in spots:
        texts.setdefault(spot.word.block, []).append(spot.text)
    for number, block in enumerate(page.blocks):
        if block.kind is BlockKind.CELL and block.table is not None and block.row is not None:
            left, top, right, bottom = levelled(block.box, page.skew_deg)
            text = " ".join(texts.get(number, ()))
            yield _Cell(block.table, block.row, left, top, right, bottom, text)


def _with_facing(columns: Columns, by_row: Mapping[tuple[int, int], Sequence[_Cell]]) -> Columns:
    """The columns, and the table on the facing page of a book: its notes tell of changes.

    Its days are none of entry, though the column of those is the nearest.
    """
    edge = columns.columns[-1]
    facing = [
        cell
        for (table, _), cells in by_row.items()
        for cell in cells
        if table != columns.table and cell.left >= edge.right and cell.bottom > columns.bottom
    ]
    if edge.role is not ColumnRole.REGISTERED or not facing:
        return columns
    left, right = min(c.left for c in facing), max(c.right for c in facing)
    notes = Column(role=ColumnRole.REMARKS, left=left, right=right)
    return replace(columns, columns=(*columns.columns, notes))


def _is_nearly_entry_table(cells: Sequence[_Cell], roles: Sequence[ColumnRole | None]) -> bool:
    """Headings of which the one over the wording, the widest, cannot be read."""
    widest = max(range(len(cells)), key=lambda place: cells[place].width)
    found = set(roles) - {None}
    return roles[widest] is None and 0 < widest < len(cells) - 1 and len(found) == len(cells) - 1


def _is_entry_row(cells: Sequence[_Cell]) -> bool:
    """A row that is an entry: a narrow cell, then the widest with a wording, then more."""
    widest = max(range(len(cells)), key=lambda place: cells[place].width)
    return (
        0 < widest < len(cells) - 1
        and cells[0].width < NARROW * cells[widest].width
        and sum(len(word) > SHORT for word in cells[widest].text.split()) >= WORDY
    )


def _columns(cells: Sequence[_Cell], roles: Sequence[ColumnRole | None], *, below: bool) -> Columns:
    """Columns from a row of cells; entries stand below it, or begin in it."""
    columns = [
        Column(
            role=role or ColumnRole.OTHER,
            left=cell.left,
            right=cell.right,
            heading=cell.text if below else "",
            flur_first=names_flur_first(cell.text),
        )
        for cell, role in zip(cells, roles, strict=True)
    ]
    top = min(cell.top for cell in cells)
    return Columns(
        top=top,
        bottom=max(cell.bottom for cell in cells) if below else top,
        columns=tuple(_completed(columns)),
        table=cells[0].table,
    )


def _completed(columns: list[Column]) -> list[Column]:
    """Columns without a readable heading get the role that their shape and place tell."""
    days = [n for n, column in enumerate(columns) if column.role is ColumnRole.REGISTERED]
    wordings = [n for n, column in enumerate(columns) if column.role is ColumnRole.CONTENT]
    if len(days) == 2 and wordings and days[0] < wordings[0] < days[1]:
        # The second day stands under "Löschung", whose own row of headings was not read.
        columns[days[1]] = replace(columns[days[1]], role=ColumnRole.DELETED)
    told = {column.role for column in columns}
    widest = max(range(len(columns)), key=lambda n: columns[n].right - columns[n].left)
    for place, role in (
        (widest, ColumnRole.CONTENT),
        (0, ColumnRole.NUMBER),
        (len(columns) - 1, ColumnRole.REMARKS),
    ):
        if columns[place].role is ColumnRole.OTHER and role not in told:
            columns[place] = replace(columns[place], role=role)
            told.add(role)
    return columns
