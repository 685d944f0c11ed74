"""The statistics of one's own collection, and the made-up one that they are tried on."""

import csv
import json
import statistics
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import pytest
import yaml

from commands import ROOT, run
from conftest import EXAMPLE
from esimerkki import generate
from goldens import golden
from guidebook import survey
from guidebook.survey import intake
from guidebook.survey.key_file import Key
from guidebook.survey.measuring import asking
from guidebook.survey.measuring.outcomes import Outcome, Standing, State
from guidebook.survey.schema import CONTRACT
from guidebook.survey.table import ByColumns

ALL = yaml.load((ROOT / "data/statistics.yml").read_text("utf-8"), yaml.CSafeLoader)
DEFINITIONS = {id: one for id, one in ALL.items() if one["collection"] == "oma"}
OF_FEW = {id for id in DEFINITIONS if id.endswith("-aloittain-ja-kanavittain")}  # a channel of a field may have too few persons
OF_CHANGE = {id for id, one in DEFINITIONS.items() if "from measurements" in one["query"]}
BY_HAND = golden("survey/by_hand")


def rows(table: str) -> list[dict]:
    with open(EXAMPLE / f"{table}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    target = tmp_path_factory.mktemp("example") / "survey.duckdb"
    with opened(survey.read({"esimerkki": EXAMPLE / "datapackage.json"}), "esimerkki", target) as database:
        yield database


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory):
    def whole(table: str, row: list) -> tuple:
        """A row with what it leaves out: each is of one person or organisation, no account is closed."""
        return (*row, *[1 if name == "count" else None for name in list(CONTRACT[table])[len(row):]])
    tables = {table: ByColumns([tuple(zip(*(whole(table, row) for row in rows), strict=True))])
              for table, rows in BY_HAND["tables"].items()}
    made = survey.Survey({}, {"kasin": tables})
    with opened(made, "kasin", tmp_path_factory.mktemp("by_hand") / "survey.duckdb") as database:
        yield database


@contextmanager
def opened(made: survey.Survey, collection: str, target: Path):
    """The database of a survey, with the tables that a query on the collection sees."""
    with survey.Databases() as databases:
        made.write_database(databases, target, [(collection,)])
    with duckdb.connect(target, read_only=True, config={"threads": 1}) as database:
        database.execute(f'use "{collection}"')
        yield database


def ask(database, statistic: str) -> list[list]:
    """The rows of a statistic's query without the labels."""
    answer = database.execute(DEFINITIONS[statistic]["query"])
    columns = [column[0] for column in answer.description]
    return [[value for column, value in zip(columns, row, strict=True) if column != "label"]
            for row in answer.fetchall()]


def test_the_generator_makes_the_committed_files_byte_for_byte(tmp_path):
    generate.write(tmp_path)
    for table in ("channels", "organisations", "persons", "accounts"):
        assert (tmp_path / f"{table}.csv").read_bytes() == (EXAMPLE / f"{table}.csv").read_bytes(), table


def test_the_example_is_large_enough_and_says_what_it_is():
    read = survey.read({"esimerkki": EXAMPLE / "datapackage.json"}).collections["esimerkki"]
    counts = dict(read.rows)
    assert counts["persons"] >= 312 and counts["channels"] == 8 and counts["organisations"] >= 60
    assert read.sample and read.rows_public and "esimerkkiaineisto" in read.title
    assert date(2026, 6, 1) <= read.measured[0] < read.measured[1] < date(2026, 11, 1)
    assert read.licences == ("CC-BY-4.0",)


def test_every_made_up_organisation_says_that_it_is_an_example():
    assert all(row["name"].endswith("(esimerkki)") for row in rows("organisations"))


def test_every_column_is_described():
    descriptor = json.loads((EXAMPLE / "datapackage.json").read_text("utf-8"))
    described = {resource["name"]: {one["name"]: one["description"] for one in resource["schema"]["fields"]}
                 for resource in descriptor["resources"]}
    assert {table: list(columns) for table, columns in described.items()} == {
        table: [name for name in columns if name not in ("count", "closed_on")] for table, columns in CONTRACT.items() if table != "searched"}
    assert all(text for columns in described.values() for text in columns.values())


def test_no_account_is_older_than_its_channel():
    launched = {channel: facts[1].isoformat() for channel, facts in generate.CHANNELS.items()}
    opened = [(row["channel"], row["opened_on"]) for row in rows("accounts") if row["opened_on"]]
    assert opened and all(launched[channel] <= day for channel, day in opened)


def test_the_example_tells_of_no_change_since_it_was_measured_once(example):
    assert [row for statistic in OF_CHANGE for row in ask(example, statistic) if row[-1]] == []


def test_every_answer_of_the_example_can_be_published(example):
    for statistic in DEFINITIONS.keys() - OF_CHANGE:
        answer = ask(example, statistic)
        enough = [row for row in answer if row[-1] >= 5]
        assert enough and (enough == answer or statistic in OF_FEW) and all(row[-2] is not None for row in answer), statistic


def test_by_hand_every_statistic_has_an_answer():
    assert sorted(DEFINITIONS) == sorted(BY_HAND["answers"])


@pytest.mark.parametrize("statistic", DEFINITIONS)
def test_a_query_gives_what_the_hand_reckons(statistic, by_hand):
    answer, expected = ask(by_hand, statistic), BY_HAND["answers"][statistic]
    assert [row[:-2] for row in answer] == [row[:-2] for row in expected]
    assert [row[-1] for row in answer] == [row[-1] for row in expected]
    for given, wanted in zip(answer, expected, strict=True):
        assert given[-2] == (wanted[-2] if wanted[-2] is None else pytest.approx(wanted[-2], rel=1e-12))


def test_followers_are_the_same_reckoned_in_python(example):
    """The quartiles, and the share ahead of the example, a second way."""
    accounts = [row for row in rows("accounts") if row["followers"]]
    own = [row for row in accounts if row["person_id"]]
    for index, part in enumerate(("ala", "mediaani", "yla")):
        name = "oma-seuraajat-mediaani-kanavittain" if part == "mediaani" else f"oma-seuraajat-{part}kvartiili-kanavittain"
        for channel, value, n in ask(example, name):
            followers = [int(row["followers"]) for row in own if row["channel"] == channel]
            assert (value, n) == (statistics.quantiles(followers, n=4, method="inclusive")[index], len(followers))

    employer = {row["person_id"]: row["organisation_id"] for row in rows("persons")}
    theirs = {(row["organisation_id"], row["channel"]): int(row["followers"]) for row in accounts}
    ahead: dict[str, bool] = {}
    for row in own:
        other = theirs.get((employer[row["person_id"]], row["channel"])) if employer[row["person_id"]] else None
        if other is not None:
            ahead[row["person_id"]] = ahead.get(row["person_id"], False) or int(row["followers"]) > other
    assert ask(example, "oma-ohittaa-organisaation") == [[sum(ahead.values()), len(ahead)]]


def test_the_three_series_of_quartiles_stand_in_one_order(example):
    keys = [[row[0] for row in ask(example, f"oma-seuraajat-{part}-kanavittain")]
            for part in ("alakvartiili", "mediaani", "ylakvartiili")]
    assert keys[0] == keys[1] == keys[2]


def test_every_statistic_is_told_in_full_sentences():
    for statistic, definition in ALL.items():
        assert definition["label"][0].isupper() and not definition["label"].endswith("."), statistic
        assert definition["description"].endswith("."), statistic


CHANGE = ("oma-seuraajien-kasvu-kanavittain", "oma-herannet-tilit", "oma-kanavan-kayttoonotto", "oma-kanavan-jattaminen")


@pytest.mark.slow
def test_the_statistics_of_change_are_what_the_hand_reckons(small_guide):
    """Ten persons measured twice, a year apart: on X all, five of them grown by 10, 20 … 50 %, six silent at first and
    three of these no more; on LinkedIn eight, of whom three are gone; on Bluesky four who were not there.
    """
    folder = small_guide.folder
    later = date(2026, 11, 1)
    heads = "Tunnus;X-seuraajat;X-julkaisut/kk;LinkedIn-seuraajat;Bluesky-seuraajat;Pvm"
    first = [f"p{n};100;{0 if n <= 6 else 4};{50 if n <= 8 else ''};;1.11.2025" for n in range(1, 11)]
    then = [f"p{n};{100 + 10 * n * (n <= 5)};{4 if n <= 3 or n > 6 else 0};{60 if 3 < n <= 8 else ''};"
            f"{7 if n <= 4 else ''};1.11.2026" for n in range(1, 11)]
    for lines in (first, then):
        (folder / "a.csv").write_text("\n".join([heads, *lines]) + "\n", "utf-8")
        intake.take([folder / "a.csv"], folder, folder / "data/surveys", intake.Asking())
    gone = [Outcome(Key(f"p{n}", channel="linkedin"), Standing(State.GONE), later) for n in (1, 2, 3)]
    asking.MeasuredTables(folder / "data/surveys/oma/datapackage.json").write(gone, {})
    defined = yaml.load((ROOT / "data/statistics.yml").read_text("utf-8"), yaml.CSafeLoader)
    ours = yaml.safe_dump({name: defined[name] for name in CHANGE}, allow_unicode=True)
    theirs = (folder / "data/statistics.yml").read_text("utf-8").replace("\n  kind:", "\n  collection: esimerkki\n  kind:")
    small_guide.write("data/statistics.yml", theirs + ours)
    told = run("guidebook", "numbers", "--json", cwd=folder)
    numbers = {one["id"]: one for one in json.loads(told.stdout)}
    rows = {(name, row["key"]): (row["value"], row["n"]) for name in CHANGE for row in numbers[name].get("rows", ())}
    assert rows[CHANGE[0], "x"] == (5, 10)
    assert (numbers[CHANGE[1]]["value"], numbers[CHANGE[1]]["n"]) == (50, 6)
    assert rows[CHANGE[2], "bluesky"] == (40, 10) and rows[CHANGE[2], "linkedin"][0] is None  # of two
    assert rows[CHANGE[3], "linkedin"] == (37.5, 8) and rows[CHANGE[3], "x"] == (0, 10)
