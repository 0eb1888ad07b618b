"""Small dossiers made by hand: one page of words, one entry, everything else on request."""

import os
import secrets
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from baulast.language import Both
from baulast.model import (
    Box,
    ColourMode,
    Dossier,
    Doubt,
    DoubtReason,
    Entry,
    Evidence,
    Field,
    FieldName,
    Finding,
    Kind,
    Page,
    PageKind,
    PageOrigin,
    Parcel,
    Plot,
    Status,
    Word,
)
from index.embedded import EmbeddedIndex
from index.login import Login
from index.seam import TownState
from index.shared import SharedIndex
from tests.tools.elasticsearch.server import sweep

sys.path.insert(0, str(Path(__file__).parent))  # where eight_towns.py lies

WORDING = (
    "Der jeweilige Eigentümer verpflichtet sich, zwei Stellplätze ständig bereitzuhalten, daß sie"
    " benutzt werden können."
)


def page_of(text: str, *, number: int = 1, delivery: str = "Akte 1", doubts=()) -> Page:
    """A page whose words stand side by side, ten pixels a letter."""
    words, left = [], 0
    for piece in text.split():
        box = Box(left=left, top=0, right=left + 10 * len(piece), bottom=20)
        words.append(Word(text=piece, box=box, confidence=0.9, block=0, line=0))
        left = box.right + 10
    return Page(
        number=number,
        origin=PageOrigin(delivery=delivery, place=number, file="a.tif", sha256="0", frame=0),
        width_px=2480,
        height_px=3508,
        dpi=300.0,
        mode=ColourMode.GREY,
        pixels_sha256=f"{number}",
        kind=PageKind.SHEET,
        words=tuple(words),
        doubts=doubts,
    )


def plots(*written: tuple[str | None, str | None, str]) -> tuple[Plot, ...]:
    return tuple(Plot(parcel=Parcel.parse(*parts)) for parts in written)


def entry_of(**changes) -> Entry:
    """An active entry on Büttgen 12 345; ``changes`` are values or whole findings."""
    values = {
        "sheet": "143",
        "number": 1,
        "kind": Kind.STELLPLATZ,
        "burdened": plots(("Büttgen", "12", "345")),
        "benefited": (),
        "declared_on": date(1974, 3, 12),
        "registered_on": date(1974, 5, 2),
        "deleted_on": None,
        "legal_basis": "§ 99 BauO NW",
        "reference": "63-BL 45/74",
        "status": Status.ACTIVE,
        "street": None,
        "land_register": None,
    }
    plain = {"wording": WORDING, "pages": (1,)}
    for name, value in changes.items():
        (values if name in values else plain)[name] = value
    findings = {
        name: value if isinstance(value, Finding) else Finding(value=value)
        for name, value in values.items()
    }
    return Entry(**findings, **plain)


def dossier_of(*entries: Entry, **changes) -> Dossier:
    """A dossier of Kaarst with one page."""
    page = page_of("Baulastenblatt 143 Gemarkung Büttgen Flur 12 Flurstück 345")
    made = Dossier(
        id="kaarst/KAA-1", municipality="kaarst", number="KAA-1", pages=(page,), entries=entries
    )
    return replace(made, **changes)


def doubt(reason: DoubtReason = DoubtReason.ILLEGIBLE, **changes) -> Doubt:
    return Doubt(reason=reason, detail=Both.only("Ziffer nicht sicher"), **changes)


def person(value: str, start: int, end: int, *, page: int = 1) -> Field:
    evidence = Evidence(page=page, start=start, end=end)
    return Field(name=FieldName.PERSON, value=value, evidence=evidence, source="test")


def state_of(town: str, **changes) -> TownState:
    """What a town's home says of its register: everything is there, as of now."""
    counts = {"dossiers": 1, "unfinished": 0, "set_aside": 0, "owed": 0}
    return TownState(municipality=town, **{"as_of": datetime.now(UTC), **counts, **changes})


@pytest.fixture(scope="session")
def shared(elasticsearch: Login, worker_prefix: str):
    """The index on a real server, under names that no other test process uses."""
    with SharedIndex.open(elasticsearch, prefix=worker_prefix) as made:
        yield made
    sweep(elasticsearch, worker_prefix)


@pytest.fixture(scope="session")
def worker_prefix() -> str:
    return f"baulast-{os.environ.get('PYTEST_XDIST_WORKER', 'one')}-{secrets.token_hex(3)}"


@pytest.fixture
def embedded(tmp_path: Path):
    """An empty index in a file."""
    with EmbeddedIndex(tmp_path / "index.sqlite") as made:
        yield made


@pytest.fixture(params=["embedded", pytest.param("shared", marks=pytest.mark.integration)])
def index(request: pytest.FixtureRequest):
    """An empty index: once in a file, once on a real server."""
    if request.param == "embedded":
        yield request.getfixturevalue("embedded")
        return
    made = request.getfixturevalue("shared")
    made.tell([state_of("Kaarst")])
    yield made
    made.rebuild(())


class _SomethingElse(BaseHTTPRequestHandler):
    """Answers every request in the same way, but is no Elasticsearch that we know."""

    status = 200
    body = b"{}"

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(self.body)

    do_POST = do_GET  # noqa: N815 - the library's name

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def httpd(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a web server that is something else; a parameter is its status and body."""
    status, body = getattr(request, "param", (200, b"{}"))
    handler = type("Handler", (_SomethingElse,), {"status": status, "body": body})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def make_page() -> Callable[..., Page]:
    return page_of


@pytest.fixture
def make_entry() -> Callable[..., Entry]:
    return entry_of


@pytest.fixture
def make_state() -> Callable[..., TownState]:
    return state_of


@pytest.fixture
def make_dossier() -> Callable[..., Dossier]:
    return dossier_of


@pytest.fixture
def make_plots() -> Callable[..., tuple[Plot, ...]]:
    return plots


@pytest.fixture
def make_doubt() -> Callable[..., Doubt]:
    return doubt


@pytest.fixture
def make_person() -> Callable[..., Field]:
    return person
