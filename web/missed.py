"""An entry that the machine missed, told beside the page that it stands on."""

from fastapi import APIRouter, BackgroundTasks, HTTPException, Request
from fastapi.responses import Response

from baulast.errors import InputError
from baulast.model import FieldName
from baulast.tasks import key_of
from review.answers import Unsure
from review.values import names_of
from web.desk import AtDesk, Desk
from web.dossiers import opened_pages
from web.faults import words
from web.images import WIDTHS
from web.pages import page as render
from web.review import note, onward, reviewer_at
from web.review_forms import box_of
from web.session import Form, Posted, SignedIn
from web.viewer import Session

router = APIRouter(include_in_schema=False)


@router.get("/ergaenzen/{address}/{number}")
def missing_entry(
    request: Request, desk: AtDesk, session: SignedIn, address: str, number: int
) -> Response:
    """A form for an entry that was missed, beside the page that it stands on."""
    return _adding(request, desk, session, address, number, {})


@router.post("/ergaenzen/{address}/{number}")
def add_entry(
    request: Request,
    desk: AtDesk,
    session: SignedIn,
    address: str,
    number: int,
    form: Posted,
    after: BackgroundTasks,
) -> Response:
    found = opened_pages(desk, session.viewer, address)
    if not session.viewer.may_review(found.town):
        raise HTTPException(404)
    told = {name: form.get(name.value, "") for name in TOLD}
    dossier = found.dossier
    try:
        lines = reviewer_at(desk, session).add_entry(
            dossier.id,
            dossier.version,
            told,
            page=found.page(number).number,
            box=box_of(form.get("kasten", "")),
            sure_of=form.get("sicher", ""),
        )
    except (InputError, Unsure) as error:
        refusal = " ".join(error.remarks) if isinstance(error, Unsure) else words(error)
        mark = error.mark if isinstance(error, Unsure) else ""
        return _adding(request, desk, session, address, number, form, refusal=refusal, mark=mark)
    desk.latest.add(session.key, dossier.id, dossier.version, key_of(()), lines)
    after.add_task(desk.deliver, desk.store.load(dossier.id, dossier.version))
    return onward(request, desk, dossier.id, "/pruefung/naechste", after)


# What a person tells of an entry that was missed, in the order of a sheet.
TOLD = (
    FieldName.SHEET,
    FieldName.ENTRY_NUMBER,
    FieldName.KIND,
    FieldName.BURDENED,
    FieldName.BENEFITED,
    FieldName.DECLARED_ON,
    FieldName.REGISTERED_ON,
    FieldName.DELETED_ON,
    FieldName.STATUS,
    FieldName.LEGAL_BASIS,
    FieldName.REFERENCE,
    FieldName.STREET,
)


def _adding(
    request: Request,
    desk: Desk,
    session: Session,
    address: str,
    number: int,
    typed: Form,
    *,
    refusal: str = "",
    mark: str = "",
) -> Response:
    found = opened_pages(desk, session.viewer, address)
    if not session.viewer.may_review(found.town):
        raise HTTPException(404)
    shown = found.page(number)
    note(desk, session, found.dossier, {shown.number})
    return render(
        request,
        "ergaenzen.html.j2",
        status=400 if refusal else 200,
        found=found,
        shown=shown,
        fields=TOLD,
        names={name: names_of(name, found.town) for name in TOLD},
        typed=typed,
        refusal=refusal,
        mark=mark,
        width=WIDTHS[-1],
    )
