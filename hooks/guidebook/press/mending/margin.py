"""The margin beside the text: sources, the pages that a reader is led to, notes and what to read
next stand next to the line that calls for them, and are read there.

They are laid out at the top of their page, and put beside their lines once the lines have theirs:
WeasyPrint would break in two what hangs over the foot of a page.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from weasyprint import Document
from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import Box, LineBox

from ..elements import classes
from ..makeup.complaints import on_page
from ..setting.asides import NOTE, WIDE

GAP = 3.0  # CSS pixels between two notes
CLEAR = 16.0  # CSS pixels above what ends a stretch of the margin, where there is room for them
RAISED = 2.4  # CSS pixels from the top of a line to that of its note


@dataclass
class Note:
    """`line` is the top of the line that calls it, `top` where the note comes to stand."""

    box: Box
    line: float
    top: float = 0.0

    @property
    def height(self) -> float:
        return self.box.margin_height()


@dataclass
class Room:
    """A stretch of the margin that nothing else takes, and what is best left `clear` at its end."""

    top: float
    bottom: float
    clear: float = 0.0
    notes: list[Note] = field(default_factory=list)

    @property
    def spare(self) -> float:
        return self.bottom - self.top - sum(note.height + GAP for note in self.notes) + GAP

    def fits(self) -> bool:
        return self.spare >= 0

    def stack(self) -> None:
        """Each note beside its line, or under the one before it, or as low as the room allows."""
        end = self.top
        for note in self.notes:
            note.top = max(note.line + RAISED, end)
            end = note.top + note.height + GAP
        end = self.bottom - max(min(self.clear, self.spare), 0)
        for note in reversed(self.notes):
            note.top = min(note.top, end - note.height)
            end = note.top - GAP


def place(document: Document, begins: float | None = None, ends: float | None = None) -> list[int]:
    """Puts the notes of each page beside their lines. Gives the pages whose margin has no room,
    counted from 0. The text `begins` so far down the first page and `ends` so far down the last, in
    CSS pixels, where there is another above or below it.
    """
    crowded = []
    for index, page in enumerate(document.pages):
        whole = page._page_box
        notes = list(_notes(whole))
        if not notes:
            continue
        top, bottom = whole.content_box_y(), whole.content_box_y() + whole.height
        clear = 0.0
        if index == len(document.pages) - 1 and ends:
            bottom, clear = top + ends, CLEAR
        if not index and begins:
            top += begins
        rooms = list(_rooms(whole, top, bottom, clear)) or [Room(top, top)]
        _share_out(notes, rooms)
        for room in rooms:
            room.stack()
        if not all(room.fits() for room in rooms):
            crowded.append(index)
        for note in notes:
            note.box.translate(0, note.top - note.box.position_y)
        document.pages[index] = Page(whole)  # whose links are where the notes are now
    return crowded


def warning(page: int) -> str:
    return f"sivun {on_page(page)} reunaan ei mahdu kaikki: siirrä viitteitä"


def _notes(page: Box) -> Iterator[Note]:
    line, blocks = page.content_box_y(), {}
    for box in page.descendants():
        if isinstance(box, LineBox):
            line = box.position_y
        elif box.element is not None and NOTE in classes(box.element):
            if box.style["position"] == "absolute":
                beside = box.element.get("data-rinnalla")
                yield Note(box, blocks.get(beside, line) if beside else line)
        elif box.element is not None:
            blocks |= dict.fromkeys(classes(box.element), box.position_y)


def _share_out(notes: list[Note], rooms: list[Room]) -> None:
    """Each note into the room that its line stands in; what does not fit there goes into the one
    below, or, at the foot, into the one above.
    """
    for note in notes:
        before = [room for room in rooms if room.top <= note.line] or rooms[:1]
        before[-1].notes.append(note)
    for room, below in pairwise(rooms):
        while room.notes and not room.fits():
            below.notes.insert(0, room.notes.pop())
    for below, room in pairwise(reversed(rooms)):
        while below.notes and not below.fits():
            room.notes.append(below.notes.pop(0))


def _rooms(page: Box, top: float, bottom: float, clear: float) -> Iterator[Room]:
    for box in page.descendants():
        if box.element is not None and WIDE in classes(box.element) and box.is_in_normal_flow():
            if box.position_y - top > GAP:
                yield Room(top, box.position_y, CLEAR - box.margin_top)
            top = max(top, box.position_y + box.margin_height())
    if bottom - top > GAP:
        yield Room(top, bottom, clear)
