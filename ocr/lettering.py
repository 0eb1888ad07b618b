"""The lettering of a plan: letters that stand together, along any direction.

Parcel numbers stand level or square to their street, names of streets run along them, and an older
number is a fraction, Zähler over Nenner with a rule between. Layout analysis takes the lines of the
drawing for letters and loses most of this; here letters are found by their size and their like.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
import numpy.typing as npt

from ocr.ink import Pieces, grouped

# In heights of the page's type; lettering is drawn a little smaller or larger than it.
LETTER = (0.4, 1.5)  # the long side of a letter
TOUCHING = 4.5  # long side of letters that touch: a number of four digits
ASLANT = 2.5  # short side of the box around such a number that runs aslant
APART = 1.1  # white between letters; those of names are set apart
CLOSE = 0.5  # the same where they stand in no row: two labels have come together
STRAY = 0.35  # from the middle of a letter to the line through all of them
ROW_LONG = 1.4  # from the first letter to the last of a row that shows which way it runs
RULE_LONG = (0.6, 4.0)  # of a fraction's rule
RULE_THICK = 0.2
OVER = (0.2, 1.3)  # from a fraction's rule to the middle of the letters over and under it
BESIDE = 0.5  # by which they reach beyond the rule
FLAT = 0.35  # of its length that a fraction's rule rises at most
ROW = 3  # letters that show which way they run
MANY = 12  # letters in no row that are lines below each other; fewer are labels side by side
LEVEL_DEG = 3.0  # by so much letters of several heights make a level row look aslant
STEEP_DEG = 60.0  # a steeper row may be written from either end

Points = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Label:
    """Letters that belong together, and how they may run: degrees clockwise from level.

    Two rows are a fraction. Without a slant it is a row too short to tell.
    """

    rows: tuple[Pieces, ...]
    slants: tuple[float, ...] = ()
    is_block: bool = False  # several level lines


def find_labels(pieces: Pieces, height: float) -> tuple[Label, ...]:
    """The labels among the pieces of a plan, each with the slants to read it at."""
    of_size: Pieces = pieces[_are_letters(pieces, height) | _are_rules(pieces, height)]
    groups = grouped(of_size, across=APART * height, down=APART * height)
    labels = [label for group in groups for label in _labels(group, height)]
    slants = [slant for label in labels for slant in label.slants if 0 < abs(slant) < STEEP_DEG]
    usual = (0.0, median(slants)) if slants else (0.0,)
    return tuple(replace(label, slants=label.slants or usual) for label in labels)


def _are_letters(pieces: Pieces, height: float) -> npt.NDArray[np.bool_]:
    wide, high = pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1]
    long, short = np.maximum(wide, high), np.minimum(wide, high)
    least, most = (limit * height for limit in LETTER)
    one = (long >= least) & (long <= most)
    several = (long <= TOUCHING * height) & (short >= least) & (short <= ASLANT * height)
    return np.asarray(one | several)


def _are_rules(pieces: Pieces, height: float) -> npt.NDArray[np.bool_]:
    """Which pieces may be the rule of a fraction."""
    wide, high = pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1]
    least, most = (limit * height for limit in RULE_LONG)
    thick = pieces[:, 4] * 4 / np.maximum(wide, 1)  # counted at half the size
    rises = high - thick > FLAT * wide
    return np.asarray((wide >= least) & (wide <= most) & (thick < RULE_THICK * height) & ~rises)


def _labels(group: Pieces, height: float) -> Iterator[Label]:
    label = _fraction(group, height) or _row(group, height)
    if label is not None:
        yield label
    elif len(letters := group[~_are_rules(group, height)]) >= MANY:
        yield Label((letters,), (0.0,), is_block=True)
    else:
        for part in grouped(letters, across=CLOSE * height, down=CLOSE * height):
            if (label := _fraction(part, height) or _row(part, height)) is not None:
                yield label


def _row(group: Pieces, height: float) -> Label | None:
    """Letters on one line; None where they are not."""
    letters = group[_are_letters(group, height)]
    middles = _middles(letters)
    if len(letters) == 0 or not _is_lettering(letters, height):
        return None
    if len(letters) == 1:
        return Label((letters,))
    centre = middles.mean(axis=0)
    along, across = np.linalg.svd(middles - centre)[2]
    if np.abs((middles - centre) @ across).max() > STRAY * height:
        return None
    if len(letters) < ROW or np.ptp((middles - centre) @ along) < ROW_LONG * height:
        return Label((letters,))
    slant = float(np.degrees(np.arctan2(along[1], along[0])))
    slant = (slant + 90) % 180 - 90
    if abs(slant) < LEVEL_DEG:
        return Label((letters,), (0.0,))
    if abs(slant) < STEEP_DEG:
        return Label((letters,), (slant,))
    return Label((letters,), (slant, slant + 180))


def _is_lettering(letters: Pieces, height: float) -> bool:
    """Whether there is a letter that no line leaves behind: hatching is all strokes."""
    sides = np.minimum(letters[:, 2] - letters[:, 0], letters[:, 3] - letters[:, 1])
    return bool((sides >= LETTER[0] * height).any())


def _fraction(group: Pieces, height: float) -> Label | None:
    """A number over a number with a rule between; None where the group is anything else."""
    is_rule = _are_rules(group, height)
    if is_rule.sum() != 1 or len(group) < 3:
        return None
    (rule,), letters = group[is_rule], group[~is_rule]
    middle = np.array([(rule[0] + rule[2]) / 2, (rule[1] + rule[3]) / 2])
    off = _middles(letters) - middle
    beside = (rule[2] - rule[0]) / 2 + BESIDE * height
    distance = np.abs(off[:, 1])
    near = (distance >= OVER[0] * height) & (distance <= OVER[1] * height)
    over = off[:, 1] < 0
    if not (near & (np.abs(off[:, 0]) <= beside)).all() or over.all() or not over.any():
        return None
    return Label((letters[over], letters[~over]), (0.0,))


def _middles(pieces: Pieces) -> Points:
    return np.column_stack([pieces[:, 0] + pieces[:, 2], pieces[:, 1] + pieces[:, 3]]) / 2
