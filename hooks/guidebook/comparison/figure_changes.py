"""Figures, tables and pictures that a change draws otherwise."""

import base64
import re
import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from .. import charts, syntax
from ..findings import Problem
from ..guide import Format, Guide
from ..identity import Identity
from ..markup.figures import read_chart, read_series
from ..markup.illustrations import illustration
from ..markup.series_table import table
from ..pages.blocks import NUMBERED_BLOCKS, OF_SERIES
from ..pages.page import Page
from .trees import Tree

LARGEST = 3_000_000  # bytes of a photograph that is put into the page
KINDS = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".gif": "image/gif",
}

_PICTURE = re.compile(r"!\[([^\[\]]*)\]\(<?([^()<>\n\"']*[^()<>\s\"'])")


@dataclass(frozen=True)
class Drawing:
    """A figure of a page. `draw` gives it as HTML whose ids begin with the words given; `file` is
    a picture's, from the root.
    """

    name: str
    place: str
    draw: Callable[[str], str]
    file: str = ""


@dataclass(frozen=True)
class DrawingChange:
    """A figure that is drawn otherwise, or that is on one side only."""

    old: Drawing | None
    new: Drawing | None

    @property
    def name(self) -> str:
        return (self.new or self.old).name

    @property
    def place(self) -> str:
        return (self.new or self.old).place


def changed_drawings(old: Tree, new: Tree, moved: Mapping[str, str]) -> Iterator[DrawingChange]:
    """The figures of both trees in reading order, those that went last. The site's pages must have
    been converted.
    """
    former = {
        (moved.get(path, path), *key): drawing for (path, *key), drawing in _drawings(old).items()
    }
    present = _drawings(new)
    for key, drawing in present.items():
        before = former.pop(key, None)
        if before is None or before.draw("kuvio") != drawing.draw("kuvio"):
            yield DrawingChange(before, drawing)
    yield from (DrawingChange(before, None) for before in former.values())


def _drawings(tree: Tree) -> dict[tuple, Drawing]:
    """By page, kind, what is drawn, and which of several alike it is."""
    guide, found, counts = tree.guide, {}, Counter()
    for path, page in guide.pages.items():
        for key, drawing in (*_of_series(tree, page), *_pictures(tree, page)):
            counts[path, *key] += 1
            found[path, *key, counts[path, *key]] = drawing
    return found


def _of_series(tree: Tree, page: Page) -> Iterator[tuple[tuple[str, ...], Drawing]]:
    numbered = [block for block in page.blocks if block.name in NUMBERED_BLOCKS]
    for block, figure in zip(numbered, tree.guide.figures[page.path], strict=True):
        if block.name in OF_SERIES:
            shown = syntax.shown_series(block.argument)
            yield (
                (block.name, *shown.ids),
                Drawing(
                    f"{figure.caption_label}: {', '.join(shown.ids)}",
                    tree.place(block.place),
                    _drawer(tree.guide, block.name, shown),
                ),
            )


def _drawer(guide: Guide, kind: str, shown: syntax.Shown) -> Callable[[str], str]:
    def draw(id: str) -> str:
        try:
            found = read_series(shown, guide)
            if kind == "kuvio":
                return charts.draw(read_chart(found, shown), charts.WIDE, id)
            return etree.tostring(table(found, shown.names), "unicode", method="html")
        except Problem as problem:
            return f"<p>{escape(problem.message)}</p>"

    return draw


def _pictures(tree: Tree, page: Page) -> Iterator[tuple[tuple[str, ...], Drawing]]:
    written: dict[str, re.Match] = {}
    for match in _PICTURE.finditer(page.prose):
        written.setdefault(match[2], match)
    for address, _ in tree.guide.contents(page.path, Format.WEB).pictures:
        file = tree.guide.file(page.path, address)
        if file is not None and address:
            match = written.get(address)
            at = page.place(match.start()) if match else page.places_of_link(address)[0]
            text = " ".join(match[1].split()) if match else ""
            yield (
                ("kuva", address),
                Drawing(
                    f"Kuva {file.name}",
                    tree.place(at),
                    _picture(file, text or file.name, tree.guide.identity),
                    tree.from_root(file),
                ),
            )


def _picture(file: Path, text: str, identity: Identity) -> Callable[[str], str]:
    def draw(id: str) -> str:
        kind, size = KINDS.get(file.suffix.lower()), file.stat().st_size
        if kind is None or size > LARGEST:
            return f"<p>Kuvaa ei näytetä tässä ({size} tavua).</p>"
        try:
            content = (
                illustration(file, text, id, identity).encode()
                if kind == KINDS[".svg"]
                else file.read_bytes()
            )
        except Problem as problem:
            return f"<p>{escape(problem.message)}</p>"
        data = base64.b64encode(content).decode()
        return f'<img alt="{escape(text)}" src="data:{kind};base64,{data}">'

    return draw
