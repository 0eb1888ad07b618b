import csv
import importlib.util
import io
import json
from datetime import date
from pathlib import Path

import pytest

from baulast.language import Both
from baulast.model import DoubtReason, Evidence, Field, FieldName, Finding, Kind, Status
from index.exchange import entries_csv, entries_json, entries_jsonl, text_jsonl

SCORE = Path(__file__).parents[2] / "bench" / "score.py"


@pytest.fixture(scope="module")
def score():
    """The scorer that documents the format, as it is."""
    spec = importlib.util.spec_from_file_location("score", SCORE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(dossier):
    return [json.loads(line) for line in entries_jsonl([dossier])]


def test_scorer_reads_what_is_exported(score, make_dossier, make_entry, make_plots):
    """An entry that is right in every field is wholly right for the scorer."""
    entry = make_entry(
        burdened=make_plots(("Büttgen", "12", "345/6")),
        benefited=make_plots(("Büttgen", "D", "9")),
        kind=Kind.ENTWAESSERUNG,
        deleted_on=date(1986, 4, 3),
        status=Status.DELETED,
    )
    truth = {
        "file_id": "Akte 1",
        "profile": "clean",
        "pages": [{}],
        "entries": [
            {
                "sheet": "143",
                "entry_number": 1,
                "type": "LEITUNG",
                "burdened": [
                    {"gemarkung": "Büttgen", "flur": 12, "zaehler": 345, "nenner": 6, "part": False}
                ],
                "benefited": [{"gemarkung": "Büttgen", "flur": "D", "zaehler": 9, "nenner": None}],
                "declared_on": "1974-03-12",
                "registered_on": "1974-05-02",
                "deleted_on": "1986-04-03",
                "legal_basis": "§ 99 BauO NW",
                "reference": "63-BL 45/74",
                "status": "deleted",
            }
        ],
    }
    result, unknown = score.score_entries({"Akte 1": truth}, rows(make_dossier(entry)))
    assert (result["ALL"]["n"]["perfect"], unknown) == (1, 0)
    assert all(not counts["flagged"] for counts in result["ALL"]["fields"].values())


def test_rare_kind_keeps_its_own_code(make_dossier, make_entry):
    """The main kind is what is scored; the rarer one stands beside it, and further ones too."""
    entry = make_entry(kind=Kind.ENTWAESSERUNG, further_kinds=(Kind.ZUFAHRT,))
    (row,) = rows(make_dossier(entry))
    assert (row["type"]["value"], row["sub_kind"]) == ("LEITUNG", "ENTWAESSERUNG")
    assert row["further_kinds"] == ["ZUFAHRT"]


def test_flag_comes_with_reason_and_other_readings(make_dossier, make_entry, make_doubt):
    """A field that a person should look at says why, and what else the ink may be."""
    declared = Finding(
        value=date(1974, 3, 12), doubts=(make_doubt(),), alternatives=("1974-03-17",)
    )
    (row,) = rows(make_dossier(make_entry(declared_on=declared)))
    assert row["declared_on"] == {
        "value": "1974-03-12",
        "flagged": True,
        "doubts": [{"reason": "illegible", "detail": "Ziffer nicht sicher"}],
        "alternatives": ["1974-03-17"],
    }
    assert row["flagged_fields"] == ["declared_on"]
    assert row["flagged"] is False


def test_values_carry_how_sure_they_are(make_dossier, make_entry, make_doubt):
    """The probability of being right is told where it was estimated; the worst to fear is first."""
    law = Finding(value="§ 99 BauO NW", confidence=0.123456, doubts=(make_doubt(),))
    day = Finding(value=date(1974, 3, 12), confidence=0.2, doubts=(make_doubt(),))
    (row,) = rows(make_dossier(make_entry(legal_basis=law, registered_on=day)))
    assert row["legal_basis"]["confidence"] == 0.1235
    assert "confidence" not in row["street"]
    assert row["flagged_fields"] == ["registered_on", "legal_basis"]


def test_what_is_absent_is_null(make_dossier, make_entry):
    """A value that was looked for and is not there is null, and not flagged."""
    (row,) = rows(make_dossier(make_entry(kind=None, sheet=None, reference=None)))
    for column in ("type", "sheet", "reference", "deleted_on"):
        assert row[column] == {"value": None, "flagged": False}
    assert row["benefited"]["value"] == []


@pytest.mark.parametrize(
    ("reason", "is_told"),
    [
        (DoubtReason.UNREAD_INK, True),
        (DoubtReason.NO_TEXT, True),
        (DoubtReason.TOO_LARGE, True),
        (DoubtReason.RESOLUTION, True),
        (DoubtReason.SEPARATOR_UNDECODED, True),
        (DoubtReason.NOT_FOUND, True),
        (DoubtReason.HANDWRITTEN, False),
    ],
)
def test_page_doubt_is_a_line_only_where_an_entry_may_hide(
    make_dossier, make_page, make_doubt, reason, is_told
):
    """Text that was not read is a line of its own; trifles are not."""
    page = make_page("Akte", number=3, doubts=(make_doubt(reason, page=3), make_doubt(reason)))
    lines = rows(make_dossier(pages=(page,)))
    assert [(line["file_id"], line["page"], line["doubt"]) for line in lines] == (
        [("Akte 1", 3, "Ziffer nicht sicher")] if is_told else []
    )


def test_doubt_about_the_whole_dossier_names_a_page(make_dossier, make_page, make_doubt):
    """A dossier whose entries could not be made out is told with its first page."""
    doubts = (make_doubt(DoubtReason.NOT_FOUND), make_doubt(DoubtReason.PAGES_KNOWN))
    pages = (make_page("a", number=1), make_page("b", number=2))
    (line,) = rows(make_dossier(pages=pages, doubts=doubts))
    assert (line["page"], line["doubts"]) == (1, ["not_found"])


def test_names_stay_out_of_entries(make_dossier, make_entry, make_page, make_person, make_doubt):
    """Names and birth dates are in no column of an exported entry, in no format."""
    birth = Field(
        name=FieldName.BIRTH_DATE,
        value="1931-02-03",
        evidence=Evidence(page=1, start=14, end=22),
        source="test",
    )
    page = make_page("Karl Ott geb. 3.2.1931")
    doubted = Finding(value="143", doubts=(make_doubt(),))
    entry = make_entry(
        wording="Karl\nOtt, geb. 3.2.1931, duldet", notes=(Both.only("für Ott"),), sheet=doubted
    )
    dossier = make_dossier(entry, pages=(page,), fields=(make_person("Karl Ott", 0, 8), birth))
    for export in (entries_jsonl, entries_json, entries_csv):
        text = "".join(export([dossier]))
        assert "Ott" not in text
        assert "1931" not in text
        assert "duldet" in text


def table(dossier):
    text = "".join(entries_csv([dossier]))
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_csv_is_a_table_for_people(make_dossier, make_entry, make_plots, make_doubt, make_page):
    """A row for each entry and each doubtful page; parcels as people write them."""
    page = make_page("Akte", doubts=(make_doubt(DoubtReason.NO_TEXT),))
    entry = make_entry(
        burdened=make_plots(("Büttgen", "12", "345/6"), ("Büttgen", "12", "7")),
        wording='Zeile 1\nZeile 2; "drei"',
    )
    row, doubt = table(make_dossier(entry, pages=(page,)))
    assert row["burdened"] == "Büttgen Flur 12 Flst. 345/6; Büttgen Flur 12 Flst. 7"
    assert row["wording"] == 'Zeile 1\nZeile 2; "drei"'
    assert (row["type"], row["registered_on"], row["part"]) == ("STELLPLATZ", "1974-05-02", "nein")
    assert (row["dossier_number"], row["file_id"]) == ("KAA-1", "Akte 1")
    assert (doubt["page"], doubt["doubt"], doubt["sheet"]) == ("1", "Ziffer nicht sicher", "")


@pytest.mark.parametrize(
    "evil", ["=1+1", "+49 2131", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1"]
)
def test_no_cell_is_a_formula(make_dossier, make_entry, evil):
    """A scan cannot make a spreadsheet compute: such text gets an apostrophe in front."""
    (row,) = table(make_dossier(make_entry(reference=evil)))
    assert row["reference"].startswith("'")
    assert row["reference"].endswith(evil[-1])


def test_json_is_one_array(make_dossier, make_entry):
    """The JSON format is one array, empty for nothing."""
    two = make_dossier(make_entry(), make_entry(number=2))
    assert len(json.loads("".join(entries_json([two])))) == 2
    assert json.loads("".join(entries_json([]))) == []


@pytest.mark.parametrize("export", [entries_jsonl, entries_json, entries_csv, text_jsonl])
def test_every_piece_carries_its_line_ends(make_dossier, make_entry, make_page, export):
    """Joined, the pieces are the file: nothing has to be put between them, in no format."""
    dossier = make_dossier(make_entry(), make_entry(number=2), pages=(make_page("Akte"),))
    text = "".join(export([dossier]))
    assert text.endswith("\n")
    assert "\n\n" not in text
    assert len(text.splitlines()) == {text_jsonl: 1, entries_json: 4, entries_csv: 3}.get(export, 2)


def test_text_has_a_line_for_every_page(make_dossier, make_page):
    """Blank pages and separators have a line too, under the place in what was delivered."""
    pages = (make_page("Trennblatt"), make_page("", number=2), make_page("Akte", number=3))
    lines = [json.loads(line) for line in text_jsonl([make_dossier(pages=pages)])]
    assert [(line["file_id"], line["page"], line["text"]) for line in lines] == [
        ("Akte 1", 1, "Trennblatt"),
        ("Akte 1", 2, ""),
        ("Akte 1", 3, "Akte"),
    ]
