"""What a person asks, parsed (pure): parcels in all the ways people write them, and words."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from baulast.gazetteer import fold_name, gazetteer
from baulast.language import tr
from index.cadastre import Identifier, identifiers
from index.filters import ANYTHING, Filters, filters_in
from index.grammar import LONGEST_NUMBER, Asked, understand
from index.lexemes import lexemes

_PHRASE = re.compile(r'["„“»«]([^"„“”»«]+)["“”»«]')
# What stands before a number and is none of it: "Az. 63-12/74", "BL-Nr. 17/74", "Bl. 275".
_LABEL = re.compile(
    r"(?:(?:aktenzeichen|az|baulastenblatt|blatt|bl|ba|nummer|nr)[\s.:–-]*)+(?=\d)", re.IGNORECASE
)
_BAND = re.compile(r"(?:band|bd\.?)\s*([\divxlc]+)[\s,]*(?:blatt|bl\.?)\s*(?=\d)", re.IGNORECASE)

# A Gemarkung by its key, in the place of its name: "Gemarkung 3346", "3346-12-345".
_KEY = re.compile(
    r"(?:(?<!\w)(?:gemarkungs?-?(?:nummer|nr\.?|schl(?:ü|ue)ssel)?|gem\.|gmkg\.?)\s*:?\s*(?:05)?"
    r"|(?<![\w/-])05\s?(?=\d{4}[\s,-]+\d)|^\s*(?=\d{4}[\s-]+\d+[\s-]+\d))(\d{4})(?![\w/])",
    re.IGNORECASE,
)

# A number with letters that look like its digits: "11OO". A last "l" or "I" may be meant so.
_ALMOST_NUMBER = re.compile(r"(?<![^\W_])(?=[OoIl]*\d)[\dOoIl]*[\dOo](?![^\W_])")
_DIGITS = str.maketrans("OoIl", "0011")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelQuery:
    """One parcel, or all parcels of a Flur or Gemarkung, that is asked for."""

    gemarkungen: tuple[str, ...] = ()  # keys (cadastre.gemarkung_keys); (): any
    names: tuple[str, ...] = ()  # the same for people
    flur: str | None = None  # key; None: any
    zaehler: int | None = None  # None: any
    nenner: int | None = None

    @property
    def number(self) -> str:
        """Zähler and Nenner as the cadastre writes them; "" where any number is asked for."""
        pieces = (self.zaehler, self.nenner)
        return "/".join(str(piece) for piece in pieces if piece is not None)

    def __str__(self) -> str:
        parts = (
            tr(" oder ", " or ").join(self.names),
            self.flur and f"Flur {self.flur}",
            self.number and f"Flurstück {self.number}",
        )
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search as it was understood; ``notes`` say what was assumed."""

    text: str
    handle: str = ""  # the whole question as a file number or sheet may be written
    parcels: tuple[ParcelQuery, ...] = ()  # an entry must name one of them
    words: tuple[str, ...] = ()  # each must stand in it; "Stellpl*" any word that begins so
    phrases: tuple[str, ...] = ()  # each must stand in it word for word
    filters: Filters = ANYTHING  # what an entry must be beside that
    notes: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()  # those on numbers that may mean something else

    @property
    def asks_all(self) -> bool:
        """Nothing but filters is given: every entry that they let through is meant."""
        return self.filters.is_narrow and not (self.parcels or self.words or self.phrases)

    @property
    def asks_numbers(self) -> bool:
        """A parcel is asked for by number: then words beside it must hide nothing."""
        return any(parcel.zaehler is not None for parcel in self.parcels)


def parse(text: str) -> Query:
    """What is asked for.

    >>> [str(parcel) for parcel in parse("Gem. Büttgen, Fl. 12, Flst. 345/12").parcels]
    ['Büttgen, Flur 12, Flurstück 345/12']
    >>> parse("Büttgen Stellplatz").words
    ('Stellplatz',)
    >>> parse("Stellplatz status:gelöscht").filters.statuses
    (<Status.DELETED: 'deleted'>,)
    """
    text = unicodedata.normalize("NFC", text)  # macOS types umlauts as two characters
    filters, narrowed, unknown = filters_in(text)
    narrowed, misspelt = _with_digits(narrowed.replace("\\", "/"))
    phrases = tuple(match[1].strip() for match in _PHRASE.finditer(narrowed))
    rest = _PHRASE.sub(" ", narrowed)
    official = identifiers(rest)
    for found in reversed(official):
        rest = rest[: found.start] + " " + rest[found.end :]
    asked = understand(lexemes(_KEY.sub(_named, rest)))
    parcels = (*map(_official, official), *_asked_parcels(asked, is_narrowing=bool(official)))
    words = tuple(asked.words)
    number = narrowed.strip()
    if number.isdecimal() and len(number) <= LONGEST_NUMBER:
        parcels, words = (ParcelQuery(zaehler=int(number)),), ()
        asked.notes.append(
            tr(
                f"„{number}“ ist gesucht als Flurstück, Baulastenblatt und Aktenzeichen.",
                f"“{number}” is searched as a parcel, a sheet and a file number.",
            )
        )
    if not (parcels or words or phrases):  # "Flurstück" alone is asked as a word
        words = tuple(re.findall(r"[^\W_]+", narrowed))
    notes = [*unknown, *misspelt, *_notes_on_keys(official), *asked.notes, *asked.unsure]
    if (words or phrases) and any(parcel.zaehler is not None for parcel in parcels):
        notes.append(
            tr(
                "Gefunden wird nach dem Flurstück; die übrigen Wörter ordnen nur die Treffer.",
                "Hits are those of the parcel; the other words only put them in order.",
            )
        )
    return Query(
        text=text,
        handle=handle(narrowed),
        parcels=tuple(dict.fromkeys(parcels)),
        words=words,
        phrases=phrases,
        filters=filters,
        notes=tuple(notes),
        unsure=tuple(asked.unsure),
    )


def _with_digits(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with letters typed for digits put right, and what was put right, in words.

    >>> _with_digits("Kaarst 3 11OO/9, Halle I, 12a, 63-I/74, 110l")[0]
    'Kaarst 3 1100/9, Halle I, 12a, 63-I/74, 110l'
    """
    notes = []

    def digits(number: re.Match[str]) -> str:
        put_right = number[0].translate(_DIGITS)
        if put_right != number[0]:
            notes.append(
                tr(
                    f"„{number[0]}“ ist gelesen als {put_right}.",
                    f"“{number[0]}” is read as {put_right}.",
                )
            )
        return put_right

    return _ALMOST_NUMBER.sub(digits, text), tuple(dict.fromkeys(notes))


def _named(key: re.Match[str]) -> str:
    """The Gemarkung of a key by its name; what is no key stays as it is."""
    gemarkung = gazetteer().keyed(f"05{key[1]}")
    return f" {gemarkung.name} " if gemarkung else key[0]


def handle(number: str) -> str:
    """A file number, sheet or dossier number made comparable.

    Blanks, case, a label in front and the zeros of a plain number do not matter.

    >>> handle("63 - BL 45/74") == handle("63-bl45/74"), handle("Az.: 63-12/74")
    (True, '63-12/74')
    >>> handle("Bl. 275") == handle("0275"), handle("Band I Blatt 110") == handle("I/110")
    (True, True)
    """
    bare = _BAND.sub(r"\1/", number.strip())
    label = _LABEL.match(bare)
    bare = bare[label.end() :] if label else bare
    bare = re.sub(r"\s+", "", bare).casefold()
    return bare.lstrip("0") or bare if bare.isdecimal() else bare


def _official(found: Identifier) -> ParcelQuery:
    gemarkung = gazetteer().keyed(found.gemarkung_key)
    name = gemarkung.name if gemarkung else found.gemarkung_key
    return ParcelQuery(
        gemarkungen=(fold_name(name) if gemarkung else name,),
        names=(name,),
        flur=found.flur,
        zaehler=found.zaehler,
        nenner=found.nenner,
    )


def _notes_on_keys(official: tuple[Identifier, ...]) -> Iterable[str]:
    for found in official:
        if gazetteer().keyed(found.gemarkung_key) is None:
            yield tr(
                f"Der Gemarkungsschlüssel {found.gemarkung_key} gehört zu keiner Gemarkung des"
                " Kreises.",
                f"The key {found.gemarkung_key} belongs to no Gemarkung of this Kreis.",
            )


def _asked_parcels(asked: Asked, *, is_narrowing: bool) -> Iterable[ParcelQuery]:
    """One query for each number; without numbers, the whole Flur or Gemarkung."""
    if is_narrowing and not asked.plots:
        return  # a name beside an official number says nothing new
    keys = tuple(asked.gemarkungen)
    names = tuple(asked.gemarkungen.values())
    for flur, number in asked.plots:
        zaehler, _, nenner = number.partition("/")
        yield ParcelQuery(
            gemarkungen=keys,
            names=names,
            flur=flur,
            zaehler=int(zaehler),
            nenner=int(nenner) if nenner.strip("0 ") else None,
        )
    if not asked.plots and (keys or asked.flur):
        yield ParcelQuery(gemarkungen=keys, names=names, flur=asked.flur)
