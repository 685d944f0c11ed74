"""Lines that were set before: a stretch is laid out again and again, the lists in columns more than
that, and most of the lines come out as they were.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b

from weasyprint.css.properties import INHERITED
from weasyprint.layout import inline, preferred
from weasyprint.text.line_break import Layout

from .patching import replaced
from .word_breaks import split_first_line

# By how their names begin: the properties that may matter to how wide a line is and where it breaks
GROUPS = ("direction", "font_", "hyphen", "lang", "letter_", "overflow_", "tab_", "white_", "word_")
SAID = (*sorted(name for name in INHERITED if name.startswith(GROUPS)), "text_decoration_line")
MOST = 40_000  # lines that are remembered: all of a book of 200 pages
LONGEST = 2000  # characters of a text that is: each of its lines is known by all that follows it

Line = tuple  # what `split_first_line` gives: a layout and its measures


class Lines:
    def __init__(self) -> None:
        self._known: dict[tuple, Line] = {}

    @contextmanager
    def remembered(self) -> Iterator[None]:
        """While pages are laid out with one set of fonts."""
        with replaced("split_first_line", self._split, inline, preferred):
            yield

    def _split(self, text, style, context, max_width, spacing, **how) -> Line:
        if len(text) > LONGEST:
            return split_first_line(text, style, context, max_width, spacing, **how)
        known_by = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        key = known_by, _said(style), max_width, spacing, *how.items()
        if key not in self._known:
            if len(self._known) >= MOST:
                self._known.clear()
            layout, *measures = split_first_line(text, style, context, max_width, spacing, **how)
            self._known[key] = layout, *measures
        known, *measures = self._known[key]
        layout = Layout.__new__(Layout)
        vars(layout).update(vars(known))
        return layout, *measures


def _said(style: dict) -> str:
    """Told once of each style."""
    if not hasattr(style, "said"):
        style.said = repr([style[name] for name in SAID])
    return style.said
