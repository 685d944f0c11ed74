"""A chapter as pandoc is to make it EPUB: drawings as SVG, and classes that the stylesheet knows."""

from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from ..press.chapters import alone, drawing_text
from ..press.elements import classes, node
from ..slides import dots
from ..text import published
from .manuscript import holders, put_instead
from .pandoc import raw

XHTML = "html"


class EpubText:
    """The chapters of the EPUB, and the pictures that they name."""

    def __init__(self, base: Path, warnings: list[str]):
        self.pictures: dict[str, bytes] = {}
        self._base, self._warnings = base, warnings

    def set(self, section: Element, title: str) -> Element:
        for parent, child in holders(section):
            self._set(parent, child, title)
        return section

    def _set(self, parent: Element, child: Element, title: str) -> None:
        named = classes(child)
        if child.tag == "svg":
            if not drawing_text(child, title, self._warnings):
                return
            put_instead(parent, child, raw(_drawing(child), XHTML, block=parent.tag != "p"))
        elif child.tag == "img":
            self._picture(child)
        elif child.tag == "p" and (field := child.find("span[@class='kentta']")) is not None:
            name = field.find("*[@class='kentan-nimi']")
            told = node("div", {"class": "kentan-nimi"}, node("p", {}, name.text or "", *name))
            room = node("div", {"class": "kentta"}, node("p", {}, "\u00a0"))
            put_instead(parent, child, told, room)
        elif "kentta-rivissa" in named:
            name = child.find("*[@class='kentan-nimi']")
            put_instead(parent, child, node("span", {}, "[", *_content(name), "]"))
        elif child.tag in ("p", "ul") and named and "class" not in parent.attrib:
            put_instead(parent, child, node("div", {"class": " ".join(sorted(named))}, child))
        elif child.tag == "p" and named:
            put_instead(parent, child, node("div", {"class": " ".join(sorted(named))}, child))

    def _picture(self, img: Element) -> None:
        content = dots.readable(published.content(self._base / img.get("src", "")))
        ending = {b"\x89P": "png", b"\xff\xd8": "jpg"}.get(content[:2], "gif")
        name = f"kuva-{len(self.pictures) + 1}.{ending}"
        self.pictures[name] = content
        img.set("src", name)


def _content(name: Element | None) -> list[Element | str]:
    return [] if name is None else [name.text or "", *name]


def _drawing(svg: Element) -> str:
    """Named by what it holds: its own ids are those of a page, and here is the whole book."""
    own = {"role": "img"}
    named = [child for child in svg if child.tag in ("title", "desc") and child.get("id")]
    if named:
        own["aria-labelledby"] = " ".join(child.get("id") for child in named)
    svg.attrib.update(own)
    return tostring(alone(svg), "unicode")
