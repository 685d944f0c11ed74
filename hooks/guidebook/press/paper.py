"""A tree on paper: laid out unit by unit, and made one file. Importing this module loads Pango, and
raises OSError without it.
"""

import ctypes
import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import TypeVar
from xml.etree.ElementTree import Element

from weasyprint.document import Page

from .. import progress
from .compositor import Compositor, Finished
from .kept_files import Keep, Made, anew
from .makeup import complaints
from .makeup.laid import LaidSheet
from .makeup.laid_boxes import sheets
from .makeup.layouts import as_html
from .makeup.settling import Settling, Unit
from .makeup.sharing import merged
from .materials import Materials, Particulars
from .pdf import writing
from .pdf.joining import joined
from .pdf.sheaves import Sheaf
from .pdf.uniting import UnknownFace, united

T = TypeVar("T", Finished, Sheaf)
Examine = Callable[[Sequence[LaidSheet]], None]


def pdf(
    tree: Element,
    materials: Materials,
    particulars: Particulars,
    keep: Keep = anew,
    examine: Examine | None = None,
) -> Made:
    """`examine` sees the pages as they are printed.

    The reference is one process that keeps nothing, and writes all pages together. Where results
    are kept, the files of units are joined, unless somebody looks at the pages or writes in them:
    the same pages, tags, links and bookmarks, in other bytes.
    """
    with _dated(particulars.day), _uncollected():
        tree = as_html(tree, keep)
        compositor = Compositor(materials, writing.options_of(tree), keep)
        return _made(tree, compositor, particulars, examine)


def alone(tree: Element, materials: Materials, particulars: Particulars) -> Made:
    """The file of a few pages, laid out in one. Its day is its own, whenever it is made."""
    tree = as_html(tree)
    with _dated(particulars.day, always=True), _uncollected():
        compositor = Compositor(materials, writing.options_of(tree), anew)
        printed = compositor.alone(tree)
        with complaints.heard(materials.address) as messages:
            content, _ = writing.written(printed.document, compositor.options, particulars)
        warnings = complaints.numbered([*printed.warnings, *messages], 1)
        warnings = complaints.placed(tree, warnings)
        files = compositor.fetcher.fingerprints()
        return Made(content, len(printed.document.pages), warnings, files=files)


def _made(
    tree: Element, compositor: Compositor, particulars: Particulars, examine: Examine | None
) -> Made:
    kept = compositor.keep is not anew and not examine and not compositor.options["pdf_forms"]
    anchors = {id for element in tree.iter() if (id := element.get("id"))}
    sheaf = partial(compositor.sheaf, particulars=particulars, anchors=anchors)
    settling = Settling(tree, compositor, partial(compositor.at_once, sheaf if kept else None))
    made = _joined(settling, compositor, sheaf, particulars.day) if kept else None
    made = made or _whole(settling, compositor, particulars, examine)
    warnings = list(dict.fromkeys([*settling.warnings, *made.warnings]))
    placed = complaints.placed(tree, warnings)
    return replace(made, warnings=placed, folios=settling.folios(), files=compositor.files)


def _whole(
    settling: Settling,
    compositor: Compositor,
    particulars: Particulars,
    examine: Examine | None,
) -> Made:
    finished = _units(settling, compositor.finished)
    pages: list[Page] = []
    for unit, one in finished:
        first, *others = one.document.pages
        pages[-1:] = [merged(pages[-1], first)] if unit.begun else [*pages[-1:], first]
        pages += others
    printed = finished[0][1].document.copy(pages)
    if examine:
        examine(sheets(printed))
    progress.begin("Kirjoitan PDF-tiedostoa")
    with complaints.heard(compositor.materials.address) as messages:
        content, _ = writing.written(printed, compositor.options, particulars)
    warnings = _warnings(finished)
    return Made(content, len(pages), [*warnings, *messages])


def _joined(
    settling: Settling, compositor: Compositor, sheaf: Callable[[Unit], Sheaf], day: date
) -> Made | None:
    """None when a unit cannot be joined."""
    made = _units(settling, sheaf)
    sheaves = [sheaf for _, sheaf in made]
    progress.begin("Kirjoitan PDF-tiedostoa")
    if not all(sheaf.sound for sheaf in sheaves):
        return None
    try:
        fonts = compositor.fonts(united(one.faces for one in sheaves), day)
    except UnknownFace:
        return None
    _give_back()
    content, pages = joined(sheaves, fonts, settling.pages)
    _give_back()
    return Made(content, pages, list(_warnings(made)))


def _units(settling: Settling, finish: Callable[[Unit], T]) -> list[tuple[Unit, T]]:
    """The units of a book, finished."""
    while True:
        finished = [(unit, finish(unit)) for unit in settling.units()]
        if not settling.join([unit for unit, one in finished if not one.alone]):
            return finished


def _warnings(finished: Iterable[tuple[Unit, T]]) -> Iterator[str]:
    for unit, one in finished:
        yield from complaints.numbered(one.warnings, unit.page)


def _give_back() -> None:
    """glibc holds on to what was freed; what takes most memory is not to come on top of that."""
    with suppress(OSError, AttributeError):  # of another system
        ctypes.CDLL("libc.so.6").malloc_trim(0)


@contextmanager
def _dated(day: date, *, always: bool = False) -> Iterator[None]:
    """Font subsets carry a date, which their library takes from the environment alone."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    own = str(int(moment.timestamp()))
    os.environ["SOURCE_DATE_EPOCH"] = own if always else before or own
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


@contextmanager
def _uncollected() -> Iterator[None]:
    """The collector goes through the whole tree again and again, and a book has next to nothing for
    it.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
