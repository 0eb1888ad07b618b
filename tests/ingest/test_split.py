"""Pages are split into dossiers at separator sheets, and each dossier has an identity."""

import pytest

from baulast.language import Both
from baulast.model import ColourMode, Dossier, Doubt, DoubtReason, Page, PageOrigin
from ingest.split import content_sha256, split


def page(kind: str, place: int, *, delivery: str = "Scan_001") -> Page:
    """A page told by one letter: a blank ``_``, an undecoded separator ``?``, a separator with
    a digit, any other letter for a page with those pixels."""
    unread = Doubt(reason=DoubtReason.SEPARATOR_UNDECODED, detail=Both.only(""), page=place)
    return Page(
        number=place,
        origin=PageOrigin(delivery=delivery, place=place, file="f", sha256="s", frame=place - 1),
        width_px=10,
        height_px=10,
        dpi=300.0,
        mode=ColourMode.GREY,
        pixels_sha256=f"{kind}{place}" if kind in "_?" or kind.isdigit() else kind,
        is_blank=kind == "_",
        separator=f"BL-00{kind}" if kind.isdigit() else None,
        doubts=(unread,) if kind == "?" else (),
    )


def dossiers(kinds: str, *, delivery: str = "Scan_001") -> tuple[Dossier, ...]:
    pages = tuple(page(kind, place, delivery=delivery) for place, kind in enumerate(kinds, 1))
    return split(pages, "Kaarst")


def parts(kinds: str) -> list[tuple[str | None, list[int]]]:
    return [(d.number, [p.origin.place for p in d.pages]) for d in dossiers(kinds)]


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ("ab", [(None, [1, 2])]),
        ("1ab2c", [("BL-001", [1, 2, 3]), ("BL-002", [4, 5])]),
        ("a1b", [(None, [1]), ("BL-001", [2, 3])]),
        ("_1a", [("BL-001", [1, 2, 3])]),
        ("a_1b", [(None, [1, 2]), ("BL-001", [3, 4])]),
        ("1_ab", [("BL-001", [1, 2, 3, 4])]),
        ("1a1b", [("BL-001", [1, 2, 3, 4])]),
        ("1a?b", [("BL-001", [1, 2]), (None, [3, 4])]),
        ("?a?b", [(None, [1, 2]), (None, [3, 4])]),
        ("1a2b1c", [("BL-001", [1, 2]), ("BL-002", [3, 4]), ("BL-001", [5, 6])]),
        ("__", [(None, [1, 2])]),
        ("", []),
    ],
)
def test_separators_begin_dossiers(
    kinds: str, expected: list[tuple[str | None, list[int]]]
) -> None:
    """Each separator begins a dossier, read or not; every page is in exactly one."""
    assert parts(kinds) == expected


def test_pages_are_numbered_within_their_dossier() -> None:
    """Pages and their doubts count from the dossier's first page; the origin keeps the place."""
    second = dossiers("1a?b")[1]
    assert [p.number for p in second.pages] == [1, 2]
    assert second.pages[0].doubts[0].page == 1
    assert second.pages[0].origin.place == 3


@pytest.mark.parametrize(
    ("kinds", "alone"), [("1", True), ("1_", True), ("?", True), ("1a", False)]
)
def test_a_separator_without_a_dossier_is_a_doubt(kinds: str, alone: bool) -> None:
    """Where nothing written follows a separator sheet, a person should look."""
    reasons = {doubt.reason for doubt in dossiers(kinds)[0].doubts}
    assert (DoubtReason.SEPARATOR_ALONE in reasons) is alone


def test_a_number_is_the_identity() -> None:
    """With a number, the name of the delivery does not matter."""
    assert {dossiers("1a", delivery=name)[0].id for name in ("x", "y")} == {"kaarst/BL-001"}


def test_same_names_with_other_content_stay_apart() -> None:
    """The Scan_001.pdf of every day is another dossier, and the same one again is itself."""
    monday, tuesday, again = (dossiers(kinds)[0].id for kinds in ("ab", "cd", "ab"))
    assert monday != tuesday
    assert monday == again
    assert monday.startswith("kaarst/Scan_001~")


@pytest.mark.parametrize("name", ["../../etc", "-rf", "a/b", "a\nb", ".", ""])
def test_identities_are_safe_in_paths(name: str) -> None:
    """An identity has one stroke, and nothing that a path or a shell would stumble over."""
    municipality, _, rest = dossiers("a", delivery=name)[0].id.partition("/")
    assert municipality == "kaarst"
    assert rest[0] not in "-."
    assert not set(rest) & set("/\n\"' ")


def test_numbers_that_look_alike_in_a_path_stay_apart() -> None:
    """63/1 and 63_1 are two dossiers."""
    ids = set()
    for number in ("63/1", "63_1"):
        sheet = page("a", 1)
        marked = Page(**{f: getattr(sheet, f) for f in sheet.__slots__} | {"separator": number})
        ids.add(split((marked, page("b", 2)), "Kaarst")[0].id)
    assert len(ids) == 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("1ab", "ab", True), ("ab", "a_b_", True), ("ab", "ba", False), ("ab", "abc", False)],
)
def test_content_is_what_proves_something(one: str, other: str, same: bool) -> None:
    """Blank pages and separators do not make the content another one; order and pages do."""
    first, second = (content_sha256(dossiers(kinds)[0]) for kinds in (one, other))
    assert (first == second) is same
