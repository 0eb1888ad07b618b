"""What a rule returns: a value with its span in the text that the rule was given."""

from dataclasses import dataclass
from datetime import date

from baulast.language import Both
from baulast.model import DoubtReason, FieldName, Plot

ASIDE = "parcel_aside"  # the source of a parcel that is named only for where something is


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a reading should be looked at, without its place (the span tells)."""

    reason: DoubtReason
    detail: Both  # a sentence for the reviewer
    is_of_cue: bool = False  # whether it is a value at all; the same value elsewhere settles it
    is_of_role: bool = False  # whether a plot is burdened or benefited: the other side hangs on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a passage may refer back to: the sheet's header, the page's subject line.

    "auf dem vorgenannten Grundstück", a bare "Flurstück 40" and "wie vor" are read against it.
    """

    gemarkung: str | None = None
    flur: str | None = None
    plots: tuple[Plot, ...] = ()
    is_of_row: bool = False  # the plots are those of the row's own column: they are burdened


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One value read in a passage; ``start`` and ``end`` count its characters as given."""

    name: FieldName
    value: str  # canonical, as in baulast.model.Field
    start: int
    end: int
    source: str  # the rule
    plot: Plot | None = None  # for burdened, benefited, parcel
    day: date | None = None  # for dates
    problems: tuple[Problem, ...] = ()
    alternatives: tuple[str, ...] = ()  # other values that the ink may mean

    @property
    def told(self) -> str:
        """The value as people write it: a day not as it is kept."""
        return f"{self.day:%d.%m.%Y}" if self.day else self.value
