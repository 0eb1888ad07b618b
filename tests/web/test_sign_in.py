"""Signing in: who may, who may not, and what ends it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import PASSWORD, Served, follow, open_entry
from web.viewer import grant_of

Browse = Callable[..., Page]


def test_who_is_signed_in_searches(browse: Browse) -> None:
    """Name and password open the desk, with the search first."""
    page = browse("karla")
    expect(page.locator("#frage")).to_be_visible()
    assert page.locator("header .who").inner_text() == "karla"


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("karla", "falsch falsch falsch"),
        ("niemand", PASSWORD),
        ("' OR 1=1 --", PASSWORD),
        ("x" * 5000, "y" * 5000),
    ],
    ids=["wrong password", "no such account", "SQL", "huge"],
)
def test_nobody_else_comes_in(browse: Browse, name: str, password: str) -> None:
    """A wrong password and an unknown name are told alike."""
    page = browse(None)
    page.goto("/anmelden")
    page.locator("#name").evaluate("e => e.removeAttribute('maxlength')")
    page.fill("#name", name)
    page.fill("#kennwort", password)
    follow(page, "main button")
    assert page.locator("[role=alert]").inner_text() == "Name oder Kennwort stimmt nicht."
    page.goto("/")
    assert page.url.endswith("/anmelden?weiter=/")


def test_signing_out_ends_the_session(browse: Browse) -> None:
    """The cookie of before opens nothing any more, even where somebody kept it."""
    page = browse("karla")
    kept = page.context.cookies()
    follow(page, "text=Abmelden")
    page.context.add_cookies(kept)  # type: ignore[arg-type]
    page.goto("/")
    assert "/anmelden" in page.url


def test_rights_that_are_taken_away_end_at_once(browse: Browse, served: Served) -> None:
    """Who is closed out while he works gets nothing more from the next request on."""
    page = browse("nils")
    served.desk.accounts.disable("nils")
    page.reload()
    assert "/anmelden" in page.url


def test_a_right_that_is_taken_away_closes_what_is_open(browse: Browse, served: Served) -> None:
    """Who may no longer see names gets no further page, reason given or not."""
    page = browse("nora")
    open_entry(page, "Kaarst 3 1100/9", reason="Bauantrag")
    image = str(page.locator("svg image").get_attribute("href"))
    assert page.request.get(image).status == 200
    served.desk.accounts.set_grants("nora", (grant_of("kaarst:search"),))
    assert page.request.get(image).status == 404
    page.reload()
    expect(page.locator("svg image")).to_have_count(0)


def test_the_language_is_switched_and_kept(browse: Browse) -> None:
    """English is one button away, and the page one was on stays."""
    page = browse("karla")
    follow(page, "text=English")
    assert page.locator("html").get_attribute("lang") == "en"
    expect(page.get_by_role("button", name="Search")).to_be_visible()
    follow(page, "text=Deutsch")
    expect(page.get_by_role("button", name="Suchen")).to_be_visible()
