"""Every kind of image that scanners deliver is decoded to the pixels it was made of."""

import io
import os
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image as Pillow

from baulast.cleaned import Image
from baulast.errors import ScanTooLarge, ScanUnreadable
from baulast.model import ColourMode
from baulast.settings import IngestSettings
from ingest.images import load_frame, open_scan

SETTINGS = IngestSettings()
TURN = 274  # EXIF's and TIFF's tag of the orientation


def scene(height: int = 700, width: int = 300) -> Image:
    """A colour picture that no turn or mirror maps onto itself."""
    image = np.full((height, width, 3), 255, np.uint8)
    cv2.putText(image, "Baulast", (10, 100), cv2.FONT_HERSHEY_SIMPLEX, 2, (200, 30, 30), 4)
    cv2.rectangle(image, (20, 400), (60, 660), (0, 160, 0), -1)
    return image


def grey() -> Image:
    return np.asarray(cv2.cvtColor(scene(), cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def bilevel() -> Image:
    return np.where(grey() > 128, 255, 0).astype(np.uint8)


def pillow(image: Image, mode: str | None = None) -> Pillow.Image:
    picture = Pillow.fromarray(image if image.ndim == 2 else image[:, :, ::-1].copy())
    return picture if mode is None else picture.convert(mode)


def stored(tmp_path: Path, picture: Pillow.Image, kind: str, **options: object) -> Path:
    """A file as the store keeps it: its name says nothing."""
    path = tmp_path / "0a1b2c"
    picture.save(path, format=kind, **options)
    return path


LOSSLESS = [
    ("g4", bilevel(), "1", "TIFF", {"compression": "group4"}, ColourMode.BILEVEL),
    ("g3", bilevel(), "1", "TIFF", {"compression": "group3"}, ColourMode.BILEVEL),
    ("raw grey", grey(), "L", "TIFF", {}, ColourMode.GREY),
    ("lzw grey", grey(), "L", "TIFF", {"compression": "tiff_lzw"}, ColourMode.GREY),
    ("deflate colour", scene(), "RGB", "TIFF", {"compression": "tiff_adobe_deflate"}, "colour"),
    ("packbits", scene(), "RGB", "TIFF", {"compression": "packbits"}, ColourMode.COLOUR),
    ("png 1 bit", bilevel(), "1", "PNG", {}, ColourMode.BILEVEL),
    ("png grey", grey(), "L", "PNG", {}, ColourMode.GREY),
    ("png colour", scene(), "RGB", "PNG", {}, ColourMode.COLOUR),
    ("png interlaced", scene(), "RGB", "PNG", {}, ColourMode.COLOUR),
    ("jp2 grey", grey(), "L", "JPEG2000", {}, ColourMode.GREY),
    ("jp2 colour", scene(), "RGB", "JPEG2000", {}, ColourMode.COLOUR),
]


@pytest.mark.parametrize(
    ("image", "mode", "kind", "options", "told"),
    [row[1:] for row in LOSSLESS],
    ids=[row[0] for row in LOSSLESS],
)
def test_lossless_images_come_as_they_are(
    tmp_path: Path, image: Image, mode: str, kind: str, options: dict[str, object], told: str
) -> None:
    """Every lossless coding gives back its pixels and says bilevel, grey or colour."""
    frame = load_frame(stored(tmp_path, pillow(image, mode), kind, **options), 0, SETTINGS)
    assert np.array_equal(frame.image, image)
    assert frame.mode == told


@pytest.mark.parametrize(
    ("kind", "options"),
    [("JPEG", {}), ("JPEG", {"progressive": True}), ("TIFF", {"compression": "jpeg"})],
)
def test_jpegs_come_close(tmp_path: Path, kind: str, options: dict[str, object]) -> None:
    """JPEG, progressive JPEG and JPEG in TIFF look like what they were made of."""
    frame = load_frame(stored(tmp_path, pillow(scene()), kind, **options), 0, SETTINGS)
    assert np.abs(frame.image.astype(int) - scene()).mean() < 3


def test_sixteen_bits_are_read_by_their_upper_half(tmp_path: Path) -> None:
    """16 bit grey in PNG and TIFF keeps its look."""
    deep = Pillow.fromarray(grey().astype(np.uint16) * 257)
    for kind in ("PNG", "TIFF"):
        frame = load_frame(stored(tmp_path, deep, kind), 0, SETTINGS)
        assert np.abs(frame.image.astype(int) - grey()).max() <= 1


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_transparent_is_paper(tmp_path: Path, mode: str) -> None:
    """What is transparent shows white."""
    clear = Pillow.new(mode, (40, 30), tuple([0] * len(mode)))
    frame = load_frame(stored(tmp_path, clear, "PNG"), 0, SETTINGS)
    assert (frame.image == 255).all()
    assert frame.image.ndim == (3 if mode == "RGBA" else 2)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk_is_shown_in_colours(tmp_path: Path, kind: str) -> None:
    """White paper in CMYK is white, black ink dark, and green is no red."""
    frame = load_frame(stored(tmp_path, pillow(scene()).convert("CMYK"), kind), 0, SETTINGS)
    assert frame.image[690, 290].min() > 240
    blue, green, red = frame.image[500, 40].astype(int)
    assert green > red
    assert green > blue


def test_a_palette_is_resolved(tmp_path: Path) -> None:
    """A picture of few colours comes in those colours."""
    flat = pillow(scene()).quantize(8)
    frame = load_frame(stored(tmp_path, flat, "PNG"), 0, SETTINGS)
    assert np.array_equal(frame.image[:, :, ::-1], np.asarray(flat.convert("RGB")))


SHOWN = {
    1: lambda stored: stored,
    2: np.fliplr,
    3: lambda stored: np.rot90(stored, 2),
    4: np.flipud,
    5: np.transpose,
    6: lambda stored: np.rot90(stored, -1),
    7: lambda stored: np.rot90(stored, 2).T,
    8: np.rot90,
}


@pytest.mark.parametrize("tag", SHOWN)
@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_orientation_is_a_hint_and_mirrors_are_undone(tmp_path: Path, kind: str, tag: int) -> None:
    """Pixels turned by the hint are the page as the header wants it shown, for all eight ways."""
    exif = Pillow.Exif()
    exif[TURN] = tag
    options = {"exif": exif, "quality": 95} if kind == "JPEG" else {"tiffinfo": {TURN: tag}}
    frame = load_frame(stored(tmp_path, pillow(grey()), kind, **options), 0, SETTINGS)
    assert frame.mirrored is (tag in (2, 4, 5, 7))
    turned = np.rot90(frame.image, -frame.turn_hint // 90)
    assert np.abs(turned.astype(int) - SHOWN[tag](grey())).mean() < 2


@pytest.mark.parametrize(
    ("given", "expected"), [((300, 300), 300.0), ((72, 72), None), (None, None)]
)
@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG"])
def test_the_header_states_a_resolution(
    tmp_path: Path, kind: str, given: tuple[int, int] | None, expected: float | None
) -> None:
    """The stated resolution is passed on; 72 dpi, which libraries make up, is none."""
    options = {} if given is None else {"dpi": given}
    frame = load_frame(stored(tmp_path, pillow(grey()), kind, **options), 0, SETTINGS)
    assert frame.header_dpi == (None if expected is None else pytest.approx(expected, abs=0.1))


def test_pages_of_a_tiff_are_counted_and_told_apart(tmp_path: Path) -> None:
    """Each page of a multi-page TIFF comes by its place, and each stripe of it once."""
    pages = [Pillow.fromarray(np.full((1000, 8), 40 * n, np.uint8)) for n in range(4)]
    path = stored(tmp_path, pages[0], "TIFF", save_all=True, append_images=pages[1:])
    with open_scan(path, SETTINGS) as scan:
        assert scan.pages == 4
    assert [int(load_frame(path, n, SETTINGS).image.mean()) for n in range(4)] == [0, 40, 80, 120]


def test_a_large_page_comes_reduced(tmp_path: Path) -> None:
    """Above the limit a page is made smaller by a whole factor, its resolution with it."""
    small = IngestSettings(read_pixels=30_000)
    path = stored(tmp_path, pillow(scene()), "PNG", dpi=(300, 300))
    frame = load_frame(path, 0, small)
    assert frame.reduced == 3
    assert frame.image.shape == (233, 100, 3)
    assert frame.header_dpi == pytest.approx(100, abs=0.1)
    shrunk = cv2.resize(scene()[:699], (100, 233), interpolation=cv2.INTER_AREA)
    assert np.abs(frame.image.astype(int) - shrunk).max() <= 1


def encoded(kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    noise = np.random.default_rng(1).integers(0, 255, (300, 300), dtype=np.uint8)
    picture = Pillow.fromarray(noise)
    if options.get("compression") == "group4":
        picture = picture.convert("1")
    picture.save(buffer, format=kind, **options)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("PNG", {}),
        ("TIFF", {}),
        ("TIFF", {"compression": "group4"}),
        ("TIFF", {"compression": "tiff_lzw"}),
        ("TIFF", {"compression": "jpeg"}),
        ("JPEG2000", {}),
    ],
    ids=str,
)
@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.95])
def test_truncated_files_are_refused(
    tmp_path: Path, kind: str, options: dict[str, object], share: float
) -> None:
    """A file that ends early is never read as a page with a white rest."""
    data = encoded(kind, **options)
    path = tmp_path / "0a1b2c"
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(ScanUnreadable, match="0a1b2c"):
        load_frame(path, 0, SETTINGS)


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"\xff\xd8\xff", b"II*\0", b"\x89PNG\r\n\x1a\n"]
)
def test_what_is_no_image_is_refused(tmp_path: Path, content: bytes) -> None:
    """Empty files, text and bare signatures give an error that names the file."""
    path = tmp_path / "page.tif"
    path.write_bytes(content)
    with pytest.raises(ScanUnreadable, match=r"page\.tif"):
        load_frame(path, 0, SETTINGS)


def test_files_that_cannot_be_opened_are_refused(tmp_path: Path) -> None:
    """A link into nowhere, as a file without permission, gives an error that names it."""
    (tmp_path / "gone.jpg").symlink_to(tmp_path / "nowhere")
    with pytest.raises(ScanUnreadable, match=r"gone\.jpg"):
        load_frame(tmp_path / "gone.jpg", 0, SETTINGS)


@pytest.mark.parametrize(
    "name", ["-rf", "a[page=3].tif", 'a "b"\nc', os.fsdecode(b"J\xfcchen.tif")]
)
def test_odd_names_do_no_harm(tmp_path: Path, name: str) -> None:
    """Names that look like options or hold odd bytes are opened like any other."""
    pillow(grey()).save(tmp_path / "plain.tif")
    (tmp_path / "plain.tif").rename(tmp_path / name)
    assert np.array_equal(load_frame(tmp_path / name, 0, SETTINGS).image, grey())


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    """An image larger than any paper is refused by its header."""
    path = stored(tmp_path, Pillow.new("1", (3_000, 1_700)), "PNG")
    with pytest.raises(ScanTooLarge, match="3000 x 1700"):
        load_frame(path, 0, IngestSettings(max_pixels=5_000_000))
