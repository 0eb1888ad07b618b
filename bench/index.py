"""How fast a search answers and how fast an index fills: the one in a file and the one on a server.

Fills both with the same made-up entries of eight towns (no page texts) and asks the same questions;
prints entries a second, and the median and 99th percentile of each kind of question. The server is
that of ELASTICSEARCH_URL, else the one that the tests start.

    python -m bench.index [--entries 1000000] [--on embedded|elasticsearch]
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from elasticsearch import Elasticsearch

from baulast.gazetteer import gazetteer
from bench.register import AREA_QUESTIONS, TEXT_QUESTIONS, parcel_questions, register
from index.elasticsearch import Action, Server
from index.embedded import INDEX_FILE, EmbeddedIndex
from index.indices import make
from index.lineage import widened
from index.login import Login
from index.mapping import mapping_version
from index.query import parse
from index.seam import Index
from index.shared import SharedIndex
from index.sources import sources
from index.towns import Names
from register.lists import lineage_by
from tests.tools.elasticsearch import server

ENTRIES = 1_000_000  # of eight towns: more than the Kreis has
PARCEL_QUESTIONS = 200  # so that two of them are the slowest hundredth
ROUNDS = 5  # times that each question in words is asked
PREFIX = "baulast-bench"
TO_REACH_MS = {"parcel": 50, "text": 150}
BULK_TO_REACH = 5_000  # entries a second
HELD = 20_000  # entries whose documents are held at once: 150 MB


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    print(f"{options.entries:,} entries; load of this machine before: {os.getloadavg()[0]:.1f}"
          " (times count only where that is near 0)")  # fmt: skip
    if options.on != "elasticsearch":
        with tempfile.TemporaryDirectory(prefix="baulast-bench-") as folder:
            measure_embedded(Path(folder) / INDEX_FILE, options.entries)
    if options.on != "embedded":
        measure_elasticsearch(options.entries)


def measure_embedded(path: Path, entries: int) -> None:
    """The index in a file."""
    with EmbeddedIndex(path) as index:
        seconds = timed(lambda: index.rebuild(register(entries)))
        size = path.stat().st_size / 1e6
        print(f"\nembedded        {entries / seconds:8,.0f} entries/s, {size:,.0f} MB")
        print_answers(index)


def measure_elasticsearch(entries: int) -> None:
    """The index on a server, where there is one or one can be started."""
    try:
        with running_server() as login, SharedIndex.open(login, prefix=PREFIX) as index:
            towns = [town.name for town in gazetteer().municipalities]
            founding = timed(index.install)
            filling = timed(lambda: index.sync(register(entries), towns))
            print(f"\nElasticsearch   {entries / filling:8,.0f} entries/s, made up and proven too")
            print(f"  {founding:,.1f} s before that for indices and roles of {len(towns)} towns")
            print_bulk(login, min(entries, HELD))
            print_answers(index, login)
            server.sweep(login, PREFIX)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"\nElasticsearch   not measured, no server: {error}")


def print_bulk(login: Login, entries: int) -> None:
    """What filling is made of: making the documents ready, and the server's taking them."""
    prefix = f"{PREFIX}-bulk"
    names = Names(prefix=prefix, version=mapping_version())
    dossiers = list(register(entries))
    ready: list[Action] = []

    def make_ready() -> None:
        made = (one for dossier in dossiers for one in sources(dossier, names))
        ready.extend(Action(index=one.index, id=one.id, text=one.text) for one in made)

    making = timed(make_ready)
    server, connection = cpu_of_server(login), Server(login)
    try:
        make(connection, names, {action.index.rpartition("-v")[0] for action in ready})
        taking = timed(lambda: connection.send(ready))
        worked = cpu_of_server(login) - server
        print(f"  bulk: {entries / taking:,.0f} entries/s (to reach: {BULK_TO_REACH:,}), as"
              f" {len(ready) / taking:,.0f} documents/s; {1000 * worked / entries:.2f} ms of the"
              " server's processors for an entry")  # fmt: skip
        print(f"  made ready before: {entries / making:,.0f} entries/s on one processor")
    finally:
        connection.close()


def cpu_of_server(login: Login) -> float:
    """Seconds that the server's processors have worked."""
    with Elasticsearch(login.url, basic_auth=(login.user or "", login.password or "")) as client:
        nodes = client.nodes.stats(metric="process")["nodes"].values()
        return sum(node["process"]["cpu"]["total_in_millis"] for node in nodes) / 1000


@contextmanager
def running_server() -> Iterator[Login]:
    """That of ELASTICSEARCH_URL, else one that ends with the measurement."""
    if url := os.environ.get("ELASTICSEARCH_URL"):
        parts = urlsplit(url)
        bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        yield Login(url=bare, user=parts.username, password=parts.password)
        return
    started = server.start(is_measured=True)
    try:
        yield Login(url=started.url, user="elastic", password=started.password)
    finally:
        server.stop(started)


def print_answers(index: Index, login: Login | None = None) -> None:
    """Median and 99th percentile of each kind of question, and the slowest one.

    And how long processors work on it, the server's of ``login`` too: what else runs on this
    machine delays an answer, and changes that little.
    """
    kinds = {
        "parcel": parcel_questions(PARCEL_QUESTIONS),
        "area": list(AREA_QUESTIONS) * ROUNDS,
        "text": list(TEXT_QUESTIONS) * ROUNDS,  # with facets
    }
    lineage = lineage_by(index, None)  # a person's search asks for predecessors first
    for kind, questions in kinds.items():
        has_facets = kind == "text"

        def ask(question: str, facets: bool = has_facets) -> object:
            parsed = parse(question)
            return index.search(widened(parsed, lineage(parsed)), facets=facets)

        for question in dict.fromkeys(questions[: len(TEXT_QUESTIONS)]):
            ask(question)  # so that no first time is measured
        before = cpu_of_server(login) if login else 0.0
        times, worked = np.transpose([_milliseconds(partial(ask, q)) for q in questions])
        median, late = np.percentile(times, [50, 99])
        slowest = questions[int(np.argmax(times))]
        limit = f" (to reach: {TO_REACH_MS[kind]})" if kind in TO_REACH_MS else ""
        there = ""
        if login:
            taken = 1000 * (cpu_of_server(login) - before) / len(questions)
            there = f"; the server's, on average {taken:.1f} ms"
        print(f"  {kind:8} p50 {median:7.1f} ms, p99 {late:7.1f} ms{limit}; slowest: {slowest};"
              f" this program's processor p99 {np.percentile(worked, 99):.1f} ms",
              there, sep="")  # fmt: skip


def _milliseconds(action: Callable[[], object]) -> tuple[float, float]:
    """How long it takes, and how long a processor works on it: what others do delays the first."""
    worked = time.process_time()
    took = timed(action)
    return 1000 * took, 1000 * (time.process_time() - worked)


def timed(action: Callable[[], object]) -> float:
    """Seconds that it takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.index", description=__doc__)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--on", choices=["embedded", "elasticsearch"], help="only this one")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    main()
