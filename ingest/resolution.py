"""The true resolution of a scan: from the paper, from the text, and only then from the header.

Scanner software writes 72 dpi into 200 dpi files: the page is then A4 at 200 dpi or A1 at 72, and
the height of its letters tells which.
"""

import cv2
import numpy as np

from baulast.cleaned import Image
from baulast.connected import connected
from ingest.paper import grey_of

MM_PER_INCH = 25.4
A4 = (210, 297)
# Short and long side in mm: DIN A0 to A5 and the folio sheets of old files.
PAPER = ((841, 1189), (594, 841), (420, 594), (297, 420), A4, (148, 210), (210, 330))
USUAL_DPI = (72, 96, 100, 120, 150, 200, 240, 250, 300, 400, 600, 1200)  # what scanners offer
A4_INCH2 = 96.7  # the paper of nine pages in ten
ODDS = ((1.0, 1.0), (2.0, 1.2))  # A4, A3
ODD = 1.8  # larger and smaller sheets
PAPER_SLACK = 0.025  # feeders stretch a page by 1 %, copiers shrink it by 2 %
# Lower case letters without ascenders, in mm: 6 point print to the type of headings.
TEXT_MM = (1.0, 2.7)
BLUR_PX = 41  # wider than strokes at any resolution, narrower than shadows
CONTRAST = 30  # of 255: ink is darker than its surroundings by this
FEW_LETTERS = 40  # two lines
LETTERS_A_SHEET = 40  # no letters that a text is written in are higher than this part of a sheet
USUAL_TEXT_MM = 1.9  # pica typewriter and 11 point print


def true_dpi(scan: Image, *, header_dpi: float | None) -> float:
    """Pixels per inch of a scan."""
    size = (scan.shape[1], scan.shape[0])
    fitting = {dpi for dpi in _usual(header_dpi) if is_paper(size, dpi)}
    if len(fitting) == 1:
        return fitting.pop()
    if header_dpi in fitting and is_paper(size, header_dpi, formats=(A4,)):
        return header_dpi  # A4 and not by chance: no header lies into the commonest paper
    text_px = text_height(scan)
    can_be_header = header_dpi is not None and (not fitting or header_dpi in fitting)
    if header_dpi and text_px and can_be_header and _is_text(text_px, header_dpi):
        return float(header_dpi)
    if text_px:
        choices = fitting or set(_usual(header_dpi))
        return min(choices, key=lambda dpi: _strangeness(text_px, dpi) * _oddness(size, dpi))
    if fitting:
        return min(fitting, key=lambda dpi: abs(np.log(size[0] * size[1] / dpi**2 / A4_INCH2)))
    return header_dpi if header_dpi and header_dpi >= USUAL_DPI[0] else 300.0


def text_height(scan: Image) -> float | None:
    """The usual height of small letters in pixels; None where there are too few letters.

    Each piece weighs as its ink: on a bad copy there are more specks than letters.
    """
    grey = grey_of(scan)
    paper = cv2.blur(grey, (BLUR_PX, BLUR_PX))
    ink = cv2.subtract(paper, grey)
    ink = cv2.threshold(ink, CONTRAST, 255, cv2.THRESH_BINARY)[1]
    _, stats = connected(np.asarray(ink, dtype=np.uint8))
    width, height, area = stats[1:, 2], stats[1:, 3], stats[1:, 4]
    letters = (height >= 5) & (width >= 3) & (width <= 3 * height) & (height <= 3 * width + 10)
    letters &= height <= max(scan.shape[:2]) / LETTERS_A_SHEET
    if np.count_nonzero(letters) < FEW_LETTERS:
        return None
    return float(np.bincount(height[letters], weights=area[letters]).argmax())


def is_paper(
    size: tuple[int, int], dpi: float, *, formats: tuple[tuple[int, int], ...] = PAPER
) -> bool:
    """Whether a scan of ``size`` at ``dpi`` shows a whole sheet of one of the formats."""
    short, long = (side / dpi * MM_PER_INCH for side in sorted(size))
    return any(
        abs(short / a - 1) < PAPER_SLACK and abs(long / b - 1) < PAPER_SLACK for a, b in formats
    )


def _usual(header_dpi: float | None) -> list[float]:
    usual = [float(dpi) for dpi in USUAL_DPI]
    return [*usual, header_dpi] if header_dpi and header_dpi >= USUAL_DPI[0] else usual


def _is_text(text_px: float, dpi: float) -> bool:
    return TEXT_MM[0] <= text_px / dpi * MM_PER_INCH <= TEXT_MM[1]


def _oddness(size: tuple[int, int], dpi: float) -> float:
    """How much rarer than A4 a sheet is that has ``size`` at ``dpi``."""
    ratio = size[0] * size[1] / dpi**2 / A4_INCH2
    return min((odds for share, odds in ODDS if abs(ratio / share - 1) < 0.15), default=ODD)


def _strangeness(text_px: float, dpi: float) -> float:
    ratio = text_px / dpi * MM_PER_INCH / USUAL_TEXT_MM
    return max(ratio, 1 / ratio)
