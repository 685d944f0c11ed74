"""Pages that a figure, a table or a box would leave empty at their foot: the figure goes behind the
paragraph after it, the table and the box are divided.
"""

from itertools import pairwise
from xml.etree.ElementTree import Element

from .elements import add_class, classes
from .faults import items
from .faults_of_pages import HOLE, filled
from .laid import LaidSheet, Piece

MARK = "data-kohta"
DIVIDED = "jaettava"
RUNNING = ("p", "ul", "ol")  # what a figure may go behind
FURTHEST = 3  # of them
LEAST = 8  # lines of a box that may be divided
ROUNDS = 4  # in which something may be moved


class Holes:
    """The bodies of the chapters of a tree, in which things are moved until the pages are full."""

    def __init__(self, tree: Element):
        self._rounds = 0
        self._parents: dict[str, Element] = {}
        self._children: dict[str, Element] = {}
        for body in tree.iter("div"):
            if "leipateksti" in classes(body):
                for child in body:
                    number = str(len(self._children))
                    child.set(MARK, number)
                    self._parents[number], self._children[number] = body, child

    def fill(self, sheets: list[LaidSheet]) -> bool:
        """Moves or divides what left a hole behind it. Whether there was any."""
        self._rounds += 1
        if self._rounds > ROUNDS:
            return False
        empty = {sheet.number: 1 - share for sheet, share in filled(sheets)}
        changed = [
            self._fill(sheet, following, empty[sheet.number])
            for sheet, following in pairwise(sheets)
            if empty.get(sheet.number, 0) > HOLE
        ]
        return any(changed)

    def _fill(self, sheet: LaidSheet, following: LaidSheet, empty: float) -> bool:
        """`empty` is the share of the page that nothing stands on."""
        first = next((piece for piece, _ in items(following.flow)), None)
        holder = next((piece for piece in first.within() if piece.element.get(MARK)), None)
        if holder is None:
            return False
        number = holder.element.get(MARK)
        moved = self._children[number]
        if moved.tag in ("h2", "h3", "h4"):  # the heading stays, what stands under it moves
            moved = self._after(number, moved)
        if moved is None or "lohko" in classes(moved):
            return moved is not None and _divide(moved)
        if moved.tag not in ("figure", "table"):
            return False
        room = empty * (sheet.area.bottom - sheet.area.top)
        return self._move(moved, room, following) or _divide(moved)

    def _after(self, number: str, child: Element) -> Element | None:
        siblings = list(self._parents[number])
        return next(iter(siblings[siblings.index(child) + 1 :]), None)

    def _move(self, figure: Element, room: float, following: LaidSheet) -> bool:
        """Behind as many paragraphs as the room takes. Whether there was one."""
        body = self._parents[figure.get(MARK)]
        siblings = list(body)
        at = siblings.index(figure)
        heights = {
            piece.element.get(MARK): piece.rect.bottom - piece.rect.top
            for piece in following.flow.pieces()
        }
        passed = 0
        for sibling in siblings[at + 1 : at + 1 + FURTHEST]:
            if sibling.tag not in RUNNING or room <= 0:
                break
            passed += 1
            room -= heights.get(sibling.get(MARK), room)
        if passed:
            body.remove(figure)
            body.insert(at + passed, figure)
        return passed > 0


def _divide(element: Element) -> bool:
    """A box or a table that was to stand whole. Whether it is long enough for two pages."""
    if DIVIDED in classes(element) or not _long(element):
        return False
    for each in (element, *element.iter("table")):
        add_class(each, DIVIDED)
    return True


def _long(element: Element) -> bool:
    rows = len(list(element.iter("tr"))) + len(list(element.iter("li")))
    letters = len("".join(element.itertext()))
    return rows + letters // 70 >= LEAST
