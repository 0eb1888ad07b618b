"""The bar that is shown while a batch runs."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn
from rich.progress import Progress as Bar

from batch.progress import Progress
from baulast.language import dossiers, tr
from report.wording import duration_words


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
        left = duration_words(progress.left_s, is_estimate=True)
        pieces.append(tr("noch etwa {}", "about {} left").format(left))
    if progress.dossiers_set_aside:
        pieces.append(f"{dossiers(progress.dossiers_set_aside)} {tr('beiseite', 'aside')}")
    return " · ".join(pieces)
