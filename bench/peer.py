"""OCRmyPDF on the same pages, as its users call it."""

import shutil
import sys
from pathlib import Path

import img2pdf
import pikepdf

from bench.program import Outcome, measured

SCANS = frozenset({".tif", ".tiff", ".jpg", ".jpeg", ".png", ".pdf"})
CORES = 2
PROGRAM = Path(sys.executable).parent / "ocrmypdf"


def combined_pdf(folder: Path, target: Path) -> int:
    """All scans below a folder as one PDF, image streams as they are; how many pages it has.

    One file, so that OCRmyPDF starts once and has both cores busy: its best case.
    """
    with pikepdf.new() as combined:
        for scan in sorted(folder.rglob("*")):
            if scan.suffix.lower() not in SCANS:
                continue
            source = scan
            if scan.suffix.lower() != ".pdf":
                source = target.with_name(f"{scan.name}.pdf")
                source.write_bytes(img2pdf.convert(str(scan), rotation=img2pdf.Rotation.ifvalid))
            with pikepdf.open(source) as pdf:
                combined.pages.extend(pdf.pages)
        combined.save(target)
        return len(combined.pages)


def missing() -> str | None:
    """What has to be installed before the peer can run; None: nothing."""
    if not PROGRAM.exists():
        return "OCRmyPDF: .venv/bin/pip install -e .[bench]"
    return None if shutil.which("gs") else "Ghostscript for OCRmyPDF: apt install ghostscript"


def ocrmypdf(source: Path, target: Path) -> Outcome:
    """``ocrmypdf --rotate-pages --deskew -l deu --output-type pdfa --jobs 2``.

    Its Tesseract says "Error during processing." of each page with too few letters to turn it by,
    although the run is fine: beside our own output that reads like a failed import.
    """
    options = f"--quiet --rotate-pages --deskew -l deu --output-type pdfa --jobs {CORES}".split()
    said = target.with_suffix(".log")
    run = measured([str(PROGRAM), *options, str(source), str(target)], said=said)
    if run.code:
        raise SystemExit(f"ocrmypdf ended with {run.code}:\n{said.read_text(encoding='utf-8')}")
    return run
