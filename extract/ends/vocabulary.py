"""The words that end an entry (domain notes 1.5): all patterns that look for an end are of these.

Alternatives of regular expressions, for text that is healed, in any case of letters. What a tier
says an end of, decides where it is heard.
"""

import re

DELETED = r"gel[öo]e?scht"
DELETION = r"l[öo]e?schung"
# Done to entries of a register alone.
STRUCK_OFF = rf"{DELETED}|getilgt|ausgetragen"
# Why an encumbrance may be deleted; it ends with its deletion alone (domain notes 0).
REASON = r"gegenstandslos|hinf[äa]e?llig"
# What becomes of entries and of other things as well: of permits, conditions, words of a wording.
ENDED = (
    rf"(?:{STRUCK_OFF}|{REASON}|aufgehoben|gestrichen|erloschen|entfallen|entf[äa]llt|weggefallen|"
    r"untergegangen|zur[üu]ckgenommen|abgeschrieben|ung[üu]ltig|au(?:ß|ss)er kraft)"
)
# What leads to an end, or is said for one where nothing but the entry is spoken of.
PERHAPS_ENDED = (
    r"verzicht|erledigt|aufhebung|widerrufen|entwertet|storniert|annull?iert|obsolet|kassiert|"
    r"\bnichtig|nicht mehr"
)
# What an order says that an official shall do.
TO_STRIKE_OFF = r"zu l[öo]schen|zu tilgen|auszutragen"
TO_END = rf"{TO_STRIKE_OFF}|aufzuheben|zu streichen"
# How wordings end, on what an end depends and what on it, and a form's blank that nobody filled in:
# "darf nur mit Zustimmung gelöscht werden", "nicht, bevor die Baulast gelöscht ist", "entfällt,
# wenn die Straße gebaut ist", "Wird es abgebrochen, so ist sie erloschen", "ist am .... gelöscht".
_WHEN = r"(?:wenn|sobald|falls|sofern)"
CONDITION = re.compile(
    rf"\b(?:kann|darf|können|dürfen)\b[^.;]{{0,100}}?{DELETED}\s+werden|"
    rf"\b(?:ohne\s+da(?:ß|ss)|bevor|ehe|bis|solange|{_WHEN})\b[^.;]{{0,100}}?"
    rf"{ENDED}\s+(?:ist|sind|wird|werden|wurden?|worden)\b|"
    rf"\b{ENDED}(?:\s+(?:ist|sind|wird|werden))?\s*,\s*{_WHEN}\b|"
    rf",\s*(?:so|dann)\s+(?:ist|sind|gilt|gelten|wird)\b[^.;]{{0,60}}?{ENDED}|"
    rf"\bbis\s+zur\s+{DELETION}\b(?!\s+(?:am|vom)\b)|"
    rf"\b(?:ist|wurde)\s+am[\W_]*{DELETED}\b(?:\s+worden)?",
    re.IGNORECASE,
)
# Done to a sheet; no entry is closed, a gate may be.
CLOSED = r"(?:geschlossen|umgeschrieben)"

# A blank for both: "Gelöscht oder geändert:". Which of them is true, says what was filled in.
_CHANGED = r"(?:ge[äa]e?ndert|[äa]e?nderung(?:en)?|erg[äa]nzt|erg[äa]nzung(?:en)?|berichtigt)"
_OR = r"\s*(?:/|oder|bzw\.?|und|u\.)\s*"
_GONE = rf"(?:{DELETED}|{DELETION}(?:en)?|gel\.)"
_EITHER = rf"\b(?:{_GONE}{_OR}{_CHANGED}\b|{_CHANGED}{_OR}{_GONE})"
EITHER = re.compile(_EITHER, re.IGNORECASE)
EITHER_ON = re.compile(rf"{_EITHER}\W*(?:(?:am|den|vom)\W*)?\d", re.IGNORECASE)
NEITHER_OR_CHANGED = re.compile(rf"{_EITHER}(?=\W*(?:$|{_CHANGED}))", re.IGNORECASE | re.MULTILINE)
