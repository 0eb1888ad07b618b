"""Signing in through a town's own service: a small OpenID provider, started by the test."""

import base64
import hashlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import uvicorn
from fastapi import FastAPI, Form, Response
from fastapi.responses import RedirectResponse
from joserfc import jwt
from joserfc.jwk import RSAKey
from playwright.sync_api import Browser

from baulast.settings import Settings, WebSettings
from catalog.accounts import Account
from tests.web.conftest import Served, follow, people, serving
from web.serve import open_desk
from web.viewer import grant_of

CLIENT = "schreibtisch"


@dataclass
class Provider:
    """A town's sign-in service; what it claims can be changed."""

    address: str = ""
    user: str = "anna@kaarst.example"
    claims: dict[str, Any] = field(default_factory=dict)  # instead of the right ones
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    signs_with: RSAKey | None = None  # instead of the key that it publishes
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.get("/.well-known/openid-configuration")
        def configuration() -> dict[str, str]:
            return {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
            }

        @app.get("/keys")
        def keys() -> dict[str, Any]:
            return {"keys": [self.key.as_dict(private=False)]}

        @app.get("/authorize")
        def authorize(
            redirect_uri: str, state: str, nonce: str, code_challenge: str, client_id: str
        ) -> Response:
            code = f"code{len(self.codes)}"
            self.codes[code] = {"nonce": nonce, "challenge": code_challenge, "aud": client_id}
            return RedirectResponse(f"{redirect_uri}?{urlencode({'code': code, 'state': state})}")

        @app.post("/token")
        def token(code: str = Form(), code_verifier: str = Form()) -> dict[str, str]:
            asked = self.codes.pop(code)
            digest = hashlib.sha256(code_verifier.encode()).digest()
            assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == asked["challenge"]
            claims = {
                "iss": self.address,
                "aud": asked["aud"],
                "exp": int(time.time()) + 300,
                "nonce": asked["nonce"],
                "preferred_username": self.user,
                **self.claims,
            }
            signed = jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.signs_with or self.key)
            return {"access_token": "x", "token_type": "Bearer", "id_token": signed}

        return app


@pytest.fixture
def provider() -> Iterator[Provider]:
    made = Provider()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        made.address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(made.app(), log_config=None, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield made
        server.should_exit = True
        thread.join()


@pytest.fixture
def trusting(provider: Provider, home: Path) -> Iterator[Served]:
    """A desk that takes the provider's word for who somebody is."""
    for left in home.glob("accounts.sqlite*"):
        left.unlink()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    web = WebSettings(
        oidc_issuer=provider.address, oidc_client=CLIENT, address=f"http://127.0.0.1:{port}"
    )
    desk = open_desk(home, Settings(web=web))
    people(desk)
    grants = (grant_of("kaarst:search"),)
    anna = Account(name=provider.user, password_hash=None, is_disabled=False, grants=grants)
    desk.accounts.add(anna)
    with serving(desk, port=port) as running:
        yield running


def test_who_the_service_vouches_for_comes_in(
    trusting: Served, provider: Provider, chromium: Browser
) -> None:
    """One link, no password of the desk's own, and the rights are those of the account."""
    page = chromium.new_context(base_url=trusting.address).new_page()
    page.goto("/anmelden")
    follow(page, "text=Dienst der Stadt")
    page.wait_for_selector("#frage")
    assert page.locator("header .who").inner_text() == provider.user
    page.context.close()


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"aud": "another desk"},
        {"iss": "https://elsewhere.example"},
        {"exp": 1_000_000_000},
        {"preferred_username": "nobody@elsewhere.example"},
        {"preferred_username": ["anna@kaarst.example"]},
        {"preferred_username": ""},
    ],
    ids=lambda claims: "-".join(map(str, *claims.items())),
)
def test_nobody_else_comes_in(
    trusting: Served, provider: Provider, chromium: Browser, claims: dict[str, Any]
) -> None:
    """What is for another desk or sign-in, too old, or without an account here, opens nothing."""
    provider.claims = claims
    page = chromium.new_context(base_url=trusting.address).new_page()
    page.goto("/anmelden/dienst")
    page.goto("/")
    assert "/anmelden" in page.url
    page.context.close()


def test_a_foreign_signature_opens_nothing(
    trusting: Served, provider: Provider, chromium: Browser
) -> None:
    """The word of somebody who only says to be the service is worth nothing."""
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "1"})
    page = chromium.new_context(base_url=trusting.address).new_page()
    page.goto("/anmelden/dienst")
    assert "nicht gelungen" in page.locator("main").inner_text()
    page.context.close()


def test_an_answer_must_come_to_the_browser_that_left(trusting: Served, chromium: Browser) -> None:
    """A link with somebody else's answer signs nobody in."""
    context = chromium.new_context(base_url=trusting.address)
    address = context.request.get("/anmelden/dienst", max_redirects=0).headers["location"]
    back = context.request.get(address, max_redirects=0).headers["location"]
    other = chromium.new_context(base_url=trusting.address)
    assert other.request.get(back).status == 403
    assert context.request.get(back, max_redirects=0).status == 303
    for one in (context, other):
        one.close()


def test_a_service_that_is_away_is_said(
    trusting: Served, provider: Provider, chromium: Browser
) -> None:
    """Who has a password can still come in."""
    provider.address += "/gone"  # what it says of itself no longer fits the settings
    context = chromium.new_context(base_url=trusting.address)
    answer = context.request.get("/anmelden/dienst")
    assert answer.status == 503
    assert "nicht gelungen" in answer.text()
    context.close()
