"""The desk with a large register: how soon a search is answered, and what memory the server takes.

    python -m bench.desk [--entries 100000]

The server runs as people run it, over a made-up register (bench.register); the times are its own,
read from its log, so that neither a network nor a browser counts.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx2
import numpy as np

from archive.store import Store
from bench.register import AREA_QUESTIONS, TEXT_QUESTIONS, parcel_questions, register
from catalog.accounts import Account, Accounts
from index.embedded import INDEX_FILE, EmbeddedIndex
from web.passwords import password_hash
from web.viewer import grant_of

ENTRIES = 100_000
PARCEL_QUESTIONS = 100
SEARCH_TO_REACH_MS = 200
MEMORY_TO_REACH_MB = 300
STARTS_WITHIN_S = 60
NAME, PASSWORD = "messung", "nur zum Messen"
PORT = 8499
_SEARCH = re.compile(r"GET /suche/\{word\} 200 (\d+) ms")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, default=ENTRIES)
    entries = parser.parse_args(arguments).entries
    print(f"{entries:,} entries; load of this machine before: {os.getloadavg()[0]:.1f}"
          " (times count only where that is near 0)")  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="baulast-desk-") as folder:
        home = Path(folder) / "home"
        fill(home, entries)
        with serving(home) as (client, process, log):
            print_searches(client, log, process.pid)
            memory = peak_mb(process.pid)
    print(f"memory of the server at most {memory:.0f} MB (to reach: {MEMORY_TO_REACH_MB})")


def fill(home: Path, entries: int) -> None:
    """A home with the register in its index, and an account of the Kreis."""
    Store(home)
    with EmbeddedIndex(home / INDEX_FILE) as index:
        index.rebuild(register(entries))
    with Accounts.in_home(home) as accounts:
        accounts.add(
            Account(
                name=NAME,
                password_hash=password_hash(PASSWORD),
                is_disabled=False,
                grants=(grant_of("kreis"),),
            )
        )


@contextmanager
def serving(home: Path) -> Iterator[tuple[httpx2.Client, subprocess.Popen[bytes], Path]]:
    """Somebody who is signed in, the server's process, and its log."""
    log = home / "serve.log"
    program = str(Path(sys.executable).with_name("baulast"))
    address = f"http://127.0.0.1:{PORT}"
    with log.open("wb") as out:
        call = [program, "--home", str(home), "serve", "--port", str(PORT)]
        process = subprocess.Popen(call, stdout=out, stderr=out)
        try:
            with httpx2.Client(base_url=address, headers={"origin": address}, timeout=60) as client:
                wait_for(client)
                client.post("/anmelden", data={"name": NAME, "kennwort": PASSWORD})
                yield client, process, log
        finally:
            process.terminate()
            process.wait()


def wait_for(client: httpx2.Client) -> None:
    """Returns when the server answers."""
    for _ in range(STARTS_WITHIN_S * 10):
        try:
            client.get("/health")
        except httpx2.ConnectError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start")


def print_searches(client: httpx2.Client, log: Path, pid: int) -> None:
    """Times of each kind of question; of computing, which a busy machine hardly changes, too."""
    word = re.findall(r'name="echt" value="(\w+)"', client.get("/").text)[0]
    kinds = {
        "parcel": parcel_questions(PARCEL_QUESTIONS),
        "area": [*AREA_QUESTIONS],
        "text": [*TEXT_QUESTIONS],
    }
    for kind, questions in kinds.items():
        begun, computed = len(_SEARCH.findall(log.read_text())), cpu_ms(pid)
        for question in questions:
            sent = client.post("/suche", data={"echt": word, "frage": question})
            client.get(sent.headers["location"])
        times = [int(ms) for ms in _SEARCH.findall(log.read_text())[begun:]]
        p50, p99 = np.percentile(times, [50, 99])
        print(f"search, {kind:7} {len(times):4} questions: half within {p50:.0f} ms, 99 % within"
              f" {p99:.0f} ms (to reach: {SEARCH_TO_REACH_MS});"
              f" computed {(cpu_ms(pid) - computed) / len(times):.0f} ms each")  # fmt: skip


def peak_mb(pid: int) -> float:
    """The most memory that the process has held."""
    status = Path(f"/proc/{pid}/status").read_text()
    match = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert match is not None
    return int(match[1]) / 1000


def cpu_ms(pid: int) -> float:
    """How long the process has computed so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    user, system = int(fields[11]), int(fields[12])
    return 1000 * (user + system) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
