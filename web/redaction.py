"""Redacted copies: a reviewer blackens what shows names, looks at the result, and releases it.

Works without a script: two clicks on the page are two corners of a box (the browser sends where an
image button was clicked). A script draws the boxes with the pointer instead.
"""

from collections.abc import Iterable

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from baulast.model import Box, Dossier, Page
from handover.hidden import hidden_boxes, hidden_words
from register.release import Overtaken, release, released, stand_of, withdraw
from web.desk import AtDesk, Desk
from web.dossiers import Opened, may_see, opened, opened_pages
from web.faults import words
from web.images import WIDTHS, redacted_image
from web.pages import page as render
from web.session import Form, Posted, SignedIn
from web.viewer import Session

MOST_BOXES = 500  # a page full of names has fewer

router = APIRouter(include_in_schema=False)


@router.get("/schwaerzen/{address}/{number}")
def edit(request: Request, desk: AtDesk, session: SignedIn, address: str, number: int) -> Response:
    found, shown = _reviewed(desk, session, address, number)
    _note(desk, session, found, shown)
    known = released(desk.store, found.dossier).get(number)
    boxes = known.boxes if known else _proposed(found.dossier, shown)
    stand = stand_of(desk.store, found.dossier, shown)
    return _page(request, found, shown, boxes, is_released=known is not None, stand=stand)


@router.post("/schwaerzen/{address}/{number}")
def change(
    request: Request, desk: AtDesk, session: SignedIn, address: str, number: int, form: Posted
) -> Response:
    """A click, a box taken out, a look at the result, a release or its withdrawal."""
    found, shown = _reviewed(desk, session, address, number)
    boxes, corner = _boxes(form, shown), _spot(form.get("ecke", ""))
    is_released = number in released(desk.store, found.dossier)
    by, stand = session.viewer.name, form.get("stand", "")
    try:
        if "freigeben" in form and form.get("geprueft") == "ja":
            release(desk.store, found.dossier, shown, boxes, by=by, stand=stand)
            return RedirectResponse(f"/schwaerzen/{address}/{number}", 303)
        if "zurueckziehen" in form:
            withdraw(desk.store, found.dossier, shown, by=by, stand=stand)
            return RedirectResponse(f"/schwaerzen/{address}/{number}", 303)
    except Overtaken as error:
        return _overtaken(request, desk, found, shown, boxes, words(error))
    if "weg" in form:
        boxes = tuple(box for box in boxes if written([box]) != form["weg"])
    if "klick.x" in form:
        boxes, corner = _clicked(form, shown, boxes, corner)
    is_shown = "ansehen" in form or "freigeben" in form
    return _page(
        request,
        found,
        shown,
        boxes,
        corner=corner,
        is_result=is_shown,
        is_released=is_released,
        stand=stand,
    )


@router.get("/schwaerzen/{address}/{number}/bild")
def result(
    desk: AtDesk, session: SignedIn, address: str, number: int, kasten: str = ""
) -> Response:
    """The page as it would be released, for the reviewer to look at."""
    found, shown = _reviewed(desk, session, address, number)
    _note(desk, session, found, shown)
    boxes = _boxes({"kaesten": kasten}, shown)
    settings = desk.settings.ingest
    jpeg = redacted_image(desk.store, shown, settings, boxes, width=WIDTHS[-1])
    return Response(jpeg, media_type="image/jpeg")


@router.get("/kopie/{address}/{number}")
def copy(desk: AtDesk, session: SignedIn, address: str, number: int) -> Response:
    """The released copy of a page, for everybody who may see an entry of its dossier."""
    found = opened(desk, address)
    if not any(may_see(session.viewer, entry) for entry in found.entries):
        raise HTTPException(404)
    known = released(desk.store, found.dossier).get(number)
    if known is None:
        raise HTTPException(404)
    settings, shown = desk.settings.ingest, found.page(number)
    jpeg = redacted_image(desk.store, shown, settings, known.boxes, width=WIDTHS[-1])
    return Response(jpeg, media_type="image/jpeg")


def written(boxes: Iterable[Box]) -> str:
    """Boxes as the form keeps them."""
    return ";".join(f"{b.left},{b.top},{b.right},{b.bottom}" for b in boxes)


def _reviewed(desk: Desk, session: Session, address: str, number: int) -> tuple[Opened, Page]:
    found = opened_pages(desk, session.viewer, address)
    if not session.viewer.may_review(found.town):
        raise HTTPException(404)
    return found, found.page(number)


def _note(desk: Desk, session: Session, found: Opened, shown: Page) -> None:
    """A reviewer's reason to look is the redaction itself."""
    id, version = found.dossier.id, found.dossier.version
    if desk.looks.reason(session, id, version) is None:
        desk.looks.begin(session, id, version, "Schwärzung")
    desk.looks.note(desk.home, session, id, version, f"page {shown.number}")


def _proposed(dossier: Dossier, shown: Page) -> tuple[Box, ...]:
    """Names, dates of birth and writing by hand, as far as they were made out."""
    return hidden_boxes(shown, hidden_words(dossier)[shown.number])


def _boxes(form: Form, shown: Page) -> tuple[Box, ...]:
    """The boxes that a form holds; 400 for anything else."""
    try:
        rows = [
            [int(number) for number in row.split(",")]
            for row in form.get("kaesten", "").split(";")
            if row
        ]
        boxes = [_within(shown, left, top, right, bottom) for left, top, right, bottom in rows]
    except ValueError as error:
        raise HTTPException(400) from error
    if len(boxes) > MOST_BOXES:
        raise HTTPException(400)
    return tuple(dict.fromkeys(box for box in boxes if box.width > 0 and box.height > 0))


def _within(shown: Page, left: int, top: int, right: int, bottom: int) -> Box:
    width, height = shown.upright_size
    return Box(
        left=max(0, min(left, right)),
        top=max(0, min(top, bottom)),
        right=min(width, max(left, right)),
        bottom=min(height, max(top, bottom)),
    )


def _spot(text: str) -> tuple[int, int] | None:
    x, _, y = text.partition(",")
    return (int(x), int(y)) if x.isdecimal() and y.isdecimal() and len(text) < 20 else None


def _clicked(
    form: Form, shown: Page, boxes: tuple[Box, ...], corner: tuple[int, int] | None
) -> tuple[tuple[Box, ...], tuple[int, int] | None]:
    """The boxes after a click, or the corner that was clicked first."""
    spot = _spot(f"{form['klick.x']},{form.get('klick.y', '')}")
    if spot is None:
        raise HTTPException(400)
    if corner is None:
        return boxes, spot
    return (*boxes, _within(shown, *corner, *spot)), None


def _overtaken(
    request: Request, desk: Desk, found: Opened, shown: Page, boxes: tuple[Box, ...], refusal: str
) -> Response:
    """The page with the boxes of both: what one of them has blackened is not shown by the other."""
    known = released(desk.store, found.dossier).get(shown.number)
    both = (*boxes, *(known.boxes if known else ()))
    return _page(
        request,
        found,
        shown,
        tuple(dict.fromkeys(both)),
        is_released=known is not None,
        stand=stand_of(desk.store, found.dossier, shown),
        refusal=refusal,
    )


def _page(
    request: Request,
    found: Opened,
    shown: Page,
    boxes: tuple[Box, ...],
    *,
    corner: tuple[int, int] | None = None,
    is_result: bool = False,
    is_released: bool,
    stand: str,
    refusal: str = "",
) -> Response:
    return render(
        request,
        "schwaerzen.html.j2",
        status=409 if refusal else 200,
        stand=stand,
        refusal=refusal,
        found=found,
        shown=shown,
        boxes=boxes,
        written=written,
        corner=corner,
        is_result=is_result,
        is_released=is_released,
    )
