"""All statistics on a large made-up survey: seconds, and the peak memory of the child that computes
them.

    PYTHONPATH=hooks python benchmarks/queries.py [--accounts 5000000] [--slowest 5]

Aims: under 10 seconds and under 1 GB for 5 million accounts. Exit code 1 when a query fails.
The rows are made inside DuckDB from hashes of their numbers, so that every run has the same ones.
"""

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import duckdb

from guidebook.numbers import Entry
from guidebook.numbers.sandbox import Allowance, Refusal, Sandbox
from guidebook.numbers.statistics import compute, read_definitions

# More than a build allows, so that the time of a slow query is seen too.
ALLOWANCE = Allowance(seconds=60, total=600)
AIM_SECONDS, AIM_MEGABYTES = 10, 1024
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


def generate(target: Path, accounts: int) -> str:
    """Writes the four tables with about this many accounts to a DuckDB file, and tells how many
    rows they have.
    """
    organisations = accounts // 36
    persons = (accounts - 6 * organisations) // 4
    with duckdb.connect(str(target)) as connection:
        connection.execute("set enable_progress_bar = false")
        connection.execute(
            TABLES.format(channels=list(CHANNELS), organisations=organisations, persons=persons)
        )
        rows = {
            table: connection.execute(f"select count(*) from {table}").fetchone()[0]
            for table in ("persons", "organisations", "accounts")
        }
    return ", ".join(f"{count:,} {table}" for table, count in rows.items())


def measure(database: Path, definitions: Mapping[str, Entry]) -> int:
    """Prints what computing all statistics takes. Gives how many queries failed."""
    began = time.perf_counter()
    _, findings = compute(database, definitions, ALLOWANCE)
    seconds = time.perf_counter() - began
    for finding in findings:
        print(finding)
    # The children of the sandbox are all that this process has waited for so far.
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    most = used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    print(
        f"{len(definitions)} statistics: {seconds:.1f} s (aim: under {AIM_SECONDS} s), "
        f"{used.ru_utime + used.ru_stime:.1f} s of processor time, memory at most "
        f"{ALLOWANCE.children} × {most:.0f} MB (aim: under {AIM_MEGABYTES} MB in all)",
        flush=True,
    )
    return len(findings)


def print_slowest(database: Path, definitions: Mapping[str, Entry], most: int) -> None:
    """Runs the queries again, one after the other."""
    seconds = {}
    with Sandbox(database, ALLOWANCE) as sandbox:
        sandbox.start()
        for id, definition in definitions.items():
            began = time.perf_counter()
            with suppress(Refusal):
                sandbox.ask(definition.query)
            seconds[id] = time.perf_counter() - began
    for id in sorted(seconds, key=seconds.get, reverse=True)[:most]:
        print(f"{seconds[id]:8.2f} s  {id}")


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
        id: replace(entry, collection_ids=())  # of the one made-up survey, whatever they name
        for id, entry in read_definitions(options.statistics).items()
    }
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "survey.duckdb"
        # In a process of its own, which is waited for last: what generating takes is not the
        # queries' memory.
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            print(pool.apply(generate, (database, options.accounts)), flush=True)
            failed = measure(database, definitions)
        if options.slowest:
            print_slowest(database, definitions, options.slowest)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
