"""The master and the layouts of the presentation: the guide's faces, colours and places.

The measures are points; those of paper stand in overrides/print/kalvot.css.
"""

from dataclasses import dataclass, field

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.util import Pt

from ..identity import HEADINGS, TEXT, Identity
from .deck import Kind

WIDTH, HEIGHT = 960, 540
LANGUAGE = "fi-FI"
# Of the theme, what a program looks for in the place of a face that it has not got: a serif face, a
# plain one; and what is shown where an identity names none.
FACES = {
    "majorFont": (TEXT, "Georgia", {"panose": "02040603050405020204", "pitchFamily": "18"}),
    "minorFont": (HEADINGS, "Arial", {"panose": "020B0503030403020204", "pitchFamily": "34"}),
}
# Of the theme, by their roles on paper: dark and light ground, then six accents and two of links.
COLOURS = {
    "dk1": "muste", "lt1": "paperi", "dk2": "paavari", "lt2": "pinta", "accent1": "paavari",
    "accent2": "tehoste", "accent3": "kaavio-1", "accent4": "kaavio-2", "accent5": "kaavio-3",
    "accent6": "kaavio-4", "hlink": "paavari", "folHlink": "himmea",
}  # fmt: skip
NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)

STRANGE = {"printerSettings", "thumbnail", "extended-properties"}  # kinds of parts
FIELD = "{5C1A3F0E-2D5B-4C7A-9A55-0A3B6E2F7D11}"  # the id of any field

TITLE, ORIGIN, NUMBER = 0, 20, 21  # what each slide has
BODY, ASIDE, BODY_TITLE, ASIDE_TITLE, PICTURE = 1, 2, 11, 12, 13


@dataclass(frozen=True)
class Slot:
    """A placeholder: what is to stand in it, where, and how it is set."""

    index: int
    name: str
    kind: str  # of OOXML: "title", "body", "pic", "ftr" or "sldNum"
    frame: tuple[float, float, float, float]  # left, top, width, height
    size: float = 18
    leading: float = 24
    bold: bool = False
    sign: str = ""  # of the items of a list: "–" or "1"
    colour: str = "tx1"
    ground: str = ""
    after: float = 0  # an item, or a paragraph
    inset: float = 0
    anchor: str = "t"
    face: str = "+mn-lt"


def _title(top: float = 34, height: float = 78, **more) -> Slot:
    given = {"size": 32, "leading": 38, "bold": True, "face": "+mj-lt"} | more
    return Slot(TITLE, "Otsikko", "title", (45, top, given.pop("width", 870), height), **given)


def _foot(colour: str = "tx1") -> tuple[Slot, Slot]:
    return (
        Slot(ORIGIN, "Mistä kalvo on", "ftr", (45, 506, 820, 16), 10.5, 14, colour=colour),
        Slot(NUMBER, "Kalvon numero", "sldNum", (875, 506, 40, 16), 10.5, 14, colour=colour),
    )


@dataclass(frozen=True)
class SlideLayout:
    kind: Kind
    name: str
    slots: tuple[Slot, ...]
    dark: bool = False
    # of the motif: the circle's left, top and width, then the square's
    motif: tuple[float, ...] = ()
    frame: tuple[float, float, float, float] | None = None  # drawn around what to do
    feet: tuple[Slot, Slot] = field(default_factory=_foot)


_DARK = {"colour": "bg1"}
LAYOUTS = {
    layout.kind: layout
    for layout in (
        SlideLayout(
            Kind.COVER,
            "Kansi",
            (
                _title(34, 244, size=44, leading=50, width=482, anchor="b", **_DARK),
                Slot(BODY, "Alaotsikko", "body", (45, 290, 440, 195), 22, 29, after=10, **_DARK),
            ),
            dark=True,
            motif=(635, 54, 270, 535, 224, 165),
            feet=_foot("bg1"),
        ),
        SlideLayout(
            Kind.PART,
            "Osa",
            (
                _title(34, 54, size=44, leading=50, width=580, **_DARK),
                Slot(BODY, "Luvut", "body", (45, 104, 580, 380), after=4, **_DARK),
            ),
            dark=True,
            motif=(765, 54, 150, 697, 146, 92),
            feet=_foot("bg1"),
        ),
        SlideLayout(
            Kind.TEXT,
            "Teksti",
            (_title(), Slot(BODY, "Teksti", "body", (45, 128, 760, 360), 22, 29, after=10)),
        ),
        SlideLayout(
            Kind.CHAPTER,
            "Luku",
            (
                _title(),
                Slot(BODY_TITLE, "Mitä luku sanoo", "body", (45, 134, 490, 24), 14.5, 19.5, True,
                     colour="accent1"),
                Slot(BODY, "Kohdat", "body", (45, 160, 490, 330), sign="–", after=7),
                Slot(ASIDE_TITLE, "Mitä tehdään", "body", (567, 128, 348, 30), 14.5, 19.5, True,
                     colour="bg1", ground="accent1", inset=15),
                Slot(ASIDE, "Askeleet", "body", (567, 166, 348, 322), 14.5, 19.5, sign="1", after=6,
                     inset=15),
            ),
            frame=(567, 128, 348, 362),
        ),
        SlideLayout(
            Kind.FIGURE,
            "Kuva",
            (
                _title(),
                Slot(PICTURE, "Kuva", "pic", (45, 130, 510, 322)),
                Slot(BODY, "Kuvan sanat", "body", (590, 128, 325, 322), 22, 29, after=10),
                Slot(ASIDE, "Kuvan lähde", "body", (45, 458, 870, 40), 11, 14.5),
            ),
        ),
    )
}  # fmt: skip


def dress(presentation: Presentation, identity: Identity, title: str) -> None:
    """Gives python-pptx's plain presentation the guide's master and layouts."""
    _clear(presentation)
    presentation.slide_width, presentation.slide_height = Pt(WIDTH), Pt(HEIGHT)
    master = presentation.slide_master
    _dress_theme(master.part.part_related_by(RELATIONSHIP_TYPE.THEME), identity, title)
    plain = [Slot(BODY, "Teksti", "body", (45, 128, 870, 360), sign="–", after=7)]
    _fill(master.element, "", [_title(), *plain, *_foot()], SlideLayout(Kind.TEXT, "", ()))
    styles = master.element.find(qn("p:txStyles"))
    master.element.replace(styles, _styles())
    for spare in list(presentation.slide_layouts)[len(LAYOUTS) :]:
        presentation.slide_layouts.remove(spare)
    for own, layout in zip(presentation.slide_layouts, LAYOUTS.values(), strict=True):
        own.element.attrib.pop("type", None)
        own.element.set("preserve", "1")
        own.element.set("userDrawn", "1")
        _fill(own.element, layout.name, [*layout.slots, *layout.feet], layout)
    for style in presentation.element.iter(qn("a:defRPr")):
        style.set("lang", LANGUAGE)


def _clear(presentation: Presentation) -> None:
    """Takes away what the plain presentation tells of its maker: a printer, a picture, figures."""
    presentation.element.find(qn("p:sldSz")).attrib.pop("type", None)
    package = presentation.part.package
    for relations in (presentation.part.rels, package._rels):
        for id, relation in list(relations.items()):
            if relation.reltype.rpartition("/")[2] in STRANGE:
                relations.pop(id)


def _dress_theme(part, identity: Identity, title: str) -> None:
    theme = etree.fromstring(part.blob)
    theme.set("name", title)
    names = {"a": theme.nsmap["a"]}
    for name, role in COLOURS.items():
        holder = theme.find(f".//a:clrScheme/a:{name}", names)
        for child in list(holder):
            holder.remove(child)
        etree.SubElement(holder, qn("a:srgbClr"), val=identity.book[role].lstrip("#").upper())
    for fonts, (of, usual, alike) in FACES.items():
        typeface = identity.families.get(of, usual)
        theme.find(f".//a:{fonts}/a:latin", names).attrib.update({"typeface": typeface, **alike})
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _fill(element, name: str, slots: list[Slot], layout: SlideLayout) -> None:
    """The ground, the drawing and the placeholders of a master or layout."""
    ground = "tx2" if layout.dark else "bg1"
    shapes = [_drawn(layout)] if layout.motif or layout.frame else []
    shapes += [_slot(slot, number) for number, slot in enumerate(slots, 10)]
    named = f' name="{name}"' if name else ""
    made = parse_xml(
        f"<p:cSld {NAMESPACES}{named}>"
        f"<p:bg><p:bgPr>{_filled(ground)}<a:effectLst/></p:bgPr></p:bg><p:spTree>"
        '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        f"{''.join(shapes)}</p:spTree></p:cSld>"
    )
    element.replace(element.find(qn("p:cSld")), made)


def _drawn(layout: SlideLayout) -> str:
    """The square, the organisation, and before it the circle, the expert, who outgrows it; or the
    frame around what to do.
    """
    if layout.frame:
        return _shape(2, "Kehys", "rect", layout.frame, line=("accent1", 1))
    left, top, width, square_left, square_top, square = layout.motif
    return _shape(
        2, "Organisaatio", "rect", (square_left, square_top, square, square), line=("bg1", 1.4)
    ) + _shape(3, "Asiantuntija", "ellipse", (left, top, width, width), "accent2")


def _shape(id: int, name: str, form: str, frame, fill: str = "", line=()) -> str:
    filled = _filled(fill) if fill else "<a:noFill/>"
    edge = "<a:ln><a:noFill/></a:ln>"
    if line:
        colour, width = line
        edge = f'<a:ln w="{_emu(width)}">{_filled(colour)}</a:ln>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f"</p:nvSpPr><p:spPr>{_frame(frame)}"
        f'<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>{filled}{edge}</p:spPr></p:sp>'
    )


def _filled(colour: str) -> str:
    """With a colour of the theme."""
    return f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'


def _slot(slot: Slot, id: int) -> str:
    index = "" if slot.kind == "title" else f' idx="{slot.index}"'
    inset, above = _emu(slot.inset), _emu(5) if slot.ground else 0
    opening = f'<a:rPr lang="{LANGUAGE}"/><a:t>'
    run = f"<a:r>{opening}{slot.name}</a:t></a:r>"
    if slot.kind == "sldNum":
        run = f'<a:fld id="{FIELD}" type="slidenum">{opening}‹#›</a:t></a:fld>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="{slot.name}"/>'
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{slot.kind}"{index}/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{_frame(slot.frame)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"{_filled(slot.ground) if slot.ground else ''}</p:spPr>"
        f'<p:txBody><a:bodyPr vert="horz" lIns="{inset}" tIns="{above}" '
        f'rIns="{inset}" bIns="0" anchor="{slot.anchor}"><a:normAutofit/></a:bodyPr>'
        f"<a:lstStyle>{_style(slot)}</a:lstStyle><a:p>{run}</a:p></p:txBody></p:sp>"
    )


def _style(slot: Slot) -> str:
    """How the paragraphs in a placeholder are set."""
    align = ' algn="r"' if slot.kind == "sldNum" else ""
    indent, sign = 0, "<a:buNone/>"
    if slot.sign:
        indent, sign = _emu(20), f'<a:buChar char="{slot.sign}"/>'
        if slot.sign == "1":
            sign = '<a:buFont typeface="+mn-lt"/><a:buAutoNum type="arabicPeriod"/>'
        sign = f'<a:buClr><a:schemeClr val="accent1"/></a:buClr>{sign}'
    return (
        f'<a:lvl1pPr marL="{indent}" indent="{-indent}"{align}>'
        f'<a:lnSpc><a:spcPts val="{round(slot.leading * 100)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="0"/></a:spcBef>'
        f'<a:spcAft><a:spcPts val="{round(slot.after * 100)}"/></a:spcAft>{sign}'
        f'<a:defRPr lang="{LANGUAGE}" sz="{round(slot.size * 100)}" b="{int(slot.bold)}">'
        f"{_filled(slot.colour)}"
        f'<a:latin typeface="{slot.face}"/></a:defRPr></a:lvl1pPr>'
    )


def _styles():
    body = Slot(BODY, "", "body", (0, 0, 0, 0), sign="–", after=7)
    other = Slot(BODY, "", "body", (0, 0, 0, 0))
    return parse_xml(
        f"<p:txStyles {NAMESPACES}><p:titleStyle>{_style(_title())}</p:titleStyle>"
        f"<p:bodyStyle>{_style(body)}</p:bodyStyle>"
        f"<p:otherStyle>{_style(other)}</p:otherStyle></p:txStyles>"
    )


def _frame(frame: tuple[float, float, float, float]) -> str:
    left, top, width, height = map(_emu, frame)
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _emu(points: float) -> int:
    return round(points * 12700)
