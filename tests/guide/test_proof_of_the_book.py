"""The proof of this guide's book: no fault on its pages, but those that data/proof.yml explains."""

import pytest

from guidebook import proof

pytestmark = pytest.mark.slow
HYPHENATED, FILL, PAGES = 0.22, 0.95, 200  # of full lines, at most; of the pages within chapters, in the mean and at least; at most


def test_each_fault_is_explained_and_each_explanation_is_needed(proved):
    assert proved.left == [], proof.as_text(proved)
    assert [str(finding) for finding in proved.stale] == []


def test_lines_are_calm_and_pages_are_full(proved):
    assert proved.examination.hyphenated <= HYPHENATED
    assert proved.examination.fill >= FILL


def test_the_book_is_no_longer_than_was_promised(proved):
    assert proved.examination.pages <= PAGES
