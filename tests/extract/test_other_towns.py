"""Whole dossiers as other towns' clerks would have written them: right, or a person is asked."""

import re
import tomllib
from collections.abc import Iterator
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


def in_silence(entries: tuple[Entry, ...], case: dict[str, object]) -> list[str]:
    """Every value that is wrong and not doubted, with its entry and field."""
    found = []
    for entry in entries:
        rows = [row for row in case["entry"] if row["number"] == entry.number.value]
        if not rows or entry.doubts or entry.number.is_flagged:
            continue
        if entry.sheet.is_flagged and len(rows) > 1:
            continue
        row = next((r for r in rows if r["sheet"] == entry.sheet.value), rows[0])
        truth = meant(row)
        found += [
            f"{row['number']} {name}: {value} instead of {truth[name]}"
            for name, (finding, value) in told(entry).items()
            if value != truth[name] and not finding.is_flagged
        ]
    return found


def damaged(text: str, how: str) -> Iterator[str]:
    """The text with one number after the other damaged, each time all others as they were."""
    if how == "digits set apart":
        for match in re.finditer(r"\d{2,}", text):
            for place in range(match.start() + 1, match.end()):
                yield text[:place] + " " + text[place:]
    elif how == "digits read as letters":
        for match in re.finditer(r"[01258]", text):
            yield text[: match.start()] + AS_LETTERS[match[0]] + text[match.end() :]
    else:
        for match in re.finditer(r"(?<=[a-zäöü,]) (?=[A-ZÄÖÜ\d])", text):
            yield text[: match.start()] + text[match.end() :]


AS_LETTERS = {"0": "O", "1": "l", "2": "Z", "5": "S", "8": "B"}
SOME = DOSSIERS[:3] + DOSSIERS[20:22]  # each number of each page: all dossiers would take minutes


@pytest.mark.parametrize("how", ["digits set apart", "digits read as letters", "glued words"])
@pytest.mark.parametrize("case", SOME, ids=[case["name"] for case in SOME])
def test_a_damaged_number_is_right_or_doubted(nlp, case, how):
    """Digits that stand apart, letters for digits and lost blanks never give a value in silence."""
    text = "\f".join(page.strip("\n") for page in case["pages"])
    for torn in damaged(text, how):
        entries = extract(dossier_of_text("Akte", torn), nlp, ExtractSettings()).entries
        line = next(a for a, b in zip(torn.split("\n"), text.split("\n"), strict=True) if a != b)
        assert not in_silence(entries, case), line


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
