"""The engine that runs as a program of its own."""

from pathlib import Path

import numpy as np
import pytest

from baulast.errors import StoreFull
from ocr.command_line import _listed


def test_a_crop_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    """No room for temporary files ends the run with a remedy; no line is lost in silence."""
    with pytest.raises(StoreFull, match=r"00000\.pgm"):
        _listed([np.zeros((9, 9), np.uint8)], tmp_path / "gone")
