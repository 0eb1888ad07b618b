"""The shared index on another server version, and a new mapping while people search."""

from collections.abc import Iterator
from dataclasses import replace
from queue import Queue
from threading import Event, Thread

import pytest

from baulast.errors import BaulastError
from index.login import Login
from index.mapping import mapping_version
from index.query import parse
from index.rights import Role
from index.seam import Sort
from index.shared import SharedIndex
from tests.tools.elasticsearch import server

pytestmark = pytest.mark.integration
TOWNS = ("kaarst",)
DOSSIERS = 60


@pytest.fixture
def other_version() -> Iterator[Login]:
    started = server.start(server.OTHER_VERSION)
    yield Login(url=started.url, user="elastic", password=started.password)
    server.stop(started)


def test_another_8_x_server_does_the_same(other_version, make_dossier, make_entry, make_state):
    """Made, filled, proven, narrowed, counted, gone on and emptied on it as on the other one."""
    archive = [make_dossier(make_entry(), make_entry(number=2), id=f"kaarst/{n}") for n in range(3)]
    with SharedIndex.open(other_version) as index:
        assert index.install(TOWNS).roles
        assert index.sync(archive, TOWNS, [make_state("Kaarst")]).is_proven
        answer = index.search(parse("Büttgen 12 345"))
        assert (answer.total, answer.scope.is_safe) == (6, True)
        first = index.search(parse("Stellplatz art:stellplatz"), facets=True, limit=4)
        rest = index.search(parse("Stellplatz art:stellplatz"), limit=4, after=first.next)
        assert len({hit.document.id for hit in (*first.entries, *rest.entries)}) == 6
        assert dict(first.facets[0].counts) == {"kaarst": 6}
        assert index.search(parse("Baulast"), sort=Sort.NEWEST, pages=True).total == 6
        assert index.api_key(Role.SEARCH, "kaarst", days=1)
        assert index.sync((), TOWNS).held == 0


def test_no_search_fails_or_answers_half_while_the_alias_flips(
    elasticsearch, shared, worker_prefix, make_dossier, make_entry, make_state, monkeypatch
):
    """People search without a pause; each answer is wholly the old one or wholly the new one."""
    old = [make_dossier(make_entry(), id=f"kaarst/{n}") for n in range(DOSSIERS)]
    new = [replace(d, entries=(make_entry(sheet="900"),)) for d in old]
    prefix = f"{worker_prefix}-flip"
    with SharedIndex.open(elasticsearch, prefix=prefix) as before:
        assert before.sync(old, TOWNS, [make_state("Kaarst")]).is_proven
    answers: Queue[object] = Queue()
    is_over = Event()

    def searching() -> None:
        with SharedIndex.open(elasticsearch, prefix=prefix) as index:
            while not is_over.is_set():
                try:
                    found = index.search(parse("Büttgen 12 345"), limit=DOSSIERS * 2)
                except BaulastError as error:
                    answers.put(error)
                else:
                    sheets = frozenset(hit.document.sheet for hit in found.entries)
                    answers.put((found.total, sheets, found.scope.is_safe))

    monkeypatch.setattr("index.shared.mapping_version", lambda: mapping_version() + 1)
    monkeypatch.setattr("index.shared.REMEMBERED_S", 0.0)  # what lies behind an alias is asked anew
    thread = Thread(target=searching)
    thread.start()
    with SharedIndex.open(elasticsearch, prefix=prefix) as newer:
        try:
            seen = {answers.get()}
            assert newer.sync(new, TOWNS, [make_state("Kaarst")]).is_proven
            while not answers.empty():
                seen.add(answers.get())
            seen |= {answers.get(), answers.get()}  # the first of them may have begun before
        finally:
            is_over.set()
            thread.join()
    server.sweep(elasticsearch, prefix)
    whole = {(DOSSIERS, frozenset({sheet}), True) for sheet in ("143", "900")}
    assert seen == whole
