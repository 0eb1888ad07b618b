"""Drafts and statements -> entries: what the dossier says together about each running number."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from baulast.language import tr
from baulast.model import (
    Doubt,
    DoubtReason,
    Entry,
    Evidence,
    Field,
    FieldName,
    Finding,
    Kind,
    PageKind,
    page_text,
)
from extract.case import Case, label_of
from extract.gather import Found
from extract.layout import Spot, box_of
from extract.parcels import benefited, burdened, notes_of
from extract.status import DELETION, status_of
from extract.values import opaque, paragraph, settled

T = TypeVar("T")

NOT_LETTERHEADS = frozenset({PageKind.ORDER, PageKind.NOTICE, PageKind.DECLARATION})


def entry_of(case: Case) -> Entry:
    """One entry: every finding with its readings and doubts."""
    kinds = _kinds(case)
    kind = kinds.value
    return Entry(
        sheet=_sheet(case),
        number=_number(case),
        kind=_expected(case, FieldName.KIND, kinds),
        further_kinds=_further_kinds(case, kind),
        burdened=_expected(case, FieldName.BURDENED, burdened(case, kind)),
        benefited=benefited(case, kind),
        declared_on=_hinted(case, FieldName.DECLARED_ON, _day(case, FieldName.DECLARED_ON)),
        registered_on=_expected(case, FieldName.REGISTERED_ON, _day(case, FieldName.REGISTERED_ON)),
        deleted_on=_hinted(case, FieldName.DELETED_ON, _day(case, FieldName.DELETED_ON)),
        legal_basis=_hinted(case, FieldName.LEGAL_BASIS, _legal_basis(case)),
        reference=_hinted(case, FieldName.REFERENCE, _reference(case)),
        status=status_of(case),
        wording=case.draft.wording,
        street=_street(case),
        land_register=settled(
            FieldName.LAND_REGISTER,
            case.own(FieldName.LAND_REGISTER),
            case.others(FieldName.LAND_REGISTER),
            _text,
            same=opaque,
        ),
        pages=_pages(case),
        notes=notes_of(case),
        doubts=case.draft.doubts,
    )


def _text(found: Found) -> str | None:
    return found.reading.value


def _date(found: Found) -> date | None:
    return found.reading.day


def _day(case: Case, name: FieldName) -> Finding[date | None]:
    return settled(name, case.own(name), case.others(name), _date)


def _legal_basis(case: Case) -> Finding[str | None]:
    name = FieldName.LEGAL_BASIS
    return settled(name, case.own(name), case.others(name), _text, same=paragraph)


def _kinds(case: Case) -> Finding[Kind | None]:
    """The kind: the first that the row's wording names; others beside it are further kinds."""
    own = case.own(FieldName.KIND)[:1]
    others = [
        said.readings(FieldName.KIND)[0]
        for said in case.statements
        if said.readings(FieldName.KIND)
    ]
    named = {found.reading.value for found in case.own(FieldName.KIND)}
    agreeing = [found for found in others if not own or found.reading.value in named]
    return settled(FieldName.KIND, own, [] if own else agreeing, lambda f: Kind(f.reading.value))


def _further_kinds(case: Case, kind: Kind | None) -> tuple[Kind, ...]:
    named = (Kind(found.reading.value) for found in case.own(FieldName.KIND))
    return tuple(dict.fromkeys(other for other in named if other is not kind))


def _sheet(case: Case) -> Finding[str | None]:
    head = case.draft.head
    header = head.header
    if header.sheet is None:
        return Finding(
            value=None, doubts=(_not_found(FieldName.SHEET, head.page.number, header.sheet_spots),)
        )
    field = _field_of(case, FieldName.SHEET, header.sheet, header.sheet_spots)
    return Finding(value=header.sheet, readings=(field,))


def _number(case: Case) -> Finding[int | None]:
    draft = case.draft
    readings: tuple[Field, ...] = ()
    if draft.number_spots and draft.number is not None:
        readings = (_field_of(case, FieldName.ENTRY_NUMBER, str(draft.number), draft.number_spots),)
    else:
        readings = tuple(found.field for found in case.others(FieldName.ENTRY_NUMBER))
    doubts = draft.number_doubts
    if draft.number is None:
        doubts = (*doubts, _not_found(FieldName.ENTRY_NUMBER, draft.head.page.number, draft.spots))
    return Finding(
        value=draft.number,
        readings=readings,
        doubts=doubts,
        alternatives=draft.number_alternatives,
    )


def _field_of(case: Case, name: FieldName, value: str, spots: Sequence[Spot]) -> Field:
    page = case.draft.parts[0][0]
    text = page_text(page.words)
    places = [spot.index for spot in spots]
    evidence = Evidence(
        page=page.number,
        start=min(text.starts[place] for place in places),
        end=max(text.ends[place] for place in places),
    )
    return Field(name=name, value=value, evidence=evidence, source="sheet_form")


def _reference(case: Case) -> Finding[str | None]:
    """The entry's file number; other pages fill it in but, bearing their own, never contradict."""
    own = case.own(FieldName.REFERENCE)
    others = case.others(FieldName.REFERENCE, kinds=NOT_LETTERHEADS)
    if own:
        key = opaque(own[0].reading.value)
        others = tuple(found for found in others if opaque(found.reading.value) == key)
    return settled(FieldName.REFERENCE, own, others, _text, same=opaque)


def _street(case: Case) -> Finding[str | None]:
    own = case.own(FieldName.STREET) or tuple(
        found for found in case.draft.head.found if found.reading.name is FieldName.STREET
    )
    return settled(FieldName.STREET, own[:1], (), _text, same=opaque)


def _pages(case: Case) -> tuple[int, ...]:
    own = [page.number for page, _ in case.draft.parts]
    return tuple(dict.fromkeys([*own, *(said.page.number for said in case.statements)]))


def _expected(case: Case, name: FieldName, finding: Finding) -> Finding:
    """The finding; without a value a doubt, for every entry has one."""
    if finding.value:
        return finding
    doubt = _not_found(name, case.draft.head.page.number, case.draft.spots)
    return replace(finding, doubts=(*finding.doubts, doubt))


# Words that announce a value: where they stand and no value was read, it was missed.
HINTS = {
    FieldName.DECLARED_ON: re.compile(r"\berkl(?:ärung|aerung|\.)\s*(?:vom|v\.)", re.IGNORECASE),
    FieldName.DELETED_ON: DELETION,
    FieldName.LEGAL_BASIS: re.compile(r"§|bau ?o\b|bauordnung", re.IGNORECASE),
    FieldName.REFERENCE: re.compile(
        r"\b(?:az|aktenz(?:eichen)?|akte|bauakte|ba|vorg)\b\.?:?\s*\S*\d", re.IGNORECASE
    ),
}


def _hinted(case: Case, name: FieldName, finding: Finding[T | None]) -> Finding[T | None]:
    """The finding; without a value a doubt where the row's words announce one."""
    text = case.draft.text
    if name is FieldName.DECLARED_ON and any(
        said.kind is PageKind.DECLARATION for said in case.statements
    ):
        announced = True
    else:
        announced = bool(HINTS[name].search(text))
    if finding.value is not None or not announced:
        return finding
    doubt = _not_found(name, case.draft.head.page.number, case.draft.spots)
    return replace(finding, doubts=(*finding.doubts, doubt))


def _not_found(name: FieldName, page: int, spots: Iterable[Spot]) -> Doubt:
    spots = tuple(spots)
    label = label_of(name)
    return Doubt(
        reason=DoubtReason.NOT_FOUND,
        detail=tr(f"{label}: nicht gefunden.", f"{label}: not found."),
        page=page,
        box=box_of(spots) if spots else None,
    )
