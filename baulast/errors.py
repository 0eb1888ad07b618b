"""The tree of errors: each says what, where and what to do, and carries its exit code.

Exit codes (stable): 0 done · 1 done, with dossiers set aside · 2 wrong call · 3 input unusable ·
4 a tool or library is missing or failed · 5 the store, catalog or index cannot be used ·
6 stored data are not as they were written · 7 a statement was given that one must not rely on yet ·
8 only what is derived differs, `verify --repair` makes it anew · 130 interrupted.
"""

import errno

from baulast.language import Both, tr

SYSTEM_WORDS = {
    errno.EACCES: tr("keine Berechtigung", "permission denied"),
    errno.EPERM: tr("keine Berechtigung", "permission denied"),
    errno.ENOENT: tr("nicht vorhanden", "does not exist"),
    errno.ELOOP: tr("Verknüpfung im Kreis", "link in a circle"),
    errno.ENOSPC: tr("Speicher voll", "no space left"),
    errno.EROFS: tr("schreibgeschützt", "write-protected"),
    errno.EIO: tr("Lesefehler des Laufwerks", "read error of the drive"),
    errno.ESTALE: tr("Netzlaufwerk getrennt", "network drive is gone"),
}


def system_words(error: OSError) -> str:
    """The system's refusal in the language of the process, as far as it is a common one.

    >>> system_words(OSError(errno.ENOENT, "No such file or directory"))
    'nicht vorhanden'
    """
    return SYSTEM_WORDS.get(error.errno or 0, error.strerror or str(error))


class BaulastError(Exception):
    """Something that a person can do something about."""

    exit_code = 1
    remedy: Both | str = ""  # each reader gets it in the own language


class InputError(BaulastError):
    """What was delivered cannot be used."""

    exit_code = 3


class ScanUnreadable(InputError):
    """A file or a page image cannot be decoded."""

    remedy = Both(
        "Die Seite neu scannen, oder sie aus dem Stapel nehmen und in einen eigenen Ordner legen.",
        "Rescan the page, or take it out of the batch into a folder of its own.",
    )


class ScanUnreachable(ScanUnreadable):
    """A file cannot be opened or read, whatever is in it."""

    remedy = Both(
        "Zugriffsrechte, Verknüpfung und Laufwerk prüfen, dann den Import noch einmal starten.",
        "Check access rights, link and drive, then start the import again.",
    )


class FolderLinked(ScanUnreachable):
    """A link to a folder, which is not followed: it may lead in circles or out of the delivery."""

    remedy = Both(
        "Den Ordner importieren, auf den die Verknüpfung zeigt.",
        "Import the folder that the link leads to.",
    )


class FormatUnsupported(ScanUnreadable):
    """A picture in a format that no scanner for files delivers."""

    remedy = Both(
        "Das Bild als PDF, TIFF, JPEG oder PNG neu ausgeben lassen.",
        "Have the picture exported again as PDF, TIFF, JPEG or PNG.",
    )


class ScanProtected(ScanUnreadable):
    """A PDF is encrypted and asks for a password."""

    remedy = Both(
        "Das PDF ohne Kennwort neu ausgeben lassen.",
        "Have the PDF exported again without a password.",
    )


class ScanTooLarge(ScanUnreadable):
    """An image is larger than any paper that is scanned, or unpacks to far more than it holds."""

    remedy = Both(
        "Die Datei prüfen; das Original bleibt unberührt.",
        "Check the file; the original stays untouched.",
    )


class DossierUnknown(InputError):
    """There is no dossier of that id and version."""

    remedy = Both(
        "Kennung und Fassung prüfen; `baulast search` nennt sie bei jedem Treffer.",
        "Check id and version; `baulast search` names them with each hit.",
    )


class ToolError(BaulastError):
    """A program or library failed."""

    exit_code = 4


class ToolMissing(ToolError):
    """A program, library or model is not installed."""

    remedy = Both("`baulast doctor` nennt, was fehlt.", "`baulast doctor` tells what is missing.")


class ToolFailed(ToolError):
    """A program or library crashed, hung or was killed."""

    remedy = Both("`baulast retry` versucht es noch einmal.", "`baulast retry` tries again.")


class WorkerLost(ToolFailed):
    """A worker process ended in the middle of a task: crashed, hung or killed for memory."""

    def __init__(self, *, after_s: float) -> None:
        self.after_s = after_s
        super().__init__(
            tr(
                f"Der Arbeitsprozess endete nach {after_s:.0f} s: abgestürzt, ohne Antwort "
                "oder wegen Speichermangels beendet",
                f"The worker process ended after {after_s:.0f} s: crashed, hung or killed "
                "for memory",
            )
        )


class NotArchivable(ToolError):
    """No valid PDF/A could be made; no plain PDF takes its place."""

    remedy = Both(
        "Die genannte Seite prüfen, dann `baulast retry`.",
        "Check the page that is named, then `baulast retry`.",
    )


class StoreError(BaulastError):
    """The store, catalog or index cannot be used."""

    exit_code = 5


class Interrupted(BaulastError):
    """A person ended the run; what was done is kept."""

    exit_code = 130
    remedy = Both(
        "Denselben Aufruf noch einmal starten; er setzt fort, wo er stand.",
        "Start the same command again; it goes on where it was.",
    )


class StoreFull(StoreError):
    """No space is left."""

    remedy = Both(
        "Platz schaffen und den Import noch einmal starten; er setzt fort, wo er stand.",
        "Free some space and start the import again; it goes on where it was.",
    )


class CatalogUnusable(StoreError):
    """The catalog cannot be opened, read or written."""

    remedy = Both(
        "Die Adresse und die Rechte prüfen; `baulast rebuild` stellt ihn aus dem Archiv her.",
        "Check address and rights; `baulast rebuild` makes it anew from the archive.",
    )


class StoreDamaged(StoreError):
    """Stored data are not as they were written."""

    exit_code = 6
    remedy = Both("`baulast verify` zeigt, was betroffen ist.", "`baulast verify` shows what.")


class StoreBusy(StoreError):
    """Another import is at work in the same home."""

    remedy = Both("Auf den anderen Lauf warten.", "Wait for the other run to end.")


class IndexUnusable(StoreError):
    """The search index is damaged or of another program version; the archive is not touched."""

    remedy = Both(
        "`baulast rebuild` baut den Suchindex aus dem Archiv neu auf.",
        "`baulast rebuild` builds the search index anew from the archive.",
    )


class IndexUnreachable(StoreError):
    """The server of the shared index does not answer, or not in time."""

    remedy = Both(
        "Adresse, Netz und Server prüfen. Nichts geht verloren: Was fehlt, ist vorgemerkt, "
        "`baulast index sync` holt es nach.",
        "Check address, network and server. Nothing is lost: what is missing is noted, "
        "`baulast index sync` makes up for it.",
    )


class IndexRefused(StoreError):
    """The server does not know the user, or the user may not do this."""

    remedy = Both(
        "Benutzer und Kennwort oder API-Schlüssel prüfen (BAULAST_ELASTICSEARCH_…); Rechte "
        "vergibt, wer den Server betreut.",
        "Check user and password or API key (BAULAST_ELASTICSEARCH_…); rights are given by "
        "whoever runs the server.",
    )


class IndexReadOnly(StoreError):
    """The server takes nothing in: its disk is full, or somebody closed the index."""

    remedy = Both(
        "Auf dem Server Platz schaffen und die Sperre lösen, dann `baulast index sync`.",
        "Free space on the server and lift the block, then `baulast index sync`.",
    )


class IndexOutdated(StoreError):
    """Searches go to an index of another program version: what is put in ours nobody would find."""

    remedy = tr(
        "Nichts geht verloren, es ist vorgemerkt: `baulast index sync` baut den neuen Index und "
        "stellt um; ist der Index der neuere, das Programm aktualisieren.",
        "Nothing is lost, it is noted: `baulast index sync` builds the new index and switches "
        "over; where the index is the newer one, update the program.",
    )


class IndexForeign(StoreError):
    """What is there under the name is not this program's: another server, version or mapping."""

    remedy = Both(
        "`baulast index init` nennt, was dort liegt; ein fremder Index bleibt unberührt.",
        "`baulast index init` tells what is there; a foreign index is left as it is.",
    )
