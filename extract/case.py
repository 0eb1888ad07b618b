"""All that a dossier says about one entry, put together to be weighed."""

from collections.abc import Iterable
from dataclasses import dataclass

from baulast.language import Both
from baulast.model import FieldName, PageKind
from extract.drafts import Draft
from extract.gather import Found
from extract.heads import SheetHead
from extract.statements import Statement

# Whom to believe first beside the register itself: the order that had it written, then the notice
# that repeats it, then what was declared; a deletion names the entry only in passing.
AUTHORITY = {
    PageKind.ORDER: 1,
    PageKind.NOTICE: 2,
    PageKind.DECLARATION: 3,
    PageKind.DELETION: 4,
}


@dataclass(frozen=True, slots=True)
class Case:
    """The sheet's row of one running number and the pages that speak of it, in their authority."""

    draft: Draft
    statements: tuple[Statement, ...]
    loose: tuple[int, ...] = ()  # pages that may speak of it: nobody could tell of which entry
    voices: tuple[Found, ...] = ()  # all that is read in the dossier: a second look at doubtful ink
    # Pages of the keeper's hand that can only mean this sheet: no other has a number that was read.
    keepers: frozenset[int] = frozenset()
    heads: tuple[SheetHead, ...] = ()  # of all pages of sheets

    @property
    def all_found(self) -> tuple[Found, ...]:
        """Everything that was read on the sheet's header, in the row and on the other pages."""
        beside = (found for said in self.statements for found in said.found)
        return (*self.draft.head.found, *self.draft.found, *beside)

    def own(self, *names: FieldName) -> tuple[Found, ...]:
        """What the row itself says."""
        return self.draft.readings(*names)

    def others(
        self, *names: FieldName, kinds: frozenset[PageKind] = frozenset(AUTHORITY)
    ) -> tuple[Found, ...]:
        """What other pages say, the most trusted first."""
        return tuple(
            found
            for said in self.statements
            if said.kind in kinds
            for found in said.readings(*names)
        )


def case_of(
    draft: Draft,
    statements: Iterable[Statement],
    loose: Iterable[int] = (),
    voices: Iterable[Found] = (),
    *,
    keepers: frozenset[int] = frozenset(),
    heads: Iterable[SheetHead] = (),
) -> Case:
    """The case of a draft; ``loose`` are numbers of pages that fit no entry for sure."""
    ordered = sorted(statements, key=lambda said: AUTHORITY[said.kind])
    return Case(draft, tuple(ordered), tuple(loose), tuple(voices), keepers, tuple(heads))


LABELS = {
    FieldName.SHEET: Both("Baulastenblatt", "sheet"),
    FieldName.ENTRY_NUMBER: Both("laufende Nummer", "running number"),
    FieldName.KIND: Both("Art der Baulast", "kind of encumbrance"),
    FieldName.BURDENED: Both("belastete Flurstücke", "burdened parcels"),
    FieldName.BENEFITED: Both("begünstigte Flurstücke", "benefited parcels"),
    FieldName.DECLARED_ON: Both("Tag der Erklärung", "day of declaration"),
    FieldName.REGISTERED_ON: Both("Tag der Eintragung", "day of registration"),
    FieldName.DELETED_ON: Both("Tag der Löschung", "day of deletion"),
    FieldName.LEGAL_BASIS: Both("Rechtsgrundlage", "legal basis"),
    FieldName.REFERENCE: Both("Aktenzeichen", "reference"),
    FieldName.STREET: Both("Lage", "street"),
    FieldName.LAND_REGISTER: Both("Grundbuch", "land register"),
    FieldName.STATUS: Both("Stand", "status"),
}


def label_of(name: FieldName) -> Both:
    """What a field is called before users."""
    return LABELS.get(name, Both.only(name.value))
