"""Who may see what in the shared index: every town, every role, every way in."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import ApiError, Elasticsearch

from baulast.codec import plain
from baulast.errors import StoreError
from baulast.gazetteer import fold_name, gazetteer
from baulast.model import Dossier
from baulast.settings import Settings
from extract.find import make_nlp
from extract.plain_text import dossier_of_text
from extract.stage import extract
from index.login import Login
from index.query import parse
from index.rights import Role
from index.shared import SharedIndex
from tests.tools.elasticsearch.server import sweep

pytestmark = pytest.mark.integration
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PREFIX = "baulast-rights"
TOWNS = {town.ags: fold_name(town.name) for town in gazetteer().municipalities}
PASSWORD = "for-this-test-only"
SEES_NAMES = (Role.NAMES, Role.REVIEW, Role.IMPORT)

Way = Callable[[Elasticsearch, str], object]


def truths() -> list[dict[str, Any]]:
    return [json.loads(path.read_text("utf-8")) for path in sorted(SAMPLES.rglob("truth.json"))]


NAMES = sorted({name for truth in truths() for name in truth["names"]})


def made_up() -> Iterator[Dossier]:
    """The samples as the truth reads them, handwriting too, for each of the eight towns."""
    settings = Settings().extract
    nlp = make_nlp(settings)
    for truth in truths():
        pages = ("\n".join([page["text"], *page["handwritten"]]) for page in truth["pages"])
        read = extract(dossier_of_text(truth["file_id"], "\f".join(pages)), nlp, settings)
        for town in TOWNS.values():
            yield replace(read, id=f"{town}/{truth['file_id']}", municipality=town)


@pytest.fixture(scope="module")
def filled(elasticsearch: Login) -> Iterator[Login]:
    """The index of all towns, and a user for each role in each of them."""
    with (
        SharedIndex.open(elasticsearch, prefix=PREFIX) as index,
        Elasticsearch(
            elasticsearch.url, basic_auth=(elasticsearch.user, elasticsearch.password)
        ) as admin,
    ):
        index.install()
        assert index.sync(made_up(), TOWNS.values()).is_proven
        users = [f"{PREFIX}-{ags}-{role}" for ags in TOWNS for role in Role if role != Role.KREIS]
        users.append(f"{PREFIX}-{Role.KREIS}")
        for name in users:  # named as the one role that it has
            admin.security.put_user(username=name, password=PASSWORD, roles=[name])
        yield elasticsearch
        for name in users:
            admin.security.delete_user(username=name)
    sweep(elasticsearch, PREFIX)


def _all(body: dict[str, Any]) -> Way:
    return lambda client, target: client.search(index=target, size=1000, **body)


def _export(client: Elasticsearch, target: str) -> object:
    keep = client.open_point_in_time(index=target, keep_alive="1m")["id"]
    found = client.search(pit={"id": keep, "keep_alive": "1m"}, size=1000)
    client.close_point_in_time(id=keep)
    return found["hits"]


FACETS = ("dossier", "town", "keeper", "reference", "street", "land_register", "name.exact")
WAYS_IN: dict[str, Way] = {
    "search": _all({"query": {"match_all": {}}}),
    "count": lambda client, target: client.count(index=target),
    "highlight": _all(
        {
            "query": {"query_string": {"query": " ".join(NAMES).replace("&", "")}},
            "highlight": {"fields": {"text": {}}, "require_field_match": False},
        }
    ),
    "suggestion": _all(
        {
            "suggest": {
                "s": {"text": " ".join(NAMES), "term": {"field": "text", "min_word_length": 3}}
            }
        }
    ),
    "facet": lambda client, target: client.search(
        index=target,
        size=0,
        aggs={name: {"terms": {"field": name, "size": 999}} for name in FACETS},
    ),
    "terms": lambda client, target: client.termvectors(
        index=target, id="none", fields=["text"], term_statistics=True
    ),
    "export": _export,
    "error text": lambda client, target: client.search(index=target, query={"foreign": {}}),
    "mapping": lambda client, target: client.indices.get(index=target),
}


def answers(login: Login, user: str, kind: str) -> Iterator[tuple[str, str]]:
    """What a user gets by every way in: to everything he may see, and to each index by name."""
    with Elasticsearch(login.url, basic_auth=(user, PASSWORD)) as client:
        targets = [f"{PREFIX}-*-{kind}", *(f"{PREFIX}-{ags}-{kind}" for ags in TOWNS)]
        for target in targets:
            for way, ask in WAYS_IN.items():
                try:
                    said = str(ask(client, target))
                except ApiError as error:
                    said = str(error.body)
                yield f"{way} of {target}", said


def our_answers(login: Login, user: str) -> Iterator[tuple[str, str]]:
    """The same through our own search, statements and their errors."""
    with SharedIndex.open(replace(login, user=user, password=PASSWORD), prefix=PREFIX) as index:
        for asked in ("Kaarst 3 1100/9", "Stellplatz", "Baulast", *NAMES):
            query = parse(asked)
            try:
                said = plain(
                    replace(index.search(query, pages=True, deleted=True), query=parse(""))
                )
                said["scope"].pop("spellings")  # what he typed himself
                yield f"search {asked!r}", json.dumps(said, ensure_ascii=False)
            except StoreError as error:
                yield f"search {asked!r}", str(error)
        yield "statement", json.dumps(plain(index.doubtful(parse("Kaarst"))), ensure_ascii=False)


def leaks(said: str) -> list[str]:
    return [name for name in NAMES if name in said]


def foreign(said: str, own: str) -> list[str]:
    """Dossiers of registers that a town's role must not reach; copies about its land it may."""
    return [
        town for town in TOWNS.values() if town != own and f'"{town}/' in said.replace("'", '"')
    ]


@pytest.mark.parametrize("ags", TOWNS, ids=TOWNS.get)
def test_who_may_search_sees_no_name(filled: Login, ags: str) -> None:
    """The role search meets no name that the truth knows, and no page, by any way in."""
    user = f"{PREFIX}-{ags}-{Role.SEARCH}"
    for kind in ("entries", "pages", "persons"):
        for way, said in answers(filled, user, kind):
            assert not leaks(said), way
    for way, said in our_answers(filled, user):
        assert not leaks(said), way


@pytest.mark.parametrize("ags", TOWNS, ids=TOWNS.get)
@pytest.mark.parametrize("role", SEES_NAMES)
def test_names_are_those_of_the_own_town(filled: Login, ags: str, role: Role) -> None:
    """Whoever may see names sees them in the own register and in no other."""
    user = f"{PREFIX}-{ags}-{role}"
    seen = [said for kind in ("pages", "persons") for _, said in answers(filled, user, kind)]
    assert leaks("".join(seen))
    assert not any(foreign(said, TOWNS[ags]) for said in seen)
    for way, said in answers(filled, user, "entries"):
        assert not leaks(said), way


def test_the_kreis_sees_all_entries_and_no_name(filled: Login) -> None:
    """The cross-town reader finds every town's entries, and neither pages nor names."""
    user = f"{PREFIX}-{Role.KREIS}"
    for kind in ("entries", "pages", "persons"):
        for way, said in answers(filled, user, kind):
            assert not leaks(said), way
    with SharedIndex.open(replace(filled, user=user, password=PASSWORD), prefix=PREFIX) as index:
        answer = index.search(parse("Baulast"), limit=1000)
    assert {hit.document.municipality for hit in answer.entries} == set(TOWNS.values())
    assert answer.scope.unseen == ()


@pytest.mark.parametrize("ags", TOWNS, ids=TOWNS.get)
def test_an_answer_says_which_towns_it_could_not_look_into(filled: Login, ags: str) -> None:
    """A silent part of an answer would be a wrong "nothing"."""
    user = f"{PREFIX}-{ags}-{Role.SEARCH}"
    with SharedIndex.open(replace(filled, user=user, password=PASSWORD), prefix=PREFIX) as index:
        scope = index.search(parse("Baulast")).scope
    others = {town.name for town in gazetteer().municipalities if town.ags != ags}
    assert set(scope.unseen) == others
    assert not scope.is_safe


def test_nobody_writes_into_another_towns_index(filled: Login) -> None:
    """The import of one town may fill its own indices and no other's."""
    own, other = list(TOWNS)[:2]
    user = f"{PREFIX}-{own}-{Role.IMPORT}"
    with Elasticsearch(filled.url, basic_auth=(user, PASSWORD)) as client:
        for kind in ("entries", "pages", "persons"):
            with pytest.raises(ApiError) as refused:
                client.index(index=f"{PREFIX}-{other}-{kind}-v1", document={})
            assert refused.value.status_code == 403
    dossier = next(d for d in made_up() if d.municipality == TOWNS[own])
    with SharedIndex.open(replace(filled, user=user, password=PASSWORD), prefix=PREFIX) as index:
        index.put(dossier)
