"""What a search could not look into, in one line."""

from rich.text import Text

from baulast.language import tr
from register.unsearched import Unsearched


def unsearched_view(missing: Unsearched) -> Text:
    """One line that nobody overlooks."""
    pieces = (
        (missing.unfinished, tr("noch in Arbeit", "unfinished")),
        (missing.set_aside, tr("beiseite gelegt", "set aside")),
    )
    return Text(
        tr("NICHT DURCHSUCHT: ", "NOT SEARCHED: ")
        + ", ".join(f"{count} {words}" for count, words in pieces if count)
        + " (baulast status).",
        style="yellow",
    )
