"""Images inside PDFs come as they are stored; pages that are more than one image are rendered."""

import io
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image as Pillow

from baulast.cleaned import Image
from baulast.errors import ScanProtected, ScanTooLarge, ScanUnreadable, ToolFailed
from baulast.settings import IngestSettings
from ingest.images import load_frame, open_scan

SETTINGS = IngestSettings()
WIDTH, HEIGHT = 200, 300
PAGE_PT = (48.0, 72.0)  # 200 x 300 pixels at 300 dpi
PLACED = b"q 48 0 0 72 0 0 cm /Im0 Do Q"
COLOURS = np.random.default_rng(2).integers(0, 255, (HEIGHT, WIDTH, 3), dtype=np.uint8)
GREY = COLOURS[:, :, 0].copy()
BILEVEL = np.where(np.indices((HEIGHT, WIDTH)).sum(axis=0) % 40 < 25, 255, 0).astype(np.uint8)
BITS = np.packbits(BILEVEL > 0, axis=1).tobytes()


def stream(pdf: Pdf, data: bytes, coding: Name | None, **entries: object) -> Stream:
    """An image object, its data already coded."""
    image = Stream(pdf, b"")
    parms = entries.pop("DecodeParms", None)
    image.write(data, filter=coding, decode_parms=parms)
    defaults = {
        "Type": Name.XObject,
        "Subtype": Name.Image,
        "Width": WIDTH,
        "Height": HEIGHT,
        "BitsPerComponent": 8,
        "ColorSpace": Name.DeviceGray,
    }
    for key, value in (defaults | entries).items():
        image[f"/{key}"] = value
    return image


def saved(
    path: Path,
    draw: Callable[[Pdf], dict[str, Stream]],
    content: bytes = PLACED,
    **entries: object,
) -> Path:
    """A PDF of one page with the images that ``draw`` makes."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=PAGE_PT)
        images = {f"/{name}": pdf.make_indirect(image) for name, image in draw(pdf).items()}
        page.obj.Resources = Dictionary(XObject=Dictionary(images))
        page.obj.Contents = Stream(pdf, content)
        for key, value in entries.items():
            page.obj[f"/{key}"] = value
        pdf.save(path)
    return path


def grey_image(pdf: Pdf) -> dict[str, Stream]:
    return {"Im0": stream(pdf, zlib.compress(GREY.tobytes()), Name.FlateDecode)}


def with_up_filter(rows: Image) -> bytes:
    """Rows with PNG's filter "up", as a predictor of 12 stores them."""
    flat = rows.reshape(len(rows), -1).astype(np.int16)
    above = np.vstack([np.zeros_like(flat[:1]), flat[:-1]])
    filtered = ((flat - above) % 256).astype(np.uint8)
    return np.hstack([np.full((len(rows), 1), 2, np.uint8), filtered]).tobytes()


def fax(image: Image) -> bytes:
    """The bare G4 data of a bilevel image, black runs as fax has them.

    Pillow stores white as 1; where fax has black as 1, that is the negative.
    """
    buffer = io.BytesIO()
    options = {"compression": "group4", "tiffinfo": {278: HEIGHT}}
    Pillow.fromarray(255 - image).convert("1").save(buffer, "TIFF", **options)
    with Pillow.open(buffer) as picture:
        offset, count = picture.tag_v2[273][0], picture.tag_v2[279][0]
        assert picture.tag_v2[262] == 1
    return buffer.getvalue()[offset : offset + count]


G4 = {"K": -1, "Columns": WIDTH, "Rows": HEIGHT}
CODINGS: dict[str, tuple[Callable[[Pdf], Stream], Image]] = {
    "flate grey": (lambda p: grey_image(p)["Im0"], GREY),
    "flate colour": (
        lambda p: stream(
            p,
            zlib.compress(COLOURS[:, :, ::-1].tobytes()),
            Name.FlateDecode,
            ColorSpace=Name.DeviceRGB,
        ),
        COLOURS,
    ),
    "flate with predictor": (
        lambda p: stream(
            p,
            zlib.compress(with_up_filter(COLOURS[:, :, ::-1])),
            Name.FlateDecode,
            ColorSpace=Name.DeviceRGB,
            DecodeParms=Dictionary(Predictor=12, Colors=3, Columns=WIDTH),
        ),
        COLOURS,
    ),
    "flate 1 bit": (
        lambda p: stream(p, zlib.compress(BITS), Name.FlateDecode, BitsPerComponent=1),
        BILEVEL,
    ),
    "uncoded": (lambda p: stream(p, GREY.tobytes(), None), GREY),
    "G4": (
        lambda p: stream(
            p,
            fax(BILEVEL),
            Name.CCITTFaxDecode,
            BitsPerComponent=1,
            DecodeParms=Dictionary(**G4),
        ),
        BILEVEL,
    ),
    "G4, black is 1": (
        lambda p: stream(
            p,
            fax(BILEVEL),
            Name.CCITTFaxDecode,
            BitsPerComponent=1,
            DecodeParms=Dictionary(**G4, BlackIs1=True),
        ),
        255 - BILEVEL,
    ),
    "palette": (
        lambda p: stream(
            p,
            zlib.compress(GREY.tobytes()),
            Name.FlateDecode,
            ColorSpace=Array(
                [
                    Name.Indexed,
                    Name.DeviceRGB,
                    255,
                    bytes(v for i in range(256) for v in (i, 0, 255 - i)),
                ]
            ),
        ),
        np.dstack([255 - GREY, np.zeros_like(GREY), GREY]),
    ),
    "inverted by /Decode": (
        lambda p: stream(
            p, zlib.compress(BITS), Name.FlateDecode, BitsPerComponent=1, Decode=Array([1, 0])
        ),
        255 - BILEVEL,
    ),
}


@pytest.mark.parametrize("name", CODINGS)
def test_every_coding_gives_its_pixels(tmp_path: Path, name: str) -> None:
    """Whatever the coding inside the PDF, the pixels are those that a viewer shows."""
    make, expected = CODINGS[name]
    path = saved(tmp_path / "a.pdf", lambda p: {"Im0": make(p)})
    frame = load_frame(path, 0, SETTINGS)
    image = frame.image
    if image.ndim == 3 and expected.ndim == 2:  # rendered pages come in colour
        image = image[:, :, 1]
    assert np.array_equal(image, expected)
    assert frame.header_dpi == pytest.approx(300, abs=0.5)


def test_jpegs_are_taken_out_undecoded(tmp_path: Path) -> None:
    """A JPEG gives the same pixels from a PDF as from a file."""
    buffer = io.BytesIO()
    Pillow.fromarray(COLOURS).save(buffer, "JPEG")
    (tmp_path / "a.jpg").write_bytes(buffer.getvalue())
    path = saved(
        tmp_path / "a.pdf",
        lambda p: {"Im0": stream(p, buffer.getvalue(), Name.DCTDecode, ColorSpace=Name.DeviceRGB)},
    )
    plain, inside = (load_frame(f, 0, SETTINGS) for f in (tmp_path / "a.jpg", path))
    assert np.array_equal(plain.image, inside.image)


@pytest.mark.parametrize(
    ("content", "rotate", "hint"),
    [
        (PLACED, 0, 0),
        (PLACED, 90, 90),
        (PLACED, -90, 270),
        (b"q -48 0 0 -72 48 72 cm /Im0 Do Q", 0, 180),
        (b"q 0 72 -48 0 48 0 cm /Im0 Do Q", 0, 270),
        (b"q 0 -72 48 0 0 72 cm /Im0 Do Q", 90, 180),
    ],
)
def test_turns_are_hints(tmp_path: Path, content: bytes, rotate: int, hint: int) -> None:
    """/Rotate and a turned placement are told, and the pixels stay as they are stored."""
    frame = load_frame(saved(tmp_path / "a.pdf", grey_image, content, Rotate=rotate), 0, SETTINGS)
    assert frame.turn_hint == hint
    assert np.array_equal(frame.image, GREY)


def test_rotate_is_inherited(tmp_path: Path) -> None:
    """A /Rotate of the tree of pages counts for its pages."""
    path = saved(tmp_path / "a.pdf", grey_image)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.Root.Pages["/Rotate"] = 90
        pdf.save(path)
    assert load_frame(path, 0, SETTINGS).turn_hint == 90


HIDDEN_WORDS = b"BT 3 Tr /F1 10 Tf 5 5 Td (Baulast) Tj ET "


@pytest.mark.parametrize(
    "content",
    [
        PLACED + HIDDEN_WORDS,
        HIDDEN_WORDS + PLACED,
        b"1 1 1 rg 0 0 48 72 re f " + PLACED,
        b"q 0 0 48 72 re W n " + PLACED + b" Q",
        b"BT /F1 10 Tf 5 5 Td (under the scan) Tj ET " + PLACED,
    ],
)
def test_what_cannot_be_seen_does_not_matter(tmp_path: Path, content: bytes) -> None:
    """Invisible words, clips and what lies under the scan leave the page one image."""
    frame = load_frame(saved(tmp_path / "a.pdf", grey_image, content), 0, SETTINGS)
    assert np.array_equal(frame.image, GREY)


def black_mask(pdf: Pdf) -> dict[str, Stream]:
    """A white image, and a stencil that paints its right half black."""
    half = np.ones((HEIGHT, WIDTH), np.uint8)
    half[:, WIDTH // 2 :] = 0
    white = zlib.compress(b"\xff" * (WIDTH * HEIGHT))
    mask = stream(
        pdf,
        zlib.compress(np.packbits(half, axis=1).tobytes()),
        Name.FlateDecode,
        BitsPerComponent=1,
        ImageMask=True,
    )
    del mask["/ColorSpace"]
    return {"Im0": stream(pdf, white, Name.FlateDecode), "Im1": mask}


def white_image(pdf: Pdf) -> dict[str, Stream]:
    return {"Im0": black_mask(pdf)["Im0"]}


@pytest.mark.parametrize(
    ("draw", "content"),
    [
        (black_mask, PLACED + b" q 48 0 0 72 0 0 cm /Im1 Do Q"),
        (white_image, PLACED + b" 0 g 24 0 24 72 re f"),
        (white_image, b"0 g 24 0 24 72 re f q 24 0 0 72 0 0 cm /Im0 Do Q"),
        (white_image, b"0 g 24 0 24 72 re f"),
    ],
    ids=["mask over picture", "drawn over", "drawn beside", "no image shown"],
)
@pytest.mark.parametrize("rotate", [0, 90])
def test_what_can_be_seen_is_rendered(
    tmp_path: Path, draw: Callable[[Pdf], dict[str, Stream]], content: bytes, rotate: int
) -> None:
    """A page that shows more than one image is read as it shows, before /Rotate."""
    frame = load_frame(saved(tmp_path / "a.pdf", draw, content, Rotate=rotate), 0, SETTINGS)
    assert frame.image.shape[:2] == (HEIGHT, WIDTH)
    assert frame.image[:, : WIDTH // 2 - 2].min() > 250
    assert frame.image[:, WIDTH // 2 + 2 :].max() < 5
    assert frame.turn_hint == rotate


def test_a_stamp_put_on_as_a_note_is_seen(tmp_path: Path) -> None:
    """An annotation that covers the scan is part of what is read."""
    path = saved(tmp_path / "a.pdf", white_image)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        look = Stream(pdf, b"0 g 0 0 24 72 re f")
        look.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 24, 72])})
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Stamp,
            Rect=Array([24, 0, 48, 72]),
            AP=Dictionary(N=pdf.make_indirect(look)),
        )
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])
        pdf.save(path)
    assert load_frame(path, 0, SETTINGS).image[:, WIDTH // 2 + 2 :].max() < 5


def test_a_page_of_any_size_is_rendered_within_memory(tmp_path: Path) -> None:
    """A drawn plan is rendered as finely as it can be held, and a wall is refused."""
    small = IngestSettings(read_pixels=40_000)
    path = saved(tmp_path / "a.pdf", white_image, b"0 g 24 0 24 72 re f")
    assert load_frame(path, 0, small).image[:, :, 0].size <= 40_000
    with pytest.raises(ScanTooLarge):
        load_frame(path, 0, IngestSettings(read_pixels=1_000))


def test_rendering_has_a_time_limit(tmp_path: Path) -> None:
    """A page that poppler does not finish is a failed tool, not a batch that stands still."""
    lines = b"0 0 m 48 72 l 0 72 l 48 0 l S " * 400_000
    path = saved(tmp_path / "a.pdf", white_image, lines)
    with pytest.raises(ToolFailed, match=r"a\.pdf"):
        load_frame(path, 0, IngestSettings(render_timeout_s=0.5))


def test_passwords_are_told(tmp_path: Path) -> None:
    """A PDF that asks for a password says so; one that only forbids printing is read."""
    path = saved(tmp_path / "a.pdf", grey_image)
    for user, name in (("geheim", "closed.pdf"), ("", "open.pdf")):
        with pikepdf.open(path) as pdf:
            pdf.save(tmp_path / name, encryption=pikepdf.Encryption(owner="x", user=user))
    assert np.array_equal(load_frame(tmp_path / "open.pdf", 0, SETTINGS).image, GREY)
    with pytest.raises(ScanProtected, match=r"closed\.pdf"):
        load_frame(tmp_path / "closed.pdf", 0, SETTINGS)


@pytest.mark.parametrize("content", [b"%PDF-1.4\n", b"%PDF-1.7\nhello\n%%EOF"])
def test_broken_pdfs_are_refused(tmp_path: Path, content: bytes) -> None:
    """A PDF without pages to be found gives an error that names it."""
    (tmp_path / "a.pdf").write_bytes(content)
    with (
        pytest.raises(ScanUnreadable, match=r"a\.pdf"),
        open_scan(tmp_path / "a.pdf", SETTINGS) as scan,
        scan.raster(0),
    ):
        pass


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_truncated_pdf_never_gives_half_a_page(tmp_path: Path, share: float) -> None:
    """Cut off anywhere, a PDF is refused: pages that stood behind the cut are not known."""
    path = saved(tmp_path / "a.pdf", grey_image)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(ScanUnreadable, match=r"a\.pdf"):
        load_frame(path, 0, SETTINGS)


def test_a_wrong_directory_does_no_harm(tmp_path: Path) -> None:
    """A PDF whose cross-reference table is off, as many scanners write it, is read whole."""
    path = saved(tmp_path / "a.pdf", grey_image)
    path.write_bytes(b"% written by a scanner\n" + path.read_bytes())
    assert np.array_equal(load_frame(path, 0, SETTINGS).image, GREY)


@pytest.mark.parametrize("content", [PLACED + b" q 9 0 0 9 0 0 cm /Im9 Do Q", b"/Im9 Do"])
def test_a_missing_image_is_damage(tmp_path: Path, content: bytes) -> None:
    """A page that names an image which is not there is never read as if it were white."""
    path = saved(tmp_path / "a.pdf", grey_image, content)
    with pytest.raises(ScanUnreadable, match="Im9"):
        load_frame(path, 0, SETTINGS)


def test_a_garbled_image_on_a_rendered_page_is_damage(tmp_path: Path) -> None:
    """What poppler cannot draw is told, not left white."""

    def garbled(pdf: Pdf) -> dict[str, Stream]:
        return {"Im0": stream(pdf, b"garbage" * 99, Name.JBIG2Decode, BitsPerComponent=1)}

    with pytest.raises(ScanUnreadable, match=r"a\.pdf"):
        load_frame(saved(tmp_path / "a.pdf", garbled), 0, SETTINGS)


def test_bombs_are_not_unpacked(tmp_path: Path) -> None:
    """A stream that unpacks to far more than its image is refused, or read no further than that."""
    squeeze = zlib.compressobj(9)
    bomb = b"".join(squeeze.compress(bytes(1 << 24)) for _ in range(8)) + squeeze.flush()

    def image(pdf: Pdf) -> dict[str, Stream]:
        return {"Im0": stream(pdf, bomb, Name.FlateDecode)}

    assert load_frame(saved(tmp_path / "a.pdf", image), 0, SETTINGS).image.shape == (HEIGHT, WIDTH)
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        content = Stream(pdf, b"")
        content.write(bomb, filter=Name.FlateDecode)
        pdf.pages[0].obj.Contents = content
        pdf.save(tmp_path / "b.pdf")
    with pytest.raises(ScanUnreadable):
        load_frame(tmp_path / "b.pdf", 0, SETTINGS)
