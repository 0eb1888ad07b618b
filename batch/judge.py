"""What a dossier is to those that are known already."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from baulast.language import Both, tr
from baulast.model import Dossier, Doubt, DoubtReason, Page
from catalog.records import DossierRecord, DossierState
from ingest.survey import is_damaged

# What a judgement doubts; it is passed once, when the dossier first comes.
JUDGED = frozenset({DoubtReason.NUMBER_KNOWN, DoubtReason.PAGES_KNOWN})

# As where a version came from that a person has put together: from no delivery. One that brings the
# same pages finds it there, and has the rules read nothing anew.
ARRANGED = tr("neu zugeordnete Seiten", "pages put elsewhere")


class Standing(StrEnum):
    NEW = "new"
    NEW_VERSION = "new_version"  # its number is known with other pages
    GO_ON = "go_on"  # known, but not finished with today's tools and settings
    UNCHANGED = "unchanged"  # finished; nothing to do
    DUPLICATE = "duplicate"  # the same pages came from elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How a dossier stands, under which version, and to which known one."""

    standing: Standing
    dossier: Dossier  # with its version and the doubts that follow from what is known
    known: DossierRecord | None = None


def proving_pages(dossier: Dossier) -> int:
    """Pages that prove something: blanks and separators look alike, damaged ones have no look."""
    return sum(_proves(page) for page in dossier.pages)


def claim_of(
    dossier: Dossier, content: str, source: str, *, batch: int, done_with: str = ""
) -> DossierRecord:
    """What the catalog holds of a dossier while it is being worked on.

    ``done_with`` are the steps that the archive holds it with already.
    """
    return DossierRecord(
        id=dossier.id,
        version=dossier.version,
        municipality=dossier.municipality,
        number=dossier.number,
        content_sha256=content,
        proves=proving_pages(dossier),
        source=source,
        state=DossierState.PENDING,
        steps_sha256=done_with,
        batch=batch,
    )


def _proves(page: Page) -> bool:
    undecoded = any(d.reason is DoubtReason.SEPARATOR_UNDECODED for d in page.doubts)
    return not (page.is_blank or page.separator is not None or undecoded or is_damaged(page))


def judge(
    dossier: Dossier,
    *,
    content_sha256: str,
    source: str,
    steps_sha256: str,
    versions: Sequence[DossierRecord],
    with_content: Sequence[DossierRecord],
    met: Set[tuple[str, int]] = frozenset(),
) -> Judgement:
    """Where the dossier stands; ``versions`` are of its id, ``with_content`` hold its pages.

    ``met`` names id and version of those that came in this run already: one that comes again is a
    duplicate, even from the same source (a sheet that was scanned twice).
    """
    same = [known for known in versions if known.content_sha256 == content_sha256]
    # A source of "" has been forgotten: the catalog was rebuilt from the archive.
    mine = (k for k in same if k.source in (source, "") and (k.id, k.version) not in met)
    own = next(mine, None)
    if own is not None:
        return _known(dossier, own, steps_sha256)
    if same:
        return Judgement(standing=Standing.DUPLICATE, dossier=dossier, known=same[0])
    if proving_pages(dossier) and with_content:
        return _elsewhere(dossier, with_content[0], versions, met)
    return _by_number(dossier, versions, met)


def is_mended(aside: Dossier, pages: Sequence[Page]) -> bool:
    """Whether all good pages of a damaged dossier came again, and none of its damaged files."""
    good = {page.pixels_sha256 for page in aside.pages if _proves(page)}
    damaged = {page.origin.sha256 for page in aside.pages if is_damaged(page)}
    came = {page.pixels_sha256 for page in pages}
    files = {page.origin.sha256 for page in pages}
    return bool(good and damaged) and good <= came and damaged.isdisjoint(files)


def _known(dossier: Dossier, own: DossierRecord, steps_sha256: str) -> Judgement:
    finished = own.state is DossierState.DONE and own.steps_sha256 == steps_sha256
    return Judgement(
        standing=Standing.UNCHANGED if finished else Standing.GO_ON,
        dossier=replace(dossier, version=own.version),
        known=own,
    )


def _elsewhere(
    dossier: Dossier,
    known: DossierRecord,
    versions: Sequence[DossierRecord],
    met: Set[tuple[str, int]],
) -> Judgement:
    """The pages are known under another id: a duplicate, unless this one tells another number."""
    if dossier.number is None:
        return Judgement(standing=Standing.DUPLICATE, dossier=dossier, known=known)
    doubt = Doubt(
        reason=DoubtReason.PAGES_KNOWN,
        detail=Both(
            f"Dieselben Seiten liegen schon als {known.id} (Fassung {known.version}) im Archiv.",
            f"The same pages are in the archive as {known.id} (version {known.version}) already.",
        ),
    )
    judged = _by_number(dossier, versions, met)
    doubted = replace(judged.dossier, doubts=(*judged.dossier.doubts, doubt))
    return replace(judged, dossier=doubted, known=known)


def _by_number(
    dossier: Dossier, versions: Sequence[DossierRecord], met: Set[tuple[str, int]]
) -> Judgement:
    replaced = next((k for k in versions if _gives_way(k, dossier, met)), None)
    kept = [known for known in versions if known is not replaced]
    if not kept:
        return Judgement(standing=Standing.NEW, dossier=dossier, known=replaced)
    last = kept[-1]
    doubt = Doubt(
        reason=DoubtReason.NUMBER_KNOWN,
        detail=Both(
            f"Unter dieser Nummer liegt Fassung {last.version} mit anderen Seiten vor "
            f"(aus {Path(last.source).name}).",
            f"Version {last.version} with other pages is known under this number "
            f"(from {Path(last.source).name}).",
        ),
    )
    version = replaced.version if replaced else last.version + 1
    return Judgement(
        standing=Standing.NEW_VERSION,
        dossier=replace(dossier, version=version, doubts=(*dossier.doubts, doubt)),
        known=last,
    )


def _gives_way(known: DossierRecord, dossier: Dossier, met: Set[tuple[str, int]]) -> bool:
    """Whether the dossier is the new delivery of one that was set aside and never archived.

    One that is still being delivered stays, and so does one with more pages than came now: of a
    page that was delivered alone, nobody knows whether it stands for the whole dossier.
    """
    if known.state is not DossierState.SET_ASIDE or known.steps_sha256:
        return False
    if (known.id, known.version) in met:
        return False
    return proving_pages(dossier) >= max(known.proves, 1)
