"""What a page of a delivered PDF shows, told from its content: one scan, or more than that."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pikepdf
from pikepdf import Array, ContentStreamInlineImage, Dictionary, Matrix, Name, Object, Stream

PAINTING = frozenset(["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh"])
SHOWING = frozenset(("Tj", "TJ", "'", '"'))
INVISIBLE = 3  # text rendering mode of the words that OCR puts behind a scan
MAX_DEPTH = 8  # forms in forms; scanners nest one or two deep
MAX_OPERATIONS = 200_000  # a page of OCR words has 20,000; maps drawn as vectors have millions
LEAST_SHOWN = 0.97  # of an image within its page; less is cropped on purpose
SLANT = 0.01  # of the length: placements are rounded, a turn by half a degree is meant
UNSEEN_NOTES = frozenset((Name.Link, Name.Popup))
HIDDEN = 0b100010  # flags Hidden and NoView of an annotation
NO_IMAGE_SCAN = frozenset((Name.SMask, Name.Mask, Name.SMaskInData))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedScan:
    """The one image that a page shows, and how far placing turns it clockwise."""

    image: Stream
    turn: int


@dataclass(slots=True)
class _Shown:
    images: list[tuple[Stream, Matrix, bool]] = field(default_factory=list)
    under: bool = False  # something visible lies under the image
    over: bool = False
    operations: int = 0

    def paint(self) -> None:
        self.over = self.over or bool(self.images)
        self.under = self.under or not self.images


@dataclass(frozen=True, slots=True)
class _State:
    matrix: Matrix = field(default_factory=Matrix)
    text_mode: int = 0
    is_plain: bool = True  # opaque, without soft mask or blending


def placed_scan(page: pikepdf.Page) -> PlacedScan | None:
    """The scan that is all a page shows; None where the page shows more, or something else."""
    shown = _Shown()
    _follow(page.obj, page.resources, _State(), shown, depth=0)
    if len(shown.images) != 1 or shown.over or has_visible_notes(page):
        return None
    image, matrix, is_plain = shown.images[0]
    turn = _turn_of(matrix)
    if turn is None or not is_plain or any(key in image for key in NO_IMAGE_SCAN):
        return None
    if not _fits(page, matrix, fills=shown.under):
        return None
    return PlacedScan(image=image, turn=turn)


def has_visible_notes(page: pikepdf.Page) -> bool:
    """Whether annotations show something: a stamp, a drawing, a text."""
    return any(
        Name.AP in note
        and note.get(Name.Subtype) not in UNSEEN_NOTES
        and not int(note.get(Name.F, 0)) & HIDDEN
        for note in page.obj.get(Name.Annots, Array())
    )


def _follow(
    content: Object, resources: Object, state: _State, shown: _Shown, *, depth: int
) -> None:
    """Goes through the content and notes in ``shown`` what becomes visible."""
    stack: list[_State] = []
    for operator, operands in _operations(content):
        shown.operations += 1
        if shown.operations > MAX_OPERATIONS:
            shown.under = shown.over = True
            return
        if operator == "q":
            stack.append(state)
        elif operator == "Q":
            state = stack.pop() if stack else state
        elif operator == "cm":
            state = replace(state, matrix=Matrix(*map(float, operands)) @ state.matrix)
        elif operator == "Tr":
            state = replace(state, text_mode=int(operands[0]))
        elif operator == "gs":
            state = replace(state, is_plain=state.is_plain and _is_opaque(resources, operands[0]))
        elif operator in PAINTING or (operator in SHOWING and state.text_mode != INVISIBLE):
            shown.paint()
        elif operator == "Do":
            _draw(resources, operands[0], state, shown, depth=depth)


def _operations(content: Object) -> Iterator[tuple[str, list[Object]]]:
    for instruction in pikepdf.parse_content_stream(content):
        if isinstance(instruction, ContentStreamInlineImage):
            yield "sh", []  # paints, like a shading
        else:
            yield str(instruction.operator), list(instruction.operands)


def _draw(resources: Object, name: Object, state: _State, shown: _Shown, *, depth: int) -> None:
    drawn = resources.get(Name.XObject, Dictionary()).get(str(name))
    if not isinstance(drawn, Stream):
        return
    kind = drawn.get(Name.Subtype)
    if kind == Name.Form and Name.OC not in drawn and depth < MAX_DEPTH:
        matrix = Matrix(*map(float, drawn.get(Name.Matrix, Matrix().as_array())))
        inner = replace(state, matrix=matrix @ state.matrix)
        _follow(drawn, drawn.get(Name.Resources, resources), inner, shown, depth=depth + 1)
    elif kind == Name.Image and Name.OC not in drawn and not drawn.get(Name.ImageMask, False):
        shown.over = shown.over or bool(shown.images)
        shown.images.append((drawn, state.matrix, state.is_plain))
    else:
        shown.under = shown.over = True


def _is_opaque(resources: Object, name: Object) -> bool:
    values = resources.get(Name.ExtGState, Dictionary()).get(str(name), Dictionary())
    return (
        float(values.get(Name.ca, 1)) == 1.0
        and values.get(Name.SMask, Name("/None")) == Name("/None")
        and values.get(Name.BM, Name.Normal) in (Name.Normal, Name.Compatible)
    )


def _turn_of(matrix: Matrix) -> int | None:
    """Degrees clockwise by which an image is turned; None: mirrored or slanted."""
    a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
    slack = SLANT * max(map(abs, (a, b, c, d)))
    if abs(b) <= slack and abs(c) <= slack and a * d > 0:
        return 0 if a > 0 else 180
    if abs(a) <= slack and abs(d) <= slack and b * c < 0:
        return 270 if b > 0 else 90
    return None


def _fits(page: pikepdf.Page, matrix: Matrix, *, fills: bool) -> bool:
    """Whether the page shows the image whole; with ``fills``, also nothing beside it."""
    left, bottom, right, top = page_box(page)
    xs = sorted((matrix.e, matrix.e + matrix.a + matrix.c))
    ys = sorted((matrix.f, matrix.f + matrix.b + matrix.d))
    wide = min(right, xs[1]) - max(left, xs[0])
    high = min(top, ys[1]) - max(bottom, ys[0])
    if wide < LEAST_SHOWN * (xs[1] - xs[0]) or high < LEAST_SHOWN * (ys[1] - ys[0]):
        return False
    return not fills or (
        wide >= LEAST_SHOWN * (right - left) and high >= LEAST_SHOWN * (top - bottom)
    )


def page_box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """The part of the page that is shown: left, bottom, right, top."""
    x1, y1, x2, y2 = (float(value) for value in page.cropbox)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
