"""What every index finds and says, the one in a file and the one on a server alike."""

from datetime import date

import pytest

from baulast.model import DoubtReason, Evidence, Field, FieldName, Finding, Parcel, Plot, Status
from index.query import parse
from index.seam import Nearness


def parcels(*numbers):
    """Plots of Büttgen, Flur 12."""
    return tuple(Plot(parcel=Parcel.parse("Büttgen", "12", number)) for number in numbers)


def found(index, text, **options):
    """Ids of the entries found."""
    return [hit.document.id for hit in index.search(parse(text), **options).entries]


@pytest.mark.parametrize(
    "asked",
    [
        "Büttgen 12 345",
        "Gem. Büttgen, Fl. 12, Flst. 345",
        "Flurstück 345 Büttgen",
        "053346-012-00345",
        "05334601200345______",
        "Bütgen 12 345",
        "Stadt Kaarst Flurstück 345",
        "Büttgen Flur 12",
        "Büttgen",
        "Stellplatz",
        "stellplaetze",
        "Baulast",
        "dass sie benutzt werden",
        '"zwei Stellplätze"',
        "Stellpl*",
        "63-BL 45/74",
        "63 - bl45/74",
        "143",
        "KAA-1",
        "§ 99",
    ],
)
def test_entry_is_found(index, make_dossier, make_entry, asked):
    """An entry is found by its parcel in every notation, by its numbers and by its words."""
    index.put(make_dossier(make_entry()))
    assert found(index, asked) == ["kaarst/KAA-1@1#1"]


@pytest.mark.parametrize(
    "asked",
    [
        "Büttgen 12 346",
        "Büttgen 13 345",
        "Kaarst 12 345",
        "Büderich 12 345",
        "Garage Spielplatz",
        '"Stellplätze zwei"',
        "059999-012-00345",
    ],
)
def test_other_entries_are_not_found(index, make_dossier, make_entry, asked):
    """Another parcel, Flur, Gemarkung or word finds nothing."""
    index.put(make_dossier(make_entry()))
    assert found(index, asked) == []


def test_burdened_and_benefited_are_told_apart(index, make_dossier, make_entry):
    """Both sides are found, and the answer says which one was met."""
    index.put(make_dossier(make_entry(benefited=parcels("400"))))
    for number, role in (("345", FieldName.BURDENED), ("400", FieldName.BENEFITED)):
        (hit,) = index.search(parse(f"Büttgen 12 {number}")).entries
        assert [match.found.role for match in hit.matches] == [role]


@pytest.mark.parametrize(
    ("parcel", "asked", "nearness"),
    [
        (("Büttgen", "12", "345"), "Büttgen 12 345", Nearness.EXACT),
        (("Büttgen", "12", "345"), "Flurstück 345", Nearness.EXACT),
        (("Büttgen", "012", "345"), "Büttgen 12 345", Nearness.EXACT),
        (("Büttgen", "XII", "345"), "Büttgen 12 345", Nearness.EXACT),
        (("Büttgen", None, "345"), "Büttgen 12 345", Nearness.OPEN),
        ((None, "12", "345"), "Büttgen 12 345", Nearness.OPEN),
        ((None, "12", "345"), "Büderich 12 345", None),
        (("Bü1tqen", "12", "345"), "Büttgen 12 345", Nearness.OPEN),
        (("Köln", "12", "345"), "Büttgen 12 345", None),
        (("Köln", "12", "345"), "Gemarkung Köln Flur 12 Flurstück 345", Nearness.EXACT),
        (("Lank-Latum", "3", "5"), "Latum 3 5", Nearness.EXACT),
        (("Büttgen", "12", "345/6"), "Büttgen 12 345", Nearness.SAME_ZAEHLER),
        (("Büttgen", "12", "345"), "Büttgen 12 345/6", Nearness.SAME_ZAEHLER),
        (("Büttgen", "12", "345/7"), "Büttgen 12 345/6", None),
    ],
)
def test_incomplete_parcels_are_found_and_said_to_be(
    index, make_dossier, make_entry, make_plots, parcel, asked, nearness
):
    """What an entry leaves open or the scan has garbled does not hide it, and is told."""
    index.put(make_dossier(make_entry(burdened=make_plots(parcel))))
    assert [h.nearness for h in index.search(parse(asked)).entries] == (
        [] if nearness is None else [nearness]
    )


def test_other_readings_of_the_ink_are_found(index, make_dossier, make_entry, make_doubt):
    """A parcel that the ink may also mean is found, behind those read for sure."""
    doubted = Finding(
        value=parcels("345"),
        doubts=(make_doubt(),),
        alternatives=("Büttgen, Flur 12, Flurstück 846",),
    )
    sure = make_entry(number=2, burdened=parcels("846"))
    index.put(make_dossier(make_entry(burdened=doubted), sure))
    hits = index.search(parse("Büttgen 12 846")).entries
    assert [(h.document.entry_number, h.nearness) for h in hits] == [
        (2, Nearness.EXACT),
        (1, Nearness.OTHER_READING),
    ]


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [("1003", True), ("13003", True), ("13008", True), ("13004", False), ("130", False)],
)
def test_doubted_digits_are_found_as_what_they_may_be(
    index, make_dossier, make_entry, make_doubt, asked, is_found
):
    """A doubted number is found under numbers that look alike; a sure one only under itself."""
    doubted = Finding(value=parcels("13003"), doubts=(make_doubt(),))
    index.put(make_dossier(make_entry(burdened=doubted), make_entry(burdened=parcels("13003"))))
    hits = index.search(parse(f"Büttgen 12 {asked}")).entries
    if asked == "13003":
        assert [hit.nearness for hit in hits] == [Nearness.EXACT, Nearness.EXACT]
    else:
        assert [hit.nearness for hit in hits] == [Nearness.OTHER_READING] * is_found


def test_parcel_that_only_a_page_names_is_a_mention(index, make_dossier, make_entry, make_page):
    """A parcel on a page that no entry names is told apart from an entry, with its place."""
    page = make_page("Lageplan Flurstück 999", number=1)
    field = Field(
        name=FieldName.PARCEL,
        value="Büttgen, Flur 12, Flurstück 999",
        evidence=Evidence(page=1, start=9, end=22),
        source="test",
    )
    index.put(make_dossier(make_entry(), pages=(page,), fields=(field,)))
    answer = index.search(parse("Büttgen 12 999"))
    assert answer.entries == ()
    (mention,) = answer.mentions
    assert (mention.dossier, mention.match.found.place.page) == ("kaarst/KAA-1", 1)
    assert mention.match.found.place.box.left == 90


@pytest.mark.parametrize("is_told", [False, True])
def test_what_a_person_has_said_counts(index, make_dossier, make_entry, make_doubt, is_told):
    """A corrected parcel is found, what was misread for it is not, and nothing is left in doubt.

    Until then both are found, and neither for sure.
    """
    reading = Field(
        name=FieldName.BURDENED,
        value="Büttgen, Flur 12, Flurstück 345",
        evidence=Evidence(page=1, start=41, end=55),
        source="test",
    )
    doubted = Finding(value=parcels("345"), readings=(reading,), doubts=(make_doubt(),),
                      alternatives=("Büttgen, Flur 12, Flurstück 348",))  # fmt: skip
    told = Finding(value=parcels("348"), readings=(reading,), is_reviewed=True)
    entry = make_entry(burdened=told if is_told else doubted)
    index.put(make_dossier(entry, fields=(reading,)))
    before, after = (index.search(parse(f"Büttgen 12 {number}")) for number in (345, 348))
    assert [hit.nearness for hit in after.entries] == [
        Nearness.EXACT if is_told else Nearness.OTHER_READING
    ]
    assert [hit.document.is_reviewed for hit in after.entries] == [is_told]
    assert (len(before.entries), before.mentions) == ((0, ()) if is_told else (1, ()))
    assert after.scope.is_safe == is_told
    assert bool(found(index, "Stellplatz geprüft:ja")) == is_told


def test_deleted_entries_are_hidden_but_counted(index, make_dossier, make_entry):
    """A deleted entry is shown only when asked for; otherwise the answer counts it."""
    gone = make_entry(number=2, status=Status.DELETED, deleted_on=date(1986, 4, 3))
    index.put(make_dossier(make_entry(), gone))
    answer = index.search(parse("Büttgen 12 345"))
    assert [hit.document.entry_number for hit in answer.entries] == [1]
    assert (answer.hidden_deleted, answer.total) == (1, 1)
    asked = index.search(parse("Büttgen 12 345"), deleted=True)
    assert [hit.document.entry_number for hit in asked.entries] == [1, 2]
    assert (asked.hidden_deleted, asked.total) == (0, 2)


def test_doubted_deletion_hides_nothing(index, make_dossier, make_entry, make_doubt):
    """An entry whose deletion a person should look at is shown as if it were in force."""
    status = Finding(value=Status.DELETED, doubts=(make_doubt(DoubtReason.STRUCK),))
    index.put(make_dossier(make_entry(status=status)))
    answer = index.search(parse("Büttgen 12 345"))
    assert [hit.document.status for hit in answer.entries] == [Status.DELETED]
    assert answer.hidden_deleted == 0


def test_words_beside_a_parcel_hide_nothing(index, make_dossier, make_entry):
    """A word that the entry lacks does not make its parcel disappear."""
    index.put(make_dossier(make_entry()))
    assert found(index, "Windrad Büttgen 12 345") == ["kaarst/KAA-1@1#1"]
    assert found(index, "Windrad Büttgen") == []


def test_nothing_found_says_what_was_searched(
    index, make_dossier, make_entry, make_doubt, make_page
):
    """An empty answer names what was looked for, where, and what of it nobody has read."""
    unread = make_page("Akte", number=1, doubts=(make_doubt(DoubtReason.UNREAD_INK, page=1),))
    flagged = make_entry(burdened=Finding(value=parcels("1"), doubts=(make_doubt(),)))
    index.put(make_dossier(flagged, pages=(unread,)))
    answer = index.search(parse("Bütgen 12 345"))
    assert answer.entries == ()
    assert answer.scope.spellings == ("Büttgen, Flur 12, Flurstück 345",)
    assert (answer.scope.dossiers, answer.scope.entries, answer.scope.pages) == (1, 1, 1)
    assert (answer.scope.doubtful_entries, answer.scope.doubtful_pages) == (1, 1)
    assert answer.scope.doubtful_dossiers == ("kaarst/KAA-1",)
    assert not answer.scope.is_safe
    assert any("Bütgen" in note for note in answer.query.notes)


@pytest.mark.parametrize(
    ("asked", "dossiers", "is_safe"),
    [
        ("Büttgen 12 999", 1, True),
        ("Kaarst 12 999", 1, False),  # the dossier without any parcel may be about it
        ("Norf 12 999", 0, False),
        ("Spielplatz", 2, False),
    ],
)
def test_safe_is_only_what_was_read_in_that_gemarkung(
    index, make_dossier, make_entry, make_doubt, make_page, asked, dossiers, is_safe
):
    """Nothing in the index, or a doubt in the area searched, is no safe "nothing"."""
    index.put(make_dossier(make_entry()))
    blurred = make_page("?", doubts=(make_doubt(DoubtReason.NO_TEXT, page=1),))
    other = make_dossier(id="kaarst/2", pages=(blurred,))
    if asked != "Büttgen 12 999":
        index.put(other)
    answer = index.search(parse(asked)).scope
    assert (answer.dossiers, answer.is_safe) == (dossiers, is_safe)


def test_municipality_narrows(index, make_dossier, make_entry, make_plots):
    """A search for one town leaves the others' registers out, however its name is spelled."""
    index.put(make_dossier(make_entry()))
    other = make_entry(burdened=make_plots(("Bedburdyck", "4", "7")))
    index.put(make_dossier(other, id="juechen/1", municipality="juechen", number=None))
    assert len(found(index, "Stellplatz")) == 2
    assert found(index, "Stellplatz", municipalities=("Jüchen",)) == ["juechen/1@1#1"]
    assert found(index, "Stellplatz", municipalities=("KAARST",)) == ["kaarst/KAA-1@1#1"]
    assert index.search(parse("Büttgen 12 345"), municipalities=("Neuss",)).scope.dossiers == 0


@pytest.mark.parametrize(
    ("asked", "municipality", "entries"),
    [
        ("Norf 4 7", "neuss", [1]),
        ("Norf 4 7", "kaarst", [1]),
        ("Norf 4 7", None, [1]),
        ("Norf 4 7", "juechen", []),
        ("Norf", "neuss", [1]),
        ("Norf Flur 4", "neuss", [1]),
        ("Stellplatz", "neuss", [1]),
        ("Stellplatz Norf", "neuss", [1]),
        ("Stellplatz", "kaarst", [1, 2, 3]),
        ("63-BL 45/74", "neuss", [1]),
        ("Büttgen 12 345", "neuss", [1]),  # the same entry burdens Kaarst's land
        ("Flurstück 9", "neuss", []),  # another entry of that dossier, about Kaarst's land
        ("Flurstück 11", "neuss", []),  # a parcel without a Gemarkung is the keeper's
        ("Flurstück 11", "kaarst", [3]),
        ("Latum 3 5", "meerbusch", [4]),
        ("Stellplatz", "meerbusch", [4]),
    ],
)
def test_entries_that_another_register_keeps_about_the_town_are_found(
    index, make_dossier, make_entry, make_plots, asked, municipality, entries
):
    """A search for one town finds what others keep about its land, and of that nothing else."""
    over_the_border = make_entry(benefited=make_plots(("Norf", "4", "7")))
    at_home = make_entry(number=2, reference="2", burdened=make_plots(("Büttgen", "12", "9")))
    nowhere = make_entry(number=3, reference="3", burdened=make_plots((None, "12", "11")))
    index.put(make_dossier(over_the_border, at_home, nowhere))
    abroad = make_entry(number=4, reference="4", burdened=make_plots(("Lank-Latum", "3", "5")))
    index.put(make_dossier(abroad, id="juechen/1", municipality="juechen", number=None))
    answer = index.search(parse(asked), municipalities=(municipality,) if municipality else None)
    assert sorted(hit.document.entry_number for hit in answer.entries) == entries
    assert answer.total == len(entries)


def test_several_towns_are_paged_as_one_list(index, make_dossier, make_entry, make_plots):
    """Each entry once, also one of both towns' land; of a third town nothing."""
    border = make_entry(benefited=make_plots(("Norf", "4", "7")))
    index.put(make_dossier(border, make_entry(number=2, reference="2")))
    index.put(make_dossier(make_entry(number=3), id="neuss/1", municipality="neuss", number=None))
    own = make_entry(number=4, burdened=make_plots(("Jüchen", "1", "5")), benefited=make_plots())
    index.put(make_dossier(own, id="juechen/1", municipality="juechen", number=None))
    towns, met, after = ("kaarst", "neuss"), [], None
    while len(met) < 9:
        answer = index.search(parse("Stellplatz"), municipalities=towns, limit=1, after=after)
        assert (answer.total, answer.scope.dossiers) == (3, 2)
        met += [hit.document.id for hit in answer.entries]
        after = answer.next
        if after is None:
            break
    assert sorted(met) == sorted(set(met))
    assert len(met) == 3
    assert index.search(parse("Stellplatz"), municipalities=()).entries == ()


@pytest.mark.parametrize(
    ("asked", "municipality", "dossiers", "mentions"),
    [
        ("Norf 4 999", "neuss", 1, 1),
        ("Norf 4 999", "kaarst", 1, 1),
        ("Norf 4 999", "juechen", 0, 0),
        ("Norf 4 998", "neuss", 1, 0),
        ("Spielplatz", "neuss", 1, 0),
    ],
)
def test_what_other_registers_hold_about_the_town_is_in_the_scope(
    index, make_dossier, make_entry, make_page, make_doubt, asked, municipality, dossiers, mentions
):
    """A page elsewhere that names the town's land is a mention, its doubts are told; not its text.

    Page texts stay with the register that keeps them: they carry names of persons.
    """
    page = make_page("Lageplan Flurstück 999", doubts=(make_doubt(page=1),))
    field = Field(
        name=FieldName.PARCEL,
        value="Norf, Flur 4, Flurstück 999",
        evidence=Evidence(page=1, start=9, end=22),
        source="test",
    )
    index.put(make_dossier(make_entry(), pages=(page,), fields=(field,)))
    answer = index.search(parse(asked), municipalities=(municipality,), pages=True)
    assert (answer.scope.dossiers, answer.scope.entries, answer.scope.pages) == (dossiers,) * 3
    assert answer.scope.doubtful_pages == dossiers
    assert len(answer.mentions) == mentions
    assert len(answer.pages) == (asked == "Norf 4 999" and municipality == "kaarst")


def test_page_texts_are_searched_only_when_asked(
    index, make_dossier, make_entry, make_page, make_person
):
    """Names stand on pages alone: entries never give them away, pages only on request."""
    wording = "Die Eheleute Karl Ott dulden die Zufahrt, auch die Witwe Ott und Ottos Garage."
    page_text = "Karl Ott wohnt hier"
    names = (make_person("Karl Ott", 0, 8),)
    pages = (make_page(page_text),)
    index.put(make_dossier(make_entry(wording=wording), fields=names, pages=pages))
    assert found(index, "Ott") == []
    assert index.search(parse("Ott")).pages == ()
    (hit,) = index.search(parse("Ott"), pages=True).pages
    assert (hit.page, hit.excerpt, len(hit.boxes)) == (1, page_text, 1)
    (entry,) = index.search(parse("Zufahrt")).entries
    assert entry.document.wording == (
        "Die Eheleute [Name] dulden die Zufahrt, auch die Witwe [Name] Garage."
    )


def test_put_again_changes_nothing(index, make_dossier, make_entry):
    """The same dossier put twice is in the index once."""
    index.put(make_dossier(make_entry()))
    before = (index.digest(), index.counts())
    index.put(make_dossier(make_entry()))
    assert (index.digest(), index.counts()) == before


def test_put_replaces_the_version(index, make_dossier, make_entry):
    """A new reading of a version takes the place of the old one."""
    index.put(make_dossier(make_entry(), make_entry(number=2)))
    index.put(make_dossier(make_entry(burdened=parcels("7"))))
    assert found(index, "Büttgen 12 345") == []
    assert found(index, "Büttgen 12 7") == ["kaarst/KAA-1@1#1"]
    assert index.counts().entries == 1


def test_versions_stand_side_by_side(index, make_dossier, make_entry):
    """Two versions of a dossier are both found, and each hit says how many there are."""
    index.put(make_dossier(make_entry()))
    index.put(make_dossier(make_entry(), version=2))
    hits = index.search(parse("Büttgen 12 345")).entries
    assert [(hit.document.version, hit.versions) for hit in hits] == [(1, 2), (2, 2)]
    index.remove("kaarst/KAA-1", 1)
    assert found(index, "Büttgen 12 345") == ["kaarst/KAA-1@2#1"]
    index.remove("kaarst/KAA-1")
    index.remove("no such dossier")
    assert index.counts().dossiers == index.counts().pages == 0


def test_rebuild_that_fails_changes_nothing(index, make_dossier, make_entry):
    """A rebuild that breaks off leaves the index as it was."""
    index.put(make_dossier(make_entry()))
    before = index.digest()

    def breaking():
        yield make_dossier(id="kaarst/2")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        index.rebuild(breaking())
    assert index.digest() == before


@pytest.mark.parametrize(
    "asked",
    ["", '"', "AND OR NOT", "words:", "*", "(", "NEAR(a b)", "a\0b", "'; DROP TABLE entries"],
)
def test_odd_questions_are_answered(index, make_dossier, make_entry, asked):
    """Whatever is typed is a question, never a command and never a crash."""
    index.put(make_dossier(make_entry()))
    index.search(parse(asked), pages=True)
    assert index.counts().entries == 1


def test_hits_are_limited_and_counted(index, make_dossier, make_entry):
    """A long answer is cut, and says how long it would be."""
    index.put(make_dossier(*(make_entry(number=n) for n in range(1, 8))))
    answer = index.search(parse("Büttgen 12 345"), limit=3)
    assert (len(answer.entries), answer.total) == (3, 7)


def test_hits_are_grouped_by_place(index, make_dossier, make_entry, make_plots):
    """Several parcels of one number come in the order of Gemarkung, Flur and number."""
    entries = [
        make_entry(number=n, burdened=make_plots(("Kaarst", flur, number)))
        for n, (flur, number) in enumerate(
            [("12", "345"), ("2", "345/1"), ("2", "345"), ("D", "345")]
        )
    ]
    index.put(make_dossier(*entries))
    hits = index.search(parse("Kaarst Flurstück 345")).entries
    assert [hit.matches[0].found.parcel.flur for hit in hits] == ["2", "12", "D", "2"]
    assert [hit.nearness for hit in hits][-1] is Nearness.SAME_ZAEHLER


@pytest.mark.parametrize(
    "reason", [DoubtReason.NOT_FOUND, DoubtReason.PAGE_KIND, DoubtReason.UNREAD_INK]
)
def test_dossier_without_entries_but_with_a_doubt_is_not_safe(
    index, make_dossier, make_doubt, reason
):
    """A dossier in which no entry could be made out keeps every "nothing found" unsafe."""
    index.put(make_dossier(doubts=(make_doubt(reason),)))
    assert index.search(parse("Büttgen 12 345")).scope.doubtful_pages == 1
    assert not index.search(parse("Büttgen 12 345")).scope.is_safe
