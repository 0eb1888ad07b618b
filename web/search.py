"""The search page: one field, and entries as results."""

from fastapi import APIRouter, BackgroundTasks, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from archive.revisions import newest_revision
from index.seam import EntryHit
from web.desk import AtDesk, Desk
from web.entries import EntryView, entry_view
from web.faults import INDEX_AWAY, words
from web.narrowing import Chosen, choices, orders
from web.pages import page
from web.searching import search as put
from web.session import Posted, SignedIn, signed_in

router = APIRouter(include_in_schema=False)


@router.get("/", dependencies=[Depends(signed_in)])
def first_page(request: Request) -> Response:
    return page(request, "suche.html.j2", asked="", result=None, refusal="")


@router.post("/suche")
def ask(desk: AtDesk, session: SignedIn, form: Posted) -> Response:
    """Takes a question; what is asked does not get into the address of the answer."""
    text = form.get("frage", "").strip()
    if not text:
        return RedirectResponse("/", 303)
    word = desk.questions.keep(session.viewer.name, text)
    return RedirectResponse(f"/suche/{word}", 303)


@router.get("/suche/{word}")
def results(
    request: Request,
    desk: AtDesk,
    session: SignedIn,
    word: str,
    chosen: Chosen,
    after: BackgroundTasks,
) -> Response:
    after.add_task(desk.behind.catch_up, desk.telling)
    text = desk.questions.asked(session.viewer.name, word)
    if text is None:
        return RedirectResponse("/", 303)
    if chosen.stadt and chosen.stadt not in session.viewer.towns:
        raise HTTPException(404)
    try:
        result = put(desk, session.viewer, text, chosen)
    except INDEX_AWAY as error:
        return page(
            request, "suche.html.j2", status=503, asked=text, result=None, refusal=words(error)
        )
    return page(
        request,
        "suche.html.j2",
        asked=text,
        result=result,
        refusal="",
        can_state=any(p.zaehler is not None and p.gemarkungen for p in result.query.parcels),
        standing=[_view(desk, hit) for hit in result.standing],
        deleted=[_view(desk, hit) for hit in result.deleted],
        chosen=chosen,
        choices=choices(result.facets, chosen),
        orders=orders(chosen),
    )


def _view(desk: Desk, hit: EntryHit) -> EntryView:
    """The entry of a hit; the shared index also finds what lies in other towns' homes."""
    spot = (hit.document.dossier, hit.document.version)
    is_here = newest_revision(desk.store.version_folder(*spot)) is not None
    return entry_view(hit, desk.addresses, is_here=is_here)
