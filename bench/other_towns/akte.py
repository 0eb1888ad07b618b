"""The facts of one dossier: bench.scangen's, with what came later and the town's own words."""

import datetime as dt
import random
import re
from dataclasses import replace
from typing import Any

from bench.scangen.canvas import mark
from bench.scangen.casefile import CaseFile, modern_spelling
from bench.scangen.dates import workday
from bench.scangen.parcels import Parcel

NOUN = re.compile(r"\[([^|\]]*)\|([^\]]*)\]( ?)\{([BN])\}")  # [one|several] {B}
PARCEL_NOUN = re.compile(r"^(?:Flurstück|Parzelle)(?:e|s|en|n)?\b(?!-)")
SHARE_OF_RUNS = 0.12  # parcels 15/2 to 15/6: divided once, and so written as a range
SHARE_PARTLY_DELETED = 0.3  # of the entries that several parcels bear and nobody deleted
SHARE_AMENDED = 0.12  # of the entries that others follow
LAST_DAY = dt.date(2020, 11, 1)  # bench.scangen's: no entry is younger


class Akte(CaseFile):  # type: ignore[misc]
    """A made-up dossier; each entry has ``status``, ``released`` and ``changed`` besides."""

    def __init__(self, rng: random.Random, town: Any, number: int) -> None:
        super().__init__(rng, town, number)
        for entry in self.entries:
            entry.released = None  # the parcel that a partial deletion freed
            entry.amended_by = None  # running number of the entry that changed this one
            entry.changed = None  # the day of either
            entry.status = "deleted" if entry.deleted else "active"
        for entry in self.entries:
            if not entry.deleted:
                self._change(entry)

    def _change(self, entry: Any) -> None:
        rng, later = self.rng, [e for e in self.entries if e.n > entry.n]
        several = len(entry.burdened) > 1 and entry.type != "VEREINIGUNG"
        if several and rng.random() < SHARE_PARTLY_DELETED:
            day = workday(entry.registered + dt.timedelta(days=rng.randint(200, 9000)))
            if day < LAST_DAY:
                entry.status, entry.released, entry.changed = (
                    "partly_deleted",
                    rng.choice(entry.burdened),
                    day,
                )
        elif later and rng.random() < SHARE_AMENDED:
            entry.status, entry.amended_by = "amended", later[0].n
            entry.changed = later[0].registered

    def _parcels(
        self,
        n: int,
        gem: str | None = None,
        flur: int | None = None,
        allow_part: bool = True,
    ) -> list[Parcel]:
        if n >= 3 and self.rng.random() < SHARE_OF_RUNS:
            zaehler, first = self.rng.randint(5, 480), self.rng.randint(1, 30)
            place = (gem or self.gemarkung, flur or self.flur)
            return [Parcel(*place, zaehler, first + k) for k in range(n)]
        return list(super()._parcels(n, gem, flur, allow_part))

    # ---- words
    def phrase(
        self,
        e: Any,
        backref: bool = False,
        style: str | None = None,
        context: tuple[str, int] | None = None,
        suffix: str = "",
        burdened: list[Parcel] | None = None,
        fid: str | None = None,
        year: int | None = None,
    ) -> str:
        """The entry's wording with field marks, as bench.scangen's pages ask for it."""
        pool = self.town.phrases[e.type]
        text = pool[e.phrase_i % len(pool)]
        plots = {"B": burdened or e.burdened, "N": e.benefited}
        backref = backref and e.type != "VEREINIGUNG"

        def named(match: re.Match[str]) -> str:
            one, many, gap, role = match.groups()
            noun = many if len(plots[role]) > 1 else one
            if backref and role == "B":
                return referring(noun, self.rng)
            return noun + gap + self.parcels(e, role, plots[role], context, after=noun)

        text = NOUN.sub(named, text)
        for role in "BN":
            if f"{{{role}}}" in text:
                text = text.replace(f"{{{role}}}", self.parcels(e, role, plots[role], context))
        return self.spelt(self.slots(e, text), e, year)

    def short(self, e: Any) -> str:
        """The entry's wording without parcels."""
        pool = self.town.short[e.type]
        return self.spelt(self.slots(e, pool[e.phrase_i % len(pool)]), e)

    def noun(self, e: Any) -> str:
        return self.spelt(self.rng.choice(self.town.nouns[e.type]), e)

    def parcels(
        self,
        e: Any,
        role: str,
        plots: list[Parcel],
        known: tuple[str, int] | None = None,
        after: str = "",
    ) -> str:
        """The parcels in words, marked; ``after`` a noun that need not be said twice."""
        written = self.town.write_parcels(plots, self.rng, known)
        if PARCEL_NOUN.match(after.rpartition(" ")[2]):
            written = PARCEL_NOUN.sub("", written).lstrip()
        field = f"e{e.n}.{'burdened' if role == 'B' else 'benefited'}"
        return str(mark(field, written))

    def slots(self, e: Any, text: str) -> str:
        for name, value in e.slots.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def spelt(self, text: str, e: Any, year: int | None = None) -> str:
        return str(modern_spelling(text)) if (year or e.registered.year) >= 2000 else text

    def d(self, e: Any, what: str, gen: int | None = None, style: str | None = None) -> str:
        day = getattr(e, what)
        gen = gen or (1 if day.year < 1985 else 2)
        return str(mark(f"e{e.n}.{what}_on", self.town.write_day(day, self.rng, gen)))

    def law(self, e: Any) -> str:
        return str(mark(f"e{e.n}.legal_basis", self.town.write_law(e.declared, self.rng)))

    def change_note(self, e: Any) -> str:
        """What stands in the column for changes, of a partial deletion or an amendment."""
        words = self.town.words[1 if e.changed.year < 1985 else 2]
        note = self.rng.choice(words["partly" if e.released else "amended"])
        day = self.town.write_day(e.changed, self.rng, 1 if e.changed.year < 1985 else 2)
        if e.released:
            day = mark(f"e{e.n}.deleted_on", day)
            note = note.replace("{Q}", replace(e.released, part=False).no)
            day = mark(f"e{e.n}.deleted_on", day)
        return str(note.replace("{T}", day).replace("{K2}", str(e.amended_by)))

    def truth(self, seen: set[str]) -> list[dict[str, Any]]:
        """The entries' truth; a field that no page shows is null."""
        if self.letter_only:
            return []
        return [self._truth(e, seen) for e in self.entries]

    def _truth(self, e: Any, seen: set[str]) -> dict[str, Any]:
        def day(what: str) -> str | None:
            value = getattr(e, what)
            if what == "deleted" and e.released:
                value = e.changed  # of the part that was deleted
            return value.isoformat() if value and f"e{e.n}.{what}_on" in seen else None

        def shown(what: str, value: str) -> str | None:
            return value if f"e{e.n}.{what}" in seen else None

        return {
            "sheet": self.sheet_no,
            "entry_number": e.n,
            "type": e.type,
            "burdened": [plot.truth() for plot in e.burdened],
            "benefited": [plot.truth() for plot in e.benefited],
            "declared_on": day("declared"),
            "registered_on": day("registered"),
            "deleted_on": day("deleted") or self._released_on(e, seen),
            "legal_basis": shown("legal_basis", re.sub(r"\s(19|20)\d\d$", "", e.basis)),
            "reference": shown("reference", e.reference),
            "status": e.status,
        }

    def _released_on(self, e: Any, seen: set[str]) -> str | None:
        """The day of a partial deletion: of that, the register has a day of deletion too."""
        return e.changed.isoformat() if e.released and f"e{e.n}.deleted_on" in seen else None


def referring(noun: str, rng: random.Random) -> str:
    """ "des Grundstücks" as "des vorgenannten Grundstücks"."""
    article, _, rest = noun.partition(" ")
    stem = rng.choice(["vorgenannt", "vorbezeichnet", "oben bezeichnet", "belastet"])
    ending = "e" if article.lower() == "das" else "en"
    return f"{article} {stem}{ending} {rest}"
