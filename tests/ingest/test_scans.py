"""What was delivered is found, grouped and accounted for."""

import os
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from baulast.settings import IngestSettings
from ingest.scans import Inventory, SourceKind, find_sources

SETTINGS = IngestSettings()
LONG_AGO = time.time() - 3600


def age(root: Path) -> None:
    """Nothing below ``root`` is still being written."""
    for path in root.rglob("*"):
        if path.is_file() and not path.is_symlink():
            os.utime(path, (LONG_AGO, LONG_AGO))


def picture(path: Path, *, pages: int = 1, kind: str | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Pillow.fromarray(np.full((20, 10), 255, np.uint8))
    more = {"save_all": True, "append_images": [image] * (pages - 1)} if pages > 1 else {}
    image.save(path, format=kind, **more)
    return path


def pdf(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.4\n")
    return path


def found(root: Path) -> dict[str, list[str]]:
    """Names of sources and of their files."""
    age(root)
    return {s.name: [f.name for f in s.files] for s in find_sources(root, SETTINGS).sources}


def test_single_pages_are_one_source_in_natural_order(tmp_path: Path) -> None:
    """A folder of single pages is one source, page 2 before page 10, whatever the format."""
    for name in ("p10.jpg", "p2.png", "P1.tif"):
        picture(tmp_path / "Akte 7" / name)
    assert found(tmp_path) == {"Akte 7": ["P1.tif", "p2.png", "p10.jpg"]}


def test_pdfs_and_long_tiffs_are_sources_of_their_own(tmp_path: Path) -> None:
    """Each PDF and each multi-page TIFF is a source; loose pages beside them make one more."""
    pdf(tmp_path / "x" / "a.pdf")
    picture(tmp_path / "x" / "b.tif", pages=2)
    picture(tmp_path / "x" / "c.jpg")
    assert found(tmp_path) == {"a": ["a.pdf"], "b": ["b.tif"], "x": ["c.jpg"]}


def test_a_short_tiff_beside_long_ones_is_not_merged(tmp_path: Path) -> None:
    """Among TIFFs of whole dossiers, a TIFF of one page is a dossier too."""
    picture(tmp_path / "x" / "a.tif", pages=3)
    picture(tmp_path / "x" / "b.tif")
    picture(tmp_path / "x" / "c.tif")
    assert found(tmp_path) == {"a": ["a.tif"], "b": ["b.tif"], "c": ["c.tif"]}


@pytest.mark.parametrize(
    ("name", "written_as", "kind"),
    [("scan.jpg", "TIFF", SourceKind.TIFF), ("scan", "TIFF", SourceKind.TIFF)],
)
def test_content_tells_the_type(
    tmp_path: Path, name: str, written_as: str, kind: SourceKind
) -> None:
    """A multi-page TIFF under a wrong name is one."""
    picture(tmp_path / name, pages=2, kind=written_as)
    age(tmp_path)
    assert [s.kind for s in find_sources(tmp_path, SETTINGS).sources] == [kind]


@pytest.mark.parametrize(
    "name",
    ["Thumbs.db", "desktop.ini", "truth.json", ".DS_Store", "._p1.jpg", "notes.txt", "~$a.pdf"],
)
def test_what_is_no_scan_is_left(tmp_path: Path, name: str) -> None:
    """Files that are no scans are listed and left."""
    picture(tmp_path / "p1.jpg")
    (tmp_path / name).write_bytes(b"\0\x05\x16\x07 nothing to see")
    age(tmp_path)
    inventory = find_sources(tmp_path, SETTINGS)
    assert [path.name for path in inventory.left] == [name]
    assert [[f.name for f in s.files] for s in inventory.sources] == [["p1.jpg"]]


@pytest.mark.parametrize("name", ["p2.jpg", "p2.tif", "p2.jp2"])
def test_an_empty_page_stays_in_its_folder(tmp_path: Path, name: str) -> None:
    """A damaged page is not left out: its dossier is to fail, not to be imported without it."""
    picture(tmp_path / "x" / "p1.jpg")
    (tmp_path / "x" / name).touch()
    assert found(tmp_path) == {"x": ["p1.jpg", name]}


def test_pages_wait_for_the_one_still_being_written(tmp_path: Path) -> None:
    """While one page is being written its folder waits, its PDFs and other folders do not."""
    picture(tmp_path / "x" / "p1.jpg")
    pdf(tmp_path / "x" / "a.pdf")
    picture(tmp_path / "y" / "p1.jpg")
    age(tmp_path)
    picture(tmp_path / "x" / "p2.jpg")
    inventory = find_sources(tmp_path, SETTINGS)
    assert [path.name for path in inventory.waiting] == ["p1.jpg", "p2.jpg"]
    assert [source.name for source in inventory.sources] == ["a", "y"]


def test_a_fresh_note_holds_nobody_up(tmp_path: Path) -> None:
    """A file that is no scan may be as new as it likes."""
    picture(tmp_path / "x" / "p1.jpg")
    age(tmp_path)
    (tmp_path / "x" / "truth.json").write_text("{}")
    assert [s.name for s in find_sources(tmp_path, SETTINGS).sources] == ["x"]


@pytest.mark.parametrize(("age_s", "waits"), [(60, True), (90_000, False)])
def test_an_upload_that_broke_off_is_not_waited_for_for_ever(
    tmp_path: Path, age_s: float, waits: bool
) -> None:
    """A partial upload holds its folder for a day."""
    picture(tmp_path / "x" / "p1.jpg")
    age(tmp_path)
    part = tmp_path / "x" / "p2.jpg.part"
    part.write_bytes(b"\xff\xd8\xff")
    os.utime(part, (time.time() - age_s,) * 2)
    inventory = find_sources(tmp_path, SETTINGS)
    assert bool(inventory.waiting) is waits
    assert bool(inventory.sources) is not waits


def refusals(inventory: Inventory) -> list[str]:
    return [refusal.path.name for refusal in inventory.refused]


def test_links_to_folders_are_refused(tmp_path: Path) -> None:
    """A link that leads in a circle is named and not followed."""
    picture(tmp_path / "x" / "p1.jpg")
    (tmp_path / "x" / "round").symlink_to(tmp_path)
    age(tmp_path)
    inventory = find_sources(tmp_path, SETTINGS)
    assert refusals(inventory) == ["round"]
    assert len(inventory.sources) == 1


def test_a_link_to_a_page_is_a_page(tmp_path: Path) -> None:
    """Linked files are read where they lie; a link into nowhere stays a page that will fail."""
    outside = picture(tmp_path / "outside" / "p.jpg")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "p1.jpg").symlink_to(outside)
    (tmp_path / "in" / "p2.jpg").symlink_to(tmp_path / "nowhere")
    age(tmp_path)
    sources = find_sources(tmp_path / "in", SETTINGS).sources
    assert [[f.name for f in s.files] for s in sources] == [["p1.jpg", "p2.jpg"]]


def test_what_is_neither_file_nor_folder_is_refused(tmp_path: Path) -> None:
    """A pipe does not stop the import."""
    os.mkfifo(tmp_path / "p1.jpg")
    assert refusals(find_sources(tmp_path, SETTINGS)) == ["p1.jpg"]


def test_pictures_of_other_kinds_are_refused(tmp_path: Path) -> None:
    """A BMP among the pages is named, since nobody may think it was read."""
    picture(tmp_path / "p1.bmp")
    age(tmp_path)
    assert refusals(find_sources(tmp_path, SETTINGS)) == ["p1.bmp"]


@pytest.mark.parametrize(
    ("name", "readable"),
    [
        ("Bu\u0308ttgen.pdf", "Büttgen"),
        ("-rf.pdf", "-rf"),
        ('a "b"\n.pdf', 'a "b"_'),
        (os.fsdecode(b"J\xfcchen.pdf"), "Jüchen"),
    ],
)
def test_odd_names(tmp_path: Path, name: str, readable: str) -> None:
    """Names with decomposed umlauts, dashes, line breaks or old bytes are found and readable."""
    pdf(tmp_path / name)
    assert found(tmp_path) == {readable: [name]}


def test_a_single_file_is_a_source(tmp_path: Path) -> None:
    """The import may be given a file instead of a folder."""
    path = pdf(tmp_path / "a.pdf")
    age(tmp_path)
    assert [s.name for s in find_sources(path, SETTINGS).sources] == ["a"]
