"""The survey: the collections in data/surveys/ and one's own, merged as a database for queries."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from ..findings import BadInput, Finding, Place, shown
from ..text.yaml_entries import ID, ID_HINT, LONGEST
from .cells import Month, written
from .collection import Collection, files, read_collection
from .databases import Databases, Execute
from .schema import CONTRACT, SQL_TYPES
from .table import ByColumns

DESCRIPTOR = "datapackage.json"
OWN = "oma"  # an organisation's own collection
OWNERS = ("person_id", "organisation_id")
# What queries see, and the columns of each that name a person or an organisation.
VIEWS = {
    "persons": OWNERS,
    "organisations": OWNERS[1:],
    "accounts": OWNERS,
    "measurements": OWNERS,
    "channels": (),
    "searched": (),
}


@dataclass(frozen=True)
class Survey:
    """The collections by id, and the rows of their tables."""

    collections: Mapping[str, Collection]
    _rows: Mapping[str, Mapping[str, ByColumns]] = field(repr=False, compare=False)

    def write_database(
        self, databases: Databases, target: Path, sets: Iterable[tuple[str, ...]] = ()
    ) -> None:
        """Writes a DuckDB file: for each set of collections a schema of that name, see
        `schema_name`, whose views show their rows alone. Replaces an earlier file.
        """
        target.unlink(missing_ok=True)
        with tempfile.TemporaryDirectory() as folder, databases.opened(target) as execute:
            for table, columns in CONTRACT.items():
                types = {name: SQL_TYPES[column["type"]] for name, column in columns.items()}
                fields = ", ".join(f"{name} {type}" for name, type in types.items())
                execute(f"create table read_{table} (collection varchar, {fields})")
                for id, tables in self._rows.items():
                    written = Path(folder, f"{table}.csv")
                    _write_rows(written, tables.get(table, ByColumns()), types)
                    # Inserting row by row takes DuckDB a thousand times longer.
                    execute(
                        f"insert into read_{table} select $id, * from read_csv($rows, "
                        "columns = $types, auto_detect = false, header = false, nullstr = '', "
                        "quote = '\"', escape = '\"')",
                        {"id": id, "rows": str(written), "types": types},
                    )
            execute(MERGING)
            _write_countries(execute)
            for ids in dict.fromkeys(sets):
                _write_views(execute, ids)


def _write_rows(target: Path, rows: ByColumns, types: Mapping[str, str]) -> None:
    """Writes the rows as CSV. The same days stand there many times, and are slow to write."""
    shown_day = lru_cache(10_000)(lambda day: day and str(day))
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for block in rows.blocks:
            columns = zip(block, types.values(), strict=True)
            shown = (map(shown_day, one) if type == "date" else one for one, type in columns)
            writer.writerows(zip(*shown, strict=True))


# A row with a count of 7 becomes seven rows, each with its own identifier and accounts.
MERGING = """
create schema merged;
create table merged.channels as from read_channels;
create table merged.organisations as
  select collection, organisation_id as row_id,
         organisation_id || case when copy > 1 then '#' || copy else '' end as organisation_id,
         name, sector, country
  from (select *, rowid as place, unnest(range(1, count + 1)) as copy from read_organisations)
  order by place, copy;
create table merged.persons as
  select collection, person_id as row_id,
         person_id || case when copy > 1 then '#' || copy else '' end as person_id,
         field, role, country, organisation_id
  from (select *, rowid as place, unnest(range(1, count + 1)) as copy from read_persons)
  order by place, copy;
create table merged.measurements as
  select a.collection, p.person_id, o.organisation_id, a.channel, a.followers, a.posts_30d,
         a.opened_on, a.measured_on, a.closed_on
  from read_accounts a
    left join merged.persons p on p.collection = a.collection and p.row_id = a.person_id
    left join merged.organisations o
      on o.collection = a.collection and o.row_id = a.organisation_id
  order by a.rowid, p.rowid, o.rowid;
create table merged.accounts as
  select * exclude (place, closed_on)
  from (select *, rowid as place from merged.measurements
        qualify measured_on = max(measured_on)
          over (partition by collection, person_id, organisation_id, channel))
  where closed_on is null
  order by place;
create table merged.searched as
  from read_searched
  union all
  select distinct p.collection, p.role, null, c.channel
  from read_persons p join read_channels c using (collection)
  where p.role is not null and p.collection not in (select collection from read_searched)
  union all
  select distinct o.collection, null, o.sector, c.channel
  from read_organisations o join read_channels c using (collection)
  where o.sector is not null and o.collection not in (select collection from read_searched)
  order by all;
alter table merged.persons drop row_id;
alter table merged.organisations drop row_id;
drop table read_channels; drop table read_organisations; drop table read_persons;
drop table read_accounts; drop table read_searched;
"""


def _write_countries(execute: Execute) -> None:
    """The countries' Finnish names, for the labels of queries."""
    from babel import Locale  # takes a twentieth of a second

    names = Locale("fi").territories
    rows = sorted((code, name) for code, name in names.items() if code.isalpha() and len(code) == 2)
    execute("create table merged.countries (country varchar, name varchar)")
    execute(
        "insert into merged.countries select unnest($codes), unnest($names)",
        {"codes": [code for code, _ in rows], "names": [name for _, name in rows]},
    )


def _write_views(execute: Execute, ids: tuple[str, ...]) -> None:
    """Views of these collections' rows. Where they are several, an identifier bears its
    collection's, so that two persons never pass for one.
    """
    schema, within = f'"{schema_name(ids)}"', ", ".join(f"'{id}'" for id in ids)
    execute(f"create schema {schema}")
    for view, owners in VIEWS.items():
        apart = ", ".join(f"collection || '/' || {name} as {name}" for name in owners)
        columns = f"* replace ({apart})" if apart and len(ids) > 1 else "*"
        execute(
            f"create view {schema}.{view} as select {columns} from merged.{view} "
            f"where collection in ({within})"
        )
    execute(f"create view {schema}.countries as from merged.countries")


def schema_name(ids: Iterable[str]) -> str:
    """The database schema in which a query sees the rows of these collections."""
    return ",".join(ids)


def find(folder: Path | None, own: Path | None) -> dict[str, Path]:
    """The descriptors of the collections by id: a folder each in data/surveys/, and one's own.
    Raises BadInput.
    """
    descriptors, findings = {}, []
    folders = folder.iterdir() if folder and folder.is_dir() else ()
    for package in sorted(one for one in folders if one.is_dir()):
        if package.name.startswith((".", "__")) or _is_begun(package):
            continue
        descriptors[package.name] = package / DESCRIPTOR
        if not ID.fullmatch(package.name) or len(package.name) > LONGEST["id"]:
            findings.append(
                Finding(
                    Place(shown(package)),
                    "kokoelma",
                    f'kokoelman tunnus "{package.name[:80]}" ei kelpaa',
                    f"anna kansiolle toinen nimi: {ID_HINT}",
                )
            )
    if own and OWN in descriptors:
        findings.append(
            Finding(
                Place(shown(own)),
                "kaksi-kokoelmaa",
                f'kokoelma "{OWN}" on jo kansiossa {shown(descriptors[OWN].parent)}',
                "poista kansio tai jätä GUIDEBOOK_SURVEY pois",
            )
        )
    if findings:
        raise BadInput(*findings)
    return descriptors | ({OWN: own} if own else {})


def _is_begun(package: Path) -> bool:
    """Whether a folder only says how one's own spreadsheet is to be read (make survey)."""
    return [one.name for one in package.iterdir()] == ["intake.yml"]


def read(descriptors: Mapping[str, Path], today: date | None = None) -> Survey:
    """The survey of these descriptors. Raises BadInput with every finding in all of them."""
    collections, rows, findings = {}, {}, []
    for id, path in descriptors.items():
        try:
            collections[id], rows[id] = read_collection(path, id, today or date.today())
        except BadInput as error:
            findings.extend(error.findings)
    findings.extend(_twice(descriptors, collections))
    if findings:
        raise BadInput(*findings)
    return Survey(collections, rows)


def _twice(
    descriptors: Mapping[str, Path], collections: Mapping[str, Collection]
) -> Iterator[Finding]:
    """A collection that has been copied and not been given a name of its own."""
    first: dict[str, str] = {}
    for id, collection in collections.items():
        other = first.setdefault(collection.name, id) if collection.name else id
        if other != id and id != OWN:
            yield Finding(
                Place(shown(descriptors[id])),
                "kaksi-kokoelmaa",
                f'nimi (name) "{collection.name}" on jo kokoelmalla "{other}"',
                "anna kokoelmalle oma name, tai poista kopio",
            )


def as_data(survey: Survey) -> list[dict]:
    """What is told of the collections, without their rows, as what JSON can hold."""
    return [
        asdict(one) | {"measured": [written(day) for day in one.measured]}
        for one in survey.collections.values()
    ]


def from_data(data: list[dict]) -> Survey:
    """A survey of which no database can be written: it has no rows."""
    collections = {}
    for fields in data:
        first, last = (
            Month.fromisoformat(f"{day}-01") if len(day) == 7 else date.fromisoformat(day)
            for day in fields["measured"]
        )
        lists = {"licences": tuple(fields["licences"]), "rows": tuple(map(tuple, fields["rows"]))}
        collections[fields["id"]] = Collection(**fields | lists | {"measured": (first, last)})
    return Survey(collections, {})


def all_files(descriptors: Mapping[str, Path]) -> list[Path]:
    """Every file that the collections are read from."""
    return [file for path in descriptors.values() for file in files(path)]
