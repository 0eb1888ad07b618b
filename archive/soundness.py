"""Whether what the archive holds can still be read, beyond having the bytes it had."""

from collections.abc import Container, Iterator
from pathlib import Path

import pikepdf

from archive.check import check_pdfa
from archive.damage import Cause, Damage
from archive.revisions import READING, read_dossier
from archive.store import Store
from baulast.errors import NotArchivable, StoreDamaged


def unsound(
    store: Store, *, dossier: str | None = None, but: Container[Path] = ()
) -> Iterator[Damage]:
    """Readings that this program cannot read, and PDFs that are no PDF/A of so many pages.

    ``but`` are files of which something worse is known.
    """
    for revision in store.revisions() if dossier is None else store.revisions_of(dossier):
        try:
            pages = len(read_dossier(revision).pages)
        except StoreDamaged as error:
            yield Damage(path=revision / READING, what=str(error))
            continue
        for pdf in revision.glob("*.pdf"):
            if pdf not in but:
                yield from _unsound_pdf(pdf, pages)


def _unsound_pdf(pdf: Path, pages: int) -> Iterator[Damage]:
    try:
        check_pdfa(pdf, pdf.name, pages=pages)
    except (NotArchivable, pikepdf.PdfError) as error:
        yield Damage(path=pdf, what=str(error), cause=Cause.DERIVED)
