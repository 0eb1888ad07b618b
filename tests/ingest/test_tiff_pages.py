"""The pages of a TIFF are found without opening each, and opened without passing the others."""

import io
from pathlib import Path

import numpy as np
import pytest
import pyvips
from PIL import Image as Pillow

from baulast.settings import IngestSettings
from ingest.images import load_frame
from ingest.tiff_pages import tiff_pages


def saved(path: Path, **options: object) -> Path:
    """A TIFF of three pages, 10, 20 and 30 grey levels dark."""
    pages = [Pillow.new("L", (8, 6), level) for level in (10, 20, 30)]
    pages[0].save(path, format="TIFF", save_all=True, append_images=pages[1:], **options)
    return path


def big(path: Path) -> Path:
    pages = [pyvips.Image.black(8, 6).linear(1, level).cast("uchar") for level in (10, 20, 30)]
    joined = pages[0].join(pages[1], "vertical").join(pages[2], "vertical")
    joined.set_type(pyvips.GValue.gint_type, "page-height", 6)
    joined.tiffsave(str(path), bigtiff=True)
    return path


@pytest.mark.parametrize("make", [saved, big], ids=["classic", "BigTIFF"])
def test_each_page_is_itself(tmp_path: Path, make: object) -> None:
    """Every page of a multi-page TIFF shows its own pixels, and the file is left as it was."""
    path = make(tmp_path / "a.tif")  # type: ignore[operator]
    before = path.read_bytes()
    frames = [load_frame(path, page, IngestSettings()) for page in (2, 0, 1)]
    assert [int(np.unique(frame.image).item()) for frame in frames] == [30, 10, 20]
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("cut", lambda data: data[:-20]),
        ("circle", lambda data: data[:-4] + data[4:8]),
        ("empty", lambda _: b"II*\0"),
        ("other", lambda data: b"II\x07\0" + data[4:]),
    ],
)
def test_a_broken_chain_is_none(tmp_path: Path, name: str, change: object) -> None:
    """A chain that is cut or runs in a circle is left to libvips, which says what is wrong."""
    data = saved(tmp_path / "a.tif").read_bytes()
    chain = tiff_pages(io.BytesIO(data))
    assert chain is not None
    last = chain.links[-1].next_at + 4
    assert tiff_pages(io.BytesIO(change(data[:last]))) is None  # type: ignore[operator]
