"""Speed is measured on the same pages wherever it is measured."""

from bench.dense import dense_pages
from ingest.fingerprint import file_sha256


def test_dense_pages_are_the_same_on_every_call(tmp_path):
    """Two runs of the bench read the same scans."""
    one, other = (dense_pages(tmp_path / name, count=1) for name in ("one", "other"))
    hashes = [[file_sha256(scan) for scan in sorted(folder.iterdir())] for folder in (one, other)]
    assert len(hashes[0]) == 1
    assert hashes[0] == hashes[1]
