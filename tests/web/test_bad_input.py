"""Huge, hostile and foreign input: refused in words, never a bug."""

import sqlite3
from collections.abc import Callable

import httpx2
import pytest
from playwright.sync_api import Page, expect

from catalog.accounts import ACCOUNTS_FILE
from catalog.store import CATALOG_FILE
from index.embedded import INDEX_FILE
from tests.web.conftest import Served, ask
from web.guard import HEADERS, MOST_BODY

Browse = Callable[..., Page]

HOSTILE = {
    "huge": "9" * 100_000,
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "quotes": "\"'`;--",
    "search syntax": 'NEAR("a" AND * ^ :) OR {x}',
    "null": "a\0b",
    "surrogates": "\ud800",
    "right to left": "\u202egnukrameG",
    "templates": "{{ 7*7 }} ${x} {% raw %}",
    "many parcels": "Kaarst 3 " + ", ".join(map(str, range(400))),
    "range": "Kaarst 3 1 bis 999999999",
    "number of no database": "Kaarst 3 99999999999999999999/99999999999999999999",
    "flur of no database": "Kaarst 99999999999999999999 1",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_any_question_is_answered(browse: Browse, served: Served, text: str) -> None:
    """Whatever is typed is a question, never a command and never a part of the page."""
    page = browse("karla")
    page.goto("/")
    word = page.locator("input[name=echt] >> nth=0").input_value()
    headers = {"origin": served.address}
    sent = text.encode("utf-8", "replace").decode()
    answer = page.request.post("/suche", headers=headers, form={"echt": word, "frage": sent})
    assert answer.status == 200
    assert "<script>alert" not in answer.text()
    assert "49 $" not in answer.text()


@pytest.mark.parametrize(
    "path",
    [
        "/eintragung/x/1",
        "/eintragung/" + "A" * 5000 + "/1",
        "/eintragung/%00/1",
        "/eintragung/..%2f..%2fetc%2fpasswd/1",
        "/bild/../../../etc/passwd",
        "/auskunft/2026-000001%00",
        "/auskunft/..%2f..%2flog",
        "/auskunft/9999-999999",
        "/suche/" + "x" * 5000,
        "/static/../desk.py",
        "/static/%2e%2e/desk.py",
        "/eintragung/x/99999999999999999999",
        "/eintragung/x/-1",
        "/nirgends",
        "/\u202e",
    ],
)
def test_a_made_up_address_leads_nowhere(browse: Browse, path: str) -> None:
    """Not there, or not understood: never a look outside, never a bug."""
    answer = browse("rita").request.get(path, max_redirects=0)
    assert answer.status in (303, 400, 404), answer.status
    assert "root:" not in answer.text()


def test_every_answer_carries_the_headers(browse: Browse) -> None:
    """Pages, images, errors and refusals alike: nothing from elsewhere, nothing kept."""
    request = browse("karla").request
    for path in ("/", "/nirgends", "/health", "/anmelden"):
        headers = request.get(path).headers
        assert {name: headers[name] for name in HEADERS} == HEADERS
        assert headers["cache-control"] == "no-store"
        assert "server" not in headers


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"content-type": "multipart/form-data; boundary=x"}, b"--x--", 415),
        ({"content-length": str(MOST_BODY + 1)}, b"", 413),
        ({"content-type": "application/x-www-form-urlencoded"}, b"a=" + b"x" * 10_000, 401),
        ({"content-type": "application/json"}, b'{"name":', 401),
    ],
    ids=["upload", "too large", "no name", "no form"],
)
def test_what_is_no_form_is_not_taken(
    served: Served, headers: dict[str, str], body: bytes, status: int
) -> None:
    """Uploads and huge bodies are refused before they are read."""
    with httpx2.Client(base_url=served.address) as client:
        sent = {"origin": served.address, **headers}
        answer = client.post("/anmelden", headers=sent, content=body or b"x" * (MOST_BODY + 1))
        assert answer.status_code == status


@pytest.mark.parametrize("token", ["x", "ä" * 50, "x" * 8_000, "a b", "'; DROP TABLE tokens"])
def test_a_foreign_token_opens_nothing(served: Served, token: str) -> None:
    """Cookies and bearers that were made up are nobody's."""
    with httpx2.Client(base_url=served.address) as client:
        sent = {"cookie": f"baulast={token}".encode(), "authorization": f"Bearer {token}".encode()}
        page = client.get("/", headers={"cookie": sent["cookie"]})
        api = client.post("/api/v1/search", headers=sent, json={"query": "x"})
        assert page.status_code in (303, 400, 431)
        assert api.status_code in (400, 401, 431)


ENTRY = {
    "order": "63-1/26",
    "sheet": "143",
    "number": 77,
    "kind": "ZUFAHRT",
    "burdened": ["Büttgen 12 345"],
    "registered_on": "1999-01-04",
    "wording": "Zufahrt",
}


@pytest.mark.parametrize(
    "odd",
    [
        {"number": 2**63},
        {"number": 10**30},
        {"sheet": "a\0b"},
        {"order": "\x1b[2J"},
        {"wording": "\u0007"},
        {"burdened": ["Büttgen 12 99999999999999999999"]},
    ],
    ids=str,
)
def test_what_no_register_holds_is_not_recorded(served: Served, odd: dict[str, object]) -> None:
    """It would stay in the archive for good, and no index and no export could take it."""
    dossier = next(d for d in served.desk.store.dossiers() if d.municipality == "kaarst")
    address = served.desk.addresses.of(dossier.id, dossier.version)
    token = served.desk.accounts.make_token("rita", "test", days=1)
    with httpx2.Client(base_url=served.address, timeout=60) as client:
        answer = client.post(
            "/api/v1/acts/entries",
            headers={"authorization": f"Bearer {token}"},
            json={"dossier": address, **ENTRY, **odd},
        )
    assert answer.status_code == 400, answer.text
    assert not served.desk.store.supplement(dossier.id).exists()


def test_reading_goes_on_while_databases_are_locked(browse: Browse, served: Served) -> None:
    """Who is signed in goes on reading while another process writes."""
    page = browse("karla")
    files = (ACCOUNTS_FILE, CATALOG_FILE, INDEX_FILE)
    writing = [sqlite3.connect(served.desk.home / file) for file in files]
    try:
        for one in writing:
            one.execute("BEGIN IMMEDIATE")
        ask(page, "Kaarst 3 1100/9")
        expect(page.locator("table.entries")).to_have_count(1)
    finally:
        for one in writing:
            one.rollback()
            one.close()
