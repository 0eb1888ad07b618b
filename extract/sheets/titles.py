"""The titles of pages that are no sheets: what each tells of its page's kind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from baulast.model import PageKind
from extract.layout import Line, squeezed

TITLE_LIKENESS = 88.0  # of 100: two letters misread in a title of twenty
MIN_TITLE = 8  # letters; a shorter title must be read right
MAX_TITLE = 75  # letters in a row; a longer row is running text
TITLE_ROWS = 22  # letterhead and address take up to eighteen rows before the title
SENTENCE = 4  # words with a full stop behind them; a title may have one
SUBJECT = re.compile(r"^(?:betr(?:eff|ifft)?|bezug|hier)(?=[a-z]{8})")  # before a letter's title
# Over an order, or over a form that is the entry itself.
ENTRY_TITLE = "eintragungindasbaulastenverzeichnis"
ENTRY_NOTE = "eintragungsvermerk"  # over an order; on a sheet, before the day of entry
# The same with the town's name: "Eintragung ins Baulastenverzeichnis Rommerskirchen".
ENTERED_IN = (
    r"eintragungin(?:s|das)baulastenverzeichnis(?:(?:de[rs])?(?:stadt|gemeinde)?[a-z]{3,25})$"
)


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
    Title(PageKind.DELETION, "auftragzurloeschung"),
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
    Title(PageKind.ORDER, ENTRY_NOTE, whole=True),
    Title(PageKind.ORDER, "auftragzureintragung"),
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
    Title(PageKind.DECLARATION, "verpflichtungsurkunde"),
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
        (PageKind.ORDER, ENTERED_IN),
        (PageKind.NOTICE, rf"(?:mitteilung|nachricht|bekanntgabe){_OF}eintragung"),
        (PageKind.DECLARATION, r"(?:verpflichtungs|uebernahme|baulast)urkunde"),
        (PageKind.DECLARATION, r"erklaerungueberdie(?:eintragung|uebernahme)einerbaulast"),
        (PageKind.STATEMENT, r"(?:auskunft|abschrift|auszug)ausde[rm]baulasten"),
    )
)


def kind_titled(lines: Sequence[Line]) -> PageKind | None:
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
    """Whether a row begins with the title; a long one may have letters misread."""
    size = len(title.letters)
    longest = size + 2 if title.whole else MAX_TITLE  # two specks read as letters
    if not size - 2 <= len(row) <= longest:
        return False
    if row.startswith(title.letters):
        return True
    return size >= MIN_TITLE and fuzz.ratio(row[:size], title.letters) >= TITLE_LIKENESS


def is_titled(line: Line) -> bool:
    """Whether a line is a title, no sentence of an entry: "Erklärung vom 3. Mai."."""
    is_sentence = line.text.endswith(".") and len(line.spots) >= SENTENCE
    return not is_sentence and kind_titled([line]) is not None


def is_entry_title(row: str) -> bool:
    """Whether a row, in letters alone, is the title of orders and of some forms of an entry."""
    return fuzz.ratio(row, ENTRY_TITLE) >= TITLE_LIKENESS or bool(re.match(ENTERED_IN, row))
