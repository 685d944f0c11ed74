"""The pages in ohjeet/ show what their cases become, and show everything that can be written."""

import importlib.util
import re

import pytest

from conftest import ROOT
from guidebook.pages.blocks import BLOCKS, LIST_BLOCKS
from guidebook.pages.syntax import CLASSES, KEYS

pytestmark = pytest.mark.slow

SPEC = importlib.util.spec_from_file_location("writing_guide", ROOT / "tools" / "writing_guide.py")
WRITING = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(WRITING)

CASES = [case for section in WRITING.sections() for case in section["cases"]]
WITH_FILES = [(case, name) for case in CASES if "searched" not in case for name in case.get("files", ())]


@pytest.mark.parametrize("case", CASES, ids=[case["say"] for case in CASES])
def test_each_case_converts_without_a_mistake(case):
    assert WRITING.seen(case)


@pytest.mark.parametrize("case, name", WITH_FILES, ids=[f"{case['say']} – {name}" for case, name in WITH_FILES])
def test_each_file_that_a_case_tells_to_write_is_needed(case, name):
    assert WRITING.converted(case, without=name)[1]


@pytest.fixture(scope="module")
def pages():
    return WRITING.pages()


def test_the_pages_are_what_the_cases_become_today(pages):
    for file, text in pages.items():
        assert file.read_text("utf-8") == text, "run: make writing-guide"
    assert set(WRITING.FOLDER.iterdir()) == set(pages) - {WRITING.LIST}


def test_the_pages_are_short_and_their_links_lead_somewhere(pages):
    for file, text in pages.items():
        assert len(text.splitlines()) <= 200, file.name
        links = re.findall(r"\]\((?!https?:|#)([\w./-]+\.md)\)", re.sub(r"```.*?```", "", text, flags=re.S))
        assert links and all((file.parent / link).is_file() for link in links), file.name


@pytest.mark.parametrize("name", ["statistics.yml", "facts.yml", "sources.yml", "words.txt", "synonyms.txt", "addresses.yml"])
def test_every_file_of_data_that_an_editor_adds_to_is_shown(name):
    assert any(f"data/{name}" in case.get("files", {}) for case in CASES)


@pytest.mark.parametrize("name", sorted(set(BLOCKS) - set(LIST_BLOCKS) - {"vain-verkossa", "vain-painetussa"}))
def test_every_block_is_shown(name):
    assert any(f"/// {name}" in case["write"] for case in CASES)


@pytest.mark.parametrize("name", [*CLASSES, *KEYS])
def test_every_span_is_shown(name):
    assert any(f".{name}" in case["write"] or f"{name}=" in case["write"] for case in CASES)
