"""What the desk works with: handed to ``create_app``, so that nothing is global."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from archive.store import Store
from batch.sharing import shared_indices
from batch.telling import Telling
from baulast.model import Dossier
from baulast.settings import Settings
from catalog.accounts import Accounts
from catalog.store import Catalog
from index.seam import Index
from web.addresses import Addresses
from web.ahead import Ahead
from web.attempts import Attempts
from web.behind import Behind
from web.latest import Latest
from web.looks import Looks
from web.metrics import Metrics
from web.questions import Questions
from web.service import Service
from web.visited import Visited


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One installation's desk. ``open_index`` opens the index anew for each question."""

    home: Path
    settings: Settings
    store: Store
    accounts: Accounts
    open_index: Callable[[], AbstractContextManager[Index]]  # what people search
    open_home_index: Callable[[], AbstractContextManager[Index]]  # what changes are written to
    deliver: Callable[[Dossier], None] = lambda _: None  # gives the shared index what has changed
    catalog: Catalog
    catalog_url: str | None = None  # None: SQLite in the home
    attempts: Attempts = field(default_factory=Attempts)
    questions: Questions = field(default_factory=Questions)
    looks: Looks = field(default_factory=Looks)
    latest: Latest = field(default_factory=Latest)
    visited: Visited = field(default_factory=Visited)
    ahead: Ahead = field(default_factory=Ahead)
    behind: Behind = field(default_factory=Behind)
    metrics: Metrics = field(default_factory=Metrics)
    service: Service = field(init=False)
    addresses: Addresses = field(init=False)
    form_key: bytes = field(init=False)  # forms of ours are told from forged ones by it

    def __post_init__(self) -> None:
        sealed = Addresses(self.accounts.secret("addresses"))
        object.__setattr__(self, "addresses", sealed)
        object.__setattr__(self, "service", Service(self.settings.web))
        object.__setattr__(self, "form_key", self.accounts.secret("forms"))

    @property
    def telling(self) -> Telling:
        """Has catalog and index of the home know what was recorded."""
        return Telling(
            store=self.store,
            catalog=self.catalog,
            open_index=self.open_home_index,
            owed_to=shared_indices(self.settings.index),
        )

    def close(self) -> None:
        self.accounts.close()
        self.catalog.close()


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


AtDesk = Annotated[Desk, Depends(_desk)]
