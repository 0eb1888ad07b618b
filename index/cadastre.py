"""Parcel numbers as search keys, and the official identifiers that they are written as.

The Flurstückskennzeichen has always 20 characters: Land 2, Gemarkung 4, Flur 3, Zähler 5, Nenner 4,
Folge 2; what is absent is underscores (some programs write zeros). The older ALB spelling is
``053346-012-00345/012``, with 3 or 4 digits of the Nenner and sometimes ``.00`` behind.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from baulast.gazetteer import fold_name, gazetteer
from baulast.model import Parcel

KEY_LENGTH = 20
_LONG = re.compile(
    r"(?<!\d)(05\d{4})(\d{3}|_{3})(\d{5})(?:(\d{4}|_{4})(?:\d{2}|_{0,2})|_{0,3})(?![\d_])"
)
_ALB = re.compile(
    r"(?<![\d/-])(05)\s?-?\s?(\d{4})\s?-\s?(\d{1,3})\s?-\s?(\d{1,5})"
    r"(?:\s?[/-]\s?(\d{1,4}))?(?:\.\d{2})?(?![\d/-])"
)
_CANONICAL = re.compile(r"(?:(?!\s*Flur )([^,;]+), )?(?:Flur ([^,;]+), )?Flurstück (\d+(?:/\d+)?)")
_ROMAN = re.compile(r"(?=[MDCLXVI])M*(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
# A single C, D, L or M is one of the lettered Fluren of old maps; nobody had a hundred Fluren.
_LONE_ROMANS = "IVX"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A parcel identifier found in a text, and where."""

    gemarkung_key: str
    flur: str | None
    zaehler: int
    nenner: int | None
    start: int
    end: int


def flur_key(flur: str) -> str:
    """A Flur made comparable: numbers without zeros, Roman ones as numbers, letters as capitals.

    >>> flur_key("012"), flur_key("XVII"), flur_key("d"), flur_key("D"), flur_key("V")
    ('12', '17', 'D', 'D', '5')
    """
    bare = flur.strip().upper()
    if bare.isdecimal():
        return str(int(bare))
    if _ROMAN.fullmatch(bare) and (len(bare) > 1 or bare in _LONE_ROMANS):
        return str(_roman(bare))
    return bare


@lru_cache(maxsize=10_000)  # asked for every parcel of a Gemarkung that a search looks at
def gemarkung_keys(name: str) -> tuple[str, ...]:
    """The Gemarkungen that a name may mean, made comparable; an unknown name stays as written.

    >>> gemarkung_keys("BUETTGEN"), gemarkung_keys("Lank-Latum"), gemarkung_keys("Köln")
    (('buettgen',), ('lank', 'latum'), ('koeln',))
    """
    known = gazetteer().named(name)
    return tuple(fold_name(g.name) for g in known) or (fold_name(name),)


def kennzeichen(parcel: Parcel) -> str | None:
    """The 20 characters of a parcel; None where Gemarkung or Flur do not give them.

    >>> kennzeichen(Parcel("Büttgen", "12", 345)), kennzeichen(Parcel("Büttgen", "12", 345, 6))
    ('05334601200345______', '053346012003450006__')
    """
    known = gazetteer().named(parcel.gemarkung) if parcel.gemarkung else ()
    if len(known) != 1 or parcel.flur is None or not flur_key(parcel.flur).isdecimal():
        return None
    nenner = "____" if parcel.nenner is None else f"{parcel.nenner:04d}"
    flur = int(flur_key(parcel.flur))
    key = f"{known[0].key}{flur:03d}{parcel.zaehler:05d}{nenner}__"
    return key if len(key) == KEY_LENGTH else None


def parcels_in(value: str) -> tuple[Parcel, ...]:
    """The parcels of a canonical value, as ``str(Parcel)`` writes them.

    >>> [parcel.number for parcel in parcels_in("Norf, Flur 4, Flurstück 123/45; Flurstück 9")]
    ['123/45', '9']
    """
    return tuple(
        Parcel.parse(m[1] and m[1].strip(), m[2], m[3]) for m in _CANONICAL.finditer(value)
    )


def identifiers(text: str) -> tuple[Identifier, ...]:
    """Every official identifier in a text.

    >>> [found.gemarkung_key for found in identifiers("053346-012-00345/012")]
    ['053346']
    """
    long = (_identifier(m, m[1], m[2], m[3], m[4]) for m in _LONG.finditer(text))
    alb = (_identifier(m, m[1] + m[2], m[3], m[4], m[5]) for m in _ALB.finditer(text))
    return tuple(sorted((*long, *alb), key=lambda found: found.start))


def _identifier(
    match: re.Match[str], gemarkung: str, flur: str, zaehler: str, nenner: str | None
) -> Identifier:
    return Identifier(
        gemarkung_key=gemarkung,
        flur=flur_key(flur) if flur.isdecimal() and int(flur) else None,
        zaehler=int(zaehler),
        nenner=int(nenner) if nenner and nenner.isdecimal() and int(nenner) else None,
        start=match.start(),
        end=match.end(),
    )


def _roman(numeral: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))
