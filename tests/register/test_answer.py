"""What a statement says: three outcomes, and never a bare "nothing"."""

from dataclasses import replace

import pytest

from baulast.model import DoubtReason, Evidence, Field, FieldName
from index.lineage import Lineage, descents_in
from index.stored import to_json
from register.answer import QuestionUnclear, answer_parcel, answer_street
from register.inventory import Inventory, sheets_in
from register.statement import Outcome
from register.unsearched import Unsearched


def sheets(finding):
    """Sheet and running number of the sure entries."""
    return [(entry.sheet, entry.entry_number) for entry in finding.entries]


@pytest.mark.parametrize(
    ("asked", "outcome", "is_complete", "entries"),
    [
        ("Büttgen 12 346", Outcome.FOUND, True, [("110", 1), ("110", 2)]),
        ("053346-012-00347", Outcome.FOUND, True, [("110", 2)]),
        ("Bütgen 12 347", Outcome.FOUND, True, [("110", 2)]),
        ("Büttgen 12 345", Outcome.FOUND, True, [("110", 1), ("110", 2)]),  # 345/12 is another
        ("Grimlinghausen 6 1664", Outcome.NOTHING, True, []),
        ("Norf 4 999", Outcome.NOTHING, True, []),
        ("Norf Flurstück 999", Outcome.NOTHING, True, []),
        ("Büttgen 12 345/99", Outcome.NOT_CERTAIN, False, []),  # 345 may be it, before a split
        ("Allrath 1 1", Outcome.NOT_CERTAIN, False, []),  # nothing was imported there
    ],
)
def test_the_outcome(sources, asked, outcome, is_complete, entries):
    """Found, nothing, or not certain; with every entry of the parcel, deleted ones too."""
    finding = answer_parcel(asked, sources)
    assert (finding.outcome, finding.is_complete) == (outcome, is_complete)
    assert sheets(finding) == entries


def test_other_parcels_of_the_same_zaehler_are_named(sources):
    """Who left out a Nenner sees it; what burdens the others is not told."""
    finding = answer_parcel("Büttgen 12 345", sources)
    (note,) = finding.notes
    assert str(note).endswith(
        "Büttgen, Flur 12, Flurstück 345/12; Büttgen, Flur 12, Flurstück 345/13"
    )
    assert finding.possible == ()


def test_the_parcel_before_a_split_may_be_meant(sources):
    """An entry on 345 may burden 345/99, and is listed as possible."""
    finding = answer_parcel("Büttgen 12 345/99", sources)
    assert [entry.sheet for entry in finding.possible] == ["110", "110"]


def test_burdened_benefited_and_deleted_are_told(sources):
    """Each entry says in which role it names the parcel and whether it still stands."""
    finding = answer_parcel("Büttgen 12 346", sources)
    assert [entry.roles for entry in finding.entries] == [(FieldName.BENEFITED,)] * 2
    assert [entry.entry_number for entry in finding.standing] == [1]
    assert [str(entry.deleted_on) for entry in finding.deleted] == ["1996-05-02"]


@pytest.mark.parametrize(
    ("number", "reason", "is_told"),
    [
        ("n1", DoubtReason.UNREAD_INK, True),
        ("n7", DoubtReason.NO_TEXT, False),  # Rosellen
        ("n7", DoubtReason.RESOLUTION, False),
    ],
)
def test_open_doubts_make_it_uncertain(sources, dossiers, doubted, number, reason, is_told):
    """While a page in doubt may hide an entry, "nothing" becomes "not certain" with the page."""
    sources.index.put(doubted(dossiers[number], reason))
    finding = answer_parcel("Norf 4 999", sources)
    assert finding.outcome is (Outcome.NOT_CERTAIN if is_told else Outcome.NOTHING)
    told = [(page.dossier, page.page) for page in finding.to_look_at]
    assert told == ([(f"neuss/{number}", 1)] if is_told else [])


def test_a_page_that_names_the_parcel_is_to_be_looked_at(sources, dossiers):
    """A parcel named on a page and in no entry may be an entry that was missed."""
    evidence = Evidence(page=1, start=0, end=0)
    value = "Norf, Flur 4, Flurstück 999"
    named = Field(name=FieldName.PARCEL, value=value, evidence=evidence, source="test")
    sources.index.put(replace(dossiers["n1"], fields=(named,)))
    finding = answer_parcel("Norf 4 999", sources)
    assert finding.outcome is Outcome.NOT_CERTAIN
    assert [page.names_parcel for page in finding.to_look_at] == [value]


def test_what_is_set_aside_makes_it_uncertain(sources):
    """A dossier of the town that could not be taken in may hold the entry."""
    aside = {"neuss": Unsearched(unfinished=0, set_aside=1)}
    none = Unsearched(unfinished=0, set_aside=0)
    there = replace(sources, unsearched=lambda town, _: aside.get(town or "", none))
    assert answer_parcel("Norf 4 999", there).outcome is Outcome.NOT_CERTAIN
    assert answer_parcel("Zons 11 999", there).outcome is Outcome.NOTHING


@pytest.mark.parametrize(
    ("listed", "outcome", "known", "lacking"),
    [
        ("", Outcome.NOTHING, None, ()),
        ("1401;Norf;4\n1402;Norf;4\n", Outcome.NOTHING, 2, ()),
        ("1401;Norf;4\n1402;Norf;4\n1403;Norf;4\n", Outcome.NOT_CERTAIN, 3, ("1403",)),
        ("1401;Norf;4\n1402;Norf;4\n1403;Norf;\n", Outcome.NOT_CERTAIN, 3, ("1403",)),
        ("1401;Norf;4\n1402;Norf;4\n1403;Norf;5\n", Outcome.NOTHING, 2, ()),
        ("1905;Rosellen;10\n", Outcome.NOTHING, None, ()),
    ],
)
def test_sheets_that_are_not_digitised_make_it_uncertain(sources, listed, outcome, known, lacking):
    """The inventory says what there should be; without one, that is said to be unknown."""
    inventory = Inventory(sheets_in("blatt;gemarkung;flur\n" + listed))
    finding = answer_parcel("Norf 4 999", replace(sources, inventory=lambda _: inventory))
    assert finding.outcome is outcome
    assert (finding.coverage.sheets_listed, finding.coverage.sheets_lacking) == (known, lacking)


def test_towns_that_one_may_not_see_make_it_uncertain(sources, monkeypatch):
    """A silent part of an answer would be a wrong "nothing"."""
    search = sources.index.search

    def without_dormagen(query, **options):
        answer = search(query, **options)
        return replace(answer, scope=replace(answer.scope, unseen=("Dormagen",)))

    monkeypatch.setattr(sources.index, "search", without_dormagen)
    finding = answer_parcel("Norf 4 999", sources)
    assert finding.outcome is Outcome.NOT_CERTAIN
    assert finding.coverage.unseen == ("Dormagen",)


@pytest.mark.parametrize(
    ("asked", "notes"),
    [
        (
            "Gemarkung Rommerskirchen, Flur 1, Flurstück 1",
            (
                "Das Verzeichnis von Rommerskirchen führt: Jüchen seit 01.01.2019, "
                "Rhein-Kreis Neuss bis 31.12.2018",
            ),
        ),
        ("Norf 4 999", ()),
    ],
)
def test_who_keeps_the_register_is_said(sources, asked, notes):
    """With the dates, where it is not the town's own authority, or was another's once."""
    assert tuple(map(str, answer_parcel(asked, sources).notes)) == notes


def test_predecessors_are_answered_for(sources):
    """An encumbrance of what the parcel was is found, and the answer says by which step."""
    header = "alt;neu;art;datum;quelle\n"
    lineage = Lineage(descents_in(header + "Norf 4 124;Norf 4 999;Zerlegung;1992-01-31;FN 7\n"))
    finding = answer_parcel("Norf 4 999", replace(sources, lineage=lambda _: lineage))
    assert finding.outcome is Outcome.FOUND
    assert [entry.met for entry in finding.entries] == [("Norf, Flur 4, Flurstück 124",)]
    assert any("Vorgänger: Zerlegung, 31.01.1992, FN 7" in str(note) for note in finding.notes)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("Stellplatz", "nennt kein Flurstück"),
        ("Norf", "nennt kein Flurstück"),
        ("Norf Flur 4", "nennt kein Flurstück"),
        ("", "nennt kein Flurstück"),
        ("Gemarkung Köln Flur 1 Flurstück 1", "keine bekannte Gemarkung"),
        ("Flurstück 345", "keine bekannte Gemarkung"),
        ("Garage Norf 4 123", "nicht verstanden: Garage"),
    ],
)
def test_an_unclear_question_gets_no_answer(sources, asked, says):
    """What was not understood could be the parcel: better ask again than state nothing."""
    with pytest.raises(QuestionUnclear, match=says):
        answer_parcel(asked, sources)


@pytest.mark.parametrize(
    ("street", "town", "outcome", "found"),
    [
        ("Driescher Straße 14", "kaarst", Outcome.FOUND, [("110", 1), ("110", 2)]),
        ("Driescher Str. 14", "kaarst", Outcome.FOUND, [("110", 1), ("110", 2)]),
        ("Driescher Straße 14", "neuss", Outcome.NOT_CERTAIN, []),
        ("Hauptstraße 1", "kaarst", Outcome.NOT_CERTAIN, []),
    ],
)
def test_a_street_is_never_answered_for_sure(sources, street, town, outcome, found):
    """Entries of the street are listed; that there are no others nobody can say."""
    finding = answer_street(street, town, sources)
    assert (finding.outcome, finding.is_complete) == (outcome, False)
    assert sorted(sheets(finding)) == found


def test_a_statement_says_which_street_it_answers_for(sources):
    """In a spelling that stands nowhere the nearest street is listed, and named before it."""
    finding = answer_street("Dreischer Str. 14", "kaarst", sources)
    assert sorted(sheets(finding)) == [("110", 1), ("110", 2)]
    assert "gesucht ist „Driescher Straße“" in str(finding.notes[0])


def test_no_names_of_persons(sources, dossiers, doubted):
    """Neither entries nor doubts bring a name into the answer."""
    sources.index.put(doubted(dossiers["k1"], DoubtReason.UNREAD_INK))
    said = to_json(answer_parcel("Büttgen 12 346", sources))
    assert "kaarst/k1" in said
    assert "Esser" not in said
