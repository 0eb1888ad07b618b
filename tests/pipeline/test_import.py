"""An import, end to end with the real stages: what comes in is archived, found, accounted for."""

import json
import os
import shutil
import sqlite3
from concurrent.futures import Executor, Future
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from deliveries import SETTINGS, age, left_behind, save_tiff, separator, written

import extract.stage as extraction
import pipeline
import upkeep
from archive.audit import EventName, read_trail
from archive.store import Store
from archive.supplement import append_event
from batch.agreement import Where
from batch.comparison import compared
from batch.home import ArchiveGone
from batch.judge import Standing
from batch.progress import Progress
from baulast.acts import EntryAdded, Source, act_event
from baulast.corrections import Target, Verb
from baulast.errors import StoreBusy, StoreFull, WorkerLost
from baulast.model import Dossier, DoubtReason, Kind, PageKind, Parcel, Plot
from baulast.settings import AuditSettings, ExtractSettings, ReviewSettings, Settings
from baulast.tasks import key_of
from catalog.records import DossierState, TaskFilter
from catalog.store import Catalog
from index.embedded import EmbeddedIndex
from index.query import parse
from report.summary import FileFate, Outcome, Report
from review.answers import Answer
from review.desk import ReviewDesk
from tests.review.office import entry


def import_it(
    delivery: Path, home: Path, executor: Executor, settings: Settings, **more: object
) -> Report:
    return pipeline.import_batch(
        delivery,
        "kaarst",
        home,
        settings,
        executor=executor,
        **more,  # type: ignore[arg-type]
    )


def lines(report: Report) -> dict[str, tuple[Outcome, int, int]]:
    """Outcome, version and pages of each dossier, by source and id without its hash."""
    return {
        f"{source.name}: {line.id.partition('~')[0]}": (
            line.outcome,
            line.version,
            len(line.places),
        )
        for source in report.sources
        for line in source.dossiers
    }


def test_a_delivery_is_archived_and_accounted_for(
    delivery: Path, home: Path, executor: Executor, settings: Settings
) -> None:
    """Every page is in one dossier; duplicates and new versions are told; the rest is listed."""
    report = import_it(delivery, home, executor, settings)
    assert lines(report) == {
        "Akte 7: kaarst/Akte_7": (Outcome.DONE, 1, 2),
        "stapel: kaarst/KAA-BL-1": (Outcome.DONE, 1, 2),
        "stapel: kaarst/KAA-BL-2": (Outcome.DONE, 1, 3),
        "tausch: kaarst/KAA-BL-1": (Outcome.NEW_VERSION, 2, 2),
        "zweitstück: kaarst/zweitstück": (Outcome.DUPLICATE, 1, 2),
    }
    assert report.is_balanced
    assert (report.pages_in, report.pages_out) == (11, 11)
    assert report.pages_read == 7  # not the blank one, not the duplicate, one separator twice
    assert (report.blank_pages, report.separators, report.exit_code) == (1, 3, 0)
    assert [(Path(f.path).name, f.fate) for f in report.files] == [("Thumbs.db", FileFate.LEFT)]
    store = Store(home)
    assert store.pdf_path("kaarst/KAA-BL-2").is_file()
    read = store.load("kaarst/KAA-BL-2")
    assert "Zufahrt" in read.pages[1].text
    newer = store.load("kaarst/KAA-BL-1", 2)
    assert DoubtReason.NUMBER_KNOWN in {doubt.reason for doubt in newer.doubts}
    with EmbeddedIndex(home / pipeline.INDEX_FILE) as index:
        assert index.counts().dossiers == 4
    status = upkeep.status(home)
    assert status.states == {DossierState.DONE: 4}
    assert status.owed == 0


def test_a_newer_scan_that_shows_all_stands_for_the_older(
    delivery: Path,
    home: Path,
    executor: Executor,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Found, counted and asked about is the newer one alone, as soon as the import is over."""
    real = extraction.extract

    def extract(dossier: Dossier, *more: object) -> Dossier:
        return replace(real(dossier, *more), entries=(entry(1),))  # type: ignore[arg-type]

    monkeypatch.setattr(extraction, "extract", extract)
    report = import_it(delivery, home, executor, settings)
    assert DoubtReason.NUMBER_KNOWN not in report.doubts
    with EmbeddedIndex(home / pipeline.INDEX_FILE) as index:
        assert index.counts().dossiers == 3
        found = index.search(parse("Büttgen 12 345")).entries
    assert ("kaarst/KAA-BL-1", 2) in {(h.document.dossier, h.document.version) for h in found}
    with Catalog.in_home(home) as catalog:
        assert catalog.doubts("kaarst/KAA-BL-1", 1) == ()
        open_ = catalog.desk.tasks(TaskFilter(dossier="kaarst/KAA-BL-1"), limit=99)
        assert {task.version for task in open_} <= {2}
    assert upkeep.status(home).states == {DossierState.DONE: 4}


def test_a_report_with_pictures_is_a_look_at_names(
    delivery: Path, home: Path, executor: Executor, settings: Settings
) -> None:
    """The trail says whose pages it shows; where looks need a reason, it shows none."""
    strict = replace(settings, audit=AuditSettings(reason_required=True))
    import_it(delivery, home, executor, strict)
    assert "<img" not in pipeline.report_path(home, 1).read_text(encoding="utf-8")
    changed = replace(settings, extract=ExtractSettings(range_cap=7))
    import_it(delivery, home, executor, changed)
    page = pipeline.report_path(home, 2).read_text(encoding="utf-8")
    (look,) = (line for line in read_trail(home) if line.name == EventName.LOOK)
    assert (look.details["what"], look.details["batch"]) == ("report", 2)
    assert look.dossiers
    assert all(id in page for id in look.dossiers)
    assert "<img" in page


def test_a_second_import_reads_nothing(
    delivered: Path,
    imported: Path,
    executor: Executor,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Finished files are hashed and known; no page is decoded or read, and nothing changes."""
    before = left_behind(imported, delivered)
    monkeypatch.setattr(executor, "submit", None)  # any task would fail
    report = import_it(delivered, imported, executor, settings)
    assert set(report.outcomes) == {Outcome.UNCHANGED, Outcome.DUPLICATE}
    assert report.pages_read == 0
    assert report.is_balanced
    assert left_behind(imported, delivered) == before


def test_a_changed_rule_repeats_the_extraction_alone(
    delivered: Path, imported: Path, executor: Executor, settings: Settings
) -> None:
    """With other settings of the rules, no page is read again, and each dossier gets a revision."""
    changed = replace(settings, extract=ExtractSettings(range_cap=7))
    report = import_it(delivered, imported, executor, changed)
    assert report.pages_read == 0
    assert report.outcomes == {Outcome.DONE: 4, Outcome.DUPLICATE: 1}
    assert upkeep.status(imported).states == {DossierState.DONE: 4}
    kept = Store(imported).load("kaarst/KAA-BL-1", 2)
    assert DoubtReason.NUMBER_KNOWN in {doubt.reason for doubt in kept.doubts}


def test_later_acts_outlive_a_second_reading(
    delivered: Path, imported: Path, executor: Executor, settings: Settings
) -> None:
    """An entry that was recorded by hand is still in archive and search when rules have changed."""
    later = EntryAdded(
        version=1,
        source=Source(by="Muster", at="2026-11-21T10:00:00+01:00", order="63-5/26"),
        sheet="4711",
        number=1,
        kind=Kind.ZUFAHRT,
        burdened=(Plot(parcel=Parcel.parse("Kaarst", "3", "9999")),),
        registered_on=date(2026, 11, 2),
    )
    append_event(Store(imported).supplement("kaarst/KAA-BL-2"), act_event(later))
    changed = replace(settings, extract=ExtractSettings(range_cap=7))
    import_it(delivered, imported, executor, changed)
    with EmbeddedIndex(imported / pipeline.INDEX_FILE) as index:
        (hit,) = index.search(parse("Kaarst 3 9999")).entries
    assert hit.document.sheet == "4711"
    assert compared(imported).found == ()


def test_a_changed_model_repeats_the_reading(
    delivered: Path, imported: Path, executor: Executor, settings: Settings
) -> None:
    """With other settings of cleaning or the engine every page is read again, once."""
    changed = replace(settings, clean=replace(settings.clean, reading_dpi=200))
    report = import_it(delivered, imported, executor, changed)
    assert report.pages_read >= 7


def correct(home: Path, id: str) -> None:
    """A person says what the first page of a dossier is."""
    store = Store(home)
    page = Target(pixels_sha256=store.load(id).pages[0].pixels_sha256)
    with Catalog.in_home(home) as catalog:
        index = partial(EmbeddedIndex, home / pipeline.INDEX_FILE)
        desk = ReviewDesk(store, catalog, index, ReviewSettings(), by="Muster")
        look = desk.look(id, 1, key_of((page,)))
        assert look is not None
        answer = Answer(verb=Verb.CORRECT, text="Lageplan")
        desk.decide(id, 1, look.task.key, [answer], stand=look.stand)


def test_everything_can_be_rebuilt_from_the_archive(
    delivered: Path, imported: Path, executor: Executor, settings: Settings
) -> None:
    """Catalog and index come back from the folder, corrections included, and work goes on."""
    home = imported
    correct(home, "kaarst/KAA-BL-2")
    before = left_behind(home, delivered)
    (home / "catalog.sqlite").unlink()
    (home / "index.sqlite").unlink()
    assert upkeep.rebuild(home).dossiers == 4
    with Catalog.in_home(home) as catalog:
        (said,) = catalog.desk.decisions(dossier="kaarst/KAA-BL-2")
        assert (said.verb, said.by) == ("correct", "Muster")
    assert Store(home).load("kaarst/KAA-BL-2").pages[0].kind is PageKind.PLAN
    report = import_it(delivered, home, executor, settings)
    assert set(report.outcomes) == {Outcome.UNCHANGED, Outcome.DUPLICATE}
    assert report.pages_read == 0
    assert left_behind(home, delivered) == before


def test_what_the_search_has_lost_is_noticed(imported: Path) -> None:
    """Catalog and index are held against the archive; what one of them lacks is named."""
    assert compared(imported).found == ()
    with EmbeddedIndex(imported / pipeline.INDEX_FILE) as index:
        index.remove("kaarst/KAA-BL-2", 1)
    (lost,) = compared(imported).found
    assert (lost.dossier, lost.where) == ("kaarst/KAA-BL-2", Where.INDEX)
    shutil.rmtree(imported / "dossiers" / "kaarst" / "KAA-BL-2")
    (gone,) = compared(imported).found
    assert (gone.dossier, gone.where, gone.is_lost) == ("kaarst/KAA-BL-2", Where.CATALOG, True)
    with Catalog.in_home(imported) as catalog:
        catalog.clear()
    assert len(compared(imported).found) == 3
    done = upkeep.rebuild(imported)
    assert (done.dossiers, done.lost) == (3, (("kaarst/KAA-BL-2", 1),))
    assert compared(imported).found == ()


def test_a_bad_file_is_set_aside_alone(
    delivery: Path, home: Path, executor: Executor, settings: Settings
) -> None:
    """A damaged source stands in the report with cause and remedy; its neighbours are done."""
    whole = (delivery / "Akte 7" / "2.jpg").read_bytes()
    (delivery / "Akte 7" / "2.jpg").write_bytes(whole[: len(whole) // 2])
    (delivery / "zweitstück.pdf").unlink()
    (delivery / "tausch.tif").unlink()
    age(delivery)
    report = import_it(delivery, home, executor, settings)
    broken = next(source for source in report.sources if source.name == "Akte 7")
    trouble = broken.trouble or broken.dossiers[0].trouble
    assert trouble is not None
    assert "2.jpg" in trouble.cause
    assert trouble.remedy
    assert report.outcomes[Outcome.DONE] == 2
    assert report.exit_code == 1
    (delivery / "Akte 7" / "2.jpg").write_bytes(whole)
    age(delivery)
    (healed,) = pipeline.retry(home, settings, executor=executor)
    assert [line.outcome for line in healed.dossiers] == [Outcome.DONE]
    assert healed.is_balanced
    assert upkeep.status(home).states == {DossierState.DONE: 3}
    assert upkeep.status(home).sources_set_aside == ()


@pytest.fixture(scope="session")
def damaged_stack(remembering: Executor, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stack of loose pages and, in ``home``, its import; a page of the first dossier is cut."""
    root = tmp_path_factory.mktemp("damaged")
    stack = root / "scans" / "Stapel"
    stack.mkdir(parents=True)
    sheets = (separator("KAA-BL-1"), *GOOD, separator("KAA-BL-2"), written("drei"))
    for place, sheet in enumerate(sheets, start=1):
        sheet.copy().save(stack / f"{place}.jpg", dpi=(150, 150))  # saving leaves its marks
    (stack / "2.jpg").write_bytes((stack / "2.jpg").read_bytes()[:-3000])
    age(stack)
    import_it(stack, root / "home", remembering, SETTINGS)
    return root


GOOD = written("eins", "Zufahrt"), written("zwei", "Stellplatz")  # pages of KAA-BL-1 as they are


@pytest.fixture
def stack(damaged_stack: Path, home: Path, tmp_path: Path) -> Path:
    """The stack where its import finds it again, for a test to mend."""
    shutil.copytree(damaged_stack / "home", home)
    shutil.copytree(damaged_stack / "scans", tmp_path / "scans", copy_function=shutil.copy2)
    with sqlite3.connect(home / "catalog.sqlite") as db:
        for table, column in (("sources", "path"), ("sources", "files"), ("dossiers", "source")):
            moved = f"UPDATE {table} SET {column} = replace({column}, ?, ?)"
            db.execute(moved, (str(damaged_stack), str(tmp_path)))
    return tmp_path / "scans" / "Stapel"


def versions(home: Path) -> dict[str, tuple[int, DossierState, bool]]:
    """Version, state and whether the number is doubted, of every dossier the catalog knows."""
    with Catalog.in_home(home) as catalog:
        known = catalog.dossiers()
        assert len({record.id for record in known}) == len(known)
        return {
            record.id: (
                record.version,
                record.state,
                any(
                    doubt.reason is DoubtReason.NUMBER_KNOWN
                    for doubt in catalog.doubts(record.id, record.version)
                ),
            )
            for record in known
        }


HEALED = {
    "kaarst/KAA-BL-1": (1, DossierState.DONE, False),
    "kaarst/KAA-BL-2": (1, DossierState.DONE, False),
}


def test_a_damaged_page_sets_aside_what_lies_between_its_separators(
    stack: Path, home: Path, executor: Executor, settings: Settings
) -> None:
    """In a stack of loose pages the other dossiers are done; the cause names the page."""
    report = import_it(stack, home, executor, settings)
    ends = {line.id: line.outcome for line in report.dossiers}
    assert ends == {"kaarst/KAA-BL-1": Outcome.SET_ASIDE, "kaarst/KAA-BL-2": Outcome.UNCHANGED}
    (trouble,) = (line.trouble for line in report.dossiers if line.trouble)
    assert trouble.cause.startswith("Stapel, 2.jpg, S. 2: 2.jpg, Seite 1: abgeschnitten")
    assert "in einen eigenen Ordner" in trouble.remedy
    assert report.is_balanced
    assert report.exit_code == 1
    (again,) = pipeline.retry(home, settings, executor=executor)
    assert [line.outcome for line in again.dossiers] == [Outcome.SET_ASIDE]
    upkeep.rebuild(home)  # the archive folder knows nothing of it
    assert [record.id for record in upkeep.status(home).set_aside] == ["kaarst/KAA-BL-1"]


@pytest.mark.parametrize("is_retried", [False, True], ids=["import", "retry"])
def test_a_page_that_was_scanned_anew_heals_its_dossier(
    stack: Path, home: Path, executor: Executor, settings: Settings, is_retried: bool
) -> None:
    """With the good page in place of the damaged one the dossier is done, as if it always was."""
    GOOD[0].copy().save(stack / "2.jpg", dpi=(150, 150))
    age(stack)
    if is_retried:
        (report,) = pipeline.retry(home, settings, executor=executor)
    else:
        report = import_it(stack, home, executor, settings)
    assert report.is_balanced
    assert report.exit_code == 0
    assert versions(home) == HEALED


def test_a_dossier_without_number_is_healed_too(
    tmp_path: Path, home: Path, executor: Executor, settings: Settings
) -> None:
    """Pages before the first separator: with the good scan nothing stays aside."""
    stack = tmp_path / "scans" / "Stapel"
    stack.mkdir(parents=True)
    for place, sheet in enumerate((*GOOD, separator("KAA-BL-2"), written("drei")), start=1):
        sheet.copy().save(stack / f"{place}.jpg", dpi=(150, 150))
    good = (stack / "2.jpg").read_bytes()
    (stack / "2.jpg").write_bytes(good[:-3000])
    age(stack)
    assert import_it(stack, home, executor, settings).outcomes[Outcome.SET_ASIDE] == 1
    (stack / "2.jpg").write_bytes(good)
    (report,) = pipeline.retry(home, settings, executor=executor)
    assert report.is_balanced
    assert {state for _, state, _ in versions(home).values()} == {DossierState.DONE}
    assert len(versions(home)) == 2


def test_a_dossier_that_is_delivered_anew_replaces_what_was_set_aside(
    stack: Path, home: Path, executor: Executor, settings: Settings
) -> None:
    """Under its number, from elsewhere, it is the first version and nothing to be looked at."""
    anew = stack.parent / "Nachlieferung"
    anew.mkdir()
    save_tiff(anew / "neu.tif", separator("KAA-BL-1"), *GOOD)
    age(anew)
    report = import_it(anew, home, executor, settings)
    (line,) = report.dossiers
    assert (line.outcome, line.known_as) == (Outcome.DONE, "kaarst/KAA-BL-1 v1")
    assert versions(home) == HEALED


def test_a_page_that_fails_sets_its_dossier_aside(
    delivered: Path,
    undisturbed: Path,
    home: Path,
    executor: Executor,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A fault while reading one page concerns one dossier; after it is mended, retry finishes."""

    def failing(dossier: object, *_: object) -> object:
        if getattr(dossier, "id", "").endswith("KAA-BL-2"):
            raise ZeroDivisionError("a rule divides")
        return real(dossier, *_)  # type: ignore[arg-type]

    real = extraction.extract
    with monkeypatch.context() as patch:
        patch.setattr(extraction, "extract", failing)
        report = import_it(delivered, home, executor, settings)
    assert report.outcomes[Outcome.SET_ASIDE] == 1
    (aside,) = upkeep.status(home).set_aside
    assert aside.id == "kaarst/KAA-BL-2"
    assert "a rule divides" in (aside.error or "")
    assert aside.remedy
    (again,) = pipeline.retry(home, settings, executor=executor)
    assert again.pages_read == 0
    assert [line.outcome for line in again.dossiers] == [Outcome.DONE]
    assert left_behind(home, delivered) == left_behind(undisturbed, delivered)


class Failing(Executor):
    """Fails at one kind of task; leaves the others to another executor."""

    def __init__(
        self,
        others: Executor,
        function: str,
        error: Exception,
        number: str | None = "KAA-BL-2",  # None: for all
    ) -> None:
        self._others = others
        self._function = function
        self._error = error
        self._number = number

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        _, function, value, *_ = args
        numbers = {getattr(value, "separator", None), getattr(value, "number", None)}
        if function.__name__ == self._function and self._number in {None, *numbers}:
            future: Future[object] = Future()
            future.set_exception(self._error)
            return future
        return self._others.submit(fn, *args, **kwargs)


def test_a_page_that_hangs_sets_its_dossier_aside(
    delivered: Path, undisturbed: Path, home: Path, executor: Executor, settings: Settings
) -> None:
    """A page that no worker survives is named with cause and remedy; its neighbours are done."""
    hanging = Failing(executor, "read_page", WorkerLost(after_s=settings.ocr.page_timeout_s))
    report = import_it(delivered, home, hanging, settings)
    assert report.outcomes[Outcome.DONE] == 2
    (aside,) = upkeep.status(home).set_aside
    assert aside.id == "kaarst/KAA-BL-2"
    assert "stapel" in (aside.error or "")
    assert "S. 1" in (aside.error or "")
    assert aside.remedy
    pipeline.retry(home, settings, executor=executor)
    assert left_behind(home, delivered) == left_behind(undisturbed, delivered)


def test_dossiers_whose_record_nobody_signed_are_set_aside(
    delivered: Path, home: Path, executor: Executor, settings: Settings
) -> None:
    """No half record lies in the archive; with the card in the reader, retry makes all whole."""
    script = f'if test -e {home}/card; then cat "$0"; else echo Karte fehlt >&2; exit 1; fi'
    signing = ("sh", "-c", script, "{file}")
    wanted = replace(settings, transfer=replace(settings.transfer, sign_command=signing))
    report = import_it(delivered, home, executor, wanted)
    assert set(report.outcomes) == {Outcome.SET_ASIDE}
    assert list(Store(home).revisions()) == []
    for aside in upkeep.status(home).set_aside:
        assert "Karte fehlt" in (aside.error or "")
        assert "transfer.sign_command" in (aside.remedy or "")
    (home / "card").touch()
    again = pipeline.retry(home, wanted, executor=executor)
    assert {line.outcome for one in again for line in one.dossiers} == {Outcome.DONE}
    assert sum(one.pages_read for one in again) == 0
    revisions = [*Store(home).revisions()]
    assert revisions
    assert all((revision / "transfer.json.sig").stat().st_size for revision in revisions)


def test_a_full_disk_ends_the_run_and_loses_nothing(
    delivered: Path, undisturbed: Path, home: Path, executor: Executor, settings: Settings
) -> None:
    """What concerns every dossier ends the run with its remedy instead of setting all aside."""
    full = Failing(executor, "finish", StoreFull("/home: voll"))
    with pytest.raises(StoreFull):
        import_it(delivered, home, full, settings)
    assert upkeep.status(home).set_aside == ()
    import_it(delivered, home, executor, settings)
    assert left_behind(home, delivered) == left_behind(undisturbed, delivered)


def test_a_duplicate_of_what_failed_is_not_called_safe(
    delivery: Path,
    home: Path,
    executor: Executor,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """When the first of two equal dossiers is set aside, the second is not a normal duplicate."""

    def failing(*_: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(extraction, "extract", failing)
    for tiff in delivery.glob("*.tif"):
        tiff.unlink()
    report = import_it(delivery, home, executor, settings, move=True)
    duplicate = next(s for s in report.sources if s.name == "zweitstück").dossiers[0]
    assert duplicate.outcome is Outcome.SET_ASIDE
    assert duplicate.trouble is not None
    assert (delivery / "zweitstück.pdf").exists()


def test_what_is_safe_can_be_moved(
    delivery: Path, imported: Path, executor: Executor, settings: Settings
) -> None:
    """Only on request, and only what is archived and indexed; what is no scan stays."""
    (delivery / "verdorben.pdf").write_bytes(b"%PDF-1.4\n% no more than a head")
    age(delivery)
    moved_to = delivery.with_name("scans.erledigt")
    import_it(delivery, imported, executor, settings)
    assert not moved_to.exists()
    import_it(delivery, imported, executor, settings, move=True)
    left = sorted(p.relative_to(delivery).as_posix() for p in delivery.rglob("*") if p.is_file())
    assert left == ["Akte 7/Thumbs.db", "verdorben.pdf"]
    moved = sorted(p.relative_to(moved_to).as_posix() for p in moved_to.rglob("*") if p.is_file())
    assert moved == ["Akte 7/1.jpg", "Akte 7/2.jpg", "stapel.tif", "tausch.tif", "zweitstück.pdf"]


def test_the_preview_says_what_the_import_does(
    delivered: Path,
    imported: Path,
    tmp_path: Path,
    executor: Executor,
    settings: Settings,
) -> None:
    """The preview counts as the import will, and leaves nothing behind, not even a folder."""
    home = tmp_path / "none yet"
    plan = pipeline.plan_import(delivered, "kaarst", home, settings, executor=executor)
    assert not home.exists()
    assert plan.standings == {
        Standing.NEW: 3,
        Standing.NEW_VERSION: 1,
        Standing.DUPLICATE: 1,
    }
    assert (plan.pages, plan.pages_to_read) == (11, 8)
    assert plan.seconds > 0
    assert not plan.is_measured
    assert plan.bytes_needed > sum(p.stat().st_size for p in delivered.glob("*.tif"))
    after = pipeline.plan_import(delivered, "kaarst", imported, settings, executor=executor)
    assert after.standings == {Standing.UNCHANGED: 4, Standing.DUPLICATE: 1}
    assert (after.pages_to_read, after.bytes_needed) == (0, 0)


def test_a_home_that_is_gone_is_not_begun_anew(
    delivery: Path, imported: Path, tmp_path: Path, executor: Executor, settings: Settings
) -> None:
    """A catalog elsewhere knows what was archived: its drive is missing, or the archive is lost."""
    catalog = (imported / "catalog.sqlite").rename(tmp_path / "elsewhere.sqlite")
    imported.rename(tmp_path / "away")
    with pytest.raises(ArchiveGone, match=r"4 (Akten|dossiers)"):
        import_it(delivery, imported, executor, settings, catalog_url=f"sqlite:///{catalog}")
    assert not any(Store(imported).originals())


def test_two_imports_do_not_meet_in_one_home(
    delivery: Path, home: Path, executor: Executor, settings: Settings
) -> None:
    """The second one is told to wait, and does no harm."""
    with Store(home).locked(), pytest.raises(StoreBusy):
        import_it(delivery, home, executor, settings)


def test_who_watches_sees_it_grow(
    delivery: Path, home: Path, executor: Executor, settings: Settings
) -> None:
    """Progress never runs backwards, ends complete, and tells no time left out of thin air."""
    seen: list[Progress] = []
    import_it(delivery, home, executor, settings, progress=seen.append)
    done = [moment.pages_done for moment in seen]
    assert done == sorted(done)
    assert (seen[-1].pages_done, seen[-1].pages_found, seen[-1].pages_expected) == (11, 11, 11)
    assert (seen[-1].dossiers_done, seen[-1].dossiers_set_aside) == (4, 0)
    assert {moment.left_s for moment in seen} == {None}


def test_the_report_is_written_for_its_owner_alone(undisturbed: Path) -> None:
    """Report and pictures carry names: no other account can read them."""
    home = undisturbed
    page = pipeline.report_path(home, 1)
    record = json.loads(page.with_suffix(".json").read_text())
    assert record["pages_in"] == record["pages_out"] == 11
    assert "Importbericht" in page.read_text()
    open_to_others = [p for p in home.rglob("*") if p.stat().st_mode & 0o077]
    assert open_to_others == []
    assert not list(home.rglob("*.part"))


def test_a_copied_delivery_is_known_again(
    delivered: Path, imported: Path, tmp_path: Path, executor: Executor, settings: Settings
) -> None:
    """The same files in another folder are duplicates: nothing is read or archived twice."""
    elsewhere = tmp_path / "kopie"
    shutil.copytree(delivered, elsewhere)
    age(elsewhere)
    report = import_it(elsewhere, imported, executor, settings)
    assert report.outcomes == {Outcome.DUPLICATE: 5}
    assert report.pages_read == 0


def test_a_dossier_scanned_twice_in_one_stack_is_archived_once(
    home: Path, tmp_path: Path, executor: Executor, settings: Settings
) -> None:
    """The same sheet twice in one file is one dossier and one duplicate; a different one between
    them under the same number is a version of its own."""
    root = tmp_path / "stack"
    root.mkdir()
    sheet = (separator("KAA-BL-5"), written("Baulastenblatt Nr. 5", "Zufahrt"))
    other = (separator("KAA-BL-6"), written("Baulastenblatt Nr. 6", "Anbau"))
    changed = (separator("KAA-BL-5"), written("Baulastenblatt Nr. 5", "Stellplatz"))
    save_tiff(root / "stapel.tif", *sheet, *other, *sheet, *other, *changed)
    age(root)
    report = import_it(root, home, executor, settings)
    assert [(line.id, line.version, line.outcome) for line in report.dossiers] == [
        ("kaarst/KAA-BL-5", 1, Outcome.DONE),
        ("kaarst/KAA-BL-6", 1, Outcome.DONE),
        ("kaarst/KAA-BL-5", 1, Outcome.DUPLICATE),
        ("kaarst/KAA-BL-6", 1, Outcome.DUPLICATE),
        ("kaarst/KAA-BL-5", 2, Outcome.NEW_VERSION),
    ]
    assert report.is_balanced
    again = import_it(root, home, executor, settings)
    assert [line.outcome for line in again.dossiers] == [
        Outcome.UNCHANGED,
        Outcome.UNCHANGED,
        Outcome.DUPLICATE,
        Outcome.DUPLICATE,
        Outcome.UNCHANGED,
    ]


def test_asking_leaves_no_trace(tmp_path: Path) -> None:
    """A home where nothing was imported yet is empty before and after it is asked."""
    found = upkeep.status(tmp_path)
    assert (found.states, found.last) == ({}, None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(os.fsdecode(b"B\xfcttgen 7.tif"), id="no UTF-8"),
        pytest.param("Bu\u0308ttgen.tif", id="decomposed"),
        pytest.param("-rf.tif", id="leading dash"),
        pytest.param("Akte 'x'; DROP\n\"y\".tif", id="quotes and a newline"),
    ],
)
def test_odd_names_are_imported_and_tried_again(
    name: str, home: Path, tmp_path: Path, executor: Executor, settings: Settings
) -> None:
    """Whatever a file is called, it is archived, reported, and found again by retry."""
    root = tmp_path / "odd"
    root.mkdir()
    save_tiff(tmp_path / "plain.tif", written("Baulastenblatt Nr. 5"), written("Zufahrt"))
    (tmp_path / "plain.tif").rename(root / name)
    age(root)
    failing = Failing(executor, "take_in", ZeroDivisionError(name), number=None)
    aside = import_it(root, home, failing, settings)
    assert aside.exit_code == 1
    (report,) = pipeline.retry(home, settings, executor=executor)
    assert report.outcomes == {Outcome.DONE: 1}
    (record,) = (home / "reports").glob("*2.json")
    assert json.loads(record.read_text())["pages_in"] == 2
