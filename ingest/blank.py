"""Blank pages."""

from baulast.cleaned import Image


def is_blank(grey: Image, dpi: float) -> bool:
    return False
