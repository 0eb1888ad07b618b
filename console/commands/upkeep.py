"""The commands that keep a home sound: verify, rebuild, doctor."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.damage import Cause, Damage
from archive.store import Store
from baulast.codec import plain
from baulast.errors import BaulastError, StoreDamaged
from baulast.language import dossiers, tr
from console.commands.call import Call, as_json
from console.commands.output import SCREEN, print_json, print_view

if TYPE_CHECKING:
    from console.verification import Verification


@click.command(
    short_help=tr(
        "Prüft, ob alles noch ist, wie es geschrieben wurde.",
        "Checks that everything is still as it was written.",
    ),
    help=tr(
        "Prüft jedes Original, PDF, jede Lesung und jeden Vermerk gegen die abgelegte Prüfsumme, "
        "Archiv und Protokoll gegeneinander, dann Katalog und Suche gegen das Archiv. Rückgabewert "
        "6: Daten sind nicht, wie sie geschrieben wurden; 5: etwas war nicht zu prüfen; 8: nur "
        "Abgeleitetes weicht ab, --repair stellt es her.",
        "Checks every original, PDF, reading and record against the hash that it was stored with, "
        "archive and audit trail against each other, then catalog and index against the archive. "
        "Exit code 6: data are not as they were written; 5: something could not be checked; 8: "
        "only what is derived differs, --repair makes it anew.",
    ),
)
@click.option(
    "--deep",
    is_flag=True,
    help=tr("Auch: Ist jedes PDF noch PDF/A, jede Lesung lesbar?", "Is each PDF still PDF/A, too?"),
)
@click.option("--dossier", metavar=tr("AKTE", "DOSSIER"), help=tr("Nur diese Akte.", "Only this."))
@click.option(
    "--resume",
    is_flag=True,
    help=tr(
        "Dort weiter, wo eine abgebrochene Prüfung endete.",
        "Go on where a check that was interrupted ended.",
    ),
)
@click.option(
    "--repair",
    "repairs",
    is_flag=True,
    help=tr(
        "PDF, Katalog und Suche neu herstellen; Originale bleiben unberührt.",
        "Make PDF, catalog and index anew; originals stay untouched.",
    ),
)
@as_json()
@click.pass_obj
def verify(
    call: Call, deep: bool, dossier: str | None, resume: bool, repairs: bool, is_json: bool
) -> None:
    from console.verification import Scope, verification  # loads the pipeline

    call.check_filled()
    with suppress(StoreDamaged):  # a home of an earlier version that is damaged: the check tells
        _ = call.ready_home
    scope = Scope(
        home=call.home,
        settings=call.settings,
        catalog_url=call.catalog_url,
        dossier=dossier,
        deep=deep,
    )
    done = verification(scope, resume=resume, repairs=repairs)
    if is_json:
        print_json(plain(done))
    else:
        _print_verification(done, is_part=dossier is not None)
    sys.exit(done.exit_code)


def _print_verification(done: "Verification", *, is_part: bool) -> None:
    _print_lines(tr("Neu hergestellt:", "Made anew:"), done.repaired)
    kept = [item for item in done.damage if item.cause is Cause.KEPT]
    plain_ones = [_line(item) for item in kept if not item.remedy]
    _print_lines(
        tr(
            "NICHT, wie es geschrieben wurde; recht hat nur noch die Sicherung. Dateien von dort "
            "zurückspielen, dann noch einmal `baulast verify`:",
            "NOT as it was written; only the backup is right. Put the files back from there, then "
            "`baulast verify` again:",
        ),
        plain_ones,
    )
    for remedy in dict.fromkeys(item.remedy for item in kept if item.remedy):
        lines = [_line(item) for item in kept if item.remedy == remedy]
        _print_lines(f"{tr('NICHT im Protokoll.', 'NOT in the audit trail.')} {remedy}", lines)
    _print_lines(tr("NICHT geprüft:", "NOT checked:"), done.unchecked)
    derived = [_line(item) for item in done.damage if item.cause is Cause.DERIVED]
    _print_lines(
        tr(
            "Abgeleitetes weicht ab; das Archiv hat recht. `baulast verify --repair` stellt es "
            "daraus her:",
            "What is derived differs; the archive is right. `baulast verify --repair` makes it "
            "anew from there:",
        ),
        [*derived, *done.differing],
    )
    if not done.exit_code:
        agrees = tr(
            "; Katalog und Suche stimmen damit überein", "; catalog and index agree with it"
        )
        well = tr("Alles ist, wie es abgelegt wurde", "Everything is as it was stored")
        part = tr("Diese Akte ist, wie sie abgelegt wurde", "This dossier is as it was stored")
        print_view(f"{part if is_part else well}{agrees}.")
    speed = done.bytes / max(done.seconds, 0.001) / 1e6
    read = tr(
        "{:.1f} MB in {:.1f} s gelesen, {:.0f} MB/s", "read {:.1f} MB in {:.1f} s, {:.0f} MB/s"
    )
    print_view(read.format(done.bytes / 1e6, done.seconds, speed))


def _line(item: Damage) -> str:
    """The file and what is wrong with it; a message of the archive names the file itself."""
    return f"{item.path}: {item.what.removeprefix(f'{item.path}: ')}"


def _print_lines(heading: str, lines: Sequence[str]) -> None:
    """Lines that can be copied whole, however narrow the screen is."""
    if lines:
        print_view(heading)
        for line in lines:
            SCREEN.print(f"  {line}", soft_wrap=True, markup=False, highlight=False)


@click.command(
    short_help=tr(
        "Baut Katalog und Suche aus dem Archivordner neu auf.",
        "Builds catalog and index anew from the archive folder.",
    ),
    help=tr(
        "Baut Katalog und Suche aus dem Archivordner neu auf, Korrekturen eingeschlossen. Mit "
        "--from füllt es einen leeren Datenordner aus einer Ausgabe (export archive).",
        "Builds catalog and index anew from the archive folder, corrections included. With --from "
        "it fills an empty home from an export (export archive).",
    ),
)
@click.option(
    "--from",
    "source",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=tr(
        "Ein Bag, oder ein Ordner, in dem alle Bände liegen.",
        "A bag, or a folder that holds all volumes.",
    ),
)
@click.pass_obj
def rebuild(call: Call, source: Path | None) -> None:
    import upkeep

    bags: tuple[tuple[str, str], ...] = ()
    if source is None:
        call.check_filled()
    else:
        bags = _take_in(call, source)
    done = upkeep.bring_along(call.home, call.settings.index, catalog_url=call.catalog_url)
    SCREEN.print(f"{dossiers(done.dossiers)} {tr('neu aufgenommen', 'taken in anew')}.")
    if bags:
        known_by = tr(
            "tagmanifest-sha256.txt; die Ausgabe nannte dieselbe Prüfsumme, sonst hat jemand den "
            "Bag neu geschrieben:",
            "tagmanifest-sha256.txt; the export told the same hash, or somebody wrote the bag "
            "anew:",
        )
        _print_lines(known_by, [f"{name}  {sha256}" for name, sha256 in bags])
    if done.lost:
        lost = tr(
            "NICHT im Archiv, oder dort nicht, wie sie geschrieben wurden; `baulast verify` zeigt "
            "mehr:",
            "NOT in the archive, or not as they were written there; `baulast verify` shows more:",
        )
        _print_lines(lost, [f"{id} v{version}" for id, version in done.lost])
        sys.exit(BaulastError.exit_code)


def _take_in(call: Call, source: Path) -> tuple[tuple[str, str], ...]:
    from batch.home import catalog_of, private_files
    from handover.intake import take_in
    from handover.unfinished import keep

    with private_files():
        Store(call.home)  # makes the folder that the catalog lies in
        with catalog_of(call.home, call.catalog_url) as catalog:
            return take_in(call.home, source, remember=partial(keep, catalog))


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
