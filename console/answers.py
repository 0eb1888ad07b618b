"""A search's answer for the terminal: hits, what was left out, and how far the search reaches."""

from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Group, RenderableType
from rich.text import Text

from baulast.language import dossiers, entries, pages, tr
from console.entries import dossier_line, entry_view, place_line
from console.unsearched import unsearched_view
from index.seam import Answer, EntryHit, Facet, Nearness
from register.facets import facet_heading, facet_words
from register.unsearched import Unsearched

NEARNESS_NAMES = {
    Nearness.EXACT: "",
    Nearness.OPEN: tr("Gemarkung oder Flur fehlt im Eintrag", "entry lacks Gemarkung or Flur"),
    Nearness.OTHER_READING: tr("andere Lesart der Ziffern", "another reading of the digits"),
    Nearness.SAME_ZAEHLER: tr(
        "gleicher Zähler, nur einer mit Nenner", "same Zähler, only one Nenner"
    ),
}


def answer_view(
    answer: Answer, missing: Unsearched, pdf_path: Callable[[str, int], Path | None]
) -> RenderableType:
    """The whole answer; ``pdf_path`` tells where the PDF of a dossier's version lies."""
    return Group(*_parts(answer, missing, pdf_path))


def _parts(
    answer: Answer, missing: Unsearched, pdf_path: Callable[[str, int], Path | None]
) -> Iterator[RenderableType]:
    for remark in answer.query.notes:
        yield Text(remark, style="yellow")
    for hit in answer.entries:
        yield from _hit_parts(hit, pdf_path(hit.document.dossier, hit.document.version))
    least = tr("mindestens ", "at least ") if answer.has_more else ""
    if answer.total > len(answer.entries):
        yield Text(
            tr(
                "{} von {}{} Treffern gezeigt (--limit).", "{} of {}{} hits shown (--limit)."
            ).format(len(answer.entries), least, answer.total)
        )
    if answer.left_out:
        yield Text(
            tr(
                "{} lässt der Filter aus, obwohl die Angabe dort unsicher ist.",
                "The filter leaves {} out, though the value is in doubt there.",
            ).format(entries(answer.left_out)),
            style="yellow",
        )
    yield from map(_facet_line, answer.facets)
    if answer.hidden_deleted:
        yield Text(
            tr(
                "{}{} ausgeblendet, weil gelöscht (--deleted).",
                "{}{} hidden as deleted (--deleted).",
            ).format(least, entries(answer.hidden_deleted))
        )
    for mention in answer.mentions:
        place = mention.match.found.place
        yield Text(
            tr("Nur genannt: {} in {}, Seite {}", "Merely named: {} in {}, page {}").format(
                mention.match.found.parcel, mention.dossier, place.page if place else "?"
            )
        )
    for page in answer.pages:
        yield Text(f"{page.dossier}, {tr('Seite', 'page')} {page.page}: {page.excerpt}")
    if missing:
        yield unsearched_view(missing)
    yield scope_view(answer, missing)


def _facet_line(facet: Facet) -> Text:
    """One line of numbers."""
    counts = ", ".join(f"{facet_words(facet.field, value)} {n}" for value, n in facet.counts)
    return Text(f"{facet_heading(facet.field)}: {counts or '–'}", style="dim")


def _hit_parts(hit: EntryHit, pdf: Path | None) -> Iterator[RenderableType]:
    """One entry, why it was found, and what to open."""
    remarks = []
    if hit.nearness is not Nearness.EXACT:
        remarks.append((tr("Treffer", "match"), NEARNESS_NAMES[hit.nearness]))
    if hit.versions > 1:
        decide = tr("{} – ein Mensch muss entscheiden", "{} – a person must decide")
        remarks.append((tr("Fassungen", "versions"), decide.format(hit.versions)))
    yield entry_view(hit.document, *remarks)
    for excerpt in hit.excerpts:
        text = Text("  " + excerpt.text, style="dim")
        for start, end in excerpt.marks:
            text.stylize("bold not dim", start + 2, end + 2)
        yield text
    yield dossier_line(hit.document.dossier, hit.document.version)
    if pdf is not None:
        yield place_line(pdf, hit.place.page)
    yield Text()


def scope_view(answer: Answer, missing: Unsearched) -> RenderableType:
    """What was searched, and what an empty answer is worth."""
    scope = answer.scope
    searched = tr(
        "Gesucht: {} · Bereich: {} ({}, {}, {}).", "Searched: {} · area: {} ({}, {}, {})."
    ).format(
        "; ".join(scope.spellings) or answer.query.text,
        scope.area,
        dossiers(scope.dossiers),
        entries(scope.entries),
        pages(scope.pages),
    )
    unseen = [unseen_view(scope.unseen)] if scope.unseen else []
    return Group(Text(searched, style="dim"), *unseen, Text(_worth(answer, missing)))


def unseen_view(towns: tuple[str, ...]) -> Text:
    """The towns whose register this search could not look into."""
    words = tr(
        "NICHT DURCHSUCHT: {} (keine Berechtigung, oder dort ist noch nichts).",
        "NOT SEARCHED: {} (not allowed, or nothing is there yet).",
    )
    return Text(words.format(", ".join(towns)), style="yellow")


def _worth(answer: Answer, missing: Unsearched) -> str:
    scope = answer.scope
    found = bool(answer.entries or answer.hidden_deleted or answer.mentions)
    if scope.is_safe and found:
        return ""
    if scope.is_safe and missing:
        return tr(
            "Nichts gefunden, aber NICHT SICHER: Es ist noch nicht alles durchsucht.",
            "Nothing found, but NOT CERTAIN: not everything has been searched.",
        )
    if scope.is_safe:
        return tr(
            "Nichts gefunden, und in den erfassten Akten ist kein Zweifel offen. "
            "Was nicht gescannt ist, kann hier nicht stehen.",
            "Nothing found, and no doubt is open in the dossiers that were read. "
            "What was not scanned cannot be here.",
        )
    if not scope.dossiers:
        return tr(
            "NICHT SICHER: Hier ist noch nichts erfasst.",
            "NOT CERTAIN: nothing of this area was imported yet.",
        )
    if not (scope.doubtful_entries or scope.doubtful_pages):
        return (
            ""
            if found
            else tr(
                "Nichts gefunden, aber NICHT SICHER: Nicht alle Städte sind durchsucht.",
                "Nothing found, but NOT CERTAIN: not all towns have been searched.",
            )
        )
    nothing = "" if found else tr("Nichts gefunden, aber ", "Nothing found, but ")
    doubtful = ((scope.doubtful_entries, entries), (scope.doubtful_pages, pages))
    counts = tr(" und ", " and ").join(counted(n) for n, counted in doubtful if n)
    return nothing + tr(
        "NICHT SICHER: Offene Zweifel an {} können diese Frage betreffen, zum Beispiel in {}.",
        "NOT CERTAIN: open doubts about {} may concern this question, for example in {}.",
    ).format(counts, ", ".join(scope.doubtful_dossiers))
