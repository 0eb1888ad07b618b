"""Neuss: until 1984 a card for each entry, since then broad tables with columns for the parcels."""

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any

from bench.other_towns.town import OtherTown, numbers
from bench.scangen import dates
from bench.scangen.canvas import Page, Style, mark, plain
from bench.scangen.parcels import Parcel
from bench.scangen.towns.base import info_block, logo, parcel_rows

CARD_W, CARD_H = 210.0, 148.0  # DIN A5, lying


class Neuss(OtherTown):
    name = "Neuss"
    file = "neuss"
    faces = {
        1: ("libre-baskerville-400", "libre-baskerville-400"),
        2: ("Carlito-Regular", "Carlito-Bold"),
    }
    computer = [
        ("Carlito-Regular", 10.5, "laser"),
        ("LiberationSerif-Regular", 11.0, "laser"),
        ("courier-prime-400", 10.0, "laser"),
    ]
    office = {1: "Bauaufsichtsamt", 2: "Amt für Bauberatung und Bauordnung"}
    cols = {
        1: [
            ("date", 27, "Tag der\nEintragung"),
            ("nr", 12, "Nr."),
            ("text", 92, "Bezeichnung der übernommenen\nVerpflichtung"),
            ("del", 40, "Löschungen und\nÄnderungen"),
        ],
        2: [
            ("nr", 12, "Lfd.\nNr."),
            ("text", 104, "Wortlaut der Baulast"),
            ("date", 26, "Eintragung"),
            ("del", 34, "Löschung"),
        ],
    }
    x0 = {1: 22.0, 2: 18.0}
    grid = {1: "full", 2: "full"}
    head_fill = {1: None, 2: None}

    def __init__(self) -> None:
        super().__init__()
        self.notations = [_bare, _parzelle, _slashes, _reverse, _nrn, _abbreviated]
        self.day_styles = {
            1: ["long", "d.m.yy", "dd.mm.yyyy", "d. m. yyyy", "short", "dd.mm.yy"],
            2: ["dd.mm.yyyy", "dd.mm.yyyy", "long", "d.m.yyyy", "long2"],
        }

    def sheet_number(self, rng: random.Random, gen: int) -> str:
        if gen == 1:
            return rng.choice([f"{rng.choice(['I', 'II', 'III'])}/{rng.randint(5, 400)}",
                               str(rng.randint(10, 2900))])  # fmt: skip
        return rng.choice([f"{rng.randint(40, 4800):05d}", str(rng.randint(100, 4800))])

    def reference(self, rng: random.Random, year: int) -> str:
        if year < 1985:
            return rng.choice([f"63/{rng.randint(1, 9)}-{rng.randint(10, 900)}/{year % 100:02d}",
                               f"B {rng.randint(100, 2400)}/{year % 100:02d}"])  # fmt: skip
        return rng.choice([f"63.2.{rng.randint(10, 90)}-{rng.randint(1, 990):04d}-{year % 100:02d}",
                           f"{rng.randint(100, 2900):05d}-BL-{year % 100:02d}-63"])  # fmt: skip

    def write_law(self, declared: dt.date, rng: random.Random) -> str:
        if declared < dt.date(1985, 1, 1) and rng.random() < 0.6:
            since = "15.7.1976" if declared.year > 1976 else "27. Januar 1970"
            edition = f" in der Fassung vom {since}" if declared.year > 1970 else ""
            return rng.choice([f"§§ 99 und 100 der Bauordnung für das Land NW{edition}",
                               f"§ 99 (1) BauO NW{edition}", "§ 99 LBO"])  # fmt: skip
        return super().write_law(declared, rng)

    # ---- forms
    def sheet_head(self, p: Page, c: Any, gen: int, page_no: int, fill: Any) -> float:
        looks = self.looks(gen)
        x = self.x0[gen]
        p.text(x, 18, self.title(c.year0), looks.h2)
        title = "Verzeichnis der Baulasten" if gen == 1 else "Baulastenverzeichnis"
        p.text(x + 60, 18, title, looks.h1.but(pt=15), join=True)
        p.text(x + 140, 18, "Blatt", looks.b)
        fill(p, x + 153, 18, mark("sheet.number", c.sheet_no), join=True)
        y = 27.0
        for gemarkung, flur, plots in parcel_rows(c):
            p.text(x, y, "Gemarkung", looks.p)
            fill(p, x + 22, y, gemarkung, join=True)
            p.text(x + 62, y, "Flur", looks.p, join=True)
            fill(p, x + 72, y, flur, join=True)
            p.text(x + 92, y, "Parzelle" if gen == 1 else "Flurstück", looks.p, join=True)
            fill(p, x + 112, y, plots, join=True)
            y += 6.5
        p.text(x, y, "Straße, Hs.-Nr.", looks.p)
        fill(p, x + 32, y, f"{c.street} {c.house}", join=True)
        if page_no > 1:
            p.text(x + 140, y, f"Fortsetzung, Seite {page_no}", looks.p, join=True)
        return float(y + 5)

    def letterhead(self, p: Page, c: Any, gen: int, day: dt.date, ref: str, t: Style) -> float:
        looks = self.looks(gen)

        def typed(page: Page, x: float, y: float, s: str, join: bool) -> None:
            page.text(x, y, s, t, join=join)

        if gen == 1:
            logo(p, 24, 10, "cross")
            p.text(44, 16, "STADT NEUSS", looks.h1.but(pt=15))
            p.text(44, 22, "Der Oberstadtdirektor" if day.year < 1975 else "Der Stadtdirektor",
                   looks.p)  # fmt: skip
            p.text(44, 27, self.office[1], looks.p)
            rows = [("404 Neuss, Markt 2" if day.year < 1975 else "4040 Neuss 1, Markt 2", ""),
                    ("Fernruf 2 00 51, App.", str(c.rng.randint(200, 890))),
                    ("Az.:", ref), ("Datum:", dates.fmt(day, c.rng, 1))]  # fmt: skip
            return float(info_block(p, 125, 16, rows, looks.small, typed, xv=158)) + 10
        p.text(186, 18, "STADT NEUSS", looks.h1.but(pt=16), align="r")
        p.text(186, 24, self.office[2], looks.p, align="r")
        p.rule(24, 27, 186, 27, 0.2, "laser")
        rows = [("Auskunft:", f"{c.clerks[0].anrede} {c.clerks[0].sur}"),
                ("Zimmer:", f"{c.rng.randint(1, 5)}.{c.rng.randint(100, 480)}"),
                ("Telefon:", f"02131-90-{c.rng.randint(3000, 6900)}"),
                ("Aktenzeichen:", ref), ("Datum:", dates.fmt(day, c.rng, 2))]  # fmt: skip
        return float(info_block(p, 128, 36, rows, looks.small, typed, xv=154)) + 8

    def draw_sheets(self, drawer: Any) -> None:
        if drawer.c.gen == 1:
            for entry in drawer.c.entries[:4]:
                _card(self, drawer, entry)
        else:
            _broad_table(self, drawer)


# ---- 1962-84: a card for each entry
def _card(town: Neuss, dr: Any, e: Any) -> None:
    """Small printed labels in the corner of each ruled field, the value beneath."""
    c = dr.c
    p = dr.page("sheet", CARD_W, CARD_H)
    looks = town.looks(1)
    typed = dr.machine_of(p, e)
    p.text(14, 13, town.title(e.registered.year), looks.b.but(pt=11))
    p.text(80, 13, "B a u l a s t e n k a r t e i", looks.b.but(pt=12), join=True)
    _labelled(p, looks, typed, (158, 6, 202, 16), "Blatt", mark("sheet.number", c.sheet_no))
    plots: dict[tuple[str, int], list[Parcel]] = {}
    for plot in e.burdened:
        plots.setdefault((plot.gemarkung, plot.flur), []).append(plot)
    y = 18.0
    for (gemarkung, flur), group in plots.items():
        cells = [
            ((12, 58), "Gemarkung", mark(f"e{e.n}.burdened", gemarkung)),
            ((58, 76), "Flur", mark(f"e{e.n}.burdened", str(flur))),
            ((76, 138), "Parzelle", mark(f"e{e.n}.burdened", numbers(group, c.rng))),
            ((138, 202), "Straße, Hausnummer", f"{c.street} {c.house}"),
        ]
        for place, ((left, right), label, value) in enumerate(cells):
            _labelled(p, looks, typed, (left, y, right, y + 11), label, value, join=place > 0)
        y += 11
    cells = [
        ((12, 30), "Lfd. Nr.", str(e.n)),
        ((30, 92), "Art der Last", c.noun(e)),
        ((92, 147), "Verpflichtung vom", c.d(e, "declared")),
        ((147, 202), "Aktenzeichen", c.ref(e) if c.rng.random() < 0.8 else ""),
    ]
    for place, ((left, right), label, value) in enumerate(cells):
        _labelled(p, looks, typed, (left, y, right, y + 11), label, value, join=place > 0)
    y += 11
    top = y
    p.text(13.5, y + 3.2, "Wortlaut der Verpflichtung", looks.small)
    full = c.rng.random() < 0.5
    text = dr.wording(e) if full else c.short(e)
    if c.rng.random() < 0.5:
        text = f"({c.law(e)}) {text}"
    text_top = y + 8.5
    y = p.para(15, text_top, 184, text, typed)
    box = (15, text_top - 3.5, 198, y - typed.lead + 1.2)
    if e.benefited and not full:
        p.text(13.5, y + 1, "Zu Gunsten von", looks.small)
        y = p.para(15, y + 6, 184, c.parcels(e, "N", e.benefited), typed)
    p.box(12, top, 202, y, 0.25)
    _labelled(p, looks, typed, (12, y, 78, y + 11), "Eingetragen am", c.d(e, "registered"))
    _labelled(p, looks, typed, (78, y, 202, y + 11), "Unterschrift", "", join=True)
    dr.sign(p, 92, y + 9, e.registered.year, width=30)
    y += 11
    p.text(13.5, y + 3.2, "Änderungen, Löschung", looks.small)
    end = dr.note_later(p, 50, y + 5, 145, e, typed)
    p.box(12, y, 202, max(end + 1, min(y + 14, CARD_H - 5)), 0.25)
    dr.strike(p, e, box, typed.lead)


def _labelled(
    p: Page, looks: Any, typed: Style, box: tuple[float, float, float, float], label: str,
    value: str, join: bool = False,
) -> None:  # fmt: skip
    left, top, right, bottom = box
    p.box(left, top, right, bottom, 0.25)
    p.text(left + 1.2, top + 3.0, label, looks.small.but(pt=6.5), join=join)
    if value:
        room = right - left - 4
        style = typed
        if typed.width(plain(value)) > room:  # a clerk squeezes what the field has no room for
            style = typed.but(cpi=16) if typed.cpi else typed.but(pt=8)
        p.text(left + 2.5, bottom - 2.0, value, style)


# ---- since 1985: parcels in columns of their own
BROAD = (
    ("Lfd.\nNr.", 12), ("Gemarkung", 30), ("Flur", 12), ("Flurstück", 27), ("begünstigt", 46),
    ("Art und Inhalt der Baulast", 72), ("eingetragen\nam", 24), ("Löschung, Änderung", 42),
)  # fmt: skip


def _broad_table(town: Neuss, dr: Any) -> None:
    """A lying sheet; over the columns of the burdened parcel stands what they have in common."""
    todo = list(dr.c.entries)
    number = 0
    while todo and number < 4:
        number += 1
        todo = _broad_page(town, dr, todo, number)


def _broad_page(town: Neuss, dr: Any, todo: Sequence[Any], number: int) -> list[Any]:
    c = dr.c
    p = dr.page("sheet", 297.0, 210.0)
    p.landscape = True
    looks = town.looks(2)
    head = dr.machine_of(p, c.entries[0])
    p.text(16, 16, "Baulastenverzeichnis der Stadt Neuss", looks.h1.but(pt=14))
    p.text(190, 16, "Baulastenblatt-Nr.", looks.b, join=True)
    p.text(224, 16, mark("sheet.number", c.sheet_no), head, join=True)
    p.text(262, 16, f"Seite {number}", looks.p, join=True)
    p.text(16, 23, f"Lage: {c.street} {c.house}, Neuss", head)
    x, top = 16.0, 28.0
    edges = [x]
    for _, width in BROAD:
        edges.append(edges[-1] + width)
    p.text((edges[1] + edges[4]) / 2, top + 4, "belastetes Grundstück", looks.b, align="c")
    p.rule(edges[1], top + 5.5, edges[4], top + 5.5, 0.2, "laser")
    for (label, _), left, right in zip(BROAD, edges, edges[1:], strict=False):
        for k, line in enumerate(label.split("\n")):
            low = top + 10 if label in ("Gemarkung", "Flur", "Flurstück") else top + 6
            p.text((left + right) / 2, low + 3.8 * k, line, looks.b, align="c")
    y = top + 13
    p.rule(x, y, edges[-1], y, 0.3, "laser")
    rest: list[Any] = []
    for place, e in enumerate(todo):
        cells = _broad_cells(dr, e)
        style = dr.machine_of(p, e).but(pt=9.0) if not dr.machine_of(p, e).cpi else (
            dr.machine_of(p, e).but(cpi=15, lead=3.8)
        )  # fmt: skip
        need = max(
            p.para_height(width - 3, text, style)
            for text, (_, width) in zip(cells, BROAD, strict=True)
        )
        if place and y + need + 14 > p.h - 12:
            rest = list(todo[place:])
            break
        bottom = y + 8
        for text, left, (_, width) in zip(cells, edges, BROAD, strict=False):
            if text:
                bottom = max(bottom, p.para(left + 1.5, y + 5, width - 3, text, style))
        box = (edges[5] + 1, y + 2, edges[6] - 1, bottom - style.lead + 1)
        bottom = max(bottom, dr.note_later(p, edges[7] + 1.5, y + 6, 39, e, style))
        dr.strike(p, e, box, style.lead)
        y = bottom + 2
        p.rule(x, y, edges[-1], y, 0.2, "laser")
    for edge in edges:
        inner = edge in (edges[2], edges[3])
        p.rule(edge, top + 5.5 if inner else top, edge, y, 0.25, "laser")
    p.rule(x, top, edges[-1], top, 0.3, "laser")
    dr.scribbles(p)
    return rest


def _broad_cells(dr: Any, e: Any) -> list[str]:
    c = dr.c
    burdened = f"e{e.n}.burdened"
    groups: dict[tuple[str, int], list[Parcel]] = {}
    for plot in e.burdened:
        groups.setdefault((plot.gemarkung, plot.flur), []).append(plot)
    (gemarkung, flur), first = next(iter(groups.items()))
    text = f"{c.noun(e)}: {c.short(e)}" if c.rng.random() < 0.5 else c.short(e)
    if c.rng.random() < 0.6:
        text += f"\nErklärung vom {c.d(e, 'declared')}"
    if c.rng.random() < 0.6:
        text += f"\n{c.law(e)}"
    if c.rng.random() < 0.75:
        text += "\n" + dr.words(e, "refw")
    return [
        str(e.n),
        mark(burdened, gemarkung),
        mark(burdened, str(flur)),
        mark(burdened, numbers(first, c.rng)),
        c.parcels(e, "N", e.benefited) if e.benefited else "-",
        text,
        c.d(e, "registered"),
        "",
    ]


# ---- notations
def _bare(plots: Sequence[Parcel], rng: random.Random) -> str:
    return f"{plots[0].gemarkung} Flur {plots[0].flur} Nr. {numbers(plots, rng)}"


def _parzelle(plots: Sequence[Parcel], rng: random.Random) -> str:
    word = "Parzellen" if len(plots) > 1 else "Parzelle"
    return f"Gemarkung {plots[0].gemarkung} Flur {plots[0].flur}, {word} {numbers(plots, rng)}"


def _slashes(plots: Sequence[Parcel], rng: random.Random) -> str:
    word = "Flurstücke" if len(plots) > 1 else "Flurstück"
    return f"Gemarkung {plots[0].gemarkung} / Flur {plots[0].flur} / {word} {numbers(plots, rng)}"


def _reverse(plots: Sequence[Parcel], rng: random.Random) -> str:
    return f"Flurst. {numbers(plots, rng)}, Flur {plots[0].flur}, Gemarkung {plots[0].gemarkung}"


def _nrn(plots: Sequence[Parcel], rng: random.Random) -> str:
    word = "Flurstücke Nrn." if len(plots) > 1 else "Flurstück Nr."
    return f"Gemarkung {plots[0].gemarkung}, Flur {plots[0].flur}, {word} {numbers(plots, rng)}"


def _abbreviated(plots: Sequence[Parcel], rng: random.Random) -> str:
    word = "Flst.-Nrn." if len(plots) > 1 else "Flst.-Nr."
    return f"Gem. {plots[0].gemarkung}, Fl. {plots[0].flur}, {word} {numbers(plots, rng)}"


TOWN = Neuss()
