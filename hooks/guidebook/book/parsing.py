"""A page in print as a tree, kept from one build to the next: to parse HTML takes its
time.
"""

import xml.etree.ElementTree as etree
from contextlib import suppress

import tinyhtml5

from ..text.keeping import kept

SHELF = "luvut"  # where the trees are kept
DECLARATION = "{http://www.w3.org/2000/xmlns/}xmlns"  # of a drawing, which no tree has use for


def parsed(html: str) -> etree.Element:
    """The page's elements in a div."""
    return kept([html], lambda: _parsed(html), packed, etree.fromstring, shelf=SHELF)


def _parsed(html: str) -> etree.Element:
    body = tinyhtml5.parse(html, namespace_html_elements=False).find("body")
    body.tag = "div"
    for element in body.iter():
        element.attrib.pop(DECLARATION, None)
    return body


def packed(body: etree.Element) -> str | None:
    """None when XML cannot hold it as it is."""
    written = etree.tostring(body, encoding="unicode")
    with suppress(etree.ParseError):
        again = etree.tostring(etree.fromstring(written), encoding="unicode")
        return written if again == written else None
