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
    counted = [f"{count} {words}" for count, words in pieces if count]
    unknown = tr("Stand nicht bekannt oder veraltet bei {}", "state of {} unknown or outdated")
    if missing.unknown:
        counted.append(unknown.format(", ".join(missing.unknown)))
    where = tr("laut Stand vom {:%d.%m.%Y, %H:%M}", "by the state of {:%d.%m.%Y, %H:%M}")
    told = where.format(missing.as_of.astimezone()) if missing.as_of else "baulast status"
    return Text(
        f"{tr('NICHT DURCHSUCHT', 'NOT SEARCHED')}: {', '.join(counted)} ({told}).", style="yellow"
    )
