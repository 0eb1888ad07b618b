"""Looks and decisions for the terminal."""

from collections.abc import Iterable, Iterator, Mapping

from rich.console import Group, RenderableType
from rich.text import Text

from baulast.corrections import Decision
from baulast.language import tr
from baulast.model import DoubtReason
from baulast.tasks import Rank
from catalog.records import TaskRecord
from console.doubts import doubt_line
from index.persons import masker
from report.wording import duration_words, field_words, reason_words
from review.desk import Look
from review.sample import Rate
from review.wording import RANKS, asked, said, title

SHORT = 12  # digits of a line's hash by which `undo` finds it


def tasks_view(tasks: Iterable[TaskRecord]) -> RenderableType:
    """A line for each look, with the key by which it is decided."""
    return Group(*(Text(_line(task), no_wrap=True, overflow="ignore") for task in tasks))


def counts_view(counts: Mapping[int, int], seconds: float | None) -> RenderableType:
    """How much is open, and how long that takes at the pace so far."""
    left = sum(counts.values())
    lines = [f"{tr(*RANKS[Rank(rank)])}: {n}" for rank, n in sorted(counts.items())]
    summary = tr(f"{left} offen", f"{left} open")
    if seconds is not None and left:
        time = duration_words(left * seconds, is_estimate=True)
        summary += tr(f", etwa {time}", f", about {time}")
    return Group(*map(Text, lines), Text(summary, style="bold"))


def look_view(look: Look, decisions: Iterable[tuple[str, Decision]]) -> RenderableType:
    """What is asked, why, what else it may be, and what was decided in the dossier so far."""
    told = (f"{line[:SHORT]}  {said(one)}" for line, one in decisions)
    return Group(*_look(look), *(Text(line, style="dim") for line in told))


def rate_view(rate: Rate) -> RenderableType:
    """What a sample showed, and how far it can be relied on."""
    low, high = rate.interval
    if rate.share is None:
        text = tr(f"{rate.open} gezogen, keine angesehen.", f"{rate.open} drawn, none looked at.")
    else:
        text = tr(
            f"{rate.looked_at} angesehen, {rate.wrong} falsch: {rate.share:.2%} unbemerkt falsch "
            f"(95 %: {low:.2%} bis {high:.2%}); {rate.open} noch offen.",
            f"{rate.looked_at} looked at, {rate.wrong} wrong: {rate.share:.2%} wrong unseen "
            f"(95 %: {low:.2%} to {high:.2%}); {rate.open} still open.",
        )
    return Text(text)


def _look(look: Look) -> Iterator[Text]:
    task, dossier = look.task, look.standing.dossier
    mask = masker(dossier)
    page = f" · {tr('Seite', 'page')} {task.page}" if task.page else ""
    yield Text(f"{title(task.targets[0])}{page} · {tr('Stand', 'stand')} {look.stand}", "bold")
    for one in asked(dossier, task):
        yield Text(f"{one.label}: {one.shown}")
        for number, choice in enumerate(one.choices, start=1):
            yield Text(f"  [{number}] {choice.text}")
    for doubt in dict.fromkeys(mask(doubt_line(doubt)) for doubt in task.doubts):
        yield Text(f"  ⚠ {doubt}", style="yellow")
    if task.seen_by:
        waits = tr("Zweite Durchsicht nach", "Second look after")
        yield Text(f"{waits} {', '.join(task.seen_by)}", style="yellow")
    if task.assigned_to:
        yield Text(f"{tr('Zugewiesen:', 'Assigned to:')} {task.assigned_to}")
    if task.is_held:
        yield Text(tr("Zurückgelegt", "Held"))
    for note in look.standing.notes:
        if note.key == task.key and note.text:
            yield Text(f"{note.at[:16].replace('T', ' ')} {note.by}: {note.text}")


def _line(task: TaskRecord) -> str:
    names = [field_words(t.field) for t in task.targets if t.field]
    cause = reason_words(DoubtReason(task.cause)) if task.cause else tr("gezogen", "drawn")
    what = f"{title(task.targets[0])} {'+'.join(dict.fromkeys(names))}".strip()
    version = f"@{task.version}" if task.version > 1 else ""
    whom = f" → {task.assigned_to}" if task.assigned_to else ""
    page = f" S. {task.page}" if task.page else ""
    return f"{task.key}  {task.dossier}{version}{page}  {what}: {cause}{whom}"
