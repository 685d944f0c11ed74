"""The inline syntax: `{{ number }}`, `[@citation]`, `[span]{attributes}`.

Each pattern matches whatever stands between its brackets; the resolver complains about what it
cannot read.
"""

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.inlinepatterns import AUTOMAIL_RE, InlineProcessor
from markdown.util import AtomicString

from .. import syntax

NUMBER = "number-marker"
CITATION = "citation-marker"
SPAN = "span-marker"


def _marker(tag: str, match_text: str, inside: str) -> etree.Element:
    element = etree.Element(tag, {"marker": match_text, "inside": inside.strip()})
    element.text = AtomicString(match_text)
    return element


class NumberProcessor(InlineProcessor):
    def __init__(self, md: Markdown):
        super().__init__(syntax.NUMBER, md)

    def handleMatch(self, m, data):
        return _marker(NUMBER, m.group(0), m.group(1)), m.start(0), m.end(0)


class CitationProcessor(InlineProcessor):
    def __init__(self, md: Markdown):
        super().__init__(syntax.CITATION, md)

    def handleMatch(self, m, data):
        return _marker(CITATION, m.group(0), m.group(1)), m.start(0), m.end(0)


class SpanProcessor(InlineProcessor):
    """Spans nest as deep as it is registered times."""

    def __init__(self, md: Markdown):
        super().__init__(syntax.OPENING, md)

    def handleMatch(self, m, data):
        words_end = syntax.brackets(data[m.start() :]).get(0)
        end = words_end and syntax.span_end(data, m.start() + words_end)
        if not end:
            return None, None, None
        words_end += m.start()
        written = self.unescape(data[words_end:end])  # a number in it has been taken for itself
        element = etree.Element(SPAN, {"marker": written, "inside": written[2:-1]})
        element.text = data[m.end() : words_end]
        return element, m.start(0), end


class MailProcessor(InlineProcessor):
    """`<name@example.org>`, whose address Python-Markdown writes as references to characters: no
    reader of the tree could tell that it is one.
    """

    def __init__(self, md: Markdown):
        super().__init__(AUTOMAIL_RE, md)

    def handleMatch(self, m, data):
        address = self.unescape(m.group(1)).removeprefix("mailto:")
        element = etree.Element("a", {"href": f"mailto:{address}"})
        element.text = AtomicString(address)
        return element, m.start(0), m.end(0)
