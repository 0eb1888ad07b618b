"""The tables of the catalog, the same on SQLite and PostgreSQL.

Only the main process of an import writes here. What the archive folder holds can be put back from
it (``baulast rebuild``); the rest is history and results that are kept to save work.
"""

from sqlalchemy import (
    Column,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

SCHEMA = 1  # raised when a table changes its shape; a newer catalog is refused, not guessed at

metadata = MetaData()

schema = Table(
    "catalog_schema",
    metadata,
    Column("version", Integer, primary_key=True),
    comment="one row: the shape of these tables",
)

batches = Table(
    "batches",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("root", Text, nullable=False),  # what the import was pointed at
    Column("municipality", Text, nullable=False),
    Column("started_at", String(32), nullable=False),  # ISO time with zone
    Column("ended_at", String(32)),  # NULL: still at work, or killed
    Column("outcome", String(16), nullable=False),  # running, done, interrupted, killed
    Column(
        "pages_read", Integer, nullable=False, default=0
    ),  # by the engine, not from what is kept
    Column("seconds", Float, nullable=False, default=0.0),  # of wall time; pages_read in it
    Column("report", Text),  # the report as JSON
    comment="every run of an import, with its report",
)

sources = Table(
    "sources",
    metadata,
    Column("municipality", Text, primary_key=True),
    Column("path", Text, primary_key=True),  # of the folder or file that was delivered
    Column("name", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("files", Text, nullable=False),  # JSON: path, size, mtime_ns, sha256 of each
    Column("batch", Integer, nullable=False),  # that saw it last
    Column("state", String(16), nullable=False),  # surveyed, set_aside
    Column("pages", Integer, nullable=False, default=0),  # counted by the survey
    Column("error", Text),
    Column("remedy", Text),
    comment="what was delivered, file by file, and whether it could be opened",
)

dossiers = Table(
    "dossiers",
    metadata,
    Column("id", String(512), primary_key=True),  # "kaarst/KAA-BL-002229"
    Column("version", Integer, primary_key=True),
    Column("municipality", Text, nullable=False),
    Column("number", Text),
    Column("content_sha256", String(64), nullable=False),  # of the pages that prove something
    Column("proves", Integer, nullable=False),  # how many those are; 0: blank, separators, damaged
    Column("source", Text, nullable=False),  # path in sources
    Column("state", String(16), nullable=False),  # pending, archived, done, set_aside
    # of the tools and settings that the archive holds it with; empty: it was never archived
    Column("steps_sha256", String(64), nullable=False),
    Column("entries", Integer, nullable=False, default=0),
    Column("unread", LargeBinary, nullable=False),  # the dossier as split, zlib JSON: to try again
    Column("batch", Integer, nullable=False),  # that worked on it last
    Column("error", Text),
    Column("remedy", Text),
    comment="every dossier and version, and how far it has come",
)
Index("dossiers_by_content", dossiers.c.content_sha256)
Index("dossiers_by_state", dossiers.c.state)


def _of_dossier() -> ForeignKeyConstraint:
    """A row that goes when its dossier goes."""
    return ForeignKeyConstraint(
        ["dossier", "version"], ["dossiers.id", "dossiers.version"], ondelete="CASCADE"
    )


pages = Table(
    "pages",
    metadata,
    Column("dossier", String(512), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),  # place in the dossier, from 1
    Column("delivery", Text, nullable=False),
    Column("place", Integer, nullable=False),  # place in the delivery, from 1
    Column("file", Text, nullable=False),
    Column("original_sha256", String(64), nullable=False),
    Column("frame", Integer, nullable=False),
    Column("pixels_sha256", String(64), nullable=False),
    Column("kind", String(16)),
    Column("separator", Text),
    Column("is_blank", Integer, nullable=False),  # 0 or 1
    Column("words", Integer, nullable=False),
    _of_dossier(),
    comment="the pages of finished dossiers and where each came from",
)
Index("pages_by_pixels", pages.c.pixels_sha256)

doubts = Table(
    "doubts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("dossier", String(512), nullable=False),
    Column("version", Integer, nullable=False),
    Column("page", Integer),  # NULL: about the dossier or an entry as a whole
    Column("reason", String(32), nullable=False),
    Column("detail", Text, nullable=False),  # in German, as far as that is known
    Column("english", Text),  # NULL: the same
    Column("left", Integer),  # box on the upright scan; NULL: no place
    Column("top", Integer),
    Column("right", Integer),
    Column("bottom", Integer),
    _of_dossier(),
    comment="what a person should look at",
)
Index("doubts_by_dossier", doubts.c.dossier, doubts.c.version)

surveys = Table(
    "surveys",
    metadata,
    Column("key", String(64), primary_key=True),  # of the files, their names, settings and tools
    Column("pages", LargeBinary, nullable=False),  # zlib JSON list of unread pages
    comment="what a delivery holds, kept so that finished files are not decoded again",
)

page_readings = Table(
    "page_readings",
    metadata,
    Column("key", String(64), primary_key=True),  # of the pixels, settings and tools
    Column("page", LargeBinary, nullable=False),  # zlib JSON of the page as read
    comment="what was read on a page, kept so that it is not read again",
)

owed = Table(
    "owed",
    metadata,
    Column("index_name", String(32), primary_key=True),  # "embedded", "elasticsearch"
    Column("dossier", String(512), primary_key=True),
    Column("version", Integer, primary_key=True),
    _of_dossier(),
    comment="dossiers that an index has not taken yet",
)

tasks = Table(
    "tasks",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("dossier", String(512), nullable=False),
    Column("version", Integer, nullable=False),
    Column("key", String(24), nullable=False),
    Column("municipality", Text, nullable=False),
    Column("rank", Integer, nullable=False),  # 1 does the most harm
    Column("field", String(32)),  # NULL: an entry, a page or the dossier as a whole
    Column("cause", String(32)),  # NULL: nothing is doubted
    Column("page", Integer),
    Column("assigned_to", Text, nullable=False),  # "": for all
    Column("is_held", Integer, nullable=False),  # 0 or 1
    Column("seen_by", Text, nullable=False),  # JSON: who has decided; another person must as well
    Column("sample", Text, nullable=False),  # "": a doubt asks for it
    Column("targets", Text, nullable=False),  # JSON: what it is about
    _of_dossier(),
    comment="what reviewers should look at, made anew from the archive whenever it changes",
)
_ORDER = (tasks.c.rank, tasks.c.dossier, tasks.c.version, tasks.c.id)
# The next look without sorting: with no filter, one by town, one by town and cause.
Index("tasks_by_rank", *_ORDER)
Index("tasks_by_town", tasks.c.municipality, *_ORDER)
Index("tasks_by_cause", tasks.c.municipality, tasks.c.cause, *_ORDER)
# How many are open, told from the index alone.
Index("tasks_counted", tasks.c.is_held, tasks.c.rank, tasks.c.municipality, tasks.c.cause)
Index("tasks_by_dossier", tasks.c.dossier, tasks.c.version)

claims = Table(
    "claims",
    metadata,
    Column("dossier", String(512), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("by", Text, nullable=False),
    Column("until", Float, nullable=False),  # seconds since 1970
    comment="who has a dossier on the screen: others are shown another one first",
)

decisions = Table(
    "decisions",
    metadata,
    Column("line", String(64), primary_key=True),  # hash of the supplement's line
    Column("dossier", String(512), nullable=False),
    Column("version", Integer, nullable=False),
    Column("key", String(24), nullable=False),  # of the task
    Column("verb", String(16), nullable=False),
    Column("field", String(32)),
    Column("by", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("sample", Text, nullable=False),
    comment="what reviewers decided, as the archive's supplements keep it; undone ones are gone",
)
Index("decisions_by_dossier", decisions.c.dossier, decisions.c.version)
Index("decisions_by_time", decisions.c.at)
Index("decisions_by_sample", decisions.c.sample)
