"""Documents <-> the JSON that an index keeps of them."""

from datetime import date, datetime
from typing import Any, TypeVar

import cattrs
import orjson
from cattrs.preconf.json import make_converter

from baulast.codec import both_of_json, both_to_json
from baulast.language import Both
from baulast.model import Box

T = TypeVar("T")

_converter: cattrs.Converter = make_converter(omit_if_default=True)
_converter.register_unstructure_hook(date, lambda day: day.isoformat())
_converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
_converter.register_unstructure_hook(datetime, lambda moment: moment.isoformat())
_converter.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text))
_converter.register_unstructure_hook(Both, both_to_json)
_converter.register_structure_hook(Both, lambda body, _: both_of_json(body))
# A page has hundreds of words: four numbers are a third of the named form.
_converter.register_unstructure_hook(Box, lambda b: [b.left, b.top, b.right, b.bottom])
_converter.register_structure_hook(
    Box, lambda n, _: Box(left=n[0], top=n[1], right=n[2], bottom=n[3])
)


def to_json(document: object) -> str:
    """Compact JSON; equal documents give equal text."""
    return json_of(unstructured(document))


def json_of(body: object) -> str:
    """Compact JSON of dicts, lists and values; equal ones give equal text."""
    return orjson.dumps(body, option=orjson.OPT_SORT_KEYS).decode()


def unstructured(document: object) -> Any:
    """The document as dicts, lists and values."""
    return _converter.unstructure(document)


def from_json(text: str | bytes, kind: type[T]) -> T:
    """The document that ``to_json`` wrote."""
    return structured(orjson.loads(text), kind)


def structured(body: object, kind: type[T]) -> T:
    """The document from parsed JSON."""
    return _converter.structure(body, kind)
