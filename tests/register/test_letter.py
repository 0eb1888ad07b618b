"""The letter: valid PDF/A, says what the statement says, and a town may put its own in place."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import ImageFile

from baulast.language import speaking
from baulast.model import DoubtReason
from baulast.settings import StatementSettings
from register.answer import Sources, answer_parcel, answer_street
from register.letter import AnnexPage, TemplateUnusable, letter_html, write_letter
from register.statement import Finding, Statement

KAARST = StatementSettings(
    authority="Stadt Kaarst – Bauaufsicht",
    address=("Am Neumarkt 2", "41564 Kaarst"),
    signatory="gez. Muster",
)


def statement(*findings: Finding) -> Statement:
    return Statement(
        number="2026-000017",
        made_at="2026-11-22T10:15:00+01:00",
        made_by="M. Muster",
        reason="Kaufabsicht <Notariat>",
        applicant=("Notarin Dr. Erika Beispiel", "Musterallee 5", "41564 Kaarst"),
        findings=findings,
        last_import="2026-11-20T18:00:00+00:00",
        program="baulast 0",
    )


@pytest.fixture
def all_outcomes(sources: Sources, dossiers, doubted) -> Statement:
    """Found, found with doubts, nothing, not certain, and a street."""
    sources.index.put(doubted(dossiers["d1"], DoubtReason.NO_TEXT))
    return answered(sources)


def answered(sources: Sources) -> Statement:
    asked = ("Büttgen 12 346", "Büttgen 12 345/12", "Norf 4 999", "Zons 11 999", "Allrath 1 1")
    street = answer_street("Dreischer Str. 14", "kaarst", sources)
    return statement(*(answer_parcel(one, sources) for one in asked), street)


def test_the_letter_is_pdfa(tmp_path: Path, all_outcomes: Statement, verapdf: Callable) -> None:
    """veraPDF finds no broken rule, with and without an annex of archived pages."""
    plain, with_annex = tmp_path / "plain.pdf", tmp_path / "annex.pdf"
    write_letter(all_outcomes, plain, KAARST)
    write_letter(all_outcomes, with_annex, KAARST, annex=[AnnexPage(pdf=plain, number=1)])
    assert verapdf([plain, with_annex]) == {"plain.pdf": [], "annex.pdf": []}
    with pikepdf.open(plain) as one, pikepdf.open(with_annex) as more:
        assert len(more.pages) == len(one.pages) + 1


def test_the_same_statement_gives_the_same_bytes(tmp_path: Path, all_outcomes: Statement) -> None:
    """So that a letter drawn again can be compared with the one that was sent."""
    for name in ("a.pdf", "b.pdf"):
        write_letter(all_outcomes, tmp_path / name, KAARST)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_the_letter_is_german_whoever_makes_it(all_outcomes: Statement, sources: Sources) -> None:
    """An authority signs it; what it quotes of the search is German too, and English elsewhere."""
    german = letter_html(all_outcomes, KAARST)
    with speaking("en"):
        made = answered(sources)
        assert letter_html(made, KAARST) == german
        assert "what is searched is" in str(made.findings[-1].notes[0])
        assert str(made.findings[-1].coverage.area).startswith("all Gemarkungen")


def test_the_letter_says_everything(tmp_path: Path, all_outcomes: Statement) -> None:
    """Result, entries, what was searched, as of when, pages to look at, number."""
    path = tmp_path / "letter.pdf"
    write_letter(all_outcomes, path, KAARST)
    read = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    text = " ".join(read.stdout.decode().split())
    for words in (
        "Stadt Kaarst – Bauaufsicht",
        "Notarin Dr. Erika Beispiel",
        "2026-000017",
        "22.11.2026, 10:15 Uhr",
        "Kaufabsicht <Notariat>",
        "05334601200346",
        "Es ist eine Baulast verzeichnet.",
        "Gelöschte Eintragungen",
        "02.05.1996",
        "einen 3,50 m breiten Streifen als Zufahrt",
        "Die Aufstellung ist nicht abschließend",
        "gleicher Zähler",
        "In den erfassten Akten ist keine Baulast verzeichnet.",
        "Nicht sicher.",
        "dormagen/d1",
        "kein Wort gelesen",
        "Sie begünstigt das Flurstück.",
        "Dreischer Str. 14, Kaarst",
        "Ob die oben genannten Eintragungen dieses Flurstück betreffen.",
        "Zu dieser Gemarkung ist noch keine Akte erfasst.",
        "Nicht jede Eintragung nennt eine Straße",
        "abschließend ist allein die Auskunft zum Flurstück",
        "alle Gemarkungen (Kaarst)",
        "kein Bestandsverzeichnis hinterlegt",
        "gez. Muster",
    ):
        assert words in text, words


@pytest.mark.parametrize(
    ("listed", "says"),
    [
        (None, "In den erfassten Akten ist keine Baulast verzeichnet."),
        (2, "Alle Baulastenblätter, die das Bestandsverzeichnis für die Flur führt, sind erfasst."),
        (0, "Das Bestandsverzeichnis führt für die Flur kein Baulastenblatt."),
    ],
)
def test_nothing_is_claimed_of_paper_that_nobody_has_listed(
    sources: Sources, listed: int | None, says: str
) -> None:
    """Whether the register has an entry on paper, only a list of its sheets can tell."""
    finding = answer_parcel("Norf 4 999", sources)
    coverage = replace(finding.coverage, sheets_listed=listed)
    html = letter_html(statement(replace(finding, coverage=coverage)), KAARST)
    assert says in html
    assert ("Es ist keine Baulast verzeichnet." in html) == (listed is not None)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("Büttgen 12 346", "Sie begünstigt das Flurstück."),
        ("Büttgen 12 345", "Sie belastet das Flurstück."),
    ],
)
def test_one_entry_is_said_to_burden_or_to_benefit(sources: Sources, asked: str, says: str) -> None:
    """Which of the two it does stands in the first lines."""
    assert says in letter_html(statement(answer_parcel(asked, sources)), KAARST)


def test_what_nobody_confirmed_is_marked(sources: Sources) -> None:
    """A doubted value never looks like a sure one, and a missing one not like none."""
    finding = answer_parcel("Büttgen 12 347", sources)
    (entry,) = finding.entries
    flagged = replace(entry, flagged=("registered_on", "declared_on"), declared_on=None)
    html = letter_html(statement(replace(finding, entries=(flagged,))), KAARST)
    assert "nicht gelesen (?) / 15.01.1981 (?)" in html


def test_a_town_has_its_own_letter(tmp_path: Path, all_outcomes: Statement) -> None:
    """The template that the settings name stands in place of ours."""
    own = tmp_path / "own.html"
    own.write_text("<p>{{ sender.authority }}: {{ statement.findings[0].understood[0] }}</p>")
    html = letter_html(all_outcomes, replace(KAARST, template=str(own)))
    assert html == "<p>Stadt Kaarst – Bauaufsicht: Büttgen, Flur 12, Flurstück 346</p>"


@pytest.mark.parametrize("text", ["{{ statement.nonsense }}", "{% if %}", None])
def test_a_template_with_a_mistake_is_told(
    tmp_path: Path, all_outcomes: Statement, text: str | None
) -> None:
    """With its name, and no letter is left behind."""
    own = tmp_path / "own.html"
    if text is not None:
        own.write_text(text)
    with pytest.raises(TemplateUnusable, match=r"own\.html"):
        write_letter(all_outcomes, tmp_path / "a.pdf", replace(KAARST, template=str(own)))
    assert not (tmp_path / "a.pdf").exists()


def test_scans_that_end_early_stay_refused(tmp_path: Path, all_outcomes: Statement) -> None:
    """A process that writes letters takes half an image for a whole one as little as any other."""
    write_letter(all_outcomes, tmp_path / "letter.pdf", KAARST)
    assert not ImageFile.LOAD_TRUNCATED_IMAGES


def test_each_thing_to_check_is_named(sources: Sources) -> None:
    """No list of open things is empty, and a street is not spoken of as a parcel."""
    maybe = letter_html(statement(answer_parcel("Büttgen 12 345/99", sources)), KAARST)
    street = letter_html(statement(answer_street("Nirgendweg 7", "kaarst", sources)), KAARST)
    for html in (maybe, street):
        assert "<p>" in html.partition("Noch zu prüfen</h3>")[2].partition("<h3>")[0]
    assert "Dieses Flurstück wäre" in maybe
    assert "Dieses Flurstück ist" not in maybe
    assert "Flur " not in street.partition("<h1>")[2]
