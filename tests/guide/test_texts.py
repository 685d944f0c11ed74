"""The texts and lists of this guide: spelt right, with few excuses, and naming what there is."""

import re
from pathlib import Path

import pytest
import yaml

from commands import ROOT
from guidebook import settings
from guidebook.checking import check_guide
from guidebook.guide import read_guide
from guidebook.pages.page import parse_page
from guidebook.proofing import prose
from guidebook.proofing.silence import silences
from guidebook.search import synonyms
from guidebook.search.synonyms import NEAR, Group


def test_blanking_keeps_every_character_in_its_place():
    for file in (ROOT / "docs").rglob("*.md"):
        source = file.read_text("utf-8")
        blanked = prose.read_aloud(parse_page("sivu.md", Path("docs/sivu.md").absolute(), source))
        assert len(blanked) == len(source)
        assert [at for at, sign in enumerate(blanked) if sign == "\n"] == [
            at for at, sign in enumerate(source) if sign == "\n"]


@pytest.fixture(scope="module")
def guide():
    return read_guide(settings.read(ROOT / "mkdocs.yml"))


@pytest.mark.slow
def test_the_guide_is_spelt_right(guide, site):
    """After the build, whose pages are kept."""
    check_guide(guide)
    assert [str(finding) for finding in guide.findings if finding.rule in ("oikeinkirjoitus", "termi", "sanalista")] == []


@pytest.mark.slow
def test_what_the_guide_itself_says_raises_few_false_alarms(guide):
    """Silences and taught words aside, the rules must let ordinary text pass: under 2 findings in 1,000 words."""
    excused = sum(len(silences(each)[0]) for each in guide.pages.values())
    words = sum(len(list(prose.words(each))) for each in guide.pages.values())
    assert excused / words < 2 / 1000


def test_the_guide_has_its_page_of_changes():
    assert "tietoa/mika-muuttui.md" in [path for _, path in settings.read(ROOT / "mkdocs.yml").chapters]
    assert "/// muutokset" in (ROOT / "docs" / "tietoa" / "mika-muuttui.md").read_text("utf-8")


def test_the_editors_list_is_in_order():
    groups = synonyms.read(ROOT / "data" / "synonyms.txt")
    assert Group(("X", "Twitter")) in groups and any(group.sign == NEAR for group in groups) and len(groups) > 50


def test_the_examples_of_the_writers_front_page_name_what_exists():
    page = (ROOT / "ohjeet" / "README.md").read_text(encoding="utf-8")

    def ids(*names: str) -> set[str]:
        return {id for name in names for id in yaml.safe_load((ROOT / "data" / name).read_text(encoding="utf-8"))}

    numbers = set(re.findall(r'(?:(?<!\\)\{\{ |/// kuvio \| |väite=")([a-z][a-z0-9-]*)', page))
    sources = set(re.findall(r"[\[;] ?@([a-z][a-z0-9-]*)", page))
    assert numbers and numbers <= ids("statistics.yml", "facts.yml")
    assert sources and sources <= ids("sources.yml")


def test_the_parts_of_a_drawing_have_their_colours_by_their_classes():
    for file in (ROOT / "docs/assets/kuvat").glob("*.svg"):
        text = file.read_text("utf-8")
        bare = re.findall(r'<(?![^>]*class=)[^>]*(?:fill|stroke)="(?!none|white)[^>]*>', text)
        assert bare == [], file.name
