"""Tables that are wider than their frame: their words break, then their letters shrink, then their
page turns, and what is still too wide is told.
"""

import re
from collections.abc import Callable, Iterator
from itertools import count
from xml.etree.ElementTree import Element

from weasyprint import Document
from weasyprint.formatting_structure.boxes import AtomicInlineLevelBox, Box, LineBox, TableBox

from ...finnish import SOFT_HYPHEN
from ..elements import PLACE, add_class, classes
from ..makeup.complaints import on_page
from ..setting.asides import WIDE

MARK = "data-taulukko"  # which table of the tree a laid one is
BROKEN, SMALL, TURNED = STEPS = ("murrettu", "tiivis", "kaannetty")
SLACK = 1  # CSS pixels by which a table may differ from its frame: half the width of its rules
MM = 96 / 25.4
WIDE_MEASURE = 170 * MM

LONGEST_PIECE = 12  # letters that stay together in a table that is short of room
ZERO_WIDTH = "\u200b"
_PIECE = re.compile(rf"[^\s{SOFT_HYPHEN}{ZERO_WIDTH}]{{{LONGEST_PIECE + 1},}}")
_JOINT = re.compile(r"(?<=[/._?&=#-])(?=[^/._?&=#-])")


class Tables:
    """The tables of a tree, each as far as it has been made narrower."""

    def __init__(self, tree: Element, hyphenate: Callable[..., str] | None):
        self._hyphenate = hyphenate or (lambda text, _: text)
        self._tables = {str(number): table for number, table in zip(count(1), tree.iter("table"))}
        self._holders = {
            table: figure for figure in tree.iter("figure") for table in figure.iter("table")
        }
        self._steps = dict.fromkeys(self._tables, 0)
        for number, table in self._tables.items():
            table.set(MARK, number)

    def fit(self, document: Document) -> bool:
        """Makes each table that is too wide narrower by a step. Whether there was any."""
        found = {
            number
            for page in document.pages
            for number, _ in too_wide(page._page_box)
            if self._steps[number] < len(STEPS)
        }
        for number in sorted(found, key=int):
            step = STEPS[self._steps[number]]
            self._steps[number] += 1
            table = self._tables[number]
            add_class(table, step)
            if step == BROKEN:
                self._break_words(table)
            if step == TURNED and table in self._holders:
                add_class(self._holders[table], step)
        return bool(found)

    def _break_words(self, table: Element) -> None:
        for element in table.iter():
            element.text = element.text and self._broken(element.text)
            if element is not table:
                element.tail = element.tail and self._broken(element.tail)

    def _broken(self, text: str) -> str:
        return _PIECE.sub(_in_pieces, self._hyphenate(text, True))


def _in_pieces(match: re.Match) -> str:
    """A break at the joints of an address, and elsewhere where there is no other way."""
    broken = []
    for part in _JOINT.split(match[0]):
        sign = SOFT_HYPHEN if part.isalpha() else ZERO_WIDTH
        starts = range(0, len(part), LONGEST_PIECE)
        broken.append(sign.join(part[start : start + LONGEST_PIECE] for start in starts))
    return ZERO_WIDTH.join(broken)


def too_wide(page: Box) -> Iterator[tuple[str, Element]]:
    """The number of each table that runs over the right edge of its frame, and the table."""
    frame = page.content_box_x() + page.width
    for box, edge in _framed(page, frame, page):
        if isinstance(box, TableBox) and box.border_box_x() + box.border_width() > edge + SLACK:
            yield box.element.get(MARK), box.element


def _framed(box: Box, edge: float, page: Box) -> Iterator[tuple[Box, float]]:
    """Each box below with the right edge of its frame, but for lines of nothing but text."""
    if isinstance(box, LineBox) and not any(map(_atomic, box.descendants())):
        return
    if box.element is not None and WIDE in classes(box.element):
        edge = max(edge, page.content_box_x() + WIDE_MEASURE)
    for child in getattr(box, "children", ()):
        yield child, edge
        own = isinstance(getattr(child, "width", None), (int, float)) and child.is_in_normal_flow()
        table = isinstance(child, TableBox) or getattr(child, "is_table_wrapper", False)
        inner = child.content_box_x() + child.width if own and not table else edge
        yield from _framed(child, min(edge, inner), page)


def _atomic(box: object) -> bool:
    return isinstance(box, AtomicInlineLevelBox)


def warnings(document: Document) -> Iterator[str]:
    """The tables that are too wide whatever the press does."""
    for index, page in enumerate(document.pages):
        for _, table in too_wide(page._page_box):
            first = " ".join(" ".join(next(table.iter("tr"), table).itertext()).split())
            words = first.replace(SOFT_HYPHEN, "").replace(ZERO_WIDTH, "")[:80]
            place = table.get(PLACE)
            yield (
                f'{f"{place}: " if place else ""}taulukko "{words}" ei mahdu paperille '
                f"(sivu {on_page(index)}): vähennä sarakkeita tai tee siitä kaksi taulukkoa"
            )
