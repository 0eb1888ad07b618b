"""Names of folders for dossiers: safe on every file system, and never the same for two dossiers."""

import hashlib
import re
import unicodedata

PLAIN = re.compile(r"[0-9A-Za-zÄÖÜäöüß][0-9A-Za-zÄÖÜäöüß._~ -]*(?<![. ])")
ODD = re.compile(r"[^0-9A-Za-zÄÖÜäöüß._~ -]+")

MAX_BYTES = 120  # names of 255 bytes are legal; backup tools and Windows paths want shorter ones
MARK = "+"  # stands in no plain name, so an altered name never meets a plain one
HASH_DIGITS = 12  # 48 bits: among a million altered names a meeting has odds of 1 in 500

# Windows opens a device instead of a file of this name
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def safe_name(name: str) -> str:
    """A name for a folder, readable as far as it can be.

    >>> safe_name("KAA-BL-002229")
    'KAA-BL-002229'
    >>> safe_name("../Straße 5")
    'Straße 5+bd1b203208b4'
    """
    name = unicodedata.normalize("NFC", name)
    if PLAIN.fullmatch(name) and len(name.encode()) <= MAX_BYTES and not DEVICES.fullmatch(name):
        return name
    digest = hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:HASH_DIGITS]
    readable = ODD.sub("_", name).strip("._~ -")
    return f"{_cut(readable)}{MARK}{digest}"


def _cut(text: str) -> str:
    room = MAX_BYTES - len(MARK) - HASH_DIGITS
    return text.encode()[:room].decode(errors="ignore").rstrip("._~ -")
