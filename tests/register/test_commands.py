"""``baulast auskunft`` and ``baulast lineage``, as an official calls them."""

import json
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result

from baulast.errors import InputError
from cli import commands

ASKED = ("auskunft", "-g", "Büttgen", "--flur", "12")


def call(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["--home", str(home), *arguments])


@pytest.mark.parametrize(
    ("number", "code", "says"),
    [
        ("346", 0, "GEFUNDEN"),
        ("999", 0, "NICHTS VERZEICHNET"),
        ("345/99", 7, "NICHT SICHER"),
        ("345", 0, "345/12"),  # another parcel, named in case the Nenner was left out
    ],
)
def test_the_exit_code_tells_whether_one_may_rely_on_it(home, number, code, says):
    """0: certain; 7: a person has to look first."""
    done = call(home, *ASKED, "-f", number, "--reason", "Kauf")
    assert (done.exit_code, says in done.output) == (code, True), done.output


@pytest.mark.parametrize(
    "arguments",
    [
        (*ASKED, "--reason", "Kauf"),  # no parcel
        ("auskunft", "--street", "Driescher Str. 14", "--reason", "Kauf"),  # of which town
        ("auskunft", "--reason", "Kauf"),
    ],
)
def test_a_call_that_lacks_something_is_refused(home, arguments):
    """Exit code 2, and no number is used up."""
    assert call(home, *arguments).exit_code == 2
    assert not (home / "statements").exists()


def test_a_reason_that_nobody_stated_is_told_to_be_lacking(home):
    """In the statement; where the settings require one, none is given without it."""
    done = call(home, *ASKED, "-f", "346", "--json")
    assert (done.exit_code, json.loads(done.output)["reason"]) == (0, "nicht angegeben")
    (home / "baulast.toml").write_text("[audit]\nreason_required = true\n", encoding="utf-8")
    assert call(home, *ASKED, "-f", "346").exit_code == 2


def test_the_letter_is_written_kept_and_given_again(home, tmp_path):
    """The same bytes come back under its number, and who asked for them is written down."""
    first, again = tmp_path / "a.pdf", tmp_path / "b.pdf"
    who = ("--reason", "Kauf", "--by", "Muster", "-o", str(first))
    assert call(home, *ASKED, "-f", "346", *who).exit_code == 0
    number = next((home / "statements").glob("*.pdf")).stem
    done = call(home, "auskunft", "--again", number, "-o", str(again))
    assert done.exit_code == 0
    assert first.read_bytes() == again.read_bytes()
    log = (home / "audit" / "log.jsonl").read_text()
    assert '"given_by": "Muster"' in log
    assert '"name": "statement_again"' in log


def test_the_annex_is_put_behind_on_request_alone(home, tmp_path):
    """Page images show names; only who says so gets them."""
    pages = []
    for name, options in (("a.pdf", ()), ("b.pdf", ("--annex",))):
        target = tmp_path / name
        call(home, *ASKED, "-f", "346", "--reason", "Kauf", "-o", str(target), *options)
        with pikepdf.open(target) as pdf:
            pages.append(len(pdf.pages))
    assert pages[1] == pages[0] + 2


def test_json_is_for_machines(home):
    """Typed outcome, entries, coverage, number."""
    done = call(home, *ASKED, "-f", "346", "--reason", "Kauf", "--json")
    said = json.loads(done.output)
    (finding,) = said["findings"]
    assert finding["outcome"] == "found"
    assert [entry["sheet"] for entry in finding["entries"]] == ["110", "110"]
    assert said["number"].endswith("-000001")


def test_a_list_is_answered_in_one_statement(home, tmp_path):
    """As Excel on Windows writes it, too."""
    asked = tmp_path / "list.csv"
    text = "Gemarkung;Flur;Flurstück\nBüttgen;12;346\nNorf;4;999\n"
    for encoding in ("utf-8-sig", "cp1252"):
        asked.write_text(text, encoding=encoding)
        done = call(home, "auskunft", "--list", str(asked), "--reason", "Kauf", "--json")
        outcomes = [finding["outcome"] for finding in json.loads(done.output)["findings"]]
        assert outcomes == ["found", "nothing"]


def test_lineage_widens_search_and_statement(home, tmp_path):
    """What the parcel was before is found, and the answer says so; a second list adds to it."""
    for old, new in (("346", "2000"), ("2000", "3000")):
        file = tmp_path / f"{new}.csv"
        file.write_text(
            f"alt;neu;art;datum;quelle\nBüttgen 12 {old};Büttgen 12 {new};Zerlegung;;FN\n",
            encoding="utf-8",
        )
        assert call(home, "lineage", "load", str(file)).exit_code == 0
    found = call(home, "search", "Büttgen 12 3000").output
    assert "110" in found
    assert "Vorgänger" in found
    done = call(home, *ASKED, "-f", "3000", "--reason", "Kauf")
    assert "GEFUNDEN" in done.output


def test_verify_looks_at_statements_too(home):
    """A statement that somebody altered is found."""
    call(home, *ASKED, "-f", "346", "--reason", "Kauf")
    (kept,) = (home / "statements").glob("*.json")
    kept.chmod(0o600)
    kept.write_text("{}")
    done = call(home, "verify")
    assert done.exit_code == 6
    assert kept.name in done.output.replace("\n", "")


def test_the_inventory_is_loaded_and_replaced_by_town(home, tmp_path):
    """The newest list of a town counts; other towns keep theirs."""
    assert "Kein Bestandsverzeichnis" in call(home, "inventory").output
    for name, rows in (
        ("a", "1;Norf\n2;Norf\n"),
        ("b", "110;Büttgen\n"),
        ("c", "1401;Norf\n1402;Norf\n1499;Norf\n"),
    ):
        file = tmp_path / f"{name}.csv"
        file.write_text("blatt;gemarkung\n" + rows, encoding="utf-8")
        assert call(home, "inventory", "load", str(file)).exit_code == 0
    said = json.loads(call(home, "inventory", "--json").output)
    lacking = {one["gemarkung"]: [row["sheet"] for row in one["lacking"]] for one in said}
    assert lacking == {"Büttgen": [], "Norf": ["1499"]}
    assert "1499" in call(home, "inventory").output


# ------------------------------------------------------------------ search, narrowed and saved


def test_a_search_is_narrowed_and_counted(home):
    """Filters in the question, facets below the answer, the words marked."""
    done = call(home, "search", "Büttgen art:zufahrt", "--facets")
    assert done.exit_code == 0
    assert "Art: Zufahrtsbaulast" in done.output
    said = json.loads(call(home, "search", "Zufahrt", "--json", "--limit", "1").output)
    (hit,) = said["entries"]
    assert hit["excerpts"][0]["marks"]
    onward = call(home, "search", "Zufahrt", "--json", "--limit", "1", "--after", said["next"])
    assert json.loads(onward.output)["entries"] != said["entries"]


def test_all_hits_are_saved(home, tmp_path):
    """As a table, as JSON and as GeoJSON; how many of the places are known is said."""
    places = tmp_path / "places.csv"
    places.write_text("kennzeichen;lon;lat\n05334601200346______;6,6;51,19\n", encoding="utf-8")
    saved = {}
    for suffix in ("csv", "json", "geojson"):
        target = tmp_path / f"hits.{suffix}"
        done = call(home, "search", "Büttgen 12 346", "--deleted", "-o", str(target),
                    "--coordinates", str(places))  # fmt: skip
        assert done.exit_code == 0, done.output
        assert "2 Eintragungen" in " ".join(done.output.split())
        saved[suffix] = target.read_text("utf-8-sig")
    assert "Koordinaten sind zu 2 Eintragungen bekannt" in done.output
    assert len(saved["csv"].splitlines()) == 3
    rows = json.loads(saved["json"])
    assert [row["sheet"] for row in rows] == ["110", "110"]
    features = json.loads(saved["geojson"])["features"]
    assert [f["geometry"]["coordinates"] for f in features] == [[[6.6, 51.19]]] * 2
    assert [f["properties"] for f in features] == rows


def test_an_unknown_place_is_none(home, tmp_path):
    """Without coordinates a feature has no geometry, and the program says so."""
    target = tmp_path / "hits.geojson"
    done = call(home, "search", "Büttgen 12 346", "-o", str(target))
    assert "Koordinaten sind zu 0 Eintragungen bekannt" in done.output
    assert [f["geometry"] for f in json.loads(target.read_text())["features"]] == [None]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("hits.xlsx", "kennzeichen;lon;lat\n"),
        ("hits.geojson", "05334601200346______;6,6;51,19\n"),
        ("hits.geojson", "kennzeichen;lon;lat\n05334601200346______;343811;5672894\n"),
        ("hits.geojson", "kennzeichen;lon;lat\nBüttgen 12 346;6,6;51,19\n"),
    ],
)
def test_what_cannot_be_saved_is_refused(home, tmp_path, name, content):
    """Another format, a list without a header, metres for degrees: nothing is written."""
    places = tmp_path / "places.csv"
    places.write_text(content, encoding="utf-8")
    target = tmp_path / name
    done = call(home, "search", "Büttgen", "-o", str(target), "--coordinates", str(places))
    assert isinstance(done.exception, (InputError, SystemExit))
    assert not target.exists()


@pytest.mark.parametrize(
    "asked", ["a" * 10_000, "Büttgen 12 345 " * 700, ".*", "/.+/", "St?llplatz", '"', "[a TO z]"]
)
def test_whatever_is_typed_is_answered(home, asked):
    """Ten thousand characters, wildcards and expressions are text: an answer, no stack trace."""
    done = call(home, "search", asked)
    assert done.exit_code == 0
    assert done.exception is None
