"""What an index is made from is data with a version."""

import hashlib
import json
from importlib.resources import files

from index.mapping import fingerprint, index_body, mapping_version
from index.towns import KINDS

# Of data/elasticsearch.json at each version; a changed file needs a new number, and a row here.
KNOWN = {
    1: "22726c24e2fb9cbbf43ef74b78264053591b0f8d1b5fe0f10c9f05caebb056a9",
    2: "04098ce85a6c7c4f981fcebd85650292df2e6997f4bab5a06695cc9cc81f6cb4",
    3: "f6eee564946d733c25481fecdc6ae64b1f628ea4f3d04c4cf73d72857781efea",
    4: "ac263a25350915e6985d3dd543f38035e5f781c320dd50a0a4de7ecf2e23b7bc",
}


def test_a_changed_mapping_has_a_new_version():
    """An index that is in use cannot take another mapping: it is built anew beside it."""
    text = files("index").joinpath("data/elasticsearch.json").read_bytes()
    assert hashlib.sha256(text).hexdigest() == KNOWN[mapping_version()]


def test_nothing_is_indexed_that_the_mapping_does_not_name():
    """Strict: a field that somebody adds is refused rather than guessed at."""
    for kind in KINDS:
        assert index_body(kind)["mappings"]["dynamic"] == "strict"


def test_each_kind_has_its_own_fingerprint():
    """An index of pages is never taken for one of entries."""
    assert len({fingerprint(kind) for kind in KINDS}) == len(KINDS)
    assert json.dumps(index_body("entries"))
