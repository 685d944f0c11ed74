"""Columns of numbers in the tables of running text: their digits stand under each other."""

import re
from xml.etree.ElementTree import Element

from ..elements import add_class, classes

NUMBERS = "numero"
# "2 520", "−3,5 %", "1–2 h", "12 000 €"; a unit is a sign or a short word
_NUMBER = re.compile(r"[−+<>≤≥~]?\d[\d\s.,]*(?:[–−]\d[\d\s.,]*)?(?:%|€|[^\W\d_]{1,4}\.?)?")
_MISSING = {"", "–", "—", "-"}


def align(table: Element) -> None:
    """Marks each column after the first of which every cell is a number or empty."""
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    if len({len(row) for row in rows}) != 1 or any(NUMBERS in classes(one) for one in table.iter()):
        return
    for column in list(zip(*rows, strict=True))[1:]:
        texts = [" ".join("".join(cell.itertext()).split()) for cell in column[1:]]
        values = [text for text in texts if text not in _MISSING]
        if values and all(map(_NUMBER.fullmatch, values)):
            for cell in column:
                add_class(cell, NUMBERS)
