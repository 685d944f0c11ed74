"""The book as one HTML tree: cover, imprint, contents, parts and chapters."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, tostring

from ..book import Book, Chapter, Imprint, Part
from ..finnish.numerals import date
from ..pages.links import OUTSIDE
from ..pages.page import FINNISH
from .forms import make_fillable

Hyphenate = Callable[[str], str]

SAMPLE = "Esimerkkiaineisto – sen luvut eivät ole tutkimustuloksia"
DRAFT = "Luonnos – merkityt kohdat odottavat lukuja tai korjausta"
DRAFT_SHORT = "Luonnos"
AS_WRITTEN = frozenset(
    {"code", "pre", "kbd", "samp", "svg", "math", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
)
ADDRESS_SIGNS = ("://", "www.", "mailto:")


def document(book: Book, hyphenate: Hyphenate | None = None) -> tuple[Element, list[str]]:
    """The whole book as an HTML element, and warnings in Finnish about what cannot be printed.

    `hyphenate` puts soft hyphens into running Finnish text; the book itself is not touched.
    """
    warnings: list[str] = []
    imprint = book.imprint
    parts = [_part(part, imprint.title, hyphenate, warnings) for part in book.parts]
    body = _node(
        "body",
        {"data-huomautus": _footer(imprint)},
        _cover(imprint),
        _half_title(imprint),
        _imprint_page(imprint),
        _contents(book),
        *parts,
        _back_cover(imprint),
    )
    return _node("html", {"lang": "fi"}, _head(imprint), body), warnings


def workbook(book: Book, hyphenate: Hyphenate | None = None) -> tuple[Element, list[str]]:
    """The sheets as a form to be filled in on the screen, after a page that names and
    lists them.
    """
    warnings: list[str] = []
    imprint = book.imprint
    sheets = [
        _chapter(chapter, "Työkirja", hyphenate, warnings)
        for part in book.parts
        for chapter in part.chapters
    ]
    for sheet in sheets:
        make_fillable(sheet)
    title = f"{imprint.title}: työkirja"
    chapters = [_chapter_entry(chapter, "luku") for part in book.parts for chapter in part.chapters]
    opening = _node(
        "section",
        {"class": "tyokirja"},
        _node("div", {"class": "luvun-merkki"}),
        _node("h1", {"id": "tyokirja", "data-osa": "Työkirja"}, "Työkirja"),
        _node("p", {"class": "tiedot-huomautus"}, DRAFT) if imprint.draft else None,
        _node("p", {}, f"{imprint.title}, laitos {imprint.edition}, {date(imprint.date)}"),
        _node(
            "p",
            {},
            "Täytä kentät näytöllä tai tulosta arkit. Mitä kirjoitat, jää tähän tiedostoon: "
            "tallenna se "
            "omalla nimelläsi.",
        ),
        _node("ul", {}, *chapters),
        _node("p", {"class": "tyokirja-lisenssi"}, imprint.licence),
        _node("p", {"class": "tyokirja-lisenssi"}, imprint.address) if imprint.address else None,
    )
    head = _head(replace(imprint, title=title))
    body = _node("body", {"data-huomautus": _footer(imprint)}, opening, *sheets)
    return _node("html", {"lang": "fi"}, head, body), warnings


def texts(element: Element, code: bool = False) -> Iterator[tuple[str, bool]]:
    """The pieces of text in an element in reading order, each with whether it is set as code."""
    code = code or element.tag in ("code", "pre", "kbd", "samp")
    if element.text:
        yield element.text, code
    for child in element:
        yield from texts(child, code)
        if child.tail:
            yield child.tail, code


def _node(
    tag: str, attributes: dict[str, str] | None = None, *content: Element | str | None
) -> Element:
    """An element with its content; empty content is left out."""
    element = Element(tag, {name: value for name, value in (attributes or {}).items() if value})
    for item in (item for item in content if item is not None):
        if isinstance(item, Element):
            element.append(item)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + item
        else:
            element.text = (element.text or "") + item
    return element


def _head(imprint: Imprint) -> Element:
    day = imprint.date.isoformat()
    named = {
        "author": imprint.publisher,
        "description": imprint.subtitle,
        "dcterms.created": day,
        "dcterms.modified": day,
    }
    metadata = [
        _node("meta", {"name": name, "content": content})
        for name, content in named.items()
        if content
    ]
    return _node(
        "head",
        {},
        _node("meta", {"charset": "utf-8"}),
        _node("title", {}, imprint.title),
        *metadata,
    )


def _motif() -> Element:
    """The guide's finding drawn: a circle, the expert, outgrows a square, the organisation."""
    return _node(
        "div",
        {"class": "merkki"},
        _node("div", {"class": "nelio"}),
        _node("div", {"class": "ympyra"}),
    )


def _cover(imprint: Imprint) -> Element:
    return _node(
        "section",
        {"class": "kansi"},
        _motif(),
        _node("h1", {}, imprint.title),
        _node("p", {"class": "kansi-alaotsikko"}, imprint.subtitle) if imprint.subtitle else None,
        _notices(imprint),
        _node("p", {"class": "kansi-laitos"}, f"Laitos {imprint.edition}"),
        _node("p", {"class": "kansi-julkaisija"}, imprint.publisher),
    )


def _footer(imprint: Imprint) -> str:
    """What each page says of the book under its text."""
    return " · ".join(
        [*([DRAFT_SHORT] if imprint.draft else []), *([SAMPLE] if imprint.sample else [])]
    )


def _notices(imprint: Imprint) -> Element | None:
    """What the cover says of the book."""
    notices = [*([DRAFT] if imprint.draft else []), *([SAMPLE] if imprint.sample else [])]
    lines = [_node("span", {}, line) for line in notices]
    return _node("p", {"class": "kansi-huomautus"}, *lines) if lines else None


def _half_title(imprint: Imprint) -> Element:
    """The inside of the cover, and the title alone on the first right-hand page."""
    title = _node("section", {"class": "nimio"}, _node("p", {}, imprint.title))
    return _node("div", {}, _node("section", {"class": "sisakansi"}), title)


def _back_cover(imprint: Imprint) -> Element:
    return _node(
        "section",
        {"class": "takakansi"},
        _motif(),
        _node("p", {"class": "takakansi-teksti"}, imprint.summary) if imprint.summary else None,
        _node("p", {"class": "takakansi-laitos"}, f"{imprint.title}, laitos {imprint.edition}"),
        _node("p", {}, imprint.licence),
        _node("p", {}, imprint.address) if imprint.address else None,
    )


def _imprint_page(imprint: Imprint) -> Element:
    """What the book is made of. A made-up data set is told as the first thing."""
    entries = {
        "Laitos": f"{imprint.edition}, {date(imprint.date)}",
        "Julkaisija": imprint.publisher,
        "Aineisto": " ".join(imprint.data),
        "Lisenssi": imprint.licence,
        "Kirjasimet": imprint.fonts,
        "Sisällön tunniste": imprint.content_hash,
    }
    sample = (
        "Osa luvuista on laskettu esimerkkiaineistosta, joka on tehty ohjelmalla. Ne näyttävät, "
        "miltä opas näyttää oikean aineiston kanssa, mutta ne eivät kerro mitään todellisista "
        "ihmisistä. Jokainen niistä kertoo tämän itse. Muut luvut ovat lähteistä, jotka on "
        "mainittu niiden kohdalla."
    )
    draft = (
        "Tämä kirja ei ole valmis. Aineisto ei vielä kanna merkittyjä virkkeitä, tai niiden lukua "
        "ei ole. Älä lainaa lukuja äläkä jaa kirjaa lukijoille."
    )
    address = _node("a", {"href": imprint.address, "class": "osoite ulos"}, imprint.address)
    return _node(
        "section",
        {"class": "tiedot"},
        _node("p", {"class": "tiedot-nimi"}, imprint.title),
        _node("p", {"class": "tiedot-alaotsikko"}, imprint.subtitle) if imprint.subtitle else None,
        _node("p", {"class": "tiedot-huomautus"}, _node("strong", {}, DRAFT + ". "), draft)
        if imprint.draft
        else None,
        _node("p", {"class": "tiedot-huomautus"}, _node("strong", {}, SAMPLE + ". "), sample)
        if imprint.sample
        else None,
        *(_imprint_entry(label, text) for label, text in entries.items() if text),
        _imprint_entry("Verkossa", address) if imprint.address else None,
    )


def _imprint_entry(label: str, content: Element | str) -> Element:
    return _node(
        "p", {"class": "tieto"}, _node("span", {"class": "tieto-nimi"}, label), " ", content
    )


def _contents(book: Book) -> Element:
    """Parts and chapters, each a link with its page number; the bookmarks of the file go on to the
    headings.
    """
    entries = []
    for part in book.parts:
        chapters = [_chapter_entry(chapter, "paaluku") for chapter in part.chapters]
        entries += [_entry(part.id, part.title, "osa", chapters)] if part.title else chapters
    title = _node("h1", {"id": "kirjan-sisallys", "data-osa": book.imprint.title}, "Sisällys")
    return _node("section", {"class": "sisallys"}, title, _node("ul", {}, *entries))


def _entry(id: str, title: str, kind: str, below: list[Element] | None = None) -> Element:
    page_number = _node("span", {"class": "sivunumero", "data-kohde": f"#{id}"})
    line = _node("p", {}, _node("a", {"href": f"#{id}"}, title, page_number))
    return _node(
        "li", {"class": f"sisallys-{kind}"}, line, _node("ul", {}, *below) if below else None
    )


def _chapter_entry(chapter: Chapter, kind: str) -> Element:
    entry = _entry(chapter.id, chapter.title, kind)
    entry.attrib.update(_language(chapter))
    return entry


def _language(chapter: Chapter) -> dict[str, str]:
    return {} if chapter.language == FINNISH else {"lang": chapter.language}


def _part(part: Part, book_title: str, hyphenate: Hyphenate | None, warnings: list[str]) -> Element:
    head = part.title or book_title
    return _node(
        "section",
        {"class": "osa" if part.title else "osa nimeton"},
        _part_opening(part) if part.title else None,
        *(_chapter(chapter, head, hyphenate, warnings) for chapter in part.chapters),
    )


def _part_opening(part: Part) -> Element:
    chapters = [_chapter_entry(chapter, "luku") for chapter in part.chapters]
    title = _node("h1", {"id": part.id}, part.title)
    return _node("div", {"class": "osa-avaus"}, _motif(), title, _node("ul", {}, *chapters))


def _chapter(
    chapter: Chapter, running_head: str, hyphenate: Hyphenate | None, warnings: list[str]
) -> Element:
    body = deepcopy(chapter.body)
    for element in body.iter():
        element.tag = element.tag.rpartition("}")[2]  # SVG may come in its namespace
    for element in list(body.iter()):
        _make_printable(element, chapter, warnings)
    if hyphenate:
        _hyphenate(body, hyphenate)
    body.set("class", "leipateksti")
    title = _node("h1", {"id": chapter.id, "data-osa": running_head}, chapter.title)
    kind = ("paaluku", "paaluku arkki", "paaluku arkki aukeama")[chapter.sheet]
    mark = _node("div", {"class": "luvun-merkki"})
    return _node("section", {"class": kind, **_language(chapter)}, mark, title, body)


def _make_printable(element: Element, chapter: Chapter, warnings: list[str]) -> None:
    """What paper has no use for becomes what it has; what would lead nowhere is told."""
    if element.tag in ("details", "summary"):
        _add_class(element, f"avattu-{element.tag}")
        element.attrib.pop("open", None)
        element.tag = {"details": "div", "summary": "p"}[element.tag]
    elif element.tag == "dl":
        element.text = None
        for child in element:
            child.tail = (
                None  # white space between entries set in line would be text that no entry holds
            )
    elif element.tag == "svg":
        _make_picture(element, chapter, warnings)
    elif element.tag == "a" and (target := element.get("href")) is not None:
        if not target.startswith("#") and urlsplit(target).scheme not in OUTSIDE:
            warnings.append(
                f'luvussa "{chapter.title}" linkki "{target}" ei johda painetussa kirjassa '
                "mihinkään"
            )
            del element.attrib["href"]
        else:
            _add_class(element, "osoite" if _shows_address(element) else "")
            _add_class(element, "" if target.startswith("#") else "ulos")


def _make_picture(svg: Element, chapter: Chapter, warnings: list[str]) -> None:
    """A drawing becomes a picture with its <title> and <desc> as the alternative text.

    As a picture it is one element to the stylesheet; in the tree, each of its lines would be
    matched with every rule.
    """
    texts = [
        " ".join(" ".join(piece.itertext()).split())
        for name in ("title", "desc")
        for piece in svg.findall(name)
    ]
    if not any(texts):
        warnings.append(f'luvussa "{chapter.title}" kaaviolta puuttuu kuvaus (<title> ja <desc>)')
        return
    attributes = {name: value for name, value in svg.attrib.items() if not name.endswith("}xmlns")}
    drawing = Element("svg", {**attributes, "xmlns": "http://www.w3.org/2000/svg"})
    drawing.extend(svg)
    source = f"data:image/svg+xml;base64,{b64encode(tostring(drawing)).decode()}"
    tail = svg.tail
    svg.clear()
    svg.tag, svg.tail = "img", tail
    svg.attrib.update({"class": "piirros", "src": source, "alt": " ".join(texts)})


def _add_class(element: Element, name: str) -> None:
    if name:
        element.set("class", f"{element.get('class', '')} {name}".strip())


def _shows_address(link: Element) -> bool:
    text = "".join(link.itertext()).strip()
    return text.startswith(ADDRESS_SIGNS) or "://" in text or text == link.get("href")


def _hyphenate(element: Element, hyphenate: Hyphenate, language: str = "fi") -> None:
    """Soft hyphens into the Finnish text of an element and what is in it."""
    language = element.get("lang", language)
    if element.tag in AS_WRITTEN or "osoite" in element.get("class", "").split():
        return
    finnish = language.split("-")[0] == "fi"
    if element.text and finnish:
        element.text = hyphenate(element.text)
    for index, child in enumerate(element):
        if element.tag != "tr" or index:  # the names of rows are read as names
            _hyphenate(child, hyphenate, language)
        if child.tail and finnish:
            child.tail = hyphenate(child.tail)
