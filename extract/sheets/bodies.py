"""What the body of a page tells of its kind, where no title is read."""

import re
from collections.abc import Sequence

from baulast.model import PageKind

# In the body of each kind; in letters alone, as ``squeezed`` leaves them.
BODIES: tuple[tuple[PageKind, tuple[str, ...]], ...] = (
    (
        PageKind.DELETION,
        (r"zuloeschen|wirdgeloescht|wurdegeloescht|geloeschtworden|"
         r"loeschung(?:ist|wurde|erfolgte)(?:am|vollzogen|eingetragen)",
         r"verzichtet|verzichtauf",
         r"oeffentliche(?:s)?interesse|nichtmehr(?:benoetigt|erforderlich|gebraucht)|entbehrlich"),
    ),
    (
        PageKind.DECLARATION,
        (r"alseigentuemer|eigentuemerdes(?:im|grundst)|dereigentuemer|ichbineigentuemer",
         r"uebernehme|uebernimmt|verpflichte(?:n|t)?(?:mich|uns|sich)|folgendebaulast|"
         r"gibtzuprotokoll|gebenzuprotokoll|erklaert\w{0,9}zurniederschrift",
         r"rechtsnachfolger", r"bauaufsichtsbehoerde"),
    ),
    (
        PageKind.NOTICE,
        (r"(?:wurde|habeich)\w{0,80}?eingetragen|eingetragenworden", r"(?:baulasten|auf)blatt",
         r"zuihrerkenntnis|zuihrenunterlagen"),
    ),
    (
        PageKind.AUTHENTICATION,
        (r"vollzogeneunterschrift|unterschriftvon", r"beglaubigeich|beglaubigtich",
         r"urkundenrolle|urnr|kosto"),
    ),
    (
        PageKind.ORDER,
        (r"einzutragen", r"(?:eintragung|eingetragen)(?:am|vollzogen|istam)",
         r"baulastenverzeichnis", r"abschrift(?:en)?an"),
    ),
)  # fmt: skip
ENOUGH_CUES = 2  # one alone is said on pages of other kinds too
SALUTATION = re.compile(
    # not "die Eintragungen betreffen", but "Betreff: Entwässerung"
    r"sehrgeehrte|mitfreundlichengruessen|hochachtungsvoll|mitfreundlichemgruss|"
    r"betreff(?!end|en(?!t))|"
    r"ihrschreiben|(?:mein|unser|ihr)e?zeichen|ihrenachricht"
)
DECLARES = re.compile(
    r"erklaerungzuprotokoll|uebernehme|uebernimmt|uebernehmen|verpflichte(?:n|t)?(?:mich|uns|sich)|"
    r"oeffentlichrechtlicheverpflichtung"
)
# An order for a new entry, whatever else it orders: a person looks at the entry that it deletes.
ENTERS = re.compile(r"einzutragen|(?:wird|werden|habeich)\w{0,80}?eingetragen")


def kind_told(letters: str) -> PageKind | None:
    """The kind whose cues the letters of a page hold; None where none has enough."""
    for kind, cues in BODIES:
        if sum(re.search(cue, letters) is not None for cue in cues) >= ENOUGH_CUES:
            return kind
    return None


def kind_ordered(letters: str) -> PageKind:
    """What an order orders: under a mere "Verfügung" it may be a deletion."""
    deletes = kind_told(letters) is PageKind.DELETION and not ENTERS.search(letters)
    return PageKind.DELETION if deletes else PageKind.ORDER


def kind_recorded(letters: str) -> PageKind:
    """What was taken down: under a mere "Niederschrift" mostly what an owner declared."""
    return PageKind.DECLARATION if DECLARES.search(letters) else PageKind.AUTHENTICATION


def is_letter(letters: Sequence[str]) -> bool:
    """Whether a row greets, or speaks of a letter before."""
    return any(map(SALUTATION.search, letters))
