"""What the site has and the book has not, and back: headings, paragraphs, items of lists, cells,
notes, figures, tables and links, page by page.

What an editor has marked for one of the two (`vain-verkossa`, `vain-painetussa`) may differ. So do,
by their nature, the places where a number or a term is used: the site names the page, the book
gives its number. A chart's numbers stand in a table under it on the site, in the book in the
appendix to which it leads. Of a number and a source the book tells less than the site, and only of
those that it uses.
"""

import re
import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import tinyhtml5

from ..book import slug
from ..guide import Guide
from ..pages.blocks import FORMAT_BLOCKS
from ..pages.markers import BlockMarker, SpanMarker
from ..pages.page import Page
from ..press.mending.faults import Fault, cut

KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "otsikko"),
    **dict.fromkeys(("p", "summary", "label", "pre", "blockquote"), "kappale"),
    **dict.fromkeys(("li", "dt", "dd"), "luettelon kohta"),
    **dict.fromkeys(("td", "th"), "solu"),
    "figcaption": "kuvateksti",
    "figure": "kuvio",
    "table": "taulukko",
    "img": "kuva",
    "a": "linkki",
}
# What stands in these is not the text of what holds it.
BLOCKS = set(KINDS) - {"a", "img"} | {"ul", "ol", "dl", "div", "details"}
ENTRY = "luettelon tieto"
PLACE = "kayttopaikka"
COLLECTION = "luku-aineisto"  # in the list of the book, over the numbers of a collection
PLACES = ("Missä käytetään", "Sivuilla")
IN_APPENDIX = "luvut taulukkona"

Unit = tuple[str, str]  # what it is, and its words or where it leads


def parity(guide: Guide, site: Mapping[str, str], book: Mapping[str, str]) -> Iterator[Fault]:
    """The HTML of both, by page. Pages that an editor keeps from the book are not in `book`."""
    for path in [path for path in site if guide.pages[path].in_book and path not in book]:
        yield Fault("pariteetti", 0, slug(path), path, "sivu puuttuu kirjasta")
    bodies = [_body(printed) for printed in book.values()]
    cells = {cell for body in bodies for cell in _cells(body)}
    # The appendix tells in a line what the site has in a table.
    words = {
        word for printed in book.values() for word in _words("".join(_body(printed).itertext()))
    }
    for path, printed in book.items():
        shown = site.get(path, "")
        found = [*_lone(guide.pages[path], units(shown), units(printed))]
        found += [
            ("solu", cell, "kirjasta")
            for cell in _data_cells(shown)
            if cell not in cells and not _words(cell) <= words
        ]
        for kind, text, where in found:
            if kind == ENTRY and not any(f'#{text}"' in html for html in book.values()):
                continue  # no page of the book leads to it
            yield Fault("pariteetti", 0, slug(path), cut(text), f"{kind} puuttuu {where}")


def _lone(page: Page, site: Iterable[Unit], book: Iterable[Unit]) -> Iterator[tuple[str, str, str]]:
    """The units of one that the other lacks, each with where it is not."""
    ours, theirs = Counter(site), Counter(book)
    for lone, others, where, name in (
        (ours - theirs, theirs - ours, "kirjasta", FORMAT_BLOCKS[0]),
        (theirs - ours, ours - theirs, "sivustolta", FORMAT_BLOCKS[1]),
    ):
        marked, against = (_marked(page, each) for each in (name, *set(FORMAT_BLOCKS) - {name}))
        for kind, words in lone:
            unmarked = _words(words) - marked
            like = (_words(text) - against for other, text in others if other == kind)
            if unmarked and unmarked not in like:
                yield kind, words, where


def units(html: str) -> Iterator[Unit]:
    """What a page is made of, in the order of reading."""
    yield from _units(_body(html))


def _body(html: str) -> etree.Element:
    return tinyhtml5.parse(html, namespace_html_elements=False).find("body")


def _units(element: etree.Element) -> Iterator[Unit]:
    classes = set((element.get("class") or "").split())
    left_out = element.tag in ("svg", "script", "style") or {PLACE, COLLECTION} & classes
    if left_out or _is_data(element):
        return
    if entry := _entry(element):
        yield ENTRY, entry
        return
    if kind := KINDS.get(element.tag):
        text = _content(element)
        if text and text not in PLACES:
            yield kind, text
    for child in element:
        yield from _units(child)


def _entry(element: etree.Element) -> str:
    """The id of a number or a source in the list that the build makes of them."""
    if element.tag == "section" and "luku-tiedot" in (element.get("class") or ""):
        return next((child.get("id") for child in element if child.get("id")), "")
    listed = element.tag == "li" and (element.get("id") or "").startswith(("luku-", "lahde-"))
    return element.get("id") if listed else ""


def _is_data(element: etree.Element) -> bool:
    """The numbers of a chart, or the words that lead to them."""
    title = element.find("summary") if element.tag == "details" else element
    if title is None or element.tag not in ("a", "details"):
        return False
    return "".join(title.itertext()).strip().casefold() == IN_APPENDIX


def _cells(element: etree.Element) -> Iterator[str]:
    for cell in element.iter():
        if cell.tag in ("td", "th"):
            yield " ".join("".join(cell.itertext()).split())


def _data_cells(html: str) -> Iterator[str]:
    """Of the tables under charts the name of each row and its value."""
    for element in _body(html).iter("details"):
        if _is_data(element):
            for row in element.iter("tr"):
                if row.find("td") is not None and row.find("th") is not None:
                    yield from list(_cells(row))[:2]


def _content(element: etree.Element) -> str:
    if element.tag == "a":
        address = element.get("href") or ""
        return "" if address.startswith("#") else address
    if element.tag == "table":
        return element.get("id") or next(iter(_cells(element)), "")
    if element.tag in ("figure", "img"):
        return element.get("id") or element.get("alt") or element.get("src") or ""
    text = " ".join("".join(_own(element)).replace(IN_APPENDIX, "").split())
    return text.rstrip(" ·")


def _own(element: etree.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        skipped = child.tag in BLOCKS or child.tag in ("svg", "script", "style")
        if not skipped and PLACE not in (child.get("class") or ""):
            yield from _own(child)
        yield child.tail or ""


def _marked(page: Page, name: str) -> set[str]:
    """The words of the passages that are kept to one format."""
    spans, opened = [], []
    for marker in page.markers:
        if isinstance(marker, SpanMarker) and f".{name}" in marker.attributes:
            spans.append((marker.start, marker.end))
        elif isinstance(marker, BlockMarker) and marker.name:
            opened.append(marker)
        elif isinstance(marker, BlockMarker) and opened:
            begun = opened.pop()
            if begun.name == name:
                spans.append((begun.start, marker.end))
    return {word for start, end in spans for word in _words(page.source[start:end])}


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
