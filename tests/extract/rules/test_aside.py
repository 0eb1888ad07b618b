# ruff: noqa: E501 - a wording is one row of its table
"""Third parcels: those that tell where something is, who agreed, what stays as it was.

Each row: the text, the burdened numbers, the benefited numbers (all Norf, Flur 4).
"""

import pytest

from baulast.model import FieldName, Parcel, Plot
from extract.find import find
from extract.reading import Context

# Parcel 33 is on neither side.
BESIDE = [
    (
        "Flurstück 20: Entlang der Grenze zu Flurstück 33 ist ein Weg für Flurstück 30 freizuhalten.",
        "20",
        "30",
    ),
    (
        "Flurstück 20: An der Grenze des Flurstücks 33 ist ein Weg für Flurstück 30 freizuhalten.",
        "20",
        "30",
    ),
    ("Flurstück 20: Neben Flurstück 33 ist ein Weg für Flurstück 30 freizuhalten.", "20", "30"),
    ("Flurstück 20: Längs des Flurstücks 33 liegt die Zufahrt für Flurstück 30.", "20", "30"),
    (
        "Flurstück 20: Die Zufahrt für Flurstück 30 reicht von der Straße bis zum Flurstück 33.",
        "20",
        "30",
    ),
    (
        "Flurstück 20: Nördlich des Flurstücks 33 ist die Zufahrt für Flurstück 30 zu dulden.",
        "20",
        "30",
    ),
    (
        "Auf Flurstück 20 ist längs der Grenze zu Flurstück 33 der Kanal des Flurstücks 30 zu dulden.",
        "20",
        "30",
    ),
    (
        "Auf Flurstück 20 sind gegenüber Flurstück 33 vier Stellplätze für Flurstück 30 anzulegen.",
        "20",
        "30",
    ),
    (
        "Zu Lasten Flurstück 20 und zu Gunsten Flurstück 30: Weg parallel zur Grenze mit Flurstück 33.",
        "20",
        "30",
    ),
    (
        "Zu Lasten Flurstück 20 und zu Gunsten Flurstück 30: Zufahrt, gemessen ab der Grenze zu Flurstück 33.",
        "20",
        "30",
    ),
    (
        "Zu Gunsten Flurstück 30 und zu Lasten Flurstück 20: Zufahrt vor dem Haus Flurstück 33.",
        "20",
        "30",
    ),
    (
        "Zu Lasten Flurstück 20: Zufahrt für Flurstück 30. Die Eigentümer des Flurstücks 33 haben zugestimmt.",
        "20",
        "30",
    ),
    (
        "Zu Lasten Flurstück 20: Zufahrt für Flurstück 30. Die Baulast auf Flurstück 33 bleibt unberührt.",
        "20",
        "30",
    ),
    (
        "Zu Lasten Flurstück 20: Zufahrt für Flurstück 30, nicht jedoch für Flurstück 33.",
        "20",
        "30",
    ),
    (
        "Zu Lasten Flurstück 20 mit Ausnahme des an Flurstück 33 angrenzenden Teils: Zufahrt für Flurstück 30.",
        "20",
        "30",
    ),
    (
        "Zu Lasten Flurstück 20: Abstandfläche des Hauses Flurstück 30; der Abstand zu Flurstück 33 bleibt unberührt.",
        "20",
        "30",
    ),
    (
        "Zu Lasten Flurstück 20: Von der Ecke des Flurstücks 33 an ist auf 12 m Länge die Abstandfläche für Flurstück 30 freizuhalten.",
        "20",
        "30",
    ),
    (
        "Zu Lasten Flurstück 20: Anbau an Flurstück 30 in gleicher Höhe wie das Haus Flurstück 33.",
        "20",
        "30",
    ),
    ("Zu Lasten Flurstück 20: Stellplätze für Flurstück 30 statt auf Flurstück 33.", "20", "30"),
    (
        "Zu Lasten Flurstück 20: Stellplätze für Flurstück 30 (Zufahrt über Flurstück 33).",
        "20",
        "30",
    ),
    ("Zu Lasten Flurstück 20: Leitung von Flurstück 33 nach Flurstück 30.", "20", "30"),
    (
        "Zu Lasten Flurstück 20: Kanal des Hauses Flurstück 30 bis zum Schacht auf Flurstück 33.",
        "20",
        "30",
    ),
    (
        "Zu Lasten Flurstück 20: Zufahrt für Flurstück 30 im Anschluß an den Weg Flurstück 33.",
        "20",
        "30",
    ),
    (
        "Zu Lasten Flurstück 20: Spielplatz für Flurstück 30, eingezäunt gegen Flurstück 33.",
        "20",
        "30",
    ),
    (
        "Zu Lasten Flurstück 20: Feuerwehraufstellfläche für Flurstück 30, erreichbar über Flurstück 33.",
        "20",
        "30",
    ),
    (
        "Flurstück 20 und 21 gelten mit Flurstück 22 als ein Grundstück, Flurstück 33 gehört nicht dazu.",
        "20,21,22",
        "",
    ),
    (
        "Auf Flurstück 20 ist entlang der gemeinsamen Grenze mit dem Flurstück 33 ein Streifen von 3 m als Zufahrt zugunsten des Flurstücks 30 freizuhalten.",
        "20",
        "30",
    ),
    (
        "Der Eigentümer des Flurstücks 20 duldet die Zufahrt zum Flurstück 30 zwischen Flurstück 33 und der Straße.",
        "20",
        "30",
    ),
    (
        "Auf Flurstück 20 ist hinter dem Haus auf Flurstück 33 ein Spielplatz für die Kinder des Flurstücks 30 anzulegen.",
        "20",
        "30",
    ),
    (
        "Auf Flurstück 20 ist in einem Abstand von 3 m von Flurstück 33 der Kanal des Flurstücks 30 zu dulden.",
        "20",
        "30",
    ),
    (
        "Der Kanal zu Gunsten Flurstück 30 liegt auf Flurstück 20, 2 m von der Grenze des Flurstücks 33 entfernt.",
        "20",
        "30",
    ),
    (
        "Auf Flurstück 20 sind für Flurstück 30 drei Stellplätze nachzuweisen, ausgenommen der an Flurstück 33 grenzende Streifen.",
        "20",
        "30",
    ),
    (
        "Zu Lasten Flurstück 20 zugunsten Flurstück 30, mit Zustimmung des Eigentümers des Flurstücks 33: Kanal dulden.",
        "20",
        "30",
    ),
    (
        "Zu Lasten Flurstück 20: Zufahrt für Flurstück 30. Der Eigentümer des Flurstücks 33 wurde angehört.",
        "20",
        "30",
    ),
    (
        "Zu Lasten Flurstück 20: Zufahrt für Flurstück 30. Eine entsprechende Baulast auf Flurstück 33 ist unter Blatt 12 eingetragen.",
        "20",
        "30",
    ),
    (
        "Zu Lasten Flurstück 20: Zufahrt für Flurstück 30. Die Zufahrt über Flurstück 33 entfällt.",
        "20",
        "30",
    ),
    (
        "Zu Lasten Flurstück 20: Zufahrt für Flurstück 30 anstelle der Zufahrt über Flurstück 33.",
        "20",
        "30",
    ),
    (
        "Zu Lasten Flurstück 20: 2 Stellplätze für Flurstück 30, außer für das Gebäude auf Flurstück 33.",
        "20",
        "30",
    ),
    (
        "Das Flurstück 30 wird über das Flurstück 20 an die Straße (Flurstück 33) angeschlossen.",
        "20",
        "30",
    ),
    (
        "Auf Flurstück 20 ist die Zufahrt von der Straße Flurstück 33 zum Flurstück 30 zu dulden.",
        "20",
        "30",
    ),
    (
        "Auf Flurstück 20 ist die Zufahrt vom öffentlichen Weg (Flurstück 33) zum Haus Flurstück 30 zu dulden.",
        "20",
        "30",
    ),
    (
        "Der Eigentümer von Flurstück 20 hat das Befahren durch die Bewohner des Flurstücks 30 vom Flurstück 33 her zu dulden.",
        "20",
        "30",
    ),
    (
        "Abstandfläche des Hauses Flurstück 30 auf Flurstück 20; die Abstandfläche zum Flurstück 33 ist eingehalten.",
        "20",
        "30",
    ),
    (
        "Auf Flurstück 20 ist ein Grenzabstand zugunsten Flurstück 30 einzuhalten, gerechnet von der Flurstücksgrenze 20 / 33.",
        "20",
        "30",
    ),
    (
        "Auf Flurstück 20, das im Norden an Flurstück 33 grenzt, ist die Zufahrt für Flurstück 30 freizuhalten.",
        "20",
        "30",
    ),
    (
        "Der auf Flurstück 20 verlaufende, an Flurstück 33 vorbeiführende Weg dient dem Flurstück 30 als Zufahrt.",
        "20",
        "30",
    ),
    (
        "Auf Flurstück 20 ist der Weg am Flurstück 33 vorbei für Flurstück 30 freizuhalten.",
        "20",
        "30",
    ),
    (
        "Flurstück 20: Zufahrt zu Gunsten Flurstück 30 auf der dem Flurstück 33 zugewandten Seite.",
        "20",
        "30",
    ),
    ("Flurstück 20: Zufahrt zu Gunsten Flurstück 30 in Richtung Flurstück 33.", "20", "30"),
]
# Every parcel is on a side.
SIDES = [
    (
        "Zu Lasten der Flurstücke 20 und 21: Zufahrt für Flurstück 30 und Flurstück 33.",
        "20,21",
        "30,33",
    ),
    (
        "Auf Flurstück 20 sind 3 Stellplätze und auf Flurstück 21 weitere 2 Stellplätze für das Haus auf Flurstück 30 anzulegen.",
        "20,21",
        "30",
    ),
    (
        "Über Flurstück 20 und weiter über Flurstück 21 ist die Zufahrt zum Flurstück 30 zu dulden.",
        "20,21",
        "30",
    ),
    (
        "Auf Flurstück 20 ist die Zufahrt für Flurstück 30 und für das Haus auf Flurstück 33 zu dulden.",
        "20",
        "30,33",
    ),
    (
        "Zu Lasten Flurstück 20 zugunsten Flurstück 30 sowie zugunsten des Flurstücks 33: Kanal dulden.",
        "20",
        "30,33",
    ),
    (
        "Auf Flurstück 20 ist der Kanal zugunsten der Flurstücke 30 und 33 zu dulden. Das Haus auf Flurstück 33 ist anzuschließen.",
        "20",
        "30,33",
    ),
    ("Zufahrt zum Flurstück 30 und zum Flurstück 33 über Flurstück 20", "20", "30,33"),
    (
        "Auf Flurstück 20 ist der Zugang von Flurstück 30 zum Spielplatz auf Flurstück 20 zu dulden.",
        "20",
        "30",
    ),
    (
        "Der Eigentümer des Flurstücks 20 ist damit einverstanden, daß die Zufahrt zum Flurstück 30 über sein Grundstück führt.",
        "20",
        "30",
    ),
    (
        "Auf Flurstück 20 ist längs der Grenze zu Flurstück 30 die Abstandfläche des Hauses auf Flurstück 30 freizuhalten.",
        "20",
        "30",
    ),
    (
        "Auf Flurstück 20 ist entlang der Grenze zu Flurstück 30 ein Bauwich von 3 m einzuhalten.",
        "20",
        "30",
    ),
    (
        "An der Grenze zu Flurstück 30 ist auf Flurstück 20 das Haus ohne Grenzabstand anzubauen.",
        "20",
        "30",
    ),
]


# One side, in rows of a field, the engine's lone 1 in each shape.
ROWS = [
    f"Belastet: Norf FLUR 1 FLST 156\nNorf FLUR {one} FLST 157\nBegünstigt: Norf FLUR 1 FLST 9"
    for one in "1lı|"
]


@pytest.mark.parametrize("text", ROWS)
def test_a_misread_flur_parts_no_row_from_those_above(text, nlp):
    """A Flur 1 read as a letter still names the plot of the same field."""
    found = [r for r in find(text, nlp, Context()) if r.plot is not None]
    burdened = {str(r.plot.parcel) for r in found if r.name is FieldName.BURDENED}
    assert burdened == {"Norf, Flur 1, Flurstück 156", "Norf, Flur 1, Flurstück 157"}


@pytest.fixture(params=["", "header"], ids=["no_header", "header"])
def read(request, nlp):
    """The numbers of both sides, and whether any is asked about."""

    def make(text, burdened):
        own = burdened if request.param else ""
        plots = tuple(Plot(parcel=Parcel.parse("Norf", "4", n)) for n in own.split(",") if n)
        context = Context(gemarkung="Norf", flur="4", plots=plots)
        found = [reading for reading in find(text, nlp, context) if reading.plot is not None]
        sides = {
            name: {r.plot.parcel.number for r in found if r.name is name}
            for name in (FieldName.BURDENED, FieldName.BENEFITED)
        }
        asked = any(r.problems for r in found if r.name in sides)
        # what the wording does not name stays as the header has it
        return sides[FieldName.BURDENED] or those(own), sides[FieldName.BENEFITED], asked

    return make


def those(numbers):
    return set(filter(None, numbers.split(",")))


@pytest.mark.parametrize(("text", "burdened", "benefited"), BESIDE)
def test_a_parcel_named_beside_joins_no_side_in_silence(text, burdened, benefited, read):
    """What only tells a place, or is left out, is on no side, or a person is asked."""
    found = read(text, burdened)
    assert found[2] or found[:2] == (those(burdened), those(benefited))


@pytest.mark.parametrize(("text", "burdened", "benefited"), SIDES)
def test_several_parcels_of_a_side_stay_together(text, burdened, benefited, read):
    """Parcels that the wording burdens or serves beside others are all read."""
    assert read(text, burdened)[:2] == (those(burdened), those(benefited))


@pytest.mark.parametrize(
    "text",
    [
        "Zu Lasten des Flurstücks 20: Der Zugang zu den Müllboxen auf Flurstück 30 ist zu dulden.",
        "Belastet: Flurstück 20. Die Fahrräder sind im Schuppen auf Flurstück 30 abzustellen.",
    ],
)
def test_a_second_plot_of_a_kind_that_may_serve_another_is_asked_about(text, nlp):
    """Where both seem burdened, and one by weaker words, it may be the benefited one."""
    found = find(text, nlp, Context(gemarkung="Norf", flur="4"))
    asked = {
        r.plot.parcel.number for r in found if r.plot and any(p.is_of_role for p in r.problems)
    }
    assert asked == {"30"}


def test_plots_of_a_kind_that_serves_no_other_are_all_burdened(nlp):
    """Several plots whose use is restricted are burdened, in whatever words they are named."""
    text = "Zu Lasten Flurstück 20: Das Betriebsleiterhaus auf Flurstück 30 bleibt beim Betrieb."
    found = find(text, nlp, Context(gemarkung="Norf", flur="4"))
    assert not any(problem.is_of_role for r in found for problem in r.problems)


def test_an_own_plot_between_which_and_the_served_one_is_kept_free_is_no_mere_place(nlp):
    """Of a sheet for 20 and 21, "zwischen Flurstück 20 und der Halle auf 30" burdens 20 alone."""
    text = "Zwischen Flurstück 20 und der Halle auf den Flurstücken 30, 31 ist ein Schutzabstand wegen Brandgefahr von 2,50 m einzuhalten."
    plots = tuple(Plot(parcel=Parcel.parse("Norf", "4", n)) for n in ("20", "21"))
    found = find(text, nlp, Context(gemarkung="Norf", flur="4", plots=plots))
    told = {r.plot.parcel.number: r.name for r in found if r.plot}
    assert told["20"] is FieldName.BURDENED
    assert told["30"] is told["31"] is FieldName.BENEFITED


# In the passive, by agents, with exclusions, former plots and roles in brackets.
VOICES = [
    (
        "Verzicht auf die Ausnutzung von 150 qm Grundfläche auf Flurstück 20; diese kommt der Grundflächenzahl von Flurstück 30 zugute.",
        "20",
        "30",
    ),
    ("Flurstück 20 wird zugunsten des Flurstücks 30 mit einem Wegerecht belastet.", "20", "30"),
    (
        "Das Flurstück 30 wird durch eine Zufahrt über das Flurstück 20 erschlossen, die freizuhalten ist.",
        "20",
        "30",
    ),
    (
        "Von dem Eigentümer des Flurstücks 20 ist den Bewohnern des Flurstücks 30 der Durchgang zu gestatten.",
        "20",
        "30",
    ),
    (
        "Durch den Eigentümer des Flurstücks 30 darf der Kanal auf Flurstück 20 gewartet werden.",
        "20",
        "30",
    ),
    ("Der Kanal des Flurstücks 30 wird vom Flurstück 20 aufgenommen.", "20", "30"),
    ("Die Stellplätze des Flurstücks 30 werden von Flurstück 20 bereitgestellt.", "20", "30"),
    ("Flurstück 20 stellt dem Flurstück 30 drei Stellplätze zur Verfügung.", "20", "30"),
    ("Flurstück 30 nutzt die Zufahrt des Flurstücks 20.", "20", "30"),
    ("Flurstück 30 entwässert über Flurstück 20 in den Kanal der Straße.", "20", "30"),
    (
        "Auf Flurstück 20 lastet die Verpflichtung, den Eigentümern von Flurstück 30 die Durchfahrt zu gewähren.",
        "20",
        "30",
    ),
    (
        "Zum Vorteil von Flurstück 30 verzichtet der Eigentümer von Flurstück 20 auf die Bebauung des Bauwichs.",
        "20",
        "30",
    ),
    (
        "Die Abstandsfläche, die auf Flurstück 30 nicht nachgewiesen werden kann, nimmt Flurstück 20 auf.",
        "20",
        "30",
    ),
    (
        "Das auf Flurstück 30 errichtete Wohnhaus wirft seine Abstandsfläche auf Flurstück 20.",
        "20",
        "30",
    ),
    ("Dem Flurstück 20 obliegt es, für Flurstück 30 zwei Stellplätze vorzuhalten.", "20", "30"),
    (
        "Berechtigt aus dieser Baulast ist Flurstück 30, verpflichtet Flurstück 20; Inhalt: Leitungsrecht.",
        "20",
        "30",
    ),
    (
        "Als herrschendes Grundstück gilt Flurstück 30, als dienendes Flurstück 20. Zufahrt.",
        "20",
        "30",
    ),
    ("Flurstück 20 (dienend) und Flurstück 30 (herrschend): Wegerecht.", "20", "30"),
    (
        "Begünstigter: Eigentümer Flurstück 30. Verpflichteter: Eigentümer Flurstück 20. Zufahrt.",
        "20",
        "30",
    ),
    (
        "Der Eigentümer des Flurstücks 20, vertreten durch den Eigentümer des Flurstücks 33, duldet die Zufahrt zum Flurstück 30.",
        "20",
        "30",
    ),
    (
        "Der Eigentümer des Flurstücks 20, zugleich Eigentümer des Flurstücks 33, duldet die Zufahrt zum Flurstück 30.",
        "20",
        "30",
    ),
    (
        "Der Eigentümer des Flurstücks 20, wohnhaft auf Flurstück 33, duldet die Zufahrt zum Flurstück 30.",
        "20",
        "30",
    ),
    (
        "Auf Antrag des Eigentümers von Flurstück 33 wird auf Flurstück 20 die Zufahrt zum Flurstück 30 gesichert.",
        "20",
        "30",
    ),
    (
        "Die Zufahrt zum Flurstück 30 über Flurstück 20 wird vom Eigentümer des Flurstücks 33 unterhalten.",
        "20",
        "30",
    ),
    (
        "Die Kosten der Zufahrt für Flurstück 30 auf Flurstück 20 trägt der Eigentümer des Flurstücks 33.",
        "20",
        "30",
    ),
    (
        "Die Flurstücke 20 und 21 sind belastet, Flurstück 33 ist nicht belastet. Zufahrt zu Gunsten Flurstück 30.",
        "20,21",
        "30",
    ),
    (
        "Alle Flurstücke außer Flurstück 33, nämlich 20 und 21, dienen Flurstück 30 als Zufahrt.",
        "20,21",
        "30",
    ),
    (
        "Flurstück 20 ohne die an Flurstück 33 abgetretene Fläche: Stellplätze für Flurstück 30.",
        "20",
        "30",
    ),
    (
        "Zu Lasten Flurstück 20: Zufahrt für Flurstück 30; ein Anspruch des Flurstücks 33 besteht nicht.",
        "20",
        "30",
    ),
    (
        "Zu Lasten Flurstück 20: Zufahrt für Flurstück 30. Flurstück 33 hat eine eigene Zufahrt.",
        "20",
        "30",
    ),
    (
        "Zu Lasten Flurstück 20 (im Tausch gegen Flurstück 33): Zufahrt für Flurstück 30.",
        "20",
        "30",
    ),
    ("Zu Lasten Flurstück 20 (aus Flurstück 33 entstanden): Zufahrt für Flurstück 30.", "20", "30"),
    (
        "Zu Lasten Flurstück 20, hervorgegangen aus der Teilung des Flurstücks 33: Zufahrt für Flurstück 30.",
        "20",
        "30",
    ),
    (
        "Zu Lasten Flurstück 20: Zufahrt für Flurstück 30 (Teil des ehemaligen Flurstücks 33).",
        "20",
        "30",
    ),
    (
        "Flurstück 20 wurde gegen Flurstück 33 getauscht. Flurstück 20 dient Flurstück 30 als Zufahrt.",
        "20",
        "30",
    ),
    (
        "Nach Umlegung tritt Flurstück 20 an die Stelle von Flurstück 33: Zufahrt für Flurstück 30.",
        "20",
        "30",
    ),
    (
        "Zu Lasten Flurstück 20 zugunsten Flurstück 30 und zu Lasten Flurstück 21 zugunsten Flurstück 31: Zufahrt.",
        "20,21",
        "30,31",
    ),
    (
        "Das Haus auf Flurstück 30 und die Garage auf Flurstück 31 werden über Flurstück 20 entwässert.",
        "20",
        "30,31",
    ),
    (
        "Die Eigentümer der Flurstücke 30, 31 und 32 dürfen den Weg auf den Flurstücken 20 und 21 befahren.",
        "20,21",
        "30,31,32",
    ),
    (
        "Der Eigentümer von Flurstück 20 räumt dem Eigentümer von Flurstück 30 ein Wegerecht ein.",
        "20",
        "30",
    ),
    (
        "Dem jeweiligen Eigentümer des Flurstücks 30 wird das Recht eingeräumt, über Flurstück 20 zu fahren.",
        "20",
        "30",
    ),
    ("Flurstück 20: Duldung von Fenstern im Giebel des Gebäudes auf Flurstück 30.", "20", "30"),
    (
        "Die Garage auf Flurstück 30 darf auf der Grenze zu Flurstück 20 errichtet werden.",
        "20",
        "30",
    ),
    (
        "Auf Flurstück 20 darf zur Grenze von Flurstück 30 kein Fenster eingebaut werden.",
        "20",
        "30",
    ),
    ("Flurstück 20 übernimmt die auf Flurstück 30 nicht einzuhaltende Abstandfläche.", "20", "30"),
    ("Der Überbau des Hauses Flurstück 30 auf Flurstück 20 ist zu dulden.", "20", "30"),
    ("Die Dachrinne des Hauses auf Flurstück 30 ragt in das Flurstück 20.", "20", "30"),
    (
        "Der Giebel des Hauses auf Flurstück 20 ist als Abschlußwand für das Haus auf Flurstück 30 zu erhalten.",
        "20",
        "30",
    ),
    (
        "Flurstück 20 wird mit 3 m Breite als Weg für die Flurstücke 30 bis 32 freigehalten.",
        "20",
        "30,31,32",
    ),
    (
        "Auf Flurstück 20 sind 5 von 10 Stellplätzen für Flurstück 30, die übrigen für Flurstück 31 vorgesehen.",
        "20",
        "30,31",
    ),
    ("Die Heizung im Haus auf Flurstück 20 versorgt die Wohnungen auf Flurstück 30.", "20", "30"),
    (
        "Zum Anschluß des Flurstücks 30 an den Kanal verläuft eine Leitung durch Flurstück 20.",
        "20",
        "30",
    ),
    (
        "Über die Flurstücke 20 und 21 ist den Anliegern von Flurstück 30 der Weg zur Haltestelle offen zu halten.",
        "20,21",
        "30",
    ),
    (
        "Eigentümer des Flurstücks 20 ist die Stadt; zu seinen Lasten wird Flurstück 30 die Zufahrt gesichert.",
        "20",
        "30",
    ),
    ("Flurstück 20 haftet für die Stellplatzpflicht des Flurstücks 30.", "20", "30"),
    ("Der Nachweis von 4 Stellplätzen für Flurstück 30 erfolgt auf Flurstück 20.", "20", "30"),
    ("Gemeinsame Zufahrt der Flurstücke 30 und 31 auf Flurstück 20.", "20", "30,31"),
    ("Zugunsten der Allgemeinheit ist der Weg auf Flurstück 20 offen zu halten.", "20", ""),
    (
        "Flurstück 20 ist zugunsten Flurstück 30, nicht aber zugunsten Flurstück 31 belastet. Kanal.",
        "20",
        "30",
    ),
    (
        "Von Flurstück 30 führt über Flurstück 20 ein Fluchtweg zur Straße, der offen zu halten ist.",
        "20",
        "30",
    ),
    ("Fluchtweg aus dem Gebäude Flurstück 30 über den Hof von Flurstück 20.", "20", "30"),
    ("Die Brandwand auf Flurstück 20 dient auch dem Haus auf Flurstück 30.", "20", "30"),
    ("Auf Flurstück 20 ruht die Last, das Regenwasser von Flurstück 30 aufzunehmen.", "20", "30"),
    ("Regenwasser von Flurstück 30 ist auf Flurstück 20 zu versickern.", "20", "30"),
    (
        "Die Grundfläche von Flurstück 20 wird bei der Bebauung von Flurstück 30 angerechnet.",
        "20",
        "30",
    ),
]


@pytest.mark.parametrize(("text", "burdened", "benefited"), VOICES)
def test_no_side_is_changed_in_silence(text, burdened, benefited, read):
    """However the sentence is turned, both sides are right or a person is asked."""
    found = read(text, burdened)
    assert found[2] or found[:2] == (those(burdened), those(benefited))
