"""Which land a question is about, in keys and in words (pure)."""

from collections.abc import Iterable

from baulast.gazetteer import fold_name, gazetteer
from baulast.language import tr
from index.query import Query


def gemarkungen_asked(query: Query) -> tuple[str, ...]:
    """Keys of the Gemarkungen that the question is about; () where it may be any."""
    if not _is_narrow(query):
        return ()
    return tuple(sorted({key for parcel in query.parcels for key in parcel.gemarkungen}))


def area_name(query: Query, municipalities: tuple[str, ...] | None) -> str:
    """What is searched, in words: "Büttgen", "alle Gemarkungen (Neuss)"."""
    names = dict.fromkeys(name for parcel in query.parcels for name in parcel.names)
    everywhere = tr("alle Gemarkungen", "all Gemarkungen")
    place = ", ".join(names) if _is_narrow(query) else everywhere
    if municipalities is None:
        return place
    towns = (gazetteer().municipality(name) for name in municipalities)
    named = (town.name if town else n for town, n in zip(towns, municipalities, strict=True))
    return f"{place} ({', '.join(named)})"


def may_be_about(municipality: str, gemarkungen: Iterable[str]) -> bool:
    """Whether a register's parcels without a Gemarkung may lie there: an unknown town's always."""
    own = land_of(municipality)
    return not own or bool(set(own).intersection(gemarkungen))


def land_of(municipality: str) -> tuple[str, ...]:
    """Keys of the town's Gemarkungen; () for a town that the gazetteer does not know."""
    town = gazetteer().municipality(municipality)
    return tuple(fold_name(g.name) for g in town.gemarkungen) if town else ()


def spellings(query: Query) -> tuple[str, ...]:
    """What is looked for, as it was understood."""
    phrases = (f"„{phrase}“" for phrase in query.phrases)
    return (*map(str, query.parcels), *query.words, *phrases)


def _is_narrow(query: Query) -> bool:
    return bool(query.parcels) and all(parcel.gemarkungen for parcel in query.parcels)
