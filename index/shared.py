"""The index that towns share, on Elasticsearch: filled, compared with the archive, searched."""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from baulast.errors import IndexForeign
from baulast.gazetteer import gazetteer
from baulast.language import tr
from baulast.model import Dossier
from index.asking import Asking
from index.elasticsearch import Action, Refusal, Server
from index.indices import Installed, flip, install, make, require_searched
from index.lineage import Lineage
from index.listed import ListedSheet, Lists
from index.login import Login
from index.mapping import mapping_version
from index.query import Query
from index.rights import Role, role_body, role_name
from index.seam import Answer, Counts, DoubtfulDossier, Sort, TownState
from index.sources import (
    DESCENT,
    DOSSIER,
    ENTRY,
    SHEET,
    STATE,
    Source,
    list_sources,
    sources,
    state_text,
)
from index.streets import with_streets
from index.towns import ENTRIES, KINDS, PAGES, Names, town_of

PREFIX = "baulast"  # what all names on the server begin with
REMEMBERED_S = 30.0  # a new town may wait so long; asking costs as much as half a search
NOTHING_LISTED = Lists()
NAMED = 3  # refused documents that a message names

READ: dict[str, Any] = {"bool": {"must_not": {"term": {"type": STATE}}}}  # what dossiers give

Key = tuple[str, str]  # index and id


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a sync found and left: the server holds exactly what the archive does, or not."""

    dossiers: int
    documents: int  # that the archive's dossiers give
    held: int  # that the server holds now
    sent: int
    deleted: int
    digest: str  # SHA-256 over index, id and hash of what the archive's dossiers give
    held_digest: str  # the same over what the server holds
    refused: tuple[Refusal, ...]

    @property
    def is_proven(self) -> bool:
        return self.digest == self.held_digest and not self.refused


class SharedIndex:
    """Entries, pages and persons of all towns, each in indices of their own."""

    def __init__(self, server: Server, *, prefix: str = PREFIX) -> None:
        self._server = server
        self._names = Names(prefix=prefix, version=mapping_version())
        self._ensured: set[str] = set()
        self._searched: set[str] = set()  # towns (AGS) whose searches go to today's version
        self._visible: tuple[float, Mapping[str, Sequence[str]]] | None = None  # when, what

    @classmethod
    def open(cls, login: Login, *, prefix: str = PREFIX) -> Self:
        return cls(Server(login), prefix=prefix)

    def is_there(self) -> bool:
        """Whether the server answers now, asked with no more patience than a search has."""
        return self._server.is_there()

    def install(self, municipalities: Iterable[str] = ()) -> Installed:
        """Indices, aliases and roles of these municipalities (none: of all); safe to repeat."""
        towns = [town_of(name).ags for name in municipalities]
        self._visible = None
        return install(self._server, self._names, towns or self._every)

    def api_key(self, role: Role, municipality: str | None, *, days: int) -> str:
        """What a machine of that role logs in with; it is told this once."""
        ags = town_of(municipality).ags if municipality else None
        name = role_name(self._names, role, ags)
        return self._server.make_api_key(name, {name: role_body(self._names, role, ags)}, days=days)

    def put(self, dossier: Dossier) -> None:
        """Index this version of a dossier in place of what was known of it.

        What is new is there before what is old goes: no search misses an entry meanwhile.
        IndexOutdated where searches go to another version of the index: they would not find it.
        """
        self._require_searched(dossier.id)
        made = {(one.index, one.id): one for one in sources(dossier, self._names)}
        self._ensure(one.alias for one in made.values())
        self._send(Action(index=one.index, id=one.id, text=one.text) for one in made.values())
        self._forget(dossier.id, dossier.version, but=set(made))

    def remove(self, dossier_id: str, version: int | None = None) -> None:
        """Forget a version of a dossier, or all of them; what is not there is no error."""
        self._require_searched(dossier_id)
        self._forget(dossier_id, version, but=set())

    def rebuild(self, dossiers: Iterable[Dossier]) -> None:
        """Put these dossiers in place of everything; searches see the old state until the end."""
        every = [town.name for town in gazetteer().municipalities]
        _raise_refused(self.sync(dossiers, every).refused)

    def sync(
        self,
        dossiers: Iterable[Dossier],
        municipalities: Iterable[str],
        states: Iterable[TownState] = (),
        lists: Lists = NOTHING_LISTED,
    ) -> Proof:
        """Bring these municipalities' registers to what ``dossiers`` say, and prove it.

        ``lists`` are their offices': which sheets there should be, what became of parcels.

        ``states`` hold once it is proven, and are told before searches go to a new version.
        """
        named = tuple(municipalities)
        towns = [town_of(name).ags for name in named]
        self._ensure(self._names.alias(ags, kind) for ags in towns for kind in KINDS)
        before = self._held(towns)
        wanted: dict[Key, bytes] = {}
        counted = _Counter()
        made = self._made(dossiers, lists, named, counted)
        refused = self._server.send(self._changes(made, before, wanted, counted))
        surplus = [key for key in before if key not in wanted]
        self._server.send(Action(index=index, id=id) for index, id in surplus)
        after = self._held(towns)
        proof = Proof(
            dossiers=counted.dossiers,
            documents=len(wanted),
            held=len(after),
            sent=counted.sent,
            deleted=len(surplus),
            digest=_digest(wanted),
            held_digest=_digest(after),
            refused=refused,
        )
        if proof.is_proven:
            self._tell(states, self._names.versioned)
            for ags in towns:
                own = [self._names.alias(ags, kind) for kind in KINDS]
                abroad = self._names.copies_alias("*", home=ags)
                flip(self._server, self._names, [*own, abroad])
            self._visible = None
        return proof

    def compare(
        self,
        dossiers: Iterable[Dossier],
        municipalities: Iterable[str],
        lists: Lists = NOTHING_LISTED,
    ) -> Proof:
        """How these towns' registers stand beside what ``dossiers`` say; nothing is changed."""
        named = tuple(municipalities)
        towns = [town_of(name).ags for name in named]
        counted = _Counter()
        made = self._made(dossiers, lists, named, counted)
        wanted = {(one.index, one.id): bytes.fromhex(one.hash) for one in made}
        held = self._held(towns)
        return Proof(
            dossiers=counted.dossiers,
            documents=len(wanted),
            held=len(held),
            sent=0,
            deleted=0,
            digest=_digest(wanted),
            held_digest=_digest(held),
            refused=(),
        )

    def keep_lists(self, lists: Lists, municipalities: Iterable[str]) -> None:
        """Keep what these municipalities' offices list in place of all that they listed before."""
        named = tuple(municipalities)
        towns = [town_of(name).ags for name in named]
        if not towns:
            return
        for town in named:
            self._require_searched(town)
        target = ",".join(index for ags in towns for index in self._of(ags))
        self._server.refresh(target)
        held = self._server.hashes(target, {"terms": {"type": [SHEET, DESCENT]}})
        before = {(sent.index, sent.id): bytes.fromhex(sent.hash) for sent in held}
        wanted: dict[Key, bytes] = {}
        made = list_sources(lists, named, self._names)
        self._send(self._changes(made, before, wanted, _Counter()))
        self._send(Action(index=index, id=id) for index, id in before if (index, id) not in wanted)
        self._server.refresh(target)

    def tell(self, states: Iterable[TownState]) -> None:
        """Keep what towns say of their registers, in place of what they said before.

        In the index that is searched, of whatever version: an old one must not look up to date.
        """
        self._tell(states, lambda alias: alias)

    def _tell(self, states: Iterable[TownState], index_of: Callable[[str], str]) -> None:
        told = [(self._names.alias(town_of(s.municipality).ags, ENTRIES), s) for s in states]
        self._ensure(alias for alias, _ in told)
        self._send(
            Action(index=index_of(alias), id=STATE, text=state_text(state)) for alias, state in told
        )
        self._server.refresh(",".join(index_of(alias) for alias, _ in told))

    def search(
        self,
        query: Query,
        *,
        municipalities: tuple[str, ...] | None = None,
        deleted: bool = False,
        pages: bool = False,
        limit: int = 100,
        sort: Sort = Sort.BEST,
        after: str | None = None,
        facets: bool = False,
    ) -> Answer:
        """What is found; deleted entries and page texts (with names) only when asked for."""
        return with_streets(
            query,
            lambda asked: self._asking(asked, municipalities).answer(
                deleted=deleted, pages=pages, limit=limit, sort=sort, after=after, facets=facets
            ),
            lambda asked: self._asking(asked, municipalities).streets(),
        )

    def doubtful(self, query: Query) -> tuple[DoubtfulDossier, ...]:
        """Every dossier in the area of ``Scope`` that has a doubtful entry or page, by id."""
        return self._asking(query, None).doubtful()

    def sheets(self, query: Query) -> tuple[ListedSheet, ...]:
        """The sheets that offices have listed of the Gemarkungen that a question names."""
        return self._asking(query, None).sheets()

    def lineage(self, query: Query) -> Lineage:
        """What became of the parcels that a question names, and what they were before."""
        return self._asking(query, None).lineage()

    def _asking(self, query: Query, municipalities: tuple[str, ...] | None) -> Asking:
        return Asking(
            self._server,
            self._names,
            query,
            municipalities=municipalities,
            visible=self._visible_now(),
        )

    def _visible_now(self) -> Mapping[str, Sequence[str]]:
        """The indices behind the aliases of entries that this user may see, asked once in a while.

        Rights that are taken away meanwhile are no silent gap: the town then does not say how far
        its register is either.
        """
        now = time.monotonic()
        if self._visible is None or now - self._visible[0] > REMEMBERED_S:
            self._visible = (now, self._server.aliases([self._names.every(ENTRIES)]))
        return self._visible[1]

    def counts(self) -> Counts:
        """How much is indexed that this user may see."""
        own = {"term": {"is_copy": False}}
        entries, pages = self._names.every(ENTRIES), self._names.every(PAGES)
        asked = [
            (entries, {"bool": {"filter": [own, {"term": {"type": DOSSIER}}]}}),
            (entries, {"bool": {"filter": [own, {"term": {"type": ENTRY}}]}}),
            (pages, own),
        ]
        answers = self._server.searches(
            [(target, {"query": q, "size": 0, "track_total_hits": True}) for target, q in asked]
        )
        numbers = [int(answer["hits"]["total"]["value"]) for answer in answers]
        return Counts(dossiers=numbers[0], entries=numbers[1], pages=numbers[2])

    def digest(self) -> str:
        """SHA-256 of the content: the same for the same dossiers, in whatever order they came."""
        return _digest(self._held(self._every))

    @property
    def _every(self) -> list[str]:
        return [town.ags for town in gazetteer().municipalities]

    def close(self) -> None:
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # ------------------------------------------------------------------ content

    def _made(
        self, dossiers: Iterable[Dossier], lists: Lists, towns: Iterable[str], counted: "_Counter"
    ) -> Iterator[Source]:
        """All that there should be."""
        for dossier in dossiers:
            counted.dossiers += 1
            yield from sources(dossier, self._names)
        yield from list_sources(lists, towns, self._names)

    def _changes(
        self,
        made: Iterable[Source],
        before: Mapping[Key, bytes],
        wanted: dict[Key, bytes],
        counted: "_Counter",
    ) -> Iterator[Action]:
        """What the server lacks or holds otherwise; ``wanted`` fills with all that should be."""
        for one in made:
            self._ensure([one.alias])
            key = (one.index, one.id)
            wanted[key] = bytes.fromhex(one.hash)
            if before.get(key) != wanted[key]:
                counted.sent += 1
                yield Action(index=one.index, id=one.id, text=one.text)

    def _held(self, towns: Iterable[str]) -> dict[Key, bytes]:
        """Hash of every document that the server holds of these towns' registers."""
        target = ",".join(index for ags in towns for index in self._of(ags))
        self._server.refresh(target)
        held = self._server.hashes(target, READ)
        return {(sent.index, sent.id): bytes.fromhex(sent.hash) for sent in held}

    def _of(self, ags: str) -> tuple[str, ...]:
        """The indices that hold a town's register, its copies for other towns among them."""
        return (
            *(self._names.index(ags, kind) for kind in KINDS),
            self._names.copies("*", home=ags),
        )

    def _forget(self, dossier: str, version: int | None, *, but: set[Key]) -> None:
        town = gazetteer().municipality(dossier.partition("/")[0])
        if town is None:
            return
        target = ",".join(self._of(town.ags))
        where: list[dict[str, Any]] = [{"term": {"dossier": dossier}}]
        if version is not None:
            where.append({"term": {"version": version}})
        self._server.refresh(target)
        held = self._server.hashes(target, {"bool": {"filter": where}})
        stale = [(sent.index, sent.id) for sent in held if (sent.index, sent.id) not in but]
        self._send(Action(index=index, id=id) for index, id in stale)
        self._server.refresh(target)

    def _send(self, actions: Iterable[Action]) -> None:
        _raise_refused(self._server.send(actions))

    def _require_searched(self, dossier_or_town: str) -> None:
        town = gazetteer().municipality(dossier_or_town.partition("/")[0])
        if town and town.ags not in self._searched:
            require_searched(self._server, self._names, town)
            self._searched.add(town.ags)

    def _ensure(self, aliases: Iterable[str]) -> None:
        """Make the indices that are missing: the server would make one without our mapping."""
        lacking = sorted(set(aliases) - self._ensured)
        if lacking:
            make(self._server, self._names, lacking)
            self._ensured.update(lacking)
            self._visible = None


@dataclass(slots=True)
class _Counter:
    dossiers: int = 0
    sent: int = 0


def _raise_refused(refused: tuple[Refusal, ...]) -> None:
    if refused:
        named = ", ".join(f"{one.id} ({one.reason})" for one in refused[:NAMED])
        raise IndexForeign(
            tr(
                f"{len(refused)} Dokumente lehnt der Index ab, zum Beispiel {named}",
                f"the index refuses {len(refused)} documents, for example {named}",
            )
        )


def _digest(content: Mapping[Key, bytes]) -> str:
    """SHA-256 over all keys and hashes; the version of the mapping does not matter."""
    whole = hashlib.sha256()
    for (index, id), digest in sorted(content.items()):
        whole.update(f"{index.rpartition('-v')[0]}\t{id}\t".encode() + digest)
    return whole.hexdigest()
