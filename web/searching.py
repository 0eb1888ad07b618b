"""One question put to the index, within what the person may see."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from baulast.gazetteer import fold_name, gazetteer
from baulast.language import dossiers, entries, pages, tr
from index.lineage import widened
from index.query import Query, parse
from index.seam import Answer, EntryHit, Facet, Mention, Scope
from register import lists
from register.unsearched import Unsearched
from report.wording import town_name
from web.desk import Desk
from web.missing import missing
from web.narrowing import Narrowing
from web.viewer import Viewer

LISTED = 100  # entries on a page; more are counted
EVERYTHING = Narrowing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was found, and what an empty answer is worth."""

    query: Query
    standing: tuple[EntryHit, ...]
    deleted: tuple[EntryHit, ...]  # without doubt
    mentions: tuple[Mention, ...]
    total: int
    is_counted: bool  # False: there are more than ``total``
    searched: str  # in words
    unseen: tuple[str, ...]  # towns that could not be looked into
    closed: tuple[str, ...]  # towns that the person may not look into
    is_safe: bool  # everything was looked into, and no doubt is open
    worth: str  # what is still uncertain, in words; "": nothing
    facets: tuple[Facet, ...]
    left_out: int  # entries that a filter leaves out, though what decides is in doubt there
    next: str | None  # where the list goes on; None: here it ends, or with the towns one by one

    @property
    def not_searched(self) -> tuple[str, ...]:
        """What was not looked into, in words; what is closed to the person in one of them."""
        return (*self.unseen, closed(", ".join(self.closed))) if self.closed else self.unseen

    @property
    def is_words_alone(self) -> bool:
        """Whether nothing was found, and what may have been meant for a parcel was none."""
        is_numbered = any(character.isdigit() for word in self.query.words for character in word)
        return is_numbered and not (self.query.parcels or self.standing or self.deleted)


def closed(towns: str) -> str:
    """That these may not be looked into, in words."""
    return tr(f"{towns} (keine Berechtigung)", f"{towns} (not allowed)")


def search(desk: Desk, viewer: Viewer, text: str, chosen: Narrowing = EVERYTHING) -> Result:
    """The answer; IndexUnusable and the like where the index is away."""
    town = chosen.stadt or None
    towns = _towns(viewer, town)
    parsed = parse(text)
    with desk.open_index() as index:
        asked = widened(parsed, lists.lineage_by(index, desk.home)(parsed))
        query = replace(asked, filters=chosen.filters(asked.filters))
        answer = index.search(
            query,
            municipalities=towns,
            deleted=True,
            limit=LISTED,
            sort=chosen.order,
            after=chosen.ab or None,
            facets=True,
        )
    return _result(desk, viewer, answer, town, towns)


def _towns(viewer: Viewer, town: str | None) -> tuple[str, ...] | None:
    """The towns to be asked about; None: all that there are."""
    if town is not None:
        return (town,) if town in viewer.towns else ()
    return None if viewer.sees_all else viewer.towns


def _result(
    desk: Desk, viewer: Viewer, answer: Answer, town: str | None, towns: tuple[str, ...] | None
) -> Result:
    query, scope = answer.query, answer.scope
    mentions = dict.fromkeys(
        mention
        for mention in answer.mentions
        if viewer.may_see_entries(_register(mention.dossier), [mention.match.found.parcel])
    )
    lacking = missing(desk, town, scope)
    unseen, shut = tuple(dict.fromkeys(scope.unseen)), tuple(_closed(viewer, answer, town))
    is_safe = scope.is_safe and not (unseen or shut or lacking)
    return Result(
        query=query,
        standing=tuple(hit for hit in answer.entries if not hit.document.is_hidden),
        deleted=tuple(hit for hit in answer.entries if hit.document.is_hidden),
        mentions=tuple(mentions),
        total=answer.total,
        is_counted=not answer.has_more,
        searched=_searched(answer, towns),
        unseen=unseen,
        closed=shut,
        is_safe=is_safe,
        worth="" if is_safe else _doubts(scope, lacking),
        facets=answer.facets,
        left_out=answer.left_out,
        next=answer.next,
    )


def _register(dossier: str) -> str:
    return dossier.partition("/")[0]


def _closed(viewer: Viewer, answer: Answer, town: str | None) -> Iterable[str]:
    """Towns that the question is about, or may be, and that are closed to this person."""
    if town is not None:
        return  # asked for by name: the others are left out on purpose
    named = {
        fold_name(g.municipality)
        for parcel in answer.query.parcels
        for name in parcel.names
        for g in gazetteer().named(name)
    }
    every = {fold_name(one.name) for one in gazetteer().municipalities}
    yield from map(town_name, sorted((named or every) - set(viewer.towns)))


def _searched(answer: Answer, towns: tuple[str, ...] | None) -> str:
    """What was looked for, where, and in how much."""
    scope = answer.scope
    everywhere = tr("alle Städte", "all towns")
    words = tr(
        "Gesucht: {} · Register: {} ({}, {}, {})", "Searched: {} · register: {} ({}, {}, {})"
    )
    return words.format(
        "; ".join(scope.spellings) or answer.query.text,
        everywhere if towns is None else ", ".join(map(town_name, towns)),
        dossiers(scope.dossiers),
        entries(scope.entries),
        pages(scope.pages),
    )


def _doubts(scope: Scope, lacking: Unsearched) -> str:
    """Why an answer is not certain, in words."""
    reasons = []
    if not scope.dossiers:
        reasons.append(tr("hier ist noch nichts erfasst", "nothing was imported here yet"))
    if doubtful := scope.doubtful_entries:
        reasons.append(tr("offene Zweifel an {}", "open doubts about {}").format(entries(doubtful)))
    if doubtful := scope.doubtful_pages:
        reasons.append(tr("offene Zweifel an {}", "open doubts about {}").format(pages(doubtful)))
    if lacking.unfinished:
        reasons.append(
            tr("{} noch in Arbeit", "{} unfinished").format(dossiers(lacking.unfinished))
        )
    if lacking.set_aside:
        words = tr("{} beiseite gelegt", "{} set aside")
        reasons.append(words.format(dossiers(lacking.set_aside)))
    if lacking.unknown:
        words = tr("Stand von {} nicht bekannt", "state of {} is not known")
        reasons.append(words.format(", ".join(dict.fromkeys(lacking.unknown))))
    return "; ".join(reasons)
