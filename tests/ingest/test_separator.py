"""Separator sheets are told from other pages with barcodes, and read where they are poor."""

import cv2
import numpy as np
import pytest
import zxingcpp

from baulast.cleaned import Image
from ingest.separator import Separator, is_number, read_separator

DPI = 200.0
PX = DPI / 25.4
FONT = cv2.FONT_HERSHEY_SIMPLEX
NUMBER = "KAA-BL-002229"


def code(
    text: str, kind: zxingcpp.BarcodeFormat = zxingcpp.BarcodeFormat.Code128, *, module_px: int = 4
) -> Image:
    """Bars or a QR code, black on white."""
    made = zxingcpp.create_barcode(text, kind)
    image = np.asarray(zxingcpp.write_barcode_to_image(made, scale=module_px))
    return image if kind is zxingcpp.BarcodeFormat.QRCode else np.repeat(image[:1], 200, axis=0)


def sheet(*codes: Image, lines: int = 4) -> Image:
    """An A4 page with codes one below the other and lines of text."""
    page = np.full((round(297 * PX), round(210 * PX)), 245, np.uint8)
    for place, image in enumerate(codes):
        top, left = 500 + 800 * place, 250
        page[top : top + image.shape[0], left : left + image.shape[1]] = image
    for line in range(lines):
        words = "Mandant Stadt Kaarst" if lines < 10 else "Die Baulast ist eingetragen worden und"
        cv2.putText(page, words, (200, 60 + 42 * line), FONT, 1.1, (20,), 2, cv2.LINE_AA)
    return page


def poor(page: Image, *, noise: float = 0.0, blur: float = 0.0, seed: int = 1) -> Image:
    rng = np.random.default_rng(seed)
    soft = cv2.GaussianBlur(page, (0, 0), blur) if blur else page
    return (soft * 0.7 + 40 + rng.normal(0, noise, page.shape)).clip(0, 255).astype(np.uint8)


def speckled(page: Image, share: float) -> Image:
    """One bit, with a share of the pixels turned black and as many white."""
    chance = np.random.default_rng(1).random(page.shape)
    bits = np.where(page > 128, 255, 0).astype(np.uint8)
    bits[chance < share] = 0
    bits[chance > 1 - share] = 255
    return bits


def slanted(page: Image, degrees: float) -> Image:
    turning = cv2.getRotationMatrix2D((page.shape[1] / 2, page.shape[0] / 2), degrees, 1.0)
    size = (page.shape[1], page.shape[0])
    return np.asarray(cv2.warpAffine(page, turning, size, borderValue=(245,)), dtype=np.uint8)


QR, CODE39 = zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code39
PLAIN = sheet(code(NUMBER), code(NUMBER))


@pytest.mark.parametrize(
    "page",
    [
        PLAIN,
        sheet(code(NUMBER)),
        sheet(code(NUMBER, QR, module_px=8)),
        sheet(code(NUMBER, CODE39, module_px=2)),
        np.ascontiguousarray(np.rot90(PLAIN)),
        np.ascontiguousarray(PLAIN[::-1, ::-1]),
        slanted(PLAIN, 4),
        sheet(code(NUMBER, module_px=2), code(NUMBER, module_px=2)),
        poor(PLAIN, noise=45),
        poor(sheet(code(NUMBER, module_px=2)), noise=25),
        poor(PLAIN, blur=2.5, noise=4),
        speckled(PLAIN, 0.06),
    ],
    ids=[
        *("two", "one", "QR", "39", "quarter", "upside down", "slanted", "thin"),
        *("noise", "thin and noise", "blur", "speckles"),
    ],
)
def test_separators_are_read(page: Image) -> None:
    """Clean or poor, in every code and way up, a separator sheet gives its number."""
    assert read_separator(page, DPI) == Separator(NUMBER)


@pytest.mark.parametrize(
    "page",
    [
        sheet(lines=4),
        sheet(lines=40),
        sheet(code(NUMBER, module_px=2), lines=11),
        sheet(code("https://www.kaarst.de/bauen", QR, module_px=8)),
        sheet(code("RR123456785DE"), lines=3),
        sheet(code("00340434161094038557"), lines=3),
        np.full((1000, 700), 245, np.uint8),
        sheet(lines=40)[100:103],
    ],
    ids=["text", "letter", "form", "web page", "registered mail", "parcel", "blank", "strip"],
)
def test_other_pages_are_none(page: Image) -> None:
    """Codes on letters and forms, and pages without any, are no separators."""
    assert read_separator(page, DPI) is None


def hatched() -> Image:
    """A plan: hatching, a frame and the parallel lines of a street."""
    page = sheet(lines=2)
    for x in range(250, 1400, 14):
        cv2.line(page, (x, 600), (x - 90, 800), (60,), 2)
    for x in range(300, 420, 12):
        cv2.line(page, (x, 900), (x, 2200), (60,), 2)
    cv2.rectangle(page, (120, 500), (1550, 2250), (40,), 3)
    return page


def test_plans_are_none() -> None:
    """Hatching and parallel lines are no bars."""
    assert read_separator(hatched(), DPI) is None


def torn(image: Image) -> Image:
    """Bars of which a third is missing."""
    torn_off = image.copy()
    torn_off[:, image.shape[1] // 3 : 2 * image.shape[1] // 3] = 245
    return torn_off


def smudged(image: Image) -> Image:
    """Bars with a stroke of ink that runs over some of them."""
    smudge = image.copy()
    smudge[:, 200:230] = 0
    return smudge


@pytest.mark.parametrize("damage", [smudged])
def test_unreadable_separators_are_told(damage: object) -> None:
    """Bars that cannot be read make a separator without a number, never an ordinary page."""
    page = sheet(damage(code(NUMBER)), damage(code(NUMBER)))  # type: ignore[operator]
    assert read_separator(page, DPI) == Separator(None)


def damaged(page: Image, kind: str, rng: np.random.Generator) -> Image:
    """What scanners, copiers and hands do to a sheet."""
    grey = page.astype(np.float32)
    height, width = page.shape
    if kind == "streaks":
        for x in rng.integers(0, width - 10, 30):
            grey[:, x : x + rng.integers(1, 9)] = rng.integers(0, 120)
    elif kind == "black":
        grey = grey * rng.uniform(0.05, 0.25) + 10 + rng.normal(0, 4, page.shape)
    elif kind == "half black":
        grey[: height // 2] = grey[: height // 2] * 0.06 + rng.normal(8, 3, (height // 2, width))
    elif kind == "toner":
        soft = cv2.GaussianBlur(grey, (0, 0), 0.8) * 0.5 + rng.normal(0, 25, page.shape)
        grey = np.where(soft > rng.uniform(70, 95), 255, 0).astype(np.float32)
    elif kind == "blurred":
        grey = cv2.GaussianBlur(grey, (0, 0), rng.uniform(2, 4.5))
    elif kind == "cut":
        grey = grey[:, : int(width * rng.uniform(0.4, 0.6))]
    elif kind == "slanted":
        grey = slanted(page, rng.uniform(6, 25)).astype(np.float32)
    elif kind == "faint":
        grey = 235 - (235 - grey) * rng.uniform(0.08, 0.16) + rng.normal(0, 3, page.shape)
    elif kind == "stamped":
        for x, y in zip(rng.integers(300, 1300, 3), rng.integers(500, 1600, 3), strict=True):
            cv2.ellipse(grey, (int(x), int(y)), (200, 90), 20, 0, 360, (30,), 14)
    else:
        small = cv2.resize(grey, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
        grey = cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.ascontiguousarray(grey.clip(0, 255).astype(np.uint8))


DAMAGES = (
    *("streaks", "black", "half black", "toner", "blurred"),
    *("cut", "slanted", "faint", "stamped", "coarse"),
)


@pytest.mark.parametrize("kind", DAMAGES)
def test_no_damaged_separator_is_passed_over(kind: str) -> None:
    """Six sheets of each damage are separators with their own number or without one."""
    for seed in range(6):
        rng = np.random.default_rng(seed)
        number = f"KAA-BL-{rng.integers(0, 10**6):06}"
        page = sheet(code(number, module_px=int(rng.integers(3, 6))), code(number))
        found = read_separator(damaged(page, kind, rng), DPI)
        assert found in (Separator(number), Separator(None)), seed


@pytest.mark.parametrize("kind", ["blurred", "smudged"])
def test_a_square_code_that_cannot_be_read_is_told(kind: str) -> None:
    """A QR code alone on a sheet makes a separator even where its content is lost."""
    square = code(NUMBER, QR, module_px=8).copy()
    if kind == "smudged":
        square[120:170, 20:200] = 0
    page = sheet(square)
    page = np.asarray(cv2.GaussianBlur(page, (0, 0), 3.0)) if kind == "blurred" else page
    assert read_separator(page, DPI) in (Separator(NUMBER), Separator(None))


def test_two_numbers_on_a_sheet_are_none() -> None:
    """A sheet whose codes contradict each other is a separator without a number."""
    assert read_separator(sheet(code(NUMBER), code("KAA-BL-002230")), DPI) == Separator(None)


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("KAA-BL-002229", True),
        ("0002229", True),
        ("IV/193", True),
        ("63.1-0123-82-04", True),
        ("TRENNBLATT", False),
        ("https://kaarst.de/1", False),
        ("BCD\n001\n1\nSCT", False),
        ("RR123456785DE", False),
        ("1", False),
    ],
)
def test_numbers_of_dossiers(payload: str, expected: bool) -> None:
    """Web pages, payments and registered mail are no dossier numbers."""
    assert is_number(payload) is expected
