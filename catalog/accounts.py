"""Who may sign in at the desk, what he is to which town, and who is signed in."""

import hashlib
import re
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import sqlalchemy as sa

from baulast.errors import InputError
from baulast.language import Both, tr
from catalog import account_tables as t
from catalog.database import Database

ACCOUNTS_FILE = "accounts.sqlite"
NAME = re.compile(r"[\w.@+-]{1,64}")  # names of people, offices and mail addresses
TOKEN_BYTES = 32  # nobody guesses 256 bits
SEEN_EVERY_S = 60.0  # a look writes nothing unless the last one is longer ago


class AccountRefused(InputError):
    """An account that cannot be made or changed: it is there already, or not at all."""

    exit_code = 2
    remedy = Both(
        "`baulast user list` nennt die Konten.", "`baulast user list` names the accounts."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What somebody is to a town; the roles are those of the shared index."""

    municipality: str  # short name: "kaarst"; "": all towns
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may sign in."""

    name: str
    password_hash: str | None  # None: signs in through the town's own service
    is_disabled: bool
    grants: tuple[Grant, ...]


class Accounts:
    """The accounts of an installation; several threads may ask at once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, url: str) -> Self:
        return cls(Database(url, t.schema, t.SCHEMA))

    @classmethod
    def in_home(cls, home: Path) -> Self:
        """Those that lie in a home, in a file of their own that only its owner may read."""
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = home / ACCOUNTS_FILE
        file.touch(mode=0o600)
        return cls.open(f"sqlite:///{file}")

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ------------------------------------------------------------------ accounts

    def add(self, account: Account) -> None:
        """Makes the account; AccountRefused where one of that name is there."""
        if not NAME.fullmatch(account.name):
            unfit = tr("{!r} geht nicht als Name", "{!r} will not do as a name")
            raise AccountRefused(unfit.format(account.name))
        if self.account(account.name):
            there = tr("{} gibt es schon", "{} is there already")
            raise AccountRefused(there.format(account.name))
        row = {
            "name": account.name,
            "password_hash": account.password_hash,
            "is_disabled": int(account.is_disabled),
        }
        with self._database.writing() as db:
            db.execute(sa.insert(t.users).values(**row))
            _put_grants(db, account.name, account.grants)

    def account(self, name: str) -> Account | None:
        """The account; None where there is none of that name."""
        with self._database.reading() as db:
            row = db.execute(sa.select(t.users).where(t.users.c.name == name)).one_or_none()
            return _account(db, row) if row else None

    def all(self) -> tuple[Account, ...]:
        """Every account, by name."""
        with self._database.reading() as db:
            rows = db.execute(sa.select(t.users).order_by(t.users.c.name)).all()
            return tuple(_account(db, row) for row in rows)

    def set_password(self, name: str, password_hash: str) -> None:
        """Gives the account another password; whoever was signed in with the old one is not."""
        self._update(name, password_hash=password_hash)
        self._sign_out(name)

    def set_grants(self, name: str, grants: tuple[Grant, ...]) -> None:
        """What the account is to which town from now on, for those signed in as well."""
        self._update(name)
        with self._database.writing() as db:
            db.execute(sa.delete(t.grants).where(t.grants.c.user == name))
            _put_grants(db, name, grants)

    def disable(self, name: str) -> None:
        """Closes the account, its sessions and tokens."""
        self._update(name, is_disabled=1)
        self._sign_out(name)
        with self._database.writing() as db:
            db.execute(sa.delete(t.tokens).where(t.tokens.c.user == name))

    # ------------------------------------------------------------------ signed in

    def begin_session(self, name: str) -> str:
        """The token that a browser shows from now on; it is told this once."""
        token, now = secrets.token_urlsafe(TOKEN_BYTES), time.time()
        row = {"token_sha256": hashed(token), "user": name, "begun": now, "seen": now}
        with self._database.writing() as db:
            db.execute(sa.insert(t.sessions).values(**row))
        return token

    def signed_in(self, token: str, *, idle_s: float, longest_s: float) -> Account | None:
        """Who shows the token, with his rights as they are now; None: nobody, or no longer."""
        now, s = time.time(), t.sessions
        with self._database.reading() as db:
            found = db.execute(sa.select(s).where(s.c.token_sha256 == hashed(token))).one_or_none()
        if found is None:
            return None
        account = self.account(found.user)
        is_over = now - found.seen > idle_s or now - found.begun > longest_s
        if is_over or account is None or account.is_disabled:
            self.end_session(token)
            return None
        if now - found.seen > SEEN_EVERY_S:
            with self._database.writing() as db:
                mine = s.c.token_sha256 == found.token_sha256
                db.execute(sa.update(s).where(mine).values(seen=now))
        return account

    def end_session(self, token: str) -> None:
        """Signs out; a token that is none is no error."""
        with self._database.writing() as db:
            s = t.sessions
            db.execute(sa.delete(s).where(s.c.token_sha256 == hashed(token)))

    def sweep(self, *, idle_s: float, longest_s: float) -> None:
        """Forgets sessions and tokens that are over."""
        now, s = time.time(), t.sessions
        is_over = sa.or_(s.c.seen < now - idle_s, s.c.begun < now - longest_s)
        with self._database.writing() as db:
            db.execute(sa.delete(s).where(is_over))
            db.execute(sa.delete(t.tokens).where(t.tokens.c.expires < now))

    # ------------------------------------------------------------------ tokens and keys

    def make_token(self, name: str, label: str, *, days: int) -> str:
        """What a system of the town signs in with, with the rights of the account."""
        self._update(name)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        expires = time.time() + days * 86_400
        row = {"token_sha256": hashed(token), "user": name, "label": label, "expires": expires}
        with self._database.writing() as db:
            db.execute(sa.insert(t.tokens).values(**row))
        return token

    def of_token(self, token: str) -> Account | None:
        """The account that a system signs in as; None: no such token, or no longer."""
        with self._database.reading() as db:
            mine = t.tokens.c.token_sha256 == hashed(token)
            found = db.execute(sa.select(t.tokens).where(mine)).one_or_none()
        if found is None or found.expires < time.time():
            return None
        account = self.account(found.user)
        return None if account is None or account.is_disabled else account

    def secret(self, name: str) -> bytes:
        """A key of this installation, made when it is first asked for."""
        with self._database.writing() as db:
            asked = sa.select(t.secrets.c.value).where(t.secrets.c.name == name)
            known = db.execute(asked).scalar()
            if known is None:
                known = secrets.token_hex(TOKEN_BYTES)
                db.execute(sa.insert(t.secrets).values(name=name, value=known))
        return bytes.fromhex(known)

    def _update(self, name: str, **values: object) -> None:
        """Changes an account; AccountRefused where there is none of that name."""
        if self.account(name) is None:
            raise AccountRefused(tr("{} gibt es nicht", "there is no {}").format(name))
        if values:
            with self._database.writing() as db:
                db.execute(sa.update(t.users).where(t.users.c.name == name).values(**values))

    def _sign_out(self, name: str) -> None:
        with self._database.writing() as db:
            db.execute(sa.delete(t.sessions).where(t.sessions.c.user == name))


def hashed(token: str) -> str:
    """What the database keeps of a token: who reads it there cannot sign in with it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _account(db: sa.Connection, row: sa.Row[tuple[object, ...]]) -> Account:
    grants = db.execute(
        sa.select(t.grants.c.municipality, t.grants.c.role)
        .where(t.grants.c.user == row.name)
        .order_by(t.grants.c.municipality, t.grants.c.role)
    )
    return Account(
        name=row.name,
        password_hash=row.password_hash,
        is_disabled=bool(row.is_disabled),
        grants=tuple(Grant(municipality=town, role=role) for town, role in grants),
    )


def _put_grants(db: sa.Connection, name: str, grants: tuple[Grant, ...]) -> None:
    rows = [{"user": name, "municipality": g.municipality, "role": g.role} for g in grants]
    if rows:
        db.execute(sa.insert(t.grants), rows)
