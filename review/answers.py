"""What reviewers say, held against what can be said of a thing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from baulast.corrections import Target, Verb
from baulast.errors import InputError
from baulast.findings import value_to_json
from baulast.gazetteer import fold_name
from baulast.language import tr
from baulast.model import Box, Dossier, FieldName, PageKind, Status
from baulast.standing import place_of
from index.query import handle
from report.wording import PAGE_KINDS
from review.values import Checked, checked

# What can be said of a field, of an entry as a whole, of a page, and of the dossier.
OF_FIELD = frozenset({Verb.ACCEPT, Verb.CORRECT, Verb.ILLEGIBLE, Verb.ABSENT})
OF_ENTRY = frozenset({Verb.ACCEPT, Verb.ILLEGIBLE, Verb.STRIKE})
OF_PAGE = frozenset({Verb.ACCEPT, Verb.CORRECT, Verb.ILLEGIBLE})
OF_DOSSIER = frozenset({Verb.ACCEPT, Verb.ILLEGIBLE})


class DecisionRefused(InputError):
    """A decision that cannot be."""

    exit_code = 2
    remedy = tr("Nichts wurde geändert.", "Nothing was changed.")


class Unsure(DecisionRefused):
    """What was typed is odd; who is sure says so."""

    remedy = tr("Wer sicher ist, bestätigt es.", "Who is sure confirms it.")

    def __init__(self, remarks: Sequence[str]) -> None:
        super().__init__(" ".join(remarks))
        self.remarks = tuple(remarks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a person says to a look, or to some of the fields that it is about."""

    verb: Verb
    places: tuple[int, ...] = ()  # in Task.targets, from 0; (): to all of them
    text: str = ""  # CORRECT: what was typed
    value: Any = None  # CORRECT: instead of a text, a value that was chosen
    remark: str = ""
    page: int | None = None  # where on the paper, if it was pointed at
    box: Box | None = None


def value_of(
    dossier: Dossier, targets: tuple[Target, ...], answer: Answer, *, is_sure: bool
) -> Any:
    """What is decided, as JSON; refused where it cannot be said of these things."""
    first = targets[0]
    can = verbs_of(first)
    is_alike = len({target.field for target in targets}) == 1
    if answer.verb not in can or (answer.verb is Verb.CORRECT and not is_alike):
        raise DecisionRefused(
            tr(
                f"„{answer.verb.value}“ lässt sich hier nicht sagen.",
                f"“{answer.verb.value}” cannot be said here.",
            )
        )
    if answer.verb is Verb.ABSENT and FieldName.STATUS in {t.field for t in targets}:
        raise DecisionRefused(tr("Jede Eintragung hat einen Stand.", "Every entry has a status."))
    if answer.verb is not Verb.CORRECT:
        return None
    if answer.value is None and not answer.text.strip():
        raise DecisionRefused(
            tr(
                "Es ist nichts eingetragen. Was nicht dasteht, ist „Steht nicht da“.",
                "Nothing was typed. What does not stand there is “is not there”.",
            )
        )
    if first.field is None:
        return _page_kind(answer.text).value
    if not answer.text:
        return value_to_json(answer.value)
    place = place_of(dossier, first)
    entry = None if place is None else dossier.entries[place]
    found = checked(first.field, answer.text, entry=entry, municipality=dossier.municipality)
    _sure([found], is_sure=is_sure)
    return value_to_json(found.value)


def entry_of_values(
    dossier: Dossier, values: Mapping[FieldName, str], *, is_sure: bool
) -> dict[str, Any]:
    found = {
        name: checked(name, text, entry=None, municipality=dossier.municipality)
        for name, text in values.items()
        if text.strip()
    }
    needed = (FieldName.SHEET, FieldName.ENTRY_NUMBER, FieldName.BURDENED)
    if not all(name in found for name in needed):
        raise DecisionRefused(
            tr(
                "Blatt, laufende Nummer und belastetes Flurstück müssen genannt sein.",
                "Sheet, number and burdened parcel must be named.",
            )
        )
    sheet, number = (found[name].value for name in needed[:2])
    for entry in dossier.entries:
        if handle(entry.sheet.value or "") == handle(sheet) and entry.number.value == number:
            raise DecisionRefused(
                tr("Diese Eintragung gibt es schon.", "There is such an entry already.")
            )
    _sure(found.values(), is_sure=is_sure)
    told = {name.value: value_to_json(one.value) for name, one in found.items()}
    return {FieldName.STATUS.value: Status.ACTIVE.value, **told}


def verbs_of(target: Target) -> frozenset[Verb]:
    """What can be said of it."""
    if target.field is not None:
        return OF_FIELD
    if target.place is not None:
        return OF_ENTRY
    return OF_PAGE if target.pixels_sha256 is not None else OF_DOSSIER


def _page_kind(text: str) -> PageKind:
    wanted = fold_name(text)
    for kind, names in PAGE_KINDS.items():
        if wanted in map(fold_name, (kind.value, *names)):
            return kind
    raise DecisionRefused(tr(f"{text!r} ist keine Art von Seite.", f"{text!r} is no kind of page."))


def _sure(found: Iterable[Checked], *, is_sure: bool) -> None:
    """Unsure where something is odd that nobody has confirmed."""
    remarks = [remark for one in found for remark in one.remarks]
    if remarks and not is_sure:
        raise Unsure(tuple(dict.fromkeys(remarks)))
