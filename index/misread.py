"""Parcel numbers that a doubtful reading may stand for (pure)."""

from baulast.model import DoubtReason

# Digits that typescripts at 200 dpi, carbon copies and handwriting make look alike.
_ALIKE = {
    "0": "689",
    "1": "47",
    "2": "7",
    "3": "58",
    "4": "19",
    "5": "368",
    "6": "058",
    "7": "12",
    "8": "0356",
    "9": "04",
}
# Doubts about the digits themselves; a doubt about the Flur, say, leaves the number certain.
OF_DIGITS = frozenset(
    {
        DoubtReason.ILLEGIBLE,
        DoubtReason.HANDWRITTEN,
        DoubtReason.AMBIGUOUS,
        DoubtReason.CONTRADICTION,
        DoubtReason.IMPLAUSIBLE,
        DoubtReason.STALE,
        DoubtReason.REMAINS,
    }
)


def misreadings(zaehler: int) -> frozenset[int]:
    """The numbers that one misread digit makes of this one, or one digit too many or too few.

    >>> {7003, 13003, 103} <= misreadings(1003), misreadings(1003) & {1004, 2003, 1003}
    (True, frozenset())
    """
    digits = str(zaehler)
    places = range(len(digits))
    swapped = {digits[:i] + other + digits[i + 1 :] for i in places for other in _ALIKE[digits[i]]}
    # Ruled lines and specks are read as digits, faint ones are lost.
    added = {digits[:i] + other + digits[i:] for i in range(len(digits) + 1) for other in _ALIKE}
    lost = {digits[:i] + digits[i + 1 :] for i in places}
    found = {int(number) for number in swapped | added | lost if number}
    return frozenset(found - {0, zaehler})
