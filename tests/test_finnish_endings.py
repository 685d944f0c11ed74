"""The case endings of figures against a table written by hand and against what the authorities print."""


import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldens import golden
from guidebook.findings import Problem
from guidebook.finnish import case_of, decline
from guidebook.finnish.endings import CASES, UNITS

GOLDEN = golden("endings")
ENDINGS = ["-n", "-a", "-an", "-ssa", "-sta", "-lla", "-lta", "-lle", "-na", "-ksi", "-tta"]
USUAL = dict(zip(GOLDEN["cases"], ENDINGS, strict=True))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("figure, value, unit, decimals, read, endings", GOLDEN["figures"], ids=str)
def test_every_case_of_a_figure(figure, value, unit, decimals, read, endings):
    expected = {case: f"{figure}:{form}" for case, form in zip(GOLDEN["cases"], endings.split(), strict=True)}
    assert {case: plain(decline(value, unit, decimals, ending)) for case, ending in USUAL.items()} == expected


@pytest.mark.parametrize("value, unit, decimals, ending, text, source", GOLDEN["sources"])
def test_as_the_authorities_print_it(value, unit, decimals, ending, text, source):
    assert plain(decline(value, unit, decimals, ending)) == text


@pytest.mark.parametrize("value, unit, decimals, ending, text", GOLDEN["sloppy"])
def test_any_form_of_the_case_will_do(value, unit, decimals, ending, text):
    assert plain(decline(value, unit, decimals, ending)) == text


@pytest.mark.parametrize("value, unit, ending, words", GOLDEN["refused"])
def test_refused_with_a_message_and_a_hint(value, unit, ending, words):
    with pytest.raises(Problem) as raised:
        decline(value, unit, 0, ending)
    assert words in raised.value.message
    assert raised.value.hint and raised.value.hint in str(raised.value)


def test_the_right_form_names_its_own_case():
    """What the build writes an editor may write: every form it can produce is taken for the same case."""
    for case, ending in USUAL.items():
        for unit in ("", *UNITS):
            for value in range(21):
                assert case_of(decline(value, unit, 0, ending).rpartition(":")[2]) == case


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.integers(0, 10**15 - 1), st.sampled_from(sorted(CASES)))
def test_ending_depends_on_the_case_and_the_number_only(value, ending):
    same_case = [form for form, case in CASES.items() if case == CASES[ending]]
    assert len({decline(value, "", 0, form) for form in same_case}) == 1
    harmony = set(decline(value, "", 0, ending).rpartition(":")[2])
    assert not (harmony & set("aou") and harmony & set("äöy"))
