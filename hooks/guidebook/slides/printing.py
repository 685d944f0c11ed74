"""The deck as a PDF, printed by the press as the book is and held against its slides, and as a
presentation.
"""

from base64 import b64decode
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from .. import press
from ..book import by_its_own
from ..findings import BadInput, Finding, Place, shown
from ..guide import Guide
from ..identity import Identity
from ..press.kept_files import anew, packed_bytes
from ..press.makeup.laid import LaidSheet, Line, Piece
from ..settings import Settings
from ..text.keeping import words
from .chosen import RULE
from .deck import MOST_SLIDES, Deck, Kind, Paragraphs, Picture, Points, Slide
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

    def refuse(sheets: Sequence[LaidSheet]) -> None:
        if found := [_finding(slide, guide.settings) for slide in run_over(deck, sheets)]:
            raise BadInput(*found)

    return press.print_book(
        _shown(deck),
        guide.slides_style,
        out,
        None,
        guide.settings.docs,
        lay_out=document,
        keep=press.keeping(),
        refuse=refuse,
    )


def _shown(deck: Deck) -> Deck:
    """Without what paper does not show, for which nothing is printed anew."""
    slides = tuple(replace(slide, place=None, notes="") for slide in deck.slides)
    return by_its_own(replace(deck, slides=slides))


def write_presentation(deck: Deck, out: Path, base: Path, identity: Identity) -> int:
    """Writes the presentation into the file `out` and tells its size in bytes; pictures are looked
    for under `base`. Raises BadInput.
    """
    blocks = [block for slide in deck.slides for block in slide.blocks]
    drawings = [block.drawing for block in blocks if isinstance(block, Picture)]
    pictures = [base / drawing.get("src", "") for drawing in drawings if drawing.tag == "img"]
    faces = sorted(face.file for face in identity.paper_faces)
    logos = [file for logo in identity.logos.values() for file in (logo.light, logo.dark) if file]

    def make() -> bytes:
        from .presentation import presentation  # here, not above: what is kept needs none

        return presentation(deck, base, identity)

    programs = map(version, ("python-pptx", "lxml", "pillow", "resvg-py"))
    keep = press.keeping() or anew
    inputs = [*programs, *words(deck), *words(identity), *pictures, *faces, *logos]
    content = keep(inputs, make, packed_bytes, b64decode)
    press.write(out, content)
    return len(content)


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
    lacking = Counter("".join(_words(slide).split())) - there
    return bool(lacking) or pictures > sum(piece.tag == "img" for piece in section.pieces())


def _words(slide: Slide) -> str:
    """All words of a slide."""
    texts = [slide.headline, slide.origin]
    for block in slide.blocks:
        if isinstance(block, Points):
            texts += [block.title, *("".join(item.itertext()) for item in block.items)]
        elif isinstance(block, Paragraphs):
            texts += ["".join(text.itertext()) for text in block.texts]
    return "".join(texts)


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


def _finding(slide: Slide, settings: Settings) -> Finding:
    message = f'kalvo "{slide.headline}" ei mahdu sivulleen'
    place = slide.place or Place(shown(settings.config))
    hint = "lyhennä sen luetteloita, kuvan tekstiä tai otsikkoa"
    if slide.kind is Kind.COVER:
        hint = "lyhennä oppaan nimeä, alaotsikkoa tai tiivistelmää"
        place = settings.adaptation.place("nimi") if settings.adaptation else place
    return Finding(place, RULE, message, hint)
