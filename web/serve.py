"""The desk as a running server."""

import gc
import logging
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any

import uvicorn

from archive.bounds import is_left
from archive.store import Store
from batch.bounds import finish_left
from batch.home import catalog_of
from baulast.errors import IndexUnusable, StoreBusy
from baulast.gazetteer import gazetteer
from baulast.language import tr
from baulast.model import Dossier
from baulast.settings import Settings
from catalog.accounts import Accounts
from index.embedded import INDEX_FILE, EmbeddedIndex
from index.seam import Index
from web.app import create_app
from web.desk import Desk
from web.pages import compile_all

AT_ONCE = 100  # requests in hand; more are told to come back: memory stays small
# After so many a search for cycles: a dossier alone brings 20,000, and going through all that are
# kept took a tenth of a second, in which nobody was answered.
NEW_OBJECTS = 100_000


def open_desk(
    home: Path,
    settings: Settings,
    *,
    catalog_url: str | None = None,
    open_shared: Callable[[], AbstractContextManager[Index]] | None = None,
    deliver: Callable[[Dossier], None] = lambda _: None,
) -> Desk:
    """The desk of a home; ``open_shared`` opens what towns share where the settings want that."""
    accounts = Accounts.open(catalog_url) if catalog_url else Accounts.in_home(home)
    web = settings.web
    accounts.sweep(idle_s=web.idle_minutes * 60, longest_s=web.session_hours * 3600)
    store, catalog = Store(home), catalog_of(home, catalog_url)
    if is_left(store):
        with suppress(StoreBusy), store.locked():  # an import sees to it at its start
            finish_left(store, catalog, lambda: _embedded(home), settings)
    return Desk(
        home=home,
        settings=settings,
        store=store,
        accounts=accounts,
        open_index=open_shared or (lambda: _embedded(home)),
        open_home_index=lambda: _embedded(home),
        deliver=deliver,
        catalog=catalog,
        catalog_url=catalog_url,
    )


def server(desk: Desk, *, host: str, port: int) -> uvicorn.Server:
    """What serves the desk, not begun yet."""
    return uvicorn.Server(
        uvicorn.Config(
            create_app(desk),
            host=host,
            port=port,
            lifespan="off",
            access_log=False,  # it would write addresses; web.guard logs routes
            server_header=False,
            limit_concurrency=AT_ONCE,
            log_config=None,
            forwarded_allow_ips="127.0.0.1",  # a reverse proxy on this machine says who asks
        )
    )


def run(desk: Desk, *, host: str, port: int) -> None:
    """Serves until a person or the system ends it."""
    _make_ready()
    handler = logging.StreamHandler()
    handler.setFormatter(_Discreet("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    for name in ("baulast", "uvicorn"):
        logging.getLogger(name).setLevel(logging.INFO)
    server(desk, host=host, port=port).run()


def _make_ready() -> None:
    """Does beforehand what would hold up the first answers, and again and again one in between."""
    compile_all()
    gazetteer()
    gc.collect()
    gc.freeze()  # what is there now stays: nobody need search it for cycles
    gc.set_threshold(NEW_OBJECTS)


class _Discreet(logging.Formatter):
    """Tracebacks without their messages, which may hold what was read or typed."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the library's name
        kind, _, trace = ei
        return "".join([*traceback.format_tb(trace), kind.__name__ if kind else ""])


def _embedded(home: Path) -> EmbeddedIndex:
    """The index of the home; an error where it is gone, instead of an empty one."""
    if not (home / INDEX_FILE).exists():
        raise IndexUnusable(tr("der Suchindex fehlt", "there is no search index"))
    return EmbeddedIndex(home / INDEX_FILE)
