"""Which indices a question goes to, of those that the one who asks may see (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass

from baulast.gazetteer import gazetteer
from index.towns import ENTRIES, PAGES, Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """The aliases to search."""

    entries: str  # "": none may be seen
    pages: str
    towns: tuple[str, ...]  # AGS of those whose own register is looked into

    @classmethod
    def of(cls, visible: Iterable[str], names: Names, asked: frozenset[str]) -> "Targets":
        """For the land of towns, by their AGS; ``visible`` are the aliases of entries one may see.

        An entry about several towns' land lies with each of them. Where the original is looked
        into, its copies are not.
        """
        seen = frozenset(visible)
        every = [town.ags for town in gazetteer().municipalities]
        towns = tuple(a for a in every if a in asked and names.alias(a, ENTRIES) in seen)
        own = [names.alias(a, ENTRIES) for a in towns]
        copies = [
            alias
            for home in every
            if home not in towns
            for about in every
            if about in asked and (alias := names.copies_alias(about, home=home)) in seen
        ]
        return cls(
            entries=",".join([*own, *copies]),
            pages=(
                names.every(PAGES)
                if asked >= set(every)
                else ",".join(names.alias(a, PAGES) for a in every if a in asked)
            ),
            towns=towns,
        )
