"""What tests of all packages share: the judge of PDF/A."""

import json
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

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
