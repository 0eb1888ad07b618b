"""A town's home with all that an export must carry, and how tests call the program."""

import io
from dataclasses import replace
from functools import partial
from pathlib import Path

from click.testing import CliRunner, Result
from PIL import Image, ImageDraw

import upkeep
from archive.audit import EventName
from archive.pdfa import write_pdfa
from archive.record import Intake
from archive.store import Store
from archive.transfer import write_record
from archive.witness import vouch
from baulast.identity import identified
from baulast.model import Box, Dossier, FieldName, Word
from baulast.settings import ArchiveSettings, Settings
from baulast.tasks import key_of, target_of
from catalog.records import DossierState
from catalog.store import Catalog
from cli import commands
from handover.export import Bag, Order, export_bags
from handover.unfinished import unfinished_of
from tests.index.eight_towns import register

WIDTH, HEIGHT = 413, 585
INTAKE = Intake(by="meier", at="2026-01-02T03:04:05+01:00", batch=1, program="baulast 0.1.0")
HOSTILE = "kaarst/../Blatt 5\u0007 %0A <&> Ma\u0308rz"  # a way out, XML, a list's escapes, no NFC
ORDER = Order(municipality="kaarst", program="baulast 0.1.0", authority="Stadt Kaarst")


def scan(text: str) -> bytes:
    image = Image.new("1", (WIDTH, HEIGHT), 1)
    ImageDraw.Draw(image).text((40, 60), text, fill=0)
    file = io.BytesIO()
    image.save(file, "TIFF", compression="group4", dpi=(72, 72), strip_size=1 << 31)
    return file.getvalue()


def scanned(dossier: Dossier, store: Store, folder: Path, *, turn: int) -> Dossier:
    """The dossier on a page of paper of its own, with two words read on it."""
    file = folder / "scan.tif"
    file.write_bytes(scan(dossier.id))
    (page,) = dossier.pages
    words = (
        Word(
            text="Flur\u000b4",
            box=Box(left=10, top=20, right=60, bottom=32),
            confidence=0.91234,
            block=0,
            line=0,
        ),
        Word(
            text="45/12",
            box=Box(left=70, top=20, right=120, bottom=34),
            confidence=1.0,
            block=0,
            line=0,
            alternatives=("46/12",),
        ),
    )
    here = replace(
        page,
        origin=replace(page.origin, sha256=store.put_original(file), file="Seite\u0001<1>.tif"),
        width_px=WIDTH,
        height_px=HEIGHT,
        dpi=72.0,
        turn=turn,
        words=words,
    )
    return replace(dossier, pages=(here,))


def commit(store: Store, dossier: Dossier) -> None:
    store.commit(
        dossier,
        lambda target: write_pdfa(dossier, store.original, target, ArchiveSettings()),
        partial(write_record, dossier, store, Settings(), INTAKE),
    )


def made_in(folder: Path) -> Path:
    """Dossiers of Kaarst, one of Neuss, and everything that can come after the scan."""
    store = Store(folder / "home")
    kaarst = [d for d in register() if d.municipality == "kaarst"][:4]
    neuss = next(d for d in register() if d.municipality == "neuss")
    hostile = replace(kaarst[0], id=HOSTILE, number=None)
    for place, dossier in enumerate((*kaarst, hostile, neuss)):
        commit(store, scanned(dossier, store, folder, turn=(place % 4) * 90))
    second = scanned(replace(kaarst[1], version=2), store, folder, turn=0)
    commit(store, second)
    vouch(store, EventName.ARCHIVED)
    upkeep.rebuild(store.home)
    _later(store, kaarst, folder)
    return store.home


def _later(store: Store, kaarst: list[Dossier], folder: Path) -> None:
    """A correction, a deletion with its document, lists, and a dossier that was set aside."""
    street = key_of((target_of(identified(kaarst[0]).entries[0], FieldName.STREET),))
    said = ("correct", "--value", "Am Markt 1")
    done = call(store.home, "review", "decide", kaarst[0].id, street, *said)
    assert done.exit_code == 0, done.output
    entry = kaarst[2].entries[0]
    order = folder / "Verfügung.pdf"
    order.write_bytes(b"%PDF-1.4 order")
    where = ("--sheet", str(entry.sheet.value), "--number", str(entry.number.value))
    said = ("--order", "63-1/26", "--on", "2026-01-31", "--evidence", str(order))
    done = call(store.home, "entry", "delete", kaarst[2].id, *where, *said)
    assert done.exit_code == 0, done.output
    sheets = folder / "blaetter.csv"
    sheets.write_text("Blatt;Gemarkung;Karton\n0275;Büttgen;K 12\n")
    assert call(store.home, "inventory", "load", str(sheets)).exit_code == 0
    with Catalog.in_home(store.home) as catalog:
        run = catalog.runs.begin("/scans", "kaarst")
        catalog.runs.end(run, outcome="done", report="{}", pages_read=5, seconds=1.0)
        known = catalog.dossier(kaarst[0].id, 1)
        assert known is not None
        lost = replace(kaarst[3], id="kaarst/KAA-BL-999999", number="KAA-BL-999999", entries=())
        aside = replace(known, id=lost.id, number=lost.number, state=DossierState.SET_ASIDE)
        catalog.keep_dossier(replace(aside, error="Riss", remedy="neu scannen"), lost)


def call(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["--home", str(home), *arguments])


def exported(home: Path, target: Path, order: Order = ORDER) -> tuple[Bag, ...]:
    with Catalog.in_home(home) as catalog:
        open_work = unfinished_of(catalog, order.municipality)
    return export_bags(Store(home), order, target, open_work=open_work)
