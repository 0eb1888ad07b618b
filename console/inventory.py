"""Gaps and surplus of the inventory for the terminal."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from baulast.language import tr
from register.balance import Balance


def inventory_view(balances: Sequence[Balance]) -> RenderableType:
    """A row for each Gemarkung, then the sheets that lack or were not expected."""
    if not balances:
        hint = tr(
            "Kein Bestandsverzeichnis hinterlegt (baulast inventory load).",
            "No inventory was loaded (baulast inventory load).",
        )
        return Text(hint)
    rows = Table(box=None)
    for name in (
        tr("Gemarkung", "Gemarkung"),
        tr("Blätter", "sheets"),
        tr("erfasst", "digitised"),
        tr("mit Zweifeln", "with doubts"),
        tr("fehlen", "lacking"),
        tr("nicht geführt", "not listed"),
    ):
        rows.add_column(name, justify="left" if rows.columns == [] else "right")
    for one in balances:
        numbers = (one.listed, one.digitised, one.doubtful, len(one.lacking), len(one.surplus))
        rows.add_row(one.gemarkung, *map(str, numbers))
    return Group(rows, *(line for one in balances for line in _sheets(one)))


def _sheets(one: Balance) -> list[Text]:
    lacking = (
        " ".join(part for part in (row.sheet, _where(row.box, row.shelf_mark)) if part)
        for row in one.lacking
    )
    pieces = (
        (tr("{}, es fehlen: {}", "{}, lacking: {}"), ", ".join(lacking)),
        (tr("{}, nicht geführt: {}", "{}, not listed: {}"), ", ".join(one.surplus)),
    )
    return [Text(words.format(one.gemarkung, sheets)) for words, sheets in pieces if sheets]


def _where(box: str, shelf_mark: str) -> str:
    where = "; ".join(part for part in (box, shelf_mark) if part)
    return f"({where})" if where else ""
