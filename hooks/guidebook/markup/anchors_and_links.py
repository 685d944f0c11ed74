"""What a finished page offers and asks for: its anchors, links and pictures, those
in raw HTML too.
"""

import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from ..finnish import SOFT_HYPHEN
from ..guide import Format, Guide, PageContents, SectionText
from .conversion import HEADINGS
from .tree import walk


class Collector(Treeprocessor):
    def __init__(self, md: Markdown, guide: Guide, format: Format, page: Callable[[], str]):
        super().__init__(md)
        self.guide, self.format, self.page_path = guide, format, page

    def run(self, root: etree.Element) -> None:
        contents = self.guide.contents(self.page_path(), self.format)
        for child in root.iter():
            for name in {"id", "href"} & child.attrib.keys():
                child.set(name, (child.get(name) or "").replace(SOFT_HYPHEN, ""))
            note(contents, child.tag, child.attrib)
        contents.sections = list(_sections(root))
        parser = _RawHtml(contents)
        for block in self.md.htmlStash.rawHtmlBlocks:
            if isinstance(block, etree.Element):
                note(contents, block.tag, block.attrib)
            # Charts and code, which the build has made, have no anchors and no links.
            elif not block.startswith(("<svg", "<pre")):
                parser.feed(block)


def _sections(root: etree.Element) -> Iterator[SectionText]:
    """What stands before the first heading, and each heading with what stands under it."""
    heading, text = None, [root.text or ""]
    for child, ancestors in walk(root):
        if child.tag in HEADINGS:
            yield _section(heading, text)
            heading, text = child, []
        elif heading is None or heading not in ancestors:
            text.append(child.text or "")
        if heading not in ancestors:
            text.append(child.tail or "")
    yield _section(heading, text)


def _section(heading: etree.Element | None, text: list[str]) -> SectionText:
    words = " ".join(" ".join(text).split())
    if heading is None:
        return SectionText("", 0, "", words)
    shown = [heading.text or ""]
    for child in heading:
        if child.get("class") != "headerlink":
            shown += child.itertext()
        shown.append(child.tail or "")
    title = " ".join("".join(shown).split())
    return SectionText(heading.get("id", ""), int(heading.tag[1]), title, words)


def note(contents: PageContents, tag: str, attributes: dict) -> None:
    if anchor := attributes.get("id"):
        if anchor in contents.anchors:
            contents.repeated.append(anchor)
        contents.anchors.add(anchor)
    if tag == "a":
        if name := attributes.get("name"):
            contents.anchors.add(name)
        generated = {"headerlink", "footnote-ref", "footnote-backref"} & set(
            attributes.get("class", "").split()
        )
        if "href" in attributes and not generated:
            contents.links.append(attributes["href"] or "")
    elif tag == "img":
        contents.pictures.append(
            (
                attributes.get("src") or "",
                attributes.get("alt") is not None
                and (bool(attributes["alt"].strip()) or attributes.get("role") == "presentation"),
            )
        )


class _RawHtml(HTMLParser):
    def __init__(self, contents: PageContents):
        super().__init__()
        self.contents = contents

    def handle_starttag(self, tag, attrs):
        note(self.contents, tag, {key: value or "" for key, value in attrs})

    handle_startendtag = handle_starttag
