"""What the markers of a page mean, step by step: editions, spans, figures, numbers, citations, lists."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from ..guide import Edition, Guide
from . import appendix, blocks, citations, figures, inline, leftovers, spans, values
from .conversion import HEADINGS, Galley
from .tree import replace, unwrap, walk

OF_ONE_EDITION = {Edition.WEB: "vain-verkossa", Edition.PRINT: "vain-painetussa"}

_OWN_ID = re.compile(r"\{[^{}]*#[\w-]+[^{}]*\}\s*$")


class Resolver(Treeprocessor):
    def __init__(self, md: Markdown, guide: Guide, edition: Edition, page: Callable[[], str]):
        super().__init__(md)
        self.guide, self.edition, self.page = guide, edition, page

    def run(self, root: etree.Element) -> None:
        galley = Galley(self.guide, self.page(), self.edition, root)
        figures.number(galley)  # before anything leaves, so that a figure has one number in both editions
        _leave_out(root, OF_ONE_EDITION[self.edition.other])
        _check_headings(galley)
        spans.resolve(galley)
        figures.resolve(galley, self.md)
        values.resolve(galley)
        citations.resolve(galley)
        leftovers.check(galley, self.md)
        for child, ancestors in galley.markers(blocks.LIST):
            replace(ancestors[-1], child, *appendix.MAKERS[child.get("name")](galley))


def _leave_out(root: etree.Element, other: str) -> None:
    """Take away what is only for the other edition; what is only for this one loses its wrapping."""
    parents = [root]
    while parents:
        parent, index = parents.pop(), 0
        while index < len(parent):
            child = parent[index]
            if child.tag == blocks.EDITION and child.get("name") != other:
                unwrap(parent, child)
            elif child.tag == blocks.EDITION or (
                    child.tag == inline.SPAN and f".{other}" in child.get("inside", "").split()):
                replace(parent, child)
            else:
                parents.append(child)
                index += 1


def _check_headings(galley: Galley) -> None:
    for heading, _ in walk(galley.root):
        if heading.tag not in HEADINGS:
            continue
        marker = next((child for child in heading.iter() if child.tag in (inline.NUMBER, inline.CITATION)), None)
        end = (heading[-1].tail if len(heading) else heading.text) or ""
        if marker is not None and not _OWN_ID.search(end):
            galley.report(marker.get("marker"), "otsikon-tunnus",
                          "otsikossa on luku tai viite, mutta otsikolla ei ole omaa tunnusta",
                          "lisää otsikon loppuun {#tunnus}, ettei sen osoite muutu aineiston mukana")
