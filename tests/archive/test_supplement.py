"""What was appended stays as it was, and what was tampered with or cut short is found."""

import pytest

from archive.supplement import append_event, read_supplement
from baulast.errors import StoreDamaged

EVENTS = [{"kind": "correction", "value": f"Flurstück {number}"} for number in range(4)]


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "dossier" / "supplement.jsonl"
    for event in EVENTS:
        append_event(path, event)
    return path


def lines(path):
    return path.read_bytes().splitlines(keepends=True)


def test_events_come_back_in_their_order(path):
    """Events are read as they were appended."""
    supplement = read_supplement(path)
    assert list(supplement.events) == EVENTS
    assert not supplement.is_torn


def test_no_supplement_is_an_empty_one(tmp_path):
    """Where nothing happened after archiving there are no events."""
    assert read_supplement(tmp_path / "none").events == ()


def test_appending_never_changes_what_is_there(path):
    """The lines before stay byte for byte."""
    before = path.read_bytes()
    append_event(path, {"kind": "later"})
    assert path.read_bytes().startswith(before)


@pytest.mark.parametrize(
    "harm",
    [
        lambda rows: [rows[0].replace("Flurstück 0".encode(), "Flurstück 9".encode()), *rows[1:]],
        lambda rows: [rows[0], *rows[2:]],
        lambda rows: [rows[1], rows[0], *rows[2:]],
        lambda rows: [*rows, rows[1]],
        lambda rows: [*rows[:2], b"\n", *rows[2:]],
        lambda rows: [*rows[:2], b"no json\n", *rows[2:]],
        lambda rows: [*rows[:2], b'{"event": {}, "previous": "0"}\n', *rows[2:]],
    ],
    ids=["altered", "left out", "swapped", "repeated", "empty", "foreign", "put between"],
)
def test_tampering_is_found(path, harm):
    """A line altered, left out, moved or put between is an error that names the line."""
    path.write_bytes(b"".join(harm(lines(path))))
    with pytest.raises(StoreDamaged, match=r"(line|Zeile) \d"):
        read_supplement(path)
    with pytest.raises(StoreDamaged):
        append_event(path, {})


def test_a_line_cut_anywhere_is_told_and_kept(path):
    """However much of the last line a crash left, the events before it and after it are whole."""
    whole, last = b"".join(lines(path)[:-1]), lines(path)[-1]
    for cut in range(1, len(last)):
        path.write_bytes(whole + last[:cut])
        torn = read_supplement(path)
        assert torn.is_torn
        assert list(torn.events) == EVENTS[:-1]
        append_event(path, {"kind": "after"})
        append_event(path, {"kind": "later"})
        assert path.read_bytes().startswith(whole + last[:cut] + b"\n")
        after = read_supplement(path)
        assert list(after.events) == [*EVENTS[:-1], {"kind": "after"}, {"kind": "later"}]
        assert not after.is_torn


def test_a_torn_line_cannot_be_altered_later(path):
    """What was cut short is named by its hash in the next line, so it cannot be changed either."""
    path.write_bytes(path.read_bytes() + b'{"event": {"kind"')
    append_event(path, {"kind": "after"})
    path.write_bytes(path.read_bytes().replace(b'{"event": {"kind"\n', b'{"event": {"kinx"\n'))
    with pytest.raises(StoreDamaged):
        read_supplement(path)
