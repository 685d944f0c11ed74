"""Kept results: the same inputs give them back, anything else makes them again."""

import os

import pytest

from conftest import make_small_guide
from guidebook import settings
from guidebook.guide import read_guide
from guidebook.numbers import statistics
from guidebook.text import keeping
from guidebook.text.keeping import kept


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "asiantuntijan-someopas"


@pytest.fixture
def counted():
    made = []

    def make(result="tulos", worth=lambda made: True, *, inputs=("a",)):
        def once():
            made.append(result)
            return result
        return kept(inputs, once, worth), len(made)
    return make


def test_the_same_inputs_give_the_kept_result(folder, counted):
    assert counted("eka") == ("eka", 1)
    assert counted("toka") == ("eka", 1)


def test_other_words_or_contents_make_it_again(folder, counted, tmp_path):
    file = tmp_path / "rivit.csv"
    file.write_text("1")
    assert counted(inputs=(file,))[1] == 1
    assert counted(inputs=(file,))[1] == 1
    file.write_text("2")
    assert counted(inputs=(file,))[1] == 2
    file.unlink()
    assert counted(inputs=(file,))[1] == 3


def test_what_is_not_worth_it_is_not_kept(folder, counted):
    assert counted(worth=lambda made: False)[1] == 1
    assert counted()[1] == 2


def test_a_damaged_result_is_made_again(folder, counted):
    counted()
    next(folder.iterdir()).write_bytes(b"rikki")
    assert counted()[1] == 2


def test_a_folder_that_cannot_be_made_keeps_nothing_and_stops_nothing(folder, counted):
    folder.parent.write_text("tiedosto")
    assert counted()[1] == 1
    assert counted()[1] == 2


def test_the_results_that_were_unused_the_longest_give_way(folder, counted):
    counted()
    for day, file in enumerate(folder.iterdir(), start=1):
        os.utime(file, (day, day))
    for number in range(19):
        counted(inputs=(str(number),))
    assert counted()[1] == 20
    for number in range(19, 25):
        counted(inputs=(str(number),))
    assert len(list(folder.iterdir())) == 20
    assert counted()[1] == 26
    assert counted(inputs=("0",))[1] == 27


@pytest.mark.parametrize("file", ["guide.py", "text/source.py", "a/b/c.py", "proofing/rules.yml"])
def test_a_change_of_the_core_makes_it_again(folder, counted, monkeypatch, tmp_path, file):
    monkeypatch.setattr(keeping, "CORE", tmp_path / "core")
    (tmp_path / "core" / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "core" / file).write_text("1")
    assert (counted()[1], counted()[1]) == (1, 1)
    (tmp_path / "core" / file).write_text("2")
    assert counted()[1] == 2


# The statistics of a guide


@pytest.fixture
def measured(folder, monkeypatch):
    """Reads a guide from a working directory; gives it, and how many times statistics were computed."""
    computed, compute = [], statistics.compute
    monkeypatch.setattr(statistics, "compute", lambda *given: computed.append(given) or compute(*given))

    def read(made, cwd):
        monkeypatch.chdir(cwd)
        return read_guide(settings.read(made.folder / "mkdocs.yml")), len(computed)
    return read


@pytest.mark.slow
def test_statistics_are_kept_wherever_the_guide_lies(measured, tmp_path):
    made = [make_small_guide(tmp_path / name / "guide") for name in ("a", "b")]
    first, second = ([*measured(each, each.folder)] for each in made)
    assert (first[1], second[1]) == (1, 1)
    assert second[0].numbers.resolve("henkiloita").value == first[0].numbers.resolve("henkiloita").value > 100
    assert second[0].survey.rows == first[0].survey.rows


@pytest.mark.slow
def test_from_another_folder_their_places_are_told_anew(measured, small_guide):
    places = []
    for cwd in (small_guide.folder, small_guide.folder.parent, small_guide.folder):
        guide, computed = measured(small_guide, cwd)
        places.append(guide.numbers["henkiloita"].definition.place.path)
    assert places == ["data/statistics.yml", "guide/data/statistics.yml", "data/statistics.yml"]
    assert computed == 2


@pytest.mark.slow
def test_other_data_are_measured_again(measured, small_guide):
    measured(small_guide, small_guide.folder)
    for times, path in enumerate(("statistics.yml", "survey/persons.csv", "survey/datapackage.json"), start=2):
        small_guide.write(f"data/{path}", (small_guide.folder / "data" / path).read_text("utf-8") + "\n")
        assert measured(small_guide, small_guide.folder)[1] == times


@pytest.mark.slow
def test_queries_that_fail_are_told_each_time(measured, small_guide):
    small_guide.replace("data/statistics.yml", "count(*) as value", "count(*) as arvo")
    told = [[str(finding) for finding in measured(small_guide, small_guide.folder)[0].findings] for _ in range(2)]
    assert told[0] == told[1] and "data/statistics.yml:1:1: kysely:" in told[0][0]
