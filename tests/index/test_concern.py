"""Doubts that could hide an entry about the parcel asked for are told, others are not."""

import pytest

from baulast.model import DoubtReason, Finding, Parcel, Plot
from index.concern import pages_to_look_at
from index.query import parse


def parcels(gemarkung: str | None, flur: str | None, number: str) -> tuple[Plot, ...]:
    return (Plot(parcel=Parcel.parse(gemarkung, flur, number)),)


HERE = parcels("Büttgen", "12", "400")
OTHER_FLUR = parcels("Büttgen", "3", "400")
ELSEWHERE = parcels("Norf", "12", "345")


@pytest.mark.parametrize(
    ("burdened", "reason", "is_told"),
    [
        (HERE, DoubtReason.UNREAD_INK, True),
        (HERE, DoubtReason.NO_TEXT, True),
        (HERE, DoubtReason.RESOLUTION, True),
        (HERE, DoubtReason.IMPLAUSIBLE, False),  # of a page: hides no entry
        (OTHER_FLUR, DoubtReason.UNREAD_INK, False),
        (OTHER_FLUR, DoubtReason.NO_TEXT, True),
        (parcels("Büttgen", None, "400"), DoubtReason.UNREAD_INK, True),
        (parcels(None, "3", "400"), DoubtReason.UNREAD_INK, False),
        (parcels(None, "12", "400"), DoubtReason.UNREAD_INK, True),
        (ELSEWHERE, DoubtReason.NO_TEXT, False),
    ],
)
def test_a_doubtful_page(
    index, make_dossier, make_entry, make_page, make_doubt, burdened, reason, is_told
):
    """A page counts where its dossier may be about the Flur, or the page about anything."""
    page = make_page("Baulastenblatt", doubts=(make_doubt(reason, page=1),))
    index.put(make_dossier(make_entry(burdened=burdened), pages=(page,)))
    query = parse("Büttgen 12 345")
    found = pages_to_look_at(query, index.doubtful(query))
    assert [page.page for page in found] == ([1] if is_told else [])


@pytest.mark.parametrize(
    ("field", "is_told"),
    [("burdened", True), ("benefited", True), ("kind", False), ("sheet", False), ("status", False)],
)
def test_a_doubtful_entry(index, make_dossier, make_entry, make_doubt, field, is_told):
    """An entry counts where its parcels are in doubt: then even in another Flur."""
    values = {"burdened": OTHER_FLUR, "benefited": OTHER_FLUR}
    entry = make_entry(**values)
    doubted = Finding(value=getattr(entry, field).value, doubts=(make_doubt(),))
    index.put(make_dossier(make_entry(**(values | {field: doubted}))))
    query = parse("Büttgen 12 345")
    found = pages_to_look_at(query, index.doubtful(query))
    assert [page.entry for page in found] == (["kaarst/KAA-1@1#1"] if is_told else [])


def test_a_dossier_without_entries_may_hide_any(index, make_dossier, make_page, make_doubt):
    """Where nothing could be made out, every parcel of the town may stand."""
    page = make_page("x", doubts=(make_doubt(DoubtReason.UNREAD_INK, page=1),))
    index.put(make_dossier(pages=(page,)))
    query = parse("Büttgen 12 345")
    assert len(pages_to_look_at(query, index.doubtful(query))) == 1
    assert pages_to_look_at(parse("Norf 4 1"), index.doubtful(parse("Norf 4 1"))) == ()


def test_the_same_flur_comes_first(index, make_dossier, make_entry, make_page, make_doubt):
    """Who looks, begins where it is likeliest."""
    for name, burdened in (("a", OTHER_FLUR), ("b", HERE)):
        page = make_page("x", doubts=(make_doubt(DoubtReason.NO_TEXT, page=1),))
        entry = make_entry(burdened=burdened)
        index.put(make_dossier(entry, id=f"kaarst/{name}", pages=(page,)))
    query = parse("Büttgen 12 345")
    found = pages_to_look_at(query, index.doubtful(query))
    assert [page.dossier for page in found] == ["kaarst/b", "kaarst/a"]
