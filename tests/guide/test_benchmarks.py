"""The benchmarks can still run: their copy of the guide is read, and a slowed browser answers. What they measure is
nobody's to assert."""

import importlib.util
import sys

import pytest
import search_eval

from commands import ROOT
from guidebook import settings
from guidebook.guide import read_whole_guide

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address(searched):
    return searched


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


def test_a_slowed_browser_answers(benchmark, browser, address):
    search = benchmark("search")
    answered = search.Measured(browser, address).ask(search.ASK_ON_PAGE, ["seuraajamäärissä"], slowed=4)
    assert [answer["ms"] > 0 for answer in answered["answers"]] == [True]
    assert search.Measured(browser, address).ask(search_eval.ASK_WORKER, ["seuraajamäärissä"])["answers"][0]["hits"]


def test_a_slowed_page_tells_what_a_reader_waits_for(benchmark, browser, address):
    told = benchmark("reading").read(browser, address)
    assert told.paint > 0 and told.shift >= 0
