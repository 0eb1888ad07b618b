"""The commands that take scans in: import, retry, status."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from baulast.language import tr
from console.batch import plan_values, plan_view, report_view, status_view
from console.commands.call import Call, Municipality, as_json, deliver
from console.commands.output import ASIDE, SCREEN, display, print_json, print_view
from console.progress import progress_bar
from register import lists
from report.record import report_values
from report.summary import Report


@click.command(
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
            print_json(plan_values(plan, files))
        else:
            print_view(plan_view(plan, files))
        return
    is_new = not call.is_begun
    with _watched(quiet or is_json) as progress, _executor(dask) as executor:
        report = pipeline.import_batch(
            root,
            municipality,
            call.ready_home,
            settings,
            catalog_url=call.catalog_url,
            executor=executor,
            progress=progress,
            move=after == "move",
        )
    if is_new:
        said = tr("Ein neues Archiv wurde begonnen:", "A new archive was begun:")
        ASIDE.print(f"{said} {call.home}", soft_wrap=True, markup=False)
    deliver(call)
    page = pipeline.report_path(call.home, report.batch)
    _end(report, page, is_json=is_json, is_quiet=quiet)


@click.command(
    short_help=tr("Versucht noch einmal, was beiseite liegt.", "Tries again what is set aside."),
    help=tr(
        "Versucht noch einmal, was beiseite gelegt oder nicht fertig wurde.",
        "Tries again what was set aside or left unfinished.",
    ),
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
    deliver(call)
    if not reports and not (quiet or is_json):
        SCREEN.print(tr("Es liegt nichts beiseite.", "Nothing is set aside."))
    if is_json:
        print_json([report_values(report) for report in reports])
    elif not quiet:
        for report in reports:
            SCREEN.print(report_view(report))
    sys.exit(max((report.exit_code for report in reports), default=0))


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
        print_json(report_values(report))
    elif not is_quiet or report.exit_code:
        print_view(report_view(report))
        print_view(Text(f"{tr('Bericht', 'Report')} {page}", no_wrap=True, overflow="ignore"))
    sys.exit(report.exit_code)


@click.command(
    short_help=tr("Erledigt, was beiseite liegt.", "Settles what is set aside."),
    help=tr(
        "Erledigt, was beiseite liegt: Kennung einer Akte oder Pfad einer Lieferung, wie `status` "
        "sie nennt. Nur, wenn sie anders hereinkam oder keine war: Danach hält sie keine Auskunft "
        "mehr auf.",
        "Settles what is set aside: id of a dossier or path of a delivery, as `status` names it. "
        "Only if it came another way or was none: after that it holds up no statement any more.",
    ),
)
@click.argument("name", metavar=tr("KENNUNG|PFAD", "ID|PATH"))
@click.option(
    "--reason", required=True, help=tr("Warum; steht im Protokoll.", "Why; kept in the trail.")
)
@click.option(
    "--came-as",
    metavar=tr("AKTE", "DOSSIER"),
    help=tr("Als diese Akte kam sie herein.", "The dossier that it came as."),
)
@click.pass_obj
def settle(call: Call, name: str, reason: str, came_as: str | None) -> None:
    import upkeep

    if not reason.strip():
        raise click.UsageError(tr("Der Grund ist leer.", "The reason is empty."))
    upkeep.settle(
        call.filled_home, name, reason=reason, came_as=came_as, catalog_url=call.catalog_url
    )
    SCREEN.print(tr("Erledigt.", "Settled."))


@click.command(
    help=tr("Zeigt, wie weit alles ist und was beiseite liegt.", "Tells how far everything is.")
)
@as_json()
@click.pass_obj
def status(call: Call, is_json: bool) -> None:
    import upkeep

    is_shared = bool(call.settings.index.elasticsearch)
    found = upkeep.status(
        call.filled_home,
        catalog_url=call.catalog_url,
        lists=lists.all_of(call.home) if is_shared else None,
    )
    display(found, status_view(found), is_json=is_json)
