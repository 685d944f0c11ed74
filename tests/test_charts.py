"""What charts say: where values, intervals, bases and thresholds stand, and what is told in words."""

import re
import xml.etree.ElementTree as etree
from dataclasses import replace

import pytest

from chart_figures import HIGH, JOURNALISTS, LOW, MID, PARTIES, POLITICIANS
from drawn_charts import (
    CHANNELS,
    KINDS,
    SVG,
    assert_clear,
    at,
    centres,
    draw,
    every,
    kinds,
    parts,
    series,
    texts,
    ticks,
)
from goldens import golden
from guidebook import charts
from guidebook.charts import scales, sheet
from guidebook.findings import Problem
from guidebook.numbers.entries import Entry, Estimate, Row

GOLDEN = golden("charts")

# --- what every chart is ---


@every
@kinds
def test_a_chart_is_a_named_and_described_picture(name, layout):
    svg = charts.draw(KINDS[name], layout, "kuvio-1")
    root = etree.fromstring(svg)
    assert root.get("role") == "img" and "\n" not in svg
    title, description = root.find(SVG + "title"), root.find(SVG + "desc")
    assert root.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
    assert title.text == f"{KINDS[name].title}." and description.text == charts.describe(KINDS[name])
    ids = [part.get("id") for part in root.iter() if part.get("id")]
    assert len(ids) == len(set(ids)) and all(id.startswith(root.get("id")) for id in ids)


def test_the_narrow_drawing_borrows_the_words_of_the_wide_one():
    narrow = etree.fromstring(charts.draw(KINDS["dots"], charts.NARROW, "k-kapea", named_by="k"))
    assert narrow.get("aria-labelledby") == "k-nimi k-selitys"
    assert narrow.find(SVG + "title") is None and narrow.find(SVG + "desc") is None


# --- dots ---


@every
def test_dots_stand_at_their_values_and_lines_reach_the_ends_of_the_interval(layout):
    svg = draw(CHANNELS, layout=layout)
    dots, lines = centres(svg), parts(svg, "line", "kaavio-jana")
    scale = (dots[0] - dots[2]) / 70
    zero = dots[0] - 80 * scale
    assert dots == [pytest.approx(zero + value * scale, abs=0.02) for value in (80, 45, 10)]
    ends = [at(line, "x1", "x2") for line in lines]
    assert ends == [pytest.approx((zero + low * scale, zero + high * scale), abs=0.02)
                    for low, high in ((76, 84.5), (39, 50), (7, 14))]


@every
@pytest.mark.parametrize("rows", [[("A", 2.0, 50), ("B", 3.5, 50)], [("A", 99.0, 50), ("B", 100.0, 50)]])
def test_percentages_stand_on_one_axis_from_0_to_100(rows, layout):
    svg = draw(series(rows), layout=layout)
    assert {"0 %", "100 %"} <= set(texts(svg))
    zero, *_, hundred = ticks(svg)
    assert centres(svg) == [pytest.approx(zero + value * (hundred - zero) / 100, abs=0.02) for _, value, _ in rows]


def test_a_percentage_beyond_the_common_axis_gets_its_own():
    assert scales.fitting_axis([-5, 130], "%", 400, lambda text: 7.5 * len(text)).ticks == [-50, 0, 50, 100, 150]


def test_a_withheld_row_says_so_and_has_no_mark():
    svg = draw(CHANNELS)
    assert texts(svg).count("ei julkaista") == 1
    assert len(centres(svg)) == len(CHANNELS.rows) - 1
    assert "liian pieni" not in svg


@every
def test_bases_stand_beside_the_labels_only_where_they_differ(layout):
    same = draw(series([("A", 1.0, 50), ("B", 2.0, 50)]), layout=layout)
    different = draw(series([("A", 1.0, 50), ("B", 2.0, 1234)]), layout=layout)
    assert not [text for text in texts(same) if "n = " in text]
    assert [text[text.index("n = "):] for text in texts(different) if "n = " in text] == ["n = 50", "n = 1 234"]


def test_a_base_under_20_is_grey_and_told():
    svg = draw(series([("A", 40.0, 19, 20.0, 60.0), ("B", 40.0, 20, 20.0, 60.0)]))
    assert [dot.get("fill") for dot in parts(svg, "circle")] == [sheet.PLAIN.grey, sheet.PLAIN.marks[0]]
    assert [line.get("stroke") for line in parts(svg, "line", "kaavio-jana")] == [sheet.PLAIN.grey, sheet.PLAIN.marks[0]]
    assert "n = 19" in texts(svg) and any("Harmaa: pohja on alle 20." in text for text in texts(svg))
    assert not any("Harmaa" in text for text in texts(draw(series([("B", 40.0, 20)]))))


def test_negative_values_go_left_of_zero():
    svg = draw(series([("Nousu", 2.0, 9), ("Lasku", -1.0, 9)], "", 1))
    up, down = centres(svg)
    (zero,) = [float(x) for part in parts(svg, "path", "kaavio-akseli") for x in [part.get("d")[1:].split(" ")[0]]]
    assert up - zero == pytest.approx(2 * (zero - down), abs=0.05)


def test_a_long_label_takes_more_lines():
    svg = draw(series([("Yhteiskuntatieteet, hallinto ja viestintä", 3.0, 9)]))
    assert texts(svg)[:2] == ["Yhteiskuntatieteet, hallinto", "ja viestintä"]


def test_labels_are_escaped_and_control_signs_dropped():
    chart = charts.read_chart([series([("<b>&\"'\x00\x1f\ufffe", 3.0, 9)], label="a < b & c")])
    svg = charts.draw(chart, charts.WIDE, 'k"><script>')
    assert texts(svg)[0] == "<b>&\"'"
    root = etree.fromstring(svg)
    assert root.find(SVG + "title").text == "a < b & c."
    assert root.get("id") == 'k"><script>'


# --- the threshold ---


@every
def test_the_threshold_is_drawn_where_it_stands_and_named(layout):
    svg = draw(CHANNELS, layout=layout, limit=45)
    (line,) = parts(svg, "path", "kaavio-raja")
    x = float(line.get("d")[1:].split(" ")[0])
    assert x == pytest.approx(centres(svg)[1], abs=0.02)
    assert "raja 45 %" in texts(svg) and line.get("stroke-dasharray")
    assert not parts(draw(CHANNELS, layout=layout), "path", "kaavio-raja")


def test_a_threshold_beyond_the_values_stretches_the_axis():
    svg = draw(series([("A", 10.0, 50), ("B", 20.0, 50)], ""), limit=100.5)
    assert "raja 100,5" in texts(svg)
    assert_clear(svg)


# --- several series ---


@every
def test_series_of_the_same_keys_stand_side_by_side(layout):
    chart = charts.read_chart([POLITICIANS, PARTIES], names=("henkilöt", "organisaatiot"))
    svg = charts.draw(chart, layout, "k")
    circles, squares = parts(svg, "circle", "kaavio-1"), parts(svg, "path", "kaavio-2")
    assert len(circles) == len(squares) == 5
    told = " ".join(texts(svg))
    assert "henkilöt (n = 2 700)" in told and "organisaatiot (n = 375)" in told


def test_names_stand_beside_the_first_marks_where_there_is_room():
    beside = charts.draw(KINDS["named"], charts.WIDE, "k")
    assert "61 % henkilöt (n = 2 700)" in texts(beside)
    long = charts.read_chart([POLITICIANS, PARTIES], names=("henkilöt" * 9, "organisaatiot"))
    assert texts(charts.draw(long, charts.NARROW, "k"))[0].startswith("henkilöthenkilöt")


def test_what_one_series_does_not_have_is_unknown():
    chart = charts.read_chart([POLITICIANS, JOURNALISTS])
    assert [row.marks[1].missing for row in chart.rows] == ["", "", "ei tietoa", "", ""]
    assert "ei tietoa" in texts(charts.draw(chart, charts.WIDE, "k"))


def numbered(count: int, id: str = "a", unit: str = "") -> Entry:
    return series([(f"Rivi {at}", 10.0, 50) for at in range(count)], unit, id=id)


@pytest.mark.parametrize("found, rule, words", [
    ([numbered(2)] * 5, "kuvion-muoto", "kuviossa on 5 sarjaa"),
    ([numbered(2), numbered(2, unit="%")], "kuvion-muoto", 'sarjoilla on eri yksiköt: "" ja "%"'),
    ([numbered(2), replace(numbered(1), rows=(Row("muu", "Muu", Estimate(1.0, 9)),))], "kuvion-muoto", "yhtään yhteistä riviä"),
    ([numbered(61)], "kuvion-pituus", "kuviossa on 61 riviä, ja siihen mahtuu 60"),
])
def test_what_no_chart_can_show_is_refused_with_advice(found, rule, words):
    with pytest.raises(Problem, match=re.escape(words)) as refused:
        charts.check(found)
    assert refused.value.rule == rule and refused.value.hint


def test_what_a_chart_can_show_is_not_refused():
    for found in ([numbered(60)], [numbered(2)] * 4, [POLITICIANS, JOURNALISTS]):
        charts.check(found)


# --- quartiles ---


def test_quartiles_are_a_bar_with_the_median_in_it():
    svg = charts.draw(KINDS["ranges"], charts.WIDE, "k")
    bars = [at(bar, "x1", "x2") for bar in parts(svg, "line", "kaavio-jana")]
    share = [(dot - start) / (end - start) for dot, (start, end) in zip(centres(svg), bars, strict=True)]
    assert share == [pytest.approx((208 - 81.5) / (540.2 - 81.5), abs=0.01), pytest.approx((87 - 39) / (219 - 39), abs=0.01)]
    assert "208 (82–540)" in texts(svg)


@pytest.mark.parametrize("found, names", [
    ([MID, LOW, HIGH], ()), ([LOW, MID, HIGH], ("a", "b", "c")), ([JOURNALISTS, POLITICIANS, PARTIES], ())])
def test_three_series_are_quartiles_only_when_they_rise_and_are_not_named(found, names):
    assert charts.read_chart([LOW, MID, HIGH]).ranged
    assert not charts.read_chart(found, names=names).ranged


def test_a_range_with_an_end_withheld_is_not_published():
    low = series([("A", 1.0, 9), ("B", None, 2)], "")
    mid = series([("A", 2.0, 9), ("B", 2.0, 9)], "")
    high = series([("A", 3.0, 9), ("B", 3.0, 9)], "")
    svg = draw(low, mid, high)
    assert len(centres(svg)) == 1 and "ei julkaista" in texts(svg)


# --- skewed values ---


@every
def test_a_wide_span_is_logarithmic_and_says_so(layout):
    svg = draw(series([("A", 10.0, 9), ("B", 100.0, 9), ("C", 1000.0, 9)], ""), layout=layout)
    assert "logaritminen" in " ".join(texts(svg))
    one, two, three = centres(svg)
    assert two - one == pytest.approx(three - two, abs=0.02), "the same ratio is the same length"


@pytest.mark.parametrize("values, unit", [((1.0, 10.0, 29.0), ""), ((0.0, 10.0, 5000.0), ""), ((0.5, 10.0, 99.0), "%")])
def test_a_narrow_span_a_zero_or_a_percentage_is_linear(values, unit):
    svg = draw(series([(str(value), value, 9) for value in values], unit))
    assert "logaritminen" not in " ".join(texts(svg))
    one, two, three = centres(svg)
    assert (two - one) / (three - one) == pytest.approx((values[1] - values[0]) / (values[2] - values[0]), abs=0.01)


# --- ticks and words ---


@pytest.mark.parametrize("least, most, expected", GOLDEN["ticks"])
def test_ticks(least, most, expected):
    assert scales.round_ticks(least, most) == pytest.approx(expected)


@pytest.mark.parametrize("golden", GOLDEN["descriptions"], ids=lambda golden: golden["words"][-40:])
def test_description(golden):
    found = [series(rows, golden["unit"], golden.get("decimals", 0), id=f"sarja-{at}") for at, rows in enumerate(golden["series"])]
    chart = charts.read_chart(found, names=golden.get("names", ()), limit=golden.get("limit"))
    assert charts.describe(chart).replace("\u00a0", " ") == golden["words"]
    assert charts.subject(chart).replace("\u00a0", " ") == golden["subject"]


@pytest.mark.parametrize("golden", GOLDEN["subjects"], ids=lambda golden: golden["subject"])
def test_what_series_side_by_side_measure(golden):
    found = [series([("X", 1.0, 30)], "", label=label, id=f"sarja-{at}") for at, label in enumerate(golden["labels"])]
    assert charts.subject(charts.read_chart(found, "Havainto", names=("yksi", "kaksi"))).startswith(golden["subject"] + " ·")
