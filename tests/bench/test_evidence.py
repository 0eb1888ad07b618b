"""What verify and the audit trail are measured on is what they work on."""

from archive.audit import audit_damage, read_trail
from archive.damage import damage
from bench.evidence import APPENDS, audit_lines, copied, exported, filled_store, sha256sum


def test_the_measured_archive_is_whole(tmp_path):
    """Both sides read the same files, and nothing is wrong with them."""
    store = filled_store(tmp_path, 1)
    read = []
    assert not list(damage(store, done=lambda path, _: read.append(path)))
    assert len(read) == 3  # original, PDF and reading
    sha256sum(read)


def test_measured_lines_are_a_whole_trail(tmp_path):
    """Every line that is timed is there afterwards."""
    audit_lines(tmp_path)
    assert len(read_trail(tmp_path)) == APPENDS
    assert not list(audit_damage(tmp_path))


def test_export_and_copy_carry_the_same(tmp_path):
    """Both come to their end and leave nothing for the next round."""
    store = filled_store(tmp_path, 2)
    exported(store, tmp_path / "bags")
    copied(list(store.originals()), tmp_path / "copy")
    assert not (tmp_path / "bags").exists()
    assert not (tmp_path / "copy").exists()
