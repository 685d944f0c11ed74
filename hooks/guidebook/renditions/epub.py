"""EPUB 3: the whole book, with what it says of its accessibility."""

import textwrap
import uuid
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ..book import Book, Imprint, Part
from ..press import covers
from ..press.elements import node
from ..slides import dots
from ..text.packing import repacked
from . import manuscript
from .epub_text import EpubText
from .pandoc import write

COVER, STYLE = "kansi.png", "epub.css"
OPF, DUBLIN = "http://www.idpf.org/2007/opf", "http://purl.org/dc/elements/1.1/"
PACKAGE, MIMETYPE = "EPUB/content.opf", "mimetype"
CONFORMS = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
FEATURES = (
    "alternativeText", "longDescription", "readingOrder", "structuralNavigation",
    "tableOfContents", "displayTransformability", "ARIA", "unlocked",
)  # fmt: skip
SUMMARY = (
    "Julkaisussa on looginen lukujärjestys, sisällysluettelo ja otsikot kolmella tasolla. Kuvilla "
    "ja kaavioilla on suomenkieliset vaihtoehtoiset tekstit, ja kaavioiden luvut ovat niissä myös "
    "sanoina. Taulukoilla on otsikkorivit, ja vieraskielisten sanojen kieli on merkitty. Lukija "
    "voi muuttaa tekstin kokoa, kirjasinta ja värejä. Julkaisussa ei ole ääntä, videota eikä "
    "vilkkuvia kohtia. Sivunumeroita ei ole."
)
ROOM = 14  # characters that fit on a line of the cover


def epub(book: Book, style: Path, base: Path) -> tuple[bytes, list[str]]:
    """The file and warnings in Finnish; pictures and faces lie under `base`. Raises BadInput."""
    warnings: list[str] = []
    text, places = EpubText(base, warnings), manuscript.named_places(book)
    body = node("body", {}, *_imprint(book.imprint))
    for headed in manuscript.headed(book):
        if headed.part:
            body.extend(_opening(headed.part))
        section = manuscript.section(headed, manuscript.title(headed.chapter), places)
        body.append(text.set(section, headed.chapter.title))
    fonts = sorted((base / "assets" / "fonts" / "web").glob("*.woff2"))
    files = {font.name: font.read_bytes() for font in fonts} | text.pictures
    files |= {STYLE: style.with_name(STYLE).read_bytes(), COVER: _cover(book.imprint, base)}
    options = ["--css", STYLE, "--epub-cover-image", COVER, "--split-level", "2", "--toc-depth", "3"]
    options += [f"--epub-embed-font={font.name}" for font in fonts]
    made = write(body, "epub3", book.imprint.date, files, options, _metadata(book.imprint))
    return _finished(made, book.imprint), warnings


def _imprint(imprint: Imprint) -> Iterable[Element]:
    yield node("h1", {"id": "tiedot"}, "Tiedot kirjasta")
    for entry in covers.imprint_page(imprint).iter("p"):
        if entry.get("class") == "tieto":
            name = entry.find("span[@class='tieto-nimi']")
            name.tag, name.text = "strong", f"{name.text}:"
            yield entry
        elif entry.get("class") == "tiedot-huomautus":
            yield node("div", {"class": "lohko"}, entry)


def _opening(part: Part) -> Iterable[Element]:
    yield node("h1", {"id": part.id}, part.title)
    entries = (
        node("li", {}, node("a", {"href": f"#{chapter.id}"}, manuscript.title(chapter)))
        for chapter in part.chapters
    )
    yield node("ul", {}, *entries)


def _metadata(imprint: Imprint) -> dict[str, object]:
    named = f"{imprint.title}, laitos {imprint.edition}"
    return {
        "title": imprint.title,
        "subtitle": imprint.subtitle,
        "creator": [{"role": "aut", "text": imprint.author or imprint.publisher}],
        "publisher": imprint.publisher,
        "rights": imprint.licence,
        "description": imprint.summary,
        "date": imprint.date.isoformat(),
        "identifier": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, imprint.address + named)}",
        "accessModes": ["textual", "visual"],
        "accessModeSufficient": ["textual"],
        "accessibilityFeatures": list(FEATURES),
        "accessibilityHazards": ["none"],
        "accessibilitySummary": SUMMARY,
    }


def _finished(made: bytes, imprint: Imprint) -> bytes:
    """With what pandoc cannot be told: to what the book conforms, and who says so."""
    ElementTree.register_namespace("", OPF)
    ElementTree.register_namespace("dc", DUBLIN)
    with zipfile.ZipFile(BytesIO(made)) as file:
        package = ElementTree.fromstring(file.read(PACKAGE))
    told = package.find(f"{{{OPF}}}metadata")
    for name, value in (
        ("dcterms:conformsTo", CONFORMS),
        ("a11y:certifiedBy", imprint.publisher),
    ):
        ElementTree.SubElement(told, f"{{{OPF}}}meta", {"property": name}).text = value
    prefixes = package.get("prefix", "")
    package.set("prefix", f"{prefixes} a11y: http://www.idpf.org/epub/vocab/package/a11y/#".strip())
    content = ElementTree.tostring(package, "utf-8", xml_declaration=True)
    return repacked(made, MIMETYPE, {PACKAGE: content})


def _cover(imprint: Imprint, base: Path) -> bytes:
    """The cover of the book in its places; the measures are millimetres of its page."""
    size = 15.5  # 44 points
    lines = textwrap.wrap(imprint.title, ROOM, break_long_words=False)
    words = {"fill": "#ffffff", "font-family": "Source Sans 3"}
    title = {**words, "font-family": "Source Serif 4", "font-weight": "600", "font-size": f"{size}"}
    texts = [
        node("text", {"x": "22", "y": f"{192 + 17 * number}", **title}, line)
        for number, line in enumerate(lines)
    ]
    top = 192 + 17 * len(lines)
    for number, line in enumerate(textwrap.wrap(imprint.subtitle, 48)):
        told = {"x": "22", "y": f"{top + 8 * number}", **words, "font-size": "6"}
        texts.append(node("text", told, line))
    told = {"x": "22", **words, "font-size": "4", "font-weight": "600"}
    texts.append(node("text", {**told, "y": "266"}, f"Laitos {imprint.edition}"))
    texts.append(node("text", {**told, "y": "272", "font-weight": "400"}, imprint.publisher))
    square = {"x": "22", "y": "88", "width": "74", "height": "74", "fill": "none"}
    drawing = node(
        "svg",
        {"viewBox": "0 0 210 297", "width": "210", "height": "297"},
        node("rect", {"width": "210", "height": "297", "fill": "#07505e"}),
        node("rect", {**square, "stroke": "#ffffff", "stroke-width": "0.5"}),
        node("circle", {"cx": "134", "cy": "83", "r": "58", "fill": "#f0a030"}),
        *texts,
    )
    return dots.png(drawing, sorted((base / "assets" / "fonts").glob("*.ttf")))
