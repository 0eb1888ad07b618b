"""The bar that is shown while a batch runs."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn
from rich.progress import Progress as Bar

from batch.progress import Progress
from baulast.language import tr


class ProgressBar:
    """Pages done, pages a minute and the time left, as soon as it can honestly be told."""

    def __init__(self, bar: Bar, task: TaskID) -> None:
        self._bar = bar
        self._task = task

    def __call__(self, progress: Progress) -> None:
        self._bar.update(
            self._task,
            completed=progress.pages_done,
            total=max(progress.pages_expected, progress.pages_done) or None,
            note=note(progress),
        )


@contextmanager
def progress_bar(console: Console) -> Iterator[ProgressBar]:
    """A bar on ``console`` that goes away by itself at the end."""
    with Bar(
        TextColumn(tr("Seiten", "pages")),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[note]}"),
        console=console,
        transient=True,
    ) as bar:
        yield ProgressBar(bar, bar.add_task("", total=None, note=""))


def note(progress: Progress) -> str:
    """Speed, time left and what was set aside, in a few words."""
    pieces = []
    if progress.pages_per_min is not None:
        pieces.append(tr("{:.0f} Seiten/min", "{:.0f} pages/min").format(progress.pages_per_min))
    if progress.left_s is None:
        pieces.append(tr("Restzeit noch offen", "time left not known yet"))
    else:
        pieces.append(tr("noch etwa {}", "about {} left").format(duration(progress.left_s)))
    if progress.dossiers_set_aside:
        pieces.append(
            tr("{} Akten beiseite", "{} dossiers aside").format(progress.dossiers_set_aside)
        )
    return " · ".join(pieces)


def duration(seconds: float) -> str:
    """A time as people say it, no more exact than it is known.

    >>> duration(42), duration(200), duration(5000)
    ('1 min', '4 min', '1 h 24 min')
    """
    minutes = int(-(-seconds // 60))
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min"
