"""Links to chapters that a version of the guide goes without: their words stay, and say so; in a
list that only leads elsewhere they vanish.
"""

import xml.etree.ElementTree as etree
from collections.abc import Callable

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from ..guide import Format, Guide
from ..pages.blocks import DOORS
from ..pages.links import target
from .conversion import HEADINGS
from .tree import walk

GONE = " (ei tässä versiossa)"
WORDS = ("ei", "tässä", "versiossa")
LISTS = ("ul", "ol")


class LeftOutLinks(Treeprocessor):
    def __init__(self, md: Markdown, guide: Guide, format: Format, page: Callable[[], str]):
        super().__init__(md)
        self.guide, self.format, self.page_path = guide, format, page

    def run(self, root: etree.Element) -> None:
        if self.guide.settings.left_out:
            self._empty_lists(root)
            made = self.guide.contents(self.page_path(), self.format).made
            for link, _ in [*walk(root)]:
                if self._is_gone(link):
                    made.update(WORDS)
                    link.tag = "span"
                    del link.attrib["href"]
                    last = link[-1] if len(link) else None
                    if last is None:
                        link.text = (link.text or "") + GONE
                    else:
                        last.tail = (last.tail or "") + GONE

    def _is_gone(self, link: etree.Element) -> bool:
        found = link.tag == "a" and target(link.get("href", ""), self.page_path())
        return bool(found) and found.path in self.guide.settings.left_out

    def _empty_lists(self, root: etree.Element) -> None:
        """Take out of the doors, and of the lists under such a heading, what leads to nothing else,
        and a heading under which nothing is left.
        """
        for part in [root, *root.iter()]:
            leading: etree.Element | None = None
            doors = DOORS in (part.get("class") or "").split()
            for child in list(part):
                if child.tag in HEADINGS:
                    leading = child if child.get("id") in self.guide.settings.unsearched else None
                elif child.tag in LISTS and (doors or leading is not None):
                    self._take_out(child)
                    if not len(child):
                        part.remove(child)
                        if leading is not None and self._is_alone(part, leading):
                            part.remove(leading)

    def _take_out(self, listed: etree.Element) -> None:
        for item in list(listed):
            links = [link for link in item.iter("a") if link.get("href")]
            if links and all(map(self._is_gone, links)):
                listed.remove(item)

    def _is_alone(self, part: etree.Element, heading: etree.Element) -> bool:
        after = [*part][[*part].index(heading) + 1 :]
        return not after or after[0].tag in HEADINGS
