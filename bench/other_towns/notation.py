"""Parcels, dates and legal bases as other offices write them."""

import datetime as dt
import random
from collections.abc import Sequence
from functools import partial

from bench.other_towns.town import Notation
from bench.scangen.dates import MONTHS
from bench.scangen.parcels import Parcel

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
SHORT = ("Jan.", "Feb.", "Mrz.", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.",
         "Dez.")  # fmt: skip
PART = ("tlw.", "teilweise", "(tlw.)", "teilw.", "z.T.", "(Teilfläche)")
TYPED_DATES = ("long", "long", "d.m.yy", "d. m. yyyy", "roman", "slashes", "short", "glued",
               "dd.mm.yyyy")  # fmt: skip
PRINTED_DATES = ("dd.mm.yyyy", "dd.mm.yyyy", "dd.mm.yyyy", "long", "d.m.yyyy", "dd.mm.yy")


def date(day: dt.date, rng: random.Random, generation: int) -> str:
    """A date in one of the ways of that generation: ``12. III. 74``, ``12.Mrz.74``."""
    styles = TYPED_DATES if generation == 1 else PRINTED_DATES
    if day.year >= 2000:
        styles = tuple(s for s in styles if s == "long" or s.endswith("yyyy"))
    month, year = day.month, day.year % 100
    return {
        "long": f"{day.day}. {MONTHS[month - 1]} {day.year}",
        "d.m.yy": f"{day.day}.{month}.{year:02d}",
        "d. m. yyyy": f"{day.day}. {month}. {day.year}",
        "roman": f"{day.day}. {ROMAN[month - 1]}. {year:02d}",
        "slashes": f"{day.day}/{month}/{year:02d}",
        "short": f"{day.day}. {SHORT[month - 1]} {day.year}",
        "glued": f"{day.day}.{SHORT[month - 1]}{year:02d}",
        "dd.mm.yyyy": f"{day.day:02d}.{month:02d}.{day.year}",
        "d.m.yyyy": f"{day.day}.{month}.{day.year}",
        "dd.mm.yy": f"{day.day:02d}.{month:02d}.{year:02d}",
    }[rng.choice(styles)]


LAWS = (  # until, paragraph, ways to write it
    (dt.date(1970, 7, 1), 99, ("§ {n} (1) BauO NW", "§§ {n}, 100 BauO NW v. 25.6.1962",
     "§ {n} der Landesbauordnung vom 25. Juni 1962 (GV. NW. S. 373)")),
    (dt.date(1985, 1, 1), 99, ("§ {n} (1) BauO NW", "§§ {n} und 100 der Bauordnung für das Land NW",
     "§ {n} Abs. 1 BauO NW in der Fassung der Bekanntmachung vom 15.7.1976 (GV. NW. S. 264)",
     "§ {n} I BauO NW i.d.F. v. 27. Januar 1970 (GV. NW. S. 96)")),
    (dt.date(1996, 1, 1), 78, ("§ {n} (1) BauO NW", "§ {n} BauO NW 1984", "§ {n} Abs. 1 LBO NW",
     "§ {n} der Bauordnung NW vom 26.06.1984 (GV. NW. S. 419/SGV. NW. 232)")),
    (dt.date(2000, 6, 1), 83, ("§ {n} (1) BauO NW", "§ {n} BauO NW 1995",
     "§ {n} Abs. 1 der Landesbauordnung v. 07.03.1995")),
    (dt.date(2019, 1, 1), 83, ("§ {n} BauO NRW", "§ {n} Abs. 1 Satz 1 der BauO NRW",
     "§ {n} der Bauordnung für das Land Nordrhein-Westfalen vom 01.03.2000 (GV. NRW. S. 256)")),
    (dt.date.max, 85, ("§ {n} BauO NRW 2018", "§ {n} Abs. 1 der Landesbauordnung 2018",
     "§ {n} (1) BauO NRW vom 21.07.2018 (GV. NRW. S. 421)")),
)  # fmt: skip


def law(day: dt.date, rng: random.Random) -> str:
    """The legal basis of a declaration of that day, written out."""
    number, ways = next((number, ways) for until, number, ways in LAWS if day < until)
    return rng.choice(ways).format(n=number)


def numbers(parcels: Sequence[Parcel], rng: random.Random) -> str:
    """The numbers of parcels of one Flur: ``12, 13 und 15/1 bis 15/3``."""
    runs = _runs(parcels) if rng.random() < 0.7 else [[p] for p in parcels]
    part = rng.choice(PART)
    to = rng.choice([" bis ", "-", " - ", " bis "])
    written = []
    for run in runs:
        if len(run) < 3:
            written += [p.no + (f" {part}" if p.part else "") for p in run]
        else:
            written.append(f"{run[0].no}{to if not run[0].nenner else ' bis '}{run[-1].no}")
    if len(written) == 1:
        return written[0]
    return ", ".join(written[:-1]) + rng.choice([" und ", " u. ", ", ", " sowie "]) + written[-1]


def _runs(parcels: Sequence[Parcel]) -> list[list[Parcel]]:
    runs: list[list[Parcel]] = []
    for p in parcels:
        if runs and not p.part and not runs[-1][-1].part and _follows(runs[-1][-1], p):
            runs[-1].append(p)
        else:
            runs.append([p])
    return runs


def _follows(before: Parcel, after: Parcel) -> bool:
    if before.nenner is None or after.nenner is None:
        return before.nenner is after.nenner and after.zaehler == before.zaehler + 1
    return before.zaehler == after.zaehler and after.nenner == before.nenner + 1


def notation(style: str) -> Notation:
    """How parcels of one Gemarkung and Flur are written in that style."""
    return partial(_group, style=style)


def _group(plots: Sequence[Parcel], rng: random.Random, style: str) -> str:
    first, many, n = plots[0], len(plots) > 1, numbers(plots, rng)
    g, f, s = first.gemarkung, first.flur, "e" if many else ""
    closed = " einschl." if many and " bis " in n and n.endswith(plots[-1].no) else ""
    past = random.Random(f"{g}/{f}/{n}")  # the same parcel has the same past on every page
    before = f"{past.randint(3, 900)}/{past.randint(1, 90)}"
    return {
        "heading": f"Gemarkung {g} / Flur {f} Nr. {n}",
        "of": f"Flurstück{s} {n} der Flur {f} der Gemarkung {g}",
        "all": f"Flurstücks-Nr{'n' if many else ''}. {n}, {'alle ' if many else ''}Flur {f}, "
        f"Gemarkung {g}",
        "gem": f"Gem. {g}, Fl. {f}, Flst. {n}",
        "parz": f"Gemarkung {g}, Fl. {f}, Parz. {n}",
        "nr": f"{g} Flur {f} Nr. {n}",
        "nrn": f"Gemarkung {g}, Flur {f}, Flst.-Nr{'n' if many else ''}. {n}",
        "bare": f"{g}, Flur {f}, Flurstück{s} {n}",
        "einschl": f"Gemarkung {g} Flur {f} Nr{'n' if many else ''}. {n}{closed}",
        "flurst": f"Gemarkung {g}, Flur {f}, Flurst. {n}",
        "kart": f"Gemarkung {g}, Kartenblatt {f}, Parzelle{'n' if many else ''} {n}",
        "former": f"Gemarkung {g}, Flur {f}, Flurstück{s} {n} "
        f"(früher{' Teile von' if many else ''} {before})",
        "slashed": f"{g} / {f} / {n}",
    }[style]
