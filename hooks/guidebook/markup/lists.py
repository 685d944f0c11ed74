"""Lists as they are written on GitHub: on the line after a paragraph, and with boxes to tick."""

import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor

from .block_syntax import box
from .tree import walk

CHECKLIST, TICKED, BOXED = "tarkistuslista", "rastittu", "boxed"

_START = re.compile(r"\n(?=[ ]{0,3}(?:[-*+]|1\.)[ \t]+\S)")
_BOX = re.compile(r"\[([ xX])\][ \t]+")


class ListAfterParagraph(BlockProcessor):
    def test(self, parent: etree.Element, block: str) -> bool:
        return bool(_START.search(block))

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        before, after = _START.split(blocks.pop(0), maxsplit=1)
        self.parser.parseBlocks(parent, [before])
        blocks.insert(0, after)


def take_off_boxes(root: etree.Element) -> None:
    """`- [ ] words` is an item to tick, `- [x] words` one that is ticked: only the words stay."""
    for found in root.iter():
        if found.tag in ("ul", "ol") and sum(map(_unboxed, found)):
            found.set(BOXED, "")


def make_checklists(root: etree.Element) -> None:
    """The lists of which boxes were taken off, each list within another in the same checklist."""
    for found, ancestors in [*walk(root)]:
        if BOXED in found.attrib and not any(map(_is_checklist, ancestors)):
            made = box(CHECKLIST)
            made.tail, found.tail = found.tail, None
            ancestors[-1][list(ancestors[-1]).index(found)] = made
            made.append(found)
    for found in root.iter():
        found.attrib.pop(BOXED, None)


def _is_checklist(element: etree.Element) -> bool:
    return BOXED in element.attrib or f"lohko-{CHECKLIST}" in element.get("class", "")


def _unboxed(item: etree.Element) -> bool:
    """Take the box off an item's words; whether there was one."""
    first = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
    match = _BOX.match(first.text or "")
    if match:
        first.text = first.text[match.end() :]
        if match[1] != " ":
            item.set("class", TICKED)
    return bool(match)


def register_lists(md: Markdown) -> None:
    # Below lists themselves (30–40), above paragraphs (10)
    md.parser.blockprocessors.register(ListAfterParagraph(md.parser), "guidebook-list", 15)
