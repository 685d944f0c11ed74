"""What settles and is laid out by itself.

A stretch is a section of the book, a chapter or what opens a part. It is laid out alone, as far
down its first page as the one before it left it. Where it ends, only the layout knows: what comes
next is laid out after it as far as its beginning goes.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from ..elements import classes
from ..setting.wide import GLOSSARY, IN_COLUMNS

STRETCH = "data-pala"  # whether a section of the tree is the unit's own
OWN, NEXT = "oma", "seuraava"
WHOLE = "data-kokonaisuus"  # an element that several units have a part of
PART = "osa"  # the class of a section that holds those of a part
BEGINNING, ENTRIES = 2, 24  # blocks of a text, and parts of one in columns


@dataclass(eq=False)
class Stretch:
    """A section of the book; `holder` holds those of a part."""

    element: Element
    holder: Element | None = None


def stretches(tree: Element) -> list[Stretch]:
    """All of a book or a workbook."""
    body = tree.find("body")
    found = []
    for number, holder in enumerate((tree, body, *body)):
        if holder in (tree, body) or PART in classes(holder):
            holder.set(WHOLE, str(number))
    for section in body:
        if WHOLE in section.attrib:
            found += [Stretch(inner, section) for inner in section]
        else:
            found.append(Stretch(section))
    return found


Stretches = Sequence[Stretch]  # that are laid out together: hardly ever more than one


def alone(
    tree: Element, stretches: Stretches, following: Stretch | None, begins: float | None
) -> Element:
    """The tree in which stretches settle, with the beginning of what follows. They begin so far
    down their page, in CSS pixels, or, when that is None, with the margin that they have.
    """
    made = _Made(tree)
    sections = [_marked(deepcopy(stretch.element), OWN) for stretch in stretches]
    if begins:
        made.add(stretches[0].holder, Element("div", {"style": f"height: {begins}px"}))
    if begins is not None:
        sections[0].set("style", "margin-top: 0")
    for stretch, section in zip(stretches, sections, strict=True):
        made.add(stretch.holder, section)
    return made.with_beginning(following)


class _Made:
    """A stretch of another tree, to which sections are added inside what holds them."""

    def __init__(self, tree: Element):
        self.tree = Element(tree.tag, tree.attrib)
        self._body = SubElement(self.tree, "body", tree.find("body").attrib)
        self._shells: dict[Element, Element] = {}

    def add(self, holder: Element | None, section: Element) -> None:
        if holder is None:
            self._body.append(section)
        else:
            if holder not in self._shells:
                self._shells[holder] = SubElement(self._body, holder.tag, holder.attrib)
            self._shells[holder].append(section)

    def with_beginning(self, following: Stretch | None) -> Element:
        if following:
            self.add(following.holder, _marked(beginning(following.element), NEXT))
        return self.tree


def own(tree: Element) -> Iterator[Element]:
    """The stretches of a tree, without the beginning of what follows."""
    return filter(is_own, tree.iter())


def is_own(element: Element) -> bool:
    return element.get(STRETCH) == OWN


def _marked(element: Element, stretch: str) -> Element:
    element.set(STRETCH, stretch)
    element.tail = None
    return element


def beginning(section: Element) -> Element:
    """What opens a section, and the first of its text."""
    begun = Element(section.tag, section.attrib)
    text = next((child for child in section if "leipateksti" in classes(child)), None)
    for child in section if text is not None else section[:BEGINNING]:
        if child is text:
            begun.append(Element(child.tag, child.attrib))
            begun[-1].extend(map(_begun, child[:BEGINNING]))
        else:
            begun.append(deepcopy(child))
    return begun


def _begun(block: Element) -> Element:
    """A block; of one in columns, which begins wherever there is room for its first entry, no more
    than tells where that is.
    """
    if not {GLOSSARY, *IN_COLUMNS} & classes(block):
        return deepcopy(block)
    begun = Element(block.tag, block.attrib)
    begun.text = block.text
    begun.extend(deepcopy(block[:ENTRIES]))
    return begun
