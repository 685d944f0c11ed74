"""The length of this guide: each chapter within its words, nothing said twice in the same words, nothing confessed."""

from pathlib import Path

import pytest
import yaml

from commands import ROOT
from guidebook import settings
from guidebook.guide import Guide, read_guide
from guidebook.pages.page import Page, parse_page
from guidebook.proofing import reading_minutes, typography, word_count
from guidebook.proofing.repeats import repeats
from guidebook.rules import rules

pytestmark = pytest.mark.slow

LENGTHS = yaml.safe_load((Path(__file__).parent / "lengths.yml").read_text("utf-8"))
MOST = {f"{path}.md": words + LENGTHS["over"] for path, words in LENGTHS["chapters"].items()}
PARTS = ("Miksi", "Asiantuntijalle", "Organisaatiolle", "Pikavinkit kanaviin")


@pytest.fixture(scope="module")
def guide() -> Guide:
    return read_guide(settings.read(ROOT / "mkdocs.yml"))


def too_long(lengths: dict[str, int]) -> dict[str, str]:
    return {path: f"{words} > {MOST[path]}" for path, words in lengths.items() if words > MOST[path]}


def confessions(page: Page) -> list[str]:
    """Those that an editor has excused too."""
    return [str(found) for found in typography.check(page) if found.rule == "tunnustus"]


def test_every_chapter_of_the_four_parts_has_its_length(guide):
    assert [path for part, path in guide.settings.chapters if part in PARTS] == [*MOST]


def test_no_chapter_is_too_long(guide):
    assert too_long({path: word_count(guide.pages[path]) for path in MOST}) == {}


def test_the_chapters_together_are_read_in_an_evening(guide):
    assert sum(word_count(guide.pages[path]) for path in MOST) <= LENGTHS["all"]


def test_each_way_is_read_in_the_time_that_is_promised(guide):
    told = {way: reading_minutes(sum(word_count(guide.pages[path]) for path in paths)) for way, paths in guide.settings.ways.items()}
    assert told.keys() == LENGTHS["ways"].keys()
    assert {way: minutes for way, minutes in told.items() if minutes > LENGTHS["ways"][way]} == {}


def test_the_reader_is_told_of_each_way(guide):
    """By its name, with a link to each chapter of it that is not the rest of a part."""
    told = guide.pages["miksi/miksi-tama-opas.md"].source
    front = guide.pages["index.md"].source
    assert [way for way in guide.settings.ways if way not in told or way not in front] == []
    chapters = guide.settings.ways["Organisaation tunti"]
    section = told.partition("{#organisaation-reitti}")[2].partition("###")[0]
    assert [path for path in chapters if path.rpartition("/")[2] not in section] == []


def test_nothing_is_said_twice_in_the_same_words(guide):
    assert [f"{each} {' '.join(each.words)}" for each in repeats(guide, LENGTHS["twice"])] == []


def test_nothing_is_confessed(guide):
    assert [each for page in guide.pages.values() for each in confessions(page)] == []
    pattern = rules()["tunnustus"].pattern
    assert [entry.id for entry in guide.numbers.values() if pattern.search(f"{entry.label} {entry.description}")] == []


def made(text: str) -> Page:
    return parse_page("sivu.md", Path("docs/sivu.md").absolute(), text)


def test_what_is_too_long_twice_or_confessed_would_be_found(guide):
    path = next(iter(MOST))
    words = " ".join(f"sana{number}" for number in range(LENGTHS["twice"]))
    assert too_long({path: MOST[path]}) == {} and too_long({path: MOST[path] + 1}) == {path: f"{MOST[path] + 1} > {MOST[path]}"}
    assert word_count(made(f"{words}\n\n" * 40)) == 40 * LENGTHS["twice"]
    for length, found in ((LENGTHS["twice"], 1), (LENGTHS["twice"] + 1, 0)):
        twice = Guide(guide.settings, pages=[made(f"Alku. {words} väli.\n\n{words} loppu.")])
        assert len(list(repeats(twice, length))) == found
    assert len(confessions(made("Ratkaisua emme ole löytäneet."))) == 1
    assert len(confessions(made("Ratkaisua emme ole löytäneet. <!-- sallittu: tunnustus – näin on -->"))) == 1
    assert confessions(made("Ratkaisua ei ole julkaistu.")) == []
