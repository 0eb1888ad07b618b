"""What tests of all packages share: the judge of PDF/A, and a real Elasticsearch."""

import fcntl
import json
import os
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from index.login import Login
from tests.tools.elasticsearch import server

ROOT = Path(__file__).parent.parent
JARS = ROOT / ".tools" / "verapdf"
POM = ROOT / "tests" / "tools" / "verapdf" / "pom.xml"
JUDGE = "org.verapdf.apps.GreenfieldCliWrapper"

Verdicts = dict[str, list[str]]


@pytest.fixture(scope="session")
def verapdf() -> Callable[[Iterable[Path]], Verdicts]:
    """Judges files as PDF/A-2u: the broken rules of each, by the file's name; none if it is valid.

    Give it many files in one call: starting Java is most of the cost.
    """
    if not list(JARS.glob("greenfield-apps-*.jar")):
        fetch = ["mvn", "-q", "-B", "-f", str(POM), "dependency:copy-dependencies"]
        subprocess.run([*fetch, f"-DoutputDirectory={JARS}"], check=True)
    return _judge


def _judge(files: Iterable[Path]) -> Verdicts:
    java = ["java", "-cp", f"{JARS}/*", JUDGE, "--flavour", "2u", "--format", "json"]
    done = subprocess.run(
        [*java, *(str(file) for file in files)], capture_output=True, text=True, check=False
    )
    jobs = json.loads(done.stdout)["report"]["jobs"]
    return {Path(job["itemDetails"]["name"]).name: _broken_rules(job) for job in jobs}


def _broken_rules(job: dict[str, object]) -> list[str]:
    results = job.get("validationResult")
    if not isinstance(results, list):
        return [json.dumps(job.get("taskException"))]
    return [
        f"{rule['clause']}-{rule['testNumber']}: {rule['description']}"
        for result in results
        for rule in result["details"]["ruleSummaries"]
        if rule["ruleStatus"] == "FAILED"
    ]


@pytest.fixture(scope="session")
def elasticsearch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Login]:
    """How the administrator of a server logs in: that of ELASTICSEARCH_URL, or one of our own.

    Test processes that run side by side share one; the last to end stops it.
    """
    if url := os.environ.get("ELASTICSEARCH_URL"):  # http://user:password@host:9200
        parts = urlsplit(url)
        bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        yield Login(url=bare, user=parts.username, password=parts.password)
        return
    folder = tmp_path_factory.getbasetemp()
    state = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "elasticsearch"
    with _alone_with(state) as known:
        started = known or {"server": asdict(server.start()), "users": 0}
        started["users"] += 1
        state.write_text(json.dumps(started))
    running = server.Server(**started["server"])
    yield Login(url=running.url, user="elastic", password=running.password)
    with _alone_with(state) as known:
        known["users"] -= 1
        state.write_text(json.dumps(known) if known["users"] else "")
        if not known["users"]:
            server.stop(running)


@contextmanager
def _alone_with(state: Path) -> Iterator[dict]:
    """What the file says, while no other process reads or writes it; {} for nothing."""
    with state.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield json.loads(state.read_text() or "{}") if state.exists() else {}
