"""One PDF/A-2u of a dossier: the scans as they were delivered, the words as they were read."""

from collections.abc import Callable
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Pdf, Stream, pdfa
from pikepdf import Page as PdfPage

from archive.check import check_pdfa
from archive.font import CharacterCodes
from archive.metadata import add_identification, add_outline, add_output_intent
from archive.picture import Picture, picture_content
from archive.scans import OpenOriginals
from archive.text_layer import FONT, text_layer
from baulast.model import Dossier, Page
from baulast.settings import ArchiveSettings

POINTS_PER_INCH = 72.0


def write_pdfa(
    dossier: Dossier,
    originals: Callable[[str], Path],
    target: Path,
    settings: ArchiveSettings,
) -> None:
    """Writes the dossier's PDF/A-2u; NotArchivable if that cannot be, and then no file is left."""
    codes = CharacterCodes(word.text for page in dossier.pages for word in page.words)
    notes: list[str] = []
    with Pdf.new() as pdf, OpenOriginals(originals) as scans:
        font = codes.font(pdf)
        for page in dossier.pages:
            picture = scans.picture(pdf, page)
            if picture.recoded:
                notes.append(f"Seite {page.number}: {picture.recoded}")
            pdf.pages.append(_page(pdf, page, picture, codes))
            pdf.pages[-1].Resources.Font = Dictionary({f"/{FONT}": font})
        add_identification(pdf, dossier, settings.language, notes)
        add_outline(pdf, dossier.pages)
        add_output_intent(pdf)
        pdf.save(target, **pdfa.resolve_save_kwargs("2b", deterministic_id=True))
    check_pdfa(target, dossier.id)


def _page(pdf: Pdf, page: Page, picture: Picture, codes: CharacterCodes) -> PdfPage:
    points_per_px = POINTS_PER_INCH / page.dpi
    width, height = picture.width, picture.height
    names = [f"I{number}" for number in range(len(picture.pieces))]
    content = picture_content(picture, names, points_per_px=points_per_px) + text_layer(
        page, codes, points_per_px=points_per_px
    )
    return PdfPage(
        Dictionary(
            Type=Name.Page,
            MediaBox=Array(
                [0, 0, round(width * points_per_px, 3), round(height * points_per_px, 3)]
            ),
            Rotate=page.turn,
            Resources=Dictionary(
                XObject=Dictionary(
                    {
                        f"/{name}": piece.image
                        for name, piece in zip(names, picture.pieces, strict=True)
                    }
                )
            ),
            Contents=pdf.make_indirect(Stream(pdf, content.encode("ascii"))),
        )
    )
