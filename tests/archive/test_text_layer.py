"""What is selected, copied and searched are the words as read, at their places."""

import html
import json
import math
import re
import shutil
import subprocess
from itertools import product
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from archive.pdfa import write_pdfa
from archive.text_layer import is_division
from baulast.model import Box, ColourMode, Page, PageOrigin, Word
from baulast.settings import ArchiveSettings

ROOT = Path(__file__).parents[2]
TOOLS = ROOT / ".tools"
PDFJS = TOOLS / "pdfjs" / "node_modules" / "pdfjs-dist"
SCRIPT = ROOT / "tests" / "tools" / "pdfjs" / "text.mjs"
WIDE, HIGH, DPI = 2480, 3508, 300
POINTS_PER_PX = 72 / DPI
LETTER, LINE, INDENT = 24, 48, 300  # pixels: typewriter letters at 300 dpi

LINES = (
    "Die Eigentümer des Grundstücks Gemarkung Büttgen, Flur 12, Flur-",
    "stück 345/6 tlw. verpflichten sich, die Zu- und Ab-",
    "fahrt nach § 83 BauO NRW auf 35 m² zu dulden (Geh-",
    "und Fahrrecht), Az. 63-",
    "12/74 eingetragen am 12. März 1974, Flurstücke 78-",
    "84 der Flur 3 – Straßenland „Am Ölberg“ 5",
)
TURNS = (0, 90, 180, 270)
SKEWS = (0.0, 0.8, -0.8, 2.5, -2.5)
CASES = tuple(product(TURNS, SKEWS))


def words(skew):
    """The lines as an engine reads them on a scan whose lines climb by ``skew`` degrees."""
    cos, sin = math.cos(math.radians(skew)), math.sin(math.radians(skew))
    found = []
    for number, line in enumerate(LINES):
        x, y = INDENT, 600 + 80 * number
        for text in line.split():
            long = LETTER * len(text)
            corners = [
                (x + u * cos + v * sin, y - u * sin + v * cos) for u in (0, long) for v in (0, LINE)
            ]
            xs, ys = zip(*corners, strict=True)
            box = Box(
                left=round(min(xs)), top=round(min(ys)), right=round(max(xs)), bottom=round(max(ys))
            )
            found.append(Word(text=text, box=box, confidence=0.9, block=0, line=number))
            x, y = x + (long + LETTER) * cos, y - (long + LETTER) * sin
    return tuple(found)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory, dossier_of):
    """A page for each turn and skew."""
    folder = tmp_path_factory.mktemp("text")
    scan = folder / "scan"
    Image.new("L", (WIDE, HIGH), 255).save(scan, "JPEG")
    pages = [
        Page(
            number=number,
            origin=PageOrigin(delivery="d", place=number, file="scan", sha256="", frame=0),
            width_px=WIDE,
            height_px=HIGH,
            dpi=DPI,
            mode=ColourMode.GREY,
            pixels_sha256="",
            turn=turn,
            skew_deg=skew,
            words=words(skew),
        )
        for number, (turn, skew) in enumerate(CASES, start=1)
    ]
    target = folder / "text.pdf"
    write_pdfa(dossier_of(*pages), lambda _: scan, target, ArchiveSettings())
    return target


def visible(text):
    """The text without what only keeps words apart."""
    return text.replace("\u200b", "")


@pytest.fixture(scope="module")
def poppler(pdf):
    """The words of each page with their boxes, as poppler has them."""
    return boxes(pdf)


def boxes(pdf):
    done = subprocess.run(
        ["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True
    )
    pattern = r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>'
    return [
        [
            (visible(html.unescape(text)), *map(float, box))
            for *box, text in re.findall(pattern, page)
        ]
        for page in done.stdout.split("<page ")[1:]
    ]


@pytest.mark.parametrize("number", range(len(CASES)), ids=str)
def test_poppler_has_every_word_whole_and_in_order(poppler, number):
    """Whatever the turn and slant of a page, poppler has the words as read, in their order."""
    assert [text for text, *_ in poppler[number]] == " ".join(LINES).split()


@pytest.mark.parametrize("number", range(len(CASES)), ids=str)
def test_words_lie_where_they_were_read(poppler, number):
    """A word is found at its box: along the line to 2 pixels, across it to its own height."""
    for word, (_, left, top, right, bottom) in zip(
        words(CASES[number][1]), poppler[number], strict=True
    ):
        assert left / POINTS_PER_PX == pytest.approx(word.box.left, abs=2)
        assert right / POINTS_PER_PX == pytest.approx(word.box.right, abs=2)
        middle = (top + bottom) / 2 / POINTS_PER_PX
        assert word.box.top - LINE / 2 < middle < word.box.bottom + LINE / 2


@pytest.mark.parametrize("number", range(len(CASES)), ids=str)
def test_pdfium_has_every_word(pdf, number):
    """Pdfium copies the words as read; it joins what a hyphen divides, and says so by U+FFFE."""
    with pypdfium2.PdfDocument(pdf) as document:
        copied = document[number].get_textpage().get_text_range()
    joined = " ".join(LINES).replace("Flur- stück", "Flurstück").replace("Ab- fahrt", "Abfahrt")
    copied = visible(copied).replace("\ufffe", "").replace("Flur- stück", "Flurstück")
    assert copied.replace("Ab- fahrt", "Abfahrt").split() == joined.split()


@pytest.mark.parametrize(
    "wanted", ["Grundstücks", "§ 83 BauO", "35 m²", "Straßenland", "345/6 tlw.", "Ölberg"]
)
@pytest.mark.parametrize(
    "number", [0, 5, 10, 15], ids=lambda number: f"turned {TURNS[number // 5]}"
)
def test_pdfium_finds(pdf, number, wanted):
    """A search in pdfium finds words and groups of words, with umlauts and signs."""
    with pypdfium2.PdfDocument(pdf) as document:
        assert document[number].get_textpage().search(wanted).get_next() is not None


@pytest.fixture(scope="module")
def pdfjs(pdf):
    """The text of each page, as Firefox's viewer has it."""
    if not PDFJS.exists():
        (TOOLS / "pdfjs").mkdir(parents=True, exist_ok=True)
        shutil.copy(SCRIPT.with_name("package.json"), TOOLS / "pdfjs")
        install = ["npm", "install", "--silent", "--omit=optional", "--no-audit", "--no-fund"]
        subprocess.run(install, cwd=TOOLS / "pdfjs", check=True)
    done = subprocess.run(["node", SCRIPT, PDFJS, pdf], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("number", range(len(CASES)), ids=str)
def test_pdfjs_has_every_word_whole_and_in_order(pdfjs, number):
    """Whatever the turn and slant of a page, pdf.js copies the words as read, in their order."""
    assert visible(pdfjs[number]).split() == " ".join(LINES).split()


@pytest.mark.parametrize("number", range(len(CASES)), ids=str)
def test_pdfjs_finds(pdfjs, number):
    """A search in pdf.js finds words and groups of words, with umlauts and signs."""
    found = " ".join(visible(pdfjs[number]).split())
    for wanted in ("§ 83 BauO", "35 m²", "Straßenland", "345/6 tlw.", "„Am Ölberg“"):
        assert wanted in found


@pytest.mark.parametrize("number", range(len(CASES)), ids=str)
def test_numbers_are_never_joined(pdf, number):
    """Pdftotext joins a divided word at a line's end, but never a range or a file number."""
    page = str(number + 1)
    command = ["pdftotext", "-f", page, "-l", page, pdf, "-"]
    text = visible(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert "Flurstück 345/6" in text
    assert "Abfahrt" in text
    assert not re.search(r"6312|7884|Gehund", text)


@pytest.mark.parametrize(
    ("text", "following", "divided"),
    [
        ("Grund-", "stücks", True),
        ("Eintra-", "gung", True),
        ("Geh-", "und", False),
        ("Geh-", "oder", False),
        ("63-", "12/74", False),
        ("78-", "84", False),
        ("12/3-", "a", False),
        ("KAA-", "BL", False),
        ("Nord-", "Süd", False),
        ("-", "und", False),
        ("Grund-", "", False),
    ],
)
def test_division_is_told_from_hyphen(text, following, divided):
    """A word that goes on in small letters is divided; numbers and compounds keep the hyphen."""
    assert is_division(text, following) is divided


@pytest.mark.parametrize("skew", [3.0, -3.0])
def test_the_ends_of_a_wide_heading_lie_on_their_ink(tmp_path, dossier_of, skew):
    """Words far apart in a line of a slanted page lie where they stand, to half their height."""
    scan = tmp_path / "scan"
    Image.new("L", (WIDE, HIGH), 255).save(scan, "JPEG")
    climb = math.tan(math.radians(skew))
    heading = tuple(
        Word(
            text=text,
            box=Box(
                left=x, top=round(900 - x * climb), right=x + 240, bottom=round(948 - x * climb)
            ),
            confidence=0.9,
            block=0,
            line=0,
        )
        for text, x in (("Kaarst", 100), ("Flur", 1100), ("Seite", 2100))
    )
    page = Page(
        number=1,
        origin=PageOrigin(delivery="d", place=1, file="scan", sha256="", frame=0),
        width_px=WIDE,
        height_px=HIGH,
        dpi=DPI,
        mode=ColourMode.GREY,
        pixels_sha256="",
        skew_deg=skew,
        words=heading,
    )
    target = tmp_path / "text.pdf"
    write_pdfa(dossier_of(page), lambda _: scan, target, ArchiveSettings())
    (found,) = boxes(target)
    assert {text for text, *_ in found} == {"Kaarst", "Flur", "Seite"}
    for text, _, top, _, bottom in found:
        (word,) = (word for word in heading if word.text == text)
        middle = (word.box.top + word.box.bottom) / 2
        assert (top + bottom) / 2 / POINTS_PER_PX == pytest.approx(middle, abs=LINE / 2)
