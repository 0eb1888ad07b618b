"""Values as the rules read them, held against the truth: what confidence is fitted on."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language

from baulast.model import Dossier, FieldName
from bench import score
from bench.deliveries import Delivery
from bench.program import ROOT
from extract.features import Features, features_of
from extract.stage import Weighed, weigh
from index.exchange import entries_jsonl

# Fields that the truth has, by the scorer's names. `part` is judged with the parcels it belongs to.
JUDGED = {
    "sheet": FieldName.SHEET,
    "entry_number": FieldName.ENTRY_NUMBER,
    "type": FieldName.KIND,
    "burdened": FieldName.BURDENED,
    "benefited": FieldName.BENEFITED,
    "declared_on": FieldName.DECLARED_ON,
    "registered_on": FieldName.REGISTERED_ON,
    "deleted_on": FieldName.DELETED_ON,
    "legal_basis": FieldName.LEGAL_BASIS,
    "reference": FieldName.REFERENCE,
    "status": FieldName.STATUS,
}

HELD_OUT = ROOT / "bench" / "held_out.json"  # fits without one town each: bench.fit

Row = dict[str, Any]
Known = dict[FieldName, tuple[Features, bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One value of an entry, held against the truth."""

    town: str
    name: FieldName
    features: Features
    is_doubted: bool  # by a rule
    is_wrong: bool


def samples_of(
    found: Sequence[Delivery], dossiers: Iterable[Dossier], nlp: Language
) -> Iterator[Sample]:
    """Every value of the dossiers that the truth has too, as today's rules read it."""
    read: dict[str, list[tuple[Row, Known]]] = {}
    for dossier in dossiers:
        for row, known in _rows(weigh(dossier, nlp)):
            read.setdefault(row["file_id"], []).append((row, known))
    for delivery in found:
        mine = read.get(delivery.truth["file_id"], [])
        pairs, _, _ = score.match(delivery.truth["entries"], [row for row, _ in mine])
        for true, row in pairs:
            known = next(known for other, known in mine if other is row)
            for column, name in JUDGED.items():
                features, is_doubted = known[name]
                yield Sample(
                    town=delivery.town,
                    name=name,
                    features=features,
                    is_doubted=is_doubted,
                    is_wrong=is_wrong(true, row, column),
                )


def is_wrong(true: Row, row: Row, column: str) -> bool:
    """Whether a field of an exported entry is not what the truth has."""
    columns = (column, "part") if column == "burdened" else (column,)
    return any(
        score.norm(c, score.get(row, c)[0]) != score.norm(c, score.truth_value(true, c))
        for c in columns
    )


def _rows(weighed: Weighed) -> Iterator[tuple[Row, Known]]:
    """The dossier's entries as they are exported, each with what its values are judged by."""
    exported = map(json.loads, entries_jsonl([weighed.dossier]))
    rows = [row for row in exported if "doubt" not in row]
    for row, case, entry in zip(rows, weighed.cases, weighed.dossier.entries, strict=True):
        known = {
            name: (features, entry.findings[name].is_flagged or bool(entry.doubts))
            for name, features in features_of(case, entry).items()
        }
        yield row, known
