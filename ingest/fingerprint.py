"""Who a file and a page are: SHA-256 over bytes, and over decoded pixels.

A page's identity does not depend on its container: the same pixels as TIFF, PDF or PNG, as 1 bit,
grey or colour without colour, give the same hash. So pixels are brought to one form, block of rows
by block of rows: grey where all channels agree, else red, green, blue.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from baulast.cleaned import Image
from ingest.raster import in_blocks

BLOCK_ROWS = 256  # part of the identity: never change; a block of an A0 plan stays under 12 MB
CHUNK_BYTES = 1 << 20  # read at a time; larger is not faster


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


class PixelHash:
    """Identity of a page, taken while its rows go by."""

    def __init__(self, *, width: int, height: int) -> None:
        self._digest = hashlib.sha256(f"{width}x{height}".encode())

    def watch(self, stripes: Iterable[Image]) -> Iterator[Image]:
        """The same rows, top to bottom, in stripes of another height."""
        for block in in_blocks(stripes, BLOCK_ROWS):
            form, canonical = _canonical(block)
            self._digest.update(form)
            self._digest.update(canonical.tobytes())
            yield block

    def sha256(self) -> str:
        """The identity, once all rows have gone by."""
        return self._digest.hexdigest()


def _canonical(block: Image) -> tuple[bytes, Image]:
    if block.ndim == 2:
        return b"grey", block
    blue = block[:, :, 0]
    if (blue == block[:, :, 1]).all() and (blue == block[:, :, 2]).all():
        return b"grey", blue
    return b"colour", block[:, :, ::-1]
