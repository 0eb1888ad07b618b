"""Which pages make a dossier: moved, split off, joined; looked at first, and then done."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from archive.bounds import made_by
from baulast.bounds import Bounds
from baulast.errors import InputError
from baulast.language import tr
from baulast.model import Dossier, Page
from review.bounds import BoundsDesk, BoundsRefused
from web.desk import AtDesk, Desk
from web.dossiers import Opened, opened_pages
from web.faults import words
from web.images import WIDTHS
from web.pages import page as render
from web.review import note
from web.session import Form, Posted, SignedIn, checked_form
from web.viewer import Session

router = APIRouter(include_in_schema=False)

LONGEST_NUMBER = 4  # digits: no dossier has ten thousand pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A page as it is shown small, by the address that it has now."""

    address: str
    page: Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """A dossier as it would be."""

    name: str
    leaves: tuple[Leaf, ...]


@router.get("/seiten/{address}")
def leaves(
    request: Request,
    desk: AtDesk,
    session: SignedIn,
    address: str,
    seite: Annotated[int | None, Query(ge=1)] = None,
) -> Response:
    """The pages of the dossier in their order, and what can become of them."""
    found = _reviewed(desk, session, address)
    form = {} if seite is None else {f"seite-{seite}": "ja"}
    return _screen(request, desk, session, found, form)


@router.post("/seiten/{address}")
def put(
    request: Request,
    desk: AtDesk,
    session: SignedIn,
    address: str,
    form: Posted,
    after: BackgroundTasks,
) -> Response:
    """Shows what would become of the pages; confirmed, does it."""
    found = _reviewed(desk, session, address)
    try:
        bounds = _planned(_bounds_desk(desk, session), found.dossier, form)
        if form.get("sicher") != "ja":
            return _screen(request, desk, session, found, form, bounds=bounds)
        return _carried_out(desk, session, bounds, after)
    except InputError as error:
        return _screen(request, desk, session, found, form, refusal=words(error))


@router.post("/seiten/{address}/zurueck", dependencies=[Depends(checked_form)])
def put_back(
    request: Request, desk: AtDesk, session: SignedIn, address: str, after: BackgroundTasks
) -> Response:
    """All pages where they were before this version of the dossier was made."""
    found = _reviewed(desk, session, address)
    try:
        bounds = _bounds_desk(desk, session).undo(found.dossier)
        return _carried_out(desk, session, bounds, after)
    except InputError as error:
        return _screen(request, desk, session, found, {}, refusal=words(error))


def _reviewed(desk: Desk, session: Session, address: str) -> Opened:
    found = opened_pages(desk, session.viewer, address)
    if not session.viewer.may_review(found.town):
        raise HTTPException(404)
    return found


def _bounds_desk(desk: Desk, session: Session) -> BoundsDesk:
    return BoundsDesk(
        store=desk.store,
        catalog=desk.catalog,
        open_index=desk.open_home_index,
        settings=desk.settings,
        by=session.viewer.name,
    )


def _planned(bounds: BoundsDesk, dossier: Dossier, form: Form) -> Bounds:
    """What the form wants; BoundsRefused for what cannot be."""
    chosen = [page.number for page in dossier.pages if f"seite-{page.number}" in form]
    written = form.get("vor", "").strip()
    if written and not (written.isdecimal() and len(written) <= LONGEST_NUMBER):
        raise BoundsRefused(tr("Das ist keine Seite", "this is no page"))
    ahead_of = int(written) if written else None
    match form.get("tun", ""):
        case "abtrennen":
            return bounds.split(dossier, chosen, name=form.get("nummer", ""))
        case "trennen":
            later = [p.number for p in dossier.pages if chosen and p.number >= chosen[0]]
            return bounds.split(dossier, later, name=form.get("nummer", ""))
        case "ordnen":
            return bounds.order(dossier, chosen, ahead_of=ahead_of)
        case "verschieben":
            taker = bounds.taker(dossier.municipality, form.get("akte", ""))
            return bounds.move(dossier, chosen, taker, ahead_of=ahead_of)
        case "zusammen":
            taker = bounds.taker(dossier.municipality, form.get("akte", ""))
            everything = [page.number for page in dossier.pages]
            return bounds.move(dossier, everything, taker, ahead_of=ahead_of)
    raise BoundsRefused(
        tr("Es ist nicht gewählt, was geschehen soll", "it was not chosen what is to be done")
    )


def _carried_out(
    desk: Desk, session: Session, bounds: Bounds, after: BackgroundTasks
) -> RedirectResponse:
    _bounds_desk(desk, session).carry_out(bounds)
    for part in bounds.parts:
        for version in (part.after, part.before):
            if version is not None:
                after.add_task(desk.deliver, desk.store.load(part.dossier, version))
    shown = bounds.made[-1]  # the dossier that has got the pages
    address = desk.addresses.of(shown.dossier, shown.after or 1)
    return RedirectResponse(f"/seiten/{address}", 303, background=after)


def _screen(
    request: Request,
    desk: Desk,
    session: Session,
    found: Opened,
    form: Form,
    *,
    bounds: Bounds | None = None,
    refusal: str = "",
) -> Response:
    dossier = found.dossier
    made = made_by(desk.store, dossier.id, dossier.version)
    beside = tuple(_piles(desk, session, bounds)) if bounds else ()
    note(desk, session, dossier, {page.number for page in dossier.pages})
    return render(
        request,
        "seiten.html.j2",
        status=400 if refusal else 200,
        found=found,
        form=form,
        kept={name: value for name, value in form.items() if name not in ("echt", "sicher")},
        piles=beside,
        made=made,
        made_with=_others(desk, made, dossier) if made else (),
        neighbours=[_own_name(id) for id in desk.catalog.neighbours(dossier.id)],
        refusal=refusal,
        width=WIDTHS[0],
    )


def _piles(desk: Desk, session: Session, bounds: Bounds) -> Iterator[Pile]:
    """The dossiers as they would be, the pages by the addresses that they have now."""
    known: dict[tuple[str, int], tuple[str, Dossier]] = {}
    for part in bounds.parts:
        for ref in part.pages:
            spot = (ref.dossier, ref.version)
            if spot not in known:
                known[spot] = (desk.addresses.of(*spot), desk.store.load(*spot))
                pages = known[spot][1].pages
                note(desk, session, known[spot][1], {page.number for page in pages})
    for part in bounds.parts:
        leaves = (
            Leaf(address=address, page=dossier.pages[ref.number - 1])
            for ref in part.pages
            for address, dossier in [known[ref.dossier, ref.version]]
        )
        yield Pile(name=part.number or _own_name(part.dossier), leaves=tuple(leaves))


def _others(desk: Desk, made: Bounds, dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """The other dossiers that pages came from or went to: name and address."""
    return tuple(
        (part.number or _own_name(part.dossier), desk.addresses.of(part.dossier, part.after or 1))
        for part in made.made
        if part.dossier != dossier.id
    )


def _own_name(id: str) -> str:
    return id.partition("/")[2]
