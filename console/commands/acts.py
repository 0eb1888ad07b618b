"""The commands for what happens to an entry after its scan: entry add, entry delete."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from archive.audit import user
from archive.store import Store
from baulast.acts import Act, EntryAdded, EntryDeleted, Source
from baulast.language import tr
from baulast.model import Kind
from console.commands.call import Call, deliver, telling, version_option
from console.commands.output import print_view
from console.doubts import dossier_view
from register.acts import entry_called, plots, record


class Day(click.ParamType[date]):
    """A day, as 12.3.2025 or 2025-03-12."""

    name = tr("TAG", "day")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            if "." in value:
                return datetime.strptime(value, "%d.%m.%Y").date()
            return date.fromisoformat(value)
        except ValueError:
            self.fail(tr(f"{value!r} ist kein Tag", f"{value!r} is no day"), param, ctx)


def _act_options() -> Callable[[Any], Any]:
    """On whose word an act stands, and where."""
    options = (
        click.option("--sheet", required=True, help=tr("Baulastenblatt.", "Sheet.")),
        click.option("--number", type=int, required=True, help=tr("Lfd. Nr.", "Entry number.")),
        click.option("--order", required=True, help=tr("Az. der Verfügung.", "Its file number.")),
        click.option(
            "--evidence",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help=tr("Das Schriftstück; es wird mit verwahrt.", "The document; it is kept too."),
        ),
        version_option(),
    )

    def wrap(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return wrap


@click.group(
    short_help=tr(
        "Trägt nach, was nach dem Scannen ins Register kam.",
        "Records what came into the register after the scan.",
    ),
    help=tr(
        "Trägt nach, was nach dem Scannen ins Register kam; mit eigenem Beleg, und sofort in Suche "
        "und Auskunft.",
        "Records what came into the register after the scan; with its own evidence, and seen at "
        "once by searches and statements.",
    ),
)
def entry() -> None:
    pass


@entry.command("add", help=tr("Eine neue Eintragung der Akte.", "A new entry of the dossier."))
@click.argument("dossier", metavar=tr("AKTE", "DOSSIER"))
@_act_options()
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind], case_sensitive=False),
    required=True,
    help=tr("Art der Baulast.", "Kind of encumbrance."),
)
@click.option(
    "--burdened",
    multiple=True,
    required=True,
    help=tr("Belastet: „Büttgen 12 345/6“; mehrfach.", "Burdened parcel; several times."),
)
@click.option(
    "--benefited", multiple=True, help=tr("Begünstigt; mehrfach.", "Benefited; several times.")
)
@click.option("--declared-on", type=Day(), help=tr("Erklärt am.", "Declared on."))
@click.option("--registered-on", type=Day(), required=True, help=tr("Eingetragen am.", "Entered."))
@click.option("--legal-basis", help=tr("„§ 85 BauO NRW 2018“.", "Legal basis."))
@click.option("--reference", help=tr("Aktenzeichen.", "File number."))
@click.option("--street", help=tr("Lage.", "Street."))
@click.option("--wording", required=True, help=tr("Wortlaut, ohne Namen.", "Without names."))
@click.pass_obj
def add_entry(
    call: Call,
    dossier: str,
    sheet: str,
    number: int,
    order: str,
    evidence: Path | None,
    version: int | None,
    kind: str,
    burdened: tuple[str, ...],
    benefited: tuple[str, ...],
    declared_on: date | None,
    registered_on: date,
    legal_basis: str | None,
    reference: str | None,
    street: str | None,
    wording: str,
) -> None:
    act = EntryAdded(
        version=version or Store(call.filled_home).newest(dossier),
        source=Source(by=user(), at=_now(), order=order),
        sheet=sheet,
        number=number,
        kind=Kind(kind),
        burdened=tuple(plot for written in burdened for plot in plots(written)),
        benefited=tuple(plot for written in benefited for plot in plots(written)),
        declared_on=declared_on,
        registered_on=registered_on,
        legal_basis=legal_basis,
        reference=reference,
        street=street,
        wording=wording,
    )
    _record(call, act, dossier, evidence)


@entry.command("delete", help=tr("Eine Löschung im Register.", "A deletion in the register."))
@click.argument("dossier", metavar=tr("AKTE", "DOSSIER"))
@_act_options()
@click.option("--on", type=Day(), required=True, help=tr("Gelöscht am.", "Deleted on."))
@click.option(
    "--parcel",
    "freed",
    multiple=True,
    help=tr(
        "Nur hinsichtlich dieses Flurstücks; mehrfach.", "As to this parcel only; several times."
    ),
)
@click.pass_obj
def delete_entry(
    call: Call,
    dossier: str,
    sheet: str,
    number: int,
    order: str,
    evidence: Path | None,
    version: int | None,
    on: date,
    freed: tuple[str, ...],
) -> None:
    store = Store(call.filled_home)
    version = version or store.newest(dossier)
    known = store.load(dossier, version)
    entry = entry_called(known, sheet, number)
    act = EntryDeleted(
        version=version,
        source=Source(by=user(), at=_now(), order=order),
        sheet=entry.sheet.value,
        number=number,
        entry=entry.id,
        deleted_on=on,
        parcels=tuple(plot.parcel for written in freed for plot in plots(written)),
    )
    _record(call, act, dossier, evidence)


def _record(call: Call, act: Act, dossier: str, evidence: Path | None) -> None:
    store = Store(call.filled_home)
    record(act, dossier, store=store, evidence=evidence)
    with telling(call, store) as all_:
        all_.tell(dossier)
    changed = store.load(dossier, act.version)
    deliver(call, changed)
    print_view(dossier_view(changed, store.pdf_path(dossier, act.version)))


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
