"""A large made-up survey from its files to its numbers: processor time and the highest memory.

    PYTHONPATH=hooks python benchmarks/queries.py [--accounts 5000000] [--slowest 5]

Two surveys are read, each by a process of its own: one of 100,000 persons is read and checked
(aims: at most 8 s and 400 MB), also with a single mistake in its last row; of one of 5 million
accounts all statistics are computed (aims: at most 60 s and 2 GB in all processes together).
Exit code 1 when a query fails.
The rows are made inside DuckDB from hashes of their numbers, so that every run has the same ones.
"""

import argparse
import json
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import duckdb

from guidebook import survey
from guidebook.findings import BadInput
from guidebook.numbers import Entry, statistics
from guidebook.numbers.sandbox import Allowance, Refusal, Sandbox
from guidebook.survey import schema_name

# More than a build allows, so that the time of a slow query is seen too.
ALLOWANCE = Allowance(seconds=60, total=600)
MEASURED = date(2026, 10, 22)
ACCOUNTS_OF_100_000 = 480_000
DESCRIPTOR = {
    "name": "a",
    "title": "Keksitty aineisto",
    "sample": True,
    "selection": "convenience",
    "licenses": [{"name": "CC0-1.0"}],
}
T = TypeVar("T")
ROOT = Path(__file__).parents[1]
CHANNELS = ("x", "linkedin", "facebook", "instagram", "youtube", "tiktok", "bluesky", "blogi")
# One account in six belongs to an organisation; a person has on average four accounts.
TABLES = """
    create macro chance(i, salt) as (hash(i * 31 + salt) % 1000000 + 0.5) / 1000000.0;
    create macro bell(i, salt) as sqrt(-2 * ln(chance(i, salt))) * cos(2 * pi() * chance(i, salt + 1));
    create macro pick(words, i) as words[(hash(i) % len(words))::bigint + 1];
    create table channels as
        select channel, upper(channel[1]) || channel[2:] as name from (select unnest({channels}) as channel);
    create table organisations as
        select 'o' || i as organisation_id, 'Organisaatio ' || i as name,
               pick(['company', 'public', 'university', 'ngo', 'media', 'other'], i) as sector, 'FI' as country
        from range({organisations}) t(i);
    create table persons as
        select 'p' || i as person_id, pick(['data', 'it', 'laki', 'tiede', 'talous', 'terveys'], i) as field,
               case when chance(i, 1) < 0.9 then pick(['asiantuntija', 'johtaja', 'tutkija'], i + 7) end as role,
               pick(['FI', 'SE', 'NO', 'DK', 'EE'], i + 3) as country,
               case when chance(i, 2) < 0.9 then 'o' || (hash(i + 5) % {organisations})::bigint end as organisation_id
        from range({persons}) t(i);
    create table accounts as
        with owned as (
            select 'p' || i as person_id, null as organisation_id, i * 8 + c as nro, c
            from range({persons}) p(i), range(8) t(c) where chance(i * 8 + c, 3) < 0.5
            union all
            select null, 'o' || i, -(i * 8 + c) - 1, c from range({organisations}) o(i), range(8) t(c)
            where chance(-(i * 8 + c) - 1, 3) < 0.75)
        select person_id, organisation_id, {channels}[c + 1] as channel,
               case when chance(nro, 4) < 0.95
                    then round(exp(6 + 1.5 * bell(nro, 5) + (person_id is null)::int * 1.5))::bigint end as followers,
               case when chance(nro, 7) < 0.8 then floor(-8 * ln(chance(nro, 8)))::bigint end as posts_30d,
               case when chance(nro, 9) < 0.9 then date '2026-01-01' - (hash(nro) % 6000)::int end as opened_on,
               date '2026-10-22' as measured_on
        from owned;
"""


def generate(folder: Path, accounts: int) -> str:
    """Writes a collection with about this many accounts, and tells how many rows it has."""
    organisations = accounts // 36
    persons = (accounts - 6 * organisations) // 4
    with duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false")
        connection.execute(
            TABLES.format(channels=list(CHANNELS), organisations=organisations, persons=persons)
        )
        rows = {}
        for table in ("channels", "organisations", "persons", "accounts"):
            file = folder / f"{table}.csv"
            (rows[table],) = connection.execute(f"copy {table} to '{file}' (header)").fetchone()
    resources = [{"name": table, "path": f"{table}.csv"} for table in rows]
    described = DESCRIPTOR | {"resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(described), "utf-8")
    return ", ".join(f"{count:,} {table}" for table, count in rows.items())


def spoil(folder: Path) -> None:
    """Puts a mistake into the last row of the accounts."""
    with (folder / "accounts.csv").open("a", encoding="utf-8") as file:
        file.write("p0,,x,-1,,,2026-10-21\n")


def read(folder: Path) -> int:
    """Reads and checks a collection. Gives how much is wrong with it."""
    try:
        survey.read({"a": folder / "datapackage.json"}, MEASURED)
    except BadInput as error:
        return len(error.findings)
    return 0


def compute(folder: Path, definitions: Mapping[str, Entry]) -> int:
    """Prints what is wrong with the queries, computed from the files on. Gives how many failed."""
    measured = survey.read({"a": folder / "datapackage.json"}, MEASURED)
    _, findings = statistics.compute(measured, definitions, ALLOWANCE)
    for finding in findings:
        print(finding)
    return len(findings)


def print_slowest(folder: Path, definitions: Mapping[str, Entry], most: int) -> None:
    """Runs the queries again, one after the other."""
    seconds, database = {}, folder / "survey.duckdb"
    measured = survey.read({"a": folder / "datapackage.json"}, MEASURED)
    with survey.Databases() as databases:
        measured.write_database(databases, database, [("a",)])
    with Sandbox(database, ALLOWANCE) as sandbox:
        sandbox.start()
        for id, definition in definitions.items():
            began = time.perf_counter()
            with suppress(Refusal):
                sandbox.ask(definition.query, schema_name(definition.collection_ids))
            seconds[id] = time.perf_counter() - began
    for id in sorted(seconds, key=seconds.get, reverse=True)[:most]:
        print(f"{seconds[id]:8.2f} s  {id}")


def apart(what: str, function: Callable[..., T], *given) -> T:
    """What a function gives in a process of its own. Prints the processor time that it took with
    its children, and the most that all of them held in memory at once (Linux tells it).
    """
    before, most = resource.getrusage(resource.RUSAGE_CHILDREN), 0
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        waiting = pool.apply_async(function, given)
        while not waiting.ready():
            most = max(most, resident(os.getpid()))
            waiting.wait(0.05)
        pool.close()
        pool.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{what}: {seconds:.1f} s, {most / 2**20:.0f} MB", flush=True)
    return waiting.get()


def resident(ancestor: int) -> int:
    """The bytes of memory that a process's descendants hold."""
    parents, pages = {}, {}
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended
            fields = (process / "stat").read_text().rpartition(")")[2].split()
            id = int(process.name)
            parents[id], pages[id] = int(fields[1]), int(fields[21])
    found = [ancestor]
    for known in found:  # which grows meanwhile
        found += [id for id, parent in parents.items() if parent == known]
    return sum(pages[id] for id in found[1:]) * resource.getpagesize()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--accounts", type=int, default=5_000_000, help="how many (default: 5 million)"
    )
    parser.add_argument(
        "--slowest", type=int, default=0, help="list as many of the slowest queries (default: none)"
    )
    parser.add_argument(
        "--statistics", type=Path, default=ROOT / "data" / "statistics.yml", help="the definitions"
    )
    options = parser.parse_args()
    definitions = {
        id: replace(entry, collection_ids=("a",))  # of the one made-up survey, whatever they name
        for id, entry in statistics.read_definitions(options.statistics).items()
    }
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        print(apart("made", generate, folder, ACCOUNTS_OF_100_000))
        apart("read and checked (aims: 8 s, 400 MB)", read, folder)
        spoil(folder)
        found = apart("the same with a mistake in the last row", read, folder)
        print(f"{found} finding")
        print(apart("made", generate, folder, options.accounts))
        statistics_of = f"{len(definitions)} statistics, from the files on (aims: 60 s, 2048 MB)"
        failed = apart(statistics_of, compute, folder, definitions)
        if options.slowest:
            apart("queries one by one", print_slowest, folder, definitions, options.slowest)
    return int(failed > 0 or found != 1)


if __name__ == "__main__":
    sys.exit(main())
