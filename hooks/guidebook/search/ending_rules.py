"""How endings turn into basic forms, learnt from words whose basic form is known; nothing is taken
from elsewhere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from .words import fold

LONGEST = 9  # letters of an ending
STEM = 2  # letters that a word and its basic form share at least

Base = tuple[str, bool]  # the basic form's ending, and whether it is a verb's


class EndingRules:
    """Endings → the endings of the basic form, with how often the words show each: "issa" → "a" in
    "kanavissa".
    """

    def __init__(self, counts: dict[str, Counter[Base]]):
        self.counts = counts

    @classmethod
    def learnt(cls, pairs: Iterable[tuple[str, str, bool]]) -> "EndingRules":
        """The rules out of (word, basic form, whether that is a verb); without dots, like what they
        apply to.
        """
        counts: defaultdict[str, Counter[Base]] = defaultdict(Counter)
        for word, base, verb in pairs:
            if endings := _endings(word, base):
                counts[endings[0]][endings[1], verb] += 1
        return cls(dict(sorted(counts.items())))

    def readings(self, word: str) -> Iterator[Base]:
        """What the basic form may be, without dots, and whether a verb. Most are no words at all:
        look them up.
        """
        word = fold(word)
        for at in range(max(STEM, len(word) - LONGEST), len(word)):
            for (ending, verb), _ in self.counts.get(word[at:], Counter()).most_common():
                yield word[:at] + ending, verb


@cache
def _endings(written: str, written_base: str) -> tuple[str, str] | None:
    """What of a word is not in its basic form, and what stands there instead."""
    word, base = fold(written), fold(written_base)
    stem = shared(word, base)
    longest = max(len(word), len(base)) - stem
    return (word[stem:], base[stem:]) if stem >= STEM and 0 < longest <= LONGEST else None


def shared(one: str, other: str) -> int:
    """How many letters two words share at their beginning."""
    shortest = min(len(one), len(other))
    for at in range(shortest):
        if one[at] != other[at]:
            return at
    return shortest
