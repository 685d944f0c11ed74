"""The document that gives Word its styles: pandoc's own, dressed in the guide's faces and colours.

The sizes are those of the book.
"""

import io
from dataclasses import dataclass, replace

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import BaseStyle

from ..identity import CODE, HEADINGS, TEXT, Identity
from ..text.packing import repacked
from .controls import PLACEHOLDER
from .pandoc import LANGUAGE, default_file

# What stands in for a face that a machine has not got, or that an identity does not name
INSTEAD = {TEXT: "Georgia", HEADINGS: "Arial", CODE: "Courier New"}
# The purposes of colours in an identity
INK, MAIN, LINE, GROUND, QUIET = "muste", "paavari", "viiva", "pinta", "himmea"
# Top, right, bottom and left in millimetres: of what is read, and of a sheet, as on paper
MARGINS, SHEET_MARGINS = (25, 25, 22, 25), (22, 18, 20, 22)
LIST = (9, 18)  # points: where the sign of a list stands, and how far from it the text


@dataclass(frozen=True)
class Style:
    """How paragraphs of a name are set; the measures are points."""

    face: str = TEXT
    size: float = 10
    leading: float = 14
    before: float = 0
    after: float = 6
    bold: bool = False
    italic: bool = False
    colour: str = INK
    indent: float = 0
    hanging: float = 0
    holds_next: bool = False
    edges: tuple[str, ...] = ()  # where a line is drawn
    edge: tuple[str, float] = (LINE, 0.75)
    ground: str = ""
    page: bool = False  # it begins one


def _box(**more) -> Style:
    """What stands apart: a field of its own colour with a rule along it."""
    given = {"face": HEADINGS, "size": 9, "leading": 12.5, "after": 4, "indent": LIST[0]} | more
    return Style(edges=("left",), edge=(MAIN, 2.25), ground=GROUND, **given)


_SMALL = {"face": HEADINGS, "size": 9, "leading": 12.5}
STYLES = {
    "Normal": Style(),
    "Body Text": Style(),
    "First Paragraph": Style(),
    "Compact": Style(after=3.6),
    "Title": Style(size=44, leading=48, after=12, before=120, bold=True, colour=MAIN),
    "Subtitle": Style(HEADINGS, 17, 23, after=12),
    "Author": Style(HEADINGS, 11, 14),
    "Date": Style(HEADINGS, 11, 14),
    "TOC Heading": Style(HEADINGS, 14, 18, 16, 5, bold=True, holds_next=True),
    "Block Text": Style(italic=True, indent=14, edges=("left",), edge=(LINE, 1)),
    "Footnote Text": Style(HEADINGS, 7.8, 10.5, after=2),
    "Definition Term": Style(**_SMALL, before=4, after=0, bold=True, holds_next=True),
    "Definition": Style(**_SMALL, after=2, indent=14),
    "Caption": Style(**_SMALL, before=12, after=4, holds_next=True),
    "Kuva": Style(after=4, holds_next=True),
    "Kuvan teksti": Style(**_SMALL, after=2),
    "Kuvan lähde": Style(HEADINGS, 7.8, 10.5, after=14, colour=QUIET),
    "Ingressi": Style(HEADINGS, 11, 14, after=12, colour=QUIET),
    "Luvun osa": Style(**_SMALL, after=2, colour=MAIN, holds_next=True),
    "Tieto": Style(**_SMALL, after=4),
    "Laatikko": _box(),
    "Laatikon otsikko": _box(bold=True, before=10, holds_next=True),
    "Laatikon luettelo": _box(indent=sum(LIST), hanging=LIST[1]),
    "Laatikon laji": _box(colour=MAIN, before=10, after=0, holds_next=True),
    "Rasti": Style(after=5, indent=18, hanging=18),
    "Luettelo": Style(**_SMALL, after=3, indent=14, hanging=14),
    "Kentän nimi": Style(**_SMALL, before=8, after=3, bold=True, holds_next=True),
    "Kenttä": Style(after=8, edges=("bottom",), edge=(QUIET, 0.5)),
    "Taulukon teksti": Style(**_SMALL, before=2, after=2),
    "Luettelon osa": Style(HEADINGS, 11, 14, before=8, after=2, bold=True, colour=MAIN),
    "Luettelon luku": Style(**_SMALL, after=0, indent=14),
    "Header": Style(HEADINGS, 7.8, 10.5, after=0, colour=QUIET),
    "Footer": Style(HEADINGS, 7.8, 10.5, after=0, colour=QUIET),
}
# Of a part, a chapter, and what is in it
LEVELS = (
    Style(TEXT, 44, 48, 120, 14, bold=True, colour=MAIN, holds_next=True, page=True),
    Style(TEXT, 26, 30, 0, 14, bold=True, holds_next=True, page=True),
    Style(HEADINGS, 14, 18, 16, 5, bold=True, holds_next=True),
    Style(HEADINGS, 11, 14, 12, 3, bold=True, colour=MAIN, holds_next=True),
    Style(HEADINGS, 10, 14, 10, 2, bold=True, holds_next=True),
    Style(HEADINGS, 10, 14, 10, 2, bold=True, colour=MAIN, holds_next=True),
    Style(HEADINGS, 9, 12.5, 8, 2, bold=True, holds_next=True),
)
BUILT_IN = ("Header", "Footer")
TABLE = "Table"  # as pandoc calls it


def reference(identity: Identity, *, parts: bool) -> bytes:
    """The document in that identity; its first headings are of parts or, without any, of
    chapters.
    """
    document = docx.Document(io.BytesIO(default_file("reference.docx")))
    _set_language(document)
    headings = LEVELS if parts else (replace(LEVELS[1], page=False), *LEVELS[2:])
    named = {f"Heading {level}": style for level, style in enumerate(headings, 1)}
    for name, style in (STYLES | named).items():
        _dress(_style(document, name), style, identity)
    for name in ("Hyperlink", "Footnote Reference", "Verbatim Char", PLACEHOLDER):
        _dress_words(_style(document, name, WD_STYLE_TYPE.CHARACTER), name, identity)
    _dress_table(document.styles[TABLE], identity)
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        margins = MARGINS if parts else SHEET_MARGINS
        for side, width in zip(("top", "right", "bottom", "left"), margins, strict=True):
            setattr(section, f"{side}_margin", Mm(width))
    saved = io.BytesIO()
    document.save(saved)
    return repacked(saved.getvalue())


def _set_language(document: Document) -> None:
    language = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    for name in ("val", "eastAsia"):
        language.set(qn(f"w:{name}"), LANGUAGE)


def _style(document: Document, name: str, kind=WD_STYLE_TYPE.PARAGRAPH) -> BaseStyle:
    """The style of that name, made when there is none."""
    known = {style.name: style for style in document.styles}
    if name not in known:
        made = document.styles.add_style(name, kind, builtin=name in BUILT_IN)
        made.quick_style = True
        if kind == WD_STYLE_TYPE.PARAGRAPH:
            made.base_style = document.styles["Normal"]
        return made
    return known[name]


def _dress(style: BaseStyle, wanted: Style, identity: Identity) -> None:
    for old in (style.element.rPr, style.element.pPr):
        if old is not None:
            level = old.find(qn("w:outlineLvl"))
            for child in [one for one in old if one is not level]:
                old.remove(child)
    font, laid = style.font, style.paragraph_format
    _set_face(style, face(identity, wanted.face))
    font.size = Pt(wanted.size)
    font.bold, font.italic = wanted.bold or None, wanted.italic or None  # else tables could not be
    font.color.rgb = RGBColor.from_string(colour(identity, wanted.colour))
    laid.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
    laid.line_spacing = Pt(wanted.leading)
    laid.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
    laid.space_before, laid.space_after = Pt(wanted.before), Pt(wanted.after)
    laid.left_indent, laid.first_line_indent = Pt(wanted.indent), Pt(-wanted.hanging)
    laid.keep_with_next, laid.page_break_before = wanted.holds_next, wanted.page
    laid.widow_control = True
    if wanted.edges:
        _draw_edges(style.element.get_or_add_pPr(), wanted, identity)


def _draw_edges(properties, wanted: Style, identity: Identity) -> None:
    own, width = wanted.edge
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{round(width * 8)}" w:space="6" '
        f'w:color="{colour(identity, own)}"/>'
        for side in wanted.edges
    )
    following = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    _insert(properties, f"<w:pBdr {nsdecls('w')}>{lines}</w:pBdr>", following)
    if wanted.ground:
        shade = f'w:val="clear" w:color="auto" w:fill="{colour(identity, wanted.ground)}"'
        _insert(properties, f"<w:shd {nsdecls('w')} {shade}/>", following[1:])


def _insert(properties, xml: str, following: tuple[str, ...]) -> None:
    """Before those elements, as the schema wants."""
    properties.insert_element_before(parse_xml(xml), *following)


def face(identity: Identity, purpose: str) -> str:
    return identity.families.get(purpose, INSTEAD[purpose])


def colour(identity: Identity, purpose: str) -> str:
    """As Word writes it."""
    return identity.book[purpose].lstrip("#").upper()


def _set_face(style: BaseStyle, name: str) -> None:
    style.font.name = name
    fonts = style.element.rPr.rFonts
    for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{script}"), None)
    for script in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)


def _dress_words(style: BaseStyle, name: str, identity: Identity) -> None:
    if style.element.rPr is not None:
        style.element.remove(style.element.rPr)
    own = {"Hyperlink": MAIN, PLACEHOLDER: QUIET}.get(name, INK)
    style.font.color.rgb = RGBColor.from_string(colour(identity, own))
    if name == "Hyperlink":
        style.font.underline = True
    elif name == "Footnote Reference":
        style.font.superscript = True
    elif name == "Verbatim Char":
        _set_face(style, face(identity, CODE))
        style.font.size = Pt(9)


def _dress_table(style: BaseStyle, identity: Identity) -> None:
    """Fine lines, and a head on a ground of its own."""
    line, ink = colour(identity, LINE), colour(identity, INK)
    for child in list(style.element):
        if child.tag not in (qn("w:name"), qn("w:basedOn"), qn("w:uiPriority"), qn("w:qFormat")):
            style.element.remove(child)
    edge = 'w:val="single" w:sz="4" w:space="0" w:color'
    edges = "".join(
        f'<w:{side} {edge}="{line}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(f'<w:{side} w:w="85" w:type="dxa"/>' for side in ("left", "right"))
    head = (
        f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:rPr><w:b/></w:rPr>'
        f'<w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="{ink}"/>'
        f'</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="{colour(identity, GROUND)}"/>'
        '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    )
    first = f'<w:tblStylePr {nsdecls("w")} w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
    table = (
        f"<w:tblPr {nsdecls('w')}><w:tblBorders>{edges}</w:tblBorders>"
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
    )
    for xml in (table, head, first):
        style.element.append(parse_xml(xml))
