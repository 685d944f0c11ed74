"""The benchmarks can still run: their copy of the guide is read, and a slowed browser answers. What they measure is
nobody's to assert."""

import importlib.util
import sys
from dataclasses import replace

import pytest
import search_eval

from commands import ROOT
from conftest import make_small_guide
from guidebook import identity, settings
from guidebook.guide import read_whole_guide

pytestmark = pytest.mark.slow


@pytest.fixture
def benchmark(monkeypatch):
    """A module of benchmarks/ by its name."""
    monkeypatch.syspath_prepend(ROOT / "benchmarks")

    def load(name: str):
        spec = importlib.util.spec_from_file_location(f"benchmark_{name}", ROOT / "benchmarks" / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, spec.name, module)  # where dataclasses look it up
        spec.loader.exec_module(module)
        return module

    return load


def test_a_copy_of_the_guide_is_read_whole(benchmark, tmp_path):
    guide = read_whole_guide(settings.read(benchmark("measure").guide_copy(tmp_path / "guide", copies=2)))
    assert len([path for path in guide.pages if "wikipedia" in path]) == 2
    assert any(page.slides for page in guide.pages.values())
    benchmark("measure").choose_no_slides(guide.settings.docs)
    without = read_whole_guide(settings.read(guide.settings.config))
    assert not without.errors and not any(page.slides for page in without.pages.values())
    own = identity.read(ROOT / identity.NAME)
    assert replace(guide.identity, faces=()) == replace(own, faces=())
    assert [face.file.name for face in guide.identity.faces] == [face.file.name for face in own.faces]
    assert not guide.errors


def test_a_guide_of_another_day_has_its_own_texts_and_identity(benchmark, tmp_path):
    other = make_small_guide(tmp_path / "other").folder
    (other / identity.NAME).write_bytes((ROOT / identity.NAME).read_bytes() + b"\n# of another day\n")
    target = tmp_path / "guide"
    benchmark("measure").guide_copy(target, copies=1, source=other)
    assert (target / identity.NAME).read_bytes().endswith(b"another day\n")
    assert (target / "docs" / "toinen.md").read_bytes() == (other / "docs" / "toinen.md").read_bytes()
    assert (target / "versiot").is_dir() and (target / "hooks").resolve() == ROOT / "hooks"


def test_an_edit_changes_chapters_and_their_length_in_none(benchmark, tmp_path):
    measure, book = benchmark("measure"), benchmark("book")
    guide = measure.guide_copy(tmp_path / "guide", copies=1).parent
    builds, seen = book.Builds(guide, tmp_path / "kept"), []

    def edited(pages: int) -> int:
        before = {page: page.read_text("utf-8") for page in guide.glob("docs/*/*.md")}
        builds.edit(pages)
        after = {page: page.read_text("utf-8") for page in before}
        changed = [text for page, text in after.items() if text != before[page]]
        assert not {*changed} & {*seen} and {p: len(t) for p, t in after.items()} == {p: len(t) for p, t in before.items()}
        seen.extend([*before.values(), *changed])
        return len(changed)

    assert edited(1000) > 40
    assert [edited(1) for _ in range(5)] == [1] * 5


def test_a_slowed_browser_answers(benchmark, browser, address):
    search = benchmark("search")
    answered = search.Measured(browser, address).ask(search.ASK_ON_PAGE, ["seuraajamäärissä"], slowed=4)
    assert [answer["ms"] > 0 for answer in answered["answers"]] == [True]
    assert search.Measured(browser, address).ask(search_eval.ASK_WORKER, ["seuraajamäärissä"])["answers"][0]["hits"]


def test_a_slowed_page_tells_what_a_reader_waits_for(benchmark, browser, address):
    told = benchmark("reading").read(browser, address)
    assert told.paint > 0 and told.shift >= 0
