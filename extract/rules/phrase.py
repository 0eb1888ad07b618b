"""The noun phrase around a mention of parcels, and the words that lead up to it."""

from dataclasses import dataclass

from extract.rules.tokens import Tokens
from extract.rules.words import WORD

REACH = 14  # words that can stand between what governs a parcel and the parcel
_ARTICLES = frozenset(
    {
        "der", "die", "das", "des", "dem", "den", "ein", "einem", "eines", "einer", "einen",
        "eine", "mein", "meinem", "meines", "meine", "meinen", "meiner", "unser", "unserem",
        "unseres", "unsere", "unseren", "unserer", "ihr", "ihrem", "ihres", "ihre", "ihren",
        "ihrer", "sein", "seinem", "seines", "seine", "seinen", "beide", "beiden", "zum", "zur",
        "vom", "im", "am",
    }
)  # fmt: skip
# Words that end like adjectives and govern the phrase instead.
_NO_ADJECTIVES = frozenset(
    {
        "uber", "unter", "hinter", "neben", "gegenuber", "zwischen", "gegen", "ohne", "bei",
        "oder", "aber", "sowie", "zugunsten", "zulasten", "gunsten", "lasten", "werden", "wurden",
        "haben", "konnen", "durfen", "mussen", "sollen", "dessen", "deren", "unterliegen",
        "dienen", "liegen", "stehen", "eigentumer", "eigentumers", "eigentumern",
    }
)  # fmt: skip
_ABBREVIATIONS = frozenset({"eingetr", "einget", "eintr", "flurst", "flstk", "gemkg", "teilw"})
_ENDINGS = ("en", "em", "es", "e", "er", "lich", "warts", "jeweils", "hiermit")
_NOUNS = frozenset({"GROUND", "FST"})  # "auf den Flurstücken Gemarkung Norf, Flur 4, Flurst. 1"
_FILLERS = frozenset({",", ":", "-", "(", '"', "/"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """``lead`` are the norms before the noun phrase, ``np`` those of the phrase itself."""

    lead: str
    np: str
    behind: str

    @property
    def text(self) -> str:
        """Lead, phrase and what follows as "lead | np # behind": how the cues of role.py see it."""
        return " ".join(f"{self.lead} | {self.np} # {self.behind} ".split()) + " "


def phrase_at(tokens: Tokens, first: int, end: int, *, floor: int, ceiling: int) -> Phrase:
    """The phrase that leads to the words ``first`` to ``end``.

    ``floor`` is where the mention before ends, ``ceiling`` where the next one begins.
    """
    start = _np_start(tokens, first, floor)
    lead = max(floor, start - REACH, clause_start(tokens, floor, start))
    return Phrase(
        lead=tokens.joined(lead, start),
        np=tokens.joined(start, first),
        behind=tokens.joined(end, min(ceiling, end + REACH)),
    )


def _np_start(tokens: Tokens, first: int, floor: int) -> int:
    """Where the noun phrase begins: head noun, adjectives and article read from the right."""
    place = first
    while place > floor and (tokens.tag[place - 1] in _NOUNS or tokens.norm[place - 1] in _FILLERS):
        place -= 1
    while place > floor and _is_adjective(tokens, place - 1):
        place -= 1
    if place > floor and tokens.norm[place - 1] in _ARTICLES:
        place -= 1
    return place


def _is_adjective(tokens: Tokens, place: int) -> bool:
    text, norm = tokens.text[place], tokens.norm[place]
    return (
        text[0].islower()
        and len(norm) >= 4
        and norm.endswith(_ENDINGS)
        and norm not in _ARTICLES
        and norm not in _NO_ADJECTIVES
        and tokens.tag[place] == WORD
    )


def clause_start(tokens: Tokens, floor: int, start: int) -> int:
    """Behind the last full stop or semicolon that ends a sentence before ``start``."""
    for place in range(start - 1, floor, -1):
        if tokens.text[place] in {".", ";"} and ends_sentence(tokens, place):
            return place + 1
    return floor


def ends_sentence(tokens: Tokens, place: int) -> bool:
    """Whether the full stop at ``place`` ends a sentence, and no abbreviation."""
    before, after = tokens.text[place - 1], tokens.text_at(place + 1)
    return (
        tokens.spaced[place]
        and (after[:1].isupper() or _is_item(tokens, place + 1))
        and before.isalpha()
        and len(before) > 4  # shorter ones are abbreviations: "Abs.", "Flst."
        and tokens.norm[place - 1] not in _ABBREVIATIONS
    )


def _is_item(tokens: Tokens, place: int) -> bool:
    """Whether a list's next item begins: "… Erklärung. 3) Vollzug ist erfolgt"."""
    return tokens.text_at(place).isdecimal() and tokens.text_at(place + 1) == ")"
