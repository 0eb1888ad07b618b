"""The commands that keep a home safe: backup, restore."""

from importlib.metadata import version
from pathlib import Path

import click

from archive.audit import EventName, note
from baulast.language import dossiers, tr
from console.commands.call import Call, note_look, reason_option
from console.commands.output import SCREEN


@click.command(
    help=tr(
        "Sichert den ganzen Datenordner als Bag mit Prüfsummen, auch während Importe laufen: "
        "Archiv, Protokoll, Auskünfte, Listen, Katalog; ein Katalog auf PostgreSQL wird dort "
        "gesichert.",
        "Backs the whole home up as a bag with hashes, also while imports run: archive, trail, "
        "statements, lists, catalog. A catalog on PostgreSQL is backed up there.",
    )
)
@click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help=tr("Ordner, in den die Sicherung kommt.", "Folder that the backup goes to."),
)
@reason_option()
@click.pass_obj
def backup(call: Call, output: Path, reason: str) -> None:
    from handover.backup import back_up

    note_look(call, "backup", reason)
    made = back_up(call.filled_home, output, program=f"baulast {version('baulast')}")
    note(call.home, EventName.EXPORT, what="backup", bag=made.name)
    SCREEN.print(str(made), soft_wrap=True, markup=False)


@click.command(
    help=tr(
        "Füllt einen leeren Datenordner aus einer SICHERUNG; sie wird vorher geprüft.",
        "Fills an empty home from a BACKUP, which is checked first.",
    )
)
@click.argument(
    "source",
    metavar=tr("SICHERUNG", "BACKUP"),
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.pass_obj
def restore(call: Call, source: Path) -> None:
    import upkeep
    from batch.home import private_files
    from handover.backup import restore as restored

    with private_files():
        restored(call.home, source)
    done = upkeep.bring_along(call.home, call.settings.index, catalog_url=call.catalog_url)
    SCREEN.print(f"{dossiers(done.dossiers)} {tr('wiederhergestellt', 'restored')}.")
