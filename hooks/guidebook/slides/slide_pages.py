"""The deck as one HTML tree, a section for each slide."""

from copy import deepcopy
from xml.etree.ElementTree import Element

from ..press.elements import node
from ..press.kept_files import Keep
from ..press.setting import covers
from ..press.setting.chapters import Hyphenate, make_picture
from ..press.setting.document import head
from .deck import Block, Deck, Kind, Paragraphs, Picture, Points, Slide

SLIDE = "kalvo"
ORIGIN = "kalvon-alku"


def anchor(number: int) -> str:
    """The id of a slide, counted from 1."""
    return f"{SLIDE}-{number}"


def document(deck: Deck, *_: Hyphenate | Keep | None) -> tuple[Element, list[str]]:
    """The tree, and warnings in Finnish."""
    warnings: list[str] = []
    sections = [
        _section(slide, anchor(number), warnings) for number, slide in enumerate(deck.slides, 1)
    ]
    if deck.imprint.title_size:
        sections[0].set("class", f"{sections[0].get('class')} {deck.imprint.title_size}")
    if (logo := covers.logo(deck.imprint)) is not None:
        sections[0].insert(1, logo)
    head_of = head(deck.imprint, f"{deck.imprint.title}: kalvot")
    whole = node("div", {}, *sections)  # one piece of work for the press: nothing in it moves
    return node("html", {"lang": "fi"}, head_of, node("body", {}, whole)), warnings


def _section(slide: Slide, id: str, warnings: list[str]) -> Element:
    dark = slide.kind in (Kind.COVER, Kind.PART)
    return node(
        "section",
        {"class": f"{SLIDE} {SLIDE}-{slide.kind}", "id": id},
        covers.motif() if dark else None,
        node("h1", {}, slide.headline),
        *(_block(block, slide, warnings) for block in slide.blocks),
        node("p", {"class": ORIGIN}, slide.origin),
    )


def _block(block: Block, slide: Slide, warnings: list[str]) -> Element:
    if isinstance(block, Picture):
        drawing = deepcopy(block.drawing)
        if drawing.tag == "svg":
            make_picture(drawing, slide.headline, warnings)
        return node("div", {"class": "kalvon-kuva"}, drawing)
    if isinstance(block, Paragraphs):
        return node("div", {"class": "pieni" if block.small else "teksti"}, *block.texts)
    return _points(block)


def _points(block: Points) -> Element:
    points = node("ol" if block.steps else "ul", {}, *block.items)
    title = node("h2", {}, block.title) if block.title else None
    return node("div", {"class": "askeleet" if block.steps else "kohdat"}, title, points)
