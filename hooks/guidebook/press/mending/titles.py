"""Titles keep company: where a heading, or the title of a box, would stand at the foot of a page
with a line or a list item of its own, what stands under it is bound to what comes next.
"""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from ..elements import add_class, classes
from ..makeup.laid import LaidSheet
from .faults_of_pages import stranded_titles

MARK = "data-yksin"
BOUND = "sidottu"
TAGS = ("h2", "h3", "h4", "h5", "h6")
FURTHEST = 2  # elements under a title that may be bound


class Titles:
    """The titles of a tree with what stands under them."""

    def __init__(self, tree: Element, read: Callable[[object], list[LaidSheet]]):
        self._read = read
        self._under: dict[str, list[Element]] = {}
        for parent in tree.iter():
            children = list(parent)
            for at, child in enumerate(children):
                if child.tag in TAGS or "lohko-otsikko" in classes(child):
                    number = str(len(self._under))
                    child.set(MARK, number)
                    # The last in a box is not bound: what follows the box is no part of it.
                    inside = children[:-1] if "lohko" in classes(parent) else children
                    self._under[number] = inside[at + 1 : at + 1 + FURTHEST]

    def keep(self, document: object) -> bool:
        """Binds what stands under titles that are left alone. Whether there was any.

        Once all else has its place: what is bound stays so, and would leave a hole where it is
        needed no more.
        """
        changed = False
        for _, piece, _ in stranded_titles(self._read(document)):
            marks = (holder.element.get(MARK) for holder in piece.within())
            under = self._under.get(next(filter(None, marks), ""), [])
            changed = _bind(under) or changed
        return changed


def _bind(under: list[Element]) -> bool:
    """The first that is not bound yet; of a list, its first item. Whether there was one."""
    for element in under:
        bound = element[0] if element.tag in ("ul", "ol") and len(element) else element
        if BOUND not in classes(bound):
            add_class(bound, BOUND)
            return True
    return False
