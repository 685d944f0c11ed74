"""What settles and is laid out by itself.

A piece is a section of the book, a chapter or what opens a part. It settles alone, as far down its
first page as the one before it left it. Where it ends, only the layout knows: what comes next is
laid out after it as far as its beginning goes. Pieces that share pages are laid out together once
they have settled: a unit begins a page of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from .elements import classes

PIECE = "data-pala"  # whether a section of the tree is the unit's own
OWN, NEXT = "oma", "seuraava"
WHOLE = "data-kokonaisuus"  # an element that several units have a piece of
BEGINNING = 2  # blocks of a text


@dataclass(eq=False)
class Piece:
    """A section of the book; `holder` holds those of a part."""

    element: Element
    holder: Element | None = None


def pieces(tree: Element) -> list[Piece]:
    """All of a book or a workbook."""
    body = tree.find("body")
    found = []
    for number, holder in enumerate((tree, body, *body)):
        if holder in (tree, body) or "osa" in classes(holder):
            holder.set(WHOLE, str(number))
    for section in body:
        if WHOLE in section.attrib:
            found += [Piece(inner, section) for inner in section]
        else:
            found.append(Piece(section))
    return found


Pieces = Sequence[Piece]  # that settle together: hardly ever more than one


def alone(tree: Element, pieces: Pieces, following: Piece | None, begins: float | None) -> Element:
    """The tree in which pieces settle, with the beginning of what follows. They begin so far down
    their page, in CSS pixels, or, when that is None, with the margin that they have.
    """
    made = _Made(tree)
    sections = [_marked(deepcopy(piece.element), OWN) for piece in pieces]
    if begins:
        made.add(pieces[0].holder, Element("div", {"style": f"height: {begins}px"}))
    if begins is not None:
        sections[0].set("style", "margin-top: 0")
    for piece, section in zip(pieces, sections, strict=True):
        made.add(piece.holder, section)
    return made.with_beginning(following)


def together(
    tree: Element, settled: Iterable[tuple[Pieces, Element]], following: Piece | None
) -> Element:
    """The tree of a unit, of pieces and the trees in which they have settled."""
    made = _Made(tree)
    for number, (pieces, settled_tree) in enumerate(settled):
        for piece, section in zip(pieces, map(deepcopy, own(settled_tree)), strict=True):
            if number:
                section.attrib.pop("style", None)  # it begins where the one before it ends
            made.add(piece.holder, section)
    return made.with_beginning(following)


class _Made:
    """A tree with the head of another, to which sections are added inside what holds them."""

    def __init__(self, tree: Element):
        self.tree = Element(tree.tag, tree.attrib)
        self.tree.append(tree.find("head"))
        self._body = SubElement(self.tree, "body", tree.find("body").attrib)
        self._shells: dict[Element, Element] = {}

    def add(self, holder: Element | None, section: Element) -> None:
        if holder is None:
            self._body.append(section)
        else:
            if holder not in self._shells:
                self._shells[holder] = SubElement(self._body, holder.tag, holder.attrib)
            self._shells[holder].append(section)

    def with_beginning(self, following: Piece | None) -> Element:
        if following:
            self.add(following.holder, _marked(_beginning(following.element), NEXT))
        return self.tree


def own(tree: Element) -> Iterator[Element]:
    """The pieces of a unit, without the beginning of what follows."""
    return (element for element in tree.iter() if element.get(PIECE) == OWN)


def _marked(element: Element, piece: str) -> Element:
    element.set(PIECE, piece)
    element.tail = None
    return element


def _beginning(section: Element) -> Element:
    """What opens a section, and the first of its text."""
    begun = Element(section.tag, section.attrib)
    text = next((child for child in section if "leipateksti" in classes(child)), None)
    for child in section if text is not None else section[:BEGINNING]:
        if child is text:
            begun.append(Element(child.tag, child.attrib))
            begun[-1].extend(deepcopy(child[:BEGINNING]))
        else:
            begun.append(deepcopy(child))
    return begun
