"""Dossier <-> JSON, with a format version."""

import json
from datetime import date
from typing import Any, TypeVar

import cattrs
from cattrs.preconf.json import make_converter

from baulast.model import Dossier, Page

T = TypeVar("T")
FORMAT = 1

_converter: cattrs.Converter = make_converter(omit_if_default=True)
_plainly: cattrs.Converter = make_converter()  # for people's programs: every key, each time

_converter.register_unstructure_hook(date, lambda day: day.isoformat())
_converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))


def dossier_to_json(dossier: Dossier) -> str:
    """The dossier as JSON text; equal dossiers give equal text."""
    body = {"format": FORMAT, "dossier": _converter.unstructure(dossier)}
    return json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def dossier_from_json(text: str) -> Dossier:
    """The dossier that was written; ValueError for a format that this program does not know."""
    body = json.loads(text)
    if body.get("format") != FORMAT:
        raise ValueError(f"dossier format {body.get('format')!r}, this program reads {FORMAT}")
    return _structured(body["dossier"], Dossier)


def page_to_json(page: Page) -> str:
    """The page as compact JSON text."""
    body: Any = _converter.unstructure(page)
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def page_from_json(text: str) -> Page:
    """The page that was written; ValueError for one of another shape."""
    return _structured(json.loads(text), Page)


def _structured(body: Any, kind: type[T]) -> T:
    try:
        return _converter.structure(body, kind)
    except cattrs.BaseValidationError as error:
        raise ValueError("; ".join(cattrs.transform_error(error))) from error


def plain(value: object) -> Any:
    """Any value of ours as dicts, lists, strings and numbers, ready for ``json.dumps``."""
    return _plainly.unstructure(value)
