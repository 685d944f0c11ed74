"""The book as one HTML tree: cover, imprint, contents, parts and chapters."""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from ..book import Book, Chapter, Imprint, Part
from ..finnish.numerals import date
from .asides import HEADINGS, words_of
from .chapters import Hyphenate, Setting, language, set_chapter
from .elements import node
from .forms import make_fillable

SAMPLE = "Esimerkkiaineisto – sen luvut eivät ole tutkimustuloksia"
DRAFT = "Luonnos – merkityt kohdat odottavat lukuja tai korjausta"
DRAFT_SHORT = "Luonnos"


def document(book: Book, hyphenate: Hyphenate | None = None) -> tuple[Element, list[str]]:
    """The whole book as an HTML element, and warnings in Finnish about what cannot be printed.

    `hyphenate` puts soft hyphens into running Finnish text; the book itself is not touched.
    """
    imprint = book.imprint
    setting = Setting(_titles(book), hyphenate)
    parts = [_part(part, imprint.title, setting) for part in book.parts]
    body = node(
        "body",
        {"data-huomautus": _footer(imprint)},
        _cover(imprint),
        _half_title(imprint),
        _imprint_page(imprint),
        _contents(book),
        *parts,
        _back_cover(imprint),
    )
    return node("html", {"lang": "fi"}, _head(imprint), body), setting.warnings


def workbook(book: Book, hyphenate: Hyphenate | None = None) -> tuple[Element, list[str]]:
    """The sheets as a form to be filled in on the screen, after a page that names and
    lists them.
    """
    imprint, setting = book.imprint, Setting(hyphenate=hyphenate)
    sheets = [
        set_chapter(chapter, "Työkirja", setting)
        for part in book.parts
        for chapter in part.chapters
    ]
    for sheet in sheets:
        make_fillable(sheet)
    title = f"{imprint.title}: työkirja"
    chapters = [_chapter_entry(chapter, "luku") for part in book.parts for chapter in part.chapters]
    opening = node(
        "section",
        {"class": "tyokirja"},
        node("div", {"class": "luvun-merkki"}),
        node("h1", {"id": "tyokirja", "data-osa": "Työkirja"}, "Työkirja"),
        node("p", {"class": "tiedot-huomautus"}, DRAFT) if imprint.draft else None,
        node("p", {}, f"{imprint.title}, laitos {imprint.edition}, {date(imprint.date)}"),
        node(
            "p",
            {},
            "Täytä kentät näytöllä tai tulosta arkit. Mitä kirjoitat, jää tähän tiedostoon: "
            "tallenna se "
            "omalla nimelläsi.",
        ),
        node("ul", {}, *chapters),
        node("p", {"class": "tyokirja-lisenssi"}, imprint.licence),
        node("p", {"class": "tyokirja-lisenssi"}, imprint.address) if imprint.address else None,
    )
    head = _head(replace(imprint, title=title))
    body = node("body", {"data-huomautus": _footer(imprint)}, opening, *sheets)
    return node("html", {"lang": "fi"}, head, body), setting.warnings


def texts(element: Element, code: bool = False) -> Iterator[tuple[str, bool]]:
    """The pieces of text in an element in reading order, each with whether it is set as code."""
    code = code or element.tag in ("code", "pre", "kbd", "samp")
    if element.text:
        yield element.text, code
    for child in element:
        yield from texts(child, code)
        if child.tail:
            yield child.tail, code


def _head(imprint: Imprint) -> Element:
    day = imprint.date.isoformat()
    named = {
        "author": imprint.publisher,
        "description": imprint.subtitle,
        "dcterms.created": day,
        "dcterms.modified": day,
    }
    metadata = [
        node("meta", {"name": name, "content": content})
        for name, content in named.items()
        if content
    ]
    return node(
        "head",
        {},
        node("meta", {"charset": "utf-8"}),
        node("title", {}, imprint.title),
        *metadata,
    )


def _motif() -> Element:
    """The guide's finding drawn: a circle, the expert, outgrows a square, the organisation."""
    return node(
        "div",
        {"class": "merkki"},
        node("div", {"class": "nelio"}),
        node("div", {"class": "ympyra"}),
    )


def _cover(imprint: Imprint) -> Element:
    return node(
        "section",
        {"class": "kansi"},
        _motif(),
        node("h1", {}, imprint.title),
        node("p", {"class": "kansi-alaotsikko"}, imprint.subtitle) if imprint.subtitle else None,
        _notices(imprint),
        node("p", {"class": "kansi-laitos"}, f"Laitos {imprint.edition}"),
        node("p", {"class": "kansi-julkaisija"}, imprint.publisher),
    )


def _footer(imprint: Imprint) -> str:
    """What each page says of the book under its text."""
    return " · ".join(
        [*([DRAFT_SHORT] if imprint.draft else []), *([SAMPLE] if imprint.sample else [])]
    )


def _notices(imprint: Imprint) -> Element | None:
    """What the cover says of the book."""
    notices = [*([DRAFT] if imprint.draft else []), *([SAMPLE] if imprint.sample else [])]
    lines = [node("span", {}, line) for line in notices]
    return node("p", {"class": "kansi-huomautus"}, *lines) if lines else None


def _half_title(imprint: Imprint) -> Element:
    """The inside of the cover, and the title alone on the first right-hand page."""
    title = node("section", {"class": "nimio"}, node("p", {}, imprint.title))
    return node("div", {}, node("section", {"class": "sisakansi"}), title)


def _back_cover(imprint: Imprint) -> Element:
    return node(
        "section",
        {"class": "takakansi"},
        _motif(),
        node("p", {"class": "takakansi-teksti"}, imprint.summary) if imprint.summary else None,
        node("p", {"class": "takakansi-laitos"}, f"{imprint.title}, laitos {imprint.edition}"),
        node("p", {}, imprint.licence),
        node("p", {}, imprint.address) if imprint.address else None,
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
    address = node("a", {"href": imprint.address, "class": "osoite ulos"}, imprint.address)
    return node(
        "section",
        {"class": "tiedot"},
        node("p", {"class": "tiedot-nimi"}, imprint.title),
        node("p", {"class": "tiedot-alaotsikko"}, imprint.subtitle) if imprint.subtitle else None,
        node("p", {"class": "tiedot-huomautus"}, node("strong", {}, DRAFT + ". "), draft)
        if imprint.draft
        else None,
        node("p", {"class": "tiedot-huomautus"}, node("strong", {}, SAMPLE + ". "), sample)
        if imprint.sample
        else None,
        *(_imprint_entry(label, text) for label, text in entries.items() if text),
        _imprint_entry("Verkossa", address) if imprint.address else None,
    )


def _imprint_entry(label: str, content: Element | str) -> Element:
    return node("p", {"class": "tieto"}, node("span", {"class": "tieto-nimi"}, label), " ", content)


def _contents(book: Book) -> Element:
    """Parts and chapters, each a link with its page number; the bookmarks of the file go on to the
    headings.
    """
    entries = []
    for part in book.parts:
        chapters = [_chapter_entry(chapter, "paaluku") for chapter in part.chapters]
        entries += [_entry(part.id, part.title, "osa", chapters)] if part.title else chapters
    title = node("h1", {"id": "kirjan-sisallys", "data-osa": book.imprint.title}, "Sisällys")
    return node("section", {"class": "sisallys"}, title, node("ul", {}, *entries))


def _entry(id: str, title: str, kind: str, below: list[Element] | None = None) -> Element:
    page_number = node("span", {"class": "sivunumero", "data-kohde": f"#{id}"})
    line = node("p", {}, node("a", {"href": f"#{id}"}, title, page_number))
    return node(
        "li", {"class": f"sisallys-{kind}"}, line, node("ul", {}, *below) if below else None
    )


def _chapter_entry(chapter: Chapter, kind: str) -> Element:
    entry = _entry(chapter.id, chapter.title, kind)
    entry.attrib.update(language(chapter))
    return entry


def _titles(book: Book) -> dict[str, str]:
    """The words of each chapter and heading, by its id."""
    titles = {}
    for chapter in (chapter for part in book.parts for chapter in part.chapters):
        titles[chapter.id] = chapter.title
        for child in chapter.body.iter():
            if child.tag in HEADINGS and child.get("id"):
                titles[child.get("id")] = words_of(child)
    return titles


def _part(part: Part, book_title: str, setting: Setting) -> Element:
    head = part.title or book_title
    return node(
        "section",
        {"class": "osa" if part.title else "osa nimeton"},
        _part_opening(part) if part.title else None,
        *(set_chapter(chapter, head, setting) for chapter in part.chapters),
    )


def _part_opening(part: Part) -> Element:
    chapters = [_chapter_entry(chapter, "luku") for chapter in part.chapters]
    title = node("h1", {"id": part.id}, part.title)
    return node("div", {"class": "osa-avaus"}, _motif(), title, node("ul", {}, *chapters))
