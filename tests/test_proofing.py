"""Proofreading by the real Voikko: spelling, terms, figures, typography, structure, readability."""

import datetime
import re
from pathlib import Path

import pytest

from goldens import golden
from guidebook import settings
from guidebook.findings import BadInput, Finding, Place
from guidebook.finnish import Voikko
from guidebook.guide import Guide
from guidebook.numbers import Numbers
from guidebook.numbers.entries import Cited, Entry, Estimate
from guidebook.numbers.facts import Source
from guidebook.pages.page import parse_page, read_page
from guidebook.proofing import (
    check,
    fix,
    measure,
    prose,
    typography,
    unsourced,
    upkeep,
    wordlist,
)
from guidebook.rules import proofreading

ROOT = Path(__file__).parents[1]
GOLDEN = golden("proofing")


@pytest.fixture(scope="module")
def voikko():
    with Voikko() as voikko:
        yield voikko


def page(text: str):
    return parse_page("sivu.md", Path("docs/sivu.md").absolute(), text)


def made_guide(tmp_path: Path, text: str, words: str) -> Guide:
    (tmp_path / "mkdocs.yml").write_text("site_name: Opas\nextra: {guidebook: {words: sanat.txt}}\n", "utf-8")
    (tmp_path / "sanat.txt").write_text(words, "utf-8")
    return Guide(settings.read(tmp_path / "mkdocs.yml"), pages=[page(text)])


def proofread(tmp_path: Path, text: str, words: str = "") -> list[Finding]:
    return list(check(made_guide(tmp_path, text, words)))


def findings(tmp_path: Path, text: str, words: str) -> list[str]:
    return [str(finding) for finding in proofread(tmp_path, text, words)]


@pytest.mark.parametrize("case", GOLDEN["pages"], ids=lambda case: case["write"][:40])
def test_words(tmp_path, case):
    told = findings(tmp_path, case["write"], GOLDEN["words"])
    assert len(told) == len(case["told"]), told
    for line, expected in zip(told, case["told"], strict=True):
        assert line.startswith(f"docs/sivu.md:{expected}")


def test_title_and_description_are_proofread_and_other_front_matter_is_not(tmp_path):
    told = findings(tmp_path, "---\ntitle: Otsiko\ndescription: \"Hyvä kuvaus\"\nhide: [toc]\n---\n\nTeksti.\n", "")
    assert [line.split(" – ")[0] for line in told] == ['docs/sivu.md:2:8: oikeinkirjoitus: "Otsiko"']


@pytest.mark.parametrize("language, told", [("", ["oikeinkirjoitus", "paljas-luku"]), ("kieli: sv\n", ["paljas-luku"])])
def test_only_finnish_is_spelt_and_figures_need_their_source_in_every_language(tmp_path, language, told):
    found = proofread(tmp_path, f"---\ntitle: Opas\n{language}---\n\nExperten 42.\n")
    assert sorted(finding.rule for finding in found) == told


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
    assert (read.words, read.passive_share) == (9, 0.25)


# The rules


def told(tmp_path, text: str) -> list[tuple[str, int]]:
    lines = findings(tmp_path, text, GOLDEN["words"])
    return [(line.split(": ")[1], int(line.split(":")[1])) for line in lines]


@pytest.mark.parametrize("rule", [rule for rule in proofreading().values() if rule.wrong], ids=lambda rule: rule.name)
def test_a_rule_finds_its_wrong_example_and_leaves_the_right_one(tmp_path, rule):
    assert rule.name in {name for name, _ in told(tmp_path, rule.wrong)}
    assert told(tmp_path, rule.right) == []


def test_a_page_has_one_heading_of_the_first_level(tmp_path):
    assert told(tmp_path, "# Luku\n\n## Kohta\n\nTeksti.\n\n# Toinen\n") == [("otsikkotaso", 7)]


@pytest.mark.parametrize("case", GOLDEN["figures"], ids=lambda case: case["write"][:40])
def test_figures(tmp_path, case):
    assert [name for name, _ in told(tmp_path, case["write"])] == case["told"]


@pytest.mark.parametrize("case", GOLDEN["cited"], ids=lambda case: case["write"][:40])
def test_a_figure_is_cited_whole(case):
    assert [finding.message.strip('"') for finding in unsourced.check(page(case["write"]))] == case["told"]


def test_at_least_55_of_60_planted_errors_are_found(tmp_path):
    planted = (Path(__file__).parent / "golden" / "planted.txt").read_text("utf-8")
    marked = re.sub(r"‹(\w+)›", r"\1", planted)
    errors, removed = set(), 0
    for match in re.finditer("‹", planted):
        errors.add(match.start() - removed)
        removed += 2
    made = page(marked)
    found = {(finding.place.line, finding.place.column) for finding in proofread(tmp_path, marked)}
    caught = [at for at in errors if (made.place(at).line, made.place(at).column) in found]
    assert len(errors) == 60
    assert len(caught) >= 55


def test_safe_corrections_are_made_in_the_file_and_the_rest_is_left(tmp_path):
    written = '# Otsikko\n\nOsuus on 50% ja "noin" - ehkä... `a - b "c"` [@a].\n\n---\n\n| a | b |\n|---|---|\n| 1 | 2.5 milj. [@a] |\n'
    guide = made_guide(tmp_path, written, "")
    (tmp_path / "docs").mkdir()
    file = tmp_path / "docs" / "sivu.md"
    file.write_text(written, "utf-8")
    guide.pages["sivu.md"].file = file
    assert fix(guide) == [file]
    assert file.read_text("utf-8") == (
        '# Otsikko\n\nOsuus on 50\u00a0% ja ”noin” – ehkä… `a - b "c"` [@a].\n\n---\n\n| a | b |\n|---|---|\n'
        "| 1 | 2,5\u00a0milj. [@a] |\n")


@pytest.mark.parametrize("written, mended", [
    ('# A\r\n\r\nSano "a"...\r\nViimeinen.', "# A\r\n\r\nSano ”a”…\r\nViimeinen."),
    ('\ufeff# A "b"\n\nSano 5-10.\r\nToinen.\rKolmas - ja.\n', "\ufeff# A ”b”\n\nSano 5–10.\r\nToinen.\rKolmas – ja.\n"),
], ids=["crlf", "mixed ends, byte order mark"])
def test_a_correction_changes_its_own_place_alone(tmp_path, written, mended):
    file = tmp_path / "sivu.md"
    file.write_bytes(written.encode())
    made = read_page(tmp_path, "sivu.md")
    assert fix(Guide(made_guide(tmp_path, "", "").settings, pages=[made])) == [file]
    assert file.read_bytes().decode() == mended


@pytest.mark.parametrize("case", GOLDEN["corrections"], ids=lambda case: case["write"][:40])
def test_corrections(case):
    assert typography.fixed(page(case["write"]), frozenset()) == case.get("fixed", case["write"])


def test_an_excused_place_is_not_corrected(tmp_path):
    written = 'Hän sanoi "a". <!-- sallittu: lainausmerkki – merkki on esimerkkinä -->\n'
    guide = made_guide(tmp_path, written, "")
    assert fix(guide) == []


@pytest.mark.parametrize("case", GOLDEN["silences"], ids=lambda case: case["write"][:60])
def test_silences(tmp_path, case):
    lines = findings(tmp_path, case["write"], GOLDEN["words"])
    assert [line.partition("sivu.md:")[2] for line in lines] == case["told"]


def test_what_is_unused_or_outdated_is_a_remark():
    source = Source("l", "Lähde", "verkko", Place("data/sources.yml"), cite="Lähde")
    cited = Cited((source,), "2020", datetime.date(2021, 1, 1))
    facts = {name: Entry(name, "fact", "Nimi", Place("data/facts.yml", line), estimate=Estimate(1.0, None), cited=cited)
             for line, name in enumerate(("kaytetty", "turha", "tarpeeton"), start=1)}
    config = settings.read(ROOT / "mkdocs.yml")
    spare = Source("m", "Muu", "verkko", Place("data/sources.yml", 5), cite="Muu")
    guide = Guide(config, numbers=Numbers(facts), sources={"l": source, "m": spare}, pages=[page("{{ kaytetty }}")])
    found = list(upkeep.check(guide))
    assert [(finding.rule, finding.place.line, finding.fatal) for finding in found] == [
        ("turha-luku", 2, False), ("turha-lähde", 5, False), *[("tarkistuspäivä", line, False) for line in (1, 2, 3)]]
    assert found[1].message == 'lähdettä "m" ei käytetä missään'
    assert found[0].message == 'lukua "turha" ei käytetä missään, eikä näitä: "tarpeeton" (rivi 3)'
