"""The right edge of the text: no more hyphens than it needs, and never three under each other.

Which lines end in a hyphen is known once they are laid out. The words that break without need lose
their soft hyphens, and the book is laid out again.
"""

import re
from collections.abc import Callable, Iterator
from itertools import groupby, pairwise
from xml.etree.ElementTree import Element

from ..finnish import SOFT_HYPHEN
from .faults import Paragraph, paragraphs
from .laid import LaidSheet, Line
from .last_lines import pieces

MARK = "data-kappale"
BLOCKS = ("p", "li", "dd", "td", "dl")
SMALL = 4  # letters before a break that leave a hole no one sees when they go to the next line
RUN = 2  # hyphens under each other
SHORT = 0.85  # of its room: a line that might have been longer
SPREAD = 6  # letters by which an estimate may be wrong
ROUNDS = 5  # in which words may be made whole
BROAD = 300  # CSS pixels: in a narrower column every break is needed

WORD = re.compile(rf"[^\s{SOFT_HYPHEN}]*(?:{SOFT_HYPHEN}[^\s{SOFT_HYPHEN}]*)+")

Laid = object  # what WeasyPrint lays out
Break = tuple[str, str]  # what of a word stands before and after its break


class Rag:
    """The paragraphs of a tree, whose lines are looked at again and again."""

    def __init__(self, tree: Element, read: Callable[[Laid], list[LaidSheet]]):
        self._read = read
        blocks = (element for element in tree.iter() if element.tag in BLOCKS)
        self._blocks = {str(number): block for number, block in enumerate(blocks)}
        self._rounds = 0
        for number, block in self._blocks.items():
            block.set(MARK, number)

    def calm(self, document: Laid) -> bool:
        """Makes words whole that should not break. Whether there was any."""
        self._rounds += 1
        if self._rounds > ROUNDS:
            return False
        laid = paragraphs(self._read(document))
        marked = (paragraph for paragraph in laid if MARK in paragraph.element.attrib)
        return sum(self._calm(paragraph) for paragraph in marked) > 0

    def _calm(self, paragraph: Paragraph) -> bool:
        block = self._blocks[paragraph.element.get(MARK)]
        lines = [line for _, line in paragraph.lines]
        ends = list(_breaks(lines))
        changed = False
        for broken, run in groupby(ends, key=bool):
            run = list(run)
            if broken and len(run) > RUN:
                likely = [*run[RUN::-1], *run[RUN + 1 :]]
                changed = any(_make_whole(block, one) for one in likely) or changed
        if lines[0].room > BROAD:
            needless = [*_cramped(lines), *(_narrow(ends) if self._rounds == 1 else ())]
            changed = sum(_make_whole(block, one) for one in needless) > 0 or changed
        return changed


def _narrow(ends: list[Break | None]) -> Iterator[Break]:
    """The breaks that leave little behind."""
    return (broken for broken in ends if broken and len(broken[0]) <= SMALL)


def _cramped(lines: list[Line]) -> Iterator[Break]:
    """The words that sent a line back to its beginning: WeasyPrint takes a soft hyphen whose sign
    has no room, and then breaks at the one before it, however far that is.
    """
    for line, following in pairwise(lines):
        width = line.rect.right - line.rect.left
        if line.forced or width > SHORT * line.room:
            continue
        letter = max(width / len(line.text), line.size / 3)
        at = (line.room - width) / letter
        for word in re.finditer(r"\S+", following.text):
            if word.start() - SPREAD < at < word.end() + SPREAD:
                yield word[0], ""


def _breaks(lines: list[Line]) -> Iterator[Break | None]:
    for number, line in enumerate(lines):
        following = lines[number + 1].text.split() if number + 1 < len(lines) else []
        if line.hyphenated and following:
            yield line.text.split()[-1][:-1], following[0]
        else:
            yield None


def _make_whole(block: Element, broken: Break) -> bool:
    """Takes the soft hyphens out of a word. Whether it had any where it broke."""
    before, after = (re.sub(r"^\W+|\W+$", "", part) for part in broken)
    if not before:
        return False

    def whole(match: re.Match) -> str:
        word = match[0].replace(SOFT_HYPHEN, "")
        start = word.find(before)
        rest = word[start + len(before) :]
        joins = start >= 0 and (rest.startswith(after) or (rest and after.startswith(rest)))
        return word if joins else match[0]

    changed = False
    for element, name in pieces(block):
        text = getattr(element, name) or ""
        calmer = WORD.sub(whole, text)
        setattr(element, name, calmer)
        changed = changed or calmer != text
    return changed
