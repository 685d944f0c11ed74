"""Rivers: spaces between words that lie under each other line after line.

WeasyPrint's boxes do not tell where in a line a space is; poppler reads it from the file.
"""

import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise
from pathlib import Path

from ..press.makeup.laid import LaidSheet
from ..press.mending.faults import Fault, chapter, cut

LINES = 5  # under each other, before an eye sees a river
WIDEST = 8.0  # points: a wider gap is no space between words
NEXT = 18.0  # points from a line to the next of its paragraph
PIXELS = 96 / 72  # to a point
MARK = 40.0  # points from the left, in which signs of lists and alike beginnings stand
INDENT = 30.0  # points by which the beginnings of two such lines may differ

_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" [^>]*>(.*?)</word>')

Gap = tuple[float, float]


@dataclass
class _Row:
    """The words of a line, in points from the top left corner of the page."""

    top: float
    left: float
    right: float
    words: list[str]
    gaps: list[Gap] = field(default_factory=list)


def rivers(pdf: Path, sheets: Sequence[LaidSheet]) -> Iterator[Fault]:
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    output = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    for sheet, page in zip(sheets, output.split("<page ")[1:], strict=True):
        for row in _sources(_rows(page)):
            message = f"sanavälit ovat allekkain {LINES} rivillä"
            words = cut(" ".join(row.words))
            yield Fault("joki", sheet.number, _chapter(sheet, row), words, message)


def _chapter(sheet: LaidSheet, row: "_Row") -> str:
    """That of the line which stands where the row does."""
    at = (row.top + 2) * PIXELS
    for piece in sheet.flow.pieces():
        if any(line.rect.top <= at < line.rect.bottom for line in piece.lines):
            return chapter(piece)
    return ""


def _rows(page: str) -> list[_Row]:
    rows: list[_Row] = []
    for left, top, right, word in _WORD.findall(page):
        if word == ".":  # of a leader
            continue
        left, top, right = float(left), float(top), float(right)
        last = rows[-1] if rows else None
        if last and abs(top - last.top) < 1 and 0 < left - last.right < WIDEST:
            if left - last.left > MARK:
                last.gaps.append((last.right, left))
            last.right = right
            last.words.append(unescape(word))
        else:
            rows.append(_Row(top, left, right, [unescape(word)]))
    return rows


def _sources(rows: Sequence[_Row]) -> Iterator[_Row]:
    """The lines at which a river begins."""
    streams: list[tuple[Gap, int, _Row]] = []
    for above, row in pairwise([_Row(0, 0, 0, []), *rows]):
        near = 0 < row.top - above.top < NEXT and abs(row.left - above.left) < INDENT
        running = streams if near else []
        streams = []
        for gap in row.gaps:
            source = next((one for one in running if _under(gap, one[0])), None)
            length, first = (source[1] + 1, source[2]) if source else (1, row)
            streams.append((gap, length, first))
            if length == LINES:
                yield first


def _under(gap: Gap, above: Gap) -> bool:
    return min(gap[1], above[1]) - max(gap[0], above[0]) > (gap[1] - gap[0]) / 2
