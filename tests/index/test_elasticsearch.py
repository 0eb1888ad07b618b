"""What is said of a server that is none of those that the shared index can be on."""

import pytest

from baulast.errors import IndexForeign
from index.elasticsearch import Server
from index.login import Login
from index.query import parse
from index.shared import SharedIndex

OLD = b'{"error":"Content-Type header [x; compatible-with=8] is not supported","status":406}'
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
