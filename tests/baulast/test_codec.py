"""A dossier written as JSON comes back equal, and a newer format is refused."""

import json
from dataclasses import replace
from datetime import date

import pytest

from baulast.codec import (
    dossier_from_json,
    dossier_to_json,
    page_from_json,
    page_to_json,
    plain,
)
from baulast.language import Both, speaking
from baulast.model import (
    Block,
    BlockKind,
    Box,
    ColourMode,
    Dossier,
    Doubt,
    DoubtReason,
    Entry,
    Evidence,
    Field,
    FieldName,
    Finding,
    Kind,
    Mark,
    MarkKind,
    Page,
    PageKind,
    PageOrigin,
    Parcel,
    Plot,
    Status,
    Step,
    Word,
    page_text,
)

BOX = Box(left=1, top=2, right=30, bottom=40)
DOUBT = Doubt(reason=DoubtReason.AMBIGUOUS, detail=Both("6 oder 8?", "6 or 8?"), page=1, box=BOX)


@pytest.fixture
def page() -> Page:
    return Page(
        number=1,
        origin=PageOrigin(delivery="KAA-1", place=3, file="KAA-1.tif", sha256="ab", frame=2),
        width_px=100,
        height_px=200,
        dpi=300.0,
        mode=ColourMode.GREY,
        pixels_sha256="cd",
        kind=PageKind.SHEET,
        turn=90,
        skew_deg=-0.5,
        blocks=(Block(kind=BlockKind.CELL, box=BOX, table=0, row=1, column=2),),
        words=(
            Word(text="Flur", box=BOX, confidence=0.9, block=0, line=0),
            Word(text="12", box=BOX, confidence=0.5, block=0, line=0, alternatives=("18",)),
            Word(text="Grünfläche", box=BOX, confidence=0.9, block=0, line=1),
            Word(text="§", box=BOX, confidence=0.9, block=1, line=2),
        ),
        marks=(Mark(kind=MarkKind.STRIKE, box=BOX, is_red=True),),
        doubts=(DOUBT,),
    )


@pytest.fixture
def dossier(page: Page) -> Dossier:
    reading = Field(
        name=FieldName.BURDENED,
        value="Büttgen, Flur 12, Flurstück 345/6",
        evidence=Evidence(page=1, start=0, end=7),
        source="parcel",
        doubts=(DOUBT,),
    )
    plots = (Plot(parcel=Parcel("Büttgen", "12", 345, 6), part=True),)
    day = Finding[date | None](value=date(1974, 3, 12))
    nothing = Finding[str | None](value=None)
    entry = Entry(
        sheet=Finding[str | None](value="0275"),
        number=Finding[int | None](value=1),
        kind=Finding[Kind | None](value=Kind.ZUFAHRT),
        further_kinds=(Kind.LEITUNG,),
        burdened=Finding[tuple[Plot, ...]](value=plots, readings=(reading,), doubts=(DOUBT,)),
        benefited=Finding[tuple[Plot, ...]](value=()),
        declared_on=day,
        registered_on=day,
        deleted_on=Finding[date | None](value=None),
        legal_basis=nothing,
        reference=nothing,
        status=Finding[Status](value=Status.ACTIVE),
        street=nothing,
        land_register=nothing,
        pages=(1,),
    )
    return Dossier(
        id="kaarst/1",
        municipality="kaarst",
        number="1",
        pages=(page,),
        fields=(reading,),
        entries=(entry,),
        steps=(Step(stage="read", tools=(("tesserocr", "2.9"),), settings_sha256="ef"),),
    )


def test_a_dossier_comes_back_equal(dossier: Dossier) -> None:
    """Writing and reading a dossier changes nothing, not even an empty tuple or a None."""
    assert dossier_from_json(dossier_to_json(dossier)) == dossier


def test_a_page_comes_back_equal(page: Page) -> None:
    """A page kept in the catalog is the page that was read."""
    assert page_from_json(page_to_json(page)) == page


def test_equal_dossiers_give_equal_text(dossier: Dossier) -> None:
    """The text depends on the values alone, so that a byte comparison proves sameness."""
    again = dossier_from_json(dossier_to_json(dossier))
    assert dossier_to_json(again) == dossier_to_json(dossier)


def test_a_newer_format_is_refused(dossier: Dossier) -> None:
    """A file from a newer program is never half understood."""
    with pytest.raises(ValueError, match="format 99"):
        dossier_from_json(dossier_to_json(dossier).replace('"format": 2', '"format": 99'))


def test_a_reading_of_the_first_format_has_its_words_in_the_language_they_were_kept_in(
    dossier: Dossier,
) -> None:
    """A doubt then was one text: it is that text for every reader, and is written as it was."""
    body = json.loads(dossier_to_json(replace(dossier, doubts=(DOUBT,))))
    body["format"] = 1
    body["dossier"]["doubts"][0]["detail"] = "6 oder 8?"
    old = dossier_from_json(json.dumps(body))
    assert old.doubts[0].detail == Both.only("6 oder 8?")
    assert json.loads(dossier_to_json(old))["dossier"]["doubts"][0]["detail"] == "6 oder 8?"


def test_what_a_program_gets_is_in_the_language_of_who_asks() -> None:
    """Lists for other programs hold one wording, that of their reader."""
    assert plain(DOUBT)["detail"] == "6 oder 8?"
    with speaking("en"):
        assert plain(DOUBT)["detail"] == "6 or 8?"


def test_evidence_leads_back_to_words(page: Page) -> None:
    """Characters of the page's text lead to the words, and so to their boxes."""
    text = page_text(page.words)
    assert text.text == "Flur 12\nGrünfläche\n\n§" == page.text
    assert [w.text for w in text.words_in(5, 9)] == ["12", "Grünfläche"]
    assert text.words_in(4, 5) == ()


def test_every_doubt_of_a_dossier_is_counted(dossier: Dossier) -> None:
    """Doubts of pages and of findings alike are on the reviewer's list."""
    assert dossier.all_doubts == (DOUBT, DOUBT)
    assert dossier.entries[0].is_flagged
