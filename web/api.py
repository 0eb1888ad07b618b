"""The JSON API for other systems of the towns: the same rights, by token.

Questions and reasons are sent in the body or a header, never in the address.
"""

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import unquote

from fastapi import APIRouter, Depends, Header, HTTPException
from fastapi.responses import FileResponse, Response
from pydantic import BaseModel, Field

from baulast.codec import plain
from catalog.accounts import hashed
from index.document import EntryDocument, ParcelKey
from index.kinds import KIND_NAMES
from index.seam import EntryHit, Nearness
from web.desk import AtDesk
from web.dossiers import opened_entry, opened_pages
from web.images import WIDTHS, page_image
from web.narrowing import Narrowing
from web.searching import closed, search
from web.session import NotSignedIn
from web.statement import given, readable
from web.viewer import Session, viewer_of

router = APIRouter(prefix="/api/v1")
LONGEST_TOKEN = 200  # characters; ours have 43


def by_token(
    desk: AtDesk, authorization: Annotated[str, Header(description="Bearer TOKEN")] = ""
) -> Session:
    """The system that asks, with the rights of its account as they are now."""
    kind, _, token = authorization.partition(" ")
    account = desk.accounts.of_token(token.strip()[:LONGEST_TOKEN]) if token else None
    if kind.lower() != "bearer" or account is None:
        raise NotSignedIn
    return Session(viewer=viewer_of(account), key=hashed(token), forgery_word="")


ByToken = Annotated[Session, Depends(by_token)]


class Question(BaseModel):
    """What is searched: a parcel in any spelling, a street, a sheet, a file number, words."""

    query: str = Field(min_length=1, max_length=500)
    municipality: str | None = Field(default=None, description="Short name: kaarst.")
    after: str | None = Field(default=None, max_length=1000, description="An answer's next.")


class StatementQuestion(BaseModel):
    """Of which parcel the register is to tell, and why."""

    parcel: str = Field(min_length=1, max_length=500)
    reason: str = Field(min_length=1, max_length=500, description="Legitimate interest.")
    applicant: list[str] = Field(default=[], max_length=8, description="Lines of the address.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiParcel:
    """A parcel of an entry."""

    gemarkung: str | None
    flur: str | None
    zaehler: int
    nenner: int | None
    part: bool
    is_certain: bool  # False: the ink may say this instead


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiEntry:
    """An entry of the register, without names of persons."""

    address: str  # of the dossier: for /entries and /pages
    position: int  # in the dossier, from 1
    dossier: str
    version: int
    municipality: str
    sheet: str | None
    entry_number: int | None
    kinds: list[str]
    kind_names: list[str]
    status: str
    is_deleted: bool  # without doubt
    burdened: list[ApiParcel]
    benefited: list[ApiParcel]
    declared_on: str | None  # ISO days
    registered_on: str | None
    deleted_on: str | None
    legal_basis: str | None
    reference: str | None
    street: str | None
    land_register: str | None
    wording: str
    flagged: list[str]  # names of fields that a person should look at
    doubts: list[str]
    notes: list[str]
    pages: list[int]
    nearness: str  # how surely it is about what was asked: exact, open, …


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiAnswer:
    """What was found, and what an empty answer is worth."""

    searched: str
    entries: list[ApiEntry]
    deleted: list[ApiEntry]
    total: int
    is_counted: bool  # False: there are more than ``total``
    not_searched: list[str]
    is_certain: bool
    uncertain_because: str
    notes: list[str]
    next: str | None  # ask again with it as ``after`` for the entries behind these


@router.post("/search")
def find(desk: AtDesk, session: ByToken, question: Question) -> ApiAnswer:
    """Entries, the standing ones apart from the deleted."""
    town = question.municipality
    if town is not None and town not in session.viewer.towns:
        raise HTTPException(404)
    chosen = Narrowing(stadt=town or "", ab=question.after or "")
    result = search(desk, session.viewer, question.query, chosen)
    return ApiAnswer(
        searched=result.searched,
        entries=[_entry(hit, desk) for hit in result.standing],
        deleted=[_entry(hit, desk) for hit in result.deleted],
        total=result.total,
        is_counted=result.is_counted,
        not_searched=[*result.unseen, *map(closed, result.closed)],
        is_certain=result.is_safe,
        uncertain_because=result.worth,
        notes=list(result.query.notes),
        next=result.next,
    )


@router.get("/entries/{address}/{position}")
def entry(desk: AtDesk, session: ByToken, address: str, position: int) -> ApiEntry:
    """An entry of a dossier."""
    _, document = opened_entry(desk, session.viewer, address, position)
    return _entry(EntryHit(document=document), desk)


@router.get("/pages/{address}/{number}/image", response_class=Response)
def image(
    desk: AtDesk,
    session: ByToken,
    address: str,
    number: int,
    reason: Annotated[str, Header(description="Why names are looked at; percent-encoded.")] = "",
) -> Response:
    """The page as JPEG, with all names on it; needs the right to names and a reason."""
    found = opened_pages(desk, session.viewer, address)
    shown, id, version = found.page(number), found.dossier.id, found.dossier.version
    if not reason.strip():
        raise HTTPException(403)
    desk.looks.begin(session, id, version, unquote(reason))
    desk.looks.note(desk.home, session, id, version, f"page {number}")
    jpeg = page_image(desk.store, shown, desk.settings.ingest, width=WIDTHS[-1])
    return Response(jpeg, media_type="image/jpeg")


@router.post("/statements", status_code=201)
def make_statement(desk: AtDesk, session: ByToken, question: StatementQuestion) -> dict[str, Any]:
    """A register statement, kept under its number; ``is_complete`` of each finding says its worth.

    The fields are those of ``baulast auskunft --json``.
    """
    applicant = "\n".join(question.applicant)
    made = given(desk, session, question.parcel, reason=question.reason, applicant=applicant)
    return {**plain(made), "is_certain": made.is_certain}


@router.get("/statements/{number}")
def statement(desk: AtDesk, session: ByToken, number: str) -> dict[str, Any]:
    """A statement as it was given."""
    found = readable(desk, session.viewer, number).statement
    return {**plain(found), "is_certain": found.is_certain}


@router.get("/statements/{number}/letter", response_class=FileResponse)
def letter(desk: AtDesk, session: ByToken, number: str) -> Response:
    """Its letter as PDF/A; 404 where it was given without one."""
    found = readable(desk, session.viewer, number)
    if found.letter is None:
        raise HTTPException(404)
    return FileResponse(found.letter, media_type="application/pdf")


def _entry(hit: EntryHit, desk: AtDesk) -> ApiEntry:
    document = hit.document
    kinds = [kind for kind in (document.kind, *document.further_kinds) if kind]
    days = {
        name: day.isoformat() if day else None
        for name, day in (
            ("declared_on", document.declared_on),
            ("registered_on", document.registered_on),
            ("deleted_on", document.deleted_on),
        )
    }
    return ApiEntry(
        address=desk.addresses.of(document.dossier, document.version),
        position=document.position + 1,
        dossier=document.dossier,
        version=document.version,
        municipality=document.municipality,
        sheet=document.sheet,
        entry_number=document.entry_number,
        kinds=[kind.value for kind in kinds],
        kind_names=[KIND_NAMES[kind][0] for kind in kinds],
        status=document.status.value,
        is_deleted=document.is_hidden,
        burdened=_parcels(document, "burdened"),
        benefited=_parcels(document, "benefited"),
        **days,
        legal_basis=document.legal_basis,
        reference=document.reference,
        street=document.street,
        land_register=document.land_register,
        wording=document.wording,
        flagged=list(document.flagged),
        doubts=[str(doubt.detail) for doubt in document.doubts],
        notes=[*map(str, document.notes)],
        pages=list(document.pages),
        nearness=Nearness(hit.nearness).name.lower(),
    )


def _parcels(document: EntryDocument, role: str) -> list[ApiParcel]:
    return [_parcel(key) for key in document.parcels if key.role.value == role]


def _parcel(key: ParcelKey) -> ApiParcel:
    parcel = key.parcel
    return ApiParcel(
        gemarkung=parcel.gemarkung,
        flur=parcel.flur,
        zaehler=parcel.zaehler,
        nenner=parcel.nenner,
        part=key.part,
        is_certain=key.is_certain,
    )
