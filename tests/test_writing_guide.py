"""The pages in ohjeet/ show what their cases become, and show everything that can be written."""

import re

import pytest
import writing_guide

from commands import ROOT
from guidebook.pages.blocks import BLOCKS, LIST_BLOCKS
from guidebook.syntax import CLASSES, KEYS

pytestmark = pytest.mark.slow

BY_HAND = {"README.md", "tyyliohje.md", "kirja.md", "oma-versio.md"}
CASES = [case for section in writing_guide.sections() for case in section["cases"]]
STALE = (
    "Sivu ohjeet/{page} tehdään koneella, eikä se vastaa lähdettään. Jos muutit sivua, siirrä muutos tiedostoon {source}. "
    "Aja sitten make writing-guide ja vie muuttuneet sivut samaan ehdotukseen; jos muokkaat selaimessa, pyydä ylläpitäjää ajamaan se."
)
WITH_FILES = [(case, name) for case in CASES if "searched" not in case for name in case.get("files", ())]


@pytest.fixture(scope="module")
def made():
    return writing_guide.pages()


@pytest.mark.parametrize("case", CASES, ids=[case["say"] for case in CASES])
def test_each_case_converts_without_a_mistake(case):
    assert writing_guide.seen(case)


@pytest.mark.parametrize("case, name", WITH_FILES, ids=[f"{case['say']} – {name}" for case, name in WITH_FILES])
def test_each_file_that_a_case_tells_to_write_is_needed(case, name):
    page, mistakes = writing_guide.converted(case, without=name)
    assert mistakes or page != writing_guide.converted(case)[0]


def test_the_pages_are_what_the_cases_become_today(made):
    for file, text in made.items():
        there = file.read_text("utf-8") if file.exists() else ""
        assert there == text, STALE.format(page=file.name, source=source(text))
    assert {file.name for file in writing_guide.FOLDER.iterdir()} == {file.name for file in made} | BY_HAND


def test_a_page_that_is_made_names_its_source_in_its_first_line(made):
    for text in made.values():
        assert (ROOT / source(text)).is_file()


def source(text: str) -> str:
    return re.search(r"tehdään koneella tiedostosta \[([^\]]+)\]", text.splitlines()[0])[1]


def test_the_front_page_leads_to_every_page():
    links = set(re.findall(r"\]\(([\w-]+\.md)\)", (writing_guide.FOLDER / "README.md").read_text("utf-8")))
    assert links == {file.name for file in writing_guide.FOLDER.iterdir()} - {"README.md"}


def test_the_pages_of_the_cases_are_short(made):
    lengths = {file.name: len(text.splitlines()) for file, text in made.items() if ROOT / source(text) == writing_guide.CASES}
    assert lengths and max(lengths.values()) <= 201  # with the line that names the source


@pytest.mark.parametrize("name", ["statistics.yml", "facts.yml", "sources.yml", "words.txt", "synonyms.txt", "addresses.yml"])
def test_every_file_of_data_that_an_editor_adds_to_is_shown(name):
    assert any(f"data/{name}" in case.get("files", {}) for case in CASES)


@pytest.mark.parametrize("name", sorted(set(BLOCKS) - set(LIST_BLOCKS) - {"vain-verkossa", "vain-painetussa"}))
def test_every_block_is_shown(name):
    assert any(f"/// {name}" in case["write"] for case in CASES)


@pytest.mark.parametrize("name", [*CLASSES, *KEYS])
def test_every_span_is_shown(name):
    assert any(f".{name}" in case["write"] or f"{name}=" in case["write"] for case in CASES)
