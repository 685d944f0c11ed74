"""Texts that call real data made up are found, in editions.yml too, and a draft marks them."""

from dataclasses import replace
from pathlib import Path

import pytest

from goldens import golden
from guidebook.editions import announced
from guidebook.guide import Format, read_guide
from guidebook.markup import convert
from guidebook.pages.made_up import findings
from guidebook.pages.page import parse_page
from guidebook.settings import read
from guides import guide

TEXTS = golden("made_up")
PAGE = "luku.md"


def found(text: str) -> bool:
    return any(findings(parse_page(PAGE, Path(PAGE), text)))


@pytest.mark.parametrize("text", TEXTS["found"])
def test_what_calls_the_data_made_up(text):
    assert found(text)


@pytest.mark.parametrize("text", TEXTS["not_found"])
def test_what_does_not(text):
    assert not found(text)


@pytest.mark.parametrize("text", TEXTS["found"])
def test_a_draft_marks_it_where_the_data_are_real(tmp_path, text):
    marked = [convert(guide(tmp_path, {PAGE: text}, draft=draft, sample=sample), PAGE, Format.WEB).count('class="luonnos"')
              for draft, sample in ((True, False), (False, False), (True, True))]
    assert marked == [1, 0, 0]


def test_the_mark_stands_round_the_words_and_leaves_a_headings_address(tmp_path):
    text = "## Aineisto on keksitty\n\nAlku. Aineisto on *keksitty*.\n\n- Yksi.\n- Luvut on keksitty.\n"
    html = convert(guide(tmp_path, {PAGE: text}, draft=True, sample=False), PAGE, Format.WEB)
    assert '<h2 id="aineisto-on-keksitty"><mark class="luonnos">Aineisto on keksitty</mark></h2>' in html
    assert ('><mark class="luonnos">Alku. Aineisto on <em>keksitty</em>.<small> [luonnos: aineisto on oikea]</small></mark></p>'
            in html)
    assert "<li>Yksi.</li>" in html and '<li><mark class="luonnos">Luvut on keksitty.' in html


def test_what_the_edition_is_told_to_be_is_read_too(tmp_path):
    listed = tmp_path / "editions.yml"
    listed.write_text('"2026.1":\n  date: 2026-11-23\n  title: Uusi laitos\n  summary: >-\n    Opas ilmestyi.\n    Sen luvut on\n    keksitty.\n'
                      '"2025.1":\n  date: 2025-11-23\n  title: Keksityt luvut\n  summary: Aineisto on keksitty.\n', "utf-8")
    for sample, told in ((False, ["4:3"]), (True, [])):
        made = guide(tmp_path, {PAGE: "Teksti."}, sample=sample)
        made.settings = replace(made.settings, editions=listed)
        announced.check(made)
        assert [f"{one.place.line}:{one.place.column}" for one in made.findings] == told
        assert all(one.rule == "esimerkkiaineisto" and one.of_data for one in made.findings)


def test_a_guide_of_real_data_tells_each_place(small_guide):
    small_guide.replace("data/surveys/esimerkki/datapackage.json", '"sample": true', '"sample": false')
    small_guide.write("docs/toinen.md", "# Toinen {#lahteet}\n\nAineisto on keksitty. Esimerkkiaineistossa on tilejä.\n")
    told = [str(one) for one in read_guide(read(small_guide.folder / "mkdocs.yml", {})).findings]
    assert [line.partition("toinen.md:")[2][:26] for line in told if "toinen.md" in line] == [
        "3:1: esimerkkiaineisto: te", "3:23: esimerkkiaineisto: t"]
