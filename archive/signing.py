"""The office's own signature under a transfer record, made and checked by its own programs.

The only module that starts them. ``{file}`` and ``{signature}`` in the arguments stand for paths.
"""

import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from archive.durable import write_file
from baulast.errors import ToolFailed, ToolMissing, system_words
from baulast.language import Both, tr
from baulast.settings import TransferSettings


class SigningFailed(ToolFailed):
    """The program that signs, or the one that checks, refused, hung or gave nothing."""

    remedy = Both(
        "transfer.sign_command und transfer.verify_command von Hand ausführen; danach versucht "
        "`baulast retry` es noch einmal.",
        "Run transfer.sign_command and transfer.verify_command by hand; then `baulast retry`.",
    )


class SigningSilent(SigningFailed):
    """The program could not be run, or did not answer: of the signature nothing is known."""


def sign(file: Path, signature: Path, settings: TransferSettings) -> None:
    """Writes the detached signature that the program prints, once it was found to hold."""
    made = _run(settings.sign_command, file, signature, timeout_s=settings.sign_timeout_s)
    if not made:
        raise SigningFailed(tr(f"{file.name}: leere Unterschrift", f"{file.name}: no signature"))
    write_file(signature, made)
    if settings.verify_command:
        check_signature(file, signature, settings)


def check_signature(file: Path, signature: Path, settings: TransferSettings) -> None:
    """SigningFailed unless the office's program says that the signature holds."""
    _run(settings.verify_command, file, signature, timeout_s=settings.sign_timeout_s)


def _run(command: Sequence[str], file: Path, signature: Path, *, timeout_s: float) -> bytes:
    places = {"{file}": str(file), "{signature}": str(signature)}
    call = [places.get(argument, argument) for argument in command]
    try:
        return _output_of(call, timeout_s=timeout_s)
    except FileNotFoundError as error:
        raise ToolMissing(call[0]) from error
    except subprocess.TimeoutExpired as error:
        late = tr(f"keine Antwort in {timeout_s:g} s", f"no answer within {timeout_s:g} s")
        raise SigningSilent(f"{call[0]}: {late}") from error
    except OSError as error:
        raise SigningSilent(f"{call[0]}: {system_words(error)}") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr or str(error).encode()
        raise SigningFailed(f"{call[0]}: {said.decode(errors='replace').strip()}") from error


def _output_of(call: Sequence[str], *, timeout_s: float) -> bytes:
    """What the program prints; one that hangs ends with all that it started."""
    process = subprocess.Popen(
        call,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    with process:
        try:
            printed, said = process.communicate(timeout=timeout_s)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, call, printed, said)
    return printed
