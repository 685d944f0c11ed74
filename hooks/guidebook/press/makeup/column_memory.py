"""Columns that were laid out before: to make them equally long, WeasyPrint tries height after
height, often a pixel more each time, and lays them out once more at the height that it takes.

What a column holds at two heights it holds at all between them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple

from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import block

from .patching import replaced

FURTHER = 16  # CSS pixels: so much longer a column is tried that did not change
NEAR = 2  # CSS pixels between two heights that are not worth another
ROUNDED = 1e-6  # CSS pixels: heights that differ by less are the same

columns_layout, block_box_layout = block.columns_layout, block.block_box_layout


class Laid(NamedTuple):
    """What `block_box_layout` gives."""

    box: Box | None
    resume_at: dict | None
    next_page: dict
    margins: list
    through: bool
    lines: int | None

    def holds_as(self, other: "Laid") -> bool:
        """Whether both end at the same place, and before the foot that they were given."""
        return (
            self.box is not None
            and other.box is not None
            and self.resume_at == other.resume_at
            and self.box.height == other.box.height
        )


@dataclass
class Tried:
    """How a column that begins at one place comes out, by the room left below it."""

    laid: dict[float, Laid] = field(default_factory=dict)

    def between(self, below: float) -> Laid | None:
        """What it is known to hold."""
        shorter = min((room for room in self.laid if room >= below - ROUNDED), default=None)
        longer = max((room for room in self.laid if room <= below + ROUNDED), default=None)
        if shorter is None or longer is None:
            return None
        found = self.laid[shorter]
        known = abs(shorter - below) <= ROUNDED or found.holds_as(self.laid[longer])
        return found if known else None

    def further(self, below: float) -> float | None:
        """Where to try next, so that less has to be tried after that."""
        laid = self.laid[below]
        shorter = min((room for room in self.laid if room > below), default=None)
        if shorter is None or not laid.holds_as(self.laid[shorter]):
            return None
        longer = max((room for room in self.laid if room < below), default=None)
        if longer is None:
            return below - FURTHER
        return (below + longer) / 2 if below - longer > NEAR else None


class Columns:
    def __init__(self) -> None:
        self._open: list[dict[tuple, Tried]] = []  # of the lists that are being laid out

    @contextmanager
    def remembered(self) -> Iterator[None]:
        """While pages are laid out."""
        columns = replaced("columns_layout", self._lay_out_columns, block)
        with columns, replaced("block_box_layout", self._lay_out, block):
            yield

    def _lay_out_columns(self, *given: object) -> tuple:
        self._open.append({})
        try:
            return columns_layout(*given)
        finally:
            self._open.pop()

    def _lay_out(
        self, context: object, box: Box, below: float, start: dict | None, *given: object, **named
    ) -> tuple:
        if not box.is_column:
            return block_box_layout(context, box, below, start, *given, **named)
        holder, empty, absolutes, fixed, margins, *styles = given

        def laid(room: float) -> Laid:
            lists = absolutes, fixed, margins
            result = block_box_layout(
                context, box, room, start, holder, empty, *lists, *styles, **named
            )
            return Laid(*result)

        first = id(box.children[0]) if box.children else None
        tried = self._open[-1].setdefault((first, str(start), empty, below == inf), Tried())
        if known := tried.between(below):
            known.box.translate(box.position_x - known.box.position_x)
            return known
        made = laid(below)
        if _plain(made.box):
            tried.laid[below] = made
            further = tried.further(below)
            if further is not None and margins is not None and below != inf:
                tried.laid[further] = laid(further)
        return made


def _plain(box: Box | None) -> bool:
    """Whether nothing in it has a place elsewhere, which would be found only by laying it out."""
    return box is not None and all(
        isinstance(one, Box) and not (one.footnote or one.note or one.is_floated())
        for one in box.descendants()
    )
