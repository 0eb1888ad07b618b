"""Which indices a question goes to, of those that the one who asks may see (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from baulast.gazetteer import gazetteer
from index.mapping import OLDEST_ASKED
from index.towns import ENTRIES, PAGES, Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """The indices to search."""

    entries: str  # "": none may be seen
    pages: str
    towns: tuple[str, ...]  # AGS of those whose own register is looked into
    outdated: frozenset[str]  # AGS of those of whose register a part is of another version

    @classmethod
    def of(
        cls, visible: Mapping[str, Sequence[str]], names: Names, asked: frozenset[str]
    ) -> "Targets":
        """For the land of towns, by their AGS; ``visible`` are the indices behind each alias.

        An entry about several towns' land lies with each of them. Where the original is looked
        into, its copies are not. An index whose fields this program does not know would find
        nothing: whoever keeps that register is named instead.
        """
        known = {
            alias: behind[0] for alias, behind in visible.items() if _can_be_asked(behind, names)
        }
        every = [town.ags for town in gazetteer().municipalities]
        own = {names.alias(ags, ENTRIES): ags for ags in every if ags in asked}
        towns = tuple(ags for alias, ags in own.items() if alias in known)
        copies = {
            alias: home
            for home in every
            if home not in towns
            for about in every
            if about in asked and (alias := names.copies_alias(about, home=home)) in visible
        }
        wanted = {alias: ags for alias, ags in (own | copies).items() if alias in visible}
        return cls(
            entries=",".join(known[alias] for alias in wanted if alias in known),
            pages=(
                names.every(PAGES)
                if asked >= set(every)
                else ",".join(names.alias(a, PAGES) for a in every if a in asked)
            ),
            towns=towns,
            outdated=frozenset(ags for alias, ags in wanted.items() if alias not in known),
        )


def _can_be_asked(behind: Sequence[str], names: Names) -> bool:
    """Whether an alias means one index, of a version that has what questions ask for."""
    versions = [index.rpartition("-v")[2] for index in behind]
    return len(versions) == 1 and all(
        version.isdecimal() and OLDEST_ASKED <= int(version) <= names.version
        for version in versions
    )
