"""Charts of series as inline SVG: they tell the same with eyes, in print and to a screen reader.

Presentation attributes alone make a chart look right (WeasyPrint lets no stylesheet into an inline SVG);
the classes are there for the web's themes. Text and whiskers are `currentColor`: the colour of the text
around the chart where there is one, else black. The accent and the grey stand out at least 3 : 1 both
from white and from a dark theme.
"""

import math
import xml.etree.ElementTree as etree
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from .. import finnish

if TYPE_CHECKING:
    from ..numbers.statistics import Definition, Row, Series

WIDTH = 480  # of the drawing; text of 14 is then 11 pt at 140 mm in print, and over 9 px on a phone of 360 px
TEXT, SMALL, LINE = 14, 12, 17
GAP = 10
BAR = 18
PLOT = 190  # height of the plot where columns stand
WIDEST_LABEL, WIDEST_WORD = 160, 220
LOG_FROM, LOG_LEAST = (
    100,
    0.001,
)  # a wider span than this, of values not smaller, gets a logarithmic scale
SIZES = ((1e9, "mrd."), (1e6, "milj."))

ACCENT, GREY, INK = "#0e7c8f", "#7a828c", "currentColor"
FONT = "'Source Sans 3', sans-serif"
WITHHELD = "ei julkaista"

Scale = Callable[[float], float]


def bars(series: "Series", *, id: str) -> str:
    """Horizontal bars, a row each in the order of the series, as inline SVG. `id` begins the ids inside."""
    definition, rows = series.definition, series.rows
    sheet = _Sheet(id, definition.label, describe(series))
    several_bases = len({row.estimate.n for row in rows if not row.estimate.withheld}) > 1
    notes = [_base(row) if several_bases else "" for row in rows]
    left, tops, bottom = _label_column(sheet, [row.label for row in rows], notes)
    values = [_value(row, definition) for row in rows]
    right = WIDTH - max((_wide(text) for text in values), default=0) - GAP
    ends = [end for row in rows for end in _ends(row)]
    ticks, right = _fitting_ticks(min([0, *ends]), max([0, *ends]), left, right, definition.unit)
    across = _linear(ticks, left, right)
    _vertical_grid(sheet, ticks, _tick_texts(ticks, definition.unit), across, bottom)
    for row, text, (top, height) in zip(rows, values, tops, strict=True):
        middle = top + height / 2
        if row.estimate.withheld:
            sheet.text(
                WITHHELD,
                across(0) + GAP / 2,
                middle + TEXT / 3,
                "kaavio-teksti",
                **{"font-style": "italic"},
            )
            continue
        start, end = sorted((across(0), across(row.estimate.value)))
        sheet.box(start, middle - BAR / 2, end - start, BAR)
        if row.estimate.low is not None:
            low, high = across(row.estimate.low), across(row.estimate.high)
            sheet.whisker([(low, middle), (high, middle)])
            end = max(end, high)
        sheet.text(text, end + 6, middle + TEXT / 3, "kaavio-arvo", **{"font-weight": "600"})
    sheet.line((across(0), 0), (across(0), bottom), colour=GREY)
    return sheet.written(bottom + TEXT + GAP / 2, _legend(rows))


def columns(series: "Series", *, id: str) -> str:
    """Columns side by side, for an ordered distribution; as bars where the labels would not fit beneath them."""
    definition, rows = series.definition, series.rows
    unit = definition.unit if len(definition.unit) <= 2 else ""
    values = [
        WITHHELD
        if row.estimate.withheld
        else finnish.quantity(row.estimate.value, unit, definition.decimals)
        for row in rows
    ]
    ends = [end for row in rows for end in _ends(row)]
    if not ends or min(ends) < 0:
        return bars(series, id=id)
    ticks = _ticks(0, max(ends))
    marks = _tick_texts(ticks, definition.unit)
    left = max(_wide(mark, SMALL) for mark in marks) + GAP
    slot = (WIDTH - left) / len(rows)
    labels = [_wrapped(row.label, slot - 2) for row in rows]
    several_bases = len({row.estimate.n for row in rows if not row.estimate.withheld}) > 1
    broken = any(line.endswith("-") for lines in labels for line in lines)
    if broken or max(map(_wide, values)) > slot - 2 or max(map(len, labels)) > 3 or several_bases:
        return bars(series, id=id)
    sheet = _Sheet(id, definition.label, describe(series))
    top = LINE + 4
    bottom = top + PLOT
    up = _linear(ticks, bottom, top)
    for tick, mark in zip(ticks, marks, strict=True):
        sheet.line((left, up(tick)), (WIDTH, up(tick)))
        sheet.text(mark, left - 6, up(tick) + SMALL / 3, "kaavio-teksti", SMALL, "end")
    broad = min(slot * 0.68, 64)
    for at, (row, text, lines) in enumerate(zip(rows, values, labels, strict=True)):
        middle = left + slot * (at + 0.5)
        for number, line in enumerate(lines):
            sheet.text(line, middle, bottom + LINE * (number + 1), "kaavio-teksti", anchor="middle")
        if row.estimate.withheld:
            sheet.text(
                text,
                middle,
                bottom - 6,
                "kaavio-teksti",
                SMALL,
                "middle",
                **{"font-style": "italic"},
            )
            continue
        height = up(row.estimate.value)
        sheet.box(middle - broad / 2, height, broad, bottom - height)
        if row.estimate.low is not None:
            sheet.whisker([(middle, up(row.estimate.low)), (middle, up(row.estimate.high))])
            height = min(height, up(row.estimate.high))
        sheet.text(
            text, middle, height - 5, "kaavio-arvo", anchor="middle", **{"font-weight": "600"}
        )
    sheet.line((left, bottom), (WIDTH, bottom), colour=GREY)
    return sheet.written(bottom + LINE * max(map(len, labels)) + GAP / 2, _legend(rows))


def ranges(low: "Series", mid: "Series", high: "Series", *, id: str) -> str:
    """Quartile bars with the median as a dot, from three series of the same keys; logarithmic for a wide span."""
    definition = mid.definition
    spans = _spans(low, mid, high)
    sheet = _Sheet(id, definition.label, describe_ranges(low, mid, high))
    left, tops, bottom = _label_column(
        sheet, [row.label for row in mid.rows], ["" for _ in mid.rows]
    )
    shown = [span for span in spans if span]
    texts = [
        (
            finnish.quantity(span[1], definition.unit, definition.decimals),
            finnish.interval(span[0], span[2], "", definition.decimals),
        )
        for span in shown
    ]
    right = (
        WIDTH
        - max((max(_wide(first), _wide(second, SMALL)) for first, second in texts), default=0)
        - 2 * GAP
    )
    least, most = (
        min((span[0] for span in shown), default=0),
        max((span[2] for span in shown), default=1),
    )
    logarithmic = least >= LOG_LEAST and most / least > LOG_FROM
    if logarithmic:
        ticks = _log_ticks(least, most, (right - left) / 52)
        across, marks = (
            _logarithmic(min(least, ticks[0]), max(most, ticks[-1]), left, right),
            _log_tick_texts(ticks),
        )
    else:
        ticks, right = _fitting_ticks(min(0, least), max(0, most), left, right, definition.unit)
        across, marks = _linear(ticks, left, right), _tick_texts(ticks, definition.unit)
    _vertical_grid(sheet, ticks, marks, across, bottom)
    told = iter(texts)
    for span, (top, height) in zip(spans, tops, strict=True):
        middle = top + height / 2
        if not span:
            sheet.text(
                WITHHELD,
                left + GAP / 2,
                middle + TEXT / 3,
                "kaavio-teksti",
                **{"font-style": "italic"},
            )
            continue
        start, dot, end = map(across, span)
        sheet.box(start, middle - 5, max(end - start, 1), 10, "kaavio-vali")
        sheet.dot(dot, middle)
        first, second = next(told)
        sheet.text(first, WIDTH, middle - 1, "kaavio-arvo", TEXT, "end", **{"font-weight": "600"})
        sheet.text(second, WIDTH, middle + SMALL, "kaavio-teksti", SMALL, "end")
    legend = "Piste on mediaani, palkki ala- ja yläkvartiilin väli."
    return sheet.written(
        bottom + TEXT + GAP / 2, legend + (" Asteikko on logaritminen." if logarithmic else "")
    )


def describe(series: "Series") -> str:
    """The chart in words, in Finnish: its kind, every row with its base, the greatest and the least."""
    definition, rows = series.definition, series.rows
    kind = "Pylväskaavio" if definition.chart == "pylvaat" else "Vaakapylväskaavio"
    bases = {row.estimate.n for row in rows if not row.estimate.withheld}
    told = [
        f"{row.label}: {_value(row, definition)}"
        + (f" ({_base(row)})" if len(bases) > 1 and _base(row) else "")
        for row in rows
    ]
    common = (
        f" Kaikissa {_base(next(row for row in rows if not row.estimate.withheld))}."
        if _single(bases)
        else ""
    )
    values = {row.label: row.estimate.value for row in rows if not row.estimate.withheld}
    return _sentences(kind, told, values) + common


def describe_ranges(low: "Series", mid: "Series", high: "Series") -> str:
    """As `describe`, for a chart of medians and quartiles."""
    definition = mid.definition
    told, values = [], {}
    for row, span in zip(mid.rows, _spans(low, mid, high), strict=True):
        if not span:
            told.append(f"{row.label}: {WITHHELD}")
            continue
        values[row.label] = span[1]
        told.append(
            f"{row.label}: {finnish.quantity(span[1], definition.unit, definition.decimals)} "
            f"({finnish.interval(span[0], span[2], definition.unit, definition.decimals)})"
        )
    return _sentences("Mediaanit ja suluissa ala- ja yläkvartiilit", told, values)


class _Sheet:
    """An SVG under way."""

    def __init__(self, id: str, title: str, description: str):
        self.svg = etree.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "class": "kaavio",
                "role": "img",
                "id": id,
                "lang": "fi",
                "aria-labelledby": f"{id}-nimi {id}-selitys",
                "font-family": FONT,
                "font-size": str(TEXT),
                "fill": INK,
            },
        )
        for tag, suffix, text in (("title", "nimi", title), ("desc", "selitys", description)):
            etree.SubElement(self.svg, tag, {"id": f"{id}-{suffix}"}).text = _clean(text)

    def add(self, tag: str, class_: str, **attributes: float | str) -> etree.Element:
        given = {
            name.replace("_", "-"): _units(value) if isinstance(value, int | float) else value
            for name, value in attributes.items()
        }
        return etree.SubElement(self.svg, tag, {"class": class_, **given})

    def text(
        self,
        text: str,
        x: float,
        y: float,
        class_: str,
        size: int = TEXT,
        anchor: str = "start",
        **attributes: str,
    ) -> None:
        if anchor != "start":
            attributes["text-anchor"] = anchor
        if size != TEXT:
            attributes["font-size"] = str(size)
        self.add("text", class_, x=x, y=y, **attributes).text = _clean(text)

    def box(
        self, x: float, y: float, width: float, height: float, class_: str = "kaavio-palkki"
    ) -> None:
        self.add("rect", class_, x=x, y=y, width=width, height=height, fill=ACCENT)

    def dot(self, x: float, y: float) -> None:
        self.add(
            "circle", "kaavio-piste", cx=x, cy=y, r=6, fill="#ffffff", stroke=ACCENT, stroke_width=3
        )

    def line(self, start: tuple[float, float], end: tuple[float, float], colour: str = "") -> None:
        """A line of the axes in the colour given, else a light one of the grid."""
        look = {"stroke": colour} if colour else {"stroke": GREY, "stroke_opacity": 0.3}
        self.add(
            "line",
            "kaavio-viiva",
            x1=start[0],
            y1=start[1],
            x2=end[0],
            y2=end[1],
            stroke_width=1,
            **look,
        )

    def whisker(self, ends: Sequence[tuple[float, float]]) -> None:
        across, down = (0, 4) if ends[0][1] == ends[1][1] else (4, 0)
        strokes = [ends, *([(x - across, y - down), (x + across, y + down)] for x, y in ends)]
        path = "".join(
            "M" + "L".join(f"{_units(x)} {_units(y)}" for x, y in stroke) for stroke in strokes
        )
        self.add("path", "kaavio-jana", d=path, stroke=INK, stroke_width=1.5, fill="none")

    def written(self, height: float, legend: str = "") -> str:
        """The SVG as one line of text, the legend at its foot."""
        for line in _wrapped(legend, WIDTH, SMALL) if legend else ():
            height += SMALL + 4
            self.text(line, WIDTH, height - 2, "kaavio-teksti", SMALL, "end")
        height = math.ceil(height + 2)
        self.svg.set("viewBox", f"0 0 {WIDTH} {height}")
        self.svg.set("width", str(WIDTH))
        self.svg.set("height", str(height))
        return etree.tostring(self.svg, encoding="unicode")


def _label_column(
    sheet: _Sheet, labels: list[str], notes: list[str]
) -> tuple[float, list[tuple[float, float]], float]:
    """Writes the labels (with a small note under each) at the left; where the plot begins, top and height of
    each row, and where the rows end."""
    longest = max((_wide(word) for label in labels for word in label.split()), default=0)
    lines = [_wrapped(label, max(WIDEST_LABEL, min(longest, WIDEST_WORD))) for label in labels]
    wide = max((_wide(line) for row in lines for line in row), default=0)
    wide = max([wide, *(_wide(note, SMALL) for note in notes)])
    tops, top = [], 0.0
    for row, note in zip(lines, notes, strict=True):
        tall = len(row) * LINE + (SMALL + 2 if note else 0)
        height = max(tall, 2 * LINE - 2) + (GAP if len(row) > 1 or note else 0)
        y = top + (height - tall) / 2
        for line in row:
            y += LINE
            sheet.text(line, wide, y - 4, "kaavio-teksti", anchor="end")
        if note:
            sheet.text(note, wide, y + SMALL - 2, "kaavio-teksti", SMALL, "end")
        tops.append((top, height))
        top += height
    return wide + GAP, tops, top


def _vertical_grid(
    sheet: _Sheet, ticks: list[float], marks: list[str], across: Scale, bottom: float
) -> None:
    for tick, mark in zip(ticks, marks, strict=True):
        sheet.line((across(tick), 0), (across(tick), bottom + 3))
        sheet.text(mark, across(tick), bottom + SMALL + 3, "kaavio-teksti", SMALL, "middle")


def _linear(ticks: list[float], start: float, end: float) -> Scale:
    first, last = ticks[0], ticks[-1]
    return lambda value: start + (end - start) * (value - first) / (last - first)


def _logarithmic(least: float, most: float, start: float, end: float) -> Scale:
    return lambda value: start + (end - start) * math.log(value / least) / math.log(most / least)


def _ticks(least: float, most: float, count: int = 5) -> list[float]:
    """Round numbers (steps of 1, 2 or 5 and a power of ten) from at most `least` to at least `most`."""
    span = most - least if most - least > 1e-6 else 1.0
    power = 10.0 ** math.floor(math.log10(span / count))
    step = next(power * times for times in (1, 2, 5, 10) if span / (power * times) <= count)
    first, last = math.floor(least / step + 1e-9), math.ceil((least + span) / step - 1e-9)
    return [at * step for at in range(first, last + 1)]


def _fitting_ticks(
    least: float, most: float, left: float, right: float, unit: str
) -> tuple[list[float], float]:
    """Ticks as close as their texts allow, and where the plot ends for the last of them to stay in the picture."""
    for count in (5, 4, 3, 2, 1):
        ticks = _ticks(least, most, count)
        wide = max(_wide(mark, SMALL) for mark in _tick_texts(ticks, unit))
        end = min(right, WIDTH - wide / 2)
        if wide + GAP <= (end - left) / (len(ticks) - 1):
            break
    return ticks, end


def _log_ticks(least: float, most: float, room: float) -> list[float]:
    """1, 2 and 5 times the powers of ten between the ends, or the powers alone, or some of them: at most `room`."""
    powers = range(math.floor(math.log10(least)), math.ceil(math.log10(most)) + 1)
    every = [times * 10.0**power for power in powers for times in (1, 2, 5)]
    inside = [tick for tick in every if least * 0.999 <= tick <= most * 1.001]
    tens = [10.0**power for power in powers if least * 0.999 <= 10.0**power <= most * 1.001]
    if len(inside) <= room or len(tens) < 2:
        return inside
    return tens[:: math.ceil(len(tens) / max(room, 1))]


def _tick_texts(ticks: list[float], unit: str) -> list[str]:
    step = min(after - before for before, after in pairwise(ticks))
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    for size, name in SIZES:
        if step >= size / 10 and ticks[-1] >= size:
            half = int(step < size)
            return [finnish.quantity(tick / size, name, half) if tick else "0" for tick in ticks]
    texts = [finnish.number(tick, decimals if tick else 0) for tick in ticks]
    return [f"{text}\u00a0%" for text in texts] if unit == "%" else texts


def _log_tick_texts(ticks: list[float]) -> list[str]:
    texts = []
    for tick in ticks:
        size, name = next((pair for pair in SIZES if tick >= pair[0]), (1, ""))
        texts.append(
            finnish.quantity(tick / size, name, max(0, -math.floor(math.log10(tick) + 1e-9)))
        )
    return texts


def _spans(low: "Series", mid: "Series", high: "Series") -> list[tuple[float, float, float] | None]:
    """For each row of `mid` the lower quartile, the median and the upper; None where one is not published."""
    lows, highs = ({row.key: row for row in series.rows} for series in (low, high))
    found = []
    for row in mid.rows:
        three = [lows.get(row.key), row, highs.get(row.key)]
        published = all(one is not None and not one.estimate.withheld for one in three)
        found.append(tuple(one.estimate.value for one in three) if published else None)
    return found


def _ends(row: "Row") -> list[float]:
    estimate = row.estimate
    ends = () if estimate.withheld else (estimate.value, estimate.low, estimate.high)
    return [end for end in ends if end is not None]


def _value(row: "Row", definition: "Definition") -> str:
    if row.estimate.withheld:
        return WITHHELD
    return finnish.quantity(row.estimate.value, definition.unit, definition.decimals)


def _base(row: "Row") -> str:
    withheld = row.estimate.withheld or row.estimate.n is None
    return "" if withheld else f"n\u00a0=\u00a0{finnish.number(row.estimate.n)}"


def _single(bases: set) -> bool:
    return len(bases) == 1 and None not in bases


def _legend(rows: Sequence["Row"]) -> str:
    whiskers = any(row.estimate.low is not None and not row.estimate.withheld for row in rows)
    return "Jana on 95 prosentin luottamusväli." if whiskers else ""


def _sentences(kind: str, told: list[str], values: dict[str, float]) -> str:
    count = "1 rivi" if len(told) == 1 else f"{len(told)} riviä"
    words = f"{kind}, {count}. {'; '.join(told)}." if told else f"{kind}, ei rivejä."
    if len(values) < 2:
        return words
    greatest, least = (_only(values, pick(values.values())) for pick in (max, min))
    if greatest and least:
        return f"{words} Suurin on {greatest}, pienin {least}."
    return (
        words
        + (f" Suurin on {greatest}." if greatest else "")
        + (f" Pienin on {least}." if least else "")
    )


def _only(values: dict[str, float], value: float) -> str:
    """The label of the one row with the value; nothing where several share it."""
    labels = [label for label in values if values[label] == value]
    return labels[0] if len(labels) == 1 else ""


def _units(length: float) -> str:
    return f"{length:.2f}".rstrip("0").rstrip(".")


SPACES, NARROW, BROAD = (
    frozenset(" \u00a0"),
    frozenset("ijlftIr.,:;'’|!()[]/-"),
    frozenset("mwMW@%—"),
)


def _wide(text: str, size: int = TEXT) -> float:
    """About how wide the text is in Source Sans 3, a little on the broad side (a test holds it to the font)."""

    def part(sign: str) -> float:
        if sign in SPACES:
            return 0.22
        return (
            0.37 if sign in NARROW else 0.86 if sign in BROAD else 0.67 if sign.isupper() else 0.565
        )

    return size * sum(map(part, text))


def _wrapped(text: str, room: float, size: int = TEXT) -> list[str]:
    """The text in lines that fit the room, broken at spaces and hyphens; a longer word is cut with a hyphen."""
    lines = [""]
    for word in _clean(text).replace("-", "-\u200b").replace(" ", " \u200b").split("\u200b"):
        if lines[-1] and _wide((lines[-1] + word).rstrip(), size) > room:
            lines.append("")
        while _wide(word.rstrip(), size) > room:
            cut = next(
                at
                for at in range(len(word), 0, -1)
                if _wide(word[:at] + "-", size) <= room or at == 1
            )
            lines[-1] = word[:cut] + "-"
            lines.append("")
            word = word[cut:]
        lines[-1] += word
    return [line.strip() for line in lines]


def _clean(text: str) -> str:
    """Without the signs that XML cannot hold."""
    return "".join(
        sign
        for sign in text
        if sign in "\t\n"
        or (sign >= " " and not 0xD800 <= ord(sign) <= 0xDFFF and sign not in "\ufffe\uffff")
    )
