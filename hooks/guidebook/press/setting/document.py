"""The book as one HTML tree: cover, imprint, contents, parts and chapters."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ...book import Book, Imprint, Offprint, Part
from ...finnish.numerals import date
from ..elements import add_class, node
from ..kept_files import Keep, anew
from . import covers, last_lines, openings
from .asides import HEADINGS, words_of
from .chapters import Hyphenate, Setting, set_chapter
from .forms import make_fillable
from .wayfinding import chapter_entry, contents

AT_FOOT = 240  # characters that fit between a sheet and the foot of its page


def document(
    book: Book, hyphenate: Hyphenate | None = None, keep: Keep = anew
) -> tuple[Element, list[str]]:
    """The whole book as an HTML element, and warnings in Finnish about what cannot be printed.

    `hyphenate` puts soft hyphens into running Finnish text; the book itself is not touched. `keep`
    keeps the text of each chapter.
    """
    imprint = book.imprint
    setting = Setting(_titles(book), hyphenate, keep=keep)
    parts = [_part(part, imprint.title, setting) for part in book.parts]
    body = node(
        "body",
        {"data-huomautus": covers.footer(imprint)},
        covers.cover(imprint),
        covers.imprint_page(imprint),
        contents(book),
        *parts,
        covers.back_cover(imprint),
    )
    last_lines.hold(body)  # of contents and lists too
    return node("html", {"lang": "fi"}, head(imprint, imprint.title), body), setting.warnings


def workbook(
    book: Book, hyphenate: Hyphenate | None = None, keep: Keep = anew
) -> tuple[Element, list[str]]:
    """The sheets as a form to be filled in on the screen, after a page that names and
    lists them.
    """
    imprint, setting = book.imprint, Setting(hyphenate=hyphenate, keep=keep)
    sheets = [
        set_chapter(chapter, openings.sheet_opening(chapter, "Työkirja"), setting)
        for chapter in book.chapters
    ]
    for sheet in sheets:
        make_fillable(sheet)
    title = f"{imprint.title}: työkirja"
    chapters = [chapter_entry(chapter, "luku") for chapter in book.chapters]
    opening = node(
        "section",
        {"class": "tyokirja"},
        node("h1", {"id": "tyokirja", "data-osa": "Työkirja"}, "Työkirja"),
        node("p", {"class": "tiedot-huomautus"}, covers.DRAFT) if imprint.draft else None,
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
        node("p", {"class": "tyokirja-lisenssi"}, covers.address(imprint))
        if imprint.address
        else None,
        *(node("p", {"class": "tyokirja-lisenssi"}, text) for text in covers.attribution(imprint)),
    )
    noted = {"class": "lomake", "data-huomautus": covers.footer(imprint)}
    body = node("body", noted, opening, *sheets)
    return node("html", {"lang": "fi"}, head(imprint, title), body), setting.warnings


def chapter_alone(
    offprint: Offprint, hyphenate: Hyphenate | None = None
) -> tuple[Element, list[str]]:
    """A chapter under a strip that tells whose it is; a sheet of the workbook as a form."""
    imprint, chapter, (part,) = offprint.book.imprint, offprint.chapter, offprint.book.parts
    setting = Setting(_titles(offprint.book), hyphenate)
    head_of_pages = part.title or imprint.title
    section = set_chapter(chapter, openings.opening(chapter, head_of_pages, part.title), setting)
    if chapter.sheet:
        make_fillable(section)
    for text in covers.attribution(imprint)[1:]:
        foot = chapter.sheet and len(text) <= AT_FOOT
        kind = "nauhan-muutokset alareunassa" if foot else "nauhan-muutokset"
        notice = node("p", {"class": kind}, node("span", {}, text))
        section.insert(0 if foot else len(section), notice)
    section.insert(0, covers.strip(offprint))
    noted = {"class": "yksin", "data-huomautus": covers.footer(imprint, named=True)}
    body = node("body", noted, node("section", {"class": "osa nimeton"}, section))
    last_lines.hold(body)
    made = head(imprint, f"{chapter.title} – {imprint.title}", chapter.description)
    return node("html", {"lang": chapter.language}, made, body), setting.warnings


def texts(element: Element, code: bool = False) -> Iterator[tuple[str, bool]]:
    """The pieces of text in an element in reading order, each with whether it is set as code."""
    code = code or element.tag in ("code", "pre", "kbd", "samp")
    if element.text:
        yield element.text, code
    for child in element:
        yield from texts(child, code)
        if child.tail:
            yield child.tail, code


def head(imprint: Imprint, title: str, description: str = "") -> Element:
    day = imprint.date.isoformat()
    named = {
        "author": imprint.publisher,
        "description": description or imprint.subtitle,
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
        node("title", {}, title),
        *metadata,
    )


def _titles(book: Book) -> dict[str, str]:
    """The words of each chapter and heading, by its id."""
    titles = {}
    for chapter in book.chapters:
        titles[chapter.id] = chapter.title
        for child in chapter.body.iter():
            if child.tag in HEADINGS and child.get("id"):
                titles[child.get("id")] = words_of(child)
    return titles


def _part(part: Part, book_title: str, setting: Setting) -> Element:
    head = part.title or book_title
    chapters = [
        set_chapter(chapter, openings.opening(chapter, head, part.title), setting)
        for chapter in part.chapters
    ]
    section = node("section", {"class": "osa" if part.title else "osa nimeton"}, *chapters)
    if part.title:
        add_class(section, openings.name_class(part))
        add_class(section, "jatkuva" if part.runs_on else "")
        for first in section[:1]:
            add_class(first, "osan-alussa")  # where it stands is not seen when it is laid out alone
        section.insert(0, openings.part_opening(part))
    return section
