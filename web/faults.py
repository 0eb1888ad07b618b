"""What people are told when something fails: never more than they may know."""

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from baulast.errors import (
    BaulastError,
    CatalogUnusable,
    IndexForeign,
    IndexOutdated,
    IndexReadOnly,
    IndexRefused,
    IndexUnreachable,
    IndexUnusable,
    InputError,
    StoreBusy,
    StoreDamaged,
)
from baulast.language import tr
from review.answers import Unsure
from web.pages import page
from web.service import ServiceFailed
from web.session import NotSignedIn

LOG = logging.getLogger("baulast.web")
API = "/api/"
INDEX_AWAY = (
    IndexUnusable,
    IndexUnreachable,
    IndexRefused,
    IndexReadOnly,
    IndexOutdated,
    IndexForeign,
)


def install(app: FastAPI) -> None:
    """Makes the app answer its failures."""
    app.add_exception_handler(NotSignedIn, _not_signed_in)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(BaulastError, _failed)
    app.add_exception_handler(Exception, _broken)


def words(error: BaulastError) -> str:
    """What is the matter, without paths and names, which messages of ours may hold."""
    if isinstance(error, INDEX_AWAY):
        return tr(
            "Der Suchindex ist nicht erreichbar. Es wurde nichts durchsucht.",
            "The search index cannot be reached. Nothing was searched.",
        )
    if isinstance(error, (CatalogUnusable, StoreBusy)):
        return tr(
            "Der Katalog ist gerade nicht zugänglich. Bitte gleich noch einmal versuchen.",
            "The catalog cannot be used right now. Please try again in a moment.",
        )
    if isinstance(error, StoreDamaged):
        return tr(
            "Eine Datei des Archivs fehlt oder ist verändert. Bitte der Systembetreuung melden.",
            "A file of the archive is missing or altered. Please tell your system support.",
        )
    if isinstance(error, ServiceFailed):
        return tr(
            "Die Anmeldung beim Dienst der Stadt ist nicht gelungen.",
            "Signing in at the town's service did not work.",
        )
    if isinstance(error, InputError):
        return f"{str(error).rstrip('.')}. {error.remedy}"
    return tr("Das ist fehlgeschlagen.", "This has failed.")


def _not_signed_in(request: Request, _: Exception) -> Response:
    if request.url.path.startswith(API):
        return JSONResponse({"error": "not signed in"}, 401, {"www-authenticate": "Bearer"})
    onward = f"?weiter={request.url.path}" if request.method == "GET" else ""
    return RedirectResponse(f"/anmelden{onward}", 303)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    said = {
        403: tr("Dazu fehlt die Berechtigung.", "You are not allowed to do this."),
        404: tr("Das gibt es hier nicht.", "There is no such thing here."),
        405: tr("Das geht so nicht.", "This does not work that way."),
    }.get(error.status_code, tr("Das wurde nicht verstanden.", "This was not understood."))
    return _answer(request, said, error.status_code)


def _not_understood(request: Request, _: Exception) -> Response:
    return _answer(request, tr("Das wurde nicht verstanden.", "This was not understood."), 400)


def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, BaulastError)
    LOG.warning("%s", type(error).__name__)
    if isinstance(error, Unsure) and request.url.path.startswith(API):
        return JSONResponse({"error": str(error), "sure_of": error.mark}, 400)
    return _answer(request, words(error), 400 if isinstance(error, InputError) else 503)


def _broken(request: Request, _: Exception) -> Response:
    said = tr(
        "Hier ist ein Fehler im Programm. Bitte der Systembetreuung melden.",
        "This is a bug. Please tell your system support.",
    )
    return _answer(request, said, 500)


def _answer(request: Request, said: str, status: int) -> Response:
    if request.url.path.startswith(API):
        return JSONResponse({"error": said}, status)
    return page(request, "meldung.html.j2", status=status, said=said)
