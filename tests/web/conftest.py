"""The desk as people have it: a server on a free port with samples in it, and a real Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from archive.durable import make_folder
from baulast.settings import Settings
from catalog.accounts import Account
from web.desk import Desk
from web.passwords import password_hash
from web.serve import open_desk, server
from web.viewer import grant_of

ROOT = Path(__file__).resolve().parents[2]
BAULAST = Path(sys.executable).with_name("baulast")
CHROMIUM = "/usr/bin/chromium"  # Debian's, as tools/setup.sh installs it
# A register of Kaarst, and one dossier that Neuss keeps: its land is elsewhere in the Kreis.
SAMPLES = {"kaarst": "kaarst", "neuss": "juechen/JUE-clean-2026-0018"}
PASSWORD = "ein langes Kennwort"
HASH = password_hash(PASSWORD)
WIDTHS = {"1280": (1280, 800), "4K": (3840, 2160)}
# Who is at the desk in the tests: Karla searches in Kaarst, Nora sees its pages too, Rita reviews
# both towns, Rolf Kaarst alone, Nils has nothing but Neuss, Kreis reads the entries of all.
PEOPLE = {
    "karla": ("kaarst:search",),
    "nora": ("kaarst:names",),
    "rita": ("kaarst:review", "neuss:review"),
    "rolf": ("kaarst:review",),
    "nils": ("neuss:names",),
    "kreis": ("kreis",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A desk that is being served."""

    desk: Desk
    address: str


@pytest.fixture(scope="session")
def filled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the samples of two towns; not to be written to."""
    home = tmp_path_factory.mktemp("desk") / "home"
    for town, folder in SAMPLES.items():
        call = [str(BAULAST), "--home", str(home), "import", str(ROOT / "samples" / folder)]
        done = subprocess.run([*call, "-m", town, "--quiet"], cwd=ROOT, check=False)
        assert done.returncode == 0
    return home


@pytest.fixture(scope="module")
def home(filled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of the module's own, with the samples in it."""
    return Path(shutil.copytree(filled_home, tmp_path_factory.mktemp("web") / "home"))


@contextmanager
def serving(desk: Desk, *, port: int = 0) -> Iterator[Served]:
    """The desk on a port of this machine; 0: a free one."""
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        listening.listen()  # who comes before the server is up waits, and is not refused
        port = listening.getsockname()[1]
        running = server(desk, host="127.0.0.1", port=port)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield Served(desk=desk, address=f"http://127.0.0.1:{port}")
        finally:
            running.should_exit = True
            thread.join()
            desk.close()


def people(desk: Desk) -> None:
    """Gives everybody of ``PEOPLE`` an account."""
    for name, roles in PEOPLE.items():
        grants = tuple(map(grant_of, roles))
        desk.accounts.add(Account(name=name, password_hash=HASH, is_disabled=False, grants=grants))


@contextmanager
def open_to_all(home: Path) -> Iterator[Served]:
    """The desk over a home, with everybody's account."""
    desk = open_desk(home, Settings())
    people(desk)
    with serving(desk) as running:
        yield running


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[Served]:
    """The desk over the module's home, with everybody's account."""
    with open_to_all(home) as running:
        yield running


@pytest.fixture
def own_served(filled_home: Path, tmp_path: Path) -> Iterator[Served]:
    """A desk of the test's own with the samples in it: here things are decided."""
    with open_to_all(Path(shutil.copytree(filled_home, tmp_path / "home"))) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as library:
        # Root in a container has no sandbox to give.
        browser = library.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium: Browser, served: Served) -> Iterator[Callable[..., Page]]:
    """Opens a browser of its own, signed in as somebody: ``browse("karla", width="4K")``."""
    opened: list[BrowserContext] = []

    def open_browser(name: str | None, *, width: str = "1280", script: bool = True) -> Page:
        across, down = WIDTHS[width]
        context = chromium.new_context(
            base_url=served.address,
            viewport={"width": across, "height": down},
            java_script_enabled=script,
            locale="de-DE",
        )
        opened.append(context)
        page = context.new_page()
        if name is not None:
            sign_in(page, name)
        return page

    yield open_browser
    for context in opened:
        context.close()


def sign_in(page: Page, name: str) -> None:
    page.goto("/anmelden")
    page.fill("#name", name)
    page.fill("#kennwort", PASSWORD)
    page.press("#kennwort", "Enter")
    page.wait_for_url("**/")


def follow(page: Page, selector: str) -> None:
    """Clicks what leads to another page, or to the same one anew, and waits until it is there."""
    with page.expect_navigation():
        page.click(selector)


def ask(page: Page, question: str) -> None:
    """Asks as people do: into the one field, and Enter."""
    page.goto("/")
    page.fill("#frage", question)
    page.press("#frage", "Enter")
    page.wait_for_url("**/suche/*")


def open_entry(page: Page, question: str, *, reason: str = "") -> None:
    """Opens the first entry found; with a reason, its page too."""
    ask(page, question)
    follow(page, "table.entries a >> nth=0")
    if reason:
        page.fill("#grund", reason)
        with page.expect_navigation(wait_until="networkidle"):
            page.press("#grund", "Enter")


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where the tests leave screenshots for people to look at; no test reads them.

    ``make pictures`` has those of README written anew.
    """
    return make_folder(ROOT / os.environ.get("BAULAST_PICTURES", "out/desk"))
