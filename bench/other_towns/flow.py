"""A sheet written from top to bottom, over as many pages as it takes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bench.scangen.canvas import Page, Style

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Flow:
    """Where is written, in mm; ``head`` draws the head of a page and says where it ends."""

    drawer: Any
    head: Callable[[Page, int], float]
    landscape: bool = False
    below_mm: float = 18.0
    page: Any = None
    y: float = 0.0
    pages: int = 0

    def turn(self) -> None:
        """A new page with its head."""
        size = (297.0, 210.0) if self.landscape else (210.0, 297.0)
        self.page = self.drawer.page("sheet", *size)
        self.page.sheet = True
        self.page.landscape = self.landscape
        self.pages += 1
        self.y = self.head(self.page, self.pages)
        self.drawer.scribbles(self.page)

    def need(self, height: float) -> None:
        """Turns the page where less than that is left."""
        if self.page is None or self.y + height > self.page.h - self.below_mm:
            self.turn()

    def para(self, x: float, w: float, text: str, style: Style) -> Iterator[tuple[Page, Box]]:
        """Writes line by line, over the page's end if need be; says where on each page."""
        self.need(style.lead)
        start, page = self.y, self.page
        for tokens in page.wrap(text, w, style):
            self.need(style.lead)
            if self.page is not page:
                yield page, (x, start - 3, x + w, page.h - self.below_mm)
                start, page = self.y, self.page
            if tokens:
                self.page._line(x, self.y, tokens, style)
            self.y += style.lead
        yield page, (x, start - 3, x + w, self.y - style.lead + 1)

    def row(self, x: float, cells: Sequence["Cell"], *, leading: float = 1.6) -> list[Box]:
        """A row of a ruled table, as high as its fullest cell; the boxes of the cells."""
        height = max(c.height(self.drawer) for c in cells) + 2 * leading
        self.need(height)
        top, boxes = self.y, []
        for cell in cells:
            right = x + cell.width
            if cell.shade:
                self.page.box(x, top, right, top + height, 0, fill=cell.shade)
            self.page.box(x, top, right, top + height, 0.25, "laser")
            if cell.text:
                self.page.para(x + 1.6, top + leading + 3, cell.width - 3, cell.text, cell.style)
            boxes.append((x + 1, top + 1, right - 1, top + height - 1))
            x = right
        self.y = top + height
        return boxes


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a word processor's table."""

    width: float
    text: str
    style: Style
    shade: str = ""

    def height(self, drawer: Any) -> float:
        """Of its text, wrapped as it will be."""
        return float(drawer.pages[-1].para_height(self.width - 3, self.text, self.style))
