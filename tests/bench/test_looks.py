from bench.looks import LOOKED_AT, fill
from catalog.records import TaskFilter
from catalog.store import Catalog


def test_the_looks_that_are_timed_come_first(tmp_path):
    """They lie in the archive; the rows that only make the catalog large come after them."""
    towns = fill(tmp_path / "home", LOOKED_AT + 20)
    with Catalog.in_home(tmp_path / "home") as catalog:
        assert sum(catalog.state_counts().values()) == LOOKED_AT + 20
        ranks = [t.rank for t in catalog.desk.tasks(TaskFilter(municipalities=towns), limit=999)]
    assert ranks.count(1) >= LOOKED_AT
