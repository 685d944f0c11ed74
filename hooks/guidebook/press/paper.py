"""A tree on paper: laid out unit by unit, and written as one file. Importing this module loads
Pango, and raises OSError without it.
"""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree.ElementTree import Element

import weasyprint

from .. import progress
from . import boxes, complaints, fitting, layouts, margin, moving, writing
from .chapters import Hyphenate
from .fetching import Fetcher
from .folios import pages_of
from .laid import LaidSheet
from .laid_boxes import sheets
from .layouts import Layouts
from .rag import Rag
from .settling import Settled, Settling, Unit
from .titles import Titles
from .writing import Publication

Examine = Callable[[list[LaidSheet]], None]
MENDED = 6  # times that a unit may be mended


@dataclass(frozen=True)
class Finished:
    """The pages of a unit and warnings in Finnish. Where it is not `as_settled`, the pages after it
    have other numbers than they were told.
    """

    document: weasyprint.Document
    as_settled: bool
    warnings: list[str]


class Paper:
    """Lays out pieces until they have settled, and units as they are printed."""

    def __init__(self, layouts: Layouts, hyphenate: Hyphenate | None, address: str):
        self._layouts, self._hyphenate, self._address = layouts, hyphenate, address
        self._settled: dict[tuple[str, int], Settled] = {}

    def settled(self, tree: Element, key: str, page: int) -> Settled:
        side = page % 2
        if (key, side) not in self._settled:
            self._settled[key, side] = self._settle(tree, page)
        return self._settled[key, side]

    def _settle(self, tree: Element, page: int) -> Settled:
        with complaints.heard(self._address) as messages:
            laid = self._mended(tree, page)
        end = layouts.end(laid)
        own = laid.pages[: end.pages + bool(end.begins)]
        return Settled(tree, end.pages, *pages_of(own), end.begins, messages)

    def _mended(self, tree: Element, page: int) -> weasyprint.Document:
        """The layout in which there is nothing to mend, or the last one that is allowed."""
        mends = _mends(tree, self._hyphenate)
        for _ in range(MENDED):
            gc.collect(0)  # frees the drafts of lines and pages, and the layout before
            laid = self._layouts.lay_out(tree, page)
            if not sum(mend(laid) for mend in mends):
                return laid
            del laid
        return self._layouts.lay_out(tree, page)

    def finished(self, unit: Unit) -> Finished:
        """A unit as it is printed."""
        with complaints.heard(self._address) as messages:
            laid = self._layouts.lay_out(unit.tree, unit.page)
        pages = layouts.end(laid).pages
        printed = laid.copy(laid.pages[:pages])
        boxes.finish(printed)
        warnings = [*fitting.told(printed, unit.page), *margin.place(printed, unit.page)]
        gc.collect(0)
        as_settled = pages == unit.pages
        return Finished(printed, as_settled, [*warnings, *unit.warnings, *messages])


def _mends(
    tree: Element, hyphenate: Hyphenate | None
) -> list[Callable[[weasyprint.Document], bool]]:
    """What looks at a layout and changes the tree."""
    return [
        fitting.Tables(tree, hyphenate).fit,
        boxes.Boxes(tree).divide,
        Rag(tree, sheets).calm,
        Titles(tree, sheets).keep,
        moving.Figures(tree).move,
    ]


def pdf(
    tree: Element,
    style: Path,
    base: Path,
    given: frozenset[Path],
    publication: Publication,
    hyphenate: Hyphenate | None = None,
    examine: Examine | None = None,
) -> tuple[bytes, int, list[str]]:
    """The PDF, its number of pages, and what the press warned of. `examine` sees the pages as they
    are printed.
    """
    address = f"{base.resolve().as_uri()}/"
    told = writing.options(tree)
    with _dated(publication.day), _uncollected():
        paper = Paper(Layouts(style, address, Fetcher(base, given), told), hyphenate, address)
        settling = Settling(tree, paper)
        finished = _finished(settling, paper)
        pages = [page for one in finished for page in one.document.pages]
        printed = finished[0].document.copy(pages)
        if examine:
            examine(sheets(printed))
        progress.begin("Kirjoitan PDF-tiedostoa")
        with complaints.heard(address) as messages:
            content, _ = writing.written(printed, told, publication)
    told_of_units = [message for one in finished for message in one.warnings]
    warnings = list(dict.fromkeys([*settling.warnings, *told_of_units, *messages]))
    return content, len(printed.pages), complaints.placed(tree, warnings)


def _finished(settling: Settling, paper: Paper) -> list[Finished]:
    """The units of a book."""
    while True:
        finished = []
        for unit in settling.units():
            finished.append(paper.finished(unit))
            if not finished[-1].as_settled and settling.join(unit):
                break
        else:
            return finished


@contextmanager
def _dated(day: date) -> Iterator[None]:
    """Font subsets carry a date, which their library takes from the environment alone."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    os.environ["SOURCE_DATE_EPOCH"] = before or str(int(moment.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]


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
