"""Accounts, sessions and tokens, on SQLite and PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from catalog import account_tables
from catalog.accounts import ACCOUNTS_FILE, Account, AccountRefused, Accounts, Grant

ANNA = Account(
    name="anna",
    password_hash="hash",
    is_disabled=False,
    grants=(Grant(municipality="kaarst", role="search"),),
)
HOUR = 3600.0


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.integration)])
def accounts(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Accounts]:
    """No accounts yet."""
    if request.param == "sqlite":
        with Accounts.in_home(tmp_path) as opened:
            yield opened
        return
    url = request.getfixturevalue("server")
    engine = sa.create_engine(url)
    account_tables.metadata.drop_all(engine)
    engine.dispose()
    with Accounts.open(url) as opened:
        yield opened


def who(accounts: Accounts, token: str, *, idle_s: float = HOUR) -> Account | None:
    return accounts.signed_in(token, idle_s=idle_s, longest_s=HOUR)


def test_an_account_is_kept_with_its_rights(accounts: Accounts) -> None:
    """What was given is what is found."""
    accounts.add(ANNA)
    assert accounts.account("anna") == ANNA
    assert accounts.all() == (ANNA,)
    assert accounts.account("bert") is None


@pytest.mark.parametrize("name", ["anna", "", "a b", "x" * 65, "a\nb", "../x"])
def test_a_name_that_will_not_do_is_refused(accounts: Accounts, name: str) -> None:
    """Taken, empty, too long, or made to look like something else."""
    accounts.add(ANNA)
    with pytest.raises(AccountRefused):
        accounts.add(Account(name=name, password_hash=None, is_disabled=False, grants=()))


def test_rights_change_for_those_who_are_signed_in(accounts: Accounts) -> None:
    """The next request knows the new ones."""
    accounts.add(ANNA)
    token = accounts.begin_session("anna")
    new = (Grant(municipality="neuss", role="names"),)
    accounts.set_grants("anna", new)
    found = who(accounts, token)
    assert found is not None
    assert found.grants == new


@pytest.mark.parametrize("end", ["end_session", "disable", "set_password", "idle"])
def test_a_session_ends(accounts: Accounts, end: str) -> None:
    """By signing out, with the account, with its password, or when nobody used it."""
    accounts.add(ANNA)
    token = accounts.begin_session("anna")
    assert who(accounts, token) == ANNA
    if end == "end_session":
        accounts.end_session(token)
    elif end == "disable":
        accounts.disable("anna")
    elif end == "set_password":
        accounts.set_password("anna", "other")
    assert who(accounts, token, idle_s=-1 if end == "idle" else HOUR) is None


def test_a_token_is_valid_for_its_days(accounts: Accounts) -> None:
    """Expired or of a closed account, it opens nothing."""
    accounts.add(ANNA)
    valid = accounts.make_token("anna", "system", days=1)
    old = accounts.make_token("anna", "system", days=-1)
    assert accounts.of_token(valid) == ANNA
    assert accounts.of_token(old) is None
    accounts.disable("anna")
    assert accounts.of_token(valid) is None


def test_what_is_kept_signs_nobody_in(accounts: Accounts) -> None:
    """Who reads the database finds hashes; shown as tokens they are nobody's."""
    accounts.add(ANNA)
    token = accounts.begin_session("anna")
    with accounts._database.reading() as db:
        (kept,) = db.execute(sa.select(account_tables.sessions.c.token_sha256)).one()
    assert kept != token
    assert who(accounts, kept) is None


@pytest.mark.parametrize("change", ["set_grants", "set_password", "disable", "make_token"])
def test_an_unknown_account_cannot_be_changed(accounts: Accounts, change: str) -> None:
    """A mistyped name is said, not passed over."""
    arguments = {"set_grants": [()], "set_password": ["x"], "disable": [], "make_token": ["x"]}
    options = {"days": 1} if change == "make_token" else {}
    with pytest.raises(AccountRefused):
        getattr(accounts, change)("bert", *arguments[change], **options)


def test_a_key_is_made_once(accounts: Accounts) -> None:
    """Addresses and forms hold over a restart."""
    assert accounts.secret("forms") == accounts.secret("forms")
    assert accounts.secret("forms") != accounts.secret("addresses")


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    """Hashes of passwords are nobody else's business."""
    with Accounts.in_home(tmp_path):
        assert (tmp_path / ACCOUNTS_FILE).stat().st_mode & 0o077 == 0
