"""The commands that find and show: search, show."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import click

from archive.audit import EventName, note
from archive.store import Store
from baulast.codec import dossier_to_json, plain
from baulast.language import entries, tr
from baulast.standing import gone
from console.answers import answer_view
from console.commands.call import (
    Call,
    Municipality,
    as_json,
    csv_text,
    note_look,
    open_index,
    reason_option,
    version_option,
)
from console.commands.output import ASIDE, print_json, print_view, write_text
from console.commands.sharing import (
    ELASTICSEARCH,
    index_option,
    missing_of,
    server_options,
    shared_index,
)
from console.doubts import dossier_view
from index.hits import Place, every_hit, hits_csv, hits_geojson, hits_json, located, places_in
from index.lineage import widened
from index.query import parse
from index.seam import Answer, EntryHit, Index, Sort
from register import lists
from register.unsearched import unsearched

GEOJSON = ".geojson"
HIT_FORMATS: dict[str, Callable[[Iterable[EntryHit], dict[str, Place]], Iterator[str]]] = {
    ".csv": lambda hits, _: hits_csv(hits),
    ".json": lambda hits, _: hits_json(hits),
    GEOJSON: hits_geojson,
}
SAVED_AT_ONCE = 1000  # entries of a few kB each: a file of any length in a few MB of memory


@click.command(
    short_help=tr(
        "Sucht ein Flurstück, Aktenzeichen, Blatt oder Wörter.",
        "Searches a parcel, a reference, a sheet or words.",
    ),
    help=tr(
        "Sucht ein Flurstück in jeder Schreibweise, ein Aktenzeichen, ein Blatt oder Wörter: "
        '"Büttgen 12 345/6", "Stellplatz Kaarst". Eingrenzen: art:zufahrt status:gelöscht '
        "stadt:kaarst geprüft:nein eingetragen:1970..1979 erklärt:.. gelöscht:..",
        "Searches a parcel in any spelling, a reference, a sheet or words: "
        '"Büttgen 12 345/6", "Stellplatz Kaarst". Narrow it: kind:zufahrt status:deleted '
        "town:kaarst reviewed:no registered:1970..1979 declared:.. deleted:..",
    ),
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
@click.option(
    "--sort",
    type=click.Choice([sort.value for sort in Sort]),
    default=Sort.BEST.value,
    show_default=True,
    help=tr(
        "Reihenfolge: beste zuerst, nach Flurstück, nach Tag der Eintragung.",
        "Order: the best first, by parcel, by the day of registration.",
    ),
)
@click.option(
    "--facets",
    is_flag=True,
    help=tr(
        "Zählt die Treffer nach Stadt, Gemarkung, Art, Stand und ob geprüft.",
        "Counts the hits by town, Gemarkung, kind, status and whether reviewed.",
    ),
)
@click.option(
    "--after",
    metavar=tr("MARKE", "MARK"),
    help=tr(
        "Setzt eine Antwort fort (ihr „next“ aus --json).",
        "Goes on behind an answer (its “next” from --json).",
    ),
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help=tr(
        "Alle Treffer in eine Datei: .csv (für Excel), .json oder .geojson.",
        "All hits into a file: .csv (for Excel), .json or .geojson.",
    ),
)
@click.option(
    "--coordinates",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=tr(
        "Für .geojson: CSV mit kennzeichen;lon;lat (Flurstückskennzeichen, WGS 84).",
        "For .geojson: CSV with kennzeichen;lon;lat (the parcel's 20 characters, WGS 84).",
    ),
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
    sort: str,
    facets: bool,
    after: str | None,
    output: Path | None,
    coordinates: Path | None,
    reason: str,
    is_json: bool,
) -> None:
    if not " ".join(query).strip():
        raise click.UsageError(tr("Die Anfrage ist leer.", "The query is empty."))
    if output and output.suffix not in HIT_FORMATS:
        names = ", ".join(HIT_FORMATS)
        raise click.UsageError(tr(f"Dateien enden auf {names}.", f"Files end in {names}."))
    parsed = parse(" ".join(query))
    is_shared = index_name == ELASTICSEARCH
    with ExitStack() as stack:
        opened: Index = (
            shared_index(call, url, user)
            if is_shared
            else open_index(call, Store(call.filled_home))
        )
        index = stack.enter_context(opened)
        asked = widened(parsed, lists.lineage_by(index, call.given)(parsed))

        def answer_to(after: str | None, limit: int = limit) -> Answer:
            return index.search(
                asked,
                municipalities=(municipality,) if municipality else None,
                deleted=deleted,
                pages=pages,
                limit=limit,
                sort=Sort(sort),
                after=after,
                facets=facets,
            )

        if output:
            places = places_in(csv_text(coordinates)) if coordinates else {}
            _save(call, output, every_hit(partial(answer_to, limit=SAVED_AT_ONCE)), places)
            return
        answer = answer_to(after)
    if pages:
        seen = sorted({hit.dossier for hit in answer.pages})
        named = [str(one) for one in answer.query.parcels]
        note_look(call, "search --pages", reason, dossiers_seen=seen, parcels=named)
    if is_shared:
        missing = missing_of(call, answer.scope)
    else:
        missing = unsearched(call.home, call.catalog_url, municipality=municipality)
    if is_json:
        print_json({**plain(answer), "unsearched": plain(missing)})
    else:
        print_view(answer_view(answer, missing, call.pdf_path))


def _save(call: Call, output: Path, hits: Iterable[EntryHit], places: dict[str, Place]) -> None:
    """All hits in a file, in the format that its name says; how many, and of how many the place."""
    if call.given and (call.given / "dossiers").is_dir():
        note(call.given, EventName.EXPORT, what="search", format=output.suffix)
    counted = {"hits": 0, "located": 0}

    def counting() -> Iterator[EntryHit]:
        for hit in hits:
            counted["hits"] += 1
            counted["located"] += bool(located(hit, places))
            yield hit

    write = HIT_FORMATS[output.suffix]
    write_text(write(counting(), places), output)
    ASIDE.print(f"{output}: {entries(counted['hits'])}")
    if output.suffix == GEOJSON:
        known = tr("Koordinaten sind zu {} bekannt.", "Coordinates are known of {}.")
        ASIDE.print(known.format(entries(counted["located"])))


@click.command(
    short_help=tr(
        "Zeigt eine Akte: Seiten, Eintragungen, Zweifel.",
        "Shows a dossier: pages, entries, doubts.",
    ),
    help=tr(
        "Zeigt eine Akte: Seiten, Eintragungen, Zweifel; mit --json die ganze Lesung, auch Namen.",
        "Shows a dossier with its doubts; with --json the whole reading, names as well.",
    ),
)
@click.argument("dossier", metavar=tr("AKTE", "DOSSIER"))
@version_option()
@reason_option()
@as_json()
@click.pass_obj
def show(call: Call, dossier: str, version: int | None, reason: str, is_json: bool) -> None:
    store = Store(call.filled_home)
    version = version or store.newest(dossier)
    reading = store.reading(dossier, version)
    standing = store.standing(reading)
    found = store.alone(reading) if standing.replaced_by else standing.dossier
    if standing.is_gone:
        ASIDE.print(gone(standing), markup=False)
    if is_json:
        note_look(call, "show --json", reason, dossier=found.id, version=version)
        click.echo(dossier_to_json(found), nl=False)
        return
    print_view(dossier_view(found, store.pdf_path(dossier, version)))
