"""Figures that would leave a hole: a figure for which the rest of a page is too low goes behind
what follows it, and that fills the page.
"""

from collections.abc import Iterator
from itertools import count, pairwise, takewhile
from xml.etree.ElementTree import Element

from weasyprint import Document
from weasyprint.formatting_structure.boxes import Box, FootnoteAreaBox

from ..elements import classes
from ..setting.asides import HEADINGS
from . import flow
from .boxes import LONG

MARK = "data-nro"  # which element of the tree a laid one is
HOLE = 0.15  # of a page: as much may stay empty
FLOWING = {"p", "ul", "ol", "blockquote"}  # what may be divided between pages
LINES = 60  # CSS pixels: of such text this much must fit
LAST = {"lohko-tee-tanaan"}  # what ends a chapter: no figure goes behind it

Heights = dict[str, float]  # of what is laid out, in CSS pixels, by its number


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
        heights: Heights = {}
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
                    moved |= self._fill(figure, hole, HOLE * whole.height, heights)
        return moved

    def _figure(self, number: str) -> Element | None:
        """What begins a page, if it is a figure, or a heading that a figure follows."""
        siblings = list(self._holders[number])
        for element in siblings[siblings.index(self._elements[number]) :]:
            if element.tag not in HEADINGS:
                return element if element.tag == "figure" else None
        return None

    def _fill(self, figure: Element, hole: float, enough: float, heights: Heights) -> bool:
        """Puts what follows the figure, and those right behind it, before it until so little of the
        hole is left.
        """
        holder = self._holders[figure.get(MARK)]
        from_figure = list(holder)[list(holder).index(figure) :]
        figures = list(takewhile(lambda element: element.tag == "figure", from_figure))
        following = from_figure[len(figures) :]
        passed: list[Element] = []
        for unit in _units(following):
            whole = sum(heights.get(element.get(MARK), 0) for element in unit)
            least = whole
            if unit[-1].tag in FLOWING or LONG in classes(unit[-1]):
                least = min(whole, whole - heights.get(unit[-1].get(MARK), 0) + LINES)
            if hole <= enough or least > hole:
                break
            passed += unit
            hole -= whole
        if passed:
            for each in figures:
                holder.remove(each)
            at = list(holder).index(passed[-1]) + 1
            holder[at:at] = figures
        return bool(passed)


def _units(elements: list[Element]) -> Iterator[list[Element]]:
    """What follows a figure up to the next one, each heading with what stands under it."""
    unit: list[Element] = []
    for element in elements:
        if element.find(".//img") is not None or LAST & classes(element):
            return
        unit.append(element)
        if element.tag not in HEADINGS:
            yield unit
            unit = []


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
    return bottom - flow.end(text, bottom)
