"""A source's pages are counted, identified, and told blank or separator."""

import io
from pathlib import Path

import cv2
import img2pdf
import numpy as np
import pytest
import zxingcpp
from PIL import Image as Pillow

from baulast.cleaned import Image
from baulast.errors import ScanUnreadable
from baulast.model import ColourMode, DoubtReason, Page, PageKind
from baulast.settings import IngestSettings
from ingest import images
from ingest.fingerprint import file_sha256
from ingest.scans import Source, SourceKind
from ingest.survey import is_damaged, survey

SETTINGS = IngestSettings()
SIZE = (1754, 1240)  # A4 at 150 dpi


def written(words: str = "Baulastenblatt 12") -> Image:
    page = np.full(SIZE, 250, np.uint8)
    for line in range(12):
        cv2.putText(page, words, (100, 200 + 90 * line), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (20,), 2)
    return page


def separator(number: str | None) -> Image:
    """A separator sheet; without a number its bars are spoilt."""
    page = np.full(SIZE, 250, np.uint8)
    bars = zxingcpp.create_barcode(number or "KAA-BL-1", zxingcpp.BarcodeFormat.Code128)
    row = np.asarray(zxingcpp.write_barcode_to_image(bars, scale=4))[:1]
    image = np.repeat(row, 150, axis=0)
    if number is None:
        image[:, 150:190] = 0
    page[400:550, 200 : 200 + image.shape[1]] = image
    return page


BLANK = np.full(SIZE, 250, np.uint8)


def png(path: Path, image: Image, **options: object) -> Path:
    Pillow.fromarray(image).save(path, "PNG", dpi=(150, 150), **options)
    return path


def surveyed(*files: Path, settings: IngestSettings = SETTINGS) -> tuple[Page, ...]:
    return survey(Source(name="Akte 7", files=files, kind=SourceKind.FOLDER), settings)


def test_pages_are_numbered_and_point_to_their_originals(tmp_path: Path) -> None:
    """Every page has its place in the delivery, its original's hash, and its place therein."""
    long = tmp_path / "a.tif"
    first, second = (Pillow.fromarray(written(w)) for w in ("eins", "zwei"))
    first.save(long, save_all=True, append_images=[second], dpi=(150, 150))
    pages = surveyed(long, png(tmp_path / "Bu\u0308ttgen.png", written("drei")))
    assert [(p.number, p.origin.place, p.origin.frame) for p in pages] == [
        (1, 1, 0),
        (2, 2, 1),
        (3, 3, 0),
    ]
    assert [p.origin.file for p in pages] == ["a.tif", "a.tif", "Büttgen.png"]
    assert pages[0].origin.sha256 == file_sha256(long)
    assert {p.origin.delivery for p in pages} == {"Akte 7"}
    assert {(p.width_px, p.height_px, round(p.dpi)) for p in pages} == {(1240, 1754, 150)}
    assert all(p.kind is None and not p.doubts and not p.is_blank for p in pages)


def test_blank_sides_and_separators_are_told(tmp_path: Path) -> None:
    """Blank sides and separator sheets are recorded, and one that cannot be read is a doubt."""
    sides = [separator("KAA-BL-002229"), written(), BLANK, separator(None)]
    pages = surveyed(*(png(tmp_path / f"{n}.png", side) for n, side in enumerate(sides)))
    assert [p.kind for p in pages] == [
        PageKind.SEPARATOR,
        None,
        PageKind.BLANK,
        PageKind.SEPARATOR,
    ]
    assert [p.separator for p in pages] == ["KAA-BL-002229", None, None, None]
    assert [p.is_blank for p in pages] == [False, False, True, False]
    assert [d.reason for d in pages[3].doubts] == [DoubtReason.SEPARATOR_UNDECODED]


def test_a_back_is_told_by_the_page_before_or_after(tmp_path: Path) -> None:
    """A side that only shows its front through is blank; the same side elsewhere is not."""
    front = written("Die Baulast ist im Verzeichnis")
    soft = cv2.GaussianBlur(cv2.flip(front, 1), (0, 0), 1.5).astype(np.float32)
    back = (250 - (250 - soft) * 0.16).astype(np.uint8)
    sides = {"front": front, "back": back, "other": written("Lageplan")}
    files = {name: png(tmp_path / f"{name}.png", side) for name, side in sides.items()}

    def blank(*names: str) -> list[bool]:
        return [p.is_blank for p in surveyed(*(files[name] for name in names))]

    assert blank("front", "back", "other") == [False, True, False]
    assert blank("back", "front") == [True, False]
    assert blank("other", "back") == [False, False]


def containers(tmp_path: Path, image: Image) -> list[Path]:
    """The same page as PNG, as TIFF in three codings, in colour, and inside a PDF."""
    plain = png(tmp_path / "a.png", image)
    picture = Pillow.fromarray(image)
    files = [plain, png(tmp_path / "rgb.png", np.dstack([image] * 3))]
    codings = ["raw", "tiff_lzw", "tiff_adobe_deflate"]
    if set(np.unique(image)) <= {0, 255}:
        picture = picture.convert("1")
        codings.append("group4")
    for coding in codings:
        files.append(tmp_path / f"{coding}.tif")
        picture.save(files[-1], compression=coding, dpi=(150, 150))
    (tmp_path / "a.pdf").write_bytes(img2pdf.convert(str(plain)))
    return [*files, tmp_path / "a.pdf"]


@pytest.mark.parametrize(
    "image",
    [written(), np.where(written() > 128, 255, 0).astype(np.uint8)],
    ids=["grey", "black and white"],
)
def test_a_page_is_known_in_every_container(tmp_path: Path, image: Image) -> None:
    """The same pixels have one identity, as TIFF, PNG or PDF, 1 bit, grey or colourless colour."""
    hashes = {page.pixels_sha256 for page in surveyed(*containers(tmp_path, image))}
    assert len(hashes) == 1


def test_pages_that_differ_in_one_pixel_differ(tmp_path: Path) -> None:
    """One pixel, one column more, or one colour makes another page."""
    image = written()
    dotted, coloured = image.copy(), np.dstack([image] * 3)
    dotted[1753, 1239] = 0
    coloured[1753, 1239] = (250, 250, 0)
    variants = [image, dotted, coloured, image[:, 1:], image.reshape(-1, 877)]
    pages = surveyed(*(png(tmp_path / f"{n}.png", v) for n, v in enumerate(variants)))
    assert len({page.pixels_sha256 for page in pages}) == len(variants)


def test_large_pages_keep_their_identity(tmp_path: Path) -> None:
    """A page that is read reduced has the same hash as one that is not."""
    path = png(tmp_path / "a.png", written())
    small = IngestSettings(read_pixels=300_000)
    assert surveyed(path)[0].pixels_sha256 == surveyed(path, settings=small)[0].pixels_sha256


def test_a_page_too_large_to_decode_is_kept_with_a_doubt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A progressive JPEG that would not fit in memory is known by its file, and doubted."""
    monkeypatch.setattr(images, "WHOLE_BYTES", 1_000_000)
    path = tmp_path / "a.jpg"
    Pillow.fromarray(written()).save(path, progressive=True, dpi=(150, 150))
    page = surveyed(path)[0]
    assert [d.reason for d in page.doubts] == [DoubtReason.TOO_LARGE]
    assert (page.width_px, page.height_px, len(page.pixels_sha256)) == (1240, 1754, 64)


@pytest.mark.parametrize(
    ("dpi", "told"), [((150, 150), 150.0), (None, 149.9), ((72, 72), 149.9), ((1200, 1200), 149.9)]
)
def test_the_resolution_must_make_paper(
    tmp_path: Path, dpi: tuple[int, int] | None, told: float
) -> None:
    """A header that makes a stamp or a wall of the page is not believed: most pages are A4."""
    path = tmp_path / "a.tif"
    Pillow.fromarray(written()).save(path, **({} if dpi is None else {"dpi": dpi}))
    assert surveyed(path)[0].dpi == pytest.approx(told, abs=0.1)


def test_a_fax_is_doubted(tmp_path: Path) -> None:
    """A page with fewer dots down than across is squeezed, and a person should know."""
    path = tmp_path / "a.tif"
    Pillow.fromarray(written()).convert("1").save(path, dpi=(204, 98), compression="group3")
    page = surveyed(path)[0]
    assert page.mode is ColourMode.BILEVEL
    assert [d.reason for d in page.doubts] == [DoubtReason.RESOLUTION]


def test_a_damaged_page_fails_its_source(tmp_path: Path) -> None:
    """One page that cannot be decoded is an error that names it, never a dossier without it."""
    good = png(tmp_path / "1.png", written())
    buffer = io.BytesIO()
    Pillow.fromarray(written()).save(buffer, "PNG")
    (tmp_path / "2.png").write_bytes(buffer.getvalue()[:-5000])
    with pytest.raises(ScanUnreadable, match=r"2\.png"):
        surveyed(good, tmp_path / "2.png")


def test_a_damaged_page_between_separators_is_kept_in_its_place(tmp_path: Path) -> None:
    """Where separators tell what belongs together, a damaged page leaves the others."""
    buffer = io.BytesIO()
    Pillow.fromarray(written()).save(buffer, "PNG")
    files = [
        png(tmp_path / "1.png", separator("KAA-BL-1")),
        tmp_path / "2.png",
        png(tmp_path / "3.png", separator("KAA-BL-2")),
        png(tmp_path / "4.png", written("zwei")),
    ]
    files[1].write_bytes(buffer.getvalue()[:-5000])
    pages = surveyed(*files)
    assert [page.number for page in pages] == [1, 2, 3, 4]
    assert [is_damaged(page) for page in pages] == [False, True, False, False]
    assert pages[1].pixels_sha256 == file_sha256(files[1])
