"""The book: parts, chapters, anchors. The press prints it and knows nothing of the guide."""

from .assembly import Book, Chapter, Part, Slides, Way, anchor, assemble, slug, workbook
from .identified import by_its_own
from .imprint import Imprint
from .offprints import Offprint, offprints, stands_alone

__all__ = [
    "Book",
    "Chapter",
    "Imprint",
    "Offprint",
    "Part",
    "Slides",
    "Way",
    "anchor",
    "assemble",
    "by_its_own",
    "offprints",
    "slug",
    "stands_alone",
    "workbook",
]
