"""Charts: what they show, that nothing in them overlaps or sticks out, and what they say in words."""

import xml.etree.ElementTree as etree
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from guidebook.charts import drawing as charts
from guidebook.findings import Place
from guidebook.numbers.entries import Entry, Estimate, Row

GOLDEN = yaml.safe_load((Path(__file__).parent / "golden" / "charts.yml").read_text("utf-8"))
FONTS = Path(__file__).parents[1] / "docs" / "assets" / "fonts"
SVG = "{http://www.w3.org/2000/svg}"


def series(rows, unit="%", decimals=0, chart="palkit", label="Kanavien käyttö") -> Entry:
    """Rows as (label, value, n) or (label, value, n, low, high); a value of None is withheld."""
    made = []
    for at, (name, value, n, *ends) in enumerate(rows):
        low, high = ends or (None, None)
        withheld = "" if value is not None else "pohja on liian pieni"
        estimate = Estimate(value, n, None if low is None else 1, low, high, withheld)
        made.append(Row(f"rivi-{at}", name, estimate))
    return Entry("kaytto", "series", label, Place("x.yml"), "", unit, decimals, rows=tuple(made), chart=chart)


CHANNELS = series([("LinkedIn", 80.0, 312, 76.0, 84.5), ("X (entinen Twitter)", 45.0, 312, 39.0, 50.0),
                   ("Blogi tai oma verkkosivu", 10.0, 312, 7.0, 14.0), ("TikTok", None, 3)])


def parts(svg: str, tag: str, class_: str = "") -> list[etree.Element]:
    return [part for part in etree.fromstring(svg).iter(SVG + tag) if class_ in part.get("class", "")]


def texts(svg: str) -> list[str]:
    return [part.text for part in parts(svg, "text")]


def at(part: etree.Element, *names: str) -> tuple[float, ...]:
    return tuple(float(part.get(name)) for name in names)


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
    found = []
    for part in parts(svg, "text"):
        size = float(part.get("font-size", charts.TEXT))
        wide = fonts[part.get("font-weight", "400")].wide(part.text, size)
        x, y = at(part, "x", "y")
        x -= {"start": 0, "middle": wide / 2, "end": wide}[part.get("text-anchor", "start")]
        found.append((part.text, x, y - 0.7 * size, x + wide, y + 0.2 * size))
    return found


def assert_clear(svg: str, fonts) -> None:
    """No two texts overlap, and none leaves the picture."""
    _, _, width, height = map(float, etree.fromstring(svg).get("viewBox").split())
    placed = boxes(svg, fonts)
    for text, left, top, right, bottom in placed:
        assert left >= -1 and right <= width + 1 and top >= -1 and bottom <= height + 1, text
    for (one, l1, t1, r1, b1), (two, l2, t2, r2, b2) in combinations(placed, 2):
        assert r1 <= l2 or r2 <= l1 or b1 <= t2 or b2 <= t1, f"{one!r} overlaps {two!r}"


# --- what every chart is ---


def every_chart() -> dict[str, str]:
    low, mid, high = (series([("LinkedIn", value, 50), ("X", 40 * value, 50)], "", label="Seuraajat")
                      for value in (10.0, 80.0, 400.0))
    months = series([("ei yhtään", 10.0, 50, 5, 20), ("1", 60.0, 50, 50, 70), ("2 tai yli", 30.0, 50, 20, 40)],
                    chart="pylvaat")
    return {"bars": charts.bars(CHANNELS, id="kuvio-1"), "columns": charts.columns(months, id="kuvio-2"),
            "ranges": charts.ranges(low, mid, high, id="kuvio-3")}


@pytest.mark.parametrize("name", ["bars", "columns", "ranges"])
def test_a_chart_is_a_named_and_described_picture(name):
    svg = every_chart()[name]
    root = etree.fromstring(svg)
    assert root.get("role") == "img"
    assert "\n" not in svg
    title, description = root.find(SVG + "title"), root.find(SVG + "desc")
    assert root.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
    assert "riviä" in description.text and title.text
    ids = [part.get("id") for part in root.iter() if part.get("id")]
    assert len(ids) == len(set(ids)) and all(id.startswith(root.get("id")) for id in ids)


@pytest.mark.parametrize("name", ["bars", "columns", "ranges"])
def test_attributes_alone_carry_the_look(name):
    svg = every_chart()[name]
    assert "var(" not in svg and " style=" not in svg
    for tag in ("rect", "line", "path", "circle"):
        assert all(part.get("fill") or part.get("stroke") for part in parts(svg, tag))
    assert all("kaavio" in part.get("class") for tag in ("rect", "line", "path", "text") for part in parts(svg, tag))


@pytest.mark.parametrize("name", ["bars", "columns", "ranges"])
def test_nothing_overlaps(name, fonts):
    assert_clear(every_chart()[name], fonts)


def luminance(colour: str) -> float:
    shares = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("ground", ["#ffffff", "#1e2129"])
@pytest.mark.parametrize("colour", [charts.ACCENT, charts.GREY])
def test_colours_stand_out_from_light_and_dark(colour, ground):
    darker, lighter = sorted(map(luminance, (colour, ground)))
    assert (lighter + 0.05) / (darker + 0.05) >= 3


# --- bars ---


def test_bars_are_as_long_as_their_values_and_whiskers_reach_the_ends_of_the_interval():
    svg = charts.bars(CHANNELS, id="k")
    bars = [at(bar, "x", "width") for bar in parts(svg, "rect")]
    assert len(bars) == 3
    zero, scale = bars[0][0], bars[0][1] / 80
    assert [(x, pytest.approx(width, abs=0.02)) for x, width in bars] == [(zero, 80 * scale), (zero, 45 * scale),
                                                                         (zero, 10 * scale)]
    lows_and_highs = [tuple(float(point.split(" ")[0]) for point in path.get("d")[1:].split("M")[0].split("L"))
                      for path in parts(svg, "path")]
    expected = [(zero + low * scale, zero + high * scale) for low, high in ((76, 84.5), (39, 50), (7, 14))]
    assert [pytest.approx(ends, abs=0.02) for ends in expected] == lows_and_highs
    marks = {text: x for text, x, *_ in ((part.text, *at(part, "x")) for part in parts(svg, "text"))}
    assert marks["80\u00a0%"] == pytest.approx(zero + 84.5 * scale + 6, abs=0.02)


def test_a_withheld_row_says_so_and_has_no_bar():
    svg = charts.bars(CHANNELS, id="k")
    assert texts(svg).count("ei julkaista") == 1
    assert len(parts(svg, "rect")) == len(CHANNELS.rows) - 1
    assert "liian pieni" not in svg


def test_bases_stand_in_the_labels_only_where_they_differ():
    same = charts.bars(series([("A", 1.0, 50), ("B", 2.0, 50)]), id="k")
    different = charts.bars(series([("A", 1.0, 50), ("B", 2.0, 1234)]), id="k")
    assert not [text for text in texts(same) if text.startswith("n")]
    bases = [text.replace("\u00a0", " ") for text in texts(different) if text.startswith("n")]
    assert bases == ["n = 50", "n = 1 234"]


def test_negative_values_go_left_of_zero():
    svg = charts.bars(series([("Nousu", 2.0, 9), ("Lasku", -1.0, 9)], "", 1), id="k")
    (up, long), (down, short) = (at(bar, "x", "width") for bar in parts(svg, "rect"))
    assert down + short == pytest.approx(up, abs=0.02) and long == pytest.approx(2 * short, abs=0.02)


def test_a_long_label_takes_two_lines():
    svg = charts.bars(series([("Yhteiskuntatieteet, hallinto ja viestintä", 3.0, 9)]), id="k")
    assert texts(svg)[:2] == ["Yhteiskuntatieteet,", "hallinto ja viestintä"]


def test_labels_are_escaped_and_control_signs_dropped():
    svg = charts.bars(series([("<b>&\"'\x00\x1f\ufffe", 3.0, 9)], label="a < b & c"), id='k"><script>')
    assert texts(svg)[0] == "<b>&\"'"
    root = etree.fromstring(svg)
    assert root.find(SVG + "title").text == "a < b & c"
    assert root.get("id") == 'k"><script>'


@pytest.mark.parametrize("rows", [[], [("A", None, 2)], [("A", 0.0, 9)], [("A", 1e12, 9)], [("A", 1e-12, 9)]])
def test_odd_series_still_make_a_picture(rows, fonts):
    for draw in (charts.bars, charts.columns):
        assert_clear(draw(series(rows, ""), id="k"), fonts)
    assert_clear(charts.ranges(*[series(rows, "")] * 3, id="k"), fonts)


# --- columns ---


def test_columns_are_as_high_as_their_values():
    svg = every_chart()["columns"]
    boxes = [at(box, "y", "height", "width") for box in parts(svg, "rect")]
    assert len({round(y + height, 1) for y, height, _ in boxes}) == 1, "they stand on one line"
    assert [pytest.approx(height / boxes[0][1], abs=0.01) for _, height, _ in boxes] == [1, 6, 3]
    assert len({width for *_, width in boxes}) == 1


@pytest.mark.parametrize("rows", [
    [(f"luokka {at} pitkällä nimellä", 10.0 * at, 50) for at in range(10)],
    [("Mielipidevaikuttajaverkosto", 10.0, 50), *((str(at), 10.0, 50) for at in range(6))],
    [("A", -1.0, 50), ("B", 1.0, 50)],
    [("A", 1.0, 50), ("B", 1.0, 51)],
])
def test_columns_lie_down_where_their_labels_do_not_fit(rows):
    shown = series(rows, "", chart="pylvaat")
    assert charts.columns(shown, id="k") == charts.bars(shown, id="k")


# --- ranges ---


def test_a_wide_span_is_logarithmic_and_says_so():
    wide = [series([("A", value, 9), ("B", 100 * value, 9)], "") for value in (1.0, 10.0, 100.0)]
    svg = charts.ranges(*wide, id="k")
    assert any("logaritminen" in text for text in texts(svg))
    (x1, w1), (x2, w2) = (at(bar, "x", "width") for bar in parts(svg, "rect"))
    assert w1 == pytest.approx(w2, abs=0.02), "the same ratio is the same length"
    dots = [at(dot, "cx")[0] for dot in parts(svg, "circle")]
    assert dots == [pytest.approx(x1 + w1 / 2, abs=0.02), pytest.approx(x2 + w2 / 2, abs=0.02)]


@pytest.mark.parametrize("values", [(1.0, 10.0, 99.0), (0.0, 10.0, 5000.0)])
def test_a_narrow_span_or_a_zero_is_linear(values):
    svg = charts.ranges(*(series([("A", value, 9)], "") for value in values), id="k")
    assert not any("logaritminen" in text for text in texts(svg))
    (bar,), (dot,) = parts(svg, "rect"), parts(svg, "circle")
    x, width = at(bar, "x", "width")
    share = (values[1] - values[0]) / (values[2] - values[0])
    assert at(dot, "cx")[0] == pytest.approx(x + width * share, abs=0.05)


def test_a_range_with_an_end_withheld_is_not_published():
    low = series([("A", 1.0, 9), ("B", None, 2)], "")
    mid = series([("A", 2.0, 9), ("B", 2.0, 9)], "")
    high = series([("A", 3.0, 9), ("B", 3.0, 9)], "")
    svg = charts.ranges(low, mid, high, id="k")
    assert len(parts(svg, "rect")) == 1 and "ei julkaista" in texts(svg)
    assert charts.describe_ranges(low, mid, high) == (
        "Mediaanit ja suluissa ala- ja yläkvartiilit, 2 riviä. A: 2 (1–3); B: ei julkaista.")


# --- ticks and words ---


@pytest.mark.parametrize("least, most, expected", GOLDEN["ticks"])
def test_ticks(least, most, expected):
    assert charts._ticks(least, most) == pytest.approx(expected)


@pytest.mark.parametrize("golden", GOLDEN["descriptions"], ids=lambda golden: golden["words"][-40:])
def test_description(golden):
    shown = series(golden["rows"], golden["unit"], golden.get("decimals", 0), golden["chart"])
    assert charts.describe(shown).replace("\u00a0", " ") == golden["words"]


# --- whatever the data ---

words = st.lists(st.sampled_from(["Yritykset", "ja", "julkinen", "sektori", "Mielipidevaikuttajaverkostoissa", "X",
                                  "2–5", "MWM", "%", "tietosuoja-asetus", "Ööö"]), min_size=1, max_size=6).map(" ".join)
values = st.one_of(st.none(), st.floats(0, 1e7), st.floats(0, 100))
tables = st.lists(st.tuples(words, values, st.integers(5, 10**6)), min_size=1, max_size=9)
quartiles = st.lists(st.floats(0, 1e6), min_size=3, max_size=3).map(sorted)
looks = st.tuples(st.sampled_from(["", "%", "€"]), st.integers(0, 2))


@settings(max_examples=60, derandomize=True, deadline=None)
@given(tables, looks)
def test_no_data_make_texts_overlap(fonts, rows, look):
    shown = series(rows, *look)
    assert_clear(charts.bars(shown, id="k"), fonts)
    assert_clear(charts.columns(shown, id="k"), fonts)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(st.lists(st.tuples(words, quartiles), min_size=1, max_size=6))
def test_no_ranges_make_texts_overlap(fonts, rows):
    three = [series([(label, ends[which], 9) for label, ends in rows], "") for which in range(3)]
    assert_clear(charts.ranges(*three, id="k"), fonts)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(words)
def test_widths_are_estimated_on_the_broad_side(fonts, text):
    real = fonts["400"].wide(text, charts.TEXT)
    assert real <= charts._wide(text) <= real * 1.35


@pytest.mark.slow
def test_the_press_takes_charts_without_complaint_inline_and_as_pictures(caplog, tmp_path):
    from base64 import b64encode

    import pikepdf
    import weasyprint

    svgs = every_chart().values()
    pictures = "".join(f'<img src="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}">' for svg in svgs)
    with caplog.at_level("WARNING", logger="weasyprint"):
        weasyprint.HTML(string=f"<body>{''.join(svgs)}{pictures}").write_pdf(tmp_path / "charts.pdf")
    assert [record.message for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []
    with pikepdf.open(tmp_path / "charts.pdf") as pdf:
        drawn = [tuple(round(255 * float(share)) for share in operands)
                 for page in pdf.pages for operands, operator in pikepdf.parse_content_stream(page)
                 if str(operator) in ("rg", "scn") and len(operands) == 3]
    accent = tuple(bytes.fromhex(charts.ACCENT[1:]))
    assert drawn.count(accent) == 2 * sum(len(parts(svg, "rect")) for svg in svgs), "every bar, in both ways"
