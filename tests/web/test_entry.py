"""An entry beside its page, and who may see what of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from archive.audit import EventName, read_trail
from tests.web.conftest import Served, ask, follow, open_entry

Browse = Callable[..., Page]


def looks(home: Path) -> list[tuple[str | None, str, str]]:
    """Who saw what and why, as the audit trail has it."""
    lines = [line for line in read_trail(home) if line.name == EventName.LOOK]
    said = [line.details for line in lines if "given_by" in line.details]  # an import gives none
    return [(one["given_by"], one["what"], one["reason"]) for one in said]


def test_the_hit_is_marked_on_the_scan(browse: Browse) -> None:
    """The parcel that was asked for has a mark of its own among the entry's places."""
    page = browse("nora")
    open_entry(page, "Kaarst 3 1100/9", reason="Bauantrag 7")
    expect(page.locator("rect.asked")).to_have_count(1)
    assert page.locator("rect.hit").count() > 3
    loaded = page.request.get(str(page.locator("svg image").get_attribute("href")))
    assert loaded.headers["content-type"] == "image/jpeg"


def test_a_look_at_names_is_written_down_with_its_reason(browse: Browse, served: Served) -> None:
    """Before a page is shown, the trail says who sees it and why; once for each page."""
    page = browse("nora")
    open_entry(page, "Kaarst 7 654")
    expect(page.locator("svg")).to_have_count(0)
    page.fill("#grund", "Verkauf Meier")
    with page.expect_navigation(wait_until="networkidle"):
        page.press("#grund", "Enter")
    page.reload(wait_until="networkidle")
    seen = [look for look in looks(served.desk.home) if look[2] == "Verkauf Meier"]
    assert seen == [("nora", "page 1", "Verkauf Meier")]


def test_without_the_right_to_names_pages_stay_closed(browse: Browse) -> None:
    """Who may only search sees the entry, and is told why there is no page."""
    page = browse("karla")
    open_entry(page, "Kaarst 3 1100/9")
    assert "für Sie geschlossen" in page.locator(".scan").inner_text()
    address = page.url.split("/eintragung/")[1].split("/")[0]
    for closed in (f"/bild/{address}/1", f"/pdf/{address}", f"/kopie/{address}/1"):
        assert page.request.get(closed).status == 404


def test_a_page_needs_a_reason_even_by_its_address(browse: Browse) -> None:
    """Neither image nor PDF can be had past the question for the reason."""
    page = browse("nora")
    open_entry(page, "Büttgen 13 1066/24")
    address = page.url.split("/eintragung/")[1].split("/")[0]
    assert page.request.get(f"/bild/{address}/1").status == 403
    assert page.request.get(f"/pdf/{address}").status == 403


def test_the_pdf_is_the_one_of_the_archive(browse: Browse, served: Served) -> None:
    """What is handed out is to the bit what was archived."""
    page = browse("nora")
    open_entry(page, "Kaarst 3 1100/9", reason="Bauantrag")
    with page.expect_download() as download:
        page.click("text=Ganze Akte als PDF/A")
    kept = next((served.desk.home / "dossiers/kaarst").glob("KAA-office*/v1/r1/*.pdf"))
    assert download.value.path().read_bytes() == kept.read_bytes()


def test_a_missing_file_of_the_archive_is_said(browse: Browse, served: Served) -> None:
    """A damaged archive is named as such, without telling where it lies."""
    page = browse("nora")
    open_entry(page, "Kaarst 7 654", reason="Bauantrag")
    pdf = next((served.desk.home / "dossiers/kaarst").glob("KAA-aged*/v1/r1/*.pdf"))
    away = pdf.rename(pdf.with_suffix(".away"))
    try:
        answer = page.request.get(str(page.locator("text=Ganze Akte").get_attribute("href")))
        assert answer.status == 503
        assert "fehlt oder ist verändert" in answer.text()
        assert str(served.desk.home) not in answer.text()
    finally:
        away.rename(pdf)


def test_a_released_copy_opens_a_page_to_those_who_search(browse: Browse) -> None:
    """A reviewer blackens, looks, and releases; withdrawn, it is closed again."""
    reviewer, other = browse("rita"), browse("karla")
    open_entry(reviewer, "Kaarst 7 654", reason="Freigabe")
    follow(reviewer, "text=Schwärzen und freigeben")
    image = reviewer.locator("input[type=image]")
    image.wait_for()
    area = image.bounding_box()
    assert area is not None
    reviewer.mouse.move(area["x"] + 50, area["y"] + 20)
    reviewer.mouse.down()
    reviewer.mouse.move(area["x"] + 150, area["y"] + 80)
    reviewer.mouse.up()
    follow(reviewer, "text=Ergebnis ansehen")
    reviewer.check("#geprueft")
    follow(reviewer, "button[name=freigeben]")
    open_entry(other, "Kaarst 7 654")
    href = str(other.locator("svg image").get_attribute("href"))
    assert href.startswith("/kopie/")
    assert other.request.get(href).status == 200
    follow(reviewer, "text=Freigabe zurückziehen")
    assert other.request.get(href).status == 404


def test_a_box_is_drawn_by_keys_alone(browse: Browse) -> None:
    """Two corners, set with arrows and Enter; Escape drops what was begun."""
    page = browse("rita")
    open_entry(page, "Kaarst 3 1100/9", reason="Freigabe")
    follow(page, "text=Schwärzen und freigeben")
    before = page.locator("rect.black").count()
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.name") != "klick":
        page.keyboard.press("Tab")
    expect(page.locator("path.cross")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Escape")
    expect(page.locator("rect.black")).to_have_count(before)
    for key in ("Enter", "Shift+ArrowRight", "Shift+ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("rect.black")).to_have_count(before + 1)
    follow(page, "button[name=ansehen]")
    follow(page, "button[name=bearbeiten]")
    expect(page.locator("rect.black")).to_have_count(before + 1)


def test_two_who_redact_one_page_do_not_overwrite_each_other(browse: Browse) -> None:
    """Who is later sees that, with the boxes of both; what one has blackened stays so."""
    first, second = browse("rita"), browse("rolf")
    for reviewer, box in ((first, "10,10,90,90"), (second, "200,200,300,300")):
        open_entry(reviewer, "Kaarst 7 654", reason="Freigabe")
        follow(reviewer, "text=Schwärzen und freigeben")
        boxes = reviewer.locator("input[name=kaesten]")
        boxes.evaluate("(field, box) => (field.value = box)", box)
        follow(reviewer, "text=Ergebnis ansehen")
        reviewer.check("#geprueft")
    follow(first, "button[name=freigeben]")
    follow(second, "button[name=freigeben]")
    assert "rita hat diese Seite inzwischen freigegeben" in second.locator(".refusal").inner_text()
    assert boxes.input_value() == "200,200,300,300;10,10,90,90"
    follow(second, "text=Ergebnis ansehen")
    second.check("#geprueft")
    follow(second, "button[name=freigeben]")
    expect(second.locator("rect.black")).to_have_count(2)
    follow(second, "text=Freigabe zurückziehen")


def test_nobody_but_a_reviewer_releases(browse: Browse) -> None:
    """The right to see names is not the right to release pages."""
    page = browse("nora")
    open_entry(page, "Kaarst 7 654", reason="Bauantrag")
    expect(page.locator("text=Schwärzen")).to_have_count(0)
    address = page.url.split("/eintragung/")[1].split("/")[0]
    assert page.request.get(f"/schwaerzen/{address}/1").status == 404


@pytest.mark.parametrize("parcel", ["Kaarst 3 1100/9", "Büttgen 13 999"])
def test_a_statement_says_in_words_how_sure_it_is(browse: Browse, parcel: str) -> None:
    """One form, one number, one letter; what nobody can rely on yet is said in plain words."""
    page = browse("karla")
    ask(page, parcel)
    page.fill("#anlass", "Kaufanfrage")
    follow(page, "text=Auskunft erteilen")
    said = page.locator("main").inner_text()
    assert ("Baulasten sind verzeichnet" in said) == (parcel == "Kaarst 3 1100/9")
    assert ("Darauf kann sich noch niemand verlassen" in said) == ("Nicht sicher" in said)
    letter = page.request.get(f"{page.url}/schreiben.pdf")
    assert letter.body().startswith(b"%PDF")
    other = browse("nils")
    assert other.request.get(page.url).status == 404


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("Norf 4 12", "Für Neuss fehlt die Berechtigung"),
        ("Unsinn", "kein Flurstück"),
        ("x" * 400, ""),
    ],
)
def test_a_statement_that_cannot_be_is_refused(browse: Browse, asked: str, says: str) -> None:
    """Another town's land, and what is no parcel, get no statement and no number."""
    page = browse("karla")
    page.goto("/auskunft")
    page.fill("#flurstueck", asked)
    page.fill("#grund", "Kauf")
    follow(page, "main button")
    assert says in page.locator("[role=alert]").inner_text()
    assert page.url.endswith("/auskunft")


def test_a_refusal_is_english_for_who_reads_english(browse: Browse) -> None:
    """What is wrong, and what is to be done; whatever language the server was started in."""
    page = browse("karla")
    follow(page, "text=English")
    page.goto("/auskunft")
    page.fill("[name=flurstueck]", "Hauptstraße")
    page.fill("[name=grund]", "sale")
    follow(page, "main button")
    said = page.locator("[role=alert]").inner_text()
    assert "names no parcel" in said
    assert "Give Gemarkung, Flur and parcel" in said
