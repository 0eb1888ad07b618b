"""For those who run the desk: is it well, and what does it count?"""

from collections.abc import Callable

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse, Response

from baulast.errors import BaulastError
from index.seam import Counts
from web.desk import AtDesk, Desk

router = APIRouter(include_in_schema=False)
LOOPBACK = frozenset({"127.0.0.1", "::1"})


@router.get("/health")
def health(desk: AtDesk) -> Response:
    """200 as long as people can work: a search that is away is said, review goes on without it."""
    parts = {"accounts": _is_well(desk.accounts.all), "index": _is_well(lambda: _count(desk))}
    return JSONResponse(parts, 200 if parts["accounts"] == "ok" else 503)


@router.get("/metrics")
def metrics(request: Request, desk: AtDesk) -> Response:
    """For Prometheus on the same machine; a reverse proxy keeps everybody else out."""
    if request.client is None or request.client.host not in LOOPBACK:
        raise HTTPException(404)
    return Response(desk.metrics.text(), media_type="text/plain; version=0.0.4")


def _is_well(look: Callable[[], object]) -> str:
    try:
        look()
    except BaulastError as error:
        return type(error).__name__
    return "ok"


def _count(desk: Desk) -> Counts:
    with desk.open_index() as index:
        return index.counts()
