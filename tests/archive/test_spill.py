"""What is too much for memory, kept by several threads at once."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from archive.spill import Spill
from baulast.errors import StoreError

THREADS, KEYS = 8, 400


def test_each_key_is_kept_once_whoever_comes_first():
    """Of several threads that add the same keys, one is told of each that it was new."""
    with Spill() as spill, ThreadPoolExecutor(THREADS) as threads:

        def added(_: int) -> int:
            return sum(spill.add(f"{n:04}", os.urandom(3)) and len(spill.get(f"{n:04}")) == 3
                       for n in range(KEYS))  # fmt: skip

        assert sum(threads.map(added, range(THREADS))) == KEYS
        assert [key for key, _ in spill.items()] == [f"{n:04}" for n in range(KEYS)]


def test_who_still_works_when_it_is_closed_is_told():
    """A command that ends on a full disk closes what its threads still ask."""
    spill = Spill()

    def adding(one: int) -> None:
        for n in range(100 * KEYS):
            spill.add(f"{one}/{n}")

    with ThreadPoolExecutor(THREADS) as threads:
        working = [threads.submit(adding, one) for one in range(THREADS)]
        while len(list(spill.items())) < KEYS:
            pass
        spill.__exit__()
        for one in working:
            with pytest.raises(StoreError):
                one.result()
