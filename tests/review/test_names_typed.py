"""Names that reviewers type stay with those who may see names."""

import pytest
from click.testing import CliRunner
from office import ID, key

from archive.audit import read_trail
from archive.supplement import read_supplement
from baulast.corrections import Verb
from baulast.desk_notes import NoteKind
from baulast.findings import canonical
from baulast.model import FieldName
from cli import commands
from handover.events import events_of
from index.document import entry_documents
from index.exchange import entries_jsonl
from index.query import parse
from review.answers import Answer

NAME = "Wilhelmine Esser"
TYPED = {
    FieldName.STREET: f"Am Markt 1 (Frau {NAME})",
    FieldName.REFERENCE: f"63-12/74, Frau {NAME}",
    FieldName.LEGAL_BASIS: f"§ 99 BauO NW, Eigentümerin Frau {NAME}",
    FieldName.LAND_REGISTER: f"Büttgen Blatt 12, Frau {NAME}",
    FieldName.SHEET: f"143 Frau {NAME}",
}


@pytest.fixture
def named(office):
    """An office where somebody typed a name into everything that takes free text."""
    desk = office.desk()
    for field, text in TYPED.items():
        wanted = key(office.dossier, field)
        look = desk.look(ID, 1, wanted)
        said = Answer(verb=Verb.CORRECT, text=text, remark=f"so Frau {NAME}")
        desk.decide(ID, 1, wanted, [said], stand=look.stand)
    wanted = key(office.dossier, FieldName.STATUS)
    for kind in (NoteKind.COMMENT, NoteKind.HOLD):
        desk.say(ID, 1, wanted, kind, text=f"Frau {NAME} fragen")
    told = {FieldName.SHEET: "143", FieldName.ENTRY_NUMBER: "3", FieldName.BURDENED: "Büttgen 12 9"}
    desk.add_entry(ID, 1, {**told, FieldName.STREET: f"Am Markt 2, Frau {NAME}"}, page=2)
    return office


def command(office, *arguments):
    done = CliRunner().invoke(commands, ["--home", str(office.home), *arguments])
    assert done.exit_code in (0, 7), done.output  # 7: one must not rely on it yet
    return done.output


def open_outputs(office):
    """All that goes out to those who may not see names."""
    yield from (str(one) for one in entry_documents(office.dossier))
    yield from entries_jsonl([office.dossier])
    yield str(office.index.search(parse("Büttgen 12 9"), deleted=True, facets=True))
    yield command(office, "search", "Büttgen 12 9", "--deleted")
    yield command(office, "export", "entries", "--format", "csv")
    yield command(
        office, *("auskunft", "-g", "Büttgen", "--flur", "12", "-f", "9"), "--reason=x", "--json"
    )
    yield command(office, "review", "export")
    yield command(office, "status", "--json")
    yield str(read_trail(office.home))
    yield str([*events_of([], read_supplement(office.store.supplement(ID)).events)])


def test_no_open_output_holds_a_name_that_was_typed(named):
    """Neither whole nor in part, from whatever field, remark or comment."""
    for text in open_outputs(named):
        assert "Esser" not in text
        assert "Wilhelmine" not in text


def test_reviewers_see_what_they_typed(named):
    """The archive keeps it as it was said."""
    assert NAME in canonical(named.dossier.entries[0].street.value)
    lines = named.store.supplement(ID).read_text()
    assert lines.count(NAME) == 2 * len(TYPED) + 3


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (FieldName.STREET, "Friedrich-Ebert-Straße 12"),
        (FieldName.STREET, "Am Hüserhof 3"),
        (FieldName.STREET, "Josef-Thory-Str. 5"),
        (FieldName.STREET, "An der Wilhelmshöhe 7a"),
        (FieldName.LEGAL_BASIS, "§ 99 BauO NW"),
        (FieldName.REFERENCE, "63.12-Bü 12/74"),
        (FieldName.LAND_REGISTER, "Büttgen Blatt 0123"),
    ],
)
def test_what_is_no_name_stays(office, field, text):
    """A street may be called after somebody."""
    desk, wanted = office.desk(), key(office.dossier, field)
    said = Answer(verb=Verb.CORRECT, text=text)
    desk.decide(ID, 1, wanted, [said], stand=desk.look(ID, 1, wanted).stand)
    assert getattr(entry_documents(office.dossier)[0], field.value) == text
