"""An entry with its place on the scan, the scan itself, and the PDF/A."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import FileResponse, RedirectResponse, Response

from archive.names import safe_name
from baulast.corrections import Target
from baulast.errors import StoreDamaged
from baulast.language import tr
from baulast.model import Page
from baulast.tasks import key_of, target_of
from index.document import EntryDocument, Place
from index.seam import EntryHit
from register.release import released
from report.wording import page_kind_words
from web.desk import AtDesk
from web.dossiers import Opened, opened_entry, opened_pages
from web.entries import entry_view
from web.images import WIDTHS, page_image
from web.pages import page as render
from web.session import Posted, SignedIn
from web.signin import local

router = APIRouter(include_in_schema=False)


@router.get("/eintragung/{address}/{number}")
def entry(
    request: Request,
    desk: AtDesk,
    session: SignedIn,
    address: str,
    number: int,
    seite: Annotated[int | None, Query(ge=1)] = None,
    gross: bool = False,
    treffer: Annotated[int | None, Query(ge=0)] = None,
) -> Response:
    found, document = opened_entry(desk, session.viewer, address, number)
    asked = _asked(document, treffer)
    shown = found.page(seite or (asked or document.place).page)
    may_see_names = session.viewer.may_see_names(found.town)
    reason = desk.looks.reason(session, found.dossier.id, found.dossier.version)
    may_review = session.viewer.may_review(found.town)
    return render(
        request,
        "eintragung.html.j2",
        entry=entry_view(EntryHit(document=document), desk.addresses),
        document=document,
        number=number,
        found=found,
        shown=shown,
        marks=_marks(document, shown),
        asked=asked,
        pages=[(p.number, page_kind_words(p.kind)) for p in found.dossier.pages],
        may_see_names=may_see_names,
        reason=reason if may_see_names else None,
        is_large=gross,
        looks=_looks(found, document, shown) if may_review else None,
        has_copy=shown.number in released(desk.store, found.dossier),
        width=WIDTHS[-1],
    )


@router.post("/einsicht/{address}")
def give_reason(desk: AtDesk, session: SignedIn, address: str, form: Posted) -> Response:
    """Takes down why the person looks at pages that show names."""
    found = opened_pages(desk, session.viewer, address)
    reason = form.get("grund", "").strip()
    if reason:
        desk.looks.begin(session, found.dossier.id, found.dossier.version, reason)
    return RedirectResponse(local(form.get("weiter", "/")), 303)


@router.get("/bild/{address}/{number}")
def image(
    desk: AtDesk, session: SignedIn, address: str, number: int, breite: int = WIDTHS[0]
) -> Response:
    """The page with everything on it."""
    found = opened_pages(desk, session.viewer, address)
    shown = found.page(number)
    if breite not in WIDTHS:
        raise HTTPException(404)
    id, version = found.dossier.id, found.dossier.version
    desk.looks.note(desk.home, session, id, version, f"page {number}")
    jpeg = page_image(desk.store, shown, desk.settings.ingest, width=breite)
    return Response(jpeg, media_type="image/jpeg")


@router.get("/pdf/{address}")
def pdf(desk: AtDesk, session: SignedIn, address: str) -> Response:
    """The dossier's PDF/A, as it lies in the archive."""
    found = opened_pages(desk, session.viewer, address)
    id, version = found.dossier.id, found.dossier.version
    path = desk.store.pdf_path(id, version)
    if not path.is_file():
        raise StoreDamaged(tr(f"{path}: fehlt", f"{path}: missing"))
    desk.looks.note(desk.home, session, id, version, "PDF")
    name = f"{safe_name(found.dossier.number or 'akte')}.pdf"
    return FileResponse(path, media_type="application/pdf", filename=name)


def _looks(found: Opened, document: EntryDocument, shown: Page) -> dict[str, str]:
    """Keys of the looks at each field of the entry, at all of it, and at the page that is shown."""
    entry = found.dossier.entries[document.position]
    fields = {name.value: key_of((target_of(entry, name),)) for name in entry.findings}
    return {
        **fields,
        "entry": key_of((target_of(entry),)),
        "page": key_of((Target(pixels_sha256=shown.pixels_sha256),)),
    }


def _asked(document: EntryDocument, key: int | None) -> Place | None:
    """Where the parcel stands for which the entry was found; None: for none, or nobody knows."""
    return document.parcels[key].place if key is not None and key < len(document.parcels) else None


def _marks(document: EntryDocument, shown: Page) -> tuple[Place, ...]:
    """Where on the page the entry's values stand."""
    keys = (key.place for key in document.parcels if key.place)
    places = (*(place for _, place in document.places), *keys)
    return tuple(dict.fromkeys(p for p in places if p.page == shown.number and p.box))
