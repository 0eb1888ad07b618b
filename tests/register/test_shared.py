"""The index that towns share, as officials of a town use it: `index`, `search`, `auskunft`."""

import json
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from elasticsearch import Elasticsearch

from archive.store import Store
from batch.sharing import SHARED, deliver, states
from baulast.errors import (
    BaulastError,
    IndexForeign,
    IndexReadOnly,
    IndexRefused,
    IndexUnreachable,
    InputError,
)
from baulast.gazetteer import fold_name, gazetteer
from catalog.store import Catalog
from cli import commands
from index.listed import Lists
from index.login import Login
from index.mapping import mapping_version
from index.seam import TownState
from index.shared import SharedIndex
from tests.tools.elasticsearch.server import sweep

pytestmark = pytest.mark.integration
Baulast = Callable[..., Result]
BUETTGEN = ("auskunft", "-g", "Büttgen", "--flur", "12", "--reason", "Kauf")
ON_SERVER = ("--index", "elasticsearch")
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def prefix(elasticsearch: Login) -> Iterator[str]:
    name = f"baulast-cli-{secrets.token_hex(3)}"
    yield name
    sweep(elasticsearch, name)


@pytest.fixture
def baulast(home: Path, elasticsearch: Login, prefix: str) -> Baulast:
    """The program on a home of all eight towns; ``environment`` lies over the administrator's."""
    (home / "baulast.toml").write_text(
        f'[index]\nelasticsearch = "{elasticsearch.url}"\nprefix = "{prefix}"\n', encoding="utf-8"
    )
    login = {
        "BAULAST_ELASTICSEARCH_USER": elasticsearch.user,
        "BAULAST_ELASTICSEARCH_PASSWORD": elasticsearch.password,
    }

    def call(*arguments: str, **environment: str | None) -> Result:
        runner = CliRunner(env={**login, **environment})
        return runner.invoke(commands, ["--home", str(home), *arguments])

    return call


@pytest.fixture
def synced(baulast: Baulast) -> Baulast:
    done = baulast("index", "sync")
    assert done.exit_code == 0, done.output
    return baulast


@pytest.fixture
def tell(elasticsearch: Login, prefix: str) -> Callable[..., None]:
    """Says of Kaarst's register what a home of its own would say."""
    whole = TownState(
        municipality="Kaarst", as_of=NOW, dossiers=6, unfinished=0, set_aside=0, owed=0
    )

    def say(**changes: object) -> None:
        with SharedIndex.open(elasticsearch, prefix=prefix) as index:
            index.tell([replace(whole, **changes)])

    return say


def test_the_index_is_made_and_made_again(baulast):
    """Idempotent: a second call finds everything as it is."""
    first, second = (json.loads(baulast("index", "init", "--json").output) for _ in range(2))
    assert first == second
    assert len(first["indices"]) == 3 * len(gazetteer().municipalities)


def test_sync_prints_its_proof(synced):
    """Count and hash of both sides, and a verdict; a second one sends nothing."""
    said = json.loads(synced("index", "sync", "--json").output)
    assert (said["sent"], said["deleted"]) == (0, 0)
    assert said["digest"] == said["held_digest"]
    assert "genau, was das Archiv hält" in synced("index", "sync").output


def test_verify_tells_which_towns_index_disagrees(
    imported_home: Path, synced: Baulast, elasticsearch: Login, prefix: str
) -> None:
    """An entry that somebody took out of it; a repair puts it back, and no other town is named."""
    assert synced("verify").exit_code == 0
    dossier = next(d for d in Store(imported_home).dossiers() if d.municipality == "kaarst")
    with SharedIndex.open(elasticsearch, prefix=prefix) as index:
        index.remove(dossier.id)
    done = synced("verify", "--json")
    assert done.exit_code == 8
    (said,) = json.loads(done.output)["differing"]
    assert said.startswith("kaarst: ")
    assert synced("verify", "--repair").exit_code == 0
    assert synced("verify").exit_code == 0


def test_a_key_opens_what_its_role_may_see(synced):
    """Kaarst's key finds Kaarst's entries, and is told which towns it could not look into."""
    key = synced("index", "key", "--role", "search", "-m", "kaarst").output.strip()
    secret = {"BAULAST_ELASTICSEARCH_API_KEY": key}
    found = synced("search", "Büttgen", "12", "346", *ON_SERVER, **secret)
    assert "110" in found.output
    abroad = synced("search", "Norf", "4", "1", *ON_SERVER, **secret)
    assert "NICHT DURCHSUCHT: Neuss" in abroad.output
    assert synced("index", "key", "--role", "kreis", "-m", "kaarst").exit_code == 2


@pytest.mark.parametrize(
    ("number", "code", "says"),
    [("346", 0, "GEFUNDEN"), ("999", 0, "NICHTS VERZEICHNET"), ("345/99", 7, "NICHT SICHER")],
)
def test_the_shared_index_gives_the_same_statements(synced, tell, number, code, says):
    """What the home's own index answers, the server answers too."""
    tell()
    done = synced(*BUETTGEN, "-f", number, *ON_SERVER)
    assert (done.exit_code, says in done.output) == (code, True), done.output


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"set_aside": 2}, "2 beiseite"),
        ({"owed": 3}, "3 Akten in Arbeit"),
        ({"unfinished": 1}, "1 Akten in Arbeit"),
        ({"as_of": NOW - timedelta(days=30)}, "Stand nicht bekannt oder veraltet: Kaarst"),
    ],
)
def test_what_a_town_lacks_makes_its_statements_uncertain(synced, tell, changes, says):
    """What a town owes, has set aside or does not say may hide an entry of its own land."""
    tell(**changes)
    done = synced(*BUETTGEN, "-f", "999", *ON_SERVER)
    assert done.exit_code == 7
    assert says in done.output
    other = ("auskunft", "-g", "Norf", "--flur", "4", "-f", "999", "--reason", "Kauf")
    assert synced(*other, *ON_SERVER).exit_code == 0


def test_a_town_that_one_may_not_see_makes_it_uncertain(synced):
    """Never a silent "nothing" about land whose register is closed to the one who asks."""
    key = synced("index", "key", "--role", "search", "-m", "neuss").output.strip()
    done = synced(*BUETTGEN, "-f", "999", *ON_SERVER, BAULAST_ELASTICSEARCH_API_KEY=key)
    assert done.exit_code == 7
    assert "Nicht durchsucht: Kaarst" in done.output


def test_every_delivery_says_how_far_the_town_is(synced, home, elasticsearch, prefix):
    """What the catalog has set aside is told with the next delivery, owed or not."""
    with Catalog.in_home(home) as catalog, SharedIndex.open(elasticsearch, prefix=prefix) as index:
        assert deliver(Store(home), catalog, index, lists=Lists()) == 0
        told = states(catalog, ["kaarst"])
    assert [(one.municipality, one.owed) for one in told] == [("Kaarst", 0)]
    said = json.loads(synced("search", "Büttgen", *ON_SERVER, "--json").output)
    assert [one["municipality"] for one in said["scope"]["registers"]] == ["Kaarst"]
    assert said["scope"]["silent"] == []


def test_a_delivery_before_the_new_index_is_owed_and_said(
    imported_home, synced, elasticsearch, prefix, monkeypatch
):
    """After an update nothing is "nothing" that only the new index holds; a sync brings it."""
    store = Store(imported_home)
    dossier = next(one for one in store.dossiers() if one.municipality == "kaarst")
    with Catalog.in_home(imported_home) as catalog:
        catalog.owe(dossier.id, dossier.version, index_name=SHARED)
        with monkeypatch.context() as updated:
            updated.setattr("index.shared.mapping_version", lambda: mapping_version() + 1)
            with SharedIndex.open(elasticsearch, prefix=prefix) as newer:
                assert deliver(store, catalog, newer, lists=Lists()) == 1
        assert catalog.owed_to(SHARED) == ((dossier.id, dossier.version),)
    asked = (*BUETTGEN, "-f", "999", "--json", *ON_SERVER)
    assert coverage_of(synced(*asked))["unfinished"] == 1
    assert synced("index", "sync").exit_code == 0
    with Catalog.in_home(imported_home) as catalog:
        assert catalog.owed_to(SHARED) == ()
    assert coverage_of(synced(*asked))["unfinished"] == 0


def coverage_of(done: Result) -> dict[str, object]:
    """What a statement says of how complete the register is, but for whose word that is."""
    (finding,) = json.loads(done.output)["findings"]
    return {k: v for k, v in finding["coverage"].items() if k != "as_of"} | {
        "outcome": finding["outcome"]
    }


def test_sheets_that_lack_are_known_to_the_shared_index(synced, tell, tmp_path, home):
    """The list of the sheets that there are makes the same statement here and there, also anew."""
    number = iter(range(9))
    asked = (*BUETTGEN, "-f", "999", "--json")

    def load(rows: str) -> None:
        file = tmp_path / f"{next(number)}.csv"
        file.write_text(f"blatt;gemarkung;flur\n{rows}", encoding="utf-8")
        assert synced("inventory", "load", str(file)).exit_code == 0
        tell()

    for rows, outcome, lacking in (
        ("110;Büttgen;12\n4711;Büttgen;12\n", "not_certain", ["4711"]),
        ("110;Büttgen;12\n", "nothing", []),
    ):
        load(rows)
        there = coverage_of(synced(*asked, *ON_SERVER))
        assert (there["outcome"], there["sheets_lacking"]) == (outcome, lacking)
        assert there == coverage_of(synced(*asked))
        assert json.loads(synced("index", "sync", "--json").output)["sent"] == 0
    elsewhere = (*asked, *ON_SERVER)
    (home / "register" / "inventory.jsonl").unlink()
    assert coverage_of(synced(*elsewhere)) == there
    assert json.loads(synced("index", "sync", "--json").output)["deleted"] == 1
    assert coverage_of(synced(*elsewhere))["sheets_listed"] is None


LINEAGE = "alt;neu;art;datum;quelle\nBüttgen 12 346;Büttgen 12 {};Zerlegung;1992-01-31;FN 7\n"


def load_lineage(baulast: Baulast, folder: Path, new: str = "2000") -> Result:
    file = folder / f"{new}.csv"
    file.write_text(LINEAGE.format(new), encoding="utf-8")
    done = baulast("lineage", "load", "--replace", str(file))
    assert done.exit_code == 0
    return done


def test_what_became_of_parcels_is_known_to_the_shared_index(synced, tell, tmp_path, home):
    """An office without the archive finds what burdened a predecessor, and is told the step."""
    load_lineage(synced, tmp_path)
    tell()
    statement = (*BUETTGEN, "-f", "2000", "--json")
    here = json.loads(synced(*statement).output)["findings"][0]
    assert json.loads(synced("index", "sync", "--json").output)["sent"] == 0
    (home / "register" / "lineage.jsonl").unlink()
    there = json.loads(synced(*statement, *ON_SERVER).output)["findings"][0]
    assert there["outcome"] == "found"
    for name in ("outcome", "notes", "entries"):
        assert there[name] == here[name], name
    found = synced("search", "Büttgen 12 2000", *ON_SERVER).output
    assert "110" in found
    assert "Vorgänger: Zerlegung, 31.01.1992, FN 7" in " ".join(found.split())
    assert json.loads(synced("index", "sync", "--json").output)["deleted"] == 1
    assert "110" not in synced("search", "Büttgen 12 2000", *ON_SERVER).output


def test_an_office_without_a_register_gives_statements(synced, tell, tmp_path, home):
    """The Kreis keeps numbers, letters and trail of its own; what it has no pages of, it says."""
    load_lineage(synced, tmp_path)
    tell()
    kreis = tmp_path / "kreis"
    asked = (*BUETTGEN, "-f", "2000", "--annex", "-o", str(tmp_path / "a.pdf"), *ON_SERVER)
    missing = synced("--home", str(kreis), *asked)
    assert isinstance(missing.exception, InputError)
    assert not kreis.exists()
    kreis.mkdir()
    shutil.copy(home / "baulast.toml", kreis)
    key = synced("index", "key", "--role", "kreis").output.strip()
    for number in ("000001", "000002"):
        done = synced("--home", str(kreis), *asked, BAULAST_ELASTICSEARCH_API_KEY=key)
        assert done.exit_code == 0, done.output
        assert f"-{number} " in done.output
        assert "GEFUNDEN" in done.output
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_status_names_the_lists_that_the_server_has_not_got(
    synced, tmp_path, imported_home, monkeypatch
):
    """A list that was loaded while the server was away is owed until it has it."""
    monkeypatch.setattr("index.elasticsearch.FIRST_PAUSE_S", 0)
    file = imported_home / "baulast.toml"
    there = file.read_text("utf-8")
    away = re.sub(r"http://[^\"]*", "http://127.0.0.1:9", there)
    sheets = tmp_path / "sheets.csv"
    sheets.write_text("blatt;gemarkung;flur\n110;Büttgen;12\n", encoding="utf-8")

    def behind() -> object:
        return json.loads(synced("status", "--json").output)["lists_behind"]

    for load in (
        lambda: load_lineage(synced, tmp_path),
        lambda: synced("inventory", "load", str(sheets)),
    ):
        assert behind() == []
        file.write_text(away, encoding="utf-8")
        assert "http://127.0.0.1:9 hat noch nicht: Listen von Kaarst" in load().stderr
        assert behind() == ["kaarst"]
        assert "Listen von Kaarst noch nicht dort" in synced("status").output
        file.write_text(there, encoding="utf-8")
        assert synced("index", "sync").exit_code == 0
    assert behind() == []


def test_the_letter_says_whose_state_it_is(synced, tell, tmp_path):
    """The letter of a statement from the shared index is written, with its annex as far as here."""
    tell()
    target = tmp_path / "letter.pdf"
    done = synced(*BUETTGEN, "-f", "346", *ON_SERVER, "--annex", "-o", str(target))
    assert done.exit_code == 0, done.output
    assert target.read_bytes().startswith(b"%PDF")


def test_towns_of_the_home_are_those_of_the_gazetteer(home):
    """The home of these tests holds every town, so that none is silent."""
    towns = {fold_name(town.name) for town in gazetteer().municipalities}
    assert set(Store(home).municipalities()) == towns


# ------------------------------------------------------------------------ what can go wrong


def test_a_server_that_is_away_or_refuses_is_said(baulast):
    """Server away, wrong password: a clear error of ours for every command, and no secret in it."""
    for environment, error in (
        ({"BAULAST_ELASTICSEARCH": "http://127.0.0.1:9"}, IndexUnreachable),
        ({"BAULAST_ELASTICSEARCH_PASSWORD": "not-the-password"}, IndexRefused),
    ):
        for command in (
            ("index", "init"),
            ("search", "Norf", *ON_SERVER),
            (*BUETTGEN, "-f", "346", *ON_SERVER),
        ):
            said = baulast(*command, **environment).exception
            assert isinstance(said, error), command
            assert "not-the-password" not in str(said)
            assert said.remedy


@pytest.mark.parametrize("change", ["read-only", "foreign", "mapping"])
def test_an_index_that_cannot_be_filled_is_said(synced, elasticsearch, prefix, home, change):
    """A full disk, a foreign index of that name, a mapping someone changed: told, nothing lost."""
    name = f"{prefix}-05162016-entries-v{mapping_version()}"
    with Elasticsearch(
        elasticsearch.url, basic_auth=(elasticsearch.user, elasticsearch.password)
    ) as admin:
        match change:
            case "read-only":
                admin.indices.put_settings(index=name, settings={"index.blocks.write": True})
                with (
                    SharedIndex.open(elasticsearch, prefix=prefix) as index,
                    pytest.raises(IndexReadOnly),
                ):
                    index.remove("kaarst/k1")
                admin.indices.put_settings(index=name, settings={"index.blocks.write": None})
            case "foreign":
                admin.indices.delete(index=name)
                admin.indices.create(index=name)
                assert isinstance(synced("index", "init").exception, IndexForeign)
                admin.indices.delete(index=name)
            case "mapping":
                extra = {"note": {"type": "keyword"}}
                admin.indices.put_mapping(index=name, properties=extra)
                said = synced("index", "init").exception
                assert isinstance(said, IndexForeign)
                assert "note" in str(said)
                admin.indices.delete(index=name)
    assert synced("index", "sync").exit_code == 0


@pytest.mark.parametrize(
    "asked", ["a" * 10_000, "Büttgen 12 345 " * 700, ".*", "/.+/", "St?llplatz", "[a TO z]"]
)
def test_whatever_is_typed_is_answered(synced, asked):
    """Ten thousand characters, wildcards and expressions are text on the server too."""
    done = synced("search", asked, *ON_SERVER)
    assert done.exit_code == 0 or isinstance(done.exception, BaulastError)


def test_messages_name_no_other_town(synced):
    """Whoever may see Kaarst alone is told nothing of what lies elsewhere when something fails."""
    key = synced("index", "key", "--role", "search", "-m", "kaarst").output.strip()
    done = synced("index", "sync", BAULAST_ELASTICSEARCH_API_KEY=key)
    assert isinstance(done.exception, IndexRefused)
    assert not any(town.name in str(done.exception) for town in gazetteer().municipalities)
