"""What the markers of a page mean, step by step: formats, spans, figures, numbers, citations,
lists.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from .. import syntax
from ..findings import Problem
from ..guide import Format, Guide
from ..pages.page import FINNISH
from . import (
    appendix,
    block_syntax,
    citations,
    collections,
    figures,
    framed_tables,
    inline,
    leftovers,
    lists,
    made_up_marks,
    own_values,
    seal,
    spans,
    values,
)
from .conversion import HEADINGS, Conversion
from .one_reading import Tally
from .tree import replace, unwrap, walk

OF_ONE_FORMAT = {Format.WEB: "vain-verkossa", Format.PRINT: "vain-painetussa"}

_OWN_ID = re.compile(r"\{[^{}]*#[\w-]+[^{}]*\}\s*$")


class Resolver(Treeprocessor):
    def __init__(self, md: Markdown, guide: Guide, format: Format, page: Callable[[], str]):
        super().__init__(md)
        self.guide, self.format, self.page = guide, format, page

    def run(self, root: etree.Element) -> None:
        conversion = Conversion(self.guide, self.page(), self.format, root)
        leftovers.check_met(conversion)
        leftovers.check_drawings(conversion, self.md)
        # Before anything is left out, so that a figure has the same number in both formats.
        figures.number(conversion)
        seal.hold_boxes(conversion)
        _leave_out(root, OF_ONE_FORMAT[self.format.other])
        lists.take_off_boxes(root)
        tally = Tally(root, self.md)
        lists.make_checklists(root)
        _check_headings(conversion)
        own_values.resolve(conversion)
        spans.resolve(conversion)
        figures.resolve(conversion, self.md)
        values.resolve(conversion)
        citations.resolve(conversion)
        made_up_marks.mark(conversion)
        collections.resolve(conversion)
        leftovers.check(conversion, self.md)
        for child, ancestors in conversion.markers(block_syntax.LIST):
            replace(ancestors[-1], child, *appendix.made(child.get("name"), conversion))
        if self.format is Format.WEB:
            framed_tables.frame(root)
        _tell_language(conversion)
        conversion.contents.made, conversion.contents.made_read = tally.made()


def _leave_out(root: etree.Element, other: str) -> None:
    """Take away what is only for the other format; what is only for this one loses its wrapping."""
    parents = [root]
    while parents:
        parent, index = parents.pop(), 0
        while index < len(parent):
            child = parent[index]
            if child.tag == block_syntax.FORMAT and child.get("name") != other:
                unwrap(parent, child)
            elif child.tag == block_syntax.FORMAT or (
                child.tag == inline.SPAN
                and f".{other}" in syntax.attributes(child.get("inside"))[0]
            ):
                replace(parent, child)
            else:
                parents.append(child)
                index += 1


def _tell_language(conversion: Conversion) -> None:
    """Each element of a page in another language says so, for hyphens and screen readers."""
    if conversion.page.language != FINNISH:
        for child in conversion.root:
            child.set("lang", child.get("lang", conversion.page.language))


def _check_headings(conversion: Conversion) -> None:
    for heading, _ in walk(conversion.root):
        if heading.tag not in HEADINGS:
            continue
        marker = next(
            (child for child in heading.iter() if child.tag in (inline.NUMBER, inline.CITATION)),
            None,
        )
        end = (heading[-1].tail if len(heading) else heading.text) or ""
        if marker is not None and not _OWN_ID.search(end):
            conversion.report(
                marker.get("marker"),
                Problem(
                    "otsikon-tunnus",
                    "otsikossa on luku tai viite, mutta otsikolla ei ole omaa tunnusta",
                    "lisää otsikon loppuun {#tunnus}, ettei sen osoite muutu aineiston mukana",
                ),
            )
