"""The catalog to test: once on SQLite, once on a PostgreSQL server started for this run."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from catalog import tables
from catalog.store import Catalog

DEBIAN = Path("/usr/lib/postgresql")


def _binaries() -> Path:
    newest = max(DEBIAN.glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]), default=None)
    if newest is None:
        pytest.fail("no PostgreSQL under /usr/lib/postgresql: apt install postgresql")
    return newest.parent


def _as_nobody(command: list[str]) -> list[str]:
    """The command as a user that PostgreSQL accepts: it refuses to run as root."""
    return ["runuser", "-u", "nobody", "--", *command] if os.geteuid() == 0 else command


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server of our own, reached by a socket in its folder."""
    binaries = _binaries()
    folder = Path(subprocess.check_output(["mktemp", "-d"], text=True).strip())
    try:
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        data = folder / "data"
        initdb = [str(binaries / "initdb"), "-D", str(data), "-U", "baulast", "-A", "trust"]
        subprocess.run(_as_nobody([*initdb, "--no-sync"]), check=True, capture_output=True)
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
        pg_ctl = [str(binaries / "pg_ctl"), "-D", str(data), "-w"]
        start = _as_nobody([*pg_ctl, "-l", str(folder / "log"), "-o", options, "start"])
        subprocess.run(start, check=True, stdout=subprocess.DEVNULL)
        try:
            yield f"postgresql+psycopg://baulast@/postgres?host={folder}"
        finally:
            stop = _as_nobody([*pg_ctl, "-m", "immediate", "stop"])
            subprocess.run(stop, check=True, stdout=subprocess.DEVNULL)
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def postgresql(server: str) -> str:
    """The address of the server, without the tables that another test left."""
    engine = sa.create_engine(server)
    tables.metadata.drop_all(engine)
    engine.dispose()
    return server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.integration)])
def catalog(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Catalog]:
    """An empty catalog."""
    if request.param == "sqlite":
        with Catalog.in_home(tmp_path) as opened:
            yield opened
        return
    with Catalog.open(request.getfixturevalue("postgresql")) as opened:
        yield opened
