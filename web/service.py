"""Signing in through the town's own service (OpenID Connect); the only module that talks to it.

The service says who somebody is. What he may see stays with the desk's accounts: one that is not
there, or closed, does not come in.
"""

import os
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from baulast.errors import ToolError
from baulast.language import Both, tr
from baulast.settings import WebSettings

TIMEOUT_S = 5.0  # a person waits for it
FRESH_S = 3600.0  # the service's addresses and keys are asked for once an hour
FLIGHT_S = 600.0  # as long as somebody may take to sign in there
MOST_FLIGHTS = 1000  # at once; made-up ones must not fill the memory
LEEWAY_S = 60  # between the clocks of two machines
ALGORITHMS = ["RS256", "PS256", "ES256"]  # signatures; never the symmetric ones, nor none
BACK = "/anmelden/dienst/zurueck"
SECRET = "BAULAST_OIDC_SECRET"


class ServiceFailed(ToolError):
    """The town's sign-in service does not answer, or not as it should."""

    remedy = Both(
        "Adresse und Kennung des Dienstes prüfen (`[web] oidc_…`).",
        "Check address and id of the service (`[web] oidc_…`).",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Flight:
    """Somebody who is away to sign in."""

    nonce: str
    verifier: str
    onward: str
    begun: float


class Service:
    """The town's sign-in service, as the settings name it."""

    def __init__(self, settings: WebSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._flights: OrderedDict[str, Flight] = OrderedDict()
        self._known: tuple[float, dict[str, Any], KeySet] | None = None

    def leave(self, onward: str) -> tuple[str, str]:
        """Where the browser goes to sign in, and the word that it must bring back."""
        metadata, _ = self._metadata()
        state = secrets.token_urlsafe(24)
        nonce, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
        with self._client() as client:
            address, _ = client.create_authorization_url(
                metadata["authorization_endpoint"], state=state, nonce=nonce, code_verifier=verifier
            )
        flight = Flight(nonce=nonce, verifier=verifier, onward=onward, begun=time.monotonic())
        with self._lock:
            self._flights[state] = flight
            while len(self._flights) > MOST_FLIGHTS:
                self._flights.popitem(last=False)
        return str(address), state

    def arrive(self, *, state: str, code: str) -> tuple[str, str]:
        """The name that the service vouches for, and where to go on; ServiceFailed otherwise."""
        with self._lock:
            flight = self._flights.pop(state, None)
        if flight is None or time.monotonic() - flight.begun > FLIGHT_S:
            raise ServiceFailed(tr("Anmeldung abgelaufen", "sign-in has expired"))
        metadata, keys = self._metadata()
        try:
            with self._client() as client:
                token = client.fetch_token(
                    metadata["token_endpoint"], code=code, code_verifier=flight.verifier
                )
        except (httpx2.HTTPError, OAuthError, ValueError) as error:
            raise _failed() from error
        claims = self._checked(str(token.get("id_token", "")), keys, flight.nonce)
        name = claims.get(self._settings.oidc_claim)
        if not isinstance(name, str) or not name:
            raise _failed()
        return name, flight.onward

    def _checked(self, id_token: str, keys: KeySet, nonce: str) -> dict[str, Any]:
        """What the service has signed, if it is for this desk and this very sign-in."""
        rules = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_S,
            iss={"essential": True, "value": self._settings.oidc_issuer},
            aud={"essential": True, "value": self._settings.oidc_client},
            exp={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            token = jwt.decode(id_token, keys, algorithms=ALGORITHMS)
            rules.validate(token.claims)
        except (JoseError, ValueError) as error:
            raise _failed() from error
        return token.claims

    def _metadata(self) -> tuple[dict[str, Any], KeySet]:
        """The service's addresses and keys, no older than an hour."""
        known = self._known
        if known is None or time.monotonic() - known[0] > FRESH_S:
            issuer = self._settings.oidc_issuer.rstrip("/")
            try:
                metadata = _json(f"{issuer}/.well-known/openid-configuration")
                keys = KeySet.import_key_set(_json(metadata["jwks_uri"]))  # type: ignore[arg-type]
            except (httpx2.HTTPError, JoseError, ValueError, KeyError) as error:
                raise _failed() from error
            if metadata.get("issuer") != self._settings.oidc_issuer:
                raise _failed()
            known = self._known = (time.monotonic(), metadata, keys)
        return known[1], known[2]

    def _client(self) -> OAuth2Client:
        return OAuth2Client(
            self._settings.oidc_client,
            os.environ.get(SECRET),
            scope="openid profile",
            redirect_uri=self._settings.address.rstrip("/") + BACK,
            code_challenge_method="S256",
            timeout=TIMEOUT_S,
        )


def _json(address: str) -> dict[str, Any]:
    answer = httpx2.get(address, timeout=TIMEOUT_S)
    answer.raise_for_status()
    body = answer.json()
    if not isinstance(body, dict):
        raise ValueError(address)
    return body


def _failed() -> ServiceFailed:
    return ServiceFailed(
        tr("Der Anmeldedienst antwortet nicht wie er soll", "The sign-in service does not answer")
    )
