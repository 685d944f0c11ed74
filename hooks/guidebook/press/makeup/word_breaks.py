"""Words broken between any two of their letters: only those that have no room on a line alone.

WeasyPrint breaks others as well: one whose soft hyphen has no room for its sign, where no other
stands before it on the line; and one that follows others in the element that a line begins with.
Where another soft hyphen stands before, it goes back to that, past words that have room.
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
    """As WeasyPrint does, but at a space, where it would tear the word behind that, and where one
    has room behind the hyphen that it breaks at.
    """
    line = line_break.split_first_line(text, style, context, max_width, spacing, **how)
    layout, _, resume, width, *_ = line
    if not resume or max_width is None:
        return line
    before = text.encode()[:resume].decode()
    if before.endswith(" "):
        return line
    hyphenated = layout.text.endswith(f"{SOFT_HYPHEN}{style['hyphenate_character']}")
    roomy = hyphenated and width <= max_width
    kept = before if roomy else before[: before.rfind(" ") + 1]
    if not kept.strip() or not (hyphenated or _torn(before, text, style)):
        return line
    words = text[len(kept) :]
    whole = f"{kept.removesuffix(SOFT_HYPHEN)}{words.replace(SOFT_HYPHEN, '')}"
    other = line_break.split_first_line(whole, style, context, max_width, spacing, **how)
    if other[2] and not whole.encode()[: other[2]].endswith(b" "):
        return line
    length, ends = (_place(whole, end, kept, words) for end in other[1:3])
    better = not ends or ends > resume if roomy else ends and ends <= resume
    return (other[0], length, ends, *other[3:]) if better else line


def _torn(before: str, text: str, style: dict) -> bool:
    """Whether a line ends within a word that has no sign to break at there."""
    signs = line_break.get_log_attrs(text, style["lang"])
    return before.endswith(SOFT_HYPHEN) or not signs[len(before)].is_line_break


def _place(whole: str, end: int | None, kept: str, words: str) -> int | None:
    """So many bytes of the whole are how many of what was kept and the words in their hyphens."""
    if end is None:
        return None
    read = len(whole.encode()[:end].decode()) - len(kept.removesuffix(SOFT_HYPHEN))
    if read <= 0:
        return end
    letters = [at for at, letter in enumerate(words) if letter != SOFT_HYPHEN]
    at = letters[read] if read < len(letters) else len(words)
    return len(f"{kept}{words[:at]}".encode())
