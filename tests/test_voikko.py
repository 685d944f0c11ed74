"""Hyphenation and basic forms by the real Voikko."""

import re

import libvoikko
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldens import golden
from guidebook.finnish import SOFT_HYPHEN, Voikko, VoikkoMissing

GOLDEN = golden("hyphenation")


@pytest.fixture(scope="module")
def voikko():
    with Voikko() as voikko:
        yield voikko


@pytest.mark.parametrize("column", ["words", "narrow"])
def test_breaks(voikko, column):
    broken = {word: voikko.hyphenate(word, narrow=column == "narrow").replace(SOFT_HYPHEN, "|") for word in GOLDEN[column]}
    assert broken == GOLDEN[column]


@pytest.mark.parametrize("word", GOLDEN["untouched"])
def test_untouched(voikko, word):
    assert voikko.hyphenate(word) == word


def test_running_text_keeps_its_spaces_and_signs(voikko):
    text = "\n  Asiantuntijat, (organisaatiot)\u00a0ja\tseuraajat –  „mielipiteet”.\n"
    assert voikko.hyphenate(text).replace(SOFT_HYPHEN, "|") == (
        "\n  Asian|tun|tijat, (orga|ni|saa|tiot)\u00a0ja\tseu|raajat –  „mieli|piteet”.\n"
    )


def test_the_same_again_from_the_cache(voikko):
    assert voikko.hyphenate("asiantuntija") == voikko.hyphenate("asiantuntija")
    assert voikko.lemmas("tileillä") == voikko.lemmas("tileillä")


letters = st.text("aeiouyäöÄÅkstnlrpmjhvdgbfcqwxzšž-'’:/.,0159() \u00a0\u0308EU", max_size=40)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(letters)
def test_hyphenation_only_adds_soft_hyphens_well_inside_words(voikko, text):
    broken = voikko.hyphenate(text)
    assert broken.replace(SOFT_HYPHEN, "") == text
    for word in filter(lambda run: SOFT_HYPHEN in run, re.split(f"[^\\w{SOFT_HYPHEN}]+", broken)):
        assert all(map(str.isalpha, word.split(SOFT_HYPHEN)))
        assert len(word.replace(SOFT_HYPHEN, "")) >= 6
        assert min(len(word.split(SOFT_HYPHEN)[0]), len(word.split(SOFT_HYPHEN)[-1])) >= 2


@pytest.mark.parametrize("form, lemma", GOLDEN["lemmas"].items())
def test_lemmas(voikko, form, lemma):
    assert voikko.lemmas(form)[0] == lemma


def test_an_unknown_word_has_no_lemma(voikko):
    assert voikko.lemmas("qwxqwx") == []


def test_spelling(voikko):
    assert voikko.spell("asiantuntijoiden")
    assert not voikko.spell("asianntuntija")
    assert "asiantuntija" in voikko.suggest("asianntuntija")


@pytest.mark.parametrize("error", [OSError("libvoikko.so.1: cannot open shared object file"), ImportError("libvoikko")])
def test_a_missing_library_says_what_to_install(monkeypatch, error):
    def missing(*_, **__):
        raise error

    monkeypatch.setattr(libvoikko.VoikkoLibrary, "open", missing)
    with pytest.raises(VoikkoMissing, match="apt-get install libvoikko1 voikko-fi"):
        Voikko()


def test_a_missing_dictionary_says_what_to_install(monkeypatch):
    def missing(*_, **__):
        raise libvoikko.VoikkoException("Initialization of Voikko failed: Specified dictionary variant was not found")

    monkeypatch.setattr(libvoikko, "Voikko", missing)
    with pytest.raises(VoikkoMissing, match="brew install libvoikko"):
        Voikko()
