"""Every address of the desk, tried by those who must not see what is there."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, expect
from starlette.routing import BaseRoute, Mount, Route

from tests.web.conftest import PASSWORD, Served, follow
from web.app import API_DOCUMENT, create_app
from web.viewer import grant_of

Browse = Callable[..., Page]

# What anybody may open: signing in, the language, the description of the API, and how the desk is.
OPEN = {
    "/anmelden",
    "/anmelden/dienst",
    "/anmelden/dienst/zurueck",
    "/sprache",
    "/health",
    "/metrics",
    API_DOCUMENT,
}
# What belongs to no town: it shows what was asked, or nothing but a form.
OF_NO_TOWN = {"/", "/suche", "/suche/{word}", "/abmelden", "/auskunft"}


def routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Method and path of every route there is."""
    for route in _flat(app.routes):
        for method in sorted((route.methods or set()) - {"HEAD"}):
            yield method, route.path


def _flat(found: list[BaseRoute]) -> Iterator[Route]:
    for route in found:
        if isinstance(route, Mount):
            assert route.path == "/static"
        elif isinstance(route, Route):
            yield route
        else:  # what FastAPI keeps of an included router
            yield from _flat(route.original_router.routes)  # type: ignore[attr-defined]


def of_town(served: Served, town: str) -> tuple[str, str]:
    """The address of a town's dossier, and the number of a statement about its land."""
    dossier = next(d for d in served.desk.store.dossiers() if d.municipality == town)
    return served.desk.addresses.of(dossier.id, dossier.version), "2026-000001"


def filled(path: str, served: Served, town: str = "neuss") -> str:
    """The path with everything that belongs to the town in its place."""
    address, number = of_town(served, town)
    values = {"address": address, "number": "1", "position": "1", "field": "status"}
    if path.startswith(("/auskunft", "/api/v1/statements")):
        values["number"] = number
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda name: values.get(name[1], "1"), path)


@pytest.fixture(scope="module")
def every(served: Served) -> list[tuple[str, str]]:
    return sorted(routes(create_app(served.desk)))


def test_all_routes_are_known(every: list[tuple[str, str]]) -> None:
    """The tests below try what they are given: it must be everything."""
    paths = {path for _, path in every}
    assert paths >= OPEN | OF_NO_TOWN
    assert {"/eintragung/{address}/{number}", "/bild/{address}/{number}"} <= paths


def test_without_signing_in_everything_is_closed(
    browse: Browse, every: list[tuple[str, str]], served: Served
) -> None:
    """Nobody gets anything but the way to sign in."""
    request = browse(None).request
    for method, path in every:
        if path in OPEN:
            continue
        headers = {"origin": served.address}
        answer = request.fetch(
            filled(path, served), method=method, headers=headers, max_redirects=0
        )
        if path.startswith("/api/"):
            assert answer.status in (401, 422), (method, path, answer.status)
        else:
            assert answer.status == 303, (method, path, answer.status)
            assert answer.headers["location"].startswith("/anmelden")


@pytest.mark.parametrize("name", ["karla", "nora", "rolf"])
def test_a_user_of_kaarst_gets_nothing_of_neuss(
    browse: Browse, every: list[tuple[str, str]], served: Served, name: str
) -> None:
    """Every address with what belongs to Neuss in it is as if it were not there."""
    page = browse(name)
    assert_closed(page, every, served, name, "neuss")


def test_who_loses_the_right_at_work_gets_nothing_more(
    browse: Browse, every: list[tuple[str, str]], served: Served
) -> None:
    """Every address of the town that was reviewed a moment ago is as if it were not there."""
    account = replace(served.desk.accounts.account("rolf"), name="rosa")  # type: ignore[type-var]
    served.desk.accounts.add(account)
    page = browse("rosa")
    assert page.request.get(filled("/seiten/{address}", served, "kaarst")).status == 200
    served.desk.accounts.set_grants("rosa", (grant_of("dormagen:review"),))
    assert_closed(page, every, served, "rosa", "kaarst")


def assert_closed(
    page: Page, every: list[tuple[str, str]], served: Served, name: str, town: str
) -> None:
    """Every address with what belongs to the town in it is as if it were not there."""
    page.goto("/")
    word = page.locator("input[name=echt] >> nth=0").input_value()
    token = served.desk.accounts.make_token(name, "test", days=1)
    for method, path in every:
        if path in OPEN | OF_NO_TOWN or "{" not in path:
            continue
        headers = {"origin": served.address}
        if path.startswith("/api/"):
            headers |= {"authorization": f"Bearer {token}", "reason": "x"}
        form = {"echt": word, "grund": "x", "freigeben": "1", "geprueft": "ja"}
        said = {"verb": "accept", "stand": "x"}
        is_api = path.startswith("/api/")
        answer = page.request.fetch(
            filled(path, served, town),
            method=method,
            headers=headers,
            max_redirects=0,
            form=form if method == "POST" and not is_api else None,
            data=said if method == "POST" and is_api else None,
        )
        assert answer.status == 404, (method, path, answer.status)
        assert "Bedburdyck" not in answer.text()


def test_a_search_of_kaarst_finds_nothing_of_neuss(browse: Browse) -> None:
    """Neither by parcel nor by words, and it says that Neuss was not looked into."""
    page = browse("karla")
    for question in ("Bedburdyck 15 964", "Blatt 1842", "Baulast"):
        page.goto("/")
        page.fill("#frage", question)
        page.press("#frage", "Enter")
        page.wait_for_url("**/suche/*")
        expect(page.locator("table.entries td", has_text="Bedburdyck")).to_have_count(0)
        assert "Nicht durchsucht" in page.locator("main").inner_text()


def test_the_kreis_reads_entries_of_all_and_no_pages(browse: Browse) -> None:
    """Entries of every town, and no page of any."""
    page = browse("kreis")
    for question in ("Bedburdyck 15 964", "Kaarst 3 1100/9"):
        page.goto("/")
        page.fill("#frage", question)
        page.press("#frage", "Enter")
        page.wait_for_url("**/suche/*")
        follow(page, "table.entries a >> nth=0")
        assert "für Sie geschlossen" in page.locator(".scan").inner_text()


def test_a_form_of_another_site_is_refused(browse: Browse, served: Served) -> None:
    """Neither a foreign origin nor a form without the session's word does anything."""
    page = browse("karla")
    page.goto("/")
    word = page.locator("input[name=echt] >> nth=0").input_value()
    foreign = {"origin": "https://elsewhere.example"}
    for headers, form in (
        (foreign, {"echt": word, "frage": "x"}),
        ({"origin": "null"}, {"echt": word, "frage": "x"}),
        ({"origin": served.address}, {"frage": "x"}),
        ({"origin": served.address}, {"echt": "ä" * 64, "frage": "x"}),
    ):
        answer = page.request.post("/suche", headers=headers, form=form, max_redirects=0)
        assert answer.status == 403, (headers, form)


def test_too_many_wrong_passwords_have_to_wait(browse: Browse, served: Served) -> None:
    """The right password does not help either, until some minutes have passed."""
    request = browse(None).request
    headers = {"origin": served.address}
    for _ in range(5):
        form = {"name": "kreis", "kennwort": "falsch"}
        assert request.post("/anmelden", headers=headers, form=form).status == 401
    form = {"name": "kreis", "kennwort": PASSWORD}
    answer = request.post("/anmelden", headers=headers, form=form)
    assert answer.status == 429
