"""Who a file and a page are: SHA-256 over bytes, and over decoded pixels.

A page's identity does not depend on its container: the same pixels as TIFF, PDF or PNG, as 1 bit,
grey or colour without colour, give the same hash. So pixels are brought to one form, block of rows
by block of rows: grey where all channels agree, else red, green, blue.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from baulast.cleaned import Image

BLOCK_ROWS = 256  # part of the identity: never change; a block of an A0 plan stays under 12 MB
CHUNK_BYTES = 1 << 20  # read at a time; larger is not faster


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def pixels_sha256(stripes: Iterable[Image], *, width: int, height: int) -> str:
    """Identity of a page from its rows, top to bottom, in stripes of any height."""
    digest = hashlib.sha256(f"{width}x{height}".encode())
    for block in _blocks(stripes):
        form, canonical = _canonical(block)
        digest.update(form)
        digest.update(np.ascontiguousarray(canonical))
    return digest.hexdigest()


def _blocks(stripes: Iterable[Image]) -> Iterable[Image]:
    """The same rows in blocks of BLOCK_ROWS, the last one shorter."""
    kept: list[Image] = []
    rows = 0
    for stripe in stripes:
        start = 0
        while start < len(stripe):
            piece = stripe[start : start + BLOCK_ROWS - rows]
            kept.append(piece)
            rows += len(piece)
            start += len(piece)
            if rows == BLOCK_ROWS:
                yield kept[0] if len(kept) == 1 else np.concatenate(kept)
                kept, rows = [], 0
    if kept:
        yield np.concatenate(kept)


def _canonical(block: Image) -> tuple[bytes, Image]:
    if block.ndim == 2:
        return b"grey", block
    blue = block[:, :, 0]
    if np.array_equal(blue, block[:, :, 1]) and np.array_equal(blue, block[:, :, 2]):
        return b"grey", blue
    return b"colour", block[:, :, ::-1]
