"""Marks over an entry's wording, and those that only lie near it."""

import pytest

from baulast.model import Box, Mark, MarkKind
from extract.ends.strokes import marks_over
from extract.sheets.headings import ColumnRole
from extract.sheets.row import Row
from extract.sheets.sheet import sheet_page

ENTRY = (
    "1",
    ["Das Grundstück Flurstück 25 wird", "mit einem Wegerecht belastet", "für Flurstück 580."],
    ["Eingetragen am", "3.11.1965", "Az. 63-179/65"],
)


def over(sheet, kind: MarkKind, *places) -> int:
    """How many marks lie over the wording, each placed by its lines' box: row -> Box."""
    page = sheet(ENTRY)
    row = sheet_page(page.page()).rows[0]
    page.marks = [Mark(kind=kind, box=place(row)) for place in places]
    done = page.page()
    return len(marks_over(done, sheet_page(done).rows[0]))


def level(line: int, share: float, *, beyond: int = 10):
    """A level stroke at a share of a line's height, running on beyond its end."""

    def box(row: Row) -> Box:
        text = row.lines(ColumnRole.CONTENT)[line].box
        y = round(text.top + share * text.height)
        return Box(left=text.left - 10, top=y - 2, right=text.right + beyond, bottom=y + 2)

    return box


def shifted(right: int, down: int, *, wide: int = 300, high: int = 60):
    """A mark beside the first line's beginning."""

    def box(row: Row) -> Box:
        text = row.lines(ColumnRole.CONTENT)[0].box
        left, top = text.left + right, text.top + down
        return Box(left=left, top=top, right=left + wide, bottom=top + high)

    return box


def letter(line: int, share: float, *, high: int = 50):
    """Ink the size of a letter at a share of a line's length."""

    def box(row: Row) -> Box:
        text = row.lines(ColumnRole.CONTENT)[line].box
        left = round(text.left + share * text.width)
        return Box(left=left, top=text.top - 10, right=left + 25, bottom=text.top - 10 + high)

    return box


def below(right: int, *, high: int = 36):
    """Ink below the last line of the wording, in its cell."""

    def box(row: Row) -> Box:
        text = row.lines(ColumnRole.CONTENT)[-1].box
        left, top = text.left + right, text.bottom + 10
        return Box(left=left, top=top, right=left + 90, bottom=top + high)

    return box


def upright(beside: int, *, above: int = 0, below: int = 0):
    """An upright line as high as the wording, so far to the right of where its lines begin."""

    def box(row: Row) -> Box:
        lines = row.lines(ColumnRole.CONTENT)
        x = lines[0].box.left + beside
        top, bottom = lines[0].box.top - above, lines[-1].box.bottom + below
        return Box(left=x, top=top, right=x + 6, bottom=bottom)

    return box


@pytest.mark.parametrize(
    ("what", "kind", "places", "count"),
    [
        ("a strike through a line", MarkKind.STRIKE, [level(0, 0.5)], 1),
        ("a ruled line through letters", MarkKind.RULE, [level(0, 0.5)], 1),
        ("all lines underlined", MarkKind.RULE, [level(n, 1.0) for n in range(3)], 3),
        ("one word line underlined", MarkKind.RULE, [level(0, 1.0)], 0),
        ("a form's line that runs on", MarkKind.RULE, [level(1, 0.5, beyond=400)], 0),
        ("a stamp over the wording", MarkKind.STAMP, [shifted(40, 0)], 1),
        ("unread ink as high as a stamp", MarkKind.UNREAD, [shifted(40, -10)], 1),
        ("unread ink as high as a line", MarkKind.UNREAD, [shifted(40, 0, high=38)], 0),
        ("a signature over the wording", MarkKind.SIGNATURE, [shifted(40, 0)], 1),
        ("a stamp above the wording", MarkKind.STAMP, [shifted(40, -58)], 0),
        ("a stamp in the remarks", MarkKind.STAMP, [shifted(1200, 0)], 0),
        ("a punch hole", MarkKind.PUNCH_HOLE, [shifted(40, 0)], 0),
        ("a stamp that hides a line's end", MarkKind.UNREAD, [shifted(500, 95)], 1),
        ("a bracket in the margin", MarkKind.RULE, [upright(-20)], 1),
        ("a pale bracket in the margin", MarkKind.PICTURE, [upright(-20)], 1),
        ("the sides of a stamp's frame", MarkKind.RULE, [upright(200), upright(400)], 2),
        ("a fold through the page", MarkKind.RULE, [upright(200, above=300, below=400)], 0),
        ("two unread letters of a stamp", MarkKind.UNREAD, [letter(0, 0.5), letter(0, 0.8)], 2),
        ("a stamp's letters below", MarkKind.PICTURE, [below(0), below(200)], 2),
        ("dots below the wording", MarkKind.PICTURE, [below(0, high=8), below(200, high=8)], 0),
        ("one unread letter", MarkKind.UNREAD, [letter(0, 0.5)], 0),
        ("dots above a line", MarkKind.UNREAD, [letter(0, x, high=8) for x in (0.2, 0.5)], 0),
        ("a red bracket in the margin", MarkKind.RED_LINE, [upright(-20)], 1),
        ("a form's line that runs on below", MarkKind.RULE, [upright(-20, below=300)], 0),
        ("a line at the form's edge", MarkKind.RULE, [upright(-400)], 0),
    ],
)
def test_what_may_strike_an_entry(sheet, what, kind, places, count):
    """Lines through letters, lines along all feet and what covers words are marks over an entry."""
    assert over(sheet, kind, *places) == count, what


def test_a_signature_beside_the_closing_words_strikes_nothing(paper):
    """In a form without columns an official signs below the wording, over its last lines."""
    page = paper().write(200, 100, "Baulastenblatt Nr. 17", "Gemarkung Norf Flur 1 Flurstück 2")
    page.write(200, 300, "1. Auf dem Grundstück ist eine Zufahrt freizuhalten.")
    page.write(200, 350, "Eingetragen am 3.11.1965", "Az. 63-1/65")
    page.mark(MarkKind.SIGNATURE, 300, 390, 700, 450)
    row = sheet_page(page.page()).rows[0]
    assert not marks_over(page.page(), row)
    page.mark(MarkKind.STAMP, 300, 390, 700, 450)
    assert len(marks_over(page.page(), row)) == 1


def closed(paper, *, skew_deg=0.0):
    """A form without columns: an entry and the words that close it."""
    page = paper(skew_deg=skew_deg)
    page.write(200, 100, "Baulastenblatt Nr. 17", "Gemarkung Norf Flur 1 Flurstück 2")
    page.write(200, 300, "1. Auf dem Grundstück ist eine Zufahrt freizuhalten.")
    return page.write(200, 350, "Eingetragen am 3.11.1965", "Az. 63-1/65")


@pytest.mark.parametrize(
    ("what", "marks", "count"),
    [
        ("a signature as a picture", [(MarkKind.PICTURE, 800, 390, 1200, 520)], 0),
        (
            "with its underline",
            [(MarkKind.PICTURE, 800, 390, 1200, 520), (MarkKind.STRIKE, 800, 390, 1200, 510)],
            0,
        ),
        ("over the words", [(MarkKind.PICTURE, 300, 390, 700, 520)], 1),
        ("over the last letter", [(MarkKind.PICTURE, 430, 405, 900, 520)], 0),
        (
            "two of them",
            [(MarkKind.PICTURE, 800, 360, 1200, 440), (MarkKind.SIGNATURE, 800, 445, 1200, 520)],
            1,
        ),
        ("over the wording", [(MarkKind.PICTURE, 800, 290, 1200, 420)], 1),
        ("below a day of its own line", [(MarkKind.PICTURE, 900, 430, 1300, 540)], 0),
        ("two letters", [(MarkKind.HANDWRITING, 300, 300, 350, 345)], 0),
        ("a flourish", [(MarkKind.HANDWRITING, 300, 280, 350, 370)], 1),
        ("a word's length", [(MarkKind.HANDWRITING, 300, 300, 520, 345)], 1),
    ],
)
def test_the_only_mark_beside_the_closing_words_is_a_signature(paper, what, marks, count):
    """Beside the words that close an entry somebody signs once; any more asks whether it holds."""
    page = closed(paper)
    for mark in marks:
        page.mark(*mark)
    row = sheet_page(page.page()).rows[0]
    assert len(marks_over(page.page(), row)) == count, what


@pytest.mark.parametrize(
    ("what", "places", "count"),
    [
        ("letters that touch", ((8, 0, 28), (8, 1, 28)), 0),
        ("on words that were read", ((1, 0, 28), (1, 1, 28)), 2),
        ("wider than a letter", ((8, 0, 60), (8, 1, 60)), 2),
    ],
)
def test_letters_that_touch_those_of_the_next_line_strike_nothing(sheet, what, places, count):
    """Ink in a gap of two lines is a letter of each; on words that were read it strikes."""
    wording = [
        "Das Grun  tück duldet den Weg",
        "auf Flur  ück zwanzig dauerhaft",
        "das Haus  u bauen",
    ]
    page = sheet(("1", wording, ["Eingetragen am", "3.11.1965"]))
    for letter_place, line, wide in places:
        left = 320 + 20 * letter_place
        page.mark(MarkKind.UNREAD, left, 505 + 50 * line, left + wide, 580 + 50 * line)
    row = sheet_page(page.page()).rows[0]
    assert len(marks_over(page.page(), row)) == count, what


@pytest.mark.parametrize(
    ("what", "box", "count"),
    [
        ("in the heading's cell", (420, 410, 900, 470), 0),
        ("through heading and entry", (420, 410, 900, 600), 1),
        ("in the entry's cell", (420, 510, 900, 570), 1),
    ],
)
def test_ink_in_a_heading_s_cell_strikes_no_entry(paper, what, box, count):
    """What lies within a cell above that of the running number strikes nothing beside it."""
    page = paper().write(200, 100, "Baulastenblatt Nr. 17", "Gemarkung Norf Flur 1 Flurstück 2")
    cells = {
        (row, column): page.block(left, top, right, bottom, cell=(0, row, column))
        for row, (top, bottom) in enumerate(((400, 480), (480, 700)))
        for column, (left, right) in enumerate(((200, 400), (400, 1700), (1700, 2300)))
    }
    page.write(220, 410, "Nr.", block=cells[0, 0])
    page.write(420, 410, "Inhalt der Eintragung", block=cells[0, 1])
    page.write(1720, 410, "Bemerkungen", block=cells[0, 2])
    page.write(220, 500, "1", block=cells[1, 0])
    page.write(420, 500, *ENTRY[1], block=cells[1, 1])
    page.write(1720, 500, *ENTRY[2], block=cells[1, 2])
    page.mark(MarkKind.STRIKE, *box)
    (row,) = sheet_page(page.page()).rows
    assert len(marks_over(page.page(), row)) == count, what


def test_marks_are_compared_on_the_levelled_page(paper):
    """On a slanted page the signature below an entry does not cover the next one's first line."""
    page = closed(paper, skew_deg=-3.0)
    page.write(200, 560, "2. Auf dem Grundstück ist für alle Zeit kein zweites Wohnhaus zu bauen.")
    page.mark(MarkKind.PICTURE, 1100, 490, 1500, 600)
    row = sheet_page(page.page()).rows[1]
    assert row.number == 2
    assert not marks_over(page.page(), row)


@pytest.mark.parametrize(
    ("what", "place", "count"),
    [
        ("in the remarks", shifted(1400, 60), 1),
        ("over the wording", shifted(40, 0), 1),
        ("above the table", shifted(1400, -300), 0),
        ("far below the entry", shifted(1400, 900), 0),
    ],
)
def test_red_ink_beside_an_entry_may_end_it(sheet, what, place, count):
    """Whatever is stamped or written in red in an entry's row asks whether the entry holds."""
    page = sheet(ENTRY)
    row = sheet_page(page.page()).rows[0]
    page.marks = [Mark(kind=MarkKind.STAMP, box=place(row), is_red=True)]
    done = page.page()
    assert len(marks_over(done, sheet_page(done).rows[0])) == count, what


@pytest.mark.parametrize(("line", "count"), [(2, 0), (0, 2)])
def test_a_flourish_is_of_its_signature_unless_it_lies_on_the_wording(paper, line, count):
    """A name may reach into the closing words that it signs; over the wording it may strike."""
    page = paper().write(200, 100, "Baulastenblatt Nr. 7", "Gemarkung Kaarst Flur 15 Flurstück 25")
    page.write(200, 300, "1. Wegebaulast Das Grundstück duldet")
    page.write(200, 350, "die Zufahrt zum Grundstück nebenan.")
    page.write(200, 400, "Eingetragen am 3.11.1965 durch den Leiter")
    top = (300, 350, 400)[line]
    page.mark(MarkKind.SIGNATURE, 500, top - 8, 900, top + 80)
    page.mark(MarkKind.STRIKE, 520, top + 10, 880, top + 30)
    done = page.page()
    assert len(marks_over(done, sheet_page(done).rows[0])) == count


@pytest.mark.parametrize(
    ("what", "wording", "kind", "count"),
    [
        ("a wording that was typed over", [], MarkKind.HANDWRITING, 1),
        ("pieces of it were read", ["A x"], MarkKind.UNREAD, 1),
        ("unread ink beside a short wording", ["desgl."], MarkKind.UNREAD, 0),
        ("a punch hole in an empty cell", [], MarkKind.PUNCH_HOLE, 0),
    ],
)
def test_a_wording_of_which_nothing_is_read_may_be_struck(sheet, what, wording, kind, count):
    """Where only ink is left of a wording, somebody may have typed or hatched over it."""
    page = sheet(("1", wording, ["Eingetragen am", "3.11.1965", "Az. 63-179/65"]), ENTRY)
    page.mark(kind, 900, 500, 1500, 590)
    done = page.page()
    assert len(marks_over(done, sheet_page(done).rows[0])) == count, what


@pytest.mark.parametrize(
    ("what", "mark", "count"),
    [
        ("a stamp", (MarkKind.HANDWRITING, 900, 390, 1200, 560), 1),
        ("a stamp over what is not read behind it", (MarkKind.STAMP, 1420, 390, 1600, 560), 1),
        ("numbers by hand", (MarkKind.HANDWRITING, 900, 440, 1200, 500), 0),
        ("a stamp beside all words", (MarkKind.STAMP, 2200, 390, 2400, 560), 0),
    ],
)
def test_a_stamp_on_the_plots_of_a_form_may_end_the_entry(paper, what, mark, count):
    """Where a form has fields for the plots, a stamp on them lies on the entry."""
    page = paper().write(100, 100, "Baulastenblatt 1332")
    rows = {
        "Baulast Nr. 1": "Wegebaulast",
        "Belastet": "Gemarkung Latum Flur 8 Nr. 671",
        "Begünstigt": "Gem. Latum Flur 4",
        "Inhalt der Baulast": "Zufahrt von 3,00 m Breite ist zu dulden. Die Last dauert.",
        "Eintragung am": "7. April 2017",
    }
    for place, (label, value) in enumerate(rows.items()):
        page.write(100, 300 + 70 * place, label).write(900, 300 + 70 * place, value)
    page.mark(*mark)
    done = page.page()
    (row,) = sheet_page(done).rows
    assert row.lines(ColumnRole.BENEFITED)
    assert len(marks_over(done, row)) == count, what


@pytest.mark.parametrize(
    ("what", "line", "count"),
    [("the first of two, a heading", 0, 0), ("the second of two", 1, 1)],
)
def test_an_underlined_half_of_two_lines_may_be_reddened(sheet, what, line, count):
    """Of a kind and one line of wording the line alone may be underlined; a heading mostly is."""
    entry = ("1", ["Brandschutzbaulast", "Brandabstand 5,00 m zur Wand des Nachbarn."], ENTRY[2])
    page = sheet(entry)
    row = sheet_page(page.page()).rows[0]
    page.marks = [Mark(kind=MarkKind.RULE, box=level(line, 1.0)(row))]
    done = page.page()
    assert len(marks_over(done, sheet_page(done).rows[0])) == count, what


@pytest.mark.parametrize(
    ("what", "pale", "count"),
    [
        ("pale ink on lost words", (900, 546, 1000, 562), 1),
        ("pale ink beside them", (900, 640, 1000, 656), 0),
    ],
)
def test_pale_ink_on_words_that_are_lost_may_be_a_stamp(sheet, what, pale, count):
    """Half a line that could not be read, with pale ink on it, is asked about."""
    page = sheet(
        ("1", ["Das Grundstück Flurstück 25 wird mit einem", "Wegerecht", "belastet."], ENTRY[2])
    )
    page.mark(MarkKind.UNREAD, 560, 552, 1100, 588)
    page.mark(MarkKind.PICTURE, *pale)
    done = page.page()
    assert len(marks_over(done, sheet_page(done).rows[0])) == count, what
