"""Which of the parcels that a sentence names only tell where something is, or what is left out.

"Auf Flurstück 20 ist längs der Grenze zu Flurstück 33 ein Weg für Flurstück 30 freizuhalten": it
burdens 20 for 30. A place may be how the served plot is named, too; beside both sides it is not.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.rules.tokens import Tokens

SERVED = -5.0  # a clear usage: "für das Bauvorhaben auf Flurstück 220"
# Patterns see "lead | noun phrase # words behind", as data/roles.toml has them.
BORDERING = re.compile(r"\b(?:grenzt|grenzen|stosst|stossen)(?: \w+)? an \|")
BESIDE = re.compile(
    r"\b(?:neben|zwischen|langs|grenzend\w* an|angrenzend an) \||\ban \| [^#]*# (?:an)?grenzend"
)
# "Zwischen Flurstück 20 und der Halle auf Flurstück 30": the sheet's own plot is a side of it.
BETWEEN = re.compile(r"\bzwischen \|")
# Where: at its border or corner, opposite, up to, north of, as high as what is there. What lies in
# front of a house or is reached across a plot may be burdened too: that is for a person.
PLACE = re.compile(
    r"\bgrenzen?(?: (?:zu|mit|von|gegen))? \||\becke(?: von)? \||\bgegenuber(?: von)? \||"
    r"\b(?:nord|sud|ost|west)\w*lich(?: von)? \||\bbis(?: (?:an|zu))? \||"
    r"\bab ?stand\w* (?:zu|von) \||\bgegen \||\bim anschluss an (?:\w+ ){0,3}\||"
    r"\b\w+ wie (?:\w+ ){0,3}\|"
)
# What is not meant: left out, replaced, somebody's consent, another encumbrance.
EXCLUDED = re.compile(
    r"\b(?:nicht|ohne|ausser)(?: (?:jedoch|aber|auch))? (?:(?:fur|zu ?gunsten|zu ?lasten) )?\||"
    r"\b(?:statt|anstatt|anstelle)(?: (?:auf|von))? \||"
    r"# (?:bleib\w+|wird|werden) (?:hiervon |davon )?(?:unberuhrt|nicht beruhrt)\b|"
    r"# (?:haben|hat|wurden?|sind|ist) (?:\w+ ){0,4}?"
    r"(?:zugestimmt|(?:an)?gehort|einverstanden|beteiligt|benachrichtigt|unterrichtet|informiert)\b|"
    r"# stimm\w+ (?:\w+ ){0,3}zu\b|"
    # whose owner has another plot as well: "der auch Flurstück 33 besitzt", "dem auch 33 gehört"
    r"\b(?:der|die|dem|denen|welche[rmn]?) (?:auch|zugleich|ebenfalls) \| [^#]*# (?:\w+ ){0,2}"
    r"(?:besitz\w+|gehor\w+|hat|haben|innehat|innehaben|bewirtschaft\w+|gepachtet)\b|"
    r"\b(?:der|die|welcher?) (?:auch|zugleich|ebenfalls) (?:\w+ )?"
    r"(?:eigentumer|besitzer|inhaber)\w*(?: (?:von|des|der))? \||"
    r"\b(?:zustimmung|einverstandnis|einvernehmen|einwilligung|anhorung)\w*(?: \w+){0,5} \||"
    r"\bzugleich (?:auch )?eigentumer\w*(?: (?:von|des|der))? \||\bvertreten durch (?:\w+ ){0,4}\||"
    r"\bwohnhaft (?:\w+ ){0,3}\||\bantrag (?:\w+ ){0,4}\||"
    r"\b(?:tragt|tragen|zahlt|zahlen|unterhalt|unterhalten)\b (?:\w+ ){0,4}\||"
    r"# (?:zu )?(?:unterhalten|getragen|erstattet|bezahlt)\b|"
    r"# (?:hat|haben|besitzt|verfugt) (?:\w+ ){0,3}eigene"
)
APART = re.compile(
    r"# gehor\w+ nicht dazu\b|# (?:ist|sind|wird|werden|bleib\w+) (?:\w+ )?(?:ausgenommen|"
    r"nicht (?:belastet|betroffen|beteiligt|begunstigt|einbezogen|erfasst))\b"
)
OPENERS = frozenset(
    {
        *("Das", "Der", "Die", "Ein", "Eine", "Es", "Dieses", "Diese", "Dieser", "Daneben"),
        *("Zusätzlich", "Außerdem", "Ferner", "Im", "Zur", "Für", "Auf", "Durch", "Eingetragen"),
        *("Erklärung", "Az", "Zugunsten", "Verpflichtungserklärung"),
    }
)
SERVITUDE = re.compile(r"dienstbarkeit|\breallast|\bnie(?:ss|s)brauch|\babt(?:eilung)?(?: \.)? i")


def aside(
    tokens: Tokens,
    firsts: Sequence[int],
    texts: Sequence[str],
    scores: Sequence[float],
    listed: Sequence[bool],
    *,
    has_own: bool,
) -> frozenset[int]:
    """The groups of parcels that are on no side; ``firsts`` and ``texts`` are theirs.

    ``listed`` says which are the sheet's own; ``has_own`` that the sheet's own plot is burdened,
    whatever the words name.
    """
    beside = [
        bool(BESIDE.search(text)) and not (is_own and BETWEEN.search(text))
        for text, is_own in zip(texts, listed, strict=True)
    ]
    places = [at or bool(PLACE.search(text)) for at, text in zip(beside, texts, strict=True)]
    excluded = [bool(EXCLUDED.search(text)) for text in texts]
    sides = [s for s, at, out in zip(scores, places, excluded, strict=True) if not (at or out)]
    is_served = any(score <= SERVED for score in sides)
    is_told = is_served and (has_own or any(score > 0 for score in sides))
    return frozenset(
        index
        for index, text in enumerate(texts)
        if BORDERING.search(text)
        or APART.search(text)
        or (beside[index] and is_served)
        or ((places[index] or excluded[index]) and is_told)
        or (index and _is_servitude(tokens, firsts[index]))
    )


def _is_servitude(tokens: Tokens, place: int) -> bool:
    """Whether a sentence behind the first speaks of a right in the land register: no Baulast."""
    opens = [0, *(n + 1 for n in range(len(tokens) - 1) if _opens(tokens, n)), len(tokens)]
    start, end = next((a, b) for a, b in pairwise(opens) if a <= place < b)
    return start > 0 and bool(SERVITUDE.search(tokens.joined(start, end)))


def _opens(tokens: Tokens, place: int) -> bool:
    """Whether a full stop ends a sentence: a word follows with which only sentences begin."""
    return tokens.text[place] in {".", ";"} and tokens.text[place + 1] in OPENERS
