"""``baulast settle``: what was set aside and came another way holds up no statement any more."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import upkeep
from archive.audit import read_trail
from archive.store import Store
from catalog.records import DossierState, SourceRecord, SourceState
from catalog.store import Catalog
from cli import commands
from tests.index.eight_towns import register

ASIDE = "kaarst/scan-1~ab12"
FOLDER = "/scans/kaputt.tif"
ASKED = ("auskunft", "-g", "Kaarst", "--flur", "3", "-f", "999", "--reason", "x", "--json")


def call(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["--home", str(home), *arguments])


def made(folder: Path) -> Path:
    """A register of one dossier, beside it one that was set aside and a file that was no scan."""
    store = Store(folder / "home")
    scan = folder / "scan.tif"
    scan.write_bytes(b"scan")
    dossier = next(d for d in register() if d.municipality == "kaarst")
    (page,) = dossier.pages
    origin = replace(page.origin, sha256=store.put_original(scan))
    dossier = replace(dossier, pages=(replace(page, origin=origin),))
    store.commit(dossier, lambda pdf: pdf.write_bytes(b"%PDF-1.4") and None)
    upkeep.rebuild(store.home)
    with Catalog.in_home(store.home) as catalog:
        known = catalog.dossier(dossier.id, 1)
        assert known is not None
        lost = replace(known, id=ASIDE, state=DossierState.SET_ASIDE, error="Riss", steps_sha256="")
        catalog.keep_dossier(lost, replace(dossier, id=ASIDE))
        source = SourceRecord(
            municipality="kaarst",
            path=FOLDER,
            name="kaputt",
            kind="tiff",
            files=(),
            batch=1,
            state=SourceState.SET_ASIDE,
            error="nicht zu dekodieren",
        )
        catalog.keep_source(source)
    return store.home


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("settle"))


@pytest.fixture
def home(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "home"))


def aside(home: Path) -> int:
    (finding,) = json.loads(call(home, *ASKED).output)["findings"]
    return int(finding["coverage"]["set_aside"])


def test_a_settled_delivery_holds_up_no_statement(home: Path) -> None:
    """Each with its reason in the trail; an original that was stored stays."""
    assert aside(home) == 2
    known = next(iter(Store(home).dossiers())).id
    done = call(home, "settle", ASIDE, "--reason", "neu gescannt", "--came-as", known)
    assert done.exit_code == 0, done.output
    assert aside(home) == 1
    assert call(home, "settle", FOLDER, "--reason", "kein Scan").exit_code == 0
    assert aside(home) == 0
    told = [line.details for line in read_trail(home) if line.name == "settled"]
    assert [(one["reason"], one["came_as"]) for one in told] == [
        ("neu gescannt", known),
        ("kein Scan", None),
    ]
    assert told[0]["dossier"] == ASIDE
    assert list(Store(home).originals())


@pytest.mark.parametrize(
    "arguments",
    [
        (ASIDE,),
        (ASIDE, "--reason", " "),
        (ASIDE, "--reason", "x", "--came-as", "kaarst/none"),
        ("kaarst/k1", "--reason", "x"),
        ("kaarst/none", "--reason", "x"),
    ],
    ids=["no reason", "empty reason", "came as none", "not aside", "unknown"],
)
def test_nothing_else_is_settled(home: Path, arguments: tuple[str, ...]) -> None:
    """What is safe in the archive, unknown, or without a reason stays as it is."""
    assert call(home, "settle", *arguments).exit_code != 0
    assert aside(home) == 2
    assert "settled" not in {line.name for line in read_trail(home)}


def test_what_is_in_the_archive_is_not_forgotten(home: Path) -> None:
    """A dossier that was archived before and failed to be read anew is no leftover."""
    with Catalog.in_home(home) as catalog:
        known = catalog.dossier("kaarst/k1", 1)
        assert known is not None
        catalog.set_aside(known.id, 1, error="Riss", remedy="")
    assert call(home, "settle", "kaarst/k1", "--reason", "x").exit_code != 0
    with Catalog.in_home(home) as catalog:
        assert catalog.dossier("kaarst/k1", 1) is not None
