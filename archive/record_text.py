"""The transfer record for people: in German sentences, for a court years later (pure).

German whatever the language of the process: it is a document of the office.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

SHOWN_OF_HASH = 12  # hex digits: enough to find an original in the list above
MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
CHECK_NAMES = {
    "pdfa": "PDF/A",
    "page_count": "Seitenzahl",
    "resolution": "Auflösung",
    "empty_text": "Text auf beschriebenen Seiten",
    "cut_edges": "Ränder",
    "order": "Reihenfolge",
}
RESULTS = {"passed": "in Ordnung", "deviates": "ABWEICHUNG", "not_possible": "nicht möglich"}
STAGES = {"read": "Texterkennung (read)", "extract": "Auslesen der Angaben (extract)"}
MODES = {"bilevel": "schwarz-weiß", "grey": "Graustufen", "colour": "farbig"}


_WHAT_IT_IS = """\
Dieser Vermerk sagt, wie aus den gelieferten Scans einer Papierakte die Dateien wurden, die neben
ihm liegen. Das Programm schrieb ihn bei der Aufnahme, und er wird nie geändert. Die Originale sind
die Scans, Bit für Bit wie geliefert; das PDF zeigt jede ihrer Seiten, mit dem gelesenen Text
unsichtbar darüber. Eine Datei mit der hier genannten SHA-256-Prüfsumme ist seither unverändert.
Dasselbe für Programme steht in transfer.json; unterschreibt die Behörde, so liegt ihre
Unterschrift darunter als transfer.json.sig. Die Scans mit dem Papier vergleicht ein Mensch: Was er
fand, steht im Nachtrag (supplement.jsonl)."""


def readable(record: Mapping[str, Any]) -> str:
    """All that the record says but for its raw numbers."""
    intake = record["intake"]
    blank = [str(page["number"]) for page in record["pages"] if page["is_blank"]]
    turned = [f"{p['number']} ({p['turn']}°)" for p in record["pages"] if p["turn"]]
    lines = [
        f"Transfervermerk zur Akte {record['dossier']}, Fassung {record['version']}",
        "",
        _WHAT_IT_IS,
        "",
        f"Aufgenommen von {intake['by']} im Lauf {intake['batch']},"
        f" begonnen am {_at(intake['at'])}",
        f"Programm: {intake['program']} · Schutzklasse: {record['protection_class']}",
        "",
        "Dateien (SHA-256):",
        *(f"  {name}  {sha256}" for name, sha256 in record["files"].items()),
        "",
        "Originale (SHA-256), und was die Datei über das Gerät sagt:",
        *(line for original in record["originals"] for line in _original_lines(original)),
        "",
        f"Seiten: {len(record['pages'])}",
        f"  leer: {', '.join(blank) or 'keine'}",
        f"  gedreht: {', '.join(turned) or 'keine'}",
        "  (Seite: Original, Bild darin; Größe; SHA-256 der Bildpunkte)",
        *(_page_line(page) for page in record["pages"]),
        "",
        "Prüfungen bei der Aufnahme:",
        *(_check_line(check) for check in record["checks"]),
        "",
        f"Zweifel, denen ein Mensch nachgehen soll: {len(record['doubts'])}",
        *_doubt_lines(record["doubts"]),
        "",
        "Verfahren, mit den Fassungen der Programme:",
        *(_step_line(step) for step in record["steps"]),
        "Einstellungen:",
        *(_settings_line(name, values) for name, values in record["settings"].items()),
        "",
        f"Verzeichnis der Revision davor (SHA-256): {record['previous_manifest'] or 'keine davor'}",
        *_trail_line(record["trail"]),
        "Was später geschah, auch das Ende jedes Zweifels, steht im Nachtrag (supplement.jsonl).",
    ]
    return "\n".join(lines) + "\n"


def _at(written: str) -> str:
    """A time as people write it, with its offset.

    >>> _at("2026-01-02T03:04:05+01:00")
    '2. Januar 2026, 03:04:05 Uhr (UTC+01:00)'
    """
    at = datetime.fromisoformat(written)
    return f"{at.day}. {MONTHS[at.month - 1]} {at:%Y, %H:%M:%S} Uhr ({at:%Z})"


def _original_lines(original: Mapping[str, Any]) -> Iterator[str]:
    yield f"  {original['sha256']}  {original['file']!r}"
    said = " · ".join(f"{key}: {said}" for key, said in original["device"].items())
    yield f"    {said or 'keine Angabe zum Gerät'}"


def _page_line(page: Mapping[str, Any]) -> str:
    original = f"{page['original'][:SHOWN_OF_HASH]}…, {page['frame'] + 1}"
    size = f"{page['width_px']} × {page['height_px']} Bildpunkte, {page['dpi']:.0f} dpi"
    return f"  {page['number']}: {original}; {size}, {MODES[page['mode']]}; {page['pixels_sha256']}"


def _step_line(step: Mapping[str, Any]) -> str:
    tools = ", ".join(f"{name} {version}" for name, version in step["tools"].items())
    stage = STAGES.get(step["stage"], step["stage"])
    return f"  {stage}: {tools}; Einstellungen (SHA-256) {step['settings_sha256']}"


def _settings_line(section: str, values: Mapping[str, Any]) -> str:
    return f"  {section}: " + ", ".join(f"{name} = {_said(v)}" for name, v in values.items())


def _said(value: object) -> str:
    return "+".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _check_line(check: Mapping[str, Any]) -> str:
    return f"  {CHECK_NAMES[check['name']]}: {RESULTS[check['result']]} – {check['says']}"


def _doubt_lines(doubts: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Each sentence once a page: nobody reads one ten times, and how often it is said counts."""
    times = Counter((doubt["page"], doubt["detail"]) for doubt in doubts)
    for (page, detail), count in times.items():
        where = f"Seite {page}" if page else "Akte"
        yield f"  {where}: {detail}" + (f" ({count}-mal)" if count > 1 else "")


def _trail_line(trail: Mapping[str, Any] | None) -> Iterator[str]:
    if trail:
        yield f"Protokoll bis dahin: Zeile {trail['line']} (SHA-256): {trail['sha256']}"
