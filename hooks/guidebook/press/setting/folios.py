"""The numbers of the pages pointed to: what a reference tells, and how wide that is.

WeasyPrint's own `target-counter` takes more memory for its drafts, and prints what it has in the
end.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Protocol
from xml.etree.ElementTree import Element, tostring

GUESS = "00"  # about as wide as most of the numbers
# About how many pages stand before the text, and characters on a page: where what is not laid out
# yet is looked for.
FRONT, CHARACTERS = 3, 2300
TARGET, END, PAGES = "data-kohde", "data-loppu", "data-sivu"
DIGIT = re.compile(r"\d")
TOLD = re.compile(f'{PAGES}="[^"]*"')


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
        if not self._unknown:
            return
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

    def pages(self, target: tuple[str, str]) -> str:
        return target_pages(target, self.firsts, self.lasts)

    def tell(self, tree: Element, *, width: bool = False) -> None:
        """Writes into each mark the number that it tells, or only how `width` it is: in every face
        all digits are as wide.
        """
        for mark in tree.iter():
            if TARGET in mark.attrib:
                number = self.pages(target_of(mark))
                mark.set(PAGES, as_wide(number) if width else number)


def as_wide(number: str) -> str:
    """The same for all numbers that are as wide."""
    return DIGIT.sub("0", number)


def without_numbers(tree: Element) -> str:
    """A tree in which it is told only how wide the numbers are."""
    return TOLD.sub(lambda told: as_wide(told[0]), tostring(tree, encoding="unicode"))


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


def target_of(mark: Element) -> tuple[str, str]:
    """The anchors where what a mark points to begins, and where it ends, "" for a spot."""
    return mark.get(TARGET, "").removeprefix("#"), mark.get(END, "").removeprefix("#")


def target_pages(
    target: tuple[str, str], firsts: Mapping[str, int], lasts: Mapping[str, int]
) -> str:
    """The page where it begins, "48", or the pages to where it ends, "48–51"."""
    begin, end = target
    first = firsts.get(begin, "")
    last = lasts.get(end, first)
    return f"{first}–{last}" if first and last > first else str(first)
