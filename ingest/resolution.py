"""The true resolution of a scan: from the paper, from the text, and only then from the header.

Scanner software writes 72 dpi into 300 dpi files; a 2480 pixel wide page is A4 at 300 dpi whatever
its header says.
"""

MM_PER_INCH = 25.4
# Short and long side in mm: DIN A0 to A5 and the folio sheets of old files.
PAPER = ((841, 1189), (594, 841), (420, 594), (297, 420), (210, 297), (148, 210), (210, 330))
USUAL_DPI = (72, 96, 100, 120, 150, 200, 240, 250, 300, 400, 600, 1200)  # what scanners offer
PAPER_SLACK = 0.025  # feeders stretch a page by 1 %, copiers shrink it by 2 %
# Lower case letters without ascenders, in mm: 6 point print to the type of headings.
TEXT_MM = (1.0, 2.7)
USUAL_TEXT_MM = 1.9  # pica typewriter and 11 point print


def true_dpi(
    size: tuple[int, int], *, header_dpi: float | None, text_px: float | None = None
) -> float:
    """Pixels per inch of a scan of ``size``; ``text_px`` is its usual letter height.

    >>> true_dpi((2480, 3508), header_dpi=72)
    300.0
    """
    fitting = [dpi for dpi in _usual(header_dpi) if is_paper(size, dpi)]
    if fitting:
        return min(fitting, key=lambda dpi: _strangeness(dpi, header_dpi, text_px))
    if header_dpi and text_px and _is_text(text_px, header_dpi):
        return header_dpi
    if text_px:
        return min(_usual(header_dpi), key=lambda dpi: _text_strangeness(dpi, text_px))
    return header_dpi if header_dpi and header_dpi >= USUAL_DPI[0] else 300.0


def is_paper(size: tuple[int, int], dpi: float) -> bool:
    """Whether a scan of ``size`` at ``dpi`` shows a whole sheet of a usual format."""
    short, long = (side / dpi * MM_PER_INCH for side in sorted(size))
    return any(
        abs(short / a - 1) < PAPER_SLACK and abs(long / b - 1) < PAPER_SLACK for a, b in PAPER
    )


def _usual(header_dpi: float | None) -> list[float]:
    usual = [float(dpi) for dpi in USUAL_DPI]
    return [*usual, header_dpi] if header_dpi and header_dpi >= USUAL_DPI[0] else usual


def _is_text(text_px: float, dpi: float) -> bool:
    return TEXT_MM[0] <= text_px / dpi * MM_PER_INCH <= TEXT_MM[1]


def _strangeness(dpi: float, header_dpi: float | None, text_px: float | None) -> float:
    """How odd a resolution is that fits the paper: A4 at 600 dpi is A2 at 300."""
    odd = 0.0 if header_dpi and abs(dpi - header_dpi) < 1 else 1.0
    if text_px and not _is_text(text_px, dpi):
        odd += 2.0
    return odd + (_text_strangeness(dpi, text_px) if text_px else abs(dpi - 300) / 1000)


def _text_strangeness(dpi: float, text_px: float) -> float:
    ratio = text_px / dpi * MM_PER_INCH / USUAL_TEXT_MM
    return max(ratio, 1 / ratio) - 1 if ratio > 0 else 9.0
