"""A look as the desk shows it: places on the scan, readings beside it, and what others said."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import islice

from baulast.corrections import Target, Verb
from baulast.desk_notes import DeskNote
from baulast.language import tr
from baulast.model import Box, Dossier, Field, FieldName, Page, PageText, page_text
from baulast.standing import place_of
from baulast.tasks import Task, key_of, target_of
from report.wording import field_words
from review.answers import verbs_of
from review.desk import Look
from review.values import alternative
from review.values import shown as in_words
from review.wording import Asked, asked, title

WIDE = 0.75  # of the page's width: a whole line of most columns, letters larger than on the paper
ROW = 0.5  # of it: a place as wide as that is a row, whose number stands left of it
TALL = 0.16  # of its height: a dozen lines, so that what stands above and below is read too
TALL_OF_SEVERAL = 0.1  # then what is decided below them is still on a small screen
TALLEST = 0.3  # of its height: places farther apart than that have a picture each
MOST_CROPS = 6  # more is the whole page, which stands beside them
MOST_OTHERS = 6
FRAME = 0.02  # of the page around a box


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """A part of a page, and the places marked in it."""

    page: Page
    area: Box
    marks: tuple[Box, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """The same thing as another page says it."""

    page: Page
    value: str
    crop: Crop


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Another field of the entry, which can be looked at too."""

    label: str
    value: str
    key: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """All that one look shows."""

    title: str
    page: Page
    marks: tuple[Box, ...]
    fields: tuple[Asked, ...]
    crops: tuple[Crop, ...]
    others: tuple[Other, ...]
    beside: tuple[Beside, ...]
    notes: tuple[DeskNote, ...]
    verbs: frozenset[Verb]
    page_key: str  # of the look at the page that is shown


def screen_of(look: Look, *, number: int | None = None) -> Screen:
    """The screen of a look; ``number``: the page to be shown whole instead of the look's own."""
    task, dossier = look.task, look.standing.dossier
    pages = {page.number: page for page in dossier.pages}
    page = pages.get(number or task.page or 1) or dossier.pages[0]
    marks = tuple(_marks(task, page.number))
    return Screen(
        title=title(task.targets[0]),
        page=page,
        marks=marks,
        fields=asked(dossier, task),
        crops=tuple(_crops(task, pages))[:MOST_CROPS],
        others=tuple(islice(_others(dossier, task, pages), MOST_OTHERS)),
        beside=tuple(_beside(dossier, task)),
        notes=tuple(note for note in look.standing.notes if note.key == task.key),
        verbs=_verbs(task),
        page_key=key_of((Target(pixels_sha256=page.pixels_sha256),)),
    )


def _verbs(task: Task) -> frozenset[Verb]:
    """What can be said of all that the look is about; each entry has some status."""
    verbs = verbs_of(task.targets[0])
    is_status = FieldName.STATUS in {target.field for target in task.targets}
    return verbs - {Verb.ABSENT} if is_status else verbs


def _marks(task: Task, number: int) -> Iterator[Box]:
    if task.page == number and task.box:
        yield task.box
    for doubt in task.doubts:
        if doubt.page == number and doubt.box:
            yield doubt.box


def _crops(task: Task, pages: dict[int, Page]) -> Iterator[Crop]:
    """What is to be read, then what speaks against it; places near each other share a picture."""
    places = [(task.page, task.box), *((doubt.page, doubt.box) for doubt in task.doubts)]
    groups: list[tuple[int, Box]] = []
    for number, box in places:
        if number not in pages or box is None:
            continue
        near = (place for place, group in enumerate(groups) if _is_near(group, number, box, pages))
        found = next(near, None)
        if found is None:
            groups.append((number, box))
        else:
            groups[found] = (number, groups[found][1].united(box))
    for number, box in groups:
        page = pages[number]
        area = area_around(page, box, tall=TALL if len(groups) == 1 else TALL_OF_SEVERAL)
        inside = (mark for mark in _marks(task, number) if mark.overlap(area))
        yield Crop(page=page, area=area, marks=tuple(dict.fromkeys(inside)))


def _is_near(group: tuple[int, Box], number: int, box: Box, pages: dict[int, Page]) -> bool:
    """Whether a place belongs into the picture of others."""
    if group[0] != number:
        return False
    width, height = pages[number].upright_size
    both = group[1].united(box)
    if both in (group[1], box):
        return True
    return both.width <= WIDE * width and both.height <= TALLEST * height


def area_around(page: Page, box: Box, *, tall: float) -> Box:
    """The part of a page around a box at reading size: of what is written on it, no margins."""
    width, height = page.upright_size
    frame = int(width * FRAME)
    written = reduce(Box.united, (word.box for word in page.words), box)
    first, last = max(0, written.left - frame), min(width, written.right + frame)
    needed = last - first if box.width > ROW * width else int(width * WIDE)
    wide = min(last - first, max(needed, box.width + 2 * frame))
    high = min(height, max(int(height * tall), box.height + 2 * frame))
    left = min(max(first, (box.left + box.right - wide) // 2), last - wide)
    top = min(max(0, (box.top + box.bottom - high) // 2), height - high)
    return Box(left=left, top=top, right=left + wide, bottom=top + high)


def _others(dossier: Dossier, task: Task, pages: dict[int, Page]) -> Iterator[Other]:
    """Where else the dossier tells the same kind of thing, but what belongs to other entries."""
    own = {place_of(dossier, target) for target in task.targets}
    of_others = {
        field
        for place, entry in enumerate(dossier.entries)
        if place not in own
        for finding in entry.findings.values()
        for field in finding.readings
    }
    texts: dict[int, PageText] = {}
    names = {target.field for target in task.targets if target.field}
    seen = {(task.page, _first_value(dossier, task))}
    read = tuple(_readings(dossier, task))
    alike = (f for f in dossier.fields if f.name in names and f not in of_others)
    for field in (*read, *alike):
        number = field.evidence.page
        if (number, field.value) in seen or number not in pages:
            continue
        if number not in texts:
            texts[number] = page_text(pages[number].words)
        box = _box(field, texts[number])
        if box is None or (field in read and _is_marked(task, number, box)):
            continue
        seen.add((number, field.value))
        page = pages[number]
        crop = Crop(page=page, area=area_around(page, box, tall=TALL_OF_SEVERAL), marks=(box,))
        yield Other(page=page, value=_in_words(field), crop=crop)


def _is_marked(task: Task, number: int, box: Box) -> bool:
    """Whether the look's own pictures show the place with a mark already."""
    return any(mark.united(box) == mark for mark in _marks(task, number))


def _readings(dossier: Dossier, task: Task) -> Iterator[Field]:
    for target in task.targets:
        place = place_of(dossier, target)
        if place is not None and target.field is not None:
            yield from dossier.entries[place].findings[target.field].readings


def _first_value(dossier: Dossier, task: Task) -> str:
    first = next(_readings(dossier, task), None)
    return first.value if first else ""


def _box(field: Field, text: PageText) -> Box | None:
    words = text.words_in(field.evidence.start, field.evidence.end)
    return reduce(Box.united, (word.box for word in words)) if words else None


def _in_words(field: Field) -> str:
    value = alternative(field.name, field.value)
    return field.value if value is None else in_words(value)


def _beside(dossier: Dossier, task: Task) -> Iterable[Beside]:
    """The entry's other fields: what is wrong there can be put right as well."""
    place = place_of(dossier, task.targets[0])
    if place is None:
        return
    entry = dossier.entries[place]
    about = {target.field for target in task.targets}
    for name, finding in entry.findings.items():
        if name not in about:
            yield Beside(
                label=field_words(name),
                value=in_words(finding.value) or "–",
                key=key_of((target_of(entry, name),)),
                is_open=finding.is_flagged,
            )
    if None not in about:
        whole = tr("Eintragung als Ganzes", "The entry as a whole")
        yield Beside(
            label=whole,
            value=tr("streichen", "strike out"),
            key=key_of((target_of(entry),)),
            is_open=bool(entry.doubts),
        )
