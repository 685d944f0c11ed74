"""One table of a collection: its rows, read cell by cell."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ..findings import BadInput, nearest
from ..text.source import read_text
from .cells import CellReader
from .csv_rows import CsvLines, CsvRow, Log, csv_rows, note_formulas
from .descriptor import cell_readers, delimiter
from .personal import SAMPLE, note_personal
from .schema import CELL_RULES, CONTRACT, LONGEST_CELL, MAY_BE_EMPTY, MAY_BE_LEFT_OUT

MOST_REMEMBERED = 200_000  # different cells of a column


@dataclass
class Table:
    """A table as read: where its columns are, and its rows: the line where each begins, and its
    values in the order of the contract.

    A value is None where it is unknown or not valid. A table is whole when every row could be
    read.
    """

    name: str
    log: Log
    positions: dict[str, int]
    written: CsvLines
    rows: list[tuple[int, tuple]] = field(default_factory=list)
    whole: bool = True

    def note(self, line: int, column: str, rule: str, message: str, hint: str) -> None:
        """Keeps a finding of the cell in a column of the row that begins on a line."""
        index = self.positions[column]
        place = partial(self.written.place, line, index)
        self.log.note(place, rule, f"{column}: {message}", hint)

    def column(self, name: str) -> list:
        return [value for _, value in self.columns(name)]

    def columns(self, *names: str) -> Iterator[tuple]:
        """Of each row the line, and its values in these columns."""
        indices = [list(CONTRACT[self.name]).index(name) for name in names]
        return ((line, *[values[index] for index in indices]) for line, values in self.rows)


def read_table(name: str, resource: dict, file: Path, log: Log) -> Table:
    """The table in a file. Raises BadInput when not even its header can be read."""
    text = read_text(file)
    reading = csv_rows(text, delimiter(resource), log)
    header = next(reading, None)
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
    cells = _Cells(table, cell_readers(resource, name))
    note_formulas(header, log)
    sample: list[CsvRow] = []
    for csv_row in reading:
        if len(sample) < SAMPLE:
            sample.append(csv_row)
        note_formulas(csv_row, log)
        if len(csv_row.cells) == len(header.cells):
            table.rows.append((csv_row.line, cells.values(csv_row)))
        else:
            log.note(
                (csv_row.line, 1),
                "rivi",
                f"rivillä on {len(csv_row.cells)} solua, otsikossa {len(header.cells)}",
                "tarkista erottimet ja lainausmerkit",
            )
    note_personal(name, header, sample, text, log)
    table.whole = not any(finding.rule == "rivi" for finding in log.findings)
    if not table.rows and not log.findings and name not in MAY_BE_EMPTY:
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
    """The cells of a table as values. What many rows hold alike is read once."""

    def __init__(self, table: Table, readers: Mapping[str, CellReader]):
        self._table = table
        self._columns = [
            (column, table.positions.get(column), readers[column], {})
            for column in CONTRACT[table.name]
        ]

    def values(self, csv_row: CsvRow) -> tuple:
        """Those of a row in the order of the contract, None for what is unknown or wrong."""
        values = []
        for column, index, reader, known in self._columns:
            if index is None:
                values.append(MAY_BE_LEFT_OUT.get(column))
                continue
            cell = csv_row.cells[index].strip()
            if cell not in known:
                value, fine = self._read(csv_row.line, column, cell, reader)
                if not fine or len(known) >= MOST_REMEMBERED:
                    values.append(value)
                    continue
                known[cell] = value
            values.append(known[cell])
        return tuple(values)

    def _read(self, line: int, column: str, cell: str, reader: CellReader) -> tuple[object, bool]:
        """The value, and whether nothing was told of it."""
        if len(cell) > LONGEST_CELL:
            message = f"solussa on {len(cell)} merkkiä"
            self._table.note(line, column, "arvo", message, f"enintään {LONGEST_CELL}")
            return None, False
        value, broken = reader.read(cell)
        for name in broken:
            rule, message, hint = CELL_RULES[reader.type if name == "type" else name]
            limit = reader.constraints.get(name, "")
            limit = ", ".join(map(str, limit)) if isinstance(limit, list) else str(limit)
            quoted = f' ("{cell[:60]}")' if cell else ""
            message = message.format(limit=limit) + quoted
            self._table.note(line, column, rule, message, hint.format(limit=limit))
        if broken or value is None:
            return None, not broken
        return float(value) if reader.type == "number" else value, True
