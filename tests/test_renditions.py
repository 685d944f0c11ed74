"""What is handed to pandoc, without pandoc: a chapter as Word and EPUB have it, and a build that has none. What comes of it is
opened by `make editions-test`.
"""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
import yaml

from books import book_of, chapter_of, sample_book
from commands import ROOT
from guidebook.build import WITHOUT_RENDITIONS, Build
from guidebook.renditions import controls, manuscript, pandoc
from guides import guide

CASES = yaml.safe_load((ROOT / "tests/golden/manuscript.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["say"])
def test_a_chapter_is_what_word_and_epub_have(case):
    headed = manuscript.Headed(chapter_of(case["xhtml"]), case.get("level", 1))
    section = manuscript.section(headed, "Luku", {"toinen": "luku 2", "kolmas": "luku 3"})
    told = "".join(ElementTree.tostring(child, "unicode") for child in list(section)[1:])
    assert " ".join(told.split()) == " ".join(case["becomes"].split())


def test_the_chapters_of_a_part_stand_under_it():
    told = [(one.level, one.part.title if one.part else "") for one in manuscript.headed(sample_book())]
    assert told == [(2, "Lähtökohdat"), (2, ""), (2, "Aineisto")]
    assert [one.level for one in manuscript.headed(book_of(chapter_of("<p>Teksti.</p>")))] == [1]


def test_every_anchor_is_referred_to_by_its_chapter():
    places = manuscript.named_places(sample_book())
    assert places["mittaaminen-rajat"] == places["mittaaminen"] == "”Miten vaikuttavuutta mitataan”"


def test_controls_are_numbered_and_their_titles_are_text():
    made = controls.Controls()
    first, second = made.field('"Kuka" & missä', "<nimi>"), made.box("Valmis", checked=True)
    tree = ElementTree.fromstring(f'<w:p xmlns:w="w">{first}{second}</w:p>')
    assert [one.get("{w}val") for one in tree.iter("{w}alias")] == ['"Kuka" & missä', "Valmis"]
    assert [one.get("{w}val") for one in tree.iter("{w}id")] == ["1", "2"]
    assert [one.text for one in tree.iter("{w}t")] == ["<nimi>", "☒"]


@pytest.mark.parametrize(("asked", "pandoc_there"), [(True, False), (False, True)])
def test_a_build_without_word_and_epub_says_what_it_left_out(monkeypatch, tmp_path, asked, pandoc_there):
    monkeypatch.setattr(pandoc, "installed", lambda: pandoc_there)
    build = Build(guide(ROOT, {"a.md": "# Luku\n"}))
    build.guide.settings = replace(build.guide.settings, renditions=asked)
    build._convert(sample_book(), tmp_path, pytest.fail)
    assert build.offered.left_out == [WITHOUT_RENDITIONS] and "make editions" in WITHOUT_RENDITIONS
    assert (build.offered.made, list(tmp_path.iterdir())) == ([], [])
