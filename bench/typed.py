"""Passages typed over on a typewriter: xxxx, ----, //// through every word; seeded."""

from random import Random

import cv2
import numpy as np

from baulast.cleaned import Image
from bench.pens import Passage, inked
from bench.scangen.fonts import TYPEWRITERS, size_for_pitch
from bench.stamps import lay, written

TYPED_OVER = ("typed over",)
KEYS = ("x", "X", "-", "/", "m", "#")
PITCHES_MM = (2.54, 2.12)  # pica and elite


def typed_over(scan: Image, passage: Passage, ink: str, rng: Random, dpi: float) -> Image:
    """The scan with the lines of a passage typed over from their first word to their last."""
    key, face = rng.choice(KEYS), rng.choice(TYPEWRITERS)
    pitch = rng.choice(PITCHES_MM) * dpi / 25.4
    pixels = size_for_pitch(face, pitch)
    cover = np.zeros(scan.shape[:2], np.float32)
    for line in passage.lines:
        typed = written(key * max(1, round(line.width / pitch)), face, pixels)
        middle = (line.top + line.bottom) / 2 + rng.gauss(0, 0.05) * passage.height
        lay(cover, typed, line.left, middle - typed.shape[0] / 2)
    cover *= rng.uniform(0.8, 1.0)
    return inked(scan, np.asarray(cv2.GaussianBlur(cover, (0, 0), 0.6), np.float32), ink)
