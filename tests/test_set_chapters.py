"""The text of a chapter as paper has it, kept from build to build: never older than what it is made of."""

from dataclasses import replace
from xml.etree.ElementTree import tostring

import pytest

from books import book_of, chapter_of
from goldens import golden
from guidebook import finnish
from guidebook.finnish import Voikko
from guidebook.press.setting import chapters
from guidebook.press.setting.document import document

GOLDEN = golden("set_chapters")


class Shelf:
    """Keeps as `text.keeping.kept` does, and knows which chapters it was asked to make."""

    def __init__(self):
        self.kept, self.made = {}, []

    def __call__(self, inputs, make, pack, unpack):
        key = tuple(inputs)
        if key not in self.kept:
            self.made.append(key[2])
            self.kept[key] = pack(make())
        return unpack(self.kept[key])


def set_book(case, keep=chapters.anew):
    text = GOLDEN["text"].replace(case.get("from", ""), case.get("to", ""))
    other = {"text": "<p>Jotakin.</p>", **case.get("other", {})}
    chapter = replace(chapter_of(text, "eka", "Eka"), **case.get("chapter", {}))
    book = book_of(chapter, replace(chapter_of(other.pop("text"), "toinen", "Toinen"), **other), chapter_of("<p/>", "kolmas", "Kolmas"))
    with Voikko() as voikko:
        tree, warnings = document(book, voikko.hyphenate, keep)
    return tostring(tree), warnings


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: case["change"])
def test_a_chapter_is_set_again_when_what_it_is_set_from_changes(case, monkeypatch):
    shelf = Shelf()
    set_book({}, shelf)
    shelf.made.clear()
    if "dictionary" in case:
        monkeypatch.setattr(finnish, "dictionary", lambda: case["dictionary"])
    told = set_book(case, shelf)
    own = repr(case.get("chapter", {}).get("id", "eka"))
    assert (own in shelf.made) == case["sets"]
    assert told == set_book(case), "and comes out as it would anew"
    assert any('linkki "muualle.md"' in warning for warning in told[1])


def test_without_a_dictionary_nothing_is_kept(monkeypatch):
    monkeypatch.setattr("guidebook.finnish.voikko.FOLDERS", ())
    assert chapters.dictionary() != chapters.dictionary()
