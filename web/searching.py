"""One question put to the index, within what the person may see."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from baulast.gazetteer import fold_name, gazetteer
from baulast.language import dossiers, entries, pages, tr
from index.lineage import widened
from index.query import Query, parse
from index.seam import Answer, EntryHit, Facet, FacetField, Mention
from register import lists
from register.unsearched import Unsearched
from report.wording import town_name
from web.desk import Desk
from web.missing import lackings
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
    unseen: tuple[str, ...]  # towns that were not looked into, in words
    is_safe: bool  # everything was looked into, and no doubt is open
    worth: str  # what is still uncertain, in words; "": nothing
    facets: tuple[Facet, ...]
    left_out: int  # entries that a filter leaves out, though what decides is in doubt there
    next: str | None  # where the list goes on; None: here it ends, or with the towns one by one


def search(desk: Desk, viewer: Viewer, text: str, chosen: Narrowing = EVERYTHING) -> Result:
    """The answer; IndexUnusable and the like where the index is away."""
    asked = widened(parse(text), lists.lineage(desk.home))
    query = replace(asked, filters=chosen.filters(asked.filters))
    town = chosen.stadt or None
    towns = _towns(viewer, town)
    with desk.open_index() as index:
        answers = [
            index.search(
                query,
                municipality=one,
                deleted=True,
                limit=LISTED,
                sort=chosen.order,
                after=chosen.ab or None,
                facets=True,
            )
            for one in towns
        ]
    return _result(desk, viewer, query, answers, town)


def _towns(viewer: Viewer, town: str | None) -> tuple[str | None, ...]:
    """The towns to be asked about, None for all at once."""
    if town is not None:
        return (town,) if town in viewer.towns else ()
    return (None,) if viewer.sees_all else viewer.towns


def _result(
    desk: Desk, viewer: Viewer, query: Query, answers: list[Answer], town: str | None
) -> Result:
    hits: dict[str, EntryHit] = {}
    for answer in answers:
        for hit in answer.entries:
            hits.setdefault(hit.document.id, hit)
    found = list(hits.values())
    if len(answers) > 1:
        found.sort(key=lambda hit: hit.nearness)
    mentions = dict.fromkeys(
        mention
        for answer in answers
        for mention in answer.mentions
        if viewer.may_see_entries(_register(mention.dossier), [mention.match.found.parcel])
    )
    missing = lackings(desk, town, [answer.scope for answer in answers])
    unseen = tuple(_unseen(viewer, query, answers, town))
    is_safe = all(a.scope.is_safe for a in answers) and not (unseen or any(missing) or not answers)
    is_whole = all(answer.next is None for answer in answers)  # one entry may be of two towns
    total = len(found) if is_whole and len(answers) > 1 else sum(a.total for a in answers)
    return Result(
        query=query,
        standing=tuple(hit for hit in found if not hit.document.is_hidden),
        deleted=tuple(hit for hit in found if hit.document.is_hidden),
        mentions=tuple(mentions),
        total=total,
        is_counted=not any(answer.has_more for answer in answers),
        searched=_searched(query, answers, _towns(viewer, town)),
        unseen=unseen,
        is_safe=is_safe,
        worth="" if is_safe else _doubts(answers, missing),
        facets=_counted(answers),
        left_out=sum(answer.left_out for answer in answers),
        next=answers[0].next if len(answers) == 1 else None,
    )


def _counted(answers: list[Answer]) -> tuple[Facet, ...]:
    """The facets of several answers as one."""
    counts: dict[FacetField, Counter[str]] = {}
    for answer in answers:
        for facet in answer.facets:
            counts.setdefault(facet.field, Counter()).update(dict(facet.counts))
    return tuple(
        Facet(field=field, counts=tuple(counted.most_common())) for field, counted in counts.items()
    )


def _register(dossier: str) -> str:
    return dossier.partition("/")[0]


def _unseen(viewer: Viewer, query: Query, answers: list[Answer], town: str | None) -> Iterable[str]:
    """Towns that the question is about, or may be, and that nobody looked into for this person."""
    yield from dict.fromkeys(name for answer in answers for name in answer.scope.unseen)
    if town is not None:
        return  # asked for by name: the others are left out on purpose
    named = {
        fold_name(g.municipality)
        for parcel in query.parcels
        for name in parcel.names
        for g in gazetteer().named(name)
    }
    every = {fold_name(one.name) for one in gazetteer().municipalities}
    for one in sorted((named or every) - set(viewer.towns)):
        yield tr("{} (keine Berechtigung)", "{} (not allowed)").format(town_name(one))


def _searched(query: Query, answers: list[Answer], towns: tuple[str | None, ...]) -> str:
    """What was looked for, where, and in how much."""
    spellings = dict.fromkeys(s for answer in answers for s in answer.scope.spellings)
    scopes = [answer.scope for answer in answers]
    everywhere = tr("alle Städte", "all towns")
    words = tr(
        "Gesucht: {} · Register: {} ({}, {}, {})", "Searched: {} · register: {} ({}, {}, {})"
    )
    return words.format(
        "; ".join(spellings) or query.text,
        ", ".join(town_name(one) if one else everywhere for one in towns),
        dossiers(sum(scope.dossiers for scope in scopes)),
        entries(sum(scope.entries for scope in scopes)),
        pages(sum(scope.pages for scope in scopes)),
    )


def _doubts(answers: list[Answer], missing: list[Unsearched]) -> str:
    """Why an answer is not certain, in words."""
    scopes = [answer.scope for answer in answers]
    reasons = []
    if not any(scope.dossiers for scope in scopes):
        reasons.append(tr("hier ist noch nichts erfasst", "nothing was imported here yet"))
    if doubtful := sum(scope.doubtful_entries for scope in scopes):
        reasons.append(tr("offene Zweifel an {}", "open doubts about {}").format(entries(doubtful)))
    if doubtful := sum(scope.doubtful_pages for scope in scopes):
        reasons.append(tr("offene Zweifel an {}", "open doubts about {}").format(pages(doubtful)))
    if unfinished := sum(one.unfinished for one in missing):
        reasons.append(tr("{} noch in Arbeit", "{} unfinished").format(dossiers(unfinished)))
    if aside := sum(one.set_aside for one in missing):
        reasons.append(tr("{} beiseite gelegt", "{} set aside").format(dossiers(aside)))
    if unknown := dict.fromkeys(name for one in missing for name in one.unknown):
        words = tr("Stand von {} nicht bekannt", "state of {} is not known")
        reasons.append(words.format(", ".join(unknown)))
    return "; ".join(reasons)
