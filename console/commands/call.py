"""What every command is given, and the options that several share."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from archive.audit import EventName, note
from archive.drives import refuse_unmounted
from archive.home_format import FORMAT, format_of
from archive.owed import owed
from archive.store import Store
from batch.home import catalog_of, private_files
from batch.sharing import lists_behind, shared_indices
from batch.telling import Telling
from baulast.errors import CatalogUnusable, DossierUnknown, IndexUnusable, InputError
from baulast.gazetteer import fold_name, gazetteer
from baulast.language import Both, tr
from baulast.model import Dossier
from baulast.settings import Settings
from console.commands.output import ASIDE
from console.sharing import lacking_view, login
from index.embedded import INDEX_FILE, EmbeddedIndex
from index.schema import is_outdated

MUNICIPALITIES = tuple(fold_name(town.name) for town in gazetteer().municipalities)


@dataclass(frozen=True, slots=True)
class Call:
    """What every command is given."""

    given: Path | None
    settings: Settings
    catalog_url: str | None  # None: SQLite in the home

    @property
    def home(self) -> Path:
        """Where the data lie; a usage error where nobody said so."""
        if self.given is None:
            raise click.UsageError(
                tr(
                    "Wo liegen die Daten? --home ORDNER angeben oder BAULAST_HOME setzen.",
                    "Where do the data lie? Give --home FOLDER or set BAULAST_HOME.",
                )
            )
        return self.given

    def pdf_path(self, dossier: str, version: int) -> Path | None:
        """Where a dossier's PDF lies; None: not in this home."""
        if not (self.given and (self.given / "dossiers").is_dir()):
            return None
        try:
            return Store(self.given).pdf_path(dossier, version)
        except DossierUnknown:
            return None

    @property
    def is_begun(self) -> bool:
        """Whether anything was ever put into the home."""
        return (self.home / "dossiers").is_dir()

    @property
    def has_index(self) -> bool:
        return (self.home / INDEX_FILE).exists()

    @property
    def filled_home(self) -> Path:
        """The home of an earlier import; an error where there was none.

        What catalog and index could not be told before is made good first, if that can be.
        """
        self.check_filled()
        home = self.ready_home
        if owed(home):
            with suppress(CatalogUnusable), telling(self, Store(home)) as all_:
                all_.catch_up()
        return home

    @property
    def office_home(self) -> Path:
        """Where an office keeps what it does: it need hold no register itself, as the Kreis's.

        An error where the folder is missing: a slip of the pen begins no second series of numbers.
        """
        return self.ready_home if self.home.is_dir() else self.filled_home

    def check_filled(self) -> None:
        """HomeEmpty where nothing was imported, DriveMissing where its drive is not mounted."""
        if not self.is_begun:
            refuse_unmounted(self.home)
            raise HomeEmpty(str(self.home))

    @property
    def ready_home(self) -> Path:
        """The home, filled or not; what an earlier version wrote is brought along first."""
        behind = format_of(self.home) < FORMAT or is_outdated(self.home / INDEX_FILE)
        if self.is_begun and behind:
            import upkeep

            said = tr("Daten einer früheren Fassung werden umgestellt …", "Migrating older data …")
            ASIDE.print(said)
            upkeep.bring_along(self.home, self.settings.index, catalog_url=self.catalog_url)
        return self.home


class HomeEmpty(InputError):
    """Nothing was imported into this home."""

    remedy = Both(
        "Stimmt --home? Sonst zuerst `baulast import`.", "Is --home right? Else `baulast import`."
    )

    def __str__(self) -> str:
        return tr("In {} liegt kein Archiv.", "There is no archive in {}.").format(self.args[0])


class Municipality(click.ParamType[str]):
    """One of the towns, in any spelling; the value is the short name that ids begin with."""

    name = "municipality"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        town = gazetteer().municipality(str(value))
        if town is None:
            names = ", ".join(MUNICIPALITIES)
            self.fail(
                tr(f"{value!r} ist keine von: {names}", f"{value!r} is none of: {names}"),
                param,
                ctx,
            )
        return fold_name(town.name)

    def shell_complete(
        self, _ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return [CompletionItem(name) for name in MUNICIPALITIES if name.startswith(incomplete)]


def reason_option() -> Callable[[Any], Any]:
    return click.option(
        "--reason",
        default="",
        help=tr(
            "Warum Namen eingesehen werden; steht danach im Protokoll (audit show).",
            "Why names are looked at; it is kept in the audit trail (audit show).",
        ),
    )


def version_option() -> Callable[[Any], Any]:
    """Which version of a dossier; the command takes the newest where nobody says."""
    return click.option(
        "--version",
        type=click.IntRange(min=1),
        show_default=tr("die neueste", "the newest"),
        help=tr("Fassung.", "Version."),
    )


def as_json() -> Callable[[Any], Any]:
    return click.option(
        "--json", "is_json", is_flag=True, help=tr("Ausgabe als JSON.", "Output as JSON.")
    )


def deliver(call: Call, *changed: Dossier) -> None:
    """What is owed, and what has changed, to the server that towns share; it may be away."""
    settings = call.settings.index
    if settings.elasticsearch:
        import upkeep
        from register import lists

        there = login(settings, os.environ, url=None, user=None)
        kept = lists.all_of(call.home)
        lacking = upkeep.deliver_owed(
            call.home,
            there,
            settings,
            lists=kept,
            catalog_url=call.catalog_url,
            changed=changed,
        )
        behind = lists_behind(Store(call.home), kept)
        if lacking or behind:
            ASIDE.print(lacking_view(there.url, lacking, behind), style="yellow")


def note_look(call: Call, what: str, reason: str, **where: Any) -> None:
    """Write down that names are about to be shown; a usage error where a reason is asked for."""
    if call.settings.audit.reason_required and not reason.strip():
        lacks = tr("Hier sind Namen zu sehen: --reason fehlt.", "This shows names: give --reason.")
        raise click.UsageError(lacks)
    note(call.filled_home, EventName.LOOK, what=what, reason=reason, **where)


@contextmanager
def telling(call: Call, store: Store) -> Iterator[Telling]:
    """Has catalog and index of the home know what was recorded."""
    with private_files(), catalog_of(call.home, call.catalog_url) as catalog:
        yield Telling(
            store=store,
            catalog=catalog,
            open_index=lambda: open_index(call, store),
            owed_to=shared_indices(call.settings.index),
        )


def open_index(call: Call, store: Store) -> EmbeddedIndex:
    """The index of the home; an error where it is gone and the archive is not empty."""
    if not call.has_index and next(iter(store.revisions()), None):
        lacks = tr("{}: Der Suchindex fehlt.", "{}: there is no search index.")
        raise IndexUnusable(lacks.format(call.home / INDEX_FILE))
    return EmbeddedIndex(call.home / INDEX_FILE)


def csv_text(file: Path) -> str:
    """The text of a list, in UTF-8 or as Excel on Windows writes it."""
    data = file.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
