"""The deck as a presentation that one may make one's own: its texts are texts, in the placeholders
of a master.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element

import pptx
from PIL import Image
from pptx.presentation import Presentation
from pptx.shapes.placeholder import PicturePlaceholder
from pptx.text.text import TextFrame
from pptx.util import Pt

from ..book import Imprint
from ..identity import Identity, Logo
from ..identity import dots as dots_of
from ..text.packing import repacked
from . import dots
from .deck import Block, Deck, Paragraphs, Picture, Points, Slide
from .master import (
    ASIDE,
    ASIDE_TITLE,
    BODY,
    BODY_TITLE,
    LANGUAGE,
    LAYOUTS,
    NUMBER,
    ORIGIN,
    PICTURE,
    dress,
)

LOGO = (1000, 240)  # dots
LONG_TITLE = (26, 30)  # points and leading, as in overrides/print/kalvot.css


@dataclass(frozen=True)
class Run:
    """Words set alike."""

    text: str
    bold: bool = False
    italic: bool = False
    language: str = LANGUAGE
    address: str = ""  # where a link leads


def presentation(deck: Deck, base: Path, identity: Identity) -> bytes:
    """The file; pictures are looked for under `base`. Raises BadInput."""
    made = pptx.Presentation()
    dress(made, identity, deck.imprint.title)
    _tell(made, deck.imprint)
    fonts = sorted(face.file for face in identity.paper_faces)
    for slide in deck.slides:
        _add(made, slide, base, fonts)
    if deck.imprint.title_size:
        title = made.slides[0].shapes.title.text_frame.paragraphs[0]
        title.font.size, title.line_spacing = map(Pt, LONG_TITLE)
    if logo := identity.logos.get("large"):
        _show_logo(made.slides[0], logo, deck.imprint.publisher)
    return _packed(made)


def _tell(presentation: Presentation, imprint: Imprint) -> None:
    properties, day = presentation.core_properties, imprint.date
    properties.title, properties.subject = f"{imprint.title}: kalvot", imprint.subtitle
    properties.author, properties.last_modified_by = imprint.publisher, imprint.publisher
    properties.language, properties.keywords, properties.comments = LANGUAGE, "", imprint.licence
    properties.created = properties.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
    properties.version, properties.revision = imprint.edition, 1


def _add(presentation: Presentation, slide: Slide, base: Path, fonts: Sequence[Path]) -> None:
    names = [layout.name for layout in presentation.slide_layouts]
    layout = presentation.slide_layouts[names.index(LAYOUTS[slide.kind].name)]
    made = presentation.slides.add_slide(layout)
    rooms = {shape.placeholder_format.idx: shape for shape in made.placeholders}
    _write(made.shapes.title.text_frame, [[Run(slide.headline)]])
    for block in slide.blocks:
        if isinstance(block, Picture):
            _show(rooms.pop(PICTURE), block, base, fonts)
            continue
        aside = (isinstance(block, Points) and block.steps) or (
            isinstance(block, Paragraphs) and block.small
        )
        room = rooms.pop(ASIDE if aside else BODY)
        _write(room.text_frame, [list(runs(item)) for item in _items(block)])
        if isinstance(block, Points) and (head := ASIDE_TITLE if aside else BODY_TITLE) in rooms:
            _write(rooms.pop(head).text_frame, [[Run(block.title)]])
    for index, room in rooms.items():
        if index:
            room.element.getparent().remove(room.element)
    _foot(made, slide.origin)
    if slide.notes:
        _write(
            made.notes_slide.notes_text_frame,
            [[Run(text)] for text in slide.notes.split("\n\n")],
        )


def _items(block: Block) -> tuple[Element, ...]:
    return block.items if isinstance(block, Points) else block.texts


def _write(frame: TextFrame, paragraphs: list[list[Run]]) -> None:
    """A paragraph for each list of runs."""
    for number, written in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
        for run in written:
            made = paragraph.add_run()
            made.text = run.text
            properties = made._r.get_or_add_rPr()
            properties.set("lang", run.language)
            if run.bold:
                made.font.bold = True
            if run.italic:
                made.font.italic = True
            if run.address:
                made.hyperlink.address = run.address


def runs(element: Element, within: Run | None = None) -> Iterator[Run]:
    """The words of an element, each run with how it is set."""
    within = within or Run("")
    own = Run(
        " ".join((element.text or "").split("\n")),
        within.bold or element.tag in ("strong", "b"),
        within.italic or element.tag in ("em", "i"),
        element.get("lang") or within.language,
        element.get("href", ""),
    )
    if own.text:
        yield own
    for child in element:
        yield from runs(child, own)
        if child.tail:
            yield Run(" ".join(child.tail.split("\n")), own.bold, own.italic, own.language)


def _show(room: PicturePlaceholder, block: Picture, base: Path, fonts: Sequence[Path]) -> None:
    """The whole picture as large as it can be in its room, from the top left."""
    left, top, width, height = room.left, room.top, room.width, room.height
    if block.drawing.tag == "svg":
        content = dots.png(block.drawing, fonts)
    else:
        content = dots.file(base / block.drawing.get("src", ""), fonts)[0]
    picture = room.insert_picture(io.BytesIO(content))
    picture.crop_left = picture.crop_right = picture.crop_top = picture.crop_bottom = 0
    broad, high = picture.image.size
    scale = min(width / broad, height / high)
    picture.left, picture.top = left, top
    picture.width, picture.height = round(broad * scale), round(high * scale)
    picture._element.nvPicPr.cNvPr.set("descr", block.text)


def _show_logo(slide: pptx.slide.Slide, logo: Logo, owner: str) -> None:
    """Under the subtitle of the cover, on a plate where it is not for dark ground."""
    content = io.BytesIO()
    drawn = dots_of(logo.dark or logo.light, *LOGO)
    if not logo.dark:
        plate = Image.new("RGB", (drawn.width + 80, drawn.height + 60), "white")
        plate.paste(drawn, (40, 30), drawn)
        drawn = plate
    drawn.save(content, "PNG")
    picture = slide.shapes.add_picture(content, Pt(0), Pt(434), height=Pt(48))
    picture.left = Pt(915) - picture.width
    picture._element.nvPicPr.cNvPr.set("descr", logo.text or owner)


def _foot(slide: pptx.slide.Slide, origin: str) -> None:
    """Where the slide comes from, and its number, which python-pptx leaves to the layout."""
    for placeholder in slide.slide_layout.placeholders:
        index = placeholder.placeholder_format.idx
        if index in (ORIGIN, NUMBER):
            slide.shapes.clone_placeholder(placeholder)
            made = slide.placeholders[index]
            if index == ORIGIN:
                _write(made.text_frame, [[Run(origin)]])
            else:
                paragraph = made.text_frame.paragraphs[0]._p
                written = placeholder.text_frame.paragraphs[0]._p
                paragraph.extend(list(written.__deepcopy__({})))


def _packed(presentation: Presentation) -> bytes:
    saved = io.BytesIO()
    presentation.save(saved)
    return repacked(saved.getvalue())
