"""A drive that is not mounted never passes for an empty place: nothing is begun or put there."""

from collections.abc import Callable
from pathlib import Path

import pytest

from archive import drives
from archive.drives import DriveMissing, refuse_unmounted, remember_drive
from archive.store import Store

Tables = Callable[..., None]


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tables:
    """Writes what the machine says of its drives: those it should have, and those it has."""
    monkeypatch.setattr(drives, "EXPECTED", tmp_path / "fstab")
    monkeypatch.setattr(drives, "MOUNTED", tmp_path / "mounts")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def write(*, expected: str = "", mounted: str = "") -> None:
        (tmp_path / "fstab").write_text(expected.format(tmp_path))
        (tmp_path / "mounts").write_text("/dev/sda1 / ext4 rw 0 0\n" + mounted.format(tmp_path))

    return write


NAS = "nas:/town {}/mnt nfs rw 0 0\n"
REFUSED = {
    "the mount point itself": (NAS, "mnt"),
    "a folder below it": (NAS, "mnt/town/home"),
    "one with a blank": (r"//nas/a\040b {}/my\040drive cifs rw 0 0", "my drive/home"),
}
TAKEN = {
    "beside it": (NAS, "mnt2/home"),
    "above it": (NAS, "home"),
    "named in a comment": ("# " + NAS, "mnt/home"),
    "no mount point": ("/dev/sda2 none swap sw 0 0", "none"),
}


@pytest.mark.parametrize(("expected", "home"), REFUSED.values(), ids=REFUSED)
def test_no_home_begins_where_a_drive_is_missing(
    tables: Tables, tmp_path: Path, expected: str, home: str
) -> None:
    """The error names where the drive belongs, and nothing is written."""
    tables(expected=expected)
    with pytest.raises(DriveMissing, match=r"mnt|my drive"):
        Store(tmp_path / home)
    assert not (tmp_path / home).exists()


@pytest.mark.parametrize(("expected", "home"), TAKEN.values(), ids=TAKEN)
def test_a_home_begins_anywhere_else(
    tables: Tables, tmp_path: Path, expected: str, home: str
) -> None:
    """Nobody is asked about drives that the place does not lie on."""
    tables(expected=expected)
    assert Store(tmp_path / home).home.is_dir()


def test_a_home_begins_on_a_drive_that_is_there(tables: Tables, tmp_path: Path) -> None:
    """A mounted drive is a place like any other."""
    tables(expected=NAS, mounted=NAS)
    assert Store(tmp_path / "mnt" / "home").home.is_dir()


def test_a_drive_mounted_by_hand_is_remembered(tables: Tables, tmp_path: Path) -> None:
    """After a restart without it, no home begins in the folder that is left of it."""
    tables(mounted=NAS)
    with Store(tmp_path / "mnt" / "home").locked():
        pass
    (tmp_path / "mnt").rename(tmp_path / "away")
    tables()
    with pytest.raises(DriveMissing):
        Store(tmp_path / "mnt" / "home")
    tables(mounted=NAS)
    (tmp_path / "away").rename(tmp_path / "mnt")
    assert Store(tmp_path / "mnt" / "home").home.is_dir()
    assert (tmp_path / "state" / "baulast" / "drives").read_text() == NAS.format(tmp_path)


@pytest.mark.parametrize("mounted", ["", "tmpfs {}/mnt tmpfs rw 0 0\n"], ids=["none", "memory"])
def test_nothing_else_is_remembered(tables: Tables, tmp_path: Path, mounted: str) -> None:
    """A home that was deleted from the machine's own disk, or from memory, may begin anew."""
    tables(mounted=mounted)
    remember_drive(tmp_path / "mnt" / "home")
    tables()
    refuse_unmounted(tmp_path / "mnt" / "home")
    assert not (tmp_path / "state").exists()


def test_without_a_list_of_mounts_nothing_is_refused(tables: Tables, tmp_path: Path) -> None:
    """A system that does not tell what is mounted is no reason to stop work."""
    tables(expected=NAS)
    (tmp_path / "mounts").unlink()
    refuse_unmounted(tmp_path / "mnt")
