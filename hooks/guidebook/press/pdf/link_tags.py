"""Links in the structure tree: one element each, with one place to touch for each of its lines,
that says where it leads.
"""

from collections.abc import Iterable

import pydyf
from weasyprint import Document
from weasyprint.formatting_structure.boxes import Box

from ..elements import classes
from ..setting.asides import PAGE
from .tag_tree import Annotation, Element, below


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


def name(document: Document) -> None:
    """An internal link is told by its words, or by the page number it shows, not by the name of its
    anchor.
    """
    for page in document.pages:
        for box in page._page_box.descendants(placeholders=True):
            annotation = getattr(box, "link_annotation", None)
            if annotation and "Dest" in annotation:
                text = "".join(box.element.itertext()).replace("\u00ad", "")
                if PAGE in classes(box.element):
                    text += next(box.element.iter("span")).get("data-sivu")
                words = " ".join(text.split())
                annotation["Contents"] = pydyf.String(words or f"sivu {_printed(box)}")


def _printed(box: Box) -> str:
    return "".join(getattr(inner, "text", "") for inner in box.descendants())
