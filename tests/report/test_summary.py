"""The report adds up, and says so when it does not."""

from dataclasses import replace

import pytest

from baulast.language import Both
from baulast.model import Doubt, DoubtReason
from report.record import report_values
from report.summary import (
    DossierLine,
    FileFate,
    FileLine,
    Outcome,
    Report,
    SourceLine,
    Trouble,
)

BROKEN = Trouble(cause="Seite 2: abgeschnitten", remedy="neu scannen")


def line(*places: int, outcome: Outcome = Outcome.DONE, **more: object) -> DossierLine:
    plain = DossierLine(id="kaarst/1", version=1, number="1", outcome=outcome, places=tuple(places))
    return replace(plain, **more)  # type: ignore[arg-type]


def source(pages_in: int, *dossiers: DossierLine, trouble: Trouble | None = None) -> SourceLine:
    return SourceLine(
        name="A", path="/s/A", files=1, pages_in=pages_in, dossiers=dossiers, trouble=trouble
    )


def report(*sources: SourceLine, files: tuple[FileLine, ...] = ()) -> Report:
    return Report(
        batch=1,
        root="/s",
        municipality="kaarst",
        started_at="2026-11-21T21:00:00+00:00",
        seconds=3.0,
        pages_read=2,
        is_interrupted=False,
        sources=sources,
        files=files,
        tools=(("spacy", "3.8"),),
    )


@pytest.mark.parametrize(
    ("made", "balanced"),
    [
        pytest.param(source(3, line(1, 2), line(3)), True, id="all pages once"),
        pytest.param(source(3, line(1, 2)), False, id="a page missing"),
        pytest.param(source(3, line(1, 2), line(2)), False, id="a page twice, one missing"),
        pytest.param(source(2, line(1, 2, 2)), False, id="a page twice"),
        pytest.param(source(2, line(1, 3)), False, id="a page of another source"),
        pytest.param(
            source(2, line(1), line(2, outcome=Outcome.DUPLICATE)), True, id="duplicates count"
        ),
        pytest.param(replace(source(1, line(5)), is_part=True), True, id="one dossier of many"),
        pytest.param(
            replace(source(2, line(5)), is_part=True), False, id="one dossier, a page short"
        ),
    ],
)
def test_every_page_is_in_exactly_one_dossier(made: SourceLine, balanced: bool) -> None:
    """Pages in are pages out, place by place: equal sums do not suffice."""
    assert made.is_balanced is balanced


@pytest.mark.parametrize(
    ("made", "code"),
    [
        pytest.param(report(source(1, line(1))), 0, id="all done"),
        pytest.param(report(), 0, id="nothing to do"),
        pytest.param(report(source(1, line(1, outcome=Outcome.DUPLICATE))), 0, id="duplicate"),
        pytest.param(
            report(source(1, line(1, outcome=Outcome.SET_ASIDE, trouble=BROKEN))), 1, id="aside"
        ),
        pytest.param(report(source(0, trouble=BROKEN)), 1, id="source not opened"),
        pytest.param(report(source(2, line(1))), 1, id="not balanced"),
        pytest.param(
            report(files=(FileLine(path="/s/x.tif", fate=FileFate.REFUSED),)), 1, id="refused"
        ),
        pytest.param(report(files=(FileLine(path="/s/x", fate=FileFate.LEFT),)), 0, id="left"),
        pytest.param(replace(report(), is_interrupted=True), 130, id="interrupted"),
    ],
)
def test_the_exit_code_tells(made: Report, code: int) -> None:
    """A script sees from the exit code whether a person must act."""
    assert made.exit_code == code


@pytest.mark.parametrize(
    ("made", "safe"),
    [
        pytest.param(source(1, line(1)), True, id="done"),
        pytest.param(source(1, line(1, outcome=Outcome.UNCHANGED)), True, id="done before"),
        pytest.param(source(2, line(1), line(2, outcome=Outcome.SET_ASIDE)), False, id="half"),
        pytest.param(source(1, line(1, outcome=Outcome.UNFINISHED)), False, id="unfinished"),
        pytest.param(source(2, line(1)), False, id="a page short"),
        pytest.param(source(0, trouble=BROKEN), False, id="not opened"),
        pytest.param(source(0), True, id="empty"),
    ],
)
def test_only_what_is_safe_may_be_moved(made: SourceLine, safe: bool) -> None:
    """A delivery is safe when each of its pages is in the archive and the index."""
    assert made.is_safe is safe


def test_doubts_are_counted_by_reason() -> None:
    """The most frequent reason comes first."""
    unread = Doubt(reason=DoubtReason.UNREAD_INK, detail=Both.only("a"), page=1)
    struck = Doubt(reason=DoubtReason.STRUCK, detail=Both.only("b"))
    made = report(source(1, line(1, doubts=(struck, unread, unread))))
    assert list(made.doubts.items()) == [(DoubtReason.UNREAD_INK, 2), (DoubtReason.STRUCK, 1)]


def test_the_record_says_what_the_report_says() -> None:
    """The JSON carries the sums and every line, in types that JSON has."""
    made = report_values(report(source(2, line(1, 2, blank_pages=1))))
    assert (made["pages_in"], made["pages_out"], made["blank_pages"]) == (2, 2, 1)
    assert made["outcomes"] == {"done": 1}
    assert made["sources"][0]["dossiers"][0]["places"] == (1, 2)
