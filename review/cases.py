"""What reviewers decided, as cases for the rules' tests: the text as read, and what it says."""

from collections.abc import Callable, Iterator
from typing import Any

from archive.store import Store
from baulast.corrections import Decision, Target, Verb
from baulast.findings import canonical, value_of_json
from baulast.identity import identified
from baulast.model import Dossier, Evidence, FieldName, page_text
from baulast.standing import place_of
from index.persons import masker
from review.desk import decisions_in

LINES_BESIDE = 1  # a rule mostly needs the line before or after, never the page


def cases(store: Store) -> Iterator[dict[str, Any]]:
    """A row for each field that a person decided; persons' names are left out of the texts."""
    for reading in store.readings():
        reading = identified(reading)
        mask = masker(reading)
        for _, said in decisions_in(store, reading.id):
            if said.version != reading.version or said.verb not in (Verb.ACCEPT, Verb.CORRECT):
                continue
            for target in said.targets:
                if target.field is not None:
                    text = _text(reading, target, target.field)
                    yield _row(reading, said, target, target.field, mask(text), mask)


def _row(
    dossier: Dossier,
    said: Decision,
    target: Target,
    name: FieldName,
    text: str,
    mask: Callable[[str], str],
) -> dict[str, Any]:
    expected = target.seen if said.verb is Verb.ACCEPT else said.value
    return {
        "dossier": dossier.id,
        "version": dossier.version,
        "sheet": mask(target.sheet or ""),
        "entry_number": target.number,
        "field": name.value,
        "text": text,
        "read": mask(canonical(value_of_json(name, target.seen))),
        "expected": mask(canonical(value_of_json(name, expected))),
    }


def _text(dossier: Dossier, target: Target, name: FieldName) -> str:
    """The lines that the value was read from; of a value that was not read, the entry's."""
    place = place_of(dossier, target)
    if place is None:
        return ""
    entry = dossier.entries[place]
    readings = entry.findings[name].readings or tuple(
        field for finding in entry.findings.values() for field in finding.readings
    )
    pages = {page.number: page for page in dossier.pages}
    texts = (
        lines_around(page_text(pages[field.evidence.page].words).text, field.evidence)
        for field in readings
        if field.evidence.page in pages
    )
    return "\n".join(dict.fromkeys(texts))


def lines_around(text: str, evidence: Evidence) -> str:
    """The lines of a text that a value stands in, with those beside them.

    >>> lines_around("a\\nb\\nc\\nd", Evidence(page=1, start=2, end=3))
    'a\\nb\\nc'
    """
    lines = text.split("\n")
    first, last = text.count("\n", 0, evidence.start), text.count("\n", 0, evidence.end)
    return "\n".join(lines[max(0, first - LINES_BESIDE) : last + LINES_BESIDE + 1])
