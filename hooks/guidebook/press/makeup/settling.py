"""A book settles stretch by stretch: each is laid out until its own type is as it should be, and
again only when a number in it has become wider, or when it begins elsewhere on its page.

What becomes of a stretch depends on its own text, on how wide the numbers in it are and where it
begins, and on nothing else: it comes out the same whatever is known from another time.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import sha256
from typing import NamedTuple, Protocol
from xml.etree.ElementTree import Element, fromstring, tostring

from ..setting.folios import TARGET, Folios, as_wide, forget_unknown, target_of
from .locators import PLACES, Locators
from .units import Stretch, Stretches, alone, beginning, own, stretches

ROUNDS = 6
UNSETTLED = (
    "sivunumerot eivät asetu: jokin viittaus siirtää sivulta toiselle kohdan, johon se viittaa"
)


@dataclass
class Settled:
    """What became of the tree of a stretch and of the beginning of what follows: the tree as it is
    now, the anchors that its links lead to, and the page of each of its own, its first being 0.
    What follows begins after so many pages, as `layouts.End` tells.
    """

    html: str
    pages: int
    links: Sequence[str] = ()
    firsts: Mapping[str, int] = field(default_factory=dict)
    lasts: Mapping[str, int] = field(default_factory=dict)
    begins: float | None = None
    sided: bool = False
    warnings: Sequence[str] = ()
    files: Mapping[str, str] = field(default_factory=dict)  # that it shows, by their fingerprints

    @cached_property
    def tree(self) -> Element:
        return fromstring(self.html)

    def forget_tree(self) -> None:
        """It takes ten times as much room as its HTML."""
        vars(self).pop("tree", None)


class Press(Protocol):
    def settled(self, tree: Callable[[], Element], key: str, page: int) -> Settled:
        """The tree of a stretch that begins on that page. Of the same `key`, the same comes."""


@dataclass(frozen=True)
class Unit:
    """What has settled by itself: a stretch, or several that stand otherwise together than alone.
    `page` is the number of its first page, which the unit before has `begun` when it `begins` so
    far down.
    """

    number: int
    key: str
    page: int
    settled: Settled
    begun: bool
    begins: float | None
    folios: Folios

    def tree(self) -> Element:
        """With the numbers of the pages in it, as far as they are known now."""
        tree = self.settled.tree
        self.folios.tell(tree, width=True)
        for section in own(tree):
            self.folios.tell(section)
        return tree

    @property
    def shared(self) -> bool:
        """Whether the next unit begins on its last page."""
        return bool(self.settled.begins) or not self.settled.pages

    @property
    def pages(self) -> int:
        """Those that something of it stands on."""
        return self.settled.pages + self.shared


class _Said(NamedTuple):
    digest: str
    targets: list[tuple[str, str]]


class Settling:
    """The stretches of a book, and how they have settled so far. `warnings` are in Finnish.
    `settled` gets each unit at once, before the numbers of all pages are known.
    """

    def __init__(
        self, tree: Element, press: Press, settled: Callable[[Unit], None] = lambda unit: None
    ):
        self.warnings = forget_unknown(tree)
        self._tree, self._press, self._at_once = tree, press, settled
        self._locators, self._folios = Locators(tree), Folios(tree)
        self._groups = [[stretch] for stretch in stretches(tree)]
        self._units: list[Unit] = []
        self._said: dict[tuple[Element, bool], _Said] = {}

    def units(self) -> list[Unit]:
        """In their order."""
        known: list[str] = []
        for _ in range(ROUNDS):
            keys = self._settle()
            if keys == known:
                break
            known = keys
        else:
            self.warnings.append(UNSETTLED)
        return self._units

    def folios(self) -> dict[str, int]:
        """The page of each anchor."""
        return {
            anchor: unit.page + first
            for unit in self._units
            for anchor, first in unit.settled.firsts.items()
        }

    def pages(self, target: tuple[str, str]) -> str:
        """The numbers of the pages of a target."""
        return self._folios.pages(target)

    def join(self, units: Collection[Unit]) -> bool:
        """Has each of the units settle together with those that it shares pages with. Whether there
        are any.
        """
        before = {unit.number for unit in units if unit.begun}
        before |= {unit.number + 1 for unit in units if unit.shared}
        apart, self._groups = self._groups, []
        for number, group in enumerate(apart):
            if number in before:
                self._groups[-1] = [*self._groups[-1], *group]
            else:
                self._groups.append(group)
        return bool(before)

    def _settle(self) -> list[str]:
        """All stretches once. Gives what each was settled from."""
        page, begun, begins, keys, self._units = 1, False, None, [], []
        for group, following in self._followed():
            self._folios.begin(group[0].element, page)
            if any(map(_has_locators, filter(None, (*group, following)))):
                self._locators.merge(self._folios)
            key = self._key(group, following, begins)
            tree = partial(self._alone, group, following, begins)
            settled = self._press.settled(tree, key, page)
            unit = Unit(len(keys), key, page, settled, begun, begins, self._folios)
            keys.append(key)
            self._units.append(unit)
            self._at_once(unit)
            self._folios.learn(settled.firsts, settled.lasts, page)
            page, begun, begins = page + settled.pages, unit.shared, settled.begins
        return keys

    def _alone(self, group: Stretches, following: Stretch | None, begins: float | None) -> Element:
        tree = alone(self._tree, group, following, begins)
        if group is self._groups[0]:
            tree.insert(0, self._tree.find("head"))  # the first speaks for the whole file
        self._folios.tell(tree)
        return tree

    def _key(self, group: Stretches, following: Stretch | None, begins: float | None) -> str:
        """All that a group settles from."""
        said = [self._tree.attrib, self._tree.find("body").attrib, begins]
        if group is self._groups[0]:
            said.append(tostring(self._tree.find("head")))
        for stretch in group:
            said += self._words(stretch, whole=True)
        if following:
            said += self._words(following, whole=False)
        return _digest(repr(said))

    def _words(self, stretch: Stretch, *, whole: bool) -> tuple:
        """What a stretch says, or its beginning, and how wide the numbers are that it tells."""
        said = self._said.get((stretch.element, whole))
        if said is None or _has_locators(stretch):
            element = stretch.element if whole else beginning(stretch.element)
            targets = [target_of(mark) for mark in element.iter() if TARGET in mark.attrib]
            holder = stretch.holder is not None and stretch.holder.attrib
            text = tostring(element, encoding="unicode")
            said = _Said(_digest(f"{holder!r}{text}"), targets)
            self._said[stretch.element, whole] = said
        return said.digest, [as_wide(self._folios.pages(target)) for target in said.targets]

    def _followed(self) -> Iterator[tuple[Stretches, Stretch | None]]:
        """Each group and the stretch after it."""
        following = [group[0] for group in self._groups[1:]]
        return zip(self._groups, [*following, None], strict=True)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _has_locators(stretch: Stretch) -> bool:
    return any(PLACES in (one.get("class") or "") for one in stretch.element.iter("span"))
