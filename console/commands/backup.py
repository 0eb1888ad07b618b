"""The commands that keep a home safe: backup, restore."""

from importlib.metadata import version
from pathlib import Path

import click

from archive.audit import EventName, note
from batch.home import catalog_of, known_catalog
from baulast.language import dossiers, tr
from catalog.store import CATALOG_FILE
from console.commands.call import Call, note_look, reason_option
from console.commands.output import SCREEN


@click.command(
    short_help=tr(
        "Sichert den ganzen Datenordner, auch während Importe laufen.",
        "Backs the whole home up, also while imports run.",
    ),
    help=tr(
        "Sichert den ganzen Datenordner als Bag mit Prüfsummen, auch während Importe laufen: "
        "Archiv, Protokoll, Auskünfte, Listen, Katalog. Von einem Katalog auf PostgreSQL kommt "
        "mit, was beiseite liegt oder offen ist; alles andere baut restore aus dem Archiv neu auf. "
        "Konten auf PostgreSQL werden dort gesichert.",
        "Backs the whole home up as a bag with hashes, also while imports run: archive, trail, "
        "statements, lists, catalog. Of a catalog on PostgreSQL, what is set aside or left on the "
        "way comes along; restore builds the rest anew. Accounts there are backed up there.",
    ),
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
    from handover.unfinished import unfinished_of

    note_look(call, "backup", reason)
    with known_catalog(call.filled_home, call.catalog_url) as catalog:
        open_work = {town: unfinished_of(catalog, town) for town in catalog.municipalities()}
    program = f"baulast {version('baulast')}"
    made = back_up(call.home, output, program=program, open_work=open_work)
    note(call.home, EventName.EXPORT, what="backup", bag=made.name)
    SCREEN.print(str(made), soft_wrap=True, markup=False)


@click.command(
    short_help=tr(
        "Füllt einen leeren Datenordner aus einer SICHERUNG.", "Fills an empty home from a BACKUP."
    ),
    help=tr(
        "Füllt einen leeren Datenordner aus einer SICHERUNG; sie wird vorher geprüft.",
        "Fills an empty home from a BACKUP, which is checked first.",
    ),
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
    from handover.unfinished import keep

    with private_files():
        open_work = restored(call.home, source)
        if call.catalog_url or not (call.home / CATALOG_FILE).exists():
            with catalog_of(call.home, call.catalog_url) as catalog:
                for known in open_work:
                    keep(catalog, known)
    done = upkeep.bring_along(call.home, call.settings.index, catalog_url=call.catalog_url)
    SCREEN.print(f"{dossiers(done.dossiers)} {tr('wiederhergestellt', 'restored')}.")
