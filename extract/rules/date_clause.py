"""What was done on a day, told by the verb that ends its clause.

German prose has it last: "Die Last ist am 10.2.1967 vom Eigentümer nach § 99 BauO NW vom 25.6.1962
übernommen und am 20.3.1967 in dieses Verzeichnis eingetragen worden."
"""

import re
from collections.abc import Set

from baulast.model import FieldName
from extract.rules.phrase import ends_sentence
from extract.rules.tokens import Tokens

REACH = 30  # words of a clause, a law with its day and source among them
DONE = {
    **dict.fromkeys(
        ("ubernommen", "erklart", "abgegeben", "verpflichtet", "bewilligt"), FieldName.DECLARED_ON
    ),
    **dict.fromkeys(("eingetragen", "eingeschrieben"), FieldName.REGISTERED_ON),
    # not "gestrichen": words and plots are, too
    **dict.fromkeys(("geloscht", "getilgt", "ausgetragen"), FieldName.DELETED_ON),
}
# Anything else that was done: "gestellt", "angezeigt", "verkauft", "vermessen"; not "genannten".
PARTICIPLE = re.compile(r"(?:\w{0,5}ge|be|ver|er|ent|uber|unter)\w{2,}(?<!te)(?:t|en)")
# What is known, and what offices and owners do that leaves an entry as it was; of "herabgesetzt"
# nobody knows.
KNOWN = frozenset(
    {
        *DONE,
        *("angezeigt", "gestellt", "beantragt", "mitgeteilt", "benachrichtigt", "beglaubigt"),
        *("gepruft", "erteilt", "ubersandt", "verkauft", "vermessen", "verhandelt"),
    }
)
# "die am 4.6.1979 nach § 99 BauO NW abgegebene Erklärung": an act named by how it was done.
_GIVEN = re.compile(
    r"(?:abgegeben|ubernommen|erklart|unterzeichnet|unterschrieben|geleistet|bewilligt)e[nr]?"
)
_ACT = re.compile(r"\w*(?:erklarung|verpflichtung|baulast|last|bewilligung|zusage)(?:en)?")
_OPENED = re.compile(
    r"\b(?:der|die|den|diese[nr]?|eine[nr]?|seine[nr]?|ihre[nr]?)"
    r"(?: (?!ist|sind|war|wurden?|wird|hat|haben)\w+){0,4} am$"
)
# Behind "Erklärung", a verb by which it is made; "vermerkt am", "geprüft am" is of something else.
_MADE = frozenset(
    {
        *("abgegeben", "ubernommen", "erklart", "unterzeichnet", "unterschrieben", "geleistet"),
        *("bewilligt", "beurkundet", "errichtet", "aufgenommen", "ausgestellt", "gegeben"),
        *("verpflichtet", "erfolgt", "vollzogen", "gefertigt", "verhandelt"),
    }
)
_LAST_VERB = re.compile(r"\b(\w+)(?: worden)?(?: am| den)?(?: :)?$")
OTHER_BOOKS = ("grundbuch", "katasterbuch", "liegenschaftsbuch")  # one is entered there, too
_BINDS = frozenset({"und", "sowie", ","})  # before the verb of another clause


def done_on(tokens: Tokens, end: int, days: Set[int]) -> tuple[str, FieldName] | None:
    """The verb behind a day and the role that it gives; OTHER_DATE for other verbs.

    ``days`` are the words of all dates: a day "am" which something else was done ends the clause.
    """
    is_elsewhere = False
    for place in range(end, min(end + REACH, len(tokens))):
        norm = tokens.norm[place]
        if norm == ";" or (norm == "." and ends_sentence(tokens, place)):
            return None
        if place in days and tokens.norm[place - 1] == "am":
            return None
        is_elsewhere = is_elsewhere or norm.startswith(OTHER_BOOKS)
        if not tokens.text[place][0].islower() or place in days:
            continue
        if norm in DONE or PARTICIPLE.fullmatch(norm):
            is_anothers = place > end and tokens.norm[place - 1] in _BINDS
            role = FieldName.OTHER_DATE if is_elsewhere else DONE.get(norm, FieldName.OTHER_DATE)
            return None if is_anothers else (norm, role)
    return None


def is_given_act(before: str, tokens: Tokens, end: int, days: Set[int]) -> bool:
    """Whether the noun that a day belongs to is a declaration: "die am 4.6.79 … abgegebene …".

    ``before`` are the words that lead to the day, which ends before the word at ``end``.
    """
    if not _OPENED.search(before):
        return False
    for place in range(end, min(end + REACH, len(tokens) - 1)):
        norm = tokens.norm[place]
        if norm == ";" or (norm == "." and ends_sentence(tokens, place)):
            return False
        if place in days and tokens.norm[place - 1] == "am":
            return False
        if _GIVEN.fullmatch(norm):
            return bool(_ACT.fullmatch(tokens.norm[place + 1]))
    return False


def is_another_act(before: str) -> bool:
    """Whether the verb right before a day says that no declaration was made on it.

    >>> is_another_act("erklarung liegt vor , vermerkt am"), is_another_act("erklarung vom")
    (True, False)
    """
    verb = _LAST_VERB.search(before)
    return bool(verb and PARTICIPLE.fullmatch(verb[1]) and verb[1] not in _MADE)
