"""The book: parts, chapters, anchors. The press prints it and knows nothing of the guide."""

from .assembly import Book, Chapter, Imprint, Part, Slides, Way, anchor, assemble, slug, workbook
from .identified import by_its_own

__all__ = [
    "Book",
    "Chapter",
    "Imprint",
    "Part",
    "Slides",
    "Way",
    "anchor",
    "assemble",
    "by_its_own",
    "slug",
    "workbook",
]
