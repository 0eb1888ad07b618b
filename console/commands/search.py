"""The commands that find and show: search, show."""

import click

from archive.store import Store
from baulast.codec import dossier_to_json, plain
from baulast.language import tr
from console.answers import answer_view
from console.commands.call import Call, Municipality, as_json, note_look, open_index, reason_option
from console.commands.output import print_json, print_view
from console.commands.sharing import (
    ELASTICSEARCH,
    index_option,
    missing_of,
    server_options,
    shared_index,
)
from console.doubts import dossier_view
from index.lineage import Lineage, widened
from index.query import parse
from index.seam import Answer
from register import lists
from register.unsearched import Unsearched, unsearched


@click.command(
    help=tr(
        "Sucht ein Flurstück in jeder Schreibweise, ein Aktenzeichen, ein Blatt oder Wörter: "
        '"Büttgen 12 345/6", "Stellplatz Kaarst".',
        "Searches a parcel in any spelling, a reference, a sheet or words: "
        '"Büttgen 12 345/6", "Stellplatz Kaarst".',
    )
)
@click.argument("query", metavar=tr("ANFRAGE", "QUERY"), nargs=-1, required=True)
@click.option(
    "--municipality",
    "-m",
    type=Municipality(),
    help=tr(
        "Nur was dort geführt wird oder dortiges Land betrifft.",
        "Only what is kept there or concerns land there.",
    ),
)
@click.option(
    "--deleted", is_flag=True, help=tr("Auch gelöschte Eintragungen.", "Deleted entries too.")
)
@click.option(
    "--pages",
    is_flag=True,
    help=tr("Auch im Text der Seiten (der Namen enthält).", "Page texts too (which hold names)."),
)
@index_option()
@server_options()
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    help=tr("Höchstens so viele.", "At most so many."),
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
    if index_name == ELASTICSEARCH:
        with shared_index(call, url, user) as shared:
            answer = shared.search(
                asked, municipality=municipality, deleted=deleted, pages=pages, limit=limit
            )
        _show(call, answer, missing_of(call, answer.scope), is_json=is_json)
        return
    store = Store(call.filled_home)
    with open_index(call, store) as index:
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
        note_look(call, "search --pages", reason, dossiers_seen=seen, parcels=named)
    missing = unsearched(call.home, call.catalog_url, municipality=municipality)
    _show(call, answer, missing, is_json=is_json)


def _show(call: Call, answer: Answer, missing: Unsearched, *, is_json: bool) -> None:
    if is_json:
        print_json({**plain(answer), "unsearched": plain(missing)})
    else:
        print_view(answer_view(answer, missing, call.pdf_path))


@click.command(
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
        note_look(call, "show --json", reason, dossier=found.id, version=version)
        click.echo(dossier_to_json(found), nl=False)
        return
    print_view(dossier_view(found, store.pdf_path(dossier, version)))
