"""How endings turn into basic forms, learnt from words whose basic form is known; nothing is taken from elsewhere."""

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

LONGEST = 9  # letters of an ending
STEM = 2  # letters that a word and its basic form share at least


class Rules:
    """Endings → the endings of the basic form, with how often the words show each: "issä" → "a" in "kanavissa"."""

    def __init__(self, counts: dict[str, dict[str, int]]):
        self.counts = counts

    @classmethod
    def learnt(cls, pairs: Iterable[tuple[str, str]]) -> "Rules":
        """Rules out of (word, basic form)."""
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for word, base in pairs:
            stem = len(os.path.commonprefix([word, base]))
            if word != base and stem >= STEM and len(word) - stem <= LONGEST and len(base) - stem <= LONGEST:
                counts[word[stem:]][base[stem:]] += 1
        return cls({ending: dict(bases.most_common()) for ending, bases in sorted(counts.items())})

    def readings(self, word: str) -> Iterator[tuple[str, int]]:
        """What the word's basic form may be, and how often the rule was seen. Most are no words: look them up."""
        for at in range(max(STEM, len(word) - LONGEST), len(word)):
            for ending, count in self.counts.get(word[at:], {}).items():
                yield word[:at] + ending, count
