"""Collections: found, merged, seen by the queries that name them, and withheld where they are not public."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from commands import run
from goldens import golden
from guidebook import survey
from guidebook.checking import check_guide
from guidebook.findings import BadInput
from guidebook.guide import read_guide
from guidebook.numbers import Numbers, as_json, statistics
from guidebook.settings import read as read_settings

pytestmark = pytest.mark.slow

WITHHOLDING = golden("survey/withholding")
COLLECTIONS = golden("survey/collections")
HEADERS = {
    "channels": "channel,name", "organisations": "organisation_id,name,sector,country",
    "persons": "person_id,field,role,country,organisation_id",
    "accounts": "person_id,organisation_id,channel,followers,posts_30d,opened_on,measured_on",
}


def package(folder: Path, **said) -> Path:
    """A package of these tables, given as lines of CSV, and of what its descriptor is to say."""
    tables = {name: said.pop(name, "") for name in (*HEADERS, "searched")}
    folder.mkdir(parents=True)
    for name, text in tables.items():
        if text or name != "searched":
            header = "" if text.startswith(("person_id", "organisation_id", "role")) else HEADERS[name] + "\n"
            (folder / f"{name}.csv").write_text(header + text, "utf-8")
    described = {"name": folder.name, "title": folder.name.capitalize(), "selection": "census",
                 "licenses": [{"name": "CC-BY-4.0"}],
                 "resources": [{"name": name, "path": f"{name}.csv"} for name, text in tables.items()
                               if text or name != "searched"]} | said
    (folder / "datapackage.json").write_text(json.dumps(described), "utf-8")
    return folder / "datapackage.json"


def told(survey_of: survey.Survey, cases: list[dict], folder: Path) -> list[tuple[dict, list[str]]]:
    """For each case its statistics as luvut.json has them, and the reasons why some are withheld; one child computes all."""
    file = folder / "statistics.yml"
    written = {f"tapaus-{number}-{id}": {"label": id, "description": "Selite."} | one
               for number, case in enumerate(cases) for id, one in case.items()}
    file.write_text(yaml.safe_dump(written, sort_keys=False, allow_unicode=True), "utf-8")
    results, findings = statistics.compute(survey_of, statistics.read_definitions(file, list(survey_of.collections)))
    assert not findings
    listed = {entry["id"]: entry for entry in json.loads(json.dumps(as_json(Numbers(results), {})))}
    return [_told({id: listed[f"tapaus-{number}-{id}"] for id in case}) for number, case in enumerate(cases)]


def _told(listed: dict[str, dict]) -> tuple[dict, list[str]]:
    figures, reasons = {}, []
    for id, entry in listed.items():
        rows = entry.get("rows")
        figures[id] = [[row["key"], row["value"], row["n"]] for row in rows] if rows is not None else [entry["value"], entry["n"]]
        reasons += [cell["withheld"] for cell in (rows or [entry]) if cell["withheld"]]
        for cell in rows or [entry]:
            assert bool(cell["withheld"]) == (cell["text"] == "") == (cell["value"] is None)
            assert not cell["withheld"] or cell["k"] is None
    return figures, reasons


@pytest.fixture(scope="module", params=["private", "public"])
def thirty(request, tmp_path_factory) -> tuple[bool, dict]:
    """Whether the rows of a collection of thirty are public, and what is told of each case then."""
    roles = ["paaministeri"] + ["ministeri"] * 2 + ["valtiosihteeri"] * 6 + ["avustaja"] * 11 + ["virkamies"] * 10
    persons = "".join(f"p{number},hallinto,{role},FI,\n" for number, role in enumerate(roles, 1))
    accounts = "".join(f"p{number},,x,{number * 101},{number},,2026-06-01\n" for number in range(1, 31))
    folder = tmp_path_factory.mktemp("thirty")
    path = package(folder / "oma", channels="x,X\n", persons=persons, accounts=accounts, rows=request.param)
    given = [{id: one | {"collection": "oma"} for id, one in case["statistics"].items()} for case in WITHHOLDING]
    names = [case["name"] for case in WITHHOLDING]
    return request.param == "public", dict(zip(names, told(survey.read({"oma": path}), given, folder), strict=True))


@pytest.mark.parametrize("case", WITHHOLDING, ids=lambda case: case["name"])
def test_what_is_withheld(case, thirty):
    public, all_told = thirty
    wanted = case.get("public", case["want"]) if public else case["want"]
    because = case.get("public_because", []) if public else case.get("because", [])
    figures, reasons = all_told[case["name"]]
    for id, want in wanted.items():
        assert figures[id] == want, id
    assert len(reasons) == len(because)
    assert all(part in reason for part, reason in zip(because, reasons, strict=True))


@pytest.fixture(scope="module")
def merged(tmp_path_factory) -> survey.Survey:
    folder = tmp_path_factory.mktemp("merged")
    tables = {id: {name: "\n".join(lines) + "\n" for name, lines in one.pop("tables").items()}
              for id, one in COLLECTIONS["collections"].items()}
    return survey.read({id: package(folder / id, **tables[id], **one) for id, one in COLLECTIONS["collections"].items()})


def test_queries_see_the_rows_of_their_collections(merged, tmp_path):
    given = [{"luku": {"kind": case.get("kind", "number"), "query": case["query"], "collection": case["collection"],
                       "least_base": 1}} for case in COLLECTIONS["queries"]]
    seen = {case["name"]: figures["luku"]
            for case, (figures, _) in zip(COLLECTIONS["queries"], told(merged, given, tmp_path), strict=True)}
    assert seen == {case["name"]: case["want"] for case in COLLECTIONS["queries"]}


def test_a_collection_says_when_it_was_measured_and_how_many_it_counts(merged):
    first, second = merged.collections.values()
    assert (first.persons, dict(first.rows)["organisations"], second.persons) == (17, 4, 2)
    assert {id: one.origin for id, one in merged.collections.items()} == COLLECTIONS["told"]
    assert first.credit == "Tekijät 2026, CC BY 4.0." and second.credit == "Lisenssi CC BY 4.0."


def test_a_statistic_has_an_interval_only_where_chance_chose(merged, tmp_path):
    query = "select count(*) filter (where role = 'a') as k, count(*) as n from persons"
    file = tmp_path / "statistics.yml"
    for ids, has in ((["satunnainen"], True), (["laskettu"], False), (["laskettu", "satunnainen"], False)):
        file.write_text(yaml.safe_dump({"osuus": {"label": "a", "description": "b", "kind": "share", "query": query,
                                                  "collection": ids, "least_base": 1}}), "utf-8")
        results, _ = statistics.compute(merged, statistics.read_definitions(file, list(merged.collections)))
        assert (results["osuus"].estimate.low is not None) is has
        assert [one.id for one in results["osuus"].collections] == ids


def findings(small_guide, monkeypatch, **environment) -> list[str]:
    monkeypatch.chdir(small_guide.folder)
    try:
        guide = read_guide(read_settings(Path("mkdocs.yml"), environment))
        check_guide(guide)
        return [str(finding) for finding in guide.errors]
    except BadInput as error:
        return [str(finding) for finding in error.findings]


@pytest.mark.parametrize("case", COLLECTIONS["guides"], ids=lambda case: case["name"])
def test_collections_of_a_guide(case, small_guide, monkeypatch):
    for old, new in case.get("copy", {}).items():
        source = small_guide.folder / old
        for file in source.iterdir() if source.is_dir() else [source]:
            if file.suffix != ".py":
                small_guide.write(f"{new}/{file.name}", file.read_bytes())
    for path, (old, new) in case.get("replace", {}).items():
        small_guide.replace(path, old, new)
    for path in case.get("remove", ()):
        shutil.rmtree(small_guide.folder / path)
    for path, text in case.get("write", {}).items():
        small_guide.write(path, text)
    environment = {"GUIDEBOOK_SURVEY": str(small_guide.folder / case["own"])} if "own" in case else {}
    assert findings(small_guide, monkeypatch, **environment) == case.get("told", [])


@pytest.mark.slow
def test_every_number_tells_its_collections_in_plain_data(small_guide):
    listed = run("guidebook", "numbers", "--json", cwd=small_guide.folder)
    by_id = {entry["id"]: entry for entry in json.loads(listed.stdout)}
    assert by_id["henkiloita"]["collections"][0] | {"title": ""} == {
        "id": "esimerkki", "title": "", "measured": "1.6.–30.9.2026", "licences": ["CC-BY-4.0"], "attribution": "",
        "sample": True}
    assert by_id["fakta"]["sources"][0]["id"] == "kirja" and by_id["fakta"]["date"] == "2020"


def test_a_day_before_the_collection_is_read_is_no_day_of_the_future(tmp_path):
    path = package(tmp_path / "a", channels="x,X\n", persons="p1,a,,,\n", accounts="p1,,x,,,,2026-03\n")
    assert survey.read({"a": path}, date(2026, 3, 2)).collections["a"].period == "maaliskuu 2026"
    with pytest.raises(BadInput, match="2026-03 on tulevaisuudessa"):
        survey.read({"a": path}, date(2026, 2, 28))
