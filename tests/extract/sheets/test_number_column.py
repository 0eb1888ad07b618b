"""Numbers in a column without a heading part entries, and nothing else that is numbered."""

import pytest

from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

HEADER = """Stadt Grevenbroich
Baulastenblatt Nr. 771
Gemarkung Grevenbroich Flur 11 Flurstück 318

"""
PIPE = "Duldung von Leitungen auf dem Flurstück 318 zugunsten Flurstück {}."
DAYS = "§ 99 BauO NW. Erklärung vom 27.2.1979. Eingetragen am {}."


@pytest.fixture
def read(nlp):
    """Number, benefited parcels and year of each entry of a sheet with this text."""

    def told(body):
        entries = extract(dossier_of_text("Akte", HEADER + body), nlp, ExtractSettings()).entries
        return [
            (
                entry.number.value,
                [plot.parcel.number for plot in entry.benefited.value],
                entry.registered_on.value and entry.registered_on.value.year,
            )
            for entry in entries
        ]

    return told


def entry(number, parcel, day, *, margin="    "):
    return f"{number}{PIPE.format(parcel)}\n{margin}{DAYS.format(day)}\n"


@pytest.mark.parametrize(
    "body",
    [
        entry("1   ", 319, "9.4.1979") + "\n" + entry("2   ", 402, "20.6.1988"),
        entry("1   ", 319, "9.4.1979") + entry("2   ", 402, "20.6.1988"),
        entry("1 ", 319, "9.4.1979", margin="")
        + "\n" + entry("2 ", 402, "20.6.1988", margin=""),
        entry("1 ", 319, "9.4.1979", margin="") + entry("2 ", 402, "20.6.1988", margin=""),
    ],
    ids=["hanging", "hanging close", "one blank apart", "one blank close"],
)  # fmt: skip
def test_bare_numbers_in_order_begin_entries(read, body):
    """A number before a wording begins an entry, with neither a dot nor a word beside it."""
    assert read(body) == [(1, ["319"], 1979), (2, ["402"], 1988)]


def test_a_page_may_begin_with_any_number(read):
    """Numbers of two digits stand in line at their right; the first page need not be there."""
    body = entry(" 9   ", 319, "9.4.1979", margin="     ")
    assert read(body + entry("10   ", 402, "20.6.1988", margin="     ")) == [
        (9, ["319"], 1979),
        (10, ["402"], 1988),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "1   Grevenbroich Gebäudefläche Flur 11 Flurstück 318\n"
        "2   Grevenbroich Gartenland Flur 11 Flurstück 319\n",
        "1   Lageplan im Maßstab eins zu fünfhundert\n2   Ausfertigungen dieser Erklärung\n",
        f"{PIPE.format(319)} Dazu gehören\n1   Wasserleitung und Absperrschieber\n"
        f"2   Gasleitung und Hausanschluss\n{DAYS.format('9.4.1979')}\n",
        f"{PIPE.format(319)} Die Fläche liegt auf den Flurstücken\n12 Und weiter Richtung Norden.\n"
        f"{DAYS.format('9.4.1979')}\n",
    ],
    ids=["plots", "enclosures", "clauses", "a line that begins with a number"],
)
def test_numbers_of_other_things_begin_none(read, body):
    """Plots, enclosures and clauses have no days of their own."""
    assert read(body) == []


def test_numbered_clauses_are_of_their_entry(read):
    """Where entries are numbered by a word, a bare number is a clause's."""
    body = "lfd. Nr. {}\n" + entry("1   ", 319, "9.4.1979")
    assert [number for number, _, _ in read(body.format(1) + "\n" + body.format(2))] == [1, 2]
