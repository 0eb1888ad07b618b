"""Who is drawn: by a hash, so that it is the same on every machine and whenever it is asked."""

import hashlib

CHANCE_BYTES = 8  # of a hash: finer than any share that is asked for


def is_among(place: str, share: float) -> bool:
    """Whether something belongs to a share of all things of its kind.

    >>> is_among("a", 1.0), is_among("a", 0.0)
    (True, False)
    """
    chance = hashlib.sha256(place.encode("utf-8", "surrogatepass")).digest()[:CHANCE_BYTES]
    return int.from_bytes(chance) < share * (1 << 8 * CHANCE_BYTES)
