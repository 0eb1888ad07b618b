from collections.abc import Callable, Sequence
from math import radians, tan

import pytest
from spacy.language import Language

from baulast.language import Both
from baulast.model import (
    Block,
    BlockKind,
    Box,
    ColourMode,
    Dossier,
    Mark,
    MarkKind,
    Page,
    PageOrigin,
    Word,
)
from baulast.settings import ExtractSettings
from extract.find import make_nlp
from extract.stage import extract


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The pipeline of the rules: the same for all tests, since nothing in it changes."""
    return make_nlp()


@pytest.fixture(autouse=True)
def whole_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    """No rule may put what is kept in both languages into a sentence of one: it names which."""

    def refuse(words: Both, _: str) -> str:
        pytest.fail(f"{words.german!r} within a sentence, in whatever language is spoken")

    monkeypatch.setattr(Both, "__format__", refuse)


LETTER_PX = 20  # a typewriter's letter at 300 dpi is 30 wide; less leaves room on a test's page
LINE_PX = 50
HEIGHT_PX = 36


class Paper:
    """A page on which words are put where an engine would read them."""

    def __init__(self, number: int = 1, *, skew_deg: float = 0.0) -> None:
        self.number = number
        self.skew_deg = skew_deg
        self.words: list[Word] = []
        self.blocks: list[Block] = []
        self.marks: list[Mark] = []
        self.lines = 0

    def block(
        self,
        left: int,
        top: int,
        right: int,
        bottom: int,
        *,
        cell: tuple[int, int, int] | None = None,
    ) -> int:
        """A region of the page; ``cell`` gives its table, row and column."""
        table, row, column = cell or (None, None, None)
        self.blocks.append(
            Block(
                kind=BlockKind.PROSE if cell is None else BlockKind.CELL,
                box=Box(left=left, top=top, right=right, bottom=bottom),
                table=table,
                row=row,
                column=column,
            )
        )
        return len(self.blocks) - 1

    def write(
        self,
        left: int,
        top: int,
        *lines: str,
        block: int | None = None,
        confidence: float = 0.97,
    ) -> "Paper":
        """Lines of text, one under the other; skewed as the page is."""
        for line in lines:
            place = left
            number = self.lines
            self.lines += 1
            inside = block if block is not None else self.block(left, top, left + 1, top + 1)
            for text in line.split(" "):
                width = LETTER_PX * max(1, len(text))
                shift = round(-place * tan(radians(self.skew_deg)))
                if text:
                    self.words.append(
                        Word(
                            text=text,
                            box=Box(
                                left=place,
                                top=top + shift,
                                right=place + width,
                                bottom=top + shift + HEIGHT_PX,
                            ),
                            confidence=confidence,
                            block=inside,
                            line=number,
                        )
                    )
                place += width + LETTER_PX
            top += LINE_PX
        return self

    def mark(self, kind: MarkKind, left: int, top: int, right: int, bottom: int) -> "Paper":
        box = Box(left=left, top=top, right=right, bottom=bottom)
        self.marks.append(Mark(kind=kind, box=box))
        return self

    def page(self) -> Page:
        origin = PageOrigin(
            delivery="Akte", place=self.number, file="Akte.tif", sha256="0" * 64, frame=self.number
        )
        return Page(
            number=self.number,
            origin=origin,
            width_px=2480,
            height_px=3508,
            dpi=300,
            mode=ColourMode.GREY,
            pixels_sha256=f"{self.number:064x}",
            skew_deg=self.skew_deg,
            blocks=tuple(self.blocks),
            words=tuple(self.words),
            marks=tuple(self.marks),
        )


@pytest.fixture
def paper() -> type[Paper]:
    """Pages made word by word."""
    return Paper


Row = tuple[str, list[str], list[str]]  # number, wording, remarks


@pytest.fixture
def sheet() -> Callable[..., Paper]:
    """A register sheet as most forms have it: number, wording and remarks side by side."""

    def make(
        *rows: Row,
        number: int = 1,
        header: Sequence[str] = (
            "Baulastenverzeichnis der Stadt Kaarst",
            "Baulastenblatt Nr. 1186 Seite 1",
            "Gemarkung Kaarst Flur 15 Flurstück 25",
        ),
        skew_deg: float = 0.0,
    ) -> Paper:
        page = Paper(number, skew_deg=skew_deg)
        page.write(200, 100, *header)
        page.write(200, 400, "Nr.").write(800, 400, "Inhalt der Eintragung")
        page.write(1800, 400, "Bemerkungen")
        top = 500
        for running, wording, remarks in rows:
            page.write(200, top, running) if running else None
            page.write(320, top, *wording)
            page.write(1700, top, *remarks)
            top += LINE_PX * (max(len(wording), len(remarks)) + 2)
        return page

    return make


@pytest.fixture
def extracted(nlp: Language) -> Callable[..., Dossier]:
    """What the rules make of a dossier of pages."""

    def make(*pages: Paper) -> Dossier:
        dossier = Dossier(
            id="kaarst/1", municipality="", number=None, pages=tuple(page.page() for page in pages)
        )
        return extract(dossier, nlp, ExtractSettings())

    return make
