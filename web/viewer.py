"""Who is at the desk and what he may see: the roles of the shared index, town by town."""

from collections.abc import Iterable
from dataclasses import dataclass

from baulast.errors import InputError
from baulast.gazetteer import fold_name, gazetteer
from baulast.language import Both, tr
from baulast.model import Parcel
from catalog.accounts import Account, Grant
from index.rights import Role
from index.towns import town_of

# Roles that see entries, page texts and names, or put right what was read (index.rights).
SEEING = frozenset({Role.SEARCH, Role.NAMES, Role.REVIEW})
NAMING = frozenset({Role.NAMES, Role.REVIEW})


class GrantUnclear(InputError):
    """A right that is written in no known way."""

    exit_code = 2
    remedy = Both(
        "So: kaarst:search, kaarst:names, kaarst:review oder kreis.",
        "Like this: kaarst:search, kaarst:names, kaarst:review, or kreis.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Somebody who is signed in. Towns are short names, as dossier ids begin with."""

    name: str
    sees_all: bool  # entries of all towns, to read
    sees: frozenset[str]
    names: frozenset[str]
    reviews: frozenset[str]

    def may_see_entries(self, municipality: str, parcels: Iterable[Parcel] = ()) -> bool:
        """Whether entries of a town's register may be seen, or one about these parcels.

        Who may see a town's entries also sees what other registers say about its land.
        """
        if self.sees_all or municipality in self.sees:
            return True
        return not self.sees.isdisjoint(towns_of(parcels))

    def may_see_names(self, municipality: str) -> bool:
        """Whether page images, page texts and PDFs of the town's register may be seen."""
        return municipality in self.names

    def may_review(self, municipality: str) -> bool:
        return municipality in self.reviews

    @property
    def towns(self) -> tuple[str, ...]:
        """The towns whose entries may be seen."""
        return tuple(sorted(_every_town() if self.sees_all else self.sees))


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One browser of somebody who is signed in."""

    viewer: Viewer
    key: str  # names the session, without being its token
    forgery_word: str  # stands in every form of the session


def viewer_of(account: Account) -> Viewer:
    """What the account may see and do."""

    def towns(roles: frozenset[Role]) -> frozenset[str]:
        return frozenset(g.municipality for g in account.grants if g.role in roles)

    return Viewer(
        name=account.name,
        sees_all=any(grant.role == Role.KREIS for grant in account.grants),
        sees=towns(SEEING),
        names=towns(NAMING),
        reviews=towns(frozenset({Role.REVIEW})),
    )


def grant_of(written: str) -> Grant:
    """A right as it is written on the command line; GrantUnclear for anything else.

    >>> grant_of("Kaarst:names")
    Grant(municipality='kaarst', role='names')
    >>> grant_of("kreis")
    Grant(municipality='', role='kreis')
    """
    name, _, role = written.strip().rpartition(":")
    if not name and role.lower() == Role.KREIS:
        return Grant(municipality="", role=Role.KREIS.value)
    town = gazetteer().municipality(name) if name else None
    if town is None or role not in {Role.SEARCH, Role.NAMES, Role.REVIEW}:
        raise GrantUnclear(tr("{!r} ist kein Recht", "{!r} is no right").format(written))
    return Grant(municipality=fold_name(town.name), role=role)


def towns_of(parcels: Iterable[Parcel]) -> frozenset[str]:
    """Short names of the towns in which these parcels may lie."""
    names = {parcel.gemarkung for parcel in parcels if parcel.gemarkung}
    found = (town_of(g.municipality) for n in names for g in gazetteer().named(n))
    return frozenset(fold_name(town.name) for town in found)


def _every_town() -> Iterable[str]:
    return (fold_name(town.name) for town in gazetteer().municipalities)
