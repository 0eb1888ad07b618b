"""Both engines keep the same promises."""

from pathlib import Path

import numpy as np
import pytest

from baulast.errors import ToolFailed, ToolMissing
from baulast.settings import OcrSettings
from ocr.engine import Segmentation, find_tessdata
from ocr.lines import framed
from ocr.open import open_engine

PARCEL = "Flur 12 Flurstück 345"


@pytest.mark.parametrize("segmentation", list(Segmentation))
def test_a_line_is_read_in_every_segmentation(any_engine, type_page, segmentation):
    """Every way to segment reads a plain line of type."""
    image = type_page((60, 60, PARCEL), size=(900, 180))
    (lines,) = any_engine.read([image], segmentation=segmentation, dpi=300)
    assert " ".join(line.text for line in lines) == PARCEL


def test_words_lie_where_they_stand(any_engine, type_page):
    """A word's box holds its ink, its confidence lies between 0 and 1."""
    image = type_page((60, 60, "Kaarst"), (60, 130, "Büttgen"), size=(500, 260))
    (lines,) = any_engine.read([image], segmentation=Segmentation.BLOCK, dpi=300)
    assert [line.text for line in lines] == ["Kaarst", "Büttgen"]
    for line in lines:
        (word,) = line.words
        rows, columns = np.nonzero(image[word.box.top : word.box.bottom] < 128)
        assert rows.size
        assert abs(columns.min() - word.box.left) <= 5
        assert abs(columns.max() - word.box.right) <= 5
        assert 0.5 < word.confidence <= 1


def test_every_crop_has_its_lines(any_engine, type_page):
    """Crops are answered in the order given, one without ink with no lines."""
    crops = [
        type_page((40, 40, "Kaarst"), size=(500, 150)),
        type_page(size=(500, 150)),
        type_page((40, 40, "Büttgen"), size=(500, 150)),
    ]
    read = any_engine.read(crops, segmentation=Segmentation.BLOCK, dpi=300)
    assert [[line.text for line in lines] for lines in read] == [["Kaarst"], [], ["Büttgen"]]


def test_nothing_to_read_is_no_error(any_engine):
    """No crops give no answers."""
    assert any_engine.read([], segmentation=Segmentation.BLOCK, dpi=300) == ()


@pytest.mark.parametrize("size", [(1, 1), (3, 3), (2, 60), (60, 2)])
@pytest.mark.parametrize("grey", [0, 255])
def test_scraps_are_read_without_a_word_to_the_terminal(capfd, engine, size, grey):
    """Crops too small for letters give at most stray signs, and print nothing."""
    scrap = framed(np.full(size, grey, np.uint8), dpi=300)
    for segmentation in Segmentation:
        (lines,) = engine.read([scrap], segmentation=segmentation, dpi=300)
        assert sum(len(line.text) for line in lines) <= 2
    assert capfd.readouterr() == ("", "")


def test_another_model_can_be_asked(any_engine, type_page):
    """The second model reads the paragraph sign that the German one does not know."""
    image = type_page((60, 60, "gemäß § 83"), size=(600, 180), font="LiberationSerif-Regular.ttf")
    (lines,) = any_engine.read([image], segmentation=Segmentation.LINE, dpi=300, model="Latin")
    assert lines[0].text == "gemäß § 83"


def test_version_names_engine_and_models(any_engine):
    """The version tells the engine, Tesseract and each model, so that a changed model is seen."""
    name, *models = any_engine.version.split()
    assert name.split("/")[0] in ("tesserocr", "pytesseract")
    assert [model.split("=")[0] for model in models] == ["deu", "Latin"]
    assert all(len(model.split("=")[1]) == 12 for model in models)


@pytest.mark.parametrize("name", ["tesserocr", "pytesseract"])
def test_time_is_bounded(name, type_page):
    """An engine that does not finish in time is a failed tool, not a page without words."""
    engine = open_engine(OcrSettings(engine=name, page_timeout_s=0.001))
    image = type_page(*((40, 40 + 60 * row, PARCEL * 3) for row in range(40)), size=(2400, 2600))
    with pytest.raises(ToolFailed, match=r"0\.001 s"):
        engine.read([image], segmentation=Segmentation.BLOCK, dpi=300)


@pytest.mark.parametrize("name", ["tesserocr", "pytesseract"])
def test_a_missing_model_names_its_package(name):
    """A language without a model is refused with the package that brings it."""
    with pytest.raises(ToolMissing, match="apt install tesseract-ocr-lav"):
        open_engine(OcrSettings(engine=name, languages=("lav",)))


def test_an_unknown_engine_is_refused():
    """An engine that nobody knows is named, with those that are known."""
    with pytest.raises(ToolMissing, match="abbyy"):
        open_engine(OcrSettings(engine="abbyy"))


def test_models_are_looked_for_where_the_environment_says(monkeypatch, tmp_path):
    """TESSDATA_PREFIX goes before Debian's folder, which is taken where it lacks the model."""
    usual = find_tessdata(["deu"])
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert find_tessdata(["deu"]) == usual
    (tmp_path / "deu.traineddata").write_bytes(b"own model")
    assert find_tessdata(["deu"]) == tmp_path


def test_a_damaged_model_is_a_missing_tool(monkeypatch, tmp_path, type_page):
    """A model that cannot be loaded is refused with its place."""
    for model in ("deu", "Latin"):
        (tmp_path / f"{model}.traineddata").write_bytes(b"no model")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    engine = open_engine(OcrSettings())
    with pytest.raises(ToolMissing, match="deu"):
        engine.read([type_page()], segmentation=Segmentation.BLOCK, dpi=300)


def test_a_missing_program_names_its_package(monkeypatch, tmp_path):
    """Without the program, the engine that starts it is refused with the package."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolMissing, match="apt install tesseract-ocr"):
        open_engine(OcrSettings(engine="pytesseract"))


def test_a_program_that_crashes_is_a_failed_tool(monkeypatch, tmp_path: Path, type_page):
    """A program killed by a signal is told as such, with its number."""
    engine = open_engine(OcrSettings(engine="pytesseract"))
    program = tmp_path / "tesseract"
    program.write_text('#!/bin/sh\nkill -SEGV "$$"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolFailed, match="-11"):
        engine.read([type_page()], segmentation=Segmentation.BLOCK, dpi=300)
