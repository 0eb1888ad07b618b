"""One question about a parcel or street -> what the register says about it."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from baulast.errors import InputError
from baulast.gazetteer import fold_name, gazetteer
from baulast.language import Both, in_both, tr
from baulast.model import DoubtReason, FieldName, Parcel
from index.area import area_name
from index.cadastre import gemarkung_keys, kennzeichen
from index.concern import pages_to_look_at
from index.document import EntryDocument, ParcelKey
from index.lineage import Lineage, widened
from index.query import ParcelQuery, Query, handle, parse
from index.seam import Answer, EntryHit, Index, Nearness, Scope
from index.towns import town_of
from register.balance import EVERYTHING
from register.inventory import Inventory
from register.keeping import notes_on_keepers
from register.statement import Coverage, Finding, ListedEntry, OpenPage, Outcome
from register.unsearched import Unsearched


class QuestionUnclear(InputError):
    """What is asked is no parcel, or names a Gemarkung that nobody knows."""

    exit_code = 2
    remedy = Both(
        "Gemarkung, Flur und Flurstück angeben, zum Beispiel „Büttgen 12 345/6“.",
        "Give Gemarkung, Flur and parcel, for example “Büttgen 12 345/6”.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All that an answer is made from."""

    index: Index
    lineage: Callable[[Query], Lineage]  # of the parcels that a question names, at least
    inventory: Callable[[Query], Inventory]  # of the Gemarkungen that a question names, at least
    unsearched: Callable[[str | None, Scope], Unsearched]  # of a town or all, and what was searched


def answer_parcel(written: str, sources: Sources) -> Finding:
    """What the register says about a parcel; QuestionUnclear where none can be made out."""
    asked = parse(written)
    _check(asked)
    query = widened(asked, sources.lineage(asked))
    answer = sources.index.search(query, deleted=True, limit=EVERYTHING)
    siblings = [hit for hit in answer.entries if _is_of_siblings(hit)]
    hits = [_listed(hit) for hit in answer.entries if hit.matches and hit not in siblings]
    sure = tuple(entry for entry in hits if entry.is_sure)
    possible = tuple(entry for entry in hits if not entry.is_sure)
    coverage = _coverage(asked, answer, sources)
    open_pages = (*_mentioned(answer), *_doubtful(query, sources.index))
    is_open = bool(possible or open_pages or answer.total > len(answer.entries))
    is_complete = not is_open and _is_covered(coverage)
    return Finding(
        asked=written,
        understood=tuple(map(str, asked.parcels)),
        kennzeichen=tuple(filter(None, map(_kennzeichen, asked.parcels))),
        notes=in_both(lambda: _notes(written, siblings, sources)),
        outcome=_outcome(has_entries=bool(sure), is_complete=is_complete),
        is_complete=is_complete,
        entries=sure,
        possible=possible,
        to_look_at=open_pages,
        coverage=coverage,
    )


def answer_street(street: str, municipality: str, sources: Sources) -> Finding:
    """The entries of a street; never complete, since many entries name none."""
    query = Query(text=street, words=tuple(re.findall(r"[^\W_]+", street)))
    if not query.words:
        raise QuestionUnclear(tr("Die Straße ist leer.", "The street is empty."))
    answer = sources.index.search(
        query, municipalities=(municipality,), deleted=True, limit=EVERYTHING
    )
    entries = tuple(_listed(hit) for hit in answer.entries)

    def notes() -> Iterable[str]:
        # A near spelling is said before what was found of it.
        yield from sources.index.search(query, municipalities=(municipality,)).query.notes
        yield tr(
            "Nicht jede Eintragung nennt eine Straße; sicher ist nur die Auskunft zum Flurstück.",
            "Not every entry names a street; only a statement on the parcel is certain.",
        )

    return Finding(
        asked=street,
        understood=(f"{street}, {town_of(municipality).name}",),
        kennzeichen=(),
        notes=in_both(notes),
        outcome=_outcome(has_entries=bool(entries), is_complete=False),
        is_complete=False,
        entries=entries,
        possible=(),
        to_look_at=(),
        coverage=_coverage(query, answer, sources, town=municipality),
        is_street=True,
    )


def _notes(written: str, siblings: Iterable[EntryHit], sources: Sources) -> Iterable[str]:
    """What was assumed, which relatives were asked for, and what else is to be known."""
    asked = parse(written)
    yield from widened(asked, sources.lineage(asked)).notes
    yield from _notes_on(siblings)
    yield from notes_on_keepers(_towns_of(_gemarkungen(asked)))


def _check(asked: Query) -> None:
    parcels = [parcel for parcel in asked.parcels if parcel.zaehler is not None]
    if not parcels or len(parcels) < len(asked.parcels):
        no_parcel = tr("{!r} nennt kein Flurstück", "{!r} names no parcel")
        raise QuestionUnclear(no_parcel.format(asked.text))
    if asked.words or asked.phrases:
        beside = tr("In {!r} ist nicht verstanden: {}", "In {!r} is not understood: {}")
        raise QuestionUnclear(beside.format(asked.text, " ".join((*asked.words, *asked.phrases))))
    for parcel in parcels:
        if not parcel.gemarkungen or not any(map(_is_known, parcel.names)):
            unknown = tr("{!r} nennt keine bekannte Gemarkung", "{!r} names no known Gemarkung")
            raise QuestionUnclear(unknown.format(asked.text))


def _is_known(name: str) -> bool:
    return bool(gazetteer().named(name))


def _is_of_siblings(hit: EntryHit) -> bool:
    """Whether the entry is about 345/12 for sure where 345 is asked: another parcel."""
    return bool(hit.matches) and all(
        match.nearness is Nearness.SAME_ZAEHLER
        and match.asked.nenner is None
        and match.found.is_certain
        and not match.found.is_doubted
        for match in hit.matches
    )


def _notes_on(siblings: Iterable[EntryHit]) -> Iterable[str]:
    """Named, so that who left out a Nenner sees it; their entries are nobody else's business."""
    found = {str(match.found.parcel) for hit in siblings for match in hit.matches}
    if found:
        names = "; ".join(sorted(found))
        yield tr(
            f"Mit gleichem Zähler gibt es andere Flurstücke mit Eintragungen: {names}",
            f"There are other parcels of the same Zähler with entries: {names}",
        )


def _outcome(*, has_entries: bool, is_complete: bool) -> Outcome:
    if has_entries:
        return Outcome.FOUND
    return Outcome.NOTHING if is_complete else Outcome.NOT_CERTAIN


def _is_covered(coverage: Coverage) -> bool:
    """Something is there to be searched, and nothing that is known to exist is missing."""
    missing = coverage.unfinished or coverage.set_aside or coverage.sheets_lacking
    return bool(coverage.dossiers) and not (missing or coverage.unseen or coverage.unknown)


def _kennzeichen(asked: ParcelQuery) -> str | None:
    if len(asked.names) != 1 or asked.zaehler is None:
        return None
    return kennzeichen(Parcel(asked.names[0], asked.flur, asked.zaehler, asked.nenner))


def _listed(hit: EntryHit) -> ListedEntry:
    entry = hit.document
    roles = dict.fromkeys(match.found.role for match in hit.matches)
    return ListedEntry(
        municipality=entry.municipality,
        sheet=entry.sheet,
        entry_number=entry.entry_number,
        kinds=tuple(kind for kind in (entry.kind, *entry.further_kinds) if kind),
        status=entry.status,
        roles=tuple(sorted(roles)),
        met=tuple(dict.fromkeys(str(match.found.parcel) for match in hit.matches)),
        nearness=hit.nearness,
        burdened=_plots(entry, FieldName.BURDENED),
        benefited=_plots(entry, FieldName.BENEFITED),
        declared_on=entry.declared_on,
        registered_on=entry.registered_on,
        deleted_on=entry.deleted_on,
        legal_basis=entry.legal_basis,
        reference=entry.reference,
        wording=entry.wording,
        flagged=entry.flagged,
        notes=entry.notes,
        dossier=entry.dossier,
        version=entry.version,
        versions=hit.versions,
        pages=entry.pages,
    )


def _plots(entry: EntryDocument, role: FieldName) -> tuple[str, ...]:
    return tuple(_plot(key) for key in entry.plots(role))


def _plot(key: ParcelKey) -> str:
    return f"{key.parcel} tlw." if key.part else str(key.parcel)


def _mentioned(answer: Answer) -> Iterable[OpenPage]:
    """Pages that name the parcel in dossiers none of whose entries does."""
    for mention in answer.mentions:
        found = mention.match.found
        if mention.match.nearness <= Nearness.OPEN:
            yield OpenPage(
                dossier=mention.dossier,
                version=mention.version,
                page=found.place.page if found.place else 1,
                reasons=(DoubtReason.NOT_FOUND,),
                names_parcel=str(found.parcel),
            )


def _doubtful(query: Query, index: Index) -> Iterable[OpenPage]:
    """Each page once, whether it is in doubt itself or an entry that stands on it."""
    found: dict[tuple[str, int, int], tuple[DoubtReason, ...]] = defaultdict(tuple)
    for page in pages_to_look_at(query, index.doubtful(query)):
        found[(page.dossier, page.version, page.page)] += page.reasons
    for (dossier, version, number), reasons in found.items():
        once = tuple(dict.fromkeys(reasons))
        yield OpenPage(dossier=dossier, version=version, page=number, reasons=once)


def _coverage(
    asked: Query, answer: Answer, sources: Sources, *, town: str | None = None
) -> Coverage:
    """Of the Gemarkung and Flur that were asked about, not of their relatives."""
    keys = _gemarkungen(asked)
    fluren = {parcel.flur for parcel in asked.parcels}
    there = sources.index.search(_whole_flur(asked), deleted=True, limit=EVERYTHING)
    sheets = {_sheet_key(hit.document.municipality, hit.document.sheet) for hit in there.entries}
    listed = sources.inventory(asked).of(keys, None if None in fluren else fluren) if keys else None
    lacking = [row for row in listed or () if _sheet_key(row.municipality, row.sheet) not in sheets]
    scope = answer.scope
    unsearched = sources.unsearched(town or _town(keys), scope)
    (area,) = in_both(lambda: [area_name(answer.query, None if town is None else (town,))])
    return Coverage(
        area=area,
        dossiers=scope.dossiers,
        entries=scope.entries,
        pages=scope.pages,
        doubtful_entries=scope.doubtful_entries,
        doubtful_pages=scope.doubtful_pages,
        sheets=len(sheets),
        sheets_listed=None if listed is None else len(listed),
        sheets_lacking=tuple(row.sheet for row in lacking),
        unfinished=unsearched.unfinished,
        set_aside=unsearched.set_aside,
        unseen=scope.unseen,
        unknown=unsearched.unknown,
        as_of=unsearched.as_of,
    )


def _whole_flur(asked: Query) -> Query:
    """The same question for every parcel of the Flur; without one, of the Gemarkung."""
    whole = (
        ParcelQuery(gemarkungen=parcel.gemarkungen, names=parcel.names, flur=parcel.flur)
        for parcel in asked.parcels
    )
    return Query(text=asked.text, parcels=tuple(dict.fromkeys(whole)), words=asked.words)


def _sheet_key(municipality: str, sheet: str | None) -> tuple[str, str]:
    return fold_name(municipality), handle(sheet or "")


def _gemarkungen(asked: Query) -> set[str]:
    return {key for parcel in asked.parcels for key in parcel.gemarkungen}


def _town(keys: set[str]) -> str | None:
    """The town that the Gemarkungen belong to; None: several, so all towns count."""
    towns = _towns_of(keys)
    return towns.pop() if len(towns) == 1 else None


def _towns_of(keys: set[str]) -> set[str]:
    return {
        fold_name(g.municipality)
        for g in gazetteer().gemarkungen
        if keys.intersection(gemarkung_keys(g.name))
    }
