"""A wording that stands over the number of its entry, where forms have the header.

"Auf dem Grundstück Flurstück 610 lastet zugunsten des Flurstücks 611 die Verpflichtung, ...", and
below it "lfd. Nr. 1" with the days. The sheet is not kept for all parcels of such a sentence: its
words tell which is burdened. Several entries have it together: "... mit folgenden Baulasten".
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.layout import Line, pitch

PARTED = 1.7  # of the line pitch: paragraphs stand at least this far apart
SERVES = re.compile(r"\bzu(?:-\s)?\s?gunsten\b(?!\s*:)", re.IGNORECASE)
DUTY = re.compile(
    r"\b(?:verpf[l1I]ichtung|verpf[l1I]ichtet|(?:zu|ist zu) (?:du[l1I]den|gestatten|gew[äa]hren)|"
    r"du[l1I]det|gestattet|[üu]bernommen|lastet|be[l1I]egt)\b",
    re.IGNORECASE,
)
# Words of a sentence; blanks of a header have none: "Gemarkung Norf, Flur 4, Flurstück 12".
SENTENCE = re.compile(r"\b(?:de[rsmn]|das|die|wird|ist|zu\s?gunsten|zu\s?lasten)\b", re.IGNORECASE)
TITLE = re.compile(r"bau[l1I]ast(?:en)?(?:b[l1I]att|verz|kart|reg|buch)", re.IGNORECASE)


def wording_apart(header: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The header without the sentence that says who is burdened for whom, and that sentence."""
    for paragraph in _paragraphs(header):
        text = "\n".join(line.text for line in paragraph)
        if SERVES.search(text) and DUTY.search(text):
            first = next((n for n, line in enumerate(paragraph) if _is_sentence(line)), None)
            if first is not None:
                wording = paragraph[first:]
                return tuple(line for line in header if line not in wording), tuple(wording)
    return tuple(header), ()


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each paragraph; none where there are no lines."""
    step = pitch(lines)
    found = [list(lines[:1])] if lines else []
    for above, line in pairwise(lines):
        if line.middle - above.middle > PARTED * step:
            found.append([])
        found[-1].append(line)
    return found


def _is_sentence(line: Line) -> bool:
    return bool(SENTENCE.search(line.text)) and not TITLE.search(line.text)
