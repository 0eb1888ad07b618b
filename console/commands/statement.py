"""The command that gives statements from the register: auskunft."""

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from archive.audit import user
from archive.store import Store
from baulast.language import tr
from console.commands.call import Call, Municipality, as_json, csv_text, open_index
from console.commands.output import display, whole_file
from console.commands.sharing import (
    ELASTICSEARCH,
    index_option,
    missing_of,
    server_options,
    shared_index,
)
from console.statement import statement_view
from index.seam import Index, Scope
from register import journal, lists
from register.answer import Sources
from register.desk import Request, letter_writer, make_statement, parcel, parcels_of
from register.statement import Statement
from register.unsearched import Unsearched, last_import, unsearched

NOT_CERTAIN = 7  # a statement was given, and a person has to look before it is relied on


@click.command(
    short_help=tr(
        "Gibt Auskunft: was ein Flurstück belastet oder begünstigt.",
        "Gives a statement: what burdens or benefits a parcel.",
    ),
    help=tr(
        "Gibt Auskunft aus dem Baulastenverzeichnis: was ein Flurstück belastet oder begünstigt, "
        "was gesucht wurde und wie sicher das ist. Jede Auskunft wird mit Nummer festgehalten. "
        "Rückgabewert 7: Es ist noch etwas anzusehen, bevor man sich darauf verlässt.",
        "Gives a statement from the register: what burdens or benefits a parcel, what was searched "
        "and how sure that is. Each statement is kept under a number. "
        "Exit code 7: something has to be looked at before one relies on it.",
    ),
)
@click.option("--gemarkung", "-g", help=tr("Name der Gemarkung.", "Name of the Gemarkung."))
@click.option("--flur", help=tr("Flur; sonst alle.", "Flur; else all of them."))
@click.option("--flurstueck", "-f", help=tr("Nummer, 345/12.", "Number, 345/12."))
@click.option(
    "--list",
    "list_",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=tr(
        "CSV mit gemarkung;flur;flurstueck, oder je Zeile ein Flurstück.",
        "CSV with gemarkung;flur;flurstueck, or one parcel in each line.",
    ),
)
@click.option("--street", help=tr("Straße und Hausnummer; mit -m.", "Street; with -m."))
@click.option(
    "--municipality", "-m", type=Municipality(), help=tr("Für --street.", "For --street.")
)
@click.option(
    "--reason",
    help=tr(
        "Berechtigtes Interesse; ohne steht „nicht angegeben“ in Schreiben und Protokoll.",
        "Legitimate interest; without it letter and log say “not stated”.",
    ),
)
@click.option(
    "--by",
    default=user,
    show_default=tr("Anmeldename", "login name"),
    help=tr("Wer die Auskunft gibt.", "Who gives the statement."),
)
@click.option(
    "--to",
    "applicant",
    multiple=True,
    help=tr("Zeile der Anschrift; mehrfach.", "Line of the address; several times."),
)
@click.option(
    "--annex",
    "with_annex",
    is_flag=True,
    help=tr(
        "Seitenbilder von Blatt und Lageplan anhängen. Sie zeigen Namen: nur für Berechtigte.",
        "Put sheet and plan behind it. They show names: only for those entitled.",
    ),
)
@index_option()
@server_options()
@click.option(
    "--again",
    metavar=tr("NUMMER", "NUMBER"),
    help=tr("Eine erteilte Auskunft wiedergeben.", "Give a former statement once more."),
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help=tr("Das Schreiben als PDF/A.", "The letter as PDF/A."),
)
@as_json()
@click.pass_obj
def auskunft(
    call: Call,
    gemarkung: str | None,
    flur: str | None,
    flurstueck: str | None,
    list_: Path | None,
    street: str | None,
    municipality: str | None,
    reason: str | None,
    by: str,
    applicant: tuple[str, ...],
    with_annex: bool,
    index_name: str,
    url: str | None,
    user: str | None,
    again: str | None,
    output: Path | None,
    is_json: bool,
) -> None:
    is_shared = index_name == ELASTICSEARCH
    store = Store(call.office_home if is_shared else call.filled_home)
    write = letter_writer(store, call.settings.statement, with_annex=with_annex) if output else None
    kept = None
    if again:
        found = journal.given(call.home, again)
        statement, kept = found.statement, found.letter
        journal.note_again(call.home, again, by=by)
    else:
        parcels = parcels_of(csv_text(list_)) if list_ else ()
        if gemarkung and flurstueck:
            parcels += (parcel(gemarkung, flur, flurstueck),)
        streets = ((street, municipality),) if street and municipality else ()
        if not (parcels or streets) or bool(gemarkung) != bool(flurstueck):
            raise click.UsageError(
                tr(
                    "Nötig sind --gemarkung mit --flurstueck, --list, oder --street mit "
                    "--municipality.",
                    "Needed are --gemarkung with --flurstueck, --list, or --street with "
                    "--municipality.",
                )
            )
        if call.settings.audit.reason_required and not reason:
            raise click.UsageError(
                tr("Hier wird ein Anlass verlangt: --reason.", "A reason is required: --reason.")
            )
        request = Request(
            parcels=parcels,
            streets=streets,
            reason=reason or tr("nicht angegeben", "not stated"),
            made_by=by,
            applicant=applicant,
            last_import=last_import(call.home, call.catalog_url),
        )
        opened = shared_index(call, url, user) if is_shared else open_index(call, store)
        with opened as index:
            statement = make_statement(
                request,
                _sources(call, index, is_shared=is_shared),
                call.home,
                write_letter=write,
                with_annex=with_annex,
            )
    if output and write:
        if not again:
            kept = journal.given(call.home, statement.number).letter
        _hand_out(kept, statement, output, write)
    display(statement, statement_view(statement), is_json=is_json)
    sys.exit(0 if statement.is_certain else NOT_CERTAIN)


def _sources(call: Call, index: Index, *, is_shared: bool) -> Sources:
    """What the statement is made from."""

    def missing(town: str | None, scope: Scope) -> Unsearched:
        if is_shared:
            return missing_of(call, scope)
        return unsearched(call.home, call.catalog_url, municipality=town)

    return Sources(
        index=index,
        lineage=lists.lineage_by(index, call.home),
        inventory=lists.listed_by(index, call.home),
        unsearched=missing,
    )


def _hand_out(
    kept: Path | None,
    statement: Statement,
    output: Path,
    write: Callable[[Statement, Path], None],
) -> None:
    """The letter as it was kept; drawn now where none was."""
    with whole_file(output) as file:
        if kept:
            file.write(kept.read_bytes())
            return
        with TemporaryDirectory() as folder:
            drawn = Path(folder) / "letter.pdf"
            write(statement, drawn)
            file.write(drawn.read_bytes())
