"""The forms and templates that a stranger fills in on GitHub: of the shape GitHub reads, and in Finnish."""

import re

import pytest
import yaml

from commands import ROOT

FOLDER = ROOT / ".github" / "ISSUE_TEMPLATE"
FORMS = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in FOLDER.glob("*.yml") if path.stem != "config"}
ASKING = {"input": {"label", "description", "placeholder"}, "textarea": {"label", "description", "placeholder"},
          "dropdown": {"label", "description", "options"}}

every_form = pytest.mark.parametrize("name", sorted(FORMS))


def test_there_is_a_form_for_each_kind_of_news():
    assert [name.partition("-")[2] for name in sorted(FORMS)] == ["virhe-tekstissa", "puuttuva-aihe", "vanhentunut-tieto", "saavutettavuus"]


@every_form
def test_a_form_has_the_shape_that_github_reads(name):
    form = FORMS[name]
    assert set(form) <= {"name", "description", "title", "labels", "body"} and form["name"] and form["description"]
    questions = [it for it in form["body"] if it["type"] != "markdown"]
    ids = [it["id"] for it in questions]
    assert len(set(ids)) == len(ids) and all(re.fullmatch(r"[a-z][a-z0-9_-]*", id) for id in ids)
    for it in questions:
        assert set(it) <= {"type", "id", "attributes", "validations"} and set(it["attributes"]) <= ASKING[it["type"]]
        assert it["attributes"]["label"] and set(it.get("validations", {"required": True})) == {"required"}
    for it in form["body"]:
        if it["type"] == "markdown":
            assert set(it) == {"type", "attributes"} and set(it["attributes"]) == {"value"}
        if it["type"] == "dropdown":
            assert len(set(it["attributes"]["options"])) == len(it["attributes"]["options"]) > 1


@every_form
def test_a_form_asks_little_and_something(name):
    required = [it for it in FORMS[name]["body"] if it.get("validations", {}).get("required")]
    assert 1 <= len(required) <= 3


@every_form
def test_a_form_warns_that_everybody_reads_it_where_it_asks_for_a_story(name):
    if name.startswith(("1", "2", "4")):
        assert "näkyy kaikille" in str(FORMS[name])


def test_without_a_form_there_is_no_issue():
    assert yaml.safe_load((FOLDER / "config.yml").read_text("utf-8")) == {"blank_issues_enabled": False}


def test_the_pull_request_asks_two_things():
    text = (ROOT / ".github" / "PULL_REQUEST_TEMPLATE.md").read_text("utf-8")
    assert len(re.findall("^### .+\\?$", text, re.M)) == 2 and len(text.splitlines()) <= 16


def test_contributing_names_what_github_shows():
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "check.yml").read_text("utf-8"))["jobs"]
    assert [job["name"] for job in jobs.values()] == re.findall(r"^\| \*(.+?)\* \|", page, re.M)
    assert "vastaa kahteen kysymykseen" in page, "as many as the template asks"
