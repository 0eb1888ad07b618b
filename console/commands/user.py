"""The commands for accounts at the desk: user add, list, roles, password, token, disable."""

import sys
from collections.abc import Callable
from typing import Any

import click

from archive.audit import EventName, note
from baulast.language import tr
from catalog.accounts import Account, Accounts, Grant
from console.commands.call import Call, as_json
from console.commands.output import print_json


@click.group(
    help=tr(
        "Konten für den Schreibtisch im Browser und ihre Rechte je Stadt.",
        "Accounts for the desk in the browser, and their rights by town.",
    )
)
def user() -> None:
    pass


def _roles_option() -> Callable[[Any], Any]:
    return click.option(
        "--role",
        "roles",
        multiple=True,
        required=True,
        metavar=tr("STADT:ROLLE", "TOWN:ROLE"),
        help=tr(
            "kaarst:search (Eintragungen), kaarst:names (auch Seiten und Namen), kaarst:review "
            "(auch prüfen) oder kreis; mehrfach.",
            "kaarst:search (entries), kaarst:names (pages and names too), kaarst:review (review "
            "too), or kreis; several times.",
        ),
    )


def _stdin_option() -> Callable[[Any], Any]:
    return click.option(
        "--password-stdin",
        "from_stdin",
        is_flag=True,
        help=tr("Kennwort von der Standardeingabe.", "Password from standard input."),
    )


@user.command("add", help=tr("Legt ein Konto an.", "Makes an account."))
@click.argument("name")
@_roles_option()
@_stdin_option()
@click.option(
    "--service",
    "by_service",
    is_flag=True,
    help=tr(
        "Ohne Kennwort: Die Anmeldung geht über den Dienst der Stadt.",
        "No password: one signs in through the town's service.",
    ),
)
@click.pass_obj
def add(call: Call, name: str, roles: tuple[str, ...], from_stdin: bool, by_service: bool) -> None:
    kept = None if by_service else _hash(from_stdin=from_stdin)
    grants = _grants(roles)
    account = Account(name=name, password_hash=kept, is_disabled=False, grants=grants)
    with _accounts(call) as accounts:
        accounts.add(account)
    _note(call, name, what="add", roles=_written(grants))


@user.command("list", help=tr("Nennt die Konten und ihre Rechte.", "Names accounts and rights."))
@as_json()
@click.pass_obj
def list_(call: Call, is_json: bool) -> None:
    with _accounts(call) as accounts:
        every = accounts.all()
    if is_json:
        rows = [
            {"name": a.name, "is_disabled": a.is_disabled, "roles": _written(a.grants)}
            for a in every
        ]
        print_json(rows)
        return
    closed = tr(" (gesperrt)", " (disabled)")
    for account in every:
        state = closed if account.is_disabled else ""
        click.echo(f"{account.name}{state}: {', '.join(_written(account.grants))}")


@user.command("roles", help=tr("Gibt einem Konto andere Rechte.", "Gives other rights."))
@click.argument("name")
@_roles_option()
@click.pass_obj
def set_roles(call: Call, name: str, roles: tuple[str, ...]) -> None:
    grants = _grants(roles)
    with _accounts(call) as accounts:
        accounts.set_grants(name, grants)
    _note(call, name, what="roles", roles=_written(grants))


@user.command("password", help=tr("Setzt ein neues Kennwort.", "Sets a new password."))
@click.argument("name")
@_stdin_option()
@click.pass_obj
def set_password(call: Call, name: str, from_stdin: bool) -> None:
    kept = _hash(from_stdin=from_stdin)
    with _accounts(call) as accounts:
        accounts.set_password(name, kept)
    _note(call, name, what="password")


@user.command(
    "token",
    short_help=tr(
        "Gibt ein Zeichen für ein anderes System aus.", "Prints a token for another system."
    ),
    help=tr(
        "Gibt ein Zeichen aus, mit dem ein anderes System als dieses Konto anfragt.",
        "Prints a token by which another system asks as this account.",
    ),
)
@click.argument("name")
@click.option("--label", required=True, help=tr("Für welches System.", "For which system."))
@click.option("--days", default=365, show_default=True, help=tr("Gültig so lange.", "Valid for."))
@click.pass_obj
def make_token(call: Call, name: str, label: str, days: int) -> None:
    with _accounts(call) as accounts:
        token = accounts.make_token(name, label, days=days)
    _note(call, name, what="token", label=label)
    click.echo(token)


@user.command(
    "disable",
    help=tr("Sperrt ein Konto, seine Sitzungen und Zeichen.", "Closes an account for good."),
)
@click.argument("name")
@click.pass_obj
def disable(call: Call, name: str) -> None:
    with _accounts(call) as accounts:
        accounts.disable(name)
    _note(call, name, what="disable")


def _accounts(call: Call) -> Accounts:
    home = call.filled_home
    return Accounts.open(call.catalog_url) if call.catalog_url else Accounts.in_home(home)


def _hash(*, from_stdin: bool) -> str:
    from web.passwords import password_hash  # argon2 is not needed to search

    if from_stdin:
        return password_hash(sys.stdin.readline().rstrip("\n"))
    words = tr("Kennwort", "Password")
    return password_hash(click.prompt(words, hide_input=True, confirmation_prompt=True))


def _grants(roles: tuple[str, ...]) -> tuple[Grant, ...]:
    from web.viewer import grant_of

    return tuple(dict.fromkeys(map(grant_of, roles)))


def _written(grants: tuple[Grant, ...]) -> list[str]:
    return [":".join(filter(None, (grant.municipality, grant.role))) for grant in grants]


def _note(call: Call, name: str, **details: Any) -> None:
    note(call.filled_home, EventName.ACCOUNT, account=name, **details)
