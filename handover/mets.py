"""A dossier's files, pages and history as METS, with Dublin Core and PREMIS inside (pure)."""

import posixpath
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import quote

from baulast.model import Dossier, Page
from handover.contents import Item, Use
from handover.events import Event
from handover.premis import premis
from handover.xml import XLINK, XSI, Writer, document

NAMESPACE = "http://www.loc.gov/METS/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
SCHEMA = f"{NAMESPACE} http://www.loc.gov/standards/mets/mets.xsd"

_mets = Writer(NAMESPACE, mets=NAMESPACE, xlink=XLINK, xsi=XSI)
_dc = Writer(DUBLIN_CORE, dc=DUBLIN_CORE)


def mets(
    name: str,
    versions: Sequence[Dossier],
    items: Sequence[Item],
    events: Iterable[Event],
    *,
    program: str,
    at: str,
) -> bytes:
    """The file that is to lie at ``name`` in the bag; ``versions``: the newest reading of each."""
    dossier = versions[-1]
    root = _mets.root(
        "mets",
        **{f"{{{XSI}}}schemaLocation": SCHEMA},
        OBJID=dossier.id,
        LABEL=f"Baulastenakte {dossier.id}",
        TYPE="Baulastenakte",
    )
    header = _mets.add(root, "metsHdr", CREATEDATE=at)
    agent = _mets.add(header, "agent", ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE")
    _mets.add(agent, "name", program)
    described = _mets.add(root, "dmdSec", ID="dmd")
    _describe(_wrapped(described, "DC"), dossier)
    told = _mets.add(_mets.add(root, "amdSec", ID="amd"), "digiprovMD", ID="premis")
    _wrapped(told, "PREMIS", MDTYPEVERSION="3.0").append(premis(items, events))
    ids = {(item.name, item.version, item.page): f"file_{n}" for n, item in enumerate(items)}
    _add_files(root, name, items, ids)
    _add_structure(root, versions, items, ids)
    return document(root)


def _wrapped(parent: Any, kind: str, **attributes: str) -> Any:
    wrap = _mets.add(parent, "mdWrap", MDTYPE=kind, **attributes)
    return _mets.add(wrap, "xmlData")


def _describe(parent: Any, dossier: Dossier) -> None:
    _dc.add(parent, "title", f"Baulastenakte {dossier.number or dossier.id}")
    _dc.add(parent, "identifier", dossier.id)
    _dc.add(parent, "subject", "Baulastenverzeichnis")
    _dc.add(parent, "coverage", dossier.municipality)
    _dc.add(parent, "type", "Text")
    _dc.add(parent, "language", "de")


def _add_files(
    root: Any, name: str, items: Sequence[Item], ids: dict[tuple[str, int | None, int | None], str]
) -> None:
    section = _mets.add(root, "fileSec")
    folder = posixpath.dirname(name)
    for use, group in groupby(sorted(items, key=lambda item: item.use), key=lambda item: item.use):
        files = _mets.add(section, "fileGrp", USE=use)
        for item in group:
            file = _mets.add(
                files,
                "file",
                ID=ids[item.name, item.version, item.page],
                MIMETYPE=item.mime,
                SIZE=str(item.size),
                CHECKSUM=item.sha256,
                CHECKSUMTYPE="SHA-256",
            )
            where = quote(posixpath.relpath(item.name, folder))
            _mets.add(file, "FLocat", LOCTYPE="URL", **{f"{{{XLINK}}}href": where})


def _add_structure(
    root: Any,
    versions: Sequence[Dossier],
    items: Sequence[Item],
    ids: dict[tuple[str, int | None, int | None], str],
) -> None:
    structure = _mets.add(root, "structMap", TYPE="PHYSICAL")
    whole = _mets.add(structure, "div", TYPE="dossier", DMDID="dmd", ADMID="premis")
    for item in items:
        if item.version is None and item.use is not Use.ORIGINAL:
            _mets.add(whole, "fptr", FILEID=ids[item.name, None, None])
    originals = {i.sha256: ids[i.name, None, None] for i in items if i.use is Use.ORIGINAL}
    for dossier in versions:
        number = str(dossier.version)
        version = _mets.add(whole, "div", TYPE="version", ORDER=number, LABEL=f"Fassung {number}")
        mine = [item for item in items if item.version == dossier.version]
        for item in mine:
            if item.page is None:
                _mets.add(version, "fptr", FILEID=ids[item.name, item.version, None])
        texts = {i.page: ids[i.name, i.version, i.page] for i in mine if i.page is not None}
        for page in dossier.pages:
            _add_page(version, page, originals, texts)


def _add_page(version: Any, page: Page, originals: dict[str, str], texts: dict[int, str]) -> None:
    element = _mets.add(
        version,
        "div",
        TYPE="page",
        ORDER=str(page.number),
        LABEL=f"Seite {page.number}, Bild {page.origin.frame + 1} im Original",
    )
    if page.origin.sha256 in originals:  # none where names are left out
        _mets.add(element, "fptr", FILEID=originals[page.origin.sha256])
    if page.number in texts:
        _mets.add(element, "fptr", FILEID=texts[page.number])
