"""The check that every PDF/A passes before it gets its name.

pikepdf approves a file only if it knows every construct in it, for PDF/A-2b. Two of its refusals
are about what it does not judge, and own checks stand in their place: level U (2b and a meaning for
every character shown) and JPEG 2000 (whose boxes were checked when the stream was taken in).
"""

from pathlib import Path

import pikepdf
from pikepdf import pdfa

from baulast.errors import NotArchivable
from baulast.language import tr

UNJUDGED = frozenset(
    {
        ("ISO_19005_2:6.6.4-3", "pdfaid:conformance is 'U', expected 'B'"),
        ("pikepdf:schema-ImageXObject", "JPEG 2000 images are not supported"),
    }
)


def check_pdfa(path: Path, place: str, *, pages: int) -> None:
    """NotArchivable, with the first reason, unless it is a valid PDF/A-2u of so many pages."""
    with pikepdf.open(path) as pdf:
        found = len(pdf.pages)
    if found != pages:
        raise NotArchivable(
            tr(f"{place}: {found} von {pages} Seiten", f"{place}: {found} of {pages} pages")
        )
    report = pdfa.validate_written(path, "2b")
    findings = [f for f in report.findings if (f.rule, f.message) not in UNJUDGED]
    if findings:
        raise NotArchivable(f"{place}: {findings[0]}")
