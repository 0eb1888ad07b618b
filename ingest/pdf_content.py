"""What a PDF page shows: one full-page image, or more than that.

Only a page that shows nothing but one opaque, upright picture may be read from that picture alone.
Whatever else may be visible, a drawn line, a mask, a stamp put on as an annotation, makes the page
one to be rendered: the word GELÖSCHT may be what was drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pikepdf

from baulast.errors import ScanUnreadable
from baulast.language import tr

PAINTS = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh"))
SHOWS_TEXT = frozenset(("Tj", "TJ", "'", '"'))
INVISIBLE = 3  # text render mode of the words that OCR puts behind a scan
MAX_DEPTH = 8  # forms in forms; scanners nest one or two deep
MAX_CONTENT_BYTES = 2_000_000  # a page of OCR words has 200,000; maps drawn as vectors have more
SHARE_SHOWN = 0.97  # an image that reaches over the page's edge by more is cropped on purpose
SLANT = 0.01  # of the length: placements are rounded, a turn by half a degree is meant
UNSEEN_ANNOTATIONS = frozenset(("/Link", "/Popup"))
HIDDEN_FLAGS = 0b10 | 0b100000  # Hidden, NoView

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedImage:
    """The one image that a page shows, and how it stands on the page before /Rotate."""

    image: pikepdf.Stream
    width_pt: float  # of the image's own rows, as placed
    height_pt: float
    turn: int  # degrees clockwise that placing turns it by


@dataclass(frozen=True, slots=True)
class _State:
    """The part of the graphics state that matters here."""

    ctm: Matrix = IDENTITY
    text_mode: int = 0
    is_plain: bool = True  # opaque, without soft mask or blending


@dataclass(slots=True)
class _Seen:
    """What has been drawn so far."""

    images: list[tuple[pikepdf.Stream, _State]] = field(default_factory=list)
    before: bool = False  # something visible lies under the image
    after: bool = False  # something visible lies over the image

    def paint(self) -> None:
        if self.images:
            self.after = True
        else:
            self.before = True


def shown_image(page: pikepdf.Page) -> PlacedImage | None:
    """The image that is all a page shows; None where the page shows more, or something else.

    ScanUnreadable where the page names an image that the PDF lacks.
    """
    if _has_visible_annotations(page):
        return None
    seen = _Seen()
    _walk(page.obj, page.resources, _State(), seen, depth=0)
    if len(seen.images) != 1 or seen.after:
        return None
    image, state = seen.images[0]
    if not state.is_plain or any(key in image for key in ("/SMask", "/Mask", "/SMaskInData")):
        return None
    placed = _placed(image, state.ctm)
    if placed is None or not _is_shown_whole(page, state.ctm, covers=seen.before):
        return None
    return placed


def rotation(page: pikepdf.Page) -> int:
    """The page's /Rotate, its own or inherited: 0, 90, 180 or 270 degrees clockwise."""
    return int(page.rotation) % 360


def _has_visible_annotations(page: pikepdf.Page) -> bool:
    return any(
        "/AP" in note
        and str(note.get("/Subtype", "")) not in UNSEEN_ANNOTATIONS
        and not int(note.get("/F", 0)) & HIDDEN_FLAGS
        for note in page.obj.get("/Annots", pikepdf.Array())
        if isinstance(note, pikepdf.Dictionary)
    )


def _walk(
    content: pikepdf.Object, resources: pikepdf.Object, state: _State, seen: _Seen, *, depth: int
) -> None:
    """Follow the drawing of a page or form, and note in ``seen`` what becomes visible."""
    if _content_bytes(content) > MAX_CONTENT_BYTES:
        seen.before = seen.after = True
        return
    stack: list[_State] = []
    for operands, operator in _instructions(content):
        name = str(operator)
        if name == "q":
            stack.append(state)
        elif name == "Q":
            state = stack.pop() if stack else state
        elif name == "cm":
            state = replace(state, ctm=_times(_matrix(operands), state.ctm))
        elif name == "Tr":
            state = replace(state, text_mode=int(operands[0]))
        elif name == "gs":
            state = _with_graphics_state(state, resources, str(operands[0]))
        elif name in PAINTS or (name in SHOWS_TEXT and state.text_mode != INVISIBLE):
            seen.paint()
        elif name == "INLINE IMAGE":
            seen.paint()  # tiny by nature: scanners store no page inline
            seen.after = True
        elif name == "Do":
            _draw(resources, str(operands[0]), state, seen, depth=depth)


def _content_bytes(content: pikepdf.Object) -> int:
    """The length of a page's or form's drawing; a bomb is a PdfError, by qpdf's limits."""
    drawing = content if isinstance(content, pikepdf.Stream) else content.get("/Contents")
    parts = drawing if isinstance(drawing, pikepdf.Array) else [drawing]
    return sum(len(part.read_bytes()) for part in parts if isinstance(part, pikepdf.Stream))


def _instructions(content: pikepdf.Object) -> Iterator[tuple[list[pikepdf.Object], object]]:
    for instruction in pikepdf.parse_content_stream(content):
        if isinstance(instruction, pikepdf.ContentStreamInlineImage):
            yield [], "INLINE IMAGE"
        else:
            yield list(instruction.operands), instruction.operator


def _draw(resources: pikepdf.Object, name: str, state: _State, seen: _Seen, *, depth: int) -> None:
    drawn = resources.get("/XObject", pikepdf.Dictionary()).get(name)
    if not isinstance(drawn, pikepdf.Stream):
        raise ScanUnreadable(f"{name}: {tr('Bild fehlt im PDF', 'image is missing in the PDF')}")
    if "/OC" in drawn:  # a layer that a viewer can switch off
        seen.paint()
        seen.after = True
    elif drawn.get("/Subtype") == "/Image":
        if bool(drawn.get("/ImageMask", False)) or seen.images:
            seen.paint()
            seen.after = True
        else:
            seen.images.append((drawn, state))
    elif drawn.get("/Subtype") == "/Form":
        if depth >= MAX_DEPTH:
            seen.paint()
            return
        ctm = _times(_matrix(drawn.get("/Matrix", pikepdf.Array(IDENTITY))), state.ctm)
        inner = drawn.get("/Resources", resources)
        _walk(drawn, inner, replace(state, ctm=ctm), seen, depth=depth + 1)


def _with_graphics_state(state: _State, resources: pikepdf.Object, name: str) -> _State:
    values = resources.get("/ExtGState", pikepdf.Dictionary()).get(name, pikepdf.Dictionary())
    is_plain = (
        float(values.get("/ca", 1)) == 1.0
        and str(values.get("/SMask", "/None")) == "/None"
        and str(values.get("/BM", "/Normal")) in ("/Normal", "/Compatible")
    )
    return replace(state, is_plain=state.is_plain and is_plain)


def _matrix(values: pikepdf.Object | list[pikepdf.Object]) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in values)
    return (a, b, c, d, e, f)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _placed(image: pikepdf.Stream, ctm: Matrix) -> PlacedImage | None:
    """The image as placed; None where it is mirrored, slanted or flat."""
    a, b, c, d, _, _ = ctm
    long = max(abs(value) for value in (a, b, c, d))
    straight = abs(b) <= SLANT * long and abs(c) <= SLANT * long
    lying = abs(a) <= SLANT * long and abs(d) <= SLANT * long
    if straight and a * d > 0:
        turn, width, height = (0 if a > 0 else 180), abs(a), abs(d)
    elif lying and b * c < 0:
        turn, width, height = (270 if b > 0 else 90), abs(b), abs(c)
    else:
        return None
    return PlacedImage(image=image, width_pt=width, height_pt=height, turn=turn)


def _is_shown_whole(page: pikepdf.Page, ctm: Matrix, *, covers: bool) -> bool:
    """Whether the page crops nothing off the image; with ``covers``, also the reverse."""
    a, b, c, d, e, f = ctm
    left, right = sorted((e, e + a + c))
    bottom, top = sorted((f, f + b + d))
    x1, y1, x2, y2 = (float(value) for value in page.cropbox)
    shown_w = min(right, max(x1, x2)) - max(left, min(x1, x2))
    shown_h = min(top, max(y1, y2)) - max(bottom, min(y1, y2))
    if shown_w < SHARE_SHOWN * (right - left) or shown_h < SHARE_SHOWN * (top - bottom):
        return False
    return not covers or (
        shown_w >= SHARE_SHOWN * abs(x2 - x1) and shown_h >= SHARE_SHOWN * abs(y2 - y1)
    )
