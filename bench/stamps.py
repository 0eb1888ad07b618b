"""Stamps over an entry, and notes that clerks type or write beside it; seeded."""

from random import Random

import cv2
import numpy as np
from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

from baulast.cleaned import Image
from baulast.model import Box
from bench.pens import Ink, Passage, inked
from bench.scangen.fonts import HAND_SCALE, HANDS, TYPEWRITERS, font

STAMPS = (
    *("stamp", "stamp half beside", "stamp faint", "stamp turned", "stamp bare"),
    *("stamp askew", "stamp oval", "stamp other"),
)
NOTES = ("note typed", "note by hand")
FACES = ("LiberationSans-Bold", "oswald-400", "libre-franklin-700", "old-standard-tt-700")
STAMP_PT = (14, 26)
TURNS_DEG = {"stamp turned": (15, 60)}  # by so much at least and at most; else up to 30
ASKEW_DEG = (90, 180, 270)  # pressed from the side, or upside down
WORDS = ("UNGÜLTIG", "ERLEDIGT", "ERLOSCHEN", "AUFGEHOBEN", "GESTRICHEN", "ENTFÄLLT")
FRAMED = 0.7  # of the stamps have one
TYPED = ("gelöscht", "Gelöscht am {}", "gel. {}", "gelöscht: {}", "Löschung vom {}")
WRITTEN = ("gel. {}", "gel. am {}", "gelöscht {}", "Gelöscht am {}", "gelöscht")
TYPE_PT, HAND_PT = (9.5, 12), (13, 18)


def stamped(scan: Image, passage: Passage, kind: str, ink: str, rng: Random, dpi: float) -> Image:
    """The scan with GELÖSCHT stamped over a passage, or half beside it."""
    cover = np.zeros(scan.shape[:2], np.float32)
    stamp = _stamp(kind, rng, dpi)
    box, (high, wide) = passage.box, stamp.shape
    if kind == "stamp half beside":
        x = box.right - wide * rng.uniform(0.4, 0.9)
        y = box.top + rng.uniform(0, 1) * (box.height - high / 2)
    else:
        x = box.left + rng.uniform(0, max(1, box.width - wide))
        y = box.top + rng.uniform(0, max(1, box.height - high))
    lay(cover, stamp, x, y)
    return inked(scan, np.asarray(cv2.GaussianBlur(cover, (0, 0), 0.6), np.float32), ink)


def noted(scan: Image, passage: Passage, kind: str, ink: str, rng: Random, dpi: float) -> Image:
    """The scan with a note of deletion in the room beside a passage; as it was, without room."""
    if passage.beside is None:
        return scan
    by_hand = kind == "note by hand"
    day = f"{rng.randint(1, 28)}.{rng.randint(1, 12)}.{rng.choice(['', '20'])}{rng.randint(20, 24)}"
    text = rng.choice(WRITTEN if by_hand else TYPED).format(day)
    face = rng.choice(HANDS if by_hand else TYPEWRITERS)
    points = rng.uniform(*(HAND_PT if by_hand else TYPE_PT)) * HAND_SCALE.get(face, 1.0)
    note = written(text, face, round(points * dpi / 72), rng.gauss(1.5, 2) if by_hand else 0.0)
    note = note[:, : passage.beside.width] * rng.uniform(0.8, 1.0)
    cover = np.zeros(scan.shape[:2], np.float32)
    lay(cover, note, passage.beside.left, passage.beside.top)
    return inked(scan, np.asarray(cv2.GaussianBlur(cover, (0, 0), 0.6), np.float32), ink)


def _stamp(kind: str, rng: Random, dpi: float) -> Ink:
    face = font(rng.choice(FACES), round(rng.uniform(*STAMP_PT) * dpi / 72))
    word = rng.choice(WORDS) if kind == "stamp other" else "GELÖSCHT"
    left, top, right, bottom = (int(v) for v in face.getbbox(word))
    pad = int(face.size) // 3
    across, down = (pad, pad) if kind != "stamp oval" else (3 * pad, 4 * pad)
    picture = Picture.new("L", (right - left + 2 * across, bottom - top + 2 * down), 0)
    pen = ImageDraw.Draw(picture)
    pen.text((across - left, down - top), word, font=face, fill=255)
    edge = (2, 2, picture.width - 3, picture.height - 3)
    if kind == "stamp oval":
        pen.ellipse(edge, outline=255, width=max(2, int(face.size) // 12))
    elif kind != "stamp bare" and rng.random() < FRAMED:
        pen.rectangle(edge, outline=255, width=max(2, int(face.size) // 12))
    angle = rng.choice([0.0, rng.uniform(-8, 8), rng.uniform(-30, 30)])
    if kind == "stamp askew":
        angle = rng.choice(ASKEW_DEG) + rng.uniform(-5, 5)
    if kind in TURNS_DEG:
        angle = rng.choice([-1, 1]) * rng.uniform(*TURNS_DEG[kind])
    turned = np.asarray(picture.rotate(angle, Picture.Resampling.BICUBIC, expand=True), np.float32)
    return turned / 255 * _inking(turned.shape, rng, is_faint=kind == "stamp faint")


def _inking(shape: tuple[int, ...], rng: Random, *, is_faint: bool) -> Ink:
    """How much ink the rubber gave, place by place: a dry pad leaves out whole letters."""
    if not is_faint:
        return np.full(shape, rng.uniform(0.7, 1.0), np.float32)
    coarse = np.random.default_rng(rng.randrange(1 << 30)).random((3, 7)).astype(np.float32)
    patches = cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(1.3 * patches, 0.05, 1) * rng.uniform(0.5, 0.8), np.float32)


def written(text: str, face: str, pixels: int, angle: float = 0.0) -> Ink:
    """A line of words as ink."""
    letters: ImageFont.FreeTypeFont = font(face, pixels)
    left, top, right, bottom = (int(v) for v in letters.getbbox(text))
    picture = Picture.new("L", (right - left + 8, bottom - top + 8), 0)
    ImageDraw.Draw(picture).text((4 - left, 4 - top), text, font=letters, fill=255)
    turned = picture.rotate(angle, Picture.Resampling.BICUBIC, expand=True)
    return np.asarray(turned, np.float32) / 255


def lay(cover: Ink, ink: Ink, x: float, y: float) -> None:
    """Lays ink on the page, moved so that it lies inside."""
    high, wide = (min(a, b) for a, b in zip(ink.shape, cover.shape, strict=True))
    left, top = (
        int(max(0, min(at, size)))
        for at, size in ((x, cover.shape[1] - wide), (y, cover.shape[0] - high))
    )
    part = cover[top : top + high, left : left + wide]
    np.maximum(part, ink[:high, :wide], out=part)


def room(column: Box, taken: list[Box], height: float) -> Box | None:
    """Room for two lines in a column of an entry, below what stands there; None without."""
    top = max((box.bottom for box in taken), default=column.top) + round(0.6 * height)
    if column.bottom - top < 2 * height or column.width < 8 * height:
        return None
    pad = round(0.4 * height)
    return Box(left=column.left + pad, top=top, right=column.right - pad, bottom=column.bottom)
