"""Word: the whole book, and each sheet of the workbook as a document that one makes one's own."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element

import docx
from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.table import CT_Tbl
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from ..book import Book, Chapter, Imprint, Part
from ..finnish.numerals import date
from ..identity import Identity
from ..press.elements import node
from ..press.setting import covers
from ..text.packing import repacked
from . import manuscript
from .pandoc import LANGUAGE, write
from .reference import INSTEAD, LIST, face, reference
from .word_text import WordText, styled

MODEL = "malli.docx"
ROW = 8  # millimetres, of a row to write in
AFTER_TABLE = 8  # points
# The ids of the styles that pandoc gives plain text, and of that in tables
PLAIN, IN_TABLE = (None, "Compact", "BodyText", "FirstParagraph"), "Taulukonteksti"
IN_CONTENTS = ("Luettelonosa", "Luettelonluku")
FINNISH = {"w:themeFontLang": LANGUAGE, "w:decimalSymbol": ",", "w:listSeparator": ";"}
PROTECTION = f'<w:documentProtection {nsdecls("w")} w:edit="forms" w:enforcement="0"/>'


@dataclass(frozen=True)
class _About:
    """What a document says of itself."""

    title: str
    subject: str
    keywords: tuple[str, ...]


class WordFiles:
    """Writes documents in an identity; pictures lie under `base`."""

    def __init__(self, identity: Identity, base: Path):
        self._identity, self._base = identity, base
        self.warnings: list[str] = []
        self._references: dict[bool, bytes] = {}  # by whether there are parts

    def sheet(self, chapter: Chapter, imprint: Imprint) -> bytes:
        """A chapter alone, whose links lead out of it. Raises BadInput."""
        headed = manuscript.Headed(chapter, 1)
        section, text = manuscript.section(headed, chapter.title, {}), self._text()
        notices = (styled("Tieto", node("p", {}, one)) for one in covers.attribution(imprint))
        body = node("body", {}, text.set(section, chapter.title), *notices)
        made = write(body, "docx", imprint.date, *self._model(text, parts=False))
        about = _About(f"{imprint.title}: {chapter.title}", chapter.description, (imprint.title,))
        return self._finished(made, imprint, about)

    def whole(self, book: Book) -> bytes:
        """Raises BadInput."""
        places, text = manuscript.named_places(book), self._text()
        body = node("body", {}, *_front(book))
        for headed in manuscript.headed(book):
            if headed.part:
                body.extend(_opening(headed.part))
            section = manuscript.section(headed, manuscript.title(headed.chapter), places)
            body.append(text.set(section, headed.chapter.title))
        made = write(body, "docx", book.imprint.date, *self._model(text, parts=True))
        parts = tuple(part.title for part in book.parts if part.title)
        about = _About(book.imprint.title, book.imprint.subtitle, parts)
        return self._finished(made, book.imprint, about)

    def _text(self) -> WordText:
        return WordText(self._base, self._identity, self.warnings)

    def _model(self, text: WordText, *, parts: bool) -> tuple[dict[str, bytes], list[str]]:
        """The files that pandoc needs, and how it is told of that with the styles."""
        if parts not in self._references:
            self._references[parts] = reference(self._identity, parts=parts)
        return text.pictures | {MODEL: self._references[parts]}, ["--reference-doc", MODEL]

    def _finished(self, made: bytes, imprint: Imprint, about: _About) -> bytes:
        document = docx.Document(io.BytesIO(made))
        _tell(document, imprint, about)
        _finish(document)
        _foot(document, imprint)
        saved = io.BytesIO()
        document.save(saved)
        return repacked(saved.getvalue(), changed={"word/fontTable.xml": _faces(self._identity)})


def _front(book: Book) -> Iterable[Element]:
    """What the book is, whose, and what it holds."""
    imprint = book.imprint
    yield styled("Title", node("p", {}, imprint.title))
    yield styled("Subtitle", node("p", {}, imprint.subtitle))
    yield styled("Date", node("p", {}, f"Laitos {imprint.edition}, {date(imprint.date)}"))
    for entry, warns in manuscript.imprint_entries(imprint):
        yield styled("Laatikko" if warns else "Tieto", entry)
    yield styled("TOC Heading", node("p", {}, "Sisällys"))
    for headed in manuscript.headed(book):
        if headed.part:
            part = node("a", {"href": f"#{headed.part.id}"}, headed.part.title)
            yield styled("Luettelon osa", node("p", {}, part))
        yield _entry(headed.chapter)


def _opening(part: Part) -> Iterable[Element]:
    yield node("h1", {"id": part.id}, part.title)
    for chapter in part.chapters:
        yield _entry(chapter)


def _entry(chapter: Chapter) -> Element:
    return styled("Luettelon luku", node("p", {}, manuscript.entry(chapter)))


def _tell(document: Document, imprint: Imprint, about: _About) -> None:
    properties, day = document.core_properties, imprint.date
    properties.title, properties.subject = about.title, about.subject
    properties.keywords = "; ".join(about.keywords)
    properties.author = properties.last_modified_by = imprint.publisher
    properties.language, properties.version = LANGUAGE, imprint.edition
    properties.comments = imprint.licence
    properties.created = properties.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
    properties.revision = 1


def _finish(document: Document) -> None:
    for table in document.element.body.iter(qn("w:tbl")):
        _lay_out(table)
    for paragraph in document.element.body.iter(qn("w:p")):
        if paragraph.style in IN_CONTENTS:
            for style in list(paragraph.iter(qn("w:rStyle"))):  # all is links: none need look so
                style.getparent().remove(style)
    for picture in document.element.body.iter(qn("wp:docPr")):
        picture.set("name", f"Kuva {picture.get('id')}")
        picture.attrib.pop("title", None)
    _indent_lists(document)
    _set_up(document.settings.element)


def _indent_lists(document: Document) -> None:
    """So that those in boxes stand inside their edges."""
    sign, text = (20 * points for points in LIST)
    for level in document.part.numbering_part.element.iter(qn("w:lvl")):
        depth = int(level.get(qn("w:ilvl")))
        indent = level.find(f"{qn('w:pPr')}/{qn('w:ind')}")
        indent.set(qn("w:left"), str(sign + text * (depth + 1)))
        indent.set(qn("w:hanging"), str(text))


def _set_up(settings: BaseOxmlElement) -> None:
    """Finnish, and ready to be locked but for what is to be filled in, where one wants that."""
    for name, value in FINNISH.items():
        settings.find(qn(name)).set(qn("w:val"), value)
    settings.insert_element_before(
        parse_xml(PROTECTION), "w:autoFormatOverride", "w:styleLockTheme", "w:defaultTabStop",
        "w:characterSpacingControl", "w:footnotePr", "w:endnotePr", "w:compat", "w:rsids",
        "m:mathPr", *FINNISH,
    )  # fmt: skip


def _lay_out(table: CT_Tbl) -> None:
    """As wide as the text, its head on each page, no row on two."""
    filled = table.find(f".//{qn('w:sdt')}") is not None
    for row in table.tr_lst:
        properties = row.get_or_add_trPr()
        properties.insert(0, OxmlElement("w:cantSplit"))
        if row.find(f".//{qn('w:sdt')}") is not None:
            row.trHeight_val, row.trHeight_hRule = Mm(ROW), WD_ROW_HEIGHT_RULE.AT_LEAST
        for paragraph in row.iter(qn("w:p")):
            if paragraph.style in PLAIN:
                paragraph.style = IN_TABLE
    look_of = table.tblPr
    look_of.autofit = False
    for look in look_of.findall(qn("w:tblLook")):
        look_of.remove(look)
    shown = 'w:firstRow="1" w:lastRow="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
    first = f'w:firstColumn="{int(filled)}"'
    look = parse_xml(f"<w:tblLook {nsdecls('w')} {shown} {first}/>")
    look_of.insert_element_before(look, "w:tblCaption", "w:tblDescription")
    after = table.getnext()
    if after is not None and after.tag == qn("w:p") and after.style in PLAIN:
        after.get_or_add_pPr().get_or_add_spacing().before = Pt(AFTER_TABLE)


def _foot(document: Document, imprint: Imprint) -> None:
    """Where the document comes from, and its page."""
    parts = [imprint.title, f"laitos {imprint.edition}", covers.footer(imprint)]
    for section in document.sections:
        section.footer.is_linked_to_previous = False
        foot = section.footer.paragraphs[0]
        foot.style = "Footer"
        width = section.page_width - section.left_margin - section.right_margin
        foot.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
        text = ", ".join(filter(None, parts))
        foot.add_run(f"{text} · {imprint.licence}\t")
        for name, between in (("PAGE", "/"), ("NUMPAGES", "")):
            _count(foot, name)
            foot.add_run(between)


def _count(paragraph: Paragraph, name: str) -> None:
    field = parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    )
    paragraph._p.append(field)


def _faces(identity: Identity) -> bytes:
    """The faces of the document, and what is used where one is missing."""
    fonts = "".join(
        f'<w:font w:name="{face(identity, purpose)}"><w:altName w:val="{instead}"/></w:font>'
        for purpose, instead in INSTEAD.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f"{head}<w:fonts {nsdecls('w')}>{fonts}</w:fonts>".encode()
