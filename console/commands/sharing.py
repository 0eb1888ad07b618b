"""The commands for the index that towns share on a server."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from baulast.errors import StoreError
from baulast.language import tr
from console.commands.call import Call, Municipality, as_json
from console.commands.output import display
from console.sharing import USER, installed_view, login, proof_view
from index.rights import Role
from index.seam import Scope
from register import lists
from register.unsearched import Unsearched, unsearched_shared

EMBEDDED, ELASTICSEARCH = "embedded", "elasticsearch"

if TYPE_CHECKING:
    from index.shared import SharedIndex


def index_option() -> Callable[[Any], Any]:
    return click.option(
        "--index",
        "index_name",
        type=click.Choice([EMBEDDED, ELASTICSEARCH]),
        default=EMBEDDED,
        show_default=True,
        help=tr(
            "embedded: was in diesem Datenordner liegt; elasticsearch: was man von allen sehen "
            "darf.",
            "embedded: what lies in this home; elasticsearch: all towns that one may see.",
        ),
    )


def server_options() -> Callable[[Any], Any]:
    """Where the shared index is; secrets come from the environment."""

    def options(command: Any) -> Any:
        url = click.option(
            "--elasticsearch",
            "url",
            envvar="BAULAST_ELASTICSEARCH",
            metavar="URL",
            help=tr("Adresse des Servers; sonst baulast.toml.", "Its address; else baulast.toml."),
        )
        user = click.option(
            "--user",
            envvar=USER,
            help=tr(
                "Benutzer; das Kennwort steht in BAULAST_ELASTICSEARCH_PASSWORD, ein API-Schlüssel "
                "in BAULAST_ELASTICSEARCH_API_KEY.",
                "The user; the password stands in BAULAST_ELASTICSEARCH_PASSWORD, an API key in "
                "BAULAST_ELASTICSEARCH_API_KEY.",
            ),
        )
        return url(user(command))

    return options


def shared_index(call: Call, url: str | None, user: str | None) -> "SharedIndex":
    from index.shared import SharedIndex  # the client takes as long to load as all the rest

    settings = call.settings.index
    there = login(settings, os.environ, url=url, user=user)
    return SharedIndex.open(there, prefix=settings.prefix)


def missing_of(call: Call, scope: Scope) -> Unsearched:
    """What a search of the shared index could not find, as the towns say themselves."""
    max_age = timedelta(days=call.settings.index.state_max_age_days)
    return unsearched_shared(scope, now=datetime.now(UTC), max_age=max_age)


@click.group(
    "index",
    help=tr(
        "Der Index auf Elasticsearch, den alle Städte teilen.",
        "The index on Elasticsearch that all towns share.",
    ),
)
def index_() -> None:
    pass


@index_.command(
    help=tr(
        "Legt Indizes, Aliase und Rollen an; darf wiederholt werden.",
        "Makes indices, aliases and roles; safe to repeat.",
    )
)
@click.option("--municipality", "-m", type=Municipality(), help=tr("Nur diese.", "Only this one."))
@server_options()
@as_json()
@click.pass_obj
def init(
    call: Call, municipality: str | None, url: str | None, user: str | None, is_json: bool
) -> None:
    with shared_index(call, url, user) as shared:
        installed = shared.install([municipality] if municipality else ())
    display(installed, installed_view(installed), is_json=is_json)


@index_.command(
    short_help=tr(
        "Bringt den Index auf den Stand des Archivs, mit Nachweis.",
        "Brings the index to what the archive holds, with proof.",
    ),
    help=tr(
        "Bringt den Index auf den Stand des Archivs und weist es mit Anzahl und Prüfsumme nach.",
        "Brings the index to what the archive holds, and proves it by count and hash.",
    ),
)
@click.option("--municipality", "-m", type=Municipality(), help=tr("Nur diese.", "Only this one."))
@server_options()
@as_json()
@click.pass_obj
def sync(
    call: Call, municipality: str | None, url: str | None, user: str | None, is_json: bool
) -> None:
    import upkeep

    proof = upkeep.sync_shared(
        call.filled_home,
        login(call.settings.index, os.environ, url=url, user=user),
        call.settings.index,
        lists=lists.all_of(call.home),
        catalog_url=call.catalog_url,
        municipality=municipality,
    )
    display(proof, proof_view(proof), is_json=is_json)
    sys.exit(0 if proof.is_proven else StoreError.exit_code)


@index_.command(
    short_help=tr(
        "Gibt einen API-Schlüssel für ein Programm aus.", "Prints an API key for a program."
    ),
    help=tr(
        "Gibt einen API-Schlüssel für ein Programm aus; er wird nur dieses eine Mal gezeigt.",
        "Prints an API key for a program; it is shown this once.",
    ),
)
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    required=True,
    help=tr("Was das Programm darf.", "What the program may do."),
)
@click.option(
    "--municipality",
    "-m",
    type=Municipality(),
    help=tr("In welcher Stadt (nicht für kreis).", "In which town (not for kreis)."),
)
@click.option(
    "--days", default=365, show_default=True, help=tr("Wie lange er gilt.", "How long it is valid.")
)
@server_options()
@click.pass_obj
def key(
    call: Call, role: str, municipality: str | None, days: int, url: str | None, user: str | None
) -> None:
    if (role == Role.KREIS) == bool(municipality):
        raise click.UsageError(
            tr(
                "--municipality gehört zu jeder Rolle außer kreis.",
                "--municipality goes with every role but kreis.",
            )
        )
    with shared_index(call, url, user) as shared:
        click.echo(shared.api_key(Role(role), municipality, days=days))
