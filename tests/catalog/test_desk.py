"""What is open comes in the order of the harm, to those who may decide, on both databases."""

from dataclasses import replace

import pytest

from baulast.corrections import Target, Verb
from baulast.language import Both
from baulast.model import Doubt, DoubtReason, FieldName
from baulast.tasks import Rank, Task
from catalog.records import DecisionRecord, TaskFilter
from catalog.store import Catalog
from tests.catalog.test_store import DOSSIER, RECORD, claim

SECOND = replace(DOSSIER, id="neuss/N-1", municipality="neuss")


def task(rank: Rank, **changes: object) -> Task:
    target = Target(sheet="143", number=1, entry="143/1", field=FieldName.BURDENED)
    doubt = Doubt(reason=DoubtReason.ILLEGIBLE, detail=Both.only("?"), page=2)
    plain = Task(key=f"key {rank}", rank=rank, targets=(target,), doubts=(doubt,), page=2)
    return replace(plain, **changes)  # type: ignore[arg-type]


@pytest.fixture
def filled(catalog: Catalog) -> Catalog:
    """Three looks at a dossier of Kaarst, one at one of Neuss."""
    claim(catalog)
    row = replace(RECORD, id=SECOND.id, municipality="neuss", batch=7)
    catalog.keep_dossier(row, SECOND)
    catalog.desk.put(DOSSIER, [task(Rank.REST), task(Rank.PARCEL), task(Rank.SAMPLE, doubts=())])
    catalog.desk.put(SECOND, [task(Rank.DATE)])
    return catalog


@pytest.mark.parametrize(
    ("asked", "ranks"),
    [
        (TaskFilter(), [1, 4, 6, 7]),
        (TaskFilter(municipalities=("kaarst",)), [1, 6, 7]),
        (TaskFilter(municipalities=("neuss", "kaarst")), [1, 4, 6, 7]),
        (TaskFilter(municipalities=()), []),
        (TaskFilter(batch=7), [4]),
        (TaskFilter(cause="illegible"), [1, 4, 6]),
        (TaskFilter(cause="sample"), [7]),
        (TaskFilter(rank=6), [6]),
        (TaskFilter(is_held=True), []),
    ],
)
def test_looks_come_in_the_order_of_the_harm(
    filled: Catalog, asked: TaskFilter, ranks: list[int]
) -> None:
    """The list, its counts and the next one agree."""
    assert [one.rank for one in filled.desk.tasks(asked, limit=9)] == ranks
    assert filled.desk.counts(asked) == dict.fromkeys(ranks, 1)
    found = filled.desk.next(asked, by="Anna")
    assert (found.rank if found else None) == (ranks[0] if ranks else None)


def test_what_another_one_has_on_the_screen_comes_later(filled: Catalog) -> None:
    """A dossier is one person's as long as that person looks at no other."""
    filled.desk.claim(DOSSIER.id, 1, by="Bert")
    anna, bert = (filled.desk.next(TaskFilter(), by=name) for name in ("Anna", "Bert"))
    assert anna is not None
    assert bert is not None
    assert (anna.dossier, bert.dossier) == (SECOND.id, DOSSIER.id)
    filled.desk.claim(SECOND.id, 1, by="Bert")
    back = filled.desk.next(TaskFilter(), by="Anna")
    assert back is not None
    assert back.dossier == DOSSIER.id


@pytest.mark.parametrize(
    ("changes", "anna", "bert"),
    [
        ({"assigned_to": "Bert"}, None, 1),
        ({"seen_by": ("Anna",)}, None, 1),
        ({"is_held": True}, None, None),
    ],
)
def test_a_look_is_shown_to_those_it_is_for(
    filled: Catalog, changes: dict[str, object], anna: int | None, bert: int | None
) -> None:
    """Assigned to another one, decided already by oneself, or held: it is passed over."""
    filled.desk.put(DOSSIER, [task(Rank.PARCEL, **changes)])
    for name, rank in (("Anna", anna), ("Bert", bert)):
        found = filled.desk.next(TaskFilter(municipalities=("kaarst",)), by=name)
        assert (found.rank if found else None) == rank


def test_a_look_comes_back_as_it_was_put(filled: Catalog) -> None:
    """What it is about, for whom, and for which sample."""
    put = task(Rank.SAMPLE, sample="7", assigned_to="Bert", seen_by=("Anna", "Jörg"))
    filled.desk.put(DOSSIER, [put])
    found = filled.desk.task(DOSSIER.id, 1, put.key)
    assert found is not None
    assert (found.targets, found.seen_by, found.sample) == (put.targets, put.seen_by, "7")
    assert filled.desk.drawn("7") == (found,)
    assert filled.desk.task(DOSSIER.id, 1, "nothing") is None


def test_decisions_come_the_newest_first(filled: Catalog) -> None:
    """By dossier and by sample; an undone one is gone."""
    plain = DecisionRecord(
        line="a",
        dossier=DOSSIER.id,
        version=1,
        key="k",
        verb=Verb.ACCEPT,
        field=None,
        by="Anna",
        at="2026-11-21T10:00:00+01:00",
        sample="",
    )
    newer = replace(plain, line="b", at="2026-11-21T10:00:05+01:00", sample="1")
    for _ in range(2):  # whoever tells of it twice
        filled.desk.keep_decisions(DOSSIER.id, [plain, newer])
    assert filled.desk.decisions() == (newer, plain)
    assert filled.desk.decisions(sample="1") == (newer,)
    assert filled.desk.decisions(dossier="other") == ()
    filled.desk.keep_decisions(DOSSIER.id, [plain])
    assert filled.desk.decisions(limit=5) == (plain,)
