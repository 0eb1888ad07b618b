"""Which parcels an entry burdens and benefits, as its sheet and the pages beside it say."""

from collections.abc import Iterable, Sequence

from baulast.language import tr
from baulast.model import Doubt, DoubtReason, FieldName, Finding, Kind, Parcel, Plot
from extract.case import Case, label_of
from extract.gather import Found
from extract.layout import squeezed
from extract.passages import united_box

Plots = tuple[Plot, ...]


def burdened(case: Case, kind: Kind | None) -> Finding[Plots]:
    """The burdened parcels: those that the entry names, else those of the sheet's header."""
    own = _own_burdened(case, kind)
    from_head = tuple(found for found in case.draft.head.found if found.reading.plot is not None)
    doubts: list[Doubt] = []
    if not own:
        own = from_head
        if case.own(FieldName.PARCEL):  # named, but not as what: the header is a guess then
            own = case.own(FieldName.PARCEL)
            doubts.append(_unclear_role(own))
    finding = _settled(FieldName.BURDENED, own, _others(case, FieldName.BURDENED, kind))
    return _with(finding, doubts)


def benefited(case: Case, kind: Kind | None) -> Finding[Plots]:
    """The benefited parcels; none where plots burden themselves."""
    if kind is Kind.VEREINIGUNG:
        return Finding(value=())
    return _settled(
        FieldName.BENEFITED, case.own(FieldName.BENEFITED), _others(case, FieldName.BENEFITED, kind)
    )


def _own_burdened(case: Case, kind: Kind | None) -> tuple[Found, ...]:
    if kind is Kind.VEREINIGUNG:
        return case.own(FieldName.BURDENED, FieldName.BENEFITED, FieldName.PARCEL)
    return case.own(FieldName.BURDENED)


def _others(case: Case, name: FieldName, kind: Kind | None) -> list[tuple[Found, ...]]:
    names = (name,)
    if kind is Kind.VEREINIGUNG:
        names = (FieldName.BURDENED, FieldName.BENEFITED, FieldName.PARCEL)
    said = [statement.readings(*names) for statement in case.statements]
    return [found for found in said if found]


def plots_of(found: Iterable[Found]) -> Plots:
    """The plots of readings, each once, in the order named; in part if any says so."""
    plots: dict[tuple[str, str, str], Plot] = {}
    for item in found:
        plot = item.reading.plot
        if plot is None:
            continue
        key = same_parcel(plot.parcel)
        known = plots.get(key)
        if known is None or (plot.part and not known.part):
            plots[key] = plot
    return tuple(plots.values())


def same_parcel(parcel: Parcel) -> tuple[str, str, str]:
    """A parcel as it is compared between pages: spelling of the Gemarkung does not matter."""
    flur = (parcel.flur or "").lstrip("0").upper()
    return squeezed(parcel.gemarkung or ""), flur, parcel.number


def _settled(
    name: FieldName, own: tuple[Found, ...], others: Sequence[tuple[Found, ...]]
) -> Finding[Plots]:
    said = [own, *others] if own else list(others)
    if not said:
        return Finding(value=())
    value = plots_of(said[0])
    keys = {same_parcel(plot.parcel) for plot in value}
    doubts = _problems(said[0])
    contrary: list[tuple[Found, ...]] = []
    for found in said[1:]:
        theirs = plots_of(found)
        if {same_parcel(plot.parcel) for plot in theirs} != keys:
            contrary.append(found)
            doubts.append(_contradiction(name, value, said[0], theirs, found))
    agreeing = [found for found in said if found not in contrary]
    return Finding(
        value=value,
        readings=tuple(item.field for found in (*agreeing, *contrary) for item in found),
        doubts=tuple(doubts),
        alternatives=tuple(dict.fromkeys(_written(plots_of(found)) for found in contrary)),
    )


def _problems(found: Iterable[Found]) -> list[Doubt]:
    return list(dict.fromkeys(doubt for item in found for doubt in item.field.doubts))


def _contradiction(
    name: FieldName, ours: Plots, own: tuple[Found, ...], theirs: Plots, found: tuple[Found, ...]
) -> Doubt:
    here, there = own[0].passage.page, found[0].passage.page
    label = label_of(name)
    return Doubt(
        reason=DoubtReason.CONTRADICTION,
        detail=tr(
            f"{label}: {_written(ours)} (Seite {here}), aber {_written(theirs)} (Seite {there}).",
            f"{label}: {_written(ours)} (page {here}), but {_written(theirs)} (page {there}).",
        ),
        page=there,
        box=united_box(word for item in found for word in item.words),
    )


def _unclear_role(found: tuple[Found, ...]) -> Doubt:
    return Doubt(
        reason=DoubtReason.AMBIGUOUS,
        detail=tr(
            f"{_written(plots_of(found))}: ob belastet oder begünstigt, sagt der Wortlaut nicht.",
            f"{_written(plots_of(found))}: the wording does not say whether burdened or benefited.",
        ),
        page=found[0].passage.page,
        box=united_box(word for item in found for word in item.words),
    )


def _written(plots: Plots) -> str:
    return "; ".join(f"{plot.parcel}{' (Teil)' if plot.part else ''}" for plot in plots)


def _with(finding: Finding[Plots], doubts: Sequence[Doubt]) -> Finding[Plots]:
    return Finding(
        value=finding.value,
        readings=finding.readings,
        doubts=(*doubts, *finding.doubts),
        alternatives=finding.alternatives,
    )
