"""A page as ALTO 4: each word, its place on the scan as delivered, and its confidence (pure)."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from baulast.model import Box, Page, Word
from handover.xml import XSI, Writer, document

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
SCHEMA = f"{NAMESPACE} http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"
CONFIDENCE_DIGITS = 3  # engines tell no finer

_alto = Writer(NAMESPACE, _=NAMESPACE, xsi=XSI)


def alto(page: Page, *, tools: Sequence[tuple[str, str]]) -> bytes:
    """The file of a page; ``tools``: name and version of what read it."""
    root = _alto.root("alto", **{f"{{{XSI}}}schemaLocation": SCHEMA}, SCHEMAVERSION="4.4")
    _describe(root, page, tools)
    sides = {"WIDTH": str(page.width_px), "HEIGHT": str(page.height_px)}
    layout = _alto.add(root, "Layout")
    leaf = _alto.add(layout, "Page", ID="page", PHYSICAL_IMG_NR=str(page.number), **sides)
    space = _alto.add(leaf, "PrintSpace", HPOS="0", VPOS="0", **sides)
    for count, (_, words) in enumerate(
        groupby(enumerate(page.words), key=lambda item: item[1].block)
    ):
        _add_block(space, page, count, list(words))
    return document(root)


def on_scan(box: Box, page: Page) -> Box:
    """The box on the scan as it was delivered, before it was turned upright.

    >>> from types import SimpleNamespace
    >>> lying = SimpleNamespace(turn=90, width_px=100, height_px=50)
    >>> on_scan(Box(left=10, top=20, right=30, bottom=25), lying)
    Box(left=20, top=20, right=25, bottom=40)
    """
    width, height = page.width_px, page.height_px
    left, top, right, bottom = {
        0: (box.left, box.top, box.right, box.bottom),
        90: (box.top, height - box.right, box.bottom, height - box.left),
        180: (width - box.right, height - box.bottom, width - box.left, height - box.top),
        270: (width - box.bottom, box.left, width - box.top, box.right),
    }[page.turn]
    return Box(left=left, top=top, right=right, bottom=bottom)


def _describe(root: Any, page: Page, tools: Sequence[tuple[str, str]]) -> None:
    description = _alto.add(root, "Description")
    _alto.add(description, "MeasurementUnit", "pixel")
    source = _alto.add(description, "sourceImageInformation")
    _alto.add(source, "fileName", page.origin.file)
    _alto.add(source, "fileIdentifier", f"sha256:{page.origin.sha256}#{page.origin.frame}")
    for number, (name, version) in enumerate(tools):
        processing = _alto.add(description, "Processing", ID=f"tool_{number}")
        software = _alto.add(processing, "processingSoftware")
        _alto.add(software, "softwareName", name)
        _alto.add(software, "softwareVersion", version)


def _add_block(space: Any, page: Page, count: int, words: list[tuple[int, Word]]) -> None:
    turned = {"ROTATION": str(page.turn)} if page.turn else {}
    block = _alto.add(
        space,
        "TextBlock",
        ID=f"block_{count}",
        **_place(page, (word for _, word in words)),
        **turned,
    )
    for _, row in groupby(words, key=lambda item: item[1].line):
        line = list(row)
        first = line[0][0]
        here = _place(page, (word for _, word in line))
        element = _alto.add(block, "TextLine", ID=f"line_{first}", **here)
        for place, (number, word) in enumerate(line):
            if place:
                _alto.add(element, "SP")
            _add_word(element, page, number, word)


def _add_word(line: Any, page: Page, number: int, word: Word) -> None:
    sure = min(1.0, max(0.0, word.confidence))
    string = _alto.add(
        line,
        "String",
        ID=f"word_{number}",
        **_place(page, [word]),
        CONTENT=word.text,
        WC=str(round(sure, CONFIDENCE_DIGITS)),
    )
    for other in word.alternatives:
        _alto.add(string, "ALTERNATIVE", other)


def _place(page: Page, words: Iterable[Word]) -> dict[str, str]:
    first, *others = [word.box for word in words]
    for other in others:
        first = first.united(other)
    box = on_scan(first, page)
    return {
        "HPOS": str(box.left),
        "VPOS": str(box.top),
        "WIDTH": str(box.width),
        "HEIGHT": str(box.height),
    }
