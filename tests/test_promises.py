"""What the words of a claim promise, and what limits carry it."""

import re

import pytest
import yaml

from goldens import golden
from guidebook.findings import Place
from guidebook.numbers import Numbers, promises
from guidebook.numbers.entries import Entry, Estimate

GOLDEN = golden("promises")


def numbers(value: float = 50.0) -> Numbers:
    units = {"osuus": "%", "muu": "%", "suhde": "", "maara": "", "toinen": "", "kayttajia": "milj."}
    return Numbers({id: Entry(id, "number", id, Place("x"), "", unit, 2 if id == "suhde" else 0, Estimate(value, 5000))
                    for id, unit in units.items()})


def told(words: str, claim: str, value: float = 50.0) -> list[str]:
    return [str(problem).replace("\u00a0", " ") for problem in promises.check(words, claim, numbers(value))]


@pytest.mark.parametrize(("words", "carry", "short"), GOLDEN["promises"], ids=[row[0] for row in GOLDEN["promises"]])
def test_a_limit_carries_its_words_or_is_told(words, carry, short):
    assert {claim: told(words, claim) for claim in carry} == {claim: [] for claim in carry}
    assert [claim for claim in short if not told(words, claim)] == []


@pytest.mark.parametrize("words", GOLDEN["nothing"])
def test_words_that_promise_nothing(words):
    assert list(promises.promises(words)) == []


@pytest.mark.parametrize(("words", "claim", "value", "expected"), GOLDEN["told"])
def test_both_are_told_with_what_to_do(words, claim, value, expected):
    assert told(words, claim, value) == [expected]


@pytest.mark.parametrize(("words", "carry", "short"), GOLDEN["promises"], ids=[row[0] for row in GOLDEN["promises"]])
def test_the_hint_works_when_followed(words, carry, short):
    """The limit that the hint gives carries the words, and the words that it gives are carried by the limit."""
    for claim in short:
        for value in (0.5, 12.0, 50.0, 2_500.0):
            for hint in told(words, claim, value):
                if limit := re.search(r"(?:rajaksi|väitteeksi) (.*?)(?:, tai| \(|$)", hint):
                    limit = limit[1].replace("tunnus", "maara" if "mitään lukua" in hint else "osuus")
                    assert " ja " in words or told(words, limit, value) == [], hint
                if instead := re.search(r'sanoiksi "(.*?)"', hint):
                    assert " ja " in words or told(instead[1], claim, value) == [], hint


def test_every_word_of_the_list_says_why_or_is_a_number():
    listed = yaml.safe_load(promises.WORDS.read_text("utf-8"))
    for kind in ("qualifiers", "shares"):
        assert [entry["forms"] for entry in listed[kind] if len(entry.get("why", "")) < 20] == []
