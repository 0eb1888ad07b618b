"""Pages of a PDF that are more than one scan: kept as they were delivered where PDF/A allows it.

Masks over pictures, several images and drawn content go into the archive as they are, as a form.
Words that an earlier OCR laid invisibly over them are left out: the new ones take their place. What
PDF/A does not allow (fonts that are not embedded, colours that are not defined) is rendered at the
resolution that was read, and the document says so. See docs/decisions/0007.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, pdfa

from archive.metadata import add_output_intent, add_packet, xmp_packet
from archive.page_content import INVISIBLE, SHOWING, has_visible_notes, page_box
from archive.picture import Picture, Piece
from archive.recode import recoded
from archive.render import rendered
from baulast.errors import NotArchivable
from baulast.language import tr
from baulast.model import Page

# Encodings whose characters have a meaning without a table of their own (ISO 19005-2, 6.2.11.7.2)
KNOWN_ENCODINGS = frozenset((Name.WinAnsiEncoding, Name.MacRomanEncoding))
# a table that gives a character a meaning that PDF/A refuses
REFUSED_MEANING = re.compile(rb"<\s*(0000|FEFF|FFFE)\s*>\s*(?:$|[\r\n<\]])", re.IGNORECASE)


def delivered_picture(pdf: Pdf, delivered: pikepdf.Page, page: Page) -> Picture:
    """The page as it was delivered, before /Rotate."""
    left, bottom, right, top = page_box(delivered)
    width, height = right - left, top - bottom
    if (width > height) != (page.width_px > page.height_px) and width != height:
        raise NotArchivable(
            tr(
                f"Seite {page.number}: liegt im PDF anders, als sie gelesen wurde",
                f"page {page.number}: lies otherwise in the PDF than it was read",
            )
        )
    form = None if has_visible_notes(delivered) else _form(pdf, delivered)
    if form is None or not is_pdfa(form):
        with rendered(delivered, page) as pixels:
            return recoded(pdf, pixels, "PDF-Seite gerastert, da in PDF/A nicht zulässig")
    piece = Piece(
        image=form, left=0, top=0, width=page.width_px, height=page.height_px, unit=(width, height)
    )
    return Picture(width=page.width_px, height=page.height_px, pieces=(piece,))


def _form(pdf: Pdf, delivered: pikepdf.Page) -> Object:
    """The page's content as a form whose lower left corner is the origin."""
    left, bottom, right, top = page_box(delivered)
    with Pdf.new() as alone:
        alone.pages.append(delivered)
        page = alone.pages[0]
        form = Stream(
            alone,
            without_invisible_words(page.obj, page.resources),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([left, bottom, right, top]),
            Matrix=Array([1, 0, 0, 1, -left, -bottom]),
            Resources=page.resources,
        )
        for inner in _inner_forms(page.resources):
            inner.write(without_invisible_words(inner, inner.Resources))
        if Name.Group in page.obj:
            form[Name.Group] = page.obj[Name.Group]
        return pdf.copy_foreign(alone.make_indirect(form))


def _inner_forms(resources: Object) -> Iterator[Stream]:
    """The forms that the resources name and that bring resources of their own."""
    seen = set()
    waiting = [resources]
    while waiting:
        for drawn in waiting.pop().get(Name.XObject, Dictionary()).values():
            if not isinstance(drawn, Stream) or drawn.get(Name.Subtype) != Name.Form:
                continue
            if Name.Resources in drawn and drawn.objgen not in seen:
                seen.add(drawn.objgen)
                waiting.append(drawn.Resources)
                yield drawn


def without_invisible_words(content: Object, resources: Object) -> bytes:
    """The content without words that nobody sees; where no others are, the fonts go as well."""
    instructions = pikepdf.parse_content_stream(content)
    visible = _visible_blocks(instructions)
    kept: list[Any] = []
    block = 0
    for instruction in instructions:
        operator = str(instruction.operator)
        block += operator == "BT"
        if operator in SHOWING and block not in visible:
            continue
        if operator == "Tf" and not visible:
            continue
        kept.append(instruction)
    if not visible and Name.Font in resources:
        del resources[Name.Font]
    return pikepdf.unparse_content_stream(kept)


def _visible_blocks(instructions: Sequence[Any]) -> set[int]:
    """The text objects that show something, counted from 1."""
    visible: set[int] = set()
    modes, block = [0], 0
    for instruction in instructions:
        operator = str(instruction.operator)
        if operator == "BT":
            block += 1
        elif operator == "Tr":
            modes[-1] = int(instruction.operands[0])
        elif operator == "q":
            modes.append(modes[-1])
        elif operator == "Q" and len(modes) > 1:
            modes.pop()
        elif operator in SHOWING and modes[-1] != INVISIBLE:
            visible.add(block)
    return visible


def is_pdfa(form: Object) -> bool:
    """Whether a PDF/A-2u may hold the form."""
    with Pdf.new() as candidate:
        copy = candidate.copy_foreign(form)
        candidate.add_blank_page()
        candidate.pages[0].Resources = Dictionary(XObject=Dictionary({"/F": copy}))
        candidate.pages[0].Contents = Stream(candidate, b"/F Do")
        add_output_intent(candidate)
        add_packet(candidate, xmp_packet("B"))
        if not pdfa.check(candidate, "2b").passed:
            return False
        return all(_has_meanings(o) for o in candidate.objects if _is_font(o))


def _is_font(value: Object) -> bool:
    return isinstance(value, Dictionary) and value.get(Name.Type) == Name.Font


def _has_meanings(font: Object) -> bool:
    """Whether each character that the font shows is known to be a certain letter."""
    if font.get(Name.Subtype) in (Name.CIDFontType0, Name.CIDFontType2):
        return True  # the font that it is part of says so
    table = font.get(Name.ToUnicode)
    if isinstance(table, Stream):
        return REFUSED_MEANING.search(table.read_bytes()) is None
    return font.get(Name.Encoding) in KNOWN_ENCODINGS
