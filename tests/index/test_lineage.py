"""A question reaches what a parcel was before and what became of it."""

import pytest

from index.lineage import Lineage, LineageUnusable, descents_in, widened
from index.query import parse

HEADER = "alt;neu;art;datum;quelle\n"
SPLIT_AND_MERGED = (
    HEADER
    + "Büttgen 12 120;Büttgen 12 345;Zerlegung;3.5.1971;FN 1971/4\n"
    + "Büttgen 12 345;Büttgen 12 1012;Zerlegung;1988-11-02;FN 1988/44\n"
    + "Büttgen 12 345;Büttgen 12 1013;Zerlegung;1988-11-02;FN 1988/44\n"
    + "053346-012-01012;Büttgen 12 2000;Verschmelzung;;\n"
)


@pytest.mark.parametrize(
    ("asked", "also"),
    [
        ("Büttgen 12 345", {"120", "1012", "1013", "2000"}),
        ("Büttgen 12 2000", {"1012", "345", "120"}),
        ("Büttgen 12 1013", {"345", "120"}),
        ("Büttgen Flurstück 120", {"345", "1012", "1013", "2000"}),
        ("Büttgen 13 345", set()),
        ("Norf 12 345", set()),
        ("Büttgen 12 345/1", set()),
        ("Büttgen 12", set()),
        ("Stellplatz", set()),
    ],
)
def test_predecessors_and_successors_are_asked_too(asked: str, also: set[str]) -> None:
    """All steps up and all steps down, of this parcel alone, and the notes name each."""
    query = parse(asked)
    found = widened(query, Lineage(descents_in(SPLIT_AND_MERGED)))
    added = found.parcels[len(query.parcels) :]
    assert {parcel.number for parcel in added} == also
    assert len(found.notes) == len(query.notes) + len(also)


def test_the_note_says_by_which_act() -> None:
    """A reader can look the step up: parcel, direction, kind, date and source."""
    (first, *_) = widened(parse("Büttgen 12 1013"), Lineage(descents_in(SPLIT_AND_MERGED))).notes
    assert first == (
        "Auch gesucht: Büttgen, Flur 12, Flurstück 345"
        " (Vorgänger: Zerlegung, 02.11.1988, FN 1988/44)"
    )


def test_a_circle_ends() -> None:
    """Renumbered back and forth: each parcel is asked once."""
    circle = HEADER + "Norf 4 1;Norf 4 2;x;;\nNorf 4 2;Norf 4 1;x;;\n"
    found = widened(parse("Norf 4 1"), Lineage(descents_in(circle)))
    assert [parcel.number for parcel in found.parcels] == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Kopfzeile"),
        ("old;new\n", "Kopfzeile"),
        (HEADER + "Büttgen 12 345;Büttgen 12 1012;x;;\nNorf;Norf 4 1;x;;\n", "Zeile 3"),
        (HEADER + "Norf 4 1;Norf 4 2 und 3;x;;\n", "'Norf 4 2 und 3'"),
        (HEADER + "Nirgendwo 4;Norf 4 2;x;;\n", "'Nirgendwo 4'"),
        (HEADER + "Norf 4 1;Norf 4 2;x;31.02.1988;\n", "'31.02.1988'"),
        (HEADER + "Norf 4 1;Norf 4 2\n", "2 Spalten"),
    ],
)
def test_a_list_that_is_not_understood_is_refused_whole(text: str, says: str) -> None:
    """A line left out in silence would be an encumbrance nobody finds."""
    with pytest.raises(LineageUnusable, match=says):
        descents_in(text)


def test_commas_and_a_byte_order_mark_are_read() -> None:
    """As Excel and as databases write it."""
    text = "\ufeffold,new,kind,date,source\nNorf 4 1,Norf 4 2,split,2001-01-31,office\n"
    (descent,) = descents_in(text)
    assert (descent.kind, str(descent.on)) == ("split", "2001-01-31")
