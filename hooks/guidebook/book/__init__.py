"""The book: parts, chapters, anchors. The press prints it and knows nothing of the guide."""

from .assembly import Book, Chapter, Part, Slides, Way, anchor, assemble, slug, workbook
from .imprint import Imprint

__all__ = [
    "Book",
    "Chapter",
    "Imprint",
    "Part",
    "Slides",
    "Way",
    "anchor",
    "assemble",
    "slug",
    "workbook",
]
