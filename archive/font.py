"""The font of the words that are there to be found and copied, not seen: it has no ink."""

import io
from collections.abc import Iterable
from functools import cache

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

NAME = "BaulastWithoutInk"
UNITS = 1000  # per em, so that widths in the PDF and in the font are the same number
WIDTH = 500  # of every glyph: words are stretched to their box anyway
ASCENT = 800  # of the letters above the baseline, as in common text fonts
DESCENT = -200
GLYPH = 1  # the one glyph that all characters share; 0 is .notdef, which PDF/A forbids to show
NEVER_CHANGED = 3_029_529_600  # seconds from 1904 to 2000: the same font whenever it is built

# what PDF/A-2u (ISO 19005-2, 6.2.11.7.2) refuses as a meaning, and halves of surrogate pairs
UNMAPPABLE = {0x0000, 0xFEFF, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)}
ALWAYS = " \u200b"  # what the text layer puts between words and after hyphens
MAPPINGS_PER_BLOCK = 100  # more in one bfchar block is not allowed (Adobe Technical Note 5411)


class CharacterCodes:
    """The two-byte codes of the characters of one document, in the order of their code points."""

    def __init__(self, texts: Iterable[str]) -> None:
        characters = set(ALWAYS).union(*texts)
        self._characters = sorted(c for c in characters if ord(c) not in UNMAPPABLE)
        self._codes = {c: f"{i:04x}" for i, c in enumerate(self._characters, start=1)}

    def encode(self, text: str) -> str:
        """The text as hexadecimal codes, four digits a character; what has no meaning is left out.

        >>> CharacterCodes(["ab"]).encode("b a")
        '000300010002'
        """
        return "".join(self._codes.get(character, "") for character in text)

    def font(self, pdf: Pdf) -> Object:
        """The font, made for these characters, as an object of the document."""
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name("/" + NAME),
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(_descriptor(pdf)),
            DW=WIDTH,
            CIDToGIDMap=pdf.make_indirect(Stream(pdf, self._glyph_map())),
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=Name("/" + NAME),
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(descendant)]),
                ToUnicode=pdf.make_indirect(Stream(pdf, self._meanings())),
            )
        )

    def _glyph_map(self) -> bytes:
        return bytes(2) + GLYPH.to_bytes(2, "big") * len(self._characters)

    def _meanings(self) -> bytes:
        """The ToUnicode table: what is copied when a code is selected."""
        pairs = [
            f"<{code}> <{character.encode('utf-16-be').hex()}>"
            for character, code in self._codes.items()
        ]
        blocks = [
            pairs[start : start + MAPPINGS_PER_BLOCK]
            for start in range(0, len(pairs), MAPPINGS_PER_BLOCK)
        ]
        body = "".join(
            f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks
        )
        return (CMAP_HEAD + body + CMAP_TAIL).encode("ascii")


CMAP_HEAD = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
CMAP_TAIL = """\
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def _descriptor(pdf: Pdf) -> Dictionary:
    program = font_program()
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/" + NAME),
        Flags=5,  # every glyph of one width; characters outside the Latin standard set
        FontBBox=Array([0, DESCENT, WIDTH, ASCENT]),
        ItalicAngle=0,
        Ascent=ASCENT,
        Descent=DESCENT,
        CapHeight=ASCENT,
        StemV=80,  # must be there and is never looked at: nothing is drawn
        FontFile2=pdf.make_indirect(Stream(pdf, program, Length1=len(program))),
    )


@cache
def font_program() -> bytes:
    """A TrueType font of two glyphs without ink."""
    builder = FontBuilder(UNITS, isTTF=True)
    glyphs = [".notdef", "blank"]
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({0x20: "blank"})
    builder.setupGlyf(dict.fromkeys(glyphs, _hairline()))
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (WIDTH, 0)))
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    builder.setupNameTable({"familyName": NAME, "styleName": "Regular", "psName": NAME})
    builder.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT)
    builder.setupPost()
    builder.updateHead(created=NEVER_CHANGED, modified=NEVER_CHANGED)
    builder.font.recalcTimestamp = False
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


def _hairline() -> Glyph:
    """An outline that spans a letter's box and encloses nothing.

    Pdfium leaves out words whose letters have no extent: a lone "§", and every word on a turned
    page.
    """
    pen = TTGlyphPen(None)
    pen.moveTo((0, DESCENT))
    pen.lineTo((WIDTH, ASCENT))
    pen.closePath()
    return pen.glyph()
