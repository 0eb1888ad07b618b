"""XML as archives read it: elements with a namespace, text that every reader accepts."""

import re
from typing import Any

from lxml import etree

XLINK = "http://www.w3.org/1999/xlink"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

# XML 1.0 has no place for these, escaped or not; OCR and old file systems deliver them.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACEMENT = "\ufffd"


def xml_text(text: str) -> str:
    r"""The text with a mark for each character that XML cannot hold.

    >>> xml_text("Flur\x0b 4")
    'Flur\ufffd 4'
    """
    return _NOT_XML.sub(REPLACEMENT, text)


class Writer:
    """Makes elements of one namespace."""

    def __init__(self, namespace: str, **prefixes: str) -> None:
        self._namespace = namespace
        self._prefixes = prefixes

    def root(self, tag: str, **attributes: str) -> Any:
        names = {None if key == "_" else key: value for key, value in self._prefixes.items()}
        return etree.Element(f"{{{self._namespace}}}{tag}", self._cleaned(attributes), nsmap=names)

    def add(self, parent: Any, tag: str, text: str | None = None, **attributes: str) -> Any:
        """The new last child of an element."""
        child = etree.SubElement(parent, f"{{{self._namespace}}}{tag}", self._cleaned(attributes))
        if text is not None:
            child.text = xml_text(text)
        return child

    @staticmethod
    def _cleaned(attributes: dict[str, str]) -> dict[str, str]:
        return {name: xml_text(value) for name, value in attributes.items()}


def document(root: Any) -> bytes:
    """The document as it is written to a file."""
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written
