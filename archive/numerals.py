"""Numbers as PDF content writes them."""

DIGITS = 5  # after the point: a hundredth of a pixel on the longest page, after all scaling


def numerals(*values: float) -> str:
    """The numbers with blanks between them, short and never in exponents.

    >>> numerals(1, 0.25, -0.000001, 100)
    '1 0.25 0 100'
    """
    return " ".join(_numeral(value) for value in values)


def _numeral(value: float) -> str:
    text = f"{value:.{DIGITS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
