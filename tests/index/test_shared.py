"""The index that towns share: brought to what the archive holds, proven, and never half."""

import json
from contextlib import suppress
from dataclasses import replace

import pytest
from elasticsearch import Elasticsearch

from baulast.errors import (
    BaulastError,
    IndexForeign,
    IndexOutdated,
    IndexReadOnly,
    IndexRefused,
    IndexUnreachable,
)
from index import targets
from index.elasticsearch import Server
from index.lineage import descents_in
from index.listed import ListedSheet, Lists
from index.login import Login
from index.mapping import mapping_version
from index.query import parse
from index.rights import Role
from index.shared import SharedIndex

pytestmark = pytest.mark.integration
TOWNS = ("kaarst",)


@pytest.fixture
def admin(elasticsearch):
    with Elasticsearch(
        elasticsearch.url, basic_auth=(elasticsearch.user, elasticsearch.password)
    ) as client:
        yield client


@pytest.fixture
def clean(shared):
    """The shared index, empty before and after."""
    yield shared
    shared.rebuild(())


def found(index, text, **options):
    return [hit.document.id for hit in index.search(parse(text), **options).entries]


def test_sync_proves_by_count_and_hash(clean, make_dossier, make_entry):
    """What the archive holds is sent once; a second sync sends nothing, and both prove it."""
    archive = [make_dossier(make_entry()), make_dossier(make_entry(), id="kaarst/2")]
    first, second = clean.sync(archive, TOWNS), clean.sync(archive, TOWNS)
    assert first.is_proven
    assert first.sent == first.documents == first.held
    assert (second.is_proven, second.sent, second.deleted) == (True, 0, 0)
    assert second.digest == first.digest


def test_compare_tells_what_differs_and_changes_nothing(clean, make_dossier, make_entry):
    """An entry that was altered, lacks, or that no dossier has: by count and hash."""
    archive = [make_dossier(make_entry()), make_dossier(make_entry(), id="kaarst/2")]
    clean.sync(archive, TOWNS)
    assert clean.compare(archive, TOWNS).is_proven
    altered = [archive[0], make_dossier(make_entry(sheet="144"), id="kaarst/2")]
    for wanted in (altered, archive[:1], [*archive, make_dossier(make_entry(), id="kaarst/3")]):
        proof = clean.compare(wanted, TOWNS)
        assert (proof.is_proven, proof.sent, proof.deleted) == (False, 0, 0)
    assert clean.compare(archive, TOWNS).is_proven


def test_sync_takes_away_what_the_archive_no_longer_holds(clean, make_dossier, make_entry):
    """A deleted or corrected entry disappears from the old place."""
    clean.sync([make_dossier(make_entry(), make_entry(number=2, sheet="900"))], TOWNS)
    proof = clean.sync([make_dossier(make_entry(sheet="144"))], TOWNS)
    assert (proof.is_proven, proof.deleted) == (True, 1)
    assert found(clean, "144") == ["kaarst/KAA-1@1#1"]
    assert found(clean, "900") == found(clean, "143") == []


def test_listed_sheets_are_held_like_entries(clean, make_dossier, make_entry):
    """They are found by their Gemarkung, each once, replaced by town, and part of the proof."""

    def listed(town: str, *rows: tuple[str, str]) -> tuple[ListedSheet, ...]:
        return tuple(ListedSheet(municipality=town, sheet=s, gemarkung=g) for s, g in rows)

    def there(asked: str) -> list[tuple[str, str]]:
        return [(one.municipality, one.sheet) for one in clean.sheets(parse(asked))]

    kaarst = listed("kaarst", ("1", "Büttgen"), ("2", "Norf"))
    archive = [make_dossier(make_entry())]
    assert clean.sync(archive, TOWNS, (), Lists(sheets=kaarst)).is_proven
    clean.keep_lists(Lists(sheets=listed("neuss", ("9", "Norf"))), ["neuss"])
    assert there("Norf 4 7") == [("kaarst", "2"), ("neuss", "9")]
    assert there("Büttgen 12 999") == [("kaarst", "1")]
    assert there("Flurstück 345") == there("Zons 1 2") == []
    assert clean.compare(archive, TOWNS, Lists(sheets=kaarst)).is_proven
    assert not clean.compare(archive, TOWNS, Lists(sheets=kaarst[1:])).is_proven
    clean.keep_lists(Lists(sheets=kaarst[1:]), TOWNS)
    assert there("Büttgen 12 999") == []
    assert there("Norf 4 7") == [("kaarst", "2"), ("neuss", "9")]
    assert clean.counts().entries == 1


def test_what_became_of_parcels_is_told_by_every_town_that_it_touches(
    clean, elasticsearch, worker_prefix
):
    """Through any number of steps, as far as the towns that one sees; one direction at a time."""
    rows = (
        "Büttgen 12 1;Büttgen 12 2/1;Zerlegung;;",
        "Büttgen 12 1;Büttgen 12 2/2;Zerlegung;;",
        "Büttgen 12 2/1;Norf 4 3;Umgliederung;;",
        "Norf 4 3;Norf 4 4;Verschmelzung;;",
        "Zons 1 8;Zons 1 9;Zerlegung;;",
    )
    lists = Lists(descents=descents_in("\n".join(("alt;neu;art;datum;quelle", *rows))))
    clean.keep_lists(lists, ("kaarst", "neuss"))

    def steps(asked: str, *, index: SharedIndex = clean) -> set[str]:
        return {f"{d.old.number} {d.new.number}" for d in index.lineage(parse(asked)).descents}

    assert steps("Büttgen 12 1") == {"1 2/1", "1 2/2", "2/1 3", "3 4"}
    assert steps("Norf 4 4") == {"1 2/1", "2/1 3", "3 4"}
    assert steps("Norf Flurstück 3") == {"1 2/1", "2/1 3", "3 4"}
    assert steps("Norf 5 3") == steps("Büttgen 12 2") == steps("Büttgen Flur 12") == set()
    assert steps("Zons 1 9") == set(), "Dormagen has not told"
    key = clean.api_key(Role.SEARCH, "neuss", days=1)
    with SharedIndex.open(Login(url=elasticsearch.url, api_key=key), prefix=worker_prefix) as neuss:
        assert steps("Norf 4 4", index=neuss) == {"2/1 3", "3 4"}
    assert clean.search(parse("Büttgen 12 1")).total == 0
    clean.keep_lists(Lists(), ("kaarst", "neuss"))
    assert steps("Büttgen 12 1") == set()


def test_sync_leaves_other_towns_alone(clean, make_dossier, make_entry):
    """A town's home brings its own register up to date and touches no other."""
    clean.sync([make_dossier(make_entry(), id="juechen/1", municipality="juechen")], ("juechen",))
    clean.sync([make_dossier(make_entry())], TOWNS)
    assert sorted(found(clean, "Büttgen 12 345")) == ["juechen/1@1#1", "kaarst/KAA-1@1#1"]


def test_an_entry_is_found_from_every_town_whose_land_it_names(
    clean, make_dossier, make_entry, make_plots
):
    """Each town finds it, whoever sees both towns finds it once, and it goes with its original."""
    entry = make_entry(benefited=make_plots(("Norf", "4", "7")))
    clean.put(make_dossier(entry))
    for options in ({"municipalities": ("neuss",)}, {"municipalities": ("kaarst",)}, {}):
        answer = clean.search(parse("Norf 4 7"), **options)
        assert [hit.document.id for hit in answer.entries] == ["kaarst/KAA-1@1#1"], options
        assert (answer.total, answer.scope.dossiers) == (1, 1)
    clean.remove("kaarst/KAA-1")
    assert found(clean, "Norf 4 7", municipalities=("neuss",)) == []


def test_an_entry_about_two_towns_is_one_entry(clean, make_dossier, make_entry, make_plots):
    """Whoever sees both towns, and not the one that keeps the register, is told of it once."""
    land = make_plots(("Norf", "4", "7"), ("Zons", "11", "7"))
    clean.put(make_dossier(make_entry(burdened=land)))
    answer = clean.search(parse("Flurstück 7"), municipalities=("neuss", "dormagen"))
    assert [(hit.document.id, hit.versions) for hit in answer.entries] == [("kaarst/KAA-1@1#1", 1)]
    assert answer.total == 1


def test_a_new_version_is_built_beside_and_the_alias_flips(
    elasticsearch, worker_prefix, clean, admin, make_dossier, make_entry, monkeypatch
):
    """Searches go to the old version until the new one is proven, and then all to the new one."""
    clean.sync([make_dossier(make_entry())], TOWNS)
    monkeypatch.setattr("index.shared.mapping_version", lambda: mapping_version() + 1)
    alias = f"{worker_prefix}-05162016-entries"
    with SharedIndex.open(elasticsearch, prefix=worker_prefix) as newer:

        def watching():
            yield make_dossier(make_entry(sheet="144"))
            assert found(newer, "143") == ["kaarst/KAA-1@1#1"]

        assert newer.sync(watching(), TOWNS).is_proven
        assert list(admin.indices.get_alias(name=alias)) == [f"{alias}-v{mapping_version() + 1}"]
        assert found(newer, "144") == ["kaarst/KAA-1@1#1"]
        clean._visible = None  # what half a minute does
        assert clean.search(parse("144")).scope.unseen == ("Kaarst",)
        assert f"{alias}-v{mapping_version()}" in newer.install(TOWNS).dropped
        newer.rebuild(())
    for index in admin.indices.get(index=f"{worker_prefix}-*"):
        admin.indices.delete(index=index)
    clean._ensured.clear()


def test_what_no_search_would_find_is_not_taken(
    elasticsearch, worker_prefix, clean, admin, make_dossier, make_entry, make_state, monkeypatch
):
    """While searches go to another version nothing counts as delivered; the town's word is seen."""
    old, late = make_dossier(make_entry()), make_dossier(make_entry(sheet="144"), id="kaarst/KAA-2")
    clean.sync([old], TOWNS)
    monkeypatch.setattr("index.shared.mapping_version", lambda: mapping_version() + 1)
    with SharedIndex.open(elasticsearch, prefix=worker_prefix) as newer:
        for change in (
            lambda: newer.put(late),
            lambda: newer.remove(old.id),
            lambda: newer.keep_lists(Lists(), TOWNS),
        ):
            with pytest.raises(IndexOutdated, match="Kaarst"):
                change()
        newer.tell([make_state("Kaarst", owed=1)])
        scope = clean.search(parse("Büttgen")).scope
        assert [state.owed for state in scope.registers] == [1]
        assert newer.sync([old], TOWNS).is_proven
        newer.put(late)
        assert found(newer, "144") == [f"{late.id}@1#1"]
        with SharedIndex.open(elasticsearch, prefix=worker_prefix) as older:
            older._names = clean._names  # a program that runs on through another's update
            with pytest.raises(IndexOutdated, match="Kaarst"):
                older.put(late)
    for index in admin.indices.get(index=f"{worker_prefix}-*"):
        admin.indices.delete(index=index)
    clean._ensured.clear()


@pytest.mark.parametrize(
    ("municipalities", "asked"), [(None, "Norf 4 7"), (("neuss",), "Norf 4 7"), (None, "Zons 1 2")]
)
def test_an_index_of_another_version_is_said(
    clean, make_dossier, make_entry, make_plots, make_state, monkeypatch, municipalities, asked
):
    """A program that was updated before the index, or after it, never takes it for empty."""
    clean.sync([make_dossier(make_entry(benefited=make_plots(("Norf", "4", "7"))))], TOWNS)
    clean.tell([make_state("Kaarst"), make_state("Neuss"), make_state("Dormagen")])
    assert clean.search(parse(asked), municipalities=municipalities).scope.unseen == ()
    can_be_asked = targets._can_be_asked

    def of_kaarst_not(behind, names):
        return can_be_asked(behind, names) and not any("05162016-entries" in one for one in behind)

    monkeypatch.setattr("index.targets._can_be_asked", of_kaarst_not)
    answer = clean.search(parse(asked), municipalities=municipalities)
    assert (answer.entries, answer.scope.unseen) == ((), ("Kaarst",))
    assert not answer.scope.is_safe


# ---------------------------------------------------------------- what can go wrong


def test_a_server_that_is_away_is_named(tmp_path):
    """The message says which server gave no answer, and nothing is lost."""
    server = Server(Login(url="http://127.0.0.1:9"), pause=lambda _: None)
    with SharedIndex(server) as index, pytest.raises(IndexUnreachable, match=r"127\.0\.0\.1:9"):
        index.search(parse("Büttgen"))


@pytest.mark.parametrize("login", [{"password": "wrong"}, {"api_key": "d3Jvbmc6a2V5"}])
def test_a_wrong_login_is_said(elasticsearch, login):
    """Neither password nor key stands in the message."""
    with (
        SharedIndex.open(replace(elasticsearch, **login)) as index,
        pytest.raises(IndexRefused) as refused,
    ):
        index.search(parse("Büttgen"))
    assert not any(secret in str(refused.value) for secret in login.values())


def test_a_full_disk_loses_nothing(clean, admin, worker_prefix, make_dossier, make_entry):
    """A read-only index says so; once the block is lifted, a sync brings everything."""
    clean.sync([make_dossier(make_entry())], TOWNS)
    index = f"{worker_prefix}-05162016-entries-v{mapping_version()}"
    both = [make_dossier(make_entry()), make_dossier(make_entry(), id="kaarst/2")]
    admin.indices.put_settings(index=index, settings={"index.blocks.write": True})
    try:
        with pytest.raises(IndexReadOnly):
            clean.sync(both, TOWNS)
    finally:
        admin.indices.put_settings(index=index, settings={"index.blocks.write": None})
    assert clean.sync(both, TOWNS).is_proven


@pytest.mark.parametrize("change", ["foreign", "changed"])
def test_an_index_that_is_not_ours_is_left_alone(elasticsearch, admin, worker_prefix, change):
    """A foreign index of that name, or a mapping that someone changed, is named."""
    prefix = f"{worker_prefix}-{change}"
    name = f"{prefix}-05162004-entries-v{mapping_version()}"
    with SharedIndex.open(elasticsearch, prefix=prefix) as index:
        if change == "foreign":
            admin.indices.create(index=name)
        else:
            index.install(["dormagen"])
            extra = {"note": {"type": "keyword"}}
            admin.indices.put_mapping(index=name, properties=extra)
        with pytest.raises(IndexForeign, match=name):
            index.install(["dormagen"])
    assert admin.indices.exists(index=name)


def test_a_document_that_is_refused_is_named_and_the_rest_goes_on(
    clean, make_dossier, make_entry, monkeypatch
):
    """Per-item errors are looked at one by one: the others are there, and it is no proof."""
    import index.sources as sources

    entry_body = sources._entry_body

    def strange(entry):
        odd = {"unheard_of": "x"} if entry.dossier == "kaarst/2" else {}
        return {**entry_body(entry), **odd}

    monkeypatch.setattr(sources, "_entry_body", strange)
    archive = [make_dossier(make_entry(), id=f"kaarst/{n}") for n in (1, 2, 3)]
    proof = clean.sync(archive, TOWNS)
    assert [refusal.id for refusal in proof.refused] == ["kaarst/2@1#1"]
    assert not proof.is_proven
    assert sorted(found(clean, "143")) == ["kaarst/1@1#1", "kaarst/3@1#1"]


@pytest.mark.parametrize("asked", ["a" * 10_000, "Stellplatz " * 900, "Büttgen 12 345 " * 600])
def test_a_very_long_question_is_answered_or_refused_clearly(index, asked):
    """Ten thousand characters are no crash."""
    with suppress(BaulastError):
        index.search(parse(asked), pages=True)


@pytest.mark.parametrize("asked", [".*", "Zufa.*", "/.+/", "St?llplatz", "~", "[a TO z]"])
def test_wildcards_and_expressions_are_text(index, make_dossier, make_entry, asked):
    """What looks like a command finds only what it says."""
    index.put(make_dossier(make_entry()))
    assert found(index, asked) == []


def test_the_native_analysis_is_german(clean, admin, worker_prefix, make_dossier, make_entry):
    """Kibana and other clients find word forms, spellings and parts of compounds too."""
    wording = "STELLPLÄTZE an der Strasse, Zuwegungsbaulasten auf dem Spielplatz"
    clean.put(make_dossier(make_entry(wording=wording, kind=None)))

    def finds(text):
        said = admin.search(
            index=f"{worker_prefix}-05162016-entries", query={"match": {"text": text}}
        )
        return said["hits"]["total"]["value"]

    for asked in ("Stellplatz", "Stellplaetze", "Baulast", "Straßen", "Zuwegung", "Platz"):
        assert finds(asked) == 1, asked
    assert not finds("Garage")


def test_hashes_are_those_of_what_was_sent(clean, admin, worker_prefix, make_dossier, make_entry):
    """The hash that a proof is made of is in the document that it is about."""
    clean.put(make_dossier(make_entry()))
    answer = admin.search(
        index=f"{worker_prefix}-*-entries", query={"exists": {"field": "dossier"}}
    )
    assert answer["hits"]["hits"]
    for hit in answer["hits"]["hits"]:
        assert len(hit["_source"]["hash"]) == 64
        assert json.dumps(hit["_source"])
