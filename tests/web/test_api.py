"""The JSON API: what another system of a town asks, and what it may."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import jsonschema
import pytest

from archive.audit import EventName, read_trail
from tests.web.conftest import Served
from web.app import API_DOCUMENT

Client = httpx2.Client


@pytest.fixture
def asking(served: Served) -> Iterator[Callable[[str], Client]]:
    """A system that asks with the rights of somebody's account."""
    opened: list[Client] = []

    def client(name: str) -> Client:
        token = served.desk.accounts.make_token(name, "test", days=1)
        headers = {"authorization": f"Bearer {token}"}
        opened.append(Client(base_url=served.address, headers=headers, timeout=60))
        return opened[-1]

    yield client
    for one in opened:
        one.close()


def found(client: Client, query: str) -> dict[str, Any]:
    answer = client.post("/api/v1/search", json={"query": query})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_a_search_answers_as_the_description_says(asking: Callable[[str], Client]) -> None:
    """OpenAPI describes what comes, down to each field."""
    client = asking("karla")
    document = client.get(API_DOCUMENT).json()
    answer = found(client, "Kaarst 3 1100/9")
    schema = {"$ref": "#/components/schemas/ApiAnswer", "components": document["components"]}
    jsonschema.validate(answer, schema)
    first = answer["entries"][0]
    assert (first["sheet"], first["kinds"], first["registered_on"]) == (
        "1039",
        ["ANBAU"],
        "1973-10-08",
    )
    one = client.get(f"/api/v1/entries/{first['address']}/{first['position']}").json()
    assert {**one, "nearness": ""} == {**first, "nearness": ""}


def test_an_account_of_several_towns_goes_on_page_by_page(
    asking: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one of a single town does, each entry once."""
    monkeypatch.setattr("web.searching.LISTED", 2)
    client, met, after = asking("rita"), [], None
    while True:
        asked = {"query": "Baulast", "after": after}
        answer = client.post("/api/v1/search", json=asked).json()
        met += [(e["dossier"], e["position"]) for e in answer["entries"] + answer["deleted"]]
        after = answer["next"]
        if after is None:
            break
    assert len(met) == len(set(met)) == answer["total"]
    assert len(met) > 2
    assert {dossier.partition("/")[0] for dossier, _ in met} == {"kaarst", "neuss"}


def test_an_empty_answer_says_what_it_is_worth(asking: Callable[[str], Client]) -> None:
    """A program cannot take "nothing found" for "there is nothing"."""
    answer = found(asking("karla"), "Norf 4 12")
    assert (answer["entries"], answer["is_certain"]) == ([], False)
    assert answer["not_searched"] == ["Neuss (keine Berechtigung)"]


def test_a_statement_is_given_and_fetched_again(asking: Callable[[str], Client]) -> None:
    """Number, findings and letter; another town's account gets none of it."""
    client = asking("karla")
    asked = {"parcel": "Kaarst 3 1100/9", "reason": "Kauf", "applicant": ["Notariat"]}
    made = client.post("/api/v1/statements", json=asked)
    assert made.status_code == 201
    number = made.json()["number"]
    assert client.get(f"/api/v1/statements/{number}").json() == made.json()
    letter = client.get(f"/api/v1/statements/{number}/letter")
    assert letter.content.startswith(b"%PDF")
    assert asking("nils").get(f"/api/v1/statements/{number}").status_code == 404


@pytest.mark.parametrize(("name", "status"), [("karla", 200), ("nora", 200), ("kreis", 404)])
def test_who_asked_is_told_to_none_but_those_who_may_see_names(
    asking: Callable[[str], Client], served: Served, name: str, status: int
) -> None:
    """Numbers can be guessed: a statement opens for who gave it, and with the right to names."""
    asked = {"parcel": "Kaarst 3 1100/9", "reason": "Kauf", "applicant": ["Notariat"]}
    number = asking("karla").post("/api/v1/statements", json=asked).json()["number"]
    before = len(looks_at(served, number))
    for part in ("", "/letter"):
        assert asking(name).get(f"/api/v1/statements/{number}{part}").status_code == status
    seen = [name, name] if name == "nora" else []  # a line for each view of who did not make it
    assert looks_at(served, number)[before:] == seen


def looks_at(served: Served, number: str) -> list[str]:
    """Who looked at a statement again, as the audit trail tells."""
    lines = [one for one in read_trail(served.desk.home) if one.name == EventName.AGAIN]
    return [one.details["given_by"] for one in lines if one.details["number"] == number]


@pytest.mark.parametrize(
    ("name", "reason", "status"),
    [("nora", "Bauantrag%20%C3%84", 200), ("nora", "", 403), ("karla", "Bauantrag", 404)],
)
def test_a_page_image_needs_the_right_and_a_reason(
    asking: Callable[[str], Client], served: Served, name: str, reason: str, status: int
) -> None:
    """And the look stands in the audit trail."""
    client = asking(name)
    address = found(client, "Kaarst 3 1100/9")["entries"][0]["address"]
    answer = client.get(f"/api/v1/pages/{address}/1/image", headers={"reason": reason})
    assert answer.status_code == status
    if status == 200:
        assert answer.headers["content-type"] == "image/jpeg"
        last = [line for line in read_trail(served.desk.home) if line.name == EventName.LOOK][-1]
        assert (last.details["given_by"], last.details["reason"]) == ("nora", "Bauantrag Ä")


def test_later_acts_are_known_at_once(asking: Callable[[str], Client]) -> None:
    """An entry that another system adds is found by the next search, and its deletion too."""
    client = asking("rita")
    address = found(client, "Kaarst 7 654")["entries"][0]["address"]
    added = {
        "dossier": address,
        "order": "63-1/26",
        "sheet": "302",
        "number": 9,
        "kind": "ZUFAHRT",
        "burdened": ["Kaarst 7 655"],
        "registered_on": "2026-01-05",
        "wording": "Zufahrt",
    }
    assert client.post("/api/v1/acts/entries", json=added).status_code == 201
    (entry,) = found(client, "Kaarst 7 655")["entries"]
    assert (entry["sheet"], entry["entry_number"]) == ("302", 9)
    gone = {"dossier": address, "order": "63-2/26", "sheet": "302", "number": 9}
    deleted = client.post("/api/v1/acts/deletions", json=gone | {"deleted_on": "2026-02-05"})
    assert deleted.status_code == 201
    assert found(client, "Kaarst 7 655")["deleted"][0]["deleted_on"] == "2026-02-05"


def test_a_correction_is_published_at_once(asking: Callable[[str], Client]) -> None:
    """The next search shows it without a doubt; who was overtaken is told so."""
    client = asking("rita")
    hit = found(client, "Kaarst 3 1100/9")["entries"][0]
    path = f"/api/v1/entries/{hit['address']}/{hit['position']}/fields/reference"
    told = client.get(path).json()
    assert (hit["flagged"], told["is_reviewed"]) == (["reference"], False)
    said = {"verb": "correct", "value": "63-72/73", "stand": told["stand"]}
    answer = client.post(f"{path}/decisions", json=said)
    assert (answer.status_code, answer.json()["is_reviewed"]) == (201, True)
    again = found(client, "Kaarst 3 1100/9")["entries"][0]
    assert (again["reference"], again["flagged"]) == ("63-72/73", [])
    assert client.post(f"{path}/decisions", json=said).status_code == 409


def test_an_odd_value_is_taken_from_who_is_sure(asking: Callable[[str], Client]) -> None:
    """It is refused with a sign of what was asked; with that sign another try is taken."""
    client = asking("rita")
    hit = found(client, "Kaarst 3 1100/9")["entries"][1]
    path = f"/api/v1/entries/{hit['address']}/{hit['position']}/fields/registered_on"
    odd = {"verb": "correct", "value": "23.7.2974", "stand": client.get(path).json()["stand"]}
    refused = client.post(f"{path}/decisions", json=odd)
    assert refused.status_code == 400
    said = {**odd, "value": "23.7.1974", "sure_of": refused.json()["sure_of"]}
    assert client.post(f"{path}/decisions", json=said).status_code == 201


@pytest.mark.parametrize("name", ["nora", "kreis", "nils"])
def test_corrections_are_for_reviewers_of_the_town(
    asking: Callable[[str], Client], served: Served, name: str
) -> None:
    """Whoever may only look decides nothing."""
    dossier = next(d for d in served.desk.store.dossiers() if d.municipality == "kaarst")
    address = served.desk.addresses.of(dossier.id, dossier.version)
    path = f"/api/v1/entries/{address}/1/fields/status"
    said = {"verb": "accept", "stand": "x"}
    assert asking(name).get(path).status_code == 404
    assert asking(name).post(f"{path}/decisions", json=said).status_code == 404


@pytest.mark.parametrize("name", ["nora", "kreis", "nils"])
def test_acts_are_for_reviewers_of_the_town(
    asking: Callable[[str], Client], served: Served, name: str
) -> None:
    """Whoever may only look records nothing."""
    dossier = next(d for d in served.desk.store.dossiers() if d.municipality == "kaarst")
    address = served.desk.addresses.of(dossier.id, dossier.version)
    body = {"dossier": address, "order": "1", "sheet": "302", "number": 1}
    answer = asking(name).post("/api/v1/acts/deletions", json=body | {"deleted_on": "2026-02-05"})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"query": ""}',
        b'{"query": 7}',
        b'{"query": "' + b"x" * 501 + b'"}',
        b"\xff\xfe",
        b"[" * 10_000,
    ],
    ids=["nothing", "list", "empty", "number", "long", "bytes", "deep"],
)
def test_what_is_no_question_is_refused(asking: Callable[[str], Client], body: bytes) -> None:
    """400 with words, in JSON."""
    headers = {"content-type": "application/json"}
    answer = asking("karla").post("/api/v1/search", content=body, headers=headers)
    assert answer.status_code == 400
    assert set(answer.json()) == {"error"}


def test_a_token_ends_with_its_account(asking: Callable[[str], Client], served: Served) -> None:
    """Closed out means closed out for machines too."""
    client = asking("nils")
    served.desk.accounts.disable("nils")
    assert client.post("/api/v1/search", json={"query": "x"}).status_code == 401


def test_metrics_name_routes_and_nothing_else(asking: Callable[[str], Client]) -> None:
    """Prometheus learns times and counts, no address and no name."""
    client = asking("karla")
    found(client, "Geheimrat Kaarst")
    text = client.get("/metrics").text
    assert 'route="/api/v1/search"' in text
    assert "Geheimrat" not in text
    assert "karla" not in text
