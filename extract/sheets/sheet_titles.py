"""The names of the register and its sheets, over a sheet."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from extract.sheets.bodies import is_letter
from extract.sheets.titles import MIN_TITLE, TITLE_LIKENESS, TITLE_ROWS

SHEET_TITLE_ROWS = 8  # the header of a sheet begins with its name
MAX_SHEET_TITLE = 60  # letters: "Baulastenverzeichnis von Kaarst Baulastenblatt Nr. Seite" has 50
SHEET_TITLES = ("baulastenverzeichnis", "baulastenblatt", "baulastblatt", "baulastenkartei",
                "baulastkarte", "baulastenkarte", "baulastenregister", "baulastenbuch",
                "baulastenkataster", "baulastendatei", "baulastverzeichnis",
                "karteikartebaulast")  # fmt: skip
# "noch Blatt II/229", "Fortsetzung von Blatt 12": over what goes on from another page.
GOES_ON = re.compile(
    r"(?:noch|fortsetzung(?:von|zu|des|der)?|weiterzu)(?:baulasten)?blatt(?:nr)?[ivx]{0,4}"
)
# "1. In das Baulastenverzeichnis, Blatt 12, ist unter lfd. Nr. 1 einzutragen": a point of an order.
ORDERED = re.compile(r"^indasbaulasten|einzutragen|eintragen$|istunter")


def names_register(letters: Sequence[str]) -> bool:
    """Whether the head of the page names the register or the sheet."""
    return any(
        fuzz.partial_ratio(title, row) >= TITLE_LIKENESS
        for row in letters[:TITLE_ROWS]
        for title in SHEET_TITLES
        if len(row) >= MIN_TITLE
    )


def is_headed_as_sheet(letters: Sequence[str]) -> bool:
    """Whether a short row at the head names the sheet, on a page that is no letter.

    A sheet whose table is not recognised is a sheet with a doubt, never a plan or nothing.
    """
    named = any(map(names_sheet, letters[:SHEET_TITLE_ROWS]))
    return named and not is_letter(letters)


def names_sheet(row: str) -> bool:
    """Whether a row, in letters alone, is short and names the sheet or its register."""
    thin = row.replace("i", "l")  # "Baulastenbiatt"
    is_named = any(title.replace("i", "l") in thin for title in SHEET_TITLES)
    is_named = is_named and not ORDERED.search(row)
    return len(row) <= MAX_SHEET_TITLE and (is_named or bool(GOES_ON.fullmatch(row)))
