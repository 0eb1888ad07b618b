"""What the catalog says of a dossier, held against what the archive gives, on both databases."""

from dataclasses import replace
from itertools import product

from baulast.corrections import Target
from baulast.language import Both
from baulast.model import Doubt, DoubtReason, FieldName
from baulast.tasks import Rank, Task
from catalog.store import Catalog
from tests.catalog.test_store import DOSSIER, RECORD, claim

LOOKS = tuple(
    Task(
        key=f"key {place}",
        rank=Rank.REST,
        targets=(Target(sheet="1", number=1, entry="1/1", field=field),),
        doubts=(Doubt(reason=cause, detail=Both.only("?"), page=1),),
    )
    for place, (field, cause) in enumerate(product(FieldName, DoubtReason))
)


def differing(catalog: Catalog, *looks: Task) -> tuple[str, ...]:
    held = catalog.dossier(DOSSIER.id, 1)
    assert held is not None
    wanted = replace(RECORD, steps_sha256=held.steps_sha256)
    return catalog.content.differing(held, wanted, DOSSIER, read=DOSSIER.all_doubts, tasks=looks)


def test_looks_agree_in_whatever_order_they_come(catalog: Catalog) -> None:
    """The same looks are told of nobody as a difference; one that is another is."""
    claim(catalog)
    catalog.archived(DOSSIER, steps_sha256="", owed_to=(), tasks=LOOKS)
    assert differing(catalog, *reversed(LOOKS)) == ()
    assert differing(catalog, *LOOKS[1:], replace(LOOKS[0], page=2)) == ("tasks",)
    assert differing(catalog, *LOOKS[1:]) == ("tasks",)
