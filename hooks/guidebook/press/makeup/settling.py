"""A book settles stretch by stretch: each is laid out until its own type is as it should be, and
again only when a number in it has become wider, or when it begins elsewhere on its page.

What becomes of a stretch depends on its own text, on how wide the numbers in it are and where it
begins, and on nothing else: it comes out the same whatever is known from another time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from xml.etree.ElementTree import Element, tostring

from ..setting.folios import Folios, forget_unknown
from .locators import PLACES, Locators
from .units import Stretch, Stretches, alone, own, stretches, together

ROUNDS = 6
UNSETTLED = (
    "sivunumerot eivät asetu: jokin viittaus siirtää sivulta toiselle kohdan, johon se viittaa"
)


@dataclass(frozen=True)
class Settled:
    """What became of the tree of a stretch and of the beginning of what follows: the tree as it is
    now, and the page of each anchor, its own first being 0. What follows begins after so many
    pages, as `layouts.End` tells.
    """

    tree: Element
    pages: int
    firsts: Mapping[str, int] = field(default_factory=dict)
    lasts: Mapping[str, int] = field(default_factory=dict)
    begins: float | None = None
    sided: bool = False
    warnings: Sequence[str] = ()
    files: Mapping[str, str] = field(default_factory=dict)  # that it shows, by their fingerprints


class Press(Protocol):
    def settled(self, tree: Element, key: str, page: int) -> Settled:
        """The tree of a stretch that begins on that page. Of the same `key`, the same comes."""


@dataclass(frozen=True)
class Unit:
    """Stretches that share pages: where they begin, the tree that they are laid out in and how many
    pages they take. `groups` are those of the book that it takes.
    """

    page: int
    tree: Element
    pages: int
    warnings: Sequence[str]
    groups: slice


class Settling:
    """The stretches of a book, and how they have settled so far. `warnings` are in Finnish."""

    def __init__(self, tree: Element, press: Press):
        self.warnings = forget_unknown(tree)
        self._tree, self._press = tree, press
        self._locators, self._folios = Locators(tree), Folios(tree)
        self.anchors = {id for element in tree.iter() if (id := element.get("id"))}
        self._groups = [[stretch] for stretch in stretches(tree)]
        self._settled: list[tuple[int, Settled]] = []

    def units(self) -> list[Unit]:
        """In their order, with the numbers of the pages in them."""
        known: list[str] = []
        for _ in range(ROUNDS):
            keys = self._settle()
            if keys == known:
                return list(self._units())
            known = keys
        self.warnings.append(UNSETTLED)
        return list(self._units())

    def folios(self) -> dict[str, int]:
        """The page of each anchor."""
        return {
            anchor: page + first
            for page, one in self._settled
            for anchor, first in one.firsts.items()
        }

    def join(self, unit: Unit) -> bool:
        """Has the stretches of a unit settle together, since they stand otherwise than they did
        alone. Whether they do not yet.
        """
        apart = self._groups[unit.groups]
        self._groups[unit.groups] = [[stretch for group in apart for stretch in group]]
        return len(apart) > 1

    def _settle(self) -> list[str]:
        """All stretches once. Gives what each was settled from."""
        page, begins, keys, self._settled = 1, None, [], []
        for group, following in self._followed():
            self._folios.begin(group[0].element, page)
            if any(map(_has_locators, filter(None, (*group, following)))):
                self._locators.merge(self._folios)
            tree = alone(self._tree, group, following, begins)
            self._folios.tell(tree, width=True)
            keys.append(tostring(tree, encoding="unicode"))
            self._folios.tell(tree)
            settled = self._press.settled(tree, keys[-1], page)
            self._settled.append((page, settled))
            self._folios.learn(settled.firsts, settled.lasts, page)
            page, begins = page + settled.pages, settled.begins
        return keys

    def _units(self) -> Iterator[Unit]:
        """The stretches up to the next that shares no page with them."""
        followed, start = list(self._followed()), 0
        for number, (page, settled) in enumerate(self._settled):
            if settled.begins or not settled.pages:
                continue
            run = self._settled[start : number + 1]
            trees = [one.tree for _, one in run]
            groups = slice(start, number + 1)
            tree = together(
                self._tree, zip(self._groups[groups], trees, strict=True), followed[number][1]
            )
            self._folios.tell(tree, width=True)
            if not start:
                tree.insert(0, self._tree.find("head"))  # the first speaks for the whole file
            for section in own(tree):
                self._folios.tell(section)
            first, warnings = run[0][0], [warning for _, one in run for warning in one.warnings]
            yield Unit(first, tree, page + settled.pages - first, warnings, groups)
            start = number + 1

    def _followed(self) -> Iterator[tuple[Stretches, Stretch | None]]:
        """Each group and the stretch after it."""
        following = [group[0] for group in self._groups[1:]]
        return zip(self._groups, [*following, None], strict=True)


def _has_locators(stretch: Stretch) -> bool:
    return any(PLACES in (one.get("class") or "") for one in stretch.element.iter("span"))
