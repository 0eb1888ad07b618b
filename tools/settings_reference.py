"""Writes docs/settings.md from baulast/settings.py: ``python -m tools.settings_reference``."""

import dataclasses
import inspect
import re
from pathlib import Path

from baulast.settings import Settings

TARGET = Path(__file__).resolve().parent.parent / "docs" / "settings.md"
HEAD = """# Einstellungen

Erzeugt aus `baulast/settings.py` mit `make docs`; nicht von Hand ändern. Eine Datei `baulast.toml`
im Datenordner (oder `--settings DATEI`) überschreibt die Vorgaben:

```toml
[ocr]
engine = "pytesseract"
```
"""


def reason(section: type, name: str) -> str:
    """The comment beside or above a setting, which says what it is for and why that number."""
    source = inspect.getsource(section)
    line = re.search(rf"((?:^    # .*\n)*)^    {name}: .*?(?:  # (.*))?$", source, re.MULTILINE)
    if line is None:
        return ""
    return line[2] or " ".join(re.findall(r"# (.*)", line[1]))


def reference() -> str:
    """The text of docs/settings.md: one table a section."""
    pieces = [HEAD]
    for section in dataclasses.fields(Settings):
        values = getattr(Settings(), section.name)
        pieces.append(f"\n## [{section.name}]\n\n| Name | Vorgabe | wozu |\n|---|---|---|\n")
        pieces.extend(
            f"| `{field.name}` | `{getattr(values, field.name)!r}` | "
            f"{reason(type(values), field.name)} |\n"
            for field in dataclasses.fields(values)
        )
    return "".join(pieces)


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8")
