"""Who keeps a town's register, and since when, in words (pure)."""

from collections.abc import Iterable, Iterator

from baulast.language import tr
from index.towns import Keeper, keepers, town_of


def notes_on_keepers(municipalities: Iterable[str]) -> Iterator[str]:
    """A sentence for each town whose register another authority keeps, or kept once.

    >>> next(notes_on_keepers(["jüchen"]))
    'Das Verzeichnis von Jüchen führt: Jüchen seit 01.01.2019, Rhein-Kreis Neuss bis 31.12.2018'
    """
    for name in sorted(town_of(one).name for one in municipalities):
        known = keepers(name)
        if known != (Keeper(name=name),):
            whom = ", ".join(" ".join((one.name, *_term(one))) for one in reversed(known))
            words = tr("Das Verzeichnis von {} führt: {}", "The register of {} is kept by: {}")
            yield words.format(name, whom)


def _term(keeper: Keeper) -> Iterator[str]:
    if keeper.since:
        yield tr("seit {:%d.%m.%Y}", "since {:%d.%m.%Y}").format(keeper.since)
    if keeper.until:
        yield tr("bis {:%d.%m.%Y}", "until {:%d.%m.%Y}").format(keeper.until)
