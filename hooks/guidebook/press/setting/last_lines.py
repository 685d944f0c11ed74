"""Paragraphs do not end in a scrap of a word: what is too short stays with the word before it."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ...finnish import SOFT_HYPHEN
from ..elements import classes
from .asides import NOTE
from .folios import GUESS, TARGET

SHORTEST = 6  # characters that may stand alone on a line
BLOCKS = {"p", "li", "dd"}
WITHIN = {
    "ul",
    "ol",
    "dl",
    "table",
    "p",
    "div",
    "figure",
    "pre",
}  # their text is not the block's own

Text = tuple[Element, str]  # an element and which of its texts


def hold(body: Element) -> None:
    for block in body.iter():
        if block.tag in BLOCKS:
            _hold(list(pieces(block)))


def held(text: str) -> str:
    """A text of its own whose last word is kept with the one before it when it is short."""
    before, _, last = text.rpartition(" ")
    return f"{before}\u00a0{last}" if before and len(last) < SHORTEST else text


def pieces(element: Element) -> Iterator[Text]:
    """The texts of a block in their order, what stands aside of it left out."""
    yield element, "text"
    for child in element:
        if child.tag not in WITHIN and NOTE not in classes(child):
            yield from pieces(child)
        yield child, "tail"


def _hold(pieces: list[Text]) -> None:
    after = 0  # characters after the piece
    for element, name in reversed(pieces):
        text = getattr(element, name) or ""
        if not after:
            text = text.rstrip()
        start = text.rfind(" ") + 1
        last = text[start:].replace(SOFT_HYPHEN, "")
        if start and after + len(last) < SHORTEST:
            start = text.rfind(" ", 0, start - 1) + 1
            last = text[start:].replace(SOFT_HYPHEN, "").replace(" ", "\u00a0")
        setattr(element, name, text[:start] + last)
        after += len(last)
        if name == "text" and TARGET in element.attrib:
            after += len(GUESS)  # the number of a page is printed there
        if start:
            return
