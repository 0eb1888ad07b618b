"""What was kept while catalog or index were away, made good by requests that come later."""

import threading
from contextlib import suppress

from archive.owed import owed
from batch.telling import Telling
from baulast.errors import StoreError


class Behind:
    """One thread at a time tries; the others would only wait for the same lock."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def catch_up(self, telling: Telling) -> None:
        """Makes good what can be; the rest waits for the next request."""
        if owed(telling.store.home) and self._lock.acquire(blocking=False):
            try:
                with suppress(StoreError):
                    telling.catch_up()
            finally:
                self._lock.release()
