"""Where the shared index is, and who asks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """Where the server is and who asks; an API key goes before a password."""

    url: str
    user: str | None = None
    password: str | None = None
    api_key: str | None = None
    ca_certs: str | None = None  # None: those that the system trusts
