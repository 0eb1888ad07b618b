"""Drafts and statements -> entries: what the dossier says together about each running number."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from baulast.language import Both
from baulast.law import paragraph
from baulast.model import (
    Doubt,
    DoubtReason,
    Entry,
    Field,
    FieldName,
    Finding,
    Kind,
    PageKind,
)
from extract.added import added
from extract.case import Case
from extract.declared import perhaps_declared
from extract.doubts import with_doubts
from extract.ends.status import status_of
from extract.evidence import field_of, not_found
from extract.expected import expected, hinted
from extract.file_number import reference_of
from extract.gather import Found
from extract.header_checks import of_header
from extract.historic import notes_of, of_gone_fluren
from extract.ink import unsure
from extract.leftovers import leftovers
from extract.look_alikes import look_alikes
from extract.parcels import benefited, burdened
from extract.remarks import remarks
from extract.sheet_number import KEEPERS, sheet_of
from extract.untold_days import untold_days
from extract.values import opaque, settled

PLOTS = (FieldName.BURDENED, FieldName.BENEFITED, FieldName.PARCEL)


def entry_of(case: Case) -> Entry:
    """One entry: every finding with its readings and doubts."""
    kinds = _kinds(case)
    kind = kinds.value
    entry = Entry(
        sheet=sheet_of(case),
        number=_number(case),
        kind=expected(case, FieldName.KIND, kinds),
        further_kinds=_further_kinds(case, kind),
        burdened=expected(case, FieldName.BURDENED, burdened(case, kind)),
        benefited=benefited(case, kind),
        declared_on=hinted(case, FieldName.DECLARED_ON, _declared_on(case)),
        registered_on=expected(case, FieldName.REGISTERED_ON, _day(case, FieldName.REGISTERED_ON)),
        deleted_on=hinted(case, FieldName.DELETED_ON, _day(case, FieldName.DELETED_ON)),
        legal_basis=hinted(case, FieldName.LEGAL_BASIS, _legal_basis(case)),
        reference=hinted(case, FieldName.REFERENCE, reference_of(case)),
        status=status_of(case),
        wording=case.draft.wording,
        street=_street(case),
        land_register=settled(
            FieldName.LAND_REGISTER,
            case.own(FieldName.LAND_REGISTER),
            case.others(FieldName.LAND_REGISTER),
            text_of,
            same=opaque,
        ),
        pages=_pages(case),
        doubts=case.draft.doubts,
    )
    entry = with_doubts(entry, of_header(case, entry))
    entry = with_doubts(entry, of_gone_fluren(case, entry))
    entry = with_doubts(entry, leftovers(case, entry))
    entry = with_doubts(entry, remarks(case, entry))
    entry = with_doubts(entry, added(case, entry))
    entry = with_doubts(entry, untold_days(case, entry))
    entry = with_doubts(entry, look_alikes(case, entry))
    entry = with_doubts(entry, unsure(case, entry))
    doubts = (*entry.doubts, *_perhaps_none(case, entry))
    return replace(entry, notes=notes_of(entry), doubts=doubts)


def _perhaps_none(case: Case, entry: Entry) -> tuple[Doubt, ...]:
    """The doubt on an entry without a kind that lacks its number or plots too.

    Dirt may look so, and so do the points of an order and the counted lines of a form.
    """
    if entry.kind.value is not None:
        return ()
    if entry.number.is_flagged:
        detail = Both(
            "Weder laufende Nummer noch Art sind zu lesen: Steht hier eine Eintragung?",
            "Neither running number nor kind can be read: is there an entry at all?",
        )
    elif not (case.own(*PLOTS) or case.others(*PLOTS)):
        detail = Both(
            "Weder Art noch Flurstücke sind zu lesen: Steht hier eine Eintragung?",
            "Neither kind nor parcels can be read: is there an entry at all?",
        )
    else:
        return ()
    page = entry.pages[0] if entry.pages else None
    return (Doubt(reason=DoubtReason.ILLEGIBLE, detail=detail, page=page),)


def text_of(found: Found) -> str:
    return found.reading.value


def _date(found: Found) -> date | None:
    return found.reading.day


def _day(case: Case, name: FieldName) -> Finding[date | None]:
    return settled(name, case.own(name), case.others(name), _date)


def _declared_on(case: Case) -> Finding[date | None]:
    """The day of declaration; where neither row nor declaration at hand give it, it is doubted."""
    finding = _day(case, FieldName.DECLARED_ON)
    declarations = {
        said.page.number for said in case.statements if said.kind is PageKind.DECLARATION
    }
    read_on = {field.evidence.page for field in finding.readings}
    if finding.value is None:
        entered = [f.reading.day for f in case.own(FieldName.REGISTERED_ON) if f.reading.day]
        untold = perhaps_declared(case.own(FieldName.OTHER_DATE), max(entered, default=None))
        return replace(finding, doubts=(*finding.doubts, *untold))
    if case.own(FieldName.DECLARED_ON):
        return finding
    if finding.value is None or not declarations or read_on & declarations or len(read_on) > 1:
        return finding
    doubt = not_found(FieldName.DECLARED_ON, min(declarations), ())
    return replace(finding, doubts=(*finding.doubts, doubt))


def _legal_basis(case: Case) -> Finding[str | None]:
    name = FieldName.LEGAL_BASIS
    return settled(name, case.own(name), case.others(name), text_of, same=paragraph)


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


def _number(case: Case) -> Finding[int | None]:
    draft = case.draft
    readings: tuple[Field, ...] = ()
    if draft.number_spots and draft.number is not None:
        readings = (
            field_of(
                draft.parts[0][0], FieldName.ENTRY_NUMBER, str(draft.number), draft.number_spots
            ),
        )
    else:
        readings = tuple(found.field for found in case.others(FieldName.ENTRY_NUMBER))
    doubts = draft.number_doubts
    if draft.number is None:
        doubts = (*doubts, not_found(FieldName.ENTRY_NUMBER, draft.head.page.number, draft.spots))
    doubts = (*doubts, *_other_numbers(case))
    return Finding(
        value=draft.number,
        readings=readings,
        doubts=doubts,
        alternatives=draft.number_alternatives,
    )


def _other_numbers(case: Case) -> Iterable[Doubt]:
    """Doubts where a page of the keeper calls the entry by another number than the sheet."""
    own = case.draft.number
    for said in case.statements:
        numbers = said.numbers()
        if said.kind in KEEPERS and own is not None and numbers and own not in numbers:
            other = ", ".join(map(str, sorted(numbers)))
            page = said.page.number
            yield Doubt(
                reason=DoubtReason.CONTRADICTION,
                detail=Both(
                    f"Laufende Nummer {own}, Seite {page} nennt aber {other}.",
                    f"Running number {own}, but page {page} names {other}.",
                ),
                page=page,
            )


def _street(case: Case) -> Finding[str | None]:
    own = case.own(FieldName.STREET) or tuple(
        found for found in case.draft.head.found if found.reading.name is FieldName.STREET
    )
    return settled(FieldName.STREET, own[:1], (), text_of, same=opaque)


def _pages(case: Case) -> tuple[int, ...]:
    own = [page.number for page, _ in case.draft.parts]
    return tuple(dict.fromkeys([*own, *(said.page.number for said in case.statements)]))
