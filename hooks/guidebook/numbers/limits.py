"""Limits: between what a number stands, as a claim holds it or as words promise it."""

from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from .. import finnish
from .claims import Claim


@dataclass(frozen=True)
class Limits:
    """From low to high; None where there is no end, open where the end itself does not belong."""

    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False

    def within(self, other: "Limits") -> bool:
        """Whether all of this is in the other."""
        low = other.low is None or (
            self.low is not None and (self.low, self.low_open) >= (other.low, other.low_open)
        )
        high = other.high is None or (
            self.high is not None and (-self.high, self.high_open) >= (-other.high, other.high_open)
        )
        return low and high

    def holds(self, value: Decimal) -> bool:
        return Limits(value, value).within(self)

    def scaled(self, factor: Decimal) -> "Limits":
        ends = (None if end is None else end * factor for end in (self.low, self.high))
        return replace(self, **dict(zip(("low", "high"), ends, strict=True)))

    def both(self, other: "Limits") -> "Limits":
        """What is in this and in the other."""
        low = max(
            ((one.low, one.low_open) for one in (self, other) if one.low is not None),
            default=(None, False),
        )
        high = min(
            ((one.high, not one.high_open) for one in (self, other) if one.high is not None),
            default=(None, True),
        )
        return Limits(low[0], high[0], low[1], not high[1])

    def in_words(self, unit: str = "") -> str:
        """In words: "yli 50 %", "45–55 %"."""
        if self.low is not None and self.high is not None:
            if self.low == self.high:
                return f"tasan {_printed(self.low, unit)}"
            return f"{_printed(self.low)}–{_printed(self.high, unit)}"
        if self.low is not None:
            return f"{'yli' if self.low_open else 'vähintään'} {_printed(self.low, unit)}"
        if self.high is not None:
            return f"{'alle' if self.high_open else 'enintään'} {_printed(self.high, unit)}"
        return "mitä tahansa"

    def compared(self, reference: str) -> str:
        """As a claim writes it: `id > 50`."""
        parts = []
        if self.low is not None:
            parts.append(f"{reference} {'>' if self.low_open else '>='} {_printed(self.low)}")
        if self.high is not None:
            parts.append(f"{reference} {'<' if self.high_open else '<='} {_printed(self.high)}")
        return " ja ".join(parts)


def limits_of(claim: Claim) -> dict[str, Limits]:
    """Reference → between what a claim holds it, also by way of another (`a > b ja b > 50`)."""
    found: dict[str, Limits] = {reference: Limits() for reference in claim.references}
    for _ in range(len(found)):
        for inequality in claim.inequalities:
            for term, op, other in (inequality, inequality.turned):
                if term.value is None:
                    exact = Limits(other.value, other.value)
                    known = exact if other.value is not None else found[other.text]
                    found[term.text] = found[term.text].both(by(op, known))
    return {
        name: _whole(limits) if name.endswith(".n") else limits for name, limits in found.items()
    }


def by(op: str, other: Limits) -> Limits:
    """Between what a term stands that is compared with another."""
    low = Limits(low=other.low, low_open=other.low_open or op == ">")
    high = Limits(high=other.high, high_open=other.high_open or op == "<")
    return {">": low, ">=": low, "<": high, "<=": high}.get(op, other)


def _whole(limits: Limits) -> Limits:
    """The same for whole numbers: over 9 is at least 10."""
    low, high = limits.low, limits.high
    if low is not None and limits.low_open:
        low = low.to_integral_value(ROUND_FLOOR) + 1
    if high is not None and limits.high_open:
        high = high.to_integral_value(ROUND_CEILING) - 1
    return Limits(low, high)


def _printed(value: Decimal, unit: str = "") -> str:
    exact = round(value, 6).normalize()
    return finnish.quantity(exact, unit, max(0, -exact.as_tuple().exponent)).replace("\u00a0", " ")
