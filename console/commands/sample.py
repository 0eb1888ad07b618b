"""The commands for sight checks."""

from collections import Counter
from typing import Any

import click
from rich.text import Text

from archive.sample import Result, Sight, drawn, record_sight
from archive.store import Store
from baulast.codec import plain
from baulast.language import pages, tr
from console.commands.call import Call, as_json, version_option
from console.commands.output import SCREEN, print_json_list, print_view

RESULTS = {
    None: tr("anzusehen", "to look at"),
    Result.SAME: tr("stimmt überein", "is the same"),
    Result.DIFFERS: tr("WEICHT AB", "DIFFERS"),
}


class Share(click.ParamType[float]):
    """A share as people write it: ``5%``, ``0.05``."""

    name = "share"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        text = str(value).strip().replace(",", ".")
        try:
            share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        except ValueError:
            share = -1
        if not 0 < share <= 1:
            self.fail(tr(f"{value}: kein Anteil wie 5%", f"{value}: no share like 5%"), param, ctx)
        return share


@click.group(
    invoke_without_command=True,
    short_help=tr(
        "Zieht Seiten, die ein Mensch mit dem Papier vergleicht.",
        "Draws pages that a person compares with the paper.",
    ),
    help=tr(
        "Zieht Seiten, die ein Mensch mit dem Papier vergleichen soll, und zeigt, was daraus "
        "wurde. Derselbe Startwert zieht dieselben Seiten.",
        "Draws pages that a person should compare with the paper, and shows what came of it. The "
        "same seed draws the same pages.",
    ),
)
@click.option(
    "--rate",
    type=Share(),
    default="5%",
    show_default=True,
    help=tr("Anteil der Seiten.", "Share of the pages."),
)
@click.option(
    "--seed", type=int, default=1, show_default=True, help=tr("Startwert.", "Seed of the draw.")
)
@as_json()
@click.pass_context
def sample(context: click.Context, rate: float, seed: int, is_json: bool) -> None:
    if context.invoked_subcommand:
        return
    call: Call = context.obj
    sights = drawn(Store(call.filled_home), rate=rate, seed=seed)
    if is_json:
        print_json_list(map(plain, sights))
        return
    results = Counter[Result | None]()
    for sight in sights:
        print_view(_line(sight))
        results[sight.result] += 1
    print_view(_summary(results))


@sample.command(
    "record",
    help=tr(
        "Hält fest, was der Vergleich der SEITE mit dem Papier ergab.",
        "Records what comparing the PAGE with the paper showed.",
    ),
)
@click.argument("dossier", metavar=tr("AKTE", "DOSSIER"))
@click.argument("page", metavar=tr("SEITE", "PAGE"), type=click.IntRange(min=1))
@click.argument("result", metavar="same|differs", type=click.Choice([r.value for r in Result]))
@version_option()
@click.option("--remark", default="", help=tr("Was abweicht; ohne Namen.", "Without names."))
@click.pass_obj
def record(
    call: Call, dossier: str, page: int, result: str, version: int | None, remark: str
) -> None:
    store = Store(call.filled_home)
    version = version or store.newest(dossier)
    record_sight(store, dossier, version=version, page=page, result=Result(result), remark=remark)
    SCREEN.print(tr("Festgehalten.", "Recorded."))


def _line(sight: Sight) -> Text:
    style = {None: "yellow", Result.DIFFERS: "red"}.get(sight.result, "")
    line = f"{sight.dossier}  {tr('Seite', 'page')} {sight.page}  {RESULTS[sight.result]}"
    return Text(line, style=style, no_wrap=True, overflow="ignore")


def _summary(results: Counter[Result | None]) -> Text:
    count = results.total()
    seen, differing = count - results[None], results[Result.DIFFERS]
    line = tr("{} gezogen, {} angesehen, {} abweichend.", "{} drawn, {} seen, {} differing.")
    return Text(line.format(pages(count), seen, differing), style="bold")
