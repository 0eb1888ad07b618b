"""What a decision costs a reviewer: keys and page loads, counted in the real browser."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from playwright.sync_api import Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"  # Debian's, as tools/setup.sh installs it
# What is done for each kind of reading, and how many keys it may need.
KINDS = {
    "right reading": (("a",), 2),
    "wrong reading with the right alternative": (("1",), 3),
}
LOADS_TO_REACH = 1


@dataclass
class Counted:
    """What the browser saw between two looks."""

    keys: int = 0
    loads: list[str] = field(default_factory=list)


def print_keys(address: str, name: str, password: str) -> None:
    """Keys and page loads from one look to the next, for each kind of reading."""
    with sync_playwright() as library:
        # Root in a container has no sandbox to give.
        browser = library.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(base_url=address)
        page.goto("/anmelden")
        page.fill("#name", name)
        page.fill("#kennwort", password)
        page.press("#kennwort", "Enter")
        page.wait_for_url("**/")
        page.goto("/pruefung/naechste")
        for kind, (keys, to_reach) in KINDS.items():
            found = counted(page, keys)
            print(f"{kind}: {found.keys} keys (to reach: {to_reach}), page loads a look:"
                  f" {len(found.loads)} (to reach: {LOADS_TO_REACH})")  # fmt: skip
        browser.close()


def counted(page: Page, keys: Sequence[str]) -> Counted:
    """The keys until another look is shown, and the pages that were loaded for it."""
    found = Counted()
    before = look(page)

    def loaded(shown: Page) -> None:
        found.loads.append(shown.url)

    page.on("load", loaded)
    for key in keys:
        found.keys += 1
        if found.keys < len(keys):
            page.keyboard.press(key)
        else:
            with page.expect_navigation(wait_until="load"):
                page.keyboard.press(key)
    page.remove_listener("load", loaded)
    if look(page) == before:
        raise SystemExit(f"{keys} decided nothing")
    return found


def look(page: Page) -> str:
    """Which look is on the screen."""
    return page.locator("#entscheidung").get_attribute("action") or ""
