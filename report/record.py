"""The report as plain values, for JSON and for programs that watch over imports."""

from dataclasses import asdict
from typing import Any

from report.summary import Report


def report_values(report: Report) -> dict[str, Any]:
    """Everything the report says, in types that JSON has."""
    sources = [
        asdict(source)
        | {
            "pages_out": source.pages_out,
            "is_balanced": source.is_balanced,
            "dossiers": [asdict(line) | {"pages": len(line.places)} for line in source.dossiers],
        }
        for source in report.sources
    ]
    return {
        "format": 1,
        "batch": report.batch,
        "root": report.root,
        "municipality": report.municipality,
        "started_at": report.started_at,
        "seconds": round(report.seconds, 1),
        "exit_code": report.exit_code,
        "is_interrupted": report.is_interrupted,
        "is_balanced": report.is_balanced,
        "pages_in": report.pages_in,
        "pages_out": report.pages_out,
        "pages_read": report.pages_read,
        "blank_pages": report.blank_pages,
        "separators": report.separators,
        "outcomes": {outcome.value: n for outcome, n in report.outcomes.items()},
        "doubts": {reason.value: n for reason, n in report.doubts.items()},
        "sources": sources,
        "files": [asdict(file) for file in report.files],
        "tools": dict(report.tools),
    }
