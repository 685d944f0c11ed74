"""A hyphen that only the end of a line makes is marked as one, so that a word is read, copied and
found whole.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from weasyprint.formatting_structure.boxes import Box, TextBox
from weasyprint.pdf.stream import Stream

SOFT = "\u00ad-"  # what the text of a line broken within a word ends in
# The last glyph that an operation shows, and what of spacing follows it.
LAST_GLYPH = re.compile(rb"([0-9a-f]{4})((?:>[-\d.]*<)*>[-\d.]*\] TJ)$")


@contextmanager
def marked() -> Iterator[None]:
    """While the file is written."""
    before = Stream.marked

    @contextmanager
    def mark(stream: Stream, box: Box, tag: str) -> Iterator[None]:
        with before(stream, box, tag):
            start = len(stream.stream)
            yield
            if isinstance(box, TextBox) and box.text.endswith(SOFT):
                _mark_last(stream.stream, start)

    Stream.marked = mark
    try:
        yield
    finally:
        Stream.marked = before


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
