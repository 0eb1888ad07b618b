"""A delivery, a home before and after its import, and an executor that needs no processes."""

import shutil
import sys
from concurrent.futures import Executor
from pathlib import Path

import pytest

import pipeline
from baulast.settings import Settings

sys.path.insert(0, str(Path(__file__).parent))  # pytest runs the tests by their files

from deliveries import SETTINGS, Remembering, age, deliver


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
def remembering() -> Executor:
    """An executor that reads each page of the session once."""
    return Remembering()


@pytest.fixture(scope="session")
def undisturbed(
    delivered: Path, remembering: Executor, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The home after an import of the delivery that nothing disturbed; to be looked at only."""
    home = tmp_path_factory.mktemp("undisturbed") / "home"
    pipeline.import_batch(delivered, "kaarst", home, SETTINGS, executor=remembering)
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
def executor(remembering: Executor) -> Executor:
    """For tests that are not about how work is spread."""
    return remembering


@pytest.fixture
def settings() -> Settings:
    return SETTINGS
