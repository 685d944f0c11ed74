"""What stands in the flow of a laid box: its lines, tables and pictures."""

from collections.abc import Iterator

from weasyprint.formatting_structure.boxes import Box, LineBox, ReplacedBox, TableBox


def pieces(box: Box) -> Iterator[Box]:
    for child in getattr(box, "children", ()):
        if isinstance(child, (LineBox, ReplacedBox, TableBox)):
            yield child
        elif child.is_in_normal_flow():
            yield from pieces(child)


def end(box: Box, empty: float) -> float:
    """Where the last of it ends, in CSS pixels from the top of the page; `empty` if there is
    nothing.
    """
    return max(map(_end, pieces(box)), default=empty)


def _end(piece: Box) -> float:
    height = piece.height if isinstance(piece, LineBox) else piece.margin_height()
    return piece.position_y + height
