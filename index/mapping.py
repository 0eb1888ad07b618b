"""The mapping of the shared index, from ``data/elasticsearch.json`` (pure).

What it says about a field can never be changed in place: a changed file needs a new version, which
is built beside the old one. ``tests/index/test_mapping.py`` holds the file to its version.
"""

import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any

from index.german import part_words
from index.towns import ENTRIES

OLDEST_ASKED = 4  # the version since which an index has all that questions ask for


@cache
def mapping_version() -> int:
    """The number in the names of the indices."""
    return int(_data()["version"])


def index_body(kind: str) -> dict[str, Any]:
    """Settings and mappings with which an index of that kind is made."""
    data = _data()
    settings = json.loads(json.dumps(data["settings"]))
    settings["analysis"]["filter"]["german_compounds"]["word_list"] = sorted(part_words())
    properties = {**data["shared"], **data[kind]}
    if kind == ENTRIES:
        for name in ("parcels", "mentions"):
            properties[name] = {**properties[name], "properties": data["parcel"]}
    mappings = {"dynamic": "strict", "properties": properties}
    return {
        "settings": settings,
        "mappings": {**mappings, "_meta": {"fingerprint": _hash(settings, mappings)}},
    }


def fingerprint(kind: str) -> str:
    """SHA-256 of settings and mappings, as an index made with them carries it."""
    return str(index_body(kind)["mappings"]["_meta"]["fingerprint"])


def _hash(*bodies: object) -> str:
    return hashlib.sha256(json.dumps(bodies, sort_keys=True).encode()).hexdigest()


@cache
def _data() -> dict[str, Any]:
    text = files("index").joinpath("data/elasticsearch.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    return data
