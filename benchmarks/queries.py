"""All statistics on a large made-up survey: seconds, and the peak memory of the child that computes them.

    PYTHONPATH=hooks python benchmarks/queries.py [--accounts 5000000] [--slowest 5]

Aims: under 10 seconds and under 1 GB for 5 million accounts. Exit code 1 when one is missed or a query fails.
The rows are made inside DuckDB from hashes of their numbers, so that every run has the same ones.
"""

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

import duckdb
from guidebook.sandbox import Limits, Refusal, Sandbox
from guidebook.statistics import evaluate, read_definitions

LIMITS = Limits(seconds=60, total=600)
AIM_SECONDS, AIM_BYTES = 10, 2**30
STATISTICS = Path(__file__).parents[1] / "data" / "statistics.yml"
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
    """Writes the four tables with about this many accounts to a DuckDB file, and tells how many rows they have."""
    organisations = accounts // 36
    persons = (accounts - 6 * organisations) // 4
    with duckdb.connect(str(target), config={"enable_progress_bar": False}) as connection:
        connection.execute(TABLES.format(channels=list(CHANNELS), organisations=organisations, persons=persons))
        rows = {table: connection.execute(f"select count(*) from {table}").fetchone()[0]
                for table in ("persons", "organisations", "accounts")}
    return ", ".join(f"{count:,} {table}" for table, count in rows.items())


def measure(database: Path, slowest: int) -> tuple[float, int, int]:
    """Seconds for all statistics, the child's peak memory in bytes, and how many queries failed."""
    definitions = read_definitions(STATISTICS)
    seconds = {}
    with Sandbox(database, LIMITS) as sandbox:
        sandbox.start()
        failed = 0
        for id, definition in definitions.items():
            began = time.perf_counter()
            try:
                evaluate(definition, *sandbox.ask(definition.query))
            except Refusal as refusal:
                failed += 1
                print(f"{id}: {refusal}")
            seconds[id] = time.perf_counter() - began
    for id in sorted(seconds, key=seconds.get, reverse=True)[:slowest]:
        print(f"{seconds[id]:10.2f} s  {id}")
    # The sandbox is the only child that this process has waited for.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(f"{len(definitions)} queries: {sum(seconds.values()):.1f} s (aim: under {AIM_SECONDS} s), "
          f"peak memory {peak / 2**20:.0f} MB (aim: under {AIM_BYTES / 2**20:.0f} MB)")
    return sum(seconds.values()), peak, failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accounts", type=int, default=5_000_000, help="how many (default: 5 million)")
    parser.add_argument("--slowest", type=int, default=5, help="how many of the slowest queries to list (default: 5)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "survey.duckdb"
        # In a process of its own, which hands its memory back and is not waited for before the measuring is done.
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            print(pool.apply(generate, (database, options.accounts)), flush=True)
            seconds, peak, failed = measure(database, options.slowest)
    return int(failed > 0 or seconds >= AIM_SECONDS or peak >= AIM_BYTES)


if __name__ == "__main__":
    sys.exit(main())
