"""The proof of this guide's book: no fault on its pages, but those that data/proof.yml explains."""

from pathlib import Path

import pytest

from guidebook import proof, settings
from guidebook.build import read_sound_guide

ROOT = Path(__file__).parents[2]
HYPHENATED, FILL, PAGES = 0.22, 0.95, 200  # of full lines, at most; of the pages within chapters, in the mean and at least; at most


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    guide = read_sound_guide(settings.read(ROOT / "mkdocs.yml"))
    return proof.make(guide, tmp_path_factory.mktemp("vedos"), pictures=False)


@pytest.mark.slow
def test_each_fault_is_explained_and_each_explanation_is_needed(made):
    assert made.left == [], proof.as_text(made)
    assert [str(finding) for finding in made.stale] == []


@pytest.mark.slow
def test_lines_are_calm_and_pages_are_full(made):
    assert made.examination.hyphenated <= HYPHENATED
    assert made.examination.fill >= FILL


@pytest.mark.slow
def test_the_book_is_no_longer_than_was_promised(made):
    assert made.examination.pages <= PAGES
