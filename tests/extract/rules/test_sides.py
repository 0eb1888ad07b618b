# ruff: noqa: E501 - a wording is one row of its table
"""The two sides weighed: what is told by its place only, by usage, by the header or by case."""

from dataclasses import replace

import pytest

from baulast.model import FieldName, Parcel, Plot
from extract.find import find
from extract.reading import ASIDE, Context


def context(*header):
    plots = tuple(Plot(parcel=Parcel("Norf", "4", number)) for number in header)
    return Context(gemarkung="Norf", flur="4", plots=plots)


def numbers(found, name):
    return {r.plot.parcel.zaehler for r in found if r.name is name and r.plot}


@pytest.mark.parametrize(
    "text",
    [
        "Flurstück 20: Entlang der Grenze zu Flurstück 33 ist ein Weg für Flurstück 30 freizuhalten.",
        "Flurstück 20: An der Grenze des Flurstücks 33 ist ein Weg für Flurstück 30 freizuhalten.",
        "Flurstück 20: Die Zufahrt für Flurstück 30 reicht von der Straße bis zum Flurstück 33.",
        "Flurstück 20: Nördlich des Flurstücks 33 ist die Zufahrt für Flurstück 30 zu dulden.",
        "Auf Flurstück 20 sind gegenüber Flurstück 33 vier Stellplätze für Flurstück 30 anzulegen.",
        "Zu Lasten Flurstück 20 und zu Gunsten Flurstück 30: Weg parallel zur Grenze mit Flurstück 33.",
        "Zu Lasten Flurstück 20: Von der Ecke des Flurstücks 33 an ist die Abstandfläche für Flurstück 30 freizuhalten.",
        "Zu Lasten Flurstück 20: Anbau an Flurstück 30 in gleicher Höhe wie das Haus Flurstück 33.",
        "Zu Lasten Flurstück 20: Zufahrt für Flurstück 30. Die Eigentümer des Flurstücks 33 haben zugestimmt.",
        "Zu Lasten Flurstück 20: Zufahrt für Flurstück 30. Die Baulast auf Flurstück 33 bleibt unberührt.",
        "Zu Lasten Flurstück 20: Zufahrt für Flurstück 30, nicht jedoch für Flurstück 33.",
        "Zu Lasten Flurstück 20: Stellplätze für Flurstück 30 statt auf Flurstück 33.",
        "Der Eigentümer des Flurstücks 20, der auch Flurstück 33 besitzt, duldet die Zufahrt zu Flurstück 30.",
    ],
)
def test_a_place_is_on_no_side(nlp, text):
    """Beside plots that are burdened and served, what is named for its place is neither."""
    found = find(text, nlp, context())
    assert numbers(found, FieldName.BURDENED) == {20}
    assert numbers(found, FieldName.BENEFITED) == {30}
    assert numbers(found, FieldName.PARCEL) == {33}
    assert [r.source for r in found if r.name is FieldName.PARCEL] == [ASIDE]


@pytest.mark.parametrize(
    "text",
    [
        "Zu Gunsten Flurstück 30 und zu Lasten Flurstück 20: Zufahrt vor dem Haus Flurstück 33.",
        "Zu Lasten Flurstück 20: Stellplätze für Flurstück 30 (Zufahrt über Flurstück 33).",
        "Zu Lasten Flurstück 20: Leitung von Flurstück 33 nach Flurstück 30.",
        "Zu Lasten Flurstück 20: Kanal des Hauses Flurstück 30 bis zum Schacht auf Flurstück 33.",
    ],
)
def test_a_third_plot_that_usage_alone_puts_on_a_side_is_asked_about(nlp, text):
    """Where clear words tell both sides, a plot that none of them names may be on neither."""
    problems = {r.plot.parcel.zaehler: r.problems for r in find(text, nlp, context()) if r.plot}
    assert problems[33]
    assert not problems[20]
    assert not problems[30]


@pytest.mark.parametrize(
    ("text", "burdened", "benefited"),
    [
        ("Auf Flurstück 20 ist an der Grenze zu Flurstück 33 ohne Grenzabstand anzubauen.", {20}, {33}),
        ("Flurstück 20 verzichtet gegenüber Flurstück 30 auf den Grenzabstand.", {20}, {30}),
        ("Zufahrt über Flurstück 20 und Flurstück 21 für Flurstück 30 und für Flurstück 31.", {20, 21}, {30, 31}),
        ("Gegenüber dem Flurstück 30 und Flur 9 Flurstück 31 wird auf dem Flurstück 20 ein Brandschutzabstand eingehalten.", {20}, {30, 31}),
        ("Der Weg über Flurstück 20 führt bis zum Flurstück 30.", {20}, {30}),
    ],
)  # fmt: skip
def test_a_place_may_be_how_a_side_is_named(nlp, text, burdened, benefited):
    """Where nobody else is served, the plot at whose border something is done is."""
    found = find(text, nlp, context())
    assert numbers(found, FieldName.BURDENED) == burdened
    assert numbers(found, FieldName.BENEFITED) == benefited


def test_another_case_is_another_side(nlp):
    """ "Dient Flurstück 20 dem Flurstück 30" lists no two plots of one side."""
    found = find(
        "Anstelle des Flurstücks 33 dient nun Flurstück 20 dem Flurstück 30 als Zufahrt.",
        nlp,
        context(),
    )
    assert numbers(found, FieldName.BURDENED) == {20}
    assert numbers(found, FieldName.BENEFITED) == {30}


def test_what_does_not_belong_to_a_vereinigung_is_on_no_side(nlp):
    """ "Gehört nicht dazu" takes a plot out of those that count as one."""
    text = "Flurstück 20 und 21 gelten mit Flurstück 22 als ein Grundstück, Flurstück 33 gehört nicht dazu."
    found = find(text, nlp, context())
    assert numbers(found, FieldName.BURDENED) == {20, 21, 22}
    assert numbers(found, FieldName.PARCEL) == {33}


@pytest.mark.parametrize(
    ("text", "is_sure"),
    [
        ("Auf dem Grundstück ist die Dachentwässerung des Hauses Flurstück 30 aufzunehmen.", True),
        ("Zu dulden ist der Kanal des Flurstücks 30 entlang der Grenze zu Flurstück 33.", True),
        ("Zufahrt Flurstück 30", False),
    ],
)
def test_a_plot_that_the_header_does_not_name_is_served(nlp, text, is_sure):
    """The sheet's own plot is burdened where words name another one alone; bare words ask."""
    found = find(text, nlp, context(20))
    served = [r for r in found if r.name is FieldName.BENEFITED]
    assert [r.plot.parcel.zaehler for r in served] == [30]
    assert not numbers(found, FieldName.BURDENED) - {20}
    assert (not served[0].problems) == is_sure


@pytest.mark.parametrize(
    ("text", "served"),
    [
        ("Leitung für Flurstück 30, die auch dem Flurstück 31 dient.", {30, 31}),
        ("Leitung für Flurstück 30, die auch den Flurstücken 31 und 32 dient.", {30, 31, 32}),
        ("Zufahrt für Flurstück 30, welche auch der Parzelle 31 dient.", {30, 31}),
        ("Auf Flurstück 20 Kanal für Flurstück 30, der auch Flurstück 31 entwässert.", {30, 31}),
        ("Zufahrt für den Eigentümer von Flurstück 30, der auch Flurstück 33 besitzt.", {30}),
        ("Zufahrt für den Eigentümer von Flurstück 30, dem auch Flurstück 33 gehört.", {30}),
        ("Zufahrt für den Eigentümer von Flurstück 30, der auch Eigentümer von 33 ist.", {30}),
    ],
)
def test_what_a_thing_serves_as_well_is_served(nlp, text, served):
    """ "Die auch dem Flurstück 31 dient" names a served plot, what the owner has besides none."""
    found = find(text, nlp, context(20))
    assert numbers(found, FieldName.BENEFITED) == served
    assert not any(r.problems for r in found if r.plot)


def test_what_a_thing_is_said_of_besides_is_asked_about(nlp):
    """Words that no rule knows behind "die auch Flurstück 33" leave its side open."""
    text = "Leitung für Flurstück 30, die auch Flurstück 33 quert."
    assert [r.problems != () for r in find(text, nlp, context(20)) if r.plot] == [False, True]


def test_an_own_plot_without_a_word_is_asked_about(nlp):
    """Of the sheet's own plots one may be served: "der Grundstücke" does not say."""
    text = "Auf dem Grundstück Flurstück 20 sind die Versorgungsstränge der Grundstücke Flurstücke 30 und 31 zu belassen."
    found = find(text, nlp, context(20, 30, 31))
    assert all(r.problems for r in found if r.plot and r.plot.parcel.zaehler > 20)


TURNED_ROUND = [
    "Das Flurstück 30 ist als Zufahrt für das Flurstück 20 freizuhalten.",
    "Der Eigentümer des Flurstücks 30 hält drei Stellplätze für das Flurstück 20 bereit.",
    "Über das Flurstück 30 darf der Eigentümer des Flurstücks 20 gehen und fahren.",
    "Auf dem Flurstück 30 werden drei Stellplätze für das Wohnhaus auf dem Flurstück 20 vorgehalten.",
    "Das Flurstück 30 dient als Spielplatz für die Kinder des Hauses auf dem Flurstück 20.",
    "Die Leitung des Flurstücks 20 liegt im Flurstück 30 und ist dort zu dulden.",
    "Zu Lasten des Flurstücks 30 ist die Zufahrt zum Flurstück 20 zu dulden.",
]


@pytest.mark.parametrize("text", TURNED_ROUND)
@pytest.mark.parametrize("is_of_row", [False, True])
def test_words_that_turn_the_header_round_are_asked_about(nlp, text, is_of_row):
    """The words count that burden another plot for the sheet's own; a row's own column outweighs."""
    found = find(text, nlp, replace(context(20), is_of_row=is_of_row))
    assert numbers(found, FieldName.BURDENED) == ({20} if is_of_row else {30})
    assert numbers(found, FieldName.BENEFITED) == ({30} if is_of_row else {20})
    assert all(r.problems for r in found if r.plot)


@pytest.mark.parametrize("text", TURNED_ROUND)
def test_words_that_agree_with_the_header_are_not_asked_about(nlp, text):
    """The same words on the sheet of the plot that they burden leave nothing to ask."""
    found = find(text, nlp, context(30))
    assert numbers(found, FieldName.BURDENED) == {30}
    assert numbers(found, FieldName.BENEFITED) == {20}
    assert not any(r.problems for r in found if r.plot)


@pytest.mark.parametrize(
    "text",
    [
        "Duldung der Kanalleitung von Parzelle 30 zur Straße.",
        "Der Grenzabstand auf Parzelle 30 wird übernommen.",
        "Der Eigentümer übernimmt die Abstandfläche des Flurstücks 30.",
        "Der Bauwich, der auf Parzelle 30 nicht eingehalten ist, wird freigehalten.",
        "Der Hof ist vom Eigentümer des Flurstücks 30 mitzubenutzen.",
        "Der Eigentümer duldet den Kabelgraben des Flurstücks 30.",
        "Der Eigentümer hält den Bauwich des Flurstücks 30 frei.",
        "Fahrrecht des Flurstücks 30 über den Hof.",
        "Kanalmitbenutzung durch das Flurstück 30.",
        "Zur Holzfassade wird ein Abstand von 5 m zur Holzfassade auf Flurstück 30 gehalten.",
        "Übertragung von 80 qm Grundfläche auf das Flurstück 30.",
    ],
)
def test_what_another_plot_has_upon_the_sheets_own_serves_it(nlp, text):
    """Its pipe, its missing distance, its right: the other plot is served, the sheet's is not it."""
    found = find(text, nlp, context(20))
    assert numbers(found, FieldName.BENEFITED) == {30}
    assert not numbers(found, FieldName.BURDENED)
    assert not any(r.problems for r in found if r.plot)


@pytest.mark.parametrize(
    "text",
    [
        "Der Eigentümer duldet die Benutzung des Flurstücks 30.",
        "Die Abstandfläche wird auf Flurstück 30 übernommen.",
        "Der Weg über Flurstück 30 ist offen zu halten.",
    ],
)
def test_what_is_done_on_another_plot_does_not_serve_it_for_sure(nlp, text):
    """A plot that is used, or takes something over, may be burdened beside the sheet's own."""
    found = find(text, nlp, context(20))
    sure = {r.plot.parcel.zaehler for r in found if r.plot and not r.problems}
    assert not sure & numbers(found, FieldName.BENEFITED)
