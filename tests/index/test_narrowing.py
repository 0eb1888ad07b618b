"""Filters, facets, orders and pages of hits: the same from the index in a file and on a server."""

from datetime import date

import pytest

from baulast.model import Kind, Status
from index.place import PlaceUnusable
from index.query import parse
from index.seam import FacetField, Sort

FACETS = {
    FacetField.TOWN: {"kaarst": 4, "neuss": 1},
    FacetField.GEMARKUNG: {"Büttgen": 4, "Norf": 1},
    FacetField.KIND: {"STELLPLATZ": 3, "ZUFAHRT": 2, "LEITUNG": 1},
    FacetField.STATUS: {"active": 4, "deleted": 1},
    FacetField.REVIEWED: {"false": 5},
}


@pytest.fixture
def filled(index, make_dossier, make_entry, make_plots, make_doubt):
    """Five entries: four of Kaarst, one of them deleted, and one of Neuss."""
    days = {"registered_on": date(1980, 1, 1)}
    index.put(
        make_dossier(
            make_entry(),
            make_entry(number=2, kind=Kind.ZUFAHRT, further_kinds=(Kind.LEITUNG,), **days),
            make_entry(number=3, status=Status.DELETED, deleted_on=date(1990, 5, 1)),
            make_entry(number=4, burdened=make_plots(("Büttgen", "2", "7")), registered_on=None),
        )
    )
    abroad = make_entry(
        kind=Kind.ZUFAHRT, burdened=make_plots(("Norf", "4", "9")), registered_on=date(1960, 1, 1)
    )
    index.put(make_dossier(abroad, id="neuss/N-1", municipality="neuss", number="N-1"))
    return index


def found(index, text, **options):
    """Dossier and number of the entries found."""
    answer = index.search(parse(text), **options)
    return [f"{h.document.municipality[0]}{h.document.entry_number}" for h in answer.entries]


@pytest.mark.parametrize(
    ("asked", "entries"),
    [
        ("Baulast art:zufahrt", ["k2", "n1"]),
        ("Baulast art:leitung", ["k2"]),
        ("Baulast stadt:kaarst art:zufahrt", ["k2"]),
        ("Baulast status:gelöscht", ["k3"]),
        ("gelöscht:1990", ["k3"]),
        ("gelöscht:1991..", []),
        ("Baulast eingetragen:1970..1979", ["k1"]),
        ("eingetragen:..1961", ["n1"]),
        ("Büttgen 12 345 art:zufahrt", ["k2"]),
        ("Büttgen art:stellplatz", ["k1", "k4"]),
        ("143 art:zufahrt", ["k2", "n1"]),
        ("geprüft:ja", []),
        ("stadt:neuss", ["n1"]),
        ("geprüft:nein status:gelöscht stadt:kaarst", ["k3"]),
    ],
)
def test_filters_narrow(filled, asked, entries):
    """By parcels, by words, by number or alone; a deleted entry asked for is not hidden."""
    assert sorted(found(filled, asked)) == entries
    assert filled.search(parse(asked)).total == len(entries)


def test_a_filter_says_whom_a_doubt_may_have_left_out(filled, make_dossier, make_entry, make_doubt):
    """An entry whose kind nobody is sure of may be of the kind that was asked for."""
    from baulast.model import Finding

    doubted = Finding(value=Kind.LEITUNG, doubts=(make_doubt(),))
    filled.put(make_dossier(make_entry(kind=doubted), id="kaarst/2", number="2"))
    for asked in ("Baulast art:zufahrt", "Büttgen 12 345 art:zufahrt", "art:zufahrt"):
        assert filled.search(parse(asked)).left_out == 1, asked
    assert filled.search(parse("Baulast art:leitung")).left_out == 0
    assert filled.search(parse("Baulast stadt:neuss")).left_out == 0


@pytest.mark.parametrize(
    "asked", ["Baulast", "Büttgen 12 345 Baulast", "stadt:kaarst stadt:neuss", "Büttgen"]
)
def test_facets_count_what_is_found(filled, asked):
    """All that is listed, on whatever page of hits; an entry of two kinds counts twice."""
    answer = filled.search(parse(asked), deleted=True, facets=True)
    counted = {facet.field: dict(facet.counts) for facet in answer.facets}
    assert sum(counted[FacetField.STATUS].values()) == answer.total
    if "stadt" in asked or asked == "Baulast":
        assert counted == FACETS
    assert filled.search(parse(asked)).facets == ()


@pytest.mark.parametrize(
    ("sort", "entries"),
    [
        (Sort.PARCEL, ["k4", "k1", "k2", "k3", "n1"]),
        (Sort.NEWEST, ["k2", "k1", "k3", "n1", "k4"]),
        (Sort.OLDEST, ["n1", "k1", "k3", "k2", "k4"]),
    ],
)
@pytest.mark.parametrize("asked", ["Baulast", "stadt:kaarst stadt:neuss", "143"])
def test_orders(filled, asked, sort, entries):
    """By the cadastre or by the day of registration; what has none comes last."""
    assert found(filled, asked, deleted=True, sort=sort) == entries


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("asked", ["Baulast", "Büttgen 12 345", "Büttgen", "143", "stadt:kaarst"])
def test_pages_of_hits_are_all_the_hits(filled, asked, sort):
    """Going on from place to place lists every entry once, in the order of one long list."""
    whole = found(filled, asked, deleted=True, sort=sort)
    pieces, after = [], None
    for _ in range(9):
        options = {"deleted": True, "sort": sort, "limit": 2, "after": after}
        pieces += found(filled, asked, **options)
        after = filled.search(parse(asked), **options).next
        if after is None:
            break
    assert pieces == whole


@pytest.mark.parametrize("after", ["", "x", "[]", "bm90IGpzb24=", "WyJhIl0=", "LTE="])
def test_a_place_that_is_none_is_refused(filled, after):
    """What somebody typed into an address is no crash."""
    if after == "":
        assert found(filled, "Baulast", after=after)
    else:
        with pytest.raises(PlaceUnusable):
            found(filled, "Baulast", after=after)


def test_hits_say_where_the_words_stand(filled):
    """The wording around the words asked for, with their places; other spellings are marked too."""
    hit = filled.search(parse("Stellplatz Eigentümer")).entries[0]
    (excerpt,) = hit.excerpts
    assert [excerpt.text[s:e] for s, e in excerpt.marks] == ["Eigentümer", "Stellplätze"]
    (excerpt,) = filled.search(parse("Stellpl*")).entries[0].excerpts
    assert [excerpt.text[s:e] for s, e in excerpt.marks] == ["Stellplätze"]
    assert filled.search(parse("Büttgen 12 345")).entries[0].excerpts == ()
