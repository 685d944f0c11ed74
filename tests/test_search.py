"""The table of words that the search ships, and what editors write for it."""

import re
from pathlib import Path

import pytest

from goldens import golden
from guidebook import search
from guidebook.findings import BadInput
from guidebook.finnish import Voikko
from guidebook.search import analysis, spoken, synonyms
from guidebook.search.ending_rules import EndingRules
from guidebook.search.synonyms import NEAR, Group
from guidebook.search.word_table import table
from guidebook.search.words import fold, plain, vocabulary, words

ROOT = Path(__file__).parents[1]
GOLDEN = golden("search/words")


@pytest.fixture(scope="module")
def voikko():
    with Voikko() as voikko:
        yield voikko


@pytest.fixture(scope="module")
def analyst(voikko):
    return analysis.Analyst(voikko)


# Words


def test_words_of_a_text():
    assert words("EU:n some-tilit, 2FA ja Kuenssbergin ”@BBCLauraK”!") == \
        ["eu:n", "some", "tilit", "2fa", "ja", "kuenssbergin", "bbclaurak"]
    assert words("X’n X'n") == ["x'n", "x'n"]


def test_tags_and_entities_are_no_words():
    assert words(plain("<p>Tili &amp; <code>sopimus</code></p><ul><li>yksi</li></ul>")) == ["tili", "sopimus", "yksi"]
    assert vocabulary([{"title": "Tili", "text": "<p>Tili on</p>"}, {"title": "On", "text": ""}]) == {"tili": 2, "on": 2}


def test_words_without_dots_and_accents():
    assert [fold(word) for word in ("määrä", "yhteisö", "ångström", "café", "šakki")] == \
        ["maara", "yhteiso", "angstrom", "cafe", "sakki"]


# Analysis


@pytest.mark.parametrize("word, lemmas", GOLDEN["known"].items())
def test_basic_form_and_parts(analyst, word, lemmas):
    assert {lemma.word: [base for _, base in lemma.parts][len(lemma.parts) < 2:] for lemma in analyst.lemmas(word)} == lemmas


@pytest.mark.parametrize("word, lemmas", GOLDEN["ambiguous"].items())
def test_every_reading_with_fewest_parts_is_kept(analyst, word, lemmas):
    assert [lemma.word for lemma in analyst.lemmas(word)] == lemmas


@pytest.mark.parametrize("word, root", GOLDEN["roots"].items())
def test_roots(analyst, word, root):
    assert root in analyst.lemmas(word)[0].roots


def test_words_that_say_little_and_verbs(analyst):
    assert all(analyst.lemmas(word)[0].function for word in GOLDEN["function"])
    assert not any(analyst.lemmas(word)[0].function for word in GOLDEN["known"])
    assert all(analyst.lemmas(word)[0].verb for word in GOLDEN["verbs"])
    assert not analyst.lemmas("seuraaja")[0].verb


def test_unknown_words_are_told_by_their_kin(voikko):
    told = GOLDEN["unknown"]
    found = analysis.analyse([*told["words"], "podcastissa", "podcastin", "podcast"], voikko)
    for word, base in told["lemmas"].items():
        assert [lemma.word for lemma in found[word]] == [base], word


# Rules


def test_rules_tell_verbs_from_nouns():
    rules = EndingRules.learnt([("kanavissa", "kanava", False), ("tavoissa", "tapa", False), ("lukisi", "lukea", True)])
    assert rules.counts["issa"] == {("a", False): 1}
    assert ("kuva", False) in rules.readings("kuvissa")
    assert ("sanea", True) in rules.readings("sanisi")
    assert not list(rules.readings("xyz"))


# The table


def read_back(lemmas: str) -> dict[str, set[str]]:
    """Basic form → its forms, as engine/reading.js reads them."""
    found = {}
    for line in lemmas.split("\n"):
        head, _, forms = line.partition("\t")
        word = "".join(piece.partition("=")[0] for piece in re.sub(r"[~!]+$", "", head).split("<")[0].split("|"))
        found[word] = {word[: len(word) - int(form[0], 36)] + form[1:] for form in forms.split()}
    return found


def test_every_word_of_the_pages_can_be_read_back_from_the_table(voikko):
    used = [*GOLDEN["known"], *GOLDEN["ambiguous"], *GOLDEN["unknown"]["words"], "x", "x:ssä", "2013"]
    made = table(used, [Group(("some", "sosiaalinen media"))], voikko)
    forms = read_back(made["lemmas"])
    assert set().union(*forms.values()) >= {*used, *spoken.STANDARD}
    assert "mun" in forms["minä"], "a spoken form, though no page has it"
    assert forms["seuraajamäärä"] == {"seuraajamäärissä"} and forms["alku"] == {"alusta"}
    assert forms["sosiaalinen"] == set(), "a word of the synonyms is known, though no page has it"


def test_the_table_writes_compounds_roots_and_synonyms(voikko):
    made = table(["työnantajan", "ovat", "ohjeita"], [Group(("tekoäly", "AI")), Group(("ohjeet", "sosiaalisen median ohje")), Group(("ovat", "x"), NEAR)], voikko)
    assert "työn=työ|antaja<antaa\t0n" in made["lemmas"].split("\n")
    assert "3vat" in next(line for line in made["lemmas"].split("\n") if line.startswith("olla~!\t"))
    assert made["synonyms"] == "ohje=sosiaalinen media ohje\nolla~x", "without the group that leads nowhere"
    assert set(made) == {"lemmas", "rules", "synonyms"}, "nothing of Voikko's own data"


# What editors write


@pytest.mark.parametrize("line, told", [
    ("some sosiaalinen media", ":2:1: synonyymi: rivillä ei ole merkkiä = eikä ~"),
    ("some = = media", ":2:7: synonyymi: merkin vierestä puuttuu sana"),
    ("some = media = Some", ":2:16: synonyymi: \"Some\" on rivillä kahdesti"),
    ("some = media ~ palvelu", ":2:1: synonyymi: rivillä on sekä = että ~"),
    ("some = a b c d e f", ":2:8: synonyymi: \"a b c d e f\" on liian pitkä"),
])
def test_a_mistake_in_the_list_is_told_with_its_place(tmp_path, line, told):
    file = tmp_path / "synonyms.txt"
    file.write_text(f"# huomautus\n{line}\nX = Twitter\n", "utf-8")
    with pytest.raises(BadInput) as caught:
        synonyms.read(file)
    assert [told in str(finding) for finding in caught.value.findings] == [True]


def test_all_mistakes_of_the_list_are_told_at_once(tmp_path):
    file = tmp_path / "synonyms.txt"
    file.write_text("yksi\nkaksi\n", "utf-8")
    with pytest.raises(BadInput) as caught:
        synonyms.read(file)
    assert len(caught.value.findings) == 2


def test_the_editors_check_tells_the_mistakes_of_the_list(tmp_path):
    (tmp_path / "synonyms.txt").write_text("yksi\n", "utf-8")
    assert [finding.rule for finding in search.check(tmp_path / "synonyms.txt")] == ["synonyymi"]
    assert [finding.rule for finding in search.check(tmp_path / "none.txt")] == ["tiedosto"]
    assert search.check(None) == []


def test_the_glossary_feeds_the_synonyms():
    page = """# Sanasto

Seuraaja
:   Se, joka on ilmoittautunut tilin lukijaksi. Englanniksi [follower]{lang=en}. Katso [Luku](luku.md), [x]{lang=en}.

Digipalveluasetus
:   EU:n asetus. Kutsutaan myös nimellä digipalvelusäädös, englanniksi [Digital Services Act]{lang=en}.

Some
Sosiaalinen media
:   Palvelut, joissa käyttäjät tuottavat sisällön.

Algoritmi
:   Palvelun laskutapa.
"""
    assert [group.phrases for group in synonyms.of_glossary(page)] == [
        ("Seuraaja", "follower"), ("Digipalveluasetus", "digipalvelusäädös", "Digital Services Act"),
        ("Some", "Sosiaalinen media")]


def test_what_is_near_a_word_is_near_all_that_mean_the_same():
    groups = [Group(("tviitti", "tweet")), Group(("X", "Tviitti"), NEAR)]
    assert synonyms.joined(groups) == [groups[0], Group(("X", "Tviitti", "tviitti", "tweet"), NEAR)]


def test_words_that_the_guide_avoids_lead_to_those_it_uses():
    assert synonyms.of_word_list(" # feedi -> syöte\nfeedi ~ stadi -> syöte # huomautus\nLinkedIn ~ Kevin\n") == [Group(("syöte", "feedi"))]


def test_all_lists_are_read_and_those_missing_left_out(tmp_path):
    (tmp_path / "synonyms.txt").write_text("X = Twitter\n", "utf-8")
    settings = {"synonyms": "synonyms.txt", "glossary": "sanasto.md", "words": "words.txt"}
    assert search.synonym_groups(settings, tmp_path, tmp_path) == [Group(("X", "Twitter"))]
    assert search.synonym_groups({}, tmp_path, tmp_path) == []
