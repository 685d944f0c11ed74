"""Where a file tells the number of a page, so that it can be told another: what comes before may
have become longer since it was written.

A page tells one in its foot, in its text, or in the words of a link. What it draws has a comment
there with the number of the place, `%3`.
"""

import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import pikepdf
import weasyprint
from pikepdf import Name
from weasyprint import draw
from weasyprint.draw.text import draw_first_line
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream
from weasyprint.text.line_break import create_layout

from ..makeup import folio_boxes
from ..makeup.folio_boxes import FolioPlace
from ..makeup.patching import replaced
from .link_tags import NUMBERED
from .object_bytes import PACKED

Target = tuple[str, str]  # the anchors where something begins and where it ends
Pages = Callable[[Target], str]  # the numbers of its pages
DIGITS = "0123456789"
SHOWN = re.compile(rb"<([0-9a-f]+)>")
GLYPH = re.compile(rb"[0-9a-f]{4}")


@contextmanager
def marked(document: weasyprint.Document) -> Iterator[list[FolioPlace]]:
    """While a file is written, the places in it."""
    found = folio_boxes.places(document)
    numbers = {box: number for number, box in enumerate(found)}
    draw_text = draw.draw_text

    def mark(stream: Stream, box: TextBox, *rest: object) -> None:
        start = len(stream.stream) - 1  # the end of another text before it is taken back
        draw_text(stream, box, *rest)
        if box in found:
            found[box].glyphs = _digits(stream, box)
            for position in range(max(start, 0), len(stream.stream)):
                operation = stream.stream[position]
                if isinstance(operation, bytes) and operation.endswith(b" TJ"):
                    stream.stream[position] = b"%%%d\n%b" % (numbers[box], operation)

    with replaced("draw_text", mark, draw):
        yield list(found.values())


def _digits(stream: Stream, box: TextBox) -> str:
    """The glyphs of all digits in the face of a text, which the file comes to use."""
    scratch, digits = stream.clone(), box.copy_with_text(DIGITS)
    digits.pango_layout = create_layout(DIGITS, box.style, None, None, 0)
    draw_first_line(scratch, digits, "clip", "none", Matrix())
    shown = b"".join(item for item in scratch.stream if isinstance(item, bytes))
    return b"".join(SHOWN.findall(shown)).decode()


def renumber(pdf: pikepdf.Pdf, places: Sequence[FolioPlace], first: int, pages: Pages) -> None:
    """Tells the numbers as they are now, in a file whose first page has the number `first`."""
    changed: dict[int, dict[int, str]] = {}
    for index, place in enumerate(places):
        number = pages(place.target) if place.target else str(first + place.page)
        digits = place.of(number)
        if digits != place.digits:
            changed.setdefault(place.page, {})[index] = digits
    for page, digits in changed.items():
        contents = pdf.pages[page].obj.Contents
        redrawn = _redrawn(contents.read_bytes(), places, digits)
        # packed as it comes when it is written with these numbers at once
        contents.write(zlib.compress(redrawn, PACKED), filter=Name.FlateDecode)
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", ()):
            if NUMBERED in annotation:
                words, begin, end = map(str, annotation[NUMBERED])
                text = f"{words}{pages((begin, end))}"
                annotation.Contents = pikepdf.String(" ".join(text.split()))
                del annotation[NUMBERED]


def _redrawn(drawn: bytes, places: Sequence[FolioPlace], numbers: Mapping[int, str]) -> bytes:
    pieces = re.split(rb"(?m)^%(\d+)\n", drawn)
    for index in range(1, len(pieces), 2):
        place = int(pieces[index])
        if place in numbers:
            operation, line, rest = pieces[index + 1].partition(b"\n")
            shown = _shown(operation, places[place].glyphs.encode(), numbers[place])
            pieces[index + 1] = shown + line + rest
        pieces[index] = b"%%%b\n" % pieces[index]
    return b"".join(pieces)


def _shown(operation: bytes, glyphs: bytes, digits: str) -> bytes:
    """An operation that shows these digits instead of its own."""
    known, following = GLYPH.findall(glyphs), iter(digits)

    def other(glyph: re.Match) -> bytes:
        return known[int(next(following))] if glyph[0] in known else glyph[0]

    return SHOWN.sub(lambda run: b"<%b>" % GLYPH.sub(other, run[1]), operation)
