"""A chapter as pandoc is to make it Word: with styles, controls, and pictures of dots."""

import io
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from xml.etree.ElementTree import Element

from PIL import Image

from ..identity import Identity
from ..press.elements import classes, node
from ..press.setting.chapters import make_picture
from ..press.setting.forms import FIELDS, make_fillable
from ..slides import dots
from .controls import EMPTY, TO_WRITE, Controls
from .manuscript import TO_USE, holders, put_instead
from .pandoc import raw

OPENXML = "openxml"
# What an element of the book is in Word: a class of it → the style of its paragraphs.
STYLES = {
    "lohko-otsikko": "Laatikon otsikko",
    "lohko-laji": "Laatikon laji",
    "kuvio-teksti": "Kuvan teksti",
    "kuvio-tiedot": "Kuvan lähde",
    "valilehti": "Laatikon otsikko",
    "ingressi": "Ingressi",
    "luvun-osa": "Luvun osa",
    "tieto": "Tieto",
    "kentan-nimi": "Kentän nimi",
    "kentta": "Kenttä",
}
BOX, IN_BOX = "Laatikko", "Laatikon luettelo"
CAPTION, FIGURE, CHECK = "Caption", "Kuva", "Rasti"
LOOKED_UP = {"hakemisto", "lahteet", "luku-luettelo"}  # lists without signs
NARROWEST = 8  # characters that a column has room for, whatever stands in it
FIELD_WIDTH = 22  # characters that an empty cell counts for
WIDTH, DOTS = 130, 96 / 25.4  # millimetres at most, and dots on one


class WordText:
    """The chapters of one document."""

    def __init__(self, base: Path, identity: Identity, warnings: list[str]):
        self._controls = Controls()
        self.pictures: dict[str, bytes] = {}  # by the names that their elements give
        self._base, self._warnings = base, warnings
        self._fonts = sorted(face.file for face in identity.paper_faces)

    def set(self, section: Element, title: str) -> Element:
        """The section of a chapter of that title, as Word has it."""
        section.insert(0, node("h1", {"id": "arkki"}, title))  # which names what has no name
        make_fillable(section)
        section.remove(section[0])
        for parent, child in holders(section):
            self._set(parent, child, title)
        return section

    def _set(self, parent: Element, child: Element, title: str) -> None:
        named = classes(child)
        if child.tag == "svg":
            self._drawing(child, title)
        elif child.tag == "img":
            self._picture(child)
        elif child.tag == "figure":
            put_instead(parent, child, *_laid_figure(child))
        elif child.tag == "table":
            _size(child)
        elif child.tag == "p" and (fields := child.findall("span[@class='kentta']")):
            put_instead(parent, child, *chain.from_iterable(map(self._room, fields)))
        elif "kentta-rivissa" in named and (field := _field(child)) is not None:
            control = self._controls.field(field.get("title"), f"[{field.get('title')}]")
            put_instead(parent, child, raw(control, OPENXML))
        elif child.tag in FIELDS:
            if child.get("type") == "checkbox":
                put_instead(parent, child, self._checkbox(child))
            elif "taytettava" in classes(parent):
                control = self._controls.field(child.get("title"), EMPTY)
                put_instead(parent, child, raw(control, OPENXML))
        elif child.tag == "ul" and named & LOOKED_UP:
            put_instead(parent, child, *(styled("Luettelo", item) for item in _lines(child)))
        elif child.tag == "ul" and "rasti" in {name for one in child for name in classes(one)}:
            put_instead(parent, child, *(styled(CHECK, item) for item in _lines(child)))
        elif child.tag in ("p", "figcaption") and (style := _style(named)):
            put_instead(parent, child, styled(style, child))
        elif "lohko" in named and not named & {*TO_USE}:
            child.set("data-custom-style", BOX)
            for item in child.iter("li"):
                _set_in_box(item)
        elif child.get("lang") == "zxx":  # an address, of which Word knows no language
            del child.attrib["lang"]

    def _room(self, field: Element) -> Iterable[Element]:
        """The name of a field and under it the room to write in."""
        name, gap = field.find("*[@class='kentan-nimi']"), _field(field)
        rows = max(1, round(float((gap.get("style") or "8mm")[8:-2]) / 8)) if gap is not None else 1
        control = self._controls.field(gap.get("title"), TO_WRITE, multiple=rows > 1)
        control += f"<w:r>{'<w:br/>' * (rows - 1)}</w:r>" if rows > 1 else ""
        yield styled("Kentän nimi", node("p", {}, name.text or "", *name))
        yield styled("Kenttä", node("p", {}, raw(control, OPENXML)))

    def _checkbox(self, box: Element) -> Element:
        control = self._controls.box(box.get("title"), box.get("checked") is not None)
        return raw(f"{control}<w:r><w:tab/></w:r>", OPENXML)

    def _drawing(self, svg: Element, title: str) -> None:
        content = dots.png(svg, self._fonts)
        make_picture(svg, title, self._warnings)
        self._show(svg, content, "png")

    def _picture(self, img: Element) -> None:
        self._show(img, *dots.file(self._base / img.get("src", ""), self._fonts))
        img.attrib.pop("height", None)

    def _show(self, img: Element, content: bytes, ending: str) -> None:
        name = f"kuva-{len(self.pictures) + 1}.{ending}"
        self.pictures[name] = content
        img.set("src", name)
        with Image.open(io.BytesIO(content)) as picture:
            own = picture.width / DOTS
        img.set("width", f"{min(WIDTH, own):.1f}mm")


def styled(style: str, *content: Element) -> Element:
    """Paragraphs in that style."""
    return node("div", {"data-custom-style": style}, *content)


def _set_in_box(item: Element) -> None:
    """Its paragraphs in a style: of what is in no paragraph pandoc chooses that itself."""
    content = list(item)
    if item.find("p") is None:
        content = [node("p", {}, item.text, *content)]
    item.text, item[:] = None, [styled(IN_BOX, *content)]


def _style(named: set[str]) -> str:
    return next((style for name, style in STYLES.items() if name in named), "")


def _field(holder: Element) -> Element | None:
    return next((one for one in holder.iter() if one.tag in FIELDS), None)


def _lines(items: Element) -> Iterator[Element]:
    for item in items:
        item.tag, item.tail = ("div" if item.find("p") is not None else "p"), None
        yield item


def _laid_figure(figure: Element) -> Iterator[Element]:
    """The headline over its picture, and what stands under it."""
    for child in list(figure):
        child.tail = None
        if child.tag == "figcaption":
            child.tag = "p"
            yield styled(CAPTION, child)
        elif child.find(".//img") is not None:
            yield styled(FIGURE, node("p", {}, child.find(".//img")))
        else:
            yield child


def _size(table: Element) -> None:
    """Gives each column its part of the width, by the words in it and the room to write in."""
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    if len({len(row) for row in rows}) != 1 or table.find("colgroup") is not None:
        return
    lengths = [max(map(_length, column)) for column in zip(*rows, strict=True)]
    parts = [max(NARROWEST, length) ** 0.7 for length in lengths]
    group = node(
        "colgroup",
        {},
        *(node("col", {"style": f"width: {100 * one / sum(parts):.2f}%"}) for one in parts),
    )
    table.insert(0, group)


def _length(cell: Element) -> int:
    text = " ".join("".join(cell.itertext()).split())
    if any(one.get("data-muoto") for one in cell.iter()):
        return FIELD_WIDTH
    return len(text)
