"""Imports point one way, and nothing but the command line prints or exits."""

import ast
import subprocess
from pathlib import Path

import pytest

from baulast.model import PAGE_DOUBTS_OF_RULES

ROOT = Path(__file__).resolve().parent.parent

# A package may import those in its own row's set, and itself.
STAGES = {"ingest", "ocr", "extract", "archive", "index", "catalog"}
WITHIN = {"baulast", "batch", "register", "report", "review", "upkeep", *STAGES}
MAY_IMPORT: dict[str, set[str]] = {
    "baulast": set(),
    **{stage: {"baulast"} for stage in STAGES},
    "report": {"baulast"},
    "batch": {"baulast", "report", *STAGES},
    "register": {"baulast", "report", *STAGES},
    "handover": {"baulast", *STAGES},
    "review": {"baulast", "batch", "register", "report", *STAGES},
    "pipeline": {"baulast", "batch", "report", *STAGES},
    "upkeep": {"baulast", "batch", "report", *STAGES},
    "web": {*WITHIN, "handover"},
    "console": {*WITHIN, "handover", "pipeline", "web"},
    "cli": {*WITHIN, "console", "pipeline"},
    "launch": {"cli"},
}
OURS = sorted(MAY_IMPORT)  # in an order that all test processes share

# Foreign programs and libraries that one module alone talks to.
SPOKEN_TO_BY = {
    "tesserocr": "ocr/in_process.py",
    "pytesseract": "ocr/command_line.py",
    "sqlalchemy": "catalog/",
    "pdf2image": "ingest/",
    "zxingcpp": "ingest/",
    "spacy": "extract/",
    "weasyprint": "register/letter.py",
    "elasticsearch": "index/elasticsearch.py",
    "argon2": "web/passwords.py",
    "authlib": "web/service.py",
    "joserfc": "web/service.py",
    "httpx2": "web/service.py",
    "prometheus_client": "web/metrics.py",
    "uvicorn": "web/serve.py",
    "lxml": "handover/",
}

ENDS_OR_PRINTS = {"print", "exit", "quit", "sys.exit", "click.echo"}


def modules() -> list[Path]:
    found = [path for name in OURS for path in sorted((ROOT / name).rglob("*.py"))]
    return found + [ROOT / f"{name}.py" for name in OURS if (ROOT / f"{name}.py").exists()]


def imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_imports_point_one_way(path: Path) -> None:
    """No stage imports a sibling or what stands above it."""
    package = path.relative_to(ROOT).parts[0].removesuffix(".py")
    ours = imported(ast.parse(path.read_text(encoding="utf-8"))).intersection(OURS)
    assert ours <= MAY_IMPORT[package] | {package}


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_each_foreign_library_has_one_speaker(path: Path) -> None:
    """A library's errors can be translated in one place because only one place calls it."""
    here = path.relative_to(ROOT).as_posix()
    for library in imported(ast.parse(path.read_text(encoding="utf-8"))) & set(SPOKEN_TO_BY):
        assert here.startswith(SPOKEN_TO_BY[library]), f"{here} talks to {library}"


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_only_the_command_line_prints_or_exits(path: Path) -> None:
    """A library that prints spoils ``--json``; one that exits takes a batch with it."""
    if path.name == "cli.py" or path.parent == ROOT / "console" / "commands":
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            assert ast.unparse(node.func) not in ENDS_OR_PRINTS, f"line {node.lineno}"


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_broad_except_is_for_the_pipeline_alone(path: Path) -> None:
    """A failure is caught by name, but where a batch must outlive its worst file, or end well."""
    if path.name in {"pipeline.py", "cli.py"}:
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "everything"
            assert caught not in {"Exception", "BaseException", "everything"}, f"line {node.lineno}"


@pytest.mark.parametrize("stage", ["ingest", "ocr"])
def test_reading_never_doubts_a_page_as_the_rules_do(stage: str) -> None:
    """What a rule added to a page can be taken away again when the rule changes."""
    for path in sorted((ROOT / stage).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "DoubtReason":
                rules = {reason.name for reason in PAGE_DOUBTS_OF_RULES}
                assert node.attr not in rules, f"{path.name}, line {node.lineno}"


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this is no checkout")
def test_nothing_that_is_ignored_is_tracked() -> None:
    """An environment, a link to one or a result of a run came in by force once: it stays out."""
    ignored = ["git", "-C", str(ROOT), "ls-files", "--cached", "--ignored", "--exclude-standard"]
    assert subprocess.check_output(ignored, text=True) == ""
