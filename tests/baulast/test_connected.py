"""Parts of a mask are numbered and measured the same, however many there are."""

import cv2
import numpy as np
import pytest

from baulast.connected import connected, marked


def _dots(count: int) -> np.ndarray:
    """A mask of single pixels that do not touch."""
    mask = np.zeros((600, 600), np.uint8)
    places = [(y, x) for y in range(0, 600, 2) for x in range(0, 600, 2)][:count]
    mask[tuple(np.array(places).T)] = 255
    return mask


@pytest.mark.parametrize("count", [1, 300, 65_534, 65_535, 65_536, 90_000])
def test_every_part_is_measured(count):
    """A mask may have more parts than 16 bits can number."""
    labels, stats = connected(_dots(count))
    assert len(stats) == count + 1
    assert int(labels.max()) == count
    assert set(stats[1:, cv2.CC_STAT_AREA]) == {1}


def test_parts_that_touch_at_a_corner_are_one():
    """Eight neighbours count."""
    mask = np.eye(5, dtype=np.uint8)
    _, stats = connected(mask)
    assert stats[1:].tolist() == [[0, 0, 5, 5, 5]]


def test_only_chosen_parts_are_marked():
    """The ground and all other parts stay 0."""
    mask = np.array([[1, 1, 0, 0, 1], [0, 0, 0, 0, 1]], np.uint8)
    labels, _ = connected(mask)
    chosen = np.array([False, False, True])
    assert marked(labels, chosen).tolist() == [[0, 0, 0, 0, 255], [0, 0, 0, 0, 255]]


def test_corners_need_not_count():
    """Four neighbours on demand."""
    _, stats = connected(np.eye(5, dtype=np.uint8), corners=False)
    assert len(stats) == 6
