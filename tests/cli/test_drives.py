"""A command on a home whose drive is away says so."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from archive import drives
from archive.drives import DriveMissing
from cli import commands


@pytest.mark.parametrize("command", [("verify",), ("status",), ("search", "Kaarst"), ("rebuild",)])
def test_a_missing_drive_is_no_home_that_never_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """Whoever is told to import first would begin a second register."""
    (tmp_path / "fstab").write_text(f"nas:/town {tmp_path}/mnt nfs rw 0 0\n")
    (tmp_path / "mounts").write_text("/dev/sda1 / ext4 rw 0 0\n")
    (tmp_path / "mnt").mkdir()
    monkeypatch.setattr(drives, "EXPECTED", tmp_path / "fstab")
    monkeypatch.setattr(drives, "MOUNTED", tmp_path / "mounts")
    done = CliRunner().invoke(commands, ["--home", str(tmp_path / "mnt" / "home"), *command])
    assert isinstance(done.exception, DriveMissing), done.output
    assert not list((tmp_path / "mnt").iterdir())
