"""What stands where on the laid-out pages, as plain data.

All measures are CSS pixels from the top left corner of the page: 96 to an inch.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ..elements import classes

MM = 96 / 25.4
HYPHENS = ("-", "\u2010")


@dataclass(frozen=True)
class Rect:
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Rect", by: float) -> bool:
        """By more than so many pixels in both directions."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > by and down > by


@dataclass(frozen=True)
class Line:
    """A line of text with what of it leaves ink. `room` is how wide it might have been, `size` that
    of its largest letters; it is `forced` to end where the text says so.
    """

    text: str
    rect: Rect
    room: float
    size: float
    forced: bool = False

    @property
    def hyphenated(self) -> bool:
        return len(self.text) > 1 and self.text.endswith(HYPHENS) and self.text[-2].isalnum()


@dataclass(eq=False)
class Piece:
    """What of an element stands on a page. `inside` is in the order of reading; `aside` is what
    was laid beside its lines.
    """

    element: Element
    rect: Rect
    parent: "Piece | None" = None
    inside: list["Piece | Line"] = field(default_factory=list)
    aside: list["Piece"] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tag, self.classes = self.element.tag, classes(self.element)

    @property
    def lines(self) -> list[Line]:
        """Its own, without those of the pieces in it."""
        return [item for item in self.inside if isinstance(item, Line)]

    def pieces(self) -> Iterator["Piece"]:
        """This and all in it, without what stands aside."""
        yield self
        for item in self.inside:
            if isinstance(item, Piece):
                yield from item.pieces()

    def all_lines(self) -> Iterator[Line]:
        for item in self.inside:
            if isinstance(item, Line):
                yield item
            else:
                yield from item.all_lines()

    def within(self) -> Iterator["Piece"]:
        """This and what holds it, the nearest first."""
        piece = self
        while piece is not None:
            yield piece
            piece = piece.parent


@dataclass(eq=False)
class LaidSheet:
    """A page of the book: its type area, what flows through it, and what its margins say."""

    number: int
    kind: str
    blank: bool
    area: Rect
    paper: Rect
    flow: Piece
    heads: dict[str, str]  # where in the margin ("@top-left") → what it says
    anchors: frozenset[str]

    def asides(self) -> list[Piece]:
        return [aside for piece in self.flow.pieces() for aside in piece.aside]
