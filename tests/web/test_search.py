"""The search page: what people type, what they see, and what an empty answer is worth."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from index.embedded import INDEX_FILE
from tests.web.conftest import Served, ask, follow, open_entry

Browse = Callable[..., Page]


def test_a_parcel_is_found_with_all_that_it_says(browse: Browse) -> None:
    """Town, sheet, parcels with their place, kind, status and days stand in one row."""
    page = browse("karla")
    ask(page, "kaarst flur 3 flst. 1100/9")
    row = page.locator("table.entries tbody tr").nth(0).inner_text()
    for said in ("Kaarst", "Blatt 1039, lfd. Nr. 1", "Kaarst, Flur 3:", "Anbaubaulast"):
        assert said in row
    assert "08.10.1973" in row
    assert page.locator("mark").nth(0).inner_text() == "1100/9"


def test_what_is_doubted_is_shown_as_doubted(browse: Browse) -> None:
    """Parcels that may be others ask a person to look, in words."""
    page = browse("karla")
    ask(page, "Blatt 1131")
    row = page.locator("table.entries tbody tr").first
    assert row.locator(".doubt").first.inner_text() == "bitte prüfen"


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Norf 4 12", "Neuss (keine Berechtigung)"),
        ("Spielplatz", "Neuss, Rommerskirchen (keine Berechtigung)"),
        ("Musterstadt 3 12", "weder Flurstück noch Blatt erkannt"),
        ("Ruhter Pfad 88", "Straße richtig geschrieben?"),
        ("Büttgen 13 999", "Nicht sicher: offene Zweifel"),
    ],
)
def test_an_empty_answer_says_what_it_is_worth(browse: Browse, question: str, says: str) -> None:
    """Never a bare "nothing": towns not looked into and open doubts are named."""
    page = browse("karla")
    ask(page, question)
    assert "nicht sicher" in page.locator("#ergebnis").inner_text()
    assert says in page.locator("main").inner_text()


def test_a_street_in_another_spelling_is_found_and_said(browse: Browse) -> None:
    """Nobody takes the entries of one street for those of another."""
    page = browse("karla")
    ask(page, "Rahter Str. 88")
    assert page.locator("table.entries tbody tr").count() > 0
    assert "gesucht ist „Rather Straße“" in page.locator("main").inner_text()


def test_what_is_asked_stands_in_no_address(browse: Browse) -> None:
    """A question may hold a name: it is not in the address, and nobody else can open it."""
    page = browse("karla")
    ask(page, "Mustermann Kaarst")
    assert "Muster" not in page.url
    other = browse("nora")
    other.goto(page.url)
    assert other.url.endswith("/")


def test_it_works_without_a_script(browse: Browse) -> None:
    """Search, entry, reason, page and statement need no script."""
    page = browse("nora", script=False)
    open_entry(page, "Kaarst 3 1100/9", reason="Bauantrag")
    expect(page.locator("svg image")).to_have_count(1)
    ask(page, "Kaarst 3 1100/9")
    page.fill("#anlass", "Kauf")
    follow(page, "text=Auskunft erteilen")
    assert page.locator("h1").inner_text().startswith("Auskunft 20")


def test_it_works_by_keyboard_alone(browse: Browse) -> None:
    """From signing in to the open entry without a pointer, and the focus is always seen."""
    page = browse(None)
    page.goto("/")
    page.wait_for_selector("#name:focus")
    page.keyboard.type("karla")
    page.keyboard.press("Tab")
    page.wait_for_selector("#kennwort:focus")
    page.keyboard.type("ein langes Kennwort")
    page.keyboard.press("Enter")
    page.wait_for_selector("#frage:focus")
    page.keyboard.type("Kaarst 3 1100/9")
    page.keyboard.press("Enter")
    page.wait_for_url("**/suche/*")
    for _ in range(20):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", page.evaluate("document.activeElement.outerHTML")
        if "/eintragung/" in str(page.evaluate("document.activeElement.href || ''")):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/eintragung/**")


def test_an_index_that_is_away_is_said(browse: Browse, served: Served) -> None:
    """A search that looked into nothing does not look like one that found nothing."""
    page = browse("karla")
    index = served.desk.home / INDEX_FILE
    away = index.rename(index.with_suffix(".away"))
    try:
        ask(page, "Kaarst 3 1100/9")
        assert "Es wurde nichts durchsucht" in page.locator("[role=alert]").inner_text()
        health = page.request.get("/health").json()
        assert health == {"accounts": "ok", "index": "IndexUnusable"}
    finally:
        away.rename(index)


def test_readme_shows_the_search(browse: Browse, pictures: Path) -> None:
    """The picture in README is of this program, on made-up files."""
    page = browse("nora")
    ask(page, "Gemarkung Kaarst")
    page.screenshot(path=pictures / "suche.png")
    expect(page.locator("table.entries tbody tr")).to_have_count(3)


@pytest.mark.parametrize("width", ["1280", "4K"])
def test_the_pages_fit_the_screen(browse: Browse, pictures: Path, width: str) -> None:
    """Nothing has to be scrolled sideways, from 1280 pixels to 4K; pictures are kept to look at."""
    page = browse("nora", width=width)
    for name, go in (
        ("suche", lambda: ask(page, "Gemarkung Kaarst")),
        ("eintragung", lambda: open_entry(page, "Kaarst 3 1100/9", reason="Bauantrag")),
        ("auskunft", lambda: page.goto("/auskunft")),
    ):
        go()
        page.screenshot(path=pictures / f"{name}-{width}.png")
        wide = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert wide, name


def test_results_are_narrowed_with_one_click(browse: Browse) -> None:
    """A kind that is chosen leaves its entries, and a second click takes the choice back."""
    page = browse("karla")
    ask(page, "Gemarkung Kaarst")
    expect(page.locator("table.entries tbody tr")).to_have_count(3)
    follow(page, "nav.choices >> text=Auflage")
    expect(page.locator("table.entries tbody tr")).to_have_count(1)
    follow(page, "nav.choices >> text=Auflage")
    expect(page.locator("table.entries tbody tr")).to_have_count(3)


@pytest.mark.parametrize(
    "chosen", ["stadt=neuss", "art=NICHTS", "stand=x", "gemarkung=Atlantis", "sort=x", "geprueft=1"]
)
def test_a_made_up_choice_is_refused(browse: Browse, chosen: str) -> None:
    """What cannot be chosen narrows nothing to nothing: it is not there."""
    page = browse("karla")
    ask(page, "Gemarkung Kaarst")
    assert page.request.get(f"{page.url}?{chosen}").status == 404


def test_a_selection_that_leaves_nothing_says_so(browse: Browse) -> None:
    """Nothing in a selection is not the same as nothing registered."""
    page = browse("karla")
    ask(page, "Kaarst 3 1100/9")
    page.goto(f"{page.url}?art=SPIELPLATZ")
    assert page.locator("#ergebnis").inner_text() == "Nichts in dieser Auswahl"


def test_a_statement_says_of_each_entry_what_is_to_be_checked(browse: Browse) -> None:
    """Of the one that it concerns, and just once."""
    page = browse("karla")
    page.goto("/auskunft")
    page.fill("[name=flurstueck]", "Kaarst 3 1100/9")
    page.fill("[name=grund]", "Bauantrag")
    follow(page, "text=Auskunft erteilen")
    entries = page.locator("ul.listed > li")
    found = {one.locator("strong").inner_text(): one for one in entries.all()}
    doubts = {name[-1]: one.locator(".doubt").all_inner_texts() for name, one in found.items()}
    assert doubts == {"1": ["bitte prüfen"], "2": []}
