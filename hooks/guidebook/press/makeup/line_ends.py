"""What the end of a line takes from its words, kept for who listens, copies or searches: the space
that the line is broken at, and that a hyphen is one of the line's alone.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from weasyprint.formatting_structure.boxes import Box, TextBox
from weasyprint.pdf.stream import Stream
from weasyprint.text import line_break

SOFT = "\u00ad-"  # what the text of a line broken within a word ends in
# The last glyph that an operation shows, and what of spacing follows it.
LAST_GLYPH = re.compile(rb"([0-9a-f]{4})((?:>[-\d.]*<)*>[-\d.]*\] TJ)$")
ANYTHING = "…"  # a text that WeasyPrint does not take for an empty one


@contextmanager
def remembered() -> Iterator[None]:
    """While pages are laid out, each line remembers whether it is broken at a space."""
    before = line_break.first_line_metrics

    def metrics(first_line, text, layout, resume_at, *rest, **named):
        layout.spaced = bool(resume_at) and text.encode()[:resume_at].endswith(b" ")
        return before(first_line, text, layout, resume_at, *rest, **named)

    line_break.first_line_metrics = metrics
    try:
        yield
    finally:
        line_break.first_line_metrics = before


@contextmanager
def marked() -> Iterator[None]:
    """While the file is written, lines end in their spaces, and hyphens are marked."""
    before = Stream.marked

    @contextmanager
    def mark(stream: Stream, box: Box, tag: str) -> Iterator[None]:
        with before(stream, box, tag):
            if not isinstance(box, TextBox):
                yield
                return
            start, text = len(stream.stream), box.text
            _keep_spaces(box)
            yield
            box.text = text
            if text.endswith(SOFT):
                _mark_last(stream.stream, start)

    Stream.marked = mark
    try:
        yield
    finally:
        Stream.marked = before


def _keep_spaces(box: TextBox) -> None:
    layout = box.pango_layout
    if getattr(layout, "spaced", False) and not box.text.endswith(SOFT):
        layout.text = f"{box.text} "
    if " " in layout.text and not box.text.strip() and not getattr(layout, "kept", False):
        box.text = ANYTHING
        layout.kept = True  # the pieces of a leader share theirs


def _mark_last(operations: list, start: int) -> None:
    """The glyph shown last of all since `start`, as marked content inside that of its line."""
    for position in range(len(operations) - 1, start - 1, -1):
        operation = operations[position]
        if isinstance(operation, bytes) and (last := LAST_GLYPH.search(operation)):
            operations[position : position + 1] = [
                operation[: last.start()] + b">] TJ",
                b"/Span <</ActualText <feff00ad>>> BDC",
                b"[<" + last[0],
                b"EMC",
            ]
            return
