"""Words broken between any two of their letters: only those that have no room on a line alone.

WeasyPrint breaks others as well: one whose soft hyphen has no room for its sign, where no other
stands before it on the line; and one that follows others in the element that a line begins with.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from weasyprint.formatting_structure.boxes import Box, LineBox, TextBox
from weasyprint.layout import inline
from weasyprint.text import line_break

from ...finnish import SOFT_HYPHEN
from .patching import replaced

split_inline_box, split_text_box = inline.split_inline_box, inline.split_text_box


@contextmanager
def spared() -> Iterator[None]:
    """While pages are laid out, no word is broken so that does not begin its line."""
    starts: list[float] = []  # of the lines that are being filled, one in a box of another

    def fill(context: object, box: Box, left: float, *rest: object, **named: object) -> tuple:
        if not isinstance(box, LineBox):
            return split_inline_box(context, box, left, *rest, **named)
        starts.append(left)
        try:
            return split_inline_box(context, box, left, *rest, **named)
        finally:
            starts.pop()

    def split(
        context: object, box: TextBox, room: float | None, skip: int, is_line_start: bool = True
    ) -> tuple:
        first = is_line_start and not (starts and box.position_x > starts[-1])
        return split_text_box(context, box, room, skip, is_line_start=first)

    with replaced("split_inline_box", fill, inline), replaced("split_text_box", split, inline):
        yield


def split_first_line(text, style, context, max_width, spacing, **how) -> tuple:
    """As WeasyPrint does, but before a word that it would break so, where words stand before it."""
    line = line_break.split_first_line(text, style, context, max_width, spacing, **how)
    layout, _, resume, width, *_ = line
    if not resume or max_width is None:
        return line
    before = text.encode()[:resume].decode()
    if before.endswith(" "):
        return line
    start = before.rfind(" ") + 1
    if not before[:start].strip() or not _torn(layout.text, before, text, width > max_width, style):
        return line
    word = text[start:].partition(" ")[0]
    whole = word.replace(SOFT_HYPHEN, "")
    other = f"{text[:start]}{whole}{text[start + len(word) :]}"
    spared = line_break.split_first_line(other, style, context, max_width, spacing, **how)
    return spared if 0 < (spared[2] or 0) <= len(text[:start].encode()) else line


def _torn(line: str, before: str, text: str, wide: bool, style: dict) -> bool:
    """Whether a line ends within a word, and neither in a hyphen that has room nor where the word
    has a sign to break at.
    """
    if line.endswith(f"{SOFT_HYPHEN}{style['hyphenate_character']}"):
        return wide
    signs = line_break.get_log_attrs(text, style["lang"])
    return before.endswith(SOFT_HYPHEN) or not signs[len(before)].is_line_break
