"""The numbers of the pages pointed to: what a reference tells, and how wide that is.

WeasyPrint's own `target-counter` takes more memory for its drafts, and prints what it has in the
end.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Protocol
from xml.etree.ElementTree import Element

GUESS = "00"  # about as wide as most of the numbers
# About how many pages stand before the text, and characters on a page: where what is not laid out
# yet is looked for.
FRONT, CHARACTERS = 3, 2300
TARGET, END, PAGES = "data-kohde", "data-loppu", "data-sivu"
DIGIT = re.compile(r"\d")


class LaidPage(Protocol):
    anchors: Mapping[str, object]


class Folios:
    """Anchor → the number of the page where it begins, and of the one where it ends. What has not
    been laid out is guessed by its place in the text.
    """

    def __init__(self, tree: Element):
        self._unknown: dict[str, int] = {}  # anchor → characters before it
        read = 0
        for element in tree.iter():
            if id := element.get("id"):
                self._unknown[id] = read
            read += len(element.text or "") + len(element.tail or "")
        self.firsts = {id: 1 + FRONT + at // CHARACTERS for id, at in self._unknown.items()}
        self.lasts = dict(self.firsts)

    def begin(self, section: Element, page: int) -> None:
        """A section begins on that page: from there it is guessed where all that follows stands."""
        ids = (element.get("id") for element in section.iter())
        start = next((self._unknown[id] for id in ids if id in self._unknown), None)
        if start is None:
            return
        for id, at in self._unknown.items():
            if at >= start:
                self.firsts[id] = self.lasts[id] = page + (at - start) // CHARACTERS

    def learn(self, firsts: Mapping[str, int], lasts: Mapping[str, int], page: int) -> None:
        """What a unit that begins on that page has; it counts its own pages from 0."""
        for anchor in firsts:
            self._unknown.pop(anchor, None)
        self.firsts.update((anchor, page + first) for anchor, first in firsts.items())
        self.lasts.update((anchor, page + last) for anchor, last in lasts.items())

    def tell(self, tree: Element, *, width: bool = False) -> None:
        """Writes into each mark the number that it tells, or only how `width` it is: in every face
        all digits are as wide.
        """
        for mark in tree.iter():
            if TARGET in mark.attrib:
                number = target_pages(mark, self.firsts, self.lasts)
                mark.set(PAGES, DIGIT.sub("0", number) if width else number)


def forget_unknown(tree: Element) -> list[str]:
    """What would tell no number is made to tell nothing. Warnings in Finnish."""
    known = {element.get("id") for element in tree.iter()}
    warnings = []
    for mark in [element for element in tree.iter() if TARGET in element.attrib]:
        target = mark.get(TARGET, "").removeprefix("#")
        if target not in known:
            mark.attrib.clear()
            warnings.append(f'sivuviitteen kohdetta "{target}" ei ole kirjassa')
    return warnings


def pages_of(pages: Iterable[LaidPage], first: int = 0) -> tuple[dict[str, int], dict[str, int]]:
    """Anchor → the page where it begins, and the one where it ends, counted from `first`."""
    firsts: dict[str, int] = {}
    lasts: dict[str, int] = {}
    for number, page in enumerate(pages, start=first):
        for anchor in page.anchors:
            firsts.setdefault(anchor, number)
            lasts[anchor] = number
    return firsts, lasts


def target_pages(mark: Element, firsts: Mapping[str, int], lasts: Mapping[str, int]) -> str:
    """The page of what the mark points to, "48", or the pages to where it ends, "48–51"."""
    target = mark.get(TARGET, "").removeprefix("#")
    first = firsts.get(target, "")
    last = lasts.get(mark.get(END, "").removeprefix("#"), first) if END in mark.attrib else first
    return f"{first}–{last}" if first and last > first else str(first)
