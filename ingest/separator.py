"""Separator sheets: a barcode on a page that is little else."""

import re
from dataclasses import dataclass

import zxingcpp

from baulast.cleaned import Image

FORMATS = zxingcpp.BarcodeFormats(
    [zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.Code39, zxingcpp.BarcodeFormat.QRCode]
)
NUMBER = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9 ./_-]{2,39}")


@dataclass(frozen=True, slots=True)
class Separator:
    """A separator sheet; ``number`` None: it cannot be decoded."""

    number: str | None


def read_separator(grey: Image, dpi: float) -> Separator | None:
    """The separator sheet that a page is; None for any other page."""
    for found in zxingcpp.read_barcodes(grey, formats=FORMATS):
        if NUMBER.fullmatch(found.text):
            return Separator(str(found.text))
    return None
