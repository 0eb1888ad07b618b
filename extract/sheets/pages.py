"""What a page is within its dossier, told by its headings and its layout."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from baulast.model import BlockKind, MarkKind, Page, PageKind
from extract.layout import Line, rows, spots_of, squeezed
from extract.sheets.beginnings import entry_lines
from extract.sheets.below import labels_first
from extract.sheets.columns import Columns
from extract.sheets.enumerated import without_counts
from extract.sheets.form import FormEntry, form_entries
from extract.sheets.headings import ColumnRole
from extract.sheets.running_text import numbers_blanks
from extract.sheets.sheet import find_columns

# Pages that name entries but are not believed about them.
ABOUT = frozenset({PageKind.STATEMENT, PageKind.LETTER, PageKind.TRANSFER, PageKind.OTHER})
TITLE_LIKENESS = 88.0  # of 100: two letters misread in a title of twenty
MIN_TITLE = 8  # letters; a shorter title must be read right
MAX_TITLE = 75  # letters in a row; a longer row is running text
TITLE_ROWS = 22  # letterhead and address take up to eighteen rows before the title
SCATTERED_WORDS = 6  # a plan's lettering stands in rows of few words

# Over an order, or over a form that is the entry itself.
ENTRY_TITLE = "eintragungindasbaulastenverzeichnis"


@dataclass(frozen=True, slots=True)
class Title:
    """A heading that tells the kind of a page; ``letters`` begin its row."""

    kind: PageKind
    letters: str
    whole: bool = False  # the row holds nothing else: the word is common in running text


# Domain notes 1.1; more telling ones first.
TITLES: tuple[Title, ...] = (
    Title(PageKind.SEPARATOR, "trennblatt", whole=True),
    Title(PageKind.DELETION, "loeschungsverfuegung"),
    Title(PageKind.DELETION, "loeschungsanordnung"),
    Title(PageKind.DELETION, "loeschungsbewilligung"),
    Title(PageKind.DELETION, "loeschungsvermerk"),
    Title(PageKind.DELETION, "verfuegungloeschungeinerbaulast"),
    Title(PageKind.DELETION, "vermerkueberdieloeschung"),
    Title(PageKind.DELETION, "mitteilungueberdieloeschung"),
    Title(PageKind.DELETION, "loeschungimbaulastenverzeichnis"),
    Title(PageKind.DELETION, "loeschungeinerbaulast"),
    Title(PageKind.DELETION, "loeschungderbaulast"),
    Title(PageKind.DELETION, "verzichtaufeinebaulast"),
    Title(PageKind.DELETION, "verzichtaufdiebaulast"),
    Title(PageKind.STATEMENT, "auskunftausdembaulastenverzeichnis"),
    Title(PageKind.STATEMENT, "auskunftausderbaulastenkartei"),
    Title(PageKind.STATEMENT, "baulastenauskunft"),
    Title(PageKind.STATEMENT, "baulastauskunft"),
    Title(PageKind.STATEMENT, "negativbescheinigung"),
    Title(PageKind.STATEMENT, "negativauskunft"),
    Title(PageKind.STATEMENT, "abschriftausdembaulastenverzeichnis"),
    Title(PageKind.ORDER, "eintragungsverfuegung"),
    Title(PageKind.ORDER, "eintragungsanordnung"),
    Title(PageKind.ORDER, "verfuegungbetrbaulastenverzeichnis"),
    Title(PageKind.ORDER, "vermerkundverfuegung"),
    Title(PageKind.ORDER, ENTRY_TITLE, whole=True),
    Title(PageKind.NOTICE, "mitteilungueberdieeintragung"),
    Title(PageKind.NOTICE, "eintragungsmitteilung"),
    Title(PageKind.NOTICE, "eintragungsnachricht"),
    Title(PageKind.NOTICE, "mitteilungnacheintragung"),
    Title(PageKind.NOTICE, "eintragungeinerbaulast"),
    Title(PageKind.DECLARATION, "verpflichtungserklaerung"),
    Title(PageKind.DECLARATION, "baulastverpflichtungserklaerung"),
    Title(PageKind.DECLARATION, "baulasterklaerung"),
    Title(PageKind.DECLARATION, "baulastuebernahmeerklaerung"),
    Title(PageKind.DECLARATION, "uebernahmeerklaerung"),
    Title(PageKind.DECLARATION, "erklaerungzuruebernahme"),
    Title(PageKind.DECLARATION, "uebernahmeeinerbaulast"),
    Title(PageKind.DECLARATION, "bestellungeinerbaulast"),
    Title(PageKind.DECLARATION, "niederschriftueberdiebestellung"),
    Title(PageKind.DECLARATION, "niederschriftueberdieuebernahme"),
    Title(PageKind.DECLARATION, "verpflichtung", whole=True),
    Title(PageKind.DECLARATION, "erklaerung", whole=True),
    Title(PageKind.ORDER, "verfuegung", whole=True),
    Title(PageKind.AUTHENTICATION, "beglaubigungsvermerk"),
    Title(PageKind.AUTHENTICATION, "niederschrift", whole=True),
    Title(PageKind.AUTHENTICATION, "urkundenrolle"),
    Title(PageKind.PLAN, "lageplan"),
    Title(PageKind.PLAN, "amtlicherlageplan"),
    Title(PageKind.CADASTRE, "auszugausdemliegenschaftskataster"),
    Title(PageKind.CADASTRE, "auszugausderflurkarte"),
    Title(PageKind.CADASTRE, "flurkartenauszug"),
    Title(PageKind.CADASTRE, "katasterauszug"),
    Title(PageKind.CADASTRE, "veraenderungsnachweis"),
    Title(PageKind.LAND_REGISTER, "grundbuchauszug"),
    Title(PageKind.LAND_REGISTER, "bestandsverzeichnis", whole=True),
    Title(PageKind.APPLICATION, "vollmacht", whole=True),
    Title(PageKind.APPLICATION, "zustimmungserklaerung"),
    Title(PageKind.APPLICATION, "antragauf"),
    Title(PageKind.COVER, "baulastenakte", whole=True),
    Title(PageKind.LETTER, "gebuehrenbescheid"),
    Title(PageKind.LETTER, "aktenvermerk"),
    Title(PageKind.LETTER, "telefonnotiz"),
)  # fmt: skip

# Titles that offices put together each in its own way, at the beginning of a row.
_HERE = r"(?:baulasten(?:verzeichnis|kartei)\w{0,30}hier)?"
_OF = r"(?:ueberdie|zur|auf|der|vonder)?"
COMPOUND_TITLES: tuple[tuple[PageKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(_HERE + pattern))
    for kind, pattern in (
        (PageKind.DELETION, rf"(?:verfuegung|anordnung|bescheid|mitteilung){_OF}loeschung"),
        (
            PageKind.DELETION,
            r"(?:loeschungs|verzichts)(?:mitteilung|bescheid|nachricht|anzeige|erklaerung|urkunde)",
        ),
        (PageKind.ORDER, rf"(?:verfuegung|anordnung){_OF}(?:eintragung|aufnahme)"),
        (PageKind.NOTICE, rf"(?:mitteilung|nachricht|bekanntgabe){_OF}eintragung"),
        (PageKind.DECLARATION, r"(?:verpflichtungs|uebernahme|baulast)urkunde"),
        (PageKind.DECLARATION, r"erklaerungueberdie(?:eintragung|uebernahme)einerbaulast"),
        (PageKind.STATEMENT, r"(?:auskunft|abschrift|auszug)ausde[rm]baulasten"),
    )
)

# What the body of a page says where its title cannot be read; two of its cues are needed.
BODIES: tuple[tuple[PageKind, tuple[str, ...]], ...] = (
    (
        PageKind.DELETION,
        (r"zuloeschen|wirdgeloescht|wurdegeloescht|geloeschtworden|"
         r"loeschung(?:ist|wurde|erfolgte)(?:am|vollzogen|eingetragen)",
         r"verzichtet|verzichtauf",
         r"oeffentliche(?:s)?interesse|nichtmehr(?:benoetigt|erforderlich|gebraucht)|entbehrlich"),
    ),
    (
        PageKind.DECLARATION,
        (r"alseigentuemer|eigentuemerdes(?:im|grundst)|dereigentuemer|ichbineigentuemer",
         r"uebernehme|uebernimmt|verpflichte(?:n|t)?(?:mich|uns|sich)|folgendebaulast|"
         r"gibtzuprotokoll|gebenzuprotokoll|erklaert\w{0,9}zurniederschrift",
         r"rechtsnachfolger", r"bauaufsichtsbehoerde"),
    ),
    (
        PageKind.NOTICE,
        (r"(?:wurde|habeich)\w{0,80}?eingetragen|eingetragenworden", r"(?:baulasten|auf)blatt",
         r"zuihrerkenntnis|zuihrenunterlagen"),
    ),
    (
        PageKind.AUTHENTICATION,
        (r"vollzogeneunterschrift|unterschriftvon", r"beglaubigeich|beglaubigtich",
         r"urkundenrolle|urnr|kosto"),
    ),
    (
        PageKind.ORDER,
        (r"einzutragen", r"(?:eintragung|eingetragen)(?:am|vollzogen|istam)",
         r"baulastenverzeichnis", r"abschrift(?:en)?an"),
    ),
)  # fmt: skip
ENOUGH_CUES = 2

SALUTATION = re.compile(
    r"sehrgeehrte|mitfreundlichengruessen|hochachtungsvoll|mitfreundlichemgruss|betreff(?!end)|"
    r"ihrschreiben|(?:mein|unser|ihr)e?zeichen|ihrenachricht"
)
# An order for a new entry, whatever else it orders: a person looks at the entry that it deletes.
ENTERS = re.compile(r"einzutragen|(?:wird|werden|habeich)\w{0,80}?eingetragen")
# "1. In das Baulastenverzeichnis, Blatt 12, ist unter lfd. Nr. 1 einzutragen": a point of an order.
ORDERED = re.compile(r"^indasbaulasten|einzutragen|eintragen$|istunter")
# What a form of an entry has; under the same title an order tells what is to be done.
OF_ENTRY = frozenset({ColumnRole.CONTENT, ColumnRole.REGISTERED})
ORDERS = re.compile(r"verfueg|angeordnet|anordnung|einzutragen|vollzogen|bescheid")
TELLING_LETTERS = frozenset({PageKind.NOTICE, PageKind.DELETION})
# A quarter of the words of any letter are among these; of a page read upside down none.
COMMON = frozenset(
    {"der", "die", "das", "des", "dem", "den", "und", "von", "in", "im", "zu", "zum", "zur", "am",
     "an", "auf", "für", "mit", "ist", "wird", "nr."}
)  # fmt: skip
COMMON_SHARE = 0.05
FEW_WORDS = 20  # a note or an address holds fewer, and may have none of the common ones

SUBJECT = re.compile(r"^(?:betr(?:eff|ifft)?|bezug|hier)(?=[a-z]{8})")  # before a letter's title

SHEET_TITLE_ROWS = 8  # the header of a sheet begins with its name
MAX_SHEET_TITLE = 60  # letters: "Baulastenverzeichnis von Kaarst Baulastenblatt Nr. Seite" has 50
SHEET_TITLES = ("baulastenverzeichnis", "baulastenblatt", "baulastblatt", "baulastenkartei",
                "baulastkarte", "baulastenkarte", "baulastenregister", "baulastenbuch",
                "baulastenkataster", "baulastendatei", "baulastverzeichnis",
                "karteikartebaulast")  # fmt: skip
# "noch Blatt II/229", "Fortsetzung von Blatt 12": over what goes on from another page.
GOES_ON = re.compile(
    r"(?:noch|fortsetzung(?:von|zu|des|der)?|weiterzu)(?:baulasten)?blatt(?:nr)?[ivx]{0,4}"
)
# What only encumbrances have, with an l read as a one or an I: "F1urstück", "(S 99 BauO NW)".
ABOUT_PARCELS = re.compile(
    r"bau[l1I]ast|f[l1I]urst[üu]|\bf[l1I]st|be[l1I]astet|[§$S8] ?\d+[^.]{0,20}bau ?o\b|"
    r"eingetragen a(?:m|rn)\b",
    re.IGNORECASE,
)
SENTENCE = 4  # words with a full stop behind them; a title may have one
WORDED = 6  # words in a line: a wording, no note of the office
DATED = re.compile(r"erkl[äa]e?rung\s+(?:vom|v\.)[\W_]*\d", re.IGNORECASE)
CLOSED = re.compile(r"geschlossen(?:am|$)|uebertragenaufblatt|umgeschriebenaufblatt")


def page_kind(page: Page) -> PageKind | None:
    """The kind of a page; None where nothing tells."""
    if page.separator is not None:
        return PageKind.SEPARATOR
    if page.is_blank:
        return PageKind.BLANK
    spots = labels_first(without_counts(spots_of(page)))
    if not spots:
        return None
    lines = rows(spots)
    letters = [squeezed(line.text) for line in lines]
    form = form_entries(page, spots)
    columns = find_columns(page, spots)
    if not form and columns is not None and _names_register(letters):
        return PageKind.SHEET
    if _lists_entries(lines, letters):
        return PageKind.SHEET
    above = _above_entries(lines, form, columns)
    if _is_headed_as_sheet(letters):  # what is dated below the sheet's name is one of its blanks
        above = [line for line in above if not DATED.search(line.text)]
    if _enters(form, letters):
        above = [line for line in above if not _is_entry_title(squeezed(line.text))]
    titled = _titled(above)
    if form and titled is None and _names_register(letters):
        return PageKind.SHEET
    if titled is not None and titled is not PageKind.PLAN:
        return _ordered("".join(letters)) if titled is PageKind.ORDER else titled
    is_plan = titled is PageKind.PLAN and any(b.kind is BlockKind.PLAN for b in page.blocks)
    if not is_plan and (columns is not None or _is_headed_as_sheet(letters)):
        return PageKind.SHEET
    if titled is PageKind.PLAN or _is_drawn(page, lines, letters):
        return PageKind.PLAN
    told = _told_by_body("".join(letters))
    if _is_letter(letters) and told not in TELLING_LETTERS:
        return PageKind.LETTER
    return told


def _enters(form: Sequence[FormEntry], letters: Sequence[str]) -> bool:
    """Whether a form is an entry as it stands in the register, no order to enter one."""
    roles = {part.role for entry in form for part in entry.parts}
    is_numbered = any(entry.number_spots for entry in form)
    return is_numbered and roles >= OF_ENTRY and not ORDERS.search("".join(letters))


def _is_entry_title(row: str) -> bool:
    return fuzz.ratio(row, ENTRY_TITLE) >= TITLE_LIKENESS


def orders_beside_sheets(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages; forms headed as entries are orders where others are headed as the sheet."""
    sheets = [page for page in pages if page.kind is PageKind.SHEET]
    heads = {page.number: [squeezed(line.text) for line in rows(spots_of(page))] for page in sheets}
    forms = {
        number
        for number, letters in heads.items()
        if any(map(_is_entry_title, letters[:TITLE_ROWS]))
    }
    if not any(_is_headed_as_sheet(heads[number]) for number in heads.keys() - forms):
        return tuple(pages)
    return tuple(
        replace(page, kind=PageKind.ORDER) if page.number in forms else page for page in pages
    )


def _above_entries(
    lines: Sequence[Line], form: Sequence[FormEntry], columns: Columns | None
) -> list[Line]:
    """The rows that may be a page's title: not labels of a form, nor what stands in a table.

    "Verpflichtung" and "Löschungsvermerk" are labels; an entry may begin "Lt.
    Verpflichtungserklärung vom 18.2.1986".
    """
    has_numbers = columns is not None and columns.of(ColumnRole.NUMBER) is not None
    edges = [entry.top for entry in form[:1]]
    edges += [columns.top] if columns is not None and has_numbers else []
    return [line for line in lines[:TITLE_ROWS] if line.middle < min(edges, default=float("inf"))]


def _ordered(letters: str) -> PageKind:
    """What an order orders: under a mere "Verfügung" it may be a deletion."""
    deletes = _told_by_body(letters) is PageKind.DELETION and not ENTERS.search(letters)
    return PageKind.DELETION if deletes else PageKind.ORDER


def _lists_entries(lines: Sequence[Line], letters: Sequence[str]) -> bool:
    """Whether entries are numbered below the sheet's name: what looks like a title is theirs then.

    A title right below a single number may head a declaration on which the office noted it.
    """
    named = [n for n, row in enumerate(letters[:SHEET_TITLE_ROWS]) if _names_sheet(row)]
    begins = entry_lines(lines)
    starts = [n for n, line in enumerate(lines) if line in begins]
    if not named or not starts or starts[0] < named[0] or _is_letter(letters):
        return False
    if numbers_blanks([lines[n] for n in starts]):
        return False
    titles = [n for n, line in enumerate(lines[:TITLE_ROWS]) if _is_titled(line)]
    if not titles:
        return True
    between = lines[starts[0] : titles[0]]
    is_worded = any(len(line.text.split()) >= WORDED for line in between)
    return starts[0] < titles[0] and (is_worded or len(starts) > 1)


def _is_titled(line: Line) -> bool:
    """Whether a line is a title, no sentence of an entry: "Erklärung vom 3. Mai."."""
    is_sentence = line.text.endswith(".") and len(line.spots) >= SENTENCE
    return not is_sentence and _titled([line]) is not None


def _names_sheet(row: str) -> bool:
    thin = row.replace("i", "l")  # "Baulastenbiatt"
    is_named = any(title.replace("i", "l") in thin for title in SHEET_TITLES)
    is_named = is_named and not ORDERED.search(row)
    return len(row) <= MAX_SHEET_TITLE and (is_named or bool(GOES_ON.fullmatch(row)))


def _is_letter(letters: Sequence[str]) -> bool:
    """Whether a row greets, or speaks of a letter before."""
    return any(map(SALUTATION.search, letters))


def _told_by_body(letters: str) -> PageKind | None:
    for kind, cues in BODIES:
        if sum(re.search(cue, letters) is not None for cue in cues) >= ENOUGH_CUES:
            return kind
    return None


def _names_register(letters: Sequence[str]) -> bool:
    """Whether the head of the page names the register or the sheet."""
    return any(
        fuzz.partial_ratio(title, row) >= TITLE_LIKENESS
        for row in letters[:TITLE_ROWS]
        for title in SHEET_TITLES
        if len(row) >= MIN_TITLE
    )


def _is_headed_as_sheet(letters: Sequence[str]) -> bool:
    """Whether a short row at the head names the sheet, on a page that is no letter.

    A sheet whose table is not recognised is a sheet with a doubt, never a plan or nothing.
    """
    named = any(map(_names_sheet, letters[:SHEET_TITLE_ROWS]))
    return named and not _is_letter(letters)


def _titled(lines: Sequence[Line]) -> PageKind | None:
    """The kind that the topmost title tells."""
    for line in lines:
        letters = SUBJECT.sub("", squeezed(line.text))
        for title in TITLES:
            if _is_title(letters, title) and not (title.whole and line.text.endswith(".")):
                return title.kind
        if MIN_TITLE <= len(letters) <= MAX_TITLE and not line.text.endswith((".", ",", "-")):
            for kind, pattern in COMPOUND_TITLES:
                if pattern.match(letters):
                    return kind
    return None


def _is_title(row: str, title: Title) -> bool:
    size = len(title.letters)
    longest = size + 2 if title.whole else MAX_TITLE  # two specks read as letters
    if not size - 2 <= len(row) <= longest:
        return False
    if row.startswith(title.letters):
        return True
    return size >= MIN_TITLE and fuzz.ratio(row[:size], title.letters) >= TITLE_LIKENESS


def _is_drawn(page: Page, lines: Sequence[Line], letters: Sequence[str]) -> bool:
    """Drawn content with scattered lettering, or a scale beside few words in a row."""
    if any(block.kind is BlockKind.PLAN for block in page.blocks):
        return True
    if any(mark.kind is MarkKind.GREEN_AREA for mark in page.marks):
        return True
    scattered = sum(len(line.spots) for line in lines) < SCATTERED_WORDS * len(lines)
    return scattered and any("lageplan" in row or "massstab" in row for row in letters)


def names_encumbrance(page: Page) -> bool:
    """Whether a page speaks of encumbrances or of parcels at all."""
    return bool(ABOUT_PARCELS.search(page.text)) or any(
        word in squeezed(page.text) for word in ("baulast", "flurstueck", "flst", "belastet")
    )


def tells_of_entry(page: Page) -> bool:
    """Whether a statement, letter or the like says that an encumbrance stands in the register."""
    letters = squeezed(page.text)
    is_none = "keinebaulast" in letters or "baulastenfrei" in letters
    if page.kind not in ABOUT or is_none or "baulast" not in letters:
        return False
    return "eingetragen" in letters or bool(entry_lines(rows(spots_of(page))))


def is_german(page: Page) -> bool:
    """Whether the words of a page are words, or too few to tell; upside down they are none."""
    words = [word.text.lower() for word in page.words]
    if len(words) < FEW_WORDS:
        return True
    return sum(word in COMMON for word in words) >= COMMON_SHARE * len(words)
