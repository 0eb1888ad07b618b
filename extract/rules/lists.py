"""Lists of parcel numbers where a text announces them: by a word, a Flur, or a table's heading."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from baulast.language import Both
from baulast.model import DoubtReason
from extract.gazetteer import Named, is_known_flur, name_at
from extract.reading import Problem
from extract.rules.numbers import OF_LINEAGE, read_list, read_run
from extract.rules.parcel_number import Number, is_measure
from extract.rules.places import NAME_REACH, Place
from extract.rules.tokens import LEADERS, Tokens
from extract.rules.words import NUMBER, WORD

# A word between Flur and number that shares half of its letters with a cue word was one.
LIKE_CUE = 0.5
SURE_CUE = 0.8  # one letter of five, two of ten: nothing else looks like that
MAX_LOST = 2  # words that a torn cue word is read as
PLURALS = frozenset({"flurstucke", "flurstucken", "parzellen"})
_CUES = ("flurstuck", "flurstucke", "flst", "flstk", "parzelle", "parzellen")
_FUNCTION_WORDS = frozenset(
    {"der", "des", "dem", "den", "die", "das", "im", "in", "vom", "von", "mit", "und", "zu", "zur",
     "auf", "an", "seite", "band"}  # "Flur 6   Seite 2"
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Numbers that stand in one Gemarkung and Flur; ``first`` and ``end`` are places of words."""

    numbers: tuple[Number, ...]
    gemarkung: Named | None  # None: not named beside these numbers
    flur: str | None
    first: int  # of all that belongs to it
    end: int
    list_first: int  # of the cue word before the numbers
    chained: bool = False  # goes on an enumeration with the group before
    lineage: bool = False  # "früher 12", "jetzt 1012": not of today or not of then
    behind: frozenset[str] = frozenset()  # words before a Gemarkung or Flur behind the numbers
    doubtful_flur: bool = False  # the Flur's digits were put right
    torn_flur: bool = False  # more digits follow the Flur's, with a blank between
    unread_flur: str | None = None  # stands where the Flur would, and cannot be told for one
    place_nearby: bool = False  # a Gemarkung or Flur follows that no words tie to these numbers
    whole: bool = False  # the whole Flur, but for what ``numbers`` listed: "Flur 10 ohne …"


def whole_flur(first: int, end: int) -> Group:
    """A Flur without a list of its parcels."""
    return Group(
        numbers=(), gemarkung=None, flur=None, first=first, end=end, list_first=first, whole=True
    )  # fmt: skip


def numbered(tokens: Tokens, place: int, taken: Set[int], range_cap: int) -> Group | None:
    """Numbers right after a Flur: "Flur 1 Nr. 69, 78 bis 84"."""
    first = tokens.skip(place, {","})
    if tokens.tag_at(first) != "NR":
        return None
    return _bare(tokens, first, taken, range_cap)


def _bare(tokens: Tokens, first: int, taken: Set[int], range_cap: int) -> Group | None:
    """The numbers that begin at a word, of a Flur that is named elsewhere."""
    found = read_list(tokens, first, taken=taken, range_cap=range_cap)
    if not found.numbers:
        return None
    return Group(
        numbers=found.numbers, gemarkung=None, flur=None, first=first, end=found.end,
        list_first=first,
    )  # fmt: skip


def between_slashes(
    tokens: Tokens, place: int, taken: Set[int], range_cap: int
) -> tuple[list[Place], Group] | None:
    """Gemarkung, Flur and numbers parted by strokes alone: "Norf / 12 / 345, 346"."""
    if tokens.tag_at(place) != WORD or not tokens.text_at(place)[:1].isupper():
        return None
    named = name_at(tokens.text[place : place + NAME_REACH], after_cue=False)
    if named is None or len(named.candidates) != 1:
        return None
    end = place + named.words
    strokes = tokens.text_at(end), tokens.text_at(end + 2)
    if strokes != ("/", "/") or tokens.tag_at(end + 1) != NUMBER:
        return None
    found = read_list(tokens, end + 3, taken=taken, range_cap=range_cap)
    flur = tokens.norm[end + 1]
    if not found.numbers or not flur.isdecimal():
        return None
    doubtful = not tokens.text[end + 1].isdecimal()
    places = [
        Place(named, None, place, end),
        Place(None, str(int(flur)), end, end + 2, doubtful),
    ]
    group = Group(
        numbers=found.numbers, gemarkung=None, flur=None, first=end + 3, end=found.end,
        list_first=end + 3,
    )  # fmt: skip
    return places, group


def in_cell(
    tokens: Tokens, place: int, taken: Set[int], range_cap: int
) -> tuple[list[Place], Group] | None:
    """Gemarkung, Flur and numbers as the cell of a column for plots has them: "Kaarst 20/913".

    A number behind the same Flur again is one of its parcels: "20/913, 20/914".
    """
    if not of_cell(tokens, place) or not tokens.text_at(place)[:1].isupper():
        return None
    named = name_at(tokens.text[place : place + NAME_REACH], after_cue=False)
    if named is None or len(named.candidates) != 1:
        return None
    first = tokens.skip(place + named.words, {","})
    flur = tokens.norm_at(first)
    if tokens.tag_at(first) != NUMBER or tokens.text_at(first + 1) not in {"/", ","}:
        return None
    found = read_list(tokens, first + 2, taken=taken, range_cap=range_cap)
    if not found.numbers or not is_known_flur(named.name, flur):
        return None
    places = [
        Place(named, None, place, place + named.words),
        Place(None, str(int(flur)), first, first + 2, flur != tokens.text[first]),
    ]
    numbers = tuple(
        replace(number, zaehler=number.nenner, nenner=None)
        if number.nenner is not None and number.zaehler == int(flur)
        else number
        for number in found.numbers
    )
    return places, Group(
        numbers=numbers, gemarkung=None, flur=None, first=first + 2, end=found.end,
        list_first=first + 2,
    )  # fmt: skip


def below_flur(tokens: Tokens, place: int, taken: Set[int], range_cap: int) -> Group | None:
    """Numbers right behind or below a Flur in the cell of a column for plots: "Flur 14 / 391"."""
    first = tokens.skip(place, {",", ":", "/"})
    if tokens.tag_at(first) != NUMBER or not of_cell(tokens, place):
        return None
    return _bare(tokens, first, taken, range_cap)


def of_cell(tokens: Tokens, place: int) -> bool:
    """Whether all words up to ``place`` are those of a column for one side: names and numbers."""
    if tokens.norm_at(0) not in {"belastet", "begunstigt"} or tokens.text_at(1) != ":":
        return False
    return all(
        tag != WORD or not text[0].isalpha() or text[0].isupper()
        for tag, text in zip(tokens.tag[2:place], tokens.text[2:place], strict=True)
    )


def listed(tokens: Tokens, place: int, taken: Set[int], range_cap: int) -> Group | None:
    """Numbers after "Flurstück" or one of its abbreviations."""
    if tokens.tag[place] != "FST":
        return None
    first = tokens.value_place(place + 1, LEADERS | {"(", ")", "e", "s", "en"})
    if tokens.tag_at(first) == "NR":
        first = tokens.skip(first + 1, LEADERS | {"(", ")", "n"})
    found = read_list(tokens, first, taken=taken, range_cap=range_cap)
    if tokens.norm[place] in PLURALS:
        found = read_run(tokens, first, taken=taken, range_cap=range_cap) or found
    if not found.numbers:
        return None
    numbers = found.numbers
    if _is_excluded(tokens, place):
        return whole_flur(place, found.end)
    if tokens.norm_at(place - 1) == "aus":
        numbers = tuple(replace(number, part=True) for number in numbers)
    return Group(
        numbers=numbers, gemarkung=None, flur=None, first=place, end=found.end, list_first=place,
        lineage=_is_lineage(tokens, place),
    )  # fmt: skip


def cue_lost(tokens: Tokens, place: int, taken: Set[int], range_cap: int) -> Group | None:
    """Numbers after a word that must have been "Flurstück" and cannot be read: doubted.

    ``place`` is behind a Flur's number, a "Flur" without number, or "Grundstück".
    """
    word = tokens.skip(place, {",", "."})
    first = word
    while first < word + MAX_LOST and tokens.tag_at(first) == WORD and first not in taken:
        first = tokens.skip(first + 1, {".", "-"})
    if first == word or not _may_be_cue(tokens, place, word, first):
        return None
    first = first if tokens.tag_at(first) != "NR" else tokens.skip(first + 1, {"."})
    if tokens.tag_at(first) != NUMBER:
        return None
    found = read_list(tokens, first, taken=taken, range_cap=range_cap)
    if not found.numbers or is_measure(tokens, found.numbers[0]):
        return None
    numbers = found.numbers
    if not _looks_like_cue(tokens, word, first, SURE_CUE):
        numbers = tuple(_without_cue(number, tokens.text[word:first]) for number in numbers)
    head = place - 1 if tokens.tag[place - 1] == "FLUR" else word
    return Group(
        numbers=numbers, gemarkung=None, flur=None, first=head, end=found.end, list_first=word
    )  # fmt: skip


def _without_cue(number: Number, words: Sequence[str]) -> Number:
    """The number with a doubt whether it is a parcel's."""
    lost = " ".join(words)
    problem = Problem(
        reason=DoubtReason.ILLEGIBLE,
        detail=Both(
            f"Vor der Nummer steht wohl „Flurstück“: {lost}",
            f'The word before the number seems to be "Flurstück": {lost}',
        ),
        is_of_cue=True,
    )
    return replace(number, problems=(*number.problems, problem))


def _may_be_cue(tokens: Tokens, place: int, word: int, end: int) -> bool:
    """Whether unknown words can be a misread "Flurstück": anything behind a Flur's number can."""
    if tokens.tag[place - 1] == NUMBER:
        return not set(tokens.norm[word:end]) & _FUNCTION_WORDS
    head = place - 1 if tokens.tag[place - 1] == "FLUR" else word
    return _looks_like_cue(tokens, head, end, LIKE_CUE)


def _looks_like_cue(tokens: Tokens, first: int, end: int, similarity: float) -> bool:
    letters = "".join(norm for norm in tokens.norm[first:end] if norm.isalpha())
    return any(Levenshtein.normalized_similarity(letters, cue) >= similarity for cue in _CUES)


def _is_excluded(tokens: Tokens, place: int) -> bool:
    """Whether "ohne" stands before the cue word: "Flur 8 ohne die Flurstücke"."""
    before = place - 1
    while tokens.norm_at(before) in {"die", "das", "der", "den"}:
        before -= 1
    return tokens.tag_at(before) == "WITHOUT"


def _is_lineage(tokens: Tokens, place: int) -> bool:
    before = place - 1
    while tokens.norm_at(before) in OF_LINEAGE | {"("} or tokens.tag_at(before) == "PART":
        before -= 1
    if tokens.norm_at(before) in {"stelle", "anstelle"}:  # "an die Stelle der Flurstücke 12 und 13"
        return True
    return tokens.tag_at(before) in {"FORMERLY", "NOW"}


def table_rows(tokens: Tokens, place: int, taken: Set[int], range_cap: int) -> list[Group] | None:
    """Rows under the headings Gemarkung, Flur, Flurstück: "Kaarst 7 654"."""
    if tokens.tag[place] != "GEM":
        return None
    flur = tokens.skip(place + 1, LEADERS)
    if tokens.tag_at(flur) != "FLUR":
        return None
    heads = tokens.skip(flur + 1, {"/", ".", ",", ":", "|"})
    if tokens.tag_at(heads) != "FST":
        return None
    stroke = "/" in tokens.text[flur:heads]
    rows: list[Group] = []
    start = heads + 1
    while start < len(tokens):
        named = name_at(tokens.text[start : start + NAME_REACH], after_cue=False)
        row = named and _table_row(tokens, start, named, stroke, taken, range_cap)
        if row:
            rows.append(row)
            start = row.end
        elif rows and tokens.tag_at(start) in {"GEM", "FLUR", "FST"}:
            break
        else:
            start += 1
    return rows or None


def _table_row(
    tokens: Tokens, place: int, named: Named, stroke: bool, taken: Set[int], range_cap: int
) -> Group | None:
    """A row of the table; ``stroke``: its heading parts Flur and Flurstück with one as well."""
    flur = place + named.words
    if tokens.tag_at(flur) != NUMBER or not tokens.norm[flur].isdecimal():
        return None
    first = tokens.skip(flur + 1, {"/", "|"} if stroke else {"|"})
    is_flur = tokens.text_at(first) != "/"  # else "415/4": the Flur's cell was not read
    first = first if is_flur else flur
    found = read_list(tokens, first, taken=taken, range_cap=range_cap)
    if not found.numbers:
        return None
    return Group(
        numbers=found.numbers,
        gemarkung=named,
        flur=str(int(tokens.norm[flur])) if is_flur else None,
        first=place,
        end=found.end,
        list_first=first,
    )
