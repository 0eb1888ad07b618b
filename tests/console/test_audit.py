"""The audit trail on the screen."""

import io

from rich.console import Console

from archive.audit import EventName, Line
from console.audit import trail_view


def test_what_a_line_names_is_never_cut() -> None:
    """A long name of a dossier goes on in the next row: it is what one looks for."""
    line = Line(
        number=1,
        at="2026-11-22T13:56:41+00:00",
        name=EventName.ARCHIVED.value,
        by="bauaufsicht.neuss",
        details={"dossier": "kaarst/Büttgen_Straße_4_bis_12_Hinterhaus"},
        sha256="",
    )
    shown = io.StringIO()
    Console(file=shown, width=70).print(trail_view([line]))
    assert "…" not in shown.getvalue()
    assert "Hinterhaus" in shown.getvalue()
