"""The inline syntax: `{{ number }}`, `[@citation]`, `[span]{attributes}`.

Each pattern matches whatever stands between its brackets; the resolver complains about what it
cannot read.
"""

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor, LinkInlineProcessor
from markdown.util import AtomicString

NUMBER = "number-marker"
CITATION = "citation-marker"
SPAN = "span-marker"


def _marker(tag: str, match_text: str, inside: str) -> etree.Element:
    element = etree.Element(tag, {"marker": match_text, "inside": inside.strip()})
    element.text = AtomicString(match_text)
    return element


class NumberProcessor(InlineProcessor):
    def __init__(self, md: Markdown):
        super().__init__(r"\{\{((?:(?!\{\{).)*?)\}\}", md)

    def handleMatch(self, m, data):
        return _marker(NUMBER, m.group(0), m.group(1)), m.start(0), m.end(0)


class CitationProcessor(InlineProcessor):
    def __init__(self, md: Markdown):
        super().__init__(r"\[@([^\]]*)\]", md)

    def handleMatch(self, m, data):
        return _marker(CITATION, m.group(0), m.group(1)), m.start(0), m.end(0)


class SpanProcessor(LinkInlineProcessor):
    """Brackets are paired as Python-Markdown's own links pair them. Spans nest as deep as it is
    registered times.
    """

    def __init__(self, md: Markdown):
        super().__init__(r"\[", md)

    def handleMatch(self, m, data):
        text, end, paired = self.getText(data, m.end(0))
        closing = data.find("}", end) if paired and data[end : end + 1] == "{" else -1
        if closing < 0:
            return None, None, None
        element = etree.Element(
            SPAN, {"marker": data[end - 1 : closing + 1], "inside": data[end + 1 : closing]}
        )
        element.text = text
        return element, m.start(0), closing + 1
