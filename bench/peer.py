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
    """``ocrmypdf --rotate-pages --deskew -l deu --output-type pdfa --jobs 2``."""
    options = f"--quiet --rotate-pages --deskew -l deu --output-type pdfa --jobs {CORES}".split()
    run = measured([str(PROGRAM), *options, str(source), str(target)])
    if run.code:
        raise SystemExit(f"ocrmypdf ended with {run.code}")
    return run
