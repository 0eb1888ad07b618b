"""A statement -> a PDF/A letter, from a template that a town can replace."""

import io
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import jinja2
import pikepdf
from PIL import ImageFile
from weasyprint import HTML
from weasyprint.urls import URLFetcher

from archive.durable import storage_errors, whole_or_none
from baulast.errors import InputError
from baulast.gazetteer import gazetteer
from baulast.language import Both, speaking
from baulast.model import DoubtReason, FieldName, Status
from baulast.settings import StatementSettings
from index.kinds import KIND_NAMES
from index.seam import Nearness
from register.statement import ListedEntry, OpenPage, Outcome, Statement
from report.wording import reason_words

# WeasyPrint lets Pillow take images that end early, for the whole process: a scan must never be.
ImageFile.LOAD_TRUNCATED_IMAGES = False

MOST_PAGES = 60  # of those to look at; a letter with more is read by nobody, JSON has them all
# The letter is German whatever the language of the process: an authority signs it.
STATUS_WORDS = {
    Status.ACTIVE: "eingetragen",
    Status.DELETED: "gelöscht",
    Status.PARTLY_DELETED: "teilweise gelöscht",
    Status.AMENDED: "geändert",
    Status.SUPERSEDED: "ersetzt",
    Status.UNCLEAR: "unklar",
}
ROLE_WORDS = {
    FieldName.BURDENED: "belastet",
    FieldName.BENEFITED: "begünstigt",
    FieldName.PARCEL: "genannt",
}
NEARNESS_WORDS = {
    Nearness.EXACT: "",
    Nearness.OPEN: "Gemarkung oder Flur ist in der Eintragung nicht genannt",
    Nearness.OTHER_READING: "die Ziffern lassen sich auch anders lesen",
    Nearness.SAME_ZAEHLER: "gleicher Zähler, aber nur eine der beiden Nummern hat einen Nenner",
}


class TemplateUnusable(InputError):
    """The town's own template of the letter has a mistake, or the letter cannot be drawn."""

    remedy = Both(
        "Die Vorlage prüfen (`[statement] template`); ohne Eintrag gilt die mitgelieferte.",
        "Check the template (`[statement] template`); without one the built-in is used.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexPage:
    """A page of an archived PDF/A that is put behind the letter."""

    pdf: Path
    number: int  # from 1


def write_letter(
    statement: Statement,
    target: Path,
    settings: StatementSettings,
    *,
    annex: Iterable[AnnexPage] = (),
    kept_elsewhere: tuple[str, ...] = (),
) -> None:
    """Writes the letter as PDF/A-2u, with the annex behind it; the annex shows names.

    ``kept_elsewhere`` are dossiers whose pages another town would have to add.
    """
    pages = tuple(annex)
    html = letter_html(statement, settings, annex_pages=len(pages), kept_elsewhere=kept_elsewhere)
    folder = Path(settings.template).parent if settings.template else Path(__file__).parent
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # it leaves its colour profile open
            drawn = HTML(
                string=html, base_url=f"{folder.resolve().as_uri()}/", url_fetcher=_OnlyFiles()
            ).write_pdf(pdf_variant="pdf/a-2u", pdf_tags=True)
    except ValueError as error:
        raise TemplateUnusable(f"{settings.template}: {error}") from error
    with storage_errors(target), whole_or_none(target), pikepdf.open(io.BytesIO(drawn)) as pdf:
        for page in pages:
            with pikepdf.open(page.pdf) as archived:
                pdf.pages.append(archived.pages[page.number - 1])
        pdf.save(target, deterministic_id=True)


def letter_html(
    statement: Statement,
    settings: StatementSettings,
    *,
    annex_pages: int = 0,
    kept_elsewhere: tuple[str, ...] = (),
) -> str:
    """The letter as HTML; TemplateUnusable where the town's template is wrong.

    It is German whatever is spoken where it is made: an authority signs it.
    """
    try:
        with speaking("de"):
            return _template(settings).render(
                statement=statement,
                sender=settings,
                made_at=datetime.fromisoformat(statement.made_at),
                last_import=statement.last_import and datetime.fromisoformat(statement.last_import),
                annex_pages=annex_pages,
                kept_elsewhere=kept_elsewhere,
                most_pages=MOST_PAGES,
                Outcome=Outcome,
                status=lambda entry: STATUS_WORDS[entry.status],
                roles=lambda entry: " und ".join(ROLE_WORDS[role] for role in entry.roles),
                kinds=_kinds,
                said=_said,
                town=_town,
                nearness=lambda entry: NEARNESS_WORDS[entry.nearness],
                reasons=_reasons,
            )
    except (jinja2.TemplateError, OSError, UnicodeDecodeError) as error:
        raise TemplateUnusable(f"{settings.template}: {error}") from error


def _template(settings: StatementSettings) -> jinja2.Template:
    loader: jinja2.BaseLoader = jinja2.PackageLoader("register")
    name = "auskunft.html.j2"
    if settings.template:
        own = Path(settings.template)
        loader, name = jinja2.FileSystemLoader(own.parent), own.name
    environment = jinja2.Environment(
        loader=loader,
        autoescape=True,  # what was read on paper is not to be trusted
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = _day
    environment.filters["moment"] = _moment
    return environment.get_template(name)


class _OnlyFiles(URLFetcher):  # type: ignore[misc]  # WeasyPrint carries no types
    """A letter fetches nothing from the network: a coat of arms lies beside the template."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("file", "data"))


def _day(value: object) -> str:
    return f"{value:%d.%m.%Y}" if value else ""


def _moment(moment: datetime) -> str:
    """The time as it is where the letter is written."""
    return f"{moment.astimezone():%d.%m.%Y, %H:%M}"


def _kinds(entry: ListedEntry) -> str:
    return ", ".join(KIND_NAMES[kind][0] for kind in entry.kinds)


def _said(entry: ListedEntry, field: str, value: object) -> str:
    """A value with its mark where nobody has confirmed it; a dash where there is none."""
    if field not in entry.flagged:
        return f"{value or '–'}"
    return f"{value} (?)" if value else "nicht gelesen (?)"


def _town(name: str) -> str:
    known = gazetteer().municipality(name)
    return known.name if known else name


def _reasons(page: OpenPage, words: Callable[[DoubtReason], str] = reason_words) -> str:
    if page.names_parcel:
        return f"nennt {page.names_parcel}, ohne dass eine Eintragung dazu erfasst ist"
    return ", ".join(words(reason) for reason in page.reasons) or "Angaben zum Flurstück unsicher"
