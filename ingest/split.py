"""Pages of a source -> dossiers: a separator sheet begins a new one."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from baulast.language import Both
from baulast.model import Dossier, Doubt, DoubtReason, Page

HASH_CHARS = 8  # of the content in an id: 4 billion; names tell the rest apart
NAME_CHARS = 80  # of a source's name in an id; paths end at 255 bytes
UNSAFE = re.compile(r"[^\w.+-]+")  # what a path, a URL or a shell would stumble over


def split(pages: tuple[Page, ...], municipality: str) -> tuple[Dossier, ...]:
    """The dossiers that a source's pages make, in their order; every page is in exactly one."""
    return tuple(_dossier(part, municipality) for part in _joined(_parts(pages)))


def content_sha256(dossier: Dossier) -> str:
    """Identity of the pages that prove something: not blank, no separators.

    A dossier of blank pages and separators alone has the identity of all its pages.
    """
    return _content(dossier.pages)


def begins_dossier(page: Page) -> bool:
    """Whether the page is a separator sheet, decoded or not."""
    return page.separator is not None or any(
        doubt.reason is DoubtReason.SEPARATOR_UNDECODED for doubt in page.doubts
    )


def safe_name(name: str) -> str:
    """A name that is safe as a part of a path, and still tells a person what it is.

    >>> safe_name("-Büttgen 12/3\\n")
    'Büttgen_12_3'
    """
    plain = UNSAFE.sub("_", unicodedata.normalize("NFC", name))
    return plain.strip("._-")[:NAME_CHARS] or "_"


def _parts(pages: tuple[Page, ...]) -> list[list[Page]]:
    """Pages cut before each separator; blank pages ahead of the first one go with it."""
    parts: list[list[Page]] = []
    for page in pages:
        alone = len(parts) == 1 and all(p.is_blank for p in parts[0])
        if not parts or (begins_dossier(page) and not alone):
            parts.append([])
        parts[-1].append(page)
    return parts


def _joined(parts: list[list[Page]]) -> list[tuple[Page, ...]]:
    """Neighbouring parts of one number are one dossier: front and back of a separator, volumes."""
    joined: list[tuple[Page, ...]] = []
    for number, group in groupby(parts, key=_number):
        members = [tuple(part) for part in group]
        joined.extend(members if number is None else [sum(members, ())])
    return joined


def _number(part: list[Page] | tuple[Page, ...]) -> str | None:
    return next((page.separator for page in part if page.separator is not None), None)


def _dossier(part: tuple[Page, ...], municipality: str) -> Dossier:
    number = _number(part)
    return Dossier(
        id=id_of(part, number, municipality),
        municipality=municipality,
        number=number,
        pages=tuple(_renumbered(page, place) for place, page in enumerate(part, start=1)),
        doubts=tuple(alone(part)),
    )


def id_of(pages: tuple[Page, ...], number: str | None, municipality: str) -> str:
    """What a dossier is called: by its number, else by its delivery and pages."""
    keeper = safe_name(municipality.casefold())
    if number is not None:
        return f"{keeper}/{_safe_number(number)}"
    return f"{keeper}/{safe_name(pages[0].origin.delivery)}~{_content(pages)[:HASH_CHARS]}"


def _renumbered(page: Page, number: int) -> Page:
    doubts = tuple(replace(doubt, page=number) for doubt in page.doubts)
    return replace(page, number=number, doubts=doubts)


def alone(part: tuple[Page, ...]) -> Iterator[Doubt]:
    """A doubt where a separator sheet is followed by nothing that could be its dossier."""
    if any(map(begins_dossier, part)) and all(
        page.is_blank or begins_dossier(page) for page in part
    ):
        detail = Both(
            "nach dem Trennblatt folgt keine beschriebene Seite",
            "no page with writing follows the separator sheet",
        )
        yield Doubt(reason=DoubtReason.SEPARATOR_ALONE, detail=detail, page=1)


def _safe_number(number: str) -> str:
    """The number as it stands; with a hash where two numbers could come out the same."""
    safe = safe_name(number)
    if safe == number:
        return safe
    return f"{safe}~{hashlib.sha256(number.encode()).hexdigest()[:HASH_CHARS]}"


def _content(pages: tuple[Page, ...]) -> str:
    proving = [page for page in pages if not page.is_blank and not begins_dossier(page)]
    lines = "\n".join(page.pixels_sha256 for page in proving or pages)
    return hashlib.sha256(lines.encode()).hexdigest()
