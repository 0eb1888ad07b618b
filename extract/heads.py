"""The header of a sheet, read: whose entries stand below it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language

from baulast.model import MarkKind, Page, PageText, Plot, Word
from extract.gather import Found, found_in
from extract.gazetteer import name_at
from extract.layout import Line
from extract.misread_flur import header_put_right, meant_flur
from extract.passages import Role, passage_of_lines
from extract.reading import Context
from extract.rules.words import MONTH
from extract.sheets.header import Header, read_header
from extract.sheets.own_number import SHEET_NUMBER
from extract.sheets.row import Row
from extract.sheets.running_number import LOOKS_LIKE
from extract.sheets.running_text import COUNT
from extract.sheets.sheet import SheetPage

# "Baulastenverzeichnis Kaarst - Blatt 302"
FOOT = re.compile(r"Baulasten\w*\b.*\bBlatt\s+((?:[IVX]+/|[A-Z]{1,3}[ -]?)?\d{1,4}[a-z]?)\b")
FOOT_ALONE = re.compile(r"(?:Baulast(?:en)?b|B)latt(?: Nr\.)? (\S+|[A-Z]{1,3} \d+)(?: Seite\b.*)?")
# "Flurstücke 279," at the end of a line: the list goes on below it.
OPEN_LIST = re.compile(
    r"\b(?:fl\w*st|parz)\S*\s[^:]*\d\s*(?:,|\+|und|u\.|sowie|bis)$", re.IGNORECASE
)
# The Gemarkung alone, or with the Flur; behind it perhaps a place: "Flur 12 Rheinstraße 4".
PLACE = re.compile(
    r"Gemarkung (\D+?)\W*"
    r"(?:, Flur (\d{1,3}|[IVX]+)\W*(?:\s[A-ZÄÖÜ]\D*(?<!\w\.)(?:(?<=stra[sß]e )\d+\w?)?)?)?"
)
WORD = re.compile(r"\w+|\S")
# A day above the entries: of an entry that was not told from the header, unless it is the sheet's.
DAY = re.compile(
    r"\b\d{1,2}\s?[.,/]\s?(?:\d{1,2}|[IVX]+)\s?[.,/]\s?(?:19|20)?\d\d\b|"
    rf"\b\d{{1,2}}\.\s?(?i:{MONTH})"
)
# Words of a wording; a form prints "zugunsten" as a label, so a parcel stands in the same line.
WORDING = re.compile(
    r"\b(?:verpf[l1I]ichtet|(?:ge)?du[l1I]d\w*|gestattet?n?)\b|"
    r"\bzu ?gunsten\b(?! *:).*\bf\w*st\w*\W+\d",
    re.IGNORECASE,
)
# What may be a plot, or the label of one that was not filled in; misread, it may have lost letters.
OF_PLOT = re.compile(
    r"gem[ae]r|arkung|\bgem\b|f[l1I]u|f[l1I]\W?st|\bf[l1I]\b|parz|grundst|\d\s?/\s?\d{1,4}\b",
    re.IGNORECASE,
)
OF_PARCEL = re.compile(r"\bf[l1I]?\w*\W?st|parz|grundst|\d\s?/\s?\d{1,4}\b", re.IGNORECASE)
PLOT_LABEL = re.compile(r"^\W*Grundstücke?\s*:")  # with a place behind it, no plot that is lost
HOUSE = re.compile(
    r"(?:stra(?:ss|ß|b)e|str\.|weg|allee|platz|gasse|ring|damm|wall|markt|pfad|ufer|hof)\s(\d+[a-z]?)\b",
    re.IGNORECASE,
)
# Ink above the rows that may be the plot: filled in by hand, stamped over, or not made out.
NOT_READ = frozenset({MarkKind.UNREAD, MarkKind.HANDWRITING, MarkKind.STAMP})
RUN_ON = 0.2  # of a digit's height; between words a pen leaves twice that
OF_SHEET = re.compile(
    r"angelegt|er[öo]ffnet|geschlossen|umgeschrieben|[üu]bertragen|fortgef|stand|druck|erstellt",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetHead:
    """A sheet's header, read: whose entries stand below it, and what they may refer back to."""

    page: Page
    header: Header
    found: tuple[Found, ...]
    context: Context
    is_guessed: bool = False  # the context is not from the header but from other pages
    words: tuple[Word, ...] = ()  # that give the plot: Gemarkung, Flur and numbers
    foot: str | None = None  # the sheet's number as the small print below the table repeats it
    spare: tuple[Line, ...] = ()  # above and below the entries; the whole page where none is read
    is_plotless: bool = False  # it was read, and names no plot: the entries do
    is_empty: bool = False  # no entry is read below it
    has_entries: bool = False  # what was taken for the header holds entries that were not read


def head_of(
    page: Page,
    text: PageText,
    parted: SheetPage,
    nlp: Language,
    before: SheetHead | None,
    known: Context,
    told: Sequence[Plot],
) -> SheetHead:
    """The header of a sheet's page; ``before`` is that of the page that it may go on from.

    ``known`` and ``told`` are what other pages name: stand-in and proof for what it does not give.
    """
    header = read_header(page, text, parted.header)
    if header.sheet is None:
        header = _numbered_at_foot(header, parted.footer)
    found = tuple(
        item for passage in header.passages for item in found_in(passage, text, nlp, Context())
    )
    found = tuple(item for item in found if not _is_by_hand(item, page))
    plots = _plots(found)
    is_whole = _is_whole(plots)
    if not is_whole or any(OPEN_LIST.search(line.text) for line in parted.header):
        sentence = _sentence(page, text, parted.header, nlp)
        keeps_all = not is_whole or set(plots) <= set(_plots(sentence))
        if _is_whole(_plots(sentence)) and keeps_all:
            found, plots = sentence, _plots(sentence)
    context = context_of(plots) if plots else _place_alone(header)
    if (flur := meant_flur(context, told)) is not None:
        context, found = header_put_right(context, found, flur)
    inherited: str | None = None
    if not plots and before is not None and header.sheet in (None, before.header.sheet):
        # a continuation sheet whose header was not filled in again, or not with all
        context = _beside(context, before.context)
        if all(COUNT.fullmatch(line.text) for line in parted.header):
            found, inherited = before.found, before.header.sheet or before.foot  # nor printed
        elif not found and header.sheet is not None and _goes_on(page, parted):
            found = before.found
    words = (
        word
        for passage in header.passages
        if passage.role is Role.HEADER
        for word in passage.words(0, len(passage.text), text)
    )
    head = SheetHead(
        page=page,
        header=header,
        found=found,
        context=context,
        words=tuple(words),
        foot=_foot(parted.footer) or inherited,
        spare=(*parted.header, *parted.footer),
        is_plotless=header.sheet is not None and not plots and _names_no_plot(page, parted, header),
        has_entries=_has_entries(parted),
    )
    return _helped(head, known)


def _goes_on(page: Page, parted: SheetPage) -> bool:
    """Whether a header says no more than whose sheet goes on: "Blatt 145   Fortsetzung"."""
    bottom = min((spot.top for row in parted.rows for spot in row.spots), default=float("inf"))
    return not any(OF_PLOT.search(line.text) for line in parted.header) and not any(
        mark.kind in NOT_READ and mark.box.top < bottom for mark in page.marks
    )


def _is_by_hand(found: Found, page: Page) -> bool:
    """Whether a plot's number runs into handwriting: then it is a guess at its first strokes."""
    if found.reading.plot is None:
        return False
    last = found.words[-1].box
    return any(
        mark.kind is MarkKind.HANDWRITING
        and mark.box.top < last.bottom
        and mark.box.bottom > last.top
        and abs(mark.box.left - last.right) <= RUN_ON * last.height
        for mark in page.marks
    )


def _names_no_plot(page: Page, parted: SheetPage, header: Header) -> bool:
    """Whether the header was read whole and speaks of no plot: running text leaves it to the rows.

    Over a table a header without a plot has lost it, unless it names the Flur alone.
    """
    place = _place_alone(header)
    if place.flur is None and parted.columns is not None and len(parted.columns.columns) > 1:
        return False
    bottom = min((spot.top for row in parted.rows for spot in row.spots), default=float("inf"))
    unread = (mark for mark in page.marks if mark.kind in NOT_READ)
    of_plot = OF_PLOT if place.flur is None else OF_PARCEL
    rest = (spot for line in parted.header for spot in line.spots if spot not in header.sheet_spots)
    digits = (spot.text.strip(" .,;") for spot in rest if re.search(r"\d{2}", spot.text))
    texts = [PLOT_LABEL.sub("", line.text) for line in parted.header]
    known = {place.flur, *(house for text in texts for house in HOUSE.findall(text))}
    return (
        all(mark.box.top >= bottom for mark in unread)
        and not any(map(of_plot.search, texts))
        and all(number in known for number in digits)  # whatever the label of others was
    )


def _has_entries(parted: SheetPage) -> bool:
    """Whether a day or a wording stands above a first row that is not the first entry's."""
    if not parted.rows or _is_first(parted.rows[0]):
        return False
    lines = [line.text for line in parted.header if not OF_SHEET.search(line.text)]
    return any(map(DAY.search, lines)) or (
        parted.rows[0].number is not None and any(map(WORDING.search, lines))
    )


def _is_first(row: Row) -> bool:
    """Whether a row has the number 1, or ink in its place that engines take for it."""
    ink = "".join(spot.text for spot in row.number_spots).strip(" .,:;()")
    return row.number == 1 or (row.number is None and ink in tuple(LOOKS_LIKE[1]))


def _plots(found: Iterable[Found]) -> tuple[Plot, ...]:
    return tuple(item.reading.plot for item in found if item.reading.plot is not None)


def _is_whole(plots: Sequence[Plot]) -> bool:
    """Whether the header names parcels, each with its Gemarkung and its Flur."""
    return bool(plots) and all(p.parcel.gemarkung and p.parcel.flur for p in plots)


def _sentence(
    page: Page, text: PageText, lines: Sequence[Line], nlp: Language
) -> tuple[Found, ...]:
    """What a header says that names the plot in a sentence: "Betrifft: Norf Flur 4 Nr. 12"."""
    passage = passage_of_lines(page.number, text, lines, Role.HEADER)
    found = found_in(passage, text, nlp, Context())
    return tuple(i for i in found if i.reading.plot is not None and not _is_by_hand(i, page))


def _helped(head: SheetHead, known: Context) -> SheetHead:
    """The header with what other pages tell, where it gives no Gemarkung or no Flur itself."""
    context = head.context
    gemarkungen = {plot.parcel.gemarkung for plot in context.plots} - {None}
    if context.gemarkung is not None and context.flur is not None:
        return head
    named = gemarkungen | ({context.gemarkung} - {None})
    if known.gemarkung is None or named - {known.gemarkung}:
        return head  # nothing is known, or the header itself names several
    if len({plot.parcel.flur for plot in context.plots} - {None}) > 1:
        return head
    helped = replace(context, gemarkung=known.gemarkung, flur=context.flur or known.flur)
    return replace(head, context=helped, is_guessed=True)


def known_of(found: Iterable[Found]) -> Context:
    """The Gemarkung and Flur that the pages of a dossier name in full, if they agree on it."""
    pairs = Counter(
        (plot.parcel.gemarkung, plot.parcel.flur)
        for item in found
        if (plot := item.reading.plot) is not None and plot.parcel.gemarkung and plot.parcel.flur
    )
    ranked = pairs.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return Context()
    gemarkung, flur = ranked[0][0]
    return Context(gemarkung=gemarkung, flur=flur)


def _numbered_at_foot(header: Header, footer: Sequence[Line]) -> Header:
    """The header; of a form that has the sheet's number at its foot alone, with that."""
    for line in footer:
        match = FOOT_ALONE.fullmatch(line.text)
        if match is not None and SHEET_NUMBER.fullmatch(match[1]):
            first = len(line.text[: match.start(1)].split())
            spots = line.spots[first : first + len(match[1].split())]
            return replace(header, sheet=match[1], sheet_spots=spots)
    return header


def _foot(footer: Sequence[Line]) -> str | None:
    match = FOOT.search(" ".join(line.text for line in footer))
    return match[1] if match else None


def _place_alone(header: Header) -> Context:
    """The Gemarkung, and the Flur if told, of a header that names no parcels: the rows do."""
    places = [p.text for p in header.passages if p.role is Role.HEADER]
    match = PLACE.fullmatch(places[0]) if len(places) == 1 else None
    named = name_at(tuple(WORD.findall(match[1])), after_cue=True) if match else None
    if match is None or named is None or len(named.candidates) > 1:
        return Context()
    return Context(gemarkung=named.name, flur=match[2] and match[2].lstrip("0"))


def _beside(context: Context, before: Context) -> Context:
    """What a header says, and where it says nothing else, what the one before it does."""
    if context.gemarkung in (None, before.gemarkung) and context.flur in (None, before.flur):
        return before
    return context


def context_of(plots: tuple[Plot, ...]) -> Context:
    """What plots tell of those named beside them: Gemarkung and Flur, where they share one."""
    if not plots:
        return Context()
    last = plots[-1].parcel
    gemarkungen = {plot.parcel.gemarkung for plot in plots}
    fluren = {plot.parcel.flur for plot in plots}
    return Context(
        gemarkung=last.gemarkung if len(gemarkungen) == 1 else None,
        flur=last.flur if len(fluren) == 1 else None,
        plots=plots,
    )
