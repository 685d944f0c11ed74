"""Boxes: a short one stands whole, a long one is divided between pages, and its second half says
that it goes on.
"""

from collections.abc import Iterator
from itertools import count
from xml.etree.ElementTree import Element

from weasyprint import Document
from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import BlockBox, Box, LineBox
from weasyprint.layout.background import layout_box_backgrounds

from ...pages.blocks import PLAIN_BLOCKS
from ..elements import add_class, classes, node
from . import flow

MARK = "data-lohko"  # which box of the tree a laid one is
# Shares of a page: a box up to so high is not divided. A summary is read at a glance, a sheet is
# made to fit its paper.
WHOLE, WHOLE_SUMMARY, WHOLE_ON_SHEET = 0.14, 0.22, 0.9
LONG, CONTINUED = "pitka", "lohko-jatkuu"
NAMES = {"lohko-laji", "lohko-otsikko"}
FEW = 3  # lines: what is shorter stays with what is beside it
SHORT_START, SHORT_END = "lyhyt-alku", "lyhyt-loppu"  # of a long box


class Boxes:
    """The boxes of a tree that stand in the text itself. `alone` is the tree with nothing but them
    and what holds them, None when there are none: how high they are shows there already.
    """

    def __init__(self, tree: Element):
        self._boxes: dict[str, Element] = {}
        self._whole: dict[str, float] = {}
        for number, (box, whole) in zip(map(str, count(1)), _outermost(tree), strict=False):
            box.set(MARK, number)
            self._boxes[number], self._whole[number] = box, whole
        self.alone = _alone(tree)

    def divide(self, document: Document) -> bool:
        """Lets the long boxes be divided. Whether any was not before."""
        long = {
            number: box
            for page in document.pages
            for number, box in _laid(page._page_box)
            if box.border_height() > self._whole[number] * page._page_box.height
            and LONG not in classes(self._boxes[number])
        }
        for number in sorted(long, key=int):
            box = self._boxes[number]
            add_class(box, LONG)
            written = [child for child in box if not classes(child) & NAMES]
            for laid, child, name in _ends(long[number], written):
                if sum(isinstance(piece, LineBox) for piece in flow.pieces(laid)) < FEW:
                    add_class(child, name)
            box.insert(0, node("p", {"class": CONTINUED}, f"{_kind(box)} jatkuu"))
        return bool(long)


def _outermost(element: Element, whole: float = WHOLE) -> Iterator[tuple[Element, float]]:
    """The boxes that stand in no other, each with the share of a page that it takes whole."""
    whole = WHOLE_ON_SHEET if "arkki" in classes(element) else whole
    for child in element:
        if "lohko" in classes(child):
            summary = "lohko-tiivistelma" in classes(child)
            yield child, max(whole, WHOLE_SUMMARY if summary else 0)
        else:
            yield from _outermost(child, whole)


def _alone(element: Element) -> Element | None:
    if MARK in element.attrib:
        return element
    kept = [one for child in element if (one := _alone(child)) is not None]
    holder = Element(element.tag, element.attrib) if kept else None
    if kept:
        holder.extend(kept)
    return holder


def _ends(box: BlockBox, written: list[Element]) -> Iterator[tuple[Box, Element, str]]:
    """The first and the last that a box holds under its title, laid and written."""
    laid = [
        child
        for child in box.children
        if child.element is not None and not classes(child.element) & NAMES
    ]
    if laid and written:
        yield laid[0], written[0], SHORT_START
        yield laid[-1], written[-1], SHORT_END


def _kind(box: Element) -> str:
    names = (name for name in PLAIN_BLOCKS if f"lohko-{name}" in classes(box))
    return PLAIN_BLOCKS.get(next(names, ""), "Lohko")


def _laid(box: Box) -> Iterator[tuple[str, BlockBox]]:
    """The laid boxes of those elements; what is in them may bear their name too."""
    for child in getattr(box, "children", ()):
        if isinstance(child, BlockBox) and child.element is not None and child.element.get(MARK):
            yield child.element.get(MARK), child
        else:
            yield from _laid(child)


def finish(document: Document) -> None:
    """Over each later part of a divided box stand the words that it goes on, and no part is higher
    than what it holds: WeasyPrint stretches it to the foot of its page.

    The words are laid out in the first part, at the place where they stand in the others.
    """
    parts: dict[Element, list[tuple[int, BlockBox]]] = {}
    for number, page in enumerate(document.pages):
        for _, part in _laid(page._page_box):
            parts.setdefault(part.element, []).append((number, part))
    for laid in parts.values():
        (_, first), *others = laid
        words = _words(first)
        first.children = [child for child in first.children if child is not words]
        for number, part in laid[:-1]:
            part.height = flow.end(part, part.content_box_y()) - part.content_box_y()
            _paint(document, number, part)
        for number, part in others if words else ():
            again = words.deepcopy()
            across = part.border_box_x() - first.border_box_x()
            again.translate(across, part.border_box_y() - first.border_box_y())
            part.children = [again, *part.children]
            _paint(document, number, again)
    for number in sorted({number for laid in parts.values() for number, _ in laid}):
        document.pages[number] = Page(document.pages[number]._page_box)


def _paint(document: Document, number: int, box: Box) -> None:
    """Its background goes where it stands now."""
    layout_box_backgrounds(document.pages[number]._page_box, box, None, layout_children=False)


def _words(part: BlockBox) -> Box | None:
    return next(
        (
            child
            for child in part.children
            if child.element is not None and CONTINUED in classes(child.element)
        ),
        None,
    )
