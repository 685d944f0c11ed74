"""What a finished page offers and asks for: its anchors, links and pictures, those in raw HTML too."""

import xml.etree.ElementTree as etree
from collections.abc import Callable
from html.parser import HTMLParser

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from ..guide import Edition, Guide, Record


class Collector(Treeprocessor):
    def __init__(self, md: Markdown, guide: Guide, edition: Edition, page: Callable[[], str]):
        super().__init__(md)
        self.guide, self.edition, self.page_path = guide, edition, page

    def run(self, root: etree.Element) -> None:
        record = self.guide.record(self.page_path(), self.edition)
        for child in root.iter():
            note(record, child.tag, child.attrib)
        parser = _RawHtml(record)
        for block in self.md.htmlStash.rawHtmlBlocks:
            if isinstance(block, etree.Element):
                note(record, block.tag, block.attrib)
            elif not block.startswith(("<svg", "<pre")):  # charts and code of the build's own making have neither
                parser.feed(block)


def note(record: Record, tag: str, attributes: dict) -> None:
    if anchor := attributes.get("id"):
        record.anchors.add(anchor)
    if tag == "a":
        if name := attributes.get("name"):
            record.anchors.add(name)
        generated = {"headerlink", "footnote-ref", "footnote-backref"} & set(attributes.get("class", "").split())
        if "href" in attributes and not generated:
            record.links.append(attributes["href"] or "")
    elif tag == "img":
        record.pictures.append((attributes.get("src") or "", attributes.get("alt") is not None
                                and (bool(attributes["alt"].strip()) or attributes.get("role") == "presentation")))


class _RawHtml(HTMLParser):
    def __init__(self, record: Record):
        super().__init__()
        self.record = record

    def handle_starttag(self, tag, attrs):
        note(self.record, tag, {key: value or "" for key, value in attrs})

    handle_startendtag = handle_starttag
