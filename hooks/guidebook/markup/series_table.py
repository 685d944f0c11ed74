"""The rows of series as a table: numbers at the right, a base that is the same on every row told
once.
"""

import xml.etree.ElementTree as etree
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .. import charts
from ..charts.chart import UNKNOWN, Mark
from ..numbers import Entry
from .tree import element


@dataclass(frozen=True)
class _Column:
    heading: str
    marks: dict[str, Mark]
    text: Callable[[Mark], str]


def table(entries: Sequence[Entry], names: Sequence[str] = ()) -> etree.Element:
    """The rows of one series, or of several that have the same keys, as a table."""
    made = element("table", class_="lukutaulukko")
    head = etree.SubElement(etree.SubElement(made, "thead"), "tr")
    head.append(element("td"))
    columns = _columns([charts.read_chart([series]) for series in entries], names)
    for column in columns:
        head.append(element("th", column.heading, scope="col", class_="numero"))
    body = etree.SubElement(made, "tbody")
    for row in charts.read_chart(entries).rows:
        line = etree.SubElement(body, "tr")
        line.append(element("th", row.label, scope="row"))
        for column in columns:
            mark = column.marks.get(row.key, Mark(None, missing=UNKNOWN))
            line.append(element("td", column.text(mark), class_="numero"))
    return made


def _columns(each: list[charts.Chart], names: Sequence[str]) -> list[_Column]:
    columns = []
    bases = [chart.bases() for chart in each]
    alike = len(set().union(*bases)) == 1
    by_row = _bases_by_row(each)
    for chart, own, name in zip(each, bases, names or [""] * len(each), strict=True):
        marks = {row.key: row.marks[0] for row in chart.rows}
        heading = (name or chart.label) if len(each) > 1 else "Arvo"
        if len(own) == 1 and not alike and not by_row:
            heading += f", {charts.base(*own)}"
        columns.append(_Column(heading, marks, lambda mark, of=chart: charts.value(of, mark)))
        if len(each) == 1 and any(mark.low is not None for mark in chart.marks):
            columns.append(
                _Column(
                    "95 %:n väli",
                    marks,
                    lambda mark, of=chart: charts.span(of, mark, of.unit) or "–",
                )
            )
        if len(own) > 1 and not by_row:
            columns.append(_Column("n", marks, charts.base_number))
    return [*columns, _Column("n", by_row, charts.base_number)] if by_row else columns


def _bases_by_row(each: list[charts.Chart]) -> dict[str, Mark]:
    """A mark with the base of each row, when several series have the same one on it and another on
    the next; else none.
    """
    based: dict[str, list[Mark]] = {}
    for row in (row for chart in each for row in chart.rows if row.marks[0].n is not None):
        based.setdefault(row.key, []).append(row.marks[0])
    bases = [{mark.n for mark in marks} for marks in based.values()]
    several = len(each) > 1 and len(set().union(*bases)) > 1
    alike = several and all(len(own) == 1 for own in bases)
    return {key: marks[0] for key, marks in based.items()} if alike else {}
