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


def test_words_of_the_program_are_said_as_people_do() -> None:
    """What a person wrote is shown as it was written, whatever word it is."""
    details = {"what": "archive redacted", "state": "released", "reason": "report"}
    line = Line(
        number=1, at="2026-11-22T13:56:41+00:00", name="export", by="x", details=details, sha256=""
    )
    shown = io.StringIO()
    Console(file=shown, width=120).print(trail_view([line]))
    assert "ohne Namen · freigegeben · report" in shown.getvalue()
