"""Parcels: Gemarkung, Flur and numbers put together, in whatever order a text names them."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from baulast.language import tr
from baulast.model import DoubtReason
from extract.gazetteer import Named, name_at
from extract.reading import Problem
from extract.rules.numbers import Number, is_measure, read_list
from extract.rules.words import NUMBER, WORD, Tokens

_ROMAN = re.compile(r"[IVXL]+")
BEHIND = "behind"  # marks that there is something, even where no word stands before it
# A word between Flur and number that shares half of its letters with a cue word was one.
LIKE_CUE = 0.5
SURE_CUE = 0.8  # one letter of five, two of ten: nothing else looks like that
MAX_LOST = 2  # words that a torn cue word is read as
_CUES = ("flurstuck", "flurstucke", "flst", "flstk", "parzelle", "parzellen")
LEADERS_REACH = 10  # words that a line of dots is misread as, at most
_LEADERS = {".", ":", ",", "…", "-"}
_ARTICLES = {
    "der",
    "des",
    "dem",
    "den",
    "die",
    "das",
    "im",
    "in",
    "vom",
    "von",
    "mit",
    "und",
    "zu",
    "zur",
    "auf",
    "an",
}
_BACK = {",", "(", ")", "alle", "samtliche", "samtlich", "beide", "jeweils", "je", "gelegen", "gelegene", "gelegenen",
         "in", "im", "der", "von", "auch"}  # fmt: skip
_CHAIN = {
    ",",
    ";",
    "+",
    "&",
    "(",
    ")",
    "die",
    "das",
    "der",
    "des",
    "dem",
    "den",
    "auch",
    "von",
    "mit",
    "nr",
    ".",
}


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
    whole: bool = False  # the whole Flur, but for what ``numbers`` listed: "Flur 10 ohne …"


@dataclass(frozen=True, slots=True)
class _Place:
    """A Gemarkung or a Flur where it is named."""

    gemarkung: Named | None
    flur: str | None
    first: int
    end: int
    is_doubtful: bool = False
    is_range: bool = False  # "Fluren 10 bis 14"


def groups(tokens: Tokens, *, taken: Set[int], range_cap: int) -> tuple[Group, ...]:
    """All groups of parcels that the text names, in its order, each with what is named beside it."""
    places, lists = _pieces(tokens, taken=taken, range_cap=range_cap)
    found = _placed(tokens, places, lists)
    return _chained(tokens, found)


def _pieces(tokens: Tokens, *, taken: Set[int], range_cap: int) -> tuple[list[_Place], list[Group]]:
    """Places and number lists, each in the order of the text."""
    places: list[_Place] = []
    lists: list[Group] = []
    place = 0
    while place < len(tokens):
        row = _table_rows(tokens, place, taken, range_cap)
        if row is not None:
            lists += row
            place = row[-1].end
            continue
        named = _gemarkung(tokens, place) if place not in taken else None
        flur = _flur(tokens, place) if named is None else None
        spot = named or flur
        if spot is not None:
            places.append(spot)
            place = spot.end
            if flur is not None and flur.is_range:
                lists.append(_whole(flur.first, flur.end))
            elif flur is not None:
                numbered = _numbered(tokens, place, taken, range_cap) or _cue_lost(
                    tokens, place, taken, range_cap
                )
                if numbered is not None:
                    lists.append(numbered)
                    place = numbered.end
            continue
        listed = _listed(tokens, place, taken, range_cap)
        if listed is None and tokens.tag[place] in {"FLUR", "GROUND"} and place not in taken:
            listed = _cue_lost(tokens, place + 1, taken, range_cap)
        if listed is not None:
            lists.append(listed)
            place = listed.end
            continue
        place += 1
    return places, lists


def _gemarkung(tokens: Tokens, place: int) -> _Place | None:
    """A Gemarkung named at ``place``: after its cue word, or a known name before a Flur."""
    if tokens.tag[place] == "GEM":
        first = _behind_leaders(tokens, _skip(tokens, place + 1, _LEADERS | {"(", "en", ")"}))
        if tokens.tag_at(first) in {"FLUR", "FST", "GEM"}:
            return None
        sure = not tokens.norm[place].startswith("gem") or tokens.norm[place] != "gem"
        named = name_at(tokens.text[first : first + 8], after_cue=sure)
        return named and _Place(named, None, place, first + named.words)
    if not tokens.text[place][:1].isupper() or tokens.tag[place] != WORD:
        return None
    return _named_before_flur(tokens, place) or _named_after_misread_cue(tokens, place)


def _named_before_flur(tokens: Tokens, place: int) -> _Place | None:
    """A name right before a Flur: a known one, or one that can only be misread from a known one."""
    words = tokens.text[place : place + 8]
    named = name_at(words, after_cue=False) or name_at(words, after_cue=True)
    if named is None or not named.candidates:
        return None
    end = place + named.words
    after = _skip(tokens, end, {",", "."})
    if tokens.tag_at(after) == "FLUR" and _flur(tokens, after) is not None:
        return _Place(named, None, place, end)
    return None


def _named_after_misread_cue(tokens: Tokens, place: int) -> _Place | None:
    """A name after a word that is nearly "Gemarkung": each proves the other."""
    if Levenshtein.distance(tokens.norm[place], "gemarkung", score_cutoff=2) > 2:
        return None
    first = _skip(tokens, place + 1, _LEADERS)
    named = name_at(tokens.text[first : first + 8], after_cue=True)
    if named is None or len(named.candidates) != 1:
        return None
    return _Place(named, None, place, first + named.words)


def _flur(tokens: Tokens, place: int) -> _Place | None:
    """A Flur with its number, Roman number or letter."""
    if tokens.tag[place] != "FLUR":
        return None
    first = _behind_leaders(tokens, _skip(tokens, place + 1, _LEADERS))
    if tokens.tag_at(first) == "NR":
        first = _skip(tokens, first + 1, _LEADERS)
    text = tokens.text_at(first)
    if tokens.tag_at(first) == NUMBER and tokens.norm[first].isdecimal():
        if tokens.tag_at(first + 1) == "UNIT" and tokens.norm[place] == "fl":
            return None
        until = _range_until(tokens, first + 1)
        flur = str(int(tokens.norm[first]))
        doubtful = not tokens.text[first].isdecimal()
        return _Place(None, flur, place, until or first + 1, doubtful, until is not None)
    if text in {"l", "|"}:
        return _Place(None, text, place, first + 1, True)
    if _ROMAN.fullmatch(text) or (len(text) == 1 and text.isalpha() and text.isupper()):
        return _Place(None, text, place, first + 1)
    return None


def _range_until(tokens: Tokens, place: int) -> int | None:
    """Behind "bis 14" in "Fluren 10 bis 14"; None if the Flur stands alone."""
    if tokens.tag_at(place) == "TO" and tokens.tag_at(place + 1) == NUMBER:
        return place + 2
    return None


def _whole(first: int, end: int) -> Group:
    return Group(
        numbers=(), gemarkung=None, flur=None, first=first, end=end, list_first=first, whole=True
    )  # fmt: skip


def _numbered(tokens: Tokens, place: int, taken: Set[int], range_cap: int) -> Group | None:
    """Numbers right after a Flur: "Flur 1 Nr. 69, 78 bis 84"."""
    first = _skip(tokens, place, {","})
    if tokens.tag_at(first) != "NR":
        return None
    listed = read_list(tokens, first, taken=taken, range_cap=range_cap)
    if not listed.numbers:
        return None
    return Group(
        numbers=listed.numbers, gemarkung=None, flur=None, first=first, end=listed.end,
        list_first=first,
    )  # fmt: skip


def _listed(tokens: Tokens, place: int, taken: Set[int], range_cap: int) -> Group | None:
    """Numbers after "Flurstück" or one of its abbreviations."""
    if tokens.tag[place] != "FST":
        return None
    first = _skip(tokens, place + 1, _LEADERS | {"(", ")", "e", "s", "en"})
    first = _behind_leaders(tokens, first)
    if tokens.tag_at(first) == "NR":
        first = _skip(tokens, first + 1, _LEADERS | {"(", ")", "n"})
    listed = read_list(tokens, first, taken=taken, range_cap=range_cap)
    if not listed.numbers:
        return None
    numbers = listed.numbers
    if _is_excluded(tokens, place):
        return _whole(place, listed.end)
    if tokens.norm_at(place - 1) == "aus":
        numbers = tuple(replace(number, part=True) for number in numbers)
    return Group(
        numbers=numbers, gemarkung=None, flur=None, first=place, end=listed.end, list_first=place,
        lineage=_is_lineage(tokens, place),
    )  # fmt: skip


def _cue_lost(tokens: Tokens, place: int, taken: Set[int], range_cap: int) -> Group | None:
    """Numbers after a word that must have been "Flurstück" and cannot be read: doubted.

    ``place`` is behind a Flur's number, a "Flur" without number, or "Grundstück".
    """
    word = _skip(tokens, place, {",", "."})
    first = word
    while first < word + MAX_LOST and tokens.tag_at(first) == WORD and first not in taken:
        first = _skip(tokens, first + 1, {".", "-"})
    if first == word or not _may_be_cue(tokens, place, word, first):
        return None
    first = first if tokens.tag_at(first) != "NR" else _skip(tokens, first + 1, {"."})
    if tokens.tag_at(first) != NUMBER:
        return None
    listed = read_list(tokens, first, taken=taken, range_cap=range_cap)
    if not listed.numbers or is_measure(tokens, listed.numbers[0]):
        return None
    numbers = listed.numbers
    if not _looks_like_cue(tokens, word, first, SURE_CUE):
        numbers = tuple(_without_cue(number, tokens.text[word:first]) for number in numbers)
    head = place - 1 if tokens.tag[place - 1] == "FLUR" else word
    return Group(
        numbers=numbers, gemarkung=None, flur=None, first=head, end=listed.end, list_first=word
    )  # fmt: skip


def _without_cue(number: Number, words: Sequence[str]) -> Number:
    """The number with a doubt whether it is a parcel's."""
    lost = " ".join(words)
    problem = Problem(
        reason=DoubtReason.ILLEGIBLE,
        detail=tr(
            f"Vor der Nummer steht wohl „Flurstück“: {lost}",
            f'The word before the number seems to be "Flurstück": {lost}',
        ),
    )
    return replace(number, problems=(*number.problems, problem))


def _may_be_cue(tokens: Tokens, place: int, word: int, end: int) -> bool:
    """Whether unknown words can be a misread "Flurstück": anything behind a Flur's number can."""
    if tokens.tag[place - 1] == NUMBER:
        return not set(tokens.norm[word:end]) & _ARTICLES
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
    while tokens.text_at(before) in {".", ":", "("} or tokens.tag_at(before) == "PART":
        before -= 1
    return tokens.tag_at(before) in {"FORMERLY", "NOW"}


def _table_rows(tokens: Tokens, place: int, taken: Set[int], range_cap: int) -> list[Group] | None:
    """Rows under the headings Gemarkung, Flur, Flurstück: "Kaarst 7 654"."""
    if tokens.tag[place] != "GEM":
        return None
    flur = _skip(tokens, place + 1, _LEADERS)
    if tokens.tag_at(flur) != "FLUR":
        return None
    heads = _skip(tokens, flur + 1, {"/", ".", ",", ":", "|"})
    if tokens.tag_at(heads) != "FST":
        return None
    stroke = "/" in tokens.text[flur:heads]
    rows: list[Group] = []
    start = heads + 1
    while start < len(tokens):
        named = name_at(tokens.text[start : start + 8], after_cue=False)
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
    first = _skip(tokens, flur + 1, {"/", "|"} if stroke else {"|"})
    is_flur = tokens.text_at(first) != "/"  # else "415/4": the Flur's cell was not read
    first = first if is_flur else flur
    listed = read_list(tokens, first, taken=taken, range_cap=range_cap)
    if not listed.numbers:
        return None
    return Group(
        numbers=listed.numbers,
        gemarkung=named,
        flur=str(int(tokens.norm[flur])) if is_flur else None,
        first=place,
        end=listed.end,
        list_first=first,
    )


def _placed(tokens: Tokens, places: list[_Place], lists: list[Group]) -> list[Group]:
    """The lists, each with the Gemarkung and Flur that stand before or behind it."""
    bounds = [(-1, -1), *((group.first, group.end) for group in lists), (len(tokens), len(tokens))]
    before: list[list[_Place]] = [[] for _ in lists]
    behind: list[list[_Place]] = [[] for _ in lists]
    for index in range(len(lists) + 1):
        left, right = bounds[index][1], bounds[index + 1][0]
        between = [p for p in places if left <= p.first and p.end <= right]
        back = _backward(
            tokens, lists[index - 1] if index else None, between, right, index < len(lists)
        )
        if index:
            behind[index - 1] = between[:back]
        if index < len(lists):
            before[index] = between[back:]
    return [_with_places(tokens, group, before[i], behind[i]) for i, group in enumerate(lists)]


def _backward(
    tokens: Tokens, group: Group | None, places: list[_Place], right: int, list_follows: bool
) -> int:
    """How many of ``places`` belong to the list before them and not to the one behind."""
    if group is None or not places:
        return 0
    end = group.end
    count = 0
    for place in places:
        gap = tokens.norm[end : place.first]
        if not set(gap) <= _BACK:
            break
        end = place.end
        count += 1
    if count == 0:
        return 0
    tied = set(tokens.norm[group.end : places[0].first]) & {
        "der",
        "in",
        "im",
        "(",
        "alle",
        "von",
        "beide",
    }
    if tied or not list_follows:
        return count
    leads_on = not set(tokens.norm[end:right]) - {",", "(", ":"} and count == len(places)
    return 0 if leads_on else count


def _with_places(tokens: Tokens, group: Group, before: list[_Place], behind: list[_Place]) -> Group:
    gemarkung, flur = group.gemarkung, group.flur
    doubtful = any(place.is_doubtful for place in (*before, *behind))
    first, end = group.first, group.end
    for place in before:  # the nearest counts; an older Flur ends with a new Gemarkung
        if place.gemarkung is not None:
            gemarkung, flur = place.gemarkung, None
            first = place.first
        else:
            first = first if gemarkung is not None and first < place.first else place.first
            flur = place.flur
    for place in behind:
        gemarkung = gemarkung or place.gemarkung
        flur = flur or place.flur
        end = max(end, place.end)
    return replace(
        group, gemarkung=gemarkung, flur=flur, first=first, end=end, behind=_words_behind(tokens, group, behind),
        doubtful_flur=doubtful,
    )  # fmt: skip


def _words_behind(tokens: Tokens, group: Group, behind: list[_Place]) -> frozenset[str]:
    if not behind:
        return frozenset()
    return frozenset(tokens.norm[group.end : behind[0].first]) | {BEHIND}


def _chained(tokens: Tokens, found: list[Group]) -> tuple[Group, ...]:
    """The groups with the words between them; enumerations told from new mentions."""
    chained = found[:1]
    for left, right in pairwise(found):
        gap = tokens.norm[left.end : right.first]
        tags = tokens.tag[left.end : right.first]
        is_chain = all(
            word in _CHAIN or tag in {"AND", "GROUND", "NR", "FST", "TO"}
            for word, tag in zip(gap, tags, strict=True)
        )
        chained.append(replace(right, chained=is_chain and not right.lineage))
    return tuple(chained)


def _behind_leaders(tokens: Tokens, place: int) -> int:
    """Behind misread dot leaders: "FLUR. ss 2...: 30"; ``place`` where there are none."""
    if tokens.text_at(place - 1) not in {".", "…"}:
        return place
    for colon in range(place, min(place + LEADERS_REACH, len(tokens))):
        if tokens.tag[colon] in {"GEM", "FLUR", "FST"}:
            return place
        if tokens.text[colon] == ":" and tokens.text[colon - 1] == ".":
            return colon + 1
    return place


def _skip(tokens: Tokens, place: int, signs: Set[str]) -> int:
    while tokens.norm_at(place) in signs and tokens.text_at(place):
        place += 1
    return place
