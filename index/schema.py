"""The tables of the embedded index, and how its file is opened."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from baulast.errors import IndexUnusable, StoreBusy, StoreError, StoreFull
from baulast.language import tr

VERSION = 9  # of these tables; a file of another version is built anew from the archive
BROKEN = ".unusable"  # how the name of a file ends that could not be used any more
BUSY_S = 30.0  # longer than the largest dossier takes to be written by another process

TABLES = """
CREATE TABLE lands (  -- dossiers of one register that name the same Gemarkungen, and their sums
    id INTEGER PRIMARY KEY,
    municipality TEXT NOT NULL,
    gemarkungen TEXT NOT NULL,  -- JSON of their keys; "" among them: it may be about others too
    dossiers INTEGER NOT NULL DEFAULT 0,
    entries INTEGER NOT NULL DEFAULT 0,
    pages INTEGER NOT NULL DEFAULT 0,
    doubtful_entries INTEGER NOT NULL DEFAULT 0,
    doubtful_pages INTEGER NOT NULL DEFAULT 0,
    UNIQUE (municipality, gemarkungen)
);

CREATE TABLE dossiers (  -- one version of a dossier
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    municipality TEXT NOT NULL,
    land INTEGER NOT NULL REFERENCES lands (id),
    entries INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    doubtful_entries INTEGER NOT NULL,  -- parcels, number or status are to be looked at
    doubtful_pages INTEGER NOT NULL,
    PRIMARY KEY (id, version)
) WITHOUT ROWID;
CREATE INDEX dossiers_in_doubt ON dossiers (id, version)
WHERE doubtful_entries + doubtful_pages > 0;
CREATE INDEX dossiers_in_doubt_by_land ON dossiers (land, id, version)
WHERE doubtful_entries + doubtful_pages > 0;

-- To count a million dossiers for each question would take seconds.
CREATE TRIGGER dossier_comes AFTER INSERT ON dossiers BEGIN
    UPDATE lands SET dossiers = dossiers + 1, entries = entries + new.entries,
        pages = pages + new.pages, doubtful_entries = doubtful_entries + new.doubtful_entries,
        doubtful_pages = doubtful_pages + new.doubtful_pages
    WHERE id = new.land;
END;
CREATE TRIGGER dossier_goes AFTER DELETE ON dossiers BEGIN
    UPDATE lands SET dossiers = dossiers - 1, entries = entries - old.entries,
        pages = pages - old.pages, doubtful_entries = doubtful_entries - old.doubtful_entries,
        doubtful_pages = doubtful_pages - old.doubtful_pages
    WHERE id = old.land;
END;

CREATE TABLE traits (  -- what entries are counted and filtered by: some thousand combinations
    id INTEGER PRIMARY KEY,
    municipality TEXT NOT NULL,
    lands TEXT NOT NULL,  -- JSON of the names of its Gemarkungen
    kinds TEXT NOT NULL,  -- JSON
    status TEXT NOT NULL,
    is_reviewed INTEGER NOT NULL,
    UNIQUE (municipality, lands, kinds, status, is_reviewed)
);

CREATE TABLE entries (  -- what an entry is found, filtered, counted and listed by
    id INTEGER PRIMARY KEY,  -- also the row in entry_text
    dossier TEXT NOT NULL,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL,
    municipality TEXT NOT NULL,
    is_hidden INTEGER NOT NULL,  -- deleted without doubt
    traits INTEGER NOT NULL REFERENCES traits (id),
    declared_on TEXT,
    registered_on TEXT,
    deleted_on TEXT,
    flagged TEXT NOT NULL,  -- JSON of the names of fields in doubt
    first_parcel TEXT,  -- sorts as the cadastre numbers its first parcel
    street TEXT,  -- without a house number
    UNIQUE (dossier, version, position)
);
CREATE INDEX entries_by_street ON entries (street) WHERE street IS NOT NULL;

CREATE TABLE entry_documents (  -- apart: what is looked at by the thousand stays small
    entry INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    document TEXT NOT NULL  -- JSON of EntryDocument
);

CREATE TABLE handles (  -- what an entry is called by: file number, sheet, dossier number
    handle TEXT NOT NULL,
    entry INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE
);
CREATE INDEX handles_by_handle ON handles (handle);
CREATE INDEX handles_by_entry ON handles (entry);

CREATE TABLE parcels (  -- a row for each Gemarkung that the name may mean
    dossier TEXT NOT NULL,
    version INTEGER NOT NULL,
    municipality TEXT NOT NULL,
    entry INTEGER REFERENCES entries (id) ON DELETE CASCADE,  -- NULL: merely named on a page
    gemarkung TEXT,  -- key; NULL: named without one
    is_likely INTEGER NOT NULL,  -- a garbled name may stand for this Gemarkung
    flur TEXT,  -- key
    zaehler INTEGER NOT NULL,
    nenner INTEGER,
    is_certain INTEGER NOT NULL,  -- not: another reading of the ink
    is_doubted INTEGER NOT NULL,  -- the digits may be others that look alike
    place TEXT NOT NULL,  -- sorts as the cadastre numbers parcels
    document TEXT  -- JSON of ParcelKey; NULL: it stands in its entry's document
);
CREATE INDEX parcels_by_number ON parcels (zaehler, flur);
CREATE INDEX parcels_in_doubt ON parcels (zaehler, flur) WHERE is_doubted;
-- With the entry: of the thousands of a Gemarkung few have the words that are asked for, too.
CREATE INDEX parcels_by_gemarkung ON parcels (gemarkung, flur, entry);
CREATE INDEX parcels_by_dossier ON parcels (dossier, version);
CREATE INDEX parcels_by_entry ON parcels (entry);

CREATE TABLE pages (
    id INTEGER PRIMARY KEY,  -- also the row in page_text
    dossier TEXT NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    may_hide_entry INTEGER NOT NULL,
    document BLOB NOT NULL,  -- zlib of the JSON of PageDocument
    UNIQUE (dossier, version, number)
);

-- Stems from german.py; the tokenizer only has to part them at blanks.
CREATE VIRTUAL TABLE entry_text
USING fts5 (words, parts, tokenize = "unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE page_text
USING fts5 (words, parts, tokenize = "unicode61 remove_diacritics 0");
"""


def connect(path: Path, *, replace_unusable: bool) -> sqlite3.Connection:
    """The index file, made where there is none; IndexUnusable for one that cannot be read."""
    with translated(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        return _open(path)
    except IndexUnusable:
        if not replace_unusable:
            raise
        set_index_aside(path, keeps=not is_outdated(path))
        return _open(path)


def set_index_aside(path: Path, *, keeps: bool) -> None:
    """Makes room for a new file; a broken one can be looked at afterwards, an old one need not."""
    for suffix in ("", "-wal", "-shm"):
        there, aside = (path.with_name(f"{path.name}{end}{suffix}") for end in ("", BROKEN))
        aside.unlink(missing_ok=True)
        if keeps and there.exists():
            there.replace(aside)
        there.unlink(missing_ok=True)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """SQLite's and the system's errors as ours, with the file they are about."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith("SQLITE_FULL"):
            raise StoreFull(f"{path}: {error}") from error
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise StoreBusy(f"{path}: {error}") from error
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or "malformed" in str(error):
            raise IndexUnusable(f"{path}: {error}") from error
        raise StoreError(f"{path}: {error}") from error
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}") from error


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Everything inside is written, or nothing of it."""
    with translated(path):
        connection.execute("BEGIN IMMEDIATE")
        with connection:  # commits, or rolls back whatever ends it: Ctrl-C too
            yield


def _open(path: Path) -> sqlite3.Connection:
    with translated(path), ExitStack() as failing:
        connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)
        failing.callback(connection.close)
        path.chmod(0o600)  # it holds names of persons (page texts)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # what is said to be indexed, is
        connection.execute("PRAGMA foreign_keys = ON")
        _prepare(connection, path)
        failing.pop_all()  # it is whole: it stays open
        return connection


def is_outdated(path: Path) -> bool:
    """Whether a program before this one made the file; one that cannot be read is not old."""
    if not path.exists():
        return False
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
            (version,) = file.execute("PRAGMA user_version").fetchone()
    except sqlite3.Error:
        return False  # said, with the remedy, where it is used
    return 0 < int(version) < VERSION


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == VERSION:
        return
    with transaction(connection, path):  # another process may have been faster
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version == 0:
            for statement in _statements(TABLES):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")
        elif version != VERSION:
            raise IndexUnusable(
                tr(
                    f"{path}: Der Suchindex hat Stand {version}, gebraucht wird {VERSION}.",
                    f"{path}: the index is of state {version}, this program needs {VERSION}.",
                )
            )


def _statements(script: str) -> Iterator[str]:
    """One statement at a time: executescript would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
