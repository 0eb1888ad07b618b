"""The kind of encumbrance, told by weighted words and phrases."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from baulast.language import Both
from baulast.model import MAIN_KIND, DoubtReason, FieldName, Kind
from extract.fold import skeleton
from extract.reading import Problem, Reading
from extract.rules.tokens import Tokens

# A second kind that comes this close to the best could be meant as well; measured on wordings that
# the weights were not made for.
CLOSE = 0.6
# Words that tell where a way or a line leads, where somebody lives, or who declared: not the kind.
_LEADS_TO = (
    r"(?:\w*spielplatz\w*|trafo\w*|umspann\w*|klar(?:anlage|grube)\w*|\w*grube|\w*mull\w*|"
    r"\w*tonnen?|heiz\w*|hofstelle|gartnerei|fahrrad\w*|\w*schacht\w*|waschkuche|brunnen)"
)
ASIDE = tuple(
    map(
        re.compile,
        (
            rf"\b(?:zu[mr]|zu (?:de[mnr]|einer?|einem)|nach|bis|erreichen|erreichung|leerung|"
            rf"entleerung|abholung|wartung)(?: \w+){{0,2}}? {_LEADS_TO}(?: und \w+)?",
            # "Spielplatzstr. 3", "Am Spielplatz 4"; "Weg 3 m breit" is none
            r"\b\w+(?:str|strasse|gasse|allee)\b(?: \.)? \d+",
            r"(?:,|\bam|\ban der|\bim|\bin der) \w+(?:weg|platz|hof|garten) \d+"
            r"(?! (?:m|qm|x)\b| [,.] \d)",
            r"\b\w*erklarung (?:de[rs]|von)\b"
            r"(?: (?!(?:vom|uber|betreff\w*|betr\b|wegen|zu[rm]?|fur|auf)\b)\S+){1,14}?"
            r" (?:vom|v)\b",
        ),
    )
)
WEAK = 4.0  # less is no more than support for a kind that the words do not name


@dataclass(frozen=True, slots=True)
class Cue:
    kind: Kind
    weight: float
    pattern: re.Pattern[str]

    @property
    def is_phrase(self) -> bool:
        """Whether it needs more than one word to match."""
        return " " in self.pattern.pattern or ".{" in self.pattern.pattern


def read(tokens: Tokens) -> list[Reading]:
    """The likeliest kind, with the others as alternatives; nothing where no word tells."""
    told = _hits(tokens, _aside(tokens))
    hits = told or _hits(tokens, frozenset())
    scores: dict[Kind, float] = {}
    for cue in hits:
        scores[cue.kind] = scores.get(cue.kind, 0.0) + cue.weight
    ranked = _ranked(scores)
    if not ranked:
        return []
    best = ranked[0][0]
    strongest = max((cue for cue in hits if cue.kind is best), key=lambda cue: cue.weight)
    first, last = hits[strongest]
    return [
        Reading(
            name=FieldName.KIND,
            value=best,
            start=tokens.start[first],
            end=tokens.end[last],
            source="kind",
            problems=_problems(ranked, is_told=bool(told)),
            alternatives=tuple(str(kind) for kind, _ in ranked[1:3]),
        )
    ]


def kinds_named(text: str) -> frozenset[Kind]:
    """The main kinds that single words of a text name.

    >>> sorted(kinds_named("die Wegebaulast und die Stellplätze"))
    [<Kind.STELLPLATZ: 'STELLPLATZ'>, <Kind.ZUFAHRT: 'ZUFAHRT'>]
    """
    cues = (cue for word in re.findall(r"\w+", text) for cue in _cues_of_word(skeleton(word)))
    return frozenset(MAIN_KIND.get(cue.kind, cue.kind) for cue in cues if cue.weight >= WEAK)


def _aside(tokens: Tokens) -> frozenset[int]:
    """The words that stand for a place or a person."""
    text = " ".join(tokens.norm)
    spans = [match.span() for pattern in ASIDE for match in pattern.finditer(text)]
    words = [_words_at(tokens, start, end) for start, end in spans]
    return frozenset(place for first, last in words for place in range(first, last + 1))


def _hits(tokens: Tokens, aside: frozenset[int]) -> dict[Cue, tuple[int, int]]:
    """The cues that the text has, each with the first and last word of its first match.

    Words ``aside`` tell nothing alone.
    """
    hits: dict[Cue, tuple[int, int]] = {}
    for place, norm in enumerate(tokens.norm):
        for cue in () if place in aside else _cues_of_word(norm):
            hits.setdefault(cue, (place, place))
    text = " ".join(tokens.norm)
    for cue in _phrase_cues():
        found = (_words_at(tokens, *match.span()) for match in cue.pattern.finditer(text))
        told = (words for words in found if not aside.issuperset(range(words[0], words[1] + 1)))
        words = next(told, None)
        if words is not None:
            hits[cue] = words
    return hits


@lru_cache(maxsize=20_000)  # a town's vocabulary; most words have no cue
def _cues_of_word(norm: str) -> tuple[Cue, ...]:
    """The cues that one word alone decides."""
    return tuple(cue for cue in _cues() if not cue.is_phrase and cue.pattern.search(norm))


@cache
def _phrase_cues() -> tuple[Cue, ...]:
    return tuple(cue for cue in _cues() if cue.is_phrase)


def _ranked(scores: dict[Kind, float]) -> list[tuple[Kind, float]]:
    """The main kinds by what their special cases score together, each by its likeliest case."""
    families: dict[Kind, list[Kind]] = {}
    for kind in scores:
        if scores[kind] > 0:
            families.setdefault(MAIN_KIND.get(kind, kind), []).append(kind)
    ranked = [
        (max(kinds, key=lambda kind: scores[kind]), sum(scores[kind] for kind in kinds))
        for kinds in families.values()
    ]
    return sorted(ranked, key=lambda pair: -pair[1])


def _problems(ranked: list[tuple[Kind, float]], *, is_told: bool) -> tuple[Problem, ...]:
    """A doubt where a second kind comes close, or no word names the first but by the way."""
    (best, score), *others = ranked
    if is_told and score >= WEAK and (not others or others[0][1] < CLOSE * score):
        return ()
    detail = Both(f"Die Art ist unsicher: {best}", f"The kind is doubtful: {best}")
    if others:
        detail += Both(f" oder {others[0][0]}", f" or {others[0][0]}")
    return (Problem(reason=DoubtReason.AMBIGUOUS, detail=detail + "."),)


def _words_at(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """First and last of the words that characters of the joined norms belong to."""
    length = 0
    touched: list[int] = []
    for place, norm in enumerate(tokens.norm):
        if length < end and length + len(norm) > start:
            touched.append(place)
        length += len(norm) + 1
    return touched[0], touched[-1]


@cache
def _cues() -> tuple[Cue, ...]:
    table = tomllib.loads(files("extract").joinpath("data/kinds.toml").read_text("utf-8"))
    return tuple(
        Cue(Kind(name), float(weight), re.compile(pattern))
        for name, cues in table.items()
        for pattern, weight in cues
    )
