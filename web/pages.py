"""HTML from templates, with what every page shows: who is signed in, and in which language."""

import hashlib
import re
from datetime import date
from functools import cache
from importlib.resources import files

import jinja2
from fastapi import Request
from fastapi.responses import HTMLResponse

from baulast.language import counted, spoken, tr
from baulast.model import FieldName
from index.kinds import KIND_NAMES
from register.statement import ListedEntry
from report.wording import (
    field_words,
    page_kind_words,
    reason_words,
    status_words,
    town_name,
)
from review.wording import title

_DIGEST = re.compile(r"~[0-9a-f]{8}$")  # tells files of one name apart (decision 0004)
_templates = jinja2.Environment(
    loader=jinja2.PackageLoader("web"),
    autoescape=True,  # what was read on paper or typed is not to be trusted
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def day(value: date | None) -> str:
    """A day as it is written here; "" for none.

    >>> day(date(1974, 3, 12))
    '12.03.1974'
    """
    return value.strftime("%d.%m.%Y") if value else ""


def kinds(entry: ListedEntry) -> str:
    """The kinds of an entry, in words."""
    return ", ".join(KIND_NAMES[kind][0] for kind in entry.kinds)


@cache
def static(name: str) -> str:
    """The address of a style or script; another one when its content changes."""
    content = files("web").joinpath("static", name).read_bytes()
    return f"/static/{name}?{hashlib.sha256(content).hexdigest()[:12]}"


def called(id: str) -> str:
    """What a dossier is called: its number, or else the name of its file.

    >>> called("kaarst/KAA-BL-7"), called("kaarst/Akte Hauptstraße~cbb14eda")
    ('KAA-BL-7', 'Akte Hauptstraße')
    """
    return _DIGEST.sub("", id.partition("/")[2])


_templates.globals.update(
    called=called,
    title=title,
    tr=tr,
    counted=counted,
    static=static,
    day=day,
    kinds=kinds,
    town_name=town_name,
    status_words=status_words,
    field_words=field_words,
    reason_words=reason_words,
    page_kind_words=page_kind_words,
)
_templates.filters["field_name"] = lambda name: field_words(FieldName(name))


def compile_all() -> None:
    """Makes the templates ready; else the first to see a page waits for its template."""
    for name in _templates.list_templates():
        _templates.get_template(name)


def page(
    request: Request, template: str, /, *, status: int = 200, **values: object
) -> HTMLResponse:
    """The page; ``request.state.session`` is there where somebody is signed in."""
    html = _templates.get_template(template).render(
        session=getattr(request.state, "session", None),
        language=spoken(),
        here=request.url.path,
        address=f"{request.url.path}?{request.url.query}".rstrip("?"),
        **values,
    )
    return HTMLResponse(html, status_code=status)
