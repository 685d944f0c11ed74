"""Charts: what they show, that nothing in them overlaps or sticks out, and what they say in words."""

import re
import xml.etree.ElementTree as etree
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from chart_figures import (
    HIGH,
    JOURNALISTS,
    LOW,
    MANY,
    MEDIANS,
    MID,
    OUTGROWING,
    PARTIES,
    POLITICIANS,
)
from guidebook import charts
from guidebook.charts import lettering, scales, sheet
from guidebook.findings import Place, Problem
from guidebook.numbers.entries import Entry, Estimate, Row

GOLDEN = yaml.safe_load((Path(__file__).parent / "golden" / "charts.yml").read_text("utf-8"))
FONTS = Path(__file__).parents[1] / "docs" / "assets" / "fonts"
SVG = "{http://www.w3.org/2000/svg}"
LAYOUTS = [charts.WIDE, charts.NARROW, charts.PRINT]


def series(rows, unit="%", decimals=0, label="Kanavien käyttö", id="kaytto") -> Entry:
    """Rows as (label, value, n) or (label, value, n, low, high); a value of None is withheld."""
    made = []
    for at, (name, value, n, *ends) in enumerate(rows):
        low, high = ends or (None, None)
        withheld = "" if value is not None else "pohja on liian pieni"
        estimate = Estimate(value, n, None if low is None else 1, low, high, withheld)
        made.append(Row(f"rivi-{at}", name, estimate))
    return Entry(id, "series", label, Place("x.yml"), "", unit, decimals, rows=tuple(made))


CHANNELS = series([("LinkedIn", 80.0, 312, 76.0, 84.5), ("X (entinen Twitter)", 45.0, 312, 39.0, 50.0),
                   ("Blogi tai oma verkkosivu", 10.0, 312, 7.0, 14.0), ("TikTok", None, 3)])
KINDS = {
    "dots": charts.read_chart([CHANNELS]),
    "limit": charts.read_chart([OUTGROWING], "Johtaja ohittaa maansa", limit=50),
    "several": charts.read_chart([POLITICIANS, JOURNALISTS, PARTIES]),
    "named": charts.read_chart([POLITICIANS, PARTIES], names=("henkilöt", "organisaatiot")),
    "ranges": charts.read_chart([LOW, MID, HIGH], limit=100),
    "logarithmic": charts.read_chart([MEDIANS]),
}


def parts(svg: str, tag: str, class_: str = "") -> list[etree.Element]:
    return [part for part in etree.fromstring(svg).iter(SVG + tag) if class_ in part.get("class", "")]


def texts(svg: str) -> list[str]:
    """Each text, as it is written, with no-break spaces as spaces."""
    return [" ".join(part.itertext()).replace("\u00a0", " ") for part in parts(svg, "text")]


def at(part: etree.Element, *names: str) -> tuple[float, ...]:
    return tuple(float(part.get(name)) for name in names)


def draw(*found: Entry, layout=charts.WIDE, **more) -> str:
    return charts.draw(charts.read_chart(found, **more), layout, "k")


def centres(svg: str) -> list[float]:
    return [at(dot, "cx")[0] for dot in parts(svg, "circle")]


def ticks(svg: str) -> list[float]:
    """Where the lines of the axis stand."""
    return sorted({x for x, *_ in standing(svg)})


# --- the font, to measure with ---


class Font:
    def __init__(self, name: str):
        font = TTFont(FONTS / name)
        self.names, self.widths, self.em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm

    def wide(self, text: str, size: float) -> float:
        return size * sum(self.widths[self.names[ord(sign)]][0] for sign in text) / self.em


@pytest.fixture(scope="module")
def fonts() -> dict[str, Font]:
    return {"400": Font("SourceSans3-Regular.ttf"), "600": Font("SourceSans3-Semibold.ttf")}


def boxes(svg: str, fonts) -> list[tuple[str, float, float, float, float]]:
    own = float(etree.fromstring(svg).get("font-size"))
    found = []
    for part in parts(svg, "text"):
        size = float(part.get("font-size", own))
        wide = sum(
            float(run.get("dx", 0)) + fonts[run.get("font-weight", "400")].wide(run.text, float(run.get("font-size", own)))
            for run in part.iter())
        x, y = at(part, "x", "y")
        x -= {"start": 0, "middle": wide / 2, "end": wide}[part.get("text-anchor", "start")]
        found.append(("".join(part.itertext()), x, y - 0.7 * size, x + wide, y + 0.2 * size))
    return found


def assert_clear(svg: str, fonts) -> None:
    """No two texts overlap, none leaves the picture, none is crossed by a line or covered by a mark."""
    _, _, width, height = map(float, etree.fromstring(svg).get("viewBox").split())
    placed = boxes(svg, fonts)
    for text, left, top, right, bottom in placed:
        assert left >= -1 and right <= width + 1 and top >= -1 and bottom <= height + 1, text
    for (one, l1, t1, r1, b1), (two, l2, t2, r2, b2) in combinations(placed, 2):
        assert r1 <= l2 or r2 <= l1 or b1 <= t2 or b2 <= t1, f"{one!r} overlaps {two!r}"
    for text, left, top, right, bottom in placed:
        for x, y1, y2 in standing(svg):
            assert not (left < x < right and y1 < bottom - 1 and y2 > top + 1), f"a line crosses {text!r}"
        for dot in parts(svg, "circle"):
            x, y, r = at(dot, "cx", "cy", "r")
            assert x + r <= left or x - r >= right or y + r <= top or y - r >= bottom, f"a mark covers {text!r}"
    for dot in parts(svg, "circle"):
        x, r = at(dot, "cx", "r")
        assert x - r >= 0 and x + r <= width


def standing(svg: str):
    """Every piece of the lines of the axis: x, top and bottom."""
    for part in parts(svg, "path", "kaavio-"):
        if "merkki" not in part.get("class"):
            for x, top, bottom in re.findall(r"M(\S+) (\S+?)V([\d.]+)", part.get("d")):
                yield float(x), float(top), float(bottom)


# --- what every chart is ---

every = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
kinds = pytest.mark.parametrize("name", KINDS)


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


@every
@kinds
def test_attributes_alone_carry_the_look(name, layout):
    svg = charts.draw(KINDS[name], layout, "k")
    assert "var(" not in svg and " style=" not in svg
    shapes = [part for tag in ("line", "path", "circle") for part in parts(svg, tag)]
    assert shapes and all(part.get("fill", "none") != "none" or part.get("stroke") for part in shapes)
    assert all("kaavio" in part.get("class") for part in [*shapes, *parts(svg, "text"), *parts(svg, "tspan")])


@every
@kinds
def test_nothing_overlaps(name, layout, fonts):
    assert_clear(charts.draw(KINDS[name], layout, "k"), fonts)


@every
@kinds
def test_no_letter_is_smaller_than_the_layout_s_small_size(name, layout):
    svg = charts.draw(KINDS[name], layout, "k")
    sizes = {float(part.get("font-size", layout.text)) for part in [*parts(svg, "text"), *parts(svg, "tspan")]}
    assert min(sizes) == layout.small


def luminance(colour: str) -> float:
    shares = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("ground", ["#ffffff", "#1e2129"])
@pytest.mark.parametrize("colour", [*sheet.COLOURS, sheet.GREY])
def test_marks_stand_out_from_light_and_dark(colour, ground):
    assert contrast(colour, ground) >= 3


def test_pale_text_is_read_on_paper_and_in_its_boxes():
    assert contrast(sheet.PALE, "#ffffff") >= 4.5 and contrast(sheet.PALE, "#f1ece0") >= 4.5


STYLE = (Path(__file__).parents[1] / "overrides/assets/css/guide.css").read_text("utf-8")


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_the_site_s_colours_stand_out_too(scheme):
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in re.findall(r"\{[^{}]*--paperi[^{}]*\}", STYLE)]
    colours = found[scheme]
    for ground in ("paperi", "pinta"):
        for mark in ("petrooli-taytto", "kaavio-2", "kaavio-3", "kaavio-4", "haalea"):
            assert contrast(colours[mark], colours[ground]) >= 3, (mark, ground)
        for text in ("muste", "himmea"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)


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
    assert scales.fitting_axis([-5, 130], "%", 400, 13).ticks == [-50, 0, 50, 100, 150]


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
    assert [dot.get("fill") for dot in parts(svg, "circle")] == [sheet.GREY, sheet.COLOURS[0]]
    assert [line.get("stroke") for line in parts(svg, "line", "kaavio-jana")] == [sheet.GREY, sheet.COLOURS[0]]
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


@every
@pytest.mark.parametrize("rows", [[], [("A", None, 2)], [("A", 0.0, 9)], [("A", 1e12, 9)], [("A", 1e-12, 9)]])
def test_odd_series_still_make_a_picture(rows, layout, fonts):
    one = series(rows, "")
    for found in ([one], [one, one], [one] * 3):
        assert_clear(draw(*found, layout=layout), fonts)


# --- the threshold ---


@every
def test_the_threshold_is_drawn_where_it_stands_and_named(layout, fonts):
    svg = draw(CHANNELS, layout=layout, limit=45)
    (line,) = parts(svg, "path", "kaavio-raja")
    x = float(line.get("d")[1:].split(" ")[0])
    assert x == pytest.approx(centres(svg)[1], abs=0.02)
    assert "raja 45 %" in texts(svg) and line.get("stroke-dasharray")
    assert not parts(draw(CHANNELS, layout=layout), "path", "kaavio-raja")


def test_a_threshold_beyond_the_values_stretches_the_axis(fonts):
    svg = draw(series([("A", 10.0, 50), ("B", 20.0, 50)], ""), limit=100.5)
    assert "raja 100,5" in texts(svg)
    assert_clear(svg, fonts)


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


# --- long series ---


def test_a_series_too_long_for_a_page_is_split_on_one_axis(fonts):
    pieces = list(charts.draw_pieces(charts.read_chart([MANY]), charts.PRINT, "k"))
    assert len(pieces) == 2
    roots = [etree.fromstring(piece) for piece in pieces]
    assert all(float(root.get("height")) <= charts.PRINT.tallest + 50 for root in roots)
    assert [root.find(SVG + "title").text for root in roots] == ["Monta riviä (osa 1/2).", "Monta riviä (osa 2/2)."]
    labels = [text for piece in pieces for text in texts(piece) if text.startswith("Ammattinimike")]
    assert labels == [f"Ammattinimike numero {at}" for at in range(45)]
    whole = centres(charts.draw(charts.read_chart([MANY]), charts.PRINT, "k"))
    assert [x for piece in pieces for x in centres(piece)] == whole, "every piece has the axis of the whole"
    ids = [part.get("id") for root in roots for part in root.iter() if part.get("id")]
    assert len(ids) == len(set(ids)) == 6
    for piece in pieces:
        assert_clear(piece, fonts)


def test_a_series_that_fits_is_one_drawing():
    assert len(list(charts.draw_pieces(KINDS["dots"], charts.PRINT, "k"))) == 1


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


# --- whatever the data ---

words = st.lists(st.sampled_from(["Yritykset", "ja", "julkinen", "sektori", "Mielipidevaikuttajaverkostoissa", "X",
                                  "2–5", "MWM", "%", "tietosuoja-asetus", "Ööö"]), min_size=1, max_size=6).map(" ".join)
values = st.one_of(st.none(), st.floats(0, 1e7), st.floats(0, 100))
tables = st.lists(st.tuples(words, values, st.integers(5, 10**6)), min_size=1, max_size=9)
quartiles = st.lists(st.floats(0, 1e6), min_size=3, max_size=3).map(sorted)
looks = st.tuples(st.sampled_from(["", "%", "€"]), st.integers(0, 2))
layouts = st.sampled_from(LAYOUTS)
limits = st.one_of(st.none(), st.floats(0, 1e6))


@settings(max_examples=100, derandomize=True, deadline=None)
@given(tables, looks, layouts, limits)
def test_no_data_make_texts_overlap(fonts, rows, look, layout, limit):
    assert_clear(draw(series(rows, *look), layout=layout, limit=limit), fonts)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(tables, st.integers(2, 4), layouts, limits, st.lists(words, min_size=4, max_size=4))
def test_no_series_side_by_side_make_texts_overlap(fonts, rows, count, layout, limit, names):
    found = [series([(label, value and value / (at + 1), n + 7 * at) for label, value, n in rows]) for at in range(count)]
    assert_clear(draw(*found, layout=layout, limit=limit, names=tuple(names[:count])), fonts)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.lists(st.tuples(words, quartiles), min_size=1, max_size=6), layouts)
def test_no_ranges_make_texts_overlap(fonts, rows, layout):
    three = [series([(label, ends[which], 9) for label, ends in rows], "") for which in range(3)]
    assert_clear(draw(*three, layout=layout), fonts)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(words)
def test_widths_are_estimated_on_the_broad_side(fonts, text):
    real = fonts["400"].wide(text, 14)
    assert real <= lettering.wide(text, 14) <= real * 1.35


@pytest.mark.slow
def test_the_press_takes_charts_without_complaint_inline_and_as_pictures(caplog, tmp_path):
    from base64 import b64encode

    import pikepdf
    import weasyprint

    svgs = [charts.draw(chart, charts.PRINT, f"k{at}") for at, chart in enumerate(KINDS.values())]
    pictures = "".join(f'<img src="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}">' for svg in svgs)
    with caplog.at_level("WARNING", logger="weasyprint"):
        weasyprint.HTML(string=f"<body>{''.join(svgs)}{pictures}").write_pdf(tmp_path / "charts.pdf")
    assert [record.message for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []
    with pikepdf.open(tmp_path / "charts.pdf") as pdf:
        drawn = [tuple(round(255 * float(share)) for share in operands)
                 for page in pdf.pages for operands, operator in pikepdf.parse_content_stream(page)
                 if str(operator) in ("rg", "scn") and len(operands) == 3]
    for which, colour in enumerate(sheet.COLOURS[:3], 1):
        dots = sum(len([p for p in [*parts(svg, "circle"), *parts(svg, "path")] if f"kaavio-merkki kaavio-{which}" in p.get("class")])
                   for svg in svgs)
        assert dots and drawn.count(tuple(bytes.fromhex(colour[1:]))) == 2 * dots, "every mark, in both ways"
