"""The reader of the survey: one change to a good package at a time, and files made to hurt."""

import json
import shutil
import time
from datetime import date
from pathlib import Path

import duckdb
import pytest

from goldens import golden
from guidebook import survey
from guidebook.findings import BadInput
from guidebook.survey import csv_rows, table
from guidebook.survey.csv_rows import MOST

GOLDEN = Path(__file__).parent / "golden" / "survey"
CASES = golden("survey/cases")
TODAY = date(2026, 11, 30)


@pytest.fixture
def package(tmp_path):
    return Path(shutil.copytree(GOLDEN / "good", tmp_path / "survey"))


def read_one(package: Path) -> survey.Collection:
    return survey.read({"pieni": package / "datapackage.json"}, TODAY).collections["pieni"]


def findings(package: Path) -> list[str]:
    try:
        read_one(package)
    except BadInput as error:
        return [str(finding).removeprefix(f"{package}/") for finding in sorted(error.findings)]
    return []


def change(package: Path, case: dict) -> None:
    file = package / case["file"]
    for name, text in case.get("write", {}).items():
        (package / name).write_text(text, "utf-8")
    if case.get("remove"):
        file.unlink()
    else:
        text = file.read_text("utf-8")
        if "old" in case:
            assert text.count(case["old"]) == 1
            text = text.replace(case["old"], case["new"])
        file.write_text(case.get("text", text + case.get("append", "")), "utf-8", newline="")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_change_brings_about_these_findings(case, package):
    change(package, case)
    assert findings(package) == case.get("findings", [])


@pytest.mark.slow
@pytest.mark.parametrize("rows", [1, 2])
def test_rows_are_read_alike_however_many_at_a_time(rows, tmp_path, monkeypatch):
    """With so few at a time, those before and after what is wrong are read column by column."""
    def read(package: Path) -> tuple:
        found, made = findings(package), {}
        if not found:
            made = survey.read({"pieni": package / "datapackage.json"}, TODAY)
            made = {name: [*table] for name, table in made._rows["pieni"].items()}
        return found, made
    for number, case in enumerate(CASES):
        package = Path(shutil.copytree(GOLDEN / "good", tmp_path / str(number)))
        change(package, case)
        with monkeypatch.context() as patched:
            patched.setattr(table._Cells, "_columns", lambda *_: None)
            one_by_one = read(package)
        with monkeypatch.context() as patched:
            patched.setattr(csv_rows, "ROWS", rows)
            assert read(package) == one_by_one, case["name"]
        assert read(package) == one_by_one, case["name"]


def test_one_mistake_among_many_rows_is_told_by_itself(package):
    persons, accounts = package / "persons.csv", package / "accounts.csv"
    text = persons.read_text("utf-8")
    persons.write_text(text + "".join(f"p{number},data,,FI,\n" for number in range(5000)), "utf-8")
    text = accounts.read_text("utf-8")
    more = "".join(f"p{number},,x,{number},1,,2026-06-10\n" for number in range(5000))
    accounts.write_text(text + more, "utf-8")
    assert findings(package) == []
    accounts.write_text(text + more.replace("p4000,,x,4000", "p4000,,x,-1"), "utf-8")
    line, = findings(package)
    assert line.startswith(f"accounts.csv:{text.count(chr(10)) + 4001}:10: arvo: followers: ")


def test_a_survey_knows_what_its_descriptor_and_its_tables_say(package):
    read = read_one(package)
    assert (read.title, read.licences) == ("Pieni aineisto", ("CC-BY-4.0",))
    assert read.sample and read.rows_public
    assert read.measured[1] == date(2026, 8, 30)
    assert dict(read.rows) == {"channels": 2, "organisations": 2, "persons": 3, "accounts": 6}


def test_a_survey_that_says_nothing_is_no_sample_and_keeps_its_rows(package):
    descriptor = json.loads((package / "datapackage.json").read_text("utf-8"))
    del descriptor["sample"], descriptor["rows"]
    (package / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    read = read_one(package)
    assert not read.sample and not read.rows_public


@pytest.mark.slow
def test_in_the_database_unknown_is_null_and_zero_is_zero(package, tmp_path):
    target = tmp_path / "survey.duckdb"
    for _ in range(2):  # the second replaces the first
        with survey.Databases() as databases:
            survey.read({"pieni": package / "datapackage.json"}, TODAY).write_database(databases, target, [("pieni",)])
    with duckdb.connect(target, read_only=True) as database:
        assert database.execute("select * exclude (collection) from pieni.accounts").fetchall() == [
            ("h1", None, "linkedin", 1200, 4.0, date(2012, 3, 1), date(2026, 6, 10)),
            ("h1", None, "x", None, None, None, date(2026, 6, 10)),
            ("h2", None, "linkedin", 0, 0.5, None, date(2026, 6, 11)),
            ("h3", None, "x", 300, 12.0, date(2020, 2, 29), date(2026, 8, 30)),
            (None, "o1", "linkedin", 900, 8.0, date(2010, 1, 1), date(2026, 6, 10)),
            (None, "o2", "x", 5000, 20.0, None, date(2026, 6, 10)),
        ]
        assert database.execute("select * exclude (collection) from pieni.organisations").fetchall() == [
            ("o1", "Ensimmäinen, esimerkki", "company", "FI"), ("o2", "Toinen esimerkki", "public", None)]
        types = database.execute("select column_type from (describe pieni.accounts) where column_name <> 'collection'").fetchall()
        assert [one for one, in types] == ["VARCHAR", "VARCHAR", "VARCHAR", "BIGINT", "DOUBLE", "DATE", "DATE"]


@pytest.mark.slow
def test_the_database_keeps_quotes_line_breaks_and_other_odd_text(package, tmp_path):
    odd = 'kolme "sanaa", rivi\nvaihtuu; <b>\u00ad&amp;'
    quoted = odd.replace('"', '""')
    (package / "channels.csv").write_text(f'channel,name\nlinkedin,"{quoted}"\nx,X\n', "utf-8")
    target = tmp_path / "survey.duckdb"
    with survey.Databases() as databases:
        survey.read({"pieni": package / "datapackage.json"}, TODAY).write_database(databases, target, [("pieni",)])
        with databases.opened(target) as execute, pytest.raises(RuntimeError, match="does not exist"):
            execute("select * from nothing")
    with duckdb.connect(target, read_only=True) as database:
        assert database.execute("select name from pieni.channels").fetchall() == [(odd,), ("X",)]


def test_the_descriptor_may_bring_its_own_delimiter_dates_and_missing_values(package):
    descriptor = json.loads((package / "datapackage.json").read_text("utf-8"))
    accounts = descriptor["resources"][3]
    accounts["dialect"] = {"delimiter": ";"}
    accounts["schema"] = {"missingValues": ["", "ei tietoa"], "fields": [
        {"name": "measured_on", "type": "date", "format": "%d.%m.%Y"},
        {"name": "posts_30d", "type": "number", "decimalChar": ","},
        {"name": "followers", "type": "integer", "constraints": {"maximum": 1000}}]}
    (package / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    (package / "accounts.csv").write_text(
        "person_id;organisation_id;channel;followers;posts_30d;opened_on;measured_on\n"
        "h1;;x;ei tietoa;1,5;;24.12.2025\nh2;;x;1001;;;24.12.2025\n", "utf-8")
    assert findings(package) == ['accounts.csv:3:7: arvo: followers: arvo on suurempi kuin 1000 ("1001") – '
                                 "korjaa arvo; tuntematon jätetään tyhjäksi"]
    text = (package / "accounts.csv").read_text("utf-8")
    (package / "accounts.csv").write_text(text.replace("1001", "999"), "utf-8")
    assert read_one(package).measured[1] == date(2025, 12, 24)


def test_a_flood_of_findings_is_cut_and_counted(package):
    row = "h9,,linkedin,-1,,,2026-06-10\n"
    header = (package / "accounts.csv").read_text("utf-8").splitlines(keepends=True)[0]
    (package / "accounts.csv").write_text(header + row * 1000, "utf-8")
    told = findings(package)
    assert len(told) == MOST + 1
    assert sum("vielä 2949 muuta virhettä" in line for line in told) == 1  # 1000 negative, 1000 orphans, 999 twice


HOSTILE = {
    "a row of a million columns": (b"," * 1_000_000, "rivi: rivillä on 1000000 merkkiä"),
    "a cell of ten million characters": (b"y," + b"a" * 10_000_000, "rivi: rivillä on 10000002 merkkiä"),
    "a cell of a million lines": (b'y,"' + b"a\n" * 1_000_000 + b'"', "arvo: name: solussa on 1999999 merkkiä"),
    "a long cell": (b"y," + b"a" * 3000, "arvo: name: solussa on 3000 merkkiä"),
    "a quotation mark open over a million lines": (b'y,"\n' + b"a,b\n" * 1_000_000, "rivi: rivi ei aukea"),
    "NUL bytes": (b"\0" * 1000, "näkymätön-merkki: tekstissä on näkymätön merkki U+0000 ohjausmerkki ja 999 muuta"),
    "another encoding": ("ääni,Ääni".encode("latin-1"), "merkistö: tiedosto ei ole UTF-8-muodossa"),
    "UTF-16": ("ä,b".encode("utf-16"), "merkistö: tiedosto ei ole UTF-8-muodossa"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("tail", "told"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_gives_one_message_and_no_wait(tail, told, package):
    with open(package / "channels.csv", "ab") as file:
        file.write(tail)
    start = time.process_time()
    found = findings(package)
    assert time.process_time() - start < 3
    line, = found
    assert line.startswith("channels.csv:4:") and told in line


def test_a_link_out_of_the_folder_is_refused(package, tmp_path):
    outside = tmp_path / "outside.csv"
    shutil.move(package / "channels.csv", outside)
    (package / "channels.csv").symlink_to(outside)
    line, = findings(package)
    assert line.startswith("datapackage.json:16:15: polku:") and "johtaa ulos" in line


@pytest.mark.parametrize("text", ["[" * 100_000, '{"title": "\\ud800"}', '{"resources": 5}', '{"resources": [5, null]}',
                                  '{"resources": [{"name": "channels", "path": "\\u0000"}]}', "null", "1" * 10_000])
def test_no_descriptor_ends_in_a_traceback(text, package):
    (package / "datapackage.json").write_text(text, "utf-8")
    assert findings(package)


@pytest.mark.parametrize("change", [
    {"schema": {"fields": {"a": 1}}}, {"schema": {"fields": [1]}}, {"schema": {"missingValues": 5}},
    {"schema": {"fields": [{"name": "name", "constraints": 5}]}}, {"dialect": {"delimiter": ",,"}}, {"dialect": 5},
    {"schema": {"fields": [{"name": "name", "constraints": {"minLength": "a"}}]}},
    {"schema": {"fields": [{"name": "name", "constraints": {"enum": 5}}]}}, {"schema": None}])
def test_no_description_of_a_table_ends_in_a_traceback(change, package):
    descriptor = json.loads((package / "datapackage.json").read_text("utf-8"))
    descriptor["resources"][0].update(change)
    (package / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    line, = findings(package)
    assert 'taulun "channels" kuvaus ei kelpaa' in line
