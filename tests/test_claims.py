"""Claims: read, and held against the numbers."""

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldens import golden
from guidebook.findings import Place, Problem
from guidebook.numbers import Numbers, tautologies
from guidebook.numbers.claims import LONGEST, OPERATORS, check, parse
from guidebook.numbers.entries import Entry, Estimate, Row
from test_numbers import made_numbers

GOLDEN = golden("claims")
SPACE = "\u00a0"


@pytest.fixture(scope="module")
def numbers() -> Numbers:
    return made_numbers()


@pytest.mark.parametrize(("text", "told"), GOLDEN["holds"])
def test_a_claim_holds_and_tells_its_values(text, told, numbers):
    verdict = check(text, numbers)
    assert verdict.holds
    assert verdict.grounds.replace(SPACE, " ") == told


@pytest.mark.parametrize(("text", "told"), GOLDEN["falls"])
def test_a_claim_falls_and_tells_the_values_it_falls_on(text, told, numbers):
    verdict = check(text, numbers)
    assert not verdict.holds
    assert verdict.grounds.replace(SPACE, " ") == told


@pytest.mark.parametrize(("text", "warning"), GOLDEN["warns"])
def test_a_claim_that_holds_may_have_a_doubt(text, warning, numbers):
    verdict = check(text, numbers)
    assert verdict.holds
    told = " · ".join(verdict.warnings).replace(SPACE, " ")
    assert warning in told if warning else told == ""


@pytest.mark.parametrize(("text", "message", "hint"), GOLDEN["mistakes"])
def test_a_mistake_is_told_with_what_to_do(text, message, hint, numbers):
    with pytest.raises(Problem) as raised:
        check(text, numbers)
    assert message in raised.value.message
    assert hint in raised.value.hint


@pytest.mark.parametrize(("text", "rule", "message", "hint", "of_data"), GOLDEN["no number"])
def test_a_claim_on_a_number_that_is_not_there(text, rule, message, hint, of_data, numbers):
    with pytest.raises(Problem) as raised:
        check(text, numbers)
    assert (raised.value.rule, raised.value.of_data) == (rule, of_data)
    assert message in raised.value.message
    assert hint in raised.value.hint


@pytest.mark.parametrize(("text", "why"), [*GOLDEN["certain"]["errors"], *GOLDEN["certain"]["warnings"]])
def test_a_claim_that_no_data_can_refute_is_told(text, why, numbers):
    (problem,) = tautologies.check(text, numbers)
    assert why in problem.message and problem.hint
    assert problem.fatal == ([text, why] in GOLDEN["certain"]["errors"])


@pytest.mark.parametrize("text", GOLDEN["certain"]["none"])
def test_a_claim_that_can_fall_is_no_mistake(text, numbers):
    assert list(tautologies.check(text, numbers)) == []


def test_the_spaces_of_thousands_may_be_of_any_kind(numbers):
    for space in (" ", SPACE, "\u202f"):
        assert check(f"kanavat[x] = 12{space}500", numbers).holds


def test_a_claim_knows_what_it_looks_up():
    assert parse("a > 3 ja b[x y].n < a ja 4 < c").references == ("a", "b[x y].n", "c")


@pytest.mark.parametrize("text", ["a > 1 ja " * 2000, "a" * 10_000, "1" * 10_000, "[" * 10_000, ">" * 10_000,
                                  " " * 10_000, "1 " * LONGEST, "a[" * 250, "1 000 000 " * 50])
def test_a_long_claim_is_refused_at_once(text):
    began = time.process_time()
    with pytest.raises(Problem):
        parse(text)
    assert time.process_time() - began < 1


def with_value(value: float, decimals: int, low: float | None = None, high: float | None = None) -> Numbers:
    row = Row("rivi", "Rivi", Estimate(value, 10, None, low, high))
    return Numbers({"a": Entry("a", "number", "A", Place("x"), unit="%", decimals=decimals, estimate=row.estimate),
                    "b": Entry("b", "series", "B", Place("x"), decimals=decimals, rows=(row,))})


VALUES = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 4))
OPS = st.sampled_from(sorted(OPERATORS))


@settings(derandomize=True, max_examples=80, deadline=None)
@given(VALUES, OPS, VALUES, st.integers(0, 2))
def test_a_comparison_means_what_it_says(value, op, limit, decimals):
    verdict = check(f"a {op} {Decimal(repr(limit)):f}", with_value(value, decimals))
    assert verdict.holds == OPERATORS[op](value, limit)
    assert verdict.grounds.startswith("a on ")


@settings(derandomize=True, max_examples=80, deadline=None)
@given(VALUES, OPS, VALUES, st.integers(0, 2))
def test_a_fallen_claim_never_shows_a_value_for_which_it_would_hold(value, op, limit, decimals):
    verdict = check(f"b[rivi] {op} {Decimal(repr(limit)):f}", with_value(value, decimals))
    told = verdict.grounds.removeprefix("b[rivi] on ")
    shown = Decimal(told.replace(SPACE, "").replace("\u2212", "-").replace(",", "."))
    assert OPERATORS[op](shown, Decimal(repr(limit))) == verdict.holds


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.text(alphabet="a1 <>=[].,-−jan%≥\u00a0", max_size=40))
def test_any_text_is_a_claim_or_a_mistake(text):
    try:
        claim = parse(text)
    except Problem as error:
        assert error.message
        assert error.hint
    else:
        again = parse(" ja ".join(map(str, claim.inequalities)))
        assert again == claim
