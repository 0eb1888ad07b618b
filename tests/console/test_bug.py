"""A bug is told in three lines; its details lie in a private file."""

import stat
import tempfile
from pathlib import Path

import pytest

from console.bug import bug_view
from index.query import ParcelQuery


def test_a_bug_is_told_with_class_place_and_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Class and place are on the screen, what was read on paper only in a file for its owner."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    try:
        str(ParcelQuery(names=(1, "Mertens")))  # type: ignore[arg-type]
    except TypeError as error:
        said = bug_view(error).plain
    (file,) = tmp_path.iterdir()
    assert "TypeError in index/query.py:" in said
    assert str(file) in said
    assert "Mertens" not in said
    assert len(said.splitlines()) <= 3
    assert "Traceback" in file.read_text("utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
