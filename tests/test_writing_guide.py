"""KIRJOITTAJALLE.md shows what its cases become, and shows everything that can be written."""

import importlib.util

import pytest
import yaml

from conftest import ROOT
from guidebook.manuscript import BLOCKS, LIST_BLOCKS
from guidebook.markup.spans import CLASSES, KEYS

SPEC = importlib.util.spec_from_file_location("writing_guide", ROOT / "tools" / "writing_guide.py")
WRITING = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(WRITING)

CASES = [case for section in yaml.safe_load(WRITING.CASES.read_text("utf-8")) for case in section["cases"]]


@pytest.mark.parametrize("case", CASES, ids=[case["say"] for case in CASES])
def test_each_case_converts_without_a_mistake(case):
    assert WRITING.seen(case["write"])


def test_the_page_is_what_the_cases_become_today():
    assert WRITING.PAGE.read_text("utf-8") == WRITING.page(), "run: make writing-guide"


@pytest.mark.parametrize("name", sorted(set(BLOCKS) - set(LIST_BLOCKS) - {"vain-verkossa", "vain-painetussa"}))
def test_every_block_is_shown(name):
    assert any(f"/// {name}" in case["write"] for case in CASES)


@pytest.mark.parametrize("name", [*CLASSES, *KEYS])
def test_every_span_is_shown(name):
    assert any(f".{name}" in case["write"] or f"{name}=" in case["write"] for case in CASES)
