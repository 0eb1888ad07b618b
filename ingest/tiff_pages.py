"""Where the pages of a TIFF begin, and one of them as if it were alone.

A TIFF is a chain of directories, and libtiff walks it from the start for every page it opens: with
1,000 pages, opening them took longer than decoding them.
"""

import mmap
import struct
from dataclasses import dataclass
from typing import BinaryIO

HEADER_BYTES = 16  # of BigTIFF; the classic one has 8
ORDERS = {b"II": "<", b"MM": ">"}


@dataclass(frozen=True, slots=True)
class _Form:
    """How a TIFF's numbers are laid out."""

    first_at: int  # where the header names the first directory
    offset: str  # struct's letters for an offset and for the number of entries
    count: str
    entry_bytes: int


CLASSIC, BIG = _Form(4, "L", "H", 12), _Form(8, "Q", "Q", 20)
FORMS = {42: CLASSIC, 43: BIG}


@dataclass(frozen=True, slots=True)
class _Link:
    """A directory: where it begins, and where it names the next one."""

    begin: int
    next_at: int


@dataclass(frozen=True, slots=True)
class TiffPages:
    """The chain of directories, followed to its end."""

    links: tuple[_Link, ...]
    offset: struct.Struct
    first_at: int

    def alone(self, file: BinaryIO, page: int) -> mmap.mmap:
        """The file with ``page`` (from 0) as its only one: no byte is copied but the changed ones.

        The pages of memory that are written to are this process's own; the file stays as it is.
        """
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
        link = self.links[page]
        self.offset.pack_into(data, self.first_at, link.begin)
        self.offset.pack_into(data, link.next_at, 0)
        return data


def tiff_pages(file: BinaryIO) -> TiffPages | None:
    """The pages of an open TIFF; None where the chain is cut or runs in a circle."""
    file.seek(0)
    head = file.read(HEADER_BYTES)
    order = ORDERS.get(head[:2])
    if order is None or len(head) < HEADER_BYTES:
        return None
    form = FORMS.get(struct.unpack_from(f"{order}H", head, 2)[0])
    if form is None:
        return None
    offset, count = struct.Struct(order + form.offset), struct.Struct(order + form.count)
    links: dict[int, _Link] = {}
    (begin,) = offset.unpack_from(head, form.first_at)
    while begin:
        if begin in links:
            return None
        file.seek(begin)
        counted = file.read(count.size)
        if len(counted) < count.size:
            return None
        next_at = begin + count.size + form.entry_bytes * count.unpack(counted)[0]
        file.seek(next_at)
        named = file.read(offset.size)
        if len(named) < offset.size:
            return None
        links[begin] = _Link(begin, next_at)
        (begin,) = offset.unpack(named)
    return TiffPages(tuple(links.values()), offset, form.first_at) if links else None
