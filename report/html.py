"""The report as one HTML file that can be filed, mailed and printed."""

from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version

import jinja2

from baulast.language import LANGUAGE, tr
from baulast.model import Doubt
from report.summary import DossierLine, FileFate, Outcome, Report, SourceLine
from report.wording import FATES, OUTCOMES, duration_words, reason_words, town_name

# Finds the picture of a page: (dossier, version, page) -> JPEG, or None where there is none.
Pictures = Callable[[str, int, int], bytes | None]

_templates = jinja2.Environment(
    loader=jinja2.PackageLoader("report"),
    autoescape=True,  # names of files and what was read on paper are not to be trusted
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class _PageToLookAt:
    """A page with what is doubted on it."""

    number: int
    doubts: tuple[tuple[Doubt, int], ...]  # each with the number of places that share its words
    picture: str | None  # as a data address


@dataclass(frozen=True, slots=True)
class _DossierToLookAt:
    line: DossierLine
    source: SourceLine
    general: tuple[tuple[Doubt, int], ...]  # about no page
    pages: tuple[_PageToLookAt, ...]


def report_page(report: Report, pictures: Pictures) -> str:
    """The report as HTML, the pictures of doubted pages inside."""
    return _templates.get_template("report.html.j2").render(
        report=report,
        began=datetime.fromisoformat(report.started_at).astimezone(),
        duration=duration_words(report.seconds),
        town=town_name(report.municipality),
        doubted=sum(bool(line.doubts) for line in report.dossiers),
        to_do=[(s, d) for s in report.sources for d in s.dossiers if d.trouble],
        to_look_at=[
            _to_look_at(source, line, pictures)
            for source in report.sources
            for line in source.dossiers
            if line.doubts and line.outcome is not Outcome.DUPLICATE
        ],
        outcomes=[
            (OUTCOMES[outcome], n, report.pages_of(outcome))
            for outcome in Outcome
            if (n := report.outcomes.get(outcome))
        ],
        outcome_words=OUTCOMES,
        fate_words=FATES,
        refused=[file for file in report.files if file.fate is FileFate.REFUSED],
        others=[file for file in report.files if file.fate is not FileFate.REFUSED],
        reasons=[(reason_words(reason), n) for reason, n in report.doubts.items()],
        reason_words=reason_words,
        version=version("baulast"),
        language=LANGUAGE,
        tr=tr,
    )


def no_picture(_id: str, _version: int, _page: int) -> None:
    """For a report without pictures."""


def _to_look_at(source: SourceLine, line: DossierLine, pictures: Pictures) -> _DossierToLookAt:
    numbers = sorted({doubt.page for doubt in line.doubts if doubt.page is not None})
    return _DossierToLookAt(
        line=line,
        source=source,
        general=_grouped(doubt for doubt in line.doubts if doubt.page is None),
        pages=tuple(
            _PageToLookAt(
                number,
                _grouped(doubt for doubt in line.doubts if doubt.page == number),
                _data_address(pictures(line.id, line.version, number)),
            )
            for number in numbers
        ),
    )


def _grouped(doubts: Iterable[Doubt]) -> tuple[tuple[Doubt, int], ...]:
    """Doubts of the same wording once, with their number; the pictures show each place."""
    return tuple(Counter(replace(doubt, box=None) for doubt in doubts).items())


def _data_address(jpeg: bytes | None) -> str | None:
    return None if jpeg is None else "data:image/jpeg;base64," + b64encode(jpeg).decode()
