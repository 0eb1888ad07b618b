"""Signing in and out, with a password or through the town's service; the language switch."""

import hmac
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from archive.audit import EventName, note
from baulast.language import tr
from web import session as sessions
from web.desk import AtDesk
from web.guard import LANGUAGE_COOKIE
from web.pages import page
from web.passwords import is_password
from web.service import FLIGHT_S
from web.session import Form, Posted, unchecked_form

LONGEST_NAME = 64  # as the table of accounts has it
FLIGHT_COOKIE = "dienst"  # ties an answer of the service to the browser that left for it
YEAR_S = 365 * 86_400
SEE_OTHER = 303  # the browser asks for the next page with GET, whatever it sent

router = APIRouter(include_in_schema=False)


@router.get("/anmelden")
def sign_in_page(request: Request, desk: AtDesk, weiter: str = "/") -> Response:
    return _page(request, desk, onward=weiter)


@router.post("/anmelden")
def sign_in(
    request: Request, desk: AtDesk, form: Annotated[Form, Depends(unchecked_form)]
) -> Response:
    name = form.get("name", "").strip()[:LONGEST_NAME]
    place = request.client.host if request.client else ""
    onward = local(form.get("weiter", "/"))
    if desk.attempts.are_too_many(name, place):
        desk.metrics.sign_in("waits")
        wait = tr(
            "Zu viele Fehlversuche. Bitte einige Minuten warten.",
            "Too many failures. Please wait some minutes.",
        )
        return _page(request, desk, onward=onward, refusal=wait, status=429)
    account = desk.accounts.account(name)
    is_right = is_password(form.get("kennwort", ""), account.password_hash if account else None)
    if account is None or account.is_disabled or not is_right:
        desk.attempts.failed(name, place)
        desk.metrics.sign_in("wrong")
        wrong = tr("Name oder Kennwort stimmt nicht.", "Name or password is wrong.")
        return _page(request, desk, onward=onward, refusal=wrong, status=401)
    desk.attempts.succeeded(name, place)
    return _signed_in(request, desk, account.name, onward)


@router.get("/anmelden/dienst")
def leave_for_service(request: Request, desk: AtDesk, weiter: str = "/") -> Response:
    """Sends the browser to the town's own service."""
    if not desk.settings.web.oidc_issuer:
        raise HTTPException(404)
    address, state = desk.service.leave(local(weiter))
    answer = RedirectResponse(address, SEE_OTHER)
    answer.set_cookie(
        FLIGHT_COOKIE,
        state,
        max_age=int(FLIGHT_S),
        httponly=True,
        secure=request.url.scheme == "https",
        samesite="lax",
        path="/anmelden",
    )
    return answer


@router.get("/anmelden/dienst/zurueck")
def return_from_service(
    request: Request, desk: AtDesk, code: str = "", state: str = ""
) -> Response:
    """Signs in whom the service vouches for, if the desk has an account of that name."""
    if not desk.settings.web.oidc_issuer:
        raise HTTPException(404)
    begun = request.cookies.get(FLIGHT_COOKIE, "")
    if not (code and state and hmac.compare_digest(begun.encode(), state.encode())):
        raise HTTPException(403)
    name, onward = desk.service.arrive(state=state, code=code)
    account = desk.accounts.account(name[:LONGEST_NAME])
    if account is None or account.is_disabled:
        desk.metrics.sign_in("wrong")
        unknown = tr(
            "Für Sie ist hier kein Konto eingerichtet.", "There is no account for you here."
        )
        return _page(request, desk, onward=onward, refusal=unknown, status=403)
    return _signed_in(request, desk, account.name, onward)


@router.post("/abmelden")
def sign_out(request: Request, desk: AtDesk, _: Posted) -> Response:
    answer = RedirectResponse("/anmelden", SEE_OTHER)
    sessions.end(answer, request, desk)
    return answer


@router.post("/sprache")
def switch_language(form: Annotated[Form, Depends(unchecked_form)]) -> Response:
    answer = RedirectResponse(local(form.get("weiter", "/")), SEE_OTHER)
    language = "en" if form.get("sprache") == "en" else "de"
    answer.set_cookie(LANGUAGE_COOKIE, language, max_age=YEAR_S, httponly=True, samesite="lax")
    return answer


def local(address: str) -> str:
    """The address if it is one of the desk, else the first page: nobody is sent elsewhere.

    >>> local("/suche"), local("//elsewhere.example"), local("https://elsewhere.example")
    ('/suche', '/', '/')
    """
    is_ours = address.startswith("/") and not address.startswith(("//", "/\\"))
    is_plain = is_ours and address.isascii() and address.isprintable()
    return address if is_plain else "/"


def _signed_in(request: Request, desk: AtDesk, name: str, onward: str) -> Response:
    desk.metrics.sign_in("ok")
    note(desk.home, EventName.SIGN_IN, given_by=name)
    answer = RedirectResponse(onward, SEE_OTHER)
    sessions.begin(answer, request, desk, name)
    return answer


def _page(
    request: Request, desk: AtDesk, *, onward: str, refusal: str = "", status: int = 200
) -> Response:
    return page(
        request,
        "anmelden.html.j2",
        status=status,
        onward=local(onward),
        refusal=refusal,
        has_service=bool(desk.settings.web.oidc_issuer),
    )
