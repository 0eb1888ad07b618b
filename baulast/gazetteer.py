"""Municipalities and Gemarkungen of the Rhein-Kreis Neuss, from ``data/gazetteer.json``.

Names, keys and Fluren: cadastral districts of NRW (dl-de/zero-2-0, state of 17 October 2024).
Aliases and former municipalities: laws on the municipal reform and older spellings; what the file
marks as unverified is good enough to find more, never to leave something out.
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files

_SPELLINGS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ſ": "s"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gemarkung:
    """A cadastral district; its name outlives the municipality that it once was."""

    name: str
    key: str  # six digits: 05 for NRW and the number
    municipality: str  # that it belongs to today
    fluren: frozenset[int]  # of today; a file may name one that is gone
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    name: str
    ags: str  # official municipality key, eight digits
    former: tuple[str, ...]  # municipalities and Ämter that it took in
    gemarkungen: tuple[Gemarkung, ...]


@dataclass(frozen=True, kw_only=True)  # no slots: what is looked up for each parcel is kept
class Gazetteer:
    municipalities: tuple[Municipality, ...]

    @cached_property
    def gemarkungen(self) -> tuple[Gemarkung, ...]:
        return tuple(g for town in self.municipalities for g in town.gemarkungen)

    def named(self, name: str) -> tuple[Gemarkung, ...]:
        """Gemarkungen of that name or alias; two for "Lank-Latum", none for an unknown one.

        >>> [g.key for g in gazetteer().named("BUETTGEN")]
        ['053346']
        """
        wanted = fold_name(name)
        return self._by_name.get(wanted) or self._by_alias.get(wanted, ())

    @cached_property
    def _by_name(self) -> dict[str, tuple[Gemarkung, ...]]:
        return _grouped((fold_name(g.name), g) for g in self.gemarkungen)

    @cached_property
    def _by_alias(self) -> dict[str, tuple[Gemarkung, ...]]:
        return _grouped(
            (alias, g) for g in self.gemarkungen for alias in {fold_name(a) for a in g.aliases}
        )

    def keyed(self, key: str) -> Gemarkung | None:
        """The Gemarkung of a six-digit key; None: not one of this Kreis."""
        return next((g for g in self.gemarkungen if g.key == key), None)

    def municipality(self, name: str) -> Municipality | None:
        """The municipality of that name today, in any spelling: "juechen" is Jüchen."""
        wanted = fold_name(name)
        return next((m for m in self.municipalities if fold_name(m.name) == wanted), None)

    def successors(self, name: str) -> tuple[Municipality, ...]:
        """Municipalities that took in a former one: "Amt Nievenheim" is in Dormagen today."""
        wanted = fold_name(name)
        return tuple(
            m for m in self.municipalities if wanted in {fold_name(old) for old in m.former}
        )


def _grouped(named: Iterable[tuple[str, Gemarkung]]) -> dict[str, tuple[Gemarkung, ...]]:
    groups: dict[str, tuple[Gemarkung, ...]] = {}
    for name, gemarkung in named:
        groups[name] = (*groups.get(name, ()), gemarkung)
    return groups


@lru_cache(maxsize=10_000)  # every look-up folds all names again
def fold_name(name: str) -> str:
    """A name made comparable: lower case, ä as ae, ß as ss, letters only.

    >>> fold_name("Kapellen/Erft"), fold_name("NEUSS") == fold_name("Neuß")
    ('kapellenerft', True)
    """
    composed = unicodedata.normalize("NFC", name).lower()
    return re.sub(r"[^a-z]", "", composed.translate(_SPELLINGS))


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that comes with this program."""
    towns = json.loads(files("baulast").joinpath("data/gazetteer.json").read_text("utf-8"))
    return Gazetteer(
        municipalities=tuple(
            Municipality(
                name=town["municipality"],
                ags=town["ags"],
                former=tuple(old["name"] for old in town["former_municipalities"]),
                gemarkungen=tuple(
                    Gemarkung(
                        name=district["name"],
                        key=district["key"],
                        municipality=town["municipality"],
                        fluren=frozenset(district["fluren"]),
                        aliases=tuple(district["aliases"]),
                    )
                    for district in town["gemarkungen"]
                ),
            )
            for town in towns
        )
    )
