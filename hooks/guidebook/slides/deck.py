"""A deck: slides in their order, plain data that knows neither paper nor presentation."""

import re
from dataclasses import dataclass
from enum import StrEnum
from xml.etree.ElementTree import Element

from ..book import Chapter, Imprint
from ..findings import Place

MOST_SLIDES = 60
MOST_ITEMS, LONGEST_ITEM, MOST_WORDS = 5, 18, 65  # of a list: items, words of one, words in all
LONGEST_EXAMPLE = 110  # words
LONGEST_HEADLINE = 90  # characters
LAST_LINE = 16  # characters that a headline has on its last line, at the least

_SENTENCE = re.compile(r".+?[.!?…]”?(?=\s|$)", re.DOTALL)


class Kind(StrEnum):
    """How a slide is laid out; the names are those of the layouts an editor sees in the
    presentation.
    """

    COVER = "kansi"
    TEXT = "teksti"
    PART = "osa"
    CHAPTER = "luku"
    FIGURE = "kuva"


@dataclass(frozen=True)
class Points:
    """A list under its title; `steps` are numbered and smaller. The items are inline XHTML."""

    title: str
    items: tuple[Element, ...]
    steps: bool = False


@dataclass(frozen=True)
class Paragraphs:
    """`small`: what stands behind a figure."""

    texts: tuple[Element, ...]
    small: bool = False


@dataclass(frozen=True)
class Picture:
    """An SVG, or an `img` of a file under docs/; the text is its alternative."""

    drawing: Element
    text: str


Block = Points | Paragraphs | Picture


@dataclass(frozen=True)
class Slide:
    """`origin` names its chapter, the page of the book and the licence. `place` is where an editor
    wrote its headline, None where the build did. `notes` are the speaker's.
    """

    kind: Kind
    headline: str
    blocks: tuple[Block, ...]
    origin: str
    place: Place | None = None
    notes: str = ""


@dataclass(frozen=True)
class Deck:
    """`chapters` is for the press: no slide has the text of one as it is."""

    imprint: Imprint
    slides: tuple[Slide, ...]
    chapters: tuple[Chapter, ...] = ()


def held_together(headline: str) -> str:
    """The headline with its last words on one line, so that none is left alone."""
    at = headline.rfind(" ", 0, -LAST_LINE)
    return headline[: at + 1] + headline[at + 1 :].replace(" ", "\u00a0")


def first_sentence(text: str) -> str:
    found = _SENTENCE.match(text)
    return found[0] if found else text
