"""Separator sheets: a barcode on a page that is little else."""

import re

import zxingcpp

from baulast.cleaned import Image

FORMATS = [
    zxingcpp.BarcodeFormat.Code128,
    zxingcpp.BarcodeFormat.Code39,
    zxingcpp.BarcodeFormat.QRCode,
]
NUMBER = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9 ./_-]{2,39}")


def read_separator(grey: Image) -> str | None:
    """The dossier number that a separator sheet carries; None if the page is none."""
    for found in zxingcpp.read_barcodes(grey, formats=FORMATS):
        if NUMBER.fullmatch(found.text):
            return str(found.text)
    return None
