"""Separator sheets: a barcode with a dossier's number on a page that bears little else.

The bars are read on a copy of 150 dpi first, which is cheap. Only where bars stand that do not
read, they are cut out and read in many ways; there a number counts if two ways agree on it, since
every try is one more chance for a wrong one.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import cv2
import numpy as np
import zxingcpp

from baulast.cleaned import Image
from baulast.connected import connected
from ingest.bars import Bars, find_bars
from ingest.paper import resampled

MM_PER_INCH = 25.4
QUICK_DPI = 150.0  # bars of 0.5 mm are three pixels wide
CODES = (
    zxingcpp.BarcodeFormat.Code128,
    zxingcpp.BarcodeFormat.Code39,
    zxingcpp.BarcodeFormat.QRCode,
)
FORMATS = zxingcpp.BarcodeFormats(CODES)
BARS = zxingcpp.BarcodeFormats(CODES[:2])
SQUARES = zxingcpp.BarcodeFormats(CODES[2:])
UNCHECKED = zxingcpp.BarcodeFormat.Code39  # has no check digit: one reading proves nothing
NUMBER = re.compile(r"(?=.*\d)\w[\w ./-]{2,39}")
# Other numbers in Code 128 that come into a file with the mail: registered letters (UPU S10) and
# parcels, whose numbers of 13 digits and more are longer than any dossier's.
MAIL = re.compile(r"[A-Z]{2} ?\d{3} ?\d{3} ?\d{3} ?[A-Z]{2}|[\d ]{13,}")
FEW_LETTERS = 150  # what a separator sheet says; a short order has 300
SOME_LETTERS = 400  # with instructions for the scanner operator
LARGE_CODE_MM = 60.0  # stickers on forms are shorter
LETTER_DPI = 200.0
PARTS = 4  # of a page; one or two of a written page hold too many letters
LETTER_MM = (1.2, 12.0)  # height or width of letters, digits to headings
NOISY = 8  # grey levels that half of the pixels are off their surroundings; clean scans have 1
LETTER_CONTRAST = 20  # percent darker than the paper
GRAINS = 4_000  # specks on a page so black or grainy that letters cannot be counted
ZOOMS = (1.0, 2.0, 0.5)
SMEARS = (0.0, 0.04, 0.12, 0.9)  # of the bars' height, along them: noise goes, bars stay
LOW, HIGH = 5, 95  # percentiles of bars that become black and white: faint ones are as good
WHOLE_DPI = (150.0, 200.0, 300.0)  # at which sheets that bear little are searched for QR codes
BINARIZERS = (zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram)
AGREEING = 2  # ways of reading poor bars that must say the same


@dataclass(frozen=True, slots=True)
class Separator:
    """A separator sheet; ``number`` None: its code cannot be read, or says nothing certain."""

    number: str | None


@dataclass(frozen=True, slots=True)
class _Code:
    text: str
    length_mm: float
    is_checked: bool


def read_separator(grey: Image, dpi: float) -> Separator | None:
    """The separator sheet that a page is; None for any other page."""
    codes = _codes(_at(grey, dpi, QUICK_DPI), min(dpi, QUICK_DPI))
    numbers = {code.text for code in codes if is_number(code.text)}
    if numbers and all(code.is_checked for code in codes if code.text in numbers):
        longest = max(code.length_mm for code in codes if code.text in numbers)
        number = numbers.pop() if len(numbers) == 1 else None
        return Separator(number) if _bears_little_else(grey, dpi, longest) else None
    if codes and not numbers:
        return None  # payment codes, addresses of web pages, mail
    bars = find_bars(grey, dpi)
    if numbers and not bars:  # too fine to be found as bars, and not proven by one reading
        bars = [Bars(np.ascontiguousarray(grey), max(code.length_mm for code in codes))]
    if bars:
        little = _bears_little_else(grey, dpi, bars[0].length_mm)
        return Separator(_agreed(bars)) if little else None
    return _square_code(grey, dpi) if _bears_little_else(grey, dpi, 0.0) else None


def is_number(payload: str) -> bool:
    """Whether a payload may be a dossier's number.

    >>> is_number("KAA-BL-002229"), is_number("63-BL 45/74"), is_number("RR 123 456 789 DE")
    (True, True, False)
    """
    return bool(NUMBER.fullmatch(payload)) and not MAIL.fullmatch(payload)


def _codes(image: Image, dpi: float) -> list[_Code]:
    found = zxingcpp.read_barcodes(image, formats=FORMATS, try_downscale=False, try_invert=False)
    return [_code(code, dpi) for code in found]


def _code(code: zxingcpp.Barcode, dpi: float) -> _Code:
    corners = code.position
    xs = [corner.x for corner in (corners.top_left, corners.top_right, corners.bottom_left)]
    ys = [corner.y for corner in (corners.top_left, corners.top_right, corners.bottom_left)]
    length = max(max(xs) - min(xs), max(ys) - min(ys))
    return _Code(code.text.strip(), length * MM_PER_INCH / dpi, code.format != UNCHECKED)


def _at(grey: Image, dpi: float, wanted: float) -> Image:
    """The page at a resolution, never enlarged."""
    if dpi <= wanted:
        return np.ascontiguousarray(grey)
    return resampled(grey, wanted / dpi)


def _agreed(bars: list[Bars]) -> str | None:
    """The number that several ways of reading find, and no other one."""
    votes: Counter[str] = Counter()
    for field in bars:
        for image, binarizer in _ways(field.image):
            found = zxingcpp.read_barcodes(image, formats=BARS, binarizer=binarizer)
            votes.update({code.text.strip() for code in found if is_number(code.text.strip())})
            if len(votes) == 1 and votes.total() > AGREEING:
                break
    return next(iter(votes)) if len(votes) == 1 and votes.total() >= AGREEING else None


def _ways(image: Image) -> Iterator[tuple[Image, zxingcpp.Binarizer]]:
    """The bars enlarged and reduced, smeared along their length, and made black and white."""
    low, high = np.percentile(image, [LOW, HIGH])
    clear = cv2.convertScaleAbs(
        np.clip(image.astype(np.float32) - low, 0, None), alpha=255 / max(1.0, high - low)
    )
    for zoom, smear, binarizer in product(ZOOMS, SMEARS, BINARIZERS):
        way = cv2.resize(clear, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_CUBIC)
        rows = round(smear * len(way))
        if rows > 1:
            way = cv2.blur(way, (1, rows), borderType=cv2.BORDER_REPLICATE)
        yield np.asarray(way, dtype=np.uint8), binarizer


def _square_code(grey: Image, dpi: float) -> Separator | None:
    """The separator that a QR code makes of a sheet, read or only found; None without one."""
    votes: Counter[str] = Counter()
    is_found = False
    for wanted, binarizer in product(WHOLE_DPI, BINARIZERS):
        page = _at(grey, dpi, wanted)
        for code in zxingcpp.read_barcodes(
            page, formats=SQUARES, binarizer=binarizer, return_errors=True
        ):
            text = code.text.strip()
            if code.valid and not is_number(text):
                return None  # a payment, the address of a web page
            is_found = True
            if code.valid:
                votes[text] += 1
    if not is_found:
        return None
    return Separator(next(iter(votes)) if len(votes) == 1 else None)


def _bears_little_else(grey: Image, dpi: float, code_mm: float) -> bool:
    """Whether a page bears no more than a separator sheet does, as far as that can be told."""
    if code_mm == 0 and _is_written_on(grey, dpi):
        return False
    letters, grains = _letters(_at(grey, dpi, LETTER_DPI), min(dpi, LETTER_DPI))
    if code_mm > 0 and grains >= GRAINS:
        return True
    return letters <= (SOME_LETTERS if code_mm >= LARGE_CODE_MM else FEW_LETTERS)


def _is_written_on(grey: Image, dpi: float) -> bool:
    """Whether a part of the page is enough to show too many letters; of most pages it is."""
    found = 0
    for part in np.array_split(grey, min(PARTS, len(grey))):
        found += _letters(_at(part, dpi, LETTER_DPI), min(dpi, LETTER_DPI))[0]
        if found > FEW_LETTERS:
            return True
    return False


def _letters(page: Image, dpi: float) -> tuple[int, int]:
    """How many things of a letter's size a page bears, and how many smaller; bars are longer.

    What the upper or lower edge cuts through is no letter.
    """
    soft = np.asarray(cv2.GaussianBlur(page, (0, 0), 1.2), dtype=np.uint8)
    grainy = cv2.threshold(cv2.absdiff(page, soft), NOISY, 1, cv2.THRESH_BINARY)[1]
    if cv2.countNonZero(grainy) * 2 > page.size:
        page = soft  # else grains run together to what looks like letters
    eighth = cv2.resize(
        page, (max(1, page.shape[1] // 8), max(1, page.shape[0] // 8)), interpolation=cv2.INTER_AREA
    )
    wide = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (13, 13))
    tone = cv2.morphologyEx(eighth, cv2.MORPH_CLOSE, wide)
    paper = cv2.resize(tone, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    contrast = cv2.divide(cv2.subtract(paper, page), paper, scale=100)
    ink = cv2.threshold(contrast, LETTER_CONTRAST - 1, 1, cv2.THRESH_BINARY)[1]
    _, stats = connected(np.asarray(ink, dtype=np.uint8))
    _, top, width, height, _ = stats[1:].T
    mm = dpi / MM_PER_INCH
    size = np.maximum(width, height)
    is_letter = (size >= LETTER_MM[0] * mm) & (size <= LETTER_MM[1] * mm)
    is_letter &= (top > 0) & (top + height < len(page))
    letters = np.count_nonzero(is_letter & (np.minimum(width, height) >= 0.3 * mm))
    return int(letters), int(np.count_nonzero(size < LETTER_MM[0] * mm))
