"""Statistics: definitions read, estimates computed, and what a query may not do."""

import os
import re
import resource
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldens import golden
from guidebook.findings import BadInput, Place
from guidebook.numbers import Entry, given_bases, statistics
from guidebook.numbers.sandbox import Answer, Refusal, Sandbox
from guidebook.numbers.statistics import Allowance, compute, evaluate, read_definitions, wilson
from guides import COLLECTION

CASES = golden("queries")
BASES = golden("given-bases")
ENDLESS = golden("endless")


@pytest.fixture(scope="module")
def database(tmp_path_factory) -> Path:
    """40 persons in 4 fields, 6 organisations, 2 channels, 46 accounts with 1…46 followers."""
    path = tmp_path_factory.mktemp("survey") / "survey.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("""
            create table channels as from (values ('x', 'X'), ('linkedin', 'LinkedIn')) t(channel, name);
            create table organisations as
                select 'o' || i as organisation_id, 'O' || i as name, 'ngo' as sector, 'FI' as country
                from range(6) t(i);
            create table persons as
                select 'p' || i as person_id, ['data', 'it', 'laki', 'tiede'][i % 4 + 1] as field,
                       null::varchar as role, 'FI' as country, 'o' || (i % 6) as organisation_id from range(40) t(i);
            create table accounts as
                select case when i < 40 then 'p' || i end as person_id,
                       case when i >= 40 then 'o' || (i - 40) end as organisation_id, 'x' as channel,
                       (i + 1)::bigint as followers, null::bigint as posts_30d, date '2010-01-01' as opened_on,
                       date '2026-10-22' as measured_on from range(46) t(i);
        """)
    return path


def define(id: str, query: str, kind: str = "number", unit: str = "") -> Entry:
    unit = "%" if kind == "share" else unit
    return Entry(id, kind, id, Place("data/statistics.yml", 7), unit=unit, query=query)


@pytest.fixture(scope="module")
def computed(database) -> tuple[dict, dict]:
    """Every golden query in one run: what came of it, and its finding if it has one."""
    deep = "select " + "(" * 3000 + "1" + ")" * 3000
    definitions = {id: define(id, case["query"].replace("{deep}", deep), case["kind"], case.get("unit", ""))
                   for id, case in CASES.items()}
    results, findings = compute(database, definitions, Allowance(seconds=30, total=120))
    return results, {finding.message.split('"')[1]: finding for finding in findings}


@pytest.mark.parametrize("id", CASES)
def test_what_becomes_of_a_query(id, computed):
    results, findings = computed
    result, want = results[id], CASES[id]["want"]
    outcome = result.estimate
    if "refused" in want:
        assert want["refused"] in result.withheld
        assert findings[id].rule == "kysely"
        assert findings[id].place == Place("data/statistics.yml", 7)
        return
    assert id not in findings
    if "withheld" in want:
        assert want["withheld"] in result.withheld
    elif "rows" in want:
        assert [[row.key, row.label, row.estimate.value] for row in result.rows] == want["rows"]
        assert not result.withheld
    else:
        assert not outcome.withheld
        assert {key: getattr(outcome, key) for key in want} == want


def test_results_and_findings_come_in_the_order_of_the_definitions(computed):
    assert list(computed[0]) == list(CASES)
    assert list(computed[1]) == [id for id in CASES if "refused" in CASES[id]["want"]]


def test_a_withheld_estimate_keeps_nothing_but_its_base(computed):
    estimate = computed[0]["base under the least"].estimate
    assert (estimate.value, estimate.k, estimate.low, estimate.high, estimate.n) == (None, None, None, None, 4)


def test_a_share_has_an_interval_in_its_unit_and_a_number_has_none(computed):
    share, number = computed[0]["share"].estimate, computed[0]["number"].estimate
    assert share.low is share.high is None  # nobody was drawn by lot
    lot = evaluate(replace(define("osuus", "", "share"), collections=(COLLECTION,)), Answer(["k", "n"], [[10, 40]]))
    share = lot.estimate
    assert (share.low, share.high) == pytest.approx((14.19, 40.19), abs=0.005)
    assert number.low is number.high is number.k is None


def endless(queries: dict[str, str], database: Path) -> None:
    definitions = {}
    for id, query in queries.items():
        definitions[id] = define(id, query)
        definitions[f"after {id}"] = define(f"after {id}", "select count(*) as value, 9 as n from persons")
    results, findings = compute(database, definitions, Allowance(seconds=1, total=60))
    for id in queries:
        assert results[id].estimate.withheld, id
        assert results[f"after {id}"].estimate.value == 40
    assert len(findings) == len(queries)
    assert all("ei valmistunut 1 sekunnissa" in finding.message or "muisti" in finding.message for finding in findings)


@pytest.mark.slow
def test_a_query_that_never_ends_is_killed_and_the_rest_go_on(database):
    endless({"deaf to interrupts": ENDLESS["deaf to interrupts"]}, database)


@pytest.mark.slow
def test_other_queries_that_never_end_are_killed_too(database):
    endless(ENDLESS, database)


@pytest.mark.slow
def test_the_time_of_all_queries_together_is_bounded(database):
    definitions = {str(i): define(str(i), ENDLESS["cross join"]) for i in range(5)}
    results, findings = compute(database, definitions, Allowance(seconds=0.3, total=0.5))
    assert "0,3 sekunnissa" in results["0"].estimate.withheld
    assert "eikä tätä enää ajettu" in results["4"].estimate.withheld
    assert len(findings) == 5


def test_the_database_is_the_same_after_all_that(database, computed):
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute("select count(*), sum(followers) from accounts").fetchone() == (46, 46 * 47 // 2)
        assert len(connection.execute("show tables").fetchall()) == 4
    assert [path.name for path in database.parent.iterdir()] == ["survey.duckdb"]


@pytest.mark.slow
def test_no_child_is_left_behind(database):
    with Sandbox(database, Allowance(seconds=0.3)) as sandbox:
        sandbox.start()
        killed = sandbox.child.pid
        with pytest.raises(Refusal):
            sandbox.ask(ENDLESS["cross join"])
        assert sandbox.child is None
        sandbox.start()
        ended = sandbox.child.pid
    for pid in (killed, ended):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux tells the limits of another process")
def test_the_child_has_given_up_what_no_query_needs(database):
    """Of memory too DuckDB's own limit is the second lock: some of its functions have taken more than it allows."""
    with Sandbox(database, Allowance(memory=2**28, total=20)) as sandbox:
        sandbox.start()
        taken = int(Path(f"/proc/{sandbox.child.pid}/statm").read_text().split()[0]) * resource.getpagesize()
        limits = {name: resource.prlimit(sandbox.child.pid, getattr(resource, f"RLIMIT_{name}"))
                  for name in ("AS", "FSIZE", "NOFILE", "CORE", "CPU")}
    memory, hard = limits.pop("AS")
    assert memory == hard and taken < memory <= taken + 2**28 + 2**24
    assert limits == {"FSIZE": (0, 0), "NOFILE": (32, 32), "CORE": (0, 0), "CPU": (65, 65)}


def test_a_database_that_cannot_be_read_stops_the_computing(tmp_path):
    (tmp_path / "survey.duckdb").write_text("ei tietokanta")
    with pytest.raises(BadInput, match="kyselyjä ei voi ajaa"):
        compute(tmp_path / "survey.duckdb", {"a": define("a", "select 1 as value, 9 as n")})


@pytest.mark.slow
def test_a_survey_writes_its_own_database(database):
    class Survey:
        def __init__(self):
            self.collections = {}

        def write_database(self, databases, target: Path, sets: list) -> None:
            target.write_bytes(database.read_bytes())

    results, _ = compute(Survey(), {"a": define("a", "select count(*) as value, count(*) as n from persons")})
    assert results["a"].estimate.value == 40


@pytest.mark.slow
def test_the_environment_does_not_reach_the_child(database, monkeypatch):
    monkeypatch.setenv("PYTHONSTARTUP", "/nowhere")
    monkeypatch.setenv("PYTHONHOME", "/nowhere")  # would keep any Python that heeds it from starting
    results, _ = compute(database, {"a": define("a", "select 1 as value, 9 as n")})
    assert results["a"].estimate.value == 1


def test_the_modules_start_without_anything_heavy():
    code = "import sys, guidebook.numbers.claims; print(sorted({'duckdb', 'frictionless', 'mkdocs'} & set(sys.modules)))"
    environment = os.environ | {"PYTHONPATH": str(Path(statistics.__file__).parents[2])}
    assert subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True,
                          check=True).stdout == "[]\n"


@pytest.mark.parametrize("case", golden("wilson"), ids=str)
def test_wilson_as_published(case):
    assert wilson(case["k"], case["n"]) == pytest.approx((case["low"], case["high"]), abs=0.00005)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.integers(1, 10**9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_mirrors_its_rest(case):
    k, n = case
    low, high = wilson(k, n)
    assert 0 <= low <= k / n <= high <= 1
    assert wilson(n - k, n) == pytest.approx((1 - high, 1 - low), abs=1e-9)


GOOD = """
osuus:
  label: Osuus
  description: Osuus kaikista.
  kind: share
  query: select 1 as k, 9 as n
"""


def read(tmp_path: Path, text: str):
    path = tmp_path / "statistics.yml"
    path.write_text(text, encoding="utf-8")
    return read_definitions(path)


def test_a_definition_has_its_defaults_and_its_place(tmp_path):
    definition = read(tmp_path, GOOD)["osuus"]
    assert (definition.unit, definition.decimals, definition.least_base) == ("%", 0, 5)
    assert definition.place.line == 2


@pytest.mark.parametrize(("change", "line", "message", "hint"), [
    (("kind: share", "kind: shar"), 5, 'laji "shar" on tuntematon', 'tarkoititko "share"?'),
    (("label: Osuus", "lable: Osuus"), 3, 'tuntematon avain "lable"', 'tarkoititko "label"?'),
    (("  label: Osuus\n", ""), 2, 'tunnukselta "osuus" puuttuu label', "lisää label: …"),
    (("label: Osuus", "label: 'Osuus {{ x }}'"), 3, "avaimen label tekstissä ei toimi oppaan merkintä", "poista tekstistä"),
    (("kind: share", "kind: share\n  unit: kpl"), 6, "osuuden (share) yksikkö on aina %", "poista unit"),
    (("kind: share", "kind: share\n  decimals: 7"), 6, "desimaaleja voi olla 0–6", "korjaa decimals"),
    (("kind: share", "kind: share\n  decimals: yksi"), 6, "arvon pitää olla kokonaisluku", "korjaa arvo"),
    (("kind: share", "kind: share\n  least_base: 0"), 6, "pohja on vähintään 1", "korjaa least_base"),
    (("osuus:", "Osuus 1:"), 2, 'tunnus "Osuus 1" ei kelpaa', "pieniä kirjaimia"),
    (("select 1 as k, 9 as n", "x" * 20_001), 6, "avaimen query arvon pitää olla tekstiä", "korjaa arvo"),
])
def test_a_mistake_in_a_definition_is_told_at_its_place(tmp_path, change, line, message, hint):
    with pytest.raises(BadInput) as raised:
        read(tmp_path, GOOD.replace(*change))
    finding = raised.value.findings[0]
    assert (finding.place.line, finding.rule) == (line, "tunnusluku")
    assert message in finding.message
    assert hint in finding.hint


def test_all_mistakes_are_told_in_one_run(tmp_path):
    with pytest.raises(BadInput) as raised:
        read(tmp_path, GOOD.replace("share", "shar") + "toinen: 3\n" + GOOD.replace("osuus", "kolmas") + "  x: 1\n")
    assert [finding.place.line for finding in raised.value.findings] == [5, 7, 14]


@pytest.fixture(scope="module")
def told_bases(database) -> list[str]:
    """The queries whose base is told as given by themselves."""
    definitions = {str(place): define(str(place), query, kind, "%" if re.search(r"\bk\b", query) else "")
                   for place, (kind, query) in enumerate([*BASES["given"], *BASES["counted"]])}
    results, wrong = compute(database, definitions, Allowance(seconds=30, total=120))
    assert wrong == [] and not any(result.withheld for result in results.values() if result.is_series)
    told = list(given_bases.findings(results))
    assert {(finding.rule, finding.place, finding.fatal) for finding in told} == {("vakiopohja", Place("data/statistics.yml", 7), False)}
    return [definitions[finding.message.split('"')[1]].query for finding in told]


@pytest.mark.parametrize(("kind", "query"), BASES["given"])
def test_a_base_that_the_query_gives_is_told(kind, query, told_bases):
    assert query in told_bases


@pytest.mark.parametrize(("kind", "query"), BASES["counted"])
def test_a_base_that_is_counted_is_no_mistake(kind, query, told_bases):
    assert query not in told_bases
