"""``baulast verify`` on a home with every kind of file: bits, losses, additions, swaps."""

import random
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.audit import EventName, note
from archive.pdfa import write_pdfa
from archive.store import Store
from archive.transfer import write_record
from archive.witness import vouch
from baulast.settings import ArchiveSettings, Settings, TransferSettings
from cli import commands
from tests.handover.town import INTAKE, made_in, scanned
from upkeep import rebuild

DOSSIER = "dossiers dossier.json"
FLIPS_A_KIND = 3  # a few dozen in all; thousands are flipped in tests/archive
SIGNED = Settings(transfer=TransferSettings(sign_command=("echo", "unterschrieben")))
# What no one promises to keep: caches, locks, and what is compared row by row instead.
NOT_KEPT = ("catalog.sqlite", "index.sqlite", "lock", "format", "baulast.toml")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With a signed record and a statement."""
    folder = tmp_path_factory.mktemp("bits")
    home = made_in(folder)
    store = Store(home)
    signed = scanned(replace(store.reading("kaarst/k1"), id="kaarst/s1"), store, folder, turn=90)
    store.commit(
        signed,
        lambda target: write_pdfa(signed, store.original, target, ArchiveSettings()),
        partial(write_record, signed, store, SIGNED, INTAKE),
    )
    vouch(store, EventName.ARCHIVED)
    rebuild(home)
    asked = ("auskunft", "-g", "Kaarst", "--flur", "3", "-f", "17", "--reason", "Kauf")
    CliRunner().invoke(commands, ["--home", str(home), *asked])
    note(home, EventName.LOOK, what="show", reason="Erbfall")
    assert exit_code(home) == 0
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "home"))


def exit_code(home: Path) -> int:
    done = CliRunner().invoke(commands, ["--home", str(home), "verify", "--json"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code


def kinds(home: Path) -> dict[str, list[Path]]:
    """The files of the home by what they are."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(p for p in home.rglob("*") if p.is_file() and p.stat().st_size):
        top = path.relative_to(home).parts[0]
        if path.name.partition("-")[0] not in NOT_KEPT and top not in ("owed", "work"):
            own = path.suffix if top in ("dossiers", "statements") else ""
            found[f"{top} {own if own == '.pdf' else path.name if own else ''}"].append(path)
    return found


def test_every_kind_of_file_is_there(home: Path) -> None:
    """Else the test below would pass for want of files."""
    expected = {
        "audit ",
        "trail ",
        "originals ",
        "register ",
        "dossiers .pdf",
        DOSSIER,
        "dossiers manifest.json",
        "dossiers transfer.json",
        "dossiers transfer.txt",
        "dossiers transfer.json.sig",
        "dossiers supplement.jsonl",
        "statements 2026-000001.json",
    }
    assert {name.replace(str(path_year(home)), "2026") for name in kinds(home)} == expected


def path_year(home: Path) -> str:
    return next((home / "statements").glob("*.json")).name[:4]


def harmed(path: Path, chance: random.Random) -> Iterator[int]:
    """Flips a bit at a time, and puts the file back as it was."""
    path.chmod(0o600)
    whole = path.read_bytes()
    for _ in range(FLIPS_A_KIND):
        bit = chance.randrange(len(whole) * 8)
        content = bytearray(whole)
        content[bit // 8] ^= 1 << bit % 8
        path.write_bytes(content)
        yield bit
        path.write_bytes(whole)


def test_every_flipped_bit_is_found_by_the_command(home: Path) -> None:
    """In originals, PDFs, readings, records, signatures, supplements, lists, statements, trail."""
    chance = random.Random(2026)
    for name, paths in kinds(home).items():
        path = chance.choice(paths)
        for bit in harmed(path, chance):
            code = exit_code(home)
            assert code == (8 if name == "dossiers .pdf" else 6), f"{path}: bit {bit}: {code}"
    assert exit_code(home) == 0


def test_every_missing_file_is_found_by_the_command(home: Path) -> None:
    """One of each kind."""
    chance = random.Random(2026)
    for name, paths in kinds(home).items():
        path = chance.choice(paths)
        aside = path.rename(home.with_name("aside"))
        code = exit_code(home)
        assert code == (8 if name == "dossiers .pdf" else 6), f"{path}: {code}"
        aside.rename(path)
    assert exit_code(home) == 0


def test_added_and_swapped_files_are_found_by_the_command(home: Path) -> None:
    """Files that belong nowhere, two originals, two PDFs, two supplements, two readings."""
    by_kind = kinds(home)
    for place in ("dossiers/kaarst/k1", "dossiers/kaarst/k1/v1/r1", "originals/ab", "dossiers"):
        added = home / place / "notes.txt"
        added.parent.mkdir(exist_ok=True)
        added.write_text("x")
        assert exit_code(home) == 6, place
        added.unlink()
    for kind in ("originals ", "dossiers .pdf", "dossiers supplement.jsonl", DOSSIER):
        one = by_kind[kind][0]
        other = next(p for p in by_kind[kind] if p.read_bytes() != one.read_bytes())
        swap(one, other)
        assert exit_code(home) == (8 if kind == "dossiers .pdf" else 6), kind
        swap(one, other)
    assert exit_code(home) == 0


def swap(one: Path, other: Path) -> None:
    aside = one.rename(one.with_name("aside"))
    other.rename(one)
    aside.rename(other)
