"""The commands that keep a home sound: verify, rebuild, doctor."""

import sys

import click
from rich.text import Text

from archive.audit import audit_damage
from archive.damage import damage
from archive.store import Store
from archive.transfer import signature_damage
from baulast.codec import plain
from baulast.errors import StoreDamaged
from baulast.language import dossiers, tr
from console.commands.call import Call, as_json
from console.commands.output import SCREEN, print_json, print_view
from register import journal, lists


@click.command(
    help=tr(
        "Prüft jedes Original, PDF und jede Lesung gegen die abgelegte Prüfsumme, dann Katalog und "
        "Suche gegen das Archiv.",
        "Checks every original, PDF and reading against the hash that it was stored with, then "
        "catalog and index against the archive.",
    )
)
@as_json()
@click.pass_obj
def verify(call: Call, is_json: bool) -> None:
    import pipeline

    home = call.filled_home
    damaged = [*damage(Store(home)), *lists.damage(home), *audit_damage(home)]
    damaged += signature_damage(Store(home), call.settings.transfer)
    damaged += () if damaged else journal.damage(home)  # rests on a trail that is whole
    # What catalog and index should say cannot be told from readings that are damaged.
    differing = () if damaged else pipeline.verify(home, catalog_url=call.catalog_url)
    if is_json:
        print_json({"damage": [plain(item) for item in damaged], "differing": differing})
    else:
        for item in damaged:
            print_view(Text(f"{item.path}: {item.what}", no_wrap=True, overflow="ignore"))
        for line in differing:
            print_view(Text(line))
        if not (damaged or differing):
            print_view(
                tr(
                    "Alles ist, wie es abgelegt wurde; Katalog und Suche stimmen damit überein.",
                    "Everything is as it was stored; catalog and index agree with it.",
                )
            )
    sys.exit(StoreDamaged.exit_code if damaged or differing else 0)


@click.command(
    help=tr(
        "Baut Katalog und Suche aus dem Archivordner neu auf, Korrekturen eingeschlossen.",
        "Builds catalog and index anew from the archive folder, corrections included.",
    )
)
@click.pass_obj
def rebuild(call: Call) -> None:
    import pipeline

    count = pipeline.rebuild(call.filled_home, call.settings.index, catalog_url=call.catalog_url)
    SCREEN.print(f"{dossiers(count)} {tr('neu aufgenommen', 'taken in anew')}.")


@click.command(
    help=tr("Prüft, ob alles da ist, was ein Import braucht.", "Checks what an import needs.")
)
@as_json()
@click.pass_obj
def doctor(call: Call, is_json: bool) -> None:
    from console.doctor import checks  # loads the engine and the rules

    found = list(checks(call.home, call.settings))
    if is_json:
        print_json([plain(check) for check in found])
    else:
        for check in found:
            mark = "✓" if check.is_right else "✗"
            remedy = "" if check.is_right else f"\n    → {check.remedy}"
            SCREEN.print(f"{mark} {check.name}: {check.detail}{remedy}", markup=False)
    sys.exit(0 if all(check.is_right for check in found) else 4)
