"""Figures by town, each with what was fitted without it; and how many pages are doubted whole."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cattrs

from archive.store import Store
from baulast.settings import ExtractSettings
from bench import score
from bench.deliveries import Delivery
from bench.samples import HELD_OUT
from extract.confidence import Model
from extract.find import make_nlp
from extract.stage import extract
from index.exchange import entries_jsonl

# Pages doubted as a whole, at most: what a reviewer can be asked for on paper of this state.
DOUBTED_PAGES = {"clean": 0.01, "office": 0.01, "aged": 0.05, "poor": 0.20}


def without_its_town(entries: list[dict[str, Any]], home: Path) -> list[dict[str, Any]]:
    """The exported entries, those of a fitted town as a fit on the other towns has them."""
    fits = json.loads(HELD_OUT.read_text("utf-8"))
    models = {town: cattrs.structure(fit, Model) for town, fit in fits.items()}
    nlp, anew = make_nlp(), {}
    for dossier in Store(home).dossiers():
        model = models.get(dossier.municipality)
        if model is not None:
            again = extract(dossier, nlp, ExtractSettings(), model=model)
            anew[dossier.id] = [json.loads(line) for line in entries_jsonl([again])]
    kept = [row for row in entries if row["dossier"] not in anew]
    return [*kept, *(row for rows in anew.values() for row in rows)]


def print_towns(
    found: Sequence[Delivery], entries: list[dict[str, Any]], text: list[dict[str, Any]]
) -> None:
    """A line for each town."""
    print("\n# by town, each without a part in what was fitted")
    print(f"{'town':15} {'entries':>7} {'missing':>12} {'invented':>12} {'right':>7} {'silent':>7}"
          f" {'(at most)':>9} {'flagged':>7} {'CER':>7}")  # fmt: skip
    for town in sorted({delivery.town for delivery in found}):
        print(_town_line(town, [d for d in found if d.town == town], entries, text))


def _town_line(
    town: str,
    found: Sequence[Delivery],
    entries: list[dict[str, Any]],
    text: list[dict[str, Any]],
) -> str:
    truth = {delivery.truth["file_id"]: delivery.truth for delivery in found}
    result, _ = score.score_entries(truth, [row for row in entries if row["file_id"] in truth])
    pages, _, _ = score.score_text(truth, [row for row in text if row["file_id"] in truth], True)
    counts, fields = result["ALL"]["n"], result["ALL"]["fields"].values()
    judged = max(1, sum(field["n"] for field in fields))

    def share(name: str) -> str:
        return f"{100 * sum(field[name] for field in fields) / judged:6.1f}%"

    def silently(name: str) -> str:
        return f"{counts[name]:3d} ({counts[name + '_silent']} silent)"

    silent = sum(field["silent"] for field in fields)
    errors = 100 * pages["ALL"][0] / max(1, pages["ALL"][1])
    return (
        f"{town:15} {counts['entries']:7d} {silently('missing'):>12} {silently('invented'):>12}"
        f" {share('ok')} {share('silent')} {100 * score.upper(silent, judged):8.2f}%"
        f" {share('flagged')} {errors:6.2f}%"
    )


def print_doubted_pages(found: Sequence[Delivery], entries: list[dict[str, Any]]) -> None:
    """Pages doubted as a whole by condition of the paper, against what is allowed."""
    print("\n# pages doubted as a whole")
    truth = {delivery.truth["file_id"]: delivery.truth for delivery in found}
    result, _ = score.score_entries(truth, entries)
    for profile, allowed in DOUBTED_PAGES.items():
        if profile in result:
            counts = result[profile]["n"]
            share = counts["doubted"] / max(1, counts["pages"])
            print(
                f"{profile:8} {counts['doubted']:4d} of {counts['pages']:4d} pages {share:7.1%}"
                f" (allowed {allowed:.0%}){'' if share <= allowed else '  TOO MANY'}"
            )
