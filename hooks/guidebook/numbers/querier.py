"""The child process that runs the survey's queries: `python querier.py DATABASE MEMORY SECONDS`.

One request a line on stdin, {"database": "…", "query": "…", "schema": "…", "rows": 200}; one answer
a line on stdout, {"columns": […], "rows": [[…]], "aggregate": "…"} or {"refused": "reason in
Finnish"}, with "last" when the child must end after it. The first line out is {"ready": true}. It
stands alone, so that it starts fast and knows nothing of the guide: the parent holds the clock, and
kills it. What can be held here is held here: memory, files, processor time, and what a query may
say.
"""

import json
import math
import os
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal

import duckdb

TABLES = {
    "persons",
    "organisations",
    "accounts",
    "measurements",
    "channels",
    "searched",
    "countries",
}
# Functions that give the value of a single row (EXTREMES), or a value that depends on one or two
# rows in the order (QUANTILES).
EXTREMES = {
    *("min", "max", "arg_min", "arg_max", "argmin", "argmax", "min_by", "max_by"),
    *("arg_min_null", "arg_max_null", "arg_min_nulls_last", "arg_max_nulls_last"),
    *("first", "last", "any_value", "arbitrary", "first_value", "last_value", "nth_value"),
    *("list", "array_agg", "string_agg", "group_concat", "listagg", "lag", "lead"),
    *("histogram", "approx_top_k", "least", "greatest", "range_max"),
}
QUANTILES = {
    *("median", "quantile", "quantile_cont", "quantile_disc", "approx_quantile", "mad", "mode"),
    *("percentile_cont", "percentile_disc", "reservoir_quantile"),
}
TABLE_FUNCTIONS = {"range", "generate_series", "unnest"}
NODES = {"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"}
# DuckDB's catalogue says that these always give the same; they read the clock or the version.
NOT_CONSISTENT = {"age", "current_localtime", "current_localtimestamp", "version"}
# Words that are read as a function where no column has that name.
CLOCKS = {
    "current_date",
    "current_time",
    "current_timestamp",
    "localtime",
    "localtimestamp",
    "current_user",
    "session_user",
    "current_role",
    "current_catalog",
    "current_schema",
    "current_database",
    "user",
}
LONGEST_TEXT = 200
LONGEST_QUERY = 20_000
MOST_COLUMNS = 8

Catalogue = dict[str, list[tuple[str, str | None, str | None]]]


class RefusedQuery(Exception):
    """The query may not run, or gives what a statistic cannot be; the message says
    why, in Finnish.
    """


def main(database: str, memory: int, seconds: int) -> None:
    """Answers requests until stdin ends or DuckDB has gone wrong. `memory` in bytes, `seconds` of
    processor time.
    """
    # Only this program's own lines may reach the parent, whatever a library prints.
    sys.stdout = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    survey = connect(database, memory)
    catalogue, inspected = read_catalogue(survey), {}
    confine(memory, seconds)
    say({"ready": True})
    for line in sys.stdin:
        request = json.loads(line)
        if (asked := request.pop("database")) != database:
            survey.close()
            survey, database = connect(asked, memory), asked
        try:
            say(answer(survey, catalogue, inspected, **request))
        except RefusedQuery as refused:
            say({"refused": str(refused)})
        except (MemoryError, duckdb.OutOfMemoryException):
            # What the query took may not come back: the next one gets a fresh process.
            say({"refused": "kysely tarvitsee liikaa muistia", "last": True})
            break
        except (duckdb.FatalException, duckdb.InternalException) as error:
            say({"refused": f"kysely kaataa DuckDB:n: {first_line(error)}", "last": True})
            break


def confine(memory: int, seconds: int) -> None:
    """Gives up what no query needs: `memory` over what is taken now, any written byte, open files,
    more time.
    """
    limits = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: 32,
        resource.RLIMIT_CORE: 0,
    }
    with suppress(OSError), open("/proc/self/statm", encoding="ascii") as sizes:  # Linux only
        limits[resource.RLIMIT_AS] = int(sizes.read().split()[0]) * resource.getpagesize() + memory
    for limit, most in limits.items():
        with suppress(ValueError):  # a lower limit stands already
            resource.setrlimit(limit, (most, most))


def say(reply: dict) -> None:
    """One line to the parent."""
    print(json.dumps(reply), flush=True)


def answer(
    survey: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    inspected: dict[str, str],
    query: str,
    schema: str,
    rows: int,
) -> dict:
    """The query's columns and rows, on a connection of its own; `inspected` are the queries that
    may run, with their aggregates. Raises RefusedQuery, or what ends the process.
    """
    most = rows
    try:
        with survey.cursor() as connection:
            if schema:
                connection.execute(f'use "{schema}"')
            if query not in inspected:
                inspected[query] = aggregate_of(inspect(connection, catalogue, query), catalogue)
            result = connection.execute(query)
            columns = [column[0] for column in result.description]
            if len(columns) > MOST_COLUMNS:
                raise RefusedQuery(f"kysely antaa {len(columns)} saraketta")
            rows = result.fetchmany(most + 1)
    except (duckdb.OutOfMemoryException, duckdb.FatalException, duckdb.InternalException):
        raise
    except duckdb.Error as error:
        raise RefusedQuery(f"kysely ei toimi: {first_line(error)}") from error
    except RecursionError as error:
        raise RefusedQuery("kysely on liian syvä") from error
    if len(rows) > most:
        raise RefusedQuery(f"kysely antaa yli {most} riviä")
    plain_rows = [[plain(value) for value in row] for row in rows]
    return {"columns": columns, "rows": plain_rows, "aggregate": inspected[query]}


def connect(database: str, memory: int) -> duckdb.DuckDBPyConnection:
    """The survey, read-only, with nothing else in reach and no setting left to change."""
    connection = duckdb.connect(
        database,
        read_only=True,
        config={
            "enable_external_access": False,
            "autoload_known_extensions": False,
            "autoinstall_known_extensions": False,
            "allow_community_extensions": False,
            "python_enable_replacements": False,
            "temp_directory": "",
            "memory_limit": f"{memory * 3 // 4 // 2**20}MiB",
            "threads": 1,
            "preserve_insertion_order": True,
            "max_expression_depth": 250,
        },
    )
    connection.execute("set lock_configuration = true")
    return connection


def read_catalogue(connection: duckdb.DuckDBPyConnection) -> Catalogue:
    """What DuckDB knows of its functions: name → (kind, stability, a macro's definition) of each of
    that name.
    """
    catalogue: Catalogue = {}
    for name, *known in connection.execute(
        "select distinct lower(function_name), function_type, stability, macro_definition from "
        "duckdb_functions()"
    ).fetchall():
        catalogue.setdefault(name, []).append(tuple(known))
    return catalogue


def inspect(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, query: str) -> dict:
    """The query's tree. Raises RefusedQuery unless it is one SELECT on the survey whose answer
    depends on the survey alone.
    """
    if len(query) > LONGEST_QUERY:
        raise RefusedQuery(f"kysely on yli {LONGEST_QUERY} merkkiä pitkä")
    statements = connection.extract_statements(query)
    if len(statements) != 1:
        raise RefusedQuery(
            f"kyselyssä pitää olla yksi SELECT-lause, nyt lauseita on {len(statements)}"
        )
    if statements[0].type != duckdb.StatementType.SELECT:
        raise RefusedQuery(f"vain SELECT on sallittu, ei {statements[0].type.name}")
    tree = parse(connection, query)
    named = {key.casefold() for node in walk(tree) for key in names_of_ctes(node)}
    if named:  # a name given in one place must not let DuckDB's own views be read in another
        named -= {
            name
            for (name,) in connection.execute(
                "select lower(view_name) from duckdb_views()"
            ).fetchall()
        }
    functions = set()
    for node in walk(tree):
        inspect_node(node, named)
        functions |= function_of(node)
    inspect_functions(connection, catalogue, functions)
    return tree


def aggregate_of(tree: dict, catalogue: Catalogue) -> str:
    """What the column `value` aggregates: "extreme" when it may be one row's own value, "quantile",
    "count" of rows, or "". Where it only names what is worked out below, all of the query counts.
    """
    top = tree["statements"][0]["node"]
    values = [item for item in top.get("select_list", ()) if item.get("alias") == "value"]
    names = {name for node in walk(values) for name in function_of(node)}
    aggregates = {
        name for name in names if any(kind == "aggregate" for kind, _, _ in catalogue.get(name, ()))
    }
    if not aggregates:
        values = tree
        names = {name for node in walk(tree) for name in function_of(node)}
        ordered = any(node.get("type") == "LIMIT_MODIFIER" for node in walk(tree))
        if ordered or not any(
            kind == "aggregate" for name in names for kind, _, _ in catalogue.get(name, ())
        ):
            return "extreme"
    if names & EXTREMES or any(ends_of_order(node) for node in walk(values)):
        return "extreme"
    if names & QUANTILES:
        return "quantile"
    counted = [function_of(item) & {"count", "count_star"} for item in values if aggregates]
    return "count" if all(counted) and counted and not values[0].get("distinct") else ""


def ends_of_order(node: dict) -> bool:
    """Whether the node is a quantile of which it is not plain that it is neither end."""
    if not function_of(node) & (QUANTILES - {"median", "mad", "mode"}):
        return False
    last = node.get("arguments", ())[-1:]  # the fraction, or a list of them
    texts = [one["literal"].get("text", "") for one in walk(list(last)) if "literal" in one]
    try:
        return not texts or not all(0 < float(text) < 1 for text in texts)
    except ValueError:
        return True


def parse(connection: duckdb.DuckDBPyConnection, query: str) -> dict:
    """The query's tree, as DuckDB itself reads it."""
    text = connection.execute(
        "select json_serialize_sql(?, skip_null := true, skip_empty := true)", [query]
    ).fetchone()
    tree = json.loads(text[0])
    if tree["error"]:
        raise RefusedQuery("vain SELECT on sallittu")
    return tree


def walk(tree) -> Iterator[dict]:
    """Every mapping in the tree."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def names_of_ctes(node: dict) -> list[str]:
    """The names that a node's WITH gives."""
    return [entry["key"] for entry in node.get("cte_map", {}).get("map", ())]


def inspect_node(node: dict, named: set[str]) -> None:
    """Raises RefusedQuery when this node of the tree is none a statistic may have."""
    kind = str(node.get("type", ""))
    if kind.endswith("_NODE") and kind not in NODES:
        raise RefusedQuery("kysely ei saa muuttaa aineistoa, vain SELECT on sallittu")
    if node.get("sample"):
        raise RefusedQuery("satunnaisotos (SAMPLE) antaisi joka kerta eri luvun")
    if kind == "SHOW_REF":
        raise RefusedQuery("SHOW, DESCRIBE ja SUMMARIZE eivät ole sallittuja")
    if kind == "BASE_TABLE":
        path = [part.casefold() for part in node["qualified_name"]["path"]]
        if len(path) > 1 or (path[-1] not in TABLES and path[-1] not in named):
            raise RefusedQuery(
                f'taulua "{".".join(path)[:80]}" ei ole; taulut ovat {", ".join(sorted(TABLES))}'
            )
    if (
        kind == "TABLE_FUNCTION"
        and node["function"]["function_name"].casefold() not in TABLE_FUNCTIONS
    ):
        raise RefusedQuery(f"funktio {node['function']['function_name'][:80]} ei ole sallittu")
    if (
        kind == "COLUMN_REF"
        and len(node["column_names"]) == 1
        and node["column_names"][0].casefold() in CLOCKS
    ):
        raise RefusedQuery(f"{node['column_names'][0]} antaisi eri aikaan eri luvun")


def function_of(node: dict) -> set[str]:
    """The name of the function that a node calls, if it calls one."""
    return {node["function_name"].casefold()} if "function_name" in node else set()


def inspect_functions(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, names: set[str]
) -> None:
    """Raises RefusedQuery when a function, or one that its macro calls, does not always give the
    same for the same.
    """
    waiting, seen = sorted(names), set(names)
    while waiting:
        name = waiting.pop()
        if name in NOT_CONSISTENT:
            raise RefusedQuery(f"funktio {name} antaisi eri aikaan tai eri koneella eri luvun")
        for kind, stability, macro in catalogue.get(name, ()):
            if kind == "scalar" and stability != "CONSISTENT":
                raise RefusedQuery(
                    f"funktio {name} ei ole sallittu: sama aineisto ei antaisi aina samaa lukua"
                )
            if kind == "macro" and macro:
                for node in walk(parse(connection, f"select {macro}")):
                    inspect_node(node, set())
                    waiting += sorted(function_of(node) - seen)
                    seen |= function_of(node)


def plain(value):
    """A value as JSON has it: numbers with NaN and infinity as null, short texts, dates as text.
    Raises RefusedQuery.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float | Decimal):
        value = float(value)
        return value if math.isfinite(value) else None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise RefusedQuery(f"kyselyn teksti on yli {LONGEST_TEXT} merkkiä pitkä")
        return value
    raise RefusedQuery(f"sarakkeen tyyppi ({type(value).__name__}) ei käy tunnuslukuun")


def first_line(error: Exception) -> str:
    """What DuckDB says is wrong, short enough for a line."""
    return str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
