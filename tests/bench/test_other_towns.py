"""The other towns: dossiers that are drawn can be scored."""

import json
from pathlib import Path
from random import Random

import pytest

from bench import score
from bench.other_towns.__main__ import main, spread
from bench.other_towns.town import numbers
from bench.other_towns.towns import TOWNS
from bench.scangen.parcels import Parcel


@pytest.mark.parametrize("town", TOWNS)
def test_a_drawn_dossier_is_scorable(town: str, tmp_path: Path) -> None:
    """Every town draws pages, and its truth given as a prediction is wholly right."""
    main(["--out", str(tmp_path), "--count", "1", "--seed", "2", "--towns", town, "--profiles",
          "clean"])  # fmt: skip
    (folder,) = tmp_path.iterdir()
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    assert truth["municipality"] == town
    assert truth["pages"]
    assert all((folder / name).is_file() for name in truth["scan"])
    rows = [{**entry, "file_id": truth["file_id"]} for entry in truth["entries"]]
    result, unknown = score.score_entries({truth["file_id"]: truth}, rows)
    counts = result["ALL"]["n"]
    assert (counts["missing"], counts["invented"], unknown) == (0, 0, 0)
    assert counts["perfect"] == counts["entries"] == len(rows)


@pytest.mark.parametrize("town", TOWNS)
def test_every_kind_is_worded(town: str) -> None:
    """A town has wordings for each of the twelve kinds, with the parcels that the kind names."""
    words = TOWNS[town].phrases
    assert len(words) == 12
    assert all("{B}" in text for texts in words.values() for text in texts)
    assert all("{N}" in text for text in words["ZUFAHRT"])
    assert not any("{N}" in text for text in words["VEREINIGUNG"])


def test_profiles_are_spread_in_proportion() -> None:
    """Profiles come in the shares asked for, and unknown ones are refused."""
    assert sorted(spread("clean:1,poor:3", 8, 1)) == ["clean"] * 2 + ["poor"] * 6
    with pytest.raises(SystemExit, match="unknown profiles: torn"):
        spread("torn:1", 8, 1)


@pytest.mark.parametrize(
    ("plots", "written"),
    [
        ([(12, None), (13, None), (14, None)], {"12 bis 14", "12-14", "12, 13 und 14"}),
        ([(15, 2), (15, 3), (15, 4)], {"15/2 bis 15/4", "15/2, 15/3 und 15/4"}),
        ([(15, 2), (16, 3), (17, 4)], {"15/2, 16/3 und 17/4"}),
    ],
)
def test_runs_may_be_written_as_ranges(
    plots: list[tuple[int, int | None]], written: set[str]
) -> None:
    """Numbers that follow each other are written as a range now and then, and no others are."""
    parcels = [Parcel("Lank", 3, zaehler, nenner) for zaehler, nenner in plots]
    seen = {numbers(parcels, Random(seed)) for seed in range(60)}
    assert written <= seen
    ranges = {text for text in seen if "bis" in text or "-" in text}
    assert bool(ranges) is any("bis" in text for text in written)
