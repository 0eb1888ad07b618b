"""Attempts to sign in: who fails too often waits."""

import threading
import time
from collections import OrderedDict

MOST = 5  # wrong passwords in a row for one account from one place: a person in a hurry has fewer
MOST_IN_ALL = 50  # for an account from anywhere, or from one place: a town hall has one address
WAIT_S = 300.0  # a guess a minute then; a person who asks a colleague loses no more than that
KEPT = 10_000  # names and addresses remembered; made-up ones must not fill the memory


class Attempts:
    """Failures to sign in, by account, by place, and by both."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failed: OrderedDict[tuple[str, str], tuple[int, float]] = OrderedDict()

    def are_too_many(self, name: str, place: str) -> bool:
        """Whether this account has to wait, as far as this place is concerned."""
        with self._lock:
            return (
                self._count((name, place)) >= MOST
                or self._count((name, "")) >= MOST_IN_ALL
                or self._count(("", place)) >= MOST_IN_ALL
            )

    def failed(self, name: str, place: str) -> None:
        with self._lock:
            for key in ((name, place), (name, ""), ("", place)):
                self._failed[key] = (self._count(key) + 1, time.monotonic())
                self._failed.move_to_end(key)
            while len(self._failed) > KEPT:
                self._failed.popitem(last=False)

    def succeeded(self, name: str, place: str) -> None:
        """What went wrong there before is forgotten."""
        with self._lock:
            self._failed.pop((name, place), None)

    def _count(self, key: tuple[str, str]) -> int:
        count, last = self._failed.get(key, (0, 0.0))
        return count if time.monotonic() - last < WAIT_S else 0
