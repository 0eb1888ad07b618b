"""Parcels as people type them: what still lacks, which Gemarkung is meant, and what is odd."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from baulast.gazetteer import Gemarkung, fold_name, gazetteer
from baulast.language import tr
from baulast.model import Parcel
from index.query import parse
from report.wording import town_name

MOST_PROPOSED = 8  # names; a list that is longer is not read while typing
ALIKE = 0.7  # of the letters: "Kleinenbroch" is Kleinenbroich, "Broich" is not
_NAME = re.compile(r"[^\W\d_][^\d,;]*")


def lacking(piece: str) -> str:
    """What a text lacks to be a whole parcel, in words.

    >>> lacking("Büttgen 345")
    'die Flur fehlt'
    """
    asked = parse(piece).parcels
    names = {name for parcel in asked for name in parcel.names}
    if not names:
        return _without_gemarkung(piece)
    if len(names) > 1:
        one_of = ", ".join(sorted(names))
        return tr(f"gemeint sein kann {one_of}", f"it may be {one_of}")
    if any(parcel.flur is None for parcel in asked):
        return tr("die Flur fehlt", "the Flur is missing")
    if any(parcel.zaehler is None for parcel in asked):
        return tr("die Nummer des Flurstücks fehlt", "the parcel's number is missing")
    return tr("mehr als ein Flurstück gehört nicht hierher", "there is more than a parcel in it")


def proposals(text: str, municipality: str) -> tuple[str, ...]:
    """The field's text with each Gemarkung in it that the last parcel may begin with.

    >>> proposals("Büttgen 12 3; Kaa", "kaarst")
    ('Büttgen 12 3; Kaarst ',)
    """
    before, semicolon, piece = text.rpartition(";")
    head = f"{before}; " if semicolon else ""
    return tuple(f"{head}{name} " for name in _meant(piece, municipality))


def gemarkungen(municipality: str) -> tuple[str, ...]:
    """The names of all Gemarkungen, those of the town first."""
    known = sorted(gazetteer().gemarkungen, key=lambda one: not _is_of(one, municipality))
    return tuple(dict.fromkeys(one.name for one in known))


def odd_parcel(parcel: Parcel, municipality: str) -> Iterator[str]:
    """What the gazetteer knows against a parcel: a Flur that is gone, another town's land."""
    known = gazetteer().named(parcel.gemarkung or "")
    flur = parcel.flur or ""
    if not any(flur.isdecimal() and int(flur) in district.fluren for district in known):
        yield tr(
            f"Flur {flur} gibt es in der Gemarkung {parcel.gemarkung} heute nicht.",
            f"Gemarkung {parcel.gemarkung} has no Flur {flur} today.",
        )
    if known and not any(_is_of(district, municipality) for district in known):
        yield tr(
            f"Die Gemarkung {parcel.gemarkung} gehört nicht zu {town_name(municipality)}.",
            f"Gemarkung {parcel.gemarkung} does not belong to {town_name(municipality)}.",
        )


def odd_name(parcel: Parcel, piece: str) -> Iterator[str]:
    """That a Gemarkung was guessed: it is not written so, nor by its key."""
    written = fold_name(piece)
    for district in gazetteer().named(parcel.gemarkung or ""):
        names = map(fold_name, (district.name, *district.aliases))
        if district.key[2:] in piece or any(name in written for name in names):
            return
    yield tr(
        f"„{piece.strip()}“ ist verstanden als Gemarkung {parcel.gemarkung}.",
        f"“{piece.strip()}” is understood as Gemarkung {parcel.gemarkung}.",
    )


def _without_gemarkung(piece: str) -> str:
    name = _name_in(piece)
    if not name:
        return tr("die Gemarkung fehlt", "the Gemarkung is missing")
    near = _near(name)
    meant = tr(f"; gemeint vielleicht {near[0]}", f"; perhaps {near[0]} is meant") if near else ""
    return tr(
        f"„{name}“ ist keine Gemarkung des Kreises{meant}",
        f"“{name}” is no Gemarkung of this Kreis{meant}",
    )


def _meant(piece: str, municipality: str) -> tuple[str, ...]:
    """The Gemarkungen that a name may become; none where it is one already."""
    begun = fold_name(_name_in(piece))
    if not begun or gazetteer().named(begun):
        return ()
    names = [name for name in gemarkungen(municipality) if fold_name(name).startswith(begun)]
    return tuple(names or _near(begun))[:MOST_PROPOSED]


def _near(name: str) -> list[str]:
    """The Gemarkungen whose names are written almost so."""
    names = {fold_name(one.name): one.name for one in gazetteer().gemarkungen}
    found = get_close_matches(fold_name(name), names, n=MOST_PROPOSED, cutoff=ALIKE)
    return [names[folded] for folded in found]


def _name_in(piece: str) -> str:
    """What stands where a Gemarkung is named."""
    match = _NAME.search(re.sub(r"(?i)\b(?:gemarkung|gem\.|gmkg\.?)", " ", piece))
    bare = re.sub(r"(?i)\b(?:flur|fl|flurstück|flst|nr)\b.*", "", match[0]) if match else ""
    return bare.strip(" .,-")


def _is_of(district: Gemarkung, municipality: str) -> bool:
    return fold_name(district.municipality) == municipality
