"""Notes in the margin of a wording that runs without a table."""

import pytest

from baulast.model import Status
from extract.sheets.headings import ColumnRole
from extract.sheets.sheet import sheet_page

WORDING = (
    "1.) Die Abstandfläche des Anbaus auf Flur 4 Nr. 623 und",
    "625 der Gemarkung Gindorf liegt in einer Tiefe von 2,40 m",
    "auf Flur 4 Nr. 618 der Gemarkung Gindorf; sie darf dort",
    "nicht überbaut werden. Die Last ist am 4. April 1969 vom",
    "Eigentümer übernommen und am 2. Juni 1969 eingetragen",
    "worden.",
)
RIGHT, LEFT = 1500, 20


def typed(paper, note, *, at, left=300):
    """The wording with the lines of a note between its lines, in smaller type."""
    page = paper()
    page.write(left, 100, "Baulastenverzeichnis Blatt 218")
    for place, line in enumerate(WORDING):
        page.write(left, 300 + 60 * place, line)
    for place, line in enumerate(note):
        page.write(at, 325 + 45 * place, line)
    return page


@pytest.mark.parametrize("at", [RIGHT, LEFT])
def test_a_note_in_the_margin_parts_no_sentence(paper, extracted, at):
    """The parcels of a sentence stay together, and the note is the entry's."""
    note = ("Gelöscht", "3.4.76")
    (entry,) = extracted(typed(paper, note, at=at)).entries
    assert [plot.parcel.number for plot in entry.benefited.value] == ["623", "625"]
    assert [plot.parcel.number for plot in entry.burdened.value] == ["618"]
    assert (entry.status.value, str(entry.deleted_on.value)) == (Status.DELETED, "1976-04-03")


@pytest.mark.parametrize("note", [("Flur 4", "Nr. 630"), ("und Nr. 630",)])
def test_words_beside_that_tell_of_nothing_later_stay_with_the_wording(paper, note):
    """They may be its own: a place alone makes no note."""
    (row,) = sheet_page(typed(paper, note, at=RIGHT).page()).rows
    assert not row.lines(ColumnRole.REMARKS)


def test_a_number_that_stands_left_of_its_wording_is_no_note(paper):
    """A running number in the margin begins the entry."""
    page = paper()
    page.write(300, 100, "Baulastenverzeichnis Blatt 218")
    page.write(100, 300, "1.)")
    for place, line in enumerate(WORDING):
        page.write(300, 300 + 60 * place, line.removeprefix("1.) "))
    (row,) = sheet_page(page.page()).rows
    assert row.number == 1
    assert not row.lines(ColumnRole.REMARKS)
