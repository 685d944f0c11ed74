"""Converted pages kept from build to build: what a page shows is never older than what it is made of."""

import shutil
from types import SimpleNamespace

import pytest

from conftest import make_small_guide
from goldens import golden
from guidebook import finnish, settings
from guidebook.guide import Format, read_guide
from guidebook.markup import convert_pages, kept_pages
from guidebook.pages import remembered
from guidebook.search import kept_sections

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


def test_what_a_page_has_to_tell_is_kept_with_it(tmp_path, shelf, monkeypatch):
    guide = make_small_guide(tmp_path / "guide")
    guide.write("docs/index.md", "# Alku\n\n{{ henkiloita }} henkilöä, {{ ei-ole }} ei ole.\n")
    monkeypatch.chdir(guide.folder)

    def told():
        whole = read_guide(settings.read(guide.folder / "mkdocs.yml"))
        convert_pages(whole, Format.WEB)
        return [(str(one), one.fatal, one.of_data) for one in whole.findings]

    first = told()
    monkeypatch.setattr("guidebook.markup.cleaning.clean", lambda *_: pytest.fail("made again"))
    assert told() == first and "docs/index.md:3:28: tuntematon-luku" in first[0][0]


def test_the_sections_of_a_page_are_those_the_plugin_found(shelf):
    index, asked = SimpleNamespace(entries=[{"location": "muu/"}]), []

    def add(page):
        asked.append(page.content)
        index.entries += [{"location": page.url, "text": page.content}]

    index.add_entry_from_context = add
    kept_sections.keep(index)
    for content in ("<p>Yksi</p>", "<p>Kaksi</p>", "<p>Yksi</p>"):
        index.add_entry_from_context(SimpleNamespace(content=content, url="sivu/", title="Sivu", meta={}, toc=""))
    assert asked == ["<p>Yksi</p>", "<p>Kaksi</p>"]
    assert [entry.get("text", "") for entry in index.entries] == ["", "<p>Yksi</p>", "<p>Kaksi</p>", "<p>Yksi</p>"]


def test_what_a_text_was_found_to_hold_is_asked_of_another_text_anew(shelf):
    asked = []

    def find(page):
        asked.append(page.source)
        return ["väärin"] if "väärin" in page.source else []

    pages = [SimpleNamespace(source=source, left_out=()) for source in ("oikein", "väärin", "oikein", "väärin")]
    assert [remembered.found(page, find) for page in pages] == [[], ["väärin"], [], ["väärin"]]
    assert asked == ["oikein", "väärin", "väärin"]
