"""Review with a large catalog: how soon the next doubt is on the screen.

    python -m bench.looks [--dossiers 100000]

The server runs as people run it. Most dossiers are rows of the catalog alone; those that are looked
at lie in the archive, with pages full of words. The times are the server's own, read from its log.
"""

import argparse
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from itertools import islice
from pathlib import Path

import httpx2
import numpy as np
import pikepdf
import sqlalchemy as sa

from archive.store import Store
from baulast.language import Both
from baulast.model import Box, Dossier, Doubt, DoubtReason, Page, Word
from bench.desk import MEMORY_TO_REACH_MB, NAME, PASSWORD, cpu_ms, peak_mb, serving
from bench.keys import print_keys
from bench.register import register
from catalog import tables
from catalog.accounts import Account, Accounts
from catalog.database import Database
from catalog.store import CATALOG_FILE
from index.embedded import INDEX_FILE, EmbeddedIndex
from upkeep import rebuild
from web.passwords import password_hash
from web.viewer import grant_of

DOSSIERS = 100_000
LOOKED_AT = 50
FURTHER = 10  # looks that the browser's keys are counted with
OTHER = "Büttgen, Flur 12, Flurstück 348"  # what the ink may say instead
DOUBTS_A_DOSSIER = 3  # of those that are rows alone
PAGES, WORDS = 8, 350  # a dossier of usual length, its pages typed from top to bottom
TO_REACH_MS = 100
_NEXT = re.compile(r"GET /pruefung/naechste 200 (\d+) ms")
_DECIDED = re.compile(r"POST /pruefung/\{address\}/\{key\} 303 (\d+) ms")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dossiers", type=int, default=DOSSIERS)
    dossiers = parser.parse_args(arguments).dossiers
    print(f"{dossiers:,} dossiers; load of this machine before: {os.getloadavg()[0]:.1f}"
          " (times count only where that is near 0)")  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="baulast-looks-") as folder:
        home = Path(folder) / "home"
        towns = fill(home, dossiers)
        admit(home, towns)
        with serving(home) as (client, process, log):
            computed = cpu_ms(process.pid)
            clear(client, LOOKED_AT)
            computed = (cpu_ms(process.pid) - computed) / LOOKED_AT
            print_keys(str(client.base_url), NAME, PASSWORD)
            memory = peak_mb(process.pid)
            told = log.read_text()
    for name, found in (("next doubt", _NEXT), ("decision", _DECIDED)):
        times = [int(ms) for ms in found.findall(told)]
        p50, p99 = np.percentile(times, [50, 99])
        print(f"{name:10} {len(times):4} times: half within {p50:.0f} ms, 99 % within {p99:.0f} ms"
              f" (to reach: {TO_REACH_MS})")  # fmt: skip
    print(f"computed {computed:.0f} ms each, decision and next doubt together")
    print(f"memory of the server at most {memory:.0f} MB (to reach: {MEMORY_TO_REACH_MB})")


def fill(home: Path, dossiers: int) -> tuple[str, ...]:
    """A home with so many dossiers in its catalog; the towns that they are of."""
    store = Store(home)
    scan = home / "scan.tif"
    scan.write_bytes(b"scan")
    sha256 = store.put_original(scan)
    made = islice(register(4 * LOOKED_AT), LOOKED_AT + FURTHER)
    looked_at = [doubted(dossier, sha256) for dossier in made]
    for dossier in looked_at:
        store.commit(dossier, empty_pdf)
    rebuild(home)
    towns = tuple(sorted({dossier.municipality for dossier in looked_at}))
    database = Database(f"sqlite:///{home / CATALOG_FILE}", tables.schema, tables.SCHEMA)
    with database.writing() as db:
        others = range(dossiers - LOOKED_AT - FURTHER)
        for rows, table in ((_dossiers, tables.dossiers), (_tasks, tables.tasks)):
            db.execute(sa.insert(table), list(rows(others, towns)))
    database.close()
    return towns


def doubted(dossier: Dossier, sha256: str) -> Dossier:
    """The dossier with full pages, and a doubt about the parcels of each entry."""
    doubt = Doubt(
        reason=DoubtReason.ILLEGIBLE, detail=Both.only("unsicher gelesen"), page=1, box=_word(7).box
    )
    entries = tuple(
        replace(
            entry,
            burdened=replace(entry.burdened, doubts=(doubt,), alternatives=(OTHER,)),
            pages=(1,),
        )
        for entry in dossier.entries
    )
    first = dossier.pages[0]
    origin = replace(first.origin, sha256=sha256)
    pages = tuple(_full(replace(first, origin=origin), number) for number in range(1, PAGES + 1))
    return replace(dossier, entries=entries, pages=pages)


def admit(home: Path, towns: tuple[str, ...]) -> None:
    """An account that reviews these towns."""
    grants = tuple(grant_of(f"{town}:review") for town in towns)
    account = Account(
        name=NAME, password_hash=password_hash(PASSWORD), is_disabled=False, grants=grants
    )
    with Accounts.in_home(home) as accounts, EmbeddedIndex(home / INDEX_FILE):
        accounts.add(account)


def clear(client: httpx2.Client, looks: int) -> None:
    """Accepts one look after the other, as a reviewer does."""
    shown = client.get("/pruefung/naechste")
    for _ in range(looks):
        action = re.findall(r'action="(/pruefung/[^"/]+/\w+)"', shown.text)[0]
        named = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', shown.text)
        hidden = {name: unescape(value) for name, value in named}
        client.post(action, data={**hidden, "tun": "accept"})
        shown = client.get("/pruefung/naechste")


def empty_pdf(path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)


def _full(page: Page, number: int) -> Page:
    words = tuple(map(_word, range(WORDS)))
    return replace(page, number=number, pixels_sha256=f"{page.pixels_sha256}{number}", words=words)


def _word(place: int) -> Word:
    left, top = 200 + 200 * (place % 10), 200 + 60 * (place // 10)
    box = Box(left=left, top=top, right=left + 180, bottom=top + 40)
    return Word(text="Grundstück", box=box, confidence=0.9, block=0, line=place // 10)


def _dossiers(numbers: range, towns: tuple[str, ...]) -> Iterator[dict[str, object]]:
    for number in numbers:
        town = towns[number % len(towns)]
        yield {
            "id": f"{town}/row{number:06}",
            "version": 1,
            "municipality": town,
            "number": None,
            "content_sha256": f"{number:064}",
            "proves": PAGES,
            "source": "",
            "state": "done",
            "steps_sha256": "",
            "entries": 1,
            "unread": b"",
            "batch": number // 1000,
        }


def _tasks(numbers: range, towns: tuple[str, ...]) -> Iterator[dict[str, object]]:
    """Looks that come after those that are timed."""
    for number in numbers:
        town = towns[number % len(towns)]
        for place in range(DOUBTS_A_DOSSIER):
            yield {
                "dossier": f"{town}/row{number:06}",
                "version": 1,
                "key": f"{number:020}{place:04}",
                "municipality": town,
                "rank": 2 + (number + place) % 5,
                "field": None,
                "cause": "unread_ink",
                "page": 1,
                "assigned_to": "",
                "is_held": 0,
                "seen_by": "[]",
                "sample": "",
                "targets": "[]",
            }


if __name__ == "__main__":
    main()
