"""The variant without names: what may not be seen is neither in the picture nor in the text."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import bagit
import cv2
import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageDraw

from archive.audit import read_trail
from archive.render import rendered
from archive.store import Store
from baulast.language import Both
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
from handover.bag import bag_damage
from handover.hidden import hidden_boxes, hidden_words
from handover.intake import BagForeign
from handover.shine import without_shine
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
UNREAD = Doubt(reason=DoubtReason.UNREAD_INK, detail=Both.only(""), page=1)


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
    found = hidden_boxes(replace(page(), **change), frozenset())
    assert any(one.overlap(box) == box.area for one in found)


def test_a_stroke_through_no_word_is_hidden_and_a_deletion_is_not() -> None:
    """A signature of one sweep looks like a line; a line through words tells of a deletion."""
    alone = Mark(kind=MarkKind.STRIKE, box=SIGNATURE)
    through = Mark(kind=MarkKind.STRIKE, box=words()[5].box)
    boxes = hidden_boxes(replace(page(), marks=(alone, through)), frozenset())
    assert any(box.overlap(SIGNATURE) == SIGNATURE.area for box in boxes)
    assert not any(box.overlap(through.box) for box in boxes)


def test_a_signature_below_a_line_is_hidden_with_its_crumbs() -> None:
    """It grazes the foot of the line, and letters are read in it that no word has."""
    sweep = Box(left=300, top=125, right=520, bottom=190)
    crumb = replace(words()[0], text="\\g", box=Box(left=350, top=150, right=380, bottom=180))
    made = replace(page(), words=(*words(), crumb), marks=(Mark(kind=MarkKind.STRIKE, box=sweep),))
    assert any(box.overlap(sweep) == sweep.area for box in hidden_boxes(made, frozenset()))


def test_a_signature_is_hidden_with_its_flourish() -> None:
    """What of it is thin is found as a line, or not at all."""
    (box,) = hidden_boxes(page(), frozenset())
    assert (SIGNATURE.left - box.left, box.right - SIGNATURE.right) == (80, 80)
    initials = Mark(kind=MarkKind.SIGNATURE, box=replace(SIGNATURE, right=SIGNATURE.left + 40))
    assert hidden_boxes(replace(page(), marks=(initials,)), frozenset()) == (initials.box,)
    sheet = replace(page(), kind=PageKind.SHEET)
    assert hidden_boxes(sheet, frozenset()) == (SIGNATURE,)  # beside it stands what was entered


@pytest.mark.parametrize(
    ("kind", "is_hidden"), [(PageKind.DECLARATION, True), (PageKind.PLAN, False)]
)
def test_a_picture_may_be_a_signature_where_people_sign(kind: PageKind, is_hidden: bool) -> None:
    """A plan is to be seen."""
    made = replace(page(), kind=kind, marks=(Mark(kind=MarkKind.PICTURE, box=SIGNATURE),))
    assert (hidden_boxes(made, frozenset()) == (SIGNATURE,)) == is_hidden


def test_what_is_left_of_a_torn_word_is_hidden() -> None:
    """A stamp lies over the middle of a name; what stands before and behind gives it away."""
    torn = Box(left=215, top=95, right=300, bottom=125)
    made = replace(page(), marks=(Mark(kind=MarkKind.UNREAD, box=torn),))
    boxes = hidden_boxes(made, frozenset())
    hidden_ones = [w.text for w in words() if any(b.overlap(w.box) == w.box.area for b in boxes)]
    assert hidden_ones == ["Wilhelmine", "Esser,", "geb."]


@pytest.mark.parametrize(
    ("delivered", "is_shown"),
    [("Esser_Wilhelmine~0a1b2c3d", False), ("Wilhelmine-Esser", False), ("Akte_17~0a1b2c3d", True)],
)
def test_a_delivery_that_names_a_person_names_no_file(
    tmp_path: Path, delivered: str, is_shown: bool
) -> None:
    """Dossiers without a number are called by the folder that they came in."""
    store = Store(tmp_path / "home")
    file = tmp_path / "scan"
    file.write_bytes(scan(page()))
    made = page(store.put_original(file))
    commit(store, replace(dossier_of(made), id=f"kaarst/{delivered}", number=None))
    order = replace(ORDER, dossier=f"kaarst/{delivered}", without_names=ArchiveSettings())
    (bag,) = exported(store.home, tmp_path / "out", order)
    assert not [*bag_damage(bag.path)]
    names = [str(path.relative_to(tmp_path)) for path in bag.path.rglob("*")]
    texts = [path.read_bytes() for path in bag.path.rglob("*") if path.suffix not in ("", ".pdf")]
    assert any(delivered in name for name in names) == is_shown
    assert not any("Esser" in name for name in names)
    assert not any(b"Esser" in text for text in texts)


@pytest.mark.parametrize("channels", [1, 3], ids=["grey", "colour"])
def test_what_shines_through_is_not_shown_and_ink_is(channels: int) -> None:
    """A name on the other side, mirrored and pale; a pale stamp in colour has ink of its own."""
    paper = np.full((600, 800, channels), 215, np.uint8)
    cv2.putText(paper, "Esser", (100, 200), cv2.FONT_HERSHEY_SIMPLEX, 3, (190,) * 3, 8)
    cv2.putText(paper, "Flur 3", (100, 400), cv2.FONT_HERSHEY_SIMPLEX, 3, (60,) * 3, 8)
    stamp = (150, 150, 215) if channels == 3 else (130,)
    cv2.rectangle(paper, (550, 300), (750, 500), stamp, 8)
    shown = without_shine(paper.squeeze(), 300)
    is_paper = shown.reshape(600, 800, channels).min(axis=2) > 250
    assert is_paper[100:260].all()
    assert (~is_paper[300:450, :500]).sum() > 5000
    assert not is_paper[400, 546:555].any()


def test_what_shines_through_a_blank_page_is_not_shown(tmp_path: Path) -> None:
    """Its other side may hold names, mirrored and pale."""
    store = Store(tmp_path / "home")
    file = tmp_path / "scan"
    file.write_bytes(scan(page()))
    origin = replace(page().origin, sha256=store.put_original(file))
    commit(store, dossier_of(replace(page(), origin=origin)))
    behind = replace(page(), number=2, origin=origin, is_blank=True, words=(), marks=())
    blank = replace(dossier_of(behind), id="kaarst/K-2", pages=(replace(behind, number=1),))
    commit(store, replace(blank, fields=()))
    order = replace(ORDER, without_names=ArchiveSettings())
    (bag,) = exported(store.home, tmp_path / "out", order)
    (pdf,) = bag.path.rglob("K-2.pdf")
    with pikepdf.open(pdf) as whole, rendered(whole.pages[0], blank.pages[0]) as pixels:
        assert min(rows.min() for rows in pixels.stripes) > 250


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
