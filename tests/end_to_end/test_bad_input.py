"""Bad input, through the command that people call: a right result or a clear error, never the end.

Three deliveries are imported once each: many small files with everything that can be wrong with
them, a few very large ones, and pages over which a tool crashes, hangs or is killed.
"""

import io
import json
import os
import resource
import shutil
import signal
import struct
import subprocess
import sys
import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import img2pdf
import numpy as np
import pikepdf
import pytest
import pyvips
from PIL import Image, ImageDraw, ImageFont

from archive.store import Store
from baulast.model import Dossier, DoubtReason

ROOT = Path(__file__).resolve().parents[2]
CALL = (sys.executable, "-W", "ignore", "-c", "from cli import main; main()")
# In between: a process that is started here counts with the memory that this one has at the time.
MEASURE = """
import pathlib, resource, subprocess, sys
code = subprocess.call(sys.argv[2:])
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
pathlib.Path(sys.argv[1]).write_text(str(peak))
sys.exit(code)
"""
WORKER_KB = 700_000  # what a worker may hold, and so the largest of all processes of a run
LONG_AGO = 1_700_000_000  # files that were written now would be waited for
DPI = 150
A5 = 874, 1240
WORDS = "Gemarkung Kaarst Flur 7"
ORIENTATION = 274  # EXIF's tag


@dataclass(frozen=True)
class Outcome:
    """What an import said and left behind."""

    code: int
    said: str  # on the terminal, or as JSON
    errors: str
    peak_kb: int
    home: Path

    @property
    def report(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.said)
        return found

    @property
    def dossiers(self) -> dict[str, Dossier]:
        """What was archived, by the name it was delivered under."""
        return {d.pages[0].origin.delivery: d for d in Store(self.home).dossiers()}

    @property
    def troubles(self) -> dict[str, dict[str, str]]:
        """Cause and remedy of all that was set aside or refused, by the name it came under."""
        lines = [*self.report["sources"], *self.report["files"]]
        lines += [d for source in self.report["sources"] for d in source["dossiers"]]
        return {Path(_name(line)).name: line["trouble"] for line in lines if line["trouble"]}


def _name(line: Mapping[str, Any]) -> str:
    return str(line.get("path") or line["id"].partition("~")[0])


def call(home: Path, *arguments: str | Path, **options: Any) -> Outcome:
    """The command, as a person calls it; the largest of its processes is measured."""
    peak = home.with_name("peak.txt")
    command = [*options.pop("before", ()), *CALL, "--home", home, *arguments]
    known = {key: value for key, value in os.environ.items() if key != "BAULAST_HOME"}
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, peak, *command],
        cwd=ROOT,
        env={**known, "COLUMNS": "300", "PYTHONPATH": str(ROOT), **options.pop("env", {})},
        capture_output=True,
        text=True,
        check=False,
        **options,
    )
    return Outcome(done.returncode, done.stdout, done.stderr, int(peak.read_text()), home)


def do_import(home: Path, delivery: Path, *options: str, **others: Any) -> Outcome:
    return call(home, "import", *options, "-m", "kaarst", "--", delivery, **others)


# ----------------------------------------------------------------------------------- making inputs

_numbers = iter(range(1, 1000))


def page(mode: str = "L") -> Image.Image:
    """A written page that no other is equal to."""
    image = Image.new("L", A5, 255)
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(28)
    for row, line in enumerate((f"Baulastenblatt Nr. {next(_numbers)}", WORDS, "eingetragen")):
        draw.text((90, 120 + 60 * row), line, fill=0, font=font)
    return image.convert(mode)


def jpeg(path: Path, image: Image.Image | None = None, **options: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    (image or page()).save(path, format="JPEG", quality=90, dpi=(DPI, DPI), **options)
    return path


def tiff(path: Path, *pages: Image.Image, **options: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    options = {"compression": "tiff_lzw", "dpi": (DPI, DPI), **options}
    pages[0].save(path, format="TIFF", save_all=True, append_images=pages[1:], **options)
    return path


def png(path: Path, image: Image.Image) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, format="PNG", dpi=(DPI, DPI))
    return path


def pdf(path: Path, image: Image.Image | None = None, **encryption: str) -> Path:
    """A scanner's PDF."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = io.BytesIO()
    (image or page()).save(picture, format="JPEG", quality=90, dpi=(DPI, DPI))
    path.write_bytes(img2pdf.convert(picture.getvalue()))
    if encryption:
        with pikepdf.open(path, allow_overwriting_input=True) as found:
            found.save(path, encryption=pikepdf.Encryption(**encryption))
    return path


def cut(path: Path, by: int) -> None:
    path.write_bytes(path.read_bytes()[:-by])


def see_through(image: Image.Image) -> Image.Image:
    """Ink on nothing: what a careless export makes of a page."""
    ink = image.convert("L").point(lambda value: 255 - value)
    clear = Image.new("RGBA", image.size, (0, 0, 0, 0))
    clear.putalpha(ink)
    return clear


def sixteen_bit(image: Image.Image) -> Image.Image:
    return Image.fromarray(np.asarray(image).astype(np.uint16) * 257)


def turned(path: Path, tag: int, image: Image.Image) -> Path:
    exif = Image.Exif()
    exif[ORIENTATION] = tag
    return jpeg(path, image, exif=exif)


def bomb_png(path: Path, side: int) -> None:
    """A square of white that holds little and shows much."""
    path.parent.mkdir()
    packed = zlib.compressobj(9)
    row = b"\0" + b"\xff" * (side // 8)
    data = b"".join(packed.compress(row * 100) for _ in range(side // 100)) + packed.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + b"".join(
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
            for kind, body in chunks
        )
    )


def drawn_pdf(path: Path, *, width_pt: int = 595, packed: bytes = b"", size: float = 842) -> Path:
    """A page that is drawn, not scanned; ``packed`` is its drawing, compressed."""
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(595, 842))
        sheet = made.pages[0]
        sheet.MediaBox = pikepdf.Array([0, 0, width_pt, size])
        sheet.Contents = pikepdf.Stream(made, b"0 0 m 200 300 l S")
        if packed:
            sheet.Contents.write(packed, filter=pikepdf.Name.FlateDecode)
        made.save(path)
    return path


def age(root: Path) -> None:
    for path in root.rglob("*"):
        if not path.is_symlink():
            os.utime(path, (LONG_AGO, LONG_AGO))


# -------------------------------------------------------------------------------- small and broken

ODD_NAMES = ("-rf", "Akte 'x' \"y\"", "Zeile\nzwei", "[bold]rot")
NFD = unicodedata.normalize("NFD", "Büttgen Süd")


def deliver_small(root: Path) -> None:
    root.mkdir()
    jpeg(root / "gut" / "1.jpg")
    jpeg(root / "jpeg-als-pdf" / "a.pdf")
    pdf(root / "pdf-als-jpg" / "b.jpg")
    pdf(root / "nur-besitzer.pdf", owner="geheim", user="")
    jpeg(root / "cmyk" / "a.jpg", page("RGB").convert("CMYK"))
    tiff(root / "cmyk-tiff" / "a.tif", page("RGB").convert("CMYK"))
    pdf(root / "cmyk-pdf.pdf", page("RGB").convert("CMYK"))
    png(root / "16-bit" / "a.png", sixteen_bit(page()))
    tiff(root / "16-bit-tiff" / "a.tif", sixteen_bit(page()))
    png(root / "alpha" / "a.png", see_through(page()))
    tiff(root / "alpha-tiff" / "a.tif", see_through(page()))
    turned(root / "exif-6" / "a.jpg", 6, page().rotate(90, expand=True))
    turned(root / "exif-3" / "a.jpg", 3, page().rotate(180))
    large = page().resize((1653, 2345)).point(lambda value: 255 * (value > 128))
    (root / "1-bit").mkdir()
    large.convert("1").save(root / "1-bit" / "a.tif", compression="group4")  # states no dpi
    for name in ODD_NAMES:
        jpeg(root / name / f"{name}.jpg")
    jpeg(root / NFD / f"{NFD}.jpg")
    jpeg(Path(os.fsdecode(os.fsencode(root) + b"/J\xfcchen/s\xfc.jpg")))
    pdf(root / "--help.pdf")
    jpeg(root.parent / "elsewhere" / "1.jpg")
    (root / "datei-verknuepft").mkdir()
    (root / "datei-verknuepft" / "1.jpg").symlink_to(root.parent / "elsewhere" / "1.jpg")
    # what cannot be used
    (root / "leer.pdf").touch()
    (root / "leer").mkdir()
    (root / "leer" / "1.jpg").touch()
    cut(tiff(root / "tiff-kurz" / "a.tif", page(), page()), by=3000)
    cut(jpeg(root / "jpeg-kurz" / "a.jpg"), by=9000)
    cut(pdf(root / "pdf-kurz.pdf"), by=20_000)
    cut(pdf(root / "pdf-ohne-ende.pdf"), by=200)
    (root / "kaputt.tif").write_bytes(b"II*\0 no more")
    (root / "text.pdf").write_text("Guten Tag")
    pdf(root / "kennwort.pdf", owner="geheim", user="geheim")
    bomb_png(root / "bombe" / "a.png", 60_000)
    drawn_pdf(root / "bombe.pdf", packed=zlib.compress(b" " * 200_000_000, 9))
    drawn_pdf(root / "riesig.pdf", width_pt=10_000_000, size=10_000_000)
    jpeg(root / "gesperrt" / "1.jpg").chmod(0)
    (root / "ins-leere").mkdir()
    (root / "ins-leere" / "1.jpg").symlink_to("/gibt/es/nicht.jpg")
    (root / "im-kreis").symlink_to(root)
    (root / "selbst.pdf").symlink_to(root / "selbst.pdf")
    (root / "rohr").mkdir()
    os.mkfifo(root / "rohr" / "1.jpg")
    (root / "foto.bmp").write_bytes(b"BM" + bytes(60))
    age(root)
    age(root.parent / "elsewhere")


def without_privilege() -> tuple[str, ...]:
    """In front of a command: root, too, may not read what is closed."""
    setpriv = shutil.which("setpriv")
    if os.geteuid() or setpriv is None:
        return ()
    return setpriv, "--bounding-set", "-dac_override,-dac_read_search"


@pytest.fixture(scope="module")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("small") / "-scans"
    deliver_small(root)
    return root


@pytest.fixture(scope="module")
def small(delivery: Path) -> Outcome:
    """All that is small, in one import."""
    home = delivery.parent / "home"
    return do_import(home, delivery, "--json", before=without_privilege())


READ = (
    "gut", "jpeg-als-pdf", "b", "nur-besitzer", "cmyk", "cmyk-tiff", "cmyk-pdf", "16-bit",
    "16-bit-tiff", "alpha", "alpha-tiff", "exif-6", "exif-3", "1-bit", "-rf", "Akte 'x' \"y\"",
    "Zeile_zwei", "[bold]rot", "Büttgen Süd", "Jüchen", "--help", "datei-verknuepft",
)  # fmt: skip


def test_the_run_ends_well(small: Outcome) -> None:
    """Exit code 1 says that something was set aside; every page that came in is accounted for."""
    assert small.code == 1, small.errors
    assert "Traceback" not in small.errors
    assert small.report["is_balanced"]
    assert set(small.dossiers) == set(READ)


def test_no_process_grows(small: Outcome) -> None:
    """Bombs are told before they are unpacked: no process needs more than a worker may have."""
    assert small.peak_kb < WORKER_KB


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_is_read(small: Outcome, name: str) -> None:
    """Odd colours, depths, turns, containers and names: the page's words are the ones on it."""
    assert WORDS in small.dossiers[name].pages[0].text.replace("\n", " ")


@pytest.mark.parametrize(("name", "turn"), [("exif-6", 90), ("exif-3", 180), ("gut", 0)])
def test_the_turn_is_kept(small: Outcome, name: str, turn: int) -> None:
    """What EXIF asks for, or what reading finds, turns the page upright once and not twice."""
    assert small.dossiers[name].pages[0].turn == turn


def test_the_resolution_of_a_silent_header_is_found(small: Outcome) -> None:
    """A 1 bit scan that states none is judged by its paper."""
    assert small.dossiers["1-bit"].pages[0].dpi == pytest.approx(200, rel=0.02)


AGAIN = "neu scannen"
CHECK = "Die Datei prüfen"
REACH = "Zugriffsrechte"
REFUSED = {
    "leer.pdf": ("leer.pdf: leer", AGAIN),
    "leer": ("1.jpg: leer", AGAIN),
    "tiff-kurz": ("a.tif", AGAIN),
    "jpeg-kurz": ("a.jpg, Seite 1: abgeschnitten", AGAIN),
    "pdf-kurz.pdf": ("beschädigt", AGAIN),
    "pdf-ohne-ende.pdf": ("abgeschnitten", AGAIN),
    "text.pdf": ("kein bekanntes Bildformat", AGAIN),
    "-scans": ("kaputt.tif: nicht zu dekodieren", AGAIN),
    "kennwort.pdf": ("durch ein Kennwort geschützt", "ohne Kennwort"),
    "bombe": ("größer als jedes Papier", CHECK),
    "bombe.pdf": ("packt sich übermäßig groß aus", CHECK),
    "riesig.pdf": ("Seite zu groß", CHECK),
    "gesperrt": ("1.jpg: nicht zu lesen (keine Berechtigung)", REACH),
    "ins-leere": ("1.jpg: nicht zu lesen (nicht vorhanden)", REACH),
    "selbst.pdf": ("Verknüpfung im Kreis", REACH),
    "im-kreis": ("Verknüpfung auf einen Ordner", "den Ordner importieren"),
    "1.jpg": ("keine Datei", REACH),  # the pipe: opening it would wait for ever
    "foto.bmp": ("Bildformat nicht unterstützt", "als PDF, TIFF"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_used_is_named(small: Outcome, name: str) -> None:
    """Each is set aside with the place, the cause in German, and what helps."""
    if name == "gesperrt" and not os.geteuid() and not without_privilege():
        pytest.skip("root reads everything")
    trouble = small.troubles[name]
    cause, remedy = REFUSED[name]
    assert cause in trouble["cause"]
    assert remedy.casefold() in trouble["remedy"].casefold()
    assert len(trouble["cause"]) < 300


def test_nothing_else_is_set_aside(small: Outcome) -> None:
    """Neighbours of what is broken go on."""
    assert set(small.troubles) == set(REFUSED)


def test_a_second_call_reads_nothing_and_writes_plain_lines(small: Outcome, delivery: Path) -> None:
    """The report on the terminal shows line breaks in names as \\n: nobody is misled by a name."""
    again = do_import(small.home, delivery, "--quiet", before=without_privilege())
    assert again.code == 1
    assert "0 Seiten gelesen" in again.said
    assert "kaputt.tif" in again.said
    assert "→" in again.said


def test_the_delivery_is_as_it_was(small: Outcome, delivery: Path) -> None:
    """The source is never changed."""
    assert (delivery / "kaputt.tif").read_bytes() == b"II*\0 no more"
    assert {path.stat().st_mtime for path in delivery.glob("*.pdf") if path.exists()} == {LONG_AGO}


# ------------------------------------------------------------------------------------- very large


def sheet(width: int, height: int, *, dpi: float) -> Any:
    """A white sheet with a few lines of 12 point, made by libvips without ever holding it."""
    image = Image.new("L", (2600, 1000), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(dpi / 6)
    others = ("Baulast", "eingetragen am 12.03.1974", "Lageplan der Vermessung")
    for row, line in enumerate((f"Baulastenblatt Nr. {next(_numbers)}", WORDS, *others)):
        draw.text((20, 20 + row * 180), line, fill=0, font=font)
    sheet = pyvips.Image.new_from_array(np.asarray(image))
    sheet = sheet.embed(1500, 1500, width, height, extend="white")
    return sheet.copy(xres=dpi / 25.4, yres=dpi / 25.4)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """A square of 20,000 pixels, A0 at 400 dpi, the same so that it must be unpacked whole, and a
    file of 1,000 pages."""
    root = tmp_path_factory.mktemp("large") / "scans"
    for name in ("20000", "a0", "a0-am-stueck", "tausend"):
        (root / name).mkdir(parents=True)
    square = sheet(20_000, 20_000, dpi=600)
    square.tiffsave(str(root / "20000" / "a.tif"), compression="ccittfax4", bitdepth=1)
    plan = sheet(13_244, 18_724, dpi=400)
    plan.jpegsave(str(root / "a0" / "a.jpg"))
    plan = sheet(13_244, 18_724, dpi=400)
    plan.jpegsave(str(root / "a0-am-stueck" / "a.jpg"), interlace=True)
    blank = Image.new("1", (320, 320), 1)  # a small card: looking at it costs little
    tiff(root / "tausend" / "a.tif", *[blank] * 1000, compression="group4", dpi=(90, 90))
    age(root)
    return do_import(root.parent / "home", root, "--json")


def test_the_largest_come_in(large: Outcome) -> None:
    """Nothing is set aside for its size alone."""
    assert large.code == 0, large.errors + large.said


def test_the_largest_fit_a_worker(large: Outcome) -> None:
    """Hundreds of millions of pixels are decoded in stripes: no process needs more memory."""
    assert large.peak_kb < WORKER_KB


@pytest.mark.parametrize("name", ["20000", "a0"])
def test_a_very_large_page_is_read(large: Outcome, name: str) -> None:
    """Its words are read on a smaller picture and stand at their places on the whole scan."""
    read = large.dossiers[name].pages[0]
    assert WORDS in read.text.replace("\n", " ")
    box = next(word.box for word in read.words if word.text == "Gemarkung")
    assert box.left == pytest.approx(1520, abs=60)
    assert 1690 < box.top < box.bottom < 1850
    assert read.dpi == pytest.approx({"20000": 600, "a0": 400}[name], rel=0.05)
    assert not [doubt for doubt in read.doubts if doubt.reason is DoubtReason.TOO_LARGE]


def test_one_that_no_worker_can_decode_is_archived_with_a_doubt(large: Outcome) -> None:
    """A plan that must be unpacked whole is kept, and one doubt says that it was not read."""
    kept = large.dossiers["a0-am-stueck"].pages[0]
    assert not kept.words
    assert [doubt.reason for doubt in kept.doubts].count(DoubtReason.TOO_LARGE) == 1
    assert Store(large.home).pdf_path(large.dossiers["a0-am-stueck"].id).is_file()


def test_a_thousand_pages_are_a_thousand_pages(large: Outcome) -> None:
    """A long file comes in whole, and so it goes out."""
    whole = large.dossiers["a"]
    assert len(whole.pages) == 1000
    with pikepdf.open(Store(large.home).pdf_path(whole.id)) as made:
        assert len(made.pages) == 1000


# --------------------------------------------------------------------------------- tools that fail

POPPLER = """#!/bin/sh
case "$*" in
  *"-scale-to-x 1250 "*) kill -SEGV $$ ;;
  *"-scale-to-x 1458 "*) kill -KILL $$ ;;
  *"-scale-to-x 1667 "*) exec sleep 600 ;;
esac
exec {real} "$@"
"""
WIDTHS_PT = {"stuerzt-ab": 300, "zu-hungrig": 350, "haengt": 400, "geht": 450}
KILLED_OVER = 801  # pixels: a page that wide is the engine's end
IN_WORKERS = f"""
import os, sys
if "--multiprocessing-fork" in sys.orig_argv:
    import batch.tasks
    whole = batch.tasks.read_page
    def read_page(page, *others):
        if page.width_px == {KILLED_OVER}:
            os.kill(os.getpid(), 9)  # as the system does when memory runs out
        return whole(page, *others)
    batch.tasks.read_page = read_page
"""


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Pages over which poppler crashes, is killed, hangs or draws; one that kills its worker."""
    base = tmp_path_factory.mktemp("failing")
    root, tools, patch = base / "scans", base / "bin", base / "patch"
    for folder in (root, tools, patch):
        folder.mkdir()
    for name, width in WIDTHS_PT.items():
        drawn_pdf(root / f"{name}.pdf", width_pt=width)
    jpeg(root / "toedlich" / "1.jpg", page().resize((KILLED_OVER, 1136)))
    jpeg(root / "gut" / "1.jpg")
    age(root)
    for tool in ("pdftoppm", "pdftocairo"):
        (tools / tool).write_text(POPPLER.format(real=shutil.which(tool)))
        (tools / tool).chmod(0o755)
    (patch / "sitecustomize.py").write_text(IN_WORKERS)
    settings = base / "baulast.toml"
    settings.write_text("[ingest]\nrender_timeout_s = 3.0\n")
    env = {
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": f"{patch}{os.pathsep}{ROOT}",
    }
    home = base / "home"
    given = ("--settings", settings, "import", "--json", "-m", "kaarst", root)
    return call(home, *given, env=env)


def test_neighbours_of_a_failing_tool_go_on(failing: Outcome) -> None:
    """A tool that fails over one page takes no other page with it."""
    assert failing.code == 1, failing.errors
    assert set(failing.dossiers) == {"geht", "gut"}


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("stuerzt-ab.pdf", "poppler brach beim Zeichnen ab"),
        ("zu-hungrig.pdf", "poppler brach beim Zeichnen ab"),
        ("haengt.pdf", "nicht gezeichnet binnen 3 s"),
        ("toedlich", "wegen Speichermangels beendet"),
    ],
)
def test_a_failing_tool_is_named(failing: Outcome, name: str, cause: str) -> None:
    """What crashed, hung or was killed is said with its place, and that a retry may help."""
    trouble = failing.troubles[name]
    assert cause in trouble["cause"]
    assert "Seite 1" in trouble["cause"] or "S. 1" in trouble["cause"]
    assert "baulast retry" in trouble["remedy"]


# --------------------------------------------------------------------------- full disk, fresh files


def no_large_files() -> None:
    """A disk that is full as soon as something large is written; the system says so in its way."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))


def noise() -> Image.Image:
    """A page of more than a megabyte, however it is compressed."""
    grain = np.random.default_rng(3).integers(200, 255, (1240, 874), dtype=np.uint8)
    return Image.fromarray(np.minimum(np.asarray(page()), grain))


def test_a_full_disk_ends_the_run_and_the_next_one_goes_on(tmp_path: Path) -> None:
    """Exit code 5, the place and the remedy; with room again, the same call finishes the work."""
    root, home = tmp_path / "scans", tmp_path / "home"
    tiff(root / "gross" / "1.tif", noise(), compression=None)
    age(root)
    full = do_import(home, root, preexec_fn=no_large_files)
    assert full.code == 5
    assert "Speicher voll" in full.errors
    assert "Platz schaffen" in full.errors
    assert "Traceback" not in full.errors
    assert not list((home / "dossiers").rglob("*.pdf"))
    after = do_import(home, root, "--json")
    assert after.code == 0
    assert set(after.dossiers) == {"gross"}
    assert not list((home / "work").iterdir())


def test_what_was_written_just_now_is_waited_for(tmp_path: Path) -> None:
    """A fresh scan is taken in after a short wait; what is still being written is named."""
    root = tmp_path / "scans"
    jpeg(root / "frisch" / "1.jpg")
    (root / "unterwegs.pdf.part").write_bytes(b"%PDF-1.4")
    done = do_import(tmp_path / "home", root)
    assert done.code == 0, done.errors
    assert set(done.dossiers) == {"frisch"}
    assert "unterwegs.pdf.part: wird noch geschrieben" in done.said
