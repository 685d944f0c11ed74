"""EPUB 3: the whole book, with what it says of its accessibility."""

import re
import uuid
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from ..book import Book, Imprint, Part
from ..identity import Identity, dress
from ..press.elements import node
from ..text.packing import repacked
from . import manuscript
from .cover_picture import draw_cover
from .epub_text import EpubText
from .pandoc import write

COVER, STYLE = "kansi.png", "epub.css"
FONTS = "../fonts/"  # where they lie from the stylesheet
INK = "muste"
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
_HEADING = re.compile(r"}h[1-6]$")


def epub(book: Book, style: Path, identity: Identity, base: Path) -> tuple[bytes, list[str]]:
    """The file and warnings in Finnish; its stylesheet is written in the identity, and pictures lie
    under `base`. Raises BadInput.
    """
    warnings: list[str] = []
    text, places = EpubText(base, identity.book[INK], warnings), manuscript.named_places(book)
    body = node("body", {}, *_imprint(book.imprint))
    for headed in manuscript.headed(book):
        if headed.part:
            body.extend(_opening(headed.part))
        section = manuscript.section(headed, manuscript.title(headed.chapter), places)
        body.append(text.set(section, headed.chapter.title))
    fonts = {face.file.name: face.file.read_bytes() for face in identity.web_faces}
    dressed = dress.book_style(style.read_text("utf-8"), identity, FONTS)
    cover = draw_cover(book.imprint, identity)
    files = {STYLE: dressed.encode(), COVER: cover, **fonts, **text.pictures}
    options = ["--css", STYLE, "--epub-cover-image", COVER, "--epub-title-page=false"]
    options += ["--split-level", "2", "--toc-depth", "3"]
    options += [f"--epub-embed-font={name}" for name in fonts]
    made = write(body, "epub3", book.imprint.date, files, options, _metadata(book.imprint))
    return _finished(made, book.imprint), warnings


def _imprint(imprint: Imprint) -> Iterable[Element]:
    yield node("h1", {"id": "tiedot"}, "Tiedot kirjasta")
    for entry, warns in manuscript.imprint_entries(imprint):
        yield node("div", {"class": "lohko"}, entry) if warns else entry


def _opening(part: Part) -> Iterable[Element]:
    yield node("h1", {"id": part.id}, part.title)
    entries = (node("li", {}, manuscript.entry(chapter)) for chapter in part.chapters)
    yield node("ul", {}, *entries)


def _metadata(imprint: Imprint) -> dict[str, object]:
    named = f"{imprint.title}, laitos {imprint.edition}"
    metadata = {
        "title": imprint.title,
        "subtitle": imprint.subtitle,
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
    if author := imprint.author or imprint.publisher:
        metadata["creator"] = [{"role": "aut", "text": author}]
    return {name: value for name, value in metadata.items() if value}


def _finished(made: bytes, imprint: Imprint) -> bytes:
    """With what pandoc cannot be told: to what the book conforms, and who says so."""
    ElementTree.register_namespace("", OPF)
    ElementTree.register_namespace("dc", DUBLIN)
    with zipfile.ZipFile(BytesIO(made)) as file:
        package = ElementTree.fromstring(file.read(PACKAGE))
        pages = dict(_named_pages(file))
    metadata = package.find(f"{{{OPF}}}metadata")
    claims = {"dcterms:conformsTo": CONFORMS, "a11y:certifiedBy": imprint.publisher}
    for name, value in claims.items() if imprint.publisher else ():  # somebody says so
        ElementTree.SubElement(metadata, f"{{{OPF}}}meta", {"property": name}).text = value
    prefixes = package.get("prefix", "")
    package.set("prefix", f"{prefixes} a11y: http://www.idpf.org/epub/vocab/package/a11y/#".strip())
    content = ElementTree.tostring(package, "utf-8", xml_declaration=True)
    return repacked(made, MIMETYPE, {PACKAGE: content, **pages})


def _named_pages(file: zipfile.ZipFile) -> Iterable[tuple[str, bytes]]:
    """The pages, each with its heading for a title, where pandoc has but the file's name."""
    for name in file.namelist():
        content = file.read(name)
        bare = f"<title>{PurePosixPath(name).name}</title>".encode()
        if bare in content:
            elements = ElementTree.fromstring(content).iter()
            heading = next((one for one in elements if _HEADING.search(one.tag)), None)
            if heading is not None:
                title = escape(" ".join("".join(heading.itertext()).split()))
                yield name, content.replace(bare, f"<title>{title}</title>".encode(), 1)
