"""The pages that an entry of the index leads to: a section from its first page to its last, pages
that follow each other as one range, no page twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ..elements import classes
from ..setting.asides import HEADINGS, NOTE
from ..setting.folios import END, Folios

PLACES, WHOLE, TEXT = "hakusanan-paikat", "jakso", "leipateksti"


@dataclass(frozen=True)
class Locator:
    link: Element
    first: str  # the anchor where it begins
    last: str  # and where it ends, the same for a spot


class Locators:
    """The places of each entry in the tree."""

    def __init__(self, tree: Element):
        groups = [group for group in tree.iter("span") if PLACES in classes(group)]
        links = {link.get("href", "")[1:] for group in groups for link in _wholes(group)}
        ends = _ends(tree, links) if links else {}
        self._entries = [
            (group, [_place(link, ends) for link in group]) for group in groups if len(group)
        ]
        for group, _ in self._entries:
            for link in group:
                link.tail = ", "

    def merge(self, folios: Folios) -> None:
        """Leaves of each entry the links that tell a page of their own."""
        firsts, lasts = folios.firsts, folios.lasts
        for group, places in self._entries:
            runs: list[tuple[Locator, Locator]] = []  # first and last place of each range
            end = 0
            for place in sorted(places, key=lambda one: firsts.get(one.first, 0)):
                page, until = firsts.get(place.first, 0), lasts.get(place.last, 0)
                if runs and page <= end + 1:
                    runs[-1] = runs[-1][0], (place if until > end else runs[-1][1])
                else:
                    runs.append((place, place))
                end = max(end, until)
            _write(group, runs)


def _write(group: Element, runs: list[tuple[Locator, Locator]]) -> None:
    group[:] = [first.link for first, _ in runs]
    for first, last in runs:
        first.link.tail = ", "
        first.link[0].set(END, f"#{last.last}")
    runs[-1][0].link.tail = None


def _wholes(group: Element) -> Iterator[Element]:
    return (link for link in group if WHOLE in classes(link))


def _place(link: Element, ends: dict[str, str]) -> Locator:
    first = link.get("href", "")[1:]
    place = Locator(link, first, ends.get(first, first) if WHOLE in classes(link) else first)
    link[0].set(END, f"#{place.last}")
    return place


class _Opened(NamedTuple):
    id: str
    level: int


def _ends(tree: Element, wanted: set[str]) -> dict[str, str]:
    """The anchor of each section wanted → that of the last block in it, which gets one."""
    ends: dict[str, str] = {}
    for chapter in tree.iter("section"):
        numbers = count(1)
        title, body = chapter.find(".//h1"), chapter.find(f"div[@class='{TEXT}']")
        if title is None or body is None:
            continue
        holders = [holder for holder in body.iter() if any(one.tag in HEADINGS for one in holder)]
        for holder in (body, *(one for one in holders if one is not body)):
            opened = [_Opened(title.get("id", ""), 1)] if holder is body else []
            for block in holder:
                if block.tag in HEADINGS:
                    level = int(block.tag[1])
                    opened = [one for one in opened if one.level < level]
                    opened.append(_Opened(block.get("id", ""), level))
                if NOTE in classes(block) or not wanted & {one.id for one in opened}:
                    continue
                if not block.get("id"):
                    block.set("id", f"{title.get('id')}--loppu-{next(numbers)}")
                ends.update((one.id, block.get("id")) for one in opened)
    return ends
