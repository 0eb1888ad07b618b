"""``baulast state`` and ``paper``: steps with rules, tombstones, and when paper may go."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import upkeep
from archive.audit import read_trail
from archive.store import Store
from baulast.language import Both
from baulast.life import STEPS, State, Step, StepRefused, check_step
from baulast.model import Doubt, DoubtReason
from baulast.settings import LifeSettings
from cli import commands

ASKED = ("auskunft", "-g", "Büttgen", "--flur", "12", "-f", "346", "--reason", "x", "--json")
HERE = "kaarst/k1"


@pytest.fixture
def home(imported_home: Path) -> Path:
    return imported_home


def call(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["--home", str(home), *arguments])


def go(home: Path, dossier: str, *states: str) -> None:
    for one in states:
        done = call(home, "state", dossier, one, "--reason", "Prüfung")
        assert done.exit_code == 0, done.output


def entries(home: Path) -> set[str]:
    (finding,) = json.loads(call(home, *ASKED).output)["findings"]
    return {entry["dossier"] for entry in finding["entries"]}


def step(state: State, *, by: str = "meier", reason: str = "x") -> Step:
    return Step(version=1, state=state, by=by, at="2026-01-02T03:04:05+01:00", reason=reason)


@pytest.mark.parametrize("before", list(State))
@pytest.mark.parametrize("after", list(State))
def test_only_the_next_steps_may_follow(before: State, after: State) -> None:
    """Nobody closes what was never released; a way back to the review is always open."""
    if after in STEPS[before]:
        check_step(before, step(after), (), LifeSettings())
    else:
        with pytest.raises(StepRefused):
            check_step(before, step(after), (), LifeSettings())
    assert before in (State.IMPORTED, State.IN_REVIEW) or State.IN_REVIEW in STEPS[before]


def test_a_step_is_theirs_who_may() -> None:
    """By the settings; who is not named there is refused, and without names anybody may."""
    settings = LifeSettings(may_release=("schulz",))
    check_step(State.IMPORTED, step(State.RELEASED, by="schulz"), (), settings)
    with pytest.raises(StepRefused, match="meier"):
        check_step(State.IMPORTED, step(State.RELEASED), (), settings)


@pytest.mark.parametrize(
    ("reason", "is_open"), [(DoubtReason.UNREAD_INK, True), (DoubtReason.REMAINS, False)]
)
def test_nothing_is_released_with_open_doubts(reason: DoubtReason, is_open: bool) -> None:
    """What a person could not make out either stands in the way of none."""
    doubts = (Doubt(reason=reason, detail=Both.only("")),)
    if not is_open:
        check_step(State.IN_REVIEW, step(State.RELEASED), doubts, LifeSettings())
        return
    with pytest.raises(StepRefused, match="1"):
        check_step(State.IN_REVIEW, step(State.RELEASED), doubts, LifeSettings())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (State.IN_REVIEW, State.RELEASED),
        (State.RELEASED, State.TRANSFERRED),
        (State.TRANSFERRED, State.CLOSED),
    ],
)
def test_nothing_is_handed_over_while_somebody_is_to_say_more(before: State, after: State) -> None:
    """A doubt that is open again, or a word that waits for a second one, holds each step up."""
    doubts = (Doubt(reason=DoubtReason.UNREAD_INK, detail=Both.only("")),)
    with pytest.raises(StepRefused, match="offene Zweifel: 1"):
        check_step(before, step(after), doubts, LifeSettings())
    with pytest.raises(StepRefused, match="zweite Person warten: 1"):
        check_step(before, step(after), (), LifeSettings(), waiting=1)


def test_a_life_is_told_with_who_and_why(home: Path) -> None:
    """In the supplement, in the trail, and on the screen."""
    go(home, HERE, "in_review", "released", "transferred", "closed")
    told = json.loads(call(home, "state", HERE, "--json").output)
    assert told["state"] == "closed"
    assert [one["state"] for one in told["steps"]][:2] == ["in_review", "released"]
    lines = [line for line in read_trail(home) if line.name == "state"]
    assert [line.details["state"] for line in lines][-1] == "closed"
    assert call(home, "verify").exit_code == 0


def test_a_withdrawn_dossier_leaves_a_tombstone(home: Path) -> None:
    """No search and no statement finds it; paper, PDF and reason stay; it can come back."""
    before = entries(home)
    assert HERE in before
    kept = {f: f.read_bytes() for f in Store(home).revision(HERE).iterdir()}
    go(home, HERE, "withdrawn")
    assert entries(home) == before - {HERE}
    assert "Prüfung" in call(home, "state", HERE).output
    assert all(file.read_bytes() == content for file, content in kept.items())
    upkeep.rebuild(home)
    assert entries(home) == before - {HERE}
    assert call(home, "verify").exit_code == 0
    go(home, HERE, "in_review")
    assert entries(home) == before


def test_nobody_withdraws_without_a_reason(home: Path) -> None:
    """The dossier stays to be found, and nothing is written down."""
    done = call(home, "state", HERE, "withdrawn")
    assert isinstance(done.exception, StepRefused)
    assert HERE in entries(home)
    assert "state" not in {line.name for line in read_trail(home)}


def boxes(home: Path) -> dict[str, dict[str, object]]:
    found = json.loads(call(home, "paper", "--json").output)
    return {one["box"]: one for one in found}


def test_paper_stays_until_the_last_sheet_of_its_box_is_released(
    home: Path, tmp_path: Path
) -> None:
    """A sheet that lacks, or that nobody has released, keeps the whole box."""
    store = Store(home)
    kaarst = [d for d in store.dossiers() if d.municipality == "kaarst"]
    first, second = (str(d.entries[0].sheet.value) for d in (kaarst[0], kaarst[3]))
    file = tmp_path / "blaetter.csv"
    rows = (f"{first};Kaarst;K 1", f"{second};Kaarst;K 2", "9999;Kaarst;K 2")
    file.write_text("\n".join(["Blatt;Gemarkung;Karton", *rows]))
    assert call(home, "inventory", "load", str(file)).exit_code == 0
    assert boxes(home)["K 1"]["unreleased"] == [first]
    assert boxes(home)["K 1"]["keep_until"] is None
    for dossier in kaarst:
        if any(entry.sheet.value in (first, second) for entry in dossier.entries):
            go(home, dossier.id, "released")
    until = date.today() + timedelta(days=LifeSettings().keep_paper_days)
    assert boxes(home)["K 1"]["keep_until"] == until.isoformat()
    assert (boxes(home)["K 2"]["keep_until"], boxes(home)["K 2"]["lacking"]) == (None, ["9999"])
