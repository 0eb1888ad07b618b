"""The commands: parse, call, print; nothing else prints or exits."""

import getpass
import json
import os
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem, get_completion_class
from rich.console import Console, RenderableType
from rich.text import Text

from archive.audit import EventName, audit_damage, check_head, day_heads, note, read_trail
from archive.damage import damage
from archive.store import Store
from baulast.acts import Act, EntryAdded, EntryDeleted, Source
from baulast.codec import dossier_to_json, plain
from baulast.errors import (
    BaulastError,
    DossierUnknown,
    IndexUnusable,
    InputError,
    Interrupted,
    StoreDamaged,
    StoreError,
)
from baulast.gazetteer import fold_name, gazetteer
from baulast.language import dossiers, tr
from baulast.model import Dossier, Kind
from baulast.settings import Settings, settings_from
from console.answers import answer_view
from console.audit import trail_view
from console.batch import plan_values, plan_view, report_view, status_view
from console.bug import bug_view
from console.doubts import dossier_view
from console.inventory import inventory_view
from console.progress import progress_bar
from console.sharing import installed_view, login, proof_view
from console.statement import statement_view
from index.embedded import INDEX_FILE, EmbeddedIndex
from index.exchange import entries_csv, entries_json, entries_jsonl, text_jsonl
from index.lineage import Lineage, descents_in, widened
from index.query import parse
from index.rights import Role
from register import journal, lists
from register.acts import place_of_entry, plots, record
from register.answer import Sources
from register.balance import balances
from register.desk import Request, letter_writer, make_statement, parcel, parcels_of
from register.inventory import sheets_in
from register.statement import Statement
from register.unsearched import NOTHING_MISSING, last_import, unsearched
from report.record import report_values
from report.summary import Report

if TYPE_CHECKING:
    from index.shared import SharedIndex

BUG = 70  # EX_SOFTWARE of sysexits.h
NOT_CERTAIN = 7  # a statement was given, and a person has to look before it is relied on
SCREEN = Console(highlight=False)
ASIDE = Console(stderr=True, highlight=False)  # progress and errors, so that pipes stay clean


MUNICIPALITIES = tuple(fold_name(town.name) for town in gazetteer().municipalities)


@dataclass(frozen=True, slots=True)
class Call:
    """What every command is given."""

    given: Path | None
    settings: Settings
    catalog_url: str | None  # None: SQLite in the home

    @property
    def home(self) -> Path:
        """Where the data lie; a usage error where nobody said so."""
        if self.given is None:
            raise click.UsageError(
                tr(
                    "Wo liegen die Daten? --home ORDNER angeben oder BAULAST_HOME setzen.",
                    "Where do the data lie? Give --home FOLDER or set BAULAST_HOME.",
                )
            )
        return self.given

    def pdf_path(self, dossier: str, version: int) -> Path | None:
        """Where a dossier's PDF lies; None: not in this home."""
        if not (self.given and (self.given / "dossiers").is_dir()):
            return None
        try:
            return Store(self.given).pdf_path(dossier, version)
        except DossierUnknown:
            return None

    @property
    def has_index(self) -> bool:
        return (self.home / INDEX_FILE).exists()

    @property
    def filled_home(self) -> Path:
        """The home of an earlier import; an error where there was none."""
        if not (self.home / "dossiers").is_dir():
            raise HomeEmpty(str(self.home))
        return self.home


class HomeEmpty(InputError):
    """Nothing was imported into this home."""

    remedy = tr(
        "Stimmt --home? Sonst zuerst `baulast import`.", "Is --home right? Else `baulast import`."
    )

    def __str__(self) -> str:
        return tr("In {} liegt kein Archiv.", "There is no archive in {}.").format(self.args[0])


class Municipality(click.ParamType[str]):
    """One of the towns, in any spelling; the value is the short name that ids begin with."""

    name = "municipality"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        town = gazetteer().municipality(str(value))
        if town is None:
            names = ", ".join(MUNICIPALITIES)
            self.fail(
                tr(f"{value!r} ist keine von: {names}", f"{value!r} is none of: {names}"),
                param,
                ctx,
            )
        return fold_name(town.name)

    def shell_complete(
        self, _ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return [CompletionItem(name) for name in MUNICIPALITIES if name.startswith(incomplete)]


def reason_option() -> Callable[[Any], Any]:
    return click.option(
        "--reason",
        default="",
        help=tr(
            "Warum Namen eingesehen werden; steht danach im Protokoll (audit show).",
            "Why names are looked at; it is kept in the audit trail (audit show).",
        ),
    )


def as_json() -> Callable[[Any], Any]:
    return click.option(
        "--json", "is_json", is_flag=True, help=tr("Ausgabe als JSON.", "Output as JSON.")
    )


def _server() -> Callable[[Any], Any]:
    """Where the shared index is; secrets come from the environment."""

    def options(command: Any) -> Any:
        url = click.option(
            "--elasticsearch",
            "url",
            envvar="BAULAST_ELASTICSEARCH",
            metavar="URL",
            help=tr("Adresse des Servers; sonst baulast.toml.", "Its address; else baulast.toml."),
        )
        user = click.option(
            "--user",
            envvar="BAULAST_ELASTICSEARCH_USER",
            help=tr(
                "Benutzer; das Kennwort steht in BAULAST_ELASTICSEARCH_PASSWORD, ein API-Schlüssel "
                "in BAULAST_ELASTICSEARCH_API_KEY.",
                "The user; the password stands in BAULAST_ELASTICSEARCH_PASSWORD, an API key in "
                "BAULAST_ELASTICSEARCH_API_KEY.",
            ),
        )
        return url(user(command))

    return options


def _shared(call: Call, url: str | None, user: str | None) -> "SharedIndex":
    from index.shared import SharedIndex  # the client takes as long to load as all the rest

    settings = call.settings.index
    there = login(settings, os.environ, url=url, user=user)
    return SharedIndex.open(there, prefix=settings.prefix)


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


# ------------------------------------------------------------------------------------- import


@commands.command(
    "import",
    help=tr(
        "Nimmt alles unter ORDNER auf. Ein zweiter Aufruf setzt fort, wo der erste endete; "
        "fertige Akten werden nicht noch einmal gelesen.",
        "Takes in everything below FOLDER. A second call goes on where the first ended; "
        "finished dossiers are not read again.",
    ),
)
@click.argument(
    "root", metavar=tr("ORDNER", "FOLDER"), type=click.Path(exists=True, path_type=Path)
)
@click.option(
    "--municipality",
    "-m",
    type=Municipality(),
    required=True,
    help=tr("Stadt oder Gemeinde, der die Akten gehören.", "The municipality they belong to."),
)
@click.option(
    "--engine",
    type=click.Choice(["tesserocr", "pytesseract"]),
    help=tr("Texterkennung für diesen Lauf.", "OCR engine of this run."),
)
@click.option(
    "--max-error",
    type=click.FloatRange(0, 1),
    metavar=tr("ANTEIL", "SHARE"),
    help=tr(
        "Wie viele Angaben unbemerkt verlesen sein dürfen, etwa 0.0005; kleiner: mehr zu prüfen. "
        "Vorgabe: max_error der Einstellungen.",
        "How many values may be misread unseen, as 0.0005; smaller: more to check. Default: "
        "max_error of the settings.",
    ),
)
@click.option(
    "--dask",
    metavar=tr("ADRESSE", "ADDRESS"),
    help=tr(
        "Die Arbeit an einen laufenden Dask-Cluster geben (tcp://rechner:8786).",
        "Give the work to a running Dask cluster (tcp://host:8786).",
    ),
)
@click.option(
    "--dry-run",
    is_flag=True,
    help=tr(
        "Nur sagen, was getan würde, wie lange und wie groß.",
        "Only say what would be done, how long and how large.",
    ),
)
@click.option(
    "--after",
    type=click.Choice(["keep", "move"]),
    default="keep",
    show_default=True,
    help=tr(
        "move: Fertiges in einen Ordner neben ORDNER verschieben, sobald es im Archiv und in der "
        "Suche ist.",
        "move: put what is done beside FOLDER, once it is in the archive and in the index.",
    ),
)
@click.option("--quiet", "-q", is_flag=True, help=tr("Kein Balken, nur Fehler.", "Errors only."))
@as_json()
@click.pass_obj
def import_(
    call: Call,
    root: Path,
    municipality: str,
    engine: str | None,
    max_error: float | None,
    dask: str | None,
    dry_run: bool,
    after: str,
    quiet: bool,
    is_json: bool,
) -> None:
    import pipeline  # brings engine, rules and images: two seconds that a search need not wait

    settings = call.settings
    if engine:
        settings = replace(settings, ocr=replace(settings.ocr, engine=engine))
    if max_error is not None:
        settings = replace(settings, extract=replace(settings.extract, max_error=max_error))
    if dry_run:
        plan = pipeline.plan_import(
            root, municipality, call.home, settings, catalog_url=call.catalog_url
        )
        files = pipeline.file_lines(plan.inventory)
        if is_json:
            _print_json(plan_values(plan, files))
        else:
            _print(plan_view(plan, files))
        return
    with _watched(quiet or is_json) as progress, _executor(dask) as executor:
        report = pipeline.import_batch(
            root,
            municipality,
            call.home,
            settings,
            catalog_url=call.catalog_url,
            executor=executor,
            progress=progress,
            move=after == "move",
        )
    _deliver(call)
    page = pipeline.report_path(call.home, report.batch)
    _end(report, page, is_json=is_json, is_quiet=quiet)


@commands.command(
    help=tr(
        "Versucht noch einmal, was beiseite gelegt oder nicht fertig wurde.",
        "Tries again what was set aside or left unfinished.",
    )
)
@click.option("--quiet", "-q", is_flag=True, help=tr("Kein Balken, nur Fehler.", "Errors only."))
@as_json()
@click.pass_obj
def retry(call: Call, quiet: bool, is_json: bool) -> None:
    import pipeline

    with _watched(quiet or is_json) as progress:
        reports = pipeline.retry(
            call.filled_home, call.settings, catalog_url=call.catalog_url, progress=progress
        )
    _deliver(call)
    if not reports and not (quiet or is_json):
        SCREEN.print(tr("Es liegt nichts beiseite.", "Nothing is set aside."))
    if is_json:
        _print_json([report_values(report) for report in reports])
    elif not quiet:
        for report in reports:
            SCREEN.print(report_view(report))
    sys.exit(max((report.exit_code for report in reports), default=0))


def _deliver(call: Call, *changed: Dossier) -> None:
    """What is owed, and what has changed, to the server that towns share; it may be away."""
    settings = call.settings.index
    if settings.elasticsearch:
        import pipeline

        there = login(settings, os.environ, url=None, user=None)
        pipeline.deliver_owed(
            call.home, there, settings, catalog_url=call.catalog_url, changed=changed
        )


def _executor(dask: str | None) -> AbstractContextManager[Executor | None]:
    """The cluster at that address; None: the pipeline makes a pool of its own."""
    if dask is None:
        return nullcontext()
    from batch.cluster import cluster_executor

    return cluster_executor(dask)


@contextmanager
def _watched(is_quiet: bool) -> Iterator[Callable[[Any], None] | None]:
    with nullcontext() if is_quiet else progress_bar(ASIDE) as bar:
        yield bar


def _end(report: Report, page: Path, *, is_json: bool, is_quiet: bool) -> None:
    if is_json:
        _print_json(report_values(report))
    elif not is_quiet or report.exit_code:
        _print(report_view(report))
        _print(Text(f"{tr('Bericht', 'Report')} {page}", no_wrap=True, overflow="ignore"))
    sys.exit(report.exit_code)


@commands.command(
    help=tr("Zeigt, wie weit alles ist und was beiseite liegt.", "Tells how far everything is.")
)
@as_json()
@click.pass_obj
def status(call: Call, is_json: bool) -> None:
    import pipeline

    found = pipeline.status(call.filled_home, catalog_url=call.catalog_url)
    _show(found, status_view(found), is_json=is_json)


# ------------------------------------------------------------------------------------- search


@commands.command(
    help=tr(
        "Sucht ein Flurstück in jeder Schreibweise, ein Aktenzeichen, ein Blatt oder Wörter: "
        '"Büttgen 12 345/6", "Stellplatz Kaarst".',
        "Searches a parcel in any spelling, a reference, a sheet or words: "
        '"Büttgen 12 345/6", "Stellplatz Kaarst".',
    )
)
@click.argument("query", metavar=tr("ANFRAGE", "QUERY"), nargs=-1, required=True)
@click.option("--municipality", "-m", type=Municipality(), help=tr("Nur dort.", "Only there."))
@click.option(
    "--deleted", is_flag=True, help=tr("Auch gelöschte Eintragungen.", "Deleted entries too.")
)
@click.option(
    "--pages",
    is_flag=True,
    help=tr("Auch im Text der Seiten (der Namen enthält).", "Page texts too (which hold names)."),
)
@click.option(
    "--index",
    "index_name",
    type=click.Choice(["embedded", "elasticsearch"]),
    default="embedded",
    show_default=True,
    help=tr(
        "embedded: was in diesem Datenordner liegt; elasticsearch: was man von allen sehen darf.",
        "embedded: what lies in this home; elasticsearch: all towns that one may see.",
    ),
)
@_server()
@click.option(
    "--limit", default=100, show_default=True, help=tr("Höchstens so viele.", "At most so many.")
)
@reason_option()
@as_json()
@click.pass_obj
def search(
    call: Call,
    query: tuple[str, ...],
    municipality: str | None,
    deleted: bool,
    pages: bool,
    index_name: str,
    url: str | None,
    user: str | None,
    limit: int,
    reason: str,
    is_json: bool,
) -> None:
    if not " ".join(query).strip():
        raise click.UsageError(tr("Die Anfrage ist leer.", "The query is empty."))
    lineage = lists.lineage(call.given) if call.given else Lineage()
    asked = widened(parse(" ".join(query)), lineage)
    if index_name == "elasticsearch":
        with _shared(call, url, user) as shared:
            answer = shared.search(
                asked, municipality=municipality, deleted=deleted, pages=pages, limit=limit
            )
        _show(answer, answer_view(answer, NOTHING_MISSING, call.pdf_path), is_json=is_json)
        return
    store = Store(call.filled_home)
    with _index(call, store) as index:
        answer = index.search(
            asked,
            municipality=municipality,
            deleted=deleted,
            pages=pages,
            limit=limit,
        )
    if pages:
        seen = sorted({hit.dossier for hit in answer.pages})
        named = [str(one) for one in answer.query.parcels]
        _note_look(call, "search --pages", reason, dossiers_seen=seen, parcels=named)
    missing = unsearched(call.home, call.catalog_url, municipality=municipality)
    if is_json:
        _print_json({**plain(answer), "unsearched": plain(missing)})
    else:
        _print(answer_view(answer, missing, store.pdf_path))


def _note_look(call: Call, what: str, reason: str, **where: Any) -> None:
    """Write down that names are about to be shown; a usage error where a reason is asked for."""
    if call.settings.audit.reason_required and not reason.strip():
        lacks = tr("Hier sind Namen zu sehen: --reason fehlt.", "This shows names: give --reason.")
        raise click.UsageError(lacks)
    note(call.filled_home, EventName.LOOK, what=what, reason=reason, **where)


def _index(call: Call, store: Store) -> EmbeddedIndex:
    """The index of the home; an error where it is gone and the archive is not empty."""
    if not call.has_index and next(iter(store.revisions()), None):
        lacks = tr("{}: Der Suchindex fehlt.", "{}: there is no search index.")
        raise IndexUnusable(lacks.format(call.home / INDEX_FILE))
    return EmbeddedIndex(call.home / INDEX_FILE)


@commands.command(
    help=tr(
        "Zeigt eine Akte: Seiten, Eintragungen, Zweifel; mit --json die ganze Lesung, auch Namen.",
        "Shows a dossier with its doubts; with --json the whole reading, names as well.",
    )
)
@click.argument("dossier", metavar=tr("AKTE", "DOSSIER"))
@click.option("--version", default=1, show_default=True, help=tr("Fassung.", "Version."))
@reason_option()
@as_json()
@click.pass_obj
def show(call: Call, dossier: str, version: int, reason: str, is_json: bool) -> None:
    store = Store(call.filled_home)
    found = store.load(dossier, version)
    if is_json:
        _note_look(call, "show --json", reason, dossier=found.id, version=version)
        click.echo(dossier_to_json(found), nl=False)
        return
    _print(dossier_view(found, store.pdf_path(dossier, version)))


# ------------------------------------------------------------------------------------- register


@commands.command(
    help=tr(
        "Gibt Auskunft aus dem Baulastenverzeichnis: was ein Flurstück belastet oder begünstigt, "
        "was gesucht wurde und wie sicher das ist. Jede Auskunft wird mit Nummer festgehalten. "
        "Rückgabewert 7: Es ist noch etwas anzusehen, bevor man sich darauf verlässt.",
        "Gives a statement from the register: what burdens or benefits a parcel, what was searched "
        "and how sure that is. Each statement is kept under a number. "
        "Exit code 7: something has to be looked at before one relies on it.",
    )
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
@click.option("--reason", help=tr("Berechtigtes Interesse.", "Legitimate interest."))
@click.option(
    "--by",
    default=getpass.getuser,
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
    again: str | None,
    output: Path | None,
    is_json: bool,
) -> None:
    store = Store(call.filled_home)
    write = letter_writer(store, call.settings.statement, with_annex=with_annex) if output else None
    if again:
        statement = journal.given(call.home, again)
        journal.note_again(call.home, again, by=by)
    else:
        parcels = parcels_of(_csv_text(list_)) if list_ else ()
        if gemarkung and flurstueck:
            parcels += (parcel(gemarkung, flur, flurstueck),)
        streets = ((street, municipality),) if street and municipality else ()
        if not (parcels or streets) or not reason or bool(gemarkung) != bool(flurstueck):
            raise click.UsageError(
                tr(
                    "Nötig sind --reason und: --gemarkung mit --flurstueck, --list, oder --street "
                    "mit --municipality.",
                    "Needed are --reason and: --gemarkung with --flurstueck, --list, or --street "
                    "with --municipality.",
                )
            )
        with _index(call, store) as index:
            request = Request(
                parcels=parcels,
                streets=streets,
                reason=reason,
                made_by=by,
                applicant=applicant,
                last_import=last_import(call.home, call.catalog_url),
            )
            statement = make_statement(
                request,
                Sources(
                    index=index,
                    lineage=lists.lineage(call.home),
                    inventory=lists.inventory(call.home),
                    unsearched=lambda town: unsearched(
                        call.home, call.catalog_url, municipality=town
                    ),
                ),
                call.home,
                write_letter=write,
                with_annex=with_annex,
            )
    if output and write:
        _hand_out(call.home, statement, output, write)
    _show(statement, statement_view(statement), is_json=is_json)
    sys.exit(0 if statement.is_certain else NOT_CERTAIN)


def _hand_out(
    home: Path, statement: Statement, output: Path, write: Callable[[Statement, Path], None]
) -> None:
    """The letter as it was kept; drawn now where none was."""
    kept = journal.letter_of(home, statement.number)
    with click.open_file(str(output), "wb", atomic=True) as file:
        if kept:
            file.write(kept.read_bytes())
            return
        with TemporaryDirectory() as folder:
            drawn = Path(folder) / "letter.pdf"
            write(statement, drawn)
            file.write(drawn.read_bytes())


def _csv_text(file: Path) -> str:
    """The text of a list, in UTF-8 or as Excel on Windows writes it."""
    data = file.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


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
        click.option(
            "--by",
            default=getpass.getuser,
            show_default=tr("Anmeldename", "login name"),
            help=tr("Wer es nachträgt.", "Who records it."),
        ),
        click.option("--version", default=1, show_default=True, help=tr("Fassung.", "Version.")),
    )

    def wrap(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return wrap


@commands.group(
    help=tr(
        "Trägt nach, was nach dem Scannen ins Register kam; mit eigenem Beleg, und sofort in Suche "
        "und Auskunft.",
        "Records what came into the register after the scan; with its own evidence, and seen at "
        "once by searches and statements.",
    )
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
    by: str,
    version: int,
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
        version=version,
        source=Source(by=by, at=_now(), order=order),
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
    by: str,
    version: int,
    on: date,
    freed: tuple[str, ...],
) -> None:
    known = Store(call.filled_home).load(dossier, version)
    place = place_of_entry(known, sheet, number)
    act = EntryDeleted(
        version=version,
        source=Source(by=by, at=_now(), order=order),
        sheet=known.entries[place].sheet.value,
        number=number,
        place=place,
        deleted_on=on,
        parcels=tuple(plot.parcel for written in freed for plot in plots(written)),
    )
    _record(call, act, dossier, evidence)


def _record(call: Call, act: Act, dossier: str, evidence: Path | None) -> None:
    store = Store(call.filled_home)
    with _index(call, store) as index:
        changed = record(act, dossier, store=store, index=index, evidence=evidence)
    _deliver(call, changed)
    _print(dossier_view(changed, store.pdf_path(dossier, act.version)))


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


@commands.group(
    help=tr("Vorgänger und Nachfolger von Flurstücken.", "Predecessors and successors of parcels.")
)
def lineage() -> None:
    pass


@lineage.command(
    "load",
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
    descents = descents_in(_csv_text(file))
    lists.load_lineage(call.filled_home, descents, file=file, replaces=replaces)
    known = len(lists.lineage(call.home).descents)
    SCREEN.print(
        tr("{} Zeilen aufgenommen, {} bekannt.", "{} lines taken in, {} known.").format(
            len(descents), known
        )
    )


@commands.group(
    invoke_without_command=True,
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
    with _index(call, Store(call.filled_home)) as index:
        found = tuple(balances(lists.inventory(call.home), index))
    _show(found, inventory_view(found), is_json=is_json)


@inventory.command(
    "load",
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
    sheets = sheets_in(_csv_text(file), municipality=municipality)
    lists.load_inventory(call.filled_home, sheets, file=file)
    SCREEN.print(tr(f"{len(sheets)} Blätter aufgenommen.", f"{len(sheets)} sheets taken in."))


# ------------------------------------------------------------------------------------- export


@commands.group(
    help=tr("Gibt das Register für andere Programme aus.", "Writes the register for others.")
)
def export() -> None:
    pass


def _to_file() -> Callable[[Any], Any]:
    return click.option(
        "--output",
        "-o",
        type=click.Path(dir_okay=False, path_type=Path),
        help=tr("Zieldatei; sonst die Standardausgabe.", "Target file; else standard output."),
    )


ENTRY_FORMATS = {"jsonl": entries_jsonl, "csv": entries_csv, "json": entries_json}


@export.command(
    help=tr(
        "Eintragungen mit Flurstücken, Daten, Stand und Zweifeln; ohne Namen von Personen.",
        "Entries with parcels, dates, status and doubts; without names of persons.",
    )
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(ENTRY_FORMATS)),
    default="jsonl",
    show_default=True,
    help=tr("csv ist für Excel (Semikolon, UTF-8 mit BOM).", "csv is for Excel."),
)
@_to_file()
@click.pass_obj
def entries(call: Call, format_: str, output: Path | None) -> None:
    note(call.filled_home, EventName.EXPORT, what="entries", format=format_)
    _write(ENTRY_FORMATS[format_](Store(call.filled_home).dossiers()), output)


@export.command(
    help=tr(
        "Text jeder Seite, wie er gelesen wurde; er enthält Namen.",
        "The text of each page as read; it holds names.",
    )
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl"]),
    default="jsonl",
    show_default=True,
    expose_value=False,
    help=tr("Eine Zeile je Seite.", "One line a page."),
)
@reason_option()
@_to_file()
@click.pass_obj
def text(call: Call, reason: str, output: Path | None) -> None:
    _note_look(call, "export text", reason)
    _write(text_jsonl(Store(call.filled_home).dossiers()), output)


def _write(pieces: Iterable[str], output: Path | None) -> None:
    """The text on the screen, or in a file that is there whole or not at all."""
    if output is None:
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    with click.open_file(output, "w", encoding="utf-8", atomic=True) as file:
        file.writelines(pieces)


# ------------------------------------------------------------------------------------- sharing


@commands.group(
    "index",
    help=tr(
        "Der Index auf Elasticsearch, den alle Städte teilen.",
        "The index on Elasticsearch that all towns share.",
    ),
)
def index_() -> None:
    pass


@index_.command(
    help=tr(
        "Legt Indizes, Aliase und Rollen an; darf wiederholt werden.",
        "Makes indices, aliases and roles; safe to repeat.",
    )
)
@click.option("--municipality", "-m", type=Municipality(), help=tr("Nur diese.", "Only this one."))
@_server()
@as_json()
@click.pass_obj
def init(
    call: Call, municipality: str | None, url: str | None, user: str | None, is_json: bool
) -> None:
    with _shared(call, url, user) as shared:
        installed = shared.install([municipality] if municipality else ())
    _show(installed, installed_view(installed), is_json=is_json)


@index_.command(
    help=tr(
        "Bringt den Index auf den Stand des Archivs und weist es mit Anzahl und Prüfsumme nach.",
        "Brings the index to what the archive holds, and proves it by count and hash.",
    )
)
@click.option("--municipality", "-m", type=Municipality(), help=tr("Nur diese.", "Only this one."))
@_server()
@as_json()
@click.pass_obj
def sync(
    call: Call, municipality: str | None, url: str | None, user: str | None, is_json: bool
) -> None:
    import pipeline

    proof = pipeline.sync_shared(
        call.filled_home,
        login(call.settings.index, os.environ, url=url, user=user),
        call.settings.index,
        catalog_url=call.catalog_url,
        municipality=municipality,
    )
    _show(proof, proof_view(proof), is_json=is_json)
    sys.exit(0 if proof.is_proven else StoreError.exit_code)


@index_.command(
    help=tr(
        "Gibt einen API-Schlüssel für ein Programm aus; er wird nur dieses eine Mal gezeigt.",
        "Prints an API key for a program; it is shown this once.",
    )
)
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    required=True,
    help=tr("Was das Programm darf.", "What the program may do."),
)
@click.option(
    "--municipality",
    "-m",
    type=Municipality(),
    help=tr("In welcher Stadt (nicht für kreis).", "In which town (not for kreis)."),
)
@click.option(
    "--days", default=365, show_default=True, help=tr("Wie lange er gilt.", "How long it is valid.")
)
@_server()
@click.pass_obj
def key(
    call: Call, role: str, municipality: str | None, days: int, url: str | None, user: str | None
) -> None:
    if (role == Role.KREIS) == bool(municipality):
        raise click.UsageError(
            tr(
                "--municipality gehört zu jeder Rolle außer kreis.",
                "--municipality goes with every role but kreis.",
            )
        )
    with _shared(call, url, user) as shared:
        click.echo(shared.api_key(Role(role), municipality, days=days))


# ------------------------------------------------------------------------------------- rules


@commands.command(
    help=tr(
        "Zeigt, was die Regeln aus TEXT lesen: eine Datei je Akte, Seiten durch Seitenvorschub "
        "getrennt, kein Scan nötig.",
        "Shows what the rules read from TEXT: one file a dossier, pages parted by form feeds, no "
        "scan needed.",
    )
)
@click.argument(
    "files",
    metavar="TEXT…",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
)
@click.option(
    "--jsonl",
    "is_jsonl",
    is_flag=True,
    help=tr(
        'Zeilen der Form {"id", "text"} statt ganzer Dateien.',
        'Lines of {"id", "text"} instead of whole files.',
    ),
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(ENTRY_FORMATS)),
    default="jsonl",
    show_default=True,
    help=tr("Wie bei export entries.", "As with export entries."),
)
@click.pass_obj
def extract(call: Call, files: tuple[Path, ...], is_jsonl: bool, format_: str) -> None:
    from extract.find import make_nlp  # spaCy takes a second to load
    from extract.plain_text import dossier_of_text
    from extract.stage import extract as extracted

    nlp = make_nlp(call.settings.extract)
    dossiers = (
        extracted(dossier_of_text(name, text), nlp, call.settings.extract)
        for file in files
        for name, text in _texts(file, is_jsonl=is_jsonl)
    )
    _write(ENTRY_FORMATS[format_](dossiers), None)


def _texts(file: Path, *, is_jsonl: bool) -> Iterator[tuple[str, str]]:
    """Names and texts of dossiers, in the order in which they stand there."""
    try:
        with click.open_file(str(file), encoding="utf-8") as opened:
            if not is_jsonl:
                yield file.stem, opened.read()
                return
            for line in filter(str.strip, opened):
                row = json.loads(line)
                yield str(row["id"]), str(row["text"])
    except (ValueError, KeyError, TypeError) as error:
        raise TextUnreadable(f"{file}: {error}") from error


class TextUnreadable(InputError):
    """A text file is not UTF-8, or its lines are not what --jsonl asks for."""

    remedy = tr(
        'Text in UTF-8; mit --jsonl je Zeile {"id": "…", "text": "…"}.',
        'Text in UTF-8; with --jsonl a line each {"id": "…", "text": "…"}.',
    )


# ------------------------------------------------------------------------------------- upkeep


@commands.command(
    help=tr(
        "Prüft jedes Original, PDF und jede Lesung gegen die abgelegte Prüfsumme, dann Katalog und "
        "Suche gegen das Archiv.",
        "Checks every original, PDF and reading against the hash that it was stored with, then "
        "catalog and index against the archive.",
    )
)
@as_json()
@click.pass_obj
def verify(call: Call, is_json: bool) -> None:
    import pipeline

    home = call.filled_home
    damaged = [*damage(Store(home)), *lists.damage(home), *audit_damage(home)]
    damaged += () if damaged else journal.damage(home)  # rests on a trail that is whole
    # What catalog and index should say cannot be told from readings that are damaged.
    differing = () if damaged else pipeline.verify(home, catalog_url=call.catalog_url)
    if is_json:
        _print_json({"damage": [plain(item) for item in damaged], "differing": differing})
    else:
        for item in damaged:
            _print(Text(f"{item.path}: {item.what}", no_wrap=True, overflow="ignore"))
        for line in differing:
            _print(Text(line))
        if not (damaged or differing):
            _print(
                tr(
                    "Alles ist, wie es abgelegt wurde; Katalog und Suche stimmen damit überein.",
                    "Everything is as it was stored; catalog and index agree with it.",
                )
            )
    sys.exit(StoreDamaged.exit_code if damaged or differing else 0)


@commands.group(
    help=tr(
        "Das Protokoll: wer was wann warum getan oder eingesehen hat.",
        "The audit trail: who did or saw what, when and why.",
    )
)
def audit() -> None:
    pass


@audit.command(
    "show",
    help=tr(
        "Zeigt die Zeilen des Protokolls; eine veränderte, fehlende oder vertauschte wird genannt.",
        "Shows the lines of the trail; one that is changed, missing or swapped is named.",
    ),
)
@click.option("--dossier", metavar=tr("AKTE", "DOSSIER"), help=tr("Nur diese Akte.", "Only of it."))
@click.option("--user", help=tr("Nur von dieser Person.", "Only of this person."))
@click.option(
    "--parcel",
    metavar=tr("FLURSTÜCK", "PARCEL"),
    help=tr(
        'Nur zu diesem Flurstück und den Akten, die es nennen: "Büttgen 12 345/6".',
        'Only of this parcel and of dossiers that name it: "Büttgen 12 345/6".',
    ),
)
@as_json()
@click.pass_obj
def show_trail(
    call: Call, dossier: str | None, user: str | None, parcel: str | None, is_json: bool
) -> None:
    lines = read_trail(call.filled_home)
    if dossier:
        lines = tuple(line for line in lines if dossier in line.dossiers)
    if user:
        lines = tuple(line for line in lines if user in line.people)
    if parcel:
        asked = parse(parcel)
        if not asked.parcels:
            raise click.UsageError(tr(f"{parcel}: kein Flurstück", f"{parcel}: no parcel"))
        with _index(call, Store(call.home)) as index:
            named = {h.document.dossier for h in index.search(asked, deleted=True).entries}
        said = {str(one) for one in asked.parcels}
        lines = tuple(
            line for line in lines if said & set(line.parcels) or named & set(line.dossiers)
        )
    _show(lines, trail_view(lines), is_json=is_json)


@audit.command(
    "head",
    help=tr(
        "Gibt je Tag Nummer und Prüfsumme der letzten Zeile aus: zum Ausdrucken oder Wegsenden, "
        "damit später auch ein im Ganzen ersetztes Protokoll auffällt (audit check).",
        "Prints number and hash of each day's last line: to print or send away, so that even a "
        "trail that was replaced as a whole shows later (audit check).",
    ),
)
@as_json()
@click.pass_obj
def head(call: Call, is_json: bool) -> None:
    heads = day_heads(read_trail(call.filled_home))
    if is_json:
        _print_json([plain(one) for one in heads])
    for one in () if is_json else heads:
        click.echo(f"{one.day}  {one.line}  {one.sha256}")


@audit.command(
    "check",
    help=tr(
        "Prüft das Protokoll gegen eine Zeile, die einmal ausgedruckt wurde (audit head).",
        "Checks the trail against a line that was once printed (audit head).",
    ),
)
@click.argument("line", metavar=tr("NUMMER", "NUMBER"), type=click.IntRange(min=1))
@click.argument("sha256", metavar=tr("PRÜFSUMME", "HASH"))
@click.pass_obj
def check(call: Call, line: int, sha256: str) -> None:
    check_head(call.filled_home, line=line, sha256=sha256)
    SCREEN.print(
        tr(f"Bis Zeile {line} ist das Protokoll, wie es war.", f"Unchanged up to line {line}.")
    )


@commands.command(
    help=tr(
        "Baut Katalog und Suche aus dem Archivordner neu auf, Korrekturen eingeschlossen.",
        "Builds catalog and index anew from the archive folder, corrections included.",
    )
)
@click.pass_obj
def rebuild(call: Call) -> None:
    import pipeline

    count = pipeline.rebuild(call.filled_home, call.settings.index, catalog_url=call.catalog_url)
    SCREEN.print(f"{dossiers(count)} {tr('neu aufgenommen', 'taken in anew')}.")


@commands.command(
    help=tr("Prüft, ob alles da ist, was ein Import braucht.", "Checks what an import needs.")
)
@as_json()
@click.pass_obj
def doctor(call: Call, is_json: bool) -> None:
    from console.doctor import checks  # loads the engine and the rules

    found = list(checks(call.home, call.settings))
    if is_json:
        _print_json([plain(check) for check in found])
    else:
        for check in found:
            mark = "✓" if check.is_right else "✗"
            remedy = "" if check.is_right else f"\n    → {check.remedy}"
            SCREEN.print(f"{mark} {check.name}: {check.detail}{remedy}", markup=False)
    sys.exit(0 if all(check.is_right for check in found) else 4)


@commands.command(
    help=tr(
        "Gibt aus, was die Shell zum Ergänzen der Befehle braucht: "
        'eval "$(baulast completion bash)".',
        'Prints what the shell needs to complete commands: eval "$(baulast completion bash)".',
    )
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(commands, {}, "baulast", "_BAULAST_COMPLETE").source())


# ------------------------------------------------------------------------------------- output


def _show(value: object, view: RenderableType, *, is_json: bool) -> None:
    if is_json:
        _print_json(plain(value))
    else:
        _print(view)


def _print(view: RenderableType) -> None:
    """On the screen; lines that are to be copied stay whole however narrow it is."""
    SCREEN.print(view, crop=False)


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


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
