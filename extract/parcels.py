"""Which parcels an entry burdens and benefits, as its sheet and the pages beside it say."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from baulast.findings import canonical
from baulast.language import Both
from baulast.model import (
    MAIN_KIND,
    Doubt,
    DoubtReason,
    FieldName,
    Finding,
    Kind,
    Parcel,
    Plot,
)
from extract.case import Case, label_of
from extract.ends.limits import is_of_end
from extract.gather import Found
from extract.layout import squeezed
from extract.misread_flur import put_right
from extract.passages import Passage, Role, united_box
from extract.reading import ASIDE
from extract.sheets.headings import ColumnRole

Plots = tuple[Plot, ...]
Key = tuple[str, str, str]

# Kinds that serve another plot: without one named, something was not read (domain notes 3).
SERVING = frozenset(
    {Kind.ZUFAHRT, Kind.ABSTANDSFLAECHE, Kind.STELLPLATZ, Kind.LEITUNG, Kind.ANBAU,
     Kind.SPIELPLATZ, Kind.BRANDSCHUTZ, Kind.RETTUNGSWEG, Kind.BAULICHES_MASS}
)  # fmt: skip


SERVED = re.compile(
    r"\bzu\s?gunsten\s+(?:de[rs]|von|gem|fl)|"
    r"\b(?:herrschend|beg[üu]e?nstigt)\w*\s+(?:grundst|fl|parz)",
    re.IGNORECASE,
)
IN_FULL = 2  # pages: one alone may be misread


def burdened(case: Case, kind: Kind | None) -> Finding[Plots]:
    """The burdened parcels: those that the entry names, else those of the sheet's header."""
    named = _own(case, FieldName.BURDENED, kind)
    own = _not_let_go(named, case)
    let_go = () if own else named
    unclear = _not_let_go(_on_a_side(case.own(FieldName.PARCEL)), case)
    listed: tuple[Found, ...] | None = ()
    is_open = not own and bool(unclear)  # named, but not as what
    if not own:
        listed = () if unclear else _listed(case)
        own = listed or _of_header(case)
    finding = _settled(case, FieldName.BURDENED, own or unclear, kind)
    if is_open:
        finding = replace(finding, doubts=(_unclear_role(unclear), *finding.doubts))
    if let_go:
        finding = replace(finding, doubts=(_perhaps_all(let_go), *finding.doubts))
    if listed is None:
        finding = replace(finding, doubts=(_not_in_list(case), *finding.doubts))
    return _with_other_side(finding, case, (FieldName.BENEFITED, ColumnRole.BURDENED))


def _with_other_side(
    finding: Finding[Plots], case: Case, other: tuple[FieldName, ColumnRole]
) -> Finding[Plots]:
    """The plots of one side, doubted where those that are read for the other may be among them.

    ``other`` is that side and this one's own column: where it is filled in, nothing else is of it.
    """
    name, column = other
    inside = {
        id(spot.word)
        for _, row in case.draft.parts
        for line in row.lines(column)
        for spot in line.spots
    }
    known = {same_parcel(plot.parcel) for plot in finding.value}
    others = tuple(
        item
        for item in _on_either_side(case, name)
        if (item.reading.plot is None or same_parcel(item.reading.plot.parcel) not in known)
        and not (finding.value and inside and inside.isdisjoint(id(word) for word in item.words))
    )
    return replace(finding, doubts=(_unclear_role(others), *finding.doubts)) if others else finding


def _on_either_side(case: Case, name: FieldName) -> tuple[Found, ...]:
    """What was read for one side, and may as well be on the other."""
    return tuple(
        item
        for item in case.own(name)
        if any(problem.is_of_role for problem in item.reading.problems)
    )


def _not_let_go(found: tuple[Found, ...], case: Case) -> tuple[Found, ...]:
    """What names parcels, less what names some of the header's because they are let go."""
    stay = tuple(item for item in found if not is_of_end(item))
    known = {same_parcel(plot.parcel) for plot in plots_of(_of_header(case))}
    gone = {same_parcel(plot.parcel) for plot in plots_of(filter(is_of_end, found))}
    return stay if stay or _are_in(gone, known) else found


def _of_header(case: Case) -> tuple[Found, ...]:
    return tuple(found for found in case.draft.head.found if found.reading.plot is not None)


def _perhaps_all(let_go: tuple[Found, ...]) -> Doubt:
    return _doubt(
        DoubtReason.AMBIGUOUS,
        let_go,
        "Die Eintragung nennt nur entlassene Flurstücke; belastet sind wohl die des Kopfs.",
        "The entry names only parcels let go; those of the header are probably burdened.",
    )


def _listed(case: Case) -> tuple[Found, ...] | None:
    """The plots of the header's list that the row names by number; None if it has no such ones.

    Empty where the row has no column for them.
    """
    stock = [row.lines(ColumnRole.STOCK) for _, row in case.draft.parts]
    text = " ".join(line.text for lines in stock for line in lines)
    if not text:
        return ()
    plots: dict[Passage, list[Found]] = {}
    for found in _of_header(case):
        plots.setdefault(found.passage, []).append(found)
    rows = list(plots.values())
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if not re.fullmatch(r"\d{1,2}(?:(?:\s*(?:,|u\.|und|\+)\s*|\s+)\d{1,2})*\.?", text.strip()):
        return None
    if not all(1 <= number <= len(rows) for number in numbers):
        return None
    return tuple(found for number in numbers for found in rows[number - 1])


def _not_in_list(case: Case) -> Doubt:
    return Doubt(
        reason=DoubtReason.NOT_FOUND,
        detail=Both(
            "Die Nummern der belasteten Grundstücke passen nicht zum Verzeichnis im Kopf.",
            "The numbers of the burdened plots do not fit the list in the header.",
        ),
        page=case.draft.head.page.number,
        box=case.draft.box,
    )


def benefited(case: Case, kind: Kind | None) -> Finding[Plots]:
    """The benefited parcels; none where plots burden themselves."""
    if kind is Kind.VEREINIGUNG:
        return Finding(value=())
    finding = _settled(case, FieldName.BENEFITED, case.own(FieldName.BENEFITED), kind)
    doubted = _with_other_side(finding, case, (FieldName.BURDENED, ColumnRole.BENEFITED))
    if not finding.value and doubted is not finding:
        return doubted
    finding = doubted
    serves = kind is None or MAIN_KIND.get(kind, kind) in SERVING
    if finding.value or not (serves or SERVED.search(case.draft.wording)):
        return finding
    return replace(finding, doubts=(*finding.doubts, _nobody_served(case)))


def _own(case: Case, name: FieldName, kind: Kind | None) -> tuple[Found, ...]:
    """What the row names; remarks only where the wording names nothing: they tell of changes."""
    found = _on_a_side(case.own(*_names(name, kind)))
    worded = tuple(item for item in found if item.passage.role is Role.CONTENT)
    return worded or found


def _on_a_side(found: Iterable[Found]) -> tuple[Found, ...]:
    """What is named for itself, and not only for where something is."""
    return tuple(item for item in found if item.reading.source != ASIDE)


def _names(name: FieldName, kind: Kind | None) -> tuple[FieldName, ...]:
    """Where plots burden themselves, every parcel that is named is burdened."""
    if kind is Kind.VEREINIGUNG:
        return (FieldName.BURDENED, FieldName.BENEFITED, FieldName.PARCEL)
    return (name,)


def plots_of(found: Iterable[Found]) -> Plots:
    """The plots of readings, each once, in the order named; in part if any says so."""
    plots: dict[Key, Plot] = {}
    for item in found:
        plot = item.reading.plot
        if plot is None:
            continue
        key = same_parcel(plot.parcel)
        known = plots.get(key)
        if known is None or (plot.part and not known.part):
            plots[key] = plot
    return tuple(plots.values())


def same_parcel(parcel: Parcel) -> Key:
    """A parcel as it is compared between pages: spelling of the Gemarkung does not matter."""
    flur = (parcel.flur or "").lstrip("0").upper()
    return squeezed(parcel.gemarkung or ""), flur, parcel.number


def _settled(
    case: Case, name: FieldName, own: tuple[Found, ...], kind: Kind | None
) -> Finding[Plots]:
    """The plots of the row, else of the most trusted page; pages that differ are doubts."""
    said = [own] if own else []
    everything = [case.own(FieldName.BURDENED, FieldName.BENEFITED, FieldName.PARCEL)]
    for statement in case.statements:
        found = statement.readings(*_names(name, kind))
        if found:
            said.append(found)
            everything.append(
                statement.readings(FieldName.BURDENED, FieldName.BENEFITED, FieldName.PARCEL)
            )
    if not said:
        return Finding(value=())
    if not own:
        everything = everything[1:]
    value = _completed(plots_of(said[0]), [plots_of(found) for found in everything[1:]])
    ours = _keys(value) | _keys(_completed(plots_of(everything[0]), []))
    problems = _problems(case, said[0])
    if all(_is_named_in_full(case, plot, said[0][0].passage.page) for plot in value):
        problems = [doubt for doubt in problems if doubt.reason is not DoubtReason.NOT_FOUND]
    doubts = [*problems, *_incomplete(name, value, said[0])]
    doubts += _in_part_elsewhere(case, name, value)
    contrary: list[tuple[Found, ...]] = []
    for found, all_found in zip(said[1:], everything[1:], strict=True):
        theirs = put_right(plots_of(found), value)
        all_theirs = put_right(plots_of(all_found), plots_of(everything[0]))
        if _contradicts(_keys(value), ours, _keys(theirs), _keys(all_theirs)):
            contrary.append(found)
            doubts.append(_contradiction(name, value, said[0], plots_of(found), found))
    agreeing = [found for found in said if found not in contrary]
    return Finding(
        value=value,
        readings=tuple(item.field for found in (*agreeing, *contrary) for item in found),
        doubts=tuple(dict.fromkeys(doubts)),
        alternatives=tuple(dict.fromkeys(canonical(plots_of(found)) for found in contrary)),
    )


def _in_part_elsewhere(case: Case, name: FieldName, plots: Plots) -> list[Doubt]:
    """What the sheet's header, the declaration or the order burden in part, and the entry whole."""
    others = [*_of_header(case)] if name is FieldName.BURDENED else []
    others += [found for said in case.statements for found in said.readings(name)]
    doubts = []
    for plot in plots:
        key = same_parcel(plot.parcel)
        for found in others:
            theirs = found.reading.plot
            if plot.part or theirs is None or not theirs.part:
                continue
            if fits(key, same_parcel(theirs.parcel)):
                page, number = found.passage.page, plot.parcel.number
                doubts.append(
                    _doubt(
                        DoubtReason.CONTRADICTION,
                        (found,),
                        f"Flurstück {number}: auf Seite {page} nur zum Teil.",
                        f"Parcel {number}: only in part on page {page}.",
                    )
                )
                break
    return doubts


def _keys(plots: Plots) -> frozenset[Key]:
    return frozenset(same_parcel(plot.parcel) for plot in plots)


def _contradicts(
    ours: frozenset[Key],
    all_ours: frozenset[Key],
    theirs: frozenset[Key],
    all_theirs: frozenset[Key],
) -> bool:
    """Whether another page says something else: a parcel more, one less, or the roles changed.

    The same parcels with one role told otherwise are no contradiction: which of two plots serves
    the other, the register's short wording tells better than a letter's long one.
    """
    if not _are_in(theirs, all_ours) or not _are_in(ours, all_theirs):
        return True
    return not any(fits(one, other) for one in ours for other in theirs)


def _are_in(keys: Iterable[Key], others: Iterable[Key]) -> bool:
    return all(any(fits(key, other) for other in others) for key in keys)


def fits(one: Key, other: Key) -> bool:
    """Whether two may be one parcel: same number; Gemarkung and Flur too, where both have them."""
    return one[2] == other[2] and all(
        not a or not b or a == b for a, b in zip(one[:2], other[:2], strict=True)
    )


def _completed(plots: Plots, others: Sequence[Plots]) -> Plots:
    """The plots, with Gemarkung and Flur from another page that names the same number in full."""
    return tuple(_complete(plot, others) for plot in plots)


def _complete(plot: Plot, others: Sequence[Plots]) -> Plot:
    parcel = plot.parcel
    if parcel.gemarkung is not None and parcel.flur is not None:
        return plot
    for other in (other.parcel for plots in others for other in plots):
        if other.gemarkung and other.flur and fits(same_parcel(parcel), same_parcel(other)):
            whole = replace(parcel, gemarkung=other.gemarkung, flur=other.flur)
            return replace(plot, parcel=whole)
    return plot


def _is_named_in_full(case: Case, plot: Plot, here: int) -> bool:
    """Whether two other pages name the plot with Gemarkung and Flur, and none in another Flur."""
    key = same_parcel(plot.parcel)
    named = {
        (same_parcel(other.parcel), found.passage.page)
        for found in case.voices
        if (other := found.reading.plot) is not None and other.parcel.number == plot.parcel.number
        if other.parcel.gemarkung and other.parcel.flur and found.passage.page != here
    }
    return {other for other, _ in named} == {key} and len(named) >= IN_FULL


def _incomplete(name: FieldName, plots: Plots, found: tuple[Found, ...]) -> list[Doubt]:
    lacking = [p for p in plots if p.parcel.gemarkung is None or p.parcel.flur is None]
    if not lacking:
        return []
    label = label_of(name)
    return [
        _doubt(
            DoubtReason.NOT_FOUND,
            found,
            f"{label.german}: Gemarkung oder Flur fehlt bei {canonical(tuple(lacking))}.",
            f"{label.english}: Gemarkung or Flur is missing for {canonical(tuple(lacking))}.",
        )
    ]


def _problems(case: Case, found: Iterable[Found]) -> list[Doubt]:
    """What the rules doubt, each once; a parcel that stands elsewhere too needs no cue word."""
    return list(
        dict.fromkeys(
            doubt
            for item in found
            for problem, doubt in zip(item.reading.problems, item.field.doubts, strict=True)
            if not (problem.is_of_cue and is_named_elsewhere(item, case.voices))
        )
    )


def is_named_elsewhere(found: Found, voices: Iterable[Found]) -> bool:
    """Whether other ink names the parcel, with a cue word that was read."""
    ink = {id(word) for word in found.words}
    return found.reading.plot is not None and any(
        other.reading.plot is not None
        and fits(same_parcel(found.reading.plot.parcel), same_parcel(other.reading.plot.parcel))
        and not any(problem.is_of_cue for problem in other.reading.problems)
        and ink.isdisjoint(id(word) for word in other.words)
        for other in voices
    )


def _contradiction(
    name: FieldName, ours: Plots, own: tuple[Found, ...], theirs: Plots, found: tuple[Found, ...]
) -> Doubt:
    here, there = own[0].passage.page, found[0].passage.page
    label, one, other = label_of(name), canonical(ours), canonical(theirs)
    return _doubt(
        DoubtReason.CONTRADICTION,
        found,
        f"{label.german}: {one} (Seite {here}), aber {other} (Seite {there}).",
        f"{label.english}: {one} (page {here}), but {other} (page {there}).",
    )


def _unclear_role(found: tuple[Found, ...]) -> Doubt:
    named = canonical(plots_of(found))
    return _doubt(
        DoubtReason.AMBIGUOUS,
        found,
        f"{named}: ob belastet oder begünstigt, sagt der Wortlaut nicht.",
        f"{named}: the wording does not say whether burdened or benefited.",
    )


def _doubt(reason: DoubtReason, found: tuple[Found, ...], german: str, english: str) -> Doubt:
    return Doubt(
        reason=reason,
        detail=Both(german, english),
        page=found[0].passage.page,
        box=united_box(word for item in found for word in item.words),
    )


def _nobody_served(case: Case) -> Doubt:
    return Doubt(
        reason=DoubtReason.NOT_FOUND,
        detail=Both(
            "Eine Baulast dieser Art dient einem anderen Grundstück; keines ist gelesen.",
            "An encumbrance of this kind serves another plot; none was read.",
        ),
        page=case.draft.head.page.number,
    )
