"""What a reader finds the way by: the contents, with a line on each chapter, and the lists of
figures, checklists and model texts.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ...book import Book, Chapter
from ...finnish import SOFT_HYPHEN
from ..elements import classes, node
from .chapters import language

CONTENTS = "kirjan-sisallys"
SENTENCE = re.compile(r".+?[.?!…](?= +[A-ZÅÄÖ0-9])")
# What a list is called → the class of what stands in it.
BOXES = {"Tarkistuslistat": "lohko-tarkistuslista", "Mallit": "lohko-malli"}
UNLISTED = {"viite", "alaviite", "sivuviite", "kuvio-tiedot"}
FIGURES = {"kuvio", "taulukko", "kuva"}


def contents(book: Book) -> Element:
    """Parts and chapters, each a link with its page number; the bookmarks of the file go on to the
    headings.
    """
    entries = []
    for part in book.parts:
        chapters = [_chapter(chapter) for chapter in part.chapters]
        entries += [entry(part.id, part.title, "osa", below=chapters)] if part.title else chapters
    title = node("h1", {"id": CONTENTS, "data-osa": book.imprint.title}, "Sisällys")
    start = node("div", {"class": "sisallyksen-alku"})
    listed = node("ul", {}, *entries)
    return node("section", {"class": "sisallys"}, start, title, listed, *_lists(book))


def entry(
    id: str,
    title: str,
    kind: str,
    line: str = "",
    number: str = "",
    below: list[Element] | None = None,
) -> Element:
    """An item that leads to the anchor: its number, its title and page, and a line about it."""
    page_number = node("span", {"class": "sivunumero", "data-kohde": f"#{id}"})
    sign = node("span", {"class": "rivin-numero"}, number) if number else None
    link = node("a", {"href": f"#{id}"}, sign, " " if number else None, title, page_number)
    return node(
        "li",
        {"class": f"sisallys-{kind}"},
        node("p", {}, link),
        node("p", {"class": "rivin-kuvaus"}, line) if line else None,
        node("ul", {}, *below) if below else None,
    )


def chapter_entry(chapter: Chapter, kind: str, line: str = "") -> Element:
    number = chapter.label.rpartition(" ")[2] if chapter.label else ""
    made = entry(chapter.id, chapter.title, kind, line, number)
    made.attrib.update(language(chapter))
    return made


def first_sentence(text: str) -> str:
    found = SENTENCE.match(text)
    return found[0] if found else text


def _chapter(chapter: Chapter) -> Element:
    return chapter_entry(chapter, "paaluku", first_sentence(chapter.description))


def _lists(book: Book) -> Iterator[Element]:
    chapters = book.chapters
    listed = {"Kuviot ja taulukot": [item for one in chapters for item in _figures(one)]}
    for name, kind in BOXES.items():
        listed[name] = [item for one in chapters for item in _boxes(one, kind)]
    for name, entries in listed.items():
        if entries:
            items = node("ul", {}, *entries)
            yield node("section", {"class": "luettelo"}, node("h2", {}, name), items)


def _figures(chapter: Chapter) -> Iterator[Element]:
    for figure in chapter.body.iter("figure"):
        caption = figure.find("figcaption")
        if not FIGURES & classes(figure) or caption is None or not figure.get("id"):
            continue
        number = _words(caption.find(".//span[@class='kuvio-numero']"))
        head = caption.find("span[@class='kuvio-otsikko']")
        words = _words(caption if head is None else head).removeprefix(number)
        title = first_sentence(words.strip())
        yield entry(figure.get("id"), title.removesuffix("."), "kuvio", number=number)


def _boxes(chapter: Chapter, kind: str) -> Iterator[Element]:
    for box in chapter.body.iter():
        if kind in classes(box) and box.get("id"):
            yield entry(box.get("id"), _words(box.find("p")), "lohko", chapter.title)


def _words(element: Element | None) -> str:
    """Its text without notes and sources, as a list has it."""
    if element is None:
        return ""
    return " ".join("".join(_texts(element)).replace(SOFT_HYPHEN, "").split())


def _texts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if not classes(child) & UNLISTED:
            yield from _texts(child)
        yield child.tail or ""
