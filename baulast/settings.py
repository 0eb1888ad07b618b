"""Frozen settings with their defaults; cli.py fills them from ``baulast.toml``.

Every constant says why that number. Settings that change what comes out are part of the key under
which a stage's result is kept (``fingerprint``), so a changed setting re-runs that stage and what
follows.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

import cattrs


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestSettings:
    max_pixels: int = 500_000_000  # A0 at 400 dpi has 244 million; twice that is no paper
    read_pixels: int = 20_000_000  # A3 at 320 dpi; what is larger is loaded smaller
    settle_s: float = 2.0  # a file that changed within this time is still being written
    render_timeout_s: float = 60.0  # poppler on one page; plans with masks need up to 10 s


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanSettings:
    reading_dpi: int = 300  # what Tesseract's models were trained on
    max_pixels: int = 11_000_000  # A4 at 340 dpi; larger ones are read smaller, to fit a worker


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrSettings:
    engine: str = "tesserocr"  # or "pytesseract"
    languages: tuple[str, ...] = ("deu",)  # what the files are written in
    second_model: str = "Latin"  # the German model reads § as $, 8 or S; this one reads it
    page_timeout_s: float = 120.0  # fifty times what a dense page needs


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractSettings:
    range_cap: int = 60  # "78 bis 84" is expanded up to this many parcels (domain notes 1.3)
    # Share of values that may be wrong without a person being shown them (`python -m bench.fit`).
    max_error: float = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveSettings:
    language: str = "de-DE"  # what a screen reader is told about the PDF


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementSettings:
    authority: str = ""  # the name at the head of the letter: "Stadt Kaarst – Bauaufsicht"
    address: tuple[str, ...] = ()  # its lines: street, postal code and town
    contact: tuple[str, ...] = ()  # telephone, e-mail, office hours
    signatory: str = ""  # who signs; left free for a signature by hand where empty
    template: str = ""  # path of the town's own letter (Jinja, HTML); empty: the built-in one


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferSettings:
    protection_class: str = "normal"  # of the files, as the office's procedure names it (RESISCAN)
    sign_command: tuple[str, ...] = ()  # prints a detached signature of {file}; none: not signed
    verify_command: tuple[str, ...] = ()  # ends with 0 where {signature} of {file} holds
    sign_timeout_s: float = 30.0  # a card or a service answers within seconds, or not at all


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditSettings:
    reason_required: bool = False  # whether names are shown and statements given for a reason only
    auditors: tuple[str, ...] = ()  # users who may read the trail; none: whoever may read the home
    keep_years: int = 0  # how long looks at names and sign-ins are told; 0: for good


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSettings:
    workers: int = 0  # 0: one for each core
    tasks_per_worker: int = 200  # then a fresh process: libraries leak


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSettings:
    elasticsearch: str = ""  # address of the server that towns share; empty: none
    user: str = ""  # its password stands in BAULAST_ELASTICSEARCH_PASSWORD, never in a file
    ca_certs: str = ""  # certificates that the server is known by; empty: the system's
    prefix: str = "baulast"  # what all names on the server begin with
    state_max_age_days: int = 8  # a weekly `index sync` and a day; older: no statement is certain


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    index: str = "embedded"  # or "elasticsearch": what all towns share
    idle_minutes: int = 60  # a session nobody used for a meeting's length ends
    session_hours: int = 10  # nobody works longer at one go; then one signs in anew
    # Where the town's own sign-in service (OpenID Connect) is; empty: accounts with passwords only.
    oidc_issuer: str = ""
    oidc_client: str = ""  # its secret stands in BAULAST_OIDC_SECRET, never in a file
    oidc_claim: str = "preferred_username"  # which claim is the name of the account
    address: str = ""  # of the desk, as browsers see it; needed for OpenID Connect


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSettings:
    four_eyes_deletions: bool = False  # whether two persons must say alike what ends an entry
    four_eyes_share: float = 0.0  # of all other doubts, drawn by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeSettings:
    may_release: tuple[str, ...] = ()  # users of the operating system; none: whoever may write here
    may_transfer: tuple[str, ...] = ()  # the same, for handing over to an archive
    may_close: tuple[str, ...] = ()  # the same, for closing
    may_withdraw: tuple[str, ...] = ()  # the same, for withdrawing
    keep_paper_days: int = 365  # after its release: a year shows what a sight check missed


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    ingest: IngestSettings = field(default_factory=IngestSettings)
    clean: CleanSettings = field(default_factory=CleanSettings)
    ocr: OcrSettings = field(default_factory=OcrSettings)
    extract: ExtractSettings = field(default_factory=ExtractSettings)
    archive: ArchiveSettings = field(default_factory=ArchiveSettings)
    index: IndexSettings = field(default_factory=IndexSettings)
    batch: BatchSettings = field(default_factory=BatchSettings)
    statement: StatementSettings = field(default_factory=StatementSettings)
    audit: AuditSettings = field(default_factory=AuditSettings)
    transfer: TransferSettings = field(default_factory=TransferSettings)
    life: LifeSettings = field(default_factory=LifeSettings)
    web: WebSettings = field(default_factory=WebSettings)
    review: ReviewSettings = field(default_factory=ReviewSettings)


def fingerprint(*sections: object) -> str:
    """SHA-256 over the values of settings sections, the same on every machine."""
    values = [asdict(section) for section in sections]  # type: ignore[call-overload]
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


_reader = cattrs.Converter(forbid_extra_keys=True)


def settings_from(tables: Mapping[str, object]) -> Settings:
    """The settings of a ``baulast.toml``, defaults where it is silent.

    A table or key that does not exist is a ValueError that names it: a setting with a typing error
    must not be passed over in silence.

    >>> settings_from({"ocr": {"engine": "pytesseract"}}).ocr.engine
    'pytesseract'
    """
    try:
        return _reader.structure(tables, Settings)
    except cattrs.BaseValidationError as error:
        raise ValueError("; ".join(cattrs.transform_error(error, path="baulast.toml"))) from error
