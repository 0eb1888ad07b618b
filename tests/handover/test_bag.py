"""Bags: lists that hold every name, and that lead nowhere else."""

import hashlib
from pathlib import Path

import bagit
import pytest

from archive.spill import Spill
from baulast.errors import StoreDamaged, StoreError
from handover.bag import BagWriter, bag_damage, info_of, read_list

HOSTILE = ("50%.txt", "a\nb.txt", "c\rd.txt", "%0A.txt", "ä ö/ü.txt", "-x.txt", "'quoted'.txt")


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    writer = BagWriter(tmp_path / "bag", algorithms=("sha256", "sha512"))
    for name in HOSTILE:
        writer.write(name, name.encode())
    writer.finish()
    writer.close({"Contact-Name": "eine\r\nZeile"})
    return tmp_path / "bag"


def test_hostile_names_come_back(bag: Path) -> None:
    """Names with line ends and per cent signs are on the list, once, and are found again."""
    with Spill() as listed:
        read_list(bag, "manifest-sha256.txt", listed)
        assert {name for name, _ in listed.items()} == {f"data/{name}" for name in HOSTILE}
    assert not list(bag_damage(bag))


def test_a_line_end_in_a_value_is_none_in_the_file(bag: Path) -> None:
    """Nobody adds a line to what a bag says about itself."""
    assert info_of(bag)["Contact-Name"] == "eine Zeile"
    assert bagit.Bag(str(bag)).info["Contact-Name"] == "eine Zeile"


@pytest.mark.parametrize(
    "name", ["../out.txt", "data/../../out.txt", "/etc/passwd", "~/x", "..\\out.txt"]
)
def test_a_list_that_leads_out_of_the_bag_is_refused(bag: Path, name: str) -> None:
    """Whoever made it wants a file read that is none of ours."""
    manifest = bag / "manifest-sha256.txt"
    with manifest.open("a") as file:
        file.write(f"{'0' * 64}  {name}\n")
    with Spill() as listed, pytest.raises(StoreDamaged, match=r"(Zeile|line) \d"):
        read_list(bag, "manifest-sha256.txt", listed)
    assert list(bag_damage(bag))


@pytest.mark.parametrize("line", ["no list", "0123", f"{'0' * 64}  data/50%25.txt"])
def test_a_list_that_is_none_is_refused(bag: Path, line: str) -> None:
    """Garbled lines, and names that are there twice."""
    with (bag / "manifest-sha256.txt").open("a") as file:
        file.write(f"{line}\n")
    with Spill() as listed, pytest.raises(StoreDamaged):
        read_list(bag, "manifest-sha256.txt", listed)


def test_a_link_does_not_pass_for_a_file(bag: Path, tmp_path: Path) -> None:
    """What it leads to may change behind the bag's back."""
    (tmp_path / "else.txt").write_text("x")
    (bag / "data" / "link.txt").symlink_to(tmp_path / "else.txt")
    assert [found.path.name for found in bag_damage(bag)] == ["link.txt"]


def test_a_drive_that_is_gone_is_named(tmp_path: Path) -> None:
    """Not the folder that the bag goes to."""
    gone = tmp_path / "drive" / "original"
    with pytest.raises(StoreError, match="drive"):
        BagWriter(tmp_path / "bag").copy(gone, "x", sha256="0")


def test_a_file_that_has_changed_does_not_get_in(tmp_path: Path) -> None:
    """The hash that it was stored with decides."""
    file = tmp_path / "file"
    file.write_bytes(b"x")
    writer = BagWriter(tmp_path / "bag")
    assert writer.copy(file, "a", sha256=hashlib.sha256(b"x").hexdigest()).size == 1
    with pytest.raises(StoreDamaged, match="file"):
        writer.copy(file, "b", sha256="0")
