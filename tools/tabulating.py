"""What the scripts share that tabulate open data into a collection.

A table is read and checked, a Data Package is written. The standard library is enough; the same
table gives the same bytes.
"""

import argparse
import csv
import hashlib
import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

COMMON = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "language": "fi",
    "version": "1.0.0",
    "created": "2026-11-27T00:00:00Z",
    "sample": False,
    "licenses": [
        {
            "name": "CC-BY-4.0",
            "title": "Creative Commons Nimeä 4.0 Kansainvälinen",
            "path": "https://creativecommons.org/licenses/by/4.0/",
        }
    ],
}
MOST = 50  # findings told

COUNT = {
    "name": "count",
    "type": "integer",
    "constraints": {"required": True, "minimum": 1},
    "description": "Kuinka montaa samanlaista rivi kuvaa. Rivin tilit ovat kullakin heistä.",
}
COUNTRY = {
    "name": "country",
    "type": "string",
    "constraints": {"pattern": "[A-Z]{2}"},
    "description": "Maa (ISO 3166-1 alpha-2). Tyhjä, kun maata ei tiedetä.",
}
ORGANISATION = {"organisation_id": ("organisations", "organisation_id")}
CHANNEL = {"channel": ("channels", "channel")}


def column(name: str, description: str, kind: str = "string", **constraints) -> dict:
    """One column as a field of Table Schema."""
    described = {"name": name, "type": kind, "description": description}
    return described | ({"constraints": constraints} if constraints else {})


SECTORS = ["company", "public", "university", "ngo", "media", "other"]
# Table: title, columns, primary key, foreign keys.
TABLES = {
    "channels": (
        "Kanavat",
        [
            column("channel", "Kanavan tunnus.", required=True, unique=True),
            column("name", "Kanavan nimi sellaisena kuin lukija sen näkee.", required=True),
        ],
        "channel",
        {},
    ),
    "organisations": (
        "Organisaatiot",
        [
            column("organisation_id", "Rivin tunnus.", required=True, unique=True),
            column("name", "Organisaation nimi. Tyhjä, kun rivi kuvaa montaa."),
            column(
                "sector",
                "Sektori.",
                required=True,
                enum=SECTORS,
            ),
            COUNTRY,
            COUNT,
        ],
        "organisation_id",
        {},
    ),
    "persons": (
        "Henkilöt",
        [
            column("person_id", "Rivin tunnus.", required=True, unique=True),
            column("field", "Ala.", required=True),
            column("role", "Työrooli."),
            COUNTRY,
            column(
                "organisation_id", "Organisaation tunnus. Tyhjä, kun organisaatiota ei tiedetä."
            ),
            COUNT,
        ],
        "person_id",
        ORGANISATION,
    ),
    "accounts": (
        "Tilit",
        [
            column("person_id", "Omistaja, kun tili on henkilön."),
            column("organisation_id", "Omistaja, kun tili on organisaation."),
            column("channel", "Kanavan tunnus.", required=True),
            column("followers", "Seuraajia. Tyhjä, kun määrää ei tiedetä.", "integer", minimum=0),
            column(
                "posts_30d",
                "Julkaisuja 30 päivässä. Tyhjä, kun määrää ei tiedetä.",
                "number",
                minimum=0,
            ),
            column("opened_on", "Avauspäivä. Tyhjä, kun päivää ei tiedetä.", "date"),
            column("measured_on", "Mittauskuukausi.", "yearmonth", required=True),
        ],
        None,
        {"person_id": ("persons", "person_id"), **ORGANISATION, **CHANNEL},
    ),
    "searched": (
        "Haetut kanavat",
        [
            column("role", "Rooli, jonka tilejä kanavalta haettiin."),
            column("sector", "Sektori, jonka tilejä kanavalta haettiin."),
            column("channel", "Kanavan tunnus.", required=True),
        ],
        None,
        CHANNEL,
    ),
}


class Unfit(Exception):
    """The table cannot be tabulated; `str` gives one line for each finding."""


@dataclass
class Table:
    """The table that is tabulated: its rows with their line numbers, and what is wrong with it."""

    path: Path
    columns: tuple[str, ...]
    sha256: str = ""
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)

    def source(self, title: str) -> dict:
        """The table as a source in a descriptor, with its checksum."""
        return {"title": title, "hash": f"sha256:{self.sha256}"}

    def note(self, line: int, rule: str, message: str, hint: str) -> None:
        self.findings.append(f"{self.path}:{line}: {rule}: {message} – {hint}")

    def refuse(self) -> None:
        """Raises Unfit when anything has been noted."""
        if self.findings:
            left = len(self.findings) - MOST
            rest = [f"… ja {left} muuta"] if left > 0 else []
            raise Unfit("\n".join(self.findings[:MOST] + rest))

    def one_of(self, line: int, row: dict[str, str], name: str, allowed: tuple[str, ...]) -> bool:
        """Whether a cell holds one of the allowed values; notes it when it does not."""
        if row[name] in allowed:
            return True
        shown = ", ".join(value or "tyhjä" for value in allowed)
        self.note(line, "arvo", f'{name}: "{row[name]}" on tuntematon', f"sallitut ovat {shown}")
        return False

    def whole_number(self, line: int, row: dict[str, str], name: str) -> int | None:
        """A cell's number from 0 up; notes what is not one."""
        if row[name].isascii() and row[name].isdigit():
            return int(row[name])
        self.note(
            line, "tyyppi", f'{name}: "{row[name]}" ei ole kokonaisluku', "kirjoita pelkät numerot"
        )
        return None


def read_table(path: Path, columns: tuple[str, ...]) -> Table:
    """The table at `path`, which must have exactly these columns. Raises Unfit."""
    table = Table(path, columns)
    try:
        content = path.read_bytes()
        table.sha256 = hashlib.sha256(content).hexdigest()
        lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        header = tuple(next(lines, ()))
        if header == columns:
            table.rows.extend(_rows(table, lines))
        else:
            table.note(
                1,
                "sarake",
                f"sarakkeet ovat {', '.join(header) or 'poissa'}",
                f"niiden pitää olla {', '.join(columns)}",
            )
    except OSError as error:
        table.note(1, "tiedosto", f"tiedostoa ei voi lukea ({error.strerror})", "tarkista polku")
    except UnicodeDecodeError:
        table.note(1, "merkistö", "tiedosto ei ole UTF-8:aa", "tallenna se UTF-8-muodossa")
    except csv.Error as error:
        table.note(lines.line_num, "rivi", f"riviä ei voi lukea ({error})", "korjaa lainausmerkit")
    if not table.rows and not table.findings:
        table.note(2, "rivi", "taulukossa ei ole yhtään riviä", "tarkista tiedosto")
    table.refuse()
    return table


def _rows(table: Table, lines: Iterator[list[str]]) -> Iterator[tuple[int, dict[str, str]]]:
    for cells in lines:
        if len(cells) == len(table.columns):
            yield lines.line_num, dict(zip(table.columns, cells, strict=True))
        else:
            table.note(
                lines.line_num,
                "rivi",
                f"soluja on {len(cells)}",
                f"niitä pitää olla {len(table.columns)}",
            )


@dataclass(frozen=True)
class Package:
    """A collection: its descriptor without the resources, and the rows of its tables."""

    descriptor: dict
    tables: dict[str, list[dict]]

    def write(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = self.descriptor | {"resources": [_resource(name) for name in self.tables]}
        (folder / "datapackage.json").write_text(
            json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", "utf-8", newline=""
        )
        for name, rows in self.tables.items():
            columns = [described["name"] for described in TABLES[name][1]]
            with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)


def _resource(name: str) -> dict:
    title, columns, key, references = TABLES[name]
    schema = {"fields": columns, "missingValues": [""]}
    if key:
        schema["primaryKey"] = [key]
    if references:
        schema["foreignKeys"] = [
            {"fields": [own], "reference": {"resource": resource, "fields": [other]}}
            for own, (resource, other) in references.items()
        ]
    return {
        "name": name,
        "title": title,
        "path": f"{name}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def run(tabulate: Callable[[Path], Package], description: str) -> None:
    """The command line of a script: TABLE FOLDER. Ends with 1 when the table is unfit."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("table", type=Path, help="the table to read (CSV)")
    parser.add_argument("folder", type=Path, help="where to write the Data Package")
    arguments = parser.parse_args()
    try:
        tabulate(arguments.table).write(arguments.folder)
    except Unfit as unfit:
        sys.exit(str(unfit))
