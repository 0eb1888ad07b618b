"""The command that hands dossiers over to an archive."""

import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from archive.audit import EventName, note
from archive.store import Store
from batch.home import known_catalog
from baulast.codec import plain
from baulast.language import dossiers, tr
from console.commands.call import Call, Municipality, as_json, note_look, reason_option
from console.commands.output import SCREEN, print_json

UNITS = {"": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}


class Size(click.ParamType[int]):
    """A size as people write it: ``4.7GB``, ``700 MB``."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        match = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*([KMGT]?B?)", str(value).strip(), re.IGNORECASE)
        unit = match and match[2].upper()
        if not match or unit not in UNITS:
            self.fail(tr(f"{value}: keine Größe wie 4.7GB", f"{value}: no size"), param, ctx)
        return int(float(match[1].replace(",", ".")) * UNITS[str(unit)])


@click.command(
    short_help=tr(
        "Akten für ein Archiv, als BagIt; enthält Namen.",
        "Dossiers for an archive, as BagIt; holds names.",
    ),
    help=tr(
        "Akten für ein Archiv, als BagIt: Originale, PDF/A, Text je Seite (ALTO), METS mit PREMIS, "
        "Transfervermerk, Nachträge und alle Eintragungen. Enthält Namen. Daraus stellt "
        "`baulast rebuild --from` eine leere Installation wieder her.",
        "Dossiers for an archive, as BagIt: originals, PDF/A, text of each page (ALTO), METS with "
        "PREMIS, transfer record, supplements and all entries. Holds names. From it "
        "`baulast rebuild --from` restores an empty installation.",
    ),
)
@click.option(
    "--municipality", "-m", type=Municipality(), help=tr("Alle Akten von dort.", "All of it.")
)
@click.option("--dossier", metavar=tr("AKTE", "DOSSIER"), help=tr("Nur diese Akte.", "Only this."))
@click.option(
    "--format",
    "format_",
    type=click.Choice(["bagit"]),
    default="bagit",
    show_default=True,
    expose_value=False,
    help="BagIt 1.0 (RFC 8493).",
)
@click.option("--sha512", is_flag=True, help=tr("Auch SHA-512-Summen.", "SHA-512 sums, too."))
@click.option(
    "--redacted",
    is_flag=True,
    help=tr(
        "Ohne Namen, zum Weitergeben: Seiten geschwärzt, keine Originale; vorher ansehen.",
        "Without names, to hand out: pages blackened, no originals or readings; look first.",
    ),
)
@click.option(
    "--volume-size",
    type=Size(),
    help=tr(
        "Bände, keiner größer als so: 4.7GB, 700MB; eine Akte bleibt in einem Band.",
        "Volumes none of which is larger: 4.7GB, 700MB; a dossier stays in one.",
    ),
)
@click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help=tr("Ordner, in den die Bags kommen.", "Folder that the bags go to."),
)
@reason_option()
@as_json()
@click.pass_obj
def archive(
    call: Call,
    municipality: str | None,
    dossier: str | None,
    sha512: bool,
    redacted: bool,
    volume_size: int | None,
    output: Path,
    reason: str,
    is_json: bool,
) -> None:
    from handover.export import Order, export_bags
    from handover.unfinished import Unfinished, unfinished_of

    if (municipality is None) == (dossier is None):
        raise click.UsageError(
            tr("Entweder --municipality oder --dossier.", "Give --municipality or --dossier.")
        )
    town = municipality or str(dossier).partition("/")[0]
    order = Order(
        municipality=town,
        dossier=dossier,
        algorithms=("sha256", "sha512") if sha512 else ("sha256",),
        volume_bytes=volume_size,
        authority=call.settings.statement.authority,
        program=f"baulast {version('baulast')}",
        without_names=call.settings.archive if redacted else None,
    )
    if not redacted:
        note_look(call, "export archive", reason, municipality=town, dossier=dossier)
    with known_catalog(call.home, call.catalog_url) as catalog:
        open_work = Unfinished() if dossier else unfinished_of(catalog, town)
    bags = export_bags(Store(call.filled_home), order, output, open_work=open_work)
    for bag in bags:
        said = {"bag": bag.path.name, "dossiers": bag.dossiers, "sha256": bag.tagmanifest_sha256}
        what = f"archive {order.variant}"
        note(call.home, EventName.EXPORT, what=what, municipality=town, dossier=dossier, **said)
    if is_json:
        print_json([plain(bag) for bag in bags])
    for bag in () if is_json else bags:
        size = f"{bag.bytes / 1e6:.1f} MB"
        SCREEN.print(f"{bag.path}: {dossiers(bag.dossiers)}, {size}", soft_wrap=True, markup=False)
        SCREEN.print(f"  tagmanifest-sha256.txt  {bag.tagmanifest_sha256}", soft_wrap=True)
