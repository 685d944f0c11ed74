"""How charts are drawn: nothing overlaps or sticks out, whatever the data; colours stand out; the press takes them."""

import dataclasses
import xml.etree.ElementTree as etree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageFont

from chart_figures import MANY
from commands import ROOT
from drawn_charts import (
    KINDS,
    LAYOUTS,
    SVG,
    assert_clear,
    centres,
    draw,
    every,
    fonts,
    kinds,
    parts,
    series,
    texts,
)
from guidebook import charts
from guidebook.charts import lettering
from guidebook.identity import HEADINGS, roles
from guidebook.identity.colours import contrast
from guides import IDENTITY


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
def test_nothing_overlaps(name, layout):
    assert_clear(charts.draw(KINDS[name], layout, "k"))


@every
@kinds
def test_no_letter_is_smaller_than_the_layout_s_small_size(name, layout):
    svg = charts.draw(KINDS[name], layout, "k")
    sizes = {float(part.get("font-size", layout.text)) for part in [*parts(svg, "text"), *parts(svg, "tspan")]}
    assert min(sizes) == layout.small


INKS = charts.inks(IDENTITY)


@pytest.mark.parametrize("ground", ["#ffffff", "#1e2129"])
@pytest.mark.parametrize("colour", [*INKS.marks, INKS.grey])
def test_marks_stand_out_from_light_and_dark(colour, ground):
    assert contrast(colour, ground) >= 3


def test_pale_text_is_read_on_paper_and_in_its_boxes():
    assert min(contrast(INKS.pale, IDENTITY.book[ground]) for ground in ("paperi", "pinta")) >= 4.5


@pytest.mark.parametrize("scheme", [roles.LIGHT, roles.DARK])
def test_the_site_s_colours_stand_out_too(scheme):
    colours = IDENTITY.colours[scheme]
    for ground in ("paperi", "pinta"):
        for mark in ("paavari-taytto", "kaavio-2", "kaavio-3", "kaavio-4", "haalea"):
            assert contrast(colours[mark], colours[ground]) >= 3, (mark, ground)
        for text in ("muste", "himmea"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)


@every
@pytest.mark.parametrize("rows", [[], [("A", None, 2)], [("A", 0.0, 9)], [("A", 1e12, 9)], [("A", 1e-12, 9)]])
def test_odd_series_still_make_a_picture(rows, layout):
    one = series(rows, "")
    for found in ([one], [one, one], [one] * 3):
        assert_clear(draw(*found, layout=layout))


# --- long series ---


def test_a_series_too_long_for_a_page_is_split_on_one_axis():
    pieces = list(charts.draw_pieces(charts.read_chart([MANY]), charts.PRINT, "k"))
    assert len(pieces) == 2
    roots = [etree.fromstring(piece) for piece in pieces]
    assert all(float(root.get("height")) <= charts.PRINT.tallest + 50 for root in roots)
    assert [root.find(SVG + "title").text for root in roots] == ["Monta riviä (osa 1/2).", "Monta riviä (osa 2/2)."]
    labels = [text for piece in pieces for text in texts(piece) if text.startswith("Ammatti")]
    assert labels == [f"Ammatti numero {at}" for at in range(45)]
    whole = centres(charts.draw(charts.read_chart([MANY]), charts.PRINT, "k"))
    assert [x for piece in pieces for x in centres(piece)] == whole, "every piece has the axis of the whole"
    ids = [part.get("id") for root in roots for part in root.iter() if part.get("id")]
    assert len(ids) == len(set(ids)) == 6
    for piece in pieces:
        assert_clear(piece)


def test_a_series_that_fits_is_one_drawing():
    assert len(list(charts.draw_pieces(KINDS["dots"], charts.PRINT, "k"))) == 1


# --- whatever the data ---

words = st.lists(st.sampled_from(["Yritykset", "ja", "julkinen", "sektori", "Mielipidevaikuttajaverkostoissa", "X",
                                  "2–5", "MWM", "%", "tietosuoja-asetus", "Ööö"]), min_size=1, max_size=6).map(" ".join)
values = st.one_of(st.none(), st.floats(0, 1e7), st.floats(0, 100))
tables = st.lists(st.tuples(words, values, st.integers(5, 10**6)), min_size=1, max_size=9)
quartiles = st.lists(st.floats(0, 1e6), min_size=3, max_size=3).map(sorted)
looks = st.tuples(st.sampled_from(["", "%", "€"]), st.integers(0, 2))
layouts = st.sampled_from(LAYOUTS)
limits = st.one_of(st.none(), st.floats(0, 1e6))


@pytest.mark.slow
@settings(max_examples=100, derandomize=True, deadline=None)
@given(tables, looks, layouts, limits)
def test_no_data_make_texts_overlap(rows, look, layout, limit):
    assert_clear(draw(series(rows, *look), layout=layout, limit=limit))


@pytest.mark.slow
@settings(max_examples=100, derandomize=True, deadline=None)
@given(tables, st.integers(2, 4), layouts, limits, st.lists(words, min_size=4, max_size=4))
def test_no_series_side_by_side_make_texts_overlap(rows, count, layout, limit, names):
    found = [series([(label, value and value / (at + 1), n + 7 * at) for label, value, n in rows]) for at in range(count)]
    assert_clear(draw(*found, layout=layout, limit=limit, names=tuple(names[:count])))


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.lists(st.tuples(words, quartiles), min_size=1, max_size=6), layouts)
def test_no_ranges_make_texts_overlap(rows, layout):
    three = [series([(label, ends[which], 9) for label, ends in rows], "") for which in range(3)]
    assert_clear(draw(*three, layout=layout))


@settings(max_examples=60, derandomize=True, deadline=None)
@given(words)
def test_widths_are_estimated_on_the_broad_side(text):
    real = fonts()["400"].wide(text, 14)
    assert real <= lettering.Lettering().wide(text, 14) <= real * 1.35


@settings(max_examples=20, derandomize=True, deadline=None)
@given(words)
def test_another_face_is_measured_itself(text):
    """As wide as its boldest letters: of two faces of the same family the wider sets the room."""
    file, bold = (ROOT / f"docs/assets/fonts/SourceSerif4-{name}.ttf" for name in ("Regular", "Semibold"))
    measured = lettering.Lettering([file, bold]).wide(text, 14)
    assert ImageFont.truetype(bold, 100).getlength(text) * 0.14 <= measured + 1e-6
    look = dataclasses.replace(IDENTITY, families={**IDENTITY.families, HEADINGS: "Source Serif 4"})
    assert charts.inks(look).lettering.wide(text, 14) == pytest.approx(measured)


@pytest.mark.slow
def test_the_press_takes_charts_without_complaint_inline_and_as_pictures(caplog, tmp_path):
    from base64 import b64encode

    import pikepdf
    import weasyprint

    svgs = [charts.draw(chart, dataclasses.replace(charts.PRINT, inks=INKS), f"k{at}") for at, chart in enumerate(KINDS.values())]
    pictures = "".join(f'<img src="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}">' for svg in svgs)
    with caplog.at_level("WARNING", logger="weasyprint"):
        weasyprint.HTML(string=f"<body>{''.join(svgs)}{pictures}").write_pdf(tmp_path / "charts.pdf")
    assert [record.message for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []
    with pikepdf.open(tmp_path / "charts.pdf") as pdf:
        drawn = [tuple(round(255 * float(share)) for share in operands)
                 for page in pdf.pages for operands, operator in pikepdf.parse_content_stream(page)
                 if str(operator) in ("rg", "scn") and len(operands) == 3]
    for which, colour in enumerate(INKS.marks[:3], 1):
        dots = sum(len([p for p in [*parts(svg, "circle"), *parts(svg, "path")] if f"kaavio-merkki kaavio-{which}" in p.get("class")])
                   for svg in svgs)
        assert dots and drawn.count(tuple(bytes.fromhex(colour[1:]))) == 2 * dots, "every mark, in both ways"
