"""Who is signed in: the session's cookie, its guard against forged forms, and what forms say."""

import hashlib
import hmac
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.responses import Response

from catalog.accounts import hashed
from web.desk import AtDesk, Desk
from web.viewer import Session, viewer_of

# A browser takes a cookie of this name over HTTPS alone, from this host alone.
SECURE_COOKIE, PLAIN_COOKIE = "__Host-baulast", "baulast"
FORGERY_FIELD = "echt"
LONGEST_COOKIE = 200  # characters; ours have 43

Form = dict[str, str]


class NotSignedIn(Exception):
    """Nobody is signed in, or no longer."""


def signed_in(request: Request, desk: AtDesk) -> Session:
    """The session of the request, with the rights as they are now; NotSignedIn without one."""
    token = _token(request)
    web = desk.settings.web
    account = token and desk.accounts.signed_in(
        token, idle_s=web.idle_minutes * 60, longest_s=web.session_hours * 3600
    )
    if not (token and account):
        raise NotSignedIn
    session = Session(
        viewer=viewer_of(account), key=hashed(token), forgery_word=_word(desk.form_key, token)
    )
    request.state.session = session
    return session


SignedIn = Annotated[Session, Depends(signed_in)]


async def unchecked_form(request: Request) -> Form:
    """What a form says: the last value of each name."""
    fields = await request.form()
    return {name: value for name, value in fields.items() if isinstance(value, str)}


async def checked_form(session: SignedIn, form: Annotated[Form, Depends(unchecked_form)]) -> Form:
    """What a form of this session says; 403 for one that another site made up."""
    if not hmac.compare_digest(form.get(FORGERY_FIELD, "").encode(), session.forgery_word.encode()):
        raise HTTPException(403)
    return form


Posted = Annotated[Form, Depends(checked_form)]


def begin(response: Response, request: Request, desk: Desk, name: str) -> None:
    """Signs the browser in; a session that it had before ends."""
    end(response, request, desk)
    is_secure = request.url.scheme == "https"
    response.set_cookie(
        SECURE_COOKIE if is_secure else PLAIN_COOKIE,
        desk.accounts.begin_session(name),
        httponly=True,
        secure=is_secure,
        samesite="lax",  # strict would lose it on the way back from the town's sign-in service
    )


def end(response: Response, request: Request, desk: Desk) -> None:
    """Signs the browser out."""
    token = _token(request)
    if token:
        desk.accounts.end_session(token)
    response.delete_cookie(PLAIN_COOKIE)
    response.delete_cookie(SECURE_COOKIE, secure=True)


def _token(request: Request) -> str | None:
    name = SECURE_COOKIE if request.url.scheme == "https" else PLAIN_COOKIE
    token = request.cookies.get(name, "")
    return token if 0 < len(token) <= LONGEST_COOKIE else None


def _word(key: bytes, token: str) -> str:
    return hmac.new(key, token.encode(), hashlib.sha256).hexdigest()
