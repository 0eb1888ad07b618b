"""What a person has chosen beside a result list: filters, order, and how far on.

It stands in the address: none of it is personal.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, HTTPException, Query

from baulast.gazetteer import gazetteer
from baulast.language import tr
from baulast.model import Kind, Status
from index.filters import Filters
from index.seam import Facet, FacetField, Sort
from register.facets import facet_heading, facet_words

LONGEST = 100  # characters of a choice

SORTS = {
    Sort.BEST: ("Beste zuerst", "Best first"),
    Sort.PARCEL: ("Nach Flurstück", "By parcel"),
    Sort.NEWEST: ("Neueste zuerst", "Newest first"),
    Sort.OLDEST: ("Älteste zuerst", "Oldest first"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What was chosen; "" is everything. The names are those in the address."""

    stadt: str = ""
    gemarkung: str = ""
    art: str = ""
    stand: str = ""
    geprueft: str = ""
    sort: str = ""
    ab: str = ""  # where the next page of results begins

    def filters(self, typed: Filters) -> Filters:
        """The filters of the question with those that were chosen; 404 for ones that are none."""
        try:
            kinds = (Kind(self.art),) if self.art else ()
            statuses = (Status(self.stand),) if self.stand else ()
        except ValueError as error:
            raise HTTPException(404) from error
        if self.gemarkung and not gazetteer().named(self.gemarkung):
            raise HTTPException(404)
        reviewed = {"": typed.reviewed, "true": True, "false": False}
        if self.geprueft not in reviewed:
            raise HTTPException(404)
        return replace(
            typed,
            gemarkungen=(self.gemarkung,) if self.gemarkung else typed.gemarkungen,
            kinds=kinds or typed.kinds,
            statuses=statuses or typed.statuses,
            reviewed=reviewed[self.geprueft],
        )

    @property
    def order(self) -> Sort:
        try:
            return Sort(self.sort or Sort.BEST)
        except ValueError as error:
            raise HTTPException(404) from error

    @property
    def is_narrow(self) -> bool:
        return bool(self.stadt or self.gemarkung or self.art or self.stand or self.geprueft)

    def href(self, **chosen: str) -> str:
        """The address with something else chosen; the list begins anew."""
        values = {name: getattr(self, name) for name in self.__slots__} | {"ab": ""} | chosen
        return "?" + urlencode({name: value for name, value in values.items() if value})


def _chosen(
    stadt: Annotated[str, Query(max_length=LONGEST)] = "",
    gemarkung: Annotated[str, Query(max_length=LONGEST)] = "",
    art: Annotated[str, Query(max_length=LONGEST)] = "",
    stand: Annotated[str, Query(max_length=LONGEST)] = "",
    geprueft: Annotated[str, Query(max_length=LONGEST)] = "",
    sort: Annotated[str, Query(max_length=LONGEST)] = "",
    ab: Annotated[str, Query(max_length=1000)] = "",
) -> Narrowing:
    return Narrowing(
        stadt=stadt, gemarkung=gemarkung, art=art, stand=stand, geprueft=geprueft, sort=sort, ab=ab
    )


Chosen = Annotated[Narrowing, Depends(_chosen)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value that can be chosen, or is."""

    words: str
    count: int
    href: str
    is_chosen: bool


def choices(facets: Iterable[Facet], chosen: Narrowing) -> list[tuple[str, list[Choice]]]:
    """What can be chosen, by heading; a heading with one value alone is no choice."""
    parameters = {
        FacetField.TOWN: "stadt",
        FacetField.GEMARKUNG: "gemarkung",
        FacetField.KIND: "art",
        FacetField.STATUS: "stand",
        FacetField.REVIEWED: "geprueft",
    }
    found = []
    for facet in facets:
        name = parameters[facet.field]
        now = getattr(chosen, name)
        values = [
            Choice(
                words=facet_words(facet.field, value),
                count=count,
                href=chosen.href(**{name: "" if value == now else value}),
                is_chosen=value == now,
            )
            for value, count in facet.counts
        ]
        if len(values) > 1 or now:
            found.append((facet_heading(facet.field), values))
    return found


def orders(chosen: Narrowing) -> list[tuple[str, str, bool]]:
    """The orders in words, with their address and whether it is the one."""
    return [
        (tr(*words), chosen.href(sort=sort.value), sort is chosen.order)
        for sort, words in SORTS.items()
    ]
