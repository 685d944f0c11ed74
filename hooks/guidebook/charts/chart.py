"""What a chart shows, whatever it is drawn on: the one place that reads series."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, takewhile
from typing import TYPE_CHECKING

from ..findings import Problem

if TYPE_CHECKING:
    from ..numbers import Entry, Row

SMALL_BASE = 20  # a share of fewer cases than this is drawn grey
MOST_SERIES = 4
MOST_ROWS = 60
WITHHELD, UNKNOWN = "ei julkaista", "ei tietoa"


@dataclass(frozen=True)
class Mark:
    """A value with the ends of its interval, or a median with its quartiles.

    Where there is no value, `missing` tells why.
    """

    value: float | None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    missing: str = ""

    @property
    def shown(self) -> bool:
        return self.value is not None

    @property
    def small(self) -> bool:
        return self.shown and self.n is not None and self.n < SMALL_BASE

    @property
    def ends(self) -> list[float]:
        return [end for end in (self.value, self.low, self.high) if end is not None]


@dataclass(frozen=True)
class ChartRow:
    """A key with its label and a mark for each series."""

    key: str
    label: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Chart:
    """`title` says the finding, or what is measured; `ranged`: medians between their quartiles."""

    title: str
    label: str
    unit: str
    decimals: int
    names: tuple[str, ...]
    rows: tuple[ChartRow, ...]
    ranged: bool = False
    limit: float | None = None

    @property
    def marks(self) -> list[Mark]:
        return [mark for row in self.rows for mark in row.marks if mark.shown]

    @property
    def ends(self) -> list[float]:
        limit = [] if self.limit is None else [self.limit]
        return [*chain.from_iterable(mark.ends for mark in self.marks), *limit]

    def bases(self, which: int | None = None) -> set[int]:
        """The bases of one series, or of all."""
        marks = self.marks if which is None else [row.marks[which] for row in self.rows]
        return {mark.n for mark in marks if mark.shown and mark.n is not None}


def read_chart(
    entries: "Sequence[Entry]",
    title: str = "",
    names: Sequence[str] = (),
    limit: float | None = None,
) -> Chart:
    """One series, several of the same keys, or three that are quartiles and median."""
    ranged = len(entries) == 3 and not any(names) and _are_quartiles(entries)
    tables = [{row.key: row for row in series.rows} for series in entries]
    labels = {row.key: row.label for series in reversed(entries) for row in series.rows}
    keys = dict.fromkeys(row.key for series in entries for row in series.rows)
    rows = tuple(
        ChartRow(key, labels[key], (_range(cells),) if ranged else tuple(map(_mark, cells)))
        for key in keys
        for cells in [[table.get(key) for table in tables]]
    )
    own = [series.label for series in entries]
    called = [name or label for name, label in zip(names or [""] * len(entries), own, strict=True)]
    label = own[1] if ranged else _in_common(own) if any(names) else "; ".join(own)
    decimals = max(series.decimals for series in entries)
    named = () if len(entries) == 1 or ranged else tuple(called)
    unit = entries[0].unit
    return Chart(title or label, label, unit, decimals, named, rows, ranged, limit)


def _in_common(labels: Sequence[str]) -> str:
    """What named series measure: the words that their labels end with, or begin with; all labels
    when they share less than two.
    """
    words = [label.split() for label in labels]
    longest = max(words, key=len)
    ending = longest[len(longest) - _alike([each[::-1] for each in words]) :]
    shared = max(ending, longest[: _alike(words)], key=len)
    if len(shared) < 2:
        return "; ".join(labels)
    text = " ".join(shared)
    return text[0].upper() + text[1:]


def _alike(texts: Sequence[Sequence[str]]) -> int:
    """How many words all the texts begin with alike; a capital makes no other word."""
    spoken = zip(*(map(str.casefold, text) for text in texts), strict=False)
    return sum(1 for _ in takewhile(lambda words: len(set(words)) == 1, spoken))


def check(entries: "Sequence[Entry]") -> None:
    """Raises Problem for what no chart can show."""
    if len(entries) > MOST_SERIES:
        raise Problem(
            "kuvion-muoto",
            f"kuviossa on {len(entries)} sarjaa",
            f"anna enintään {MOST_SERIES} sarjaa; alakvartiili, mediaani ja yläkvartiili ovat "
            "yksi joukko",
        )
    if len(units := dict.fromkeys(series.unit for series in entries)) > 1:
        quoted = " ja ".join(f'"{unit}"' for unit in units)
        raise Problem(
            "kuvion-muoto", f"sarjoilla on eri yksiköt: {quoted}", "tee niistä kaksi kuviota"
        )
    keys = [{row.key for row in series.rows} for series in entries]
    if keys[0] and not all(keys[0] & others for others in keys):
        raise Problem(
            "kuvion-muoto",
            "sarjoilla ei ole yhtään yhteistä riviä",
            "vertaa sarjoja, joiden rivien avaimet (key) ovat samat",
        )
    if (rows := len(set().union(*keys))) > MOST_ROWS:
        raise Problem(
            "kuvion-pituus",
            f"kuviossa on {rows} riviä, ja siihen mahtuu {MOST_ROWS}",
            "yhdistä rivejä kyselyssä (query), tai näytä ne lohkolla /// taulukko",
        )


def _are_quartiles(entries: "Sequence[Entry]") -> bool:
    """Values, not shares, that never fall from the first series to the third."""
    if any(row.estimate.k is not None for series in entries for row in series.rows):
        return False
    low, _, high = ({row.key: row for row in series.rows} for series in entries)
    return all(
        low[row.key].estimate.value <= row.estimate.value <= high[row.key].estimate.value
        for row in entries[1].rows
        if all(table.get(row.key) and _shown(table[row.key]) for table in (low, high))
        and _shown(row)
    )


def _shown(row: "Row | None") -> bool:
    return row is not None and not row.estimate.withheld


def _mark(row: "Row | None") -> Mark:
    if row is None:
        return Mark(None, missing=UNKNOWN)
    estimate = row.estimate
    if estimate.withheld:
        return Mark(None, estimate.n, missing=WITHHELD)
    return Mark(estimate.value, estimate.n, estimate.low, estimate.high)


def _range(three: "Sequence[Row | None]") -> Mark:
    if not all(map(_shown, three)):
        return Mark(None, missing=WITHHELD)
    low, value, high = (row.estimate.value for row in three)
    return Mark(value, three[1].estimate.n, low, high)
