"""The place in a list of hits that a search goes on from, as text that says nothing (pure)."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Any

from baulast.errors import InputError
from baulast.language import Both, tr


class PlaceUnusable(InputError):
    """What was given as the place to go on from is none."""

    remedy = Both("Die Suche von vorn beginnen.", "Begin the search anew.")

    def __str__(self) -> str:
        return tr("Die Fortsetzungsmarke ist unbrauchbar.", "The place to go on from is unusable.")


def offset(count: int) -> str:
    """Behind so many hits."""
    return cursor([count])


def offset_of(after: str) -> int:
    """How many hits lie before the place; PlaceUnusable where it does not say."""
    match place_of(after):
        case [int(count)] if count >= 0:
            return count
        case _:
            raise PlaceUnusable


def cursor(place: Sequence[object]) -> str:
    """A place in the order of hits, as ``after`` takes it."""
    return urlsafe_b64encode(json.dumps(place).encode()).decode()


def place_of(after: str) -> list[Any]:
    """The place that ``cursor`` wrote; PlaceUnusable for anything else."""
    try:
        place = json.loads(urlsafe_b64decode(after.encode()))
    except ValueError as error:
        raise PlaceUnusable from error
    if not isinstance(place, list):
        raise PlaceUnusable
    return place
