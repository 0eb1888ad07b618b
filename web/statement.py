"""Register statements at the desk: asked with a reason, kept under a number, given as PDF/A."""

from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import FileResponse, RedirectResponse, Response

from baulast.errors import InputError
from baulast.gazetteer import fold_name, gazetteer
from baulast.language import Both, tr
from index.query import parse
from register import journal, lists
from register.answer import Sources
from register.desk import Request as Question
from register.desk import letter_writer, make_statement
from register.journal import Given, StatementUnknown
from register.statement import Outcome, Statement
from register.unsearched import last_import
from report.wording import town_name
from web.desk import AtDesk, Desk
from web.faults import INDEX_AWAY, words
from web.missing import missing
from web.pages import page
from web.session import Posted, SignedIn, signed_in
from web.viewer import Session, Viewer

LONGEST = 500  # characters of a line of the form
MOST_LINES = 8  # of an address

router = APIRouter(include_in_schema=False)


@router.get("/auskunft", dependencies=[Depends(signed_in)])
def form(request: Request) -> Response:
    return page(request, "auskunft.html.j2", asked="", reason="", applicant="", refusal="")


@router.post("/auskunft")
def make(request: Request, desk: AtDesk, session: SignedIn, form: Posted) -> Response:
    asked, reason = form.get("flurstueck", "").strip(), form.get("grund", "").strip()
    applicant = form.get("antragsteller", "").strip()
    try:
        statement = given(desk, session, asked, reason=reason, applicant=applicant)
    except (InputError, *INDEX_AWAY) as error:
        return page(
            request,
            "auskunft.html.j2",
            status=400 if isinstance(error, InputError) else 503,
            asked=asked,
            reason=reason,
            applicant=applicant,
            refusal=words(error),
        )
    return RedirectResponse(f"/auskunft/{statement.number}", 303)


@router.get("/auskunft/{number}")
def show(request: Request, desk: AtDesk, session: SignedIn, number: str) -> Response:
    statement = readable(desk, session.viewer, number).statement
    return page(request, "auskunft_erteilt.html.j2", statement=statement, Outcome=Outcome)


@router.get("/auskunft/{number}/schreiben.pdf")
def letter(desk: AtDesk, session: SignedIn, number: str) -> Response:
    """The letter as it was written then."""
    found = readable(desk, session.viewer, number)
    name = f"auskunft-{number}.pdf"
    if found.letter is None:  # it was given without one: drawn now
        return Response(
            _drawn(desk, found.statement),
            media_type="application/pdf",
            headers={"content-disposition": f'attachment; filename="{name}"'},
        )
    return FileResponse(found.letter, media_type="application/pdf", filename=name)


def given(desk: Desk, session: Session, asked: str, *, reason: str, applicant: str) -> Statement:
    """The statement, written down with its letter; StatementRefused where it may not be given."""
    if not asked or not reason:
        lacks = tr("Flurstück oder Grund fehlt", "parcel or reason is missing")
        raise StatementRefused(lacks)
    forbidden = _towns(asked) - set(session.viewer.towns)
    if forbidden:
        closed = tr("Für {} fehlt die Berechtigung", "You are not allowed to ask about {}")
        raise StatementRefused(closed.format(", ".join(map(town_name, sorted(forbidden)))))
    question = Question(
        parcels=(asked[:LONGEST],),
        streets=(),
        reason=reason[:LONGEST],
        made_by=session.viewer.name,
        applicant=tuple(line.strip()[:LONGEST] for line in applicant.splitlines()[:MOST_LINES]),
        last_import=last_import(desk.home, desk.catalog_url),
    )
    desk.behind.catch_up(desk.telling)
    with desk.open_index() as index:
        sources = Sources(
            index=index,
            lineage=lists.lineage_by(index, desk.home),
            inventory=lists.listed_by(index, desk.home),
            unsearched=lambda town, scope: missing(desk, town, scope),
        )
        write = letter_writer(desk.store, desk.settings.statement, with_annex=False)
        return make_statement(question, sources, desk.home, write_letter=write)


def readable(desk: Desk, viewer: Viewer, number: str) -> Given:
    """The statement as it was given; 404 where there is none, or none for this person.

    Whoever did not make it leaves one line in the trail, whatever of it is looked at.
    """
    try:
        found = journal.given(desk.home, number)
    except StatementUnknown as error:
        raise HTTPException(404) from error
    statement = found.statement
    is_own = statement.made_by == viewer.name
    # Numbers can be guessed, and it names who asked and why: others need the right to names.
    may_see = set(viewer.towns) if is_own and not found.shows_names else viewer.names
    towns = [_towns(finding.asked) for finding in statement.findings]
    if not towns or not all(asked and asked <= may_see for asked in towns):
        raise HTTPException(404)
    if not is_own:
        journal.note_again(desk.home, number, by=viewer.name)
    return found


class StatementRefused(InputError):
    """A statement that cannot be given like this, or not by this person."""

    exit_code = 2
    remedy = Both("Angaben und Rechte prüfen.", "Check what was asked and the rights.")


def _towns(asked: str) -> set[str]:
    """Short names of the towns in which the parcels of a question lie."""
    names = {name for parcel in parse(asked).parcels for name in parcel.names}
    return {fold_name(g.municipality) for name in names for g in gazetteer().named(name)}


def _drawn(desk: Desk, statement: Statement) -> bytes:
    write = letter_writer(desk.store, desk.settings.statement, with_annex=False)
    with TemporaryDirectory() as folder:
        target = Path(folder) / "letter.pdf"
        write(statement, target)
        return target.read_bytes()
