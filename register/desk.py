"""Where a statement is made: questions in, a statement out, its letter and annex beside it."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from archive.store import Store
from baulast.errors import DossierUnknown, InputError
from baulast.language import Both, tr
from baulast.model import PageKind
from baulast.settings import StatementSettings
from register.answer import Sources, answer_parcel, answer_street
from register.journal import give
from register.statement import ListedEntry, Statement

PARCEL_COLUMNS = ("gemarkung", "flur", "flurstueck")


class QuestionsUnusable(InputError):
    """A list of parcels cannot be read; nothing of it was answered."""

    remedy = Both(
        "CSV mit Kopfzeile gemarkung;flur;flurstueck, oder je Zeile ein Flurstück.",
        "CSV with a header gemarkung;flur;flurstueck, or one parcel in each line.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked, by whom and why."""

    parcels: tuple[str, ...]
    streets: tuple[tuple[str, str], ...]  # street and municipality
    reason: str
    made_by: str
    applicant: tuple[str, ...]
    last_import: str | None


def make_statement(
    request: Request,
    sources: Sources,
    home: Path,
    *,
    write_letter: Callable[[Statement, Path], None] | None = None,
    with_annex: bool = False,
) -> Statement:
    """The statement, written down under its number; with its letter where one is asked for."""
    now = datetime.now().astimezone()
    findings = (
        *(answer_parcel(written, sources) for written in request.parcels),
        *(answer_street(street, town, sources) for street, town in request.streets),
    )

    def numbered(number: str) -> Statement:
        return Statement(
            number=number,
            made_at=now.isoformat(timespec="seconds"),
            made_by=request.made_by,
            reason=request.reason,
            applicant=request.applicant,
            findings=findings,
            last_import=request.last_import,
            program=f"baulast {version('baulast')}",
        )

    return give(
        home, year=now.year, make=numbered, write_letter=write_letter, with_annex=with_annex
    )


def letter_writer(
    store: Store, settings: StatementSettings, *, with_annex: bool
) -> Callable[[Statement, Path], None]:
    """Writes letters; with the annex, whose pages show names of persons."""
    from register.letter import AnnexPage, write_letter  # WeasyPrint takes a second to load

    def annex(entries: tuple[ListedEntry, ...]) -> Iterator[AnnexPage]:
        for entry in entries:
            pdf = store.pdf_path(entry.dossier, entry.version)
            for number in _annex_pages(store, entry):
                yield AnnexPage(pdf=pdf, number=number)

    def write(statement: Statement, target: Path) -> None:
        wanted = tuple(_entries(statement)) if with_annex else ()
        here = tuple(entry for entry in wanted if _is_here(store, entry))
        write_letter(
            statement,
            target,
            settings,
            annex=dict.fromkeys(annex(here)),
            kept_elsewhere=tuple(dict.fromkeys(e.dossier for e in wanted if e not in here)),
        )

    return write


def parcel(gemarkung: str, flur: str | None, number: str) -> str:
    """A parcel as it is asked for.

    >>> parcel("Büttgen", "12", "345/12")
    'Gemarkung Büttgen, Flur 12, Flurstück 345/12'
    """
    parts = (f"Gemarkung {gemarkung}", flur and f"Flur {flur}", f"Flurstück {number}")
    return ", ".join(part for part in parts if part)


def parcels_of(text: str) -> tuple[str, ...]:
    """The parcels of a list: a table with a header, or one parcel in each line.

    >>> parcels_of("Gemarkung;Flur;Flurstück\\nNorf;4;123/45\\n")
    ('Gemarkung Norf, Flur 4, Flurstück 123/45',)
    >>> parcels_of("Norf 4 123/45\\n05336200400123______\\n")
    ('Norf 4 123/45', '05336200400123______')
    """
    text = text.lstrip("\ufeff")
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    first, *rest = [*csv.reader(io.StringIO(text), delimiter=delimiter)] or [[]]
    header = tuple(name.strip().lower().replace("ü", "ue") for name in first)
    if header == PARCEL_COLUMNS:
        return tuple(_row(line, row) for line, row in enumerate(rest, start=2) if any(row))
    lines = tuple(line.strip() for line in text.splitlines() if line.strip())
    if not lines or any(";" in line for line in lines):
        raise QuestionsUnusable(tr(f"Kopfzeile {first}", f"header {first}"))
    return lines


def _row(line: int, row: list[str]) -> str:
    cells = [cell.strip() for cell in row]
    if len(cells) != len(PARCEL_COLUMNS) or not (cells[0] and cells[2]):
        lacks = tr("Zeile {}: Gemarkung oder Flurstück fehlt", "line {}: Gemarkung or parcel lacks")
        raise QuestionsUnusable(lacks.format(line))
    return parcel(cells[0], cells[1] or None, cells[2])


def _entries(statement: Statement) -> Iterator[ListedEntry]:
    for finding in statement.findings:
        yield from finding.entries
        yield from finding.possible


def _is_here(store: Store, entry: ListedEntry) -> bool:
    """Whether this home keeps the dossier; those of other towns are found in the shared index."""
    try:
        store.revision(entry.dossier, entry.version)
    except DossierUnknown:
        return False
    return True


def _annex_pages(store: Store, entry: ListedEntry) -> tuple[int, ...]:
    """The entry's own sheet pages, and the dossier's plans."""
    pages = store.load(entry.dossier, entry.version).pages
    return tuple(
        page.number
        for page in pages
        if page.kind is PageKind.PLAN
        or (page.kind is PageKind.SHEET and page.number in entry.pages)
    )
