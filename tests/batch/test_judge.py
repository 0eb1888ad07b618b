"""What a dossier is to those that are known: new, known, a duplicate or a new version."""

from dataclasses import replace

import pytest

from batch.judge import ARRANGED, Standing, is_mended, judge
from baulast.model import ColourMode, Dossier, DoubtReason, Page, PageOrigin
from catalog.records import DossierRecord, DossierState

STEPS = "s" * 64


def page(number: int, *, separator: str | None = None, is_blank: bool = False) -> Page:
    return Page(
        number=number,
        origin=PageOrigin(delivery="A", place=number, file="a", sha256="0" * 64, frame=0),
        width_px=10,
        height_px=10,
        dpi=300.0,
        mode=ColourMode.GREY,
        pixels_sha256=str(number) * 64,
        separator=separator,
        is_blank=is_blank,
    )


NUMBERED = Dossier(id="k/7", municipality="k", number="7", pages=(page(1, separator="7"), page(2)))
NAMED = Dossier(id="k/scan~c0", municipality="k", number=None, pages=(page(1),))
BLANK = Dossier(id="k/leer~c0", municipality="k", number=None, pages=(page(1, is_blank=True),))


def known(**changes: object) -> DossierRecord:
    plain = DossierRecord(
        id="k/7",
        version=1,
        municipality="k",
        number="7",
        content_sha256="c0",
        proves=1,
        source="/s/A",
        state=DossierState.DONE,
        steps_sha256=STEPS,
        batch=1,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("dossier", "versions", "with_content", "standing", "version"),
    [
        pytest.param(NUMBERED, [], [], Standing.NEW, 1, id="never seen"),
        pytest.param(NUMBERED, [known()], [known()], Standing.UNCHANGED, 1, id="done"),
        pytest.param(
            NUMBERED,
            [known(steps_sha256="old")],
            [known(steps_sha256="old")],
            Standing.GO_ON,
            1,
            id="done with other settings",
        ),
        pytest.param(
            NUMBERED,
            [known(state=DossierState.PENDING)],
            [known(state=DossierState.PENDING)],
            Standing.GO_ON,
            1,
            id="killed on the way",
        ),
        pytest.param(
            NUMBERED,
            [known(state=DossierState.ARCHIVED)],
            [known(state=DossierState.ARCHIVED)],
            Standing.GO_ON,
            1,
            id="archived and not indexed",
        ),
        pytest.param(
            NUMBERED,
            [known(state=DossierState.SET_ASIDE)],
            [known(state=DossierState.SET_ASIDE)],
            Standing.GO_ON,
            1,
            id="set aside is tried again",
        ),
        pytest.param(
            NUMBERED,
            [known(source="")],
            [known(source="")],
            Standing.UNCHANGED,
            1,
            id="catalog was rebuilt",
        ),
        pytest.param(
            NUMBERED,
            [known(source="/s/B")],
            [known(source="/s/B")],
            Standing.DUPLICATE,
            1,
            id="same number and pages from elsewhere",
        ),
        pytest.param(
            NUMBERED,
            [known(content_sha256="c1"), known(version=2, source=ARRANGED, steps_sha256="old")],
            [known(version=2, source=ARRANGED, steps_sha256="old")],
            Standing.DUPLICATE,
            1,
            id="the pages that a split has left",
        ),
        pytest.param(
            NUMBERED,
            [known(content_sha256="c1"), known(version=2, content_sha256="c2")],
            [],
            Standing.NEW_VERSION,
            3,
            id="same number with other pages",
        ),
        pytest.param(
            NUMBERED,
            [known(content_sha256="c1"), known(version=2)],
            [known(version=2)],
            Standing.UNCHANGED,
            2,
            id="the second version again",
        ),
        pytest.param(NAMED, [], [known()], Standing.DUPLICATE, 1, id="known under a number"),
        pytest.param(
            NUMBERED,
            [],
            [known(id="k/scan~c0", number=None)],
            Standing.NEW,
            1,
            id="known without its number",
        ),
        pytest.param(
            NUMBERED, [], [known(id="k/8", number="8")], Standing.NEW, 1, id="another number"
        ),
        pytest.param(
            BLANK,
            [],
            [known(id="k/anders~c0", number=None, proves=0)],
            Standing.NEW,
            1,
            id="blank pages prove nothing",
        ),
    ],
)
def test_standing(
    dossier: Dossier,
    versions: list[DossierRecord],
    with_content: list[DossierRecord],
    standing: Standing,
    version: int,
) -> None:
    """Nothing is overwritten, nothing is done twice, and no number is lost."""
    judged = judge(
        dossier,
        content_sha256="c0",
        source="/s/A",
        steps_sha256=STEPS,
        versions=versions,
        with_content=with_content,
    )
    assert (judged.standing, judged.dossier.version) == (standing, version)


ASIDE = known(content_sha256="c1", state=DossierState.SET_ASIDE, steps_sha256="")


@pytest.mark.parametrize(
    ("versions", "met", "standing", "version"),
    [
        pytest.param([ASIDE], set(), Standing.NEW, 1, id="never archived: it gives way"),
        pytest.param([replace(ASIDE, proves=0)], set(), Standing.NEW, 1, id="only a damaged page"),
        pytest.param(
            [replace(ASIDE, steps_sha256=STEPS)],
            set(),
            Standing.NEW_VERSION,
            2,
            id="archived once, failed later",
        ),
        pytest.param([ASIDE], {("k/7", 1)}, Standing.NEW_VERSION, 2, id="still being delivered"),
        pytest.param(
            [replace(ASIDE, proves=2)], set(), Standing.NEW_VERSION, 2, id="had more good pages"
        ),
        pytest.param(
            [replace(ASIDE, state=DossierState.PENDING)],
            set(),
            Standing.NEW_VERSION,
            2,
            id="left on its way: it will go on",
        ),
        pytest.param(
            [known(content_sha256="c2"), replace(ASIDE, version=2)],
            set(),
            Standing.NEW_VERSION,
            2,
            id="beside one that is in the archive",
        ),
    ],
)
def test_a_rescan_takes_the_place_of_what_was_set_aside(
    versions: list[DossierRecord], met: set[tuple[str, int]], standing: Standing, version: int
) -> None:
    """What was never archived is no version of its own, unless more of it came than comes now."""
    judged = judge(
        NUMBERED,
        content_sha256="c0",
        source="/s/A neu",
        steps_sha256=STEPS,
        versions=versions,
        with_content=[],
        met=met,
    )
    assert (judged.standing, judged.dossier.version) == (standing, version)
    assert bool(judged.dossier.doubts) is (standing is Standing.NEW_VERSION)


GOOD = page(1)
CUT = replace(page(2), width_px=0, height_px=0, origin=replace(page(2).origin, sha256="d" * 64))


@pytest.mark.parametrize(
    ("aside", "came", "mended"),
    [
        pytest.param((GOOD, CUT), (GOOD, page(3)), True, id="another file in place of the damaged"),
        pytest.param((GOOD, CUT), (GOOD,), True, id="without the damaged one"),
        pytest.param((GOOD, CUT), (GOOD, CUT), False, id="still damaged"),
        pytest.param((GOOD, CUT), (page(3),), False, id="other pages in the same folder"),
        pytest.param((CUT,), (page(3),), False, id="nothing of it can be known again"),
        pytest.param((GOOD,), (GOOD,), False, id="set aside for another reason"),
    ],
)
def test_a_dossier_without_number_is_known_again_by_its_good_pages(
    aside: tuple[Page, ...], came: tuple[Page, ...], mended: bool
) -> None:
    """What was set aside is only forgotten where its good pages came with a good scan."""
    assert is_mended(replace(NAMED, pages=aside), came) is mended


def test_what_was_scanned_twice_is_a_duplicate() -> None:
    """A dossier that comes a second time in the same source is not begun a second time."""
    judged = judge(
        NUMBERED,
        content_sha256="c0",
        source="/s/A",
        steps_sha256=STEPS,
        versions=[known(state=DossierState.PENDING)],
        with_content=[known(state=DossierState.PENDING)],
        met={("k/7", 1)},
    )
    assert judged.standing is Standing.DUPLICATE


def test_a_new_version_is_for_a_person_to_look_at() -> None:
    """The same number with other pages carries a doubt that names where the first came from."""
    judged = judge(
        NUMBERED,
        content_sha256="c0",
        source="/s/A",
        steps_sha256=STEPS,
        versions=[known(content_sha256="c1", source="/s/2024/Akte 7")],
        with_content=[],
    )
    (doubt,) = judged.dossier.doubts
    assert doubt.reason is DoubtReason.NUMBER_KNOWN
    assert "Akte 7" in doubt.detail.german
    assert "/s/2024" not in doubt.detail.german  # the archive names no folder of this machine


def test_pages_under_two_numbers_are_for_a_person_to_look_at() -> None:
    """The same pages under another number are archived, with a doubt that names the other."""
    judged = judge(
        NUMBERED,
        content_sha256="c0",
        source="/s/A",
        steps_sha256=STEPS,
        versions=[],
        with_content=[known(id="k/8", number="8")],
    )
    assert [doubt.reason for doubt in judged.dossier.doubts] == [DoubtReason.PAGES_KNOWN]
    assert "k/8" in judged.dossier.doubts[0].detail.german
