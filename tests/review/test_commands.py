"""``baulast review``: what is open is listed, decided and given back as cases."""

import json

import pytest
from click.testing import CliRunner, Result
from office import ID, key

from baulast.corrections import Verb
from baulast.model import FieldName
from catalog.records import DecisionRecord
from cli import commands
from review.pace import seconds_a_look
from review.sample import drawn_in

BURDENED = FieldName.BURDENED


def call(office, *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["--home", str(office.home), "review", *arguments])


def test_the_list_says_what_is_open_and_how_to_decide_it(office):
    """The worst first, each with its key; then how many there are."""
    listed = call(office, "list").output.splitlines()
    assert listed[0].startswith(key(office.dossier, BURDENED))
    assert "belastet: unleserlich" in listed[0]
    assert listed[-1] == "4 offen"
    told = json.loads(call(office, "list", "--json", "--cause", "unread_ink").output)
    assert [task["page"] for task in told["tasks"]] == [2]
    assert call(office, "list", "-m", "neuss").output.splitlines() == ["0 offen"]


def test_a_look_names_what_else_it_may_be(office):
    """And that choice is taken by its number."""
    wanted = key(office.dossier, BURDENED)
    shown = call(office, "show", ID, wanted).output
    assert "[1] Büttgen, Flur 12, Flurstück 348" in shown
    done = call(office, "decide", ID, wanted, "correct", "--take", "1")
    assert done.exit_code == 0, done.output
    assert [p.parcel.zaehler for p in office.dossier.entries[0].burdened.value] == [348]
    line = done.output.split()[-1]
    assert line[:12] in call(office, "show", ID, wanted).output
    assert call(office, "undo", ID, line[:12]).exit_code == 0
    assert office.dossier.entries[0].burdened.is_flagged


def test_a_look_tells_what_was_remarked_upon_it(office):
    """Who, when and what; whom it is for, and that it was put back."""
    wanted = key(office.dossier, BURDENED)
    call(office, "say", ID, wanted, "hold", "--text", "Karte fehlt")
    call(office, "say", ID, wanted, "assign", "--to", "anna")
    shown = call(office, "show", ID, wanted).output.splitlines()
    assert "Zugewiesen: anna" in shown
    assert "Zurückgelegt" in shown
    assert any(line.endswith(": Karte fehlt") for line in shown)


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", ID, "nothing"),
        ("decide", ID, "{key}", "correct", "--take", "7"),
        ("decide", ID, "{key}", "correct", "--value", "Büttgen"),
        ("decide", ID, "{key}", "accept", "--field", "street"),
        ("decide", ID, "{key}", "accept", "--stand", "of yesterday"),
        ("add", ID, "--set", "colour=green"),
        ("undo", ID, "abc"),
        ("say", ID, "nothing", "hold"),
    ],
)
def test_what_cannot_be_is_refused_in_words(office, arguments):
    """And nothing is written down."""
    wanted = key(office.dossier, BURDENED)
    done = call(office, *(word.format(key=wanted) for word in arguments))
    assert done.exit_code != 0
    assert not isinstance(done.exception, KeyError | AttributeError | IndexError)
    supplement = office.store.supplement(ID)
    assert not supplement.exists() or supplement.read_bytes() == b""


def test_decisions_come_back_as_cases(office):
    """The text as it was read with what it says: what a rule should have made of it."""
    call(office, "decide", ID, key(office.dossier, BURDENED), "correct", "--take", "1")
    (case,) = map(json.loads, call(office, "export").output.splitlines())
    assert case["text"].startswith("Büttgen Flur 12 Flurstück 345")
    assert case["read"] == "Büttgen, Flur 12, Flurstück 345"
    assert case["expected"] == "Büttgen, Flur 12, Flurstück 348"


def test_a_sample_tells_the_errors_that_nobody_sees(office):
    """Fields without a doubt are drawn, looked at, and counted with an interval."""
    assert call(office, "sample", "--rate", "100%").output == "22 gezogen, keine angesehen.\n"
    tasks = json.loads(call(office, "list", "--cause", "sample", "--json").output)["tasks"]
    assert len(tasks) == 22
    for task, verb in ((tasks[0], "accept"), (tasks[1], "absent"), (tasks[2], "illegible")):
        assert call(office, "decide", ID, task["key"], verb).exit_code == 0
    told = json.loads(call(office, "sample", "--json").output)
    assert (told["looked_at"], told["wrong"], told["open"]) == (2, 1, 19)
    assert told["from"] < told["share"] < told["to"]
    call(office, "sample", "--rate", "100%")  # what was looked at is not drawn again
    assert json.loads(call(office, "sample", "--json").output)["open"] == 19


def test_the_same_seed_draws_the_same(office):
    """And another seed others."""

    def drawn(seed):
        return {task.key for task in drawn_in(office.standing, rate=0.5, seed=seed)}

    assert drawn(1) == drawn(1) != drawn(2)


def decided(by: str, at: str) -> DecisionRecord:
    return DecisionRecord(
        line=by + at,
        dossier=ID,
        version=1,
        key="k",
        verb=Verb.ACCEPT,
        field=None,
        by=by,
        at=f"2026-03-02T10:{at}+01:00",
        sample="",
    )


@pytest.mark.parametrize(
    ("times", "seconds"),
    [
        (("00:00", "00:04", "00:10", "00:14"), None),  # too few to tell
        (("00:00", "00:04", "00:09", "00:13", "00:17", "00:23"), 4.0),
        (("00:00", "00:04", "00:08", "00:12", "40:00", "40:04", "40:08"), 4.0),  # a break
        (("00:00", "00:00", "00:00", "00:00", "00:00", "00:00"), None),  # one look
    ],
)
def test_the_pace_is_that_of_people_at_work(times, seconds):
    """The median between decisions of one person; breaks do not count."""
    assert seconds_a_look([decided("Anna", at) for at in times]) == seconds


@pytest.mark.parametrize("name", ["LOGNAME", "USER"])
def test_two_names_of_one_person_are_not_two_people(office, monkeypatch, name):
    """With four eyes the second word is another user's of the system, whatever somebody types."""
    (office.home / "baulast.toml").write_text("[review]\nfour_eyes_share = 1.0\n")
    wanted = key(office.dossier, BURDENED)
    assert call(office, "decide", ID, wanted, "correct", "--take", "1").exit_code == 0
    assert office.dossier.entries[0].burdened.is_flagged
    again = ("decide", ID, wanted, "correct", "--take", "1")
    assert call(office, *again, "--by", "Berta").exit_code == 2
    monkeypatch.setenv(name, "berta")
    refused = call(office, *again)
    assert "zweite Person" in str(refused.exception)
    assert office.dossier.entries[0].burdened.is_flagged
