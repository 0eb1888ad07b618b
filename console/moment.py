"""Moments as people read them."""

from datetime import datetime


def moment(at: str) -> str:
    """A moment of a record (ISO 8601), to the second, in the time of this place.

    What is no moment, as in a damaged line, stays as it is written.
    """
    try:
        return f"{datetime.fromisoformat(at).astimezone():%d.%m.%Y, %H:%M:%S}"
    except ValueError:
        return at
