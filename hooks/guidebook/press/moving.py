"""Figures that would leave a hole: a figure for which the rest of a page is too low goes behind the
text that follows it, and that text fills the page.
"""

from collections.abc import Iterator
from itertools import count, pairwise
from xml.etree.ElementTree import Element

from weasyprint import Document
from weasyprint.formatting_structure.boxes import (
    Box,
    FootnoteAreaBox,
    LineBox,
    ReplacedBox,
    TableBox,
)

from .asides import HEADINGS

MARK = "data-nro"  # which element of the tree a laid one is
HOLE = 0.15  # of a page: as much may stay empty
PASSED = {"p", "ul", "ol", "blockquote"}  # what a figure may go behind


class Figures:
    """The figures of a tree among what stands beside them."""

    def __init__(self, tree: Element):
        self._elements: dict[str, Element] = {}
        self._holders: dict[str, Element] = {}
        numbers = count(1)
        for holder in list(tree.iter()):
            if holder.find("figure") is not None:
                for number, child in zip(map(str, numbers), holder, strict=False):
                    child.set(MARK, number)
                    self._elements[number], self._holders[number] = child, holder

    def move(self, document: Document) -> bool:
        """Moves the figures that leave too much of a page empty. Whether there was any."""
        laid = [list(_marked(page._page_box)) for page in document.pages]
        heights: dict[str, float] = {}
        for number, box in (each for page in laid for each in page):
            heights[number] = heights.get(number, 0) + box.margin_height()
        moved = False
        for page, (before, after) in zip(document.pages, pairwise(laid), strict=False):
            whole = page._page_box
            hole = _hole(whole)
            if before and after and hole > HOLE * whole.height:
                last, first = before[-1][0], after[0][0]
                figure = self._figure(first)
                if figure and last != first and self._holders[last] is self._holders[first]:
                    moved |= self._fill(figure, hole - HOLE * whole.height, heights)
        return moved

    def _figure(self, number: str) -> Element | None:
        """What begins a page, if it is a figure, or a heading that a figure follows."""
        siblings = list(self._holders[number])
        for element in siblings[siblings.index(self._elements[number]) :]:
            if element.tag not in HEADINGS:
                return element if element.tag == "figure" else None
        return None

    def _fill(self, figure: Element, room: float, heights: dict[str, float]) -> bool:
        """Puts as much of the text behind the figure before it as the room takes."""
        holder = self._holders[figure.get(MARK)]
        at = list(holder).index(figure)
        passed = 0
        for element in list(holder)[at + 1 :]:
            if room <= 0 or element.tag not in PASSED:
                break
            room -= heights.get(element.get(MARK), 0)
            passed += 1
        holder.remove(figure)
        holder.insert(at + passed, figure)
        return bool(passed)


def _marked(box: Box) -> Iterator[tuple[str, Box]]:
    """The laid boxes of marked elements, the outermost ones, each with its number."""
    for child in getattr(box, "children", ()):
        number = child.element.get(MARK) if child.element is not None else None
        if number and child.is_in_normal_flow():
            yield number, child
        else:
            yield from _marked(child)


def _hole(page: Box) -> float:
    """How much of a page stands empty below its text, in CSS pixels."""
    text, *others = page.children
    notes = [box.position_y for box in others if isinstance(box, FootnoteAreaBox)]
    bottom = min([page.content_box_y() + page.height, *notes])
    return bottom - max((_end(box) for box in _flow(text)), default=bottom)


def _flow(box: Box) -> Iterator[Box]:
    """The lines, tables and pictures that stand in the flow."""
    for child in getattr(box, "children", ()):
        if isinstance(child, (LineBox, ReplacedBox, TableBox)):
            yield child
        elif child.is_in_normal_flow():
            yield from _flow(child)


def _end(box: Box) -> float:
    return box.position_y + (box.height if isinstance(box, LineBox) else box.margin_height())
