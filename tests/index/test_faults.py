"""Whatever goes wrong while indexing, a sync ends in exactly what the archive holds."""

import json
import os
import random
import signal
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from baulast.errors import IndexUnreachable, StoreError
from index.elasticsearch import Server
from index.login import Login
from index.shared import SharedIndex
from tests.tools.elasticsearch import server

pytestmark = pytest.mark.integration
FAULTS = 200
RESTARTS = 2  # each takes a server some twenty seconds
FAULTY = 0.7  # of the requests to write: now and then all tries of one dossier fail
TOWNS = ("kaarst",)
OF_THE_CONNECTION = {"host", "connection", "content-length", "accept-encoding"}


class Faulty(ThreadingHTTPServer):
    """Stands between the program and the server, and fails by a seeded plan while it is told to."""

    daemon_threads = True

    def __init__(self, url: str, seed: int) -> None:
        super().__init__(("127.0.0.1", 0), _Between)
        self.behind = url
        self.chance = random.Random(seed)
        self.is_failing = False
        self.faults: dict[str, int] = {}

    def fault(self, path: str) -> str | None:
        """What goes wrong with this request; None: nothing."""
        if not self.is_failing or "_bulk" not in path or self.chance.random() > FAULTY:
            return None
        kind = self.chance.choice(["429", "503", "item", "cut before", "cut after"])
        self.faults[kind] = self.faults.get(kind, 0) + 1
        return kind


class _Between(BaseHTTPRequestHandler):
    server: Faulty
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        fault = self.server.fault(self.path)
        if fault in ("429", "503"):
            self._answer(int(fault), b'{"error":{"type":"rejected"},"status":0}')
        elif fault == "cut before":
            self.close_connection = True
        else:
            status, answer = self._pass_on(body)
            if fault == "item":  # the first is taken, but said not to be
                said = json.loads(answer)
                said["errors"] = True
                operation = next(iter(said["items"][0].values()))
                operation.update(status=429, error={"type": "es_rejected_execution_exception"})
                answer = json.dumps(said).encode()
            if fault == "cut after":  # done, but nobody is told
                self.close_connection = True
                return
            self._answer(status, answer)

    do_GET = do_PUT = do_DELETE = do_HEAD = do_POST  # noqa: N815 - the library's names

    def _pass_on(self, body: bytes) -> tuple[int, bytes]:
        headers = {k: v for k, v in self.headers.items() if k.lower() not in OF_THE_CONNECTION}
        url = self.server.behind + self.path
        request = Request(url, data=body or None, headers=headers, method=self.command)
        try:
            with urlopen(request) as answer:
                return answer.status, answer.read()
        except HTTPError as error:
            with error:
                return error.code, error.read()

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Type", "application/vnd.elasticsearch+json; compatible-with=8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def faulty(elasticsearch: Login) -> Iterator[Faulty]:
    with Faulty(elasticsearch.url, seed=5) as proxy:
        thread = Thread(target=proxy.serve_forever)
        thread.start()
        yield proxy
        proxy.shutdown()
        thread.join()


def test_seeded_faults_lose_and_double_nothing(
    elasticsearch, shared, worker_prefix, faulty, make_dossier, make_entry
):
    """After 429, 503, refused items and connections cut before and after: 0 lost, 0 doubled."""
    login = Login(
        url=f"http://127.0.0.1:{faulty.server_port}",
        user=elasticsearch.user,
        password=elasticsearch.password,
    )
    archive: dict[str, object] = {}
    with SharedIndex(Server(login, pause=lambda _: None), prefix=worker_prefix) as index:
        faulty.is_failing = True
        while sum(faulty.faults.values()) < FAULTS:
            number = faulty.chance.randrange(30)  # some come again, with another reading
            entries = [make_entry(number=n) for n in range(faulty.chance.randrange(1, 4))]
            dossier = make_dossier(*entries, id=f"kaarst/{number}")
            archive[dossier.id] = dossier
            with suppress(StoreError):  # it stays owed
                index.put(dossier)
        faulty.is_failing = False
        proof = index.sync(archive.values(), TOWNS)
        counts = index.counts()
    assert set(faulty.faults) == {"429", "503", "item", "cut before", "cut after"}
    assert proof.is_proven
    assert proof.held == proof.documents
    assert (counts.dossiers, counts.entries) == (
        len(archive),
        sum(len(dossier.entries) for dossier in archive.values()),
    )
    shared.rebuild(())


def test_a_server_that_restarts_loses_and_doubles_nothing(make_dossier, make_entry):
    """Killed at seeded moments while dossiers are put, and started again: 0 lost, 0 doubled."""
    chance = random.Random(7)
    archive = [make_dossier(make_entry(), id=f"kaarst/{number}") for number in range(12)]
    killed_at = set(chance.sample(range(12), RESTARTS))
    owed = []
    running = server.start()
    login = Login(url=running.url, user="elastic", password=running.password)
    try:
        with SharedIndex(Server(login, pause=lambda _: None)) as index:
            for place, dossier in enumerate(archive):
                if place in killed_at:
                    server.kill(running.pid)
                    with pytest.raises(IndexUnreachable):
                        index.put(dossier)
                    owed.append(dossier)
                    running = server.restart(running)
                else:
                    index.put(dossier)
            counts = index.counts()
            assert counts.dossiers == len(archive) - len(owed)
            proof = index.sync(archive, TOWNS)
            again = index.sync(archive, TOWNS)
    finally:
        server.stop(running)
    assert (proof.is_proven, proof.held, again.sent) == (True, proof.documents, 0)
    assert proof.sent == len(owed) * proof.documents // len(archive)


def test_a_killed_importer_loses_and_doubles_nothing(
    elasticsearch, shared, worker_prefix, make_dossier, make_entry
):
    """A process killed between two bulks leaves what the next sync completes."""
    archive = [make_dossier(make_entry(), id=f"kaarst/{number}") for number in range(8)]
    dying = os.fork()
    if not dying:

        def killed():
            yield from archive[:5]
            os.kill(os.getpid(), signal.SIGKILL)

        with SharedIndex.open(elasticsearch, prefix=worker_prefix) as index:
            for dossier in killed():
                index.put(dossier)
        os._exit(1)
    assert os.WIFSIGNALED(os.waitpid(dying, 0)[1])
    assert shared.counts().dossiers == 5
    proof = shared.sync(archive, TOWNS)
    assert (proof.is_proven, proof.dossiers) == (True, 8)
    assert shared.counts().dossiers == 8
    shared.rebuild(())
