"""The rows of a CSV file with their places, and the findings of one file."""

import csv
import re
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..findings import Finding, Place, shown
from ..text.source import Text, line_and_column

LONGEST_LINE = 100_000  # characters
# The start of a cell that a spreadsheet would run; −5 is a number.
FORMULA = re.compile(r"\s*([=@＝＠]|[+＋-](?!(?:[\d.,\s]*|inf(?:inity)?)\Z))", re.IGNORECASE)
HARMLESS = frozenset(["", *string.ascii_letters, *string.digits])  # what starts no formula
EXCEL_DELIMITER = re.compile(r'"?sep=([;,\t|])"?\s*', re.IGNORECASE)  # Excel's own first line
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
class CsvLines:
    """The lines of a CSV file, as they are written in it."""

    lines: list[str] = field(repr=False)
    delimiter: str

    def place(self, line: int, index: int) -> tuple[int, int]:
        """Line and column where a cell of the row that begins on a line starts; past the last cell,
        where the row ends.
        """
        start, quoted = line, False
        while line <= len(self.lines):
            for column, character in enumerate(self.lines[line - 1], start=1):
                if not index:
                    return line, column
                if character == '"':
                    quoted = not quoted
                elif character == self.delimiter and not quoted:
                    index -= 1
            if not quoted:
                return line, len(self.lines[line - 1]) + 1
            line += 1
        return start, 1


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A row of a CSV file: its cells, and the line where it begins."""

    cells: list[str]
    line: int
    within: CsvLines

    def place(self, index: int) -> tuple[int, int]:
        return self.within.place(self.line, index)


def csv_rows(text: str, delimiter: str, log: Log) -> Iterator[CsvRow]:
    """The rows of a CSV file, those without a value left out, as spreadsheets leave some. Stops,
    with a finding, where it can no longer be read.
    """
    lines = text.split("\n")
    start = 1
    if named := EXCEL_DELIMITER.fullmatch(lines[0]):
        delimiter, start = named[1], 2
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            log.note(
                (number, 1),
                "rivi",
                f"rivillä on {len(line)} merkkiä",
                f"enintään {LONGEST_LINE} merkkiä",
            )
            return
    reader = csv.reader(
        (line + "\n" for line in lines[start - 1 :]), delimiter=delimiter, strict=True
    )
    skipped = start - 1
    written = text.written.split("\n") if isinstance(text, Text) else lines
    within = CsvLines(written, delimiter)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            log.note(
                (start, 1),
                "rivi",
                "rivi ei aukea",
                "tarkista lainausmerkit: avattu on myös suljettava",
            )
            return
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield CsvRow(cells, start, within)
        start = skipped + reader.line_num + 1


def note_formulas(csv_row: CsvRow, log: Log) -> None:
    """Tells of cells that a spreadsheet would run: the survey's files are given out and opened in
    one.
    """
    for index, cell in enumerate(csv_row.cells):
        if cell[:1] in HARMLESS:
            continue
        if found := FORMULA.match(cell):
            log.note(
                lambda index=index: csv_row.place(index),
                "kaava",
                f'solu alkaa merkillä "{found[1]}", ja taulukkolaskenta ajaisi sen kaavana',
                "poista merkki solun alusta",
            )


def where(text: str, literal: str) -> tuple[int, int]:
    """Line and column of a literal's first occurrence in a text, or of its start."""
    return line_and_column(text, max(text.find(literal), 0))
