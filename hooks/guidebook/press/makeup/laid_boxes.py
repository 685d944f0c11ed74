"""The laid-out pages read from WeasyPrint's boxes."""

from collections.abc import Iterator

from weasyprint import Document
from weasyprint.formatting_structure import boxes

from ...finnish import SOFT_HYPHEN
from ..setting.asides import NOTE
from .laid import LaidSheet, Line, Piece, Rect


def sheets(document: Document) -> list[LaidSheet]:
    return [_sheet(page, number) for number, page in enumerate(document.pages, start=1)]


def _sheet(page: object, number: int) -> LaidSheet:
    whole = page._page_box
    area = Rect(
        whole.content_box_x(),
        whole.content_box_y(),
        whole.content_box_x() + whole.width,
        whole.content_box_y() + whole.height,
    )
    root, heads = None, {}
    for child in whole.children:
        if isinstance(child, boxes.MarginBox):
            heads[child.at_keyword] = "".join(_texts(child))
        elif root is None and child.element is not None:
            root = Piece(child.element, _rect(child))
            _read(child, root)
    kind, blank = whole.page_type.name or "", whole.page_type.blank
    paper = Rect(0, 0, whole.margin_width(), whole.margin_height())
    return LaidSheet(number, kind, blank, area, paper, root, heads, frozenset(page.anchors))


def _rect(box: boxes.Box) -> Rect:
    left, top, width, height = box.hit_area()
    return Rect(left, top, left + width, top + height)


def _read(box: boxes.Box, piece: Piece) -> None:
    """What is in a box into the piece of its element."""
    for child in box.children:
        if not isinstance(child, boxes.Box):
            _read_aside(child, piece)
        elif isinstance(child, boxes.LineBox):
            _read_line(child, piece, box)
        elif child.element is piece.element and child.element_tag == piece.element.tag:
            _read(child, piece)
        elif child.element is not None:
            inner = Piece(child.element, _rect(child), piece)
            piece.inside.append(inner)
            _read(child, inner)


def _read_aside(placeholder: object, piece: Piece) -> None:
    """What is placed absolutely: a note beside its line, or a part of a cover."""
    box = placeholder._box
    if box.element_tag.endswith("::marker"):
        return  # the sign of a list item stands beside its text
    inner = Piece(box.element, _rect(box), piece)
    (piece.aside if NOTE in inner.classes else piece.inside).append(inner)
    _read(box, inner)


def _read_line(line: boxes.LineBox, piece: Piece, holder: boxes.Box) -> None:
    for box in line.descendants():
        if not isinstance(box, boxes.Box):
            _read_aside(box, piece)
        elif isinstance(box, boxes.ReplacedBox):
            piece.inside.append(Piece(box.element, _rect(box), piece))
    if read := line_of(line, holder):
        piece.inside.append(read)


def line_of(line: boxes.LineBox, holder: boxes.Box) -> Line | None:
    """None when nothing of it leaves ink."""
    inked, forced = [], False
    for box in line.descendants():
        if isinstance(box, boxes.TextBox) and box.text.strip() and box.width:
            inked.append(box)
        elif isinstance(box, boxes.Box) and box.element_tag == "br":
            forced = True
    if not inked:
        return None
    text = "".join(box.text for box in inked).replace(SOFT_HYPHEN, "")
    left = min(box.position_x for box in inked)
    right = max(box.position_x + box.width for box in inked)
    rect = Rect(left, line.position_y, right, line.position_y + line.height)
    room = holder.content_box_x() + holder.width - line.position_x
    size = max(box.style["font_size"] for box in inked)
    return Line(text.strip(" "), rect, room, size, forced)


def _texts(box: boxes.Box) -> Iterator[str]:
    for inner in box.descendants():
        if isinstance(inner, boxes.TextBox):
            yield inner.text
