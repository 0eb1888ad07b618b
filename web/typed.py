"""What is said of a value while it is typed; without a script the same comes when it is sent."""

from typing import Any

from fastapi import APIRouter, HTTPException

from baulast.model import Entry, FieldName
from baulast.standing import place_of
from review.echo import echo
from web.desk import AtDesk, Desk
from web.dossiers import opened_pages
from web.review import look_at
from web.session import Form, Posted, SignedIn
from web.viewer import Session

router = APIRouter(include_in_schema=False)


@router.post("/angabe/{address}")
def typed(desk: AtDesk, session: SignedIn, address: str, form: Posted) -> dict[str, Any]:
    """What handing in this text would lead to; nothing is kept of it."""
    found = opened_pages(desk, session.viewer, address)
    if not session.viewer.may_review(found.town):
        raise HTTPException(404)
    name = form.get("feld", "")
    if name not in set(FieldName):
        raise HTTPException(400)
    entry = _entry(desk, session, address, form)
    said = echo(FieldName(name), form.get("text", ""), entry=entry, municipality=found.town)
    return {
        "wrong": said.is_wrong,
        "odd": said.is_odd,
        "says": " ".join(said.says),
        "proposals": said.proposals,
    }


def _entry(desk: Desk, session: Session, address: str, form: Form) -> Entry | None:
    """The entry that the look is about; None: it is about none, or about a new one."""
    if "stelle" not in form:
        return None
    look = look_at(desk, session, address, form["stelle"])
    place = place_of(look.standing.dossier, look.task.targets[0])
    return None if place is None else look.standing.dossier.entries[place]
