"""Converted pages kept from build to build: what a page shows is never older than what it is made of."""

import shutil

import pytest

from conftest import make_small_guide
from goldens import golden
from guidebook import finnish, settings
from guidebook.guide import Format, read_guide
from guidebook.markup import convert_pages, kept_pages

GOLDEN = golden("kept_pages")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield folder


@pytest.fixture(scope="module")
def written(tmp_path_factory, shelf):
    """The guide of the cases, and its pages as they were kept of it."""
    guide = make_small_guide(tmp_path_factory.mktemp("written") / "guide")
    for path, text in GOLDEN["guide"].items():
        guide.write(path, text)
    converted(guide)
    return guide, converted(guide)


def converted(guide, keep=True):
    """Format → page → its HTML and what its conversion met; and how many pages were made."""
    whole = read_guide(settings.read(guide.folder / "mkdocs.yml"))
    made = []
    with pytest.MonkeyPatch.context() as patch:
        kept = kept_pages.kept if keep else lambda inputs, make, *_: make()
        patch.setattr(kept_pages, "kept", lambda inputs, make, *more: kept(inputs, lambda: made.append(1) or make(), *more))
        pages = {format: convert_pages(whole, format) for format in Format}
    assert [one for one in whole.findings if one.fatal and not one.of_data] == []
    return {format: {path: (html, whole.contents(path, format)) for path, html in of_format.items()}
            for format, of_format in pages.items()}, len(made)


@pytest.mark.slow
def test_a_guide_that_is_as_it_was_is_not_converted_again(written):
    guide, (pages, made) = written
    assert made == 0
    assert converted(guide, keep=False) == (pages, sum(map(len, pages.values())) - 2)  # the list of editions never lasts


@pytest.mark.slow
@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: case["change"])
def test_a_page_is_made_again_when_what_it_shows_changes(written, tmp_path, case):
    guide, (before, _) = written
    changed = type(guide)(tmp_path / "guide")
    shutil.copytree(guide.folder, changed.folder, symlinks=True)
    for path, (old, new) in {case["in"]: (case["from"], case["to"]), **case.get("also", {})}.items():
        changed.replace(path, old, new)
    after, _ = converted(changed)
    assert after == converted(changed, keep=False)[0]
    format = Format(case.get("format", "web"))
    assert after[format][case["page"]][0] != before[format][case["page"]][0]


def test_what_voikko_found_is_kept_for_that_voikko_alone(written, monkeypatch):
    monkeypatch.setattr(finnish, "dictionary", lambda: "toinen sanasto")
    assert [converted(written[0])[1] for _ in range(2)] == [2, 0], "the index, in both formats"
