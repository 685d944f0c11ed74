"""Paragraphs whose right edge is calm: WeasyPrint breaks the lines of each until it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from weasyprint.formatting_structure.boxes import Box, InlineBox, LineBox, TextBox
from weasyprint.layout import block

from ...finnish import SOFT_HYPHEN
from . import rag
from .laid import Line
from .laid_boxes import line_of
from .patching import replaced

BLOCKS = {"p", "li", "dd", "td", "dl"}

iter_line_boxes = block.iter_line_boxes


class Broken(NamedTuple):
    """A line, where the next begins, and what is placed beside it."""

    line: LineBox
    after: dict | None
    absolute: list[Box]
    fixed: list[Box]


Break = Callable[[LineBox], list[Broken]]


@contextmanager
def broken() -> Iterator[None]:
    """While pages are laid out."""
    with replaced("iter_line_boxes", _lines, block):
        yield


def _lines(context, box, top, below, start, holder, absolute, fixed, *styles) -> Iterator[tuple]:
    """As WeasyPrint breaks them; a paragraph, in the words that make it calm in its measure, from
    its start and where it goes on.
    """

    def lines(whole: LineBox, start: dict | None = None) -> Iterator[Broken]:
        placed = [], []
        for line, after in iter_line_boxes(
            context, whole, top, below, start, holder, *placed, *styles
        ):
            yield Broken(line, after, *map(list.copy, placed))
            for boxes in placed:
                boxes.clear()

    laid = None
    if _may_be_calmer(box, holder):
        known = vars(box).setdefault("calm", {})
        if holder.width not in known:
            calm, laid = _calmed(box, holder, lambda whole: [*lines(whole)])
            known[holder.width] = None if calm is box else calm
        box = known[holder.width] or box
    for line, after, *placed in laid if laid and start is None else lines(box, start):
        for boxes, own in zip((absolute, fixed), placed, strict=True):
            boxes += own
        yield line, after


def _may_be_calmer(box: LineBox, holder: Box) -> bool:
    element = holder.element
    block = element is not None and element.tag in BLOCKS and holder.element_tag == element.tag
    return block and any(SOFT_HYPHEN in text.text for text in _texts(box))


def _calmed(box: LineBox, holder: Box, broken: Break) -> tuple[LineBox, list[Broken]]:
    """The paragraph in the words that make it calm, and its lines."""
    calm, laid, tried = box, broken(box), 1
    texts = [text.text for text in _texts(box)]
    while (lines := _read(laid, holder)) and rag.calm(texts, lines, tried):
        calmer = _with(box, iter(texts))
        again = broken(calmer)
        if any(line.rect.right - line.rect.left > line.room for line in _read(again, holder)):
            break  # no word is made whole where it has no room
        calm, laid, tried = calmer, again, tried + 1
    return calm, laid


def _read(laid: list[Broken], holder: Box) -> list[Line]:
    return [read for one in laid if (read := line_of(one.line, holder))]


def _texts(box: Box) -> Iterator[TextBox]:
    for child in box.children:
        if isinstance(child, TextBox):
            yield child
        elif isinstance(child, InlineBox):
            yield from _texts(child)


def _with(box: Box, texts: Iterator[str]) -> Box:
    """The box with other texts in it."""
    copy = box.copy()
    vars(copy).pop("calm", None)
    if isinstance(box, TextBox):
        copy.text = next(texts)
    elif isinstance(box, (LineBox, InlineBox)):
        copy.children = [_with(child, texts) for child in box.children]
    return copy
