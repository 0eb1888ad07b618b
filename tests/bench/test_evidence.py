"""What verify and the audit trail are measured on is what they work on."""

from subprocess import CalledProcessError

import pytest

from archive.audit import audit_damage, read_trail
from bench.evidence import (
    APPENDS,
    HASHERS,
    audit_lines,
    copied,
    exported,
    filled_store,
    hashed,
    verified,
)


def test_the_measured_archive_is_whole(tmp_path):
    """What is timed is a check that has everything to look at, and finds nothing."""
    store = filled_store(tmp_path, 1)
    verified(store.home)
    next(store.originals()).unlink()
    with pytest.raises(AssertionError):
        verified(store.home)


@pytest.mark.parametrize("command", HASHERS.values(), ids=HASHERS)
def test_the_others_read_every_file(tmp_path, command):
    """A file that is not there would be missed."""
    (tmp_path / "a").write_bytes(b"a")
    hashed([tmp_path / "a"], with_=command)
    with pytest.raises(CalledProcessError):
        hashed([tmp_path / "a", tmp_path / "b"], with_=command)


def test_measured_lines_are_a_whole_trail(tmp_path):
    """Every line that is timed is there afterwards."""
    audit_lines(tmp_path)
    assert len(read_trail(tmp_path)) == APPENDS
    assert not list(audit_damage(tmp_path))


def test_export_and_copy_carry_the_same(tmp_path):
    """Both come to their end and leave nothing for the next round."""
    store = filled_store(tmp_path, 2)
    exported(store, tmp_path / "bags")
    copied(list(store.originals()), tmp_path / "copy", with_=HASHERS["sha256sum"])
    assert not (tmp_path / "bags").exists()
    assert not (tmp_path / "copy").exists()
