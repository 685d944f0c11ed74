"""A collection: a Data Package of the contract's tables, read and validated.

The contract of the tables is ours and holds whatever the descriptor says or forgets.
"""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .. import finnish
from ..findings import BadInput
from .cells import Month
from .checks import check
from .csv_rows import Log
from .descriptor import LONGEST, parse, path_problem, resources
from .table import ByColumns, Table, read_table

SAMPLE = "esimerkkiaineisto"
# What a descriptor may say, or leave out, or leave empty with null.
SAID = ("name", "attribution", "description", "measured", "method")


@dataclass(frozen=True)
class Collection:
    """What a collection says of itself. `measured` are the first and the last day of measuring;
    `rows` counts each table's, those counted in one row each by itself.
    """

    id: str
    name: str  # as its descriptor has it
    title: str
    measured: tuple[date, date]
    selection: str
    licences: tuple[str, ...]
    sample: bool = False
    rows_public: bool = False
    attribution: str = ""
    description: str = ""
    measured_in_words: str = ""
    method: str = ""
    rows: tuple[tuple[str, int], ...] = ()

    @property
    def period(self) -> str:
        """The days of measuring: "1.6.–30.9.2026", "maaliskuu 2026"; in the descriptor's own words
        where it has them, since a source may tell less than the tables need.
        """
        return self.measured_in_words or finnish.period(*self.measured, months=self._to_the_month)

    @property
    def _to_the_month(self) -> bool:
        return any(isinstance(day, Month) for day in self.measured)

    @property
    def when(self) -> str:
        """When it was measured, in words."""
        return f"{'mittausaika' if self._to_the_month else 'mitattu'} {self.period}"

    @property
    def origin(self) -> str:
        """Its title and when it was measured, as each of its numbers tells."""
        state = f" ({SAMPLE})" if self.sample and SAMPLE not in self.title.lower() else ""
        return f"{self.title}{state}, {self.when}"

    @property
    def credit(self) -> str:
        """Whose it is and under which licence."""
        licences = [licence.replace("CC-BY-", "CC BY ") for licence in self.licences]
        unnamed = ", ".join(one for one in licences if one not in self.attribution)
        return " ".join(filter(None, [self.attribution, f"Lisenssi {unnamed}." if unnamed else ""]))

    @property
    def persons(self) -> int:
        return dict(self.rows).get("persons", 0)


def read_collection(path: Path, id: str, today: date) -> tuple[Collection, dict[str, ByColumns]]:
    """The collection whose descriptor is at `path`, and the rows of its tables. Raises BadInput
    with every finding in the descriptor and the tables.
    """
    path = Path(path).absolute()
    log = Log(path)
    descriptor, text = parse(path, log)
    logs, tables = [log], {}
    for name, (resource, file) in resources(descriptor, text, path.parent, log).items():
        logs.append(Log(file))
        try:
            tables[name] = read_table(name, resource, file, logs[-1])
        except BadInput as error:
            logs[-1].findings.extend(error.findings)
        else:
            check(tables[name], tables, today)
    findings = [finding for log in logs for finding in log.reported()]
    if findings:
        raise BadInput(*findings)
    return _collection(id, descriptor, tables), {name: one.rows for name, one in tables.items()}


def _collection(id: str, descriptor: dict, tables: dict[str, Table]) -> Collection:
    days = dict.fromkeys(tables["accounts"].column("measured_on"))  # each once
    said = {key: (descriptor.get(key) or "").strip() for key in SAID}
    return Collection(
        id=id,
        title=descriptor["title"].strip(),
        measured=(min(days), max(days)),
        selection=descriptor["selection"],
        licences=tuple(
            licence.get("name") or licence["title"] for licence in descriptor["licenses"]
        ),
        sample=descriptor.get("sample") or False,
        rows_public=descriptor.get("rows") == "public",
        measured_in_words=said.pop("measured"),
        **said,
        rows=tuple(
            (name, sum(table.column("count")) if "count" in table.positions else len(table))
            for name, table in tables.items()
        ),
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
