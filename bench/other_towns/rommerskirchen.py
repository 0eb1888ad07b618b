"""Rommerskirchen, whose register the county kept: typed freely, nothing ruled, tabs and numbers."""

import datetime as dt
import random
from typing import Any, ClassVar

from bench.other_towns import notation
from bench.other_towns.flow import Flow
from bench.other_towns.town import OtherTown
from bench.scangen import dates
from bench.scangen.canvas import Page, Style, mark
from bench.scangen.towns.base import parcel_rows

LEFT, TAB, WIDTH = 25.0, 40.0, 132.0  # mm: numbers at the left, all else behind the tab
NUMBERS = ("{}.", "{})", "({})", "Nr. {}", "{}./", "lfd. Nr. {}:")
LABELS = (
    ("Art", "Belastet", "Begünstigt", "Inhalt", "Rechtsgrundlage", "Erklärung vom",
     "Eingetragen am", "Geschäftszeichen", "Löschung/Änderung"),
    ("Bezeichnung der Baulast", "zu Lasten von", "zu Gunsten von", "Verpflichtung", "gemäß",
     "Verpflichtungserklärung", "Tag der Eintragung", "Az.", "Vermerke"),
    ("Baulastart:", "dienendes Grundstück:", "herrschendes Grundstück:", "Wortlaut:", "Grundlage:",
     "erklärt am:", "eingetragen am:", "Aktenzeichen:", "Veränderungen:"),
)  # fmt: skip
KEEPER = {1975: "Kreis Grevenbroich", 2003: "Kreis Neuss", 2019: "Rhein-Kreis Neuss"}


class Rommerskirchen(OtherTown):
    name = "Rommerskirchen"
    file = "rommerskirchen"
    faces: ClassVar = {
        1: ("pt-serif-400", "pt-serif-700"),
        2: ("LiberationSerif-Regular", "LiberationSerif-Bold"),
    }
    computer: ClassVar = [
        ("LiberationSerif-Regular", 11.0, "laser"),
        ("Carlito-Regular", 11.0, "laser"),
        ("courier-prime-400", 10.0, "laser"),
    ]
    office: ClassVar = {1: "Bauaufsichtsamt", 2: "Amt 63 - Bauaufsicht"}
    grid: ClassVar = {1: "none", 2: "rows"}
    cols: ClassVar = {
        1: [("nr", 14, "Nr."), ("text", 106, "Art und Inhalt"), ("notes", 50, "Vermerke")],
        2: [("nr", 14, "Nr."), ("text", 96, "Inhalt"), ("date", 24, "eingetragen"),
            ("notes", 36, "Veränderungen")],
    }  # fmt: skip
    notations: ClassVar = [
        notation.notation(style)
        for style in ("heading", "of", "all", "gem", "parz", "nr", "einschl", "former", "kart")
    ]

    def title(self, year: int) -> str:
        """Who keeps the register."""
        return next((k for until, k in KEEPER.items() if year < until), "Stadt Jüchen")

    def sheet_number(self, rng: random.Random, gen: int) -> str:
        if gen == 1:
            return rng.choice([f"I/{rng.randint(3, 390)}", f"{rng.randint(3, 390)}/1"])
        return rng.choice(
            [f"{rng.randint(1, 950):04d}/{rng.randint(1985, 2018)}", f"{rng.randint(400, 1900)}a"]
        )

    def reference(self, rng: random.Random, year: int) -> str:
        if year < 1985:
            return f"63-BL {rng.randint(2, 240)}/{year % 100:02d}"
        return f"63.1-{rng.randint(1, 900):04d}-{year % 100:02d}-{rng.randint(1, 9):02d}"

    def write_law(self, declared: dt.date, rng: random.Random) -> str:
        return notation.law(declared, rng)

    def write_day(self, day: dt.date, rng: random.Random, gen: int) -> str:
        return notation.date(day, rng, gen)

    # ---- heads
    def sheet_head(self, p: Page, c: Any, gen: int, page_no: int, _fill: Any) -> float:
        """Of the running table that scangen draws."""
        st = c.T(p, gen, main=True)
        p.text(LEFT, 20, f"{self.title(c.year0)}  Baulastenverzeichnis Rommerskirchen", st)
        p.text(LEFT, 27, f"Blatt {mark('sheet.number', c.sheet_no)}   Seite {page_no}", st)
        y = 36.0
        for g, f, n in parcel_rows(c):
            p.text(LEFT, y, f"Gem. {g}   Flur {f}   Flurstück {n}", st)
            y += st.lead
        return y + 3

    def letterhead(self, p: Page, c: Any, gen: int, day: dt.date, ref: str, st: Style) -> float:
        p.text(LEFT, 18, self.title(day.year).upper(), st)
        head = "Der Oberkreisdirektor" if day.year < 1999 else "Der Landrat"
        p.text(LEFT, 23, f"{head} - {self.office[gen]} -", st)
        p.text(LEFT, 28, f"Tgb.-Nr.: {c.rng.randint(100, 9000)}", st)
        p.text(LEFT, 33, f"Geschäftszeichen: {ref}", st)
        p.text(188, 33, f"Grevenbroich, den {dates.fmt(day, c.rng, gen)}", st, align="r")
        return 46

    # ---- sheets
    def draw_sheets(self, drawer: Any) -> None:
        """Numbered paragraphs until 1984, labels and values behind a tab since."""
        c, gen = drawer.c, drawer.c.gen
        st = drawer.T(None, gen, True, "sheet")
        parcels = drawer.rng.choice([self._lines, self._list, self._sentence])

        def head(p: Page, number: int) -> float:
            return self._head(p, c, st, gen, number, parcels)

        flow = Flow(drawer, head)
        flow.turn()
        (self._paragraphs if gen == 1 or drawer.rng.random() < 0.3 else self._labelled)(flow)

    def _head(self, p: Page, c: Any, st: Style, gen: int, number: int, parcels: Any) -> float:
        if number > 1:
            p.text(LEFT, 20, f"Fortsetzung Baulastenblatt {mark('sheet.number', c.sheet_no)}", st)
            p.text(188, 20, f"Blattseite {number}", st, align="r", join=True)
            return 32.0
        p.text(LEFT, 18, self.title(c.year0), st)
        p.text(LEFT, 18 + st.lead, "Der Oberkreisdirektor" if c.year0 < 1999 else "Der Landrat", st)
        p.text(LEFT, 18 + 2 * st.lead, f"- {self.office[gen]} -", st)
        title = "B a u l a s t e n b l a t t" if gen == 1 else "Baulastenblatt"
        text = f"{title}   Nr. {mark('sheet.number', c.sheet_no)}"
        p.text(105, 42, text, st.but(under=True), align="c")
        p.text(105, 42 + st.lead, "für die Gemeinde Rommerskirchen", st, align="c")
        return float(parcels(p, c, st, 58.0)) + 3

    def _lines(self, p: Page, c: Any, st: Style, y: float) -> float:
        for label, value in [("Lage:", f"{c.street} {c.house}")] + [
            pair
            for g, f, n in parcel_rows(c)
            for pair in (("Gemarkung:", g), ("Flur:", f), ("Flurstück:", n))
        ]:
            p.text(LEFT, y, label, st)
            p.text(LEFT + 34, y, value, st, join=True)
            y += st.lead
        return y

    def _list(self, p: Page, c: Any, st: Style, y: float) -> float:
        stops = (LEFT, LEFT + 50, LEFT + 70, LEFT + 104)
        for x, label in zip(stops, ("Gemarkung", "Flur", "Flurstück", "Größe"), strict=True):
            p.text(x, y, label, st.but(under=True), join=x > LEFT)
        before = None
        for plot in c.head_parcels:
            y += st.lead
            same = before is not None and (plot.gemarkung, plot.flur) == before
            row = ('"', '"') if same else (plot.gemarkung, str(plot.flur))
            size = f"{c.rng.randint(2, 30)} a {c.rng.randint(10, 99)} qm"
            number = plot.no + (" tlw." if plot.part else "")
            for x, value in zip(stops, (*row, number, size), strict=True):
                p.text(x, y, value, st, join=x > LEFT)
            before = (plot.gemarkung, plot.flur)
        return y + st.lead

    def _sentence(self, p: Page, c: Any, st: Style, y: float) -> float:
        parcels = mark("sheet.parcels", self.write_parcels(c.head_parcels, c.rng, None))
        text = f"Betrifft: {parcels}, {c.street} {c.house}, {c.grundbuch(c.entries[0])}"
        return float(p.para(LEFT, y, 160, text, st))

    def _paragraphs(self, flow: Flow) -> None:
        drawer = flow.drawer
        rng, c = drawer.rng, drawer.c
        number = rng.choice(NUMBERS)
        apart = rng.random() < 0.4  # changes in a section of their own at the sheet's end
        for e in c.entries:
            st = drawer.machine_of(flow.page, e)
            tab = LEFT + max(TAB - LEFT, st.width(number.format(e.n)) + 3)
            flow.y += 3
            flow.need(3 * st.lead)
            flow.page.text(LEFT, flow.y, number.format(e.n), st)
            text = drawer.words(e, "intro") + drawer.wording(e)
            written = list(flow.para(tab, WIDTH, text, st))
            for line in self._closing(drawer, e):
                written += flow.para(tab, WIDTH, line, st)
            flow.need(12)
            drawer.sign(flow.page, tab + 70, flow.y + 2, e.registered.year)
            for page, box in written:
                drawer.strike(page, e, box, st.lead)
            flow.y += 6
            if not apart:
                self._note(flow, tab, e, st)
        if apart and any(e.deleted or e.changed for e in c.entries):
            self._section(flow, number)

    def _closing(self, drawer: Any, e: Any) -> list[str]:
        rng, c = drawer.rng, drawer.c
        lines = []
        if rng.random() < 0.5:
            lines.append(f"Erklärung vom {c.d(e, 'declared')}, {c.law(e)}.")
        lines.append(drawer.words(e, "reg"))
        if rng.random() < 0.8:
            lines.append(drawer.words(e, "refw"))
        return lines

    def _note(self, flow: Flow, x: float, e: Any, st: Style) -> None:
        if e.deleted or e.changed:
            flow.need(16)
            flow.y = flow.drawer.note_later(flow.page, x, flow.y + 1, 110, e, st) + 1

    def _section(self, flow: Flow, number: str) -> None:
        st = flow.drawer.T(flow.page, flow.drawer.c.gen, True, "sheet")
        flow.need(30)
        flow.y += 4
        title = flow.drawer.rng.choice(["Löschungen und Veränderungen:", "Änderungsvermerke"])
        flow.page.text(LEFT, flow.y, title, st.but(under=True))
        flow.y += st.lead + 2
        for e in flow.drawer.c.entries:
            if e.deleted or e.changed:
                flow.need(16)
                flow.page.text(LEFT, flow.y + 1, f"zu {number.format(e.n)}", st)
                self._note(flow, LEFT + st.width(f"zu {number.format(e.n)}") + 5, e, st)

    def _labelled(self, flow: Flow) -> None:
        drawer = flow.drawer
        c, labels = drawer.c, drawer.rng.choice(LABELS)
        wide = drawer.rng.random() < 0.5  # the days side by side
        for e in c.entries:
            st = drawer.machine_of(flow.page, e)
            tab = LEFT + max(st.width(label) for label in labels) + 5
            flow.y += 4
            flow.need(10 * st.lead)
            title = drawer.rng.choice(
                [f"Lfd. Nr. {e.n}", f"Eintragung Nr. {e.n}", f"{e.n}. Baulast"]
            )
            flow.page.text(LEFT, flow.y, title, st.but(under=True))
            flow.y += st.lead + 1
            art, burdened, benefited, content, basis, declared, registered, ref, later = labels
            rows = [(art, c.noun(e)), (burdened, c.parcels(e, "B", e.burdened))]
            rows += [(benefited, c.parcels(e, "N", e.benefited) if e.benefited else "- entfällt -")]
            rows += [(content, c.short(e) + "."), (basis, c.law(e))]
            days = [(declared, c.d(e, "declared")), (registered, c.d(e, "registered"))]
            written = [box for row in rows for box in self._row(flow, tab, row, st)]
            self._days(flow, tab, days, st, wide=wide)
            self._row(flow, tab, (ref, c.ref(e)), st)
            for page, box in written:
                drawer.strike(page, e, box, st.lead)
            if e.deleted or e.changed:
                flow.need(16)
                flow.page.text(LEFT, flow.y, later, st)
                self._note(flow, tab, e, st)
            elif drawer.rng.random() < 0.5:
                self._row(flow, tab, (later, "---"), st)

    def _row(self, flow: Flow, tab: float, row: tuple[str, str], st: Style) -> list[Any]:
        flow.need(st.lead)
        flow.page.text(LEFT, flow.y, row[0], st)
        return list(flow.para(tab, 188 - tab, row[1], st))

    def _days(
        self, flow: Flow, tab: float, days: list[tuple[str, str]], st: Style, *, wide: bool
    ) -> None:
        if not wide:
            for row in days:
                self._row(flow, tab, row, st)
            return
        (first, day), (second, other) = days
        flow.page.text(LEFT, flow.y, first, st)
        flow.page.text(tab, flow.y, day, st, join=True)
        flow.page.text(tab + 38, flow.y, second, st, join=True)
        flow.page.text(tab + 42 + st.width(second), flow.y, other, st, join=True)
        flow.y += st.lead


TOWN = Rommerskirchen()
