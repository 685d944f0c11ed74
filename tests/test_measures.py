"""An editor's measure: the words of a chapter, what is said twice, where its sources are from."""

from dataclasses import replace
from pathlib import Path

import pytest

from goldens import golden
from guidebook.finnish import Voikko
from guidebook.pages.page import parse_page
from guidebook.proofing import measure_table, word_count
from guidebook.proofing.measures import origins
from guidebook.proofing.repeats import repeats
from guides import guide

GOLDEN = golden("measures")


@pytest.mark.parametrize("case", GOLDEN["words"], ids=lambda case: case["write"][:40])
def test_words_that_a_reader_reads(case):
    assert word_count(parse_page("sivu.md", Path("docs/sivu.md").absolute(), case["write"])) == case["words"]


@pytest.mark.parametrize("case", GOLDEN["repeats"], ids=lambda case: case["name"])
def test_repeats(tmp_path, case):
    found = repeats(guide(tmp_path, case["pages"]), case["length"])
    prefix = f"{tmp_path}/docs/"
    assert [f"{each} {' '.join(each.words)}".replace(prefix, "") for each in found] == case["told"]


def test_a_passage_of_one_chapter_is_none_of_two(tmp_path):
    made = guide(tmp_path, {"a.md": "Yksi kaksi. Muuta. Yksi kaksi.", "b.md": "Yksi kaksi."})
    assert [each.apart for each in repeats(made, 2)] == [False, True, True]


def test_sources_by_how_they_were_read(tmp_path):
    made = guide(tmp_path, {"a.md": "Näin [@ponka2025; @tsl] ja näin [@ponka2025].", "b.md": "Heistä {{ some-kaytto }}."})
    made.sources["tsl"] = replace(made.sources["tsl"], read="toissijainen")
    assert origins(made.pages["a.md"], made) == {"tallenne": 1, "toissijainen": 1}
    assert origins(made.pages["b.md"], made) == {"tallenne": 1}


def test_the_measure_of_a_guide(tmp_path):
    passage = "Kerro ensin, mitä lukija saa tekstistäsi tänään itselleen."
    made = guide(tmp_path, {"a.md": f"# Eka\n\n{passage} Tämä on totta [@ponka2025].", "b.md": f"# Toka\n\n{passage}"})
    with Voikko() as voikko:
        lines = "\n".join(measure_table(made, voikko)).replace(f"{tmp_path}/docs/", "").splitlines()
    heads, first, second, total = (line.split() for line in lines[:4])
    assert heads[:3] == ["sanoja", "min", "sanoja/virke"]
    assert first == ["12", "1", "5,5", "0", "%", "0", "%", "8", "1", "0", "1", "0", "a.md", "(pisin", "virke", "rivillä", "3)"]
    assert (second[0], total) == ("9", ["21", "1", "=", "Osa"])
    assert lines[-2:] == ["Samoin kahdessa luvussa: 1", "a.md:3 = b.md:3  8 sanaa: kerro ensin mitä lukija saa tekstistäsi tänään itselleen"]
    assert {line.index("a.md") for line in lines[1:2]} == {lines[0].index("luku")}
