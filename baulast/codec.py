"""Dossier <-> JSON, with a format version."""

import json
from datetime import date
from typing import Any, TypeVar

import cattrs
from cattrs.preconf.json import make_converter

from baulast.language import Both
from baulast.model import Dossier, Page

T = TypeVar("T")
FORMAT = 2
# 1: words about a doubt in one language, that of the program that read; 2: in both.
READ = (1, FORMAT)

_converter: cattrs.Converter = make_converter(omit_if_default=True)
_plainly: cattrs.Converter = make_converter()  # for people's programs: every key, each time

_converter.register_unstructure_hook(date, lambda day: day.isoformat())
_converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))


def both_to_json(words: Both) -> Any:
    """Both wordings; a mere text where they are the same, as all were in format 1.

    >>> both_to_json(Both("Blatt", "sheet")), both_to_json(Both.only("Blatt"))
    ({'de': 'Blatt', 'en': 'sheet'}, 'Blatt')
    """
    if words.german == words.english:
        return words.german
    return {"de": words.german, "en": words.english}


def both_of_json(body: Any) -> Both:
    """What ``both_to_json`` wrote."""
    return Both.only(body) if isinstance(body, str) else Both(body["de"], body["en"])


_converter.register_unstructure_hook(Both, both_to_json)
_converter.register_structure_hook(Both, lambda body, _: both_of_json(body))
_plainly.register_unstructure_hook(Both, str)


def dossier_to_json(dossier: Dossier) -> str:
    """The dossier as JSON text; equal dossiers give equal text."""
    body = {"format": FORMAT, "dossier": _converter.unstructure(dossier)}
    return json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def dossier_from_json(text: str) -> Dossier:
    """The dossier that was written; ValueError for a format that this program does not know."""
    body = json.loads(text)
    if body.get("format") not in READ:
        raise ValueError(f"dossier format {body.get('format')!r}, this program reads {READ}")
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
