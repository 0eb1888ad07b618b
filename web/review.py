"""Review at the desk: one look a screen, decided by a button or a key, then the next one.

Works without a script: every decision is a button of one form. The script adds keys and moves the
page about.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from archive.owed import owed
from batch.sharing import shared_indices
from baulast.corrections import Verb
from baulast.desk_notes import BY_HAND, NoteKind
from baulast.errors import DossierUnknown, InputError
from baulast.language import Both, tr
from baulast.model import Dossier, DoubtReason, FieldName, PageKind
from baulast.tasks import key_of
from catalog.desk import SAMPLE
from catalog.records import TaskFilter, TaskRecord
from review.answers import Unsure
from review.desk import Look, Overtaken, ReviewDesk, decisions_in
from review.wording import RANKS, said
from web.desk import AtDesk, Desk
from web.faults import words
from web.images import WIDTHS
from web.overtaken import passed, targets_of, written
from web.pages import page as render
from web.review_forms import LONGEST, answers_of, filter_of, number_in, query_of
from web.reviewing import screen_of
from web.session import Form, Posted, SignedIn
from web.viewer import Session, viewer_of
from web.visited import Visit

LISTED = 40  # looks that the overview names
PLAIN = {"is_large": False, "has_words": False}  # the page beside a look, as it comes first
REASON = "Prüfung"  # why a reviewer looks, as the audit trail keeps it

router = APIRouter(include_in_schema=False)


def _asked(
    session: SignedIn,
    stadt: str = "",
    lauf: str = "",
    grund: str = "",
) -> TaskFilter:
    """What is wanted, within the towns that the person reviews; 404 for anything else."""
    return filter_of(session, {"stadt": stadt, "lauf": lauf, "grund": grund})


Asked = Annotated[TaskFilter, Depends(_asked)]


@router.get("/pruefung")
def overview(request: Request, desk: AtDesk, session: SignedIn, asked: Asked) -> Response:
    """What is open, how long that will take, and the worst of it."""
    counts = desk.catalog.desk.counts(asked)
    return render(
        request,
        "pruefung.html.j2",
        asked=asked,
        towns=sorted(session.viewer.reviews),
        counts=sorted(counts.items()),
        ranks=RANKS,
        causes=sorted(desk.catalog.desk.causes(asked).items()),
        left=sum(counts.values()),
        time=desk.ahead.of(desk.catalog.desk, asked)[1],
        batches=[
            batch
            for batch in reversed(desk.catalog.runs.all())
            if session.viewer.may_review(batch.municipality)
        ][:LISTED],
        tasks=_listed(desk, asked),
        held=_listed(desk, replace(asked, is_held=True)),
        query=query_of(asked),
        has_last=desk.latest.last(session.key) is not None,
        sample=SAMPLE,
        DoubtReason=DoubtReason,
        FieldName=FieldName,
    )


def _listed(desk: Desk, asked: TaskFilter) -> list[tuple[TaskRecord, str]]:
    """The worst looks, and where each is shown."""
    return [
        (task, f"/pruefung/{desk.addresses.of(task.dossier, task.version)}/{task.key}")
        for task in desk.catalog.desk.tasks(asked, limit=LISTED)
    ]


@router.get("/pruefung/naechste")
def next_look(request: Request, desk: AtDesk, session: SignedIn, asked: Asked) -> Response:
    """The worst look that is open to this person."""
    found = reviewer_at(desk, session).next(asked)
    if found is None:
        return RedirectResponse(f"/pruefung{query_of(asked)}", 303)
    record, look = found
    address = desk.addresses.of(record.dossier, record.version)
    return _screen(request, desk, session, address, look, asked)


@router.post("/pruefung/zurueck")
def undo(
    request: Request, desk: AtDesk, session: SignedIn, form: Posted, after: BackgroundTasks
) -> Response:
    """Takes back what this session decided last, and shows it again."""
    asked = filter_of(session, form)
    last = desk.latest.last(session.key)
    if last is None:
        return RedirectResponse(f"/pruefung{query_of(asked)}", 303)
    dossier, version, key, lines = last
    if not session.viewer.may_review(dossier.partition("/")[0]):
        raise HTTPException(404)
    try:
        for line in reversed(lines):
            reviewer_at(desk, session).undo(dossier, line)
    finally:
        desk.latest.drop(session.key)  # what cannot be taken back is not tried again
    after.add_task(desk.deliver, desk.store.load(dossier, version))
    address = desk.addresses.of(dossier, version)
    return onward(request, desk, dossier, f"/pruefung/{address}/{key}{query_of(asked)}", after)


@router.get("/pruefung/{address}/{key}/vorige")
def look_before(
    desk: AtDesk, session: SignedIn, asked: Asked, address: str, key: str
) -> RedirectResponse:
    """The look that this session had before that one, if it is still there."""
    look = look_at(desk, session, address, key)
    for visit in desk.visited.before(session.key, _visit(look)):
        if not session.viewer.may_review(visit.dossier.partition("/")[0]):
            continue
        for other in (visit.key, visit.first):
            if reviewer_at(desk, session).look(visit.dossier, visit.version, other) is not None:
                before = f"{desk.addresses.of(visit.dossier, visit.version)}/{other}"
                return RedirectResponse(f"/pruefung/{before}{query_of(asked)}", 303)
    return RedirectResponse(f"/pruefung{query_of(asked)}", 303)


@router.get("/pruefung/{address}/{key}")
def one(
    request: Request,
    desk: AtDesk,
    session: SignedIn,
    asked: Asked,
    address: str,
    key: str,
    seite: Annotated[int | None, Query(ge=1)] = None,
    gross: bool = False,
    woerter: bool = False,
    eintragung: Annotated[int | None, Query(ge=1)] = None,
) -> Response:
    """One look, open or not; beside it another page of the dossier, larger, or with its words.

    ``eintragung``: the entry of the search that one came from, and goes back to.
    """
    look = look_at(desk, session, address, key)
    views = {"is_large": gross, "has_words": woerter}
    return _screen(
        request, desk, session, address, look, asked, number=seite, views=views, entry=eintragung
    )


@router.post("/pruefung/{address}/{key}")
def decide(
    request: Request,
    desk: AtDesk,
    session: SignedIn,
    address: str,
    key: str,
    form: Posted,
    after: BackgroundTasks,
) -> Response:
    """Takes the decision and goes on; where it cannot be taken, the look again with the reason."""
    asked = filter_of(session, form)
    entry = number_in(form, "eintragung")
    to = f"/eintragung/{address}/{entry}" if entry else f"/pruefung/naechste{query_of(asked)}"
    look = _found(desk, session, address, key)
    if look is None:
        return _overtaken(request, desk, session, address, asked, form)
    reviewer, dossier = reviewer_at(desk, session), look.standing.dossier
    try:
        if "notiz" in form:
            _say(desk, reviewer, look, form)
            return RedirectResponse(to, 303)
        answers = answers_of(look, form)
        lines = reviewer.decide(
            dossier.id,
            dossier.version,
            key,
            answers,
            stand=form.get("stand", ""),
            sure_of=form.get("sicher", ""),
        )
    except (InputError, Unsure) as error:
        again = _found(desk, session, address, key)
        if again is None:
            return _overtaken(request, desk, session, address, asked, form)
        return _screen(
            request,
            desk,
            session,
            address,
            again,
            asked,
            status=409 if isinstance(error, Overtaken) else 400,
            refusal=" ".join(error.remarks) if isinstance(error, Unsure) else words(error),
            mark=error.mark if isinstance(error, Unsure) else "",
            typed=form,
            number=number_in(form, "seite"),
            entry=entry,
        )
    desk.latest.add(session.key, dossier.id, dossier.version, key, lines)
    after.add_task(desk.deliver, desk.store.load(dossier.id, dossier.version))
    if form.get("tun") == Verb.STRIKE:
        to = f"/pruefung/naechste{query_of(asked)}"  # what is struck has no page of its own
    return onward(request, desk, dossier.id, to, after)


# ------------------------------------------------------------------------------- the parts


def onward(request: Request, desk: Desk, id: str, to: str, after: BackgroundTasks) -> Response:
    """On to the next address; first in words that all is kept, where others do not know it yet."""
    if id not in owed(desk.home):
        return RedirectResponse(to, 303, background=after)
    said = tr(
        "Gespeichert. Katalog und Suche sind gerade nicht zugänglich und ziehen nach.",
        "Saved. The catalog and the search cannot be used right now and will follow.",
    )
    shown = render(request, "meldung.html.j2", said=said, onward=to)
    shown.background = after
    return shown


def reviewer_at(desk: Desk, session: Session) -> ReviewDesk:
    return ReviewDesk(
        desk.store,
        desk.catalog,
        desk.open_home_index,
        desk.settings.review,
        by=session.viewer.name,
        owed_to=shared_indices(desk.settings.index),
    )


def look_at(desk: Desk, session: Session, address: str, key: str) -> Look:
    """The look, if the person reviews the town; 404 for everything else."""
    look = _found(desk, session, address, key)
    if look is None:
        raise HTTPException(404)
    return look


def _found(desk: Desk, session: Session, address: str, key: str) -> Look | None:
    """The look; None: the dossier has none of that name, 404: the person has no such dossier."""
    spot = desk.addresses.dossier(address)
    if spot is None or not session.viewer.may_review(spot[0].partition("/")[0]):
        raise HTTPException(404)
    try:
        return reviewer_at(desk, session).look(*spot, key)
    except DossierUnknown as error:
        raise HTTPException(404) from error


def _overtaken(
    request: Request, desk: Desk, session: Session, address: str, asked: TaskFilter, form: Form
) -> Response:
    """Who was first, what stands now, and what was typed, where a look is there no more."""
    spot = desk.addresses.dossier(address)
    targets = targets_of(form.get("angaben", ""))
    if spot is None or not targets:
        raise HTTPException(404)
    reviewer = reviewer_at(desk, session)
    decisions = [one for _, one in decisions_in(desk.store, spot[0]) if one.version == spot[1]]
    return render(
        request,
        "ueberholt.html.j2",
        status=409,
        passed=[
            passed(
                target,
                reviewer.look(*spot, key_of((target,))),
                decisions,
                form.get(f"wert-{place}", ""),
            )
            for place, target in enumerate(targets)
        ],
        address_of=address,
        asked=asked,
        query=query_of(asked),
        written=written,
    )


def _visit(look: Look) -> Visit:
    dossier, task = look.standing.dossier, look.task
    first = key_of(task.targets[:1])
    return Visit(dossier=dossier.id, version=dossier.version, first=first, key=task.key)


def _say(desk: Desk, reviewer: ReviewDesk, look: Look, form: Form) -> None:
    kind, to = form["notiz"], form.get("an", "").strip()
    if kind not in BY_HAND:
        raise HTTPException(400)
    dossier = look.standing.dossier
    if kind == NoteKind.ASSIGN and to and to not in _colleagues(desk, dossier.municipality):
        raise UnknownReviewer(tr(f"{to!r} prüft hier nicht", f"{to!r} does not review here"))
    text = form.get("bemerkung", "").strip()[:LONGEST]
    reviewer.say(dossier.id, dossier.version, look.task.key, NoteKind(kind), to=to, text=text)


class UnknownReviewer(InputError):
    """Nobody of that name may decide about the dossier."""

    exit_code = 2
    remedy = Both("Die Vorschläge nennen, wer hier prüft.", "The proposals name who reviews here.")


def _colleagues(desk: Desk, municipality: str) -> tuple[str, ...]:
    """Who may decide about the town's dossiers."""
    return tuple(
        account.name
        for account in desk.accounts.all()
        if not account.is_disabled and viewer_of(account).may_review(municipality)
    )


def _screen(
    request: Request,
    desk: Desk,
    session: Session,
    address: str,
    look: Look,
    asked: TaskFilter,
    *,
    number: int | None = None,
    status: int = 200,
    refusal: str = "",
    mark: str = "",
    typed: Form | None = None,
    views: Mapping[str, bool] = PLAIN,
    entry: int | None = None,
) -> Response:
    dossier = look.standing.dossier
    screen = screen_of(look, number=number)
    shown = {screen.page.number, *(crop.page.number for crop in screen.crops)}
    shown |= {other.page.number for other in screen.others}
    note(desk, session, dossier, shown)
    left, time = desk.ahead.of(desk.catalog.desk, asked)
    last = desk.latest.last(session.key)
    desk.visited.add(session.key, _visit(look))
    return render(
        request,
        "stelle.html.j2",
        status=status,
        look=look,
        task=look.task,
        screen=screen,
        dossier=dossier,
        address_of=address,
        asked=asked,
        query=query_of(asked),
        kept=query_of(asked, entry=entry),
        came_from=entry,
        left=left,
        time=time,
        has_last=last is not None,
        has_before=bool(desk.visited.before(session.key, _visit(look))),
        decisions=_decided(desk, look),
        colleagues=_colleagues(desk, dossier.municipality),
        refusal=refusal,
        mark=mark,
        typed=typed or {},
        written=written,
        **views,
        width=WIDTHS[-1],
        kinds=PageKind,
        rank=RANKS[look.task.rank],
        Verb=Verb,
    )


def _decided(desk: Desk, look: Look) -> tuple[list[str], list[str]]:
    """What was decided about the entries or the page of the look, and what about all else of this
    version; the newest first."""
    dossier = look.standing.dossier
    about = {(target.entry, target.pixels_sha256) for target in look.task.targets}
    here: list[str] = []
    elsewhere: list[str] = []
    for _, one in reversed(decisions_in(desk.store, dossier.id)):
        if one.version == dossier.version:
            is_here = any((t.entry, t.pixels_sha256) in about for t in one.targets)
            (here if is_here else elsewhere).append(said(one))
    return here, elsewhere


def note(desk: Desk, session: Session, dossier: Dossier, numbers: Iterable[int]) -> None:
    """A reviewer's reason to look is the review itself."""
    if desk.looks.reason(session, dossier.id, dossier.version) is None:
        desk.looks.begin(session, dossier.id, dossier.version, REASON)
    for number in numbers:
        desk.looks.note(desk.home, session, dossier.id, dossier.version, f"page {number}")
