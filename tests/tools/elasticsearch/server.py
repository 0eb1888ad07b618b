"""A real Elasticsearch for tests: an unmodified server from Maven, on a port of its own.

The artifact lacks the module ``analysis-common``; ``CommonAnalysis.java`` registers the same Lucene
filters under their stock names, so that a mapping tested here runs on any stock server. Maven keeps
the download for all clones of a machine; the prepared server lies in ``.tools``.
"""

import json
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
import zipfile
from base64 import b64encode
from dataclasses import dataclass, replace
from pathlib import Path

from elasticsearch import Elasticsearch

from index.login import Login

HERE = Path(__file__).parent
TOOLS = HERE.parents[2] / ".tools"
VERSION = os.environ.get("BAULAST_TEST_ELASTICSEARCH", "8.19.21")
OTHER_VERSION = "8.17.4"  # an office updates its server when it likes
ARTIFACT = "org.elasticsearch.distribution.integ-test-zip:elasticsearch:{}:zip"
HEAP = "512m"  # enough for 100,000 entries; the machine is shared
QUICK = "-XX:TieredStopAtLevel=1"  # what is compiled thoroughly takes longer to answer at all
START_S = 180.0  # 20 s where nothing else runs, many times that beside other tests
IN_MEMORY = Path("/dev/shm")  # for the data: each new index waits for the disk some thirty times
USER = "nobody"  # the server refuses to run as root


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server and how to reach it."""

    url: str
    password: str  # of the user "elastic"
    folders: tuple[str, ...] = ()  # that it lives in, the program's first; (): somebody else's
    pid: int = 0


def prepared(version: str = VERSION) -> Path:
    """The unpacked server with its analysis module, made where it is missing."""
    target = TOOLS / f"elasticsearch-{version}"
    if target.is_dir():
        return target
    work = TOOLS / f"unfinished-{secrets.token_hex(4)}"
    work.mkdir(parents=True)
    try:
        fetch = ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={ARTIFACT.format(version)}"]
        subprocess.run([*fetch, f"-DoutputDirectory={work}"], check=True)
        with zipfile.ZipFile(work / f"elasticsearch-{version}.zip") as archive:
            archive.extractall(work)
        server = work / f"elasticsearch-{version}"
        _add_analysis(server, version)
        server.replace(target)
    except OSError:
        if not target.is_dir():  # else another process was faster
            raise
    finally:
        shutil.rmtree(work)
    return target


def _add_analysis(server: Path, version: str) -> None:
    module = server / "modules" / "analysis-common"
    classes = server / "classes"
    module.mkdir()
    javac = ["javac", "-cp", f"{server}/lib/*", "-d", str(classes)]
    subprocess.run([*javac, str(HERE / "CommonAnalysis.java")], check=True)
    shutil.make_archive(str(module / "analysis-common"), "zip", classes)
    (module / "analysis-common.zip").rename(module / "analysis-common.jar")
    shutil.rmtree(classes)
    descriptor = (HERE / "plugin-descriptor.properties").read_text("utf-8")
    (module / "plugin-descriptor.properties").write_text(descriptor.replace("@version@", version))
    for program in (server / "bin").iterdir():
        program.chmod(0o755)


def start(version: str = VERSION, *, is_measured: bool = False) -> Server:
    """A server with security, its data in a folder that ``stop`` throws away.

    One whose speed is measured is compiled as thoroughly as in an office, and is slow to start.
    """
    folder = _new_folder(None)
    data = _new_folder(IN_MEMORY if IN_MEMORY.is_dir() else None)
    home = folder / "server"
    shutil.copytree(prepared(version), home)
    port, inner = _free_ports()
    (home / "config" / "elasticsearch.yml").write_text(
        f"cluster.name: baulast-test-{port}\ndiscovery.type: single-node\n"
        f"path.data: {data}\nnetwork.host: 127.0.0.1\nhttp.port: {port}\ntransport.port: {inner}\n"
        "xpack.security.enabled: true\nxpack.security.http.ssl.enabled: false\n"
        "xpack.security.transport.ssl.enabled: false\n"
        # A test machine's disk may be fuller than a server's should be.
        "cluster.routing.allocation.disk.threshold_enabled: false\n"
    )
    if not is_measured:
        options = home / "config" / "jvm.options.d"
        options.mkdir(exist_ok=True)
        (options / "quick.options").write_text(QUICK)
    password = secrets.token_urlsafe(16)
    if os.geteuid() == 0:
        _give_to(USER, folder)
        _give_to(USER, data)
    keystore = [str(home / "bin" / "elasticsearch-keystore"), "add", "-x", "-f"]
    subprocess.run(
        _unprivileged([*keystore, "bootstrap.password"]),
        input=password,
        text=True,
        check=True,
        env=_environment(),
        stdout=subprocess.DEVNULL,
    )
    server = Server(
        url=f"http://127.0.0.1:{port}",
        password=password,
        folders=(str(folder), str(data)),
        pid=launch(folder),
    )
    wait_until_ready(server)
    return server


def launch(folder: Path) -> int:
    """Start the server that lies in ``folder`` (again); the id of its process."""
    program = str(folder / "server" / "bin" / "elasticsearch")
    pid_file = folder / "pid"
    pid_file.unlink(missing_ok=True)
    with (folder / "log").open("a") as log:
        subprocess.run(
            _unprivileged([program, "-d", "-p", str(pid_file)]),
            env=_environment(),
            stdout=log,
            stderr=log,
            check=True,
            timeout=START_S,
        )
    return int(pid_file.read_text())


def wait_until_ready(server: Server) -> None:
    """Until it answers and lets users in: the security index opens a second after the rest."""
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        if server.pid and _is_gone(server.pid):
            raise RuntimeError((Path(server.folders[0]) / "log").read_text()[-2000:])
        if all(_answers(server, path) for path in ("_cluster/health", "_security/user/elastic")):
            return
        time.sleep(0.2)
    raise RuntimeError(f"{server.url} is not ready after {START_S:.0f} s")


def restart(server: Server) -> Server:
    """The same server again after it was killed: same data, same address."""
    again = replace(server, pid=launch(Path(server.folders[0])))
    wait_until_ready(again)
    return again


def stop(server: Server) -> None:
    """End the server and throw its data away; somebody else's is left alone."""
    if server.folders:
        kill(server.pid)
    for folder in server.folders:
        shutil.rmtree(folder)


def kill(pid: int) -> None:
    """End a process at once, and wait until it is gone."""
    try:
        os.kill(pid, 9)
    except ProcessLookupError:
        return
    while not _is_gone(pid):
        time.sleep(0.05)


def _is_gone(pid: int) -> bool:
    try:
        return "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True


def sweep(login: Login, prefix: str) -> None:
    """Take the indices and roles of that prefix off a server that goes on."""
    with Elasticsearch(login.url, basic_auth=(login.user or "", login.password or "")) as client:
        for index in client.indices.get(index=f"{prefix}-*"):
            client.indices.delete(index=index)
        for role in client.security.get_role():
            if role.startswith(f"{prefix}-"):
                client.security.delete_role(name=role)


def _answers(server: Server, path: str) -> bool:
    login = b64encode(f"elastic:{server.password}".encode()).decode()
    request = urllib.request.Request(
        f"{server.url}/{path}", headers={"Authorization": f"Basic {login}"}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return "error" not in json.load(answer)
    except (urllib.error.URLError, OSError):
        return False


def _environment() -> dict[str, str]:
    java = os.environ.get("JAVA_HOME") or str(Path(shutil.which("java") or "").resolve().parents[1])
    return {
        "PATH": os.environ["PATH"],
        "ES_JAVA_HOME": java,
        "ES_JAVA_OPTS": f"-Xms{HEAP} -Xmx{HEAP}",
    }


def _unprivileged(command: list[str]) -> list[str]:
    return ["runuser", "-u", USER, "--", *command] if os.geteuid() == 0 else command


def _give_to(user: str, folder: Path) -> None:
    owner = pwd.getpwnam(user)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, owner.pw_uid, owner.pw_gid)


def _new_folder(parent: Path | None) -> Path:
    where = ["-p", str(parent)] if parent else []
    return Path(subprocess.check_output(["mktemp", "-d", *where], text=True).strip())


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]
