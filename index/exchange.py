"""Dossiers -> lines for other programs and people (pure).

``entries``: one object for each entry, and one for each page with a doubt that may hide an entry;
``text``: one object for each page. Both as ``bench/score.py`` documents them at its head: file_id
is the file or folder that was delivered, page the place in it. Names of persons are left out of the
entries; page texts carry them.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from baulast.model import (
    MAIN_KIND,
    Dossier,
    Doubt,
    Entry,
    FieldName,
    Finding,
    Page,
    Plot,
)
from index.cadastre import kennzeichen
from index.document import HIDES_ENTRY, doubts_of
from index.persons import alternatives_told, masker, told

Row = dict[str, Any]
Mask = Callable[[str], str]

# A cell that begins so is a formula for Excel and LibreOffice; a leading ' makes it text.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for Windows-1252

_PLAIN = (
    "file_id dossier version dossier_number municipality page sheet entry_number type sub_kind"
    " further_kinds burdened benefited part declared_on registered_on deleted_on legal_basis"
    " reference status street land_register wording pages notes flagged flagged_fields doubts doubt"
)
COLUMNS = tuple(_PLAIN.split())
_FIELDS = {
    "sheet": FieldName.SHEET,
    "entry_number": FieldName.ENTRY_NUMBER,
    "type": FieldName.KIND,
    "burdened": FieldName.BURDENED,
    "benefited": FieldName.BENEFITED,
    "declared_on": FieldName.DECLARED_ON,
    "registered_on": FieldName.REGISTERED_ON,
    "deleted_on": FieldName.DELETED_ON,
    "legal_basis": FieldName.LEGAL_BASIS,
    "reference": FieldName.REFERENCE,
    "status": FieldName.STATUS,
    "street": FieldName.STREET,
    "land_register": FieldName.LAND_REGISTER,
}
_COLUMN_OF = {name: column for column, name in _FIELDS.items()}


def entries_jsonl(dossiers: Iterable[Dossier]) -> Iterator[str]:
    """A line for each entry and for each page with a doubt that may hide one."""
    return (_line(row) for row in _rows(dossiers))


def entries_json(dossiers: Iterable[Dossier]) -> Iterator[str]:
    """The same as one JSON array, an object a line."""
    before = "["
    for row in _rows(dossiers):
        yield f"{before}\n{_object(row)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def entries_csv(dossiers: Iterable[Dossier]) -> Iterator[str]:
    """The same as a table for Excel: semicolons, byte order mark, no cell that is a formula."""
    yield BYTE_ORDER_MARK + _csv_line(COLUMNS)
    for row in _rows(dossiers):
        yield table_line(row, COLUMNS)


def table_line(row: Mapping[str, Any], columns: Sequence[str]) -> str:
    """A row of a table for people, in the order of the columns."""
    return _csv_line([_cell(row, column) for column in columns])


def text_jsonl(dossiers: Iterable[Dossier]) -> Iterator[str]:
    """A line for each page with its text as read; separators and blank pages too."""
    for dossier in dossiers:
        for page in dossier.pages:
            yield _line(
                {
                    "file_id": page.origin.delivery,
                    "page": page.origin.place,
                    "dossier": dossier.id,
                    "version": dossier.version,
                    "number": page.number,
                    "kind": page.kind,
                    "text": page.text,
                }
            )


def _rows(dossiers: Iterable[Dossier]) -> Iterator[Row]:
    for dossier in dossiers:
        pages = {page.number: page for page in dossier.pages}
        mask = masker(dossier)
        for entry in dossier.entries:
            columns = _dossier_columns(dossier, _first(entry.pages, pages))
            yield {**columns, **_entry_row(entry, pages, mask)}
        for page in dossier.pages:
            doubts = [d for d in doubts_of(page, dossier) if d.reason in HIDES_ENTRY]
            if doubts:
                detail = "; ".join(dict.fromkeys(mask(str(d.detail)) for d in doubts))
                reasons = sorted({d.reason.value for d in doubts})
                yield {
                    **_dossier_columns(dossier, page),
                    "page": page.origin.place,
                    "doubt": detail,
                    "doubts": reasons,
                }


def _dossier_columns(dossier: Dossier, page: Page | None) -> Row:
    return {
        "file_id": page.origin.delivery if page else None,
        "dossier": dossier.id,
        "version": dossier.version,
        "dossier_number": dossier.number,
        "municipality": dossier.municipality,
    }


def _entry_row(entry: Entry, pages: Mapping[int, Page], mask: Mask) -> Row:
    kind = entry.kind.value
    first = _first(entry.pages, pages)
    plain: dict[FieldName, object] = {
        FieldName.KIND: MAIN_KIND.get(kind, kind) if kind else None,
        FieldName.BURDENED: [_plot(plot) for plot in entry.burdened.value],
        FieldName.BENEFITED: [_plot(plot) for plot in entry.benefited.value],
        FieldName.SHEET: told(entry.sheet, mask),
        FieldName.LEGAL_BASIS: told(entry.legal_basis, mask),
        FieldName.REFERENCE: told(entry.reference, mask),
        FieldName.STREET: told(entry.street, mask),
        FieldName.LAND_REGISTER: told(entry.land_register, mask),
    }
    findings = entry.findings
    fields = {
        column: _field(findings[name], plain.get(name, _plain(findings[name].value)), mask)
        for column, name in _FIELDS.items()
    }
    return {
        "page": first.origin.place if first else None,
        **fields,
        "sub_kind": kind if kind in MAIN_KIND else None,
        "further_kinds": list(entry.further_kinds),
        "part": any(plot.part for plot in entry.burdened.value),
        "wording": mask(entry.wording),
        "pages": [pages[number].origin.place for number in entry.pages if number in pages],
        "notes": [mask(str(note)) for note in entry.notes],
        "flagged": bool(entry.doubts),
        "flagged_fields": [_COLUMN_OF[name] for name in entry.flagged],
        "doubts": [_doubt(doubt, pages, mask) for doubt in entry.doubts],
    }


def _first(numbers: tuple[int, ...], pages: Mapping[int, Page]) -> Page | None:
    """The page of the first of these numbers; without any, the first page of the dossier."""
    known = [pages[number] for number in numbers if number in pages]
    return known[0] if known else next(iter(pages.values()), None)


def _field(finding: Finding[Any], value: object, mask: Mask) -> Row:
    """A value, how sure it is, whether a person should look, why, and what else it may be."""
    field: Row = {"value": value, "flagged": finding.is_flagged}
    if finding.confidence is not None:
        field["confidence"] = round(finding.confidence, 4)
    if finding.is_reviewed:
        field["reviewed"] = True
    if finding.doubts:
        field["doubts"] = [
            {"reason": d.reason, "detail": mask(str(d.detail))} for d in finding.doubts
        ]
    if finding.alternatives:
        field["alternatives"] = alternatives_told(finding, mask)
    return field


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _plot(plot: Plot) -> Row:
    parcel = plot.parcel
    flur = parcel.flur
    return {
        "gemarkung": parcel.gemarkung,
        "flur": int(flur) if flur and flur.isdecimal() else flur,
        "zaehler": parcel.zaehler,
        "nenner": parcel.nenner,
        "part": plot.part,
        "kennzeichen": kennzeichen(parcel),
    }


def _doubt(doubt: Doubt, pages: Mapping[int, Page], mask: Mask) -> Row:
    page = pages.get(doubt.page) if doubt.page else None
    return {
        "reason": doubt.reason,
        "detail": mask(str(doubt.detail)),
        "page": page.origin.place if page else None,
    }


def _object(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False)


def _line(row: Row) -> str:
    return f"{_object(row)}\n"


def _cell(row: Mapping[str, Any], column: str) -> str:
    """A value as people read it in a table, never as a formula."""
    value = row.get(column)
    if isinstance(value, dict):
        value = value["value"]
    if isinstance(value, list):
        value = "; ".join(_text_of(item) for item in value)
    return _no_formula("" if value is None else _text_of(value))


def _text_of(item: object) -> str:
    if isinstance(item, bool):
        return "ja" if item else "nein"
    if isinstance(item, dict) and "zaehler" in item:
        number = f"{item['zaehler']}" + (f"/{item['nenner']}" if item["nenner"] else "")
        pieces = (item["gemarkung"], item["flur"] and f"Flur {item['flur']}", f"Flst. {number}")
        return " ".join(str(p) for p in pieces if p) + (" tlw." if item["part"] else "")
    if isinstance(item, dict):
        return str(item["detail"])
    return str(item)


def _no_formula(text: str) -> str:
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


def _csv_line(cells: Iterable[str]) -> str:
    """A row with the line end of the standard: without it the writer leaves breaks unquoted."""
    line = io.StringIO()
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow(cells)
    return line.getvalue()
