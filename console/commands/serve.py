"""The command that opens the desk in the browser: serve."""

import os
from contextlib import AbstractContextManager, nullcontext
from functools import cache

import click

from baulast.language import tr
from console.commands.call import Call, deliver
from console.commands.output import ASIDE
from console.sharing import login
from index.seam import Index

PORT = 8417  # not in use by anything common


@click.command(
    help=tr(
        "Öffnet den Schreibtisch im Browser: Suche, Auskunft und Prüfung. Nach außen gehört ein "
        "Proxy mit TLS davor (docs/betrieb.md).",
        "Opens the desk in the browser: search, statements and review. To the outside it wants a "
        "proxy with TLS before it (docs/betrieb.md).",
    )
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help=tr("Adresse.", "Address to listen on.")
)
@click.option("--port", default=PORT, show_default=True, help=tr("Port.", "Port."))
@click.pass_obj
def serve(call: Call, host: str, port: int) -> None:
    from web.serve import open_desk, run  # other commands need not wait for a server to load

    settings = call.settings

    @cache
    def connected() -> Index:
        from index.shared import SharedIndex

        there = login(settings.index, os.environ, url=None, user=None)
        return SharedIndex.open(there, prefix=settings.index.prefix)

    def shared() -> AbstractContextManager[Index]:
        """One connection for all questions: to make one costs as much as to answer."""
        return nullcontext(connected())

    desk = open_desk(
        call.filled_home,
        settings,
        catalog_url=call.catalog_url,
        open_shared=shared if settings.web.index == "elasticsearch" else None,
        deliver=lambda changed: deliver(call, changed),
    )
    ASIDE.print(tr("Im Browser öffnen: ", "Open in a browser: ") + f"http://{host}:{port}/")
    run(desk, host=host, port=port)
