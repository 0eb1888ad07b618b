"""What reviewers say, held against what can be said of a thing."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from baulast.corrections import Target, Verb
from baulast.errors import InputError
from baulast.findings import absent, value_to_json
from baulast.gazetteer import fold_name
from baulast.identity import values_of
from baulast.language import Both, tr
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
    remedy = Both("Nichts wurde geändert.", "Nothing was changed.")


class Unsure(DecisionRefused):
    """What was typed is odd; who is sure says so, of these values and these remarks alone."""

    def __init__(self, remarks: Sequence[str], mark: str) -> None:
        super().__init__(" ".join(remarks))
        self.remarks = tuple(remarks)
        self.mark = mark  # confirms just this
        self.remedy = Both(
            f"Wer sicher ist, bestätigt es: `--sure {mark}`.",
            f"Who is sure confirms it: `--sure {mark}`.",
        )


MARK_LENGTH = 8  # hex digits: typed by hand on the command line, told apart among a few values


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


def value_of(dossier: Dossier, targets: tuple[Target, ...], answer: Answer) -> Checked:
    """What is decided, as JSON, and what is odd about it; refused where it cannot be said."""
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
    place = place_of(dossier, first)
    entry = None if place is None else dossier.entries[place]
    if answer.verb is Verb.STRIKE:
        return Checked(value=None if entry is None else values_of(entry))
    if answer.verb is not Verb.CORRECT:
        return Checked(value=None)
    if answer.value is None and not answer.text.strip():
        raise DecisionRefused(
            tr(
                "Es ist nichts eingetragen. Was nicht dasteht, ist „Steht nicht da“.",
                "Nothing was typed. What does not stand there is “is not there”.",
            )
        )
    if first.field is None:
        return Checked(value=_page_kind(answer.text).value)
    if not answer.text:
        return Checked(value=value_to_json(answer.value))
    found = checked(first.field, answer.text, entry=entry, municipality=dossier.municipality)
    return Checked(value=value_to_json(found.value), remarks=found.remarks)


def as_meant(targets: tuple[Target, ...], verb: Verb, value: Any) -> tuple[Verb, Any]:
    """Verb and value; what says of a field just what was read there accepts it.

    Else a reading that was typed once more would count as an error of the machine's.
    """
    if verb not in (Verb.CORRECT, Verb.ABSENT):
        return verb, value

    def wanted(name: FieldName) -> Any:
        return value if verb is Verb.CORRECT else value_to_json(absent(name))

    is_as_read = all(t.field is not None and wanted(t.field) == t.seen for t in targets)
    return (Verb.ACCEPT, None) if is_as_read else (verb, value)


def entry_of_values(
    dossier: Dossier, values: Mapping[FieldName, str], *, sure_of: str
) -> dict[str, Any]:
    """An entry that was missed, as JSON; refused where it lacks a value, is there, or is odd."""
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
    _end_in_accord(found)
    told = {name.value: value_to_json(one.value) for name, one in found.items()}
    ask_twice(
        [(name, Checked(value=told[name], remarks=one.remarks)) for name, one in found.items()],
        sure_of=sure_of,
    )
    status = Status.DELETED if FieldName.DELETED_ON in found else Status.ACTIVE
    return {FieldName.STATUS.value: status.value, **told}


def _end_in_accord(found: dict[FieldName, Checked]) -> None:
    """Makes it odd that an entry stands and has a day of deletion."""
    status = found.get(FieldName.STATUS)
    if FieldName.DELETED_ON in found and status and status.value is Status.ACTIVE:
        odd = tr(
            "Der Stand ist „eingetragen“, aber es gibt einen Tag der Löschung.",
            "The status is “active”, but there is a day of deletion.",
        )
        found[FieldName.STATUS] = replace(status, remarks=(*status.remarks, odd))


def verbs_of(target: Target) -> frozenset[Verb]:
    """What can be said of it."""
    if target.field is not None:
        return OF_FIELD
    if target.entry is not None:
        return OF_ENTRY
    return OF_PAGE if target.pixels_sha256 is not None else OF_DOSSIER


def _page_kind(text: str) -> PageKind:
    wanted = fold_name(text)
    for kind, names in PAGE_KINDS.items():
        if wanted in map(fold_name, (kind.value, *names)):
            return kind
    raise DecisionRefused(tr(f"{text!r} ist keine Art von Seite.", f"{text!r} is no kind of page."))


def ask_twice(found: Iterable[tuple[str, Checked]], *, sure_of: str) -> None:
    """Unsure where something is odd that nobody has confirmed.

    ``found``: each value with what it is of; ``sure_of``: the mark of what was confirmed.
    """
    odd = [(name, one.value, one.remarks) for name, one in found if one.remarks]
    if not odd:
        return
    text = json.dumps(odd, sort_keys=True)
    mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:MARK_LENGTH]
    if sure_of != mark:
        remarks = dict.fromkeys(remark for _, _, about in odd for remark in about)
        raise Unsure(tuple(remarks), mark)
