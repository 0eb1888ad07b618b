"""Stamps of arrival: "Eingang", the day, a number of the office; no field of a sheet stands there.

A dater's month is worn, and its word for arrival torn: what is lost of them need nobody see. But a
stamp lies where it was pressed. So only ink that is as high as one of its lines, right above or
below one that was read, with none but a dater's pieces beside it, is the stamp's own.
"""

import re
from collections.abc import Iterable, Sequence

from baulast.model import Box
from ocr.engine import ReadLine, ReadWord

ARRIVAL = re.compile(r"\W*[EF][il1]n(?:g|gang|gegangen)\W*", re.IGNORECASE)
DAY = re.compile(r"\W*\d{1,2}\W{0,2}[A-ZÄÖÜ]{3,4}\W{0,2}(?:19|20)\d\d\W*")  # "23. AUG. 1984"
PIECE = re.compile(r"[\d\W]*|[A-ZÄÖÜ]{1,4}\W*")  # of a dater's line: "21.", "DE", "1968"
AS_HIGH = 1.3  # times the line that was read: more holds a second line, perhaps of the form
NEXT = 1.0  # heights of that line: the frame, or the stamp's next line
BESIDE = 3.0  # heights of that line; between words of a text a blank is less than one


def is_of_arrival(box: Box, lines: Iterable[ReadLine]) -> bool:
    """Whether unread ink is a line of a stamp of arrival, or a piece of one."""
    lines = tuple(lines)
    words = [word for line in lines for word in line.words]
    stamped = (line.box for line in lines if _is_of_stamp(line.text))
    return any(_is_next(box, line) and _stands_alone(box, line, words) for line in stamped)


def _is_of_stamp(text: str) -> bool:
    return bool(ARRIVAL.fullmatch(text) or DAY.fullmatch(text))


def _is_next(box: Box, line: Box) -> bool:
    """Whether ink is as high as a line and lies right above or below it."""
    apart = max(line.top - box.bottom, box.top - line.bottom)
    beside = max(line.left - box.right, box.left - line.right)
    return box.height <= AS_HIGH * line.height and apart <= NEXT * line.height and beside < 0


def _stands_alone(box: Box, line: Box, words: Sequence[ReadWord]) -> bool:
    """Whether nothing but pieces of a day stands in the row of the ink."""
    reach = BESIDE * line.height
    row = (
        word
        for word in words
        if min(box.bottom, word.box.bottom) - max(box.top, word.box.top) > box.height / 3
        and max(word.box.left - box.right, box.left - word.box.right) < reach
    )
    return all(PIECE.fullmatch(word.text) for word in row)
