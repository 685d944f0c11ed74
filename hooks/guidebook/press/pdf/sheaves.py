"""The pages of a unit as a file of their own, to be joined with those of the others.

Its fonts are only named: what of them the unit uses is told beside it, and the whole file gets each
face once.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

import pydyf
import weasyprint
from weasyprint import pdf as weasyprint_pdf

from ..makeup.folio_boxes import FolioPlace
from ..materials import Particulars
from . import folio_places, writing
from .tag_tree import Element

Bookmark = tuple[int, str, tuple[float, float], str]  # level, words, place and state
Wholes = list  # of the elements that units have a piece of: [name, Wholes], None for any other


@dataclass
class Face:
    """What is used of a face: the widths of its glyphs and the text that each stands for."""

    widths: dict[int, int] = field(default_factory=dict)
    text: dict[int, str] = field(default_factory=dict)

    def add(self, other: "Face") -> None:
        self.widths = {**other.widths, **self.widths}
        self.text = {**other.text, **self.text}


@dataclass(frozen=True)
class Sheaf:
    """`faces` are known by the name of their resource, `anchors` are the unit's own, `bookmarks`
    those of each page, which is so high in CSS pixels. `places` are where it tells the number of a
    page. A unit with glyphs that no face has is not `sound`: it cannot be joined. Whether it stands
    `alone` and its `warnings` are as in `compositor.Finished`. Where it comes to stand is not kept:
    its `first` page, which the unit before may have `begun`.
    """

    content: bytes
    anchors: Sequence[str]
    wholes: Wholes
    faces: dict[str, Face]
    bookmarks: Sequence[tuple[float, Sequence[Bookmark]]]
    places: Sequence[FolioPlace]
    sound: bool
    alone: bool = True
    warnings: Sequence[str] = ()
    first: int = 1
    begun: bool = False

    def packed(self) -> dict[str, Any]:
        """As JSON can hold it, without its content."""
        return {name: value for name, value in asdict(self).items() if name != "content"}

    @classmethod
    def unpacked(cls, content: bytes, data: dict[str, Any]) -> "Sheaf":
        faces = {
            name: Face(*({int(glyph): value for glyph, value in table.items()} for table in tables))
            for name, tables in ((name, face.values()) for name, face in data.pop("faces").items())
        }
        places = [FolioPlace(**place) for place in data.pop("places")]
        return cls(content, faces=faces, places=places, **data)


def sheaf(
    document: weasyprint.Document,
    options: dict[str, object],
    particulars: Particulars,
    elsewhere: Sequence[str],
) -> Sheaf:
    """The unit that was laid out; its links lead `elsewhere` too."""
    pages = document.pages
    anchors = list(dict.fromkeys(anchor for page in pages for anchor in page.anchors))
    bookmarks = [(page.height, list(page.bookmarks)) for page in pages]
    for anchor in elsewhere:
        pages[-1].anchors.setdefault(anchor, (0, 0, 0, 0))  # until the files are joined
    with _named_fonts(), folio_places.marked(document) as places:
        content, tree = writing.written(document, options, particulars, renumbered=True)
    faces: dict[str, Face] = {}
    for font in document.fonts.values():
        faces.setdefault(font.hash, Face()).add(Face(font.widths, font.to_unicode))
    sound = not any(font.missing or font.bitmap for font in document.fonts.values())
    return Sheaf(content, anchors, _wholes(tree.body), faces, bookmarks, places, sound)


def _wholes(element: Element) -> Wholes:
    return [[kid.whole, _wholes(kid)] if kid.whole else None for kid in element.elements]


@contextmanager
def _named_fonts() -> Iterator[None]:
    """While a file is written, its fonts are placeholders."""
    before = weasyprint_pdf.build_fonts_dictionary

    def name_fonts(pdf: pydyf.PDF, fonts: dict, *_: object) -> pydyf.Dictionary:
        named = pydyf.Dictionary()
        for font in fonts.values():
            placeholder = pydyf.Dictionary({"Type": "/Font"})
            pdf.add_object(placeholder)
            named[font.hash] = placeholder.reference
        return named

    weasyprint_pdf.build_fonts_dictionary = name_fonts
    try:
        yield
    finally:
        weasyprint_pdf.build_fonts_dictionary = before
