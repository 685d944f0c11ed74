"""The sections that an entry of the index fills."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from ..finnish import Voikko
from ..finnish.terms import Forms, Terms, count, words
from ..guide import Format, Guide, SectionText, Use
from ..pages.page import FINNISH

OFTEN = 4  # times a section names what it is about
MARKED = 2  # the same where an editor has marked it
THICK = 40  # words of the section for each time
COMMON = 0.12  # of the sections: what is named in more of them tells nobody where to turn
MOST = 10  # sections found for an entry


@dataclass(frozen=True)
class Spot:
    """Where an entry leads: a section or a chapter as a whole, or a spot in it."""

    use: Use
    section: SectionText
    whole: bool


@dataclass(frozen=True)
class Passage:
    """A section, and to the one that `last` counts those under it. Some are not `searched`."""

    path: str
    number: int
    last: int
    section: SectionText
    searched: bool

    @cached_property
    def head(self) -> list[str]:
        return words(self.section.heading)

    @cached_property
    def text(self) -> list[str]:
        return words(self.section.text)

    def named(self, forms: list[Forms]) -> int:
        return count(forms, self.text)

    def headed(self, forms: list[Forms]) -> bool:
        return count(forms, self.head) > 0

    def carries(self, use: Use) -> bool:
        return use.path == self.path and use.section == self.number

    def holds(self, path: str, number: int) -> bool:
        return path == self.path and self.number <= number <= self.last


Passages = dict[tuple[str, int], Passage]  # by path and number


def passages(guide: Guide, format: Format) -> Passages:
    """All of the format, in reading order, each before those under it."""
    return {
        (path, passage.number): passage
        for path in guide.pages
        if guide.in_format(path, format)
        for passage in _of_page(guide, path, format)
    }


def _of_page(guide: Guide, path: str, format: Format) -> Iterator[Passage]:
    page, sections = guide.pages[path], guide.contents(path, format).sections
    searched = (
        not page.lists_others and page.language == FINNISH and path != guide.settings.glossary
    )
    for number, section in enumerate(sections):
        last = number
        while last + 1 < len(sections) and sections[last + 1].level > section.level > 0:
            last += 1
        anchor = section.anchor if section.level > 1 else ""
        placed = replace(section, anchor=anchor)
        yield Passage(path, number, last, placed, searched)


def spots(uses: Iterable[Use], among: Passages, filled: Iterable[Passage] = ()) -> list[Spot]:
    """The filled passages and, outside them, the marks, one a section; a mark in a heading means
    the whole of its section.
    """
    uses, unread = list(uses), {}
    for use in uses:
        at = use.path, use.section
        if at not in among:  # the page that holds the index is not converted to its end
            unread[at] = Passage(*at, use.section, SectionText("", 1, "", ""), False)
    if unread:
        among = among | unread
    wholes = [*filled, *(among[use.path, use.section] for use in uses if use.heading)]
    found: dict[tuple[str, int], Spot] = {}
    for each in wholes:
        outer = any(one is not each and one.holds(each.path, each.number) for one in wholes)
        if not outer:
            use = Use(each.path, each.section.anchor, each.number)
            found[each.path, each.number] = Spot(use, each.section, True)
    for use in uses:
        if not any(each.holds(use.path, use.section) for each in wholes):
            key = use.path, use.section
            found.setdefault(key, Spot(use, among[key].section, False))
    return [found[key] for key in among if key in found]


class Finder:
    """Finds them by the forms of their words."""

    def __init__(self, among: Passages, voikko: Voikko):
        self._all = among
        self._searched = [each for each in among.values() if each.searched]
        leaves = sum(each.section.level > 1 for each in self._searched)
        self._common = max(MOST, COMMON * leaves)
        self._with: dict[str, set[int]] = {}  # word → which of them have it
        for number, each in enumerate(self._searched):
            for word in {*each.head, *each.text}:
                self._with.setdefault(word, set()).add(number)
        self._terms = Terms(self._with, voikko)

    def spots(self, name: str, uses: list[Use]) -> list[Spot]:
        """Where the entry leads."""
        parts = [self._terms.forms(part) for part in name.split(",")]
        filled = self._filled(parts[0], uses) if len(parts) == 1 else self._narrowed(parts, uses)
        return spots(uses, self._all, filled)

    def _filled(self, forms: list[Forms], uses: list[Use]) -> list[Passage]:
        near = [(each, each.named(forms)) for each in self._having(forms)]
        common = sum(each.section.level > 1 and number > 0 for each, number in near) > self._common
        ranked = []
        for each, number in near:
            marked = any(each.holds(use.path, use.section) for use in uses)
            headed = each.headed(forms)
            least = MARKED if any(each.carries(use) for use in uses) else OFTEN
            often = number >= least and THICK * number >= len(each.text)
            if (headed or (often and each.section.level > 1)) and (marked or not common):
                ranked.append((marked, headed, number, each))
        ranked.sort(key=lambda one: one[:3], reverse=True)
        return [each for *_, each in ranked[:MOST]]

    def _having(self, forms: list[Forms]) -> list[Passage]:
        """Those that have a form of each word, in their order."""
        found = [set().union(*(self._with.get(word, ()) for word in each)) for each in forms]
        common = sorted(set.intersection(*found)) if found else ()
        return [self._searched[number] for number in common]

    def _narrowed(self, parts: list[list[Forms]], uses: list[Use]) -> list[Passage]:
        """Of an entry that a word after a comma narrows, the marked sections that have one of the
        two in the heading and speak of both.
        """
        return [
            each
            for each in self._searched
            if each.section.level > 1
            and any(each.carries(use) for use in uses)
            and any(each.headed(part) for part in parts)
            and all(each.headed(part) or each.named(part) for part in parts)
        ]
