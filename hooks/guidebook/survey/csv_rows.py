"""The rows of a CSV file with their places, and the findings of one file."""

import csv
import re
import string
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain, islice
from pathlib import Path

from ..findings import Finding, Place, shown
from ..text.source import PIECE, Text, line_and_column, pieces

LONGEST_LINE = PIECE  # characters
ROWS = 2_000  # that are read at a time
# The start of a cell that a spreadsheet would run; −5 is a number.
FORMULA = re.compile(r"\s*([=@＝＠]|[+＋-](?!(?:[\d.,\s]*|inf(?:inity)?)\Z))", re.IGNORECASE)
LETTERS = frozenset(["", *string.ascii_letters, *string.digits])  # what starts no formula
# Excel's own first line
EXCEL_DELIMITER = re.compile(r'"?sep=([;,\t|])"?[^\S\n]*(?:\n|\Z)', re.IGNORECASE)
MOST = 50  # findings that are kept of one file
csv.field_size_limit(10**9)  # so that a cell that is too long becomes a finding of ours


class Log:
    """The findings of one file. After MOST of them the rest are only counted, so that no file can
    flood the run.
    """

    def __init__(self, path: Path):
        self.path = shown(path)
        self.findings: list[Finding] = []
        self.more = 0

    @property
    def full(self) -> bool:
        return len(self.findings) >= MOST

    def note(
        self,
        place: Callable[[], tuple[int, int]] | tuple[int, int],
        rule: str,
        message: str,
        hint: str = "",
    ) -> None:
        """Keeps a finding; the place (line, column) is only worked out when it is kept."""
        if self.full:
            self.more += 1
        else:
            at = place() if callable(place) else place
            self.findings.append(Finding(Place(self.path, *at), rule, message, hint))

    def reported(self) -> list[Finding]:
        if not self.more:
            return self.findings
        last = max(finding.place for finding in self.findings)
        return [
            *self.findings,
            Finding(
                last,
                "virheitä-lisää",
                f"tiedostossa on vielä {self.more} muuta virhettä",
                "korjaa ensin nämä",
            ),
        ]


@dataclass(frozen=True)
class CsvText:
    """A CSV file as it is written."""

    text: str = field(repr=False)
    delimiter: str

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    def place(self, line: int, index: int) -> tuple[int, int]:
        """Line and column where a cell of the row that begins on a line starts; past the last cell,
        where the row ends.
        """
        start, quoted = line, False
        while line <= len(self._lines):
            for column, character in enumerate(self._lines[line - 1], start=1):
                if not index:
                    return line, column
                if character == '"':
                    quoted = not quoted
                elif character == self.delimiter and not quoted:
                    index -= 1
            if not quoted:
                return line, len(self._lines[line - 1]) + 1
            line += 1
        return start, 1


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A row of a CSV file: its cells, and the line where it begins."""

    cells: list[str]
    line: int
    within: CsvText

    def place(self, index: int) -> tuple[int, int]:
        return self.within.place(self.line, index)


@dataclass(frozen=True)
class CsvBlock:
    """Rows of a CSV file that follow each other, and the lines where they begin."""

    rows: list[list[str]]
    lines: Sequence[int]
    within: CsvText

    def __iter__(self) -> Iterator[CsvRow]:
        """The rows without those that have no value, as spreadsheets leave some."""
        for line, cells in zip(self.lines, self.rows, strict=True):
            if any(cell.strip() for cell in cells):
                yield CsvRow(cells, line, self.within)


def csv_rows(text: str, delimiter: str, log: Log) -> Iterator[CsvRow]:
    """The rows of a CSV file that have a value. Stops, with a finding, where it can no longer be
    read.
    """
    return chain.from_iterable(csv_blocks(text, delimiter, log))


def csv_blocks(text: str, delimiter: str, log: Log) -> Iterator[CsvBlock]:
    """The same, many rows at a time; the first, which may be the header, by itself."""
    for begin, end in pieces(text):
        if end - begin > LONGEST_LINE:
            log.note(
                (text.count("\n", 0, begin) + 1, 1),
                "rivi",
                f"rivillä on {end - begin} merkkiä",
                f"enintään {LONGEST_LINE} merkkiä",
            )
            return
    named = EXCEL_DELIMITER.match(text)
    skipped = 1 if named else 0
    delimiter = named[1] if named else delimiter
    within = CsvText(text.written if isinstance(text, Text) else text, delimiter)
    reader = csv.reader(islice(_lines(text), skipped, None), delimiter=delimiter, strict=True)
    size, start, rows, broken = 1, skipped + 1, [[]], False
    while rows and not broken:
        rows, broken = _next_rows(reader, size)
        lines = range(start, skipped + reader.line_num + 1)
        if len(lines) != len(rows):  # some take more than one
            lines = [*accumulate(map(_lines_taken, rows), initial=start)]
            start = lines.pop()
        else:
            start = lines.stop
        if size == ROWS or any(cell.strip() for cells in rows for cell in cells):
            size = ROWS
            yield CsvBlock(rows, lines, within)
    if broken:
        log.note(
            (start, 1),
            "rivi",
            "rivi ei aukea",
            "tarkista lainausmerkit: avattu on myös suljettava",
        )


def _next_rows(reader: Iterator[list[str]], most: int) -> tuple[list[list[str]], bool]:
    """The next rows, and whether they are the last that can be read."""
    rows: list[list[str]] = []
    try:
        for cells in islice(reader, most):
            rows.append(cells)  # extending promises nothing of those before an error
    except csv.Error:
        return rows, True
    return rows, False


def _lines(text: str) -> Iterator[str]:
    """The lines, without the empty one behind the end of the last."""
    stop = len(text) - text.endswith("\n")
    for start, end in pieces(text):
        if start < len(text):
            yield from (line + "\n" for line in text[start : min(end, stop)].split("\n"))


def _lines_taken(cells: list[str]) -> int:
    return 1 + sum(cell.count("\n") for cell in cells)


def is_harmless(cell: str) -> bool:
    """Whether a spreadsheet would not run the cell."""
    return cell[:1] in LETTERS or not FORMULA.match(cell)


def note_formulas(csv_row: CsvRow, log: Log) -> None:
    """Tells of cells that a spreadsheet would run: the survey's files are given out and opened in
    one.
    """
    for index, cell in enumerate(csv_row.cells):
        if not is_harmless(cell):
            sign = FORMULA.match(cell)[1]
            log.note(
                lambda index=index: csv_row.place(index),
                "kaava",
                f'solu alkaa merkillä "{sign}", ja taulukkolaskenta ajaisi sen kaavana',
                "poista merkki solun alusta",
            )


def where(text: str, literal: str) -> tuple[int, int]:
    """Line and column of a literal's first occurrence in a text, or of its start."""
    return line_and_column(text, max(text.find(literal), 0))
