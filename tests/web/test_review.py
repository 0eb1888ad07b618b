"""Review at the desk: by keys alone, by two at once, and without a script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FloatRect, Page, expect

from archive.audit import EventName, read_trail
from archive.owed import owed
from baulast.corrections import Verb
from baulast.errors import CatalogUnusable
from baulast.model import FieldName
from baulast.tasks import key_of, target_of
from catalog.records import TaskFilter
from catalog.store import Catalog
from index.query import parse
from review.answers import Answer
from review.desk import ReviewDesk, decisions_in
from tests.web.conftest import Served, ask, follow, open_entry
from web.overtaken import written

Browse = Callable[..., Page]


@pytest.fixture
def served(own_served: Served) -> Served:
    """A desk of the test's own: here things are decided."""
    return own_served


def left(served: Served) -> int:
    return sum(served.desk.catalog.desk.counts(TaskFilter()).values())


def press(page: Page, key: str) -> None:
    """Presses a key that decides, and waits for the next look."""
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.keyboard.press(key)


def begin(page: Page) -> None:
    page.goto("/pruefung")
    press(page, "Enter")  # the button to begin has the focus


def test_a_reviewer_clears_the_queue_by_keys_alone(browse: Browse, served: Served) -> None:
    """One key a look, whatever it is about, and one page load from each to the next."""
    page = browse("rita")
    begin(page)
    open_before = left(served)
    assert open_before > 4
    pages = 0
    while page.url.endswith("/naechste"):
        press(page, "a")
        pages += 1
    assert left(served) == 0
    assert pages <= open_before
    expect(page.get_by_text("Es ist nichts zu prüfen")).to_be_visible()


def test_a_value_is_typed_and_checked(browse: Browse, served: Served) -> None:
    """What is no parcel is refused, what is odd is asked about once more, and then it counts."""
    page = browse("rita")
    page.goto("/pruefung/naechste")
    page.keyboard.press("k")
    page.keyboard.type("Büttgen")
    press(page, "Enter")
    expect(page.locator("[role=alert]")).to_be_visible()
    assert page.locator("#wert-0").input_value() == "Büttgen"
    for odd in ("Büttgen 98 7", "Büttgen 99 7"):  # what was confirmed is the one shown as odd
        page.fill("#wert-0", odd)
        with page.expect_navigation():
            page.press("#wert-0", "Enter")
        assert "heute nicht" in (page.locator("[role=alert]").text_content() or "")
    with page.expect_navigation():
        page.press("#wert-0", "Enter")
    said = [o for d in served.desk.store.dossiers() for o in decisions_in(served.desk.store, d.id)]
    assert [one.value[0]["parcel"]["flur"] for _, one in said] == ["99"]


def test_two_reviewers_collide(browse: Browse, served: Served) -> None:
    """Who comes second is told who was first, sees what stands there now, and changes nothing."""
    first, second = browse("rita"), browse("rita")
    first.goto("/pruefung/naechste")
    action = first.locator("#entscheidung").get_attribute("action") or ""
    second.goto(action)
    press(first, "a")
    with second.expect_navigation() as told:
        second.keyboard.press("n")
    assert told.value.status == 409
    assert "rita hat hier inzwischen entschieden" in (second.text_content("[role=alert]") or "")
    said = [o for d in served.desk.store.dossiers() for o in decisions_in(served.desk.store, d.id)]
    assert [one.verb for _, one in said] == ["accept"]


def test_who_types_into_an_entry_that_was_struck_is_told_by_whom(
    browse: Browse, served: Served
) -> None:
    """The text is still there, to be taken along."""
    page = browse("rita")
    dossier = next(d for d in served.desk.store.dossiers() if d.entries)
    entry = dossier.entries[0]
    key = key_of((target_of(entry, FieldName.BURDENED),))
    page.goto(f"/pruefung/{served.desk.addresses.of(dossier.id, 1)}/{key}")
    page.fill("#wert-0", "Kaarst 3 4711")
    decide(served, dossier.id, key_of((target_of(entry),)), Answer(verb=Verb.STRIKE))
    with page.expect_navigation() as told:
        page.press("#wert-0", "Enter")
    assert told.value.status == 409
    assert "rolf" in (page.text_content("main") or "")
    assert page.locator("#getippt-0").input_value() == "Kaarst 3 4711"


def test_who_decides_of_several_of_which_one_was_decided_is_told_each(
    browse: Browse, served: Served
) -> None:
    """What stands now, by whom; each text in its field, to be sent again at once."""
    page = browse("rita")
    page.goto("/")
    dossier = next(d for d in served.desk.store.dossiers() if d.entries)
    targets = [target_of(dossier.entries[0], f) for f in (FieldName.STREET, FieldName.REFERENCE)]
    said = Answer(verb=Verb.CORRECT, text="Am Markt 1")
    decide(served, dossier.id, key_of(targets[:1]), said)
    form = {
        "echt": page.locator("input[name=echt] >> nth=0").input_value(),
        "angaben": written(targets),
        "wert-0": "Am Markt 2",
        "wert-1": "63-1/26",
        "tun": "correct",
        "stand": "of before",
    }
    path = f"/pruefung/{served.desk.addresses.of(dossier.id, 1)}/{key_of(targets)}"
    answer = page.request.post(path, form=form, headers={"origin": served.address})
    assert answer.status == 409
    page.set_content(answer.text())
    assert page.locator(".value >> nth=0").text_content() == "Am Markt 1"
    assert "rolf" in (page.locator("section >> nth=0").text_content() or "")
    assert page.locator("#wert-0").input_value() == "Am Markt 2"
    assert page.locator("#wert-1").input_value() == "63-1/26"
    for odd in ("", "[", "[[1]]", "{}", '[["x", "colour", null]]', "[" * 5000):
        again = {**form, "angaben": odd}
        refused = page.request.post(path, form=again, headers={"origin": served.address})
        assert refused.status == 404, odd


def decide(served: Served, id: str, key: str, said: Answer) -> None:
    """What a colleague decides meanwhile."""
    desk = served.desk
    colleague = ReviewDesk(
        desk.store, desk.catalog, desk.open_home_index, desk.settings.review, by="rolf"
    )
    look = colleague.look(id, 1, key)
    assert look is not None
    colleague.decide(id, 1, key, [said], stand=look.stand)


def test_a_locked_catalog_loses_no_decision(
    browse: Browse, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reviewer is told that it is kept, and the next look makes it known."""
    page = browse("rita")
    page.goto("/pruefung/naechste")
    with monkeypatch.context() as locked:
        locked.setattr(Catalog, "changed", refuse)
        press(page, "n")
    assert "Gespeichert." in (page.locator("main").text_content() or "")
    assert len(owed(served.desk.home)) == 1
    with page.expect_navigation():
        page.click("text=Weiter")
    assert page.locator("#entscheidung").is_visible()
    assert owed(served.desk.home) == ()


def refuse(*_: object, **__: object) -> None:
    raise CatalogUnusable("database is locked")


def test_it_works_without_a_script(browse: Browse, served: Served) -> None:
    """Every decision is a button, holding and undoing too."""
    page = browse("rita", script=False)
    page.goto("/pruefung")
    follow(page, "text=Beginnen")
    before = left(served)
    follow(page, "button[value=accept]")
    assert left(served) == before - 1
    follow(page, "text=Letzte Entscheidung zurücknehmen")
    assert left(served) == before
    page.goto("/pruefung/naechste")
    page.click("summary:has-text('Zurücklegen')")
    page.fill("#bemerkung", "wartet auf das Kataster")
    follow(page, "button[value=hold]")
    assert left(served) == before - 1
    page.goto("/pruefung")
    follow(page, "h2:has-text('Zurückgelegt') + ul a")
    expect(page.get_by_text("wartet auf das Kataster")).to_be_visible()
    follow(page, ".plain a:has-text('Größer')")
    expect(page.locator("#blatt.large")).to_be_visible()
    follow(page, "text=Wörter zeigen")
    expect(page.locator("svg.with-words")).to_be_visible()
    follow(page, "button[value=release]")
    assert left(served) == before


def test_an_entry_that_was_missed_is_added(browse: Browse, served: Served) -> None:
    """From the page that it stands on; a search finds it at once."""
    page = browse("rita")
    page.goto("/pruefung/naechste")
    follow(page, "text=Eine Eintragung fehlt ganz")
    page.fill("#sheet", "4711")
    page.fill("#entry_number", "1")
    page.fill("#burdened", "Kaarst 3 17")
    with page.expect_navigation():
        page.press("#burdened", "Enter")
    page.goto("/")
    page.fill("#frage", "Kaarst 3 17")
    page.press("#frage", "Enter")
    page.wait_for_url("**/suche/*")
    assert "4711" in (page.text_content("main") or "")


def test_what_was_framed_is_marked_for_who_searches(browse: Browse, served: Served) -> None:
    """On the page that was shown, not on the look's own; a question does not lose the frame."""
    page = browse("rita")
    dossiers = served.desk.store.dossiers()
    dossier = next(d for d in dossiers if d.entries and len(d.pages) > 1)
    key = key_of((target_of(dossier.entries[0], FieldName.BURDENED),))
    page.goto(f"/pruefung/{served.desk.addresses.of(dossier.id, 1)}/{key}?seite=2")
    paper = page.locator("#blatt").bounding_box()
    assert paper is not None
    left, top = paper["x"] + 60, paper["y"] + 80
    page.keyboard.down("Shift")
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(left + 120, top + 40)
    page.mouse.up()
    page.keyboard.up("Shift")
    page.fill("#wert-0", "Kaarst 99 23")
    with page.expect_navigation():
        page.press("#wert-0", "Enter")
    expect(page.locator("#blatt rect.hit")).not_to_have_count(0)
    page.fill("#wert-0", "Kaarst 3 23")
    with page.expect_navigation():
        page.press("#wert-0", "Enter")
    said = [o for d in served.desk.store.dossiers() for o in decisions_in(served.desk.store, d.id)]
    (spot,) = [one.spot for _, one in said if one.spot is not None]
    assert spot.page == 2
    with served.desk.open_index() as index:
        (hit,) = index.search(parse("Kaarst 3 23")).entries
    assert (hit.place.page, hit.place.box) == (2, spot.box)


def test_what_a_reviewer_sees_is_written_down(browse: Browse, served: Served) -> None:
    """Each page that is shown, with the review as the reason."""
    page = browse("rita")
    page.goto("/pruefung/naechste")
    looks = [line for line in read_trail(served.desk.home) if line.name == EventName.LOOK]
    lines = [line for line in looks if line.details["what"] != "report"]  # of the import
    assert {line.details["reason"] for line in lines} == {"Prüfung"}
    assert {line.details["given_by"] for line in lines} == {"rita"}
    assert "KAA" not in page.url


@pytest.mark.parametrize("key", ["a", "n", "f"])
def test_what_is_typed_is_not_passed_over(browse: Browse, served: Served, key: str) -> None:
    """Who types another value and then takes the wrong key is asked, and finds it typed."""
    page = browse("rita")
    page.goto("/pruefung/naechste")
    before = left(served)
    page.fill("#wert-0", "Kaarst 3 4711")
    page.press("#wert-0", "Escape")
    with page.expect_navigation():
        page.keyboard.press(key)
    assert "noch etwas eingetragen" in page.locator(".refusal").inner_text()
    assert page.locator("#wert-0").input_value() == "Kaarst 3 4711"
    assert left(served) == before


def box_of(page: Page, selector: str) -> FloatRect:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box


def test_the_page_is_moved_by_keys(browse: Browse) -> None:
    """Larger around the marked place, turned with nothing cut off, whole; words on demand."""
    page = browse("rita")
    page.goto("/pruefung/naechste")
    frame, paper, mark = "#blatt", "#blatt svg", "#blatt rect.hit"
    before, asked = box_of(page, paper), box_of(page, mark)
    for _ in range(3):
        page.keyboard.press("+")
    assert box_of(page, paper)["width"] == pytest.approx(before["width"] * 1.25**3, rel=0.01)
    near = box_of(page, mark)
    assert near["y"] + near["height"] / 2 == pytest.approx(asked["y"] + asked["height"] / 2, abs=3)
    page.keyboard.press("r")
    turned, picture = box_of(page, paper), box_of(page, "#blatt svg image")
    assert turned["width"] > turned["height"]
    assert all(picture[side] == pytest.approx(turned[side], abs=1) for side in turned)
    page.keyboard.press("w")
    assert "with-words" in (page.locator(paper).get_attribute("class") or "")
    page.keyboard.press("r")
    page.keyboard.press("0")
    whole, around = box_of(page, paper), box_of(page, frame)
    assert whole["height"] <= around["height"] + 1
    assert whole["width"] <= around["width"] + 1


@pytest.mark.parametrize("name", ["karla", "nora", "kreis", "nils"])
def test_nobody_else_reviews(browse: Browse, served: Served, name: str) -> None:
    """Neither the list nor a look nor a decision is there for who may only see."""
    page = browse(name)
    spot = served.desk.catalog.desk.tasks(TaskFilter(), limit=1)[0]
    address = served.desk.addresses.of(spot.dossier, spot.version)
    page.goto("/")
    word = page.locator("input[name=echt] >> nth=0").input_value()
    for path in ("/pruefung", "/pruefung/naechste", f"/pruefung/{address}/{spot.key}"):
        assert page.request.get(path, max_redirects=0).status == 404, path
    answer = page.request.post(
        f"/pruefung/{address}/{spot.key}",
        form={"echt": word, "tun": "accept", "stand": ""},
        headers={"origin": served.address},
        max_redirects=0,
    )
    assert answer.status == 404
    assert left(served) == left(served) > 0


HOSTILE: list[dict[str, str]] = [
    {},
    {"tun": "explode"},
    {"tun": "undo"},
    {"tun": "add"},
    {"tun": "correct"},
    {"tun": "correct", "wert-0": "x" * 50_000},
    {"tun": "correct", "wert-0": "\u0000\u202e<script>"},
    {"tun": "strike"},
    {"wahl": "0." + "9" * 5000},
    {"wahl": "..."},
    {"notiz": "shout"},
    {"notiz": "assign", "an": "karla"},
    {"tun": "accept", "stand": "of yesterday"},
    {"tun": "accept", "lauf": "9" * 5000},
    {"tun": "accept", "stadt": "neuss/.."},
    {"tun": "accept", "grund": "'; DROP TABLE tasks"},
]


def test_what_no_form_of_ours_says_changes_nothing(browse: Browse, served: Served) -> None:
    """It is refused in words, never with a fault of the program."""
    page = browse("rita")
    spot = served.desk.catalog.desk.tasks(TaskFilter(), limit=1)[0]
    address = served.desk.addresses.of(spot.dossier, spot.version)
    page.goto("/")
    word = page.locator("input[name=echt] >> nth=0").input_value()
    for form in HOSTILE:
        answer = page.request.post(
            f"/pruefung/{address}/{spot.key}",
            form={"echt": word, **form},
            headers={"origin": served.address},
            max_redirects=0,
        )
        assert answer.status in (400, 404, 409), form
    said = [o for d in served.desk.store.dossiers() for o in decisions_in(served.desk.store, d.id)]
    assert said == []


@pytest.mark.parametrize("script", [True, False])
def test_what_is_typed_is_checked_on_the_way(browse: Browse, served: Served, script: bool) -> None:
    """Beside the field, in the words that are said when it is handed in, script or none."""
    page = browse("rita", script=script)
    page.goto("/pruefung/naechste")
    for text, wanted in (("Büttgen 12", "die Flur fehlt"), ("Büttgen 99 7", "heute nicht")):
        page.fill("#wert-0", text)
        if script:
            expect(page.locator("#sagt-0")).to_contain_text(wanted)
            assert page.get_attribute("#sagt-0", "aria-live") == "polite"
        with page.expect_navigation():
            page.click("button[value=correct]")
        assert wanted in (page.text_content("[role=alert]") or "")
    assert "Büttgen" in page.eval_on_selector_all("#namen-0 option", "all => all.map(o => o.value)")
    said = [o for d in served.desk.store.dossiers() for o in decisions_in(served.desk.store, d.id)]
    assert said == []


def test_a_gemarkung_is_completed_while_it_is_typed(browse: Browse) -> None:
    """The field proposes what it may become, behind the parcels that stand there already."""
    page = browse("rita")
    page.goto("/pruefung/naechste")
    page.click("text=Eine Eintragung fehlt ganz")
    page.fill("#burdened", "Kaarst 3 17; Bütt")
    page.wait_for_selector(
        "#namen-burdened option[value='Kaarst 3 17; Büttgen ']", state="attached"
    )
    page.fill("#burdened", "Kaarst 3 17")
    expect(page.locator("#sagt-burdened")).to_have_class("says good")
    page.fill("#registered_on", "12.3.1974")
    expect(page.locator("#sagt-registered_on")).to_contain_text("Dienstag")


def test_what_is_typed_stands_in_no_address(browse: Browse) -> None:
    """It is asked for by a form of the session's own, never by an address that logs keep."""
    page = browse("rita")
    page.goto("/pruefung/naechste")
    with page.expect_request("**/angabe/*") as asked:
        page.fill("#wert-0", "Büttgen 12 345")
    assert (asked.value.method, "?" in asked.value.url) == ("POST", False)


@pytest.mark.parametrize("script", [True, False])
def test_who_decided_too_fast_goes_back(browse: Browse, served: Served, script: bool) -> None:
    """To the look before and the one before that, which are as they were decided; and on again."""
    page = browse("rita", script=script)
    page.goto("/pruefung/naechste")
    assert page.locator("a:has-text('Vorige Stelle')").count() == 0
    titles = []
    for _ in range(2):
        titles.append(page.text_content("h1"))
        with page.expect_navigation():
            page.click("button[value=accept]")
    before = left(served)
    here = page.text_content("h1")
    for title in reversed(titles):
        if script:
            press(page, "v")
        else:
            page.click("a:has-text('Vorige Stelle')")
        assert page.text_content("h1") == title
    assert page.locator("a:has-text('Vorige Stelle')").count() == 0
    if script:
        press(page, "o")
    else:
        page.click("a:has-text('Nächste offene')")
    assert page.text_content("h1") == here
    assert left(served) == before


def test_what_is_no_more_is_passed_over_on_the_way_back(browse: Browse) -> None:
    """An entry that was struck has no look; the one before it has."""
    page = browse("rita")
    page.goto("/pruefung/naechste")
    first = page.text_content("h1")
    page.click("summary:has-text('Alle Angaben')")
    page.click("table.details a >> nth=-1")
    with page.expect_navigation():
        page.click("button[value=strike]")
    press(page, "v")
    assert page.text_content("h1") != first
    assert (
        page.url.endswith("/pruefung") or page.locator("a:has-text('Nächste offene')").is_visible()
    )


def test_a_key_tells_all_keys(browse: Browse) -> None:
    """Over the look, gone by Escape; without deciding anything."""
    page = browse("rita")
    page.goto("/pruefung/naechste")
    page.keyboard.press("?")
    assert page.locator(".keys dl").is_visible()
    named = {key.strip().lower() for key in page.locator(".keys dl kbd").all_text_contents()}
    on_screen = page.eval_on_selector_all(
        "[data-key]:not([data-key='?'])", "all => all.map(one => one.dataset.key.toLowerCase())"
    )
    assert {key for key in on_screen if not key.isdecimal()} <= named
    page.keyboard.press("Escape")
    assert not page.locator(".keys dl").is_visible()


def test_a_place_is_framed_on_the_page_that_is_shown(browse: Browse, served: Served) -> None:
    """It becomes the crop beside the value, outlives a question, and is kept with its own page."""
    dossier = next(d for d in served.desk.store.dossiers() if len(d.pages) == 3)
    key = key_of((target_of(dossier.entries[0], FieldName.DECLARED_ON),))
    page = browse("rita")
    address = served.desk.addresses.of(dossier.id, dossier.version)
    page.goto(f"/pruefung/{address}/{key}?seite=3", wait_until="networkidle")
    page.keyboard.press("e")
    box = page.locator("#blatt").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 60, box["y"] + 80)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 110, steps=4)
    page.mouse.up()
    expect(page.locator("#eingerahmt svg image")).to_be_visible()
    drawn = page.input_value("[name=kasten]")
    page.fill("#wert-0", "12.03.1950")  # before there was a register: a Sunday
    for _ in range(2):
        assert page.input_value("[name=kasten]") == drawn
        with page.expect_navigation():
            page.press("#wert-0", "Enter")
    ((_, said),) = decisions_in(served.desk.store, dossier.id)
    assert said.box is not None
    assert said.page == 3
    assert [said.box.left, said.box.top, said.box.right, said.box.bottom] == [
        int(number) for number in drawn.split(",")
    ]
    assert 30 < said.box.height < said.box.width < dossier.pages[2].upright_size[0]


def test_what_a_search_has_found_is_put_right(browse: Browse, served: Served) -> None:
    """From the entry to a look at any of its fields, doubted or not, and back to the entry."""
    page = browse("rita")
    open_entry(page, "Kaarst 3 1100/9")
    entry = page.url.partition("?")[0]
    follow(page, "[aria-label='gelöscht am: berichtigen']")
    page.fill("#wert-0", "12.03.1970")  # ahead of the day of entry: it is asked about once more
    for _ in range(2):
        with page.expect_navigation():
            page.press("#wert-0", "Enter")
    assert page.url == entry
    rows = {
        row.partition("\t")[0]: row for row in page.locator("table.details tr").all_inner_texts()
    }
    assert "12.03.1970" in rows["gelöscht am"]
    assert "bitte prüfen" in rows["Stand"]
    follow(page, "text=Eintragung streichen")
    follow(page, "button[value=strike]")
    assert page.url.endswith("/pruefung/naechste")
    page.goto("/")
    ask(page, "Kaarst 3 1100/9")
    expect(page.locator("table.entries tbody tr")).to_have_count(1)


def test_a_page_that_nobody_doubts_is_of_another_kind(browse: Browse, served: Served) -> None:
    """From the entry that stands on it, or from any look that shows it."""
    page = browse("rita")
    open_entry(page, "Kaarst 3 1100/9")
    follow(page, "text=Art der Seite berichtigen")
    assert "Baulastenblatt" in (page.locator("#wert-0 option").first.text_content() or "")
    page.select_option("#wert-0", label="Erklärung")
    follow(page, "button[value=correct]")
    assert "Seite 1: Erklärung" in page.locator(".scan h2").inner_text()
    page.goto("/pruefung/naechste")
    follow(page, "text=Art der Seite berichtigen")
    expect(page.locator("select#wert-0")).to_be_visible()


@pytest.mark.parametrize("name", ["karla", "nora"])
def test_who_does_not_review_is_offered_no_correction(browse: Browse, name: str) -> None:
    """An entry is to be read, and nothing leads to what would be refused."""
    page = browse(name)
    open_entry(page, "Kaarst 3 1100/9")
    assert page.locator("main a[href*='/pruefung/'], main a[href*='/ergaenzen/']").count() == 0


def test_the_queue_says_what_waits_and_for_how_long(browse: Browse, served: Served) -> None:
    """Dossier, sheet and number of each look, without digests; a time from the first look on."""
    page = browse("rita")
    page.goto("/pruefung")
    first = page.locator("ol.looks li").first.inner_text()
    assert re.match(r"Kaarst, KAA-[\w-]+, Blatt \S+, lfd. Nr. \d+, Seite 1", first)
    assert "~" not in page.locator("main").inner_text()
    assert "bei 15 Sekunden je Stelle" in page.locator(".outcome").inner_text()
    assert page.locator("#laeufe option").count() == 2
    follow(page, "text=English")
    assert "at 15 seconds a look" in page.locator(".outcome").inner_text()


def test_what_was_decided_here_stands_apart(browse: Browse, served: Served) -> None:
    """With the remark made upon it; what was decided about the rest of the dossier comes below."""
    page = browse("rita")
    dossier = next(d for d in served.desk.store.dossiers() if len(d.entries) > 1)
    keys = [key_of((target_of(entry, FieldName.STREET),)) for entry in dossier.entries]
    said = Answer(verb=Verb.CORRECT, text="Am Markt 1", remark="laut Lageplan")
    for key in keys[:2]:
        decide(served, dossier.id, key, said)
    page.goto(f"/pruefung/{served.desk.addresses.of(dossier.id, 1)}/{keys[0]}")
    page.keyboard.press("d")
    told = page.locator("#andere li").all_inner_texts()
    assert ["lfd. Nr. 1" in line for line in told] == [True, False]
    assert "Am Markt 1“ berichtigt – laut Lageplan" in told[0]
    assert "(1)" in page.locator("#andere summary").inner_text()
