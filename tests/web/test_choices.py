"""Looks that offer another reading, and what they look like."""

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from review.desk import decisions_in
from tests.web.conftest import BAULAST, ROOT, Served, open_to_all
from tests.web.test_review import left, press

Browse = Callable[..., Page]
# Its second entry's parcel is written otherwise on another page.
CONTRADICTING = "samples/korschenbroich/KOR-clean-2026-0024"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A desk of the test's own with a dossier that contradicts itself."""
    home = tmp_path / "home"
    call = [str(BAULAST), "--home", str(home), "import", CONTRADICTING, "-m", "kaarst", "--quiet"]
    assert subprocess.run(call, cwd=ROOT, check=False).returncode == 0
    with open_to_all(home) as running:
        yield running


def overview(page: Page) -> None:
    page.goto("/pruefung")


def with_choice(page: Page) -> None:
    page.goto("/pruefung/naechste")
    page.wait_for_selector("button[name=wahl]")


def test_a_wrong_reading_with_the_right_choice_needs_one_key(
    browse: Browse, served: Served
) -> None:
    """The choice is taken, seen in the archive, and taken back by another key."""
    page = browse("rita")
    with_choice(page)
    wanted = page.locator("button[name=wahl] >> nth=0").text_content() or ""
    before = left(served)
    press(page, "1")
    assert left(served) == before - 1
    (told,) = [
        one for d in served.desk.store.dossiers() for one in decisions_in(served.desk.store, d.id)
    ]
    assert told[1].by == "rita"
    assert wanted
    press(page, "z")
    assert left(served) == before
    assert page.locator("button[name=wahl] >> nth=0").text_content() == wanted


def test_readme_shows_the_review(browse: Browse, pictures: Path) -> None:
    """The picture in README is of this program, on made-up files: a look with a choice."""
    page = browse("rita")
    with_choice(page)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=pictures / "pruefung.png")
    assert page.locator(".paper svg image").is_visible()


@pytest.mark.parametrize("width", ["1280", "4K"])
def test_the_screens_are_legible(browse: Browse, width: str, pictures: Path) -> None:
    """Nothing reaches beyond the window; pictures are left for people to look at."""
    page = browse("rita", width=width)
    for name, open_page in (("pruefung", overview), ("stelle", with_choice)):
        open_page(page)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=pictures / f"{name}-{width}.png")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert re.search(r"\d+ offen", page.text_content(".bar") or "")
