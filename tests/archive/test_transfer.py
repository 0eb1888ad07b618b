"""The transfer record says who, when and what, once; a signature is the office's own."""

import hashlib
import io
import json
import os
import select
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import jsonschema
import pytest
from PIL import Image

from archive.record import READABLE, RECORD, SIGNATURE, Intake, checks
from archive.scanner import device_of
from archive.signing import SigningFailed, SigningSilent, sign
from archive.store import Store
from archive.transfer import signature_damage, write_record
from baulast.errors import ToolMissing
from baulast.language import Both, speaking
from baulast.model import (
    Box,
    ColourMode,
    Dossier,
    Doubt,
    DoubtReason,
    Page,
    PageKind,
    PageOrigin,
    Step,
    Word,
)
from baulast.settings import Settings, TransferSettings

ROOT = Path(__file__).parents[2]
INTAKE = Intake(by="scan", at="2026-11-22T10:00:00+01:00", batch=7, program="baulast 0.1.0")
WORD = Word(
    text="Baulast", box=Box(left=50, top=50, right=90, bottom=60), confidence=1, block=0, line=0
)
HASH = "import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], 'rb').read()).hexdigest())"
SAME = (
    "import hashlib, sys; a, b = sys.argv[1:]; "
    "sys.exit(hashlib.sha256(open(a, 'rb').read()).hexdigest() != open(b).read().strip())"
)
SIGNED = TransferSettings(
    sign_command=(sys.executable, "-c", HASH, "{file}"),
    verify_command=(sys.executable, "-c", SAME, "{file}", "{signature}"),
)


def scan() -> bytes:
    exif = Image.Exif()
    exif[271], exif[305], exif[315] = "Kodak", "Capture 9", "Erika Mustermann"
    file = io.BytesIO()
    Image.new("L", (100, 100), 255).save(file, "JPEG", exif=exif)
    return file.getvalue()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "home")


@pytest.fixture
def page(store: Store, tmp_path: Path) -> Page:
    file = tmp_path / "001.jpg"
    file.write_bytes(scan())
    sha256 = store.put_original(file)
    return Page(
        number=1,
        origin=PageOrigin(delivery="d", place=1, file=file.name, sha256=sha256, frame=0),
        width_px=100,
        height_px=100,
        dpi=300,
        mode=ColourMode.GREY,
        pixels_sha256="0" * 64,
        words=(WORD,),
    )


@pytest.fixture
def dossier(page: Page) -> Dossier:
    read = Step(stage="read", tools=(("tesseract", "5"),), settings_sha256="5" * 64)
    return Dossier(id="kaarst/1", municipality="kaarst", number="1", pages=(page,), steps=(read,))


def commit(
    store: Store, dossier: Dossier, *, intake: Intake = INTAKE, settings: Settings | None = None
) -> Path:
    def make_pdf(target: Path) -> None:
        target.write_bytes(b"%PDF")

    record = partial(write_record, dossier, store, settings or Settings(), intake)
    return store.commit(dossier, make_pdf, record)


def test_the_record_names_pdf_reading_and_originals_by_hash(store: Store, dossier: Dossier) -> None:
    """It is valid by its published schema, and its hashes are those of the files beside it."""
    folder = commit(store, dossier)
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    schema = json.loads((ROOT / "docs" / "transfer.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(record, schema)
    for name, sha256 in record["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256
    assert set(record["files"]) == {"1.pdf", "dossier.json"}
    assert record["originals"][0]["device"] == {"Make": "Kodak", "Software": "Capture 9"}


def test_the_readable_form_says_the_same(store: Store, dossier: Dossier) -> None:
    """Who, when, hashes and the pages that are blank or turned."""
    blank = replace(dossier.pages[0], number=2, is_blank=True, words=(), turn=180)
    folder = commit(store, replace(dossier, pages=(*dossier.pages, blank)))
    text = (folder / READABLE).read_text(encoding="utf-8")
    for said in (
        "kaarst/1",
        "scan",
        "Lauf 7",
        "leer: 2",
        "gedreht: 2 (180°)",
        "Kodak",
        "Graustufen",
    ):
        assert said in text
    assert "Mustermann" not in text
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    hashes = [page["pixels_sha256"] for page in record["pages"]]
    steps = [step["settings_sha256"] for step in record["steps"]]
    for said in (*hashes, *steps, "reading_dpi = 300", "Seitenzahl: nicht möglich", "PDF/A: in"):
        assert said in text


def test_checks_are_german_in_any_language(dossier: Dossier) -> None:
    """The record is the office's: who runs the program in English changes no word of it."""
    pages = (*dossier.pages, replace(dossier.pages[0], number=2, dpi=100, words=()))
    with speaking("en"):
        said = [*checks(replace(dossier, pages=pages))]
    assert [check.says for check in said if check.name in ("page_count", "resolution")] == [
        "2 Seiten; Trennblatt und Deckblatt nennen keine Anzahl",
        "weniger als 300 dpi: Seite 2",
    ]


def test_doubts_are_quoted_in_german_in_any_language(store: Store, dossier: Dossier) -> None:
    """Whoever imported in English has put no English sentence into the office's document."""
    doubt = Doubt(
        reason=DoubtReason.ILLEGIBLE, detail=Both("unleserlich", "cannot be read"), page=1
    )
    with speaking("en"):
        folder = commit(store, replace(dossier, doubts=(doubt,)))
    for name in (RECORD, READABLE):
        text = (folder / name).read_text(encoding="utf-8")
        assert "unleserlich" in text
        assert "cannot be read" not in text


def test_a_doubt_that_is_said_often_is_written_once(store: Store, dossier: Dossier) -> None:
    """With how often; the record for programs has each of them."""
    often = (Doubt(reason=DoubtReason.ILLEGIBLE, detail=Both.only("unleserlich"), page=1),) * 3
    folder = commit(store, replace(dossier, doubts=often))
    lines = (folder / READABLE).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "unleserlich" in line] == ["  Seite 1: unleserlich (3-mal)"]
    assert "Zweifel, denen ein Mensch nachgehen soll: 3" in lines
    assert len(json.loads((folder / RECORD).read_text("utf-8"))["doubts"]) == 3


def test_a_record_is_never_rewritten(store: Store, dossier: Dossier) -> None:
    """The same dossier taken in by another person in another run makes no new revision."""
    first = commit(store, dossier)
    before = (first / RECORD).read_bytes()
    assert commit(store, dossier, intake=replace(INTAKE, by="other", batch=8)) == first
    assert (first / RECORD).read_bytes() == before


def test_a_second_reading_has_a_record_of_its_own(store: Store, dossier: Dossier) -> None:
    """It names the manifest before by hash."""
    first = commit(store, dossier)
    second = commit(store, replace(dossier, number="2"))
    record = json.loads((second / RECORD).read_text(encoding="utf-8"))
    manifest = (first / "manifest.json").read_bytes()
    assert record["previous_manifest"] == hashlib.sha256(manifest).hexdigest()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("resolution", {"dpi": 299.0}),
        ("empty_text", {"words": ()}),
        ("cut_edges", {"words": (replace(WORD, box=Box(left=3, top=50, right=90, bottom=60)),)}),
    ],
)
def test_a_page_that_deviates_is_named(dossier: Dossier, name: str, change: dict) -> None:
    """By the check that it fails, and by no other."""
    (page,) = dossier.pages
    for pages, expected in (((page,), []), ((replace(page, **change),), [name])):
        found = checks(replace(dossier, pages=pages))
        assert [check.name for check in found if check.result == "deviates"] == expected


@pytest.mark.parametrize(
    "change",
    [
        {"words": (), "is_blank": True, "dpi": 100.0},
        {"words": (), "kind": PageKind.SEPARATOR},
    ],
    ids=["blank", "separator"],
)
def test_pages_without_writing_do_not_deviate(dossier: Dossier, change: dict) -> None:
    """Blank sides and separators have no words to read."""
    (page,) = dossier.pages
    found = checks(replace(dossier, pages=(replace(page, **change),)))
    assert all(check.result != "deviates" for check in found)


@pytest.mark.parametrize(
    ("count", "result", "says"),
    [
        ("2", "passed", "2 Seiten; Seite 1: Anzahl Seiten: 2"),
        ("3", "deviates", "2 Seiten; Seite 1: Anzahl Seiten: 3"),
        ("", "not_possible", "2 Seiten; Trennblatt und Deckblatt nennen keine Anzahl"),
    ],
)
def test_pages_are_counted_against_the_separator(
    dossier: Dossier, count: str, result: str, says: str
) -> None:
    """With both numbers, and the page that names the other one."""
    (page,) = dossier.pages
    told = tuple(replace(WORD, text=text) for text in (*["Anzahl", "Seiten:"], count) if count)
    front = replace(page, kind=PageKind.SEPARATOR, words=told)
    pages = tuple(replace(one, number=n) for n, one in enumerate((front, page, page), start=1))
    (found,) = (c for c in checks(replace(dossier, pages=pages)) if c.name == "page_count")
    assert (found.result, found.says) == (result, says)
    assert found.pages == ((1,) if result == "deviates" else ())


def test_pages_in_another_order_are_told(dossier: Dossier) -> None:
    """Pages that were delivered the other way round."""
    (page,) = dossier.pages
    second = replace(page, origin=replace(page.origin, place=2))
    found = {c.name: c.pages for c in checks(replace(dossier, pages=(second, page)))}
    assert found["order"] == (1,)


@pytest.mark.parametrize("content", [b"", b"II*\0 no more", b"%PDF-1.4 no more", b"\x89PNG\r\n"])
def test_a_file_that_says_nothing_has_no_device(tmp_path: Path, content: bytes) -> None:
    """A damaged header is no reason to refuse pages that could be read."""
    file = tmp_path / "scan"
    file.write_bytes(content)
    assert device_of(file) == {}


def test_a_signature_is_kept_and_checked(store: Store, dossier: Dossier) -> None:
    """What the office's program printed lies beside the record; a changed record is told."""
    folder = commit(store, dossier, settings=Settings(transfer=SIGNED))
    assert (folder / SIGNATURE).exists()
    assert list(signature_damage(store, SIGNED)) == []
    (folder / RECORD).chmod(0o600)
    (folder / RECORD).write_text("{}")
    assert [d.path.name for d in signature_damage(store, SIGNED)] == [SIGNATURE]


@pytest.mark.parametrize("program", ["import time; time.sleep(60)", None])
def test_a_program_that_does_not_answer_says_nothing_of_a_signature(
    store: Store, dossier: Dossier, program: str | None
) -> None:
    """No record is called damaged for it; and nobody waits for it as often as there are records."""
    commit(store, dossier, settings=Settings(transfer=SIGNED))
    commit(store, replace(dossier, id="kaarst/2"), settings=Settings(transfer=SIGNED))
    command = ("/", "{file}") if program is None else (sys.executable, "-c", program)
    silent = replace(SIGNED, verify_command=command, sign_timeout_s=0.5)
    with pytest.raises(SigningSilent):
        list(signature_damage(store, silent))


@pytest.mark.parametrize(
    ("command", "error"),
    [
        ((sys.executable, "-c", "import time; time.sleep(60)"), SigningFailed),
        ((sys.executable, "-c", "raise SystemExit('Karte fehlt')"), SigningFailed),
        ((sys.executable, "-c", ""), SigningFailed),
        (("no-such-program",), ToolMissing),
        ((sys.executable, "-c", "print('wrong')"), SigningFailed),
    ],
    ids=["hangs", "fails", "gives nothing", "is missing", "gives another's"],
)
def test_no_record_without_its_signature(store: Store, dossier: Dossier, command, error) -> None:
    """A hook that fails leaves no half revision; the next try makes it whole."""
    broken = replace(SIGNED, sign_command=command, sign_timeout_s=0.5 if "60" in command[-1] else 9)
    with pytest.raises(error):
        commit(store, dossier, settings=Settings(transfer=broken))
    assert list(store.revisions()) == []
    assert list((store.home / "work").iterdir()) == []
    assert commit(store, dossier, settings=Settings(transfer=SIGNED)).name == "r1"


def test_a_hook_that_hangs_ends_with_all_that_it_started(tmp_path: Path) -> None:
    """A script may wait for a card reader's program: nothing of it is left running."""
    held = tmp_path / "held"
    os.mkfifo(held)
    reader = os.open(held, os.O_RDONLY | os.O_NONBLOCK)
    script = f"exec 3>{held}; sleep 600 & wait"
    hangs = TransferSettings(sign_command=("sh", "-c", script), sign_timeout_s=0.5)
    with pytest.raises(SigningFailed, match=r"0\.5 s"):
        sign(tmp_path / "transfer.json", tmp_path / "transfer.json.sig", hangs)
    ready, _, _ = select.select([reader], [], [], 30)
    assert ready  # readable once nobody holds the other end any more
    assert os.read(reader, 1) == b""
    os.close(reader)
    assert not (tmp_path / "transfer.json.sig").exists()
