"""What the PDF says of itself: XMP, document information, outline and page labels.

Always in German and without a clock: the same dossier gives the same bytes in every office.
"""

from collections.abc import Sequence
from importlib.metadata import version
from itertools import groupby
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, Stream, String

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


def title_of(dossier: Dossier) -> str:
    """What a window or a list shows for the dossier."""
    name = dossier.number or dossier.id.partition("/")[2]
    return f"Baulastenakte {name}"


def add_metadata(pdf: Pdf, dossier: Dossier, language: str, notes: Sequence[str]) -> None:
    """Says in the document what it is; ``notes`` are the pages whose stream is not the scanner's."""
    packet = _xmp(dossier, language, notes).encode()
    pdf.Root.Metadata = pdf.make_indirect(Stream(pdf, packet, Type=Name.Metadata, Subtype=Name.XML))
    pdf.docinfo["/Title"] = String(title_of(dossier))
    pdf.docinfo["/Creator"] = String(PRODUCT)
    pdf.docinfo["/Producer"] = String(PRODUCT)
    pdf.Root.Lang = String(language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))


def add_outline(pdf: Pdf, pages: Sequence[Page]) -> None:
    """One bookmark for each run of pages of a kind."""
    with pdf.open_outline() as outline:
        for kind, run in groupby(pages, key=lambda page: page.kind):
            numbers = [page.number for page in run]
            place = f"{numbers[0]}" if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
            title = f"{GERMAN[kind]} (Seite {place})"
            outline.root.append(OutlineItem(title, pages.index(pages[numbers[0] - 1])))


def _xmp(dossier: Dossier, language: str, notes: Sequence[str]) -> str:
    deliveries = dict.fromkeys(page.origin.delivery for page in dossier.pages)
    history = "".join(
        f'<rdf:li rdf:parseType="Resource"><stEvt:action>converted</stEvt:action>'
        f"<stEvt:parameters>{escape(note)}</stEvt:parameters>"
        f"<stEvt:softwareAgent>{escape(PRODUCT)}</stEvt:softwareAgent></rdf:li>"
        for note in notes
    )
    history = f"<xmpMM:History><rdf:Seq>{history}</rdf:Seq></xmpMM:History>" if notes else ""
    return f"""\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>U</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title_of(dossier))}</rdf:li></rdf:Alt></dc:title>
<dc:identifier>{escape(dossier.id)}</dc:identifier>
<dc:coverage>{escape(dossier.municipality)}</dc:coverage>
<dc:source>{escape(", ".join(deliveries))}</dc:source>
<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{escape(PRODUCT)}</pdf:Producer>
<xmp:CreatorTool>{escape(PRODUCT)}</xmp:CreatorTool>
<xmpMM:VersionID>{dossier.version}</xmpMM:VersionID>
{history}</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
