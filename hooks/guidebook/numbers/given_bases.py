"""Bases that a query gives by itself, as `select 5 as k, 312 as n`: they look measured and are not.

The queries are asked again of two larger surveys. In one, everybody and all that is theirs is there
twice: whoever is counted is counted double. A base that stays the same there may still count
channels or countries, so in the other there is a second world under names of its own, where all
that has a name is there twice. A base that stays the same in both, the query gives, or it stops
counting there. What this does not see is a query that knows the survey by its numbers and answers
others otherwise; whoever reads the diff sees it.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ..findings import Finding
from ..survey import Databases
from .entries import Entry, Estimate

RULE = "vakiopohja"
GIVEN = "kysely antaa pohjan itse"

Answers = Mapping[str, Entry]
Columns = list[tuple[str, str]]
Ask = Callable[[Path, Mapping[str, Entry]], Answers]


def marked(
    answers: Answers,
    definitions: Mapping[str, Entry],
    database: Path,
    ask: Ask,
    databases: Databases,
    folder: Path,
) -> dict[str, Entry]:
    """The answers, their given bases marked as such. `ask` answers definitions from a database."""
    given = {
        id: {key for key, estimate in _estimates(one) if estimate.n} for id, one in answers.items()
    }
    for change in (_twice, _second_world):
        asked = {id: definitions[id] for id, keys in given.items() if keys}
        if not asked:
            break
        copy = folder / f"{change.__name__}.duckdb"
        shutil.copyfile(database, copy)
        with databases.opened(copy) as execute:
            _change(execute, change)
        changed = ask(copy, asked)
        for id in asked:
            given[id] &= _same(answers[id], changed[id])
    return {id: _mark(one, given[id]) if given[id] else one for id, one in answers.items()}


def _same(before: Entry, after: Entry) -> set[str]:
    """The keys whose base is the same in both."""
    left = {key: estimate.n for key, estimate in _estimates(after)}
    return {key for key, estimate in _estimates(before) if left.get(key) == estimate.n}


def _estimates(entry: Entry) -> list[tuple[str, Estimate]]:
    """Row's key, "" for a single number, with its estimate."""
    if entry.is_series:
        return [(row.key, row.estimate) for row in entry.rows]
    return [("", entry.estimate)] if entry.estimate else []


def findings(answers: Answers) -> Iterator[Finding]:
    """A warning of each number whose base its query gives."""
    for entry in answers.values():
        given = [one for _, one in _estimates(entry) if one.given and not one.withheld]
        if given:
            message = f'"{entry.id}": {GIVEN} (n = {given[0].n}), eikä aineisto muuta sitä'
            hint = "laske pohja aineiston riveistä, esim. count(*) as n"
            yield Finding(entry.place, RULE, message, hint, fatal=False)


def _mark(entry: Entry, given: set[str]) -> Entry:
    if "" in given:
        return replace(entry, estimate=replace(entry.estimate, given=True))
    rows = (
        replace(row, estimate=replace(row.estimate, given=row.key in given)) for row in entry.rows
    )
    return replace(entry, rows=tuple(rows))


def _change(execute: Callable[[str], list], change: Callable[[Columns], list[str]]) -> None:
    """Puts each row into its table again, with the columns that the change names renamed."""
    columns: dict[str, Columns] = {}
    for schema, table, column, kind in execute(
        "select c.schema_name, c.table_name, c.column_name, c.data_type from duckdb_columns() "
        "c join duckdb_tables() t using (database_name, schema_name, table_name) "
        "where not t.internal"
    ):
        columns.setdefault(f'"{schema}"."{table}"', []).append((column, kind))
    for table, known in columns.items():
        if changed := change(known):
            renamed = ", ".join(f'"{name}" || \'~\' as "{name}"' for name in changed)
            execute(f"insert into {table} select * replace ({renamed}) from {table}")


def _twice(columns: Columns) -> list[str]:
    """Persons and organisations; channels, which have no such id, stay."""
    return [name for name, _ in columns if name.endswith("_id")]


def _second_world(columns: Columns) -> list[str]:
    return [name for name, kind in columns if kind == "VARCHAR" and name != "collection"]
