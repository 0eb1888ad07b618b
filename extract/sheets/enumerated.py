"""Forms that count their blanks: "2. Laufende Nummer der Eintragung: 1", "b) Flur: 11".

The count says nothing of the entry, and before a label it hides it.
"""

import re
from collections.abc import Sequence

from extract.layout import Line, Spot, rows, squeezed
from extract.sheets.form_labels import LABELS as FORM_LABELS
from extract.sheets.form_labels import known_label
from extract.sheets.headings import ColumnRole
from extract.sheets.labels import LABELS as PLOT_LABELS
from extract.sheets.labels import RUN_GAP, Label, unspaced

COUNT = re.compile(r"\(?(?:\d{1,2}|[a-h]|[IVX]{1,4})[.)]{1,2}")
LONGEST = 5  # words of a label
LEAST = 3  # different things behind numbers: the clauses of a wording name one or two
ENTRIES = frozenset(
    {"baulast", "eintragung", "eintrag", "last"}
)  # "2. Baulast": counted themselves


def without_counts(spots: Sequence[Spot]) -> tuple[Spot, ...]:
    """The words of a page less the numbers and letters that count the labels of a form."""
    lines = [line for line in rows(spots) if COUNT.fullmatch(line.spots[0].text) and line.spots[1:]]
    labels = [(line.spots[0].index, _labels(line)) for line in lines]
    told = {what for _, texts in labels for text in texts if (what := _known(text)) is not None}
    if len(told) < LEAST:
        return tuple(spots)
    counts = {index for index, texts in labels if texts and squeezed(texts[0]) not in ENTRIES}
    return tuple(spot for spot in spots if spot.index not in counts)


def _labels(line: Line) -> list[str]:
    """What may be the label behind the first word of a row, the shortest first."""
    tokens = unspaced(Line(line.spots[1:]))
    found = []
    for count in range(1, min(LONGEST, len(tokens)) + 1):
        label, behind = tokens[:count], tokens[count : count + 1]
        is_closed = (
            not behind
            or label[-1].text.endswith(":")
            or behind[0].text[:1].isdigit()  # "5. Erklärt am 11.4.1979"
            or behind[0].left - label[-1].right > RUN_GAP * label[-1].height
        )
        text = "".join(token.text for token in label)
        if is_closed and not any(map(str.isdigit, text)):
            found.append(text)
    return found


def _known(text: str) -> ColumnRole | Label | None:
    """What a label is of; None for one that no form is known to have."""
    if (known := known_label(text, exact=True)) is not None:
        return FORM_LABELS[known]
    return PLOT_LABELS.get(squeezed(text))
