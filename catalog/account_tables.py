"""The tables of the desk's accounts, the same on SQLite and PostgreSQL.

They lie apart from the catalog: that can be thrown away and made anew from the archive, accounts
and rights cannot.
"""

from sqlalchemy import Column, Float, ForeignKey, Integer, MetaData, String, Table, Text

SCHEMA = 1  # raised when a table changes its shape

metadata = MetaData()

schema = Table(
    "accounts_schema",
    metadata,
    Column("version", Integer, primary_key=True),
    comment="one row: the shape of these tables",
)

users = Table(
    "users",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("password_hash", Text),  # argon2; NULL: signs in through the town's own service
    Column("is_disabled", Integer, nullable=False, default=0),  # 0 or 1
    comment="who may sign in at the desk",
)


def _of_user() -> Column[str]:
    return Column("user", ForeignKey("users.name", ondelete="CASCADE"), nullable=False)


grants = Table(
    "grants",
    metadata,
    Column("user", ForeignKey("users.name", ondelete="CASCADE"), primary_key=True),
    Column("municipality", String(64), primary_key=True),  # "": all, for the Kreis
    Column("role", String(16), primary_key=True),
    comment="what somebody is to a town",
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_sha256", String(64), primary_key=True),
    _of_user(),
    Column("begun", Float, nullable=False),  # seconds since 1970
    Column("seen", Float, nullable=False),
    comment="who is signed in; the browser keeps the token, the database its hash",
)

tokens = Table(
    "tokens",
    metadata,
    Column("token_sha256", String(64), primary_key=True),
    _of_user(),
    Column("label", Text, nullable=False),  # which system it was made for
    Column("expires", Float, nullable=False),  # seconds since 1970
    comment="what other systems of the town sign in with",
)

secrets = Table(
    "secrets",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", String(128), nullable=False),
    comment="keys that are made once and never leave the server",
)
