"""Pages put into another dossier: looked at first, found there at once, put back by a click."""

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

import review.bounds
from archive.audit import EventName, Line, read_trail
from archive.store import Store
from batch.comparison import compared
from baulast.corrections import Verb
from baulast.model import Dossier, FieldName
from baulast.tasks import key_of, target_of
from review.answers import Answer
from review.bounds import BoundsDesk, BoundsRefused
from review.desk import ReviewDesk
from tests.web.conftest import BAULAST, ROOT, Served, ask, follow
from upkeep import rebuild

Browse = Callable[..., Page]


@pytest.fixture
def served(own_served: Served) -> Served:
    """A desk of the test's own: here pages are moved."""
    return own_served


def named(served: Served, part: str) -> Dossier:
    """The dossier whose name holds that word, as it stands."""
    return next(d for d in served.desk.store.dossiers() if part in d.id)


def pixels(served: Served) -> Counter[str]:
    return Counter(p.pixels_sha256 for d in served.desk.store.dossiers() for p in d.pages)


def values(served: Served) -> list[str]:
    """What is published of every entry, but how sure it is."""
    return sorted(
        str([(name, finding.value) for name, finding in entry.findings.items()])
        for dossier in served.desk.store.dossiers()
        for entry in dossier.entries
    )


def bounds_desk(served: Served) -> BoundsDesk:
    desk = served.desk
    return BoundsDesk(
        store=desk.store,
        catalog=desk.catalog,
        open_index=desk.open_home_index,
        settings=desk.settings,
        by="rita",
    )


def correct(served: Served, dossier: Dossier) -> None:
    """Says what the second entry's parcel is."""
    desk = served.desk
    reviewer = ReviewDesk(
        desk.store, desk.catalog, desk.open_home_index, desk.settings.review, by="rita"
    )
    key = key_of((target_of(dossier.entries[1], FieldName.BURDENED),))
    look = reviewer.look(dossier.id, dossier.version, key)
    assert look is not None
    said = Answer(verb=Verb.CORRECT, text="Büttgen 12 345")
    reviewer.decide(dossier.id, dossier.version, key, [said], stand=look.stand)


@pytest.mark.parametrize("script", [True, False])
def test_a_page_is_moved_and_put_back(browse: Browse, served: Served, script: bool) -> None:
    """From the look at it, after a look at what becomes of it; searches find it where it is."""
    before, texts = pixels(served), values(served)
    giver, taker = named(served, "office"), named(served, "poor")
    key = key_of((target_of(giver.entries[0], FieldName.BURDENED),))
    address = served.desk.addresses.of(giver.id, giver.version)
    page = browse("rita", script=script)
    page.goto(f"/pruefung/{address}/{key}?seite=3")
    if script:
        with page.expect_navigation():
            page.keyboard.press("s")
    else:
        follow(page, "a:has-text('Seite gehört nicht hierher')")
    assert page.locator("[name=seite-3]").is_checked()
    page.fill("#akte", taker.id.partition("/")[2])
    follow(page, "text=Ansehen, was daraus wird")
    assert page.locator("ol.pile").count() == 2
    assert page.locator("ol.pile >> nth=1 >> li").count() == 2
    assert values(served) == texts
    follow(page, "button[name=sicher]")
    assert len(named(served, "poor").pages) == 2
    assert pixels(served) == before
    assert compared(served.desk.home).found == ()
    assert {line.details["given_by"] for line in trail(served)} == {"rita"}
    follow(page, "text=Alle Seiten zurücklegen")
    assert (pixels(served), values(served)) == (before, texts)


def trail(served: Served) -> list[Line]:
    return [line for line in read_trail(served.desk.home) if line.name == EventName.BOUNDS]


def test_a_dossier_is_split_and_what_was_said_goes_along(
    browse: Browse, served: Served, tmp_path: Path
) -> None:
    """Through a rebuild, another import of the same scans, and an export into an empty home."""
    giver = named(served, "office")
    correct(served, giver)
    before, told = pixels(served), bounds_desk(served)
    told.carry_out(told.split(giver, [1, 2], name="KAA-BL-77"))
    new = named(served, "KAA-BL-77")
    assert [page.number for page in new.pages] == [1, 2]
    assert [str(plot.parcel) for plot in new.entries[1].burdened.value] == [
        "Büttgen, Flur 12, Flurstück 345"
    ]
    assert new.entries[1].burdened.is_reviewed
    assert any("verschiedenen Akten" in doubt.detail.german for doubt in new.entries[0].doubts)
    page = browse("rita")
    ask(page, "Büttgen 12 345")
    assert page.locator("table.entries tbody tr").count() == 1
    stands = values(served)
    rebuild(served.desk.home)
    assert (values(served), pixels(served)) == (stands, before)
    assert compared(served.desk.home).found == ()
    run(served.desk.home, "import", "samples/kaarst", "-m", "kaarst", "--quiet")
    assert (values(served), pixels(served)) == (stands, before)
    bags = str(tmp_path / "bags")
    run(served.desk.home, "export", "archive", "-m", "kaarst", "--reason", "Abgabe", "-o", bags)
    run(tmp_path / "other", "rebuild", "--from", bags)
    assert {one.id for one in Store(tmp_path / "other").dossiers()} == {
        one.id for one in served.desk.store.dossiers() if one.municipality == "kaarst"
    }


def run(home: Path, *words: str) -> None:
    """One call of the program, which has to go well."""
    done = subprocess.run([str(BAULAST), "--home", str(home), *words], cwd=ROOT, check=False)
    assert done.returncode == 0, words


REFUSED = [
    ({"tun": "abtrennen"}, "keine Seite gewählt"),
    ({"tun": "abtrennen", "seite-1": "", "seite-2": "", "seite-3": ""}, "keine Seite übrig"),
    ({"tun": "abtrennen", "seite-1": "", "nummer": "x" * 5000}, "keine Nummer"),
    ({"tun": "abtrennen", "seite-1": "", "nummer": "a\x00b"}, "keine Nummer"),
    ({"tun": "ordnen", "seite-3": ""}, "Dort liegen sie schon"),
    ({"tun": "ordnen", "seite-1": "", "vor": "99"}, "keine Seite 99"),
    ({"tun": "ordnen", "seite-1": "", "vor": "9" * 5000}, "keine Seite"),
    ({"tun": "ordnen", "seite-1": "", "vor": "-1"}, "keine Seite"),
    ({"tun": "verschieben", "seite-1": "", "akte": ""}, "gibt es nicht"),
    ({"tun": "verschieben", "seite-1": "", "akte": "../../neuss"}, "gibt es nicht"),
    ({"tun": "verschieben", "seite-1": "", "akte": "<script>"}, "gibt es nicht"),
    ({"tun": "sprengen", "seite-1": ""}, "nicht gewählt"),
    ({}, "nicht gewählt"),
]


def test_what_cannot_be_is_refused_in_words(browse: Browse, served: Served) -> None:
    """And nothing is written."""
    dossier = named(served, "office")
    address = served.desk.addresses.of(dossier.id, dossier.version)
    page = browse("rita")
    page.goto(f"/seiten/{address}")
    word = page.locator("input[name=echt] >> nth=0").input_value()
    for wanted, why in REFUSED:
        answer = page.request.post(
            f"/seiten/{address}",
            form={"echt": word, "sicher": "ja", **wanted},
            headers={"origin": served.address},
        )
        assert answer.status == 400, wanted
        assert why in answer.text(), wanted
    assert not any(served.desk.store.supplements())


def test_while_an_import_is_at_work_nothing_is_moved(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Since when is said, and what to do; it can be asked for again."""
    monkeypatch.setattr(review.bounds, "WAIT_S", 0.0)
    told, giver = bounds_desk(served), named(served, "office")
    plan = told.split(giver, [3])
    with served.desk.store.locked(), pytest.raises(BoundsRefused, match="Reparatur"):
        told.carry_out(plan)
    batch = served.desk.catalog.runs.begin(root="/scans", municipality="kaarst")
    with (
        served.desk.store.locked(),
        pytest.raises(BoundsRefused, match=f"Import {batch}.*anhalten"),
    ):
        told.carry_out(plan)
    told.carry_out(plan)
    with pytest.raises(BoundsRefused, match=r"inzwischen geändert|zurückgezogen"):
        told.carry_out(plan)


def test_a_dossier_of_several_versions_is_left_alone(served: Served) -> None:
    """What was said of an older scan holds for the newer one: it must not be torn from it."""
    giver = named(served, "office")
    store = served.desk.store
    shutil.copytree(store.revision(giver.id, 1), store.version_folder(giver.id, 2) / "r1")
    with pytest.raises(BoundsRefused, match="mehreren Fassungen"):
        bounds_desk(served).split(giver, [3])


@pytest.mark.parametrize("width", ["1280", "4K"])
def test_the_pages_are_legible(browse: Browse, served: Served, width: str, pictures: Path) -> None:
    """Nothing reaches beyond the window; pictures are left for people to look at."""
    dossier = named(served, "office")
    page = browse("rita", width=width)
    address = served.desk.addresses.of(dossier.id, dossier.version)
    page.goto(f"/seiten/{address}?seite=3", wait_until="networkidle")
    page.screenshot(path=pictures / f"seiten-{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
