"""A made-up register of eight towns, as large as wanted, and what people would ask of it."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from baulast.gazetteer import Gemarkung, fold_name, gazetteer
from baulast.language import Both
from baulast.model import (
    ColourMode,
    Dossier,
    Doubt,
    DoubtReason,
    Entry,
    Finding,
    Kind,
    Page,
    PageOrigin,
    Parcel,
    Plot,
    Status,
)

SEED = 5162  # the same register each time
FLUREN = 30
PARCELS = 900  # of a Flur; with all Gemarkungen the Kreis has about a million
ENTRIES_A_DOSSIER = (1, 1, 2, 3)
ABROAD = 0.02  # of the entries benefit land of another Gemarkung; else the neighbour's
DOUBTED = 0.02  # of the entries have a doubt about their parcels
DELETED = 0.10
FIRST_DAY, DAYS = date(1965, 1, 1), 20_000

WORDINGS = {
    Kind.ZUFAHRT: "den Bewohnern und Besuchern die Zufahrt und den Zugang zu gestatten",
    Kind.ABSTANDSFLAECHE: "die Abstandsfläche auf das eigene Grundstück zu übernehmen und diese"
    " Fläche von Gebäuden freizuhalten",
    Kind.STELLPLATZ: "zwei Stellplätze ständig für Kraftfahrzeuge bereitzuhalten",
    Kind.VEREINIGUNG: "die Grundstücke bauordnungsrechtlich so zu behandeln, als ob sie ein"
    " einziges Grundstück wären",
    Kind.LEITUNG: "die Verlegung und Unterhaltung von Leitungen zur Versorgung zu dulden",
    Kind.ANBAU: "bei einer Bebauung an die Nachbargrenze anzubauen",
    Kind.SPIELPLATZ: "einen Spielplatz für Kleinkinder anzulegen und zu unterhalten",
    Kind.RETTUNGSWEG: "den zweiten Rettungsweg über das Treppenhaus offenzuhalten",
}
STREETS = ("Hauptstraße", "Kirchweg", "Am Mühlenbach", "Neusser Straße", "Gartenweg", "Lindenallee")

# The first stand in every entry or in most, the last in few or in none.
TEXT_QUESTIONS = (
    "Eigentümer",
    "Grundstück",
    "Baulast",
    "verpflichtet",
    "Zufahrt",
    "Stellplatz",
    "Stellplatzbaulast",
    "Abstandsflaechen",
    "Grundst*",
    "Grundstück Eigentümer verpflichtet",
    '"zwei Stellplätze"',
    '"der jeweilige Eigentümer"',
    "Büttgen Zufahrt",
    "Norf Rettungsweg",
    "Hauptstraße 12",
    "Spielplatz Kirchweg",
    "§ 83 BauO NRW",
    "12. März 1974",
    "Windkraftanlage",
)
AREA_QUESTIONS = ("Büttgen", "Gemarkung Norf", "Büttgen Flur 12", "Kaarst Flur 3")
WRITTEN = (
    "{gemarkung} {flur} {number}",
    "Gem. {gemarkung}, Fl. {flur}, Flst. {number}",
    "{gemarkung} Flurstück {number}",
    "Flurstück {number}",
)


def register(entries: int, *, seed: int = SEED) -> Iterator[Dossier]:
    """Dossiers of all towns with so many entries together."""
    draw = random.Random(seed)
    left = entries
    for number in count(1):
        if left <= 0:
            return
        size = min(left, draw.choice(ENTRIES_A_DOSSIER))
        left -= size
        yield _dossier(number, size, draw)


def parcel_questions(number: int, *, seed: int = SEED) -> list[str]:
    """Parcels in the ways people write them; most of them bear something."""
    draw = random.Random(seed + 1)
    questions = []
    for way in range(number):
        parcel = _parcel(draw.choice(gazetteer().gemarkungen), draw)
        written = WRITTEN[way % len(WRITTEN)]
        questions.append(
            written.format(gemarkung=parcel.gemarkung, flur=parcel.flur, number=parcel.number)
        )
    return questions


def _dossier(number: int, size: int, draw: random.Random) -> Dossier:
    towns = gazetteer().municipalities
    town = towns[number % len(towns)]
    home = draw.choice(town.gemarkungen)
    short = fold_name(town.name)
    name = f"{short}-{number:07}"
    page = Page(
        number=1,
        origin=PageOrigin(delivery=name, place=1, file="a.tif", sha256="0", frame=0),
        width_px=2480,
        height_px=3508,
        dpi=300.0,
        mode=ColourMode.GREY,
        pixels_sha256=name,
    )
    return Dossier(
        id=f"{short}/{name}",
        municipality=short,
        number=name,
        pages=(page,),
        entries=tuple(_entry(number, place, home, draw) for place in range(1, size + 1)),
    )


def _entry(dossier: int, place: int, home: Gemarkung, draw: random.Random) -> Entry:
    kind = draw.choice(tuple(WORDINGS))
    burdened = _parcel(home, draw)
    benefited = replace(burdened, zaehler=burdened.zaehler + 1, nenner=None)
    if draw.random() < ABROAD:
        benefited = _parcel(draw.choice(gazetteer().gemarkungen), draw)
    declared = FIRST_DAY + timedelta(days=draw.randrange(DAYS))
    is_deleted = draw.random() < DELETED
    doubt = Doubt(reason=DoubtReason.ILLEGIBLE, detail=Both.only("Ziffer nicht sicher"), page=1)
    values = {
        "sheet": str(dossier),
        "number": place,
        "kind": kind,
        "declared_on": declared,
        "registered_on": declared + timedelta(days=40),
        "deleted_on": declared + timedelta(days=4000) if is_deleted else None,
        "legal_basis": "§ 83 BauO NRW",
        "reference": f"63-BL {dossier}/{declared:%y}",
        "benefited": (Plot(parcel=benefited),),
        "status": Status.DELETED if is_deleted else Status.ACTIVE,
        "street": f"{draw.choice(STREETS)} {draw.randrange(1, 150)}",
        "land_register": None,
    }
    findings = {name: Finding(value=value) for name, value in values.items()}
    return Entry(
        **findings,  # type: ignore[arg-type]
        burdened=Finding(
            value=(Plot(parcel=burdened),), doubts=(doubt,) * (draw.random() < DOUBTED)
        ),
        wording=f"Der jeweilige Eigentümer des Grundstücks verpflichtet sich, {WORDINGS[kind]}."
        f" Begünstigt ist das Grundstück {benefited}.",
        pages=(1,),
    )


def _parcel(gemarkung: Gemarkung, draw: random.Random) -> Parcel:
    nenner = draw.randrange(1, 40) if draw.random() < 0.4 else None
    flur = str(draw.randrange(1, FLUREN + 1))
    return Parcel(gemarkung.name, flur, draw.randrange(1, PARCELS + 1), nenner)
