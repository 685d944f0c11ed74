"""Books for the tests of the press: a sample with every construct, and ones of a chapter or two."""

import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from guidebook.book import Book, Chapter, Imprint, Part
from guidebook.identity import dress
from guidebook.press.setting.document import document
from guides import IDENTITY

ROOT = Path(__file__).parent.parent
_DRESSING = TemporaryDirectory(prefix="opas-")
dress.print_styles(ROOT / "overrides/print", IDENTITY, Path(_DRESSING.name))
STYLE = Path(_DRESSING.name, "book.css")
DOCS = ROOT / "docs"
SAMPLE_BOOK = Path(__file__).parent / "golden/book.xml"


def sample_book(sample: bool = True) -> Book:
    imprint = Imprint(
        title="Asiantuntijan someopas",
        subtitle="Näytekirja painokoneen testejä varten",
        edition="2026.1",
        date=datetime.date(2026, 11, 23),
        publisher="Oppaan tekijät",
        licence="Teksti ja esimerkkiaineisto: CC BY 4.0. Ohjelma: MIT.",
        data=("Asiantuntijat sosiaalisessa mediassa, 312 henkilöä, mitattu 22.10.2026.",),
        sample=sample,
        content_hash="3f7a90c2d1e84b56",
        address="https://example.org/opas/",
        fonts="Source Serif 4, Source Sans 3 ja Source Code Pro (SIL Open Font License 1.1)",
    )
    tree = ElementTree.parse(SAMPLE_BOOK)
    rows = tree.find(".//figure[@id='taulukko-kanavat']//tbody")
    for index in range(1, 26):
        row = ElementTree.SubElement(rows, "tr")
        ElementTree.SubElement(row, "th", scope="row").text = f"Rivi {index}"
        ElementTree.SubElement(row, "td").text = "Selitys, joka jatkuu toiselle riville. " * (1 + index % 3)
        ElementTree.SubElement(row, "td").text = f"{index}\u00a0kpl"
    parts = []
    for part in tree.iter("part"):
        chapters = []
        for chapter in part.iter("chapter"):
            chapters.append(Chapter(chapter.get("id"), chapter.get("title"), chapter.find("div")))
        parts.append(Part(part.get("title"), part.get("id"), tuple(chapters)))
    return Book(imprint, tuple(parts))


def chapter_of(xhtml: str, id: str = "luku", title: str = "Luku") -> Chapter:
    return Chapter(id, title, ElementTree.fromstring(f"<div>{xhtml}</div>"))


def book_of(*chapters: Chapter, sample: bool = True) -> Book:
    return Book(sample_book(sample).imprint, (Part("", "", chapters),))


def body_of(xhtml: str, hyphenate=None) -> ElementTree.Element:
    """The chapter's body as the press sets it."""
    tree, _ = document(book_of(chapter_of(xhtml)), hyphenate)
    return tree.find(".//div[@class='leipateksti']")
