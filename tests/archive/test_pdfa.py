"""What a PDF/A says of itself, that it is the same every time, and what is refused."""

import errno
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image

import archive.pdfa
from archive.check import check_pdfa
from archive.pdfa import write_pdfa
from baulast.codec import dossier_to_json
from baulast.errors import NotArchivable, ScanUnreadable, StoreFull
from baulast.model import Box, ColourMode, Page, PageKind, PageOrigin, Word
from baulast.settings import ArchiveSettings

DPI = 300


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "scan"
    Image.new("L", (248, 351), 230).save(path, "JPEG")
    return path


@pytest.fixture
def page(scan):
    word = Word(
        text="Büttgen", box=Box(left=20, top=30, right=90, bottom=42), confidence=1, block=0, line=0
    )
    return Page(
        number=1,
        origin=PageOrigin(delivery="Stapel 7", place=1, file="scan", sha256="0", frame=0),
        width_px=248,
        height_px=351,
        dpi=DPI,
        mode=ColourMode.GREY,
        pixels_sha256="",
        words=(word,),
    )


@pytest.fixture
def written(scan, tmp_path):
    """Writes a dossier and gives the file."""

    def write(dossier, original=scan):
        target = tmp_path / "out.pdf"
        write_pdfa(dossier, lambda _: original, target, ArchiveSettings())
        return target

    return write


def properties(path):
    with pikepdf.open(path) as pdf:
        root = ET.fromstring(pdf.Root.Metadata.read_bytes())
    return {
        element.tag.rpartition("}")[2]: "".join(element.itertext()).strip()
        for element in root.iter()
        if element.text or len(element)
    }


def test_it_says_what_it_is(written, page, dossier_of):
    """Title, number, municipality, language, source, version and tool stand in the XMP."""
    said = properties(written(replace(dossier_of(page), version=3)))
    assert said["title"] == "Baulastenakte KAA-BL-002229"
    assert said["identifier"] == "kaarst/KAA-BL-002229"
    assert said["coverage"] == "kaarst"
    assert said["language"] == "de-DE"
    assert said["source"] == "Stapel 7"
    assert said["VersionID"] == "3"
    assert said["CreatorTool"] == said["Producer"]
    assert said["CreatorTool"].startswith("baulast ")
    assert (said["part"], said["conformance"]) == ("2", "U")


@pytest.mark.parametrize(
    "number", ["A & B <c>", "Büttgen „7“", "a\x00b\x1fc\ufffe", "'; rm -rf", "ж" * 500, ""]
)
def test_any_name_can_be_said(written, page, dossier_of, number):
    """A dossier of any name has a valid PDF/A whose two titles agree."""
    path = written(replace(dossier_of(page), id=f"kaarst/{number}", number=number or None))
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo["/Title"]).strip() == properties(path)["title"]


def test_bookmarks_name_the_kinds_of_pages(written, page, dossier_of):
    """Each run of pages of one kind has a bookmark in German that leads to its first page."""
    kinds = [PageKind.SEPARATOR, PageKind.SHEET, PageKind.SHEET, None, PageKind.PLAN]
    pages = [replace(page, number=n, kind=kind) for n, kind in enumerate(kinds, start=1)]
    with pikepdf.open(written(dossier_of(*pages))) as pdf:
        numbers = {p.objgen: n for n, p in enumerate(pdf.pages, start=1)}
        with pdf.open_outline() as outline:
            marks = [(item.title, numbers[item.destination[0].objgen]) for item in outline.root]
        assert [p.label for p in pdf.pages] == ["1", "2", "3", "4", "5"]
    assert marks == [
        ("Trennblatt (Seite 1)", 1),
        ("Baulastenblatt (Seite 2–3)", 2),
        ("Nicht bestimmt (Seite 4)", 4),
        ("Lageplan (Seite 5)", 5),
    ]


def test_the_page_has_the_size_of_the_paper(written, page, dossier_of):
    """The true resolution, not the header's, makes the size of the page."""
    with pikepdf.open(written(dossier_of(replace(page, dpi=100.0)))) as pdf:
        assert list(map(float, pdf.pages[0].mediabox)) == [0, 0, 178.56, 252.72]


@pytest.mark.parametrize(("dpi", "unit"), [(1.0, 2.0), (0.5, 4.0), (100_000.0, 1.0)])
def test_paper_of_any_size_is_valid(written, page, dossier_of, dpi, unit):
    """Pages longer than 14400 units or shorter than 3 keep within what PDF/A allows."""
    path = written(dossier_of(replace(page, dpi=dpi)))
    with pikepdf.open(path) as pdf:
        assert float(pdf.pages[0].obj.get("/UserUnit", 1)) == unit
        assert all(3 <= float(side) <= 14400 for side in pdf.pages[0].mediabox[2:])


def test_the_same_dossier_gives_the_same_bytes(page, dossier_of, scan, tmp_path):
    """Another process, another day, another language of the user: not a byte differs."""
    target, again = tmp_path / "one.pdf", tmp_path / "two.pdf"
    write_pdfa(dossier_of(page), lambda _: scan, target, ArchiveSettings())
    code = (
        "import sys; from pathlib import Path; from baulast.codec import dossier_from_json;"
        "from archive.pdfa import write_pdfa; from baulast.settings import ArchiveSettings;"
        "write_pdfa(dossier_from_json(sys.stdin.read()), lambda _: Path(sys.argv[1]),"
        " Path(sys.argv[2]), ArchiveSettings())"
    )
    environment = {**os.environ, "BAULAST_LANG": "en", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"}
    subprocess.run(
        [sys.executable, "-c", code, scan, again],
        input=dossier_to_json(dossier_of(page)),
        text=True,
        check=True,
        env=environment,
    )
    assert target.read_bytes() == again.read_bytes()


def test_a_long_dossier_is_laid_down_in_parts(written, page, dossier_of, monkeypatch):
    """A dossier larger than what is held in memory has all its pages and words."""
    monkeypatch.setattr(archive.pdfa, "HELD_BYTES", 3000)
    path = written(dossier_of(*(replace(page, number=n) for n in range(1, 12))))
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 11
        assert all(len(p.get_images()) == 1 for p in pdf.pages)
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["Büttgen"] * 11
    assert {child.name for child in path.parent.iterdir()} == {"scan", "out.pdf"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no image",
        b"%PDF-1.4\n%%EOF",
        b"II*\x00\x08\x00\x00\x00",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"\x00\x00\x00\x0cjP  \r\n\x87\n\x00\x00\x00\x00",
    ],
    ids=["empty", "foreign", "pdf", "tiff", "png", "jpeg", "jp2"],
)
def test_a_damaged_original_is_an_error(written, page, dossier_of, tmp_path, data):
    """What cannot be decoded is named, and no file is left."""
    broken = tmp_path / "broken"
    broken.write_bytes(data)
    with pytest.raises(ScanUnreadable, match="broken"):
        written(dossier_of(page), original=broken)
    assert not (tmp_path / "out.pdf").exists()


def test_what_is_no_pdfa_is_refused(tmp_path, written, page, dossier_of):
    """A file with something that PDF/A forbids is not archivable, whoever put it there."""
    path = written(dossier_of(page))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=b"app.alert(1)")
        pdf.save(path)
    with pytest.raises(NotArchivable, match="kaarst/x"):
        check_pdfa(path, "kaarst/x", pages=1)


def test_a_lost_page_is_refused(written, page, dossier_of):
    """Pages in are pages out: a file with fewer is not archivable."""
    with pytest.raises(NotArchivable, match=r"1 (of|von) 2"):
        check_pdfa(written(dossier_of(page)), "kaarst/x", pages=2)


def test_a_refused_pdf_leaves_no_file(written, page, dossier_of, monkeypatch, tmp_path):
    """Where the check fails, no plain PDF takes the place of the PDF/A."""

    def refuse(path, place, pages):
        raise NotArchivable(place)

    monkeypatch.setattr(archive.pdfa, "check_pdfa", refuse)
    with pytest.raises(NotArchivable):
        written(dossier_of(page))
    assert not (tmp_path / "out.pdf").exists()


def test_a_full_disk_is_told(page, dossier_of, scan, tmp_path, monkeypatch):
    """No space for the PDF is StoreFull, not a defect of the dossier."""

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pikepdf.Pdf, "save", full)
    with pytest.raises(StoreFull):
        write_pdfa(dossier_of(page), lambda _: scan, tmp_path / "out.pdf", ArchiveSettings())
