"""An entry for the terminal: what it says, how sure that is, and where to look at it."""

from collections.abc import Iterator
from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from baulast.language import tr
from baulast.model import FieldName
from index.document import EntryDocument
from index.kinds import KIND_NAMES
from report.wording import field_words, status_words, town_name

REVIEWED = tr("geprüft", "reviewed")
PLEASE_CHECK = tr("bitte prüfen", "please check")
NOT_READ = tr("nicht gelesen", "not read")


def entry_view(entry: EntryDocument, *remarks: tuple[str, str]) -> RenderableType:
    """The entry's heading and fields, and what else is to be said of it: label and text."""
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style="dim", no_wrap=True)
    rows.add_column(overflow="fold")
    for name, value in _values(entry):
        label = field_words(name)
        if name.value in entry.flagged:
            rows.add_row(label, Text(f"{value or NOT_READ}  ⚠ {PLEASE_CHECK}", "yellow"))
        elif value and name.value in entry.reviewed:
            rows.add_row(label, Text(f"{value}  ✓ {REVIEWED}"))
        elif value:
            rows.add_row(label, Text(value))
    for label, remark in remarks:
        rows.add_row(label, Text(remark, "yellow"))
    for note in entry.notes:
        rows.add_row(tr("Hinweis", "note"), Text(str(note)))
    return Group(Text(_heading(entry), style="bold"), rows)


def place_line(pdf: Path, page: int) -> Text:
    """What to open, in one line however narrow the screen is: it is copied from there."""
    return Text(f"PDF  {pdf} · {tr('Seite', 'page')} {page}", no_wrap=True, overflow="ignore")


def dossier_line(dossier: str, version: int) -> Text:
    """The dossier by the id that other commands take."""
    name = f"{tr('Akte', 'Dossier')} {dossier}"
    of = f" · {tr('Fassung', 'version')} {version}" if version > 1 else ""
    return Text(name + of, no_wrap=True, overflow="ignore")


def _heading(entry: EntryDocument) -> str:
    doubted = {FieldName.SHEET.value, FieldName.ENTRY_NUMBER.value}.intersection(entry.flagged)
    heading = tr("{}, Baulastenblatt {}, lfd. Nr. {}", "{}, sheet {}, entry {}").format(
        town_name(entry.municipality),
        entry.sheet or "?",
        entry.entry_number if entry.entry_number is not None else "?",
    )
    return f"{heading}  ⚠ {PLEASE_CHECK}" if doubted else heading


def _values(entry: EntryDocument) -> Iterator[tuple[FieldName, str]]:
    yield FieldName.STATUS, status_words(entry.status)
    yield FieldName.KIND, KIND_NAMES[entry.kind][0] if entry.kind else ""
    for role in (FieldName.BURDENED, FieldName.BENEFITED):
        yield role, _parcels(entry, role)
    for name, day in (
        (FieldName.DECLARED_ON, entry.declared_on),
        (FieldName.REGISTERED_ON, entry.registered_on),
        (FieldName.DELETED_ON, entry.deleted_on),
    ):
        yield name, day.strftime("%d.%m.%Y") if day else ""
    yield FieldName.LEGAL_BASIS, entry.legal_basis or ""
    yield FieldName.REFERENCE, entry.reference or ""
    yield FieldName.STREET, entry.street or ""
    yield FieldName.LAND_REGISTER, entry.land_register or ""


def _parcels(entry: EntryDocument, role: FieldName) -> str:
    """The parcels of a role, and in brackets those that the ink may say instead."""
    part = tr(" (tlw.)", " (part)")
    taken = "; ".join(f"{key.parcel}{part if key.part else ''}" for key in entry.plots(role))
    others = [str(k.parcel) for k in entry.parcels if k.role is role and not k.is_certain]
    if not others:
        return taken
    maybe = tr("auch möglich", "maybe also")
    return f"{taken} ({maybe}: {'; '.join(others)})".lstrip()
