"""A dossier without names: its pages blackened, its words masked, as a PDF/A of its own."""

import csv
import hashlib
import io
import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
from PIL import Image

from archive.names import safe_name
from archive.pdfa import write_pdfa
from archive.render import rendered
from archive.revisions import SUPPLEMENT, newest_revision, read_dossier
from archive.supplement import read_supplement
from baulast.model import Box, ColourMode, Dossier, Page, PageOrigin, Word
from baulast.settings import ArchiveSettings
from baulast.versions import together
from handover.alto import alto, on_scan
from handover.contents import Use
from handover.events import Event
from handover.hidden import UNREAD, hidden_boxes, hidden_words
from handover.mets import mets
from handover.pack import METS, Pack, Part, made
from handover.shine import WHITE, without_shine
from index.persons import masker

MASK = "███"  # of one length, so that it does not tell how long a name is
CHECK = "check.csv"
ID_DIGITS = 12  # as many dossiers as a town may have are told apart by them
MIDDLE = 128  # between ink and paper of a bilevel scan that a viewer drew in grey
QUALITY = 85  # of JPEG: writing stays as it is, and a page is as large as scanners make it
MAKER = "baulast: redacted"


def packed_without_names(folder: Path, settings: ArchiveSettings, *, program: str, at: str) -> Pack:
    """What a bag without names holds of the dossier in a folder of the archive."""
    id = ""
    lines = read_supplement(folder / SUPPLEMENT).lines
    readings: list[Dossier] = []
    parts: list[Part] = []
    rows: list[tuple[object, ...]] = []
    for version in sorted(folder.glob("v*"), key=lambda v: int(v.name[1:])):
        revision = newest_revision(version)
        if revision is None:
            continue
        dossier = read_dossier(revision)
        id = id or shown_id(dossier)
        town, _, own = id.partition("/")
        name = f"dossiers/{safe_name(town)}/{safe_name(own)}"
        hidden = hidden_words(dossier)
        places = {p.number: hidden_boxes(p, hidden[p.number]) for p in dossier.pages}
        (pdf,) = revision.glob("*.pdf")
        bare, data = _blackened(dossier, id, pdf, hidden, places, settings)
        here = f"{name}/{version.name}"
        parts.append(
            made(f"{here}/{safe_name(own)}.pdf", data, use=Use.PDF, version=dossier.version)
        )
        parts += (_text(page, here, dossier.version) for page in bare.pages)
        rows += (_row(bare, page, places[page.number]) for page in dossier.pages)
        readings.append(dossier)
    versions = tuple(replace(one.dossier, id=id) for one in together(readings, lines))
    event = Event(type="redaction", at=at, by=program, detail="Namen in Bild und Text geschwärzt")
    told = mets(
        f"{name}/{METS}",
        versions,
        [part.item for part in parts],
        [event],
        program=program,
        at=at,
    )
    parts.append(made(f"{name}/{METS}", told, use=Use.RECORD))
    parts.append(made(f"{name}/{CHECK}", _table(rows), use=Use.RECORD))
    return Pack(versions=versions, parts=tuple(parts))


def shown_id(dossier: Dossier) -> str:
    """The dossier's id, without the name of the delivery where that names a person."""
    town, _, own = dossier.id.partition("/")
    said = " ".join(re.findall(r"[^\W_]+", own))
    if masker(dossier)(said) == said:
        return dossier.id
    return f"{town}/~{hashlib.sha256(dossier.id.encode()).hexdigest()[:ID_DIGITS]}"


def _blackened(
    dossier: Dossier,
    id: str,
    pdf: Path,
    hidden: Mapping[int, frozenset[int]],
    places: Mapping[int, tuple[Box, ...]],
    settings: ArchiveSettings,
) -> tuple[Dossier, bytes]:
    """The dossier as it may be seen, and its PDF/A."""
    with tempfile.TemporaryDirectory(prefix="baulast-") as work, pikepdf.open(pdf) as whole:
        scans: dict[str, Path] = {}
        pages: list[Page] = []
        for page, shown in zip(dossier.pages, whole.pages, strict=True):
            data = _picture(shown, page, places[page.number])
            sha256 = hashlib.sha256(data).hexdigest()
            scans[sha256] = Path(work) / sha256
            scans[sha256].write_bytes(data)
            pages.append(_bare(page, hidden[page.number], places[page.number], sha256))
        bare = replace(dossier, id=id, pages=tuple(pages), fields=(), entries=(), doubts=())
        target = Path(work) / "redacted.pdf"
        write_pdfa(bare, scans.__getitem__, target, settings)
        return bare, target.read_bytes()


def _picture(shown: pikepdf.Page, page: Page, places: Iterable[Box]) -> bytes:
    """The page as it is seen, without what is hidden: a file of one image."""
    with rendered(shown, page) as pixels:
        rows = np.concatenate([*pixels.stripes])
        rows = rows.reshape(pixels.height, pixels.width, pixels.channels).squeeze()
    if page.is_blank:
        rows[...] = WHITE
    elif page.mode is not ColourMode.BILEVEL:
        rows = without_shine(rows, page.dpi)
    for box in places:
        at = on_scan(box, page)
        rows[at.top : at.bottom, at.left : at.right] = 0
    file = io.BytesIO()
    if page.mode is ColourMode.BILEVEL:
        flat = Image.fromarray(rows >= MIDDLE)
        flat.save(file, "TIFF", compression="group4", strip_size=1 << 31)
    else:
        Image.fromarray(rows).save(file, "JPEG", quality=QUALITY)
    return file.getvalue()


def _bare(page: Page, hidden: frozenset[int], places: tuple[Box, ...], sha256: str) -> Page:
    """The page with its own picture and without what was read of names; its files' names, too."""
    width, height = page.upright_size
    is_hidden = Box(left=0, top=0, right=width, bottom=height) in places
    words = () if is_hidden else tuple(_word(w, n in hidden) for n, w in enumerate(page.words))
    origin = PageOrigin(delivery="", place=page.origin.place, file="", sha256=sha256, frame=0)
    return replace(page, origin=origin, words=words, marks=(), doubts=())


def _word(word: Word, is_hidden: bool) -> Word:
    return replace(word, text=MASK, alternatives=()) if is_hidden else word


def _text(page: Page, here: str, version: int) -> Part:
    name = f"{here}/alto/{page.number:04}.xml"
    tools = ((MAKER, ""),)
    return made(name, alto(page, tools=tools), use=Use.ALTO, version=version, page=page.number)


def _row(dossier: Dossier, page: Page, places: tuple[Box, ...]) -> tuple[object, ...]:
    look = any(doubt.reason in UNREAD for doubt in page.doubts)
    return dossier.id, dossier.version, page.number, len(places), "ja" if look else ""


def _table(rows: Iterable[tuple[object, ...]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(("Akte", "Fassung", "Seite", "Schwärzungen", "schlecht lesbar"))
    writer.writerows(rows)
    return b"\xef\xbb\xbf" + file.getvalue().encode()
