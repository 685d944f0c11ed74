"""A chapter as pandoc is to make it EPUB: drawings as SVG, classes for the stylesheet."""

from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from ..press.elements import classes, node
from ..press.setting.chapters import alone, drawing_text
from ..slides import dots
from ..text import published
from .manuscript import holders, put_instead
from .pandoc import raw

XHTML = "html"


class EpubText:
    """The chapters of the EPUB, and the pictures that they name."""

    def __init__(self, base: Path, ink: str, warnings: list[str]):
        self.pictures: dict[str, bytes] = {}
        self._base, self._ink, self._warnings = base, ink, warnings

    def set(self, section: Element, title: str) -> Element:
        for parent, child in holders(section):
            self._set(parent, child, title)
        return section

    def _set(self, parent: Element, child: Element, title: str) -> None:
        named = classes(child)
        if child.tag == "svg":
            if not drawing_text(child, title, self._warnings):
                return
            put_instead(
                parent, child, raw(_drawing(child, self._ink), XHTML, block=parent.tag != "p")
            )
        elif child.tag == "img":
            self._picture(child)
        elif child.tag == "p" and (field := child.find("span[@class='kentta']")) is not None:
            name = field.find("*[@class='kentan-nimi']")
            label = node("div", {"class": "kentan-nimi"}, node("p", {}, name.text or "", *name))
            room = node("div", {"class": "kentta"}, node("p", {}, "\u00a0"))
            put_instead(parent, child, label, room)
        elif "kentta-rivissa" in named:
            name = child.find("*[@class='kentan-nimi']")
            put_instead(parent, child, node("span", {}, "[", *_content(name), "]"))
        elif child.tag == "figure":
            _gather_caption(child)
        elif child.tag in ("p", "ul") and named:
            put_instead(parent, child, node("div", {"class": " ".join(sorted(named))}, child))

    def _picture(self, img: Element) -> None:
        file = self._base / img.get("src", "")
        if dots.is_drawn(file):
            content, ending = published.content(file), "svg"
        else:
            content, ending = dots.file(file, ())
        name = f"kuva-{len(self.pictures) + 1}.{ending}"
        self.pictures[name] = content
        img.set("src", name)


def _gather_caption(figure: Element) -> None:
    """All that is said of a picture stands together."""
    caption = figure.find("figcaption")
    if caption is None:
        return
    paragraph = node("p", {}, caption.text or "", *caption)
    caption.text, caption[:] = None, [paragraph]
    for child in [one for one in figure if one is not caption and one.find(".//p") is not None]:
        figure.remove(child)
        caption.append(child)


def _content(name: Element | None) -> list[Element | str]:
    return [] if name is None else [name.text or "", *name]


def _drawing(svg: Element, ink: str) -> str:
    """On a light ground of its own, whatever that of the page is, and named by its own texts."""
    named = [child for child in svg if child.tag in ("title", "desc")]
    svg.attrib.update({"role": "img", "fill": svg.get("fill", ink).replace("currentColor", ink)})
    for number, child in enumerate(child for child in named if child.get("id")):
        ids = "" if not number else f"{svg.get('aria-labelledby')} "
        svg.set("aria-labelledby", f"{ids}{child.get('id')}")
    svg.insert(len(named), node("rect", {"width": "100%", "height": "100%", "fill": "#ffffff"}))
    for element in svg.iter():
        for name in ("fill", "stroke"):
            if element.get(name) == "currentColor":
                element.set(name, ink)
    return tostring(alone(svg), "unicode")
