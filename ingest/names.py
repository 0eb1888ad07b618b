"""Names as delivered, made readable: accents composed, old code pages, control characters."""

import re
import unicodedata
from pathlib import Path


def readable_name(raw: str) -> str:
    """A file's name as a person reads it, safe to store as text.

    macOS writes umlauts as two characters, old Windows shares as one byte of code page 1252 that
    Python hands over as a lone surrogate. Line breaks and the like become an underscore.

    >>> readable_name("Bu\\u0308ttgen 12.tif"), readable_name("J\\udcfcchen\\n.tif")
    ('Büttgen 12.tif', 'Jüchen_.tif')
    """
    if any("\udc80" <= char <= "\udcff" for char in raw):
        raw = raw.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    composed = unicodedata.normalize("NFC", raw)
    return "".join("_" if unicodedata.category(char)[0] == "C" else char for char in composed)


def natural_key(path: Path) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Sorts as a person counts: page 2 before page 10, and equal names by their bytes.

    >>> sorted([Path("s10.tif"), Path("S2.tif"), Path("s1.tif")], key=natural_key)[1].name
    'S2.tif'
    """
    pieces = re.split(r"([0-9]+)", readable_name(str(path)).casefold())
    parts = tuple((1, int(piece), "") if piece.isdecimal() else (0, 0, piece) for piece in pieces)
    return parts, str(path)
