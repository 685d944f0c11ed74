"""Kept results: the same inputs give them back, anything else makes them again, and nobody else's are believed."""

import json
import os
import stat
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import jinja2
import pytest

from commands import ROOT, run
from conftest import make_small_guide
from guidebook import settings
from guidebook.finnish import vocabulary
from guidebook.guide import read_guide
from guidebook.numbers import statistics
from guidebook.site import cards, unchanged
from guidebook.site.templates import KeptTemplates
from guidebook.text import keeping
from guidebook.text.keeping import kept, words


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "cache" / "asiantuntijan-someopas"


@pytest.fixture
def key(shelf):
    return shelf.parents[1] / "state" / "asiantuntijan-someopas" / "avain"


@pytest.fixture
def counted():
    made = []

    def make(result="tulos", pack=lambda made: [made], unpack=lambda data: data[0], *, inputs=("a",)):
        def once():
            made.append(result)
            return result
        return kept(inputs, once, pack, unpack), len(made)
    return make


def only(shelf):
    (file,) = filter(Path.is_file, shelf.iterdir())
    return file


def test_the_same_inputs_give_the_kept_result(shelf, counted):
    assert counted("eka") == ("eka", 1)
    assert counted("toka") == ("eka", 1)


def test_other_words_or_contents_make_it_again(shelf, counted, tmp_path):
    file = tmp_path / "rivit.csv"
    file.write_text("1")
    assert counted(inputs=(file,))[1] == 1
    assert counted(inputs=(file,))[1] == 1
    file.write_text("2")
    assert counted(inputs=(file,))[1] == 2
    file.unlink()
    assert counted(inputs=(file,))[1] == 3


def test_what_is_made_while_a_file_is_written_anew_is_kept_for_neither(shelf, tmp_path):
    file = tmp_path / "rivit.csv"

    def written_meanwhile():
        file.write_text("uusi")
        return "uusi"

    for old in ("vanha", "uusi"):
        file.write_text("vanha")
        kept([file], written_meanwhile, lambda made: [made], lambda data: data[0])
        file.write_text(old)
        assert kept([file], lambda: "oikea", lambda made: None, lambda data: data[0]) == "oikea"


def test_a_site_is_known_as_published_only_if_no_file_was_written_meanwhile(shelf, tmp_path):
    (site := tmp_path / "site").mkdir()
    (site / "index.html").write_text("sivu")
    (page := tmp_path / "luku.md").write_text("vanha")
    made = unchanged.MadeOf({page: unchanged._tree(page)}, ("asetukset",))
    page.write_text("uusi")
    unchanged.note(made, site)
    assert not unchanged.is_published(made, site)
    page.write_text("vanha")
    assert not unchanged.is_published(made, site)
    unchanged.note(made, site)
    assert unchanged.is_published(made, site)


@dataclass(frozen=True)
class Said:
    words: tuple
    tree: Element | None = None


def test_all_that_plain_data_say_is_told():
    tree = fromstring("<p>Sana<b>a</b></p>")
    data = [Said(("a", "b")), Said(("a", ("b",))), Said(("ab",)), Said(("a",), tree), Said(("a",), fromstring("<p>Sana<b>b</b></p>")),
            Said((1,)), Said(("1",)), Said(({"a": 1},)), ("a", "b"), ["a", "b"], Path("a"), "a"]
    told = [tuple(words(each)) for each in data]
    assert len(set(told)) == len(data)
    assert told == [tuple(words(each)) for each in deepcopy(data)]


def test_what_is_not_worth_it_is_not_kept(shelf, counted):
    assert counted(pack=lambda made: None)[1] == 1
    assert counted()[1] == 2


def test_a_result_is_data_and_its_key_the_users_alone(shelf, counted, key):
    counted("ääni")
    assert json.loads(only(shelf).read_bytes())["data"] == ["ääni"]
    assert stat.S_IMODE(key.stat().st_mode) == 0o600 and len(key.read_bytes()) == 32


@pytest.mark.parametrize("damage", [
    lambda text: "rikki", lambda text: "", lambda text: text[:-1], lambda text: text + " ", lambda text: text.replace("320", "999"),
    lambda text: text.replace('"data": ', '"data":  '), lambda text: text.encode("utf-16").decode("latin-1"), lambda text: "[" * 200_000,
], ids=range(8))
def test_a_result_that_was_altered_is_thrown_away_and_made_again(shelf, counted, damage):
    assert counted("320") == ("320", 1)
    only(shelf).write_text(damage(only(shelf).read_text()))
    assert counted("320", pack=lambda made: None) == ("320", 2)
    assert list(shelf.iterdir()) == []


def test_a_result_of_other_inputs_is_none_of_these(shelf, counted):
    counted("muu", inputs=("b",))
    other = only(shelf)
    counted("oma", inputs=("a",))
    (own,) = set(shelf.iterdir()) - {other}
    own.write_bytes(other.read_bytes())
    assert counted("oma", inputs=("a",)) == ("oma", 3)


@pytest.mark.parametrize("spoil", [
    lambda key: key.write_bytes(bytes(32)), lambda key: key.write_bytes(b""), lambda key: key.unlink(), lambda key: key.chmod(0o644),
    lambda key: (key.rename(key.with_name("muu")), key.symlink_to("muu")),
], ids=["other", "empty", "none", "readable", "link"])
def test_under_another_key_nothing_is_believed(shelf, counted, key, spoil):
    counted()
    spoil(key)
    assert counted("uusi") == ("uusi", 2)
    assert counted() == ("uusi", 2) and stat.S_IMODE(key.lstat().st_mode) == 0o600 and not key.is_symlink()


def test_a_result_that_cannot_be_read_back_is_made_again(shelf, counted):
    counted()
    assert counted(unpack=lambda data: data["muoto"])[1] == 2


@pytest.mark.parametrize("name", ["cache", "state"])
def test_a_folder_that_cannot_be_made_keeps_nothing_and_stops_nothing(shelf, counted, name):
    (shelf.parents[1] / name).write_text("tiedosto")
    assert counted()[1] == 1
    assert counted()[1] == 2


def test_a_user_without_a_home_keeps_nothing(monkeypatch, counted):
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pathlib.Path.home", lambda: (_ for _ in ()).throw(RuntimeError("no home")))
    assert counted()[1] == 1
    assert counted()[1] == 2


@pytest.mark.parametrize("relative", ["cache", "./cache", "../cache", ""])
def test_a_relative_folder_counts_for_nothing(tmp_path, monkeypatch, counted, relative):
    (tmp_path / "opas").mkdir()
    monkeypatch.chdir(tmp_path / "opas")
    monkeypatch.setenv("HOME", str(tmp_path / "koti"))
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, relative)
    counted()
    assert sorted(os.listdir(tmp_path)) == ["koti", "opas"] and not os.listdir(tmp_path / "opas")
    assert len(list((tmp_path / "koti/.cache/asiantuntijan-someopas").iterdir())) == 1


def test_the_results_that_were_unused_the_longest_give_way(shelf, counted, monkeypatch):
    monkeypatch.setattr(keeping, "KEPT", 20)
    counted()
    for day, file in enumerate(shelf.iterdir(), start=1):
        os.utime(file, (day, day))
    for number in range(19):
        counted(inputs=(str(number),))
    assert counted()[1] == 20
    for number in range(19, 25):
        counted(inputs=(str(number),))
    assert len(list(shelf.iterdir())) == 20
    assert counted()[1] == 26
    assert counted(inputs=("0",))[1] == 27


def test_a_shelf_holds_so_many_bytes_and_takes_nothing_from_another(shelf, monkeypatch):
    monkeypatch.setattr(keeping, "KEPT", 1)
    kept(("a",), str, lambda made: [made], lambda data: data[0])
    one = only(shelf).stat().st_size
    monkeypatch.setattr(keeping, "SHELF", 10 * one)
    half_written = shelf / "kirja" / "0a.4711"
    half_written.parent.mkdir()
    half_written.write_bytes(b"{")
    os.utime(half_written, (1, 1))
    for number in range(20):
        kept((str(number),), str, lambda made: [made], lambda data: data[0], shelf="kirja")
    assert 8 <= len(list((shelf / "kirja").iterdir())) <= 12, "a tenth over is let be"
    assert not half_written.exists()
    assert len(list(shelf.glob("*.json"))) == 1


@pytest.mark.parametrize("file", ["guide.py", "text/source.py", "a/b/c.py", "proofing/rules.yml", "press/elements.css", "press/archive.xmp"])
def test_a_change_of_the_core_makes_it_again(shelf, counted, monkeypatch, tmp_path, file):
    monkeypatch.setattr(keeping, "CORE", tmp_path / "core")
    (tmp_path / "core" / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "core" / file).write_text("1")
    keeping._code.cache_clear()
    assert (counted()[1], counted()[1]) == (1, 1)
    (tmp_path / "core" / file).write_text("2")
    keeping._code.cache_clear()  # as in another run
    assert counted()[1] == 2


# What the guide keeps


@pytest.mark.slow
def test_kept_numbers_and_cards_are_those_that_were_made(shelf, small_guide, monkeypatch):
    monkeypatch.chdir(small_guide.folder)

    def made():
        guide = read_guide(settings.read(small_guide.folder / "mkdocs.yml"))
        return dict(guide.numbers), guide.survey, cards.pictures(guide)
    first = made()
    monkeypatch.setattr("guidebook.survey.read", lambda *_: pytest.fail("read again"))
    monkeypatch.setattr(cards, "draw", lambda *_: pytest.fail("drawn again"))
    assert made() == first


@pytest.mark.slow
def test_no_row_of_the_survey_is_kept(shelf, small_guide, monkeypatch):
    monkeypatch.chdir(small_guide.folder)
    read_guide(settings.read(small_guide.folder / "mkdocs.yml"))
    told = "".join(file.read_text() for file in shelf.rglob("*") if file.is_file())
    rows = (small_guide.folder / "data/surveys/esimerkki/persons.csv").read_text("utf-8").splitlines()[1:]
    assert '"n": 320' in told
    assert not any(row.split(",")[0] in told for row in rows)


@pytest.mark.slow
def test_an_altered_number_is_never_shown(shelf, small_guide):
    assert "henkiloita: 320" in small_guide_numbers(small_guide)
    text = only(shelf).read_text()
    only(shelf).write_text(text.replace("320", "999"))
    assert "320" in text and "henkiloita: 320" in small_guide_numbers(small_guide)


def small_guide_numbers(made):
    return run("guidebook", "numbers", cwd=made.folder).stdout


def test_nothing_of_the_core_or_the_tools_unpickles():
    code = [path for folder in ("hooks", "tools", "benchmarks") for path in (ROOT / folder).rglob("*.py")]
    loading = ("pickle", "marshal", "shelve", "dill", "joblib")
    assert [path.name for path in code if any(f"import {name}" in path.read_text("utf-8") for name in loading)] == []


# The statistics of a guide


@pytest.fixture
def measured(shelf, monkeypatch):
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
    assert second[0].survey.collections == first[0].survey.collections


@pytest.mark.slow
def test_from_another_folder_their_places_are_told_anew(measured, small_guide):
    places = []
    for cwd in (small_guide.folder, small_guide.folder.parent, small_guide.folder):
        guide, computed = measured(small_guide, cwd)
        places.append(guide.numbers["henkiloita"].place.path)
    assert places == ["data/statistics.yml", "guide/data/statistics.yml", "data/statistics.yml"]
    assert computed == 1, "where a definition stands is no part of what is kept"


@pytest.mark.slow
def test_other_data_are_measured_again(measured, small_guide):
    measured(small_guide, small_guide.folder)
    changes = {"statistics.yml": "description: Selvityksen", "surveys/esimerkki/persons.csv": "", "surveys/esimerkki/datapackage.json": ""}
    for times, (path, old) in enumerate(changes.items(), start=2):
        text = (small_guide.folder / "data" / path).read_text("utf-8")
        small_guide.write(f"data/{path}", text.replace(old, f"{old} kaikki") if old else text + "\n")
        assert measured(small_guide, small_guide.folder)[1] == times


@pytest.mark.slow
def test_a_query_written_anew_while_it_is_read_is_asked_itself_the_next_time(measured, small_guide, monkeypatch):
    read = statistics.read_definitions

    def read_and_written_anew(*arguments):
        definitions = read(*arguments)
        small_guide.replace("data/statistics.yml", "select count(*) as value", "select count(*) + 1 as value")
        return definitions

    with monkeypatch.context() as patch:
        patch.setattr(statistics, "read_definitions", read_and_written_anew)
        assert measured(small_guide, small_guide.folder)[0].numbers["henkiloita"].estimate.value == 320
    assert measured(small_guide, small_guide.folder)[0].numbers["henkiloita"].estimate.value == 321


@pytest.mark.slow
def test_queries_that_fail_are_told_each_time(measured, small_guide):
    small_guide.replace("data/statistics.yml", "count(*) as value", "count(*) as arvo")
    told = [[str(finding) for finding in measured(small_guide, small_guide.folder)[0].findings] for _ in range(2)]
    assert told[0] == told[1] and "data/statistics.yml:1:1: kysely:" in told[0][0]


def test_what_another_version_made_is_made_again(shelf, counted, monkeypatch):
    assert counted()[1] == 1
    for module, name, other in ((keeping, "version", lambda name: "0"), (keeping.sys, "version", "4")):
        monkeypatch.setattr(module, name, other)
        keeping._code.cache_clear()
        made = counted()[1]
        assert made == counted()[1]
    assert made == 3
    monkeypatch.undo()
    keeping._code.cache_clear()


def test_of_a_new_word_voikko_is_asked_with_its_group_alone(shelf, monkeypatch):
    asked, words = [], [f"sana{number}" for number in range(500)]

    def told(words, what="pituudet", dictionary="sanasto"):
        asked.clear()
        monkeypatch.setattr(vocabulary, "dictionary", lambda: dictionary)
        lengths = vocabulary.answers(words, lambda word: asked.append(word) or len(word), what)
        assert list(lengths.items()) == [(word, len(word)) for word in sorted(set(words))]
        return len(asked)
    assert (told(words), told(words[::-1])) == (500, 0)
    assert 0 < told([*words, "uusi"]) < 50
    assert (told(words, "tavut"), told(words, dictionary="toinen")) == (500, 500)
    assert (told(words, dictionary=""), told(words, dictionary="")) == (500, 500)


def test_a_template_is_compiled_once(shelf):
    compiled = []

    class Environment(jinja2.Environment):
        def compile(self, source, *rest, **named):
            compiled.append(source)
            return super().compile(source, *rest, **named)

    def shown(text):
        loader = jinja2.DictLoader({"sivu.html": text})
        return Environment(loader=loader, bytecode_cache=KeptTemplates()).get_template("sivu.html").render(sana="yksi")

    assert [shown("{{ sana }}"), shown("{{ sana }}"), shown("{{ sana }} kaksi")] == ["yksi", "yksi", "yksi kaksi"]
    assert compiled == ["{{ sana }}", "{{ sana }} kaksi"]
