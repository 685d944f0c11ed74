"""The press: a Book becomes a tagged PDF, with the same bytes from the same book.

elements     of a tree, made and asked for their classes
kept_files, shown_files
             what was printed before, and what pages show
setting      a Book becomes a tree of HTML, as it is to stand on paper
materials    what a tree is printed with
makeup       a tree becomes pages
mending      pages are looked at, and what stands badly is told or changed in the tree
pdf          pages become a file
compositor   who lays out and mends, and keeps what comes of it
paper        a tree becomes one file, unit by unit
"""

import ctypes.util
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from ..book import Book, Chapter, Imprint, Offprint
from ..findings import BadInput, Finding, Place, shown
from ..text.keeping import kept, words
from .kept_files import Made, anew, as_before
from .makeup.patching import replaced
from .materials import Data, Materials, Particulars
from .setting.document import chapter_alone, document, workbook
from .setting.font_faces import Faces, font_files, missing_characters

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


class Printable(Protocol):
    """Plain data, a `Book` or the like."""

    imprint: Imprint

    @property
    def chapters(self) -> Sequence[Chapter]:
        """Those of which it has the text as it is."""


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
    book: Printable,
    style: Path,
    out: Path,
    hyphenate: Callable[[str], str] | None,
    base: Path,
    lay_out: Callable = document,
    data: Data | None = None,
    examine: Callable | None = None,
    keep: Callable | None = None,
    refuse: Callable | None = None,
) -> Printed:
    """Print `book` with the stylesheet `style` into the file `out`; pictures are looked for under
    `base`. `lay_out`, which knows nothing else, makes a tree of the book. `data` is attached to it.
    `keep` keeps what is laid out (`keeping()`); without it, the file is the reference.

    `examine` gets the pages as they are laid out (`laid.LaidSheet`) before they are written; so
    does `refuse`, which raises BadInput or not, but not again those that it has let pass before.
    The PDF is written even when there are warnings: the caller says whether they stop a build.
    Raises BadInput when Pango is missing or the file cannot be written; what stood in `out` stays.
    """
    materials = _materials(style, hyphenate, base)
    particulars = Particulars(book.imprint.content_hash, book.imprint.date, data)

    def make() -> Made:
        with _needs_pango(style):
            from . import paper  # here, not above: it takes its time
        tree, warnings = lay_out(book, hyphenate, keep or anew)
        warnings += missing_characters(book.chapters, faces(style))
        made = paper.pdf(tree, materials, particulars, keep or anew, examine or refuse)
        return replace(made, warnings=[*warnings, *made.warnings])

    def inputs() -> list[str]:
        with _needs_pango(style):
            return [*materials.inputs(), *words((_name(lay_out), book, particulars))]

    kept_one = keep and not examine
    return _put(out, lambda: as_before(keep, inputs(), base, make) if kept_one else make())


def print_offprint(
    offprint: Offprint,
    style: Path,
    out: Path,
    hyphenate: Callable[[str], str] | None,
    base: Path,
    keep: Callable | None = None,
) -> Printed:
    """Print a chapter by itself; all else as `print_book` does."""
    return next(print_offprints([(offprint, out)], style, hyphenate, base, keep))


def print_offprints(
    offprints: Iterable[tuple[Offprint, Path]],
    style: Path,
    hyphenate: Callable[[str], str] | None,
    base: Path,
    keep: Callable | None = None,
) -> Iterator[Printed]:
    """Print chapters one by one, each into its file, with the same materials."""
    materials = _materials(style, hyphenate, base)
    with _needs_pango(style):
        shared = materials.inputs(dated=False)
    for offprint, out in offprints:
        own_inputs = [*words(offprint)]
        make = partial(_made_alone, offprint, own_inputs, materials)
        inputs = [*shared, *own_inputs]
        yield _put(out, partial(as_before, keep, inputs, base, make) if keep else make)


def _made_alone(offprint: Offprint, own_inputs: list[str], materials: Materials) -> Made:
    with _needs_pango(materials.style):
        from . import paper
    tree, warnings = chapter_alone(offprint, materials.hyphenate)
    warnings += missing_characters([offprint.chapter], faces(materials.style))
    identifier = sha256("\n".join(own_inputs).encode()).hexdigest()
    made = paper.alone(tree, materials, Particulars(identifier, offprint.book.imprint.date))
    return replace(made, warnings=[*warnings, *made.warnings])


def _put(out: Path, make: Callable[[], Made]) -> Printed:
    made = make()
    write(out, made.content)
    return Printed(made.pages, len(made.content), list(made.warnings), made.folios)


def keeping(shelf: str = SHELF) -> Callable | None:
    """What keeps the units of a book from one build to the next; None where the book is to be the
    reference.
    """
    return None if os.environ.get(REFERENCE) == "1" else partial(kept, shelf=shelf)


def load(style: Path) -> None:
    """Load what takes its time to. Raises BadInput."""
    with _needs_pango(style):
        from . import paper  # noqa: F401


def _materials(style: Path, hyphenate: Callable[[str], str] | None, base: Path) -> Materials:
    files = font_files(style)
    readable = frozenset(files) | drawings(style)
    return Materials(style, base, readable, frozenset(files.values()), hyphenate)


@contextmanager
def _needs_pango(style: Path) -> Iterator[None]:
    """Raises BadInput when it is missing. WeasyPrint looks for each library under names of other
    systems first, and each that is none costs a call of the compiler: Linux knows its own by name.
    """
    looked_up = replaced("find_library", lambda _: None, ctypes.util)
    try:
        with looked_up if sys.platform == "linux" else nullcontext():
            yield
    except OSError as error:
        message = f"PDF:n latoja Pango puuttuu ({_first_line(error)})"
        raise BadInput(Finding(Place(shown(style)), "pango", message, INSTALL_PANGO)) from error


def _name(function: Callable) -> str:
    return f"{function.__module__}.{function.__qualname__}"


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
