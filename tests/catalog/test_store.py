"""The catalog keeps what it is told, on SQLite and on a real PostgreSQL alike."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from baulast.codec import dossier_to_json
from baulast.errors import CatalogUnusable
from baulast.language import Both
from baulast.model import (
    Box,
    ColourMode,
    Dossier,
    Doubt,
    DoubtReason,
    Page,
    PageOrigin,
    Word,
)
from catalog import tables
from catalog.records import (
    DossierRecord,
    DossierState,
    FileRecord,
    SourceRecord,
    SourceState,
)
from catalog.rows import packed
from catalog.store import CATALOG_FILE, Catalog


def page(number: int, **changes: object) -> Page:
    plain = Page(
        number=number,
        origin=PageOrigin(
            delivery="Akte 7", place=number, file="a.tif", sha256="a" * 64, frame=number - 1
        ),
        width_px=2480,
        height_px=3508,
        dpi=300.0,
        mode=ColourMode.GREY,
        pixels_sha256=f"{number:064d}",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


WORD = Word(
    text="Büttgen ſ 12/45",
    box=Box(left=1, top=2, right=30, bottom=40),
    confidence=0.93,
    block=0,
    line=0,
)
UNREAD = Doubt(
    reason=DoubtReason.UNREAD_INK,
    detail=Both("Tinte ungelesen", "ink not read"),
    page=2,
    box=Box(left=5, top=6, right=7, bottom=8),
)
NUMBER = Doubt(reason=DoubtReason.NUMBER_KNOWN, detail=Both.only("Nummer bekannt"))
DOSSIER = Dossier(
    id="kaarst/KAA-1",
    municipality="kaarst",
    number="KAA-1",
    pages=(page(1, separator="KAA-1"), page(2, words=(WORD,), doubts=(UNREAD,))),
    doubts=(NUMBER,),
)
RECORD = DossierRecord(
    id="kaarst/KAA-1",
    version=1,
    municipality="kaarst",
    number="KAA-1",
    content_sha256="c" * 64,
    proves=1,
    source="/scans/Akte 7",
    state=DossierState.PENDING,
    steps_sha256="",
    batch=1,
)


def claim(catalog: Catalog, record: DossierRecord = RECORD, dossier: Dossier = DOSSIER) -> None:
    catalog.keep_dossier(record, dossier)


def test_a_dossier_is_done_once_the_homes_index_has_it(catalog: Catalog) -> None:
    """Archived is not done; what a server is owed stays noted, but holds nothing back."""
    claim(catalog)
    catalog.archived(DOSSIER, steps_sha256="s" * 64, owed_to=("embedded", "server"))
    assert catalog.owed_to("embedded") == (("kaarst/KAA-1", 1),)
    assert catalog.state_counts() == {DossierState.ARCHIVED: 1}
    catalog.indexed("kaarst/KAA-1", 1, index_name="embedded")
    assert catalog.owed_to("server") == (("kaarst/KAA-1", 1),)
    catalog.indexed("kaarst/KAA-1", 1, index_name="server")
    assert catalog.owed_to("server") == ()
    known = catalog.dossier("kaarst/KAA-1", 1)
    assert known is not None
    assert (known.state, known.steps_sha256) == (DossierState.DONE, "s" * 64)


def test_a_changed_dossier_is_owed_again(catalog: Catalog) -> None:
    """A server is owed what changed since it took it, once; an unknown dossier is no error."""
    claim(catalog)
    catalog.archived(DOSSIER, steps_sha256="", owed_to=())
    for id in ("kaarst/KAA-1", "kaarst/KAA-1", "kaarst/unknown"):
        catalog.owe(id, 1, index_name="server")
    assert catalog.owed_to("server") == (("kaarst/KAA-1", 1),)
    known = catalog.dossier("kaarst/KAA-1", 1)
    assert known is not None
    assert known.state is DossierState.DONE


def test_doubts_come_back_with_their_places(catalog: Catalog) -> None:
    """Every doubt of dossier and pages is kept, with its box or without one."""
    claim(catalog)
    catalog.archived(DOSSIER, steps_sha256="", owed_to=())
    assert catalog.doubts("kaarst/KAA-1", 1) == (NUMBER, UNREAD)
    assert catalog.doubt_counts() == {DoubtReason.NUMBER_KNOWN: 1, DoubtReason.UNREAD_INK: 1}


def test_archiving_twice_keeps_one(catalog: Catalog) -> None:
    """A dossier that is archived again after a kill has its pages and doubts once."""
    claim(catalog)
    for _ in range(2):
        catalog.archived(DOSSIER, steps_sha256="", owed_to=("embedded",))
    assert len(catalog.doubts("kaarst/KAA-1", 1)) == 2
    assert catalog.owed_to("embedded") == (("kaarst/KAA-1", 1),)


def test_work_begun_again_forgets_what_was_known(catalog: Catalog) -> None:
    """A dossier that is taken up again is neither done nor owed until it is archived anew."""
    claim(catalog)
    catalog.archived(DOSSIER, steps_sha256="", owed_to=("embedded",))
    claim(catalog)
    assert catalog.owed_to("embedded") == ()
    assert catalog.doubts("kaarst/KAA-1", 1) == ()


def test_set_aside_says_why(catalog: Catalog) -> None:
    """A dossier that was set aside is listed with cause and remedy, and can be tried again."""
    claim(catalog)
    catalog.set_aside("kaarst/KAA-1", 1, error="Seite 2: abgeschnitten", remedy="neu scannen")
    (aside,) = catalog.dossiers(state=DossierState.SET_ASIDE)
    assert (aside.error, aside.remedy) == ("Seite 2: abgeschnitten", "neu scannen")
    assert catalog.unread("kaarst/KAA-1", 1) == DOSSIER


def test_versions_and_content_are_found(catalog: Catalog) -> None:
    """Dossiers are found by their id, oldest first, and by their pages within a municipality."""
    second = replace(RECORD, version=2, content_sha256="d" * 64)
    claim(catalog, second, replace(DOSSIER, version=2))
    claim(catalog)
    assert [known.version for known in catalog.versions("kaarst/KAA-1")] == [1, 2]
    assert catalog.with_content("kaarst", "d" * 64) == (second,)
    assert catalog.with_content("neuss", "d" * 64) == ()


def test_an_unknown_dossier_is_none(catalog: Catalog) -> None:
    """Asking for what never came is no error."""
    assert catalog.dossier("kaarst/none", 1) is None
    assert catalog.versions("kaarst/none") == ()


def test_kept_results_come_back_equal(catalog: Catalog) -> None:
    """A survey and a reading come back as they were kept, and only under their own key."""
    catalog.results.keep_survey("k1", DOSSIER.pages)
    catalog.results.keep_reading("k2", DOSSIER.pages[1])
    assert catalog.results.survey("k1") == DOSSIER.pages
    assert catalog.results.reading("k2") == DOSSIER.pages[1]
    assert catalog.results.survey("k2") is None
    assert catalog.results.reading("k1") is None


@pytest.mark.parametrize("table", ["surveys", "page_readings"])
def test_a_result_that_was_spoilt_is_made_anew(tmp_path: Path, table: str) -> None:
    """Delivery and original tell it again: no import ends over a bit that fell over."""
    column = {"surveys": "pages", "page_readings": "page"}[table]
    with Catalog.in_home(tmp_path) as catalog:
        results = catalog.results
        for _ in range(2):  # what is kept then takes the place of what was spoilt
            results.keep_survey("k1", DOSSIER.pages)
            results.keep_reading("k1", DOSSIER.pages[1])
            assert (results.survey("k1"), results.reading("k1")) == (
                DOSSIER.pages,
                DOSSIER.pages[1],
            )
            with closing(sqlite3.connect(tmp_path / CATALOG_FILE)) as file, file:
                ((kept,),) = file.execute(f"SELECT {column} FROM {table}").fetchall()
                spoilt = kept[:-1] + bytes([kept[-1] ^ 1])
                file.execute(f"UPDATE {table} SET {column} = ?", (spoilt,))
            found = results.survey("k1") if table == "surveys" else results.reading("k1")
            assert found is None


def test_a_source_that_comes_again_replaces_its_row(catalog: Catalog) -> None:
    """A delivery has one row, with its newest state; odd names are no danger."""
    path = "/scans/'; DROP TABLE sources; --\n\\xff"
    source = SourceRecord(
        municipality="kaarst",
        path=path,
        name="Akte",
        kind="folder",
        files=(FileRecord(path=path, size=2**40, mtime_ns=2**62, sha256="f" * 64),),
        batch=1,
        state=SourceState.SET_ASIDE,
        error="kaputt",
        remedy="heilen",
    )
    catalog.keep_source(source)
    assert catalog.sources(state=SourceState.SET_ASIDE) == (source,)
    healed = replace(source, batch=2, state=SourceState.SURVEYED, error=None, remedy=None)
    catalog.keep_source(healed)
    assert catalog.sources(state=SourceState.SET_ASIDE) == ()
    assert catalog.sources(batch=2) == (healed,)


def test_a_run_has_a_beginning_and_an_end(catalog: Catalog) -> None:
    """A run that was killed is told by the next one; one that ended says how."""
    first = catalog.runs.begin("/scans", "kaarst")
    second = catalog.runs.begin("/scans", "kaarst")
    catalog.runs.end(second, outcome="done", report="{}", pages_read=7, seconds=3.5)
    killed, ended = catalog.runs.all()
    assert (killed.id, killed.outcome, killed.ended_at) == (first, "killed", None)
    assert (ended.outcome, ended.pages_read, ended.seconds) == ("done", 7, 3.5)


def test_clearing_keeps_the_history(catalog: Catalog) -> None:
    """What the archive can put back goes; the list of runs and deliveries stays."""
    claim(catalog)
    catalog.archived(DOSSIER, steps_sha256="", owed_to=("embedded",))
    catalog.results.keep_reading("k", DOSSIER.pages[1])
    catalog.runs.begin("/scans", "kaarst")
    catalog.clear()
    assert catalog.dossiers() == ()
    assert catalog.results.reading("k") is None
    assert len(catalog.runs.all()) == 1


def test_clearing_keeps_what_the_archive_cannot_put_back(catalog: Catalog) -> None:
    """What was set aside or is on its way is in no archive folder, and must not be forgotten."""
    claim(catalog)
    catalog.keep_dossier(replace(RECORD, id="kaarst/KAA-2"), replace(DOSSIER, id="kaarst/KAA-2"))
    catalog.set_aside("kaarst/KAA-2", 1, error="damaged", remedy="rescan")
    catalog.clear()
    kept = {(known.id, known.state, known.error) for known in catalog.dossiers()}
    assert kept == {
        ("kaarst/KAA-1", DossierState.PENDING, None),
        ("kaarst/KAA-2", DossierState.SET_ASIDE, "damaged"),
    }


def test_a_write_that_fails_changes_nothing(catalog: Catalog) -> None:
    """Half a dossier never stands in the catalog."""
    claim(catalog)
    twice = replace(DOSSIER, pages=(page(1), page(1)))
    with pytest.raises(CatalogUnusable) as caught:
        catalog.archived(twice, steps_sha256="", owed_to=())
    assert "INSERT" not in str(caught.value)  # with the values, which may be names
    assert "\n" not in str(caught.value)
    assert catalog.state_counts() == {DossierState.PENDING: 1}
    assert catalog.doubts("kaarst/KAA-1", 1) == ()


@pytest.fixture
def reopened(tmp_path: Path) -> Iterator[Catalog]:
    with Catalog.in_home(tmp_path) as first:
        claim(first)
    with Catalog.in_home(tmp_path) as second:
        yield second


def test_the_catalog_outlives_its_process(reopened: Catalog) -> None:
    """What was written is there when the file is opened again."""
    assert reopened.dossiers() == (RECORD,)


def test_readers_do_not_wait_for_the_writer(tmp_path: Path) -> None:
    """`baulast status` answers while an import is at work in the same file."""
    with Catalog.in_home(tmp_path) as writer, Catalog.in_home(tmp_path) as reader:
        with writer._database.writing():
            assert reader.dossiers() == ()
        claim(writer)
        assert reader.dossiers() == (RECORD,)


def test_a_file_that_is_no_catalog_is_refused(tmp_path: Path) -> None:
    """A damaged catalog is an error with a remedy, not a traceback and not an empty list."""
    (tmp_path / "catalog.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(CatalogUnusable) as caught:
        Catalog.in_home(tmp_path)
    assert "rebuild" in str(caught.value.remedy)


def test_a_catalog_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    """Tables of another shape are not guessed at."""
    with Catalog.in_home(tmp_path) as made, made._database.writing() as connection:
        connection.execute(sa.update(tables.schema).values(version=tables.SCHEMA + 1))
    with pytest.raises(CatalogUnusable):
        Catalog.in_home(tmp_path)


def test_what_an_older_program_kept_is_refused_with_its_remedy(tmp_path: Path) -> None:
    """Pages kept without the name of their file are a clear error that names the way out."""
    with Catalog.in_home(tmp_path) as made:
        claim(made)
        old = dossier_to_json(DOSSIER).replace('"file":', '"once_named":')
        with made._database.writing() as connection:
            connection.execute(sa.update(tables.dossiers).values(unread=packed(old)))
        with pytest.raises(CatalogUnusable) as caught:
            made.unread("kaarst/KAA-1", 1)
    assert "rebuild" in str(caught.value.remedy)
