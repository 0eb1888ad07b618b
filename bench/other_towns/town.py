"""What a town gives here beyond bench.scangen's Town: all that it words in its own way."""

import datetime as dt
import random
import tomllib
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

from bench.other_towns.akte import Akte
from bench.other_towns.drawer import OtherDrawer
from bench.scangen import dates, law
from bench.scangen.parcels import Parcel
from bench.scangen.towns.base import Town

WORDS = Path(__file__).parent / "words"

Notation = Callable[[Sequence[Parcel], random.Random], str]


class OtherTown(Town):
    """A town whose words stand in words/<file>.toml.

    ``[phrases]`` has the wordings by kind, with ``{B}`` and ``{N}`` for the burdened and benefited
    parcels and ``[des Grundstücks|der Grundstücke]`` before them for one and for several;
    ``[short]`` the same without parcels, for forms that have columns for them; ``[nouns]`` what the
    kind is called; ``[early]`` and ``[late]`` the words of bench.scangen's pages until 1984 and
    since.
    """

    file = ""
    notations: ClassVar[list[Notation]] = []
    day_styles: ClassVar[dict[int, list[str]]] = {
        1: ["long", "d.m.yy", "dd.mm.yyyy", "d. m. yyyy", "short"],
        2: ["dd.mm.yyyy", "dd.mm.yyyy", "long", "d.m.yyyy"],
    }
    own_sheets: ClassVar[dict[int, float]] = {1: 0.7, 2: 0.7}  # share that is no running table

    def __init__(self) -> None:
        words: dict[str, Any] = tomllib.loads((WORDS / f"{self.file}.toml").read_text("utf-8"))
        self.phrases, self.short, self.nouns = words["phrases"], words["short"], words["nouns"]
        self.words = {1: words["early"], 2: words["late"]}

    def write_parcels(
        self, plots: Sequence[Parcel], rng: random.Random, known: tuple[str, int] | None
    ) -> str:
        """All parcels in words; ``known`` is the Gemarkung and Flur that the page head has."""
        groups: dict[tuple[str, int], list[Parcel]] = {}
        for plot in plots:
            groups.setdefault((plot.gemarkung, plot.flur), []).append(plot)
        notation = rng.choice(self.notations)
        if len(groups) == 1 and known in groups and rng.random() < 0.35:
            many = "Flurstücke" if len(plots) > 1 else "Flurstück"
            return f"{many} {numbers(plots, rng)}"
        return rng.choice([" sowie ", " und ", ", außerdem ", "; "]).join(
            notation(group, rng) for group in groups.values()
        )

    def write_law(self, declared: dt.date, rng: random.Random) -> str:
        return str(law.written(declared, rng))

    def write_day(self, day: dt.date, rng: random.Random, gen: int) -> str:
        return str(dates.fmt(day, rng, gen, rng.choice(self.day_styles[gen])))

    def draw_sheets(self, drawer: Any) -> None:
        """The town's own sheets, where it has other than running tables."""
        raise NotImplementedError

    def akte(self, rng: random.Random, number: int) -> Any:
        """The facts of one dossier."""
        return Akte(rng, self, number)

    def drawer(self, akte: Any, rng: random.Random) -> Any:
        """What draws the dossier's pages."""
        return OtherDrawer(akte, rng)


def numbers(plots: Sequence[Parcel], rng: random.Random) -> str:
    """ "17, 18 u. 19", "17 bis 19", "15/2 bis 15/6", "tlw. 17"."""
    plain = not any(plot.part for plot in plots)
    if len(plots) >= 3 and plain and is_run(plots) and rng.random() < 0.6:
        until = rng.choice([" bis ", " - ", "-", " bis einschl. "])
        return f"{plots[0].no}{until}{plots[-1].no}"
    part = rng.choice(["{} tlw.", "{} (tlw.)", "{} z.T.", "tlw. {}", "{} teilw.", "{} (teilweise)"])
    written = [part.format(plot.no) if plot.part else str(plot.no) for plot in plots]
    if len(written) == 1:
        return written[0]
    last = rng.choice([" und ", " u. ", ", ", " + "])
    return ", ".join(written[:-1]) + last + written[-1]


def is_run(plots: Sequence[Parcel]) -> bool:
    """Whether the numbers follow each other, by Zähler or within one Zähler by Nenner."""
    steps = [(b.zaehler - a.zaehler, (b.nenner or 0) - (a.nenner or 0)) for a, b in pairwise(plots)]
    has_nenner = [plot.nenner is not None for plot in plots]
    return (not any(has_nenner) and set(steps) == {(1, 0)}) or (
        all(has_nenner) and set(steps) == {(0, 1)}
    )
