"""One dossier on disk: drawn, worn as its profile says, scanned, with its truth."""

import json
import random
from pathlib import Path
from typing import Any

import cv2

from bench.other_towns.town import OtherTown
from bench.scangen import degrade, output, places, truth

MODES = ("grey", "colour", "bilevel")
# The same shares of colour modes, file kinds and resolutions as bench.scangen: figures compare.
SHARES = {
    "clean": (60, 25, 15),
    "office": (58, 12, 30),
    "aged": (66, 26, 8),
    "poor": (68, 2, 30),
}
FILES = {
    "grey": ["jpg", "pdf", "pdf", "tif"],
    "colour": ["jpg", "pdf"],
    "bilevel": ["tif", "tif", "pdf"],
}
DPI = {"clean": (85, 5, 10), "office": (82, 12, 6), "aged": (84, 10, 6), "poor": (45, 55, 0)}
MOST_PAGES = 8


def draw(town: OtherTown, profile: str, out: Path, *, seed: int, number: int) -> tuple[str, int]:
    """Writes the folder of one dossier; its file_id and number of pages."""
    rng = random.Random(f"{seed}/{number}/{town.name}/{profile}")
    akte = town.akte(rng, number)
    drawer = town.drawer(akte, rng)
    budget = min(rng.choice([2, 3, 4, 5, 6, 8]), MOST_PAGES)
    pages = drawer.run(rng.randint(100, 9999), budget)[:MOST_PAGES]
    file_id = f"{places.CODE[town.name]}-{profile}-{seed}-{number:04d}"
    folder = out / file_id
    folder.mkdir(parents=True, exist_ok=True)
    mode = rng.choices(MODES, SHARES[profile])[0]
    wear = degrade.params(profile, rng, akte.gen)
    pictures, records = scanned(pages, wear, rng, profile, mode)
    kind = rng.choice(FILES[mode])
    names = output.write(str(folder), file_id, pictures, kind, mode, wear["jpeg"], rng)
    told = {
        "file_id": file_id,
        "municipality": town.name,
        "ags": places.AGS[town.name],
        "scan": names,
        "profile": profile,
        "mode": mode,
        "form_generation": akte.gen,
        "seed": seed,
        "pages": records,
        "entries": akte.truth(set().union(*(page.seen for page in pages))),
        "names": sorted(set().union(*(page.names for page in pages))),
        "conflicts": [c for c in akte.conflicts if c["page"] <= len(pages)],
    }
    text = json.dumps(told, ensure_ascii=False, indent=1)
    (folder / "truth.json").write_text(text, encoding="utf-8")
    return file_id, len(pages)


def scanned(
    pages: list[Any], wear: dict[str, Any], rng: random.Random, profile: str, mode: str
) -> tuple[list[tuple[Any, int]], list[dict[str, Any]]]:
    """The pictures with their resolution, and the truth of each page."""
    usual = rng.choices([300, 200, 400], DPI[profile])[0]
    pictures, records = [], []
    front = None  # ink of the page before, which shows through
    for number, page in enumerate(pages, 1):
        dpi = 200 if page.w > 400 and usual != 200 else usual
        behind = front
        if behind is not None and behind.shape != (page.size[1] // 2, page.size[0] // 2):
            behind = None
        worn = dict(wear)
        if page.blank and profile != "clean":
            worn["bleed"] = max(wear["bleed"], rng.uniform(0.03, 0.12))
        image, boxes, skew, turn = degrade.render(page, worn, rng, dpi, mode == "colour", behind)
        front = page.ink_half if page.kind != "separator" else None
        if mode == "bilevel":
            grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) if image.ndim == 3 else image
            image = degrade.bilevel(grey, None)
        pictures.append((image, dpi))
        size = (image.shape[1], image.shape[0])
        records.append(truth.page_record(page, number, dpi, turn, skew, size, boxes))
        page.layers = {}
    return pictures, records
