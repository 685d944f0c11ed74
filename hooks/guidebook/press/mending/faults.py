"""What a proof-reader of pages would mark, and the paragraphs that it is looked for in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ..makeup.laid import LaidSheet, Line, Piece

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
EXCERPT = 60  # characters of the words by which a fault is found


@dataclass(frozen=True)
class Fault:
    """`kind` is a key of `KINDS`, `chapter` the id of the chapter in the book, `words` those that
    stand there, `message` in Finnish.
    """

    kind: str
    page: int
    chapter: str
    words: str
    message: str


@dataclass
class Paragraph:
    """The lines of one element with the pages that they stand on."""

    element: Element
    pieces: list[tuple[LaidSheet, Piece]] = field(default_factory=list)

    @property
    def lines(self) -> list[tuple[LaidSheet, Line]]:
        return [(sheet, line) for sheet, piece in self.pieces for line in piece.lines]

    @property
    def first(self) -> Piece:
        return self.pieces[0][1]


def paragraphs(sheets: Iterable[LaidSheet]) -> list[Paragraph]:
    """In the order of reading; one that runs on to the next page is one."""
    found: dict[Element, Paragraph] = {}
    for sheet in sheets:
        for piece in sheet.flow.pieces():
            if piece.lines:
                element = piece.element
                found.setdefault(element, Paragraph(element)).pieces.append((sheet, piece))
    return list(found.values())


def fault(kind: str, sheet: LaidSheet, piece: Piece, words: str, message: str) -> Fault:
    return Fault(kind, sheet.number, chapter(piece), cut(words), message)


def chapter(piece: Piece) -> str:
    """The id of the chapter that a piece stands in, "" outside all of them."""
    for holder in piece.within():
        if "paaluku" in holder.classes:
            return next((title.get("id", "") for title in holder.element.iter("h1")), "")
    return ""


def chapters(sheet: LaidSheet) -> list[str]:
    """The chapters on a page, in their order."""
    pieces = [piece for piece in sheet.flow.pieces() if "paaluku" in piece.classes]
    return [chapter(piece) for piece in pieces]


def words(piece: Piece) -> str:
    return cut(" ".join(line.text for line in piece.all_lines()))


def cut(text: str) -> str:
    """The first words, as they stand in the text."""
    text = " ".join(text.replace("\xa0", " ").split())
    return text if len(text) <= EXCERPT else text[:EXCERPT].rsplit(" ", 1)[0]


def items(piece: Piece) -> Iterator[tuple[Piece, Line | None]]:
    """What stands on a page in the order of reading: each line with its piece, and what stands
    there without any.
    """
    for item in piece.inside:
        if isinstance(item, Line):
            yield piece, item
        elif item.inside:
            yield from items(item)
        else:
            yield item, None
