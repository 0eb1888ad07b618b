"""Writes the transfer record of a revision, signed where the office has a program for that."""

from collections.abc import Iterator
from pathlib import Path

from archive.damage import Damage
from archive.durable import seal, write_file
from archive.manifest import hashes_of
from archive.record import READABLE, RECORD, SIGNATURE, Intake, record_of, to_json
from archive.record_text import readable
from archive.scanner import device_of
from archive.signing import SigningFailed, SigningSilent, check_signature, sign
from archive.store import Store
from archive.trail_mark import mark_of
from baulast.model import Dossier
from baulast.settings import Settings, TransferSettings


def write_record(
    dossier: Dossier,
    store: Store,
    settings: Settings,
    intake: Intake,
    folder: Path,
    previous: str | None,
) -> None:
    """Puts the record beside the PDF and the reading that lie in the folder, and seals it."""
    originals = {page.origin.sha256 for page in dossier.pages}
    record = record_of(
        dossier,
        files=dict(hashes_of(folder)),
        previous=previous,
        devices={sha256: device_of(store.original(sha256)) for sha256 in originals},
        intake=intake,
        settings=settings,
        trail=mark_of(store.home),
    )
    write_file(folder / RECORD, to_json(record).encode())
    write_file(folder / READABLE, readable(record).encode())
    if settings.transfer.sign_command:
        sign(folder / RECORD, folder / SIGNATURE, settings.transfer)
        seal(folder / SIGNATURE)
    for name in (RECORD, READABLE):
        seal(folder / name)


def signature_damage(
    store: Store, settings: TransferSettings, *, dossier: str | None = None
) -> Iterator[Damage]:
    """Records whose signature does not hold by the office's own program; unsigned ones pass.

    SigningSilent where the program does not answer: it would not for the others either.
    """
    if not settings.verify_command:
        return
    for revision in store.revisions() if dossier is None else store.revisions_of(dossier):
        signature = revision / SIGNATURE
        if signature.exists():
            try:
                check_signature(revision / RECORD, signature, settings)
            except SigningSilent:
                raise
            except SigningFailed as error:
                yield Damage(path=signature, what=str(error))
