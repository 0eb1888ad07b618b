"""The commands for the audit trail."""

from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

import click

from archive.audit import EventName, check_head, check_trail, day_heads, trail, user
from archive.retention import expire
from archive.store import Store
from archive.witness import vouch
from baulast.codec import plain
from baulast.errors import InputError
from baulast.language import Both, tr
from console.audit import trail_view
from console.commands.call import Call, as_json, open_index
from console.commands.output import SCREEN, print_json, print_json_list, print_view
from index.query import parse

ROWS = 1000  # of one table: the next begins with its own heading and widths
LONGEST_YEAR_DAYS = 366  # what is kept for years is never kept a day less


class NotAuditor(InputError):
    """The trail is for those whom the settings name."""

    exit_code = 2
    remedy = Both(
        "Wer das Protokoll liest, steht unter [audit] auditors.",
        "Who reads the trail stands under [audit] auditors.",
    )

    def __str__(self) -> str:
        told = tr("{} darf das Protokoll nicht lesen", "{} may not read the trail")
        return told.format(self.args[0])


@click.group(
    help=tr(
        "Das Protokoll: wer was wann warum getan oder eingesehen hat.",
        "The audit trail: who did or saw what, when and why.",
    )
)
def audit() -> None:
    pass


@audit.command(
    "show",
    short_help=tr("Zeigt die Zeilen des Protokolls.", "Shows the lines of the trail."),
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
    _check_auditor(call)
    check_trail(call.filled_home)  # nothing is shown of one that is not whole
    lines = trail(call.home)
    if dossier:
        lines = (line for line in lines if dossier in line.dossiers)
    if user:
        lines = (line for line in lines if user in line.people)
    if parcel:
        asked = parse(parcel)
        if not asked.parcels:
            raise click.UsageError(tr(f"{parcel}: kein Flurstück", f"{parcel}: no parcel"))
        with open_index(call, Store(call.home)) as index:
            named = {h.document.dossier for h in index.search(asked, deleted=True).entries}
        said = {str(one) for one in asked.parcels}
        lines = (line for line in lines if said & set(line.parcels) or named & set(line.dossiers))
    if is_json:
        print_json_list(map(plain, lines))
        return
    block = tuple(islice(lines, ROWS))
    print_view(trail_view(block))
    while block := tuple(islice(lines, ROWS)):
        print_view(trail_view(block))


@audit.command(
    "expire",
    short_help=tr(
        "Lässt verfallen, wer vor Jahren etwas einsah.", "Lets go of who looked at what years ago."
    ),
    help=tr(
        "Lässt verfallen, wer was vor mehr als `keep_years` Jahren ([audit]) einsah oder sich "
        "anmeldete: Von diesen Zeilen bleibt die Prüfsumme, die Kette bleibt prüfbar. Auskünfte, "
        "Entscheidungen und Ausgaben bleiben.",
        "Lets go of who saw what or signed in more than `keep_years` years ([audit]) ago: the hash "
        "of these lines stays, and the chain can be checked as before. Statements, decisions and "
        "exports stay.",
    ),
)
@click.pass_obj
def expire_(call: Call) -> None:
    _check_auditor(call)
    years = call.settings.audit.keep_years
    if not years:
        forever = tr("[audit] keep_years = 0: nichts verfällt.", "keep_years = 0: nothing expires.")
        raise click.UsageError(forever)
    before = datetime.now().astimezone() - timedelta(days=years * LONGEST_YEAR_DAYS)
    count = expire(call.filled_home, before=before)
    SCREEN.print(tr(f"{count} Zeilen verfallen.", f"{count} lines expired."))


def _check_auditor(call: Call) -> None:
    auditors = call.settings.audit.auditors
    if auditors and user() not in auditors:
        raise NotAuditor(user())


@audit.command(
    "head",
    short_help=tr(
        "Gibt je Tag die letzte Zeile aus, zum Ausdrucken.",
        "Prints each day's last line, to be put on paper.",
    ),
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
    heads = day_heads(trail(call.filled_home))
    if is_json:
        print_json([plain(one) for one in heads])
    for one in () if is_json else heads:
        click.echo(f"{one.day}  {one.line}  {one.sha256}")


@audit.command(
    "check",
    short_help=tr(
        "Prüft das Protokoll gegen eine Zeile von damals.",
        "Checks the trail against a line of an earlier time.",
    ),
    help=tr(
        "Prüft das Protokoll gegen eine Zeile, die einmal ausgedruckt wurde (audit head), oder "
        "gegen die, die eine Ausgabe oder Sicherung von damals nennt (--bag).",
        "Checks the trail against a line that was once printed (audit head), or against the one "
        "that an export or a backup of its time names (--bag).",
    ),
)
@click.argument("line", metavar=tr("NUMMER", "NUMBER"), type=click.IntRange(min=1), required=False)
@click.argument("sha256", metavar=tr("PRÜFSUMME", "HASH"), required=False)
@click.option(
    "--bag",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=tr("Ausgabe oder Sicherung von damals.", "Export or backup of its time."),
)
@click.pass_obj
def check(call: Call, line: int | None, sha256: str | None, bag: Path | None) -> None:
    if bag is not None:
        line, sha256 = _mark_of_bag(bag)
    if line is None or sha256 is None:
        both = tr("NUMMER und PRÜFSUMME angeben, oder --bag", "Give NUMBER and HASH, or --bag")
        raise click.UsageError(both)
    check_head(call.filled_home, line=line, sha256=sha256)
    SCREEN.print(
        tr(f"Bis Zeile {line} ist das Protokoll, wie es war.", f"Unchanged up to line {line}.")
    )


def _mark_of_bag(bag: Path) -> tuple[int, str]:
    from handover.bag import trail_in

    mark = trail_in(bag)
    if mark is None:
        none = tr("nennt keine Zeile des Protokolls", "names no line of the trail")
        raise click.UsageError(f"{bag}: {none}")
    return mark.line, mark.sha256


@audit.command(
    "accept",
    short_help=tr(
        "Trägt ins Protokoll nach, was dort nie genannt wurde.",
        "Has the trail name what it never named.",
    ),
    help=tr(
        "Trägt ins Protokoll nach, was zu einer Akte (oder den Listen) im Archiv liegt und dort "
        "nie genannt wurde: nach einem Absturz, oder nach Rückspielen aus der Sicherung. Vorher "
        "ansehen: Wer es aufruft, steht dafür ein.",
        "Has the trail name what the archive holds of a dossier (or the lists) and what it never "
        "named: after a crash, or after files came back from a backup. Look at it before: whoever "
        "calls this answers for it.",
    ),
)
@click.option(
    "--dossier",
    metavar=tr("AKTE", "DOSSIER"),
    help=tr("Diese Akte; sonst alles.", "This dossier; else all."),
)
@click.option("--reason", required=True, help=tr("Warum es richtig ist.", "Why it is right."))
@click.pass_obj
def accept(call: Call, dossier: str | None, reason: str) -> None:
    store = Store(call.filled_home)
    count = vouch(store, EventName.ACCEPTED, dossier=dossier, reason=reason)
    SCREEN.print(tr(f"{count} Zeilen nachgetragen.", f"{count} lines added."))
