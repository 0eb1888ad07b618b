"""``create_app``: the desk as an ASGI app; nothing is global."""

from pathlib import Path

from fastapi import FastAPI, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from web import (
    api,
    api_acts,
    api_corrections,
    bounds,
    entry,
    faults,
    health,
    missed,
    redaction,
    review,
    search,
    signin,
    statement,
    typed,
)
from web.desk import Desk
from web.guard import KEPT, Guard

API_DOCUMENT = "/api/openapi.json"


class _Static(StaticFiles):
    """Style and scripts, which a browser may keep: their address changes with them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        answer.headers["cache-control"] = KEPT
        return answer


def create_app(desk: Desk) -> FastAPI:
    """The app over one installation."""
    app = FastAPI(
        title="baulast",
        description="Search, entries, statements, corrections and later acts, for other systems.",
        openapi_url=API_DOCUMENT,
        docs_url=None,  # they load scripts from elsewhere
        redoc_url=None,
    )
    app.state.desk = desk
    faults.install(app)
    for module in (
        signin,
        search,
        entry,
        statement,
        redaction,
        review,
        missed,
        bounds,
        typed,
        api,
        api_acts,
        api_corrections,
        health,
    ):
        app.include_router(module.router)
    app.mount("/static", _Static(directory=Path(__file__).parent / "static"))
    app.add_middleware(Guard, metrics=desk.metrics)
    return app
