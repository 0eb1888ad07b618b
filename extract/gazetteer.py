"""Gemarkung names in running text: as they are, and as scans garble them."""

from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import Levenshtein

from baulast.gazetteer import Gemarkung, fold_name, gazetteer
from extract.fold import skeleton

MIN_REPAIR = 4  # shorter names ("Gohr", "Lank", "Norf") differ from each other by two letters
# "Broich", "Neuss": up to 7 letters one wrong letter is repaired, beyond that two.
LONG_NAME = 8
MIN_START = 7  # letters that are enough to know a name by its beginning


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A Gemarkung as a text names it."""

    name: str  # of the gazetteer, else as written
    words: int  # how many words it took
    candidates: tuple[str, ...]  # names that the ink may mean; none: not in the gazetteer


def name_at(words: tuple[str, ...], *, after_cue: bool) -> Named | None:
    """The Gemarkung that ``words`` begin with; None if they do not name one.

    ``after_cue`` says that "Gemarkung" stands before it: only then are misread names repaired, and
    names that the gazetteer does not know kept as written.

    >>> name_at(("Lank", "-", "Latum", ","), after_cue=True).candidates
    ('Lank', 'Latum')
    >>> name_at(("Buttqen", "Flur"), after_cue=True).name
    'Büttgen'
    >>> name_at(("Buttqen", "Flur"), after_cue=False) is None
    True
    """
    for count in range(min(_longest_name(), len(words)), 0, -1):
        if not _is_name(words[:count]):
            continue
        names = _names().get(_key("".join(words[:count])))
        if names:
            return Named(name=names[0], words=count, candidates=names)
    if not after_cue or not words or not words[0][:1].isalpha():
        return None
    return _repaired(words) or _as_written(words)


def is_known_flur(gemarkung: str, flur: str) -> bool:
    """Whether the Gemarkung has that Flur today; a letter or Roman number it has not."""
    return flur.isdecimal() and any(
        int(flur) in district.fluren for district in gazetteer().named(gemarkung)
    )


def _is_name(words: tuple[str, ...]) -> bool:
    """Whether words can be a name: letters, and between them signs that names have."""
    return (
        words[0][:1].isupper()
        and (words[-1].isalpha() or words[-1] == ")")
        and all(word.isalpha() or word in "-/()." for word in words)
    )


def _key(name: str) -> str:
    return fold_name(skeleton(name))


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Official names by every spelling of them."""
    found: dict[str, tuple[str, ...]] = {}
    for district in gazetteer().gemarkungen:
        for spelling in (district.name, *district.aliases):
            found[_key(spelling)] = tuple(g.name for g in gazetteer().named(spelling))
    return found


@cache
def _full_names() -> dict[str, tuple[str, ...]]:
    """Official names by every spelling with its umlauts spelled out."""
    return {
        fold_name(spelling): tuple(g.name for g in gazetteer().named(spelling))
        for district in gazetteer().gemarkungen
        for spelling in (district.name, *district.aliases)
    }


@cache
def _longest_name() -> int:
    """Words of the longest name: "Neukirchen b. Grevenbroich" has four."""

    def count(district: Gemarkung) -> int:
        return max(
            len(name.replace("-", " - ").replace("/", " / ").replace(".", " .").split())
            for name in (district.name, *district.aliases)
        )

    return max(map(count, gazetteer().gemarkungen)) + 2  # parentheses are words too


def _repaired(words: tuple[str, ...]) -> Named | None:
    """The only Gemarkung that a misread name can be."""
    for count in (3, 1):  # "Langst-Kierst" has three words
        name = "".join(words[:count])
        if len(_key(name)) < MIN_REPAIR or (count == 3 and words[1:2] != ("-",)):
            continue
        # "Dekoven" differs from "Oekoven" by a letter as it stands, by two without its umlaut.
        near = _near(_key(name), _names()) | _near(fold_name(name), _full_names())
        if near:
            candidates = tuple(dict.fromkeys(name for names in sorted(near) for name in names))
            return Named(name=candidates[0], words=min(count, len(words)), candidates=candidates)
    return _cut_off(words[0])


def _near(written: str, known: dict[str, tuple[str, ...]]) -> set[tuple[str, ...]]:
    allowed = 2 if len(written) >= LONG_NAME else 1
    return {
        names
        for spelling, names in known.items()
        if Levenshtein.distance(written, spelling, score_cutoff=allowed) <= allowed
    }


def _cut_off(word: str) -> Named | None:
    """The only Gemarkung that a name begins like whose end is lost: "Korschenbrc"."""
    start = _key(word)[:MIN_START]
    names = {names for key, names in _names().items() if key.startswith(start)}
    if len(start) < MIN_START or len(names) != 1:
        return None
    candidates = names.pop()
    return Named(name=candidates[0], words=1, candidates=candidates)


def _as_written(words: tuple[str, ...]) -> Named | None:
    """A name that the gazetteer does not know, with what hyphens tie to it."""
    if not words[0][0].isupper():
        return None
    count = 1
    while (
        words[count : count + 1] == ("-",)
        and words[count + 1 : count + 2]
        and words[count + 1][:1].isupper()
    ):
        count += 2
    return Named(name="".join(words[:count]), words=count, candidates=())
