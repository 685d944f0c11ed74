"""One table of a collection: its rows, read cell by cell."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..findings import BadInput, nearest
from ..text.source import read_text
from .cells import CellReader
from .csv_rows import CsvRow, Log, csv_rows, note_formulas
from .descriptor import cell_readers, delimiter
from .schema import CELL_RULES, CONTRACT, LONGEST_CELL, MAY_BE_EMPTY, MAY_BE_LEFT_OUT


@dataclass
class Table:
    """A table as read: where its columns are, and its rows with their values in the order of the
    contract.

    A value is None where it is unknown or not valid. A table is whole when every row could be
    read.
    """

    name: str
    log: Log
    positions: dict[str, int]
    rows: list[tuple[CsvRow, tuple]] = field(default_factory=list)
    whole: bool = True

    def note(self, csv_row: CsvRow, column: str, rule: str, message: str, hint: str) -> None:
        self.log.note(
            lambda: csv_row.place(self.positions[column]), rule, f"{column}: {message}", hint
        )

    def column(self, name: str) -> list:
        index = list(CONTRACT[self.name]).index(name)
        return [values[index] for _, values in self.rows]

    def records(self) -> Iterator[tuple[CsvRow, dict]]:
        for csv_row, values in self.rows:
            yield csv_row, dict(zip(CONTRACT[self.name], values, strict=True))


def read_table(name: str, resource: dict, file: Path, log: Log) -> Table:
    """The table in a file. Raises BadInput when not even its header can be read."""
    reading = csv_rows(read_text(file), delimiter(resource), log)
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
    table = Table(name, log, _positions(name, header, log))
    readers = cell_readers(resource, name)
    note_formulas(header, log)
    for csv_row in reading:
        note_formulas(csv_row, log)
        if len(csv_row.cells) == len(header.cells):
            values = tuple(
                _value(table, csv_row, column, readers[column])
                if column in table.positions
                else MAY_BE_LEFT_OUT.get(column)
                for column in CONTRACT[name]
            )
            table.rows.append((csv_row, values))
        else:
            log.note(
                (csv_row.line, 1),
                "rivi",
                f"rivillä on {len(csv_row.cells)} solua, otsikossa {len(header.cells)}",
                "tarkista erottimet ja lainausmerkit",
            )
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


def _value(table: Table, csv_row: CsvRow, column: str, reader: CellReader):
    """The value of a cell, None when it is unknown or wrong."""
    cell = csv_row.cells[table.positions[column]].strip()
    if len(cell) > LONGEST_CELL:
        table.note(
            csv_row, column, "arvo", f"solussa on {len(cell)} merkkiä", f"enintään {LONGEST_CELL}"
        )
        return None
    value, broken = reader.read(cell)
    for name in broken:
        rule, message, hint = CELL_RULES[reader.type if name == "type" else name]
        limit = reader.constraints.get(name, "")
        limit = ", ".join(map(str, limit)) if isinstance(limit, list) else str(limit)
        quoted = f' ("{cell[:60]}")' if cell else ""
        table.note(
            csv_row, column, rule, message.format(limit=limit) + quoted, hint.format(limit=limit)
        )
    if broken or value is None:
        return None
    return float(value) if reader.type == "number" else value
