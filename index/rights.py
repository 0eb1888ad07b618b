"""Who may see and do what in the shared index: roles, as Elasticsearch is told of them (pure).

Elasticsearch's free licence tells rights apart by index, not by field or document; so page texts
and names of persons lie in indices of their own.
"""

from enum import StrEnum
from typing import Any

from index.towns import ENTRIES, PAGES, PERSONS, Names

SEE = ("read", "view_index_metadata")
# Whoever fills an index also makes its next version and flips the alias.
FILL = ("read", "view_index_metadata", "write", "maintenance", "manage")
REVIEW = ("read", "view_index_metadata", "write", "maintenance")


class Role(StrEnum):
    """What a person or machine is to a town."""

    SEARCH = "search"  # entries; neither page texts nor names
    NAMES = "names"  # also page texts and persons
    REVIEW = "review"  # also puts right what was read
    IMPORT = "import"  # fills the town's indices
    KREIS = "kreis"  # entries of all towns, to read


def role_name(names: Names, role: Role, ags: str | None) -> str:
    """The role's name on the server; ``ags`` is None for the Kreis."""
    return "-".join(part for part in (names.prefix, ags, role.value) if part)


def role_body(names: Names, role: Role, ags: str | None) -> dict[str, Any]:
    """The role as the server is told of it."""
    if role is Role.KREIS:
        return {"indices": [_on([f"{names.every(ENTRIES)}*"], SEE)]}
    if ags is None:
        raise ValueError(f"the role {role} is a town's")
    entries = [f"{alias}*" for alias in names.town(ags, ENTRIES)]
    closed = [f"{names.alias(ags, kind)}*" for kind in (PAGES, PERSONS)]
    match role:
        case Role.SEARCH:
            return {"indices": [_on(entries, SEE)]}
        case Role.NAMES:
            return {"indices": [_on([*entries, *closed], SEE)]}
        case Role.REVIEW:
            return {"indices": [_on([*entries, *closed], REVIEW)]}
        case Role.IMPORT:
            # Its entries that are about other towns' land it puts beside those towns' own.
            abroad = f"{names.copies_alias('*', home=ags)}*"
            return {"indices": [_on([f"{names.alias(ags, ENTRIES)}*", *closed, abroad], FILL)]}


def _on(patterns: list[str], privileges: tuple[str, ...]) -> dict[str, Any]:
    return {"names": patterns, "privileges": list(privileges)}
