"""Pages of scanner PDFs as pictures: the scan's own stream, or the page as it was delivered."""

from pathlib import Path

import pikepdf
from pikepdf import Array, Name, Object, Pdf, PdfImage, Stream

from archive.decode import decoding, image_pixels
from archive.delivered import delivered_picture
from archive.jpeg import head_of
from archive.jpeg2000 import jp2_head
from archive.page_content import placed_scan
from archive.picture import Picture, whole
from archive.recode import recoded
from baulast.model import Page

# What PDF/A-2 allows: all but LZW and encryption (ISO 19005-2, 6.1.7.2).
FILTERS = frozenset(
    {
        Name.FlateDecode,
        Name.RunLengthDecode,
        Name.CCITTFaxDecode,
        Name.JBIG2Decode,
        Name.DCTDecode,
        Name.JPXDecode,
    }
)
KEPT = (
    Name.Width,
    Name.Height,
    Name.ColorSpace,
    Name.BitsPerComponent,
    Name.Decode,
    Name.DecodeParms,
    Name.Filter,
)
CHANNELS = {Name.DeviceGray: 1, Name.CalGray: 1, Name.DeviceRGB: 3, Name.CalRGB: 3}


class PdfScans:
    """An open scanner PDF."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with decoding(path.name):
            self._pdf = pikepdf.open(path)

    def close(self) -> None:
        self._pdf.close()

    def picture(self, pdf: Pdf, page: Page) -> Picture:
        """The page as a picture of the document; ``pdf`` must be saved before this is closed."""
        with decoding(f"{self._path.name}, {page.origin.frame + 1}"):
            delivered = self._pdf.pages[page.origin.frame]
            scan = placed_scan(delivered)
            # Where taking in the page rendered it, the pixels that were read are not the image's.
            if scan is None or (int(scan.image.Width), int(scan.image.Height)) != (
                page.width_px,
                page.height_px,
            ):
                return delivered_picture(pdf, delivered, page)
            width, height = page.width_px, page.height_px
            if is_allowed(scan.image):
                pieces = whole(_copied(pdf, scan.image), width, height)
                return Picture(width=width, height=height, pieces=pieces)
            image = PdfImage(scan.image).as_pil_image()
            return recoded(
                pdf, image_pixels(image), f"PDF {scan.image.get(Name.Filter)} {image.mode}"
            )


def is_allowed(image: Object) -> bool:
    """Whether PDF/A-2 takes the stream as it is."""
    coding = image.get(Name.Filter)
    if isinstance(coding, Array):
        coding = coding[0] if len(coding) == 1 else None
    if coding not in FILTERS:
        return False
    channels = _channels(image.get(Name.ColorSpace))
    if coding == Name.DCTDecode:
        head = head_of(image.read_raw_bytes())
        return head.is_plain and channels == len(head.components)
    if coding == Name.JPXDecode:
        jp2 = jp2_head(image.read_raw_bytes())
        return jp2 is not None and jp2.is_plain
    return channels is not None


def _channels(colours: Object | None) -> int | None:
    """Channels of a colour space that is defined by itself or by the output intent."""
    if isinstance(colours, Array):
        if colours[0] == Name.ICCBased:
            count = int(colours[1].get(Name.N, 0))
            return count if count in (1, 3) else None
        if colours[0] == Name.Indexed:
            return 1 if _channels(colours[1]) else None
        colours = colours[0]
    return CHANNELS.get(colours) if isinstance(colours, Name) else None


def _copied(pdf: Pdf, image: Object) -> Object:
    """The stream in the new document, byte for byte, without what does not belong to the scan."""
    copy = pdf.copy_foreign(image)
    assert isinstance(copy, Stream)
    for key in list(copy.keys()):
        if Name(key) not in KEPT and key != "/Length":
            del copy[key]
    copy[Name.Type], copy[Name.Subtype] = Name.XObject, Name.Image
    return copy
