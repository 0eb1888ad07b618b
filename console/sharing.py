"""The server that towns share: how to log in, and what was found and done there, for people."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from baulast.errors import InputError
from baulast.language import Both, dossiers, tr
from baulast.settings import IndexSettings
from index.login import Login
from report.wording import town_name

if TYPE_CHECKING:  # the client takes as long to load as all the rest of a search
    from index.indices import Installed
    from index.shared import Proof

PASSWORD = "BAULAST_ELASTICSEARCH_PASSWORD"
API_KEY = "BAULAST_ELASTICSEARCH_API_KEY"
USER = "BAULAST_ELASTICSEARCH_USER"
NAMED = 10  # refused documents that are named


class ServerUnknown(InputError):
    """Nobody said where the server is."""

    remedy = Both(
        "--elasticsearch https://… angeben, oder in baulast.toml unter [index].",
        "Give --elasticsearch https://…, or set it in baulast.toml under [index].",
    )

    def __str__(self) -> str:
        return tr("Es ist kein Elasticsearch eingerichtet.", "No Elasticsearch is set up.")


def login(
    settings: IndexSettings, environment: Mapping[str, str], *, url: str | None, user: str | None
) -> Login:
    """What the call says before what the settings say; secrets come from the environment alone."""
    where = url or settings.elasticsearch
    if not where:
        raise ServerUnknown
    return Login(
        url=where,
        user=user or environment.get(USER) or settings.user or None,
        password=environment.get(PASSWORD),
        api_key=environment.get(API_KEY),
        ca_certs=settings.ca_certs or None,
    )


def lacking_view(url: str, lacking: int, behind: Sequence[str]) -> Text:
    """What the server has not taken: it gets it with the next command that has something for it."""
    pieces = [dossiers(lacking)] if lacking else []
    if behind:
        towns = ", ".join(map(town_name, behind))
        pieces.append(tr(f"Listen von {towns}", f"lists of {towns}"))
    what = tr(" und ", " and ").join(pieces)
    return Text(
        tr(
            f"{url} hat noch nicht: {what}. Es wird beim nächsten Mal nachgereicht; "
            "sofort: baulast index sync.",
            f"{url} still lacks: {what}. It gets that next time; at once: baulast index sync.",
        )
    )


def installed_view(installed: "Installed") -> RenderableType:
    """What is there now."""
    lines = [
        tr(
            f"{len(installed.indices)} Indizes, {len(installed.roles)} Rollen eingerichtet.",
            f"{len(installed.indices)} indices, {len(installed.roles)} roles set up.",
        )
    ]
    lines += [tr(f"Entfernt: {name}", f"Removed: {name}") for name in installed.dropped]
    return Text("\n".join(lines))


def proof_view(proof: "Proof") -> RenderableType:
    """What was done, and whether the server holds exactly what the archive does."""
    done = tr(
        f"{proof.dossiers} Akten, {proof.documents} Dokumente; gesendet {proof.sent}, entfernt "
        f"{proof.deleted}.",
        f"{proof.dossiers} dossiers, {proof.documents} documents; {proof.sent} sent, "
        f"{proof.deleted} removed.",
    )
    archive, server = tr("Archiv", "Archive"), "Server"
    refused = [
        Text(f"{tr('Abgelehnt', 'Refused')}: {one.id} ({one.reason})", style="red")
        for one in proof.refused[:NAMED]
    ]
    return Group(
        Text(done),
        Text(f"{archive:8}{proof.documents:>9}  {proof.digest}", no_wrap=True, overflow="ignore"),
        Text(f"{server:8}{proof.held:>9}  {proof.held_digest}", no_wrap=True, overflow="ignore"),
        *refused,
        _verdict(proof),
    )


def _verdict(proof: "Proof") -> Text:
    if proof.is_proven:
        proven = tr(
            "Der Index hält genau, was das Archiv hält.",
            "The index holds exactly what the archive holds.",
        )
        return Text(proven)
    differs = tr(
        "Der Index hält NICHT genau, was das Archiv hält: noch einmal abgleichen.",
        "The index does NOT hold exactly what the archive holds: synchronise again.",
    )
    return Text(differs, style="red")
