"""Addresses of dossiers that tell nobody anything: an id may hold the name of an owner.

A dossier without a number is called by its file's name, and whoever scanned it may have named the
file by the owner. Addresses stand in histories and in the logs of proxies, so the id is sealed in
them. The same dossier always has the same address, and one that was made up leads nowhere.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

LONGEST = 2048  # characters; ids have at most 512 bytes


class Addresses:
    """Dossier and version <-> what stands in an address."""

    def __init__(self, key: bytes) -> None:
        """``key`` has 32 bytes or more, and stays the same as long as addresses are to hold."""
        self._cipher = AESSIV(key[:32])

    def of(self, dossier: str, version: int) -> str:
        """What stands in the address."""
        plain = f"{version}\0{dossier}".encode("utf-8", "surrogatepass")
        return urlsafe_b64encode(self._cipher.encrypt(plain, None)).decode().rstrip("=")

    def dossier(self, address: str) -> tuple[str, int] | None:
        """Id and version; None where the address was not made here."""
        if len(address) > LONGEST:
            return None
        try:
            sealed = urlsafe_b64decode(address.encode("ascii") + b"=" * (-len(address) % 4))
            plain = self._cipher.decrypt(sealed, None).decode("utf-8", "surrogatepass")
        except (InvalidTag, ValueError):
            return None
        version, _, dossier = plain.partition("\0")
        return dossier, int(version)
