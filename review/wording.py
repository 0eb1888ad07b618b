"""A look in words: what it is about, what is read there, and what else it may be."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from baulast.corrections import Decision, Target, Verb
from baulast.findings import value_of_json
from baulast.language import tr
from baulast.model import Dossier, DoubtReason, FieldName, Finding, page_text
from baulast.standing import place_of
from baulast.tasks import Rank, Task
from report.wording import field_words
from review.values import DAYS, alternative, names_of, shown

RANKS = {
    Rank.PARCEL: ("belastete Flurstücke", "burdened parcels"),
    Rank.UNREAD: ("nicht Gelesenes", "what was not read"),
    Rank.DELETION: ("Löschungen und Stand", "deletions and status"),
    Rank.DATE: ("Daten", "dates"),
    Rank.KIND: ("Art der Baulast", "kinds"),
    Rank.REST: ("Übriges", "the rest"),
    Rank.SAMPLE: ("Stichprobe", "sample"),
}
VERBS = {
    Verb.ACCEPT: ("bestätigt", "accepted"),
    Verb.CORRECT: ("berichtigt", "corrected"),
    Verb.ILLEGIBLE: ("nicht lesbar", "not legible"),
    Verb.ABSENT: ("steht nicht da", "is not there"),
    Verb.STRIKE: ("gestrichen", "struck out"),
    Verb.ADD: ("ergänzt", "added"),
    Verb.UNDO: ("zurückgenommen", "undone"),
}
MOST_CHOICES = 9  # one digit key each


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Another value that can be taken as it is."""

    text: str
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One field of a look, as it is shown."""

    place: int  # in Task.targets
    field: FieldName
    label: str
    value: Any
    choices: tuple[Choice, ...]
    names: tuple[str, ...] = ()  # what can be typed or how it begins, where that is a list

    @property
    def typed(self) -> str:
        """The value as one would type it."""
        return shown(self.value)

    @property
    def shown(self) -> str:
        return self.typed or tr("nichts gelesen", "nothing was read")


def title(target: Target) -> str:
    """What a look is about, without its field."""
    if target.entry is not None:
        sheet, number = target.sheet or "?", target.number if target.number is not None else "?"
        return tr(f"Blatt {sheet}, lfd. Nr. {number}", f"sheet {sheet}, entry {number}")
    if target.pixels_sha256 is not None:
        return tr("Seite", "page")
    return tr("Akte", "dossier")


def asked(dossier: Dossier, task: Task) -> tuple[Asked, ...]:
    """The fields that a look is about; none where it is an entry, a page or the dossier."""
    found = []
    for number, target in enumerate(task.targets):
        place = place_of(dossier, target)
        if place is None or target.field is None:
            continue
        finding = dossier.entries[place].findings[target.field]
        found.append(
            Asked(
                place=number,
                field=target.field,
                label=field_words(target.field),
                value=finding.value,
                choices=choices(target.field, finding, _days_at_doubts(dossier, finding)),
                names=names_of(target.field, dossier.municipality),
            )
        )
    return tuple(found)


def choices(
    name: FieldName, finding: Finding[Any], elsewhere: Iterable[str] = ()
) -> tuple[Choice, ...]:
    """The other values that the ink or other pages may mean, the likeliest first.

    A reading is of one parcel: where several are read, or another page has several, it is a piece
    of the value, and taken for all of it would lose the others.
    ``elsewhere``: days that stand where the doubts point to.
    """
    texts = (*finding.alternatives, *(elsewhere if name in DAYS else ()))
    others = [alternative(name, text) for text in texts]
    read = [alternative(name, field.value) for field in finding.readings]
    wholes = (finding.value, *others)
    values: dict[str, Any] = {}
    for value in (*others, *(one for one in read if not _is_piece(one, wholes))):
        if value not in (None, finding.value):
            values.setdefault(shown(value), value)
    return tuple(Choice(text=text, value=value) for text, value in values.items())[:MOST_CHOICES]


def _days_at_doubts(dossier: Dossier, finding: Finding[Any]) -> Iterator[str]:
    """Days that are read where a doubt shows what another page has."""
    for doubt in finding.doubts:
        words = next((page.words for page in dossier.pages if page.number == doubt.page), ())
        if doubt.reason is not DoubtReason.AMBIGUOUS or doubt.box is None or not words:
            continue
        text = page_text(words)
        for field in dossier.fields:
            if field.evidence.page == doubt.page and field.name in (*DAYS, FieldName.OTHER_DATE):
                said = text.words_in(field.evidence.start, field.evidence.end)
                if said and all(word.box.overlap(doubt.box) for word in said):
                    yield field.value


def _is_piece(value: Any, wholes: Iterable[Any]) -> bool:
    """Whether it is one parcel where there are several."""
    return isinstance(value, tuple) and any(
        isinstance(whole, tuple) and len(whole) > len(value) for whole in wholes
    )


def said(decision: Decision) -> str:
    """A decision in words: whose, when, what."""
    verb = tr(*VERBS[decision.verb])
    what = ", ".join(_told(decision, decision.targets)) or _added(decision)
    remark = f" – {decision.remark}" if decision.remark else ""
    at = datetime.fromisoformat(decision.at)
    return f"{at:%d.%m.%Y %H:%M} {decision.by}: {what} {verb}{remark}".replace("  ", " ")


def _added(decision: Decision) -> str:
    """The entry that a decision has put in; "" for one that has put in none."""
    if decision.verb is not Verb.ADD:
        return ""
    sheet = decision.value.get(FieldName.SHEET.value)
    number = decision.value.get(FieldName.ENTRY_NUMBER.value)
    return title(Target(sheet=sheet, number=number, entry=""))


def _told(decision: Decision, targets: Iterable[Target]) -> Iterable[str]:
    for target in targets:
        if target.field is None:
            yield title(target)
            continue
        label = field_words(target.field)
        value = target.seen if decision.verb is not Verb.CORRECT else decision.value
        yield f"{title(target)}, {label} „{shown(value_of_json(target.field, value))}“"
