"""Spelling, terms and readability by the real Voikko."""

from pathlib import Path

import pytest
import yaml

from guidebook import settings
from guidebook.editions import check_guide
from guidebook.findings import BadInput
from guidebook.finnish import Voikko
from guidebook.guide import Guide, read_guide
from guidebook.manuscript import parse_page
from guidebook.proofing import check, measure, prose, wordlist

ROOT = Path(__file__).parents[1]
GOLDEN = yaml.safe_load((Path(__file__).parent / "golden" / "proofing.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def voikko():
    with Voikko() as voikko:
        yield voikko


def page(text: str):
    return parse_page("sivu.md", Path("docs/sivu.md").absolute(), text)


def findings(tmp_path: Path, text: str, words: str) -> list[str]:
    (tmp_path / "mkdocs.yml").write_text("site_name: Opas\nextra: {guidebook: {words: sanat.txt}}\n", "utf-8")
    (tmp_path / "sanat.txt").write_text(words, "utf-8")
    guide = Guide(settings.read(tmp_path / "mkdocs.yml"), pages=[page(text)])
    return [str(finding) for finding in check(guide)]


@pytest.mark.parametrize("case", GOLDEN["pages"], ids=lambda case: case["write"][:40])
def test_words(tmp_path, case):
    told = findings(tmp_path, case["write"], GOLDEN["words"])
    assert len(told) == len(case["told"]), told
    for line, expected in zip(told, case["told"], strict=True):
        assert line.startswith(f"docs/sivu.md:{expected}")


def test_title_and_description_are_proofread_and_other_front_matter_is_not(tmp_path):
    told = findings(tmp_path, "---\ntitle: Otsiko\ndescription: Hyvä kuvaus\nkuvake: qwrt\n---\n\nTeksti.\n", "")
    assert [line.split(" – ")[0] for line in told] == ['docs/sivu.md:2:8: oikeinkirjoitus: "Otsiko"']


@pytest.mark.parametrize("case", GOLDEN["sentences"], ids=lambda case: case["write"][:40])
def test_sentences(case):
    assert [len(sentence.words) for sentence in prose.sentences(page(case["write"]))] == case["words"]


@pytest.mark.parametrize("case", GOLDEN["bad_lists"], ids=lambda case: case["told"])
def test_a_line_of_the_word_list_that_cannot_be_used_is_told(tmp_path, voikko, case):
    (tmp_path / "sanat.txt").write_text(case["write"], "utf-8")
    with pytest.raises(BadInput) as raised:
        wordlist.read(tmp_path / "sanat.txt", voikko)
    assert str(raised.value).partition("sanat.txt:")[2].startswith(case["told"])


def test_passive_share_is_that_of_the_finite_verbs(voikko):
    read = measure(page("Tilistä sovitaan. Sinä kirjoitat sen. Hän lukee. Me korjaamme."), voikko)
    assert (read.sentences, read.words, read.passive_share) == (4, 9, 0.25)


def test_blanking_keeps_every_character_in_its_place():
    for file in (ROOT / "docs").rglob("*.md"):
        source = file.read_text("utf-8")
        blanked = prose.read_aloud(page(source))
        assert len(blanked) == len(source)
        assert [at for at, sign in enumerate(blanked) if sign == "\n"] == [
            at for at, sign in enumerate(source) if sign == "\n"]


def test_the_guide_is_spelt_right():
    guide = read_guide(settings.read(ROOT / "mkdocs.yml"))
    check_guide(guide)
    assert [str(finding) for finding in guide.findings if finding.rule in ("oikeinkirjoitus", "termi", "sanalista")] == []
