"""Scans with truth, laid out as towns deliver them: one folder a town, one a delivery."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.program import ROOT

SHARED = ROOT.parent / "shared"
SEED = 417  # of no set of scans that anything here was fitted on
COUNT = 16  # dossiers that are drawn where no scans are given: every town in every condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A folder with scans of one dossier and its truth."""

    folder: Path
    truth: dict[str, Any]

    @property
    def town(self) -> str:
        return str(self.truth["municipality"])


def deliveries(folder: Path) -> tuple[Delivery, ...]:
    """Every delivery below a folder, in the order of names."""
    return tuple(
        Delivery(folder=path.parent, truth=json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(folder.rglob("truth.json"))
    )


def given_or_drawn(folder: Path | None, work: Path, *, seed: int = SEED) -> Path:
    """The folder that was given, else the shared scans, else freshly drawn ones."""
    if folder is not None:
        return folder
    if (SHARED / "scans").is_dir():
        return SHARED / "scans"
    from bench.scangen.__main__ import main  # draws for a minute: only where nothing is given

    main(["--out", str(work / "scans"), "--count", str(COUNT), "--seed", str(seed)])
    return work / "scans"


def laid_out(found: tuple[Delivery, ...], target: Path) -> dict[str, Path]:
    """Copies of the deliveries, by town."""
    towns: dict[str, Path] = {}
    for delivery in found:
        towns[delivery.town] = target / delivery.town
        shutil.copytree(delivery.folder, towns[delivery.town] / delivery.folder.name)
    return towns
