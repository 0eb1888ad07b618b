"""The variant without names: what may not be seen is neither in the picture nor in the text."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import bagit
import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageDraw

from archive.audit import read_trail
from archive.render import rendered
from archive.store import Store
from baulast.model import (
    Box,
    ColourMode,
    Dossier,
    Doubt,
    DoubtReason,
    Evidence,
    Field,
    FieldName,
    Mark,
    MarkKind,
    Page,
    PageKind,
    PageOrigin,
    Word,
)
from baulast.settings import ArchiveSettings
from handover.alto import on_scan
from handover.hidden import hidden_boxes, hidden_words
from handover.intake import BagForeign
from tests.handover.town import ORDER, call, commit, exported

SAID = ("Eigentümer:", "Wilhelmine", "Esser,", "geb.", "3.4.1931", "Flurstück", "17")
SECRET = ("Wilhelmine", "Esser", "3.4.1931")
SIDES = 700, 900  # of the upright page
SIGNATURE = Box(left=300, top=500, right=420, bottom=540)


def words() -> tuple[Word, ...]:
    return tuple(
        Word(
            text=text,
            box=Box(left=40 + 90 * n, top=100, right=120 + 90 * n, bottom=130),
            confidence=0.9,
            block=0,
            line=0,
        )
        for n, text in enumerate(SAID)
    )


def page(sha256: str = "0", *, turn: int = 0, mode: ColourMode = ColourMode.COLOUR) -> Page:
    width, height = SIDES if turn in (0, 180) else SIDES[::-1]
    return Page(
        number=1,
        origin=PageOrigin(delivery="Esser", place=1, file="Esser.png", sha256=sha256, frame=0),
        width_px=width,
        height_px=height,
        dpi=100.0,
        mode=mode,
        pixels_sha256="",
        kind=PageKind.DECLARATION,
        turn=turn,
        words=words(),
        marks=(Mark(kind=MarkKind.SIGNATURE, box=SIGNATURE),),
    )


def dossier_of(page: Page) -> Dossier:
    name = "Wilhelmine Esser"
    start = page.text.find("Wilhelmine")
    field = Field(
        name=FieldName.PERSON,
        value=name,
        evidence=Evidence(page=1, start=start, end=start + len(name)),
        source="test",
    )
    return Dossier(
        id="kaarst/K-1", municipality="kaarst", number="K-1", pages=(page,), fields=(field,)
    )


def scan(page: Page) -> bytes:
    """The page with a grey patch where each word and the signature lie."""
    paper = Image.new("RGB", (page.width_px, page.height_px), "white")
    draw = ImageDraw.Draw(paper)
    for box in (*(word.box for word in page.words), SIGNATURE):
        at = on_scan(box, page)
        draw.rectangle((at.left, at.top, at.right - 1, at.bottom - 1), fill=(90, 140, 90))
    file = io.BytesIO()
    (paper.convert("1") if page.mode is ColourMode.BILEVEL else paper).save(file, "PNG")
    return file.getvalue()


def hidden(page: Page) -> set[str]:
    (places,) = hidden_words(dossier_of(page)).values()
    return {page.words[place].text for place in places}


def test_names_are_hidden_and_land_is_not() -> None:
    """Also what only the words around announce: the owner behind the colon, the day of birth."""
    assert {"Wilhelmine", "Esser,", "3.4.1931"} <= hidden(page())
    assert not {"Flurstück", "17", "Eigentümer:"} & hidden(page())


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ("Herr Roth, Broicher Weg 4, duldet. Lage: Broicher Weg 4", {1, 2, 3, 4}),
        ("Lage: Broicher Weg 4 Herr Roth, Broicher Weg 4, duldet", {5, 6, 7, 8}),
        ("Broicher Weg 4 . Frau Roth, wohnhaft Broicher Weg 4", {5, 7, 8, 9}),
        ("Flurstück 17, Broicher Weg 4 in 4044 Kaarst", set()),
    ],
)
def test_a_persons_address_is_hidden_and_the_plots_is_not(said: str, places: set[int]) -> None:
    """Also where they are the same: people look for their land by it."""
    made = replace(
        page(), marks=(), words=tuple(replace(words()[0], text=text) for text in said.split())
    )
    (found,) = hidden_words(replace(dossier_of(made), fields=())).values()
    assert found == places


WHOLE = Box(left=0, top=0, right=SIDES[0], bottom=SIDES[1])
UNREAD = Doubt(reason=DoubtReason.UNREAD_INK, detail="", page=1)


@pytest.mark.parametrize(
    ("change", "box"),
    [
        ({}, SIGNATURE),
        ({"marks": (Mark(kind=MarkKind.UNREAD, box=SIGNATURE),)}, SIGNATURE),
        ({"doubts": (replace(UNREAD, box=SIGNATURE),)}, SIGNATURE),
        ({"doubts": (UNREAD,)}, WHOLE),
        ({"words": ()}, WHOLE),
    ],
    ids=["signature", "ink unread", "ink doubted", "unread somewhere", "nothing read"],
)
def test_what_nobody_read_is_hidden(change: dict[str, object], box: Box) -> None:
    """The place where it lies; the page where nobody knows the place."""
    assert box in hidden_boxes(replace(page(), **change), frozenset())


def test_a_stroke_through_no_word_is_hidden_and_a_deletion_is_not() -> None:
    """A signature of one sweep looks like a line; a line through words tells of a deletion."""
    alone = Mark(kind=MarkKind.STRIKE, box=SIGNATURE)
    through = Mark(kind=MarkKind.STRIKE, box=words()[5].box)
    boxes = hidden_boxes(replace(page(), marks=(alone, through)), frozenset())
    assert any(box.overlap(SIGNATURE) == SIGNATURE.area for box in boxes)
    assert not any(box.overlap(through.box) for box in boxes)


@pytest.fixture(params=[(0, "colour"), (90, "grey"), (270, "colour"), (180, "bilevel")])
def redacted(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Page, Path]:
    """A page, turned and in a mode, and the bag without names that it lies in."""
    turn, mode = request.param
    made = page(turn=turn, mode=ColourMode(mode))
    file = tmp_path / "scan"
    file.write_bytes(scan(made))
    store = Store(tmp_path / "home")
    sha256 = store.put_original(file)
    made = replace(made, origin=replace(made.origin, sha256=sha256))
    commit(store, dossier_of(made))
    order = replace(ORDER, without_names=ArchiveSettings())
    (bag,) = exported(store.home, tmp_path / "out", order)
    return made, bag.path


def test_no_name_is_in_the_bag(redacted: tuple[Page, Path]) -> None:
    """Not in a table, a text, a directory or behind the picture of a page."""
    _, bag = redacted
    bagit.Bag(str(bag)).validate()
    (file,) = bag.rglob("*.pdf")
    with pikepdf.open(file) as pdf:
        streams = b"".join(
            item.read_bytes()
            for item in pdf.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") != "/Image"
        )
    texts = [path.read_bytes() for path in bag.rglob("*") if path.is_file() and path != file]
    for secret in SECRET:
        assert not any(secret.encode() in text for text in (*texts, streams))
    (alto,) = bag.rglob("0001.xml")
    assert "Flurstück" in alto.read_text()


def test_the_picture_is_black_where_the_name_stood(redacted: tuple[Page, Path]) -> None:
    """Names and signature, on the scan as it was turned; the parcel is still to be read."""
    page, bag = redacted
    (file,) = bag.rglob("*.pdf")
    with pikepdf.open(file) as pdf, rendered(pdf.pages[0], page) as pixels:
        rows = np.concatenate([*pixels.stripes])
        image = rows.reshape(pixels.height, pixels.width, pixels.channels).mean(axis=2)

    def shade(box: Box) -> float:
        at = on_scan(box, page)
        return float(image[at.top + 3 : at.bottom - 3, at.left + 3 : at.right - 3].max())

    by_text = {word.text: word.box for word in page.words}
    assert max(shade(by_text[text]) for text in ("Wilhelmine", "Esser,", "3.4.1931")) < 10
    assert shade(SIGNATURE) < 10
    assert shade(by_text["Flurstück"]) > 50


@pytest.mark.integration
def test_the_pages_are_pdfa(
    redacted: tuple[Page, Path], verapdf: Callable[[list[Path]], dict[str, list[str]]]
) -> None:
    """As valid as those that hold everything."""
    assert not any(verapdf([*redacted[1].rglob("*.pdf")]).values())


def test_nothing_is_rebuilt_from_it(redacted: tuple[Page, Path], tmp_path: Path) -> None:
    """An installation without originals would answer and could prove nothing."""
    done = call(tmp_path / "new", "rebuild", "--from", str(redacted[1]))
    assert isinstance(done.exception, BagForeign)


def test_it_is_no_look_at_names(home: Path, tmp_path: Path) -> None:
    """No reason is asked for; that it was handed out is written down."""
    (home / "baulast.toml").write_text("[audit]\nreason_required = true\n")
    out = ("-o", str(tmp_path / "out"), "--json")
    done = call(home, "export", "archive", "--dossier", "kaarst/k1", "--redacted", *out)
    assert done.exit_code == 0, done.output
    assert read_trail(home)[-1].details["what"] == "archive redacted"
    assert "-ohne-namen-" in json.loads(done.output)[0]["path"]
