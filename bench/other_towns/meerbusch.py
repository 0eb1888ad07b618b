"""Meerbusch: until 1984 sheets in sections like a land register's, since then spaced blocks."""

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any

from bench.other_towns.town import OtherTown, numbers
from bench.scangen import dates
from bench.scangen.canvas import Page, Style, mark
from bench.scangen.parcels import Parcel
from bench.scangen.towns.base import info_block, parcel_rows

LEFT, RIGHT = 26.0, 194.0


class Meerbusch(OtherTown):
    name = "Meerbusch"
    file = "meerbusch"
    faces = {1: ("pt-serif-400", "pt-serif-700"), 2: ("libre-franklin-400", "libre-franklin-700")}
    computer = [
        ("libre-franklin-400", 9.5, "laser"),
        ("LiberationSans-Regular", 10.5, "laser"),
        ("courier-prime-400", 10.0, "dot"),
    ]
    office = {1: "Bauordnungsamt", 2: "Fachbereich 4 - Planung, Bauordnung"}
    cols = {
        1: [
            ("nr", 16, "Nummer der\nEintragung"),
            ("text", 112, "B a u l a s t e n"),
            ("notes", 42, "Veränderungen,\nLöschungen"),
        ],
        2: [
            ("nr", 14, "Nr."),
            ("text", 98, "Inhalt"),
            ("notes", 56, "eingetragen / Aktenzeichen / Vermerke"),
        ],
    }
    x0 = {1: 24.0, 2: 24.0}
    grid = {1: "rows", 2: "none"}
    head_fill = {1: None, 2: "shade"}

    def __init__(self) -> None:
        super().__init__()
        self.notations = [_of_the_flur, _all_of, _parz, _terse, _colon, _grundstueck]
        self.day_styles = {
            1: ["long", "d. m. yyyy", "dd.mm.yyyy", "d.m.yy", "short"],
            2: ["dd.mm.yyyy", "dd.mm.yyyy", "long"],
        }

    def title(self, year: int) -> str:
        return "Gemeinde Büderich" if year < 1970 else "Stadt Meerbusch"

    def sheet_number(self, rng: random.Random, gen: int) -> str:
        if gen == 1:
            return rng.choice(
                [str(rng.randint(3, 990)), f"{rng.randint(3, 900)}{rng.choice('ab')}"]
            )
        return rng.choice([f"{rng.randint(20, 3900):04d}", f"{rng.randint(100, 3900)}"])

    def reference(self, rng: random.Random, year: int) -> str:
        if year < 1985:
            return rng.choice([f"630-20/{rng.randint(100, 1900)}/{year % 100:02d}",
                               f"M {rng.randint(10, 900)}/{year % 100:02d}"])  # fmt: skip
        return f"4.63-{rng.randint(10, 99)}.{rng.randint(1, 900):03d}/{year}"

    def write_law(self, declared: dt.date, rng: random.Random) -> str:
        if rng.random() < 0.4:
            number, page = (99, "S. 96") if declared < dt.date(1985, 1, 1) else (78, "S. 419")
            if declared < dt.date(1996, 1, 1):
                return f"§ {number} Abs. 1 Satz 1 der Landesbauordnung (GV. NW. {page})"
        return super().write_law(declared, rng)

    # ---- forms
    def sheet_head(self, p: Page, c: Any, gen: int, page_no: int, fill: Any) -> float:
        looks = self.looks(gen)
        x = self.x0[gen]
        p.text(p.w / 2, 20, "BAULASTENVERZEICHNIS", looks.h1.but(pt=15), align="c")
        p.text(p.w / 2, 26, f"{self.title(c.year0)} - Bauaufsichtsbehörde", looks.p, align="c")
        p.text(x, 36, "Blatt:", looks.b)
        fill(p, x + 16, 36, mark("sheet.number", c.sheet_no), join=True)
        p.text(x + 130, 36, f"Bogen {page_no}", looks.p, join=True)
        y = 43.0
        for gemarkung, flur, plots in parcel_rows(c):
            p.text(x, y, "Flurstück(e):", looks.b)
            fill(p, x + 30, y, plots, join=True)
            p.text(x + 78, y, "Flur:", looks.b, join=True)
            fill(p, x + 90, y, flur, join=True)
            p.text(x + 106, y, "Gemarkung:", looks.b, join=True)
            fill(p, x + 130, y, gemarkung, join=True)
            y += 6
        p.text(x, y, "Lage:", looks.b)
        fill(p, x + 30, y, f"{c.street} {c.house}", join=True)
        return float(y + 5)

    def letterhead(self, p: Page, c: Any, gen: int, day: dt.date, ref: str, t: Style) -> float:
        looks = self.looks(gen)

        def typed(page: Page, x: float, y: float, s: str, join: bool) -> None:
            page.text(x, y, s, t, join=join)

        p.text(105, 16, self.title(day.year).upper(), looks.h1.but(pt=15), align="c")
        who = ("Der Bürgermeister" if day.year >= 1999 else
               "Der Stadtdirektor" if day.year >= 1970 else "Der Gemeindedirektor")  # fmt: skip
        p.text(105, 22, f"{who} als Bauaufsichtsbehörde", looks.p, align="c")
        p.rule(60, 24, 150, 24, 0.25)
        if gen == 1:
            place = "Büderich" if day.year < 1970 else "Meerbusch-Büderich"
            p.text(186, 34, f"{place}, den {dates.fmt(day, c.rng, 1)}", t, align="r")
            p.text(24, 34, f"Gesch.-Z.: {ref}", t)
            p.text(24, 39, f"Telefon {c.rng.randint(2, 9)} {c.rng.randint(10, 99)}"
                   f" {c.rng.randint(10, 99)}", looks.small)  # fmt: skip
            return 48.0
        rows = [("Geschäftszeichen", ref), ("Bearbeitet von", c.clerks[0].sur),
                ("Telefon", f"02132 / 916-{c.rng.randint(100, 480)}"),
                ("Datum", dates.fmt(day, c.rng, 2))]  # fmt: skip
        return float(info_block(p, 122, 32, rows, looks.small, typed, xv=152)) + 8

    def draw_sheets(self, drawer: Any) -> None:
        if drawer.c.gen == 1:
            _sections(self, drawer)
        else:
            _blocks(self, drawer)


# ---- 1962-84: land register sections
def _sections(town: Meerbusch, dr: Any) -> None:
    """Section I lists the parcels, II the burdens on them by their place in I, III what changed."""
    c = dr.c
    looks = town.looks(1)
    stock: list[Parcel] = []
    for plot in [*c.head_parcels, *(q for e in c.entries for q in e.burdened)]:
        if plot not in stock:
            stock.append(plot)
    todo, number = list(c.entries), 0
    while todo and number < 3:
        number += 1
        p = dr.page("sheet")
        head = dr.machine_of(p, c.entries[0])
        p.text(LEFT, 18, f"Baulastenverzeichnis von {town.title(c.year0).split()[-1]}",
               looks.h1.but(pt=14))  # fmt: skip
        p.text(150, 18, "Blatt", looks.b.but(pt=12), join=True)
        p.dots(162, 18.4, RIGHT)
        p.text(166, 17.6, mark("sheet.number", c.sheet_no), head, join=True)
        y = 26.0
        if number == 1:
            y = _stock(p, looks, head, stock, y)
            p.text(LEFT, y + 2, f"Lage: {c.street} {c.house}", head)
            y += 9
        later: list[Any] = []
        y, todo = _burdens(p, dr, looks, todo, stock, y, later)
        _changes(p, dr, looks, later, max(y + 8, 205.0))
        p.text(LEFT, 290, "Form. 63 a (Blatt)", looks.small.but(pt=6))
        dr.scribbles(p)


def _stock(p: Page, looks: Any, head: Style, stock: Sequence[Parcel], y: float) -> float:
    p.text(105, y, "Erste Abteilung: Bestand", looks.b, align="c")
    y += 5
    xs = (LEFT + 6, LEFT + 26, LEFT + 84, LEFT + 112)
    p.rule(LEFT, y - 3.6, RIGHT, y - 3.6, 0.3)
    for place, (x, label) in enumerate(
        zip(xs, ("Nr.", "Gemarkung", "Flur", "Flurstück"), strict=True)
    ):
        p.text(x, y, label, looks.small, join=place > 0)
    p.rule(LEFT, y + 1.4, RIGHT, y + 1.4, 0.2)
    y += 6
    for number, plot in enumerate(stock, 1):
        name, flur = mark("sheet.gemarkung", plot.gemarkung), mark("sheet.flur", str(plot.flur))
        part = " tlw." if plot.part else ""
        cells = (str(number), name, flur, mark("sheet.parcels", plot.no + part))
        for place, (x, cell) in enumerate(zip(xs, cells, strict=True)):
            p.text(x, y, cell, head, join=place > 0)
        y += 5
    p.rule(LEFT, y - 2.5, RIGHT, y - 2.5, 0.3)
    return y + 2


def _burdens(
    p: Page, dr: Any, looks: Any, todo: Sequence[Any], stock: Sequence[Parcel], y: float,
    later: list[Any],
) -> tuple[float, list[Any]]:  # fmt: skip
    p.text(105, y, "Zweite Abteilung: Lasten und Beschränkungen", looks.b, align="c")
    y += 6
    p.rule(LEFT, y - 3.8, RIGHT, y - 3.8, 0.3)
    for x, lines in (
        (LEFT + 1, ("Laufende", "Nummer")),
        (LEFT + 18, ("Nr. der belasteten", "Grundstücke")),
        (LEFT + 80, ("Lasten und Beschränkungen",)),
    ):
        for k, line in enumerate(lines):
            p.text(x, y + 3.4 * k, line, looks.small)
    p.rule(LEFT, y + 5, RIGHT, y + 5, 0.2)
    y += 11
    for place, e in enumerate(todo):
        style = dr.machine_of(p, e)
        text = _burden_text(dr, e)
        if place and y + p.para_height(120, text, style) > 196:
            return y, list(todo[place:])
        p.text(LEFT + 5, y, str(e.n), style)
        nr = ", ".join(str(stock.index(q) + 1) for q in e.burdened)
        p.text(LEFT + 24, y, nr, style, join=True)
        end = p.para(LEFT + 46, y, 122, text, style)
        box = (LEFT + 45, y - 3.5, RIGHT - 1, end - style.lead + 1.2)
        if e.deleted or e.changed:
            later.append(e)
        dr.strike(p, e, box, style.lead)
        dr.sign(p, LEFT + 120, end + 2, e.registered.year, width=26)
        y = end + 7
    return y, []


def _burden_text(dr: Any, e: Any) -> str:
    c = dr.c
    text = dr.words(e, "intro")
    if c.rng.random() < 0.5 or not e.benefited:
        text += f"{c.noun(e)}: {c.short(e)}"
        if e.benefited:
            text += f" Herrschendes Grundstück: {c.parcels(e, 'N', e.benefited)}."
    else:
        text += dr.wording(e)
    if c.rng.random() < 0.7:
        text += f" {dr.words(e, 'refw')}."
    return text + "\n" + dr.words(e, "reg")


def _changes(p: Page, dr: Any, looks: Any, later: Sequence[Any], y: float) -> None:
    p.text(105, y, "Dritte Abteilung: Veränderungen und Löschungen", looks.b, align="c")
    y += 5
    p.rule(LEFT, y - 3.2, RIGHT, y - 3.2, 0.3)
    p.text(LEFT + 1, y + 1, "Zur lfd. Nr.", looks.small)
    p.text(LEFT + 70, y + 1, "Vermerk", looks.small, join=True)
    p.rule(LEFT, y + 3, RIGHT, y + 3, 0.2)
    y += 9
    for e in later:
        style = dr.machine_of(p, e)
        p.text(LEFT + 6, y, str(e.n), style)
        y = dr.note_later(p, LEFT + 30, y, 130, e, style) + 4


# ---- since 1985: blocks of label and value, spaced only
def _blocks(town: Meerbusch, dr: Any) -> None:
    todo, number = list(dr.c.entries), 0
    while todo and number < 4:
        number += 1
        todo = _block_page(town, dr, todo, number)


def _block_page(town: Meerbusch, dr: Any, todo: Sequence[Any], number: int) -> list[Any]:
    c = dr.c
    p = dr.page("sheet")
    looks = town.looks(2)
    head = dr.machine_of(p, c.entries[0])
    p.text(LEFT, 18, "Stadt Meerbusch", looks.b)
    p.text(RIGHT, 18, f"Seite {number}", looks.p, align="r")
    p.text(LEFT, 27, f"Baulastenblatt {mark('sheet.number', c.sheet_no)}", looks.h2.but(pt=15))
    y = 34.0
    for gemarkung, flur, plots in parcel_rows(c):
        y = p.para(LEFT, y, 165, f"Grundstück: {c.street} {c.house}, Gemarkung {gemarkung}, Flur"
                   f" {flur}, Flurstück {plots}", head)  # fmt: skip
    y += 4
    for place, e in enumerate(todo):
        style = dr.machine_of(p, e)
        rows = _block_rows(dr, e)
        need = sum(max(5.0, p.para_height(118, value, style)) for _, value in rows) + 22
        if place and y + need > 284:
            return list(todo[place:])
        p.rule(LEFT, y - 4.5, RIGHT, y - 4.5, 0.35, "laser")
        p.text(LEFT, y, f"Baulast Nr. {e.n}", looks.b)
        p.text(LEFT + 48, y, c.noun(e), looks.b, join=True)
        y += 6.5
        top, wording = y, None
        for label, value in rows:
            p.text(LEFT, y, label, looks.p)
            end = p.para(LEFT + 48, y, 118, value, style, join=True)
            if label.startswith(("Inhalt", "Verpflichtung")):
                wording = (LEFT + 47, y - 3.5, RIGHT - 1, end - style.lead + 1.2)
            y = max(end, y + style.lead) + 0.8
        if e.deleted or e.changed:
            p.text(LEFT, y, "Vermerke", looks.p)
            y = dr.note_later(p, LEFT + 48, y, 110, e, style)
        dr.strike(p, e, wording or (LEFT + 47, top, RIGHT, y), style.lead)
        if c.rng.random() < 0.6:
            dr.sign(p, LEFT + 120, y + 4, e.registered.year, width=28)
        y += 12
    return []


def _block_rows(dr: Any, e: Any) -> list[tuple[str, str]]:
    c, rng = dr.c, dr.rng
    full = rng.random() < 0.4
    rows = [(rng.choice(["Dienendes Grundstück", "Belastet"]), c.parcels(e, "B", e.burdened))]
    if e.benefited:
        label = "Herrschendes Grundst." if rows[0][0].startswith("Dienend") else "Begünstigt"
        rows.append((label, c.parcels(e, "N", e.benefited)))
    rows.append((rng.choice(["Inhalt der Baulast", "Verpflichtung"]),
                 dr.wording(e) if full else c.short(e)))  # fmt: skip
    if rng.random() < 0.7:
        rows.append(("Rechtsgrundlage", c.law(e)))
    rows.append(("Erklärung vom", c.d(e, "declared")))
    rows.append(("Eintragung am", c.d(e, "registered")))
    if rng.random() < 0.8:
        rows.append(("Aktenzeichen", c.ref(e)))
    return rows


# ---- notations
def _of_the_flur(plots: Sequence[Parcel], rng: random.Random) -> str:
    word = "Flurstücke" if len(plots) > 1 else "Flurstück"
    return (
        f"{word} {numbers(plots, rng)} der Flur {plots[0].flur} der Gemarkung {plots[0].gemarkung}"
    )


def _all_of(plots: Sequence[Parcel], rng: random.Random) -> str:
    word = "Flurstücks-Nrn." if len(plots) > 1 else "Flurstücks-Nr."
    every = "alle " if len(plots) > 2 else ""
    return (
        f"{word} {numbers(plots, rng)}, {every}Flur {plots[0].flur}, Gemarkung {plots[0].gemarkung}"
    )


def _parz(plots: Sequence[Parcel], rng: random.Random) -> str:
    return f"Gemarkung {plots[0].gemarkung}, Flur {plots[0].flur}, Parz. {numbers(plots, rng)}"


def _terse(plots: Sequence[Parcel], rng: random.Random) -> str:
    return f"Gem. {plots[0].gemarkung} Fl. {plots[0].flur} Flst. {numbers(plots, rng)}"


def _colon(plots: Sequence[Parcel], rng: random.Random) -> str:
    word = "Nrn." if len(plots) > 1 else "Nr."
    return f"Gemarkung {plots[0].gemarkung} Flur {plots[0].flur} {word} {numbers(plots, rng)}"


def _grundstueck(plots: Sequence[Parcel], rng: random.Random) -> str:
    word = "Flurstücke" if len(plots) > 1 else "Flurstück"
    return f"Grundbesitz {plots[0].gemarkung}, Flur {plots[0].flur}, {word} {numbers(plots, rng)}"


TOWN = Meerbusch()
