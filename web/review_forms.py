"""What forms of the review say: which looks are wanted, what was decided, and where it stands."""

from dataclasses import fields, replace
from urllib.parse import urlencode

from fastapi import HTTPException

from baulast.corrections import Verb
from baulast.language import tr
from baulast.model import Box, DoubtReason
from catalog.desk import SAMPLE
from catalog.records import TaskFilter
from review.answers import Answer, DecisionRefused
from review.desk import Look
from review.wording import asked as asked_of
from web.session import Form
from web.viewer import Session

LONGEST_NUMBER = 9  # digits: no database has a longer one
LONGEST = 300  # characters of a remark


def filter_of(session: Session, told: Form) -> TaskFilter:
    """What is wanted, within the towns that the person reviews; 404 for anything else."""
    towns, cause = session.viewer.reviews, told.get("grund", "")
    town, batch = told.get("stadt", ""), told.get("lauf", "")
    if not towns or (town and town not in towns):
        raise HTTPException(404)
    if cause and cause != SAMPLE and cause not in set(DoubtReason):
        raise HTTPException(404)
    return TaskFilter(
        municipalities=(town,) if town else tuple(sorted(towns)),
        batch=int(batch) if batch.isdecimal() and len(batch) <= LONGEST_NUMBER else None,
        cause=cause or None,
    )


def query_of(asked: TaskFilter, *, entry: int | None = None) -> str:
    """The filter, and the entry that one came from, as an address carries them.

    Nothing of it is personal.
    """
    towns = asked.municipalities or ()
    told = {
        "stadt": towns[0] if len(towns) == 1 else "",
        "lauf": "" if asked.batch is None else str(asked.batch),
        "grund": asked.cause or "",
        "eintragung": str(entry or ""),
    }
    query = urlencode({name: value for name, value in told.items() if value})
    return f"?{query}" if query else ""


def answers_of(look: Look, form: Form) -> list[Answer]:
    """What the form says, where it was seen if that was framed, and the remark upon it."""
    box = box_of(form.get("kasten", ""))
    remark = form.get("bemerkung", "").strip()[:LONGEST]
    page = number_in(form, "seite") if box else None  # the page shown whole: framed was on it
    return [replace(one, page=page, box=box, remark=remark) for one in _told(look, form)]


def _told(look: Look, form: Form) -> list[Answer]:
    """A button for everything, a choice, or what was typed."""
    if "wahl" in form:
        place, _, number = form["wahl"].partition(".")
        for one in asked_of(look.standing.dossier, look.task):
            numbered = {str(n): choice.value for n, choice in enumerate(one.choices)}
            if str(one.place) == place and number in numbered:
                return [Answer(verb=Verb.CORRECT, places=(one.place,), value=numbered[number])]
        raise HTTPException(400)
    verb = form.get("tun", "")
    if verb not in set(Verb):
        raise HTTPException(400)
    written = {place: form.get(f"wert-{place}", "") for place in range(len(look.task.targets))}
    typed = {place: text for place, text in written.items() if text.strip()}
    if verb != Verb.CORRECT:
        if typed:  # who types and then takes another button by mistake says two things
            raise DecisionRefused(
                tr(
                    "Es ist noch etwas eingetragen. Soll es gelten: „Berichtigen“; sonst bitte "
                    "das Feld leeren.",
                    "Something is still typed in. If it is meant: “Correct”; else empty the field.",
                )
            )
        return [Answer(verb=Verb(verb))]
    return [
        Answer(verb=Verb.CORRECT, places=(place,), text=text) for place, text in typed.items()
    ] or [Answer(verb=Verb.CORRECT, places=(0,))]


def number_in(form: Form, name: str) -> int | None:
    """A number that a form carries along, of a page or an entry; None: it says none."""
    number = form.get(name, "")
    return int(number) if number.isdecimal() and len(number) <= LONGEST_NUMBER else None


def box_of(text: str) -> Box | None:
    """A box that was drawn on the page; None: none was."""
    numbers = text.split(",")
    if len(numbers) != len(fields(Box)) or not all(n.isdecimal() and len(n) < 7 for n in numbers):
        return None
    left, top, right, bottom = map(int, numbers)
    box = Box(left=left, top=top, right=right, bottom=bottom)
    return box if box.width > 0 and box.height > 0 else None
