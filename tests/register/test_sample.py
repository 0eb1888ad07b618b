"""``baulast sample``: pages are drawn fairly and again the same, and results are kept."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.audit import EventName, read_trail
from archive.sample import PageUnknown, is_drawn
from baulast.model import ColourMode, Dossier, Page, PageOrigin
from cli import commands

PAGES = 4000  # at 5 % the share lies within a percent of that with odds of 99.6 %; it is fixed


def call(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["--home", str(home), *arguments])


def sights(home: Path, *arguments: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(call(home, "sample", *arguments, "--json").output)
    return found


def test_the_share_is_kept_and_the_seed_decides() -> None:
    """About one in twenty; the same ones for the same seed, mostly others for another."""

    def chosen(seed: int) -> set[int]:
        return {
            n
            for n in range(PAGES)
            if is_drawn(dossier(n), dossier(n).pages[0], rate=0.05, seed=seed)
        }

    assert 0.04 * PAGES < len(chosen(2026)) < 0.06 * PAGES
    assert chosen(2026) == chosen(2026)
    assert len(chosen(2026) & chosen(1)) < 0.2 * len(chosen(1))


def dossier(number: int) -> Dossier:
    origin = PageOrigin(delivery="d", place=1, file="f", sha256="0", frame=0)
    page = Page(
        number=1,
        origin=origin,
        width_px=1,
        height_px=1,
        dpi=300,
        mode=ColourMode.GREY,
        pixels_sha256=str(number),
    )
    return Dossier(id=f"kaarst/{number}", municipality="kaarst", number=None, pages=(page,))


def test_what_came_of_it_is_shown_and_written_down(imported_home: Path) -> None:
    """In the list, in the dossier's supplement and in the audit trail; the newest word counts."""
    home = imported_home
    everything = sights(home, "--rate", "100%")
    first = str(everything[0]["dossier"])
    assert {one["result"] for one in everything} == {None}
    assert call(home, "sample", "record", first, "1", "differs").exit_code == 0
    assert sights(home, "--rate", "1.0")[0]["result"] == "differs"
    assert call(home, "sample", "record", first, "1", "same", "--remark", "neu").exit_code == 0
    assert sights(home, "--rate", "100%")[0]["result"] == "same"
    lines = [line for line in read_trail(home) if line.name == EventName.SIGHT]
    assert [line.dossiers for line in lines] == [(first,), (first,)]
    assert "1 angesehen" in call(home, "sample", "--rate", "100%").output
    assert call(home, "verify", "--dossier", first).exit_code == 0


def test_a_page_that_is_not_there_is_refused(home: Path) -> None:
    """Nothing is written down."""
    first = str(sights(home, "--rate", "100%")[0]["dossier"])
    done = call(home, "sample", "record", first, "99", "same")
    assert isinstance(done.exception, PageUnknown)
    assert read_trail(home) == ()


@pytest.mark.parametrize("rate", ["0", "101%", "-1", "fünf"])
def test_a_share_is_between_nothing_and_all(home: Path, rate: str) -> None:
    """Anything else is a wrong call."""
    assert call(home, "sample", "--rate", rate).exit_code == 2
