"""A chart in Finnish words: each value, what is measured, and the whole of it for those who do not
see it.
"""

from .. import finnish
from .chart import SMALL_BASE, Chart, ChartRow, Mark

UNITS = {"%": "prosenttia", "€": "euroa"}


def value(chart: Chart, mark: Mark) -> str:
    if not mark.shown:
        return mark.missing
    return finnish.quantity(mark.value, chart.unit, chart.decimals)


def span(chart: Chart, mark: Mark, unit: str = "") -> str:
    """The ends of a mark's interval or its quartiles; "" where there are none."""
    if not mark.shown or mark.low is None or mark.high is None:
        return ""
    return finnish.interval(mark.low, mark.high, unit, chart.decimals)


def base(n: int | None) -> str:
    return "" if n is None else f"n\u00a0=\u00a0{finnish.number(n)}"


def base_number(mark: Mark) -> str:
    return "–" if mark.n is None else finnish.number(mark.n)


def limit(chart: Chart) -> str:
    """The threshold as it is written: with as many decimals as it has."""
    text = f"{chart.limit:.6f}".rstrip("0").rstrip(".")
    decimals = len(text.partition(".")[2])
    return f"raja {finnish.quantity(chart.limit, chart.unit, decimals)}"


def subject(chart: Chart) -> str:
    """What is measured, in what unit and on what base; what the title says is not repeated."""
    unit = UNITS.get(chart.unit, chart.unit)
    measured = ", ".join(part for part in (chart.label, unit) if part)
    if chart.title == chart.label:
        measured = unit[:1].upper() + unit[1:]
    bases = chart.bases()
    base = f"n\u00a0=\u00a0{finnish.interval(min(bases), max(bases))}" if bases else ""
    return " · ".join(part for part in (measured, base) if part)


def notes(chart: Chart, logarithmic: bool) -> str:
    """What a reader must know to read the drawing."""
    sentences = []
    if chart.ranged:
        sentences.append("Piste on mediaani, palkki ala- ja yläkvartiilin väli.")
    elif any(mark.low is not None for mark in chart.marks):
        sentences.append("Jana on 95 prosentin luottamusväli.")
    if any(mark.small for mark in chart.marks):
        sentences.append(f"Harmaa: pohja on alle {SMALL_BASE}.")
    if logarithmic:
        sentences.append(
            "Asteikko on logaritminen: yhtä pitkä matka on aina yhtä monta kertaa enemmän."
        )
    return " ".join(sentences)


def describe(chart: Chart) -> str:
    """The chart in words: its finding, its kind, every row, and the common base."""
    kind = "Mediaanit ja suluissa kvartiilit" if chart.ranged else "Pistekaavio"
    count = {0: "ei rivejä", 1: "1 rivi"}.get(len(chart.rows), f"{len(chart.rows)} riviä")
    rows = f" {'; '.join(_row(chart, row) for row in chart.rows)}." if chart.rows else ""
    bases = chart.bases()
    common = f" Kaikissa {base(next(iter(bases)))}." if len(bases) == 1 else ""
    drawn = f" Kuvioon on piirretty {limit(chart)}." if chart.limit is not None else ""
    return f"{finding(chart)}{kind}, {count}.{rows}{common}{drawn}"


def finding(chart: Chart) -> str:
    """The greatest and the least of what is shown of a series, or the widest difference between
    several.
    """
    if len(chart.names) > 1:
        return _difference(chart)
    values = {row.label: row.marks[0] for row in chart.rows if row.marks[0].shown}
    if len(values) < 2:
        return ""
    clauses = []
    for name, pick in (("suurin", max), ("pienin", min)):
        end = pick(mark.value for mark in values.values())
        at_end = [label for label, mark in values.items() if mark.value == end]
        if len(at_end) == 1:
            clauses.append(f"{name} on {at_end[0]}, {value(chart, values[at_end[0]])}")
    if clauses and len(values) < len(chart.rows):  # one that is withheld may be greater or less
        clauses[0] = f"julkaistuista {clauses[0]}"
    return f"{clauses[0][0].upper()}{'; '.join(clauses)[1:]}. " if clauses else ""


def _difference(chart: Chart) -> str:
    whole = [row for row in chart.rows if all(mark.shown for mark in row.marks)]
    if not whole:
        return ""

    def wide(row: ChartRow) -> float:
        values = [mark.value for mark in row.marks]
        return max(values) - min(values)

    return f"Suurin ero: {_row(chart, max(whole, key=wide), with_more=False)}. "


def _row(chart: Chart, row: ChartRow, with_more: bool = True) -> str:
    several = len(chart.bases()) > 1
    cells = []
    for which, mark in enumerate(row.marks):
        more = [span(chart, mark, chart.unit)] if chart.ranged else []
        more += [base(mark.n)] if several and mark.shown else []
        more = ", ".join(filter(None, more)) if with_more else ""
        name = f"{chart.names[which]} " if chart.names else ""
        cells.append(f"{name}{value(chart, mark)}{f' ({more})' if more else ''}")
    return f"{row.label}: {', '.join(cells)}"
