"""A page as ALTO 4: each word, its place on the scan as delivered, and its confidence (pure).

Written as text, not as a tree: a register has a hundred million words, and a tree of them takes ten
times as long as copying the scans that they stand on (``python -m bench.evidence``).
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from baulast.model import Box, Page, Word
from handover.xml import XSI, xml_text

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
SCHEMA = f"{NAMESPACE} http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"
CONFIDENCE_DIGITS = 3  # engines tell no finer

Numbered = tuple[int, Word, Box]  # place in Page.words, the word, its box on the scan


def alto(page: Page, *, tools: Sequence[tuple[str, str]]) -> bytes:
    """The file of a page; ``tools``: name and version of what read it."""
    return "\n".join((*_head(page, tools), *_blocks(page), *_TAIL)).encode()


def on_scan(box: Box, page: Page) -> Box:
    """The box on the scan as it was delivered, before it was turned upright.

    >>> from types import SimpleNamespace
    >>> lying = SimpleNamespace(turn=90, width_px=100, height_px=50)
    >>> on_scan(Box(left=10, top=20, right=30, bottom=25), lying)
    Box(left=20, top=20, right=25, bottom=40)
    """
    width, height = page.width_px, page.height_px
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    match page.turn:
        case 0:
            return box
        case 90:
            return Box(left=top, top=height - right, right=bottom, bottom=height - left)
        case 180:
            return Box(
                left=width - right, top=height - bottom, right=width - left, bottom=height - top
            )
    return Box(left=width - bottom, top=left, right=width - top, bottom=right)


_TAIL = ("</PrintSpace>", "</Page>", "</Layout>", "</alto>", "")


def _head(page: Page, tools: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<alto xmlns="{NAMESPACE}" xmlns:xsi="{XSI}" xsi:schemaLocation="{SCHEMA}"'
    yield ' SCHEMAVERSION="4.4">'
    yield "<Description>"
    yield "<MeasurementUnit>pixel</MeasurementUnit>"
    identifier = f"sha256:{page.origin.sha256}#{page.origin.frame}"
    yield f"<sourceImageInformation><fileName>{_text(page.origin.file)}</fileName>"
    yield f"<fileIdentifier>{identifier}</fileIdentifier></sourceImageInformation>"
    for number, (name, version) in enumerate(tools):
        yield f'<Processing ID="tool_{number}"><processingSoftware>'
        yield f"<softwareName>{_text(name)}</softwareName>"
        yield f"<softwareVersion>{_text(version)}</softwareVersion>"
        yield "</processingSoftware></Processing>"
    sides = f'WIDTH="{page.width_px}" HEIGHT="{page.height_px}"'
    yield "</Description>"
    yield "<Layout>"
    yield f'<Page ID="page" PHYSICAL_IMG_NR="{page.number}" {sides}>'
    yield f'<PrintSpace HPOS="0" VPOS="0" {sides}>'


def _blocks(page: Page) -> Iterator[str]:
    turned = f' ROTATION="{page.turn}"' if page.turn else ""
    words = [(place, word, on_scan(word.box, page)) for place, word in enumerate(page.words)]
    for count, (_, block) in enumerate(groupby(words, key=lambda item: item[1].block)):
        inside = list(block)
        yield f'<TextBlock ID="block_{count}" {_around(inside)}{turned}>'
        for _, row in groupby(inside, key=lambda item: item[1].line):
            line = list(row)
            yield f'<TextLine ID="line_{line[0][0]}" {_around(line)}>'
            yield "\n<SP/>\n".join(_string(*item) for item in line)
            yield "</TextLine>"
        yield "</TextBlock>"


def _string(number: int, word: Word, box: Box) -> str:
    sure = round(min(1.0, max(0.0, word.confidence)), CONFIDENCE_DIGITS)
    content = quoteattr(xml_text(word.text))
    start = f'<String ID="word_{number}" {_place(box)} CONTENT={content} WC="{sure}"'
    if not word.alternatives:
        return f"{start}/>"
    others = "".join(f"<ALTERNATIVE>{_text(other)}</ALTERNATIVE>" for other in word.alternatives)
    return f"{start}>{others}</String>"


def _around(words: Sequence[Numbered]) -> str:
    first, *others = (box for _, _, box in words)
    for other in others:
        first = first.united(other)
    return _place(first)


def _place(box: Box) -> str:
    return (
        f'HPOS="{box.left}" VPOS="{box.top}"'
        f' WIDTH="{box.right - box.left}" HEIGHT="{box.bottom - box.top}"'
    )


def _text(text: str) -> str:
    return escape(xml_text(text))
