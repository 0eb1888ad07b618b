"""Whole dossiers as other towns' clerks would have written them: right, or a person is asked."""

import re
import tomllib
from pathlib import Path

import pytest

from baulast.model import MAIN_KIND, Entry, FieldName, Finding, Plot
from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

DOSSIERS = tomllib.loads(
    (Path(__file__).parent / "data" / "other_towns.toml").read_text(encoding="utf-8")
)["dossier"]


def written(plots: tuple[Plot, ...]) -> list[str]:
    """Plots as the data file has them: "Norf 4-123/45 tlw"."""
    return sorted(
        f"{plot.parcel.gemarkung} {plot.parcel.flur}-{plot.parcel.number}"
        + (" tlw" if plot.part else "")
        for plot in plots
    )


def section(value: str | None) -> str | None:
    found = re.search(r"\d+", value or "")
    return found[0] if found else None


def told(entry: Entry) -> dict[FieldName, tuple[Finding[object], object]]:
    """What was read of an entry, with the value as the data file writes it."""
    kind = entry.kind.value
    return {
        FieldName.SHEET: (entry.sheet, re.sub(r"\s", "", entry.sheet.value or "")),
        FieldName.KIND: (entry.kind, MAIN_KIND.get(kind, kind) if kind else None),
        FieldName.BURDENED: (entry.burdened, written(entry.burdened.value)),
        FieldName.BENEFITED: (entry.benefited, written(entry.benefited.value)),
        FieldName.DECLARED_ON: (entry.declared_on, entry.declared_on.value),
        FieldName.REGISTERED_ON: (entry.registered_on, entry.registered_on.value),
        FieldName.DELETED_ON: (entry.deleted_on, entry.deleted_on.value),
        FieldName.LEGAL_BASIS: (entry.legal_basis, section(entry.legal_basis.value)),
        FieldName.REFERENCE: (entry.reference, entry.reference.value),
        FieldName.STATUS: (entry.status, entry.status.value.value),
    }


def meant(row: dict[str, object]) -> dict[FieldName, object]:
    """What stands on the paper, as the data file tells."""
    return {
        FieldName.SHEET: row["sheet"],
        FieldName.KIND: row["kind"],
        FieldName.BURDENED: sorted(row["burdened"]),
        FieldName.BENEFITED: sorted(row.get("benefited", [])),
        FieldName.DECLARED_ON: row.get("declared"),
        FieldName.REGISTERED_ON: row.get("registered"),
        FieldName.DELETED_ON: row.get("deleted"),
        FieldName.LEGAL_BASIS: row.get("law"),
        FieldName.REFERENCE: row.get("reference"),
        FieldName.STATUS: row.get("status", "active"),
    }


@pytest.mark.parametrize("case", DOSSIERS, ids=[case["name"] for case in DOSSIERS])
def test_another_town_is_read_right_or_a_person_is_asked(nlp, case):
    """Every value of every entry is right or doubted, and no other than the expected is doubted."""
    text = "\f".join(page.strip("\n") for page in case["pages"])
    entries = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
    assert [entry.number.value for entry in entries] == [row["number"] for row in case["entry"]]
    for entry, row in zip(entries, case["entry"], strict=True):
        truth, must = meant(row), set(row.get("must_ask", []))
        for name, (finding, value) in told(entry).items():
            asked = finding.is_flagged or bool(entry.doubts)
            assert asked or value == truth[name], f"{name}: {value} in silence"
            assert not asked or name in {*row.get("asks", []), *must}, f"{name}: {finding.doubts}"
            assert asked or name not in must, f"{name}: nobody is asked"
