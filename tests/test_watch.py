"""A build that takes too long names the page that took the time."""

from dataclasses import replace

import pytest

from books import DOCS, STYLE, book_of, chapter_of
from guidebook import watch
from guidebook.findings import BadInput
from guidebook.guide import Format
from guidebook.markup import convert_pages
from guidebook.press import print_book
from guides import guide


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    monkeypatch.setattr(watch, "STEP", 0.005)
    monkeypatch.setattr(watch, "MOST_OF_PAGE", 0.3)


@pytest.mark.slow
def test_the_page_that_is_being_converted_is_named(tmp_path):
    convert_pages(guide(tmp_path, {"kevyt.md": "# Kevyt\n"}), Format.PRINT)  # imports take their time once
    made = guide(tmp_path, {"kevyt.md": "# Kevyt\n", "raskas.md": "# Raskas\n\n" + "[a](kevyt.md) *b* `c`\n\n" * 900})
    with pytest.raises(BadInput, match=r"docs/raskas\.md:1:1: hidas-sivu: sivun käsittely keskeytettiin"), watch.Watch(made.settings):
        while True:
            convert_pages(made, Format.PRINT)


@pytest.mark.slow
def test_the_chapter_that_is_being_laid_out_is_named(tmp_path):
    settings = guide(tmp_path, {"osa/kevyt.md": "", "osa/raskas.md": ""}).settings
    chapters = [replace(chapter_of(f"<p>{text}</p>" * times), id=identifier)
                for identifier, text, times in (("osa-kevyt", "a", 1), ("osa-raskas", "sana sana sana", 3_000))]
    with pytest.raises(BadInput, match=r"docs/osa/raskas\.md:1:1: hidas-sivu: "), watch.Watch(settings):
        print_book(book_of(*chapters), STYLE, tmp_path / "opas.pdf", None, DOCS)
    assert not (tmp_path / "opas.pdf").exists()


def test_the_whole_has_a_limit_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(watch, "MOST_OF_ALL", 0.1)
    made = guide(tmp_path, {"a.md": "# A\n"})
    with pytest.raises(BadInput, match=r"mkdocs\.yml:1:1: hidas-sivu: työ keskeytettiin"), watch.Watch(made.settings):
        while True:
            pass


def test_the_clock_is_as_it_was_after_the_work(tmp_path):
    made = guide(tmp_path, {"a.md": "# A\n"})
    before = watch.signal.getsignal(watch.signal.SIGPROF)
    with watch.Watch(made.settings):
        pass
    assert watch.signal.getitimer(watch.signal.ITIMER_PROF)[0] == 0
    assert watch.signal.getsignal(watch.signal.SIGPROF) == before
