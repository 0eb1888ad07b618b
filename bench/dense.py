"""Pages that are full of type: where recognition is nearly all of the work, as in long deeds."""

import random
from pathlib import Path

from PIL import Image

from bench.scangen.canvas import Page, Style
from bench.scangen.degrade import params, render
from bench.scangen.fonts import TYPEWRITERS
from bench.scangen.phrases import A as WORDINGS

PAGES = 8  # enough for both cores, and drawn in half a minute
DPI = 300
SEED = 417
MARGIN_MM, WIDTH_MM, LAST_MM = 22.0, 166.0, 280.0
LEAD_MM = 4.233  # six lines an inch, as typewriters have: about sixty lines a page
CONDITIONS = ("clean", "office", "aged", "office")


def dense_pages(target: Path, count: int = PAGES) -> Path:
    """A folder with typed A4 pages as JPEG, the same ones on every call."""
    target.mkdir(parents=True)
    for number in range(count):
        rng = random.Random(f"{SEED}/{number}")
        page = _typed(rng)
        scan, *_ = render(
            page, params(CONDITIONS[number % len(CONDITIONS)], rng, 1), rng, DPI, False
        )
        Image.fromarray(scan).save(target / f"{number:03}.jpg", quality=80, dpi=(DPI, DPI))
    return target


def _typed(rng: random.Random) -> Page:
    """A page filled with the wordings of encumbrances, from the first line to the last."""
    page = Page(rng, kind="declaration")
    style = Style(
        rng.choice(TYPEWRITERS), layer="type", kind="type", cpi=12, lead=LEAD_MM, jitter=0.6
    )
    y = MARGIN_MM
    while y < LAST_MM - 6 * LEAD_MM:  # no wording is longer than six lines
        wording = rng.choice(rng.choice(list(WORDINGS.values())))
        y = page.para(MARGIN_MM, y, WIDTH_MM, wording.format_map(_filled(rng)), style)
    return page


def _filled(rng: random.Random) -> dict[str, str]:
    parcel = [f"Flur {rng.randint(1, 30)}, Flurstück {rng.randint(10, 1500)}" for _ in range(2)]
    return {
        "B": parcel[0],
        "N": parcel[1],
        "W": f"{rng.randint(2, 6)},50 m",
        "L": f"{rng.randint(8, 40)},00 m",
        "A": f"{rng.randint(12, 400)} m²",
        "H": f"{rng.randint(3, 12)},00 m",
        "S": str(rng.randint(2, 9)),
        "STR": "Rochusstraße",
    }
