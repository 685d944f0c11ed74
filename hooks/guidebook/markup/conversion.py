"""One page being set for one format: what the steps of its resolution share."""

import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Iterator

from ..findings import Problem
from ..guide import Format, Guide, Use
from .tree import element, walk

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# Inside these a number or a citation is plain text and no link.
PLAIN_INSIDE = HEADINGS | {"a", "summary", "label"}


class Conversion:
    """The page, its tree, and the contents that its conversion fills."""

    def __init__(self, guide: Guide, path: str, format: Format, root: etree.Element):
        self.guide, self.page, self.format, self.root = guide, guide.pages[path], format, root
        self.contents = guide.begin(path, format)
        self._anchors: Counter[str] = Counter()
        self._section = 0

    def report(self, marker: str, problem: Problem) -> None:
        self.guide.report(self.page, marker, problem)

    def markers(self, tag: str) -> Iterator[tuple[etree.Element, tuple[etree.Element, ...]]]:
        """Every marker of a kind with its ancestors, in the order of the text; headings are counted
        on the way.
        """
        self._section = 0
        for child, ancestors in walk(self.root):
            self._section += child.tag in HEADINGS
            if child.tag == tag:
                yield child, ancestors

    def anchor(self, stem: str) -> str:
        """An id of its own on this page for one more use of a number or a term."""
        self._anchors[stem] += 1
        return f"{stem}-{self._anchors[stem]}"

    def use(self, anchor: str, heading: bool = False) -> Use:
        return Use(self.page.path, anchor, self._section, heading)

    def link(self, path: str, anchor: str) -> str:
        """The address of an anchor of a page, from this page."""
        if path == self.page.path:
            return f"#{anchor}"
        return "../" * self.page.path.count("/") + path + (f"#{anchor}" if anchor else "")


def draft_mark(words: str, reason: str) -> etree.Element:
    """What a draft shows where the data do not carry the sentence."""
    mark = element("mark", words, class_="luonnos")
    mark.append(element("small", f" [luonnos: {reason}]"))
    return mark
