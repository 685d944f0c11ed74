"""The collections that ship, and the scripts that tabulated them, on invented extracts of what they read."""

import csv
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import tabulate_dboes
import tabulate_oma
import tabulate_tutkijat
from hypothesis import given
from hypothesis import strategies as st

from goldens import golden
from guidebook import survey
from guidebook.survey import intake

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "tabulating"
SURVEYS = ROOT / "data" / "surveys"
CASES = golden("tabulating/cases")
TOTALS = CASES["totals"]
SCRIPTS = {
    "dboes": (tabulate_dboes, "dboes-2026"),
    "tutkijat": (tabulate_tutkijat, "tutkijat-2014"),
}
POLITICIANS = ("liittopäiväedustaja", "euroedustaja", "osavaltioedustaja", "hallituksen jäsen")


def run(name: str, table: Path, folder: Path) -> subprocess.CompletedProcess:
    script = ROOT / "tools" / f"tabulate_{name}.py"
    return subprocess.run([sys.executable, script, table, folder], capture_output=True, text=True)


def rows(package: Path, table: str) -> list[dict[str, str]]:
    with open(package / f"{table}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module", params=SCRIPTS)
def made(request, tmp_path_factory) -> tuple[str, Path]:
    """A script's name and what it makes of its invented table."""
    folder = tmp_path_factory.mktemp(request.param)
    done = run(request.param, GOLDEN / f"{request.param}-invented.csv", folder)
    assert (done.returncode, done.stderr) == (0, "")
    return request.param, folder


# The scripts


@pytest.mark.parametrize("table", ["persons", "organisations", "accounts"])
def test_the_rows_are_counted_and_merged(made, table):
    name, folder = made
    expected = [[*map(str, row)] for row in CASES["rows"][name][table]]
    assert [[*row.values()] for row in rows(folder, table)] == expected


def test_what_was_not_searched_is_not_in_searched(tmp_path):
    tabulate_dboes.tabulate(GOLDEN / "dboes-invented.csv").write(tmp_path)
    searched = {
        (row["role"] or row["sector"], row["channel"]) for row in rows(tmp_path, "searched")
    }
    groups = (*POLITICIANS, "toimittaja", "ngo")
    everything = {(group, channel) for group in groups for channel in TOTALS["channels"]}
    assert searched == everything - {("toimittaja", "youtube")}


def test_the_same_table_gives_the_same_bytes(made, tmp_path):
    name, folder = made
    SCRIPTS[name][0].tabulate(GOLDEN / f"{name}-invented.csv").write(tmp_path)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        path.name: path.read_bytes() for path in tmp_path.iterdir()
    }


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["name"])
def test_a_table_that_is_not_fit_is_refused(case, tmp_path):
    text = (GOLDEN / f"{case['table']}-invented.csv").read_text("utf-8")
    assert text.count(case["old"]) == 1
    table = tmp_path / "table.csv"
    table.write_text(text.replace(case["old"], case["new"]), "utf-8")
    refused = run(case["table"], table, tmp_path / "package")
    assert refused.returncode == 1 and not (tmp_path / "package").exists()
    assert [line.removeprefix(f"{table}:") for line in refused.stderr.splitlines()] == case["told"]


@pytest.mark.parametrize(
    "content, told",
    [
        (None, "1: tiedosto: "),
        (b"", "1: sarake: "),
        (b"\xff\xfe", "1: merkistö: "),
        (b"role,account_age_days,original_tweets,followers\n", "2: rivi: "),
    ],
)
def test_a_file_that_is_no_table_is_refused(content, told, tmp_path):
    table = tmp_path / "table.csv"
    if content is not None:
        table.write_bytes(content)
    refused = run("tutkijat", table, tmp_path / "package")
    assert refused.returncode == 1 and refused.stderr.startswith(f"{table}:{told}")


def test_a_long_list_of_findings_is_cut(tmp_path):
    table = tmp_path / "table.csv"
    table.write_text(",".join(tabulate_tutkijat.COLUMNS) + "\nphd,1,1,?" * 60, "utf-8")
    told = run("tutkijat", table, tmp_path / "package").stderr.splitlines()
    assert len(told) == 51 and told[-1] == "… ja 10 muuta"


def band(number: int) -> int:
    return sum(number >= limit for limit in (100, 1_000))


@given(
    st.lists(
        st.one_of(st.integers(0, 130), st.integers(900, 1_100), st.integers(0, 10**6)), max_size=300
    )
)
def test_merged_rows_describe_five_or_more_and_no_row_reaches_over_a_limit(numbers):
    sizes = Counter(map(band, numbers))
    numbers = [number for number in numbers if sizes[band(number)] >= 5]
    merged = list(tabulate_tutkijat.merged(numbers))
    assert all(count >= 5 for _, count in merged)
    expanded = Counter(band(followers) for followers, count in merged for _ in range(count))
    assert expanded == Counter(map(band, numbers))


@given(st.lists(st.integers(0, 99), min_size=101, max_size=400))
def test_each_quantile_stays_what_it_was(numbers):
    numbers.sort()
    merged = sorted(
        value for value, count in tabulate_tutkijat.merged(numbers) for _ in range(count)
    )
    for percent in tabulate_tutkijat.QUANTILES:
        rank, rest = divmod((len(numbers) - 1) * percent, 100)
        low, high = numbers[rank], numbers[rank + bool(rest)]
        assert merged[rank] == (low + high + 1) // 2


# The packages that ship


@pytest.mark.parametrize("name", SCRIPTS)
def test_each_package_is_a_valid_data_package(name):
    from frictionless import Package, system  # here: it takes half a second

    with system.use_context(trusted=True):
        report = Package(str(SURVEYS / SCRIPTS[name][1] / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])


@pytest.mark.parametrize("name", SCRIPTS)
def test_each_package_is_what_its_script_writes(name, tmp_path):
    script, collection = SCRIPTS[name]
    script.tabulate(GOLDEN / f"{name}-invented.csv").write(tmp_path)
    written, shipped = (
        json.loads((folder / "datapackage.json").read_text("utf-8"))
        for folder in (tmp_path, SURVEYS / collection)
    )
    assert shipped["sources"][1].pop("hash") != written["sources"][1].pop("hash")
    assert shipped == written
    for resource in shipped["resources"]:
        header = (SURVEYS / collection / resource["path"]).read_text("utf-8").splitlines()[0]
        assert header == ",".join(column["name"] for column in resource["schema"]["fields"])


@pytest.mark.parametrize("name", SCRIPTS)
def test_each_descriptor_says_what_was_read_and_that_it_was_changed(name):
    collection = SCRIPTS[name][1]
    descriptor = json.loads((SURVEYS / collection / "datapackage.json").read_text("utf-8"))
    assert descriptor["name"] == collection and descriptor["sample"] is False
    assert [licence["name"] for licence in descriptor["licenses"]] == ["CC-BY-4.0"]
    assert (
        "muokattu" in descriptor["modifications"]
        and "CC BY 4.0. Muokattu" in descriptor["attribution"]
    )
    origin, read = descriptor["sources"]
    assert origin["path"].startswith("https://") and origin["version"] in origin["title"]
    assert len(read["hash"].removeprefix("sha256:")) == 64


def test_only_the_collection_of_public_figures_has_rows_under_five():
    least = {
        collection: min(int(row["count"]) for row in rows(SURVEYS / collection, "persons"))
        for _, collection in SCRIPTS.values()
    }
    public = {
        collection
        for _, collection in SCRIPTS.values()
        if json.loads((SURVEYS / collection / "datapackage.json").read_text("utf-8")).get("rows")
        == "public"
    }
    assert least["tutkijat-2014"] >= 5 > least["dboes-2026"] and public == {"dboes-2026"}


def owners() -> list[tuple[str, set[str], int]]:
    """The counted rows of dboes-2026: role or sector, channels, count."""
    package, channels = SURVEYS / "dboes-2026", {}
    for account in rows(package, "accounts"):
        owner = account["person_id"] or account["organisation_id"]
        assert account["followers"] == "" and account["measured_on"] == "2026-03"
        channels.setdefault(owner, set()).add(account["channel"])
    return [
        (row.get("role") or row["sector"], channels.get(row[key], set()), int(row["count"]))
        for table, key in (("persons", "person_id"), ("organisations", "organisation_id"))
        for row in rows(package, table)
    ]


@pytest.mark.parametrize("group", TOTALS["adoption"])
def test_the_totals_of_dboes_2026_are_exact(group):
    roles = POLITICIANS if group == "politicians" else (group,)
    searched = {
        row["channel"]
        for row in rows(SURVEYS / "dboes-2026", "searched")
        if (row["role"] or row["sector"]) in roles
    }
    alike = [(channels, count) for role, channels, count in owners() if role in roles]
    adoption = [
        sum(count for channels, count in alike if channel in channels)
        if channel in searched
        else None
        for channel in TOTALS["channels"]
    ]
    assert [sum(count for _, count in alike), *adoption] == TOTALS["adoption"][group]
    if group in TOTALS["distribution"]:
        distribution = Counter()
        for channels, count in alike:
            distribution[len(channels)] += count
        assert [distribution[number] for number in range(len(searched) + 1)] == TOTALS[
            "distribution"
        ][group]


@pytest.mark.parametrize("role", TOTALS["followers"])
def test_the_quantiles_of_tutkijat_2014_agree_to_two_digits(role):
    import duckdb

    package = SURVEYS / "tutkijat-2014"
    found = duckdb.execute(
        "select count(*), unnest(quantile_cont(followers, [0.1, 0.25, 0.5, 0.75, 0.9])), "
        "count(*) filter (followers < 100), count(*) filter (followers >= 1000) "
        "from (select followers, unnest(range(count)) from read_csv($persons) join read_csv($accounts) "
        "using (person_id) where role = $role)",
        {
            "persons": str(package / "persons.csv"),
            "accounts": str(package / "accounts.csv"),
            "role": role,
        },
    ).fetchall()
    n, *quantiles, under, over = TOTALS["followers"][role]
    assert {(row[0], row[2], row[3]) for row in found} == {(n, under, over)}
    assert [f"{row[1]:.2g}" for row in found] == [f"{quantile:.2g}" for quantile in quantiles]


# One's own survey


EXAMPLE = ROOT / "tests" / "esimerkki"


def own(folder: Path, **said) -> Path:
    """The made-up survey as one's own, whose rows are not public."""
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("*.py", "*.md", "__pycache__"))
    descriptor = folder / "datapackage.json"
    told = json.loads(descriptor.read_text("utf-8"))
    descriptor.write_text(json.dumps(told | {"rows": "private"} | said), "utf-8")
    return descriptor


def test_of_one_s_own_survey_no_published_row_describes_fewer_than_five(tmp_path):
    done = run("oma", own(tmp_path / "oma"), tmp_path / "laskettu")
    assert (done.returncode, done.stderr) == (0, "")
    collection = survey.read({"laskettu": tmp_path / "laskettu" / "datapackage.json"}).collections["laskettu"]
    assert collection.rows_public
    persons, accounts = (rows(tmp_path / "laskettu", name) for name in ("persons", "accounts"))
    houses = rows(tmp_path / "laskettu", "organisations")
    assert min(int(row["count"]) for row in persons + houses) >= 5
    assert {row["followers"] + row["posts_30d"] + row["opened_on"] for row in accounts} == {""}
    assert not any(row["name"] or row["country"] for row in houses) and not any(row["country"] for row in persons)
    assert {len(row["measured_on"]) for row in accounts} == {7}
    before = Counter((row["person_id"], row["channel"]) for row in rows(EXAMPLE, "accounts") if row["person_id"])
    of = {row["person_id"]: int(row["count"]) for row in persons}
    for channel in {row["channel"] for row in accounts}:
        published = sum(of.get(row["person_id"], 0) for row in accounts if row["channel"] == channel)
        assert 0 < published <= sum(name == channel for _, name in before)
    assert len(rows(EXAMPLE, "persons")) * 0.5 < sum(of.values()) <= len(rows(EXAMPLE, "persons"))


GROUPS = st.dictionaries(
    st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.sampled_from([(), ("c",)])), st.integers(1, 8)
)


@given(GROUPS)
def test_no_group_is_small_nor_reckoned_from_what_is_missing(groups):
    kept = tabulate_oma.coarser(Counter(groups), tabulate_oma.OF_PERSONS)
    assert all(count >= 5 for count in kept.values())
    for part in (tabulate_oma.everybody, tabulate_oma.role, tabulate_oma.field, tabulate_oma.field_and_role):
        there, published = Counter(), Counter()
        for group, count in groups.items():
            there[part(*group)] += count
        for group, count in kept.items():
            published[part(*group)] += count
        for known, count in there.items():
            assert published[known] == 0 or count - published[known] not in (1, 2, 3, 4), part.__name__


@given(GROUPS)
def test_as_many_are_counted_as_can_be(groups):
    kept, all_of_them = tabulate_oma.coarser(Counter(groups), tabulate_oma.OF_PERSONS), sum(groups.values())
    assert sum(kept.values()) <= all_of_them
    large = all(count >= 5 for count in groups.values())
    assert not large or kept == groups


def test_of_organisations_the_missing_are_none_or_five():
    groups = Counter({("", "media", ("x",)): 6, ("", "media", ()): 2, ("", "ngo", ("x",)): 7})
    assert tabulate_oma.coarser(groups, tabulate_oma.OF_ORGANISATIONS) == {("", "ngo", ("x",)): 7}


def test_of_what_was_not_searched_for_all_it_is_published_where_it_was(tmp_path):
    lines = [f"p{n},politician,{'yes' if n % 2 else 'no'},{'yes' if n < 9 else 'no'}" for n in range(20)]
    lines += [f"j{n},journalist,yes," for n in range(3)] + [f"o{n},party organisation,yes,yes" for n in range(6)]
    (tmp_path / "a.csv").write_text("\n".join(["id,kind,x,youtube", *lines]) + "\n", "utf-8")
    (tmp_path / "data/surveys/oma").mkdir(parents=True)
    (tmp_path / "data/surveys/oma/intake.yml").write_text("measured_on: 2026-03\nfield: politiikka\n", "utf-8")
    intake.take([tmp_path / "a.csv"], tmp_path, tmp_path / "data/surveys", intake.Asking())
    done = run("oma", tmp_path / "data/surveys/oma/datapackage.json", tmp_path / "laskettu")
    assert (done.returncode, done.stderr) == (0, "")
    survey.read({"laskettu": tmp_path / "laskettu/datapackage.json"})
    assert {row["role"] for row in rows(tmp_path / "laskettu", "searched")} == {"politician", ""}
    assert {row["role"] for row in rows(tmp_path / "laskettu", "persons")} == {"politician"}


@pytest.mark.parametrize("said, told", [({"rows": "public"}, "julkaise kansio sellaisenaan"), ({"resources": 5}, "make check")])
def test_one_s_own_survey_that_needs_no_tabulating_or_cannot_be_read_is_refused(said, told, tmp_path):
    refused = run("oma", own(tmp_path / "oma", **said), tmp_path / "laskettu")
    assert refused.returncode == 1 and told in refused.stderr and not (tmp_path / "laskettu").exists()
