"""Numbers: what a reference names, and all of them as plain data."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidebook.findings import BadInput, Place, Problem
from guidebook.numbers import Numbers, as_json
from guidebook.numbers.entries import Cited, Entry, Estimate, Row
from guidebook.numbers.facts import Source


def statistic(id: str, estimate: Estimate, unit: str = "", decimals: int = 0, kind: str = "number") -> Entry:
    return Entry(id, kind, id.capitalize(), Place("data/statistics.yml", 3), "", unit, decimals, estimate)


def made_numbers() -> Numbers:
    """The numbers that tests/golden/claims.yml tells of."""
    source = Source("lehti", "Otsikko", "verkko", Place("data/sources.yml"), author="Lehti", year=2024)
    cited = Cited((source,), "2024", date(2030, 1, 1))
    statistics = [
        statistic("osuus", Estimate(42.3, 312, 132, 36.9, 47.8), "%", kind="share"),
        statistic("tasan", Estimate(50.0, 10), "%"),
        statistic("melkein", Estimate(49.6, 10), "%"),
        statistic("kaverit", Estimate(1234.5, 7), decimals=1),
        statistic("pieni", Estimate(None, 3, withheld="pohja on liian pieni (n = 3, vähintään 5)"), "%"),
    ]
    rows = (Row("linkedin", "LinkedIn", Estimate(3.5, 100)), Row("x", "X", Estimate(12500.0, 90)),
            Row("tiktok", "TikTok", Estimate(None, 2, withheld="pohja on liian pieni (n = 2, vähintään 5)")))
    return Numbers(
        {item.id: item for item in statistics}
        | {"kanavat": Entry("kanavat", "series", "Seuraajia", Place("data/statistics.yml", 9), decimals=1, rows=rows),
           "tyhja": Entry("tyhja", "series", "Tyhjä", Place("data/statistics.yml", 11),
                          unpublished="aineistossa ei ole arvoa")},
        {"tieto": Entry("tieto", "fact", "Tieto", Place("data/facts.yml", 2), estimate=Estimate(17000.0, None), cited=cited),
         "kysely": Entry("kysely", "fact", "Kysely", Place("data/facts.yml", 8), unit="%",
                         estimate=Estimate(27.0, 1020), cited=cited)})


@pytest.fixture(scope="module")
def numbers() -> Numbers:
    return made_numbers()


@pytest.mark.parametrize(("reference", "id", "value", "text"), [
    ("osuus", "osuus", 42.3, "42\u00a0%"),
    ("osuus.n", "osuus", 312.0, "312"),
    ("kaverit", "kaverit", 1234.5, "1\u00a0234,5"),
    ("kanavat[x]", "kanavat", 12500.0, "12\u00a0500,0"),
    ("kanavat[linkedin].n", "kanavat", 100.0, "100"),
    ("tieto", "tieto", 17000.0, "17\u00a0000"),
    ("kysely.n", "kysely", 1020.0, "1\u00a0020"),
])
def test_a_reference_names_a_number(reference, id, value, text, numbers):
    number = numbers.resolve(reference)
    assert (number.reference, number.id, number.value, number.text) == (reference, id, value, text)
    assert number.entry is numbers[id]


def test_only_a_value_has_an_estimate_and_a_unit(numbers):
    assert numbers.resolve("osuus").estimate.low == 36.9
    base = numbers.resolve("osuus.n")
    assert (base.estimate, base.unit, base.decimals) == (None, "", 0)


def test_a_row_is_labelled_with_its_series(numbers):
    assert numbers.resolve("kanavat[x]").label == "Seuraajia: X"


@pytest.mark.parametrize(("reference", "rule", "hint", "of_data"), [
    ("osuuss", "tuntematon-luku", 'tarkoititko "osuus"?', False),
    ("qwerty", "tuntematon-luku", "data/statistics.yml", False),
    ("", "tuntematon-luku", "muodot ovat", False),
    ("osuus.k", "tuntematon-luku", "muodot ovat", False),
    ("kanavat[]", "tuntematon-luku", "muodot ovat", False),
    ("kanavat[x", "tuntematon-luku", "muodot ovat", False),
    ("a" * 10_000, "tuntematon-luku", "muodot ovat", False),
    ("kanavat", "tuntematon-luku", "valitse rivi, esim. kanavat[linkedin]", False),
    ("kanavat.n", "tuntematon-luku", "valitse rivi", False),
    ("osuus[x]", "tuntematon-luku", 'kirjoita pelkkä "osuus"', False),
    ("tieto[x]", "tuntematon-luku", 'kirjoita pelkkä "tieto"', False),
    ("tieto.n", "tuntematon-luku", "lisää n", False),
    ("kanavat[linkdin]", "tuntematon-rivi", 'tarkoititko "linkedin"?', True),
    ("kanavat[bluesky]", "tuntematon-rivi", "rivit: linkedin, x, tiktok", True),
    ("pieni", "luku-puuttuu", "", True),
    ("pieni.n", "luku-puuttuu", "", True),
    ("kanavat[tiktok]", "luku-puuttuu", "", True),
    ("tyhja[x]", "luku-puuttuu", "", True),
])
def test_a_reference_that_names_none_says_why(reference, rule, hint, of_data, numbers):
    with pytest.raises(Problem) as raised:
        numbers.resolve(reference)
    assert (raised.value.rule, raised.value.of_data) == (rule, of_data)
    assert hint in raised.value.hint
    assert len(raised.value.message) < 500


def test_a_withheld_number_says_its_reason(numbers):
    with pytest.raises(Problem, match=r"pohja on liian pieni \(n = 3, vähintään 5\)"):
        numbers.resolve("pieni")


def test_a_figure_is_of_a_series(numbers):
    assert numbers.series("kanavat") is numbers["kanavat"]
    for id, rule, of_data in (("osuus", "tuntematon-kuvio", False), ("tieto", "tuntematon-kuvio", False),
                              ("kanavatt", "tuntematon-kuvio", False), ("tyhja", "luku-puuttuu", True)):
        with pytest.raises(Problem) as raised:
            numbers.series(id)
        assert (raised.value.rule, raised.value.of_data) == (rule, of_data)
    with pytest.raises(Problem) as raised:
        numbers.series("kanavatt")
    assert raised.value.hint == 'tarkoititko "kanavat"?'


def test_statistics_and_facts_share_one_id_space(numbers):
    with pytest.raises(BadInput) as raised:
        Numbers({"tieto": numbers["osuus"], "osuus": numbers["osuus"]}, {"tieto": numbers["tieto"]})
    (finding,) = raised.value.findings
    assert finding.place == Place("data/facts.yml", 2)
    assert "data/statistics.yml:3:1" in finding.message


def test_all_numbers_as_plain_data(numbers):
    listed = json.loads(json.dumps(as_json(numbers, {"osuus": ["luku/"]}), allow_nan=False))
    by_id = {entry["id"]: entry for entry in listed}
    assert [entry["id"] for entry in listed] == list(numbers)
    keys = {"id", "kind", "label", "value", "n", "k", "low", "high", "unit", "text", "withheld", "uses"}
    told = {"rows", "collections", "sources", "locator", "date", "calculation"}
    assert all(set(entry) - told == keys for entry in listed)
    assert by_id["osuus"] == {
        "id": "osuus", "kind": "share", "label": "Osuus", "value": 42.3, "n": 312, "k": 132, "low": 36.9, "high": 47.8,
        "unit": "%", "text": "42\u00a0%", "withheld": "", "collections": [], "uses": ["luku/"]}
    assert (by_id["pieni"]["value"], by_id["pieni"]["text"], by_id["pieni"]["n"]) == (None, "", 3)
    assert by_id["pieni"]["withheld"].startswith("pohja")
    assert (by_id["kysely"]["kind"], by_id["kysely"]["n"], by_id["kysely"]["uses"]) == ("fact", 1020, [])
    assert [row["key"] for row in by_id["kanavat"]["rows"]] == ["linkedin", "x", "tiktok"]
    assert by_id["kanavat"]["rows"][1]["text"] == "12\u00a0500,0"
    assert by_id["tyhja"]["rows"] == []
    assert "rows" not in by_id["osuus"]


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.text(alphabet="osukanvtx[].n -{}é", max_size=30))
def test_any_text_names_a_number_or_says_why_not(text):
    numbers = made_numbers()
    try:
        assert numbers.resolve(text).id in numbers
    except Problem as problem:
        assert problem.rule
        assert problem.message
