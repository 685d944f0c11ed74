"""What this guide's index promises: that a reader finds by it what the book tells."""

from pathlib import Path

import pytest

from guidebook import settings
from guidebook.guide import Format, read_guide
from guidebook.markup import convert_pages, subject_index

pytestmark = pytest.mark.slow
MKDOCS = Path(__file__).parents[2] / "mkdocs.yml"
FEWEST = 300  # entries with a place, those that only lead to another not counted


@pytest.fixture(scope="module")
def index():
    guide = read_guide(settings.read(MKDOCS))
    convert_pages(guide, Format.PRINT)
    yield subject_index.entries(guide, Format.PRINT)
    assert [finding for finding in guide.findings if finding.rule == "hakusana"] == []


def test_the_book_has_entries_enough(index):
    assert len([name for name, entry in index.items() if entry.spots]) >= FEWEST


@pytest.mark.parametrize(("entry", "page", "heading"), [
    ("LinkedIn", "kanavat/linkedin.md", ""),
    ("kaapattu tili", "organisaatiolle/kriisit-ja-kohut.md", "Kaapattu tili"),
    ("tekijänoikeus", "organisaatiolle/laki-lyhyesti.md", "Saako toisen tekstin, kuvan tai puheen ottaa mukaan?"),
    ("saavutettavuus", "kanavat/podcast.md", "Saavutettavuus"),
    ("kieltäytyminen", "asiantuntijalle/ajankaytto-ja-jaksaminen.md", "Sano ei valmiilla lauseella"),
])
def test_what_fills_a_section_leads_to_the_whole_of_it(index, entry, page, heading):
    spots = [spot for spot in index[entry].spots if spot.use.path == page]
    assert [spot.whole for spot in spots] == [True]
    assert spots[0].section.heading == heading or (spots[0].section.level == 1 and not heading)


def test_other_words_lead_to_the_entry(index):
    wanted = {"Twitter": "X", "salasanat": "tunnukset", "deepfake": "syväväärennös", "hashtag": "aihetunniste"}
    assert {name: index[name].see for name in wanted} == {name: [target] for name, target in wanted.items()}
