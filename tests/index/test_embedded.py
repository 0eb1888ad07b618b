"""The index in a file: one writer, many readers, and what can happen to a file."""

import os
import signal
import sqlite3

import pytest

from baulast.errors import IndexUnusable, StoreFull
from baulast.model import Parcel, Plot
from index.embedded import EmbeddedIndex
from index.query import parse


def parcels(*numbers):
    """Plots of Büttgen, Flur 12."""
    return tuple(Plot(parcel=Parcel.parse("Büttgen", "12", number)) for number in numbers)


def found(index, text, **options):
    """Ids of the entries found."""
    return [hit.document.id for hit in index.search(parse(text), **options).entries]


def test_digest_is_that_of_the_content(tmp_path, make_dossier, make_entry):
    """The same dossiers give the same digest in whatever order; any change gives another one."""
    one, two = make_dossier(make_entry()), make_dossier(make_entry(), id="kaarst/2")
    with EmbeddedIndex(tmp_path / "a") as first, EmbeddedIndex(tmp_path / "b") as second:
        first.put(one)
        first.put(two)
        second.rebuild([two, one])
        assert first.digest() == second.digest()
        second.put(make_dossier(make_entry(street="Hauptstr. 1")))
        assert first.digest() != second.digest()


def test_put_that_fails_changes_nothing(embedded, make_dossier, make_entry, monkeypatch):
    """A dossier that cannot be written whole is not written at all, and the old one stays."""
    embedded.put(make_dossier(make_entry()))
    before = embedded.digest()

    def breaking(*_):
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(EmbeddedIndex, "_insert_page", breaking)
    with pytest.raises(Exception, match="disk I/O error"):
        embedded.put(make_dossier(make_entry(), make_entry(number=2)))
    monkeypatch.undo()
    assert embedded.digest() == before


def test_full_disk_is_told_and_changes_nothing(tmp_path, make_dossier, make_entry):
    """Where the file cannot grow, the error says so, and the index is as it was."""
    path = tmp_path / "index.sqlite"
    with EmbeddedIndex(path) as index:
        index.put(make_dossier(make_entry()))
        before = index.digest()
        pages = index._connection.execute("PRAGMA page_count").fetchone()[0]
        index._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        large = make_dossier(*(make_entry(number=n, wording="Wort " * 500) for n in range(99)))
        with pytest.raises(StoreFull, match=r"index\.sqlite"):
            index.put(large)
        assert index.digest() == before


def test_kill_in_the_middle_loses_nothing(tmp_path, make_dossier, make_entry):
    """A process that is killed while it writes leaves the index as it was before."""
    path = tmp_path / "index.sqlite"
    with EmbeddedIndex(path) as index:
        index.put(make_dossier(make_entry()))
        before = index.digest()
    dying = os.fork()
    if not dying:

        def killed():
            yield make_dossier(id="kaarst/2")
            os.kill(os.getpid(), signal.SIGKILL)

        EmbeddedIndex(path).rebuild(killed())
    os.waitpid(dying, 0)
    with EmbeddedIndex(path) as index:
        assert index.digest() == before


def test_reader_sees_the_state_before_an_open_write(tmp_path, make_dossier, make_entry):
    """Searches go on while another process writes."""
    path = tmp_path / "index.sqlite"
    with EmbeddedIndex(path) as writer, EmbeddedIndex(path) as reader:
        writer.put(make_dossier(make_entry()))

        def watching():
            yield make_dossier(id="kaarst/2")
            assert found(reader, "Büttgen 12 345") == ["kaarst/KAA-1@1#1"]

        writer.rebuild(watching())
        assert found(reader, "Büttgen 12 345") == []


@pytest.mark.parametrize("content", [b"this is no database, but long enough to look", b"\0" * 5000])
def test_damaged_file_is_named_and_can_be_replaced(tmp_path, make_dossier, make_entry, content):
    """A file that is no index is an error with its remedy, and a rebuild may replace it."""
    path = tmp_path / "index.sqlite"
    path.write_bytes(content)
    with pytest.raises(IndexUnusable, match=r"index\.sqlite"):
        EmbeddedIndex(path)
    with EmbeddedIndex(path, replace_unusable=True) as index:
        index.put(make_dossier(make_entry()))
        assert index.counts().entries == 1


def test_file_of_another_program_version_is_refused(tmp_path):
    """Tables of another state are not guessed at."""
    path = tmp_path / "index.sqlite"
    EmbeddedIndex(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(IndexUnusable, match="99"):
        EmbeddedIndex(path)


@pytest.mark.parametrize("limit", [2, 5])
def test_frequent_words_are_counted_only_so_far(
    embedded, make_dossier, make_entry, monkeypatch, limit
):
    """Where a word stands in very many entries, the answer says that there are more than it counts.

    What lists everything counts everything, and a parcel's entries are all there whatever words
    stand beside it.
    """
    monkeypatch.setattr("index.lookup.COUNTED", 4)
    embedded.put(make_dossier(*(make_entry(number=n) for n in range(1, 8))))
    answer = embedded.search(parse("Stellplatz"), limit=limit)
    assert (len(answer.entries), answer.has_more) == (limit, True)
    assert limit < answer.total <= 7
    everything = embedded.search(parse("Stellplatz"), limit=7)
    assert (len(everything.entries), everything.total, everything.has_more) == (7, 7, False)
    assert len(embedded.search(parse("Stellplatz Büttgen 12 345"), limit=9).entries) == 7


def test_index_file_is_private(tmp_path):
    """Page texts carry names: nobody else may read the file."""
    path = tmp_path / "index.sqlite"
    with EmbeddedIndex(path):
        assert path.stat().st_mode & 0o077 == 0
