"""The table in a sheet: where its headings are, and which of its rows are rows of the table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..personal import is_name
from .column_headings import IGNORE, OF_ACCOUNT, SUM_OF_ALL, SUM_WORDS, is_meaning, meaning, plain
from .sheets import Value, Worksheet, letters

HEADING_WITHIN = 50  # rows
LONGEST_HEADING = 80  # characters; longer is a sentence
COUNTED = {"followers", "posts_30d", "opened_on"}

MADE_UP = re.compile(r"\b(?:keksi(?:tty|tyt|ttyjä)|kuvitteelli\w+|made[- ]up|fictional)\b", re.I)
REMARK = re.compile(
    r"\*|\(|(?:lähde|lähteet|huom|päivitetty|source|note|tiedot|mitattu)\w*\b", re.I
)


@dataclass(frozen=True)
class Column:
    """A column with its heading; one without is called by its letter, and the letter follows a
    heading that an earlier column has, so that each has answers of its own.
    """

    index: int
    heading: str
    written: str = ""


@dataclass(frozen=True)
class FoundTable:
    """`rows` are the numbers of its rows in the sheet."""

    sheet: Worksheet
    heading_row: int
    columns: list[Column]
    rows: range

    def says_made_up(self) -> bool:
        """Whether it says above its headings that what is in it is made up."""
        above = (cell for row in self.sheet.rows[: self.heading_row] for cell in row)
        return any(isinstance(cell, str) and MADE_UP.search(cell) for cell in above)

    def cells(self, row: int) -> list[Value]:
        """The cells of a row, as many as there are columns."""
        cells = self.sheet.rows[row]
        return [cells[one.index] if one.index < len(cells) else None for one in self.columns]


def find_table(sheet: Worksheet) -> FoundTable | None:
    """The table whose headings say the most; None where no row is one of headings."""
    best, headings, last = 0, {}, 0
    for row, cells in enumerate(sheet.rows[:HEADING_WITHIN]):
        for given, end in _candidates(sheet, row, cells):
            meanings = {meaning(text) for text in given.values()} - {None, IGNORE}
            meanings |= {text for text in given.values() if is_meaning(text)}
            if len(meanings) > best and _is_heading(given, cells):
                best, headings, last = len(meanings), given, end
    if best < 2:
        return None
    width = max(len(cells) for cells in sheet.rows)
    below = sheet.rows[last + 1 :]
    columns, known = [], set()
    for index in range(width):
        written, letter = headings.get(index, ""), f"({letters(index + 1)})"
        if written or any(_is_value(cells, index) for cells in below):
            name = f"{written} {letter}".strip() if written in known else written or letter
            columns.append(Column(index, name, written))
            known.add(written)
    end = len(sheet.rows)
    while end > last + 1 and not any(_is_there(cell) for cell in sheet.rows[end - 1]):
        end -= 1
    return FoundTable(sheet, last, columns, range(last + 1, end))


def _is_there(value: Value) -> bool:
    return value is not None and value != ""


def _is_value(cells: list[Value], index: int) -> bool:
    return index < len(cells) and _is_there(cells[index])


def _candidates(
    sheet: Worksheet, row: int, cells: list[Value]
) -> Iterator[tuple[dict[int, str], int]]:
    """The headings of a row, and those of it and the next together where it groups them."""
    alone = {index: str(cell) for index, cell in enumerate(cells) if isinstance(cell, str)}
    yield alone, row
    if row + 1 >= len(sheet.rows) or not alone:
        return
    under = {i: str(cell) for i, cell in enumerate(sheet.rows[row + 1]) if isinstance(cell, str)}
    grouped = {
        index: text
        for index, text in under.items()
        if (what := meaning(text)) in OF_ACCOUNT and (what != "measured_on" or index in alone)
    }
    if {meaning(text) for text in alone.values()} & COUNTED:  # and the channels stand below
        grouped |= {
            i: text for i, text in under.items() if (meaning(text) or "")[-8:] == ".account"
        }
    if len(grouped) < 2:
        return
    group, together = "", {}
    for index in range(max(*alone, *under) + 1):
        group = alone.get(index) or (group if index in grouped else "")
        below = under.get(index, "")
        if index in grouped and group != below:
            together[index] = f"{group} {below}".strip()
        elif alone.get(index) or below:
            together[index] = below if below and below != group else group
    yield together, row + 1


def _is_heading(given: dict[int, str], cells: list[Value]) -> bool:
    """Whether a row may be one of headings: short texts, and hardly a number among them."""
    numbers = sum(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in cells)
    return numbers <= len(given) // 4 and all(
        len(text) <= LONGEST_HEADING for text in given.values()
    )


def is_remark(cells: list[Value], after_gap: bool) -> bool:
    """Whether a row is no row of the table: "Yhteensä" before numbers, or a remark by itself."""
    there = [cell for cell in cells if _is_there(cell)]
    if not there or not isinstance(there[0], str):
        return False
    alone = len(set(there)) == 1
    remark = alone and (REMARK.match(there[0]) or (after_gap and not is_name(there[0])))
    return bool(is_sum(there[0]) or remark)


def is_sum(text: str) -> bool:
    """Whether a row of this name is of all the others; of a surname, "Summa Timo", it is not."""
    first, *others = plain(text).split() or [""]
    lower = not any(word[:1].isupper() for word in text.split()[1:])
    return bool(SUM_OF_ALL.fullmatch(" ".join([first, *others])) or (first in SUM_WORDS and lower))
