"""The commands for the life of dossiers and of their paper."""

from datetime import datetime

import click
from rich.table import Table

from archive.audit import user
from archive.store import Store
from archive.supplement import read_supplement
from baulast.codec import plain
from baulast.language import tr
from baulast.life import STANDS_FOR_PAPER, State, Step, state_of, steps_of
from baulast.standing import gone
from console.commands.call import Call, as_json, deliver, version_option
from console.commands.output import SCREEN, display, print_json
from console.moment import moment
from console.states import STATES
from register import lists
from register.paper import BoxOfPaper, boxes


@click.command(
    short_help=tr(
        "Zeigt, wie weit eine AKTE ist, oder führt sie weiter.",
        "Shows how far a DOSSIER is, or takes it further.",
    ),
    help=tr(
        "Zeigt, wie weit eine AKTE ist und wer das sagte; mit STAND führt es sie weiter: "
        "in_review, released (nichts ist mehr offen), transferred, closed. withdrawn nimmt sie "
        "aus Suche und Auskunft; sie bleibt mit dem Grund im Archiv.",
        "Shows how far a DOSSIER is and who said so; with a STATE it goes on: in_review, released "
        "(nothing is open any more), transferred, closed. withdrawn takes it out of searches and "
        "statements; it stays in the archive with the reason.",
    ),
)
@click.argument("dossier", metavar=tr("AKTE", "DOSSIER"))
@click.argument(
    "new",
    metavar=tr("[STAND]", "[STATE]"),
    required=False,
    type=click.Choice([state.value for state in State if state is not State.IMPORTED]),
)
@version_option()
@click.option("--reason", default="", help=tr("Warum; ohne Namen.", "Why; without names."))
@as_json()
@click.pass_obj
def state(
    call: Call, dossier: str, new: str | None, version: int | None, reason: str, is_json: bool
) -> None:
    store = Store(call.filled_home)
    version = version or store.newest(dossier)
    store.revision(dossier, version)  # DossierUnknown where there is none
    if new is not None:
        import upkeep

        now = datetime.now().astimezone().isoformat(timespec="seconds")
        step = Step(version=version, state=State(new), reason=reason, by=user(), at=now)
        upkeep.change_state(call.home, dossier, step, call.settings, catalog_url=call.catalog_url)
        deliver(call, store.load(dossier, version))
    steps = steps_of(read_supplement(store.supplement(dossier)).events, version)
    if is_json:
        print_json({"state": state_of(steps), "steps": [plain(step) for step in steps]})
        return
    SCREEN.print(f"{dossier}, {tr('Fassung', 'version')} {version}: {STATES[state_of(steps)]}")
    standing = store.standing(store.reading(dossier, version))
    if standing.is_gone:
        SCREEN.print(f"  {gone(standing)}", markup=False)
    revision = store.revision(dossier, version).name
    if state_of(steps) in STANDS_FOR_PAPER and steps[-1].revision not in ("", revision):
        anew = tr("seither neu gelesen ({}), mit denselben Angaben", "read anew since ({}), alike")
        SCREEN.print(f"  {anew.format(revision)}", markup=False)
    for step in steps:
        SCREEN.print(
            f"  {moment(step.at)}  {step.by}  {STATES[step.state]}  {step.reason}", markup=False
        )


@click.command(
    short_help=tr(
        "Zeigt je Karton, bis wann das Papier mindestens bleibt.",
        "Shows until when the paper of each box stays at least.",
    ),
    help=tr(
        "Zeigt je Karton, bis wann das Papier mindestens bleibt: nach der Freigabe aller Akten "
        "noch so lange, wie unter [life] eingestellt.",
        "Shows for each box until when its paper stays at least: after the release of all its "
        "dossiers for as long as is set under [life].",
    ),
)
@as_json()
@click.pass_obj
def paper(call: Call, is_json: bool) -> None:
    store = Store(call.filled_home)
    keep_days = call.settings.life.keep_paper_days
    found = boxes(store, lists.inventory(call.home), keep_days=keep_days)
    display(found, _paper_view(found), is_json=is_json)


def _paper_view(found: tuple[BoxOfPaper, ...]) -> Table:
    rows = Table(box=None)
    for name in (
        tr("Gemeinde", "town"),
        tr("Karton", "box"),
        tr("Blätter", "sheets"),
        tr("Papier bleibt bis", "paper stays until"),
        tr("fehlen", "lacking"),
        tr("nicht freigegeben", "not released"),
    ):
        rows.add_column(name)
    for one in found:
        until = f"{one.keep_until:%d.%m.%Y}" if one.keep_until else tr("offen", "open")
        sheets = (", ".join(one.lacking), ", ".join(one.unreleased))
        rows.add_row(one.municipality, one.box or "–", str(one.sheets), until, *sheets)
    return rows
