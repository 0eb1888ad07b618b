"""Every kind of scan goes into the PDF/A so that its pixels show, in every viewer."""

import subprocess

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image

POINTS_PER_INCH = 72
BLOCK = 8  # pixels
STRETCHED = 4  # grey levels between blocks a pixel apart, at most


def upright(seen, page):
    """The pixels that were read, as grey, turned as the page says."""
    grey = seen if seen.ndim == 2 else np.asarray(Image.fromarray(seen[:, :, ::-1]).convert("L"))
    return np.rot90(grey, -page.turn // 90)


def by_pdfium(path, page):
    with pypdfium2.PdfDocument(path) as pdf:
        image = pdf[0].render(scale=page.dpi / POINTS_PER_INCH).to_pil()
    return np.asarray(image.convert("L"))


def by_poppler(path, page):
    command = ["pdftoppm", "-r", str(page.dpi), "-gray", "-singlefile", str(path)]
    subprocess.run([*command, str(path.with_suffix(""))], check=True)
    with Image.open(path.with_suffix(".pgm")) as image:
        return np.asarray(image)


def test_the_page_shows_the_scan(built, kind):
    """A page shows the pixels that were read from the original, upright, whatever its coding."""
    page = built(kind)
    expected, shown = upright(page.seen, page.page).astype(int), by_pdfium(page.pdf, page.page)
    assert shown.shape == expected.shape
    assert np.abs(expected - shown).mean() <= page.kind.tolerance


def test_poppler_shows_the_same(built, kind):
    """Poppler shows the same page; it stretches every image by a pixel, so blocks are compared."""
    page = built(kind)
    expected, shown = upright(page.seen, page.page), by_poppler(page.pdf, page.page)
    assert shown.shape == expected.shape
    coarse, coarse_shown = (
        np.asarray(Image.fromarray(pixels).reduce(BLOCK)).astype(int)
        for pixels in (expected, shown)
    )
    assert np.abs(coarse - coarse_shown).mean() <= page.kind.tolerance + STRETCHED


def images_of(path):
    with pikepdf.open(path) as pdf:
        (page,) = pdf.pages
        return [image.read_raw_bytes() for image in page.get_images().values()]


def test_the_stream_is_the_scanners_own(built, kind):
    """Where PDF/A allows the coding, the stream's bytes are those of the original."""
    page = built(kind)
    streams = images_of(page.pdf)
    original = page.original.read_bytes()
    if original.startswith(b"%PDF"):
        original = b"".join(images_of(page.original))
    kept = [stream for stream in streams if stream in original]
    if page.kind.keeps_bytes:
        assert len(kept) == len(streams) == page.kind.pieces
    elif page.kind.is_recoded:
        assert not kept
        assert len(streams) == 1


def test_what_had_to_be_written_anew_is_said(built, kind):
    """The description names the pages whose stream is not the scanner's, and only those."""
    with pikepdf.open(built(kind).pdf) as pdf:
        packet = pdf.Root.Metadata.read_bytes().decode()
    assert ("Seite 1: " in packet) is built(kind).kind.is_recoded


@pytest.mark.integration
def test_verapdf_finds_no_fault(built, kinds, verapdf):
    """veraPDF accepts the PDF of every kind of scan as PDF/A-2u."""
    files = [built(kind).pdf for kind in kinds]
    assert verapdf(files) == {file.name: [] for file in files}
