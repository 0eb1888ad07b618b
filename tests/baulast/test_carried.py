"""What people said goes with the pages, and comes back with them: joined, split, and put back."""

import sys
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "review"))  # where office.py lies

from office import doubt, entry, page, plot

from baulast.acts import EntryAdded, EntryDeleted, Source, act_event
from baulast.bounds import Bounds, PageRef, Part, with_doubts
from baulast.carried import carried
from baulast.corrections import Decision, Target, Verb, decision_event
from baulast.desk_notes import DeskNote, NoteKind, note_event
from baulast.findings import value_to_json
from baulast.identity import values_of
from baulast.language import Both
from baulast.model import Box, Dossier, Doubt, DoubtReason, FieldName, Finding, Kind, PageKind
from baulast.standing import place_of, seen_in, standing
from baulast.tasks import key_of, target_of, tasks_of

A, B, C = "kaarst/A", "kaarst/B", "kaarst/C"
BY = {"by": "Anna", "at": "2026-11-22T08:00:00+00:00"}
DAY = date(1980, 6, 3)
# Which entry stands on which page; the first page of A and that of B have a doubtful sheet.
ON = {"pixels 1": ("143", 1), "pixels 2": ("143", 2), "pixels 3": ("200", 1)}
HOMES = {A: ("pixels 1", "pixels 2"), B: ("pixels 3",)}


def read(id, version, pixels):
    """What the rules read on these pages, whichever dossier they are in."""
    pages, entries = [], []
    for number, name in enumerate(pixels, start=1):
        unread = (doubt(DoubtReason.UNREAD_INK, page=number),)
        pages.append(page(number, pixels_sha256=name, doubts=unread))
        sheet, count = ON[name]
        one = entry(count, pages=(number,))
        fields = tuple(
            replace(f, evidence=replace(f.evidence, page=number)) for f in one.burdened.readings
        )
        illegible = (doubt(DoubtReason.ILLEGIBLE, page=number),)
        burdened = replace(one.burdened, readings=fields, doubts=illegible)
        entries.append(replace(one, sheet=Finding(value=sheet), burdened=burdened))
    return Dossier(
        id=id,
        municipality="kaarst",
        number=id[-1],
        version=version,
        pages=tuple(pages),
        entries=tuple(entries),
    )


@dataclass
class Office:
    """Dossiers with their supplements, in which pages are put elsewhere."""

    now: dict = field(default_factory=lambda: {id: read(id, 1, p) for id, p in HOMES.items()})
    lines: dict = field(default_factory=lambda: {A: [], B: [], C: []})
    versions: dict = field(default_factory=lambda: {A: 1, B: 1, C: 0})
    count: int = 0

    def say(self, id, event):
        """A line more; its hash."""
        self.count += 1
        self.lines[id].append((f"{self.count:064d}"[::-1], event))
        return self.lines[id][-1][0]

    def put(self, **wanted):
        """Has the dossiers have these pages: ``put(A=(), B=("pixels 3", …))``."""
        ids = {f"kaarst/{name}": pixels for name, pixels in wanted.items()}
        spots = {
            one.pixels_sha256: PageRef(dossier=id, version=old.version, number=one.number)
            for id, old in self.now.items()
            for one in old.pages
        }
        before = [self.now[id] for id in ids if id in self.now]
        after, parts = {}, []
        for id, pixels in ids.items():
            self.versions[id] += bool(pixels)
            new = self.versions[id] if pixels else None
            old = self.now[id].version if id in self.now else None
            refs = tuple(spots[name] for name in pixels)
            parts.append(Part(dossier=id, number=id[-1], before=old, after=new, pages=refs))
            if pixels:
                after[id] = read(id, new, pixels)
        bounds = Bounds(id=f"b{self.count}", parts=tuple(parts), **BY)
        assert bounds.keeps_all(before)
        after = with_doubts(bounds, before, after)
        told = [x for old in before for x in carried(bounds, old, tuple(self.lines[old.id]), after)]
        for id, event in told:
            self.say(id, event)
        self.now = {id: one for id, one in self.now.items() if id not in ids} | after

    def standing(self, id):
        return standing(self.now[id], tuple(self.lines[id]))

    @property
    def seen(self):
        """All that people find of the dossiers, as they see it."""
        return {id: shown(self.standing(id)) for id in self.now}


def shown(one):
    entries = [
        (values_of(e), [d.reason for d in e.doubts], e.flagged, len(e.notes))
        for e in one.dossier.entries
    ]
    places = [f.spot for e in one.dossier.entries for f in e.findings.values()]
    tasks = [
        (t.rank, [(x.sheet, x.number, x.field) for x in t.targets], t.page, t.seen_by,
         t.assigned_to, t.is_held, t.comments)
        for t in tasks_of(one)
    ]  # fmt: skip
    pages = [(p.kind, [d.reason for d in p.doubts]) for p in one.dossier.pages]
    doubts = [d.reason for d in one.dossier.doubts]
    return entries, places, sorted(map(str, tasks)), pages, doubts, len(one.waiting)


# ---------------------------------------------------------------------- the kinds of words


def target(office, id, name=FieldName.BURDENED, place=0):
    now = office.standing(id).dossier
    found = target_of(now.entries[place], name)
    return replace(found, seen=seen_in(now, found))


def decide(office, id, verb, targets=(), **said):
    version = office.now[id].version
    return office.say(
        id, decision_event(Decision(version=version, verb=verb, targets=targets, **BY, **said))
    )


def correct(office, id):
    wanted = value_to_json((plot("348"),))
    box = Box(left=1, top=1, right=9, bottom=9)
    decide(office, id, Verb.CORRECT, (target(office, id),), value=wanted, page=1, box=box)


def vote(office, id):
    wanted = value_to_json((plot("348"),))
    decide(office, id, Verb.CORRECT, (target(office, id),), value=wanted, page=1, needs_two=True)


def strike(office, id):
    now = office.standing(id).dossier
    decide(office, id, Verb.STRIKE, (target(office, id, None),), value=values_of(now.entries[0]))


def typed(sheet, number):
    return {
        "sheet": sheet,
        "entry_number": number,
        "burdened": value_to_json((plot("777"),)),
        "status": "active",
    }


def add_on_page(office, id):
    decide(office, id, Verb.ADD, value=typed("300", 5), page=1)


def add_without_page(office, id):
    decide(office, id, Verb.ADD, value=typed("300", 6))


def add_and_correct(office, id):
    decide(office, id, Verb.ADD, value=typed("300", 7))
    place = len(office.standing(id).dossier.entries) - 1
    wanted = value_to_json((plot("999"),))
    decide(office, id, Verb.CORRECT, (target(office, id, place=place),), value=wanted)


def record(office, id, sheet="300"):
    source = Source(order="63-1/26", **BY)
    act = EntryAdded(
        version=office.now[id].version,
        source=source,
        sheet=sheet,
        number=8,
        kind=Kind.ZUFAHRT,
        burdened=(plot("345"),),
        registered_on=DAY,
    )
    office.say(id, act_event(act))


def record_and_delete(office, id):
    """An entry of a new sheet, and its deletion."""
    record(office, id)
    added = office.standing(id).dossier.entries[-1]
    deleted = EntryDeleted(
        version=office.now[id].version,
        source=Source(order="63-2/26", **BY),
        sheet="300",
        number=8,
        entry=added.id,
        deleted_on=DAY,
    )
    office.say(id, act_event(deleted))


def page_kind(office, id):
    now = office.standing(id).dossier
    about = Target(pixels_sha256=now.pages[0].pixels_sha256)
    about = replace(about, seen=seen_in(now, about))
    decide(office, id, Verb.CORRECT, (about,), value=PageKind.PLAN.value, page=1)


def note(kind, *, of_added=False, **more):
    def say(office, id):
        place = 0
        if of_added:
            add_without_page(office, id)
            place = len(office.standing(id).dossier.entries) - 1
            vote_on = replace(target(office, id, place=place))
            decide(office, id, Verb.CORRECT, (vote_on,), value=[], needs_two=True)
        key = key_of((target(office, id, place=place),))
        version = office.now[id].version
        office.say(id, note_event(DeskNote(version=version, key=key, kind=kind, **more, **BY)))

    return say


def hold_and_release(office, id):
    note(NoteKind.HOLD)(office, id)
    note(NoteKind.RELEASE)(office, id)


WORDS = {
    "correction": correct,
    "strike": strike,
    "entry drawn on a page": add_on_page,
    "entry typed": add_without_page,
    "entry typed and corrected": add_and_correct,
    "entry of a new sheet recorded": record,
    "entry recorded and deleted": record_and_delete,
    "kind of a page": page_kind,
    "comment": note(NoteKind.COMMENT, text="?"),
    "hold": note(NoteKind.HOLD),
    "hold and release": hold_and_release,
    "assignment": note(NoteKind.ASSIGN, to="Bert"),
    "assignment of an added entry": note(NoteKind.ASSIGN, of_added=True, to="Bert"),
    "vote of four eyes": vote,
}
JOINED = {"A": (), "B": ("pixels 3", "pixels 1", "pixels 2")}
APART = {"A": ("pixels 1", "pixels 2"), "B": ("pixels 3",)}


@pytest.fixture(params=WORDS)
def word(request):
    return WORDS[request.param]


@pytest.mark.parametrize("id", [A, B])
def test_joined_and_put_back_all_is_as_before(word, id):
    """Twice over, whether it was said of the one that gave its pages or of the one that took."""
    office = Office()
    word(office, id)
    before = office.seen
    for _ in range(2):
        office.put(**JOINED)
        assert office.standing(B).dossier.doubts == ()
        office.put(**APART)
        assert office.seen == before


def test_split_and_put_back_all_is_as_before(word):
    """Also when the page that it was said of went away on its own and came back."""
    office = Office()
    word(office, A)
    before = office.seen
    for away in ("pixels 1", "pixels 2"):
        left = tuple(name for name in HOMES[A] if name != away)
        office.put(A=left, C=(away,))
        office.put(A=HOMES[A], C=())
        assert office.seen == before


def test_joined_and_then_split_and_all_put_back(word):
    """The last act first, as people put things back."""
    office = Office()
    word(office, A)
    before = office.seen
    office.put(**JOINED)
    office.put(B=("pixels 1",), C=("pixels 3", "pixels 2"))
    office.put(B=JOINED["B"], C=())
    office.put(**APART)
    assert office.seen == before


def test_an_entry_goes_with_the_page_that_it_was_drawn_on():
    """What was typed without a place stays."""
    office = Office()
    add_on_page(office, A)
    add_without_page(office, A)
    office.put(A=("pixels 2",), C=("pixels 1",))
    names = {id: [e.number.value for e in office.standing(id).dossier.entries] for id in (A, C)}
    assert names == {A: [2, 6], C: [1, 5]}


def test_an_answer_for_the_whole_dossier_answers_nothing_that_came_later():
    """The same reason, and another entry: it is asked about, and what was answered is not."""
    lost = Doubt(
        reason=DoubtReason.NOT_FOUND,
        detail=Both.only("Blatt 1, lfd. Nr. 1 findet sich nicht mehr."),
    )
    other = replace(lost, detail=Both.only("Blatt 2, lfd. Nr. 2 findet sich nicht mehr."))
    for come, left in [((lost,), []), ((lost, other), [lost, other]), ((other,), [other])]:
        office = Office()
        office.now[A] = replace(office.now[A], doubts=(lost,))
        whole = Target(seen=seen_in(office.now[A], Target()))
        decide(office, A, Verb.ACCEPT, (whole,))
        assert office.standing(A).dossier.doubts == ()
        bounds = Bounds(
            id="b",
            parts=(
                Part(
                    dossier=A,
                    number="A",
                    before=1,
                    after=2,
                    pages=tuple(PageRef(dossier=A, version=1, number=n) for n in (2, 1)),
                ),
            ),
            **BY,
        )
        after = replace(read(A, 2, HOMES[A][::-1]), doubts=come)
        told = carried(bounds, office.now[A], tuple(office.lines[A]), {A: after})
        lines = tuple((f"x{n}", event) for n, (_, event) in enumerate(told))
        assert list(standing(after, lines).dossier.doubts) == left


@pytest.mark.parametrize(
    ("said_of", "sheet", "home"), [(A, "143", A), (A, "200", A), (B, "200", B), (B, "143", A)]
)
def test_an_entry_of_a_known_sheet_is_with_its_sheet_or_where_it_was_said(said_of, sheet, home):
    """After its pages went and came back; never in both, never in none."""
    office = Office()
    record(office, said_of, sheet=sheet)
    office.put(**JOINED)
    office.put(**APART)
    found = [
        id for id in (A, B) for e in office.standing(id).dossier.entries if e.number.value == 8
    ]
    assert found == [home]


def test_what_was_added_keeps_its_name():
    """So what is said of it later, and notes upon it, find it after any number of acts."""
    office = Office()
    add_without_page(office, A)
    id = office.standing(A).dossier.entries[-1].id
    office.put(**JOINED)
    assert place_of(office.standing(B).dossier, Target(entry=id)) == 3
