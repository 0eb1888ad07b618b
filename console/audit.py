"""Lines of the audit trail for the terminal."""

from collections.abc import Iterable
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from archive.audit import EventName, Line
from baulast.language import tr
from console.moment import moment

EVENT_NAMES = {
    EventName.ARCHIVED: tr("Akte archiviert", "dossier archived"),
    EventName.IMPORT: tr("Import", "import"),
    EventName.CORRECTION: tr("Korrektur", "correction"),
    EventName.ENTRY_ACT: tr("Nachtrag", "later entry"),
    EventName.LIST: tr("Liste aufgenommen", "list taken in"),
    EventName.STATEMENT: tr("Auskunft", "statement"),
    EventName.AGAIN: tr("Auskunft wiederholt", "statement again"),
    EventName.LOOK: tr("Namen eingesehen", "names seen"),
    EventName.EXPORT: tr("Ausgabe", "export"),
    EventName.REBUILD: tr("Neuaufbau", "rebuild"),
    EventName.SYNC: tr("Abgleich der Suche", "index sync"),
    EventName.VERIFY: tr("Prüfung", "verification"),
    EventName.SIGHT: tr("Sichtprüfung", "sight check"),
    EventName.SIGN_IN: tr("Angemeldet", "signed in"),
    EventName.RELEASE: tr("Freigabe geschwärzt", "released redacted"),
    EventName.ACCOUNT: tr("Konto geändert", "account changed"),
    EventName.STATE: tr("Stand der Akte", "state of a dossier"),
    EventName.BOUNDS: tr("Seiten neu zugeordnet", "pages put elsewhere"),
    EventName.SETTLED: tr("Beiseite Gelegtes erledigt", "set aside, settled"),
    EventName.MIGRATED: tr("Umstellung", "migration"),
    EventName.INTAKE: tr("Übernahme aus Ausgabe", "taken in from an export"),
    EventName.EXPIRED: tr("Zeilen verfallen", "lines expired"),
    EventName.ACCEPTED: tr("Nachgetragen", "named later"),
}
NAMES = {event.value: name for event, name in EVENT_NAMES.items()}
SHOWN = (
    "dossier",
    "number",
    "parcels",
    "what",
    "municipality",
    "order",
    "list",
    "bag",
    "source",
    "came_as",
    "state",
    "reason",
    "lines",
)


def trail_view(lines: Iterable[Line]) -> RenderableType:
    """A row for each line: number, time, user, what it was and where."""
    rows = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("", tr("Zeit", "time"), tr("Wer", "who"), tr("Was", "what"), tr("Wo", "where")):
        rows.add_column(name, overflow="fold")
    for line in lines:
        values = (_value(line.details[key]) for key in SHOWN if line.details.get(key))
        cells = (
            str(line.number),
            moment(line.at),
            " / ".join(dict.fromkeys(line.people)),
            NAMES.get(line.name, line.name),
            " · ".join(values),
        )
        rows.add_row(*(Text(cell) for cell in cells))
    return rows


def _value(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
