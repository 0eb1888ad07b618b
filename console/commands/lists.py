"""The commands for lists that an office keeps: lineage and inventory."""

from pathlib import Path

import click

from archive.store import Store
from baulast.language import tr
from console.commands.call import Call, Municipality, as_json, csv_text, deliver, open_index
from console.commands.output import SCREEN, display
from console.inventory import inventory_view
from index.lineage import descents_in
from register import lists
from register.balance import balances
from register.inventory import sheets_in


@click.group(
    help=tr("Vorgänger und Nachfolger von Flurstücken.", "Predecessors and successors of parcels.")
)
def lineage() -> None:
    pass


@lineage.command(
    "load",
    short_help=tr(
        "Nimmt eine Liste von Vorgängern und Nachfolgern auf.",
        "Takes in a list of predecessors and successors.",
    ),
    help=tr(
        "Nimmt eine Liste alt;neu;art;datum;quelle auf; Suche und Auskunft fragen danach auch "
        "Vorgänger und Nachfolger ab.",
        "Takes in a list old;new;kind;date;source; from then on searches and statements ask for "
        "predecessors and successors too.",
    ),
)
@click.argument("file", metavar="CSV", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--replace",
    "replaces",
    is_flag=True,
    help=tr("Anstelle des bisher Geladenen.", "In place of what was loaded before."),
)
@click.pass_obj
def load_lineage(call: Call, file: Path, replaces: bool) -> None:
    descents = descents_in(csv_text(file))
    lists.load_lineage(call.filled_home, descents, file=file, replaces=replaces)
    deliver(call)
    known = len(lists.lineage(call.home).descents)
    SCREEN.print(
        tr("{} Zeilen aufgenommen, {} bekannt.", "{} lines taken in, {} known.").format(
            len(descents), known
        )
    )


@click.group(
    invoke_without_command=True,
    short_help=tr(
        "Zeigt, welche Blätter erfasst sind und welche fehlen.",
        "Shows which sheets are digitised and which lack.",
    ),
    help=tr(
        "Zeigt je Gemarkung, welche Blätter des Bestandsverzeichnisses erfasst sind und welche "
        "fehlen.",
        "Shows for each Gemarkung which sheets of the inventory are digitised and which lack.",
    ),
)
@as_json()
@click.pass_context
def inventory(context: click.Context, is_json: bool) -> None:
    if context.invoked_subcommand:
        return
    call: Call = context.obj
    with open_index(call, Store(call.filled_home)) as index:
        found = tuple(balances(lists.inventory(call.home), index))
    display(found, inventory_view(found), is_json=is_json)


@inventory.command(
    "load",
    short_help=tr(
        "Nimmt eine Liste der vorhandenen Blätter auf.",
        "Takes in a list of the sheets that there are.",
    ),
    help=tr(
        "Nimmt eine Liste der vorhandenen Blätter auf (blatt;gemarkung, nach Bedarf flur, karton, "
        "signatur, gemeinde). Sie gilt für die Gemeinden, die sie nennt, anstelle der vorigen.",
        "Takes in a list of the sheets that there are (sheet;gemarkung and, where known, flur, "
        "box, shelf_mark, municipality). It stands for the towns it names, in place of the former.",
    ),
)
@click.argument("file", metavar="CSV", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--municipality", "-m", type=Municipality(), help=tr("Für alle Zeilen.", "Of every line.")
)
@click.pass_obj
def load_inventory(call: Call, file: Path, municipality: str | None) -> None:
    sheets = sheets_in(csv_text(file), municipality=municipality)
    lists.load_inventory(call.filled_home, sheets, file=file)
    deliver(call)
    SCREEN.print(tr(f"{len(sheets)} Blätter aufgenommen.", f"{len(sheets)} sheets taken in."))
