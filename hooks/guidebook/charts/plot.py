"""The rows of a chart on a sheet: label, dot and interval, value, over the lines of an axis."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from . import description
from .chart import Chart, ChartRow, Mark
from .scales import fitting_axis
from .sheet import END, MIDDLE, RADIUS, START, Layout, Sheet, Words

EDGE = RADIUS + 2.5  # room at the end of the axis, so that no mark is cut
# Shares of the width: where labels wrap, and what the longest word of one may take.
LABELS, LONGEST_WORD = 0.36, 0.45
AFTER = 7  # between a mark and its text


@dataclass
class Placed:
    """A row with the lines of its label and its place; `aside` stands after the label's last
    line.
    """

    row: ChartRow
    lines: list[str]
    aside: str
    under: bool
    top: float = 0
    height: float = 0
    lane: float = 0


def draw(chart: Chart, layout: Layout, id: str, named_by: str = "") -> str:
    """The chart as one SVG, a single line of text. `id` begins the ids inside; `named_by` is the id
    of a drawing whose alternative text is this one's too.
    """
    return _Plot(chart, layout, id).drawn(chart, named_by)


def draw_pieces(chart: Chart, layout: Layout, id: str) -> Iterator[str]:
    """The chart as several SVGs of one axis, none taller than the layout allows."""
    whole = _Plot(chart, layout, id)
    count = max(1, math.ceil(whole.bottom / layout.tallest))
    size = max(1, math.ceil(len(chart.rows) / count))
    starts = range(0, max(len(chart.rows), 1), size)
    for number, start in enumerate(starts, 1):
        part, shown = slice(start, start + size), chart
        if len(starts) > 1:
            title = f"{chart.title} (osa {number}/{len(starts)})"
            shown = replace(chart, title=title, rows=chart.rows[part])
        piece_id = id if number == 1 else f"{id}-{number}"
        yield _Plot(chart, layout, piece_id, part).drawn(shown)


class _Plot:
    """Where everything stands. The axis and the columns are those of the whole chart."""

    def __init__(self, chart: Chart, layout: Layout, id: str, part: slice = slice(None)):
        self.chart, self.layout = chart, layout
        self.sheet = Sheet(layout, id)
        every = [self._placed(row) for row in chart.rows]
        self.left = EDGE if layout.stacked else self._label_column(every) + layout.gap + EDGE
        self.axis = fitting_axis(
            chart.ends,
            chart.unit,
            layout.width - self.left - self._room(),
            lambda text: layout.wide(text, layout.small),
        )
        half = self.layout.wide(self.axis.texts[-1], layout.small) / 2
        self.right = layout.width - max(self._room(), half, EDGE)
        self.rows = every[part]
        self.is_last = self.rows[-1:] == every[-1:]
        self._names_beside = bool(chart.names) and self._names_fit()
        self.names_on_top = bool(chart.names) and not self._names_beside
        self.top = self._head()
        self.bottom = self._stack()

    def drawn(self, chart: Chart, named_by: str = "") -> str:
        if named_by:
            self.sheet.named_by(named_by)
        else:
            self.sheet.name(chart.title, description.describe(chart))
        if self.names_on_top:
            self._write_names()
        for number, placed in enumerate(self.rows):
            self._label(placed)
            for which, mark in enumerate(placed.row.marks):
                self._mark(mark, which, placed.lane + self.layout.lane * (which + 0.5), number == 0)
        self._draw_axis()
        notes = description.notes(self.chart, self.axis.logarithmic) if self.is_last else ""
        return self.sheet.written(self.bottom + self.layout.small * 1.9, notes)

    def across(self, value: float) -> float:
        return self.left + (self.right - self.left) * self.axis.share(value)

    # --- measuring ---

    def _placed(self, row: ChartRow) -> Placed:
        layout = self.layout
        room = layout.width
        if not layout.stacked:
            longest = max((layout.wide(word, layout.text) for word in row.label.split()), default=0)
            room *= max(LABELS, min(longest / layout.width, LONGEST_WORD))
        lines = layout.wrapped(row.label, room, layout.text)
        aside = self._aside(row)
        under = bool(aside)
        if aside and layout.stacked:
            used = layout.wide(lines[-1], layout.text) + layout.gap
            under = used + layout.wide(aside, layout.small) > layout.width
        return Placed(row, lines, aside, under)

    def _aside(self, row: ChartRow) -> str:
        """The base of a row where rows have different ones, and quartiles that have no room."""
        mark = row.marks[0]
        if not mark.shown or self.chart.names:
            return ""
        base = description.base(mark.n) if len(self.chart.bases()) > 1 else ""
        quartiles = self._quartiles(mark) if self.layout.stacked else ""
        return ", ".join(part for part in (quartiles, base) if part)

    def _quartiles(self, mark: Mark) -> str:
        if not self.chart.ranged:
            return ""
        return f"{description.value(self.chart, mark)} ({description.span(self.chart, mark)})"

    def _label_column(self, placed: list[Placed]) -> float:
        layout = self.layout
        lines = [layout.wide(line, layout.text) for one in placed for line in one.lines]
        return max([0, *lines, *(layout.wide(one.aside, layout.small) for one in placed)])

    def _texts(self, mark: Mark, which: int) -> tuple[str, str]:
        """What stands beside a mark: its value, and in small its quartiles or its base."""
        if self.chart.ranged and self.layout.stacked and mark.shown:
            return "", ""
        aside = ""
        if self.chart.ranged:
            aside = description.span(self.chart, mark) and f"({description.span(self.chart, mark)})"
        elif self.chart.names and mark.shown and len(self.chart.bases(which)) > 1:
            aside = description.base(mark.n)
        return description.value(self.chart, mark), aside

    def _wide(self, mark: Mark, which: int) -> float:
        text, aside = self._texts(mark, which)
        layout = self.layout
        return layout.wide(text, layout.text) + (
            4 + layout.wide(aside, layout.small) if aside else 0
        )

    def _room(self) -> float:
        """What the texts beside the marks need at the right of the axis."""
        needed = [
            self._wide(mark, which)
            for row in self.chart.rows
            for which, mark in enumerate(row.marks)
            if mark.shown
        ]
        broadest = max(needed, default=0)
        return broadest + AFTER + EDGE if broadest else EDGE

    def _text_at(self, mark: Mark) -> float:
        """Where the text of a mark begins."""
        if not mark.shown:
            return self.left + 2
        return max(map(self.across, mark.ends)) + EDGE - 2.5 + AFTER

    # --- the names of several series ---

    def _name(self, which: int) -> str:
        name, bases = self.chart.names[which], self.chart.bases(which)
        several = len(self.chart.bases()) > 1
        return f"{name} ({description.base(min(bases))})" if several and len(bases) == 1 else name

    def _names_fit(self) -> bool:
        """Whether each series can be named beside its first mark."""
        return bool(self.rows) and all(
            mark.shown and self._name_side(mark, which)
            for which, mark in enumerate(self.rows[0].row.marks)
        )

    def _name_side(self, mark: Mark, which: int) -> str:
        """Where the name of a series has room: after the text of its mark, before the mark, or
        nowhere.
        """
        broad = self.layout.wide(self._name(which), self.layout.text)
        if self._text_at(mark) + self._wide(mark, which) + 8 + broad <= self.layout.width:
            return END
        return START if self._name_end(mark) - broad > self.left + 2 else ""

    def _name_end(self, mark: Mark) -> float:
        return min(map(self.across, mark.ends)) - EDGE - 2

    def _key(self) -> list[tuple[int, list[str]]]:
        room = self.layout.width - 3 * EDGE
        return [
            (which, self.layout.wrapped(self._name(which), room, self.layout.text))
            for which in range(len(self.chart.names))
        ]

    def _write_names(self) -> None:
        y = 0.0
        for which, lines in self._key():
            self.sheet.dot(EDGE, y + self.layout.line * 0.55, which)
            for line in lines:
                y += self.layout.line
                self.sheet.write(3 * EDGE, y - self.layout.line * 0.25, Words(line))

    # --- from top to bottom ---

    def _head(self) -> float:
        """How much the names and the text of the threshold take."""
        layout, height = self.layout, 0.0
        if self.names_on_top:
            height = sum(len(lines) for _, lines in self._key()) * layout.line + layout.gap
        return height + (layout.small * 1.5 if self.chart.limit is not None else 0)

    def _stack(self) -> float:
        """Gives each row its place; where the rows end."""
        layout, top = self.layout, self.top
        lanes = layout.lane * max(1, len(self.chart.names))
        for one in self.rows:
            tall = len(one.lines) * layout.line + (layout.small * 1.25 if one.under else 0)
            if layout.stacked:
                one.height = tall + lanes + layout.gap
                one.lane = top + tall
            else:
                spread = len(one.lines) > 1 or one.under or len(one.row.marks) > 1
                one.height = max(tall, lanes) + (layout.gap if spread else layout.text * 0.3)
                one.lane = top + (one.height - lanes) / 2
            one.top = top
            top += one.height
        return top

    def _draw_axis(self) -> None:
        sheet, small, bottom = self.sheet, self.layout.small, self.bottom
        for tick, text in zip(self.axis.ticks, self.axis.texts, strict=True):
            x = self.across(tick)
            words = Words(text, small=True, pale=True)
            sheet.write(self._inside(x, text), bottom + small * 1.3, words, anchor=MIDDLE)
            zero = not self.axis.logarithmic and tick == 0
            sheet.down(x, self.top, bottom + 4, "akseli" if zero else "viiva")
        if (limit := self.chart.limit) is not None:
            x, text = self.across(limit), description.limit(self.chart)
            middle, y = self._inside(x, text), self.top - small * 0.5
            sheet.write(middle, y, Words(text, small=True), anchor=MIDDLE)
            sheet.down(x, y + small * 0.3, bottom + 4, "raja")

    def _inside(self, x: float, text: str) -> float:
        """The middle of a small text at x that stays in the picture."""
        half = self.layout.wide(text, self.layout.small) / 2
        return min(max(x, half), self.layout.width - half)

    def _label(self, placed: Placed) -> None:
        sheet, layout = self.sheet, self.layout
        tall = len(placed.lines) * layout.line + (layout.small * 1.25 if placed.under else 0)
        x, anchor = (0.0, START) if layout.stacked else (self.left - layout.gap - EDGE, END)
        y = placed.top + (0 if layout.stacked else (placed.height - tall) / 2)
        aside = Words(placed.aside, small=True, pale=True, gap=layout.gap)
        beside = [aside] if placed.aside and not placed.under else []
        for line in placed.lines:
            y += layout.line
            more = beside if line is placed.lines[-1] else []
            sheet.write(x, y - layout.line * 0.25, Words(line), *more, anchor=anchor)
        if placed.under:
            y += layout.small * 1.25
            sheet.write(x, y - layout.line * 0.25, aside, anchor=anchor)

    def _mark(self, mark: Mark, which: int, y: float, first: bool) -> None:
        sheet, chart = self.sheet, self.chart
        base = y + self.layout.text * 0.34
        if not mark.shown:
            sheet.write(self._text_at(mark), base, Words(mark.missing, small=True, pale=True))
            return
        side = self._name_side(mark, which) if first and self._names_beside else ""
        if side != START:
            sheet.across(self.left, min(map(self.across, mark.ends)), y)
        if mark.low is not None and mark.high is not None:
            ends = self.across(mark.low), self.across(mark.high)
            sheet.interval(ends, y, which, 9 if chart.ranged else 2.5, mark.small)
        if chart.ranged:
            sheet.median(self.across(mark.value), y, small=mark.small)
        else:
            sheet.dot(self.across(mark.value), y, which, small=mark.small)
        text, aside = self._texts(mark, which)
        written = [Words(text, bold=True, pale=mark.small)] if text else []
        if aside:
            written.append(Words(aside, small=True, pale=True, gap=4))
        if side == END:
            written.append(Words(self._name(which), gap=8))
        elif side == START:
            sheet.write(self._name_end(mark), base, Words(self._name(which)), anchor=END)
        if written:
            sheet.write(self._text_at(mark), base, *written)
