"""The deck as a PDF: printed by the press as the book is, and held against its slides."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from .. import press
from ..book import Book
from ..findings import BadInput, Finding, Place, shown
from ..guide import Guide
from ..press.laid import LaidSheet, Line, Piece
from .chosen import RULE
from .deck import MOST_SLIDES, Deck, Paragraphs, Picture, Points, Slide
from .slide_pages import ORIGIN, SLIDE, anchor, document

MOTIF = "merkki"
SLACK = 1.0  # pixels


def print_slides(deck: Deck, guide: Guide, out: Path) -> press.Printed:
    """Print the deck into the file `out`. Raises BadInput when a slide does not fit on its page, or
    when there are too many.
    """
    if (count := len(deck.slides)) > MOST_SLIDES:
        message = f"kalvoja on {count}, ja niitä saa olla {MOST_SLIDES}"
        hint = "lyhennä sivujen alkutietojen luetteloita kalvot"
        raise BadInput(Finding(Place(shown(guide.settings.config)), RULE, message, hint))

    def examine(sheets: Sequence[LaidSheet]) -> None:
        if found := [_finding(slide, guide.settings.config) for slide in run_over(deck, sheets)]:
            raise BadInput(*found)

    return press.print_book(
        Book(deck.imprint, ()),
        guide.slides_style,
        out,
        None,
        guide.settings.docs,
        lay_out=lambda *_: document(deck),
        examine=examine,
        keep=press.keeping(),
    )


def run_over(deck: Deck, sheets: Sequence[LaidSheet]) -> Iterator[Slide]:
    """The slides of which something stands on another page than theirs, or out of its area."""
    laid = {
        piece.element.get("id"): (sheet, piece)
        for sheet in reversed(sheets)
        for piece in sheet.flow.pieces()
        if SLIDE in piece.classes
    }
    for number, slide in enumerate(deck.slides, 1):
        sheet, section = laid[anchor(number)]
        if _lacks(section, slide) or any(_reaches_out(piece, sheet) for piece in section.inside):
            yield slide


def _lacks(section: Piece, slide: Slide) -> bool:
    """Whether a picture or a letter of the slide is not in the section."""
    pictures = sum(isinstance(block, Picture) for block in slide.blocks)
    there = Counter("".join(line.text for line in section.all_lines()))
    lacking = Counter("".join(_told(slide).split())) - there
    return bool(lacking) or pictures > sum(piece.tag == "img" for piece in section.pieces())


def _told(slide: Slide) -> str:
    """All words of a slide."""
    told = [slide.headline, slide.origin]
    for block in slide.blocks:
        if isinstance(block, Points):
            told += [block.title, *("".join(item.itertext()) for item in block.items)]
        elif isinstance(block, Paragraphs):
            told += ["".join(text.itertext()) for text in block.texts]
    return "".join(told)


def _reaches_out(piece: Piece | Line, sheet: LaidSheet) -> bool:
    """Whether anything does but what stands there on purpose."""
    area, rect = sheet.area, piece.rect
    if isinstance(piece, Piece) and piece.classes & {ORIGIN, MOTIF}:
        return False
    below, above = rect.bottom > area.bottom + SLACK, rect.top < area.top - SLACK
    return (
        below
        or above
        or rect.right > area.right + SLACK
        or (isinstance(piece, Piece) and any(_reaches_out(one, sheet) for one in piece.inside))
    )


def _finding(slide: Slide, config: Path) -> Finding:
    message = f'kalvo "{slide.headline}" ei mahdu sivulleen'
    hint = "lyhennä sen luetteloita, kuvan tekstiä tai otsikkoa"
    return Finding(slide.place or Place(shown(config)), RULE, message, hint)
