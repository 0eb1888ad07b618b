"""What words find an entry by, and whether a person should look at it first (pure)."""

from collections.abc import Iterable

from baulast.gazetteer import gazetteer
from baulast.model import FieldName
from index.document import EntryDocument
from index.kinds import KIND_NAMES

# A doubt about one of these may hide that an entry is about the parcel that is asked for.
DECISIVE = frozenset(
    {
        FieldName.BURDENED.value,
        FieldName.BENEFITED.value,
        FieldName.SHEET.value,
        FieldName.ENTRY_NUMBER.value,
        FieldName.STATUS.value,
    }
)
MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)


def is_doubtful(entry: EntryDocument) -> bool:
    """A person should look before one relies on not finding something in this entry."""
    return bool(DECISIVE.intersection(entry.flagged)) or entry.has_own_doubts


def searchable_text(entry: EntryDocument) -> str:
    """What words find an entry by: its wording, what its kind is called, its numbers and places."""
    kinds = (kind for kind in (entry.kind, *entry.further_kinds) if kind)
    town = gazetteer().municipality(entry.municipality)
    pieces = (
        *(name for kind in kinds for name in KIND_NAMES[kind]),
        town.name if town else entry.municipality,
        entry.number,
        entry.sheet and f"Baulastenblatt Blatt {entry.sheet}",
        entry.entry_number and f"lfd. Nr. {entry.entry_number}",
        entry.reference,
        entry.legal_basis,
        entry.street,
        entry.land_register and f"Grundbuch {entry.land_register}",
        *(key.parcel.gemarkung for key in entry.parcels),
        *_days(entry),
        entry.wording,
        *(text for note in entry.notes for text in note.wordings),
    )
    return "\n".join(piece for piece in pieces if piece)


def _days(entry: EntryDocument) -> Iterable[str]:
    """The entry's dates in the ways in which people write them."""
    for cue, day in (
        ("erklärt", entry.declared_on),
        ("eingetragen", entry.registered_on),
        ("gelöscht", entry.deleted_on),
    ):
        if day:
            month = MONTHS[day.month - 1]
            yield f"{cue} am {day:%d.%m.%Y} {day.day}.{day.month}.{day:%y} {day.day}. {month}"
