"""What the PDF says of itself: XMP, document information, outline and page labels.

Always in German and without a clock: the same dossier gives the same bytes in every office.
"""

import re
from collections.abc import Sequence
from importlib.metadata import version
from itertools import groupby
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, Stream, String

from archive.profile import srgb
from baulast.model import Dossier, Page, PageKind

PRODUCT = f"baulast {version('baulast')}"

GERMAN = {
    PageKind.SEPARATOR: "Trennblatt",
    PageKind.SHEET: "Baulastenblatt",
    PageKind.COVER: "Aktendeckel",
    PageKind.DECLARATION: "Verpflichtungserklärung",
    PageKind.AUTHENTICATION: "Beglaubigung",
    PageKind.PLAN: "Lageplan",
    PageKind.CADASTRE: "Katasterauszug",
    PageKind.LAND_REGISTER: "Grundbuchauszug",
    PageKind.ORDER: "Eintragungsverfügung",
    PageKind.NOTICE: "Eintragungsmitteilung",
    PageKind.DELETION: "Löschung",
    PageKind.APPLICATION: "Antrag oder Zustimmung",
    PageKind.LETTER: "Schriftwechsel",
    PageKind.STATEMENT: "Auskunft",
    PageKind.TRANSFER: "Umschreibung",
    PageKind.BLANK: "Leerseite",
    PageKind.OTHER: "Sonstiges",
    None: "Nicht bestimmt",
}


# XML 1.0, 2.2: control characters, halves of surrogate pairs, noncharacters
UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def title_of(dossier: Dossier) -> str:
    """What a window or a list shows for the dossier."""
    name = dossier.number or dossier.id.partition("/")[2]
    return UNSAYABLE.sub("\ufffd", f"Baulastenakte {name}")


def add_output_intent(pdf: Pdf) -> None:
    """Says that grey and RGB are meant as sRGB."""
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=pdf.make_indirect(Stream(pdf, srgb(), N=3)),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def add_identification(pdf: Pdf, dossier: Dossier, language: str, notes: Sequence[str]) -> None:
    """Says what the document is; ``notes`` name the pages whose stream is not the scanner's."""
    add_packet(pdf, _packet(dossier, language, notes))
    pdf.docinfo["/Title"] = String(title_of(dossier))
    pdf.docinfo["/Creator"] = String(PRODUCT)
    pdf.docinfo["/Producer"] = String(PRODUCT)
    pdf.Root.Lang = String(language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))


def add_packet(pdf: Pdf, packet: str) -> None:
    """Gives the document its XMP."""
    stream = Stream(pdf, packet.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Metadata = pdf.make_indirect(stream)


def add_outline(pdf: Pdf, pages: Sequence[Page]) -> None:
    """One bookmark for each run of pages of a kind."""
    with pdf.open_outline() as outline:
        for kind, run in groupby(pages, key=lambda page: page.kind):
            numbers = [page.number for page in run]
            place = f"{numbers[0]}" if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
            title = f"{GERMAN[kind]} (Seite {place})"
            outline.root.append(OutlineItem(title, pages.index(pages[numbers[0] - 1])))


def _packet(dossier: Dossier, language: str, notes: Sequence[str]) -> str:
    deliveries = dict.fromkeys(page.origin.delivery for page in dossier.pages)
    return xmp_packet(
        "U",
        f"""\
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{_said(title_of(dossier))}</rdf:li></rdf:Alt>\
</dc:title>
<dc:identifier>{_said(dossier.id)}</dc:identifier>
<dc:coverage>{_said(dossier.municipality)}</dc:coverage>
<dc:source>{_said(", ".join(deliveries))}</dc:source>
<dc:language><rdf:Bag><rdf:li>{_said(language)}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{PRODUCT}</pdf:Producer>
<xmp:CreatorTool>{PRODUCT}</xmp:CreatorTool>
<xmpMM:VersionID>{dossier.version}</xmpMM:VersionID>
{_description(notes)}""",
    )


def _description(notes: Sequence[str]) -> str:
    if not notes:
        return ""
    said = _said("Ohne Verlust neu kodiert: " + "; ".join(notes))
    return f"""\
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{said}</rdf:li></rdf:Alt></dc:description>
"""


def xmp_packet(level: str, properties: str = "") -> str:
    """An XMP packet of PDF/A-2 at a level, with further properties."""
    return f"""\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>{level}</pdfaid:conformance>
{properties}</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def _said(text: str) -> str:
    """The text as XML content; what XML cannot hold stands as the replacement character."""
    return escape(UNSAYABLE.sub("\ufffd", text))
