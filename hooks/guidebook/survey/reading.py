"""The survey: a Data Package of four tables, read, validated and handed on as a DuckDB file.

The contract of the tables is ours and holds whatever the descriptor says or forgets. Frictionless
turns the text of a cell into its value and checks it; what concerns a row, a table or two of them
is checked here.
"""

import csv
import json
import math
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path

from ..findings import BadInput, meant, nearest
from ..text.source import read_text
from .csv_rows import CsvRow, Log, csv_rows, note_formulas
from .descriptor import LONGEST, cell_readers, delimiter, parse, path_problem, resources
from .schema import CELL_RULES, CONTRACT, LONGEST_CELL, MAY_BE_EMPTY, REFERENCES, SQL_TYPES, UNIQUE


@dataclass(frozen=True)
class Survey:
    """A valid survey. `rows` counts the rows of each table; `measured` are the first and the last
    day of measuring.
    """

    title: str
    sample: bool
    rows_public: bool
    measured: tuple[date, date]
    licences: tuple[str, ...]
    version: str
    rows: dict[str, int]
    _values: dict[str, list[tuple]] = field(repr=False, compare=False)

    def write_database(self, target: Path) -> None:
        """Writes a DuckDB file with the four tables of the contract, NULL for unknown. Replaces an
        earlier file.
        """
        import duckdb  # here, not above: a build whose statistics are kept does without

        target.unlink(missing_ok=True)
        with tempfile.TemporaryDirectory() as folder, duckdb.connect(target) as database:
            for table, columns in CONTRACT.items():
                types = {name: SQL_TYPES[column["type"]] for name, column in columns.items()}
                database.execute(
                    f"create table {table} ({', '.join(map(' '.join, types.items()))})"
                )
                # Inserting row by row takes DuckDB a thousand times longer than reading a file.
                rows = Path(folder, f"{table}.csv")
                with open(rows, "w", encoding="utf-8", newline="") as file:
                    csv.writer(file, lineterminator="\n").writerows(self._values[table])
                database.execute(
                    f"insert into {table} from read_csv($rows, columns = $types, auto_detect = "
                    "false, "
                    "header = false, nullstr = '', quote = '\"', escape = '\"')",
                    {"rows": str(rows), "types": types},
                )


def as_data(survey: Survey) -> dict:
    """What is told of a survey, without its rows, as what JSON can hold."""
    told = {item.name: getattr(survey, item.name) for item in fields(Survey) if item.repr}
    return told | {"measured": [day.isoformat() for day in survey.measured]}


def from_data(data: dict) -> Survey:
    """A survey of which no database can be written: it has no rows."""
    first, last = map(date.fromisoformat, data["measured"])
    told = {"measured": (first, last), "licences": tuple(data["licences"])}
    return Survey(**{**data, **told, "_values": {}})


@dataclass
class Table:
    """A table as read: where its columns are, and its rows with their values in the order of the
    contract.

    A value is None where it is unknown or not valid. A table is whole when every csv_row could be
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


def read(path: Path, today: date | None = None) -> Survey:
    """The survey whose descriptor is at `path`. Raises BadInput with every finding in the
    descriptor and the tables.
    """
    path = Path(path).absolute()
    log = Log(path)
    descriptor, text = parse(path, log)
    logs, tables = [log], {}
    for name, (resource, file) in resources(descriptor, text, path.parent, log).items():
        logs.append(Log(file))
        try:
            table = _read_table(name, resource, file, logs[-1])
        except BadInput as error:
            logs[-1].findings.extend(error.findings)
        else:
            tables[name] = table
            if name == "accounts":
                _check_accounts(table, today or date.today())
            _check_unique(table)
            _check_references(table, tables)
    findings = [finding for log in logs for finding in log.told()]
    if findings:
        raise BadInput(*findings)
    return Survey(
        title=descriptor["title"].strip(),
        sample=descriptor.get("sample", False),
        rows_public=descriptor.get("rows") == "public",
        measured=(min(days := tables["accounts"].column("measured_on")), max(days)),
        licences=tuple(
            licence.get("name") or licence["title"] for licence in descriptor["licenses"]
        ),
        version=descriptor.get("version", ""),
        rows={name: len(table.rows) for name, table in tables.items()},
        _values={name: [values for _, values in table.rows] for name, table in tables.items()},
    )


def files(path: Path) -> list[Path]:
    """The descriptor and the files of its folder that it names, as far as it can be read."""
    try:
        if path.stat().st_size > 4 * LONGEST:
            return [path]
        named = [resource["path"] for resource in json.loads(path.read_bytes())["resources"]]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return [path]
    return [path, *(path.parent / name for name in named if not path_problem(name, path.parent))]


def _read_table(name: str, resource: dict, file: Path, log: Log) -> Table:
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
                _value(table, csv_row, column, *readers[column])
                if column in table.positions
                else None
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
    for name in CONTRACT[table]:
        if name not in names:
            near = nearest(name, [other for other in names if other not in CONTRACT[table]])
            hint = "lisää sarake; tuntemattomat arvot jätetään tyhjiksi"
            if len(names) == 1 and ";" in names[0]:
                described = '"dialect": {"delimiter": ";"}'
                hint = f"erottimena on puolipiste: kerro se kuvauksessa näin: {described}"
            elif near:
                hint = f'onko se nyt nimellä "{near}"?'
            log.note((header.line, 1), "sarake", f'sarake "{name}" puuttuu', hint)
    return {name: names.index(name) for name in CONTRACT[table] if name in names}


def _value(
    table: Table, csv_row: CsvRow, column: str, kind: str, constraints: dict, read_cell: Callable
):
    """The value of a cell, None when it is unknown or wrong."""
    cell = csv_row.cells[table.positions[column]].strip()
    if len(cell) > LONGEST_CELL:
        table.note(
            csv_row, column, "arvo", f"solussa on {len(cell)} merkkiä", f"enintään {LONGEST_CELL}"
        )
        return None
    try:
        value, notes = read_cell(cell)
        if kind == "number" and value is not None:
            value = float(value)
    except (
        ArithmeticError
    ):  # "NaN" is a number to Table Schema, but lets itself be compared with no limit
        value, notes = None, {"type": ""}
    if (kind in ("integer", "number") and "_" in cell) or (
        isinstance(value, float) and not math.isfinite(value)
    ):
        notes = {"type": ""}
    for name in notes or ():
        rule, message, hint = CELL_RULES[kind if name == "type" else name]
        limit = constraints.get(name, "")
        limit = ", ".join(map(str, limit)) if isinstance(limit, list) else str(limit)
        told = f' ("{cell[:60]}")' if cell else ""
        table.note(
            csv_row, column, rule, message.format(limit=limit) + told, hint.format(limit=limit)
        )
    return None if notes else value


def _check_accounts(table: Table, today: date) -> None:
    """What no single cell of an account tells: one owner, and days that can be."""
    for csv_row, values in table.rows:
        row = dict(zip(CONTRACT["accounts"], values, strict=True))
        owners = [name for name in ("person_id", "organisation_id") if row[name]]
        if len(owners) != 1 and {"person_id", "organisation_id"} <= table.positions.keys():
            table.note(
                csv_row,
                owners[-1] if owners else "person_id",
                "omistaja",
                "tilillä on kaksi omistajaa" if owners else "tilillä ei ole omistajaa",
                "täytä joko person_id tai organisation_id, ei molempia",
            )
        for column in ("opened_on", "measured_on"):
            if row[column] and row[column] > today:
                table.note(
                    csv_row,
                    column,
                    "päivämäärä",
                    f"{row[column]} on tulevaisuudessa",
                    "tarkista vuosi",
                )
        if (
            row["opened_on"]
            and row["measured_on"]
            and row["measured_on"] < row["opened_on"] <= today
        ):
            table.note(
                csv_row,
                "opened_on",
                "päivämäärä",
                "tili on avattu vasta mittauksen jälkeen",
                "tarkista päivät",
            )


def _check_unique(table: Table) -> None:
    """A key twice; an account's key is its owner with its channel. An incomplete key has been told
    already.
    """
    key = UNIQUE[table.name]
    if not table.positions.keys() >= set(key):
        return
    seen: dict[tuple[str, ...], int] = {}
    for (csv_row, _), *parts in zip(table.rows, *map(table.column, key), strict=True):
        identity = tuple(part for part in parts if part)
        if len(identity) != min(len(key), 2):
            continue
        first = seen.setdefault((*map(bool, parts), *identity), csv_row.line)
        if first != csv_row.line:
            table.note(
                csv_row,
                next(name for name, part in zip(key, parts, strict=True) if part),
                "kaksoisavain",
                f'"{", ".join(identity)[:80]}" on jo rivillä {first}',
                "yksi rivi omistajaa ja kanavaa kohti: jätä uusin mittaus"
                if table.name == "accounts"
                else "jokaisella rivillä on oma tunnus",
            )


def _check_references(table: Table, tables: dict[str, Table]) -> None:
    """References to rows that are not there; told only where the other table could be read from end
    to end.
    """
    for column, other in REFERENCES.get(table.name, {}).items():
        if other not in tables or not tables[other].whole or column not in tables[other].positions:
            continue
        known = set(tables[other].column(column)) - {None}
        for (csv_row, _), value in zip(table.rows, table.column(column), strict=True):
            if value is not None and value not in known:
                # A near one is not sought for findings that are only counted: it takes long.
                hint = "" if table.log.full else meant(value, sorted(known))
                table.note(
                    csv_row,
                    column,
                    "orpo-viittaus",
                    f'"{value[:60]}" puuttuu taulusta {other}',
                    hint or "lisää rivi sinne tai korjaa tunnus",
                )
