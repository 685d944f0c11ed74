"""A chapter as both Word and EPUB have it: the book's own elements, without what only paper has."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ..book import Book, Chapter, Imprint, Part
from ..press.elements import classes, node
from ..press.setting import covers
from ..press.setting.asides import HEADINGS
from ..press.setting.chapters import language

# Boxes that one takes out and uses: their titles are headings, and nothing is drawn around them.
TO_USE = ("lohko-malli", "lohko-tarkistuslista")
DEEPEST = 6
PAGE = "sivunumero"  # the class of what is the number of a page on paper
_KEEPS_ID = {"a", "div", "section", "span", *HEADINGS}
_WRAPPED = {"blockquote", "dl", "figure", "img", "ol", "pre", "svg", "table", "ul"}


@dataclass(frozen=True)
class Headed:
    """A chapter and the level of its heading."""

    chapter: Chapter
    level: int
    part: Part | None = None  # that it opens


def headed(book: Book) -> Iterator[Headed]:
    """The chapters in their order; those of a part stand under its heading."""
    for part in book.parts:
        for number, chapter in enumerate(part.chapters):
            opens = part if part.title and not number else None
            yield Headed(chapter, 2 if part.title else 1, opens)


def named_places(book: Book) -> dict[str, str]:
    """Each anchor of the book → the chapter it is in, as one refers to it: "luku 3"."""
    return {
        anchor: chapter.label.lower() or f"”{chapter.title}”"
        for part in book.parts
        for chapter in part.chapters
        for anchor in (chapter.id, *(child.get("id") for child in chapter.body.iter()))
        if anchor
    }


def title(chapter: Chapter) -> str:
    return f"{chapter.label}: {chapter.title}" if chapter.label else chapter.title


def entry(chapter: Chapter) -> Element:
    """A chapter in a list of those there are."""
    return node("a", {"href": f"#{chapter.id}"}, title(chapter))


def imprint_entries(imprint: Imprint) -> Iterator[tuple[Element, bool]]:
    """What the book says of itself, a paragraph each, and whether that is a warning."""
    for paragraph in covers.imprint_page(imprint).iter("p"):
        if paragraph.get("class") == "tieto":
            name = paragraph.find("span[@class='tieto-nimi']")
            name.tag, name.text = "strong", f"{name.text}:"
            yield paragraph, False
        elif paragraph.get("class") == "tiedot-huomautus":
            yield paragraph, True


def section(headed: Headed, heading: str, places: Mapping[str, str]) -> Element:
    """The chapter under its heading. `places` tells how each anchor is referred to."""
    chapter = headed.chapter
    body = deepcopy(chapter.body)
    for element in body.iter():
        element.tag = element.tag.rpartition("}")[2]  # SVG may come in its namespace
        if element.tag in ("details", "summary"):
            element.tag = {"details": "div", "summary": "p"}[element.tag]
            element.attrib.pop("open", None)
    _refer(body, places)
    _open_boxes(body, headed.level)
    _keep_anchors(body)
    for element in body.iter():
        for name in [name for name in element.attrib if name.startswith("data-")]:
            del element.attrib[name]
    head = node(f"h{headed.level}", {"id": chapter.id}, heading)
    return node("section", language(chapter), head, *body)


def put_instead(parent: Element, child: Element, *instead: Element) -> None:
    """In the place of a child; what follows it follows the last of them."""
    at, tail = list(parent).index(child), child.tail
    parent.remove(child)
    for offset, element in enumerate(instead):
        parent.insert(at + offset, element)
    if instead:
        instead[-1].tail = tail
    else:
        _set_before(parent, at, _before(parent, at) + (tail or ""))


def holders(root: Element) -> Iterator[tuple[Element, Element]]:
    """What holds an element and the element, what is inside before what is around it."""
    for child in list(root):
        yield from holders(child)
        yield root, child


def _refer(body: Element, places: Mapping[str, str]) -> None:
    """What names a page on paper names the chapter here, once where several stand in a row."""
    for parent, child in holders(body):
        if "sivuviite" in classes(child):
            put_instead(parent, child)
    for parent in list(body.iter()):
        seen: set[str] = set()
        for link in [one for one in parent if one.find(f"span[@class='{PAGE}']") is not None]:
            place = places.get(link.get("href", "").removeprefix("#"), "")
            at = list(parent).index(link)
            before = _before(parent, at)
            if place in seen:
                put_instead(parent, link)
                _set_before(parent, at, _before(parent, at).removeprefix(before))
            else:
                seen.add(place)
                link.text, link[:] = place, []
                link.set("class", PAGE)
    for parent, child in holders(body):  # "s. " of what follows
        if child.find(f"a[@class='{PAGE}']") is not None:
            at = list(parent).index(child)
            before = _before(parent, at)
            if before.rstrip().endswith("s."):
                _set_before(parent, at, before.rstrip().removesuffix("s."))


def _before(parent: Element, at: int) -> str:
    """The text before the child of that number."""
    return (parent[at - 1].tail if at else parent.text) or ""


def _set_before(parent: Element, at: int, text: str) -> None:
    if at:
        parent[at - 1].tail = text
    else:
        parent.text = text


def _open_boxes(body: Element, level: int) -> None:
    """Headings stand under that of the chapter, and so does the title of a box to use."""
    current, levels = level, []
    for element in body.iter():
        if element.tag in HEADINGS:
            current = min(int(element.tag[1]) + level - 1, DEEPEST)
            levels.append((element, current))
        elif element.tag == "aside":
            element.tag = "div"
            name = element.find("p[@class='lohko-otsikko']")
            if name is not None and classes(element) & {*TO_USE}:
                del name.attrib["class"]  # of the box, and pandoc gives it all under the heading
                levels.append((name, min(current + 1, DEEPEST)))
    for element, own in levels:
        element.tag = f"h{own}"


def _keep_anchors(body: Element) -> None:
    """Pandoc keeps the ids of few elements: those of others become ones around or in them."""
    drawn = {inside for drawing in body.iter("svg") for inside in drawing.iter()}
    for parent, child in holders(body):
        id = child.get("id")
        if not id or child.tag in _KEEPS_ID or child in drawn:
            continue
        del child.attrib["id"]
        if child.tag in _WRAPPED:
            wrapped = node("div" if parent.tag != "p" else "span", {"id": id})
            put_instead(parent, child, wrapped)
            child.tail = None
            wrapped.append(child)
        else:
            place = node("span", {"id": id})
            place.tail, child.text = child.text, None
            child.insert(0, place)
