"""The press: a Book becomes a tagged PDF, with the same bytes from the same book."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from xml.etree.ElementTree import tostring

from ..book import Book, Offprint
from ..findings import BadInput, Finding, Place, shown
from ..text.keeping import kept
from .archive import Data
from .document import chapter_alone, document, workbook
from .font_faces import Faces, font_files, missing_characters

CODE_FAMILY = "Source Code Pro"
REFERENCE = "GUIDEBOOK_REFERENCE"  # set to 1 in the environment: keep nothing
SHELF = "kirja"  # where units are kept
INSTALL_PANGO = (
    "asenna se komennolla sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0 "
    "(macOS: brew install pango)"
)


def faces(style: Path) -> Faces:
    """What the faces of a stylesheet draw. Raises BadInput when one cannot be read."""
    return Faces(font_files(style), CODE_FAMILY)


def drawings(style: Path) -> frozenset[Path]:
    """What a stylesheet may draw with: the drawings beside it."""
    return frozenset(file.resolve() for file in style.parent.glob("*/*.svg"))


@dataclass(frozen=True)
class Printed:
    """`size` is in bytes; `warnings` tell what is missing from the paper; `folios` has the page of
    each anchor.
    """

    pages: int
    size: int
    warnings: list[str]
    folios: Mapping[str, int] = field(default_factory=dict)


def print_workbook(
    book: Book,
    style: Path,
    out: Path,
    hyphenate: Callable[[str], str] | None,
    base: Path,
    keep: Callable | None = None,
) -> Printed:
    """Print the sheets of a workbook as a form to be filled in; all else as `print_book` does."""
    return print_book(book, style, out, hyphenate, base, workbook, keep=keep)


def print_book(
    book: Book,
    style: Path,
    out: Path,
    hyphenate: Callable[[str], str] | None,
    base: Path,
    lay_out: Callable = document,
    data: Data | None = None,
    examine: Callable | None = None,
    keep: Callable | None = None,
) -> Printed:
    """Print `book` with the stylesheet `style` into the file `out`; pictures are looked for under
    `base`. `data` is attached to it. `keep` keeps what is laid out for another time (`keeping()`);
    without it, the file is the reference.

    `examine` gets the pages as they are laid out (`laid.LaidSheet`) before they are written.
    The PDF is written even when there are warnings: whether they stop a build is for the caller to
    say. Raises BadInput when Pango is missing or the file cannot be written; what stood in `out`
    stays then.
    """
    paper = _paper(style)
    tree, warnings = lay_out(book, hyphenate)
    files = font_files(style)
    chapters = [chapter for part in book.parts for chapter in part.chapters]
    warnings += missing_characters(chapters, Faces(files, CODE_FAMILY))
    imprint = book.imprint
    readable = frozenset(files) | drawings(style)
    particulars = paper.Particulars(imprint.content_hash, imprint.date, data)
    materials = paper.Materials(style, base, readable, frozenset(files.values()), hyphenate)
    made = paper.pdf(tree, materials, particulars, keep or paper.anew, examine)
    write(out, made.content)
    return Printed(made.pages, len(made.content), [*warnings, *made.warnings], made.folios)


def print_offprint(
    offprint: Offprint,
    style: Path,
    out: Path,
    hyphenate: Callable[[str], str] | None,
    base: Path,
    keep: Callable | None = None,
) -> Printed:
    """Print a chapter by itself; all else as `print_book` does. It is kept whole, under what it is
    made of: what is the same is not even set.
    """
    paper = _paper(style)
    files = font_files(style)
    readable = frozenset(files) | drawings(style)
    materials = paper.Materials(style, base, readable, frozenset(files.values()), hyphenate)
    fetcher = paper.Fetcher(base, readable)
    chapter, (part,) = offprint.chapter, offprint.book.parts
    words = tostring(chapter.body, encoding="unicode")
    told = repr((offprint.address, offprint.names_pages, offprint.book.imprint, part.title))
    inputs = [*materials.inputs(), words, told, repr(replace(chapter, body=None))]

    def make() -> "paper.Made":
        tree, warnings = chapter_alone(offprint, hyphenate)
        warnings += missing_characters([chapter], Faces(files, CODE_FAMILY))
        identifier = sha256("".join(inputs).encode()).hexdigest()
        particulars = paper.Particulars(identifier, offprint.book.imprint.date)
        made = paper.alone(tree, materials, particulars)
        return replace(made, warnings=[*warnings, *made.warnings])

    made = (keep or paper.anew)(inputs, make, paper.packed, partial(paper.unpacked, fetcher))
    write(out, made.content)
    return Printed(made.pages, len(made.content), list(made.warnings), made.folios)


def keeping(shelf: str = SHELF) -> Callable | None:
    """What keeps the units of a book from one build to the next; None where the book is to be the
    reference.
    """
    return None if os.environ.get(REFERENCE) == "1" else partial(kept, shelf=shelf)


def _paper(style: Path) -> ModuleType:
    """What prints, loaded no earlier than it is needed: it loads Pango, and takes its time."""
    try:
        from . import paper
    except OSError as error:
        raise BadInput(
            Finding(
                Place(shown(style)),
                "pango",
                f"PDF:n latoja Pango puuttuu ({_first_line(error)})",
                INSTALL_PANGO,
            )
        ) from error
    return paper


def write(out: Path, content: bytes) -> None:
    """Put `content` in `out` whole or not at all. Raises BadInput."""
    draft = out.with_name(f".{out.name}.kesken")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        os.replace(draft, out)
    except OSError as error:
        draft.unlink(missing_ok=True)
        message = f"PDF:ää ei voitu kirjoittaa ({error.strerror or error})"
        hint = "vapauta levytilaa ja aja make uudelleen"
        raise BadInput(Finding(Place(shown(out)), "kirja", message, hint)) from error


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
