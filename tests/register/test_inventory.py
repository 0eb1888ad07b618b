"""The list of what should be there, and what is."""

import pytest

from register.balance import balances
from register.inventory import Inventory, InventoryUnusable, sheets_in

LIST = (
    "Blatt;Gemarkung;Flur;Karton;Signatur\n"
    "1401;Norf;4;K 1;\n"
    "1402;Norf;4;K 1;\n"
    "1403;Norf;;K 2;VI 17\n"
    "1905;Rosellen;10;;\n"
)


def test_gaps_and_surplus(index):
    """What is listed and not here, with its box; what is here and on no list of the town."""
    norf, rosellen = balances(Inventory(sheets_in(LIST)), index)
    assert (norf.gemarkung, norf.listed, norf.digitised) == ("Norf", 3, 2)
    assert [(r.sheet, r.box, r.shelf_mark) for r in norf.lacking] == [("1403", "K 2", "VI 17")]
    assert (rosellen.lacking, rosellen.surplus) == ((), ())
    (only,) = balances(Inventory(sheets_in("blatt;gemarkung\n1402;Norf\n")), index)
    assert only.surplus == ("1401",)


def test_zeros_and_blanks_do_not_make_another_sheet(index):
    """ "275" on the list is "0275" on the sheet."""
    kaarst, *_ = balances(Inventory(sheets_in("blatt;gemarkung\n275;Kaarst\n")), index)
    assert kaarst.lacking == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Spalte blatt fehlt"),
        ("blatt;flur\n1;2\n", "Spalte gemarkung fehlt"),
        ("blatt;gemarkung\n1;Norf\n2;Köln\n", "Zeile 3: Gemarkung 'Köln'"),
        ("blatt;gemarkung\n;Norf\n", "Zeile 2: kein Blatt"),
        ("blatt;gemarkung;gemeinde\n1;Norf;Kerpen\n", "Gemeinde 'Kerpen'"),
        ("blatt;gemarkung\n1;Norf\n1;Norf\n", "Blatt 1 steht zweimal"),
    ],
)
def test_a_list_that_is_not_understood_is_refused_whole(text, says):
    """A sheet left out in silence would make the register look complete."""
    with pytest.raises(InventoryUnusable, match=says):
        sheets_in(text)


def test_the_same_sheet_number_in_two_towns():
    """Each town counts its own sheets."""
    rows = sheets_in("sheet,gemarkung\n12,Norf\n12,Kaarst\n")
    assert [row.municipality for row in rows] == ["neuss", "kaarst"]
