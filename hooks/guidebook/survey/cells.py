"""The text of a cell as a value, by the rules that Table Schema (datapackage.org) gives its column.

Honoured are the type, `format` of dates, `decimalChar`, `groupChar`, `missingValues` and the
constraints of CELL_RULES. Frictionless reads cells alike; the tests hold the two together.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from .schema import CELL_RULES

CONSTRAINTS = {
    "string": ("required", "minLength", "maxLength", "pattern", "enum"),
    "integer": ("required", "minimum", "maximum", "enum"),
    "number": ("required", "minimum", "maximum", "enum"),
    "date": ("required", "minimum", "maximum", "enum"),
}
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ISO_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
WHOLE = re.compile(r"[+-]?\d+")
SPACES = str.maketrans("\u00a0\u202f\u2009", "   ")
LONGEST_FORMAT = 40

Value = str | int | Decimal | date


class Month(date):
    """A month, as its first day: what is told to the month is no less a date."""


def written(day: date) -> str:
    """A day or a month as a cell has it."""
    return f"{day:%Y-%m}" if isinstance(day, Month) else day.isoformat()


@dataclass(frozen=True)
class CellReader:
    """How the cells of one column are read."""

    type: str
    constraints: dict
    missing: frozenset[str] = frozenset([""])
    format: str = "default"
    decimal_char: str = "."
    group_char: str = ""
    months_only: bool = False
    limits: dict = field(init=False, repr=False)

    def __post_init__(self):
        if self.type == "date" and self.format != "default":
            self._try_format()
        object.__setattr__(
            self,
            "limits",
            {name: self._limit(name, limit) for name, limit in self.constraints.items()},
        )

    def read(self, cell: str) -> tuple[Value | None, list[str]]:
        """The value, None where it is unknown, and what it breaks: "type" or constraints."""
        value = None if cell in self.missing else self.value(cell)
        if value is None and cell not in self.missing:
            return None, ["type"]
        return value, [name for name in self.limits if not self._holds(name, value)]

    def value(self, cell: str) -> Value | None:
        """The cell as the type, or None when it is none."""
        if self.type == "integer":
            digits = self._ungrouped(cell)
            return int(digits) if WHOLE.fullmatch(digits) else None
        if self.type == "number":
            return self._number(cell)
        return self._date(cell) if self.type == "date" else cell

    def _ungrouped(self, cell: str) -> str:
        if not self.group_char:
            return cell
        return cell.translate(SPACES).replace(self.group_char.translate(SPACES), "")

    def _number(self, cell: str) -> Decimal | None:
        if "_" in cell or (self.decimal_char != "." and "." in self._ungrouped(cell)):
            return None
        try:
            number = Decimal(self._ungrouped(cell).replace(self.decimal_char, "."))
        except InvalidOperation:
            return None
        return number if number.is_finite() else None

    def _date(self, cell: str) -> date | None:
        try:
            if self.format != "default":
                day = datetime.strptime(cell, self.format).date()
                return day if "d" in self.format else Month(day.year, day.month, 1)
            if ISO_MONTH.fullmatch(cell):
                return Month(int(cell[:4]), int(cell[5:]), 1)
            if self.months_only:
                return None
            if ISO_DAY.fullmatch(cell):
                return date.fromisoformat(cell)
            return datetime.strptime(cell, "%Y-%m-%d").date()
        except ValueError:
            return None

    def _try_format(self) -> None:
        """Raises ValueError for a format that does not tell a year and a month apart."""
        day = date(2026, 11, 30)
        try:
            fine = len(self.format) <= LONGEST_FORMAT and self._date(day.strftime(self.format))
        except (ValueError, re.error):
            fine = None
        if not fine or (fine.year, fine.month) != (day.year, day.month):
            raise ValueError(
                f'päivän muotoa "{self.format[:LONGEST_FORMAT]}" ei voi lukea; käytä esimerkiksi '
                "muotoa %d.%m.%Y"
            )

    def _limit(self, name: str, limit: object) -> object:
        """A constraint as cells are held against it. Raises ValueError for one that cannot be."""
        if name not in CONSTRAINTS[self.type]:
            raise ValueError(f'raja "{name}" ei sovi tyyppiin {self.type}')
        if name == "required":
            fine = isinstance(limit, bool)
        elif name in ("minLength", "maxLength"):
            fine = isinstance(limit, int) and not isinstance(limit, bool)
        elif name == "pattern":
            fine = isinstance(limit, str)
        elif name == "enum":
            fine = isinstance(limit, list) and bool(limit)
            if fine:
                limit = [self._given(one) for one in limit]
                fine = None not in limit
        else:
            limit = self._given(limit)
            fine = limit is not None
        if not fine:
            raise ValueError(f'rajan "{name}" arvo ei kelpaa')
        return re.compile(limit) if name == "pattern" else limit

    def _given(self, limit: object) -> Value | None:
        """A value that the descriptor gives, as text or as a number of JSON."""
        if isinstance(limit, bool) or not isinstance(limit, str | int | float):
            return None
        if isinstance(limit, str):
            return self.value(limit)
        if self.type == "integer":
            return int(limit) if limit == limit // 1 else None
        return Decimal(str(limit)) if self.type == "number" else None

    def _holds(self, name: str, value: Value | None) -> bool:
        limit = self.limits[name]
        if name == "required":
            return not (limit and value is None)
        if value is None:
            return True
        if name in ("minLength", "maxLength"):
            return len(value) >= limit if name == "minLength" else len(value) <= limit
        if name == "pattern":
            return limit.fullmatch(value) is not None
        if name == "enum":
            return value in limit
        return value >= limit if name == "minimum" else value <= limit


def cell_reader(ours: dict, theirs: dict, missing: object) -> CellReader:
    """The reader of a column: the contract's field over the descriptor's. Raises ValueError."""
    kind = theirs.get("type", ours["type"])
    months_only = kind == "yearmonth" and ours["type"] == "date"
    if kind != ours["type"] and not months_only:
        raise ValueError(f"tyyppi on {ours['type']}")
    given = theirs.get("constraints", {})
    fixed = dict(ours.get("constraints", {}))
    for limit, narrower in (("minimum", max), ("maximum", min)):
        if limit in fixed and isinstance(given.get(limit), int | float):
            fixed[limit] = narrower(fixed[limit], given[limit])
    constraints = {name: value for name, value in given.items() if name in CELL_RULES} | fixed
    return CellReader(
        ours["type"],
        constraints,
        missing=_missing(theirs.get("missingValues", missing)),
        format="default" if months_only else _text(theirs, "format", "default"),
        decimal_char=_text(theirs, "decimalChar", "."),
        group_char=_text(theirs, "groupChar", ""),
        months_only=months_only,
    )


def _missing(given: object) -> frozenset[str]:
    """The texts that stand for an unknown value; an empty cell always does."""
    listed = given if isinstance(given, list) else [given]
    values = [one.get("value") if isinstance(one, dict) else one for one in listed]
    if not isinstance(given, list) or not all(isinstance(value, str) for value in values):
        raise ValueError('"missingValues" ei ole luettelo tekstejä')
    return frozenset(["", *values])


def _text(given: dict, key: str, default: str) -> str:
    value = given.get(key, default)
    if not isinstance(value, str) or (key == "decimalChar" and len(value) != 1):
        raise ValueError(f'"{key}" ei kelpaa')
    return value
