"""A dossier by its address, as far as the person may see it; 404 for everything else.

Whether something is forbidden or not there at all is told alike.
"""

from dataclasses import dataclass

from fastapi import HTTPException

from baulast.errors import DossierUnknown
from baulast.model import Dossier, Page
from index.document import EntryDocument, entry_documents
from web.desk import Desk
from web.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A dossier, and its entries without names."""

    dossier: Dossier
    address: str
    entries: tuple[EntryDocument, ...]

    @property
    def town(self) -> str:
        return self.dossier.municipality

    def page(self, number: int) -> Page:
        """The page of that number."""
        found = next((page for page in self.dossier.pages if page.number == number), None)
        if found is None:
            raise HTTPException(404)
        return found


def opened(desk: Desk, address: str) -> Opened:
    """The dossier, whoever asks: the caller checks what he may see of it."""
    spot = desk.addresses.dossier(address)
    if spot is None:
        raise HTTPException(404)
    try:
        dossier = desk.store.load(*spot)
    except DossierUnknown as error:
        raise HTTPException(404) from error
    return Opened(dossier=dossier, address=address, entries=entry_documents(dossier))


def opened_entry(
    desk: Desk, viewer: Viewer, address: str, number: int
) -> tuple[Opened, EntryDocument]:
    """The dossier and its entry, counted from 1, if the person may see that entry."""
    found = opened(desk, address)
    if not 1 <= number <= len(found.entries):
        raise HTTPException(404)
    entry = found.entries[number - 1]
    if not may_see(viewer, entry):
        raise HTTPException(404)
    return found, entry


def opened_pages(desk: Desk, viewer: Viewer, address: str) -> Opened:
    """The dossier, if the person may see its pages with all names on them."""
    found = opened(desk, address)
    if not viewer.may_see_names(found.town):
        raise HTTPException(404)
    return found


def may_see(viewer: Viewer, entry: EntryDocument) -> bool:
    """Whether the entry is of a town of theirs, or about its land."""
    return viewer.may_see_entries(entry.municipality, (key.parcel for key in entry.parcels))
