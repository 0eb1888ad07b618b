"""The words that end an entry (domain notes 1.5): all patterns that look for an end are of these.

Alternatives of regular expressions, for text that is healed, in any case of letters. What a tier
says an end of, decides where it is heard.
"""

DELETED = r"gel[öo]e?scht"
DELETION = r"l[öo]e?schung"
# Done to entries of a register alone.
STRUCK_OFF = rf"{DELETED}|getilgt|ausgetragen"
# Why an encumbrance may be deleted; it ends with its deletion alone (domain notes 0).
REASON = r"gegenstandslos|hinf[äa]e?llig"
# What becomes of entries and of other things as well: of permits, conditions, words of a wording.
ENDED = (
    rf"(?:{STRUCK_OFF}|{REASON}|aufgehoben|gestrichen|erloschen|entfallen|entf[äa]llt|weggefallen|"
    r"zur[üu]ckgenommen|abgeschrieben|ung[üu]ltig|au(?:ß|ss)er kraft)"
)
# What leads to an end, or is said for one where nothing but the entry is spoken of.
PERHAPS_ENDED = (
    r"verzicht|erledigt|aufhebung|widerrufen|entwertet|storniert|annull?iert|obsolet|kassiert|"
    r"\bnichtig|nicht mehr"
)
# What an order says that an official shall do.
TO_STRIKE_OFF = r"zu l[öo]schen|zu tilgen|auszutragen"
TO_END = rf"{TO_STRIKE_OFF}|aufzuheben|zu streichen"
# Done to a sheet; no entry is closed, a gate may be.
CLOSED = r"(?:geschlossen|umgeschrieben)"
