"""Cleaning as a whole, on pages drawn here: lines of text, a form, dirt, a plan."""

import cv2
import numpy as np
import pytest

from baulast.cleaned import CleanPage, Image
from baulast.model import BlockKind, Box, MarkKind
from baulast.settings import CleanSettings
from ingest.clean import clean
from ingest.resolution import true_dpi
from ingest.slants import slanted_lines

A4 = (2480, 3508)  # at 300 dpi
WORDS = "Gemarkung Kaarst Flur 12 Flurstueck 345 tlw."


def blank(size: tuple[int, int] = A4, tone: int = 235) -> Image:
    return np.full((size[1], size[0]), tone, np.uint8)


def write(page: Image, x: int, y: int, text: str = WORDS, tone: int = 40) -> None:
    cv2.putText(page, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 1.2, tone, 3, cv2.LINE_AA)


def letter_page() -> Image:
    page = blank()
    for line in range(24):
        write(page, 300, 400 + 60 * line)
    return page


def form_page() -> Image:
    """A table of three columns and two rows below its heading, with text in each cell."""
    page = blank()
    for y in (800, 920, 1500, 2100):
        cv2.line(page, (300, y), (2200, y), 30, 4)
    for x in (300, 500, 1600, 2200):
        cv2.line(page, (x, 800), (x, 2100), 30, 4)
    for x, text in ((330, "Nr."), (800, "Inhalt"), (1700, "Bemerkung")):
        write(page, x, 880, text)
    for row, y in enumerate((1000, 1600)):
        write(page, 350, y, str(row + 1))
        for line in range(4):
            write(page, 540, y + 60 * line, "Flurstueck 345 der Flur 12 in Kaarst")
        write(page, 1640, y, "Eingetragen am")
    return page


def turned(page: Image, skew_deg: float) -> Image:
    """The page with its lines climbing to the right by ``skew_deg``."""
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), skew_deg, 1.0)
    out = cv2.warpAffine(page, matrix, (width, height), borderValue=235)
    return np.asarray(out, dtype=np.uint8)


def cleaned(page: Image, *, header_dpi: float | None = 300, turn: int = 0) -> CleanPage:
    return clean(page, header_dpi=header_dpi, turn=turn, settings=CleanSettings())


def ink(page: CleanPage, box: Box | None = None) -> int:
    image = page.image
    if box is not None:
        image = image[box.top : box.bottom, box.left : box.right]
    return int(np.count_nonzero(image < 128))


@pytest.mark.parametrize("skew_deg", [-3.0, -0.7, 0.0, 0.4, 2.5])
def test_skew_is_found(skew_deg: float) -> None:
    """A page that was fed slanted is straightened to less than a fifth of a degree."""
    assert cleaned(turned(letter_page(), skew_deg)).skew_deg == pytest.approx(skew_deg, abs=0.15)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_lead_back_to_the_upright_scan(turn: int) -> None:
    """A region's box on the scan lies around the ink it was found by, however the page was fed."""
    upright = turned(letter_page(), 1.5)
    quarters = turn // 90
    page = cleaned(np.ascontiguousarray(np.rot90(upright, quarters)), turn=turn)
    box = page.regions[0].block.box
    for region in page.regions:
        box = box.united(region.block.box)
    ys, xs = np.nonzero(upright < 128)
    found = (box.left, box.top, box.right, box.bottom)
    assert found == pytest.approx((xs.min(), ys.min(), xs.max(), ys.max()), abs=60)


def test_cells_of_a_form_are_regions() -> None:
    """Each cell with text is a region of its own, told by row and column."""
    page = cleaned(turned(form_page(), 0.6))
    places = [
        (region.block.row, region.block.column)
        for region in page.regions
        if region.block.kind is BlockKind.CELL
    ]
    assert places == [(row, column) for row in range(3) for column in range(3)]


def test_ruled_lines_are_gone_and_letters_stay() -> None:
    """The reading image has no ruled line left, and as much ink as the text alone."""
    page = cleaned(form_page())
    with_rules = cleaned(letter_page())
    in_regions = sum(ink(page, region.box) for region in page.regions)
    assert in_regions == pytest.approx(ink(page), rel=0.02)
    assert ink(page) < ink(with_rules)
    assert sum(mark.kind is MarkKind.RULE for mark in page.marks) == 8


def test_no_text_is_lost() -> None:
    """Regions together hold all the ink of a page of text, and it is as much as on the scan."""
    scan = letter_page()
    page = cleaned(scan)
    assert sum(ink(page, region.box) for region in page.regions) >= 0.99 * ink(page)
    assert ink(page) == pytest.approx(int(np.count_nonzero(scan < 128)), rel=0.15)


@pytest.mark.parametrize(
    ("size", "header", "dpi"),
    [
        ((2480, 3508), 300, 300),
        ((2480, 3508), 72, 300),
        ((2480, 3508), None, 300),
        ((1653, 2339), 200, 200),
        ((1653, 2339), 1, 200),
        ((3508, 4961), 300, 300),
    ],
)
def test_resolution_is_found(size: tuple[int, int], header: float | None, dpi: float) -> None:
    """The true resolution is told from the paper and its text where the header lies."""
    whole = letter_page()
    page = cv2.resize(whole, None, fx=dpi / 300, fy=dpi / 300, interpolation=cv2.INTER_AREA)
    scan = blank(size)
    height, width = min(size[1], page.shape[0]), min(size[0], page.shape[1])
    scan[:height, :width] = page[:height, :width]
    assert true_dpi(scan, header_dpi=header) == dpi


@pytest.mark.parametrize(
    ("size", "header"),
    [((2480, 3508), 300), ((2480, 3508), None), ((3307, 2339), 200), ((3307, 2339), None)],
)
def test_specks_and_frames_are_no_letters(size: tuple[int, int], header: float | None) -> None:
    """On a bad copy there are more specks than letters, and a frame may be larger than all."""
    dpi = 300 if size[0] == 2480 else 200
    page = cv2.resize(letter_page(), None, fx=dpi / 300, fy=dpi / 300)[: size[1]]
    scan = blank(size)
    scan[: page.shape[0], : page.shape[1]] = page
    cv2.rectangle(scan, (60, 60), (size[0] - 60, size[1] - 60), 20, 5)
    for x, y in np.random.default_rng(1).integers(100, min(size) - 100, (1500, 2)):
        scan[y : y + 5, x : x + 4] = 20
    assert true_dpi(scan, header_dpi=header) == dpi


def test_dirt_goes_and_dots_stay() -> None:
    """Specks on bare paper are taken out, full stops and umlaut dots are kept."""
    scan = letter_page()
    dots = [(310 + 40 * k, 330) for k in range(20)]  # above the first line, as umlaut dots are
    for x, y in dots:
        cv2.circle(scan, (x, y + 30), 3, 40, -1)
    for x in range(300, 2200, 50):
        scan[3000:3002, x : x + 2] = 40
    page = cleaned(scan)
    assert ink(page, Box(left=0, top=2950, right=2480, bottom=3050)) == 0
    assert ink(page, Box(left=300, top=350, right=1120, bottom=367)) > 20 * 15


def test_dotted_lines_go_and_full_stops_stay() -> None:
    """Dots in equal steps are the line of a form; those of i and at the end of words are type."""
    page = blank()
    for line in range(6):
        write(page, 300, 400 + 90 * line, "Hiimlii Gem. Kaarst, Fl. 12, Flst. 345 tlw. . . .")
    bare = cleaned(page)
    for line in range(6):
        for x in range(280, 2000, 17):
            cv2.circle(page, (x, 416 + 90 * line), 2, 40, -1, cv2.LINE_AA)
    assert ink(cleaned(page)) == pytest.approx(ink(bare), rel=0.01)


def test_rows_of_signs_go_and_dates_stay() -> None:
    """Rows of dots with the colon that ends them, of "=" and "-" hold no text; dates do."""
    page = blank()
    for line in range(8):
        for place, sign in enumerate("26.11.1988   1.4.1991  63-1-2"):
            write(page, 1000 + 30 * place, 400 + 90 * line, sign)
    bare = cleaned(page)
    for line in range(8):
        cv2.circle(page, (900, 394 + 90 * line), 5, 40, -1, cv2.LINE_AA)
        for x in range(600, 901, 30):
            cv2.circle(page, (x, 412 + 90 * line), 5, 40, -1, cv2.LINE_AA)
    for x in range(300, 2300, 30):
        cv2.rectangle(page, (x, 1200), (x + 20, 1205), 40, -1)
        for y in (300, 312):
            cv2.rectangle(page, (x, y), (x + 22, y + 5), 40, -1)
    assert ink(cleaned(page)) == pytest.approx(ink(bare), rel=0.01)
    assert len(cleaned(page).regions) == len(bare.regions)


def test_a_stroke_over_several_columns_is_no_line_of_the_form() -> None:
    """What ends loose in a column and goes through letters parts no row of the table in two."""
    page = form_page()
    write(page, 540, 1300, "Kaarst.")
    bare = cleaned(page)
    cv2.line(page, (510, 1285), (1900, 1283), 40, 3)
    struck = cleaned(page)
    cells = [r.block for r in bare.regions if r.block.kind is BlockKind.CELL]
    assert [(b.row, b.column) for b in cells] == [
        (r.block.row, r.block.column) for r in struck.regions if r.block.kind is BlockKind.CELL
    ]


def test_borders_and_holes_are_taken_out() -> None:
    """Dark strips along the scan's edge and punch holes leave no ink; the holes are marks."""
    scan = letter_page()
    scan[:, :60] = 20
    scan[-90:] = 20
    for y in (1250, 2195):
        cv2.circle(scan, (160, y), 34, 30, -1)
    page = cleaned(scan)
    assert ink(page, Box(left=0, top=0, right=250, bottom=3508)) == 0
    assert sum(mark.kind is MarkKind.PUNCH_HOLE for mark in page.marks) == 2


def test_a_streak_is_lightened_and_its_letters_stay() -> None:
    """A line that dust draws from edge to edge vanishes; the letters under it do not."""
    scan = letter_page()
    before = ink(cleaned(scan))
    scan[:, 900:902] = (scan[:, 900:902] * 0.7).astype(np.uint8)
    page = cleaned(scan)
    assert ink(page) == pytest.approx(before, rel=0.01)
    assert ink(page, Box(left=880, top=2500, right=920, bottom=3400)) == 0


def test_faint_type_beside_a_ruled_line_is_kept() -> None:
    """Type that has faded to a third is as much ink as before, also next to black lines."""
    scan = blank()
    cv2.rectangle(scan, (300, 500), (1700, 640), 30, 4)
    write(scan, 340, 590, tone=170)
    page = cleaned(scan)
    assert ink(page) > 0.5 * ink(cleaned(_dark_twin()))


def _dark_twin() -> Image:
    scan = blank()
    cv2.rectangle(scan, (300, 500), (1700, 640), 30, 4)
    write(scan, 340, 590)
    return scan


def test_a_plan_is_one_region() -> None:
    """Slanted drawing makes a plan; its title block is read beside it."""
    scan = blank()
    for k in range(8):
        cv2.line(scan, (300 + 200 * k, 400), (500 + 200 * k, 1900), 30, 3)
        cv2.line(scan, (300, 450 + 180 * k), (2100, 600 + 180 * k), 30, 3)
    for line in range(4):
        write(scan, 300, 2600 + 60 * line)
    kinds = [region.block.kind for region in cleaned(scan).regions]
    assert kinds.count(BlockKind.PLAN) == 1
    assert BlockKind.PROSE in kinds


def test_a_hatched_plan_is_a_plan() -> None:
    """Strokes of hatching, each in a box as large as a word, do not make a drawing a text."""
    scan = blank()
    for k in range(8):
        cv2.line(scan, (300 + 200 * k, 400), (500 + 200 * k, 1200), 30, 3)
    cv2.line(scan, (300, 1900), (2100, 2000), 30, 3)
    for left in range(320, 1900, 24):
        cv2.line(scan, (left, 1540), (left + 150, 1400), 30, 3)
        cv2.line(scan, (left, 1760), (left + 150, 1620), 30, 3)
    kinds = [region.block.kind for region in cleaned(scan).regions]
    assert kinds.count(BlockKind.PLAN) == 1


@pytest.mark.parametrize("gap", [2, 3, 4])
def test_barcodes_are_no_plan(gap: int) -> None:
    """Slanted lines that run through the bars of a code are none."""
    ink = np.zeros((1754, 1240), np.uint8)  # 150 dpi
    for left in range(250, 850, 9 + gap):
        ink[450:595, left : left + 9] = 255
    assert slanted_lines(ink, 150) == ()
    cv2.line(ink, (200, 800), (900, 1000), 255, 3)
    assert slanted_lines(ink, 150)


def test_huge_scans_are_made_smaller() -> None:
    """A scan beyond the limit is read smaller, and its boxes are those of the scan."""
    settings = CleanSettings(max_pixels=2_000_000)
    page = clean(letter_page(), header_dpi=300, turn=0, settings=settings)
    assert page.image.size <= 2_100_000
    assert page.scan_dpi == pytest.approx(300)
    assert page.regions[0].block.box.right == pytest.approx(1060, abs=60)


@pytest.mark.parametrize("tone", [0, 128, 255])
def test_an_empty_page_has_no_regions(tone: int) -> None:
    """A page without ink is cleaned without complaint and has nothing to read."""
    assert cleaned(blank(tone=tone)).regions == ()
