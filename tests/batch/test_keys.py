"""A result is kept until something changes that has a part in it, and no longer."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from batch.keys import SOURCES, extract_step, read_step, reading_key, survey_key, survey_step
from baulast.model import ColourMode, Page, PageOrigin, Step
from baulast.settings import Settings
from catalog.records import FileRecord

PLAIN = Settings()


def steps(settings: Settings, engine: str = "tesserocr/5.5 deu=1") -> dict[str, Step]:
    made = (survey_step(settings), read_step(settings, engine), extract_step(settings))
    return {step.stage: step for step in made}


@pytest.mark.parametrize(
    ("settings", "engine", "again"),
    [
        pytest.param(PLAIN, "tesserocr/5.5 deu=1", set(), id="nothing"),
        pytest.param(
            replace(PLAIN, extract=replace(PLAIN.extract, range_cap=7)),
            "tesserocr/5.5 deu=1",
            {"extract"},
            id="a rule",
        ),
        pytest.param(PLAIN, "tesserocr/5.5 deu=2", {"read"}, id="a model"),
        pytest.param(
            replace(PLAIN, clean=replace(PLAIN.clean, reading_dpi=200)),
            "tesserocr/5.5 deu=1",
            {"read"},
            id="cleaning",
        ),
        pytest.param(
            replace(PLAIN, ingest=replace(PLAIN.ingest, max_pixels=7)),
            "tesserocr/5.5 deu=1",
            {"survey", "read"},
            id="what is too large",
        ),
        pytest.param(
            replace(
                PLAIN,
                ingest=replace(PLAIN.ingest, settle_s=9.0, render_timeout_s=9.0),
                ocr=replace(PLAIN.ocr, page_timeout_s=9.0),
                batch=replace(PLAIN.batch, workers=9),
            ),
            "tesserocr/5.5 deu=1",
            set(),
            id="limits of time",
        ),
    ],
)
def test_what_changes_is_done_again(settings: Settings, engine: str, again: set[str]) -> None:
    """A changed setting or model repeats the stages that it bears on, and no others."""
    before, after = steps(PLAIN), steps(settings, engine)
    assert {stage for stage in before if before[stage] != after[stage]} == again


PAGE = Page(
    number=1,
    origin=PageOrigin(delivery="A", place=1, file="a.tif", sha256="0" * 64, frame=0),
    width_px=10,
    height_px=20,
    dpi=300.0,
    mode=ColourMode.GREY,
    pixels_sha256="1" * 64,
)


@pytest.mark.parametrize(
    ("page", "same"),
    [
        pytest.param(replace(PAGE, number=7), True, id="place"),
        pytest.param(
            replace(PAGE, origin=replace(PAGE.origin, file="b.pdf", sha256="2" * 64)),
            True,
            id="file",
        ),
        pytest.param(replace(PAGE, pixels_sha256="3" * 64), False, id="pixels"),
        pytest.param(replace(PAGE, width_px=20, height_px=10), False, id="shape"),
    ],
)
def test_a_reading_belongs_to_pixels(page: Page, same: bool) -> None:
    """The same image is read once, wherever it comes from; another image never gets its words."""
    step = steps(PLAIN)["read"]
    assert (reading_key(page, step) == reading_key(PAGE, step)) is same


FILE = FileRecord(path="/s/a.tif", size=1, mtime_ns=1, sha256="1" * 64)


@pytest.mark.parametrize(
    ("file", "name", "same"),
    [
        pytest.param(replace(FILE, path="/t/a.tif", mtime_ns=2), "A", True, id="copied"),
        pytest.param(replace(FILE, path="/s/b.tif"), "A", False, id="renamed"),
        pytest.param(replace(FILE, sha256="2" * 64), "A", False, id="changed"),
        pytest.param(FILE, "B", False, id="another delivery"),
    ],
)
def test_a_survey_belongs_to_content_and_names(file: FileRecord, name: str, same: bool) -> None:
    """Pages carry the names of their delivery and file, so these are part of the key."""
    step = steps(PLAIN)["survey"]
    assert (survey_key([file], name, step) == survey_key([FILE], "A", step)) is same


ROOT = Path(__file__).parents[2]
ONLY_VALUES = {
    "cleaned",
    "errors",
    "findings",
    "language",
    "model",
    "settings",
}  # of `baulast`: they decide nothing


@pytest.mark.parametrize("stage", sorted(SOURCES))
def test_what_a_stage_shares_counts_as_its_own(stage: str) -> None:
    """A change in a module of `baulast` that a stage decides by repeats that stage."""
    packages = [ROOT / name for name in SOURCES[stage] if "." not in name]
    sources = (path.read_text("utf-8") for package in packages for path in package.rglob("*.py"))
    used = {name for text in sources for name in re.findall(r"^from baulast\.(\w+)", text, re.M)}
    assert {f"baulast.{name}" for name in used - ONLY_VALUES} <= set(SOURCES[stage])
