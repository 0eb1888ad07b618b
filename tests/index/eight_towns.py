"""The made-up register of ``data/register.toml`` as dossiers, and what officials ask of it."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from baulast.model import (
    ColourMode,
    Dossier,
    Entry,
    Evidence,
    Field,
    FieldName,
    Finding,
    Kind,
    Page,
    PageKind,
    PageOrigin,
    Parcel,
    Plot,
    Status,
)

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as it was typed, and the dossiers that it must and must not find."""

    written: str
    group: str  # "parcel": all must be found; "text": nearly all
    hits: frozenset[str]
    never: frozenset[str]


def register() -> tuple[Dossier, ...]:
    """One dossier for each entry; its number is the entry's id in the file."""
    rows = tomllib.loads((DATA / "register.toml").read_text("utf-8"))["entry"]
    return tuple(_dossier(row) for row in rows)


def questions() -> tuple[Asked, ...]:
    """Every question of ``data/queries.toml``."""
    rows = tomllib.loads((DATA / "queries.toml").read_text("utf-8"))["query"]
    return tuple(
        Asked(
            written=row["written"],
            group=row["group"],
            hits=frozenset(row["hits"]),
            never=frozenset(row.get("never", ())),
        )
        for row in rows
    )


def _dossier(row: dict[str, object]) -> Dossier:
    name = str(row.get("person", ""))
    page = Page(
        number=1,
        origin=PageOrigin(delivery=row["id"], place=1, file="a.tif", sha256="0", frame=0),
        width_px=2480,
        height_px=3508,
        dpi=300.0,
        mode=ColourMode.GREY,
        pixels_sha256=row["id"],
        kind=PageKind.SHEET,
    )
    evidence = Evidence(page=1, start=0, end=0)
    person = Field(name=FieldName.PERSON, value=name, evidence=evidence, source="test")
    return Dossier(
        id=f"{row['municipality']}/{row['id']}",
        municipality=row["municipality"],
        number=row["id"],
        pages=(page,),
        fields=(person,) if name else (),
        entries=(_entry(row),),
    )


def _entry(row: dict[str, object]) -> Entry:
    values = {
        "sheet": row["sheet"],
        "number": row["number"],
        "kind": Kind(row["kind"]),
        "burdened": tuple(map(_plot, row["burdened"])),
        "benefited": tuple(map(_plot, row.get("benefited", ()))),
        "declared_on": row["declared_on"],
        "registered_on": row["registered_on"],
        "deleted_on": row.get("deleted_on"),
        "legal_basis": row["legal_basis"],
        "reference": row["reference"],
        "status": Status(row.get("status", "active")),
        "street": row.get("street"),
        "land_register": row.get("land_register"),
    }
    return Entry(
        **{name: Finding(value=value) for name, value in values.items()},
        further_kinds=tuple(map(Kind, row.get("further_kinds", ()))),
        wording=row["wording"],
        pages=(1,),
    )


def _plot(written: str) -> Plot:
    gemarkung, flur, number = (piece.strip() for piece in written.split("|"))
    bare = re.sub(r"\s*tlw\.$", "", number)
    return Plot(parcel=Parcel.parse(gemarkung, flur, bare), part=bare != number)
