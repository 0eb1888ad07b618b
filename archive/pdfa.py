"""One PDF/A-2u of a dossier: the scans as they were delivered, the words as they were read."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, PdfError, Stream, pdfa

from archive.check import check_pdfa
from archive.durable import storage_errors, whole_or_none
from archive.font import CharacterCodes
from archive.metadata import add_identification, add_outline, add_output_intent
from archive.picture import Picture, picture_content
from archive.scans import OpenOriginals
from archive.text_layer import FONT, text_layer
from baulast.errors import StoreFull
from baulast.model import Dossier, Page
from baulast.settings import ArchiveSettings

POINTS_PER_INCH = 72.0
# Sides of a page that PDF/A allows, in its units (ISO 19005-2, 6.1.13).
SHORTEST_PT, LONGEST_PT = 3.0, 14400.0
# Streams held in memory before they are laid down in a part of the document: a tenth of what a
# worker may use, and more than most dossiers have in all.
HELD_BYTES = 64_000_000


def write_pdfa(
    dossier: Dossier,
    originals: Callable[[str], Path],
    target: Path,
    settings: ArchiveSettings,
) -> None:
    """Writes the dossier's PDF/A-2u; NotArchivable if that cannot be, and then no file is left."""
    codes = CharacterCodes(word.text for page in dossier.pages for word in page.words)
    notes: list[str] = []
    with storage_errors(target), whole_or_none(target), ExitStack() as stack:
        parts = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=target.parent)))
        scans = stack.enter_context(OpenOriginals(originals))
        pdf = stack.enter_context(_pages(dossier, scans, codes, notes, parts))
        font = codes.font(pdf)
        for page in pdf.pages:
            page.Resources.Font = Dictionary({f"/{FONT}": font})
        add_output_intent(pdf)
        add_identification(pdf, dossier, settings.language, notes)
        add_outline(pdf, dossier.pages)
        pdf.save(target, **pdfa.resolve_save_kwargs("2b", deterministic_id=True))
        check_pdfa(target, dossier.id, pages=len(dossier.pages))


def _pages(
    dossier: Dossier,
    scans: OpenOriginals,
    codes: CharacterCodes,
    notes: list[str],
    folder: Path,
) -> Pdf:
    """The dossier's pages as a document, in memory or, if they are too large for it, on disk."""
    parts: list[Path] = []
    part, held = Pdf.new(), 0
    for page in dossier.pages:
        if held > HELD_BYTES:
            parts.append(_laid_down(part, folder / f"{page.number}.pdf"))
            part, held = Pdf.new(), 0
        picture = scans.picture(part, page)
        if picture.recoded:
            notes.append(f"Seite {page.number}: {picture.recoded}")
        part.pages.append(_page(part, page, picture, codes))
        held += sum(len(piece.image.read_raw_bytes()) for piece in picture.pieces)
    if not parts:
        return part
    parts.append(_laid_down(part, folder / "last.pdf"))
    whole = folder / "whole.pdf"
    # qpdf's own joining reads streams where they lie; appending pages would hold them all
    pikepdf.Job(["qpdf", "--empty", "--pages", *map(str, parts), "--", str(whole)]).run()
    try:
        return pikepdf.open(whole, attempt_recovery=False)
    except PdfError as error:  # it says nothing where the last bytes find no space
        raise StoreFull(f"{whole}: {error}") from error


def _laid_down(part: Pdf, path: Path) -> Path:
    with part:
        part.save(path)
    return path


def _page(pdf: Pdf, page: Page, picture: Picture, codes: CharacterCodes) -> pikepdf.Page:
    points_per_px, unit = _scale(page)
    names = [f"I{number}" for number in range(len(picture.pieces))]
    content = picture_content(picture, names, points_per_px=points_per_px)
    content += text_layer(page, codes, points_per_px=points_per_px)
    images = {f"/{name}": piece.image for name, piece in zip(names, picture.pieces, strict=True)}
    sides = (round(side * points_per_px, 3) for side in (picture.width, picture.height))
    entries = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, *sides]),
        Rotate=page.turn,
        Resources=Dictionary(XObject=Dictionary(images)),
        Contents=pdf.make_indirect(Stream(pdf, content.encode("ascii"))),
    )
    if unit != 1:
        entries.UserUnit = unit
    return pikepdf.Page(pdf.make_indirect(entries))


def _scale(page: Page) -> tuple[float, float]:
    """Page units per pixel, and points per unit where the paper is longer than PDF can count."""
    points_per_px = POINTS_PER_INCH / page.dpi
    shorter, longer = sorted((page.width_px, page.height_px))
    points_per_px = max(points_per_px, SHORTEST_PT / shorter)
    unit = float(max(1, -(-longer * points_per_px // LONGEST_PT)))
    return points_per_px / unit, unit
