"""``baulast audit``, and what leaves a line in the trail."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.audit import read_trail, user
from baulast.errors import StoreDamaged
from cli import commands
from console.commands.audit import NotAuditor

ASKED = ("auskunft", "-g", "Büttgen", "--flur", "12", "-f", "346", "--reason", "Kauf")


def call(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["--home", str(home), *arguments])


def dossier_of(home: Path) -> str:
    """The dossier that names Büttgen 12 346."""
    found = json.loads(call(home, "search", "Büttgen 12 346", "--json").output)
    return str(found["entries"][0]["document"]["dossier"])


def test_every_look_at_names_is_written_down_with_its_reason(home: Path) -> None:
    """What shows names leaves a line, and says which dossiers; what shows none leaves none."""
    dossier = dossier_of(home)
    assert read_trail(home) == ()
    call(home, "search", "Büttgen 12 346", "--pages", "--reason", "Erbfall")
    call(home, "show", dossier, "--json", "--reason", "Erbfall")
    call(home, "export", "text", "--reason", "Abgabe")
    call(home, "show", dossier)
    said = [(line.name, line.details["what"], line.details["reason"]) for line in read_trail(home)]
    assert said == [
        ("look", "search --pages", "Erbfall"),
        ("look", "show --json", "Erbfall"),
        ("look", "export text", "Abgabe"),
    ]
    assert read_trail(home)[1].dossiers == (dossier,)


def test_a_town_can_ask_for_a_reason(home: Path) -> None:
    """Then nothing is shown without one, and nothing is written down."""
    (home / "baulast.toml").write_text("[audit]\nreason_required = true\n")
    done = call(home, "export", "text")
    assert (done.exit_code, read_trail(home)) == (2, ())
    assert call(home, "export", "text", "--reason", "Abgabe").exit_code == 0


@pytest.mark.parametrize(
    ("filters", "events"),
    [
        ((), ["statement", "look", "export"]),
        (("--parcel", "Büttgen 12 346"), ["statement", "look"]),
        (("--parcel", "Norf 4 999"), []),
        (("--user", "Muster"), ["statement"]),
        (("--user", "niemand"), []),
    ],
)
def test_the_trail_is_shown_by_user_and_parcel(home: Path, filters, events) -> None:
    """A parcel also brings what happened to the dossiers that name it."""
    call(home, *ASKED, "--by", "Muster")
    call(home, "show", dossier_of(home), "--json")
    call(home, "export", "entries")
    shown = json.loads(call(home, "audit", "show", *filters, "--json").output)
    assert [line["name"] for line in shown] == events
    assert call(home, "audit", "show", *filters).exit_code == 0


def test_the_trail_is_shown_by_dossier(home: Path) -> None:
    """Other dossiers' lines stay out."""
    dossier = dossier_of(home)
    call(home, "show", dossier, "--json")
    call(home, "export", "entries")
    shown = json.loads(call(home, "audit", "show", "--dossier", dossier, "--json").output)
    assert [line["name"] for line in shown] == ["look"]


def test_heads_are_printed_and_checked(home: Path) -> None:
    """The line that was printed is found again; any other is not."""
    call(home, "export", "entries")
    _, line, sha256 = call(home, "audit", "head").output.split()
    assert call(home, "audit", "check", line, sha256).exit_code == 0
    refused = call(home, "audit", "check", line, sha256[::-1])
    assert isinstance(refused.exception, StoreDamaged)


def test_a_changed_line_is_told_with_its_number(home: Path) -> None:
    """By the trail itself and by `verify`."""
    call(home, "export", "entries")
    call(home, "export", "entries")
    log = home / "audit" / "log.jsonl"
    log.write_text(log.read_text().replace("entries", "Einträge", 1))
    for command in (("audit", "show"), ("verify",)):
        done = call(home, *command)
        said = done.output + str(done.exception)
        assert "1" in said
        assert "log.jsonl" in said.replace("\n", "")


def test_the_trail_is_for_those_who_are_named(home: Path) -> None:
    """By the settings, as for the life of a dossier; without names it is the system's to say."""
    call(home, *ASKED)
    assert call(home, "audit", "show").exit_code == 0
    for auditors, may in (([user()], True), (["revision"], False)):
        (home / "baulast.toml").write_text(f"[audit]\nkeep_years = 10\nauditors = {auditors}\n")
        for command in ("show", "expire"):
            done = call(home, "audit", command)
            assert isinstance(done.exception, NotAuditor) is not may


def test_looks_expire_after_the_years_that_are_set(home: Path) -> None:
    """Younger ones stay, and without a number all do."""
    call(home, "show", dossier_of(home), "--json", "--reason", "Erbfall")
    assert call(home, "audit", "expire").exit_code == 2
    (home / "baulast.toml").write_text("[audit]\nkeep_years = 1\n")
    done = call(home, "audit", "expire")
    assert (done.exit_code, done.output.strip()) == (0, "0 Zeilen verfallen.")
    assert read_trail(home)[0].details["reason"] == "Erbfall"
