"""Indices, aliases and roles on the server: made, checked, never guessed at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from baulast.errors import IndexForeign, IndexOutdated
from baulast.gazetteer import Municipality
from baulast.language import tr
from index.elasticsearch import Server
from index.mapping import fingerprint, index_body
from index.rights import Role, role_body, role_name
from index.towns import KINDS, Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """What is there now, whether it was before or not."""

    indices: tuple[str, ...]
    roles: tuple[str, ...]
    dropped: tuple[str, ...]  # of an older version, which no search used any more


def install(server: Server, names: Names, towns: Sequence[str]) -> Installed:
    """Indices, aliases and roles of these towns (AGS); safe to repeat."""
    aliases = [names.alias(ags, kind) for ags in towns for kind in KINDS]
    make(server, names, aliases)
    roles: dict[str, Mapping[str, Any]] = {
        role_name(names, role, ags): role_body(names, role, ags)
        for role in Role
        for ags in ([None] if role is Role.KREIS else towns)
    }
    for name, body in roles.items():
        server.put_role(name, body)
    return Installed(
        indices=tuple(names.versioned(alias) for alias in aliases),
        roles=tuple(roles),
        dropped=tuple(_drop_outdated(server, names)),
    )


def make(server: Server, names: Names, aliases: Iterable[str]) -> None:
    """The indices of today's version behind aliases; IndexForeign where another lies there."""
    wanted = {names.versioned(alias): alias for alias in aliases}
    if not wanted:
        return
    behind = server.aliases([*wanted.values()])
    found = server.mappings(",".join(wanted))
    missing = [index for index in wanted if index not in found]
    for index in missing:
        alias = wanted[index]
        body = index_body(_kind(alias))
        server.create(index, body, alias=None if alias in behind else alias)
    found |= server.mappings(",".join(missing)) if missing else {}
    for index, alias in wanted.items():
        _check(index, _kind(alias), found.get(index, {}))
        if index not in missing and alias not in behind:
            server.flip(alias, to=index, away_from=())


def _kind(alias: str) -> str:
    return alias.rpartition("-")[2]


def _check(index: str, kind: str, found: Mapping[str, Any]) -> None:
    """IndexForeign for a mapping that is not ours, or not any more."""
    if found.get("_meta", {}).get("fingerprint") != fingerprint(kind):
        foreign = tr(
            "{}: nicht von dieser Programmfassung angelegt", "{}: not made by this program"
        )
        raise IndexForeign(foreign.format(index))
    changed = sorted(set(_types(found)) ^ set(_types(index_body(kind)["mappings"])))
    if changed:
        words = tr("{}: die Zuordnung wurde verändert", "{}: the mapping was changed")
        raise IndexForeign(f"{words.format(index)} ({', '.join(name for name, _ in changed)})")


def flip(server: Server, names: Names, patterns: Iterable[str]) -> None:
    """Let every search of these aliases go to today's version."""
    for alias, behind in server.aliases(list(patterns)).items():
        index = names.versioned(alias)
        if behind != [index]:
            make(server, names, [alias])  # a town may have no copies for another any more
            server.flip(alias, to=index, away_from=[old for old in behind if old != index])


def require_searched(server: Server, names: Names, town: Municipality) -> None:
    """IndexOutdated where searches of a town's register go to another version than today's."""
    own = [names.alias(town.ags, kind) for kind in KINDS]
    behind = server.aliases([*own, names.copies_alias("*", home=town.ags)])
    if any(indices != [names.versioned(alias)] for alias, indices in behind.items()):
        outdated = tr(
            "{}: gesucht wird noch in einem Index anderer Programmfassung",
            "{}: searches still go to an index of another program version",
        )
        raise IndexOutdated(outdated.format(town.name))


def _drop_outdated(server: Server, names: Names) -> Iterable[str]:
    """Indices of ours that no alias means any more, since a newer version took their place."""
    every = [names.every(kind) for kind in KINDS]
    in_use = {index for behind in server.aliases(every).values() for index in behind}
    for index, found in server.mappings(",".join(f"{pattern}-v*" for pattern in every)).items():
        version = index.rpartition("-v")[2]
        is_old = version.isdecimal() and int(version) < names.version
        if is_old and index not in in_use and "fingerprint" in found.get("_meta", {}):
            server.drop(index)
            yield index


def _types(mapping: Mapping[str, Any], path: str = "") -> Iterable[tuple[str, str]]:
    """Every field of a mapping and its type."""
    for name, field in mapping.get("properties", {}).items():
        yield f"{path}{name}", field.get("type", "object")
        yield from _types(field, f"{path}{name}.")
