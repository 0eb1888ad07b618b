"""The commands for reviewers: what is doubtful, and what a person says about it."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from archive.audit import user
from archive.owed import owed
from archive.store import Store
from batch.home import catalog_of, private_files
from batch.sharing import shared_indices
from baulast.codec import plain
from baulast.corrections import Verb
from baulast.desk_notes import BY_HAND, NoteKind
from baulast.language import tr
from baulast.model import DoubtReason, FieldName
from catalog.desk import SAMPLE
from catalog.records import TaskFilter
from console.commands.call import (
    Call,
    Municipality,
    as_json,
    deliver,
    open_index,
    version_option,
)
from console.commands.output import ASIDE, SCREEN, print_json, print_view, write_text
from console.commands.sample import Share
from console.review import counts_view, look_view, rate_view, tasks_view
from review.answers import Answer, DecisionRefused
from review.cases import cases
from review.desk import Look, ReviewDesk, decisions_in
from review.pace import RECENT, seconds_a_look
from review.sample import draw, rate_of
from review.wording import asked

SAYABLE = [verb.value for verb in Verb if verb not in (Verb.ADD, Verb.UNDO)]


@click.group(
    short_help=tr("Zweifel ansehen und entscheiden.", "Look at doubts and decide."),
    help=tr(
        "Zweifel ansehen und entscheiden; das Wort eines Menschen liegt über der Lesung und gilt "
        "sofort in Suche, Auskunft und Export.",
        "Look at doubts and decide; a person's word lies over the reading and counts at once in "
        "searches, statements and exports.",
    ),
)
def review() -> None:
    pass


def _dossier() -> Callable[[Any], Any]:
    """Which dossier."""

    def wrap(command: Any) -> Any:
        command = version_option()(command)
        return click.argument("dossier", metavar=tr("AKTE", "DOSSIER"))(command)

    return wrap


def _sure() -> Callable[[Any], Any]:
    """What odd value is meant all the same."""
    return click.option(
        "--sure",
        default="",
        metavar=tr("ZEICHEN", "MARK"),
        help=tr(
            "Auch wenn es seltsam ist: das Zeichen aus der Rückfrage.",
            "Odd as it is: the mark that the question named.",
        ),
    )


@contextmanager
def _desk(call: Call) -> Iterator[ReviewDesk]:
    """The desk of whom the system names: one person under two names is not two people."""
    store = Store(call.filled_home)
    with private_files(), catalog_of(call.home, call.catalog_url) as catalog:
        yield ReviewDesk(
            store,
            catalog,
            lambda: open_index(call, store),
            call.settings.review,
            by=user(),
            owed_to=shared_indices(call.settings.index),
        )


@review.command("list", help=tr("Was offen ist, das Schlimmste zuerst.", "What is open."))
@click.option("--municipality", "-m", type=Municipality(), help=tr("Nur dort.", "Only there."))
@click.option("--batch", type=int, help=tr("Nur aus diesem Lauf.", "Only of this run."))
@click.option(
    "--cause",
    type=click.Choice([*(reason.value for reason in DoubtReason), SAMPLE]),
    help=tr("Nur aus diesem Grund.", "Only for this reason."),
)
@click.option("--held", is_flag=True, help=tr("Nur Zurückgelegtes.", "Only what is held."))
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    help=tr("Wie viele.", "How many."),
)
@as_json()
@click.pass_obj
def list_(
    call: Call,
    municipality: str | None,
    batch: int | None,
    cause: str | None,
    held: bool,
    limit: int,
    is_json: bool,
) -> None:
    towns = (municipality,) if municipality else None
    wanted = TaskFilter(municipalities=towns, batch=batch, cause=cause, is_held=held)
    with private_files(), catalog_of(call.filled_home, call.catalog_url) as catalog:
        tasks = catalog.desk.tasks(wanted, limit=limit)
        counts = catalog.desk.counts(wanted)
        seconds = seconds_a_look(catalog.desk.decisions(limit=RECENT))
    if is_json:
        print_json({"open": counts, "seconds_a_look": seconds, "tasks": plain(tasks)})
        return
    print_view(tasks_view(tasks))
    print_view(counts_view(counts, seconds))


@review.command("show", help=tr("Was an einer Stelle gefragt ist.", "What is asked at a place."))
@_dossier()
@click.argument("key", metavar=tr("STELLE", "KEY"))
@click.pass_obj
def show_(call: Call, dossier: str, key: str, version: int | None) -> None:
    version = version or Store(call.filled_home).newest(dossier)
    with _desk(call) as desk:
        look = _look(desk, dossier, version, key)
    print_view(look_view(look, decisions_in(Store(call.home), dossier)))


@review.command("decide", help=tr("Sagt, was auf dem Papier steht.", "Says what the paper says."))
@_dossier()
@click.argument("key", metavar=tr("STELLE", "KEY"))
@click.argument("verb", metavar="|".join(SAYABLE), type=click.Choice(SAYABLE))
@click.option("--value", default="", help=tr("correct: die richtige Angabe.", "The right value."))
@click.option("--take", type=click.IntRange(min=1), help=tr("correct: Vorschlag n.", "Choice n."))
@click.option(
    "--field",
    type=click.Choice([name.value for name in FieldName]),
    help=tr("Nur diese Angabe der Stelle.", "Only this field of the place."),
)
@click.option("--remark", default="", help=tr("Bemerkung, ohne Namen.", "Without names."))
@click.option("--stand", default="", help=tr("Stand, den `show` nannte.", "As `show` told it."))
@_sure()
@click.pass_obj
def decide(
    call: Call,
    dossier: str,
    key: str,
    verb: str,
    version: int | None,
    value: str,
    take: int | None,
    field: str | None,
    remark: str,
    stand: str,
    sure: str,
) -> None:
    version = version or Store(call.filled_home).newest(dossier)
    with _desk(call) as desk:
        look = _look(desk, dossier, version, key)
        places = tuple(
            place
            for place, target in enumerate(look.task.targets)
            if field is None or target.field == field
        )
        if not places:
            raise DecisionRefused(tr("Danach ist hier nicht gefragt.", "That is not asked here."))
        answer = Answer(
            verb=Verb(verb),
            places=places,
            text=value,
            value=_choice(look, places, take) if take else None,
            remark=remark,
        )
        lines = desk.decide(
            dossier, version, key, [answer], stand=stand or look.stand, sure_of=sure
        )
    _done(call, dossier, version, lines)


@review.command("add", help=tr("Ergänzt eine Eintragung, die fehlt.", "Adds a missed entry."))
@_dossier()
@click.option("--page", type=click.IntRange(min=1), help=tr("Wo sie steht.", "Where it is."))
@click.option(
    "--set",
    "values",
    multiple=True,
    metavar="NAME=WERT",
    help=tr(
        "Angabe der Eintragung (sheet, entry_number, type, burdened, …); mehrfach.",
        "A field of the entry (sheet, entry_number, type, burdened, …); several times.",
    ),
)
@_sure()
@click.pass_obj
def add(
    call: Call,
    dossier: str,
    version: int | None,
    page: int | None,
    values: tuple[str, ...],
    sure: str,
) -> None:
    version = version or Store(call.filled_home).newest(dossier)
    told = dict(map(_named, values))
    with _desk(call) as desk:
        lines = desk.add_entry(dossier, version, told, page=page, sure_of=sure)
    _done(call, dossier, version, lines)


@review.command("undo", help=tr("Nimmt eine Entscheidung zurück.", "Takes a decision back."))
@_dossier()
@click.argument("line", metavar="HASH")
@click.pass_obj
def undo(call: Call, dossier: str, line: str, version: int | None) -> None:
    version = version or Store(call.filled_home).newest(dossier)
    with _desk(call) as desk:
        found = [sha for sha, _ in decisions_in(Store(call.home), dossier) if sha.startswith(line)]
        desk.undo(dossier, found[0] if len(found) == 1 else line)
    _done(call, dossier, version, ())


@review.command(
    "say",
    help=tr(
        "Weist eine Stelle zu, legt sie zurück oder bemerkt etwas dazu.",
        "Assigns a place, holds it, or remarks upon it.",
    ),
)
@_dossier()
@click.argument("key", metavar=tr("STELLE", "KEY"))
@click.argument("kind", type=click.Choice([kind.value for kind in NoteKind if kind in BY_HAND]))
@click.option("--to", default="", help=tr("assign: für wen.", "assign: for whom."))
@click.option("--text", default="", help=tr("Bemerkung, ohne Namen.", "Without names."))
@click.pass_obj
def say(
    call: Call, dossier: str, key: str, kind: str, version: int | None, to: str, text: str
) -> None:
    version = version or Store(call.filled_home).newest(dossier)
    with _desk(call) as desk:
        _look(desk, dossier, version, key)
        desk.say(dossier, version, key, NoteKind(kind), to=to, text=text)


@review.command(
    "sample",
    short_help=tr(
        "Misst, wie viele Angaben unbemerkt falsch sind.",
        "Measures how many fields are wrong unseen.",
    ),
    help=tr(
        "Zieht Angaben ohne Zweifel zum Ansehen und sagt, wie viele davon unbemerkt falsch sind.",
        "Draws fields without doubt to be looked at, and tells how many of them are wrong unseen.",
    ),
)
@click.option("--rate", type=Share(), help=tr("Anteil, der gezogen wird.", "Share to draw."))
@click.option("--seed", type=int, default=1, show_default=True, help=tr("Startwert.", "Seed."))
@as_json()
@click.pass_obj
def sample_(call: Call, rate: float | None, seed: int, is_json: bool) -> None:
    store = Store(call.filled_home)
    with private_files(), catalog_of(call.home, call.catalog_url) as catalog:
        if rate is not None:
            draw(store, catalog, rate=rate, seed=seed, by=user())
        found = rate_of(
            catalog.desk.decisions(sample=str(seed)), open_=catalog.desk.drawn(str(seed))
        )
    if is_json:
        low, high = found.interval
        print_json({**plain(found), "share": found.share, "from": low, "to": high})
    else:
        print_view(rate_view(found))


@review.command(
    "export",
    short_help=tr(
        "Entscheidungen als Fälle für die Tests der Regeln.",
        "Decisions as cases for the rules' tests.",
    ),
    help=tr(
        "Entscheidungen als Fälle (Text, was er sagt) für die Tests der Regeln; ohne Namen.",
        "Decisions as cases (text, what it says) for the rules' tests; without names.",
    ),
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help=tr("Zieldatei; sonst die Standardausgabe.", "Target file; else standard output."),
)
@click.pass_obj
def export_(call: Call, output: Path | None) -> None:
    rows = cases(Store(call.filled_home))
    write_text((json.dumps(row, ensure_ascii=False) + "\n" for row in rows), output)


def _look(desk: ReviewDesk, dossier: str, version: int, key: str) -> Look:
    look = desk.look(dossier, version, key)
    if look is None:
        raise DecisionRefused(tr(f"{dossier}: keine Stelle {key}", f"{dossier}: no place {key}"))
    return look


def _choice(look: Look, places: tuple[int, ...], number: int) -> object:
    choices = [
        one.choices for one in asked(look.standing.dossier, look.task) if one.place == places[0]
    ]
    if not choices or number > len(choices[0]):
        raise DecisionRefused(tr(f"Es gibt keinen Vorschlag {number}.", f"No choice {number}."))
    return choices[0][number - 1].value


def _named(written: str) -> tuple[FieldName, str]:
    name, _, value = written.partition("=")
    try:
        return FieldName(name.strip()), value
    except ValueError as error:
        raise click.UsageError(tr(f"{name}: keine Angabe", f"{name}: no field")) from error


def _done(call: Call, dossier: str, version: int, lines: tuple[str, ...]) -> None:
    deliver(call, Store(call.home).load(dossier, version))
    for line in lines:
        SCREEN.print(tr("Festgehalten:", "Recorded:"), line)
    if dossier in owed(call.home):
        ASIDE.print(
            tr(
                "Katalog und Suche sind gerade nicht zugänglich; der nächste Befehl holt es nach.",
                "The catalog and the search cannot be used now; the next command makes it good.",
            )
        )
