"""Later acts through the API: what came into the register after the scan, by another system."""

import logging
from datetime import date, datetime
from typing import Any

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, Field

from baulast.acts import Act, EntryAdded, EntryDeleted, Source
from baulast.errors import StoreError
from baulast.model import Kind
from register.acts import entry_called, plots, record
from web.api import ByToken
from web.desk import AtDesk, Desk
from web.dossiers import opened
from web.viewer import Session

LOG = logging.getLogger("baulast.web")
router = APIRouter(prefix="/api/v1/acts")


class NewEntry(BaseModel):
    """An entry that was made in the register after the dossier was scanned."""

    dossier: str = Field(description="Its address, as searches tell it.")
    order: str = Field(min_length=1, max_length=200, description="File number of the order.")
    sheet: str = Field(min_length=1, max_length=100)
    number: int = Field(ge=1)
    kind: Kind
    burdened: list[str] = Field(min_length=1, max_length=100, description="Büttgen 12 345/6")
    benefited: list[str] = Field(default=[], max_length=100)
    declared_on: date | None = None
    registered_on: date
    legal_basis: str | None = Field(default=None, max_length=200)
    reference: str | None = Field(default=None, max_length=200)
    street: str | None = Field(default=None, max_length=200)
    wording: str = Field(min_length=1, max_length=20_000, description="Without names.")


class Deletion(BaseModel):
    """An entry that was deleted in the register after the dossier was scanned."""

    dossier: str = Field(description="Its address, as searches tell it.")
    order: str = Field(min_length=1, max_length=200, description="File number of the order.")
    sheet: str = Field(min_length=1, max_length=100)
    number: int = Field(ge=1)
    deleted_on: date
    parcels: list[str] = Field(default=[], max_length=100, description="Only as to these.")


@router.post("/entries", status_code=201)
def add(desk: AtDesk, session: ByToken, told: NewEntry) -> dict[str, Any]:
    """Records the entry; searches and statements know it at once."""
    id, version = _reviewed(desk, session, told.dossier)
    act = EntryAdded(
        version=version,
        source=_source(session, told.order),
        sheet=told.sheet,
        number=told.number,
        kind=told.kind,
        burdened=tuple(plot for written in told.burdened for plot in plots(written)),
        benefited=tuple(plot for written in told.benefited for plot in plots(written)),
        declared_on=told.declared_on,
        registered_on=told.registered_on,
        legal_basis=told.legal_basis,
        reference=told.reference,
        street=told.street,
        wording=told.wording,
    )
    return _recorded(desk, act, id)


@router.post("/deletions", status_code=201)
def delete(desk: AtDesk, session: ByToken, told: Deletion) -> dict[str, Any]:
    """Records the deletion; searches and statements know it at once."""
    id, version = _reviewed(desk, session, told.dossier)
    known = desk.store.load(id, version)
    entry = entry_called(known, told.sheet, told.number)
    act = EntryDeleted(
        version=version,
        source=_source(session, told.order),
        sheet=entry.sheet.value,
        number=told.number,
        entry=entry.id,
        deleted_on=told.deleted_on,
        parcels=tuple(plot.parcel for written in told.parcels for plot in plots(written)),
    )
    return _recorded(desk, act, id)


def _reviewed(desk: Desk, session: Session, address: str) -> tuple[str, int]:
    """The dossier's id and version, if the account may put right what stands in its register."""
    found = opened(desk, address)
    if not session.viewer.may_review(found.town):
        raise HTTPException(404)
    return found.dossier.id, found.dossier.version


def _source(session: Session, order: str) -> Source:
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    return Source(by=session.viewer.name, at=at, order=order)


def _recorded(desk: Desk, act: Act, id: str) -> dict[str, Any]:
    record(act, id, store=desk.store, evidence=None)
    desk.telling.tell(id)
    changed = desk.store.load(id, act.version)
    try:
        desk.deliver(changed)
    except StoreError as error:  # it is recorded, and owed to the server until that answers
        LOG.warning("not delivered: %s", type(error).__name__)
    return {"dossier": desk.addresses.of(id, act.version), "entries": len(changed.entries)}
