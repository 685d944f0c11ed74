"""The block syntax: `/// name | argument` … `///`, on top of pymdownx.blocks."""

import xml.etree.ElementTree as etree

from markdown import Markdown
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

from ..pages.blocks import (
    COLLECTION_BLOCK,
    DOORS,
    FORMAT_BLOCKS,
    LIST_BLOCKS,
    NUMBERED_BLOCKS,
    PASSAGE,
    PLAIN_BLOCKS,
)

FIGURE = "figure-marker"
LIST = "list-marker"
FORMAT = "format-marker"
COLLECTION = "collection-marker"


def box(name: str, title: str = "") -> etree.Element:
    """An empty box of a kind, with its heading."""
    made = etree.Element("aside", {"class": f"lohko lohko-{name}"})
    heading = etree.SubElement(made, "p", {"class": "lohko-otsikko"})
    heading.text = title or PLAIN_BLOCKS[name]
    return made


class _GuideBlock(Block):
    ARGUMENT = None

    def on_validate(self, parent):
        return not self.options["attrs"]  # names are the generator's (seal.py)


class PlainBlock(_GuideBlock):
    """A box with a heading: the argument, or the name of its kind."""

    def on_create(self, parent):
        made = box(self.NAME, self.argument)
        parent.append(made)
        return made


class DoorsBlock(_GuideBlock):
    """A list of links to choose from, each item a card. What it says is found where it leads."""

    NAME = DOORS

    def on_create(self, parent):
        return etree.SubElement(parent, "div", {"class": DOORS, "data-search-exclude": ""})


class MarkerBlock(_GuideBlock):
    """An element that the resolver replaces; the argument waits in an attribute."""

    TAG = ""

    def on_create(self, parent):
        return etree.SubElement(
            parent, self.TAG, {"name": self.NAME, "inside": self.argument or ""}
        )

    def on_markdown(self):
        return "block"


def _kind(base: type[Block], name: str, **members) -> type[Block]:
    return type(f"{name.title().replace('-', '')}Block", (base,), {"NAME": name, **members})


KINDS = [
    DoorsBlock,
    *(_kind(PlainBlock, name) for name in PLAIN_BLOCKS),
    *(_kind(MarkerBlock, name, TAG=FIGURE) for name in NUMBERED_BLOCKS),
    *(_kind(MarkerBlock, name, TAG=FORMAT) for name in (*FORMAT_BLOCKS, PASSAGE)),
    _kind(MarkerBlock, COLLECTION_BLOCK, TAG=COLLECTION),
    *(_kind(MarkerBlock, name, TAG=LIST) for name in LIST_BLOCKS),
]


class _Blocks(BlocksExtension):
    def extendMarkdownBlocks(self, md, block_mgr):
        for kind in KINDS:
            block_mgr.register(kind, {})


def register_blocks(md: Markdown) -> None:
    _Blocks().extendMarkdown(md)
