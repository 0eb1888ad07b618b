"""Where a dossier's files lie, and how they get there whole or not at all.

::

    home/
      lock                                     held by the import that is at work
      format                                   which version of the program wrote all this
      originals/ab/ab12…                       what was delivered, named by its SHA-256
      work/                                    unfinished; swept at the start of an import
      dossiers/kaarst/KAA-BL-002229/
        supplement.jsonl                       what happened later; only ever appended to
        v1/r1/                                 a version (other pages) and a revision (read anew)
          KAA-BL-002229.pdf  dossier.json  manifest.json  transfer.json  transfer.txt

A revision is never changed once it has its name; the newest one counts. See docs/decisions/0006.
"""

import tempfile
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.audit_log import begin_if_new
from archive.drives import refuse_unmounted, remember_drive
from archive.durable import (
    copy_file,
    discard,
    make_folder,
    publish,
    seal,
    sha256_of,
    share,
    storage_errors,
    write_file,
)
from archive.home_format import write_format
from archive.lock import alone_in
from archive.manifest import NAME as MANIFEST
from archive.manifest import Manifest, hashes_of, read_manifest
from archive.names import safe_name
from archive.revisions import (
    READING,
    SUPPLEMENT,
    is_readable,
    names_in,
    newest_revision,
    number_of,
    read_dossier,
    revisions_under,
    strays_in,
    versions_in,
)
from archive.supplement import read_supplement
from baulast.codec import dossier_to_json
from baulast.errors import DossierUnknown, ScanUnreadable, StoreDamaged
from baulast.language import tr
from baulast.model import Dossier
from baulast.standing import Standing, standing
from baulast.versions import Lines, is_withdrawn, together


class Store:
    """The archive folder: originals, dossiers and what is still being made."""

    def __init__(self, home: Path) -> None:
        """Opens a home, or begins one; DriveMissing where that would lie below a missing drive."""
        with storage_errors(home):
            is_new = not (home / "dossiers").exists()
            if is_new:
                refuse_unmounted(home)
            self.home = make_folder(home.absolute())
            if is_new:
                write_format(self.home)
            self._originals = make_folder(self.home / "originals")
            self._dossiers = make_folder(self.home / "dossiers")
            self._work = make_folder(self.home / "work")

    @contextmanager
    def locked(self, *, wait_s: float = 0.0) -> Iterator[None]:
        """Keeps other imports out, and sweeps away what an interrupted one left unfinished.

        StoreBusy where another holds it for longer than ``wait_s``.
        """
        with alone_in(self.home, wait_s=wait_s):
            remember_drive(self.home)
            for leftover in self._work.iterdir():
                discard(leftover) if leftover.is_dir() else leftover.unlink()
            yield

    def put_original(self, source: Path) -> str:
        """The SHA-256 under which the store holds the file's bytes, verified on disk."""
        digest, size = _read_hash(source)
        target = self.original_path(digest)
        with storage_errors(target):
            begin_if_new(self.home)
            if target.is_file() and target.stat().st_size == size:
                return digest
            work = Path(tempfile.mkdtemp(dir=self._work))
            try:
                copy = work / digest
                copy_file(source, copy)
                if sha256_of(copy) != digest:
                    raise ScanUnreadable(
                        tr(
                            f"{source}: beim Kopieren verändert",
                            f"{source}: changed while it was copied",
                        )
                    )
                publish(copy, make_folder(target.parent) / digest)
            finally:
                discard(work)
        return digest

    def original(self, sha256: str) -> Path:
        """Where an original lies; StoreDamaged if it is missing."""
        path = self.original_path(sha256)
        if not path.is_file():
            raise StoreDamaged(tr(f"{path}: Original fehlt", f"{path}: original is missing"))
        return path

    def commit(
        self,
        dossier: Dossier,
        make_pdf: Callable[[Path], None],
        make_record: Callable[[Path, str | None], None] = lambda *_: None,
    ) -> Path:
        """The folder of the revision that holds the dossier: written now, or there already.

        ``make_record`` adds the transfer record to the folder, given the hash of the manifest
        before. It says who and when, and so does not decide whether there is anything new.
        """
        originals = tuple(sorted({page.origin.sha256 for page in dossier.pages}))
        for sha256 in originals:
            self.original(sha256)
        version = self.version_folder(dossier.id, dossier.version)
        with storage_errors(version):
            begin_if_new(self.home)
            work = Path(tempfile.mkdtemp(dir=self._work))
            try:
                pdf = work / f"{safe_name(_own_name(dossier.id))}.pdf"
                make_pdf(pdf)
                seal(pdf)
                write_file(work / READING, dossier_to_json(dossier).encode())
                seal(work / READING)
                return self._publish(dossier, originals, work, make_folder(version), make_record)
            finally:
                discard(work)

    def _publish(
        self,
        dossier: Dossier,
        originals: tuple[str, ...],
        work: Path,
        version: Path,
        make_record: Callable[[Path, str | None], None],
    ) -> Path:
        files = hashes_of(work)
        newest = newest_revision(version)
        if newest is not None and read_manifest(newest).content == files:
            return newest
        if newest is not None:
            _share_unchanged(files, newest, work)
        previous = sha256_of(newest / MANIFEST) if newest else None
        make_record(work, previous)
        manifest = Manifest(
            id=dossier.id,
            version=dossier.version,
            files=hashes_of(work),
            originals=originals,
            previous=previous,
        )
        write_file(work / MANIFEST, manifest.to_json().encode())
        seal(work / MANIFEST)
        target = version / f"r{number_of(newest) + 1 if newest else 1}"
        publish(work, target)
        return target

    def load(self, id: str, version: int = 1) -> Dossier:
        """A version of a dossier as it stands: its newest reading, and what people said since."""
        return self.standing(self.reading(id, version)).dossier

    def reading(self, id: str, version: int = 1) -> Dossier:
        """The newest reading of a version of a dossier, as the machine left it."""
        return read_dossier(self.revision(id, version))

    def standing(self, dossier: Dossier, lines: Lines | None = None) -> Standing:
        """A reading with all that its supplement tells, beside the other versions of the dossier.

        ``lines`` are those of the supplement, where somebody has read them already.
        """
        if lines is None:
            lines = read_supplement(self.supplement(dossier.id)).lines
        readings = {one.version: one for one in self._versions(dossier.id, but=dossier.version)}
        readings[dossier.version] = dossier
        found = together([readings[version] for version in sorted(readings)], lines)
        return next(one for one in found if one.dossier.version == dossier.version)

    def standings(self, id: str) -> tuple[Standing, ...]:
        """Every version of a dossier beside the others, the oldest first."""
        lines = read_supplement(self.supplement(id)).lines
        return together([*self._versions(id)], lines)

    def alone(self, dossier: Dossier) -> Dossier:
        """A version as it would stand without the others: what an older one said."""
        return standing(dossier, read_supplement(self.supplement(dossier.id)).lines).dossier

    def newest(self, id: str) -> int:
        """The version that counts: the newest that was not withdrawn, where one was not."""
        lines = read_supplement(self.supplement(id)).lines
        versions = [number_of(revision.parent) for revision in self._newest_revisions(id)]
        return max([v for v in versions if not is_withdrawn(lines, v)] or versions, default=1)

    def _versions(self, id: str, *, but: int | None = None) -> Iterator[Dossier]:
        """The newest reading of each version, the oldest first."""
        for revision in self._newest_revisions(id):
            if number_of(revision.parent) != but:
                yield read_dossier(revision)

    def _newest_revisions(self, id: str) -> Iterator[Path]:
        folder = self.dossier_folder(id)
        for version in versions_in(folder):
            if (newest := newest_revision(version)) is not None:
                yield newest

    def pdf_path(self, id: str, version: int = 1) -> Path:
        """The PDF/A of a version of a dossier."""
        return self.revision(id, version) / f"{safe_name(_own_name(id))}.pdf"

    def revision(self, id: str, version: int = 1) -> Path:
        """The folder of the newest revision; DossierUnknown where there is none."""
        newest = newest_revision(self.version_folder(id, version))
        if newest is None:
            raise DossierUnknown(
                tr(
                    f"{id}, Fassung {version}: nicht im Archiv",
                    f"{id}, version {version}: not in the archive",
                )
            )
        return newest

    def has(self, id: str, version: int) -> bool:
        """Whether there is a reading of a version of a dossier."""
        return newest_revision(self.version_folder(id, version)) is not None

    def supplement(self, id: str) -> Path:
        """Where a dossier's supplement lies, for archive.supplement."""
        return self.dossier_folder(id) / SUPPLEMENT

    def originals(self) -> Iterator[Path]:
        """Every original in the store."""
        for first in names_in(self._originals):
            for name in names_in(self._originals / first):
                yield self._originals / first / name

    def folders(self, municipality: str | None = None) -> Iterator[Path]:
        """The folder of every dossier, or of those of a town, by name."""
        for town in names_in(self._dossiers) if municipality is None else [safe_name(municipality)]:
            for name in names_in(self._dossiers / town):
                folder = self._dossiers / town / name
                if folder.is_dir():
                    yield folder

    def supplements(self) -> Iterator[Path]:
        """Every supplement there is."""
        supplements = (folder / SUPPLEMENT for folder in self.folders())
        return (path for path in supplements if path.exists())

    def revisions(self) -> Iterator[Path]:
        """The folder of every revision of every dossier, oldest first."""
        for folder in self.folders():
            yield from revisions_under(folder)

    def revisions_of(self, id: str) -> Iterator[Path]:
        """The folder of every revision of one dossier; DossierUnknown where there is none."""
        found = [*revisions_under(self.dossier_folder(id))]
        if not found:
            self.revision(id)  # says that there is none
        yield from found

    def strays(self) -> Iterator[Path]:
        """What lies between the dossiers or the originals and is none of them."""
        for path in self.originals():
            if self.original_path(path.name) != path:
                yield path
        for town in names_in(self._dossiers):
            if not (self._dossiers / town).is_dir():
                yield self._dossiers / town
            for name in names_in(self._dossiers / town):
                yield from strays_in(self._dossiers / town / name)

    def versions(self, id: str | None = None) -> Iterator[Path]:
        """The folder of every version of every dossier, or of one; there may be none."""
        for folder in self.folders() if id is None else [self.dossier_folder(id)]:
            yield from versions_in(folder)

    def readings(self, id: str | None = None, *, but: Container[Path] = ()) -> Iterator[Dossier]:
        """The newest reading of every version of every dossier (or of one), as the machine left it.

        ``but`` are folders of dossiers to leave out: not all that lies there is as it was written.
        """
        for version in self.versions(id):
            newest = None if version.parent in but else newest_revision(version)
            if newest is not None:
                yield read_dossier(newest)

    def dossiers(self, id: str | None = None, *, but: Container[Path] = ()) -> Iterator[Dossier]:
        """Every version of every dossier (or of one) that is to be found, as it stands."""
        found = (self.standing(reading) for reading in self.readings(id, but=but))
        return (one.dossier for one in found if not one.is_gone)

    def unreadable(self) -> Iterator[Path]:
        """The folders of dossiers with a newest reading or a supplement that is not as written."""
        for version in self.versions():
            newest = newest_revision(version)
            if newest is not None and not is_readable(newest, version.parent / SUPPLEMENT):
                yield version.parent

    def municipalities(self) -> tuple[str, ...]:
        """The short names of the towns whose dossiers lie here."""
        return tuple(name for name in names_in(self._dossiers) if (self._dossiers / name).is_dir())

    def dossier_folder(self, id: str) -> Path:
        """Where all versions of a dossier lie, with what came later, there already or not."""
        return self.version_folder(id, 1).parent

    def numbers(self, id: str) -> tuple[int, ...]:
        """The versions of a dossier that lie here, the oldest first."""
        return tuple(number_of(revision.parent) for revision in self._newest_revisions(id))

    def version_folder(self, id: str, version: int) -> Path:
        """Where the revisions of a version lie, there already or not."""
        town = safe_name(id.partition("/")[0])
        return self._dossiers / town / safe_name(_own_name(id)) / f"v{version}"

    def original_path(self, sha256: str) -> Path:
        """Where an original belongs, there already or not."""
        return self._originals / sha256[:2] / sha256


def _share_unchanged(files: tuple[tuple[str, str], ...], newest: Path, work: Path) -> None:
    """Lets a revision share with the one before what is the same: mostly the PDF."""
    before = dict(read_manifest(newest).files)
    for name, sha256 in files:
        if before.get(name) == sha256:
            share(newest / name, work / name)


def _read_hash(source: Path) -> tuple[str, int]:
    try:
        return sha256_of(source), source.stat().st_size
    except OSError as error:
        raise ScanUnreadable(f"{source}: {error.strerror or error}") from error


def _own_name(id: str) -> str:
    """The part of a dossier's id that its municipality does not say."""
    return id.partition("/")[2]
