"""Pages that a dossier holds besides: notices, statements, cadastre extracts, authentications."""

import datetime as dt
from typing import Any

from bench.scangen import dates, marks, places
from bench.scangen.canvas import Page
from bench.scangen.people import Person

LEFT, WIDTH = 24.0, 164.0


def notice(dr: Any) -> Page:
    """Tells an owner or the survey office that an entry was made; its own day is a trap."""
    c, rng = dr.c, dr.rng
    e = rng.choice(c.entries)
    p = dr.page("notice")
    machine = dr.T(p, e.gen, key=f"notice{e.n}", year=e.registered.year)
    day = dates.workday(e.registered + dt.timedelta(days=rng.randint(1, 20)))
    y = max(c.town.letterhead(p, c, e.gen, day, c.ref(e), machine), 60) + 6
    y = dr.address(p, e, machine, LEFT, y, e.gen) + 8
    for key in ("notice_subject", "notice_body"):
        text = dr.fillwords(c.town.pick(rng, e.gen, key), e, p, e.gen)
        text = text.replace("{PHRASE}", c.phrase(e))
        y = p.para(LEFT, y, WIDTH, text, machine) + 5
    return _signed(dr, p, machine, y, e.registered.year)


def statement(dr: Any) -> Page:
    """An answer to a question about the register: repeats its entries, neighbours are free."""
    c, rng = dr.c, dr.rng
    last = c.entries[-1]
    day = dates.workday(last.registered + dt.timedelta(days=rng.randint(30, 900)))
    held = [e for e in c.entries if not e.deleted or e.deleted > day]
    if not held:
        return cadastre(dr)
    gen = 1 if day.year < 1985 else 2
    p = dr.page("statement")
    machine = dr.T(p, gen, key="statement", year=day.year)
    y = max(c.town.letterhead(p, c, gen, day, c.town.reference(rng, day.year), machine), 62) + 8
    y = p.para(LEFT, y, WIDTH, c.town.pick(rng, gen, "statement_subject"), machine.but(under=True))
    flur, number = rng.randint(1, 9), rng.randint(10, 900)
    intro = c.town.pick(rng, gen, "statement_body").replace("{NR}", c.sheet_no)
    intro = intro.replace("{FREE}", f"Gemarkung {c.gemarkung}, Flur {flur}, Flurstück {number}")
    y = p.para(LEFT, y + 4, WIDTH, intro, machine) + 4
    for e in held[:2]:
        text = f"lfd. Nr. {e.n}: {c.phrase(e)} Eingetragen am {c.d(e, 'registered', gen)}."
        y = p.para(LEFT + 6, y, WIDTH - 8, text, machine) + 3
    return _signed(dr, p, machine, y, day.year)


def cadastre(dr: Any) -> Page:
    """An extract of the cadastre: parcels of the dossier among neighbours that it does not hold."""
    c, rng = dr.c, dr.rng
    e = rng.choice(c.entries)
    p = dr.page("cadastre")
    gen = e.gen
    machine = dr.T(p, gen, key="cadastre", year=e.declared.year)
    looks = c.town.looks(gen)
    seat = "Neuss" if c.year0 >= 1975 or c.name == "Neuss" else "Grevenbroich"
    p.text(LEFT, 22, f"Katasteramt {seat}", looks.h2)
    p.text(
        LEFT, 32, "Auszug aus dem Liegenschaftskataster - Eigentümernachweis", looks.b.but(pt=12)
    )
    stand = dates.workday(e.declared - dt.timedelta(days=rng.randint(5, 90)))
    p.text(LEFT, 39, f"Stand: {dates.fmt(stand, rng, gen)}", machine)
    heads = ("Gemarkung", "Flur", "Flurstück", "Fläche", "Nutzungsart", "Eigentümer")
    edges = [LEFT + d for d in (0, 34, 48, 72, 92, 126)]
    for x, head in zip(edges, heads, strict=True):
        p.text(x, 50, head, looks.b)
    p.rule(LEFT, 52, LEFT + WIDTH, 52, 0.3)
    y = 58.0
    for gemarkung, flur, number, owner in _parcels_and_neighbours(dr, e):
        p.names.add(owner.full)
        row = (
            gemarkung, str(flur), number, f"{rng.randint(90, 2400)} qm",
            rng.choice(["Gebäude- u. Freifl.", "Gartenland", "Weg", "Hofraum", "Ackerland"]),
            owner.full,
        )  # fmt: skip
        for place, (x, cell) in enumerate(zip(edges, row, strict=True)):
            p.text(x, y, cell, machine.but(pt=9) if not machine.cpi else machine.but(cpi=15),
                   join=place > 0)  # fmt: skip
        y += 7
    p.text(LEFT, y + 8, f"Fortführungsriß Nr. {rng.randint(10, 990)}/{c.year0 % 100:02d}", machine)
    return _signed(dr, p, machine, y + 18, e.declared.year)


def _parcels_and_neighbours(dr: Any, e: Any) -> list[tuple[str, int, str, Person]]:
    c, rng = dr.c, dr.rng
    rows = [(q.gemarkung, q.flur, q.no, Person(rng, c.year0)) for q in e.burdened]
    for _ in range(rng.randint(2, 5)):
        near = e.burdened[0].zaehler + rng.randint(-30, 60)
        rows.append((c.gemarkung, c.flur, str(max(2, near)), Person(rng, c.year0)))
    return sorted(rows, key=lambda row: row[2])


def authentication(dr: Any) -> Page:
    """A notary's page under a declaration: deed number, birth dates, a day that is no entry's."""
    c, rng = dr.c, dr.rng
    e = rng.choice(c.entries)
    p = dr.page("authentication")
    machine = dr.T(p, e.gen, key=f"notary{e.n}", year=e.declared.year)
    day = dates.workday(e.declared + dt.timedelta(days=rng.randint(0, 4)))
    who = Person(rng, day.year)
    p.names.add(who.full)
    year, month, born = who.birth
    y = 30.0
    deed = f"Urkundenrolle Nr. {rng.randint(20, 1990)}/{day.year}"
    for text in (
        rng.choice([deed, f"UR-Nr. {rng.randint(20, 1990)} für {day.year}"]),
        f"Vorstehende, heute vor mir vollzogene Unterschrift von {who.full}, geboren am"
        f" {born}. {dates.MONTHS[month - 1]} {year}, wohnhaft {rng.choice(places.STREETS)}"
        f" {rng.randint(1, 90)}, ausgewiesen durch Personalausweis Nr. {rng.randint(10**6, 10**7)},"
        " beglaubige ich hiermit.",
        f"{c.name}, den {dates.fmt(day, rng, e.gen)}",
        f"Kostenrechnung: Wert {rng.randint(3, 30)}.000,- DM, Gebühr §§ 32, 45 KostO"
        f" {rng.randint(20, 90)},50 DM",
    ):
        y = p.para(LEFT, y, WIDTH, text, machine) + 6
    marks.seal(p, 150, y + 12, rng, f"NOTAR IN {c.name.upper()} ·", d=34)
    return _signed(dr, p, machine, y, day.year)


def telephone_note(dr: Any) -> Page:
    """A note for the file with numbers of every sort, and none of the register."""
    c, rng = dr.c, dr.rng
    year = c.entries[0].declared.year
    gen = 1 if year < 1985 else 2
    p = dr.page("letter")
    machine = dr.T(p, gen, key="note", year=year)
    day = dates.workday(c.entries[0].declared - dt.timedelta(days=rng.randint(5, 60)))
    who = Person(rng, year)
    p.names.add(who.full)
    y = 30.0
    p.text(LEFT, y, rng.choice(["V e r m e r k", "Aktenvermerk", "Telefonnotiz"]), machine)
    for text in (
        f"{rng.randint(60, 63)}/{rng.randint(1, 9)} - {dates.fmt(day, rng, gen)}",
        f"{who.anrede} {who.sur} rief an (App. {rng.randint(200, 999)}). Gefragt wurde nach dem"
        f" Bauschein {rng.randint(10, 900)}/{year % 100:02d} und nach dem Bebauungsplan Nr."
        f" {rng.randint(2, 180)}. Nachbar auf Parz. {rng.randint(10, 900)} ist nicht einverstanden."
        f" Wandhöhe {rng.randint(2, 9)},{rng.randint(10, 99)} m, Maßstab 1:500.",
        f"Wv. {dates.fmt(day + dt.timedelta(days=28), rng, gen)}",
    ):
        y = p.para(LEFT, y + 8, WIDTH, text, machine)
    dr.sign(p, LEFT, y + 10, year)
    return p


KINDS = (notice, statement, cadastre, authentication, telephone_note)


def _signed(dr: Any, p: Page, machine: Any, y: float, year: int) -> Page:
    p.text(LEFT, y + 4, dr.rng.choice(["Im Auftrag", "I. A.", "Im Auftrage:"]), machine)
    dr.sign(p, LEFT + 2, y + 18, year)
    dr.scribbles(p)
    return p
