"""Numbers and dates in Finnish: golden cases, and properties of whatever value."""

import re
from datetime import date as Date
from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldens import golden
from guidebook.finnish import date, decimals_for, interval, number, percent, period, quantity

GOLDEN = golden("numbers")
quick = settings(max_examples=200, derandomize=True, deadline=None)
values = st.one_of(
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9),
)
decimal_places = st.integers(0, 6)


def parse(text: str) -> Decimal:
    return Decimal(text.replace("\u00a0", "").replace(",", ".").replace("−", "-"))


@pytest.mark.parametrize("value, decimals, text", GOLDEN["numbers"])
def test_number(value, decimals, text):
    assert number(value, decimals) == text.replace(" ", "\u00a0")


@pytest.mark.parametrize("value, unit, decimals, text", GOLDEN["quantities"])
def test_quantity(value, unit, decimals, text):
    assert quantity(value, unit, decimals) == text.replace(" ", "\u00a0")


@pytest.mark.parametrize("low, high, unit, decimals, text", GOLDEN["intervals"])
def test_interval(low, high, unit, decimals, text):
    assert interval(low, high, unit, decimals) == text.replace(" ", "\u00a0")


def test_percent_is_in_percent_already():
    assert percent(42.3) == "42\u00a0%"
    assert percent(2.326, 1) == "2,3\u00a0%"


def test_date_has_no_leading_zeros():
    assert date(Date(2013, 10, 22)) == "22.10.2013"
    assert date(Date(2026, 3, 5)) == "5.3.2026"


@pytest.mark.parametrize(("first", "last", "text"), [
    ((2026, 11, 23), (2026, 11, 28), "23.–28.11.2026"),
    ((2026, 6, 1), (2026, 9, 30), "1.6.–30.9.2026"),
    ((2025, 11, 23), (2026, 11, 28), "23.11.2025–28.11.2026"),
    ((2026, 11, 23), (2026, 11, 23), "23.11.2026"),
])
def test_a_period_tells_year_and_month_once(first, last, text):
    assert period(Date(*first), Date(*last)) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), Decimal("NaN"), Decimal("-Infinity")])
def test_no_value_is_no_number(value):
    with pytest.raises(ValueError, match="finite"):
        number(value)


@quick
@given(values, decimal_places)
def test_reads_back_as_the_rounded_value(value, decimals):
    with localcontext() as context:
        context.prec = 400
        rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        assert parse(number(value, decimals)) == rounded


@quick
@given(values, decimal_places)
def test_groups_of_three_and_no_plain_space(value, decimals):
    fraction = rf",\d{{{decimals}}}" if decimals else ""
    text = number(value, decimals)
    assert re.fullmatch(rf"−?\d{{1,3}}(?:\u00a0\d{{3}})*{fraction}", text)
    assert re.search("[1-9]", text) or "−" not in text


@quick
@given(values, st.sampled_from(["", "%", "€", "milj. €", "kpl"]), decimal_places)
def test_a_quantity_never_breaks_across_lines(value, unit, decimals):
    text = quantity(value, unit, decimals)
    assert " " not in text
    few = unit == "%" and value > 0 and not parse(number(value, decimals))
    assert text.startswith("alle" if few else number(value, decimals_for(value, unit, decimals)))
    assert text.endswith(unit.replace(" ", "\u00a0"))


@quick
@given(st.lists(st.floats(-1e9, 1e9), min_size=2, max_size=2).map(sorted), decimal_places)
def test_an_interval_shows_both_ends_or_one(ends, decimals):
    low, high = (number(end, decimals) for end in ends)
    text = interval(*ends, "%", decimals).removesuffix("\u00a0%")
    assert text in (low, f"alle\u00a0{number(10**-decimals, decimals)}") if low == high else re.split("[–…]", text) == [low, high]
