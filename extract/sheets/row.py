"""A row of a sheet: what one running number holds, by column."""

from dataclasses import dataclass

from extract.layout import Line, Spot
from extract.sheets.columns import Column
from extract.sheets.headings import ColumnRole

Cells = dict[ColumnRole, tuple[Line, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one running number of the table holds, by column."""

    number: int | None  # as read; None: no number is to be read
    number_spots: tuple[Spot, ...]
    top: float
    bottom: float
    cells: Cells
    columns: tuple[Column, ...] = ()
    is_labelled: bool = False  # a label says that an entry begins here, number or not
    is_note: bool = False  # of a section for changes: the entry itself stands overleaf
    changes: tuple[tuple[Line, ...], ...] = ()  # its remarks that stand in a section for changes
    is_mixed: bool = False  # the words of another entry may be among its own

    def lines(self, role: ColumnRole) -> tuple[Line, ...]:
        return self.cells.get(role, ())

    @property
    def spots(self) -> tuple[Spot, ...]:
        return (
            *self.number_spots,
            *(spot for lines in self.cells.values() for line in lines for spot in line.spots),
        )
