"""Axes: what their ends are, where their lines stand, and what is written at them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .. import finnish

# A wider span than this, of values not smaller, gets a logarithmic axis.
LOG_FROM, LOG_LEAST = 30, 0.001
SIZES = ((1e9, "mrd."), (1e6, "milj."))
GAP = 10


@dataclass(frozen=True)
class Axis:
    """`ticks` with their texts, between the ends."""

    ticks: list[float]
    texts: list[str]
    first: float
    last: float
    logarithmic: bool = False

    def share(self, value: float) -> float:
        """Where the value stands: 0 at the first end, 1 at the last."""
        if self.logarithmic:
            return math.log(value / self.first) / math.log(self.last / self.first)
        return (value - self.first) / (self.last - self.first)


def fitting_axis(
    values: Sequence[float], unit: str, room: float, wide: Callable[[str], float]
) -> Axis:
    """The axis of these values with as many lines as their texts, so wide, allow in the room."""
    least, most = min(values, default=0), max(values, default=0)
    if unit == "%" and least >= 0 and most <= 100:
        return _first_that_fits([_percent(step) for step in (20, 50, 100)], room, wide)
    if least >= LOG_LEAST and most / least > LOG_FROM:
        ticks = log_ticks(least, most, room / 52)
        return Axis(ticks, _log_texts(ticks), min(least, ticks[0]), max(most, ticks[-1]), True)
    axes = [_linear(min(0, least), max(0, most), count, unit) for count in (5, 4, 3, 2, 1)]
    return _first_that_fits(axes, room, wide)


def _first_that_fits(axes: Sequence[Axis], room: float, wide: Callable[[str], float]) -> Axis:
    def fits(axis: Axis) -> bool:
        broadest = max(wide(text) for text in axis.texts)
        return broadest + GAP <= room / (len(axis.ticks) - 1)

    return next(filter(fits, axes), axes[-1])


def _percent(step: int) -> Axis:
    ticks = [float(tick) for tick in range(0, 101, step)]
    return Axis(ticks, _texts(ticks, "%"), 0, 100)


def _linear(least: float, most: float, count: int, unit: str) -> Axis:
    ticks = round_ticks(least, most, count)
    return Axis(ticks, _texts(ticks, unit), ticks[0], ticks[-1])


def round_ticks(least: float, most: float, count: int = 5) -> list[float]:
    """Round numbers (steps of 1, 2 or 5 and a power of ten) from at most `least` to at least
    `most`.
    """
    span = most - least if most - least > 1e-6 else 1.0
    power = 10.0 ** math.floor(math.log10(span / count))
    step = next(power * times for times in (1, 2, 5, 10) if span / (power * times) <= count)
    first, last = math.floor(least / step + 1e-9), math.ceil((least + span) / step - 1e-9)
    return [at * step for at in range(first, last + 1)]


def log_ticks(least: float, most: float, room: float) -> list[float]:
    """1, 2 and 5 times the powers of ten between the ends, or the powers alone, or some of them: at
    most `room`.
    """
    powers = range(math.floor(math.log10(least)), math.ceil(math.log10(most)) + 1)
    every = [times * 10.0**power for power in powers for times in (1, 2, 5)]
    inside = [tick for tick in every if least * 0.999 <= tick <= most * 1.001]
    tens = [10.0**power for power in powers if least * 0.999 <= 10.0**power <= most * 1.001]
    if len(inside) <= room or len(tens) < 2:
        return inside
    return tens[:: math.ceil(len(tens) / max(room, 1))]


def _texts(ticks: Sequence[float], unit: str) -> list[str]:
    step = min(after - before for before, after in pairwise(ticks))
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    for size, name in SIZES:
        if step >= size / 10 and ticks[-1] >= size:
            half = int(step < size)
            return [finnish.quantity(tick / size, name, half) if tick else "0" for tick in ticks]
    texts = [finnish.number(tick, decimals if tick else 0) for tick in ticks]
    return [f"{text}\u00a0%" for text in texts] if unit == "%" else texts


def _log_texts(ticks: Sequence[float]) -> list[str]:
    texts = []
    for tick in ticks:
        size, name = next((pair for pair in SIZES if tick >= pair[0]), (1, ""))
        decimals = max(0, -math.floor(math.log10(tick) + 1e-9))
        texts.append(finnish.quantity(tick / size, name, decimals))
    return texts
