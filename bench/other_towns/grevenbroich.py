"""Grevenbroich: printed forms with headings of two levels, then a word processor's tables."""

import datetime as dt
import random
from itertools import cycle
from typing import Any, ClassVar

from bench.other_towns import notation
from bench.other_towns.flow import Box, Cell, Flow
from bench.other_towns.town import OtherTown
from bench.scangen import dates, places
from bench.scangen.canvas import Page, Style, mark
from bench.scangen.towns.base import parcel_rows, table

LEFT = 20.0  # mm
FORM = (12.0, 24.0, 84.0, 22.0, 28.0)  # columns of the printed form: they fill a portrait page
WIDE = (22.0, 92.0, 42.0, 42.0, 28.0, 30.0)  # of the running table: they fill a landscape page
CARD = 172.0


class Grevenbroich(OtherTown):
    name = "Grevenbroich"
    file = "grevenbroich"
    faces: ClassVar = {
        1: ("libre-baskerville-400", "libre-franklin-700"),
        2: ("Carlito-Regular", "Carlito-Bold"),
    }
    computer: ClassVar = [
        ("Carlito-Regular", 10.5, "laser"),
        ("LiberationSans-Regular", 9.0, "laser"),
        ("LiberationSerif-Regular", 10.0, "laser"),
    ]
    cpi: ClassVar = (12,)
    office: ClassVar = {1: "Amt für Bauaufsicht", 2: "Fachbereich Bauordnung"}
    cols: ClassVar = {
        1: [("nr", 12, "Nr."), ("date", 24, "Tag der\nEintragung"),
            ("text", 92, "Inhalt der Baulast"), ("del", 42, "Löschungen und\nVeränderungen")],
        2: [("nr", 13, "Nr."), ("text", 98, "Baulast"), ("notes", 32, "eingetragen"),
            ("del", 30, "gelöscht")],
    }  # fmt: skip
    head_fill: ClassVar = {1: None, 2: "shade"}
    own_sheets: ClassVar = {1: 0.6, 2: 0.8}
    notations: ClassVar = [
        notation.notation(style)
        for style in ("bare", "flurst", "nrn", "of", "gem", "slashed", "nr", "former")
    ]

    def sheet_number(self, rng: random.Random, gen: int) -> str:
        if gen == 1:
            return rng.choice(
                [f"{rng.randint(1, 320)}/{rng.randint(63, 84)}", f"{rng.randint(11, 1400)}"]
            )
        return rng.choice([f"{rng.randint(1, 4200):05d}", f"{rng.randint(11, 2400)}b"])

    def reference(self, rng: random.Random, year: int) -> str:
        if year < 1985:
            return rng.choice(
                [
                    f"630-20/{rng.randint(100, 1990)}/{year % 100:02d}",
                    f"B {rng.randint(100, 1990)}/{year % 100:02d}",
                ]
            )
        return f"{rng.randint(1, 990):05d}-BL-{year % 100:02d}-63"

    def write_law(self, declared: dt.date, rng: random.Random) -> str:
        return notation.law(declared, rng)

    def write_day(self, day: dt.date, rng: random.Random, gen: int) -> str:
        return notation.date(day, rng, gen)

    # ---- heads
    def sheet_head(self, p: Page, c: Any, gen: int, page_no: int, fill: Any) -> float:
        looks = self.looks(gen)
        p.text(LEFT, 20, f"{self.title(c.year0)} · Baulastenverzeichnis", looks.h2)
        p.text(LEFT + 120, 20, "Baulastenblatt", looks.p, join=True)
        fill(p, LEFT + 146, 20, mark("sheet.number", c.sheet_no), join=True)
        p.text(LEFT + 120, 26, f"Seite {page_no}", looks.p)
        rows = [
            (f"{c.street} {c.house}" if i == 0 else "", *row)
            for i, row in enumerate(parcel_rows(c))
        ]
        heads = ["Straße, Hausnummer", "Gemarkung", "Flur", "Flurstück"]
        shade = "grey" if gen == 2 else None
        return (
            float(table(p, LEFT, 31, [56, 46, 18, 50], heads, rows, looks.p, fill, fillbg=shade))
            + 4
        )

    def letterhead(self, p: Page, c: Any, gen: int, day: dt.date, ref: str, st: Style) -> float:
        looks = self.looks(gen)
        p.text(105, 18, "STADT GREVENBROICH", looks.h1.but(pt=15), align="c")
        p.text(
            105,
            24,
            f"{places.head(self.name, day.year)} als Untere Bauaufsichtsbehörde",
            looks.p,
            align="c",
        )
        p.rule(24, 27, 190, 27, 0.3)
        for x, label, value in ((24, "Dienststelle", self.office[gen]), (84, "Aktenzeichen", ref),
                                (140, "Datum", dates.fmt(day, c.rng, gen))):  # fmt: skip
            p.text(x, 32, label, looks.small, join=x > 24)
            p.text(x, 37, value, st, join=x > 24)
        return 46

    # ---- sheets
    def draw_sheets(self, drawer: Any) -> None:
        c, gen, rng = drawer.c, drawer.c.gen, drawer.rng
        st = drawer.T(None, gen, True, "sheet")
        wide = gen == 2 and rng.random() < 0.35
        filler = drawer.filler(drawer.H(15) if drawer.hand_fill else st)

        def head(p: Page, number: int) -> float:
            y = self.sheet_head(p, c, gen, number, filler)
            return self._form_head(p, y) if gen == 1 else self._wide_head(p, y) if wide else y

        flow = Flow(drawer, head, landscape=wide)
        flow.turn()
        draw = self._form if gen == 1 else self._running if wide else self._card
        for e in c.entries:
            draw(flow, e, drawer.machine_of(flow.page, e))

    def _form_head(self, p: Page, y: float) -> float:
        """Two levels: what was entered, what became of it; below, the day and the words of each."""
        looks = self.looks(1)
        x, ends = LEFT, [LEFT]
        for width in FORM:
            x += width
            ends.append(x)
        p.box(LEFT, y, ends[-1], y + 14, 0.4)
        p.text(LEFT + FORM[0] / 2, y + 6, "Lfd.", looks.p, align="c")
        p.text((ends[1] + ends[3]) / 2, y + 5, "Eintragung", looks.b, align="c", join=True)
        p.text((ends[3] + ends[5]) / 2, y + 5, "Löschung, Änderung", looks.b, align="c", join=True)
        p.rule(ends[1], y + 7, ends[5], y + 7, 0.25)
        labels = ("Nr.", "Tag", "Inhalt der Baulast", "Tag", "Vermerk")
        for k, label in enumerate(labels):
            p.text((ends[k] + ends[k + 1]) / 2, y + 12, label, looks.p, align="c", join=k > 0)
        for k in (0, 1, 2, 3, 4, 5):
            top = y + 7 if k in (2, 4) else y
            p.rule(ends[k], top, ends[k], 279, 0.25)
        p.rule(LEFT, 279, ends[-1], 279, 0.4)
        return y + 20

    def _form(self, flow: Flow, e: Any, st: Style) -> None:
        drawer, c, p = flow.drawer, flow.drawer.c, flow.page
        text = drawer.words(e, "intro") + drawer.wording(e)
        if drawer.rng.random() < 0.7:
            text += "\n" + drawer.words(e, "refw")
        width = FORM[2] - 3
        need = p.para_height(width, text, st) + 8
        flow.need(min(need, 150))
        p, top = flow.page, flow.y
        x = [LEFT + sum(FORM[:k]) + 1.5 for k in range(len(FORM))]
        p.text(x[0] + 2, top, str(e.n), st)
        p.para(x[1], top, FORM[1] - 2, c.d(e, "registered"), st)
        for page, box in list(flow.para(x[2], width, text, st)):
            drawer.strike(page, e, box, st.lead)
        later = self._later(drawer, e)
        bottom = flow.y
        if later and flow.page is p:
            pen = drawer.H(13, "red") if drawer.rng.random() < 0.3 else st
            ends = [p.para(x[3 + k], top, FORM[3 + k] - 2, s, pen) for k, s in enumerate(later)]
            bottom = max([bottom, *ends])
            drawer.sign(p, x[4] + 2, ends[-1] + 4, e.registered.year, width=20)
        flow.y = bottom + 6

    def _later(self, drawer: Any, e: Any) -> tuple[str, str] | None:
        """Day and words of what became of the entry."""
        if e.status == "deleted":
            return drawer.c.d(e, "deleted"), drawer.rng.choice(
                ["gelöscht", "Gel. lt. Verfügung", "entfällt, gelöscht"]
            )
        if e.changed:
            return "", drawer.c.change_note(e)
        return None

    def _card(self, flow: Flow, e: Any, st: Style) -> None:
        """One table an entry, its label cells grey, some merged over the whole width."""
        drawer, c, rng = flow.drawer, flow.drawer.c, flow.drawer.rng
        label = st.but(font=self.faces[2][1], cpi=None, pt=9.0)

        def row(*parts: tuple[float, str]) -> list[Box]:
            looks = cycle(((label, "grey"), (st, "")))
            cells = [
                Cell(width=width, text=text, style=style, shade=shade)
                for (width, text), (style, shade) in zip(parts, looks, strict=False)
            ]
            return flow.row(LEFT, cells)

        flow.need(75)
        flow.y += 4
        row((22, "Lfd. Nr."), (16, str(e.n)), (38, "Art der Baulast"), (CARD - 76, c.noun(e)))
        row((38, "Belastetes Grundstück"), (CARD - 38, c.parcels(e, "B", e.burdened)))
        if e.benefited or rng.random() < 0.4:
            other = c.parcels(e, "N", e.benefited) if e.benefited else "entfällt"
            row((38, "Begünstigtes Grundstück"), (CARD - 38, other))
        text = c.short(e) if rng.random() < 0.6 else drawer.wording(e)
        row((CARD, rng.choice(["Inhalt der Baulast", "Inhalt und Umfang der Verpflichtung"])))
        written = flow.row(LEFT, [Cell(width=CARD, text=text, style=st)])
        row(
            (38, "Rechtsgrundlage"),
            (58, c.law(e)),
            (34, "Erklärung vom"),
            (CARD - 130, c.d(e, "declared")),
        )
        row(
            (38, "Eingetragen am"),
            (58, c.d(e, "registered")),
            (34, "Aktenzeichen"),
            (CARD - 130, c.ref(e)),
        )
        page = flow.page
        if e.deleted or e.changed:
            note = drawer.words(e, "del") if e.deleted else c.change_note(e)
            row((38, "Änderung / Löschung"), (CARD - 38, note))
        elif rng.random() < 0.6:
            row((38, "Änderung / Löschung"), (CARD - 38, ""))
        drawer.strike(page, e, written[0], st.lead)

    def _wide_head(self, p: Page, y: float) -> float:
        bold = self.looks(2).b
        heads = ("Nr. /\nDatum", "Art und Inhalt der Baulast", "belastet", "begünstigt",
                 "Rechtsgrundlage\nAktenzeichen", "Änderungen,\nLöschungen")  # fmt: skip
        x = LEFT
        for width, text in zip(WIDE, heads, strict=True):
            p.box(x, y, x + width, y + 11, 0.25, "laser", fill="grey")
            p.para(x + 1.5, y + 4.5, width - 2, text, bold)
            x += width
        return y + 11

    def _running(self, flow: Flow, e: Any, st: Style) -> None:
        drawer, c = flow.drawer, flow.drawer.c
        small = st.but(pt=8.5) if not st.cpi else st
        note = drawer.words(e, "del") if e.deleted else c.change_note(e) if e.changed else ""
        day = f"{e.n}\n{c.d(e, 'registered')}"
        declared = f" (Erklärung vom {c.d(e, 'declared')})" if drawer.rng.random() < 0.7 else ""
        texts = (day, f"{c.noun(e)}: {c.short(e)}{declared}", c.parcels(e, "B", e.burdened),
                 c.parcels(e, "N", e.benefited) if e.benefited else "-",
                 f"{c.law(e)}\n{c.ref(e)}", note)  # fmt: skip
        cells = [Cell(width=w, text=t, style=small) for w, t in zip(WIDE, texts, strict=True)]
        boxes = flow.row(LEFT, cells)
        drawer.strike(flow.page, e, boxes[1], small.lead)


TOWN = Grevenbroich()
