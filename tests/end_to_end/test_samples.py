"""The samples come out of the real import whole, valid, searchable, and read right."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console

import pipeline
import upkeep
from baulast.codec import plain
from baulast.model import Dossier, FieldName
from baulast.settings import Settings
from bench import score
from console.batch import report_view, status_view
from console.doubts import dossier_view
from index.document import EntryDocument, entry_documents
from index.embedded import EmbeddedIndex, searchable_text
from index.exchange import entries_csv, entries_json, entries_jsonl
from index.query import parse
from tests.end_to_end.conftest import ROOT, SAMPLES, Imported

READ = Path(__file__).with_name("samples_read.json")
COMPANY_FORMS = frozenset(["eG", "GmbH", "KG", "OHG"])
AS_OF_NOW = "python -m tests.end_to_end.test_samples"


def truths() -> dict[str, Any]:
    """What stands on the samples, by the name of each."""
    read = (json.loads(path.read_text("utf-8")) for path in SAMPLES.glob("*/*/truth.json"))
    return {truth["file_id"]: truth for truth in read}


def test_every_page_that_came_in_is_in_one_dossier(imported: Imported) -> None:
    """Pages in equal pages out for each source, and nothing is set aside."""
    for report in imported.reports:
        assert report.exit_code == 0
        assert report.is_balanced
    pages = sum(len(truth["pages"]) for truth in truths().values())
    assert sum(report.pages_in for report in imported.reports) == pages


def test_every_pdf_is_pdfa_2u(
    imported: Imported, verapdf: Callable[[Iterable[Path]], dict[str, list[str]]]
) -> None:
    """The reference validator finds no broken rule in any of them."""
    files = [imported.store.pdf_path(d.id, d.version) for d in imported.dossiers]
    assert verapdf(files) == {file.name: [] for file in files}


def test_poppler_finds_the_words(imported: Imported) -> None:
    """The text that a viewer finds and copies is the text as read, word for word.

    A hyphen that divides no word is followed by a blank without width, which keeps poppler from
    joining "63-" and "12/74" over a line end. On blotted pages boxes of neighbours overlap, and no
    place is left to part them: at most two words in a thousand come out joined.
    """
    words, joined = 0, 0
    for dossier in imported.dossiers:
        path = imported.store.pdf_path(dossier.id, dossier.version)
        command = ["pdftotext", "-raw", str(path), "-"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        copied = Counter(done.stdout.replace("\u200b", "").split())
        texts = [word.text for page in dossier.pages for word in page.words]
        read = Counter(" ".join(texts).split())
        words += read.total()
        joined += (read - copied).total()
    assert joined <= words * 2 / 1000


def test_a_burdened_parcel_is_found(imported: Imported) -> None:
    """Whoever asks for a parcel of the samples is told of its entry."""
    with EmbeddedIndex(imported.home / pipeline.INDEX_FILE) as index:
        answer = index.search(parse("Gem. Kaarst, Fl. 3, Flst. 1100/9"))
    sheets = {(hit.document.sheet, hit.document.entry_number) for hit in answer.entries}
    assert ("1039", 1) in sheets


def personal(truth: dict[str, Any]) -> Iterator[re.Pattern[str]]:
    """Names as a whole, family names, and birth dates as the pages write them."""
    for name in truth["names"]:
        yield re.compile(r"\s+".join(map(re.escape, name.split())))
        family = name.split()[-1]
        if family not in COMPANY_FORMS:
            yield re.compile(rf"(?<!\w){family}(?!\w)")
    for page in truth["pages"]:
        for born in re.findall(r"geb\.\s*(?:am\s*)?(\d\S*(?: \w+ \d{4})?)", page["text"]):
            yield re.compile(re.escape(born.rstrip(",.")))


def test_no_name_reaches_the_register(imported: Imported) -> None:
    """Names and birth dates, all that the truth knows, are in no exported entry and no answer."""
    known = truths()
    screen = Console(width=1000)
    leaked = []
    for dossier in imported.dossiers:
        with screen.capture() as shown:
            screen.print(dossier_view(dossier, Path("a.pdf")))
        outputs = {
            "jsonl": "".join(entries_jsonl([dossier])).replace("\\n", "\n"),
            "json": "".join(entries_json([dossier])).replace("\\n", "\n"),
            "csv": "".join(entries_csv([dossier])),
            "search": "\n".join(text for e in entry_documents(dossier) for text in texts_of(e)),
            "show": shown.get(),
        }
        names = [*personal(known[dossier.pages[0].origin.delivery])]
        leaked += [(o, n.pattern) for o, text in outputs.items() for n in names if n.search(text)]
    assert not leaked


def test_no_name_reaches_who_watches_over_the_import(imported: Imported) -> None:
    """Reports on the screen, the status and the audit trail are for people without the register."""
    screen = Console(width=1000)
    status = upkeep.status(imported.home)
    with screen.capture() as shown:
        screen.print(status_view(status), *map(report_view, imported.reports))
    trail = (imported.home / "audit").rglob("*")
    outputs = {
        "screen": shown.get(),
        "status --json": json.dumps(plain(status), ensure_ascii=False),
        "audit": "".join(path.read_text("utf-8") for path in trail if path.is_file()),
    }
    names = [name for truth in truths().values() for name in personal(truth)]
    leaked = [(o, n.pattern) for o, text in outputs.items() for n in names if n.search(text)]
    assert not leaked
    assert all(outputs.values())
    assert '"report"' not in outputs["status --json"]  # its doubts quote what was read


def texts_of(entry: EntryDocument) -> Iterator[str]:
    """All that an answer says in words, on the screen and as JSON."""
    yield searchable_text(entry)
    yield from (text for doubt in entry.doubts for text in doubt.detail.wordings)
    yield from (text for note in entry.notes for text in note.wordings)


def test_a_second_import_reads_nothing(imported: Imported) -> None:
    """Finished dossiers are known by their content."""
    report = pipeline.import_batch(SAMPLES / "kaarst", "kaarst", imported.home, Settings())
    assert report.pages_read == 0
    assert report.exit_code == 0


def test_both_engines_read_the_parcels(tmp_path: Path) -> None:
    """An office's own Tesseract does the same job."""
    settings = Settings()
    own = replace(settings, ocr=replace(settings.ocr, engine="pytesseract"))
    report = pipeline.import_batch(
        SAMPLES / "kaarst" / "KAA-office-2026-0031", "kaarst", tmp_path / "home", own
    )
    assert report.exit_code == 0
    with EmbeddedIndex(tmp_path / "home" / pipeline.INDEX_FILE) as index:
        assert index.search(parse("Kaarst 3 1100/9")).entries


# ------------------------------------------------------------------------- fields found and missed


def rows(dossiers: Iterable[Dossier]) -> Iterator[str]:
    """A line for each field of each true entry: "KAA-1 1039/1 burdened: right"."""
    predictions = [json.loads(line) for line in entries_jsonl(dossiers)]
    for file_id, truth in sorted(truths().items()):
        mine = [p for p in predictions if p["file_id"] == file_id and "doubt" not in p]
        pairs, missed, _ = score.match(truth["entries"], mine)
        for entry in missed:
            yield f"{file_id} {entry['sheet']}/{entry['entry_number']}: missed"
        for entry, found in pairs:
            for field in score.FIELDS:
                value, is_flagged = score.get(found, field)
                is_right = score.norm(field, value) == score.norm(
                    field, score.truth_value(entry, field)
                )
                verdict = "right" if is_right else "flagged" if is_flagged else "wrong"
                yield f"{file_id} {entry['sheet']}/{entry['entry_number']} {field}: {verdict}"


def test_no_field_is_lost(imported: Imported) -> None:
    """What was read right stays right; a change that loses a field shows it in the review."""
    before = set(json.loads(READ.read_text(encoding="utf-8")))
    now = set(rows(imported.dossiers))
    assert {row for row in before - now if row.endswith(": right")} == set(), (
        f"{AS_OF_NOW} writes {READ.name} anew"
    )


def test_nothing_is_missed_in_silence(imported: Imported) -> None:
    """Every entry of the samples is in the register, and none was made up without a flag."""
    lines = [json.loads(line) for line in entries_jsonl(imported.dossiers)]
    result, unknown = score.score_entries(truths(), lines)
    assert unknown == 0
    assert result["ALL"]["n"]["missing_silent"] == 0
    assert result["ALL"]["n"]["invented_silent"] == 0


def test_every_value_leads_back_to_the_paper(imported: Imported) -> None:
    """Each reading of a parcel or a date stands at its place in the page's text."""
    wanted = {FieldName.BURDENED, FieldName.BENEFITED, FieldName.REGISTERED_ON}
    for dossier in imported.dossiers:
        texts = {page.number: page.text for page in dossier.pages}
        for field in dossier.fields:
            if field.name in wanted:
                place = field.evidence
                assert texts[place.page][place.start : place.end].strip(), field


if __name__ == "__main__":  # the fixture's import, without pytest
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for town in sorted(p.name for p in SAMPLES.iterdir() if p.is_dir()):
            pipeline.import_batch(SAMPLES / town, town, Path(folder) / "home", Settings())
        fresh = sorted(rows(Imported(Path(folder) / "home", ()).dossiers))
    READ.write_text(json.dumps(fresh, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{READ.relative_to(ROOT)}: {len(fresh)}\n")
