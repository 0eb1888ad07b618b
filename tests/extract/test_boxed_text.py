# ruff: noqa: E501 - a row of a table is one line
"""Tables that a text draws with strokes are tables; other strokes are none."""

import pytest

from baulast.settings import ExtractSettings
from extract.boxed_text import boxed
from extract.plain_text import dossier_of_text
from extract.stage import extract

HEADER = "Baulastenblatt 9\nGemarkung Nievenheim, Flur 6, Flurstück 100\n\n"
BOX = """+-----+---------------------------------------+-------------+--------------+
| Nr. | Inhalt                                | Eingetragen | Gelöscht     |
+-----+---------------------------------------+-------------+--------------+
| 1   | Wegebaulast: Überfahrt für Flurstück  | 1.4.1969    |              |
|     | 101, Breite 3 m, § 99 BauO NW         | Fuchs       |              |
+-----+---------------------------------------+-------------+--------------+
| 2   | Leitungsbaulast: Kanal für Flurstück  | 1.4.1974    | 10.10.1984   |
|     | 102, § 99 BauO NW                     | Fuchs       |              |
+-----+---------------------------------------+-------------+--------------+
"""
PIPES = """| Nr. | Eintragung | Datum | Vermerke |
|---|---|---|---|
| 1 | Geh- und Fahrrecht über das Flurstück 100 zur Erschließung des Flurstücks 101 derselben Flur, auf ganzer Länge. § 99 BauO NW | eingetr. 1.4.1969 | |
| 2 | Kanal für Flurstück 102 ist zu dulden. § 99 BauO NW | eingetr. 1.4.1974 | Gelöscht am 10.10.1984 |
"""


@pytest.mark.parametrize("table", [BOX, PIPES, PIPES.replace("|---|---|---|---|\n", "")])
def test_drawn_cells_are_columns(nlp, table):
    """Number, wording, day and deletion of each entry are told by the column they stand in."""
    entries = extract(dossier_of_text("Akte", HEADER + table), nlp, ExtractSettings()).entries
    told = [
        (
            entry.number.value,
            [plot.parcel.number for plot in entry.benefited.value],
            str(entry.registered_on.value),
            str(entry.deleted_on.value),
            entry.status.value.value,
        )
        for entry in entries
    ]
    assert told == [
        (1, ["101"], "1969-04-01", "None", "active"),
        (2, ["102"], "1974-04-01", "1984-10-10", "deleted"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Baulastenblatt 9 | Gemarkung Norf | Flur 6\n1. Zufahrt | § 99 BauO NW | 1.4.1969\n",
        "| Nr. | Inhalt | Eingetragen |\n",
        "Die Fläche | ist frei |\nzu halten | und | so weiter\n",
        "",
    ],
    ids=["no headings", "headings alone", "strokes of dirt", "nothing"],
)
def test_other_strokes_draw_no_table(text):
    """Without headings and rows of as many cells there is no table."""
    assert boxed(text.splitlines()) is None


def test_lines_around_a_table_keep_their_order():
    """What stands above, between and below a table is not lost."""
    lines = [*HEADER.splitlines(), *PIPES.splitlines(), "Grevenbroich, den 3.5.1990"]
    lines.insert(5, "Stand: 1990")
    texts = [text for _, column, text in boxed(lines) or () if column == 0]
    assert texts[0] == "Baulastenblatt 9"
    assert texts.index("Stand: 1990") < texts.index("Nr.") < texts.index("1")
    assert texts[-1] == "Grevenbroich, den 3.5.1990"
