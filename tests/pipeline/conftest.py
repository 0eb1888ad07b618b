"""A delivery, a home before and after its import, and an executor that needs no processes."""

import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path

import pytest

import pipeline
from baulast.settings import Settings

sys.path.insert(0, str(Path(__file__).parent))  # pytest runs the tests by their files

from deliveries import SETTINGS, InProcess, age, deliver


@pytest.fixture(scope="session")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The delivery, to be looked at only."""
    root = tmp_path_factory.mktemp("delivered") / "scans"
    deliver(root)
    return root


@pytest.fixture
def delivery(delivered: Path, tmp_path: Path) -> Path:
    """The delivery in a folder that a test may change."""
    target = tmp_path / "scans"
    shutil.copytree(delivered, target)
    age(target)
    return target


@pytest.fixture(scope="session")
def undisturbed(delivered: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home after an import of the delivery that nothing disturbed; to be looked at only."""
    home = tmp_path_factory.mktemp("undisturbed") / "home"
    with InProcess() as executor:
        pipeline.import_batch(delivered, "kaarst", home, SETTINGS, executor=executor)
    return home


@pytest.fixture
def imported(undisturbed: Path, home: Path) -> Path:
    """A home after an import of the delivery, for a test to go on with."""
    shutil.copytree(undisturbed, home)
    return home


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def in_process() -> Iterator[Executor]:
    with InProcess() as executor:
        yield executor


@pytest.fixture
def settings() -> Settings:
    return SETTINGS
