"""Passwords: kept as argon2 hashes, compared in the same time whoever asks."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from baulast.errors import InputError
from baulast.language import Both, tr

SHORTEST = 12  # characters, as the BSI advises for passwords without a second factor
LONGEST = 256  # more is no password but an attempt to keep the server busy
AT_ONCE = 2  # each comparison takes 64 MB: sign-ins wait rather than fill the memory

_hasher = PasswordHasher()  # argon2id with the library's parameters, RFC 9106's second choice
_room = threading.BoundedSemaphore(AT_ONCE)
# Compared where there is no such account, so that the time does not tell.
_NOBODYS = _hasher.hash("nobody's password, never accepted")


class PasswordWeak(InputError):
    """A password that is too short or too long."""

    exit_code = 2
    remedy = Both(
        f"Mindestens {SHORTEST}, höchstens {LONGEST} Zeichen.",
        f"At least {SHORTEST}, at most {LONGEST} characters.",
    )


def password_hash(password: str) -> str:
    """What is kept of a password; PasswordWeak for one that nobody should have."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordWeak(tr("Kennwort ungeeignet", "unfit password"))
    with _room:
        return _hasher.hash(password)


def is_password(password: str, kept: str | None) -> bool:
    """Whether it is the password; takes as long where nothing is kept."""
    with _room:
        try:
            _hasher.verify(kept or _NOBODYS, password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None
