"""The pages of one dossier: bench.scangen's drawer with the town's own sheets and further pages."""

from typing import Any

from bench.other_towns import further
from bench.other_towns.akte import Akte
from bench.scangen import marks
from bench.scangen.canvas import Page, Style
from bench.scangen.docs import Drawer


class OtherDrawer(Drawer):  # type: ignore[misc]
    """Draws what bench.scangen draws, and what the town has besides."""

    c: Akte

    def run(self, seq: int, budget: int = 8) -> list[Page]:
        pages: list[Page] = super().run(seq, budget)
        if self.c.letter_only:
            return pages
        while len(pages) < budget and self.rng.random() < 0.6:
            self.rng.choice(further.KINDS)(self)
        return pages

    def sheet(self) -> None:
        if self.rng.random() < self.c.town.own_sheets[self.c.gen]:
            self.c.town.draw_sheets(self)
        else:
            super().sheet()

    def fillwords(self, s: str, e: Any, p: Page, gen: int) -> str:
        plots = getattr(e, "conflict_parcels", None) or e.burdened
        while "{G}" in s:
            s = s.replace("{G}", self.c.parcels(e, "B", plots), 1)
        return str(super().fillwords(s.replace("{P}", self.c.noun(e)), e, p, gen))

    def entry_cells(
        self, e: Any, cols: list[tuple[str, int, str]], st: Style, gen: int
    ) -> list[tuple[str, Style]]:
        cells: list[tuple[str, Style]] = super().entry_cells(e, cols, st, gen)
        if e.changed:
            roles = [role for role, _, _ in cols]
            place = next((roles.index(r) for r in ("del", "notes", "text") if r in roles), 0)
            text, style = cells[place]
            cells[place] = ("\n".join(filter(None, [text, self.c.change_note(e)])), style)
        return cells

    # ---- pieces for the towns' own sheets
    def machine_of(self, p: Page, e: Any) -> Style:
        """The machine that this entry was written with: the first one's also filled the head."""
        key = "sheet" if e is self.c.entries[0] else f"e{e.n}"
        return self.T(p, e.gen, key=key, year=e.registered.year)

    def wording(self, e: Any) -> str:
        """The entry's text as the sheet has it, with its parcels."""
        c = self.c
        backref = c.single_burden and self.rng.random() < 0.3
        return c.phrase(e, backref=backref, context=(c.gemarkung, c.flur))

    def words(self, e: Any, key: str) -> str:
        """A word of the town filled in: reg, del, refw, intro."""
        c = self.c
        gen = 1 if key == "del" and e.deleted.year < 1985 else e.gen
        text = c.town.pick(self.rng, gen, key)
        for slot, what in (("{R}", "registered"), ("{X}", "deleted"), ("{D}", "declared")):
            if slot in text:
                text = text.replace(slot, c.d(e, what))
        for slot, write in (("{Z}", c.ref), ("{LAW}", c.law)):
            if slot in text:
                text = text.replace(slot, write(e))
        return str(text.replace("{K}", str(e.n)))

    def note_later(self, p: Page, x: float, y: float, w: float, e: Any, style: Style) -> float:
        """Deletion or change of an entry at a place of its own; the next free line."""
        rng = self.rng
        if e.deleted:
            later = 1 if e.deleted.year < 1985 else 2
            how = rng.choice(["typed", "typed", "hand", "stamp"])
            if how == "stamp":
                lines = ["Gelöscht am", self.c.town.write_day(e.deleted, rng, later)]
                fids = {1: f"e{e.n}.deleted_on"}
                marks.rubber(p, x, y - 4, lines, rng, layer="red", pt=11, fids=fids)
                return y + 12
            text = self.words(e, "del")
            if how == "hand":
                pen = self.H(14, rng.choice(["red", "hand_blue"]))
                return float(p.para(x, y + 1, w, text, pen))
            layer = rng.choice(["red", style.layer])
            return float(p.para(x, y, w, text, style.but(layer=layer)))
        if e.changed:
            return float(p.para(x, y, w, self.c.change_note(e), style))
        return y

    def strike(self, p: Page, e: Any, box: tuple[float, float, float, float], lead: float) -> None:
        """The stroke through a deleted entry's text: nearly always, and mostly red."""
        if e.deleted and self.rng.random() < 0.9:
            layer = "red" if self.rng.random() < 0.85 else "hand_black"
            marks.strike(p, *box, self.rng, layer=layer, lead=lead)
