"""What every request and answer goes through: headers, size, origin, language, and the log.

The log names the route, never the address: an address may hold what was typed.
"""

import logging
import time
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from baulast.language import speaking
from web.metrics import Metrics

LOG = logging.getLogger("baulast.web")
MOST_BODY = 256 * 1024  # bytes; no form of the desk is longer, and uploads are not taken
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
LANGUAGE_COOKIE = "sprache"
HEADERS = {
    # Everything comes from the desk itself; nothing stands within the pages.
    "content-security-policy": (
        "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HSTS = "max-age=31536000"  # a year, as BSI TR-03116-4 asks for
PRIVATE = "no-store"  # nothing of the desk stays on a disk of the browser
KEPT = "public, max-age=86400"  # style and script: they are the same for everybody


class Guard:
    """The outermost layer of the app."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        status = 500

        async def guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _add_headers(MutableHeaders(scope=message), scope)
            await send(message)

        try:
            with speaking(Request(scope).cookies.get(LANGUAGE_COOKIE, "de")):
                refusal = _refusal(scope)
                if refusal is not None:
                    await refusal(scope, receive, guarded)
                else:
                    await self._app(scope, _Limited(receive), guarded)
        finally:
            self._tell(scope, status, time.perf_counter() - begun)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "-")
        method = scope["method"] if scope["method"] in METHODS else "-"
        self._metrics.answered(route, method, status, seconds)
        LOG.info("%s %s %d %.0f ms", method, route, status, 1000 * seconds)


class _Limited:
    """Reads a body as long as it is one of ours."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._read = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._read += len(message.get("body", b""))
        if self._read > MOST_BODY:  # sent in pieces, without saying its length
            return {"type": "http.disconnect"}
        return message


def _refusal(scope: Scope) -> PlainTextResponse | None:
    """The answer to a request that is not looked at any further; None: it may pass."""
    if scope["method"] in SAFE:
        return None
    headers = Headers(scope=scope)
    if headers.get("content-type", "").lower().startswith("multipart/"):
        return PlainTextResponse("uploads are not taken", status_code=415)
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > MOST_BODY:
        return PlainTextResponse("too large", status_code=413)
    if "authorization" not in headers and not _is_from_here(headers):
        return PlainTextResponse("sent from another site", status_code=403)
    return None


def _is_from_here(headers: Headers) -> bool:
    """Whether a page of ours sent it: a browser says where a form came from."""
    origin = headers.get("origin")
    return bool(origin) and urlsplit(origin).netloc == headers.get("host")


def _add_headers(headers: MutableHeaders, scope: Scope) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
    headers.setdefault("cache-control", PRIVATE)
    if scope["scheme"] == "https":
        headers["strict-transport-security"] = HSTS
