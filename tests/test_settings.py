"""The settings out of mkdocs.yml and the environment."""

import datetime

import pytest
import yaml

from goldens import golden
from guidebook import settings
from guidebook.findings import BadInput
from guidebook.pages import nav
from guidebook.pages.page import Page, parse_page


def read(tmp_path, text):
    file = tmp_path / "mkdocs.yml"
    file.write_text(text, "utf-8")
    return settings.read(file)


def test_the_nav_gives_parts_and_pages_in_order(tmp_path):
    nav = "nav: [index.md, {Osa: [a.md, {Nimi: b.md}, {Sisempi: [c.md]}]}, {Ulos: 'https://example.org'}]"
    assert read(tmp_path, nav).chapters == (("", "index.md"), ("Osa", "a.md"), ("Osa", "b.md"), ("Osa", "c.md"))


def test_a_name_that_the_nav_alone_gives_is_told_since_the_book_knows_it_not(tmp_path):
    made = read(tmp_path, "nav:\n  - Alku: index.md\n  - Osa:\n      - Toinen: toinen.md\n      - Muu nimi: muu.md\n      - kolmas.md\n")
    paths = [path for _, path in made.chapters]
    (tmp_path / "docs").mkdir()
    for path in paths:
        (tmp_path / "docs" / path).write_text(f"# {path.removesuffix('.md').capitalize()}\n", "utf-8")
    (finding,) = nav.check(made, {path: Page(path, tmp_path / "docs" / path, (tmp_path / "docs" / path).read_text("utf-8")) for path in paths})
    assert (finding.place.line, finding.place.column, finding.fatal) == (5, 19, False)
    assert finding.message == 'sivun muu.md nimi on navissa "Muu nimi" mutta kirjassa ja sivulla "Muu"'


def test_a_page_that_stands_in_the_nav_again_is_told_there(tmp_path):
    made = read(tmp_path, "nav:\n  - index.md\n  - Osa: [a.md, b.md]\n  - Toinen: [{Uudestaan: a.md}]\n")
    (tmp_path / "docs").mkdir()
    for _, path in made.chapters:
        (tmp_path / "docs" / path).write_text("# Sivu\n", "utf-8")
    assert [(finding.place.line, finding.place.column, finding.message) for finding in nav.check(made, {})] == [
        (4, 26, "sivu a.md on navissa 2 kertaa, ja kirjassa luku olisi yhtä monesti")]


def test_the_environment_goes_over_the_file(tmp_path, monkeypatch):
    monkeypatch.setenv("GUIDEBOOK_SURVEY", "/elsewhere/datapackage.json")
    monkeypatch.setenv("GUIDEBOOK_DRAFT", "1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1382400000")
    made = read(tmp_path, "site_name: Opas\nextra: {guidebook: {draft: false}}")
    assert made.own_survey.as_posix() == "/elsewhere/datapackage.json"
    assert made.draft and made.book
    assert made.date == datetime.date(2013, 10, 22)


def test_a_date_that_is_none_is_today(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "eilen")
    assert read(tmp_path, "site_name: Opas").date == datetime.date.today()


def test_a_way_has_its_chapters_in_the_order_of_the_guide(tmp_path):
    nav = "nav: [{Yksi: [a.md, b.md]}, {Kaksi: [c.md, d.md]}]"
    ways = "extra: {guidebook: {reitit: {Tunti: [d.md, Yksi]}}}"
    assert read(tmp_path, f"{nav}\n{ways}").ways == {"Tunti": ("a.md", "b.md", "d.md")}


@pytest.mark.parametrize("case", golden("bounds"), ids=lambda case: case["told"].rpartition("rajat: ")[2])
def test_a_page_too_large_tells_the_bound_that_lets_it_through(tmp_path, case):
    text = case["write"] * case["times"]
    with pytest.raises(BadInput) as caught:
        parse_page("a.md", tmp_path / "a.md", text)
    (finding,) = caught.value.findings
    assert f"{finding.rule}: {finding.message} – {finding.hint}" == case["told"]
    raised = yaml.safe_load(case["told"].rpartition("rajat: ")[2]) | case.get("also", {})
    assert parse_page("a.md", tmp_path / "a.md", text, read(tmp_path, f"extra: {{guidebook: {{rajat: {raised}}}}}").bounds)


@pytest.mark.parametrize("case", golden("settings"), ids=lambda case: case["say"])
def test_settings_that_cannot_be_are_told_where_they_stand(tmp_path, case):
    for page in case.get("pages", []):
        (tmp_path / "docs" / page).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / page).write_text("# Sivu\n", "utf-8")
    with pytest.raises(BadInput) as error:
        read(tmp_path, case["write"])
    told = [str(finding).partition("mkdocs.yml:")[2] for finding in error.value.findings]
    assert told == case["told"]


def test_mkdocs_own_tags_stand_for_nothing_the_core_needs(tmp_path):
    assert read(tmp_path, "site_name: Opas\nplugins: !ENV [A, b]\nx: !!python/name:a.b ''").title == "Opas"


@pytest.mark.parametrize("committed, latest", [("4070908800", datetime.date(2099, 1, 1)), ("1382400000", datetime.date.today())])
def test_the_last_commit_and_the_clock_tell_what_is_no_future(tmp_path, monkeypatch, committed, latest):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", committed)
    assert read(tmp_path, "site_name: Opas").latest == latest


@pytest.mark.slow
@pytest.mark.parametrize("committed, returncode", [("4070908800", 0), ("4067000000", 1)])
def test_a_clock_behind_the_last_commit_refuses_no_survey(small_guide, committed, returncode):
    accounts = small_guide.folder / "data/surveys/esimerkki/accounts.csv"
    header, first, *rest = accounts.read_text("utf-8").splitlines()
    at = header.split(",").index("measured_on")
    cells = first.split(",")
    cells[at] = "2098-12-31"
    accounts.write_text("\n".join([header, ",".join(cells), *rest, ""]), "utf-8")
    checked = small_guide.check(SOURCE_DATE_EPOCH=committed)
    assert checked.returncode == returncode, checked.stdout
    assert ("2098-12-31 on tulevaisuudessa" in checked.stdout) == bool(returncode)
