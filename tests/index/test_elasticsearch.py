"""What is said of a server that is none of those that the shared index can be on."""

import pytest

from baulast.errors import IndexForeign
from index.elasticsearch import Server
from index.login import Login
from index.query import parse
from index.shared import SharedIndex

OLD = b'{"error":"Content-Type header [x; compatible-with=8] is not supported","status":406}'
REFUSED = b'{"error":{"type":"security_exception","reason":"x"},"status":401}'
NEW = b'{"error":{"type":"media_type_header_exception","reason":"x"},"status":400}'


@pytest.mark.parametrize(
    "httpd",
    [(200, b"{}"), (406, OLD), (400, NEW)],
    indirect=True,
    ids=["another program", "an older Elasticsearch", "a newer Elasticsearch"],
)
def test_what_is_no_elasticsearch_8_is_said(httpd):
    """Neither another program's answer nor another version's is taken for ours."""
    with (
        SharedIndex(Server(Login(url=httpd), pause=lambda _: None)) as index,
        pytest.raises(IndexForeign, match="kein Elasticsearch 8"),
    ):
        index.search(parse("Büttgen"))


def test_a_server_that_is_away_is_told_apart_soon():
    """One short pause, not the many of a delivery: whoever waits has more to do."""
    pauses: list[float] = []
    away = Server(Login(url="http://127.0.0.1:9"), pause=pauses.append)
    assert not away.is_there()
    assert len(pauses) == 1


@pytest.mark.parametrize("httpd", [(401, REFUSED), (200, b"{}")], indirect=True)
def test_whatever_answers_is_there(httpd):
    """Why it takes nothing is said where it is asked to."""
    assert Server(Login(url=httpd), pause=lambda _: None).is_there()
