"""Colours as "#rrggbb": how far they stand out from each other, and the nearest one that does."""

import re
from collections.abc import Iterable, Iterator
from colorsys import hls_to_rgb, rgb_to_hls
from functools import lru_cache
from itertools import product

WHITE, BLACK = "#ffffff", "#000000"
TEXT, LONG_TEXT, SHAPE = 4.5, 7.0, 3.0  # contrast, as WCAG 2 asks it
STEPS = 200

_HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


def written(text: str) -> str | None:
    """The colour in its one spelling; None when it is no colour."""
    if not _HEX.fullmatch(text):
        return None
    digits = text[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    light, other_light = _luminance(one) + 0.05, _luminance(other) + 0.05
    return light / other_light if light > other_light else other_light / light


def least(colour: str, grounds: Iterable[str]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def mixed(colour: str, other: str, share: float) -> str:
    """The colour with so much of the other in it, from 0 to 1."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return _joined(round(one * (1 - share) + two * share) for one, two in pairs)


def passing(colour: str, grounds: Iterable[str], ratio: float) -> str:
    """The colour, or the nearest shade or tint of it, that stands out so from all the grounds;
    black or white where none of it does.
    """
    return _passing(colour, frozenset(grounds), ratio)


# What follows from a colour is worked out again for each one that is tried in its place.
@lru_cache(4096)
def _passing(colour: str, grounds: frozenset[str], ratio: float) -> str:
    for one in shades(colour):
        if all(contrast(one, ground) >= ratio for ground in grounds):
            return one
    return max((BLACK, WHITE), key=lambda end: least(end, grounds))


def shades(colour: str) -> Iterator[str]:
    """The colour, and its shades and tints, the nearest first."""
    channels = _channels(colour)
    for step, end in product(range(STEPS + 1), (0, 255)):
        own, added = 1 - step / STEPS, end * (step / STEPS)
        yield _joined([round(one * own + added) for one in channels])


def turned(colour: str, share: float) -> str:
    """Another hue, so far around the circle from 0 to 1, as light and as strong."""
    hue, light, strength = rgb_to_hls(*(channel / 255 for channel in _channels(colour)))
    return _joined(round(255 * one) for one in hls_to_rgb((hue + share) % 1, light, strength))


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def _joined(channels: Iterable[int]) -> str:
    return "#" + bytes(channels).hex()


@lru_cache(4096)
def _luminance(colour: str) -> float:
    linear = [
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4
        for one in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
