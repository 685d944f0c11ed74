"""Charts of made-up series, drawn, and what the drawings hold: parts, texts, and whether these stand clear."""

import re
import xml.etree.ElementTree as etree
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from chart_figures import HIGH, JOURNALISTS, LOW, MEDIANS, MID, OUTGROWING, PARTIES, POLITICIANS
from guidebook import charts
from guidebook.findings import Place
from guidebook.numbers.entries import Entry, Estimate, Row

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


@cache
def fonts() -> dict[str, Font]:
    return {"400": Font("SourceSans3-Regular.ttf"), "600": Font("SourceSans3-Semibold.ttf")}


def boxes(svg: str) -> list[tuple[str, float, float, float, float]]:
    own = float(etree.fromstring(svg).get("font-size"))
    found = []
    for part in parts(svg, "text"):
        size = float(part.get("font-size", own))
        wide = sum(
            float(run.get("dx", 0)) + fonts()[run.get("font-weight", "400")].wide(run.text, float(run.get("font-size", own)))
            for run in part.iter())
        x, y = at(part, "x", "y")
        x -= {"start": 0, "middle": wide / 2, "end": wide}[part.get("text-anchor", "start")]
        found.append(("".join(part.itertext()), x, y - 0.7 * size, x + wide, y + 0.2 * size))
    return found


def assert_clear(svg: str) -> None:
    """No two texts overlap, none leaves the picture, none is crossed by a line or covered by a mark."""
    _, _, width, height = map(float, etree.fromstring(svg).get("viewBox").split())
    placed = boxes(svg)
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


every = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
kinds = pytest.mark.parametrize("name", KINDS)
