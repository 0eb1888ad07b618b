"""Every page by axe's rules of WCAG 2.2 AA, in both languages; and in print."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import ROOT, ask, follow, open_entry

Browse = Callable[..., Page]

AXE = ROOT / ".tools" / "axe"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, fetched once; it is used by the tests alone."""
    script = AXE / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        AXE.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "tests" / "tools" / "axe" / "package.json", AXE)
        install = ["npm", "install", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(install, cwd=AXE, check=True)
    return script.read_text(encoding="utf-8")


def violations(page: Page, axe: str) -> list[str]:
    """What axe finds wrong: rule and place."""
    page.evaluate(axe)  # past the page's own rules, which let no foreign script in
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
    )
    return [
        f"{rule['id']}: {node['html']}" for rule in found["violations"] for node in rule["nodes"]
    ]


def redacting(page: Page) -> None:
    open_entry(page, "Kaarst 3 1100/9", reason="Freigabe")
    follow(page, "text=Schwärzen und freigeben")


def shown_result(page: Page) -> None:
    redacting(page)
    follow(page, "button[name=ansehen]")


def added(page: Page) -> None:
    page.goto("/pruefung/naechste")
    follow(page, "text=Eine Eintragung fehlt ganz")


def pages_of_a_dossier(page: Page) -> None:
    open_entry(page, "Kaarst 3 1100/9", reason="Freigabe")
    address = page.url.split("/eintragung/")[1].split("/")[0]
    page.goto(f"/seiten/{address}?seite=3")


def what_becomes_of_it(page: Page) -> None:
    pages_of_a_dossier(page)
    page.check("[value=abtrennen]")
    follow(page, "text=Ansehen, was daraus wird")


def stated(page: Page) -> None:
    ask(page, "Büttgen 13 999")
    page.fill("#anlass", "Kauf")
    follow(page, ".give button")


PAGES: dict[str, tuple[str | None, Callable[[Page], object]]] = {
    "sign in": (None, lambda page: page.goto("/anmelden")),
    "search": ("karla", lambda page: page.goto("/")),
    "results": ("karla", lambda page: ask(page, "Gemarkung Kaarst")),
    "words": ("kreis", lambda page: ask(page, "Baulast")),
    "nothing": ("karla", lambda page: ask(page, "Norf 4 12")),
    "closed entry": ("karla", lambda page: open_entry(page, "Kaarst 3 1100/9")),
    "reason": ("nora", lambda page: open_entry(page, "Büttgen 13 1066/24")),
    "entry": ("nora", lambda page: open_entry(page, "Kaarst 3 1100/9", reason="Bauantrag")),
    "redaction": ("rita", redacting),
    "redacted": ("rita", shown_result),
    "review": ("rita", lambda page: page.goto("/pruefung")),
    "look": ("rita", lambda page: page.goto("/pruefung/naechste")),
    "look at a page": ("rita", lambda page: page.goto("/pruefung/naechste?grund=unread_ink")),
    "added entry": ("rita", added),
    "pages": ("rita", pages_of_a_dossier),
    "pages elsewhere": ("rita", what_becomes_of_it),
    "statement": ("karla", lambda page: page.goto("/auskunft")),
    "given": ("karla", stated),
    "notice": ("karla", lambda page: page.goto("/nirgends")),
}


@pytest.mark.parametrize(("name", "go"), PAGES.values(), ids=PAGES)
def test_every_page_passes_axe(
    browse: Browse, axe: str, name: str | None, go: Callable[[Page], object]
) -> None:
    """No violation, by the rules that the law on public websites points to."""
    page = browse(name)
    go(page)
    page.wait_for_load_state("networkidle")
    assert violations(page, axe) == []


def test_a_page_in_english_passes_too(browse: Browse, axe: str) -> None:
    """The language of the page is said, and its words fit their places."""
    page = browse("karla")
    follow(page, "text=English")
    ask(page, "Gemarkung Kaarst")
    assert violations(page, axe) == []


@pytest.fixture
def printed(browse: Browse) -> Page:
    page = browse("karla")
    ask(page, "Kaarst 3 1100/9")
    page.emulate_media(media="print")
    return page


def test_print_leaves_out_what_is_no_use_on_paper(printed: Page, pictures: Path) -> None:
    """Results without fields, buttons and navigation."""
    printed.screenshot(path=pictures / "druck.png", full_page=True)
    for gone in ("header nav", "form.ask", "form.give"):
        expect(printed.locator(gone), gone).to_be_hidden()
    expect(printed.locator("table.entries")).to_be_visible()
