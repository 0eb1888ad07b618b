"""Lines of the audit trail for the terminal."""

from collections.abc import Iterable
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from archive.audit import EventName, Line
from baulast.language import tr
from console.moment import moment
from console.states import STATES

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
# What lines name by a word of the program's; what is not here is shown as it is written.
WORDS = {
    "add": tr("angelegt", "added"),
    "archive full": tr("fürs Archiv, vollständig", "for the archive, whole"),
    "archive redacted": tr("ohne Namen", "without names"),
    "audit head renewed": tr("Kopf des Protokolls erneuert", "head of the trail renewed"),
    "backup": tr("Sicherung", "backup"),
    "disable": tr("gesperrt", "disabled"),
    "entries": tr("Eintragungen", "entries"),
    "export archive": tr("Ausgabe fürs Archiv", "export for the archive"),
    "export text": tr("Ausgabe des Textes", "export of the text"),
    "password": tr("Kennwort", "password"),
    "report": tr("Bericht eines Imports", "report of an import"),
    "restore": tr("aus einer Sicherung", "from a backup"),
    "roles": tr("Rollen", "roles"),
    "search": tr("Treffer einer Suche", "hits of a search"),
    "search --pages": tr("Seiten zu Treffern", "pages of hits"),
    "show --json": tr("ganze Lesung", "the whole reading"),
    **{state.value: name for state, name in STATES.items()},
}
NAMED = frozenset({"what", "state"})  # reasons and names of dossiers are people's own
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
        values = (_value(key, line.details[key]) for key in SHOWN if line.details.get(key))
        cells = (
            str(line.number),
            moment(line.at),
            " / ".join(dict.fromkeys(line.people)),
            NAMES.get(line.name, line.name),
            " · ".join(values),
        )
        rows.add_row(*(Text(cell) for cell in cells))
    return rows


def _value(key: str, value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return WORDS.get(value, value) if key in NAMED else str(value)
