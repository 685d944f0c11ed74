"""What a chapter becomes on paper."""

import secrets
from base64 import b64encode
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, fromstring, tostring

from ... import finnish
from ...book import Chapter
from ...book.parsing import packed
from ...pages.blocks import PLAIN_BLOCKS
from ...pages.links import OUTSIDE
from ...pages.page import FINNISH
from ...text.keeping import words
from ..elements import add_class, classes, node
from ..kept_files import Keep, anew
from . import binding, columns, last_lines, wide
from .asides import NOTE, end_sentences, set_aside
from .folios import TARGET

Hyphenate = Callable[..., str]  # of Voikko.hyphenate
# Of the other boxes the title alone says it.
NAMED_KINDS = {
    name: PLAIN_BLOCKS[name]
    for name in ("vinkki", "huom", "esimerkki", "tapaus", "tarkistuslista", "malli")
}
AS_WRITTEN = frozenset(
    {"code", "pre", "kbd", "samp", "svg", "math", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
)
ADDRESS_SIGNS = ("://", "www.", "mailto:")


@dataclass
class Setting:
    """What is the same for all chapters. `titles` has the words of each chapter and heading by its
    id; `hyphenate` puts soft hyphens into running text; `warnings` are in Finnish. `keep` keeps the
    text of each chapter.
    """

    titles: dict[str, str] = field(default_factory=dict)
    hyphenate: Hyphenate | None = None
    warnings: list[str] = field(default_factory=list)
    keep: Keep = anew

    def inputs(self, chapter: Chapter) -> list[str]:
        """All that the text of a chapter is set from."""
        targets = [one.get(TARGET, "").removeprefix("#") for one in chapter.body.iter()]
        led_to = [(target, self.titles.get(target)) for target in targets if target]
        own = chapter.id, chapter.title, chapter.sheet, chapter.language, chapter.body
        return [*words((own, led_to)), self._dictionary]

    @cached_property
    def _dictionary(self) -> str:
        return dictionary() if self.hyphenate else ""


def dictionary() -> str:
    """Which one hyphenates; where none is found, nothing is the same as before."""
    return finnish.dictionary() or secrets.token_hex()


def set_chapter(chapter: Chapter, opening: Iterable[Element], setting: Setting) -> Element:
    """The section of a chapter, all of it as paper has it, under what opens it."""
    body, warnings = setting.keep(
        setting.inputs(chapter), lambda: _text(chapter, setting), _packed, _unpacked
    )
    setting.warnings += warnings
    kind = ("paaluku", "paaluku arkki", "paaluku arkki aukeama")[chapter.sheet]
    return node("section", {"class": kind, **language(chapter)}, *opening, body)


def _text(chapter: Chapter, setting: Setting) -> tuple[Element, list[str]]:
    """The text of a chapter, and warnings."""
    body, warnings = deepcopy(chapter.body), []
    for element in body.iter():
        element.tag = element.tag.rpartition("}")[2]  # SVG may come in its namespace
    for element in list(body.iter()):
        _make_printable(element, chapter, warnings)
    if not chapter.sheet:
        wide.set_wide(body)
    if not chapter.sheet and chapter.language == FINNISH:  # another has its page in columns
        set_aside(body, chapter.id, setting.titles)
    end_sentences(body)
    for table in body.iter("table"):
        columns.align(table)
    binding.bind(body)
    if setting.hyphenate:
        _hyphenate(body, setting.hyphenate)
    last_lines.hold(body)
    body.set("class", "leipateksti")
    return body, warnings


def _packed(made: tuple[Element, list[str]]) -> dict[str, Any] | None:
    body, warnings = made
    text = packed(body)
    return text and {"text": text, "warnings": warnings}


def _unpacked(data: dict[str, Any]) -> tuple[Element, list[str]]:
    return fromstring(data["text"]), data["warnings"]


def _make_printable(element: Element, chapter: Chapter, warnings: list[str]) -> None:
    """What paper has no use for becomes what it has; what would lead nowhere is told."""
    if element.tag in ("details", "summary"):
        add_class(element, f"avattu-{element.tag}")
        element.attrib.pop("open", None)
        element.tag = {"details": "div", "summary": "p"}[element.tag]
    elif element.tag == "dl":
        element.text = None
        for child in element:
            child.tail = (
                None  # white space between entries set in line would be text that no entry holds
            )
    elif element.tag == "svg":
        make_picture(element, chapter.title, warnings)
    elif "lohko" in classes(element):
        _name_kind(element)
    elif element.tag == "a" and (target := element.get("href")) is not None:
        if not target.startswith("#") and urlsplit(target).scheme not in OUTSIDE:
            warnings.append(
                f'luvussa "{chapter.title}" linkki "{target}" ei johda painetussa kirjassa '
                "mihinkään"
            )
            del element.attrib["href"]
        elif "osoite" not in classes(element):
            add_class(element, "osoite" if _shows_address(element) else "")
            add_class(element, "" if target.startswith("#") else "ulos")


def _name_kind(block: Element) -> None:
    """What kind of box it is, in words, unless its title says so."""
    for name, kind in NAMED_KINDS.items():
        title = block.find("p")
        if f"lohko-{name}" in classes(block) and "".join(title.itertext()) != kind:
            block.insert(0, node("p", {"class": "lohko-laji"}, kind))


def make_picture(svg: Element, title: str, warnings: list[str]) -> None:
    """A drawing becomes a picture with its <title> and <desc> as the alternative text.

    As a picture it is one element to the stylesheet; in the tree, each of its lines would be
    matched with every rule.
    """
    text = drawing_text(svg, title, warnings)
    if not text:
        return
    source = f"data:image/svg+xml;base64,{b64encode(tostring(alone(svg))).decode()}"
    tail = svg.tail
    svg.clear()
    svg.tag, svg.tail = "img", tail
    svg.attrib.update({"class": "piirros", "src": source, "alt": text})


def drawing_text(svg: Element, title: str, warnings: list[str]) -> str:
    """What a drawing says of itself in words; a warning when it does not."""
    texts = [
        " ".join(" ".join(piece.itertext()).split())
        for name in ("title", "desc")
        for piece in svg.findall(name)
    ]
    if not any(texts):
        warnings.append(f'luvussa "{title}" kaaviolta puuttuu kuvaus (<title> ja <desc>)')
    return " ".join(texts).strip()


def alone(svg: Element) -> Element:
    """A drawing of the page as a document of its own."""
    attributes = {name: value for name, value in svg.attrib.items() if not name.endswith("xmlns")}
    drawing = Element("svg", {**attributes, "xmlns": "http://www.w3.org/2000/svg"})
    drawing.extend(svg)
    return drawing


def _shows_address(link: Element) -> bool:
    text = "".join(link.itertext()).strip()
    return text.startswith(ADDRESS_SIGNS) or "://" in text or text == link.get("href")


def _hyphenate(
    element: Element, hyphenate: Hyphenate, language: str = FINNISH, narrow: bool = False
) -> None:
    """Soft hyphens into the Finnish text of an element and what is in it."""
    language = element.get("lang", language)
    narrow = narrow or element.tag == "table" or NOTE in classes(element)
    if element.tag in AS_WRITTEN or "osoite" in classes(element):
        return
    finnish = language.split("-")[0] == "fi"
    if element.text and finnish:
        element.text = hyphenate(element.text, narrow)
    for index, child in enumerate(element):
        if element.tag != "tr" or index:  # the names of rows are read as names
            _hyphenate(child, hyphenate, language, narrow)
        if child.tail and finnish:
            child.tail = hyphenate(child.tail, narrow)


def language(chapter: Chapter) -> dict[str, str]:
    return {} if chapter.language == FINNISH else {"lang": chapter.language}
