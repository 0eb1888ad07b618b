"""Corrections through the API: a reviewer's word about one field, as at the desk."""

from dataclasses import dataclass

from fastapi import APIRouter, BackgroundTasks, HTTPException
from pydantic import BaseModel, Field

from baulast.corrections import Verb
from baulast.model import FieldName
from baulast.tasks import key_of, target_of
from review.answers import Answer
from review.desk import Look, Overtaken
from review.values import shown
from web.api import ByToken
from web.desk import AtDesk, Desk
from web.dossiers import opened
from web.review import reviewer_at
from web.viewer import Session

router = APIRouter(prefix="/api/v1/entries/{address}/{position}/fields/{field}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiField:
    """A field as it stands; a decision names the ``stand`` that it was made upon."""

    field: FieldName
    value: str
    alternatives: list[str]
    doubts: list[str]
    is_reviewed: bool
    stand: str


class Decision(BaseModel):
    """What a reviewer says of a field."""

    verb: Verb = Field(description="accept, correct, illegible or absent")
    stand: str = Field(max_length=100, description="As the field told it: else somebody was faster")
    value: str = Field(default="", max_length=500, description="For correct, as one would type it.")
    remark: str = Field(default="", max_length=300)
    sure_of: str = Field(
        default="",
        max_length=100,
        description="Keeps an odd value: the mark that its refusal told.",
    )


@router.get("")
def field(
    desk: AtDesk, session: ByToken, address: str, position: int, field: FieldName
) -> ApiField:
    """The field, with the state that a decision has to name."""
    return _told(desk, session, address, position, field)


@router.post("/decisions", status_code=201)
def decide(
    desk: AtDesk,
    session: ByToken,
    address: str,
    position: int,
    field: FieldName,
    said: Decision,
    after: BackgroundTasks,
) -> ApiField:
    """Takes the decision; 409 where the field is no longer as it was told."""
    look = _look(desk, session, address, position, field)
    dossier = look.standing.dossier
    answer = Answer(verb=said.verb, places=(0,), text=said.value, remark=said.remark)
    try:
        reviewer_at(desk, session).decide(
            dossier.id,
            dossier.version,
            look.task.key,
            [answer],
            stand=said.stand,
            sure_of=said.sure_of,
        )
    except Overtaken as error:
        raise HTTPException(409) from error
    after.add_task(desk.deliver, desk.store.load(dossier.id, dossier.version))
    return _told(desk, session, address, position, field)


def _told(desk: Desk, session: Session, address: str, position: int, field: FieldName) -> ApiField:
    look = _look(desk, session, address, position, field)
    finding = look.standing.dossier.entries[position - 1].findings[field]
    return ApiField(
        field=field,
        value=shown(finding.value),
        alternatives=list(finding.alternatives),
        doubts=[str(doubt.detail) for doubt in finding.doubts],
        is_reviewed=finding.is_reviewed,
        stand=look.stand,
    )


def _look(desk: Desk, session: Session, address: str, position: int, field: FieldName) -> Look:
    """The look at the field, if the account reviews the town; 404 for everything else."""
    found = opened(desk, address)
    dossier = found.dossier
    is_there = 1 <= position <= len(dossier.entries)
    if not (session.viewer.may_review(found.town) and is_there):
        raise HTTPException(404)
    target = target_of(dossier.entries[position - 1], field)
    look = reviewer_at(desk, session).look(dossier.id, dossier.version, key_of((target,)))
    if look is None:
        raise HTTPException(404)
    return look
