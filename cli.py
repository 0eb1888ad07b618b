"""The program ``baulast``: global options, the commands, and how errors end."""

import sys
import tomllib
from pathlib import Path

import click
from click.shell_completion import get_completion_class

from baulast.errors import BaulastError, Interrupted
from baulast.language import tr
from baulast.settings import Settings, settings_from
from console.bug import bug_view
from console.commands.acts import entry
from console.commands.audit import audit
from console.commands.backup import backup, restore
from console.commands.batch import import_, retry, settle, status
from console.commands.call import Call
from console.commands.export import export
from console.commands.lists import inventory, lineage
from console.commands.output import ASIDE
from console.commands.review import review
from console.commands.rules import extract
from console.commands.sample import sample
from console.commands.search import search, show
from console.commands.serve import serve
from console.commands.sharing import index_
from console.commands.state import paper, state
from console.commands.statement import auskunft
from console.commands.upkeep import doctor, rebuild, verify
from console.commands.user import user

BUG = 70  # EX_SOFTWARE of sysexits.h


@click.group(
    help=tr(
        "Scans von Baulastenakten herein, durchsuchbares PDF/A und durchsuchbares Register hinaus.",
        "Scans of Baulasten files in, searchable PDF/A and a searchable register out.",
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
)
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="BAULAST_HOME",
    help=tr("Wo die Daten liegen (oder BAULAST_HOME).", "Where data lie (or BAULAST_HOME)."),
)
@click.option(
    "--settings",
    "settings_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=tr(
        "Einstellungen; sonst baulast.toml im Datenordner.", "Settings; else baulast.toml in home."
    ),
)
@click.option(
    "--catalog",
    envvar="BAULAST_CATALOG",
    metavar="URL",
    help=tr(
        "Katalog auf PostgreSQL (postgresql+psycopg://…); sonst SQLite im Datenordner.",
        "Catalog on PostgreSQL (postgresql+psycopg://…); else SQLite in home.",
    ),
)
@click.version_option(package_name="baulast", message="%(prog)s %(version)s")
@click.pass_context
def commands(
    context: click.Context, home: Path | None, settings_file: Path | None, catalog: str | None
) -> None:
    file = settings_file or (home / "baulast.toml" if home else None)
    context.obj = Call(
        home.absolute() if home else None,
        _settings(file) if file and file.is_file() else Settings(),
        catalog,
    )


def _settings(file: Path) -> Settings:
    try:
        return settings_from(tomllib.loads(file.read_text(encoding="utf-8")))
    except (ValueError, OSError) as error:
        raise click.UsageError(f"{file}: {error}") from error


@commands.command(
    short_help=tr(
        "Gibt aus, was die Shell zum Ergänzen der Befehle braucht.",
        "Prints what the shell needs to complete commands.",
    ),
    help=tr(
        "Gibt aus, was die Shell zum Ergänzen der Befehle braucht: "
        'eval "$(baulast completion bash)".',
        'Prints what the shell needs to complete commands: eval "$(baulast completion bash)".',
    ),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(commands, {}, "baulast", "_BAULAST_COMPLETE").source())


for command in (
    import_,
    retry,
    settle,
    sample,
    status,
    search,
    show,
    auskunft,
    entry,
    lineage,
    inventory,
    state,
    paper,
    review,
    export,
    index_,
    serve,
    user,
    extract,
    verify,
    audit,
    rebuild,
    backup,
    restore,
    doctor,
):
    commands.add_command(command)


def main() -> None:
    """The command ``baulast``; errors become one message and an exit code here."""
    try:
        sys.exit(commands(standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:  # a second Ctrl-C: the gentle end was not waited for
        ASIDE.print(tr("Abgebrochen.", "Interrupted."))
        sys.exit(Interrupted.exit_code)
    except BaulastError as error:
        ASIDE.print(f"baulast: {error}\n{error.remedy}", markup=False)
        sys.exit(error.exit_code)
    except Exception as error:  # a bug of ours: it must not look like a batch's 1
        ASIDE.print(bug_view(error), crop=False)
        sys.exit(BUG)
