"""Links in the structure tree: one element each, with one place to touch for each of its lines,
that says where it leads.
"""

from collections.abc import Iterable
from xml.etree.ElementTree import Element as Source

import pydyf
from weasyprint import Document
from weasyprint.formatting_structure.boxes import Box

from ..elements import classes
from ..setting.asides import PAGE
from ..setting.folios import PAGES, target_of
from .tag_tree import Annotation, Element, below

NUMBERED = "/Sivu"  # an entry of a link's annotation: its words, and the anchors of its page


def gather(body: Element) -> None:
    """WeasyPrint gives one to each box inside a link, too."""
    for link in [element for element in below(body) if element.kind == "Link"]:
        places = _taken(link)
        link.kids[:0] = _lines(places)


def _taken(element: Element) -> list[Annotation]:
    """The annotations in an element, which loses them."""
    taken = [kid for kid in element.own if not isinstance(kid, int)]
    element.kids = [kid for kid in element.kids if isinstance(kid, (int, Element))]
    for kid in element.elements:
        taken += _taken(kid)
        kid.kind = "Span" if kid.kind == "Link" else kid.kind
    return taken


def _lines(places: Iterable[Annotation]) -> list[Annotation]:
    """One for each line, as wide as what stands on it."""
    lines: list[Annotation] = []
    for place in places:
        left, bottom, right, top = place["Rect"] = _corners(place)
        for line in lines:
            first, low, last, high = line["Rect"]
            if min(top, high) - max(bottom, low) > (top - bottom) / 2:
                whole = min(left, first), min(bottom, low), max(right, last), max(top, high)
                line["Rect"] = pydyf.Array(whole)
                break
        else:
            lines.append(place)
    return lines


def _corners(place: Annotation) -> pydyf.Array:
    """Left, bottom, right and top: WeasyPrint begins at the top."""
    one, first, other, last = place["Rect"]
    corners = min(one, other), min(first, last), max(one, other), max(first, last)
    return pydyf.Array(corners)


def name(document: Document, *, renumbered: bool = False) -> None:
    """An internal link is told by its words, or by the page number it shows, not by the name of its
    anchor. When that may be `renumbered`, it keeps what it tells it of.
    """
    for page in document.pages:
        for box in page._page_box.descendants(placeholders=True):
            annotation = getattr(box, "link_annotation", None)
            if annotation and "Dest" in annotation:
                words, mark = _words(box)
                number = "" if mark is None else mark.get(PAGES)
                annotation["Contents"] = pydyf.String(" ".join(f"{words}{number}".split()))
                if mark is not None and renumbered:
                    kept = map(pydyf.String, (words, *target_of(mark)))
                    annotation[NUMBERED.removeprefix("/")] = pydyf.Array(kept)


def _words(box: Box) -> tuple[str, Source | None]:
    """The words of a link, and the mark whose page they end in."""
    words = "".join(box.element.itertext()).replace("\u00ad", "")
    marks = (inner for inner in box.element.iter() if PAGES in inner.attrib)
    if PAGE in classes(box.element):
        return words, next(marks)
    if words.strip():
        return words, None
    return "sivu ", next(marks, None)
