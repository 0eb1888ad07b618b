"""The report as a page: complete, escaped, and with the pictures of doubted pages inside."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from baulast.language import Both
from baulast.model import Box, Doubt, DoubtReason
from report.html import report_page
from report.summary import (
    DossierLine,
    FileFate,
    FileLine,
    Outcome,
    Report,
    SourceLine,
    Trouble,
)
from report.wording import FATES, OUTCOMES, REASONS, reason_words

UNREAD = Doubt(
    reason=DoubtReason.UNREAD_INK,
    detail=Both.only("Am Rand <b>links</b>"),
    page=2,
    box=Box(left=1, top=1, right=9, bottom=9),
)
LINE = DossierLine(
    id="kaarst/KAA-1",
    version=1,
    number="KAA-1",
    outcome=Outcome.DONE,
    places=(1, 2),
    entries=3,
    doubts=(UNREAD,),
)
REPORT = Report(
    batch=7,
    root="/scans/<script>alert(1)</script>",
    municipality="kaarst",
    started_at="2026-11-21T21:00:00+00:00",
    seconds=63.0,
    pages_read=2,
    is_interrupted=False,
    sources=(SourceLine(name="Akte 7", path="/s/7", files=1, pages_in=2, dossiers=(LINE,)),),
    files=(FileLine(path="/s/Thumbs.db", fate=FileFate.LEFT),),
    tools=(("spacy", "3.8.1"),),
)


class Tags(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def no_picture(id: str, version: int, page: int) -> None:
    return None


def test_what_was_delivered_cannot_write_the_page() -> None:
    """Names of files and words from the paper are shown as they are and never as markup."""
    page = Tags(report_page(REPORT, no_picture))
    assert "/scans/<script>alert(1)</script>" in page.text
    assert "Am Rand <b>links</b>" in page.text
    assert not [tag for tag, _ in page.tags if tag == "script"]


def test_the_page_needs_nothing_beside_it() -> None:
    """Pictures are inside; nothing is loaded from elsewhere."""
    page = Tags(report_page(REPORT, lambda id, version, number: b"\xff\xd8jpeg"))
    sources = [attrs["src"] for tag, attrs in page.tags if tag == "img"]
    assert sources == ["data:image/jpeg;base64,/9hqcGVn"]
    assert not [attrs for _, attrs in page.tags if "href" in attrs]


def test_a_doubted_page_is_listed_without_its_picture() -> None:
    """A picture that cannot be drawn does not hide the doubt."""
    page = Tags(report_page(REPORT, no_picture))
    assert "Seite 2" in page.text
    assert reason_words(DoubtReason.UNREAD_INK) in page.text
    assert not [tag for tag, _ in page.tags if tag == "img"]


def test_what_was_set_aside_stands_with_cause_and_remedy() -> None:
    """A dossier, a source and a file that failed each show why and what to do."""
    aside = replace(
        LINE, outcome=Outcome.SET_ASIDE, trouble=Trouble(cause="Ursache A", remedy="Abhilfe A")
    )
    report = replace(
        REPORT,
        sources=(
            replace(REPORT.sources[0], dossiers=(aside,)),
            SourceLine(
                name="Akte 8",
                path="/s/8",
                files=3,
                pages_in=0,
                trouble=Trouble(cause="Ursache B", remedy="Abhilfe B"),
            ),
        ),
        files=(
            FileLine(
                path="/s/x.pdf",
                fate=FileFate.REFUSED,
                trouble=Trouble(cause="Ursache C", remedy="Abhilfe C"),
            ),
        ),
    )
    text = Tags(report_page(report, no_picture)).text
    for letter in "ABC":
        assert f"Ursache {letter}" in text
        assert f"Abhilfe {letter}" in text


@pytest.mark.parametrize(
    ("report", "verdict"),
    [
        pytest.param(REPORT, "Jede Seite ist nachgewiesen und liegt im Archiv.", id="done"),
        pytest.param(
            replace(REPORT, is_interrupted=True), "Der Lauf wurde unterbrochen.", id="interrupted"
        ),
        pytest.param(
            replace(REPORT, sources=(replace(REPORT.sources[0], pages_in=3),)),
            "Nicht jede Seite ist nachgewiesen.",
            id="unbalanced",
        ),
        pytest.param(
            replace(REPORT, files=(FileLine(path="x", fate=FileFate.REFUSED),)),
            "braucht eine Entscheidung",
            id="trouble",
        ),
    ],
)
def test_the_verdict_is_the_first_thing_to_read(report: Report, verdict: str) -> None:
    """One sentence on top says whether a person must act."""
    text = Tags(report_page(report, no_picture)).text
    assert verdict in text
    assert sum(text.count(v) for v in ("liegt im Archiv.", "unterbrochen.", "Nicht jede")) <= 1


def test_every_code_has_words() -> None:
    """No reason, outcome or fate is shown as a code."""
    assert set(REASONS) == set(DoubtReason)
    assert set(OUTCOMES) == set(Outcome)
    assert set(FATES) == set(FileFate)
