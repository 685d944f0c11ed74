"""One table of a collection: its rows, read cell by cell."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from pathlib import Path

from ..findings import BadInput, nearest
from ..text.source import read_text
from .cells import CellReader
from .csv_rows import CsvBlock, CsvRow, CsvText, Log, csv_blocks, is_harmless, note_formulas
from .descriptor import cell_readers, delimiter
from .personal import SAMPLE, note_personal
from .schema import CELL_RULES, CONTRACT, LONGEST_CELL, MAY_BE_EMPTY, MAY_BE_LEFT_OUT

MOST_REMEMBERED = 100_000  # different cells of a column


@dataclass(frozen=True)
class ByColumns:
    """The values of rows in the order of the contract, kept by columns: so they take less room."""

    blocks: list[tuple[tuple, ...]] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple]:
        return chain.from_iterable(zip(*block, strict=True) for block in self.blocks)


@dataclass
class Table:
    """A table as read: where its columns are, and its rows: the lines where they begin, and their
    values.

    A value is None where it is unknown or not valid. A table is whole when every row could be
    read.
    """

    name: str
    log: Log
    positions: dict[str, int]
    written: CsvText
    rows: ByColumns = field(default_factory=ByColumns)
    lines: list[Sequence[int]] = field(default_factory=list)  # of each block of rows
    whole: bool = True

    def note(self, line: int, column: str, rule: str, message: str, hint: str) -> None:
        """Keeps a finding of the cell in a column of the row that begins on a line."""
        index = self.positions[column]
        place = partial(self.written.place, line, index)
        self.log.note(place, rule, f"{column}: {message}", hint)

    def column(self, name: str) -> Iterator:
        index = list(CONTRACT[self.name]).index(name)
        return chain.from_iterable(block[index] for block in self.rows.blocks)

    def columns(self, *names: str) -> Iterator[tuple]:
        """Of each row the line, and its values in these columns."""
        lines = chain.from_iterable(self.lines)
        return zip(lines, *map(self.column, names), strict=True)

    def __len__(self) -> int:
        return sum(map(len, self.lines))


def read_table(name: str, resource: dict, file: Path, log: Log) -> Table:
    """The table in a file. Raises BadInput when not even its header can be read."""
    text = read_text(file)
    blocks = csv_blocks(text, delimiter(resource), log)
    header = next(chain.from_iterable(blocks), None)
    if header is None:
        if not log.findings:
            log.note(
                (1, 1),
                "sarake",
                "tiedosto on tyhjä",
                "ensimmäisellä rivillä ovat sarakkeiden nimet",
            )
        raise BadInput
    table = Table(name, log, _positions(name, header, log), header.within)
    cells = _Cells(table, cell_readers(resource, name), len(header.cells))
    note_formulas(header, log)
    sample: list[CsvRow] = []
    for block in blocks:
        sample += islice(block, SAMPLE - len(sample))
        cells.read(block)
    note_personal(name, header, sample, text, log)
    table.whole = not any(finding.rule == "rivi" for finding in log.findings)
    if not len(table) and not log.findings and name not in MAY_BE_EMPTY:
        log.note(
            (header.line, 1), "rivi", "taulussa ei ole yhtään riviä", "lisää rivit otsikon alle"
        )
    return table


def _positions(table: str, header: CsvRow, log: Log) -> dict[str, int]:
    """Column → its index in the file. Columns that the contract does not know are let be."""
    names = [name.strip() for name in header.cells]
    for index, name in enumerate(names):
        if name in CONTRACT[table] and name in names[:index]:
            log.note(header.place(index), "sarake", f'sarake "{name}" on kahdesti', "poista toinen")
    if not set(names) & set(CONTRACT[table]):
        _note_foreign_header(table, header, names, log)
        raise BadInput
    for name in CONTRACT[table]:
        if name not in names and name not in MAY_BE_LEFT_OUT:
            near = nearest(name, [other for other in names if other not in CONTRACT[table]])
            hint = "lisää sarake; tuntemattomat arvot jätetään tyhjiksi"
            if near:
                hint = f'onko se nyt nimellä "{near}"?'
            log.note((header.line, 1), "sarake", f'sarake "{name}" puuttuu', hint)
    return {name: names.index(name) for name in CONTRACT[table] if name in names}


def _note_foreign_header(table: str, header: CsvRow, names: list[str], log: Log) -> None:
    """Tells once of a first line that holds none of the table's columns."""
    expected = ", ".join(name for name in CONTRACT[table] if name not in MAY_BE_LEFT_OUT)
    hint = f"ensimmäisellä rivillä ovat nimet {expected}, erottimena pilkku"
    delimiter = next((each for each in ";\t|" if len(names) == 1 and each in names[0]), None)
    if delimiter:
        described = json.dumps({"delimiter": delimiter})
        hint = f'erotin on muu kuin pilkku: kerro se kuvauksessa näin: "dialect": {described}'
    elif {name.lower() for name in names} & set(CONTRACT[table]):
        hint = f"kirjoita nimet pienin kirjaimin: {expected}"
    message = f'taulun "{table}" sarakkeiden nimiä ei löydy'
    log.note((header.line, 1), "sarake", message, hint)


class _Cells:
    """The cells of a table as values. What many rows hold alike is read once; where nothing is to
    be told of a block of rows, it is read column by column.
    """

    def __init__(self, table: Table, readers: Mapping[str, CellReader], width: int):
        self._table, self._readers, self._width = table, readers, width
        self._names = {index: name for name, index in table.positions.items()}
        # By column of the file: cells of which nothing is to be told, and their values.
        self._known: list[dict[str, object]] = [{} for _ in range(width)]
        self._whole_header = not table.log.findings

    def read(self, block: CsvBlock) -> None:
        """Puts the rows into the table, and tells what is wrong in them."""
        for known in self._known:
            if len(known) > MOST_REMEMBERED:
                known.clear()
        lines, columns = block.lines, self._columns(block.rows)
        if columns is None:
            rows = [*self._rows(block)]
            lines, columns = zip(*rows, strict=True) if rows else ((), ())
            columns = tuple(zip(*columns, strict=True))
        if lines:
            self._table.lines.append(lines)
            self._table.rows.blocks.append(columns)

    def _columns(self, rows: list[list[str]]) -> tuple[tuple, ...] | None:
        """The values of rows of which nothing is to be told, by the columns of the contract."""
        if not self._whole_header or {*map(len, rows)} != {self._width}:
            return None
        columns = {name: (value,) * len(rows) for name, value in MAY_BE_LEFT_OUT.items()}
        for index, cells in enumerate(zip(*rows, strict=True)):
            name, known = self._names.get(index), self._known[index]
            for cell in set(cells).difference(known):
                value, broken = self._value(name, cell)
                if broken or not is_harmless(cell):
                    return None
                known[cell] = value
            columns[name] = tuple(map(known.__getitem__, cells))
        return tuple(columns[name] for name in CONTRACT[self._table.name])

    def _rows(self, block: CsvBlock) -> Iterator[tuple[int, tuple]]:
        """The lines and values of the rows, each told of by itself."""
        for csv_row in block:
            note_formulas(csv_row, self._table.log)
            if len(csv_row.cells) == self._width:
                yield csv_row.line, self._values(csv_row)
            else:
                self._table.log.note(
                    (csv_row.line, 1),
                    "rivi",
                    f"rivillä on {len(csv_row.cells)} solua, otsikossa {self._width}",
                    "tarkista erottimet ja lainausmerkit",
                )

    def _values(self, csv_row: CsvRow) -> tuple:
        """Those of a row in the order of the contract, None for what is unknown or wrong."""
        values = []
        for name in CONTRACT[self._table.name]:
            index = self._table.positions.get(name)
            if index is None:
                values.append(MAY_BE_LEFT_OUT.get(name))
                continue
            cell, known = csv_row.cells[index], self._known[index]
            if cell not in known:
                value, broken = self._value(name, cell)
                for rule in broken:
                    self._note(csv_row.line, name, cell.strip(), rule)
                if broken or not is_harmless(cell):
                    values.append(value)
                    continue
                known[cell] = value
            values.append(known[cell])
        return tuple(values)

    def _value(self, name: str | None, cell: str) -> tuple[object, list[str]]:
        """The value of a cell, and what it breaks; None when it breaks anything, or when the
        contract does not know the column.
        """
        if name is None:
            return None, []
        cell, reader = cell.strip(), self._readers[name]
        if len(cell) > LONGEST_CELL:
            return None, ["length"]
        value, broken = reader.read(cell)
        if broken or value is None:
            return None, broken
        return float(value) if reader.type == "number" else value, []

    def _note(self, line: int, column: str, cell: str, broken: str) -> None:
        if broken == "length":
            message = f"solussa on {len(cell)} merkkiä"
            self._table.note(line, column, "arvo", message, f"enintään {LONGEST_CELL}")
            return
        reader = self._readers[column]
        rule, message, hint = CELL_RULES[reader.type if broken == "type" else broken]
        limit = reader.constraints.get(broken, "")
        limit = ", ".join(map(str, limit)) if isinstance(limit, list) else str(limit)
        quoted = f' ("{cell[:60]}")' if cell else ""
        message = message.format(limit=limit) + quoted
        self._table.note(line, column, rule, message, hint.format(limit=limit))
