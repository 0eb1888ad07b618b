"""A page in every kind of file that scanners deliver, and its PDF/A, made once for all tests."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import img2pdf
import numpy as np
import pikepdf
import pytest
import pyvips
from PIL import Image, ImageCms, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from archive.pdfa import write_pdfa
from baulast.model import Box, Dossier, Page, PageKind, PageOrigin, Word
from baulast.settings import ArchiveSettings, IngestSettings
from ingest.images import load_frame

WIDTH, HEIGHT, DPI = 413, 585, 72  # no multiples of 8 or 16; a pixel is a point, so viewers agree
STRIP_ROWS = 64


def colour_page() -> Image.Image:
    """A page whose every corner looks different: writing, a soft shade, red and green."""
    shade = np.linspace(150, 255, HEIGHT)[:, None] * np.ones((1, WIDTH))
    image = Image.fromarray(np.dstack([shade] * 3).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    for top in range(40, HEIGHT - 60, 23):
        draw.text((30, top), f"Flurstück {top}/12 tlw. eingetragen am 12. März 1974", fill="black")
    draw.rectangle((300, 30, 390, 90), fill=(200, 30, 30))
    draw.rectangle((20, 480, 120, 560), fill=(20, 150, 60))
    draw.line((0, 0, WIDTH, HEIGHT), fill=(0, 0, 120), width=2)
    return image


GREY_PAGE = colour_page().convert("L")
COLOUR_PAGE = colour_page()
BILEVEL_PAGE = colour_page().convert("1")


def saved(image: Image.Image, format: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, format, dpi=(DPI, DPI), **options)
    return file.getvalue()


def tiff(image: Image.Image, compression: str, **options: object) -> bytes:
    return saved(image, "TIFF", compression=compression, **options)


def tagged(data: bytes, tag: int, value: int) -> bytes:
    """A little-endian TIFF with the value of a tag changed where it stands."""
    start = int.from_bytes(data[4:8], "little")
    count = int.from_bytes(data[start : start + 2], "little")
    for entry in range(start + 2, start + 2 + 12 * count, 12):
        if int.from_bytes(data[entry : entry + 2], "little") == tag:
            return data[: entry + 8] + value.to_bytes(4, "little") + data[entry + 12 :]
    raise KeyError(tag)


def vips(image: Image.Image, **options: object) -> bytes:
    picture = pyvips.Image.new_from_array(
        np.asarray(image.convert("L") if image.mode == "1" else image)
    )
    data = picture.tiffsave_buffer(**options)
    assert isinstance(data, bytes)
    return data


def deep(image: Image.Image, suffix: str) -> bytes:
    """The page with 16 bits a channel, not all of them those of 8."""
    samples = np.asarray(image).astype(np.uint16) * 257 - np.asarray(image) // 3
    picture = pyvips.Image.new_from_array(samples)
    picture = picture.copy(interpretation="grey16" if samples.ndim == 2 else "rgb16")
    data = picture.write_to_buffer(suffix)
    assert isinstance(data, bytes)
    return data


def see_through() -> Image.Image:
    image = COLOUR_PAGE.copy()
    image.putalpha(GREY_PAGE.point(lambda value: 255 if value < 200 else 90))
    return image


def oriented(value: int) -> bytes:
    exif = Image.Exif()
    exif[274] = value
    return saved(COLOUR_PAGE, "JPEG", quality=90, exif=exif)


def scanner_pdf(*images: bytes, rotate: int = 0) -> bytes:
    layout = img2pdf.get_fixed_dpi_layout_fun((DPI, DPI))
    data = img2pdf.convert(*images, layout_fun=layout)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[0].Rotate = rotate
        file = io.BytesIO()
        pdf.save(file)
    return file.getvalue()


def changed_pdf(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """A scanner PDF of the page as JPEG after ``change``."""
    with pikepdf.open(io.BytesIO(scanner_pdf(saved(GREY_PAGE, "JPEG", quality=90)))) as pdf:
        change(pdf)
        file = io.BytesIO()
        pdf.save(
            file,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
    return file.getvalue()


def with_old_words(pdf: pikepdf.Pdf) -> None:
    """As OCR programs leave it: words of a font that is not embedded, invisible."""
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    pdf.pages[0].Resources.Font = pikepdf.Dictionary(F9=font)
    words = b"\nq BT 3 Tr /F9 12 Tf 72 700 Td (ALTER TEXT) Tj ET Q"
    pdf.pages[0].contents_add(words)


def with_stamp(pdf: pikepdf.Pdf) -> None:
    """A red bar drawn over the scan: somebody crossed the entry out in a PDF editor."""
    pdf.pages[0].contents_add(b"\nq 1 0 0 rg 100 300 300 20 re f Q")


def with_old_words_and_stamp(pdf: pikepdf.Pdf) -> None:
    with_old_words(pdf)
    with_stamp(pdf)


def lying(pdf: pikepdf.Pdf) -> None:
    """The image turned by its placing: 90 degrees clockwise."""
    wide, high = (float(value) for value in pdf.pages[0].mediabox[2:])
    pdf.pages[0].MediaBox = pikepdf.Array([0, 0, high, wide])
    (name,) = pdf.pages[0].Resources.XObject.keys()
    content = f"q 0 {-wide} {high} 0 0 {wide} cm {name} Do Q".encode()
    pdf.pages[0].Contents = pikepdf.Stream(pdf, content)


def with_lzw(pdf: pikepdf.Pdf) -> None:
    """The image coded by a filter that PDF/A forbids."""
    (image,) = pdf.pages[0].get_images().values()
    tags = Image.open(io.BytesIO(tiff(GREY_PAGE, "tiff_lzw", strip_size=1 << 31)))
    data = tiff(GREY_PAGE, "tiff_lzw", strip_size=1 << 31)
    start, count = tags.tag_v2[273][0], tags.tag_v2[279][0]
    image.write(data[start : start + count], filter=pikepdf.Name.LZWDecode)


def negative(pdf: pikepdf.Pdf) -> None:
    """A scan that says by /Decode that 0 is white."""
    (image,) = pdf.pages[0].get_images().values()
    image.write((255 - np.asarray(GREY_PAGE)).tobytes())
    image.Decode = pikepdf.Array([1, 0])


def in_a_form(pdf: pikepdf.Pdf) -> None:
    """The image inside a form, as some scanner software nests it."""
    page = pdf.pages[0]
    form = pdf.make_indirect(page.as_form_xobject())
    form.write(page.Contents.read_bytes())  # until then it is the page's content, whatever it is
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({"/Fm0": form}))
    page.Contents = pikepdf.Stream(pdf, b"q /Fm0 Do Q")


def with_note(pdf: pikepdf.Pdf) -> None:
    """A stamp laid on the page as an annotation: what it says must not be lost."""
    look = pikepdf.Stream(
        pdf,
        b"1 0 0 rg 0 0 200 40 re f",
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=pikepdf.Array([0, 0, 200, 40]),
    )
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Stamp,
        Rect=pikepdf.Array([100, 300, 300, 340]),
        F=4,
        AP=pikepdf.Dictionary(N=pdf.make_indirect(look)),
    )
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])


def with_mask(pdf: pikepdf.Pdf) -> None:
    """Writing as a mask over the picture, as scanners with mixed raster content deliver."""
    mask = pikepdf.Stream(
        pdf,
        np.packbits(np.asarray(BILEVEL_PAGE), axis=1).tobytes(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        ImageMask=True,
        Width=WIDTH,
        Height=HEIGHT,
        BitsPerComponent=1,
    )
    pdf.pages[0].Resources.XObject["/Mask0"] = pdf.make_indirect(mask)
    pdf.pages[0].contents_add(f"q 0 0 1 rg {WIDTH} 0 0 {HEIGHT} 0 0 cm /Mask0 Do Q".encode())


def drawn_pdf() -> bytes:
    """Lines and areas without any scan, as surveyors' programs write plans."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH * 72 / DPI, HEIGHT * 72 / DPI))
    canvas.setFillColorRGB(0.1, 0.6, 0.2)
    canvas.rect(60, 500, 200, 150, fill=1)
    canvas.line(20, 20, 500, 700)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def written_pdf() -> bytes:
    """A page with writing whose font is not embedded: PDF/A does not take it."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH * 72 / DPI, HEIGHT * 72 / DPI))
    canvas.setFont("Helvetica", 24)
    canvas.drawString(60, 600, "Baulastenverzeichnis")
    canvas.showPage()
    canvas.save()
    return file.getvalue()


@dataclass(frozen=True)
class Kind:
    """A kind of file and what becomes of its stream."""

    make: Callable[[], bytes]
    keeps_bytes: bool = False  # the scanner's own stream, byte for byte
    is_recoded: bool = False  # its own coding is not allowed, and the document says so
    tolerance: float = 0.0  # mean difference in grey levels between our decoder and the viewer's
    pieces: int = 1


RENDERED = 8  # what was read is poppler's picture of the page, and poppler stretches by a pixel

KINDS = {
    "jpeg-grey": Kind(lambda: saved(GREY_PAGE, "JPEG", quality=90), keeps_bytes=True, tolerance=1),
    "jpeg-colour": Kind(
        lambda: saved(COLOUR_PAGE, "JPEG", quality=90), keeps_bytes=True, tolerance=1
    ),
    "jpeg-progressive": Kind(
        lambda: saved(COLOUR_PAGE, "JPEG", quality=90, progressive=True),
        keeps_bytes=True,
        tolerance=1,
    ),
    "jpeg-profile": Kind(
        lambda: saved(
            COLOUR_PAGE,
            "JPEG",
            quality=90,
            icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
        ),
        keeps_bytes=True,
        tolerance=2,
    ),
    "jpeg-cmyk": Kind(
        lambda: saved(COLOUR_PAGE.convert("CMYK"), "JPEG", quality=95), is_recoded=True
    ),
    "jpeg-exif-6": Kind(lambda: oriented(6), keeps_bytes=True, tolerance=1),
    "jpeg-exif-2": Kind(lambda: oriented(2), keeps_bytes=True, tolerance=1),
    "jpeg-exif-5": Kind(lambda: oriented(5), keeps_bytes=True, tolerance=1),
    "png-grey": Kind(lambda: saved(GREY_PAGE, "PNG"), is_recoded=True),
    "png-colour": Kind(lambda: saved(COLOUR_PAGE, "PNG"), is_recoded=True),
    "png-bilevel": Kind(lambda: saved(BILEVEL_PAGE, "PNG"), is_recoded=True),
    "png-palette": Kind(lambda: saved(COLOUR_PAGE.quantize(64), "PNG"), is_recoded=True),
    "png-alpha": Kind(lambda: saved(see_through(), "PNG"), is_recoded=True, tolerance=0.5),
    "png-16-bit": Kind(lambda: deep(GREY_PAGE, ".png"), is_recoded=True, tolerance=1),
    "jp2-grey": Kind(lambda: saved(GREY_PAGE, "JPEG2000"), keeps_bytes=True, tolerance=1),
    "jp2-colour": Kind(lambda: saved(COLOUR_PAGE, "JPEG2000"), keeps_bytes=True, tolerance=1),
    "jp2-alpha": Kind(lambda: saved(see_through(), "JPEG2000"), is_recoded=True, tolerance=0.5),
    "j2k": Kind(lambda: saved(GREY_PAGE, "JPEG2000", no_jp2=True), is_recoded=True),
    "g4": Kind(lambda: tiff(BILEVEL_PAGE, "group4", strip_size=1 << 31), keeps_bytes=True),
    "g4-strips": Kind(
        lambda: tiff(BILEVEL_PAGE, "group4", tiffinfo={262: 0, 278: STRIP_ROWS}),
        keeps_bytes=True,
        pieces=10,
    ),
    "g4-black-is-zero": Kind(
        lambda: tiff(BILEVEL_PAGE, "group4", tiffinfo={262: 1, 278: STRIP_ROWS}),
        keeps_bytes=True,
        pieces=10,
    ),
    "g4-tiles": Kind(
        lambda: vips(
            BILEVEL_PAGE,
            compression="ccittfax4",
            bitdepth=1,
            tile=True,
            tile_width=128,
            tile_height=128,
        ),
        keeps_bytes=True,
        pieces=20,
    ),
    "g4-thin-strips": Kind(
        lambda: tiff(BILEVEL_PAGE, "group4", tiffinfo={278: 1}), is_recoded=True
    ),
    "g3": Kind(lambda: tiff(BILEVEL_PAGE, "group3"), is_recoded=True),
    "tiff-bilevel-plain": Kind(lambda: tiff(BILEVEL_PAGE, "raw"), is_recoded=True),
    "tiff-packbits": Kind(lambda: tiff(BILEVEL_PAGE, "packbits"), is_recoded=True),
    "tiff-lzw": Kind(lambda: tiff(COLOUR_PAGE, "tiff_lzw"), is_recoded=True),
    "tiff-deflate": Kind(lambda: tiff(GREY_PAGE, "tiff_adobe_deflate"), is_recoded=True),
    "tiff-plain": Kind(lambda: tiff(COLOUR_PAGE, "raw"), is_recoded=True),
    "tiff-alpha": Kind(lambda: tiff(see_through(), "tiff_lzw"), is_recoded=True, tolerance=0.5),
    "tiff-16-bit": Kind(lambda: deep(GREY_PAGE, ".tif"), is_recoded=True, tolerance=1),
    "tiff-48-bit": Kind(lambda: deep(COLOUR_PAGE, ".tif"), is_recoded=True, tolerance=1),
    "tiff-cmyk": Kind(lambda: tiff(COLOUR_PAGE.convert("CMYK"), "tiff_lzw"), is_recoded=True),
    "tiff-lzw-turned": Kind(
        lambda: tiff(COLOUR_PAGE, "tiff_lzw", tiffinfo={274: 6}), is_recoded=True
    ),
    "tiff-g4-turned": Kind(
        lambda: tiff(BILEVEL_PAGE, "group4", tiffinfo={274: 8, 278: 1000}), keeps_bytes=True
    ),
    "tiff-jpeg": Kind(
        lambda: tiff(GREY_PAGE, "jpeg", quality=90, tiffinfo={278: 1000}), tolerance=1
    ),
    "tiff-jpeg-strips": Kind(
        lambda: tiff(GREY_PAGE, "jpeg", quality=90, tiffinfo={278: STRIP_ROWS}), tolerance=1
    ),
    "tiff-jpeg-colour": Kind(lambda: vips(COLOUR_PAGE, compression="jpeg", Q=85), tolerance=1.5),
    "tiff-jpeg-rgb": Kind(lambda: vips(COLOUR_PAGE, compression="jpeg", Q=95), tolerance=1.5),
    "tiff-jpeg-tiles": Kind(
        lambda: vips(
            COLOUR_PAGE, compression="jpeg", Q=90, tile=True, tile_width=128, tile_height=128
        ),
        tolerance=1.5,
        pieces=20,
    ),
    "pdf-jpeg": Kind(
        lambda: scanner_pdf(saved(COLOUR_PAGE, "JPEG", quality=90)), keeps_bytes=True, tolerance=1
    ),
    "pdf-g4": Kind(
        lambda: scanner_pdf(tiff(BILEVEL_PAGE, "group4", strip_size=1 << 31)), keeps_bytes=True
    ),
    "pdf-flate": Kind(lambda: scanner_pdf(saved(GREY_PAGE, "PNG")), keeps_bytes=True),
    "pdf-rotated": Kind(
        lambda: scanner_pdf(saved(GREY_PAGE, "JPEG", quality=90), rotate=90),
        keeps_bytes=True,
        tolerance=1,
    ),
    "pdf-lying": Kind(lambda: changed_pdf(lying), keeps_bytes=True, tolerance=1),
    "pdf-lzw": Kind(lambda: changed_pdf(with_lzw), is_recoded=True),
    "pdf-negative": Kind(lambda: changed_pdf(negative), tolerance=RENDERED),
    "pdf-old-words": Kind(lambda: changed_pdf(with_old_words), keeps_bytes=True, tolerance=1),
    "pdf-stamp": Kind(lambda: changed_pdf(with_stamp), tolerance=RENDERED),
    "pdf-old-words-and-stamp": Kind(
        lambda: changed_pdf(with_old_words_and_stamp), tolerance=RENDERED
    ),
    "pdf-in-form": Kind(lambda: changed_pdf(in_a_form), keeps_bytes=True, tolerance=1),
    "pdf-note": Kind(lambda: changed_pdf(with_note), is_recoded=True, tolerance=RENDERED),
    "pdf-mask": Kind(lambda: changed_pdf(with_mask), tolerance=2 * RENDERED),
    "pdf-drawn": Kind(drawn_pdf, tolerance=1.5),
    "pdf-written": Kind(written_pdf, is_recoded=True, tolerance=1.5),
}

WORDS = ("Flurstück", "45/12", "§", "Grundstücks-", "größe", "m²")


@dataclass(frozen=True)
class Built:
    """A kind of file, the page that was read from it, and its PDF/A."""

    kind: Kind
    original: Path
    page: Page
    seen: np.ndarray  # pixels as the intake reads them: grey or BGR
    pdf: Path


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    """What became of a kind of file, by its name; made when first asked for."""
    folder = tmp_path_factory.mktemp("kinds")
    return cache(lambda name: _build(name, KINDS[name], folder))


@pytest.fixture(scope="session")
def kinds() -> dict[str, Kind]:
    return KINDS


def _build(name: str, kind: Kind, folder: Path) -> Built:
    data = kind.make()
    original = folder / f"{name}.original"
    original.write_bytes(data)
    frame = load_frame(original, 0, IngestSettings())
    height, width = frame.image.shape[:2]
    page = Page(
        number=1,
        origin=PageOrigin(
            delivery=name, place=1, file=name, sha256=hashlib.sha256(data).hexdigest(), frame=0
        ),
        width_px=width,
        height_px=height,
        dpi=float(DPI) if width in (WIDTH, HEIGHT) else DPI * width / WIDTH,
        mode=frame.mode,
        pixels_sha256="",
        kind=PageKind.SHEET,
        turn=frame.turn_hint,
        words=words_in_a_row(width),
    )
    pdf = folder / f"{name}.pdf"
    write_pdfa(_dossier_of(page), lambda _: original, pdf, ArchiveSettings())
    return Built(kind=kind, original=original, page=page, seen=frame.image, pdf=pdf)


def words_in_a_row(width: int) -> tuple[Word, ...]:
    step = width // 8
    return tuple(
        Word(
            text=text,
            box=Box(left=(1 + i) * step, top=100, right=(2 + i) * step - 6, bottom=114),
            confidence=0.9,
            block=0,
            line=0,
        )
        for i, text in enumerate(WORDS)
    )


def _dossier_of(*pages: Page, id: str = "kaarst/KAA-BL-002229") -> Dossier:
    return Dossier(id=id, municipality="kaarst", number="KAA-BL-002229", pages=pages)


@pytest.fixture(scope="session")
def dossier_of() -> Callable[..., Dossier]:
    """Makes a dossier of pages."""
    return _dossier_of


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "kind" in metafunc.fixturenames:
        metafunc.parametrize("kind", list(KINDS))
